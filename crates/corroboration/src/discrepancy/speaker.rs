//! The same words in different mouths: Kirby / Watson.

use woozle_attribution::{Manner, Source, SourceKind};

use super::{Case, Found};
use crate::name::same;
use crate::{DiscrepancyKind, StatementRef, Value};

/// Least nearness at which two speakers of one content are one too many.
const NEAR: f32 = 0.74;
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
    let comparable = a.kind == b.kind || (unnamed && (both_quoted || kinds.contains(&SourceKind::Outlet)));
    if super::number::exclude(case, one.statement, other.statement) || points_back(a) || points_back(b) {
        return false;
    }
    if same(&a.name, &b.name) || speaks_for(a, b) || speaks_for(b, a) || !comparable {
        return false;
    }
    let least = if both_quoted { NEAR_QUOTED } else { NEAR };
    case.nearness(one.statement, other.statement) >= least
}

/// "the market trader": somebody whom the report has introduced, so that no two names are at odds.
fn points_back(source: &Source) -> bool {
    matches!(source.kind, SourceKind::Person | SourceKind::Unnamed) && source.name.starts_with("the ")
}
