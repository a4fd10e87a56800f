//! "The claim that the dam was unsafe came from the union": a noun that reports and says by its verb whose words they
//! are. A sentence in, such [`Frame`]s out.

use woozle_language::Upos;

use crate::cue::{self, CueClass};
use crate::found::{comes_from, noun_content};
use crate::frame::Frame;
use crate::reading::Reading;

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

/// The frames of the sentence's claims that come from somebody.
pub(crate) fn frames(reading: &Reading, sentence: usize) -> Vec<Frame> {
    let nouns = reading.sentence(sentence).filter(|&at| {
        reading.token(at).upos == Upos::Noun
            && CLAIMS.contains(&reading.lemma(at))
            && reading.quotation_of(at).is_none()
    });
    nouns.filter_map(|noun| frame(reading, noun)).collect()
}

fn frame(reading: &Reading, noun: usize) -> Option<Frame> {
    let (verb, subject) = comes_from(reading, noun)?;
    Some(Frame {
        cue: noun,
        cue_tokens: noun..noun + 1,
        class: cue::class_of_lemma(reading.lemma(noun)).unwrap_or(CueClass::Say),
        relays: Vec::new(),
        subject: Some(subject),
        deeper: Vec::new(),
        content: noun_content(reading, noun)?,
        negated: crate::frame::is_negated(reading, verb),
        rule: "claim",
    })
}
