//! The same words in different mouths: Kirby / Watson.

use woozle_attribution::{Manner, Source, SourceKind};
use woozle_language::{Token, Upos, is_speaker_noun};

use super::{Case, Found};
use crate::name::{overlap, same, stem, words};
use crate::{DiscrepancyKind, StatementRef, Value};

/// Least nearness at which two speakers of one content are one too many.
const NEAR: f32 = 0.7;
/// The same where both are quotations.
const NEAR_QUOTED: f32 = 0.6;

pub(super) fn speaker(case: &Case) -> Option<Found> {
    let origin = |at: StatementRef| case.input.statement(at).origin();
    let values = case.values(|at| origin(at).map(|source| (source.name.clone(), Some(source.span))));
    let differ = case.differ(&values, |one, other| match (origin(one.statement), origin(other.statement)) {
        (Some(a), Some(b)) => rivals(case, (one, a), (other, b)),
        _ => false,
    });
    let why = "the same content is put into different mouths";
    differ.then_some(Found { kind: DiscrepancyKind::Speaker, values, why })
}

fn rivals(case: &Case, (one, a): (&Value, &Source), (other, b): (&Value, &Source)) -> bool {
    let speaks_for =
        |a: &Source, b: &Source| a.affiliation.as_deref().is_some_and(|name| same(name, &b.name));
    let quoted = |at: StatementRef| case.input.statement(at).manner == Manner::Direct;
    let both_quoted = quoted(one.statement) && quoted(other.statement);
    let kinds = [a.kind, b.kind];
    let unnamed = kinds.contains(&SourceKind::Unnamed);
    // The name of a house that nothing else tells of may be taken for that of a people.
    let body = |source: &Source| match source.kind {
        SourceKind::Organisation => true,
        SourceKind::Group => capital_ends(&source.name),
        _ => false,
    };
    let bodies = body(a) && body(b);
    // A person of another house than the one that is quoted in the same words.
    let placed = |a: &Source, b: &Source| {
        (a.kind, b.kind) == (SourceKind::Person, SourceKind::Organisation) && a.affiliation.is_some()
    };
    let comparable = a.kind == b.kind
        || bodies
        || (unnamed && (both_quoted || kinds.contains(&SourceKind::Outlet)))
        || (both_quoted && (placed(a, b) || placed(b, a)));
    // "the northern shipyard" is what a report calls a house that it has named.
    if bodies && described(a) != described(b) {
        return false;
    }
    if super::number::exclude(case, one.statement, other.statement) || points_back(a) || points_back(b) {
        return false;
    }
    // "The minister said the commissioner had assured him": who hands it on and who said it are no rivals.
    let hands_on = |at: StatementRef, source: &Source| {
        let chain = &case.input.statement(at).sources;
        chain.iter().rev().skip(1).any(|link| same(&link.name, &source.name))
    };
    if hands_on(one.statement, b) || hands_on(other.statement, a) {
        return false;
    }
    if same(&a.name, &b.name) || speaks_for(a, b) || speaks_for(b, a) || !comparable {
        return false;
    }
    // "Energy and Water Resources Ministry", "Ministry of Water Resources": one house, named two ways.
    if kinds == [SourceKind::Organisation; 2] && overlap(&a.name, &b.name) >= 0.6 {
        return false;
    }
    let noun = head(case, one, a).filter(|noun| head(case, other, b) == Some(noun));
    if kinds == [SourceKind::Unnamed; 2] && noun.is_some_and(|noun| !told_apart(&a.name, &b.name, noun)) {
        return false;
    }
    let least = if both_quoted { NEAR_QUOTED } else { NEAR };
    case.nearness(one.statement, other.statement) >= least
}

/// What an unnamed source is, without what is told of it: the clerk of "a clerk in one of the depots".
fn head<'a>(case: &Case<'a, '_>, value: &Value, source: &Source) -> Option<&'a str> {
    let analysis = &case.input.analyses[value.statement.report];
    let tokens = analysis.tokens_in(source.span).filter_map(|token| analysis.tokens.get(token));
    // Taggers take "an official" for an adjective where a participle follows.
    let noun = |token: &&Token| {
        matches!(token.upos, Upos::Noun | Upos::Adj) && is_speaker_noun(&token.lemma.to_lowercase())
    };
    let mut nouns = { tokens }.filter(noun);
    nouns.next().map(|token| &*token.lemma)
}

/// "a Gulf negotiator", "a Saudi negotiator": each description tells more than what the source is, and they share
/// nothing of it.
fn told_apart(one: &str, other: &str, noun: &str) -> bool {
    const NAMELESS: &[&str] =
        &["anonymity", "anonymous", "condition", "identified", "named", "unnamed", "who"];
    let telling = |name: &str| -> Vec<String> {
        let words = words(name).into_iter().map(|word| stem(word.trim_end_matches('s')));
        words
            .filter(|word| *word != stem(noun) && !NAMELESS.iter().any(|other| stem(other) == *word))
            .collect()
    };
    let (a, b) = (telling(one), telling(other));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|word| b.contains(word))
}

/// A house told by what it is, without a name: "the shipyard".
fn described(source: &Source) -> bool {
    source.name.starts_with("the ") && !capital_ends(&source.name)
}

fn capital_ends(name: &str) -> bool {
    name.split_whitespace().next_back().is_some_and(|word| word.contains(char::is_uppercase))
}

/// "the market trader": somebody whom the report has introduced, so that no two names are at odds.
fn points_back(source: &Source) -> bool {
    matches!(source.kind, SourceKind::Person | SourceKind::Unnamed) && source.name.starts_with("the ")
}
