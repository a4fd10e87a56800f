//! Whoever stands beside a reporting verb in the line of words, whatever the tree says.
//!
//! News puts its speakers in a handful of places: `"…," said Otto Renn`, `Otto Renn, who heads
//! the union, said`, `the town's first engineer, Nora Falk, told`. Trees of long sentences go astray
//! exactly there, so the line of words is asked as well. Near text it must not catch: `The plan, Falk's
//! idea, was said to fail`.

use std::ops::Range;

use woozle_language::{MentionKind, NameKind, Upos};

use crate::cue;
use crate::frame;
use crate::reading::Reading;
use crate::source::NounPhrase;

/// How far behind or before the verb a speaker is looked for.
const REACH: usize = 16;

/// The speaker that the line of words shows beside the verb.
pub(crate) fn speaker(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    behind(reading, verb).or_else(|| before(reading, verb))
}

/// "A protocol signed by the two governments and seen by Reuters says": all that stands before the verb in
/// its sentence, where that is one noun phrase: no comma, no other finite verb.
pub(crate) fn opening_phrase(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let start = reading.sentence(reading.analysis.sentence_of(verb)).start;
    let plain = (start..verb).all(|at| {
        reading.quotation_of(at).is_none()
            && !reading.is_finite(at)
            && !matches!(reading.word(at), "," | ";" | ":" | "(")
    });
    let named =
        matches!(reading.token(start).upos, Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
    if !plain || !named || !reading.is_finite(verb) {
        return None;
    }
    let noun = |at: usize| matches!(reading.token(at).upos, Upos::Noun | Upos::Propn);
    let head = (start..verb).find(|&at| noun(at) && (at + 1 == verb || !noun(at + 1)))?;
    Some(NounPhrase { head, tokens: start..verb })
}

/// "…; Premium Times, citing neighbours, put it at nine": the name that opens the part of the sentence.
pub(crate) fn opening_name(reading: &Reading, whole: Range<usize>, verb: usize) -> Option<NounPhrase> {
    let part = frame::segment(reading, whole, verb);
    let first =
        (part.start..verb).find(|&at| reading.token(at).upos != Upos::Det && !reading.is_punct(at))?;
    let mention = reading.mention(reading.mention_of(first)?);
    Some(NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// "The bridge, says the mayor, was closed": a reporting clause between the subject of a sentence and its verb.
pub(crate) fn interrupts(reading: &Reading, verb: usize, speaker: &NounPhrase) -> bool {
    speaker.tokens.start == verb + 1
        && reading.is_finite(verb)
        && parts_subject(reading, &(verb..speaker.tokens.end))
}

/// Whether what a comma sets off on both sides stands between the subject of a sentence and its verb: neither side says
/// anything by itself.
pub(crate) fn parts_subject(reading: &Reading, aside: &Range<usize>) -> bool {
    let sentence = reading.sentence(reading.analysis.sentence_of(aside.start));
    let close = aside.end - usize::from(reading.word(aside.end - 1) == ",");
    aside.start > sentence.start + 1
        && reading.word(aside.start - 1) == ","
        && close + 1 < sentence.end
        && reading.word(close) == ","
        && reading.is_finite(close + 1)
        && !(sentence.start..aside.start - 1).any(|at| reading.is_finite(at))
}

/// Whether a finite verb stands among the tokens: no noun phrase has one outside a relative clause.
pub(crate) fn has_finite(reading: &Reading, phrase: &NounPhrase) -> bool {
    phrase.tokens.clone().any(|at| {
        reading.is_finite(at)
            && !(phrase.tokens.start..at)
                .any(|before| reading.is_any(before, &["who", "which", "that", "whose"]))
    })
}

/// `"…," said a purchasing manager at an Italian extruder`: after a closing mark or comma.
pub(crate) fn behind(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let opened = verb > sentence.start
        && (reading.is_quote_mark(verb - 1) || matches!(reading.word(verb - 1), "," | "?" | "!"));
    let next = verb + 1;
    if !opened || next >= sentence.end || reading.quotation_of(next).is_some() {
        return None;
    }
    let starts = matches!(
        reading.token(next).upos,
        Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron | Upos::Num
    );
    if !starts || reading.is_any(next, &["that", "there", "this"]) {
        return None;
    }
    let stop = (next..sentence.end.min(next + REACH))
        .find(|&at| {
            reading.is_punct(at) && !matches!(reading.word(at), "-" | "'" | "’" | ".")
                || reading.is_finite(at)
                || reading.is_any(at, &["who", "whose"])
        })
        .unwrap_or(sentence.end);
    // `, said` before a clause of its own is no inversion: "he said the plan failed".
    if reading.is_finite(stop.min(sentence.end - 1)) && stop < sentence.end {
        return None;
    }
    named_in(reading, next, stop).or_else(|| {
        let number = reading.mention_of(next)?;
        let mention = reading.mention(number);
        Some(NounPhrase { head: mention.head, tokens: next..mention.tokens.end.min(stop).max(next + 1) })
    })
}

/// `NAME, who heads it, said`, `the minister, NAME, said`, `spokesman NAME said`.
fn before(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let mut last = verb.checked_sub(1).filter(|&at| at >= sentence.start)?;
    while last > sentence.start && matches!(reading.token(last).upos, Upos::Adv | Upos::Aux) {
        last -= 1;
    }
    let floor = sentence.start.max(verb.saturating_sub(REACH));
    // "Agence France-Presse (AFP) reported".
    if reading.word(last) == ")"
        && let Some(open) = (floor..last).rev().find(|&at| reading.word(at) == "(")
    {
        last = open.saturating_sub(1).max(floor);
    }
    if reading.word(last) != "," {
        return closing_name(reading, floor, last + 1).or_else(|| closing_noun(reading, floor, last));
    }
    let comma = (floor..last).rev().find(|&at| reading.word(at) == ",")?;
    // `the Courier, citing a draft, said`
    if reading.is_any(comma + 1, cue::CITING)
        && let Some(number) = comma.checked_sub(1).and_then(|at| reading.mention_of(at))
    {
        let mention = reading.mention(number);
        return Some(NounPhrase { head: mention.head, tokens: mention.tokens.clone() });
    }
    // `the minister, NAME, said`
    let inserted = closing_name(reading, comma + 1, last).or_else(|| institution(reading, comma + 1, last));
    if let Some(phrase) = inserted.filter(|phrase| phrase.tokens.start == comma + 1) {
        let start = opening(reading, floor, comma);
        return Some(NounPhrase { head: phrase.head, tokens: start..phrase.tokens.end });
    }
    // `NAME, who heads it, said`
    closing_name(reading, floor, comma)
}

/// The person whose name ends right before `end`, with the role before it; not "an aide to Falk".
fn closing_name(reading: &Reading, floor: usize, end: usize) -> Option<NounPhrase> {
    let number = reading.mention_of(end.checked_sub(1)?)?;
    let mention = reading.mention(number);
    let named = reading.is_person_name(number);
    let whole =
        mention.tokens.end == end && mention.tokens.start >= floor && reading.quotation_of(end - 1).is_none();
    let possessed = end < reading.count() && reading.is_any(end, &["'s", "’s"]);
    let before = mention.tokens.start.checked_sub(1);
    let governed = before.is_some_and(|at| reading.token(at).upos == Upos::Adp)
        && !reading.token(mention.head).deprel.is_subject();
    (named && whole && !possessed && !governed).then(|| NounPhrase {
        head: mention.head,
        tokens: opening(reading, floor, mention.tokens.start)..end,
    })
}

/// "their union, SEM, claims": the institution's name that fills the words.
fn institution(reading: &Reading, start: usize, end: usize) -> Option<NounPhrase> {
    let mention = reading.mention(reading.mention_of(start)?);
    let named = mention.kind == MentionKind::Name
        && matches!(mention.name_kind, NameKind::Organisation | NameKind::Misc | NameKind::Product)
        && mention.tokens == (start..end);
    named.then_some(NounPhrase { head: mention.head, tokens: start..end })
}

/// "…, the fire service said": a noun phrase that stands between a comma and the verb.
fn closing_noun(reading: &Reading, floor: usize, last: usize) -> Option<NounPhrase> {
    let compound = last > 0 && reading.word(last - 1) == "-";
    let noun = matches!(reading.token(last).upos, Upos::Noun | Upos::Propn) || compound;
    let start = opening(reading, floor, last + 1);
    let set_off = start > floor && (reading.word(start - 1) == "," || reading.is_quote_mark(start - 1));
    (noun && set_off && reading.quotation_of(last).is_none())
        .then(|| NounPhrase { head: last, tokens: start..last + 1 })
}

/// The first word of the role that runs up to `end`: nouns, adjectives and "of" back to a comma or verb.
fn opening(reading: &Reading, floor: usize, end: usize) -> usize {
    let mut start = end;
    while start > floor {
        let at = start - 1;
        let belongs = matches!(
            reading.token(at).upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Part | Upos::Num
        ) || reading
            .is_any(at, &["of", "for", "and", "its", "his", "her", "their", "'s", "’s", "-"]);
        if !belongs || reading.quotation_of(at).is_some() {
            break;
        }
        start = at;
    }
    start
}

/// The first person named between the words.
fn named_in(reading: &Reading, start: usize, end: usize) -> Option<NounPhrase> {
    (start..end).find_map(|at| {
        let number = reading.mention_of(at)?;
        let mention = reading.mention(number);
        let person = reading.is_person_name(number);
        let prepositional = (start..at).any(|before| matches!(reading.token(before).upos, Upos::Adp));
        (person && !prepositional && mention.tokens.start >= start && mention.tokens.end <= end)
            .then_some(NounPhrase { head: mention.head, tokens: start..mention.tokens.end })
    })
}
