//! "Lind was quoted by Ansa as saying that …", "the agency quoted the pilot as saying …": such [`Frame`]s.

use std::ops::Range;

use woozle_language::{Deprel, Xpos};

use crate::content;
use crate::cue::{Cue, CueClass};
use crate::frame::Frame;
use crate::line;
use crate::outlet::{is_own, outlet_at, outlet_in};
use crate::reading::Reading;
use crate::source::{NounPhrase, noun_phrase};
use crate::subject::subject;

/// "Lind was quoted by Ansa as saying that …", "the agency quoted the pilot as saying …".
pub(crate) fn quoted_as_saying(reading: &Reading, cue: &Cue) -> Option<Frame> {
    let verb = cue.token;
    if cue.word.class != CueClass::Relay && reading.lemma(verb) != "report" {
        return None;
    }
    let saying = saying_under(reading, verb)?;
    let passive = reading.child(verb, &[Deprel::NsubjPass, Deprel::AuxPass]).is_some()
        || reading.token(verb).xpos == Xpos::Vbn && reading.child(verb, &[Deprel::Obj]).is_none();
    let object = reading.child(verb, &[Deprel::Obj]).or_else(|| object_between(reading, verb, saying));
    let (speaker, relay) = if passive {
        let outside = |phrase: &NounPhrase| {
            phrase.tokens.clone().all(|at| reading.quotation_of(at).is_none())
                && !line::has_finite(reading, phrase)
        };
        let speaker = reading
            .child(verb, &[Deprel::NsubjPass, Deprel::Nsubj])
            .map(|head| noun_phrase(reading, head))
            .filter(outside)
            .or_else(|| line::speaker(reading, verb))
            .or_else(|| subject_above(reading, verb).filter(outside));
        let agent = agent(reading, verb).or_else(|| behind_saying(reading, saying));
        (speaker, agent.map(|head| outlet_in(reading, head).unwrap_or(noun_phrase(reading, head))))
    } else {
        let relay = subject(reading, verb, 0);
        (
            object.map(|head| noun_phrase(reading, head)),
            relay.map(|phrase| outlet_in(reading, phrase.head).unwrap_or(phrase)),
        )
    };
    let start = [&speaker, &relay].into_iter().flatten().map(|phrase| phrase.tokens.start).min();
    let content = saying_content(reading, saying, start.map_or(verb, |start| start.min(verb)));
    let relays = relay.into_iter().filter(|relay| !is_own(reading, relay)).collect();
    Some(Frame {
        cue: verb,
        cue_tokens: verb..saying.max(verb) + 1,
        class: CueClass::Say,
        subject: speaker,
        relays,
        deeper: Vec::new(),
        content,
        negated: false,
        rule: "quoted-as-saying",
    })
}

fn subject_above(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let head = reading.head(verb)?;
    reading.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]).map(|head| noun_phrase(reading, head))
}

pub(crate) fn agent(reading: &Reading, verb: usize) -> Option<usize> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    reading
        .child(verb, &[Deprel::OblAgent])
        .or_else(|| {
            reading
                .children(verb)
                .find(|&child| reading.children(child).any(|case| reading.is_word(case, "by")))
        })
        .or_else(|| {
            let by = (verb..sentence.end.min(verb + 3)).find(|&at| reading.is_word(at, "by"))?;
            (by + 1..sentence.end.min(by + 8)).find(|&at| outlet_at(reading, at).is_some())
        })
}

/// "was quoted as saying by the Courier": who quotes, right behind the "saying".
fn behind_saying(reading: &Reading, saying: usize) -> Option<usize> {
    let sentence = reading.sentence(reading.analysis.sentence_of(saying));
    if saying + 1 >= sentence.end || !reading.is_word(saying + 1, "by") {
        return None;
    }
    (saying + 2..sentence.end.min(saying + 8))
        .take_while(|&at| !reading.is_punct(at) && !reading.is_finite(at))
        .find(|&at| outlet_at(reading, at).is_some())
}

/// The "saying" of "quoted as saying": a participle marked by "as" just after the verb.
pub(crate) fn saying_under(reading: &Reading, verb: usize) -> Option<usize> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    const SAYING: &[&str] = &[
        "saying",
        "telling",
        "warning",
        "claiming",
        "adding",
        "calling",
        "writing",
        "stating",
        "declaring",
        "describing",
    ];
    (verb + 1..sentence.end.min(verb + 16))
        .find(|&at| reading.is_any(at, SAYING) && reading.is_word(at - 1, "as"))
}

/// Whether the verb is the "saying" of a "quoted as saying", whose frame speaks for both.
pub(crate) fn is_saying_of_quoted(reading: &Reading, verb: usize) -> bool {
    if reading.token(verb).xpos != Xpos::Vbg || verb == 0 || !reading.is_word(verb - 1, "as") {
        return false;
    }
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    (sentence.start.max(verb.saturating_sub(16))..verb)
        .any(|at| matches!(reading.lemma(at), "quote" | "cite" | "report"))
}

fn object_between(reading: &Reading, verb: usize, saying: usize) -> Option<usize> {
    (verb + 1..saying).find_map(|at| reading.mention_of(at).map(|number| reading.mention(number).head))
}

/// What is said behind the "saying", or else before the frame, which begins at `start`.
fn saying_content(reading: &Reading, saying: usize, start: usize) -> Vec<Range<usize>> {
    let sentence = reading.sentence(reading.analysis.sentence_of(saying));
    let quoter = behind_saying(reading, saying).map(|at| noun_phrase(reading, at).tokens.end);
    let rest = quoter.unwrap_or(saying + 1)..sentence.end;
    let of = |relation: Deprel| {
        let clause = reading.child(saying, &[relation]).map(|clause| reading.subtree(clause));
        clause.filter(|range| range.start > saying)
    };
    let finite = |range: &Range<usize>| range.clone().any(|at| reading.is_finite(at));
    // An object is all of it only where no verb follows.
    let object = of(Deprel::Obj).filter(|object| finite(object) || !finite(&rest));
    let after = of(Deprel::Ccomp).or(object).or_else(|| of(Deprel::Parataxis)).unwrap_or(rest);
    let after = content::trim(reading, after);
    // "…, state media quoted the minister as saying." stands behind what was said.
    let comma = (sentence.start..start)
        .rev()
        .find(|&at| reading.word(at) == "," && reading.words_in(sentence.start..at) >= content::SHORTEST);
    let before = comma.map(|comma| content::trim(reading, sentence.start..comma));
    // "…, as saying by telephone from Orm".
    let clause = after.clone().any(|at| reading.is_finite(at) || reading.quotation_of(at).is_some());
    let after = Some(after).filter(|after| reading.words_in(after.clone()) >= content::SHORTEST);
    let best = if clause { after.or(before) } else { before.or(after) };
    best.into_iter().collect()
}
