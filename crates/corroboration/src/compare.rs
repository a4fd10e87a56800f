//! Pairs of statements in, how near they are and whether they contradict one another out. The same measures
//! by which claims are aligned, for whoever wants them without a story.

use crate::conflict::{Side, conflict};
use crate::{StatementRef, StoryInput, align};

/// How two statements stand to one another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// How near their wordings are, from 0 to 1.
    pub nearness: f32,
    /// What makes it impossible that both are true, where something does.
    pub conflict: Option<Conflict>,
}

/// What two statements exclude one another by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Conflict {
    /// One negates what the other affirms.
    Polarity,
    /// Figures for one thing that exclude each other.
    Number,
    /// Years that exclude each other.
    Year,
    /// Words of opposite meaning in the same place.
    Opposite,
}

/// Compares each pair. Words are weighted, and vectors centred, by all statements of the input.
#[must_use]
pub fn compare(input: &StoryInput, pairs: &[(StatementRef, StatementRef)]) -> Vec<Comparison> {
    let alignment = align::measure(input);
    let one = |&(left, right): &(StatementRef, StatementRef)| {
        let nearness = match (alignment.index(left), alignment.index(right)) {
            (Some(left), Some(right)) => alignment.nearness(left, right),
            _ => 0.0,
        };
        let conflict = conflict(Side::new(input, left), Side::new(input, right));
        Comparison { nearness, conflict }
    };
    pairs.iter().map(one).collect()
}
