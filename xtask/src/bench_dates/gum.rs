//! The documents of GUM with their dates, and the trees of the same documents: what the bench of dates compares.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use woozle_language::{Analysis, Deprel, Sentence, Token, Upos, Xpos};
use woozle_text::{Date, Published, Report, Span};
use woozle_training::treebank;

/// A document with the dates annotated in it.
pub(super) struct Document {
    pub(super) report: Report,
    pub(super) analysis: Analysis,
    pub(super) gold: Vec<Gold>,
}

/// A date that is marked: its tokens, and its days where they are given.
pub(super) struct Gold {
    pub(super) tokens: std::ops::Range<usize>,
    pub(super) days: Option<(Date, Date)>,
}

/// Heads of the words of each document, counted in the document; the same number as the word's own where it is a root.
pub(super) type Heads = BTreeMap<String, Vec<usize>>;

/// Reads the heads of all documents of the treebank in a folder; none where there is no such folder.
pub(super) fn heads(folder: &Path) -> Heads {
    let mut all = Heads::new();
    let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for path in paths.filter(|path| path.extension().is_some_and(|end| end == "conllu")) {
        for tree in treebank::read(&fs::read_to_string(path).unwrap_or_default()) {
            let heads = all.entry(tree.document.clone()).or_default();
            let start = heads.len();
            let root = |at: usize, head: usize| start + if head < tree.heads.len() { head } else { at };
            heads.extend(tree.heads.iter().enumerate().map(|(at, head)| root(at, *head)));
        }
    }
    all
}

/// Reads one document: a word a line, tags of elements between. Its words get the heads that its name has, where
/// these are as many.
pub(super) fn document(xml: &str, heads: &Heads) -> Document {
    let mut reader = Reader::default();
    for line in xml.lines() {
        reader.line(line);
    }
    reader.close_sentence();
    let tokens = &mut reader.analysis.tokens;
    let id = xml.lines().find(|line| line.starts_with("<text ")).and_then(|line| attribute(line, "id"));
    if let Some(heads) = id.and_then(|id| heads.get(id)).filter(|heads| heads.len() == tokens.len()) {
        for (at, token) in tokens.iter_mut().enumerate() {
            token.head = u32::try_from(heads[at]).ok().filter(|head| *head as usize != at);
        }
    }
    Document { report: reader.report, analysis: reader.analysis, gold: reader.gold }
}

#[derive(Default)]
struct Reader {
    report: Report,
    analysis: Analysis,
    gold: Vec<Gold>,
    open: Vec<(usize, Option<(Date, Date)>)>,
    start: usize,
    /// Whether the words are parts of one.
    inside: bool,
    /// Whether the next word is joined to the one before.
    glued: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(created) = line.starts_with("<text ").then(|| attribute(line, "dateCreated")).flatten() {
            self.report.published = day(created).map(|(date, _)| Published { date, clock: None });
        } else if line.starts_with("<date") || line.starts_with("<time") {
            self.open.push((self.analysis.tokens.len(), days(line)));
        } else if line.starts_with("</date") || line.starts_with("</time") {
            if let Some((start, days)) = self.open.pop() {
                self.gold.push(Gold { tokens: start..self.analysis.tokens.len(), days });
            }
        } else if line.starts_with("</s>") {
            self.close_sentence();
        } else if line.starts_with("<w>") || line.starts_with("</w>") {
            self.glued = false;
            self.inside = line.starts_with("<w>");
        } else if !line.starts_with('<') {
            self.word(line);
        }
    }

    fn word(&mut self, line: &str) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [word, xpos, lemma, _, upos, deprel, ..] = fields[..] else { return };
        let word = word
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        if !self.glued && !self.report.text.is_empty() && !matches!(&*word, "'s" | "’s") {
            self.report.text.push(' ');
        }
        self.glued = self.inside;
        let start = self.report.text.len();
        self.report.text.push_str(&word);
        self.analysis.tokens.push(Token {
            span: Span::new(start, self.report.text.len()),
            upos: Upos::from_name(upos).unwrap_or(Upos::X),
            xpos: penn(xpos),
            lemma: lemma.into(),
            head: None,
            deprel: Deprel::from_name(deprel).unwrap_or(Deprel::Dep),
        });
    }

    fn close_sentence(&mut self) {
        let tokens = self.start..self.analysis.tokens.len();
        if !tokens.is_empty() {
            let span = self.analysis.span_of(tokens.clone());
            self.start = tokens.end;
            self.analysis.sentences.push(Sentence { tokens, span, block: 0 });
        }
    }
}

/// The corpus uses TreeTagger's tags for verbs: VVD, VHZ.
fn penn(tag: &str) -> Xpos {
    let tag = match tag {
        "NP" => "NNP",
        "NPS" => "NNPS",
        "PP" => "PRP",
        "PP$" => "PRP$",
        _ => tag,
    };
    let folded = if tag.starts_with("VV") || tag.starts_with("VH") {
        format!("VB{}", &tag[2..])
    } else {
        tag.to_owned()
    };
    Xpos::from_name(&folded).unwrap_or(Xpos::Fw)
}

/// First and last day of an element's attributes, where both can be told.
fn days(element: &str) -> Option<(Date, Date)> {
    if let Some(when) = attribute(element, "when") {
        return day(when);
    }
    let first = attribute(element, "from").or(attribute(element, "notBefore")).and_then(day)?;
    let last = attribute(element, "to").or(attribute(element, "notAfter")).and_then(day)?;
    Some((first.0, last.1))
}

/// "2017", "2017-07", "2017-07-21" as first and last day.
fn day(text: &str) -> Option<(Date, Date)> {
    let text = text.split('T').next()?;
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [year] if year > 99 => Some((Date::new(year, 1, 1)?, Date::new(year, 12, 31)?)),
        [year, month] => {
            let month = u8::try_from(month).ok()?;
            let last = (28..=31).rev().find_map(|day| Date::new(year, month, day))?;
            Some((Date::new(year, month, 1)?, last))
        }
        [year, month, day] => {
            let date = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
            Some((date, date))
        }
        _ => None,
    }
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[start..].split('"').next()
}
