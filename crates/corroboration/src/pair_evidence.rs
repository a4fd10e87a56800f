//! Two statements in, what speaks for their being one claim out, as numbers: what they say, and what stands around them.

use woozle_attribution::Statement;
use woozle_language::{StoryEncodings, harmonic};

use crate::align::{self, Alignment, Proposition};
use crate::name::same;
use crate::{StatementRef, StoryInput};

/// What the values of a [`PairEvidence`] tell, in their order.
pub const PAIR_EVIDENCE: [&str; 8] =
    ["both", "either", "whole", "words", "speaker", "numbers", "denied", "apart"];

/// What is known of two encoded statements of different reports.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairEvidence {
    /// The two, in order.
    pub pair: (StatementRef, StatementRef),
    /// See [`PAIR_EVIDENCE`]: the harmonic mean of both ways of late interaction; the larger of the two; the cosine of
    /// the statements as wholes; shared words; one speaker; numbers that both have; one of the two denied; how far
    /// apart they stand in their reports.
    pub values: [f32; PAIR_EVIDENCE.len()],
}

/// The evidence of all pairs of statements of different reports that may be one claim, in order; none where they are
/// not encoded.
#[must_use]
pub fn pair_evidence(input: &StoryInput) -> Vec<PairEvidence> {
    let alignment = align::measure(input);
    evidence(input, &alignment, alignment.candidates())
}

/// The evidence of those of the pairs that are of different reports.
pub(crate) fn evidence(
    input: &StoryInput,
    alignment: &Alignment,
    pairs: impl IntoIterator<Item = (usize, usize)>,
) -> Vec<PairEvidence> {
    let Some(encodings) = &alignment.encodings else { return Vec::new() };
    let at = |number: usize| alignment.propositions[number].at;
    let apart = pairs.into_iter().filter(|&(left, right)| at(left).report != at(right).report);
    apart
        .map(|(left, right)| {
            let words = alignment.shared_words(left, right);
            let around = Circumstances::of(input, alignment, left, right);
            PairEvidence { pair: (at(left), at(right)), values: values(encodings, (left, right), words, &around) }
        })
        .collect()
}

/// The values of one pair, given the cover of its words.
pub(crate) fn values(
    encodings: &StoryEncodings,
    (left, right): (usize, usize),
    words: f32,
    around: &Circumstances,
) -> [f32; PAIR_EVIDENCE.len()] {
    let (there, back) = encodings.late(left, right);
    [
        harmonic(there, back),
        there.max(back),
        encodings.cosine(left, right),
        words,
        around.speaker,
        around.numbers,
        around.denied,
        around.apart,
    ]
}

/// What speaks for or against one claim beside wording.
pub(crate) struct Circumstances {
    /// 1 for one origin, a third below nothing for two.
    pub(crate) speaker: f32,
    /// 1 for a number that both have, a quarter below nothing where both have others.
    pub(crate) numbers: f32,
    /// 1 where one denies.
    pub(crate) denied: f32,
    /// How far apart they stand in their reports, 0 to 1.
    pub(crate) apart: f32,
}

impl Circumstances {
    pub(crate) fn of(input: &StoryInput, alignment: &Alignment, left: usize, right: usize) -> Self {
        let side = |number: usize| {
            let proposition = &alignment.propositions[number];
            (proposition, input.statement(proposition.at))
        };
        Self::new(side(left), side(right))
    }

    fn new((a, one): (&Proposition, &Statement), (b, other): (&Proposition, &Statement)) -> Self {
        let speaker = match (one.origin(), other.origin()) {
            (Some(x), Some(y)) if same(&x.name, &y.name) => 1.0,
            (Some(_), Some(_)) => -0.33,
            _ => 0.0,
        };
        let numbers = if a.numbers.is_empty() || b.numbers.is_empty() {
            0.0
        } else if a.numbers.iter().any(|number| b.numbers.contains(number)) {
            1.0
        } else {
            -0.25
        };
        let denied = if one.polarity == other.polarity { 0.0 } else { 1.0 };
        Self { speaker, numbers, denied, apart: (a.place - b.place).abs() }
    }
}
