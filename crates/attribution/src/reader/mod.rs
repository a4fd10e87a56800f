//! The readers: a report beside its analysis in, [`Attribution`]s out: which words attribute, to whom, and what.
//!
//! A reader knows words alone: who the source is, and through whom its words came, is found afterwards.

mod fast;
pub mod input;
mod links;
mod network;
#[cfg(test)]
mod sample;

use std::ops::Range;

use woozle_language::Analysis;
use woozle_text::Report;

pub use network::{Dimensions, Floats, Network};

/// Which words attribute which words to whom. All ranges are tokens of the analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The words that attribute: "said", "according to".
    pub cue: Range<usize>,
    /// Whether something is communicated, rather than an attitude told of: "said" against "hopes".
    pub communication: bool,
    /// The pieces of the source, in order; empty where it is not said.
    pub source: Vec<Range<usize>>,
    /// The pieces of the content, in order.
    pub content: Vec<Range<usize>>,
}

/// Finds the attributions of a report.
pub trait Reader: Sync {
    /// The attributions, in order of their cues.
    fn attributions(&self, report: &Report, analysis: &Analysis) -> Vec<Attribution>;
}

impl Reader for Network {
    fn attributions(&self, report: &Report, analysis: &Analysis) -> Vec<Attribution> {
        self.read(report, analysis)
    }
}
