//! A page's markup in, its elements and texts in reading order out.
//!
//! The markup is parsed as browsers do (`html5ever`); this file only keeps what reading needs, in one flat
//! list, and a budget: a page of too many elements, or nested too deep, is cut where the budget ends. The
//! order is that of the page, so an element's content is one range of the list.

mod builder;
mod flow;
mod raw;

use html5ever::{
    Attribute, LocalName, ParseOpts, local_name, parse_document,
    tendril::{StrTendril, TendrilSink},
};

pub(crate) use self::flow::Flow;
use self::{builder::Builder, flow::flow_of};

/// So many bytes are given to the parser between looks at the budget.
const CHUNK: usize = 8_192;
/// An element or a text.
#[derive(Debug)]
pub(crate) struct Node {
    /// How its text stands on the page; texts are inline.
    pub flow: Flow,
    /// The element's name, in lower case; empty for a text.
    pub name: LocalName,
    /// Number of the element it stands in; the root is its own parent.
    pub parent: usize,
    /// One past the number of the last node inside it.
    pub end: usize,
    /// The text; empty for an element.
    pub text: StrTendril,
    attributes: Vec<Attribute>,
}

impl Node {
    /// Whether it is a text.
    pub(crate) fn is_text(&self) -> bool {
        self.name.is_empty()
    }

    /// Names and values of the attributes, as written.
    pub(crate) fn named_attributes(&self) -> impl Iterator<Item = (&LocalName, &str)> {
        self.attributes.iter().map(|attribute| (&attribute.name.local, &*attribute.value))
    }

    /// The value of the attribute, as written.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value)
    }
}

/// A page's nodes in reading order; the first is the root.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// The nodes: every node stands before what it holds.
    pub nodes: Vec<Node>,
    /// Whether the page was cut at the end of the budget.
    pub cut: bool,
}

impl Tree {
    /// Parses a page.
    pub(crate) fn parse(markup: &str) -> Self {
        let mut parser = parse_document(Builder::default(), ParseOpts::default());
        let mut rest = markup;
        while !rest.is_empty() && !parser.tokenizer.sink.sink.spent.get() {
            let end = raw::next_piece(rest);
            let given = &rest[..end];
            parser.process(StrTendril::from_slice(given));
            rest = &rest[end..];
            rest = &rest[parser.tokenizer.sink.sink.take_raw(given, rest)..];
        }
        let mut tree = parser.finish();
        if !rest.is_empty() {
            tree.append(rest);
        }
        tree
    }

    /// Adds the text of markup past the budget, a paragraph a line, without looking at how it nests.
    fn append(&mut self, markup: &str) {
        for line in without_tags(markup).lines().filter(|line| line.split_whitespace().count() > 4) {
            let at = self.nodes.len();
            let empty = |name, parent, end, text: &str| Node {
                flow: flow_of(&name),
                name,
                parent,
                end,
                text: StrTendril::from_slice(text),
                attributes: Vec::new(),
            };
            self.nodes.push(empty(local_name!("p"), 0, at + 2, ""));
            self.nodes.push(empty(LocalName::default(), at, at + 2, line));
        }
        self.nodes[0].end = self.nodes.len();
    }

    /// The elements of the name, in order.
    pub(crate) fn elements(&self, name: &str) -> impl Iterator<Item = usize> + use<'_> {
        let name = LocalName::from(name);
        (0..self.nodes.len()).filter(move |&at| self.nodes[at].name == name)
    }

    /// The nodes from the element's parent up to the root.
    pub(crate) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |&at: &usize| Some(self.nodes[at].parent).filter(|&parent| parent != at);
        std::iter::successors(parent(&at), parent)
    }

    /// The nodes that stand directly in the element.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[at].end;
        let first = Some(at + 1).filter(|&first| first < end);
        std::iter::successors(first, move |&child| Some(self.nodes[child].end).filter(|&next| next < end))
    }

    /// All text in the element, white space folded.
    pub(crate) fn text(&self, at: usize) -> String {
        let mut words = String::new();
        let mut next = at;
        let end = self.nodes[at].end;
        let mut open: Vec<usize> = Vec::new();
        while next < end {
            let node = &self.nodes[next];
            while open.last().is_some_and(|&end| end <= next) {
                open.pop();
                words.push(' ');
            }
            match node.flow {
                Flow::Unseen if next != at => {
                    next = node.end;
                    continue;
                }
                Flow::Block => {
                    words.push(' ');
                    open.push(node.end);
                }
                _ => {}
            }
            words.push_str(&node.text);
            next += 1;
        }
        folded(&words)
    }
}

/// The text between the tags, with a line break for every tag of a block; scripts and styles are left out.
fn without_tags(markup: &str) -> String {
    let mut text = String::new();
    let mut hidden = false;
    for (number, piece) in markup.split('<').enumerate() {
        let (tag, words) =
            if number == 0 { ("", piece) } else { piece.split_once('>').unwrap_or((piece, "")) };
        let letters = tag.trim_start_matches('/');
        let name: String = letters
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        let flow = flow_of(&LocalName::from(name.as_str()));
        if flow == Flow::Unseen {
            hidden = !tag.starts_with('/');
        } else if flow == Flow::Block {
            text.push('\n');
        }
        if !hidden {
            words.split_whitespace().for_each(|word| {
                text.push_str(word);
                text.push(' ');
            });
        }
    }
    text
}

/// The text with its white space folded.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{builder::MOST_NODES, *};

    #[test]
    fn nodes_stand_in_reading_order_and_know_their_ends() {
        let tree = Tree::parse("<p>One <b>two</b></p><table><tr><td>Three</td></tr>stray</table>");
        let body = tree.elements("body").next().expect("every page has a body");
        assert_eq!(tree.text(body), "One two stray Three");
        let paragraph = tree.elements("p").next().expect("the paragraph");
        assert_eq!(tree.text(paragraph), "One two");
        assert_eq!(tree.nodes[body].end, tree.nodes.len());
        assert_eq!(tree.children(body).count(), 3, "paragraph, stray text, table");
    }

    #[test]
    fn mended_markup_keeps_its_text() {
        let tree = Tree::parse("<p><b><i>One</b> two</i><div>three");
        assert_eq!(tree.text(0), "One two three");
    }

    #[test]
    fn a_page_without_end_is_cut_at_the_budget() {
        let nested = Tree::parse(&"<div>".repeat(60_000));
        assert!(nested.cut && nested.nodes.len() < 20_000);
        let fonts: String = (0..3_000).map(|size| format!("<font size={size}>")).collect();
        let grown = Tree::parse(&format!("<p>{fonts}</p>{}", "<p>a</p>".repeat(3_000)));
        assert!(grown.cut && grown.nodes.len() <= MOST_NODES);
    }
}
