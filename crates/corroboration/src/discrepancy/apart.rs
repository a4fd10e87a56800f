//! Statements whose figure or day is all that keeps their claims apart: "closed until Friday" in one report,
//! "closed until at least Monday" in another. Claims and what was found within each in, [`Discrepancy`]s out.
//!
//! Only statements that share rarer words are compared, so a large story is not compared pair by pair.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::Polarity;

use super::{Case, Found, date, discrepancy, number};
use crate::align::Alignment;
use crate::claim::claim_of;
use crate::{Claim, Discrepancy, DiscrepancyKind, StatementRef, StoryInput};

/// Two statements of different claims that exclude each other.
struct Rivals {
    nearness: f32,
    kind: DiscrepancyKind,
    pair: (StatementRef, StatementRef),
}

/// A rule of one claim, and its test of statements of two.
type Rule = (DiscrepancyKind, fn(&Case) -> Option<Found>, fn(&Case, StatementRef, StatementRef) -> bool);

const RULES: [Rule; 2] = [
    (DiscrepancyKind::Number, number::number, number::exclude_apart),
    (DiscrepancyKind::Date, date::date, date::exclude_apart),
];

/// Discrepancies between claims, each put with the claim of more statements; a claim has one of each kind.
pub(super) fn apart(
    input: &StoryInput,
    alignment: &Alignment,
    claims: &[Claim],
    found: &[Discrepancy],
) -> Vec<Discrepancy> {
    let claim_of = claim_of(claims);
    let mut taken: BTreeSet<(usize, DiscrepancyKind)> =
        found.iter().map(|discrepancy| (discrepancy.claim, discrepancy.kind)).collect();
    let mut discrepancies = Vec::new();
    for rivals in all_rivals(input, alignment, &claim_of) {
        let (one, other) = rivals.pair;
        let (Some(&a), Some(&b)) = (claim_of.get(&one), claim_of.get(&other)) else { continue };
        let first = |number: usize| (claims[number].statements.len(), usize::MAX - number);
        let (claim, lone) = if first(a) >= first(b) { (a, other) } else { (b, one) };
        if taken.contains(&(claim, rivals.kind)) {
            continue;
        }
        let statements = beside(&claims[claim].statements, lone);
        let case = Case { input, alignment, statements: &statements };
        let rule = RULES.iter().find(|rule| rule.0 == rivals.kind).map(|rule| rule.1);
        if let Some(found) = rule.and_then(|rule| rule(&case)) {
            taken.insert((claim, rivals.kind));
            discrepancies.push(discrepancy(input, claim, found));
        }
    }
    discrepancies
}

/// All rivals among the statements that share rarer words, the nearest first.
fn all_rivals(
    input: &StoryInput,
    alignment: &Alignment,
    claim_of: &BTreeMap<StatementRef, usize>,
) -> Vec<Rivals> {
    let case = Case { input, alignment, statements: &[] };
    let affirmed = |at: StatementRef| input.statement(at).polarity == Polarity::Affirmed;
    let mut all = Vec::new();
    for &(a, b) in &alignment.akin {
        let pair = (alignment.propositions[a].at, alignment.propositions[b].at);
        let (one, other) = pair;
        let strangers = one.report != other.report && claim_of.get(&one) != claim_of.get(&other);
        if !strangers || !affirmed(one) || !affirmed(other) {
            continue;
        }
        let numbered = |number: usize| !alignment.propositions[number].numbers.is_empty();
        for (kind, _, exclude) in RULES {
            if kind == DiscrepancyKind::Number && !(numbered(a) && numbered(b)) {
                continue;
            }
            if exclude(&case, one, other) {
                all.push(Rivals { nearness: case.nearness(one, other), kind, pair });
            }
        }
    }
    all.sort_by(|a, b| b.nearness.total_cmp(&a.nearness).then(a.pair.cmp(&b.pair)).then(a.kind.cmp(&b.kind)));
    all
}

/// The claim's statements with the lone one in the place of whatever else its report says there.
fn beside(statements: &[StatementRef], lone: StatementRef) -> Vec<StatementRef> {
    let mut all: Vec<StatementRef> =
        statements.iter().copied().filter(|at| at.report != lone.report).chain([lone]).collect();
    all.sort_unstable();
    all
}
