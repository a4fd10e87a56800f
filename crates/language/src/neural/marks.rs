//! Scores of name marks in, marks out: the best sequence that [`ner::follows`] allows, the same form
//! scored alike all over a report.
//!
//! [`ner::follows`]: crate::ner::follows

use std::ops::Range;

use crate::ner::{MARKS, follows};

/// Steps of a score to its unit.
const UNIT: f32 = 1024.0;
/// Sequences that lie this far behind the best one are given up.
const FAR: i32 = 16 * 1024;
/// No sequence.
const IMPOSSIBLE: i32 = i32::MIN / 2;

/// The scores of one word's marks as whole numbers below its best, which is 0.
///
/// A constant for a word changes no decision, so raw scores do for logarithms of likelihoods.
pub(crate) type Scores = [i16; MARKS];

/// Takes a word's scores down to whole numbers.
pub(crate) fn whole(scores: &[f32]) -> Scores {
    let most = scores.iter().fold(f32::MIN, |most, &score| if score > most { score } else { most });
    std::array::from_fn(|mark| ((scores[mark] - most) * UNIT) as i16)
}

/// Half the mean of the scores of all words with the same form, where there are at least two, by form.
///
/// `forms` holds a number for each form, 0 for words that are not capitalised.
fn shared(forms: &[u32], scores: &[Scores]) -> Vec<(u32, [i32; MARKS])> {
    let mut order: Vec<(u32, usize)> =
        forms.iter().zip(0..).filter(|&(&form, _)| form != 0).map(|(&form, at)| (form, at)).collect();
    order.sort_unstable();
    let mut halves = Vec::new();
    for same in order.chunk_by(|left, right| left.0 == right.0).filter(|same| same.len() > 1) {
        let mut sums = [0_i64; MARKS];
        for &(_, at) in same {
            sums.iter_mut().zip(&scores[at]).for_each(|(sum, &score)| *sum += i64::from(score));
        }
        halves.push((same[0].0, sums.map(|sum| (sum / (2 * same.len() as i64)) as i32)));
    }
    halves
}

/// What it weighs that one mark follows another (the transitions of a linear-chain CRF), in the units of
/// [`Scores`]; what `ner::follows` forbids is impossible.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passages(Box<[[i32; MARKS]; MARKS]>);

impl Passages {
    /// From the weights of `MARKS` by `MARKS`: a row for each mark, with what follows it.
    pub(crate) fn new(weights: &[f32]) -> Self {
        let whole = |last: usize, mark: usize| {
            let weight = weights.get(last * MARKS + mark).copied().unwrap_or_default();
            if follows(last, mark, false) { (weight * UNIT) as i32 } else { IMPOSSIBLE }
        };
        Self(Box::new(std::array::from_fn(|last| std::array::from_fn(|mark| whole(last, mark)))))
    }
}

/// Writes the best marks of each sentence.
///
/// Half the mean score of all words with the same form is added to each capitalised word's own, so that a
/// name is marked alike all over the report.
pub(crate) fn mark(
    (forms, scores): (&[u32], &[Scores]),
    passages: &Passages,
    sentences: &[Range<usize>],
    out: &mut [u8],
) {
    let halves = shared(forms, scores);
    let mut search = Search { passages, totals: [IMPOSSIBLE; MARKS], steps: Vec::new() };
    for sentence in sentences {
        search.steps.clear();
        for at in sentence.clone() {
            let own = scores[at].map(i32::from);
            let half = halves.binary_search_by_key(&forms[at], |half| half.0).ok();
            let half = half.map(|found| &halves[found].1);
            search.step(half.map_or(own, |half| std::array::from_fn(|mark| own[mark] + half[mark])));
        }
        search.finish(&mut out[sentence.clone()]);
    }
}

/// The best sequences up to a word, by the mark they end with (Viterbi).
struct Search<'a> {
    passages: &'a Passages,
    /// The total of the best sequence that ends with each mark, less that of the best of all.
    totals: [i32; MARKS],
    /// For each word and mark, the mark before it in the best sequence.
    steps: Vec<[u8; MARKS]>,
}

