//! A page's markup in, its elements and texts in reading order out.
//!
//! The markup is parsed as browsers do (`html5ever`); this file only keeps what reading needs, in one flat
//! list, and a budget: a page of too many elements, or nested too deep, is cut where the budget ends. The
//! order is that of the page, so an element's content is one range of the list.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use html5ever::{
    Attribute, ExpandedName, LocalName, ParseOpts, QualName,
    interface::{
        ElementFlags, TreeSink,
        tree_builder::{NodeOrText, QuirksMode},
    },
    local_name, parse_document,
    tendril::{StrTendril, TendrilSink},
};

/// Elements and texts of a page, at most.
const MOST_NODES: usize = 400_000;
/// The parser looks through the open elements at every tag: the sum of the depths of all elements bounds its work.
const MOST_WORK: usize = 40_000_000;
/// So many bytes are given to the parser between looks at the budget.
const CHUNK: usize = 8_192;
/// The node past the budget: whatever is put there is dropped.
const NOWHERE: usize = usize::MAX;

/// How an element's text stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// In the line, as `em` does.
    Inline,
    /// In paragraphs of its own, as `p` does.
    Block,
    /// Not at all, as that of `script`.
    Unseen,
}

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
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
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
            let mut end = rest.len().min(CHUNK);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            parser.process(StrTendril::from_slice(&rest[..end]));
            rest = &rest[end..];
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

/// How the text of elements of the name stands on the page.
fn flow_of(name: &LocalName) -> Flow {
    match *name {
        local_name!("a")
        | local_name!("abbr")
        | local_name!("b")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("cite")
        | local_name!("code")
        | local_name!("data")
        | local_name!("del")
        | local_name!("dfn")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("ins")
        | local_name!("kbd")
        | local_name!("mark")
        | local_name!("q")
        | local_name!("rp")
        | local_name!("rt")
        | local_name!("ruby")
        | local_name!("s")
        | local_name!("samp")
        | local_name!("small")
        | local_name!("span")
        | local_name!("strike")
        | local_name!("strong")
        | local_name!("sub")
        | local_name!("sup")
        | local_name!("time")
        | local_name!("tt")
        | local_name!("u")
        | local_name!("var")
        | local_name!("wbr") => Flow::Inline,
        local_name!("audio")
        | local_name!("button")
        | local_name!("canvas")
        | local_name!("head")
        | local_name!("iframe")
        | local_name!("input")
        | local_name!("math")
        | local_name!("noscript")
        | local_name!("object")
        | local_name!("option")
        | local_name!("script")
        | local_name!("select")
        | local_name!("style")
        | local_name!("svg")
        | local_name!("template")
        | local_name!("textarea")
        | local_name!("video")
        | local_name!("datalist")
        | local_name!("map")
        | local_name!("dialog")
        | local_name!("title") => Flow::Unseen,
        _ if name.is_empty() => Flow::Inline,
        _ => Flow::Block,
    }
}

/// A node while the page is being parsed; links are numbers of nodes.
#[derive(Debug)]
struct Draft {
    name: LocalName,
    attributes: Vec<Attribute>,
    text: StrTendril,
    depth: usize,
    parent: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    before: Option<usize>,
    after: Option<usize>,
}

impl Draft {
    fn new(name: LocalName, attributes: Vec<Attribute>, text: StrTendril) -> Self {
        let (parent, first, last, before, after) = (None, None, None, None, None);
        Self { name, attributes, text, depth: 0, parent, first, last, before, after }
    }
}

/// What the parser holds of a node.
#[derive(Clone, Debug)]
struct Handle {
    at: usize,
    name: Rc<QualName>,
}

/// Takes the parser's nodes.
#[derive(Debug)]
struct Builder {
    nodes: RefCell<Vec<Draft>>,
    work: Cell<usize>,
    spent: Cell<bool>,
    root: Rc<QualName>,
}

impl Default for Builder {
    fn default() -> Self {
        let root = QualName::new(None, "".into(), "#document".into());
        let nodes = vec![Draft::new(root.local.clone(), Vec::new(), StrTendril::new())];
        let (work, spent) = (Cell::new(0), Cell::new(false));
        Self { nodes: RefCell::new(nodes), work, spent, root: Rc::new(root) }
    }
}

