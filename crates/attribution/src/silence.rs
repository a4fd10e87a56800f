//! The record of a silence: "declined to comment", "did not respond", "would not be drawn", "neither confirmed nor
//! denied".
//!
//! Such sentences are statements in the report's own voice; they are no denials and have no source.

use std::ops::Range;

use crate::reading::Reading;

const REFUSALS: &[&str] = &["decline", "refuse"];
const ANSWERS: &[&str] = &["respond", "reply", "answer", "comment", "return"];

/// The silence that the tokens record, by the token of its verb.
pub(crate) fn find(reading: &Reading, tokens: Range<usize>) -> Option<usize> {
    tokens.clone().find(|&at| {
        reading.quotation_of(at).is_none()
            && (refusal(reading, at, &tokens)
                || no_answer(reading, at)
                || neither_nor(reading, at, &tokens)
                || unreachable(reading, at)
                || would_not(reading, at, &tokens)
                || no_comment(reading, at))
    })
}

/// "declined to comment", "refused to say", "declined a request".
fn refusal(reading: &Reading, at: usize, tokens: &Range<usize>) -> bool {
    let speaks = |other: usize| {
        matches!(
            reading.lemma(other),
            "comment"
                | "say"
                | "discuss"
                | "elaborate"
                | "answer"
                | "give"
                | "reveal"
                | "disclose"
                | "specify"
                | "speak"
                | "confirm"
                | "name"
                | "identify"
                | "provide"
        )
    };
    REFUSALS.contains(&reading.lemma(at))
        && at + 2 < tokens.end
        && reading.is_word(at + 1, "to")
        && (speaks(at + 2) || (at + 3 < tokens.end && speaks(at + 3)))
}

/// "did not respond to a request", "has not commented", "had not answered questions".
fn no_answer(reading: &Reading, at: usize) -> bool {
    ANSWERS.contains(&reading.lemma(at))
        && at >= 2
        && (at.saturating_sub(3)..at).any(|before| reading.is_any(before, &["not", "n't", "n’t", "never"]))
}

/// "neither confirmed nor denied".
fn neither_nor(reading: &Reading, at: usize, tokens: &Range<usize>) -> bool {
    let nor = (at..tokens.end.min(at + 6)).any(|other| reading.is_any(other, &["nor", "or"]));
    matches!(reading.lemma(at), "confirm" | "deny")
        && nor
        && (at.saturating_sub(4)..at).any(|before| reading.is_any(before, &["neither", "not", "n't", "n’t"]))
}

/// "could not be reached for comment".
fn unreachable(reading: &Reading, at: usize) -> bool {
    reading.is_any(at, &["reached", "contacted"])
        && (at.saturating_sub(3)..at).any(|before| reading.is_any(before, &["not", "n't", "n’t"]))
}

/// "would not be drawn", "would not say whether".
fn would_not(reading: &Reading, at: usize, tokens: &Range<usize>) -> bool {
    let not = |at: usize| reading.is_any(at, &["not", "n't", "n’t"]);
    if !reading.is_any(at, &["would", "wouldn"]) || at + 2 >= tokens.end || !not(at + 1) {
        return false;
    }
    let verb = at + 2;
    let drawn = reading.is_word(verb, "be") && verb + 1 < tokens.end && reading.is_word(verb + 1, "drawn");
    let says = reading
        .is_any(verb, &["comment", "confirm", "discuss", "disclose", "elaborate", "reveal", "specify"])
        || reading.is_word(verb, "say")
            && verb + 1 < tokens.end
            && reading
                .is_any(verb + 1, &["how", "if", "what", "when", "where", "whether", "which", "who", "why"]);
    drawn || says
}

/// "no immediate comment", "gave no comment".
fn no_comment(reading: &Reading, at: usize) -> bool {
    reading.is_any(at, &["comment", "comments", "response", "reply"])
        && (at.saturating_sub(2)..at).any(|before| reading.is_word(before, "no"))
}
