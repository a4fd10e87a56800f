//! Claims in, [`Denial`]s out: who denies what, and which reports carry the claim without the denial.

use crate::align::Alignment;
use crate::negation::denying;
use crate::opposition::Opposition;
use crate::publication::Publication;
use crate::{Claim, Denial, StatementRef, StoryInput};

/// The denials, in order of claim.
pub(crate) fn denials(
    input: &StoryInput,
    alignment: &Alignment,
    claims: &[Claim],
    oppositions: &[Opposition],
    publication: &Publication<'_>,
) -> Vec<Denial> {
    let denial = |(number, claim): (usize, &Claim)| {
        let mut statements = denying(input, alignment, &claim.statements);
        let elsewhere = oppositions.iter().filter(|found| found.claim == number);
        statements.extend(elsewhere.map(|found| found.statement));
        denial(publication, number, claim, statements.into_iter().collect())
    };
    claims.iter().enumerate().filter_map(denial).collect()
}

fn denial(
    publication: &Publication<'_>,
    number: usize,
    claim: &Claim,
    statements: Vec<StatementRef>,
) -> Option<Denial> {
    if statements.is_empty() {
        return None;
    }
    let mut dropped_by: Vec<usize> = claim.statements.iter().map(|at| at.report).collect();
    dropped_by.dedup();
    dropped_by.retain(|report| !statements.iter().any(|at| at.report == *report));
    dropped_by.retain(|report| !older(publication, *report, &statements));
    Some(Denial { claim: number, statements, dropped_by })
}

/// Whether the report was published before every report that carries the denial, by a date or a dateline: it could not
/// have it yet.
fn older(publication: &Publication<'_>, report: usize, statements: &[StatementRef]) -> bool {
    let Some(own) = publication.day(report) else { return false };
    statements.iter().all(|at| publication.day(at.report).is_some_and(|other| own < other))
}
