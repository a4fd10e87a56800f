//! Scores of a story's pairs of statements in, how a pair stands among the others out: by how much it beats what else
//! either report has for the other's statement, and whether what stands beside the two agrees as well.
//!
//! Reports made from one another tell things in one order, and seldom tell a thing twice.

use std::collections::BTreeMap;

use crate::StatementRef;

/// What the values of [`Standing::of`] tell, in their order.
pub const STANDING: [&str; 3] = ["margin", "beside", "between"];

/// Farthest that one pair is taken to beat another.
const FARTHEST: f32 = 6.0;
/// Score of a pair that was not compared.
const STRANGERS: f32 = -8.0;
/// How many statements off another still stands beside.
const BESIDE: usize = 2;

/// The scores of a story's pairs; they are logarithms of odds.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    scores: BTreeMap<(StatementRef, StatementRef), f32>,
    /// For each statement and other report the best score and the one after it.
    best: BTreeMap<(StatementRef, usize), [f32; 2]>,
}

impl Standing {
    /// Of pairs of statements of different reports, each in order.
    pub fn new(scores: impl IntoIterator<Item = ((StatementRef, StatementRef), f32)>) -> Self {
        let mut standing = Self::default();
        for (pair, score) in scores {
            standing.scores.insert(pair, score);
            for (one, other) in [pair, (pair.1, pair.0)] {
                let best = standing.best.entry((one, other.report)).or_insert([f32::NEG_INFINITY; 2]);
                let second = best[1].max(score.min(best[0]));
                *best = [best[0].max(score), second];
            }
        }
        standing
    }

    /// See [`STANDING`]: how far the score lies above the best of the others that either statement has in the other
    /// report, both ways together; the likelihood of the better pair right before or right behind; of the worse.
    #[must_use]
    pub fn of(&self, pair: (StatementRef, StatementRef), score: f32) -> [f32; STANDING.len()] {
        let margin = |one: StatementRef, other: StatementRef| {
            let best = self.best.get(&(one, other.report)).copied().unwrap_or([f32::NEG_INFINITY; 2]);
            let rival = if score >= best[0] { best[1] } else { best[0] };
            (score - rival).clamp(-FARTHEST, FARTHEST)
        };
        let (before, behind) = (self.beside(pair, usize::checked_sub), self.beside(pair, usize::checked_add));
        let likely = |score: f32| 1.0 / (1.0 + (-score).exp());
        [
            margin(pair.0, pair.1) + margin(pair.1, pair.0),
            likely(before.max(behind)),
            likely(before.min(behind)),
        ]
    }

    /// The best score of two that stand beside the pair, on one side of both.
    fn beside(&self, pair: (StatementRef, StatementRef), step: fn(usize, usize) -> Option<usize>) -> f32 {
        let moved = |at: StatementRef, by: usize| {
            Some(StatementRef { statement: step(at.statement, by)?, ..at })
        };
        let steps = (1..=BESIDE).flat_map(|one| (1..=BESIDE).map(move |other| (one, other)));
        steps
            .filter_map(|(one, other)| self.scores.get(&(moved(pair.0, one)?, moved(pair.1, other)?)))
            .copied()
            .fold(STRANGERS, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(report: usize, statement: usize) -> StatementRef {
        StatementRef { report, statement }
    }

    #[test]
    fn the_only_partner_stands_above_one_among_several() {
        let pairs = [((at(0, 0), at(1, 0)), 1.0), ((at(0, 2), at(1, 5)), 1.0), ((at(0, 2), at(1, 8)), 0.5)];
        let standing = Standing::new(pairs);
        assert!((standing.of(pairs[0].0, 1.0)[0] - 12.0).abs() < 1e-6);
        assert!((standing.of(pairs[1].0, 1.0)[0] - 6.5).abs() < 1e-6);
        assert!((standing.of(pairs[2].0, 0.5)[0] - 5.5).abs() < 1e-6);
    }

    #[test]
    fn a_pair_between_two_that_agree_stands_in_order() {
        let pairs = [((at(0, 0), at(1, 3)), 2.0), ((at(0, 2), at(1, 5)), 3.0)];
        let standing = Standing::new(pairs);
        let [_, beside, between] = standing.of((at(0, 1), at(1, 4)), 0.0);
        assert!(beside > 0.9 && between > 0.8, "{beside} {between}");
        let [_, beside, between] = standing.of((at(0, 1), at(1, 0)), 0.0);
        assert!(beside < 0.01 && between < 0.01, "{beside} {between}");
    }
}
