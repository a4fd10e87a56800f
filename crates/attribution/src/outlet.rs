//! Outlets in a report's sentences: by name, by what the report calls them, or only described. Tokens in, noun phrases out.

use woozle_language::{Deprel, MentionKind, Upos};

use crate::reading::Reading;
use crate::source::{NounPhrase, noun_phrase};

/// Whether the tokens' mention is a news outlet, by name or by coreference ("the agency").
pub(crate) fn outlet_at(reading: &Reading, at: usize) -> Option<NounPhrase> {
    let number = reading.mention_of(at)?;
    let mention = reading.mention(number);
    reading
        .is_outlet(mention.entity)
        .then(|| NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// Last words of the names of many papers, and of much else: "told the Samoa Mail".
const PAPERS: &[&str] = &[
    "advertiser",
    "argus",
    "bulletin",
    "echo",
    "examiner",
    "express",
    "globe",
    "independent",
    "inquirer",
    "ledger",
    "mail",
    "mirror",
    "sentinel",
    "sports",
    "standard",
    "star",
    "sun",
    "voice",
    "weekly",
];

/// Whether the token's mention is an organisation with the name of a paper.
pub(crate) fn paper_at(reading: &Reading, at: usize) -> Option<NounPhrase> {
    let mention = reading.mention(reading.mention_of(at)?);
    let last = reading.word(mention.tokens.end - 1).to_lowercase();
    let named = mention.kind == MentionKind::Name && PAPERS.contains(&last.as_str());
    named.then(|| NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// The outlet inside a noun phrase: its head, an apposition or a name beside it ("the Spanish news agency EFE").
pub(crate) fn outlet_in(reading: &Reading, head: usize) -> Option<NounPhrase> {
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

/// Whether the token is "the paper", "the agency", "the station".
pub(crate) fn is_outlet_noun(reading: &Reading, at: usize) -> bool {
    let noun = matches!(
        reading.lemma(at),
        "agency"
            | "broadcaster"
            | "channel"
            | "daily"
            | "magazine"
            | "network"
            | "newspaper"
            | "newswire"
            | "outlet"
            | "paper"
            | "portal"
            | "site"
            | "station"
            | "website"
            | "weekly"
    );
    noun && reading.token(at).upos == Upos::Noun
        && reading.children(at).any(|child| reading.is_word(child, "the"))
}

/// How many sentences back an outlet was named that "the station" means.
const NAMED_BEFORE: usize = 3;

/// "she told the station": the outlet that was named last before, where none was named beside it.
pub(crate) fn outlet_meant(reading: &Reading, head: usize) -> Option<NounPhrase> {
    let open = reading.mention_of(head).is_none_or(|number| !reading.entity(number).named);
    if !open || !is_outlet_noun(reading, head) {
        return None;
    }
    let sentence = reading.analysis.sentence_of(head);
    let named = |sentence: usize| -> Vec<usize> {
        let words = reading.sentence(sentence);
        let numbers = (words.start..words.end.min(head)).filter_map(|at| reading.mention_of(at));
        let outlet = |&number: &usize| {
            let mention = reading.mention(number);
            mention.kind == MentionKind::Name && reading.is_outlet(mention.entity)
        };
        numbers.filter(outlet).collect()
    };
    // Two that were named together leave it open.
    let near = (sentence.saturating_sub(NAMED_BEFORE)..=sentence).rev().map(named);
    let numbers = near.into_iter().find(|numbers| !numbers.is_empty())?;
    let mention = reading.mention(*numbers.last()?);
    let one = numbers.iter().all(|&number| reading.mention(number).entity == mention.entity);
    one.then(|| NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// "told state television", "told local media": an outlet that is only described.
pub(crate) fn media_at(reading: &Reading, head: usize) -> Option<NounPhrase> {
    let media = matches!(
        reading.lemma(head),
        "broadcaster" | "media" | "newspaper" | "newswire" | "radio" | "television" | "tv"
    );
    let phrase = noun_phrase(reading, head);
    // "told this newspaper": the report's own.
    let said = phrase.tokens.len() > 1 && !reading.is_any(phrase.tokens.start, &["this", "our", "the"]);
    (media && said && reading.token(head).upos == Upos::Noun).then_some(phrase)
}

/// Whether the outlet is the report's own: a paper that says "told this paper" adds no link.
pub(crate) fn is_own(reading: &Reading, phrase: &NounPhrase) -> bool {
    let Some(number) = reading.mention_of(phrase.head) else { return false };
    let entity = reading.entity(number);
    let Some(own) = reading.own_outlet() else { return false };
    let same = |name: &str| woozle_language::same_outlet(name, own);
    // "the Courier" in the Port Alder Courier.
    let bare =
        |name: &str| name.strip_prefix("The ").or(name.strip_prefix("the ")).unwrap_or(name).to_lowercase();
    let (short, long) = (bare(&entity.name), bare(own));
    let end = long.strip_suffix(&short).is_some_and(|rest| rest.ends_with(' '));
    entity.outlet.is_some_and(same) || same(&entity.name) || end && !short.is_empty()
}

/// Whether the word may belong to a name or to what describes it: "the Cairo daily", "Belgium's".
pub(crate) fn is_description(reading: &Reading, at: usize) -> bool {
    let upos = reading.token(at).upos;
    matches!(upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part)
        || reading.is_any(at, &["daily", "weekly"])
        || upos == Upos::Punct && reading.is_any(at, &["-", "'", "’", "\"", "“", "”"])
}

/// Words that may stand between "told" and the outlet's name.
pub(crate) fn is_lead_in(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.token(at).deprel,
        Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
    ) || reading
        .is_any(at, &["the", "news", "agency", "broadcaster", "newspaper", "daily", "state", "website"])
}
