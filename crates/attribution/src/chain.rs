//! Outlets between the report and whoever speaks: "told the BBC", "said in a statement carried by Tass", "asked by the
//! Courier". A reporting word in, the relays out, the one nearest the report first.

use std::ops::Range;

use woozle_language::{Deprel, Upos, Xpos};

use crate::outlet::{
    is_description, is_lead_in, is_own, media_at, outlet_at, outlet_in, outlet_meant, paper_at,
};
use crate::quoted::agent;
use crate::reading::Reading;
use crate::source::NounPhrase;

/// The outlets that were told, or that carried what was said: "told the BBC", "said in an interview with CBS",
/// "speaking to CBS", "in a statement carried by Tass". What stands in the content carries nothing.
pub(crate) fn told(reading: &Reading, verb: usize, content: &[Range<usize>]) -> Vec<NounPhrase> {
    let mut relays = Vec::new();
    for child in reading.children(verb) {
        let relation = reading.token(child).deprel;
        let addressed = matches!(relation, Deprel::Iobj | Deprel::Obj) && child > verb
            || matches!(relation, Deprel::Obl)
                && reading.children(child).any(|case| reading.is_any(case, &["to", "with"]));
        let told = reading.lemma(verb) == "tell";
        let outlet = outlet_in(reading, child)
            .or_else(|| outlet_meant(reading, child))
            .or_else(|| paper_at(reading, child).or_else(|| media_at(reading, child)).filter(|_| told));
        if addressed && let Some(outlet) = outlet {
            relays.push(outlet);
        }
    }
    if relays.is_empty() {
        let told = told_outlet(reading, verb).or_else(|| told_nearby(reading, verb, content));
        relays.extend(told.or_else(|| asked_by(reading, verb)));
    }
    // "told Tempo, in remarks picked up by Reuters".
    if let Some(carrier) = carried_by(reading, verb, content)
        && relays.iter().all(|relay| relay.head != carrier.head)
    {
        relays.insert(0, carrier);
    }
    relays.retain(|outlet| !is_own(reading, outlet));
    relays
}

/// The outlet whose name stands right behind "told".
pub(crate) fn told_outlet(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let tells = reading.lemma(verb) == "tell";
    let to = verb + 1 < sentence.end && reading.is_word(verb + 1, "to");
    if !tells && !to {
        return None;
    }
    let start = verb + 1 + usize::from(!tells);
    let behind = start..sentence.end.min(start + BEFORE_NAME);
    // "told a crew from Al Jazeera".
    let crew = |at: usize| {
        reading.is_any(at, &["at", "for", "from", "with"])
            && matches!(reading.lemma(at - 1), "correspondent" | "crew" | "journalist" | "reporter" | "team")
    };
    let described = behind
        .take_while(|&at| (is_description(reading, at) || crew(at)) && reading.quotation_of(at).is_none());
    described.into_iter().find_map(|at| {
        let outlet = outlet_at(reading, at).or_else(|| paper_at(reading, at))?;
        let clause = (start..outlet.tokens.start).any(|at| reading.token(at).deprel.is_subject());
        (!clause && outlet.tokens.start >= start).then_some(outlet)
    })
}

/// The outlet that spoke to whom the clause of the verb describes, "The BBC spoke to a survivor, who said", or that is
/// told, "the Mail was informed by a spokesman".
fn asked_by(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let outlet = |verb: usize, relation: Deprel| {
        reading.child(verb, &[relation]).and_then(|subject| outlet_in(reading, subject))
    };
    let told = outlet(verb, Deprel::NsubjPass).filter(|_| agent(reading, verb).is_some());
    told.or_else(|| {
        let described = reading.head(verb).filter(|_| reading.token(verb).deprel == Deprel::AclRelcl)?;
        let asks = reading.head(described).filter(|&asks| reading.token(asks).upos == Upos::Verb)?;
        outlet(asks, Deprel::Nsubj).filter(|outlet| outlet.head != described)
    })
}

/// What an outlet does with words that it carries, or with a document that it alone has.
const CARRIED: &[&str] = &[
    "air",
    "approach",
    "ask",
    "broadcast",
    "carry",
    "cite",
    "contact",
    "distribute",
    "interview",
    "obtain",
    "print",
    "publish",
    "quote",
    "reach",
    "relay",
    "release",
    "report",
    "review",
    "run",
    "see",
    "show",
    "view",
];

