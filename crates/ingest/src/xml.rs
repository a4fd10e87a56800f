//! XML text in, its [`Tree`] out, however broken: end tags that match nothing, bare ampersands, tags that
//! never close. No entity is fetched, none is expanded inside another, and nothing recurses.
//!
//! At most two million elements and texts are kept (about 100 bytes each) and elements nest 200 deep;
//! deeper ones are flattened. Time is linear in the length of the text.

mod build;
mod space;

use std::borrow::Cow;

use build::Builder;
use space::space_at;

pub(crate) use space::Space;

/// The elements and texts of a document in document order.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Whether the document was larger than what is kept.
    pub(crate) cut: bool,
    /// Faults of form that were met.
    pub(crate) faults: usize,
}

#[derive(Debug)]
struct Node<'a> {
    kind: NodeKind<'a>,
    /// One past the last node inside.
    end: usize,
}

#[derive(Debug)]
enum NodeKind<'a> {
    Element { name: Cow<'a, str>, space: u16, attributes: (usize, usize) },
    Text(Cow<'a, str>),
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
}

/// What stands directly inside an element.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Child<'t, 'a> {
    Element(Element<'t, 'a>),
    Text(&'t str),
}

impl<'a> Tree<'a> {
    /// Reads the document; text outside any element is kept out.
    pub(crate) fn parse(text: &'a str) -> Self {
        Builder::default().read(text)
    }

    /// The outermost elements: one, unless the document is broken.
    #[cfg(test)]
    pub(crate) fn roots(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        children(self, 0, self.nodes.len()).filter_map(Child::element)
    }

    /// All elements in document order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        (0..self.nodes.len()).filter_map(|at| Child::at(self, at).element())
    }
}

impl<'t, 'a> Child<'t, 'a> {
    fn at(tree: &'t Tree<'a>, at: usize) -> Self {
        match &tree.nodes[at].kind {
            NodeKind::Element { .. } => Self::Element(Element { tree, at }),
            NodeKind::Text(text) => Self::Text(text),
        }
    }

    /// The element, if it is one.
    pub(crate) fn element(self) -> Option<Element<'t, 'a>> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }
}

fn children<'t, 'a>(tree: &'t Tree<'a>, start: usize, end: usize) -> impl Iterator<Item = Child<'t, 'a>> {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < end).then(|| {
            let child = Child::at(tree, at);
            at = tree.nodes[at].end.max(at + 1);
            child
        })
    })
}

