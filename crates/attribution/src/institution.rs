//! "the company", "the regulator": a bare description that can mean only one entity of the
//! report. A noun in, an entity out; two that fit leave it open.

use woozle_language::{Deprel, Entity, NameKind};

use crate::reading::Reading;

/// Nouns that can only mean a business.
const BUSINESS: &[&str] = &[
    "company",
    "firm",
    "operator",
    "carrier",
    "drugmaker",
    "manufacturer",
    "airline",
    "bank",
    "developer",
    "maker",
    "chipmaker",
    "carmaker",
    "retailer",
    "group",
    "giant",
    "owner",
];

/// Nouns for institutions, with words of the names that they can mean.
const INSTITUTIONS: &[(&[&str], &[&str])] = &[
    (&["union", "federation"], &["union", "federation", "syndicate", "sindicato", "association"]),
    (&["ministry"], &["ministry"]),
    (
        &["regulator", "watchdog", "agency", "authority"],
        &["agency", "authority", "commission", "regulator", "board", "office"],
    ),
    (&["court"], &["court", "tribunal"]),
    (&["board"], &["board"]),
    (&["commission"], &["commission"]),
    (&["alliance"], &["alliance"]),
    (&["university"], &["university"]),
    (&["hospital"], &["hospital"]),
    (&["committee"], &["committee"]),
    (&["institute"], &["institute"]),
];

/// How many times as often as the next the institution must be mentioned that a bare noun is to mean.
const CLEARLY: usize = 3;

/// "the company", "the regulator": the only organisation of the report that the noun can mean. Two that it
/// can mean leave it open: never guessed across entities.
pub(crate) fn institution(reading: &Reading, head: usize, lemma: &str) -> Option<usize> {
    let words =
        |entity: &Entity| -> Vec<String> { entity.name.split_whitespace().map(str::to_lowercase).collect() };
    let public = |entity: &Entity| {
        let words = words(entity);
        INSTITUTIONS.iter().any(|(_, marks)| words.iter().any(|word| marks.contains(&word.as_str())))
            || words.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "government"
                        | "police"
                        | "department"
                        | "council"
                        | "party"
                        | "house"
                        | "coast"
                        | "service"
                )
            })
    };
    let marks = INSTITUTIONS.iter().find(|(nouns, _)| nouns.contains(&lemma)).map(|(_, marks)| *marks);
    let business = BUSINESS.contains(&lemma);
    let fits = |entity: &Entity| match marks {
        Some(marks) => words(entity).iter().any(|word| marks.contains(&word.as_str())),
        None => business && !public(entity),
    };
    // A name that never does anything is likely no institution at all.
    let acts = |entity: &Entity| {
        entity.mentions.iter().map(|&number| reading.mention(number).head).any(|at| {
            let first = first_of(reading, at);
            at < head
                && (reading.token(first).deprel.is_subject()
                    || reading.token(first).deprel == Deprel::OblAgent)
        })
    };
    let mut candidates: Vec<(usize, usize)> = reading
        .analysis
        .entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| {
            entity.named
                && entity.kind == NameKind::Organisation
                && entity.outlet.is_none()
                && entity.stands_for.is_none()
                && acts(entity)
                && fits(entity)
        })
        .map(|(number, entity)| (entity.mentions.len(), number))
        .collect();
    candidates.sort_unstable_by(|a, b| b.cmp(a));
    match candidates.as_slice() {
        [(_, only)] => Some(*only),
        // One that the report speaks of far more often than of any other is the one it means.
        [(often, first), (less, _), ..] if *often >= CLEARLY * less => Some(*first),
        _ => None,
    }
}

/// The first of those that "and" joins: what it does they all do.
fn first_of(reading: &Reading, at: usize) -> usize {
    let mut first = at;
    for _ in 0..8 {
        match reading.head(first) {
            Some(head) if reading.token(first).deprel == Deprel::Conj => first = head,
            _ => break,
        }
    }
    first
}