impl Builder {
    /// Adds a node that stands nowhere yet.
    fn add(&self, node: Draft) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        if self.spent.get() || nodes.len() >= MOST_NODES {
            self.spent.set(true);
            return NOWHERE;
        }
        nodes.push(node);
        nodes.len() - 1
    }

    /// Takes a node out of the list of its siblings.
    fn unlink(nodes: &mut [Draft], at: usize) {
        let (parent, before, after) = (nodes[at].parent, nodes[at].before, nodes[at].after);
        match before {
            Some(before) => nodes[before].after = after,
            None => parent.into_iter().for_each(|parent| nodes[parent].first = after),
        }
        match after {
            Some(after) => nodes[after].before = before,
            None => parent.into_iter().for_each(|parent| nodes[parent].last = before),
        }
        (nodes[at].parent, nodes[at].before, nodes[at].after) = (None, None, None);
    }

    /// Puts a node before another, or last into the parent.
    fn link(&self, parent: usize, next: Option<usize>, at: usize) {
        if at == NOWHERE || parent == NOWHERE {
            return;
        }
        let mut nodes = self.nodes.borrow_mut();
        Self::unlink(&mut nodes, at);
        let before = next.map_or(nodes[parent].last, |next| nodes[next].before);
        (nodes[at].parent, nodes[at].before, nodes[at].after) = (Some(parent), before, next);
        match before {
            Some(before) => nodes[before].after = Some(at),
            None => nodes[parent].first = Some(at),
        }
        match next {
            Some(next) => nodes[next].before = Some(at),
            None => nodes[parent].last = Some(at),
        }
        nodes[at].depth = nodes[parent].depth + 1;
        self.work.set(self.work.get() + nodes[at].depth);
        if self.work.get() > MOST_WORK {
            self.spent.set(true);
        }
    }

    fn insert(&self, parent: usize, next: Option<usize>, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => self.link(parent, next, node.at),
            NodeOrText::AppendText(text) => self.write(parent, next, text),
        }
    }

    /// Adds text, to the text before it if there is one.
    fn write(&self, parent: usize, next: Option<usize>, text: StrTendril) {
        if parent == NOWHERE {
            return;
        }
        {
            let mut nodes = self.nodes.borrow_mut();
            let before = next.map_or(nodes[parent].last, |next| nodes[next].before);
            if let Some(before) = before.filter(|&before| nodes[before].name.is_empty()) {
                nodes[before].text.push_tendril(&text);
                return;
            }
        }
        let at = self.add(Draft::new(LocalName::default(), Vec::new(), text));
        self.link(parent, next, at);
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        Tree { cut: self.spent.get(), nodes: flatten(self.nodes.into_inner()) }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { at: 0, name: Rc::clone(&self.root) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let at = self.add(Draft::new(name.local.clone(), attributes, StrTendril::new()));
        Handle { at, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle { at: NOWHERE, name: Rc::clone(&self.root) }
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle { at: NOWHERE, name: Rc::clone(&self.root) }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.at, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let inside = element.at != NOWHERE && self.nodes.borrow()[element.at].parent.is_some();
        if inside {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's content stands in the template itself: it is skipped with it.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.at == y.at && (x.at != NOWHERE || Rc::ptr_eq(&x.name, &y.name))
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if sibling.at == NOWHERE {
            return;
        }
        let parent = self.nodes.borrow()[sibling.at].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.at), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if target.at == NOWHERE {
            return;
        }
        let mine = &mut self.nodes.borrow_mut()[target.at].attributes;
        for attribute in attributes {
            if mine.iter().all(|known| known.name != attribute.name) {
                mine.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        if target.at != NOWHERE {
            Self::unlink(&mut self.nodes.borrow_mut(), target.at);
        }
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        if node.at == NOWHERE {
            return;
        }
        loop {
            let Some(child) = self.nodes.borrow()[node.at].first else { break };
            if parent.at == NOWHERE {
                Self::unlink(&mut self.nodes.borrow_mut(), child);
            } else {
                self.link(parent.at, None, child);
            }
        }
    }
}

/// Puts the drafts into reading order, without recursion: pages nest as deep as they like.
fn flatten(mut drafts: Vec<Draft>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(drafts.len());
    let mut at = 0;
    let mut parent = 0;
    loop {
        let number = nodes.len();
        let draft = &mut drafts[at];
        nodes.push(Node {
            flow: flow_of(&draft.name),
            name: std::mem::take(&mut draft.name),
            parent,
            end: number + 1,
            text: std::mem::take(&mut draft.text),
            attributes: std::mem::take(&mut draft.attributes),
        });
        if let Some(first) = draft.first {
            (at, parent) = (first, number);
            continue;
        }
        // Up to the next node that has something after it; the ends of all left on the way are here.
        loop {
            if let Some(after) = drafts[at].after {
                at = after;
                break;
            }
            let Some(up) = drafts[at].parent else { return nodes };
            nodes[parent].end = nodes.len();
            (at, parent) = (up, nodes[parent].parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
