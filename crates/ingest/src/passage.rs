//! A page's tree in, its passages out: every paragraph, heading, list item and caption of the page, each
//! with where it stands and what the elements around it are for.
//!
//! Which of them are the article's is decided in `article.rs`; this file only cuts and measures.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher as _},
    sync::LazyLock,
};

use html5ever::local_name;

use crate::{
    table,
    tree::{Flow, Tree},
};

/// What an element is for, by its name, class, id and role; one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u16);

impl Marks {
    /// Menus, footers, tags.
    pub(crate) const NAV: Self = Self(1);
    /// Readers' comments.
    pub(crate) const COMMENT: Self = Self(2);
    /// Teasers of other articles.
    pub(crate) const RELATED: Self = Self(4);
    /// Share bars.
    pub(crate) const SHARE: Self = Self(8);
    /// Advertisements, newsletters, cookie text.
    pub(crate) const PROMO: Self = Self(16);
    /// Captions and picture credits.
    pub(crate) const CAPTION: Self = Self(32);
    /// Who wrote it and when.
    pub(crate) const BYLINE: Self = Self(64);
    /// Not shown.
    pub(crate) const HIDDEN: Self = Self(128);
    /// Beside the article.
    pub(crate) const ASIDE: Self = Self(256);
    /// The lines between headline and article that sum it up.
    pub(crate) const STANDFIRST: Self = Self(512);
    /// Every mark.
    pub(crate) const ALL: Self = Self(u16::MAX);
    /// What is none of the article wherever it stands.
    pub(crate) const SURELY: Self = Self(1 | 2 | 16 | 128);
    /// Everything by which a passage is none of the article's paragraphs.
    pub(crate) const OUTSIDE: Self = Self(1 | 2 | 4 | 8 | 16 | 32 | 64 | 128 | 256);

    pub(crate) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn only(self, of: Self) -> Self {
        Self(self.0 & of.0)
    }

    fn named(name: &str) -> Self {
        match name {
            "nav" => Self::NAV,
            "comment" => Self::COMMENT,
            "related" => Self::RELATED,
            "share" => Self::SHARE,
            "promo" => Self::PROMO,
            "caption" => Self::CAPTION,
            "byline" => Self::BYLINE,
            "hidden" => Self::HIDDEN,
            "aside" => Self::ASIDE,
            "standfirst" => Self::STANDFIRST,
            _ => Self(0),
        }
    }
}

/// What a passage is by its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A paragraph, or text of an element that is none.
    Paragraph,
    /// A heading of the level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// Part of a quotation.
    Quotation,
    /// A cell of a table.
    Cell,
    /// A caption.
    Caption,
    /// Text with its line breaks.
    Code,
}

/// A piece of text between two borders of block elements.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// Number of its first text in the tree.
    pub at: usize,
    /// What it is by its element.
    pub form: Form,
    /// Its words, white space folded.
    pub text: String,
    /// How many bytes of it are links.
    pub linked: usize,
}

impl Passage {
    /// The share of the passage that is links.
    pub(crate) fn link_density(&self) -> f32 {
        self.linked as f32 / self.text.len().max(1) as f32
    }
}

/// Cuts the page into passages, in reading order.
pub(crate) fn passages(tree: &Tree) -> Vec<Passage> {
    let mut cutter = Cutter::default();
    let mut at = 0;
    // The elements that are open, with their ends, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    while at < tree.nodes.len() {
        while let Some(&last) = open.last().filter(|&&last| tree.nodes[last].end <= at) {
            open.pop();
            cutter.leave(tree, last);
        }
        let node = &tree.nodes[at];
        if node.is_text() {
            cutter.add(at, &node.text);
        } else if node.flow == Flow::Unseen && at > 0 {
            at = node.end;
            continue;
        } else {
            cutter.enter(tree, at);
            open.push(at);
        }
        at += 1;
    }
    cutter.cut();
    cutter.passages
}

