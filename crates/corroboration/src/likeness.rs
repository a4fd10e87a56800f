//! Two statements of a story in, how likely they put forward one claim out, from 0 to 1.
//!
//! Where the statements are encoded, a logistic regression weighs how far their pieces find their like in one
//! another (late interaction), how far their words do, and what stands around them; without encodings static
//! vectors and rules of thumb stand in. Whether what is said is true is not asked.

use std::collections::BTreeMap;

use woozle_attribution::StatementKind;
use woozle_language::{StoryEncodings, harmonic};

use crate::align::{Alignment, Proposition};
use crate::{StoryInput, silence};

/// Below this nearness nothing else is asked.
const NEAR: f32 = 0.1;
/// What words count for beside static vectors.
const WORDS: f32 = 0.35;
/// Least cover of words of two statements of one report that may say the same.
const WORDS_WITHIN: f32 = 0.2;
/// Terms of a statement that are too few to be told by their sense alone.
const FEW: usize = 2;

/// What each piece of evidence counts for.
struct Weights {
    /// The harmonic mean of both ways of late interaction.
    both: f32,
    /// The larger of the two: one statement often says more than the other.
    either: f32,
    /// Cosine of the statements as wholes.
    whole: f32,
    /// Shared words.
    words: f32,
    /// See [`Circumstances`].
    speaker: f32,
    denied: f32,
    apart: f32,
    /// Of no evidence at all.
    bias: f32,
}

/// Fitted by logistic regression on the pairs of statements that Woozle finds in the seven annotated stories that
/// are read while developing; thresholds were chosen on the same.
const WEIGHTS: Weights = Weights {
    both: 2.68,
    either: 5.83,
    whole: 3.25,
    words: 4.53,
    speaker: 0.66,
    denied: 0.40,
    apart: -1.71,
    bias: -7.28,
};

/// From which likeness statements are put together.
#[derive(Clone, Copy)]
pub(crate) struct Thresholds {
    /// Least likeness of a pair.
    pub(crate) join: f32,
    /// Least mean likeness of all pairs of two groups.
    pub(crate) mean: f32,
    /// Least likeness of two statements of one report.
    within: f32,
    /// The same where one affirms what the other denies.
    denied: f32,
    /// What the odds of one claim are multiplied by where two are named who say it.
    strangers: f32,
}

/// Of likenesses by encodings.
const LEARNED: Thresholds = Thresholds { join: 0.2, mean: 0.19, within: 0.72, denied: 0.55, strangers: 0.64 };
/// Of likenesses by static vectors.
const STATIC: Thresholds = Thresholds { join: 0.25, mean: 0.18, within: 0.72, denied: 0.55, strangers: 1.0 };

/// Likenesses that have been asked for: groups that grow ask for the same pairs again and again.
pub(crate) struct Likenesses {
    known: BTreeMap<(usize, usize), Known>,
    thresholds: Thresholds,
}

/// What is known of a pair.
#[derive(Clone, Copy)]
struct Known {
    likeness: f32,
    belonging: f32,
}

impl Likenesses {
    pub(crate) fn new(alignment: &Alignment) -> Self {
        let thresholds = if alignment.encodings.is_some() { LEARNED } else { STATIC };
        Self { known: BTreeMap::new(), thresholds }
    }

    pub(crate) fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// The likeness of two statements, by their numbers among the propositions.
    pub(crate) fn of(&mut self, input: &StoryInput, alignment: &Alignment, a: usize, b: usize) -> f32 {
        self.known(input, alignment, a, b).likeness
    }

    /// How surely two statements belong to one claim, from 0 to 1.
    pub(crate) fn belonging(&mut self, input: &StoryInput, alignment: &Alignment, a: usize, b: usize) -> f32 {
        self.known(input, alignment, a, b).belonging
    }

    fn known(&mut self, input: &StoryInput, alignment: &Alignment, a: usize, b: usize) -> Known {
        let (a, b) = (a.min(b), a.max(b));
        let thresholds = self.thresholds;
        *self.known.entry((a, b)).or_insert_with(|| {
            let likeness = likeness(input, alignment, a, b);
            let pair = [a, b].map(|number| &alignment.propositions[number]);
            Known { likeness, belonging: belonging(input, thresholds, pair, likeness) }
        })
    }
}

