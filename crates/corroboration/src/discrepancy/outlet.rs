//! One report has it through one outlet, another the same source through another: CBS / AP.

use woozle_attribution::SourceKind;
use woozle_language::same_outlet;

use super::{Case, Found};
use crate::name::{overlap, same};
use crate::{DiscrepancyKind, StatementRef};

pub(super) fn outlet(case: &Case) -> Option<Found> {
    let relay = |at: StatementRef| {
        let sources = &case.input.statement(at).sources;
        let before = &sources[..sources.len().saturating_sub(1)];
        before
            .iter()
            .find(|source| source.kind == SourceKind::Outlet && source.name.chars().any(char::is_uppercase))
    };
    let values = case.values(|at| relay(at).map(|source| (source.name.clone(), Some(source.span))));
    let origin =
        |at: StatementRef| case.input.statement(at).origin().map_or("", |source| source.name.as_str());
    let differ = case.differ(&values, |one, other| {
        let (a, b) = (origin(one.statement), origin(other.statement));
        !same_outlet(&one.value, &other.value) && (same(a, b) || overlap(a, b) >= 0.6)
    });
    let why = "one source, told to different outlets";
    differ.then_some(Found { kind: DiscrepancyKind::Outlet, values, why })
}