impl<'t, 'a> Element<'t, 'a> {
    /// Name without prefix, in lower case.
    pub(crate) fn name(self) -> &'t str {
        match &self.tree.nodes[self.at].kind {
            NodeKind::Element { name, .. } => name,
            NodeKind::Text(_) => "",
        }
    }

    /// The vocabulary that the name belongs to.
    pub(crate) fn space(self) -> Space {
        match self.tree.nodes[self.at].kind {
            NodeKind::Element { space, .. } => space_at(space),
            NodeKind::Text(_) => Space::None,
        }
    }

    /// Elements and texts directly inside.
    pub(crate) fn children(self) -> impl Iterator<Item = Child<'t, 'a>> {
        children(self.tree, self.at + 1, self.tree.nodes[self.at].end)
    }

    /// Elements directly inside.
    pub(crate) fn elements(self) -> impl Iterator<Item = Element<'t, 'a>> {
        self.children().filter_map(Child::element)
    }

    /// The first element directly inside that has this name.
    pub(crate) fn child(self, name: &str) -> Option<Element<'t, 'a>> {
        self.elements().find(|element| element.name() == name)
    }

    /// Elements anywhere inside, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'t, 'a>> {
        (self.at + 1..self.tree.nodes[self.at].end).filter_map(move |at| Child::at(self.tree, at).element())
    }

    /// The value of the attribute of this name without prefix, in lower case.
    pub(crate) fn attribute(self, name: &str) -> Option<&'t str> {
        let NodeKind::Element { attributes: (start, end), .. } = self.tree.nodes[self.at].kind else {
            return None;
        };
        let attributes = &self.tree.attributes[start..end];
        attributes.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// All text inside, as it stands.
    pub(crate) fn text(self) -> String {
        let mut text = String::new();
        for node in &self.tree.nodes[self.at..self.tree.nodes[self.at].end] {
            if let NodeKind::Text(part) = &node.kind {
                text.push_str(part);
            }
        }
        text
    }

    /// All text inside, white space folded; `None` where there is none.
    pub(crate) fn folded(self) -> Option<String> {
        let text = crate::tree::folded(&self.text());
        (!text.is_empty()).then_some(text)
    }

    /// What stands inside as HTML: elements without prefixes, text escaped.
    pub(crate) fn html(self) -> String {
        let mut html = String::new();
        let mut open: Vec<usize> = Vec::new();
        for at in self.at + 1..self.tree.nodes[self.at].end {
            self.close(&mut html, &mut open, at);
            match &self.tree.nodes[at].kind {
                NodeKind::Text(text) => escape(&mut html, text),
                NodeKind::Element { name, attributes: (start, end), .. } => {
                    html.push('<');
                    html.push_str(name);
                    for (key, value) in &self.tree.attributes[*start..*end] {
                        html.push(' ');
                        html.push_str(key);
                        html.push_str("=\"");
                        escape(&mut html, value);
                        html.push('"');
                    }
                    html.push('>');
                    open.push(at);
                }
            }
        }
        self.close(&mut html, &mut open, usize::MAX);
        html
    }

    /// Writes the end tags of the elements that end before the node.
    fn close(self, html: &mut String, open: &mut Vec<usize>, at: usize) {
        while let Some(&last) = open.last().filter(|&&last| self.tree.nodes[last].end <= at) {
            open.pop();
            if let NodeKind::Element { name, .. } = &self.tree.nodes[last].kind
                && !matches!(&**name, "br" | "img" | "hr" | "input" | "meta" | "link")
            {
                html.push_str("</");
                html.push_str(name);
                html.push('>');
            }
        }
    }
}

/// Adds the text so that HTML reads it as text.
fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_document_still_gives_its_elements() {
        let text = "<rss><channel><title>Bread & circuses</title><item><title>a < b<b>bold</title>\
            <link>x</link></item></chanel><item><title>&eacute;t&eacute; &#146;s &nosuch;</title>";
        let tree = Tree::parse(text);
        let titles: Vec<String> =
            tree.elements().filter(|element| element.name() == "title").map(Element::text).collect();
        assert_eq!(titles[0], "Bread & circuses");
        assert!(titles[1].contains("bold"), "{titles:?}");
        assert_eq!(titles[2], "été ’s &nosuch;");
        assert!(tree.faults > 0);
    }

    #[test]
    fn vocabularies_are_known_by_address_whatever_the_prefix() {
        let tree = Tree::parse(
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>x</a:title><dc:creator>y</dc:creator>\
             <z:title xmlns:z='http://z.example/'>n</z:title></a:feed>",
        );
        let spaces: Vec<(&str, Space)> =
            tree.elements().map(|element| (element.name(), element.space())).collect();
        assert_eq!(
            spaces,
            [
                ("feed", Space::Atom),
                ("title", Space::Atom),
                ("creator", Space::Dublin),
                ("title", Space::Other)
            ]
        );
    }

    #[test]
    fn html_inside_comes_out_as_html() {
        let tree =
            Tree::parse("<c><x:div xmlns:x='http://www.w3.org/1999/xhtml'>a &lt; b<x:br/>c</x:div>d</c>");
        let root = tree.roots().next().expect("a root");
        let html = root.html();
        assert!(html.starts_with("<div") && html.ends_with(">a &lt; b<br>c</div>d"), "{html}");
    }

    #[test]
    fn nesting_and_entities_without_end_are_cut_short() {
        let deep = format!("<a>{}text{}</a>", "<b>".repeat(100_000), "</b>".repeat(100_000));
        let tree = Tree::parse(&deep);
        assert!(tree.roots().next().expect("a root").text().contains("text"));
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;&amp;y</a>";
        assert!(Tree::parse(bomb).roots().next().expect("a root").text().len() < 100);
        let unclosed = "<a>".to_owned() + &"<![CDATA[".repeat(50_000);
        assert!(Tree::parse(&unclosed).faults > 0);
    }
}
