//! Pairs of statements in, how near they are and whether they contradict one another out. The same measures
//! by which claims are aligned, for whoever wants them without a story.

use crate::conflict::{Side, conflict, negation_differs};
use crate::rival::Wording;
use crate::{StatementRef, StoryInput, align};

/// How two statements stand to one another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// How near they are in meaning, from 0 to 1.
    pub nearness: f32,
    /// What speaks against both being true, where something does.
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
    /// A word of the shorter that nothing in the longer says, where the longer has another of its class.
    Rival,
}

/// Compares each pair. Words are weighted, and vectors centred, by all statements of the input.
#[must_use]
pub fn compare(input: &StoryInput, pairs: &[(StatementRef, StatementRef)]) -> Vec<Comparison> {
    let alignment = align::measure(input);
    let one = |&(left, right): &(StatementRef, StatementRef)| {
        let nearness = match (alignment.index(left), alignment.index(right)) {
            (Some(left), Some(right)) => alignment.meaning(left, right),
            _ => 0.0,
        };
        let (a, b) = (Side::new(input, left), Side::new(input, right));
        let wording = |at: StatementRef| {
            Some(Wording::new(&input.analyses[at.report], input.statement(at).content, input.embedder?))
        };
        let rival = || matches!((wording(left), wording(right)), (Some(a), Some(b)) if a.rivals(&b));
        // "is no comedy" and "is a war film" agree, so a rival is none where one side alone is negated.
        let conflict =
            conflict(a, b).or_else(|| (!negation_differs(a, b) && rival()).then_some(Conflict::Rival));
        Comparison { nearness, conflict }
    };
    pairs.iter().map(one).collect()
}
