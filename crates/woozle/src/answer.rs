//! [`Answer`]: everything that was found in the reports that were given.

use woozle_attribution::Statement;
use woozle_corroboration::Findings;
use woozle_language::Analysis;
use woozle_story::Story;
use woozle_text::Report;

use crate::WhatIf;

/// Everything that was found. Reports stand in canonical order (by path, then address, then text),
/// so that the order in which they came in cannot show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The reports.
    pub reports: Vec<Report>,
    /// What the language layer found, one for each report.
    pub analyses: Vec<Analysis>,
    /// The statements of each report, in order of the text.
    pub statements: Vec<Vec<Statement>>,
    /// The stories, in order of their first report.
    pub stories: Vec<StoryAnswer>,
    /// What changes without some reports or sources, where that was asked ([`without`](crate::without())).
    pub what_if: Option<WhatIf>,
}

/// The answer for one story. All indices of reports in it are indices into [`Answer::reports`].
#[derive(Clone, Debug, PartialEq)]
pub struct StoryAnswer {
    /// Which reports, and why they belong together.
    pub story: Story,
    /// Claims, discrepancies, denials, lineage.
    pub findings: Findings,
}
