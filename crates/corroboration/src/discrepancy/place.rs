//! Nearly the same sentence with one place in one report and another place in the other.

use woozle_language::{Mention, NameKind, country};

use super::{Case, Found};
use crate::name::same;
use crate::{DiscrepancyKind, StatementRef};

/// Least nearness of two statements whose places are compared.
const NEAR: f32 = 0.7;

pub(super) fn place(case: &Case) -> Option<Found> {
    let values = case.values(|at| {
        let mention = main(case, at)?;
        Some((case.input.slice(at.report, mention.span).to_owned(), Some(mention.span)))
    });
    let differ = case.differ(&values, |one, other| {
        rivals(case, one.statement, other.statement).is_some()
            && case.nearness(one.statement, other.statement) >= NEAR
    });
    differ.then_some(Found {
        kind: DiscrepancyKind::Place,
        values,
        why: "another place in the same sentence",
    })
}

/// The place to print: the first that another statement has a rival of, else the first.
fn main<'a>(case: &Case<'a, '_>, at: StatementRef) -> Option<&'a Mention> {
    let others = case.affirmed().filter(|other| other.report != at.report);
    let rival = { others }.find_map(|other| rivals(case, at, other));
    rival.or_else(|| places(case, at).first().copied())
}

/// The one place of the first statement that the second lacks, where the second too has one that the first lacks,
/// and neither is a country that the other may lie in.
fn rivals<'a>(case: &Case<'a, '_>, one: StatementRef, other: StatementRef) -> Option<&'a Mention> {
    let name = |at: StatementRef, mention: &Mention| case.input.slice(at.report, mention.span);
    let only = |at: StatementRef, beside: StatementRef| {
        let theirs = places(case, beside);
        let mut free = places(case, at)
            .into_iter()
            .filter(|mention| !theirs.iter().any(|their| same(name(at, mention), name(beside, their))));
        let first = free.next()?;
        free.next().is_none().then_some(first)
    };
    let (here, there) = (only(one, other)?, only(other, one)?);
    let state = |at, mention| country(name(at, mention)).is_some();
    (state(one, here) == state(other, there)).then_some(here)
}

/// The places that the statement names.
fn places<'a>(case: &Case<'a, '_>, at: StatementRef) -> Vec<&'a Mention> {
    let content = case.input.statement(at).content;
    let named =
        |mention: &&Mention| content.contains(mention.span) && mention.name_kind == NameKind::Location;
    case.input.analyses[at.report].mentions.iter().filter(named).collect()
}
