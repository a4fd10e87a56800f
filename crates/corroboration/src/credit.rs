//! A report in, the outlets out that its sentences credit, by the words next to their names: "by the minutes quoted
//! by Reuters", "no word on a Tass report", "told the Courier". It finds what no chain of a statement
//! holds.
//!
//! It does not say what was credited, nor follow an outlet to the one that it cites.

use std::collections::BTreeSet;

use woozle_attribution::is_outlet;
use woozle_language::{
    Analysis, Deprel, Mention, MentionKind, Upos, called_outlet, outlet, with_description,
};
use woozle_text::Span;

use crate::StoryInput;

/// An outlet that a sentence credits.
pub(crate) struct Crediting<'a> {
    /// Its fullest name in the report.
    pub(crate) name: &'a str,
    /// Where it is named.
    pub(crate) span: Span,
    /// How.
    pub(crate) kind: CreditingKind,
}

/// How a sentence credits an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CreditingKind {
    /// "told the Courier", "the Courier has seen a letter": others write so, and so does the Courier itself.
    Told,
    /// "the Courier reported", "quoted by the Courier": only others write so.
    Carried,
}

use CreditingKind::{Carried, Told};

/// The credits in the report's prose, in order of the text. An outlet is what is known as one, what the words beside
/// its name call one, and what published another report of the story.
pub(crate) fn crediting<'a>(
    input: &StoryInput<'a>,
    report: usize,
    mastheads: &BTreeSet<String>,
) -> Vec<Crediting<'a>> {
    let (item, analysis) = (&input.reports[report], &input.analyses[report]);
    let prose = |span: Span| {
        let next = item.blocks.partition_point(|block| block.span.end < span.end);
        item.blocks.get(next).is_some_and(|block| block.kind.is_prose() && block.prose().contains(span))
    };
    let found =
        analysis.mentions.iter().filter(|mention| mention.kind == MentionKind::Name).filter_map(|mention| {
            let entity = analysis.entities.get(mention.entity)?;
            let outlet = is_outlet(entity)
                || called_outlet(analysis, mention)
                || mastheads.contains(&masthead(&entity.name));
            if !outlet {
                return None;
            }
            let kind = before(analysis, mention).or_else(|| after(analysis, mention))?;
            prose(mention.span).then_some(Crediting { name: &entity.name, span: mention.span, kind })
        });
    found.collect()
}

/// What the report calls an outlet, as mastheads are compared: what one report calls so is one in all.
pub(crate) fn called(input: &StoryInput, report: usize) -> Vec<String> {
    let analysis = &input.analyses[report];
    let named = analysis.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
    let called = named.filter(|mention| called_outlet(analysis, mention));
    called.filter_map(|mention| Some(masthead(&analysis.entities.get(mention.entity)?.name))).collect()
}

/// An outlet's name as mastheads are compared: by the table of outlets, else in small letters without its article.
pub(crate) fn masthead(name: &str) -> String {
    if let Some(entry) = outlet(name) {
        return entry.name.to_owned();
    }
    let lower = name.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

/// What the words before the name say: "quoted by", "according to", "told".
fn before(analysis: &Analysis, mention: &Mention) -> Option<CreditingKind> {
    const CARRIED: &[&str] =
        &["air", "broadcast", "carry", "cite", "publish", "quote", "release", "report", "reveal"];
    const OBTAINED: &[&str] = &["analyse", "analyze", "interview", "obtain", "review", "see", "verify"];
    const WORKS: &[&str] =
        &["account", "article", "broadcast", "dispatch", "investigation", "report", "story", "tally"];
    let first = with_description(analysis, mention);
    let (one, two) = (first.checked_sub(1)?, first.checked_sub(2));
    let before = two.map_or("", |two| lemma(analysis, two));
    match lemma(analysis, one) {
        "by" if CARRIED.contains(&before) || WORKS.contains(&before) => Some(Carried),
        "by" if OBTAINED.contains(&before) => Some(Told),
        "in" | "from" | "of" if WORKS.contains(&before) => Some(Carried),
        "with" | "to" | "by" if matches!(before, "interview" | "speak" | "statement") => Some(Told),
        "to" if matches!(before, "accord" | "according") => Some(Carried),
        "cite" | "quote" => Some(Carried),
        "tell" => Some(Told),
        _ => None,
    }
}

/// What the words behind the name say: "has reported", "quoted", "'s report"; else what the sentence says that it
/// did, whatever stands between: "the Courier, quoting a draft, said".
fn after(analysis: &Analysis, mention: &Mention) -> Option<CreditingKind> {
    const WORKS: &[&str] = &["article", "dispatch", "investigation", "report", "story", "tally"];
    const BETWEEN: &[&str] = &["agency", "be", "daily", "do", "first", "have", "news", "newspaper"];
    let upos = |at: usize| analysis.tokens.get(at).map(|token| token.upos);
    let mut at = mention.tokens.end;
    if matches!(lemma(analysis, at), "'s" | "’s" | "'" | "’") {
        at += 1;
    }
    if WORKS.contains(&lemma(analysis, at)) && upos(at) == Some(Upos::Noun) {
        return Some(Carried);
    }
    // "the Courier, citing a draft, said"; "the Courier (HC) reported".
    if lemma(analysis, at) == "," && matches!(lemma(analysis, at + 1), "cite" | "quote") {
        return Some(Carried);
    }
    if lemma(analysis, at) == "(" && lemma(analysis, at + 2) == ")" {
        at += 3;
    }
    let least = at + 3;
    while at < least && (BETWEEN.contains(&lemma(analysis, at)) || upos(at) == Some(Upos::Adv)) {
        at += 1;
    }
    const LEARNS: &[&str] = &["ask", "contact", "learn", "obtain", "review", "see", "understand", "verify"];
    if at > mention.tokens.end && LEARNS.contains(&lemma(analysis, at)) && upos(at) == Some(Upos::Verb) {
        return Some(Told);
    }
    (says(analysis, at) || subject_of(analysis, mention).is_some_and(|verb| says(analysis, verb)))
        .then_some(Carried)
}

/// Whether the word is a verb by which an outlet puts forward what it has.
fn says(analysis: &Analysis, at: usize) -> bool {
    const SAYS: &[&str] = &["cite", "quote", "report", "reveal", "say", "write"];
    SAYS.contains(&lemma(analysis, at))
        && analysis.tokens.get(at).is_some_and(|token| token.upos == Upos::Verb)
}

/// The verb whose subject the name is.
fn subject_of(analysis: &Analysis, mention: &Mention) -> Option<usize> {
    let word = |at: usize| analysis.tokens.get(at);
    let above = |at: usize| word(at)?.head.map(|head| head as usize);
    let head =
        mention.tokens.clone().find(|at| above(*at).is_none_or(|head| !mention.tokens.contains(&head)))?;
    (word(head)?.deprel == Deprel::Nsubj).then(|| above(head)).flatten()
}

fn lemma(analysis: &Analysis, at: usize) -> &str {
    analysis.tokens.get(at).map_or("", |token| &*token.lemma)
}
