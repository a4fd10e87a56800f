//! A report in, its [`Signature`] out: how often it uses each word and name, headline and lead counting more.
//!
//! Words of the text are enough; an analysis is not needed, so reports in any state can be grouped.

use std::collections::BTreeMap;

use woozle_text::{BlockKind, Report, Span};

/// A word or name of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Use {
    /// How often, the headline and the first paragraphs counting more.
    pub count: f32,
    /// Whether it is written as a name inside a sentence.
    pub name: bool,
    /// Where it stands first.
    pub first: Span,
}

/// The words and names of one report.
pub(crate) type Signature = BTreeMap<String, Use>;

/// So many first paragraphs tell what the report is about.
const LEAD: usize = 3;
/// What a word of the headline or the first paragraphs counts; one further down counts 1.
const LEAD_COUNT: f32 = 2.0;

/// Words and names of the report's prose; a text without any prose is read whole.
pub(crate) fn signature(report: &Report) -> Signature {
    let mut signature = Signature::new();
    let mut paragraphs = 0;
    for block in report.blocks.iter().filter(|block| block.kind.is_prose()) {
        let count = if paragraphs < LEAD { LEAD_COUNT } else { 1.0 };
        paragraphs += usize::from(block.kind == BlockKind::Body);
        read(&report.text, block.prose(), count, &mut signature);
    }
    if signature.is_empty() {
        read(&report.text, Span::new(0, report.text.len()), 1.0, &mut signature);
    }
    signature
}

/// Adds the words of the passage, and pairs of capitalised words that follow each other.
fn read(text: &str, passage: Span, count: f32, signature: &mut Signature) {
    let mut opens = true;
    let mut before: Option<(String, Span)> = None;
    for span in words(text, passage) {
        let word = span.slice(text);
        let term = term(word);
        let gap = before.as_ref().map_or("", |(_, last)| &text[last.end..span.start]);
        opens = opens || gap.contains(['.', '!', '?', ':', '“', '"']);
        let capital = word.starts_with(char::is_uppercase);
        if term.chars().count() >= 2 {
            add(signature, term.clone(), Use { count, name: capital && !opens, first: span });
            if let Some((last, from)) = before.as_ref().filter(|_| capital && gap == " ") {
                let first = from.cover(span);
                add(signature, format!("{last} {term}"), Use { count, name: true, first });
            }
        }
        before = capital.then_some((term, span));
        opens = false;
    }
}

fn add(signature: &mut Signature, term: String, new: Use) {
    let known = signature.entry(term).or_insert(Use { count: 0.0, ..new });
    known.count += new.count;
    known.name |= new.name;
}

/// The runs of letters and digits in the passage, apostrophes inside words included.
fn words(text: &str, passage: Span) -> impl Iterator<Item = Span> + '_ {
    let slice = passage.slice(text);
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + slice[rest..].find(char::is_alphanumeric)?;
        let inside = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
        let end = slice[start..].find(|c| !inside(c)).map_or(slice.len(), |end| start + end);
        rest = end;
        Some(Span::new(passage.start + start, passage.start + end))
    })
}

/// The word in small letters, without the s of plural and possessive; as in the table of frequencies.
fn term(word: &str) -> String {
    let lower = word.replace('’', "'").to_lowercase();
    let bare = lower.strip_suffix("'s").unwrap_or(&lower).trim_matches('\'');
    let plural = bare.len() > 4 && bare.ends_with('s') && !bare.ends_with("ss");
    if plural { bare[..bare.len() - 1].to_owned() } else { bare.to_owned() }
}
