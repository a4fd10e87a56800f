//! Chains of more than one link: "told the BBC", "was quoted by Reuters as saying", "citing a diplomat".

use std::ops::Range;

use woozle_language::{Deprel, Xpos};

use crate::content;
use crate::cue::{Cue, CueClass};
use crate::frame::Frame;
use crate::line;
use crate::reading::Reading;
use crate::source::{NounPhrase, noun_phrase};
use crate::subject::subject;

/// Whether the tokens' mention is a news outlet, by name or by coreference ("the agency").
fn outlet_at(reading: &Reading, at: usize) -> Option<NounPhrase> {
    let number = reading.mention_of(at)?;
    let mention = reading.mention(number);
    crate::own_outlet::is_outlet(reading.entity(number))
        .then(|| NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// The outlet inside a noun phrase: its head, an apposition or a name beside it ("the Spanish news agency EFE").
fn outlet_in(reading: &Reading, head: usize) -> Option<NounPhrase> {
    outlet_at(reading, head).or_else(|| {
        reading
            .children(head)
            .filter(|&child| {
                matches!(
                    reading.token(child).deprel,
                    Deprel::Appos | Deprel::Compound | Deprel::Flat | Deprel::NmodDesc
                )
            })
            .find_map(|child| outlet_at(reading, child))
    })
}

/// Whether the outlet is the report's own: a paper that says "told this paper" adds no link.
fn is_own(reading: &Reading, phrase: &NounPhrase) -> bool {
    let Some(number) = reading.mention_of(phrase.head) else { return false };
    let entity = reading.entity(number);
    let Some(own) = reading.own_outlet() else { return false };
    let same = |name: &str| woozle_language::same_outlet(name, own);
    entity.outlet.is_some_and(same) || same(&entity.name)
}

/// The outlets that were told: "told the BBC", "said in an interview with CBS", "speaking to CBS".
pub(crate) fn told(reading: &Reading, verb: usize) -> Vec<NounPhrase> {
    let mut relays = Vec::new();
    for child in reading.children(verb) {
        let relation = reading.token(child).deprel;
        let addressed = matches!(relation, Deprel::Iobj | Deprel::Obj) && child > verb
            || matches!(relation, Deprel::Obl)
                && reading.children(child).any(|case| reading.is_any(case, &["to", "with"]));
        if addressed && let Some(outlet) = outlet_in(reading, child) {
            relays.push(outlet);
        }
    }
    if relays.is_empty()
        && let Some(outlet) = quoted_by(reading, verb).or_else(|| told_nearby(reading, verb))
    {
        relays.push(outlet);
    }
    relays.retain(|outlet| !is_own(reading, outlet));
    relays
}

/// "The union, quoted by the news agency Ansa, repeated": who carries the speaker's words.
fn quoted_by(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let by = (sentence.start.max(verb.saturating_sub(12))..verb).rev().find(|&at| {
        at > sentence.start && reading.is_word(at, "by") && reading.is_any(at - 1, &["quoted", "cited"])
    })?;
    (by + 1..verb).find_map(|at| outlet_at(reading, at))
}

/// "told" directly before an outlet where the tree went astray; "speaking to CBS"; "in an interview with".
fn told_nearby(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let reach = verb.saturating_sub(12)..sentence.end.min(verb + 14);
    for at in reach.start.max(sentence.start)..reach.end {
        let Some(outlet) = outlet_at(reading, at) else { continue };
        if at != outlet.tokens.start || reading.quotation_of(at).is_some() {
            continue;
        }
        let mut before = outlet.tokens.start;
        while before > sentence.start && is_lead_in(reading, before - 1) {
            before -= 1;
        }
        let opened = before.checked_sub(1).filter(|&at| at >= sentence.start);
        let tells = |at: usize| {
            reading.lemma(at) == "tell"
                || (reading.is_any(at, &["to", "with"])
                    && (at.saturating_sub(3)..at).any(|verb| {
                        matches!(
                            reading.lemma(verb),
                            "speak" | "interview" | "talk" | "statement" | "comment"
                        )
                    }))
        };
        if opened.is_some_and(tells) {
            return Some(outlet);
        }
    }
    None
}

/// Words that may stand between "told" and the outlet's name.
fn is_lead_in(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.token(at).deprel,
        Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
    ) || reading
        .is_any(at, &["the", "news", "agency", "broadcaster", "newspaper", "daily", "state", "website"])
}

/// "Lind was quoted by Ansa as saying that …", "the agency quoted the pilot as saying …".
pub(crate) fn quoted_as_saying(reading: &Reading, cue: &Cue) -> Option<Frame> {
    if cue.word.class != CueClass::Relay {
        return None;
    }
    let verb = cue.token;
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
        (
            speaker,
            agent(reading, verb).map(|head| outlet_in(reading, head).unwrap_or(noun_phrase(reading, head))),
        )
    } else {
        let relay = subject(reading, verb, 0);
        (
            object.map(|head| noun_phrase(reading, head)),
            relay.map(|phrase| outlet_in(reading, phrase.head).unwrap_or(phrase)),
        )
    };
    let content = saying_content(reading, saying);
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

fn agent(reading: &Reading, verb: usize) -> Option<usize> {
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

/// The "saying" of "quoted as saying": a participle marked by "as" just after the verb.
fn saying_under(reading: &Reading, verb: usize) -> Option<usize> {
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

fn saying_content(reading: &Reading, saying: usize) -> Vec<Range<usize>> {
    let sentence = reading.sentence(reading.analysis.sentence_of(saying));
    let after = reading
        .child(saying, &[Deprel::Ccomp, Deprel::Obj, Deprel::Parataxis])
        .map(|clause| reading.subtree(clause))
        .filter(|range| range.start > saying)
        .unwrap_or(saying + 1..sentence.end);
    let after = content::trim(reading, after);
    if reading.words_in(after.clone()) >= content::SHORTEST {
        return vec![after];
    }
    // "…, state media quoted the minister as saying." stands behind what was said.
    let comma = (sentence.start..saying)
        .rev()
        .find(|&at| reading.word(at) == "," && reading.words_in(sentence.start..at) >= content::SHORTEST);
    comma.map(|comma| content::trim(reading, sentence.start..comma)).into_iter().collect()
}

/// "citing the transport ministry", "which quoted an unnamed official": who stands behind the citer.
pub(crate) fn citation(reading: &Reading, cue: &Cue) -> Option<Frame> {
    let verb = cue.token;
    if saying_under(reading, verb).is_some() || reading.token(verb).xpos == Xpos::Vbn {
        return None;
    }
    let object = reading.child(verb, &[Deprel::Obj]).filter(|&object| object > verb)?;
    Some(Frame {
        cue: verb,
        cue_tokens: verb..verb + 1,
        class: CueClass::Relay,
        subject: subject(reading, verb, 0),
        relays: Vec::new(),
        deeper: vec![noun_phrase(reading, object)],
        content: Vec::new(),
        negated: false,
        rule: "citing",
    })
}

/// Hangs every citation on the frame whose source does the citing.
pub(crate) fn attach(reading: &Reading, frames: &mut [Frame], citing: Vec<Frame>) {
    for citation in citing {
        let host = frames.iter_mut().find(|frame| {
            let under_cue = reading.descends(citation.cue, frame.cue);
            let by_source =
                frame.subject.as_ref().is_some_and(|source| reading.descends(citation.cue, source.head));
            let same_subject = match (&frame.subject, &citation.subject) {
                (Some(a), Some(b)) => a.head == b.head,
                _ => false,
            };
            by_source
                || same_subject
                || (under_cue && frame.content.iter().all(|piece| !piece.contains(&citation.cue)))
        });
        if let Some(host) = host {
            for piece in &mut host.content {
                // The citation is no part of what was said.
                if piece.contains(&citation.cue) {
                    let hole = reading.subtree(citation.cue);
                    if let Some(kept) = content::without(reading, piece.clone(), &hole).into_iter().next() {
                        *piece = kept;
                    }
                }
            }
            host.deeper.extend(citation.deeper);
        }
    }
}
