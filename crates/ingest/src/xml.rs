//! XML text in, its [`Tree`] out, however broken: end tags that match nothing, bare ampersands, tags that
//! never close. No entity is fetched, none is expanded inside another, and nothing recurses.
//!
//! At most [`MOST_NODES`] elements and texts are kept (about 100 bytes each) and elements nest [`DEEPEST`] deep;
//! deeper ones are flattened. Time is linear in the length of the text.

use std::{borrow::Cow, collections::BTreeMap};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// More elements and texts than this are not kept: the tree says that it was cut.
pub(crate) const MOST_NODES: usize = 2_000_000;
/// Elements nested deeper than this are put beside each other.
const DEEPEST: usize = 200;
/// After so many syntax errors that swallow the rest, the rest is text: each costs a scan to the end.
const MOST_REPAIRS: usize = 32;
/// A replacement text that a document declares may be so long; longer ones are attacks.
const LONGEST_ENTITY: usize = 1_000;
/// All replacement texts put in may be so long together.
const ALL_ENTITIES: usize = 1_000_000;

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
        let mut builder = Builder::default();
        builder.read(text);
        builder.tree
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
            NodeKind::Element { space, .. } => SPACES[usize::from(space)].1,
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
        let text = crate::fragment::folded(&self.text());
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

/// Vocabularies that are told apart. A name of an unknown vocabulary is never taken for one of RSS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// No vocabulary is declared, or one of RSS and its like.
    None,
    /// Atom 0.3 and 1.0.
    Atom,
    /// Dublin Core.
    Dublin,
    /// `content:encoded` of RSS 1.0 modules.
    Content,
    /// HTML inside XML.
    Html,
    /// Podcasts.
    Itunes,
    /// Media RSS.
    Media,
    /// Any other.
    Other,
}

/// Addresses of vocabularies in lower case without their scheme, and the vocabulary. The first is the default.
const SPACES: [(&str, Space); 23] = [
    ("", Space::None),
    ("www.w3.org/2005/atom", Space::Atom),
    ("purl.org/atom/ns", Space::Atom),
    ("example.com/newformat", Space::None),
    ("backend.userland.com/rss", Space::None),
    ("blogs.law.harvard.edu/tech/rss", Space::None),
    ("purl.org/rss/1.0/modules/content/", Space::Content),
    ("purl.org/rss/1.0/modules", Space::Other),
    ("purl.org/rss/1.0", Space::None),
    ("purl.org/net/rss1.1", Space::None),
    ("my.netscape.com/rdf/simple/0.9", Space::None),
    ("my.netscape.com/publish/formats/rss-0.9", Space::None),
    ("channel.netscape.com/rdf/simple/0.9", Space::None),
    ("purl.org/dc/", Space::Dublin),
    ("www.w3.org/1999/xhtml", Space::Html),
    ("www.itunes.com/dtds/podcast-1.0.dtd", Space::Itunes),
    ("search.yahoo.com/mrss", Space::Media),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", Space::None),
    ("iptc.org/std/nar", Space::None),
    ("iptc.org/std/nitf", Space::None),
    ("schemas.openxmlformats.org/wordprocessingml", Space::None),
    ("purl.org/syndication", Space::Other),
    ("", Space::Other),
];
/// Where unknown vocabularies stand in the table.
const UNKNOWN: u16 = 22;

/// The vocabulary's place in the table.
fn space_of(address: &str) -> u16 {
    let lower = address.trim().to_ascii_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    if bare.is_empty() {
        return 0;
    }
    let known = SPACES
        .iter()
        .position(|(start, _)| !start.is_empty() && bare.starts_with(start.trim_end_matches('/')));
    known.and_then(|at| u16::try_from(at).ok()).unwrap_or(UNKNOWN)
}

/// What a prefix means that nobody declared.
fn space_of_prefix(prefix: &str) -> u16 {
    let address = match prefix {
        "atom" => "www.w3.org/2005/atom",
        "dc" | "dcterms" => "purl.org/dc/",
        "content" => "purl.org/rss/1.0/modules/content/",
        "xhtml" => "www.w3.org/1999/xhtml",
        "itunes" => "www.itunes.com/dtds/podcast-1.0.dtd",
        "media" => "search.yahoo.com/mrss",
        "rss" | "rdf" => return 0,
        _ => return UNKNOWN,
    };
    space_of(address)
}

