//! Claims in, [`Denial`]s out: who denies what, and which reports carry the claim without the denial.

use crate::align::Alignment;
use crate::negation::denying;
use crate::opposition::Opposition;
use crate::{Claim, Denial, StatementRef, StoryInput};

/// The denials, in order of claim.
pub(crate) fn denials(
    input: &StoryInput,
    alignment: &Alignment,
    claims: &[Claim],
    oppositions: &[Opposition],
) -> Vec<Denial> {
    let denial = |(number, claim): (usize, &Claim)| {
        let mut statements = denying(input, alignment, &claim.statements);
        let elsewhere = oppositions.iter().filter(|found| found.claim == number);
        statements.extend(elsewhere.map(|found| found.statement));
        denial(input, number, claim, statements.into_iter().collect())
    };
    claims.iter().enumerate().filter_map(denial).collect()
}

fn denial(input: &StoryInput, number: usize, claim: &Claim, statements: Vec<StatementRef>) -> Option<Denial> {
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
