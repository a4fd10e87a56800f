//! One report says may, another will: the certainties of a claim's statements.

use super::{Case, Found};
use crate::DiscrepancyKind;

/// Least nearness of two statements whose certainties are compared.
const NEAR: f32 = 0.45;

pub(super) fn certainty(case: &Case) -> Option<Found> {
    let values = case.values(|at| {
        let statement = case.input.statement(at);
        Some((statement.certainty.as_str().to_owned(), statement.hedge))
    });
    let differ = case.differ(&values, |one, other| {
        one.value != other.value && case.one_thing(one.statement, other.statement, NEAR)
    });
    let why = "the reports put it with different certainty";
    differ.then_some(Found { kind: DiscrepancyKind::Certainty, values, why })
}
