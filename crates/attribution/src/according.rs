//! "according to X", "in the words of X" in every position: a cue in, a [`Frame`] out.

use std::ops::Range;

use woozle_language::{Deprel, Upos};

use crate::chain;
use crate::content;
use crate::cue::{self, CueClass};
use crate::frame::Frame;
use crate::line;
use crate::reading::Reading;
use crate::source::{NounPhrase, noun_phrase};

/// "according to X", "in the words of X" in every position.
pub(crate) fn according(reading: &Reading, sentence: usize, at: usize) -> Option<Frame> {
    let whole = reading.sentence(sentence);
    let behind = at + if cue::in_the_words_of(reading, at) { 4 } else { 2 };
    let head = reading
        .head(at)
        .filter(|&head| {
            head >= behind && matches!(reading.token(head).upos, Upos::Noun | Upos::Propn | Upos::Pron)
        })
        .or_else(|| {
            (behind..whole.end.min(at + 12)).find(|&token| {
                matches!(reading.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron)
                    && !matches!(
                        reading.token(token).deprel,
                        Deprel::Compound | Deprel::NmodPoss | Deprel::Flat
                    )
            })
        })?;
    let head = climb(reading, head);
    let subject = noun_phrase(reading, head);
    let end = phrase_end(reading, head, &whole);
    let hole = at..end.max(behind);
    let scope = scope_of_according(reading, head, &whole, &hole);
    let content = if line::parts_subject(reading, &hole) {
        vec![content::trim(reading, scope)]
    } else {
        content::without(reading, scope, &hole)
    };
    let relays = chain::told(reading, at, &content);
    Some(Frame {
        cue: at,
        cue_tokens: at..behind,
        class: CueClass::Say,
        subject: Some(chain::apart(reading, subject, &relays)),
        relays,
        deeper: Vec::new(),
        content,
        negated: false,
        rule: "according-to",
    })
}

/// From a modifier to the noun it belongs to: "state", "news" to "agency", "Dr" to the name.
fn climb(reading: &Reading, head: usize) -> usize {
    let mut at = head;
    while matches!(
        reading.token(at).deprel,
        Deprel::Compound | Deprel::NmodDesc | Deprel::Amod | Deprel::NmodPoss | Deprel::Flat | Deprel::Det
    ) && let Some(noun) = reading.head(at).filter(|&noun| noun > at)
    {
        at = noun;
    }
    at
}

/// The end of the phrase after "according to", relative clauses and appositions included.
fn phrase_end(reading: &Reading, head: usize, whole: &Range<usize>) -> usize {
    let end = reading.subtree(head).end.min(whole.end);
    let phrase = NounPhrase { head, tokens: head..end };
    if !line::has_finite(reading, &phrase) {
        return end;
    }
    // The tree put the clause under the phrase: "According to the agency, the air was cold".
    (head..end).find(|&at| reading.word(at) == ",").unwrap_or(end)
}

/// The clause that the phrase modifies; the whole sentence unless a conjunction with its own subject
/// stands between.
fn scope_of_according(
    reading: &Reading,
    head: usize,
    whole: &Range<usize>,
    hole: &Range<usize>,
) -> Range<usize> {
    let Some(governor) = reading.head(head) else { return whole.clone() };
    let clause = reading.subtree(governor);
    let second_clause = reading.token(governor).deprel == Deprel::Conj && reading.has_subject(governor);
    if second_clause && clause.start < hole.start { clause } else { whole.clone() }
}