/// Whether the link leads to another page; headings are often links to themselves.
fn leads_away(tree: &Tree, at: usize) -> bool {
    tree.nodes[at].attribute("href").is_some_and(|href| !href.starts_with('#'))
}

/// Gathers text and cuts it at the borders of block elements.
#[derive(Default)]
struct Cutter {
    passages: Vec<Passage>,
    text: String,
    linked: usize,
    first: Option<usize>,
    breaks: usize,
    links: usize,
    code: usize,
    forms: Vec<(usize, Form)>,
}

impl Cutter {
    fn enter(&mut self, tree: &Tree, at: usize) {
        let name = &*tree.nodes[at].name;
        match name {
            "br" => return self.break_line(),
            "a" => self.links += usize::from(leads_away(tree, at)),
            "pre" => self.code += 1,
            _ => {}
        }
        if tree.nodes[at].flow == Flow::Inline {
            return;
        }
        self.cut();
        let form = match name {
            "h1" => Form::Heading(1),
            "h2" => Form::Heading(2),
            "h3" => Form::Heading(3),
            "h4" | "h5" | "h6" => Form::Heading(4),
            "li" | "dd" | "dt" => Form::Item,
            "blockquote" => Form::Quotation,
            "td" | "th" => Form::Cell,
            "figcaption" | "caption" | "figure" => Form::Caption,
            "pre" => Form::Code,
            _ => return,
        };
        self.forms.push((at, form));
    }

    fn leave(&mut self, tree: &Tree, at: usize) {
        let name = &*tree.nodes[at].name;
        match name {
            "a" => self.links -= usize::from(leads_away(tree, at)),
            "pre" => self.code -= 1,
            _ => {}
        }
        if tree.nodes[at].flow == Flow::Inline || name == "br" {
            return;
        }
        self.cut();
        if self.forms.last().is_some_and(|&(of, _)| of == at) {
            self.forms.pop();
        }
    }

    /// Adds text, folding white space to one space.
    fn add(&mut self, at: usize, text: &str) {
        let before = self.text.len();
        let mut rest = text;
        while let Some(space) = next_space(rest) {
            self.text.push_str(&rest[..space]);
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            rest = rest[space..].trim_start();
        }
        self.text.push_str(rest);
        let added = self.text.len() - before;
        if self.links > 0 {
            self.linked += added;
        }
        if !text.trim().is_empty() {
            self.breaks = 0;
            self.first.get_or_insert(at);
        }
    }

    /// One line break is a space; two part paragraphs.
    fn break_line(&mut self) {
        self.breaks += 1;
        if self.breaks >= 2 && self.code == 0 {
            self.cut();
        } else if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn cut(&mut self) {
        self.breaks = 0;
        let text = std::mem::take(&mut self.text);
        let (linked, first) = (std::mem::take(&mut self.linked), self.first.take());
        let trimmed = text.trim();
        let Some(at) = first.filter(|_| trimmed.chars().any(char::is_alphanumeric)) else { return };
        let form = self.forms.last().map_or(Form::Paragraph, |&(_, form)| form);
        let linked = if is_address(trimmed) { trimmed.len() } else { linked };
        let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
        self.passages.push(Passage { at, form, text, linked });
    }
}

/// The first byte of the first white space in the text.
fn next_space(text: &str) -> Option<usize> {
    // Most letters are of one byte, and there a byte is enough to tell.
    let at = text.bytes().position(|byte| !byte.is_ascii() || byte == b' ' || (9..=13).contains(&byte))?;
    if text.as_bytes()[at].is_ascii() {
        return Some(at);
    }
    text[at..].find(char::is_whitespace).map(|space| at + space)
}

/// Whether most of the text is written out addresses of pages.
fn is_address(text: &str) -> bool {
    let addresses =
        text.split(' ').filter(|word| word.starts_with("http://") || word.starts_with("https://"));
    text.contains("://") && addresses.map(str::len).sum::<usize>() * 2 > text.len()
}

/// The words of class and id that tell what an element is for.
struct Words {
    /// Whole class names and ids, as they stand.
    names: BTreeMap<&'static str, Marks>,
    /// Words that a class or id is made of.
    words: BTreeMap<&'static str, Marks>,
    /// Openings of such words.
    openings: Vec<(&'static str, Marks)>,
    /// The first two letters of both, a bit for each second one: most words are none of them.
    starts: [u32; 26],
}

impl Words {
    /// Number of the letter in the alphabet, in bytes of small letters.
    fn letter(word: &str, at: usize) -> Option<u32> {
        let letter = word.as_bytes().get(at)?;
        letter.is_ascii_lowercase().then(|| u32::from(letter - b'a'))
    }

