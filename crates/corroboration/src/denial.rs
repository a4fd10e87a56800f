//! Claims in, [`Denial`]s out: who denies what, and which reports carry the claim without the denial.

use woozle_attribution::Polarity;

use crate::{Claim, Denial, StatementRef, StoryInput};

/// The denials, in order of claim.
pub(crate) fn denials(input: &StoryInput, claims: &[Claim]) -> Vec<Denial> {
    claims.iter().enumerate().filter_map(|(number, claim)| denial(input, number, claim)).collect()
}

fn denial(input: &StoryInput, number: usize, claim: &Claim) -> Option<Denial> {
    let denied = |at: &&StatementRef| input.statement(**at).polarity == Polarity::Denied;
    let statements: Vec<StatementRef> = claim.statements.iter().filter(denied).copied().collect();
    if statements.is_empty() {
        return None;
    }
    let mut dropped_by: Vec<usize> = claim.statements.iter().map(|at| at.report).collect();
    dropped_by.dedup();
    dropped_by.retain(|report| !statements.iter().any(|at| at.report == *report));
    dropped_by.retain(|report| !older(input, *report, &statements));
    Some(Denial { claim: number, statements, dropped_by })
}

/// Whether the report was published before every report that carries the denial: it could not have it yet.
fn older(input: &StoryInput, report: usize, statements: &[StatementRef]) -> bool {
    let Some(own) = input.day(report) else { return false };
    statements.iter().all(|at| input.day(at.report).is_some_and(|other| own < other))
}
