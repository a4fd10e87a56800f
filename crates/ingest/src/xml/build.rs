//! XML text in, its tree out, event by event; what is broken is mended as browsers and feed readers do.

use std::{borrow::Cow, collections::BTreeMap};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    Node, NodeKind, Tree,
    space::{UNKNOWN, space_of, space_of_prefix},
};

/// More elements and texts than this are not kept: the tree says that it was cut.
const MOST_NODES: usize = 2_000_000;
/// Elements nested deeper than this are put beside each other.
const DEEPEST: usize = 200;
/// After so many syntax errors that swallow the rest, the rest is text: each costs a scan to the end.
const MOST_REPAIRS: usize = 32;
/// A replacement text that a document declares may be so long; longer ones are attacks.
const LONGEST_ENTITY: usize = 1_000;
/// All replacement texts put in may be so long together.
const ALL_ENTITIES: usize = 1_000_000;

#[derive(Default)]
pub(super) struct Builder<'a> {
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
    pub(super) fn read(mut self, text: &'a str) -> Tree<'a> {
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
        self.tree
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
                let own = full.split_once(':').map_or("", |(prefix, _)| prefix);
                let of_feed =
                    depth == 0 && prefix == own && matches!(local_name(&full), "rss" | "feed" | "channel");
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