    fn add_start(&mut self, word: &str) {
        let Some(first) = Self::letter(word, 0) else { return };
        self.starts[first as usize] |= Self::letter(word, 1).map_or(u32::MAX, |second| 1 << second);
    }

    /// Whether the word may be one of those that tell.
    fn may_tell(&self, word: &str) -> bool {
        let Some(first) = Self::letter(word, 0) else { return true };
        Self::letter(word, 1).is_none_or(|second| self.starts[first as usize] & (1 << second) != 0)
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words =
        Words { names: BTreeMap::new(), words: BTreeMap::new(), openings: Vec::new(), starts: [0; 26] };
    for (word, name) in table::page_marks() {
        let mark = Marks::named(name);
        words.add_start(word.trim_end_matches('*'));
        if let Some(opening) = word.strip_suffix('*') {
            words.openings.push((opening, mark));
        } else if let Some(name) = word.strip_prefix('=') {
            words.names.insert(name, mark);
        } else {
            words.words.insert(word, mark);
        }
    }
    words.openings.sort_unstable_by_key(|&(opening, _)| opening);
    words
});

/// An id of so many words may be made from a heading.
const ANCHOR: usize = 4;
/// So many texts and words at the start of an element are looked at for that heading.
const OPENING: usize = 20;
const OPENING_WORDS: usize = 60;

/// Attributes behind `data-` that name what an element is for, as its class does.
const DATA: [&str; 4] = ["component", "testid", "block", "module"];

/// So many names of a class are looked at.
const NAMES: usize = 40;

/// Reads marks off elements; what a class says, and each name in it, is looked up once a page.
#[derive(Default)]
pub(crate) struct Marker<'a> {
    /// By a hash of the value: long values that begin alike are slow to compare.
    values: BTreeMap<u64, Marks>,
    names: BTreeMap<&'a str, Marks>,
}

impl<'a> Marker<'a> {
    /// What the element is for by its own name, class, id and role.
    pub(crate) fn own(&mut self, tree: &'a Tree, at: usize) -> Marks {
        let node = &tree.nodes[at];
        let mut marks = match &*node.name {
            "nav" | "footer" => Marks::NAV,
            "aside" => Marks::ASIDE,
            "figcaption" => Marks::CAPTION,
            "form" => Marks::PROMO,
            _ => Marks::default(),
        };
        for (name, value) in node.named_attributes() {
            match *name {
                local_name!("class") | local_name!("role") | local_name!("itemprop") => {
                    marks = marks.with(self.look_up(value));
                }
                local_name!("id") => {
                    let found = self.look_up(value);
                    if found != Marks::default() && !is_anchor(tree, at, value) {
                        marks = marks.with(found);
                    }
                }
                local_name!("hidden") => marks = marks.with(Marks::HIDDEN),
                local_name!("style") if is_unshown(value) => marks = marks.with(Marks::HIDDEN),
                _ if name.strip_prefix("data-").is_some_and(|name| DATA.contains(&name)) => {
                    marks = marks.with(self.look_up(value));
                }
                _ => {}
            }
        }
        marks
    }

