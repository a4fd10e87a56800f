//! Nearly the same sentence with one place in one report and another place in the other.

use woozle_language::{Mention, NameKind};

use super::{Case, Found};
use crate::name::same;
use crate::{DiscrepancyKind, StatementRef};

/// Least nearness of two statements whose places are compared.
const NEAR: f32 = 0.7;

pub(super) fn place(case: &Case) -> Option<Found> {
    let values = case.values(|at| {
        let mention = only(case, at)?;
        Some((case.input.slice(at.report, mention.span).to_owned(), Some(mention.span)))
    });
    let differ = case.differ(&values, |one, other| {
        !same(&one.value, &other.value) && case.nearness(one.statement, other.statement) >= NEAR
    });
    differ.then_some(Found {
        kind: DiscrepancyKind::Place,
        values,
        why: "another place in the same sentence",
    })
}

/// The only place that the statement names.
fn only<'a>(case: &Case<'a, '_>, at: StatementRef) -> Option<&'a Mention> {
    let content = case.input.statement(at).content;
    let mut places = case.input.analyses[at.report]
        .mentions
        .iter()
        .filter(|mention| content.contains(mention.span) && mention.name_kind == NameKind::Location);
    let first = places.next()?;
    places.next().is_none().then_some(first)
}
