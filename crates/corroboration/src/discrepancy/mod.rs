//! Claims in, [`Discrepancy`]s out: where aligned statements differ on what ought to be the same.
//!
//! Precision before recall: an update, a rounding, a time zone or a more general wording is no conflict.

mod apart;
mod certainty;
mod date;
mod number;
mod outlet;
mod place;
mod speaker;
mod wording;

use woozle_attribution::{Polarity, SourceKind};
use woozle_text::{Evidence, Place, Span};

use crate::align::Alignment;
use crate::name::same;
use crate::{Claim, Discrepancy, DiscrepancyKind, StatementRef, StoryInput, Value};

/// The share of the nearness otherwise asked for that is enough where both have it from one speaker.
const PARAPHRASE: f32 = 0.5;

/// What a rule looks at: one claim's statements.
pub(crate) struct Case<'a, 'b> {
    pub(crate) input: &'b StoryInput<'a>,
    pub(crate) alignment: &'b Alignment,
    pub(crate) statements: &'b [StatementRef],
}

/// What a rule finds.
pub(crate) struct Found {
    pub(crate) kind: DiscrepancyKind,
    pub(crate) values: Vec<Value>,
    pub(crate) why: &'static str,
}

/// All discrepancies, in order of claim and kind.
pub(crate) fn discrepancies(input: &StoryInput, alignment: &Alignment, claims: &[Claim]) -> Vec<Discrepancy> {
    let rules = [
        speaker::speaker,
        outlet::outlet,
        number::number,
        date::date,
        place::place,
        wording::wording,
        certainty::certainty,
    ];
    let mut discrepancies = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let several = claim.statements.iter().any(|at| at.report != claim.statements[0].report);
        if !several {
            continue;
        }
        let case = Case { input, alignment, statements: &claim.statements };
        discrepancies.extend(
            rules.iter().filter_map(|rule| rule(&case)).map(|found| discrepancy(input, number, found)),
        );
    }
    discrepancies.extend(apart::apart(input, alignment, claims, &discrepancies));
    discrepancies.sort_by_key(|found| (found.claim, found.kind));
    discrepancies
}

fn discrepancy(input: &StoryInput, claim: usize, found: Found) -> Discrepancy {
    let place = |value: &Value| {
        let span = value.span.unwrap_or_else(|| input.statement(value.statement).content);
        Place { report: value.statement.report, span }
    };
    let places = found.values.iter().map(place).collect();
    let evidence = vec![Evidence::new(found.kind.as_str(), found.why, 0.7, places)];
    Discrepancy { claim, kind: found.kind, values: found.values, evidence }
}

impl Case<'_, '_> {
    /// The statements that affirm.
    pub(crate) fn affirmed(&self) -> impl Iterator<Item = StatementRef> + '_ {
        self.statements.iter().copied().filter(|at| self.input.statement(*at).polarity == Polarity::Affirmed)
    }

    /// One value for each report, in order: the first that the reader gives.
    pub(crate) fn values(&self, read: impl Fn(StatementRef) -> Option<(String, Option<Span>)>) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        for statement in self.affirmed() {
            if values.last().is_some_and(|value| value.statement.report == statement.report) {
                continue;
            }
            if let Some((value, span)) = read(statement) {
                values.push(Value { statement, value, span });
            }
        }
        values
    }

    /// How near two statements' wordings are.
    pub(crate) fn nearness(&self, one: StatementRef, other: StatementRef) -> f32 {
        match (self.alignment.index(one), self.alignment.index(other)) {
            (Some(one), Some(other)) => self.alignment.nearness(one, other),
            _ => 0.0,
        }
    }

    /// Whether the two speak of one thing: their wordings are at least so near, or nearly nothing is shared but it is
    /// the same speaker's, whose words each report has put in its own.
    pub(crate) fn one_thing(&self, one: StatementRef, other: StatementRef, least: f32) -> bool {
        let nearness = self.nearness(one, other);
        nearness >= least || (nearness >= least * PARAPHRASE && self.same_speaker(one, other))
    }

    fn same_speaker(&self, one: StatementRef, other: StatementRef) -> bool {
        let speaker =
            |at| self.input.statement(at).origin().filter(|origin| origin.kind != SourceKind::Unnamed);
        matches!((speaker(one), speaker(other)), (Some(a), Some(b)) if same(&a.name, &b.name))
    }

    /// Whether some pair of values of different reports differs by the test.
    pub(crate) fn differ(&self, values: &[Value], test: impl Fn(&Value, &Value) -> bool) -> bool {
        values.iter().enumerate().any(|(number, one)| values[..number].iter().any(|other| test(other, one)))
    }
}