    fn look_up(&mut self, value: &'a str) -> Marks {
        let mut hasher = DefaultHasher::new();
        hasher.write(value.as_bytes());
        *self.values.entry(hasher.finish()).or_insert_with(|| {
            let names = value.split_ascii_whitespace().take(NAMES);
            names.fold(Marks::default(), |marks, name| {
                marks.with(*self.names.entry(name).or_insert_with(|| marks_of(name)))
            })
        })
    }
}

/// Whether the id repeats the words of a heading, to be linked to: "menu-ideas-for-the-spring" says nothing of a menu.
fn is_anchor(tree: &Tree, at: usize, id: &str) -> bool {
    let words: Vec<&str> = id.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    if words.len() < ANCHOR {
        return false;
    }
    let inside = tree.nodes[at..tree.nodes[at].end].iter().filter(|node| node.is_text());
    let known: Vec<&str> = inside
        .take(OPENING)
        .flat_map(|node| node.text.split(|letter: char| !letter.is_alphanumeric()))
        .take(OPENING_WORDS)
        .collect();
    // The last word may be cut off.
    words[..words.len() - 1].iter().all(|word| known.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Whether the style says that the element is not shown.
fn is_unshown(style: &str) -> bool {
    let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// What a name in a class or id says, whole or by its words; words are parted at marks and where a capital follows a
/// small letter.
fn marks_of(name: &str) -> Marks {
    if let Some(&mark) = WORDS.names.get(name) {
        return mark;
    }
    let mut marks = Marks::default();
    let mut word = String::new();
    let mut small = false;
    for letter in name.chars().chain(" ".chars()) {
        let ends = !letter.is_alphanumeric() || (letter.is_uppercase() && small);
        if ends && !word.is_empty() {
            // "section--has-ads" tells of something inside.
            if ["has", "with", "without", "no", "hide"].contains(&word.as_str()) {
                break;
            }
            marks = marks.with(mark_of(&word));
            word.clear();
        }
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        small = letter.is_lowercase();
    }
    marks
}

fn mark_of(word: &str) -> Marks {
    if !WORDS.may_tell(word) {
        return Marks::default();
    }
    if let Some(&mark) = WORDS.words.get(word) {
        return mark;
    }
    // The opening that the word begins with is the last one not behind it, or none.
    let before = WORDS.openings.partition_point(|&(opening, _)| opening <= word);
    let found = before.checked_sub(1).map(|at| WORDS.openings[at]);
    found.filter(|(opening, _)| word.starts_with(opening)).map_or(Marks::default(), |(_, mark)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks of the first section of the page.
    fn marks(section: &str) -> Marks {
        let tree = Tree::parse(section);
        let at = tree.elements("section").next().expect("the page has a section");
        Marker::default().own(&tree, at)
    }

    #[test]
    fn an_id_made_from_a_heading_says_nothing_of_the_element() {
        let section = |id: &str, heading: &str| format!("<section id='{id}'><h2>{heading}</h2></section>");
        let heading = "Menu changes at the town school";
        assert_eq!(marks(&section("menu-changes-at-the-town-school", heading)), Marks::default());
        // Anchors are cut off amid a word, and begin with any case.
        assert_eq!(marks(&section("Menu_changes_at_the_to", heading)), Marks::default());
        for (id, heading) in [
            ("menu-changes-at-the-town-school", "Old bridge closed"),
            ("menu-of-the-town", "The town has no other"),
            // So few words may be the page's own name of its menu.
            ("menu-changes-at", heading),
        ] {
            assert_eq!(marks(&section(id, heading)), Marks::NAV, "{id}");
        }
    }

    #[test]
    fn a_class_is_believed_though_the_heading_repeats_it() {
        let section = "<section class='menu-changes-at-school'><h2>Menu changes at school</h2></section>";
        assert_eq!(marks(section), Marks::NAV);
    }
}
