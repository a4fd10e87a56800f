//! One report says suspended, another scrapped: words of one scale with different strength (data/strength.tsv).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use woozle_text::Span;

use super::{Case, Found};
use crate::{DiscrepancyKind, StatementRef};

/// Least nearness of two statements whose wordings are compared.
const NEAR: f32 = 0.3;

pub(super) fn wording(case: &Case) -> Option<Found> {
    let names: std::collections::BTreeSet<&str> = scales().values().map(|(scale, _)| *scale).collect();
    names.into_iter().find_map(|scale| {
        let values =
            case.values(|at| word(case, at, scale).map(|(text, span, _)| (text.to_owned(), Some(span))));
        let rank = |at| word(case, at, scale).map(|(_, _, rank)| rank);
        let differ = case.differ(&values, |one, other| {
            matches!((rank(one.statement), rank(other.statement)), (Some(a), Some(b)) if a != b)
                && case.one_thing(one.statement, other.statement, NEAR)
        });
        let why = "words of different strength for one thing";
        differ.then_some(Found { kind: DiscrepancyKind::WordingStrength, values, why })
    })
}

/// The statement's only word of the scale.
fn word<'a>(case: &Case<'a, '_>, at: StatementRef, scale: &str) -> Option<(&'a str, Span, u8)> {
    let analysis = &case.input.analyses[at.report];
    let mut found = analysis.tokens_in(case.input.statement(at).content).filter_map(|token| {
        let token = analysis.tokens.get(token)?;
        let (name, rank) = scales().get(token.lemma.to_lowercase().as_str())?;
        (*name == scale).then(|| (case.input.slice(at.report, token.span), token.span, *rank))
    });
    let first = found.next()?;
    found.all(|other| other.2 == first.2).then_some(first)
}

fn scales() -> &'static BTreeMap<&'static str, (&'static str, u8)> {
    static SCALES: OnceLock<BTreeMap<&'static str, (&'static str, u8)>> = OnceLock::new();
    SCALES.get_or_init(|| {
        let rows = include_str!("../../data/strength.tsv").lines().filter(|line| !line.starts_with('#'));
        let row = |line: &'static str| {
            let mut fields = line.split('\t');
            Some((fields.next()?, (fields.next()?, fields.next()?.parse().ok()?)))
        };
        rows.filter_map(row).collect()
    })
}
