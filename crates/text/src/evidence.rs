//! [`Evidence`]: why a judgement was made, and on which passages it rests.

use crate::Span;

/// A passage of one of the reports under judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index of the report in the list of reports the judging room was given.
    pub report: usize,
    /// The passage.
    pub span: Span,
}

/// One reason for one judgement (a source, a merge, a shared origin, a discrepancy).
///
/// Every judgement that leaves a room carries at least one; `woozle explain` prints them.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Name of the rule or model, in the words of the field: `told-outlet`, `shared-passage`.
    pub rule: &'static str,
    /// The reason as one short sentence fragment for a reader; quotes only words of the reports.
    pub why: String,
    /// The passages it rests on, in order of report and place.
    pub places: Vec<Place>,
    /// How much it weighs, 0 (nothing) to 1 (decides alone).
    pub weight: f32,
}

impl Evidence {
    /// Evidence that rests on the given passages.
    #[must_use]
    pub fn new(rule: &'static str, why: impl Into<String>, weight: f32, places: Vec<Place>) -> Self {
        Self { rule, why: why.into(), places, weight }
    }
}
