//! Which outlet the report itself belongs to, where its own words give it away.
//!
//! "a notice seen by The Loadstar", "had given no answer to the BBC", "had not
//! answered BTA's questions", "a Reuters witness", "The Straits Times has contacted
//! the line for comment": only a report of that outlet writes so.

use woozle_language::{Deprel, Entity, NameKind};

use crate::reading::Reading;

/// Words that only the names of news media bear.
const MEDIA: &[&str] = &[
    "news",
    "times",
    "post",
    "gazette",
    "herald",
    "tribune",
    "courier",
    "daily",
    "radio",
    "television",
    "tv",
    "broadcasting",
    "telegraph",
    "chronicle",
    "journal",
    "newspaper",
    "newswire",
    "observer",
    "dispatch",
    "press",
];

/// Whether the entity is a news outlet: one of the curated table, or an organisation whose name says so.
#[must_use]
pub fn is_outlet(entity: &Entity) -> bool {
    let by_name = || {
        let mut words = entity.name.split_whitespace();
        let owned = entity.name.split_once("'s ").or_else(|| entity.name.split_once("’s "));
        let acronym = words.clone().next().filter(|word| word.chars().all(char::is_uppercase));
        // "BBC Scotland", "Trinidad's Newsday".
        acronym.is_some_and(|word| word.len() > 2 && woozle_language::outlet(word).is_some())
            || words.any(|word| MEDIA.contains(&word.to_lowercase().as_str()))
            || owned.is_some_and(|(_, name)| woozle_language::outlet(name).is_some())
    };
    let nameable =
        !matches!(entity.kind, NameKind::Person | NameKind::Date | NameKind::Money | NameKind::Norp);
    entity.outlet.is_some() || (entity.named && nameable && by_name())
}

/// The report's outlet: as ingest read it, or as its sentences give it away.
pub(crate) fn of(reading: &Reading) -> Option<String> {
    if let Some(outlet) = &reading.report.outlet {
        return Some(outlet.clone());
    }
    reading.analysis.mentions.iter().find_map(|mention| {
        let entity = &reading.analysis.entities[mention.entity];
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let own = entity.named
            && is_outlet(entity)
            && (seen_by(reading, start) || own_question(reading, end) || asks(reading, end));
        own.then(|| entity.name.clone())
    })
}

/// "seen by X", "obtained by X", "analysed for X", "reviewed by X".
fn seen_by(reading: &Reading, start: usize) -> bool {
    let mut at = start;
    while at > 0 && reading.token(at - 1).deprel == Deprel::Det {
        at -= 1;
    }
    at >= 2
        && reading.is_any(at - 1, &["by", "for"])
        && reading
            .is_any(at - 2, &["seen", "obtained", "reviewed", "analysed", "analyzed", "verified", "compiled"])
}

/// "X has contacted the line for comment", "X could not independently verify".
fn asks(reading: &Reading, end: usize) -> bool {
    const AUXILIARIES: &[&str] =
        &["be", "can", "could", "have", "not", "also", "independently", "immediately"];
    if end >= reading.count() {
        return false;
    }
    let sentence = reading.sentence(reading.analysis.sentence_of(end));
    let auxiliary =
        |at: &usize| AUXILIARIES.contains(&reading.lemma(*at)) || reading.is_any(*at, &["n't", "n’t"]);
    let Some(verb) = (end..sentence.end.min(end + 6)).find(|at| !auxiliary(at)) else { return false };
    let for_comment = || {
        let within = verb + 1..sentence.end.saturating_sub(1).min(verb + 16);
        { within }.any(|at| reading.is_any(at, &["for", "to"]) && reading.is_any(at + 1, &["comment"]))
    };
    match reading.lemma(verb) {
        "approach" | "ask" | "contact" | "reach" => for_comment(),
        "verify" | "authenticate" => verb > end,
        _ => false,
    }
}

/// "X's request for comment", "X's questions", "a Reuters witness".
fn own_question(reading: &Reading, end: usize) -> bool {
    let within = end..reading.count().min(end + 3);
    let possessive = within.clone().any(|at| reading.is_any(at, &["'s", "’s", "'", "’"]));
    (possessive
        && within.clone().any(|at| reading.is_any(at, &["request", "requests", "questions", "question"])))
        || (end < reading.count()
            && reading.is_any(end, &["witness", "correspondent", "reporter", "photographer"]))
}