impl Search<'_> {
    /// Takes the scores of the next word.
    fn step(&mut self, scores: [i32; MARKS]) {
        let mut best = [IMPOSSIBLE; MARKS];
        let mut from = [0; MARKS];
        if self.steps.is_empty() {
            for mark in (0..MARKS).filter(|&mark| follows(0, mark, false)) {
                best[mark] = 0;
            }
        }
        let before = self.totals;
        let likely = (0..MARKS).filter(|&last| before[last] > -FAR && !self.steps.is_empty());
        for last in likely {
            let row = &self.passages.0[last];
            for mark in 0..MARKS {
                let total = before[last] + row[mark];
                if total > best[mark] {
                    (best[mark], from[mark]) = (total, last as u8);
                }
            }
        }
        for (total, score) in best.iter_mut().zip(scores) {
            *total = (*total + score).max(IMPOSSIBLE);
        }
        let most = best.iter().copied().max().unwrap_or(0);
        self.totals = best.map(|total| (total - most).max(IMPOSSIBLE));
        self.steps.push(from);
    }

    /// Writes the marks of the best sequence, which leaves no name open.
    fn finish(&self, out: &mut [u8]) {
        let closed = (0..MARKS).filter(|&mark| follows(mark, 0, true));
        let mut mark = closed.rev().max_by_key(|&mark| self.totals[mark]).unwrap_or(0);
        for (step, out) in self.steps.iter().zip(out).rev() {
            *out = mark as u8;
            mark = usize::from(step[mark]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neural::sample::Noise;

    fn total(scores: &[Scores], passages: &Passages, marks: &[u8]) -> i32 {
        let own: i32 =
            scores.iter().zip(marks).map(|(scores, &mark)| i32::from(scores[usize::from(mark)])).sum();
        let passed = marks.windows(2).map(|pair| passages.0[usize::from(pair[0])][usize::from(pair[1])]);
        own + passed.sum::<i32>()
    }

    fn allowed(marks: &[u8]) -> bool {
        let mut last = 0;
        marks.iter().enumerate().all(|(at, &mark)| {
            let fits = follows(last, usize::from(mark), at + 1 == marks.len());
            last = usize::from(mark);
            fits
        })
    }

    /// The best total by trying every mark after every mark.
    fn slow(scores: &[Scores], passages: &Passages) -> i32 {
        let mut totals = [IMPOSSIBLE; MARKS];
        totals[0] = 0;
        for (at, scores) in scores.iter().enumerate() {
            let end = at + 1 == scores.len();
            let best = |mark: usize| {
                let passed = |last: usize| if at == 0 { 0 } else { passages.0[last][mark] };
                let before = (0..MARKS).filter(|&last| follows(last, mark, end));
                let from = before.map(|last| totals[last].saturating_add(passed(last))).max();
                from.unwrap_or(IMPOSSIBLE).saturating_add(i32::from(scores[mark]))
            };
            totals = std::array::from_fn(|mark| best(mark).max(IMPOSSIBLE));
        }
        (0..MARKS).filter(|&last| follows(last, 0, false)).map(|last| totals[last]).max().unwrap_or(0)
    }

    #[test]
    fn the_best_sequence_that_is_allowed_is_found() {
        let mut noise = Noise::new(2);
        for round in 0..200 {
            let count = 1 + round % 7;
            let scores: Vec<Scores> = (0..count).map(|_| whole(&noise.floats(MARKS, 4.0))).collect();
            let passages = Passages::new(&noise.floats(MARKS * MARKS, 2.0));
            let mut marks = vec![0; count];
            mark((&vec![0; count], &scores), &passages, std::slice::from_ref(&(0..count)), &mut marks);
            assert!(allowed(&marks), "{marks:?}");
            assert_eq!(total(&scores, &passages, &marks), slow(&scores, &passages), "{marks:?}");
        }
    }

    #[test]
    fn the_same_form_is_marked_alike() {
        // Person (4) narrowly in one sentence, organisation (8) clearly in two others.
        let word = |person: f32, organisation: f32| {
            let mut scores = [-9.0; MARKS];
            (scores[4], scores[8]) = (person, organisation);
            whole(&scores)
        };
        let scores = [word(0.2, 0.0), word(-3.0, 0.0), word(-3.0, 0.0)];
        let mut marks = [0; 3];
        mark((&[5, 5, 5], &scores), &Passages::new(&[]), &[0..1, 1..2, 2..3], &mut marks);
        assert_eq!(marks, [8, 8, 8]);
        mark((&[5, 6, 7], &scores), &Passages::new(&[]), &[0..1, 1..2, 2..3], &mut marks);
        assert_eq!(marks, [4, 8, 8]);
        mark((&[0, 0, 0], &scores), &Passages::new(&[]), &[0..1, 1..2, 2..3], &mut marks);
        assert_eq!(marks, [4, 8, 8]);
    }
}
