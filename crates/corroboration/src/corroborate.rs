//! The room's door: [`StoryInput`] in, [`Findings`] out. It decides nothing itself; it calls the others in order.

use std::collections::BTreeMap;

use woozle_attribution::Statement;
use woozle_language::{Analysis, Embedder, Encoded, PairReader};
use woozle_text::{Report, Span};

use crate::name::same;
use crate::publication::Publication;
use crate::{
    Findings, StatementRef, align, alteration, claim, denial, discrepancy, doubt, lineage, opposition, reuse,
    waterfall,
};

/// One story's reports with what was found in them. The lists may hold other stories' reports too.
#[derive(Clone, Copy)]
pub struct StoryInput<'a> {
    /// All reports.
    pub reports: &'a [Report],
    /// Their analyses, one for each report.
    pub analyses: &'a [Analysis],
    /// The statements of the story's reports.
    pub statements: &'a BTreeMap<usize, Vec<Statement>>,
    /// Indices of the story's reports.
    pub members: &'a [usize],
    /// Static vectors for comparing statements; without it words are compared by their letters.
    pub embedder: Option<&'a Embedder>,
    /// What the encoder made of the statements' contents, a list for each of the story's reports, ascending; where
    /// the lists do not fit the statements, static vectors alone compare them.
    pub encodings: &'a [Vec<Encoded>],
    /// A reader of two texts at once, which tells those that exclude one another; without it words alone do.
    pub pairs: Option<&'a PairReader<'a>>,
}

impl<'a> StoryInput<'a> {
    pub(crate) fn statement(&self, at: StatementRef) -> &'a Statement {
        &self.statements[&at.report][at.statement]
    }

    pub(crate) fn text(&self, at: StatementRef) -> &'a str {
        self.reports[at.report].slice(self.statement(at).content)
    }

    /// Whether two statements have one origin, where both name theirs.
    pub(crate) fn same_origin(&self, one: StatementRef, other: StatementRef) -> Option<bool> {
        let (one, other) = (self.statement(one).origin()?, self.statement(other).origin()?);
        Some(same(&one.name, &other.name))
    }

    /// The numbers that a statement tells, by their bits.
    pub(crate) fn numbers(&self, at: StatementRef) -> Vec<u64> {
        let content = self.statement(at).content;
        let quantities = self.analyses[at.report].quantities.iter();
        let told = quantities.filter(|quantity| content.contains(quantity.number));
        told.map(|quantity| quantity.value.to_bits()).collect()
    }

    /// Indices of the story's reports, ascending, each once.
    pub(crate) fn sorted_members(&self) -> Vec<usize> {
        let mut members = self.members.to_vec();
        members.sort_unstable();
        members.dedup();
        members
    }

    /// The day on which the report says it was published, in days since 1970.
    pub(crate) fn day(&self, report: usize) -> Option<i64> {
        self.reports[report].published.map(|published| published.date.days_since_epoch())
    }

    pub(crate) fn slice(&self, report: usize, span: Span) -> &'a str {
        self.reports[report].slice(span)
    }
}

/// What the reports of a story say together. All indices in the answer are into the full lists.
#[must_use]
pub fn corroborate(input: &StoryInput) -> Findings {
    let alignment = align::align(input);
    let wordings = reuse::wordings(input);
    let publication = Publication::new(input);
    let lineage = lineage::lineage(input, &alignment, &wordings, &publication);
    let mut claims = claim::claims(input, &alignment.bodies(), &alignment, &lineage);
    claims.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.statements.cmp(&b.statements)));
    let discrepancies = discrepancy::discrepancies(input, &alignment, &claims);
    let oppositions = opposition::oppositions(input, &alignment, &claims);
    claim::dispute(&mut claims, &discrepancies, &oppositions);
    let denials = denial::denials(input, &alignment, &claims, &oppositions, &publication);
    let doubts = doubt::doubts(input, &alignment, &claims, &oppositions);
    let alterations = alteration::alterations(input, &alignment, &claims, &lineage);
    let waterfall = waterfall::waterfall(input, &claims, &wordings);
    Findings { waterfall, claims, discrepancies, denials, doubts, alterations, lineage }
}
