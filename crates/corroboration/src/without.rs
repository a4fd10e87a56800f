//! Findings and what to leave out in, the counts without it out. The claims stay those that the whole story
//! gave, and so does what is known of its lineage: leaving a source out never makes others more independent.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::Statement;

use crate::origin::Counted;
use crate::{Claim, Findings, StatementRef, Status, StoryInput, align, claim, discrepancy, opposition};

/// What to leave out of a story.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut<'a> {
    /// Statements that do not count.
    pub statements: &'a BTreeSet<StatementRef>,
    /// The statements of all reports as they are without a member of a coordinated source; else as they were.
    pub remaining: &'a BTreeMap<usize, Vec<Statement>>,
}

/// A claim's count once something is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// Index of the claim.
    pub claim: usize,
    /// Its statements that are left out.
    pub left_out: Vec<StatementRef>,
    /// Lower count of the origins that remain.
    pub established: usize,
    /// Upper count.
    pub possible: usize,
    /// The status; `None` where no statement of the claim remains.
    pub status: Option<Status>,
}

/// The claims that lose a statement or change in count or status, in order of the findings.
#[must_use]
pub fn recount(input: &StoryInput, findings: &Findings, left_out: LeftOut) -> Vec<Recount> {
    let alignment = align::measure(input);
    let remaining = StoryInput { statements: left_out.remaining, ..*input };
    let kept: Vec<(usize, Vec<StatementRef>)> = findings
        .claims
        .iter()
        .enumerate()
        .map(|(number, claim)| {
            let kept = claim.statements.iter().filter(|at| !left_out.statements.contains(at));
            (number, kept.copied().collect())
        })
        .collect();
    let (numbers, bodies): (Vec<usize>, Vec<Vec<StatementRef>>) =
        kept.into_iter().filter(|(_, body)| !body.is_empty()).unzip();
    let mut claims = claim::claims(&remaining, &bodies, &alignment, &findings.lineage);
    let discrepancies = discrepancy::discrepancies(&remaining, &alignment, &claims);
    let oppositions = opposition::oppositions(&remaining, &alignment, &claims);
    claim::dispute(&mut claims, &discrepancies, &oppositions);
    let mut after = numbers.into_iter().zip(claims).peekable();
    let mut recounts = Vec::new();
    for (number, before) in findings.claims.iter().enumerate() {
        let now = after.next_if(|(at, _)| *at == number).map(|(_, claim)| claim);
        let recount = one(number, before, now.as_ref(), left_out.statements);
        let same = (recount.established, recount.possible, recount.status)
            == (before.established, before.possible, Some(before.status));
        if !recount.left_out.is_empty() || !same {
            recounts.push(recount);
        }
    }
    recounts
}

/// The count of one claim; what was not established with everything is not established with less.
fn one(number: usize, before: &Claim, now: Option<&Claim>, left_out: &BTreeSet<StatementRef>) -> Recount {
    let gone = before.statements.iter().filter(|at| left_out.contains(at)).copied().collect();
    let Some(now) = now else {
        return Recount { claim: number, left_out: gone, established: 0, possible: 0, status: None };
    };
    let established = now.established.min(before.established);
    let status = match now.status {
        Status::Corroborated if established < 2 => Counted::status(false, established),
        status => status,
    };
    Recount {
        claim: number,
        left_out: gone,
        established,
        possible: now.possible.min(before.possible).max(established),
        status: Some(status),
    }
}