#[derive(Default)]
struct Builder<'a> {
    tree: Tree<'a>,
    /// Open elements: node and full name.
    open: Vec<(usize, Cow<'a, str>)>,
    /// How many elements are open below the deepest that is kept.
    below: usize,
    /// Prefixes declared: depth of the element, prefix, vocabulary.
    spaces: Vec<(usize, Cow<'a, str>, u16)>,
    entities: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
    expanded: usize,
    /// Whether the last thing read was text of the innermost open element.
    in_text: bool,
}

impl<'a> Builder<'a> {
    /// Reads the document, starting again behind what could not be read.
    fn read(&mut self, text: &'a str) {
        let mut rest = text;
        for repair in 0..=MOST_REPAIRS {
            let Some(broken) = self.read_until_fault(rest) else { break };
            self.tree.faults += 1;
            if broken >= rest.len() || repair == MOST_REPAIRS {
                self.text(Cow::Borrowed(rest.get(broken..).unwrap_or_default()));
                break;
            }
            // The sign that opens what never closes is text.
            let next = broken + rest[broken..].chars().next().map_or(1, char::len_utf8);
            self.text(Cow::Borrowed(&rest[broken..next]));
            rest = &rest[next..];
        }
        let end = self.tree.nodes.len();
        for (at, _) in std::mem::take(&mut self.open) {
            self.tree.faults += 1;
            self.tree.nodes[at].end = end;
        }
    }

    /// Reads until the end (`None`) or until where something begins that does not end.
    fn read_until_fault(&mut self, text: &'a str) -> Option<usize> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        loop {
            let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match reader.read_event() {
                Ok(Event::Eof) => return None,
                Ok(_) if self.tree.nodes.len() >= MOST_NODES => {
                    self.tree.cut = true;
                    return None;
                }
                Ok(event) => self.event(event),
                Err(quick_xml::Error::IllFormed(_)) => {
                    self.tree.faults += 1;
                    let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                    if after <= before {
                        return Some(before);
                    }
                }
                Err(_) => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                    let at = at.max(before).min(text.len());
                    return Some(if text.is_char_boundary(at) { at } else { text.len() });
                }
            }
        }
    }

    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(start) => self.start(&start, false),
            Event::Empty(start) => self.start(&start, true),
            Event::End(end) => self.end(end.name().as_ref()),
            Event::Text(text) => self.text(text.into_inner()),
            Event::CData(text) => self.text(text.into_inner()),
            Event::GeneralRef(name) => {
                let text = self.resolve(&name.into_inner());
                self.text(text);
            }
            Event::DocType(declaration) => self.declare(&declaration.into_inner()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
    }

    fn start(&mut self, start: &BytesStart<'a>, empty: bool) {
        let full: String = start.name().as_ref().to_string();
        if !full.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            // "a < b" is no tag.
            self.tree.faults += 1;
            self.text(Cow::Owned(format!("<{}>", &**start)));
            return;
        }
        if self.open.len() >= DEEPEST {
            self.below += usize::from(!empty);
            return;
        }
        self.in_text = false;
        let first = self.tree.attributes.len();
        let depth = self.open.len();
        for attribute in start.html_attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                self.tree.faults += 1;
                continue;
            };
            let key = attribute.key.as_ref();
            let value = self.attribute_value(&attribute.value);
            if let Some(prefix) = key.strip_prefix("xmlns") {
                let prefix = prefix.trim_start_matches(':').to_owned();
                // The root of a feed is one whatever vocabulary somebody made up for it.
                let of_feed = depth == 0 && prefix.is_empty() && matches!(full.as_str(), "rss" | "channel");
                let space = space_of(&value);
                let space = if of_feed && space == UNKNOWN { 0 } else { space };
                self.spaces.push((depth, Cow::Owned(prefix), space));
                continue;
            }
            let local = local_name(key).to_ascii_lowercase();
            self.tree.attributes.push((Cow::Owned(local), Cow::Owned(value)));
        }
        let space = self.space(&full);
        let name = Cow::Owned(local_name(&full).to_ascii_lowercase());
        let at = self.tree.nodes.len();
        let attributes = (first, self.tree.attributes.len());
        self.tree.nodes.push(Node { kind: NodeKind::Element { name, space, attributes }, end: at + 1 });
        if empty {
            self.forget_spaces(depth);
        } else {
            self.open.push((at, Cow::Owned(full)));
        }
    }

    fn space(&self, full: &str) -> u16 {
        let prefix = full.split_once(':').map_or("", |(prefix, _)| prefix);
        match self.spaces.iter().rev().find(|(_, declared, _)| declared == prefix) {
            Some(&(_, _, space)) => space,
            None if prefix.is_empty() => 0,
            None => space_of_prefix(&prefix.to_ascii_lowercase()),
        }
    }

    fn forget_spaces(&mut self, depth: usize) {
        while self.spaces.last().is_some_and(|(at, _, _)| *at >= depth) {
            self.spaces.pop();
        }
    }

    /// Closes the innermost open element of that name and what is open inside it.
    fn end(&mut self, full: &str) {
        if self.below > 0 {
            self.below -= 1;
            return;
        }
        let full = full.trim();
        let same = |(_, open): &(usize, Cow<'_, str>)| open.eq_ignore_ascii_case(full);
        let Some(at) = self.open.iter().rposition(same) else {
            self.tree.faults += 1;
            return;
        };
        self.in_text = false;
        self.tree.faults += self.open.len() - 1 - at;
        let end = self.tree.nodes.len();
        for (node, _) in self.open.drain(at..) {
            self.tree.nodes[node].end = end;
        }
        self.forget_spaces(at);
    }

    fn text(&mut self, text: Cow<'a, str>) {
        if text.is_empty() || self.open.is_empty() {
            return;
        }
        // Texts that stand beside each other are one text.
        if let Some(Node { kind: NodeKind::Text(last), .. }) =
            self.tree.nodes.last_mut().filter(|_| self.in_text)
        {
            last.to_mut().push_str(&text);
            return;
        }
        let end = self.tree.nodes.len() + 1;
        self.tree.nodes.push(Node { kind: NodeKind::Text(text), end });
        self.in_text = true;
    }

    /// What `&name;` stands for; itself where nobody knows.
    fn resolve(&mut self, name: &str) -> Cow<'a, str> {
        if let Some(number) = name.strip_prefix('#') {
            return Cow::Owned(character(number).unwrap_or('\u{fffd}').to_string());
        }
        if let Some(value) = self.entities.get(name) {
            self.expanded += value.len();
            if self.expanded <= ALL_ENTITIES {
                return value.clone();
            }
        }
        match quick_xml::escape::resolve_html5_entity(name) {
            Some(value) => Cow::Borrowed(value),
            None => Cow::Owned(format!("&{name};")),
        }
    }

    fn attribute_value(&mut self, raw: &str) -> String {
        let mut value = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            value.push_str(&rest[..at]);
            let tail = &rest[at + 1..];
            // No name of an entity is longer than 32 letters.
            let end = tail.bytes().take(33).position(|byte| byte == b';' || byte == b'&');
            match end.filter(|&end| end > 0 && tail.as_bytes()[end] == b';') {
                Some(end) => {
                    value.push_str(&self.resolve(&tail[..end]));
                    rest = &tail[end + 1..];
                }
                None => {
                    value.push('&');
                    rest = tail;
                }
            }
        }
        value.push_str(rest);
        value
    }

    /// Keeps the short internal entities of a document type declaration.
    fn declare(&mut self, declaration: &str) {
        for part in declaration.split("<!ENTITY").skip(1).take(1_000) {
            let mut words = part.trim_start().splitn(2, char::is_whitespace);
            let (Some(name), Some(rest)) = (words.next(), words.next()) else { continue };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some(value) = rest[1..].split(quote).next().filter(|value| value.len() <= LONGEST_ENTITY)
            else {
                continue;
            };
            let value = self.attribute_value(value);
            self.entities.entry(Cow::Owned(name.to_owned())).or_insert(Cow::Owned(value));
        }
    }
}

/// The name without its prefix.
fn local_name(full: &str) -> &str {
    full.rsplit_once(':').map_or(full, |(_, local)| local)
}

/// The character of a numeric reference, as browsers read it: 128 to 159 are meant as windows-1252.
fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let Some(byte) = u8::try_from(code).ok().filter(|byte| (128..160).contains(byte)) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next();
    }
    char::from_u32(code).filter(|&letter| letter != '\0')
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
