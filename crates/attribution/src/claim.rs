//! "The claim that the dam was unsafe came from the union": a noun that reports and says by its verb whose words they
//! are. A sentence in, such [`Frame`]s out.

use woozle_language::{Deprel, Upos};

use crate::content::{self, SHORTEST};
use crate::cue::{self, CueClass};
use crate::frame::{Frame, is_negated};
use crate::reading::Reading;
use crate::source::{can_speak, noun_phrase};

/// Nouns that hold what somebody says.
const CLAIMS: [&str; 10] = [
    "accusation",
    "allegation",
    "assertion",
    "assurance",
    "claim",
    "complaint",
    "disclosure",
    "suggestion",
    "statement",
    "warning",
];

/// Words between the clause and the verb: a comma, "first", "has".
const GAP: usize = 3;

/// The frames of the sentence's claims that come from somebody.
pub(crate) fn frames(reading: &Reading, sentence: usize) -> Vec<Frame> {
    let nouns = reading.sentence(sentence).filter(|&at| {
        reading.token(at).upos == Upos::Noun
            && CLAIMS.contains(&reading.lemma(at))
            && reading.quotation_of(at).is_none()
    });
    nouns.filter_map(|noun| frame(reading, sentence, noun)).collect()
}

fn frame(reading: &Reading, sentence: usize, noun: usize) -> Option<Frame> {
    let that = noun + 1;
    let clause = reading.child(noun, &[Deprel::Acl, Deprel::Ccomp]).filter(|&clause| clause > that)?;
    if !reading.is_word(that, "that") || !reading.descends(that, clause) {
        return None;
    }
    let words = reading.subtree(clause);
    let whole = reading.sentence(sentence);
    // The tree hangs the verb on the noun or the noun on the verb; the line of words is plain.
    let comes = |at: &usize| reading.lemma(*at) == "come" && reading.token(*at).upos == Upos::Verb;
    let verb =
        (words.start..whole.end.min(words.end + GAP)).rev().find(comes).filter(|&verb| verb > clause)?;
    let from =
        |child: &usize| *child > verb && reading.children(*child).any(|case| reading.is_word(case, "from"));
    let subject = noun_phrase(reading, reading.children(verb).find(from)?);
    let content = content::trim(reading, that + 1..words.end.min(verb));
    let reports = can_speak(reading, &subject) && reading.words_in(content.clone()) >= SHORTEST;
    reports.then(|| Frame {
        cue: noun,
        cue_tokens: noun..noun + 1,
        class: cue::class_of_lemma(reading.lemma(noun)).unwrap_or(CueClass::Say),
        relays: Vec::new(),
        subject: Some(subject),
        deeper: Vec::new(),
        content: std::iter::once(content).collect(),
        negated: is_negated(reading, verb),
        rule: "claim",
    })
}