/// How surely two statements, so like each other, belong to one claim. Of two who are named it must be surer, for such a
/// claim counts both; and within one report only near-repeats say one thing, but a denial stands beside what it denies.
fn belonging(input: &StoryInput, thresholds: Thresholds, [a, b]: [&Proposition; 2], likeness: f32) -> f32 {
    let (one, other) = (input.statement(a.at), input.statement(b.at));
    let strangers = input.same_origin(a.at, b.at) == Some(false);
    let surely = if strangers { by_odds(likeness, thresholds.strangers) } else { likeness };
    let least = match (a.at.report == b.at.report, one.polarity == other.polarity) {
        (false, _) => 0.0,
        (true, true) => thresholds.within,
        (true, false) => thresholds.denied,
    };
    if surely < least { 0.0 } else { surely }
}

/// A probability whose odds are so many times as large.
fn by_odds(probability: f32, factor: f32) -> f32 {
    let odds = probability * factor;
    odds / (1.0 - probability + odds).max(f32::EPSILON)
}

fn likeness(input: &StoryInput, alignment: &Alignment, left: usize, right: usize) -> f32 {
    let (a, b) = (&alignment.propositions[left], &alignment.propositions[right]);
    let (one, other) = (input.statement(a.at), input.statement(b.at));
    let silent = (one.kind == StatementKind::NoComment, other.kind == StatementKind::NoComment);
    if silent.0 != silent.1 || silence::of_two(input, a.at, b.at) {
        return 0.0;
    }
    // Statements of one report join only as near-repeats: without shared words vectors need not be asked.
    let words = alignment.shared_words(left, right);
    if a.at.report == b.at.report && words < WORDS_WITHIN {
        return 0.0;
    }
    let around = Circumstances::new(input, a, b);
    // "denied having received it": of a denial of few words one must be shared.
    let few = a.terms.len().min(b.terms.len()) <= FEW;
    if around.denied > 0.0 && few && words <= 0.0 {
        return 0.0;
    }
    if let Some(encodings) = &alignment.encodings {
        return learned(encodings, left, right, words, &around);
    }
    let nearness = alignment.nearness_by(words, WORDS, left, right);
    if nearness < NEAR {
        return 0.0;
    }
    nearness + 0.12 * (around.speaker + around.numbers) + 0.06 * around.denied - 0.05 * around.apart
}

/// How likely two encoded statements are one claim, given the cover of their words.
fn learned(encodings: &StoryEncodings, left: usize, right: usize, words: f32, around: &Circumstances) -> f32 {
    let (there, back) = encodings.late(left, right);
    let evidence = WEIGHTS.both * harmonic(there, back)
        + WEIGHTS.either * there.max(back)
        + WEIGHTS.whole * encodings.cosine(left, right)
        + WEIGHTS.words * words
        + WEIGHTS.speaker * around.speaker
        + WEIGHTS.denied * around.denied
        + WEIGHTS.apart * around.apart
        + WEIGHTS.bias;
    logistic(evidence)
}

/// The probability that evidence in logarithms of odds gives.
pub(crate) fn logistic(evidence: f32) -> f32 {
    1.0 / (1.0 + (-evidence).exp())
}

/// What speaks for or against one claim beside wording.
struct Circumstances {
    /// 1 for one origin, a third below nothing for two.
    speaker: f32,
    /// 1 for a number that both have, a quarter below nothing where both have others.
    numbers: f32,
    /// 1 where one denies.
    denied: f32,
    /// How far apart they stand in their reports, 0 to 1.
    apart: f32,
}

impl Circumstances {
    fn new(input: &StoryInput, a: &Proposition, b: &Proposition) -> Self {
        let speaker = match input.same_origin(a.at, b.at) {
            Some(true) => 1.0,
            Some(false) => -0.33,
            None => 0.0,
        };
        let numbers = if a.numbers.is_empty() || b.numbers.is_empty() {
            0.0
        } else if a.numbers.iter().any(|number| b.numbers.contains(number)) {
            1.0
        } else {
            -0.25
        };
        let alike = input.statement(a.at).polarity == input.statement(b.at).polarity;
        let denied = if alike { 0.0 } else { 1.0 };
        Self { speaker, numbers, denied, apart: (a.place - b.place).abs() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_that_fall_leave_certainty_and_impossibility_as_they_are() {
        assert!((by_odds(0.5, 0.5) - 1.0 / 3.0).abs() < 1e-6);
        assert!((by_odds(0.2, 1.0) - 0.2).abs() < 1e-6);
        assert!(by_odds(0.0, LEARNED.strangers).abs() < 1e-6);
        assert!((by_odds(1.0, LEARNED.strangers) - 1.0).abs() < 1e-6);
    }
}
