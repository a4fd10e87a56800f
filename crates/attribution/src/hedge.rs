//! How surely a statement puts its proposition. Content in, certainty and the word it rests on out.
//!
//! After FactBank's axis of certainty: "will" and "did" are certain, "is set to" and "is expected to"
//! likely, "may" and "could" possible. Only hedges of the main predication count: "passengers who may
//! have seen it are being questioned" is certain. A past inability ("could not be questioned") is no hedge.

use std::ops::Range;

use woozle_language::{Deprel, Upos};
use woozle_text::Span;

use crate::reading::Reading;
use crate::statement::Certainty;

const POSSIBLE: &[&str] = &["may", "might", "could"];
const POSSIBLE_WORDS: &[&str] =
    &["possibly", "perhaps", "maybe", "possible", "conceivably", "potentially", "conceivable", "reportedly"];
const LIKELY_WORDS: &[&str] = &[
    "likely",
    "probably",
    "expected",
    "set",
    "poised",
    "probable",
    "presumably",
    "apparently",
    "slated",
    "tipped",
];
const LIKELY_LEMMAS: &[&str] = &["seem", "appear"];

/// The certainty of the content, and the hedge it rests on.
pub(crate) fn certainty(reading: &Reading, content: Range<usize>) -> (Certainty, Option<Span>) {
    let mut best = (Certainty::Certain, None);
    for at in content.clone() {
        let level = hedge_at(reading, at);
        if level > best.0 && governs(reading, at, &content) && !purpose(reading, at, &content) {
            best = (level, Some(reading.token(at).span));
        }
    }
    best
}

fn hedge_at(reading: &Reading, at: usize) -> Certainty {
    let token = reading.token(at);
    let word = reading.word(at).to_ascii_lowercase();
    if POSSIBLE.contains(&word.as_str()) && token.upos == Upos::Aux && !negated_after(reading, at) {
        return Certainty::Possible;
    }
    if POSSIBLE_WORDS.contains(&word.as_str()) && token.deprel != Deprel::Amod && !as_soon_as(reading, at) {
        return Certainty::Possible;
    }
    let predicate = LIKELY_WORDS.contains(&word.as_str()) && likely_predicate(reading, at, &word);
    if predicate || (LIKELY_LEMMAS.contains(&reading.lemma(at)) && infinitive_follows(reading, at)) {
        return Certainty::Likely;
    }
    Certainty::Certain
}

/// "could not", "couldn't": an inability, not a possibility. "may not" stays a possibility.
fn negated_after(reading: &Reading, at: usize) -> bool {
    let next = at + 1;
    reading.is_word(at, "could") && next < reading.count() && reading.is_any(next, &["not", "n't", "n’t"])
}

/// "as soon as possible".
fn as_soon_as(reading: &Reading, at: usize) -> bool {
    at > 0 && reading.is_any(at - 1, &["as", "if", "not"])
}

/// "set" and "expected" hedge only as "is set to", "was expected to"; "likely" not in "not likely".
fn likely_predicate(reading: &Reading, at: usize, word: &str) -> bool {
    let negated = at > 0 && reading.is_any(at - 1, &["not", "n't", "n’t", "never"]);
    match word {
        "expected" | "set" | "poised" | "slated" | "tipped" => {
            infinitive_follows(reading, at) || expected_in(reading, at)
        }
        _ => !negated,
    }
}

fn infinitive_follows(reading: &Reading, at: usize) -> bool {
    at + 1 < reading.count() && reading.is_word(at + 1, "to")
}

/// "The final report is expected within a year": a passive predicate.
fn expected_in(reading: &Reading, at: usize) -> bool {
    reading.is_word(at, "expected")
        && reading.child(at, &[Deprel::AuxPass, Deprel::Aux, Deprel::Cop]).is_some()
}

/// "The gate was shut so divers could work": what something was done for, whichever clause the tree makes of it.
fn purpose(reading: &Reading, at: usize, content: &Range<usize>) -> bool {
    let least = at.saturating_sub(8).max(content.start + 1);
    let clause = (least..at).rev().take_while(|&word| reading.token(word).upos != Upos::Punct);
    POSSIBLE.iter().any(|word| reading.is_word(at, word)) && { clause }
        .any(|word| reading.is_word(word, "so") && !reading.is_word(word + 1, "far"))
}

/// Whether the hedge belongs to the main predication of the content: no relative clause, adverbial
/// clause, complement of a noun or condition lies between it and the top of the content.
fn governs(reading: &Reading, at: usize, content: &Range<usize>) -> bool {
    let mut here = at;
    for _ in 0..64 {
        let Some(head) = reading.head(here).filter(|head| content.contains(head)) else { return true };
        let barred = matches!(
            reading.token(here).deprel,
            Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Amod
        );
        if barred {
            return false;
        }
        here = head;
    }
    true
}