/// Words that describe an outlet before its name.
const BEFORE_NAME: usize = 7;

/// "The union, quoted by the news agency Ansa, repeated", "said in a statement carried by Tass": who carries the
/// speaker's words.
fn carried_by(reading: &Reading, verb: usize, content: &[Range<usize>]) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let reach = sentence.start.max(verb.saturating_sub(16))..sentence.end.min(verb + 16);
    reach.filter(|at| content.iter().all(|piece| !piece.contains(at))).find_map(|at| {
        carrier_behind(reading, at, sentence.end).filter(|outlet| !outlet.tokens.contains(&verb))
    })
}

/// The outlet behind "carried by", "published in", "picked up by".
fn carrier_behind(reading: &Reading, at: usize, end: usize) -> Option<NounPhrase> {
    let participle = matches!(reading.token(at).xpos, Xpos::Vbn | Xpos::Vbd)
        && CARRIED.contains(&reading.lemma(at))
        || reading.is_any(at, &["broadcast", "up"]);
    let by = at + 1 < end && reading.is_any(at + 1, &["by", "in", "on"]);
    if !participle || !by || reading.quotation_of(at).is_some() {
        return None;
    }
    let behind = (at + 2..end.min(at + 2 + BEFORE_NAME)).take_while(|&at| is_description(reading, at));
    behind.into_iter().find_map(|at| outlet_at(reading, at))
}

/// A source without the words that tell who carried it: "a post on X" of "a post on X cited by the news site Harbourside".
pub(crate) fn apart(reading: &Reading, source: NounPhrase, relays: &[NounPhrase]) -> NounPhrase {
    let within =
        |relay: &&NounPhrase| source.head < relay.tokens.start && source.tokens.contains(&relay.tokens.start);
    let Some(relay) = relays.iter().find(within) else { return source };
    let cut = (source.head + 1..relay.tokens.start)
        .rev()
        .find(|&at| carrier_behind(reading, at, source.tokens.end).is_some());
    NounPhrase { tokens: source.tokens.start..cut.unwrap_or(source.tokens.end), ..source }
}

/// "told" directly before an outlet where the tree went astray; "speaking to CBS"; "in an interview with".
fn told_nearby(reading: &Reading, verb: usize, content: &[Range<usize>]) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    // "Speaking to the Courier, Lakshmi Patil, who heads the village council, said".
    let opens = matches!(reading.lemma(sentence.start), "appear" | "speak" | "talk" | "write");
    let before = if opens { sentence.start } else { verb.saturating_sub(12) };
    let reach = before..sentence.end.min(verb + 14);
    for at in reach.start.max(sentence.start)..reach.end {
        let Some(outlet) = outlet_at(reading, at).or_else(|| paper_at(reading, at)) else { continue };
        let said = content.iter().any(|piece| piece.contains(&at));
        if at != outlet.tokens.start || reading.quotation_of(at).is_some() || said {
            continue;
        }
        let mut before = outlet.tokens.start;
        while before > sentence.start && is_lead_in(reading, before - 1) {
            before -= 1;
        }
        let opened = before.checked_sub(1).filter(|&at| at >= sentence.start);
        let behind = |at: usize, words: &[&str]| {
            (at.saturating_sub(3)..at).any(|before| words.contains(&reading.lemma(before)))
        };
        let tells = |at: usize| match reading.word(at).to_lowercase().as_str() {
            "to" | "with" => behind(at, SENT),
            "in" | "for" | "on" => {
                behind(at, &["appear", "appearance", "article", "column", "op-ed", "speak", "write"])
            }
            _ => reading.lemma(at) == "tell",
        };
        if opened.is_some_and(tells) {
            return Some(outlet);
        }
    }
    None
}

/// What is said, or done, to an outlet.
const SENT: &[&str] = &[
    "comment",
    "e-mail",
    "email",
    "interview",
    "letter",
    "message",
    "remark",
    "reply",
    "response",
    "speak",
    "statement",
    "talk",
    "testimony",
    "text",
];
