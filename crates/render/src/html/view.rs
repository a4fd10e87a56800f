//! [`View`]: an answer with the names by which a page refers to its parts.
//!
//! In comes an [`Answer`]; out come ids (`r1`, `s4`, `c2`, `t1`), labels and harmless text. It judges nothing.

use std::collections::BTreeMap;

use woozle::attribution::Statement;
use woozle::corroboration::{Claim, StatementRef};
use woozle::text::{Place, Report, Span};
use woozle::{Answer, StoryAnswer};

use super::safe::{safe, squeeze};
use crate::ids::Ids;
use crate::shown::shorten;

/// How many characters of a claim or a quoted passage a list shows.
const LONGEST_QUOTE: usize = 280;

/// An answer with the names by which a page refers to its parts.
pub(crate) struct View<'a> {
    /// What is shown.
    pub answer: &'a Answer,
    /// The numbers that every renderer gives to the parts.
    ids: Ids<'a>,
    /// What to call each report, told apart by its id where two have one name.
    labels: Vec<String>,
    /// Ids of the claims to which a statement belongs.
    claims: BTreeMap<StatementRef, Vec<String>>,
}

impl<'a> View<'a> {
    /// Numbers the parts of the answer.
    pub fn new(answer: &'a Answer) -> Self {
        let ids = Ids::new(answer);
        let mut claims: BTreeMap<StatementRef, Vec<String>> = BTreeMap::new();
        for (story, number, claim) in ids.claims() {
            for at in &claim.statements {
                claims.entry(*at).or_default().push(ids.claim(story, number));
            }
        }
        let labels = labels(answer, &ids);
        Self { answer, ids, labels, claims }
    }

    /// The id of a report: `r1`.
    pub fn report_id(&self, report: usize) -> String {
        self.ids.report(report)
    }

    /// The id of a paragraph: `r1-p3`.
    pub fn block_id(&self, report: usize, block: usize) -> String {
        format!("{}-p{}", self.ids.report(report), block + 1)
    }

    /// The id of a statement: `s4`.
    pub fn statement_id(&self, at: StatementRef) -> String {
        self.ids.statement(at)
    }

    /// The id of a story's claim: `c2`.
    pub fn claim_id(&self, story: usize, claim: usize) -> String {
        self.ids.claim(story, claim)
    }

    /// The id of an alteration: `a1`.
    pub fn alteration_id(&self, story: usize, alteration: usize) -> String {
        self.ids.alteration(story, alteration)
    }

    /// The id of a story: `t1`.
    pub fn story_id(&self, story: usize) -> String {
        self.ids.story(story)
    }

    /// The ids of the claims to which the statement belongs, mostly one.
    pub fn claims_of(&self, at: StatementRef) -> Vec<String> {
        self.claims.get(&at).cloned().unwrap_or_default()
    }

    /// The report, which the rooms promise to exist.
    pub fn report(&self, report: usize) -> Option<&'a Report> {
        self.answer.reports.get(report)
    }

    /// What to call the report.
    pub fn label(&self, report: usize) -> &str {
        self.labels.get(report).map_or("a report", String::as_str)
    }

    /// The report's name cut to fit, keeping the id that tells it apart.
    pub fn short_label(&self, report: usize, most: usize) -> String {
        let label = self.label(report);
        let id = format!(" ({})", self.ids.report(report));
        match label.strip_suffix(&id) {
            Some(name) => shorten(name, most.saturating_sub(id.len())) + &id,
            None => shorten(label, most),
        }
    }

    /// The statement, if the reference leads somewhere.
    pub fn statement(&self, at: StatementRef) -> Option<&'a Statement> {
        self.answer.statements.get(at.report)?.get(at.statement)
    }

    /// The words that represent the claim.
    pub fn claim_words(&self, claim: &Claim) -> String {
        let at = claim.representative;
        self.statement(at).map_or_else(String::new, |statement| self.quote(at.report, statement.content))
    }

    /// A passage on one line, shortened.
    pub fn quote(&self, report: usize, span: Span) -> String {
        let words = self.report(report).map_or("", |report| report.slice(span));
        shorten(&squeeze(&safe(words)), LONGEST_QUOTE)
    }

    /// The id of the paragraph in which the place stands, else of its report.
    pub fn place_id(&self, place: Place) -> String {
        let blocks = self.report(place.report).map_or(&[][..], |report| &report.blocks);
        match blocks.iter().position(|block| block.span.contains(place.span)) {
            Some(block) => self.block_id(place.report, block),
            None => self.report_id(place.report),
        }
    }

    /// The sentence, or what of it lies in one paragraph, in which the statement's content begins,
    /// widened to hold the content, its cue and its sources where they stand near.
    pub fn sentence(&self, at: StatementRef) -> Span {
        let Some(statement) = self.statement(at) else { return Span::default() };
        let analysis = self.answer.analyses.get(at.report);
        let sentence = analysis.and_then(|analysis| analysis.sentences.get(statement.sentence));
        sentence.map_or(statement.content, |sentence| sentence.span.cover(statement.content))
    }

    /// How many different reports the statements stand in.
    pub fn reports_of(&self, statements: &[StatementRef]) -> usize {
        let mut reports: Vec<usize> = statements.iter().map(|at| at.report).collect();
        reports.sort_unstable();
        reports.dedup();
        reports.len()
    }

    /// The stories with their numbers.
    pub fn stories(&self) -> impl Iterator<Item = (usize, &'a StoryAnswer)> {
        self.answer.stories.iter().enumerate()
    }
}

/// What to call each report; the id is added where two would have one name.
fn labels(answer: &Answer, ids: &Ids) -> Vec<String> {
    let plain: Vec<String> =
        answer.reports.iter().map(|report| shorten(&squeeze(&safe(report.label())), 60)).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for label in &plain {
        *times.entry(label).or_default() += 1;
    }
    let numbered = plain.iter().enumerate();
    numbered
        .map(|(report, label)| match times[label.as_str()] {
            1 => label.clone(),
            _ => format!("{label} ({})", ids.report(report)),
        })
        .collect()
}
