//! Scores of name marks in, marks out: the best sequence that [`ner::follows`] allows, the same form
//! scored alike all over a report.
//!
//! [`ner::follows`]: crate::ner::follows

use std::ops::Range;

use woozle_neural::activation::highest;
use woozle_neural::{Kernel, vectorised};

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

/// Takes a word's scores down to whole numbers; 31 units below the best are as good as more.
pub(crate) fn whole(scores: &[f32]) -> Scores {
    /// Leaves the nearest integer, negative or not, in the lowest 16 bits.
    const TO_BITS: f32 = 12_582_912.0;
    let most = highest(scores);
    let mut out = [0; MARKS];
    for (out, score) in out.iter_mut().zip(scores) {
        let below = score - most;
        let below = if below > -31.0 { below } else { -31.0 };
        *out = (below * UNIT + TO_BITS).to_bits() as i16;
    }
    out
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

/// A number for each mark, then some that are never used, so that they fill vectors.
type Lanes = [i32; LANES];
const LANES: usize = (MARKS + 1).next_multiple_of(16);

/// The start of a sentence, as a mark that others follow.
const START: usize = MARKS;

/// What it weighs that one mark follows another (the transitions of a linear-chain CRF), in the units of
/// [`Scores`]; what `ner::follows` forbids is impossible. The last row is that of the start.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passages(Box<[Lanes; MARKS + 1]>);

impl Passages {
    /// From the weights of `MARKS` by `MARKS`: a row for each mark, with what follows it. Without weights only what
    /// may follow what is told.
    pub(crate) fn new(weights: &[f32]) -> Self {
        let weight = |last: usize, mark: usize| {
            let weight = weights.get(last * MARKS + mark).copied().unwrap_or_default();
            (weight.clamp(-1000.0, 1000.0) * UNIT) as i32
        };
        let mut rows = Box::new([[IMPOSSIBLE; _]; MARKS + 1]);
        for mark in 0..MARKS {
            for last in (0..MARKS).filter(|&last| follows(last, mark, false)) {
                rows[last][mark] = weight(last, mark);
            }
            if follows(0, mark, false) {
                rows[START][mark] = 0;
            }
        }
        Self(rows)
    }
}

/// Writes the best marks of each sentence.
///
/// Half the mean score of all words with the same form is added to each capitalised word's own, so that a
/// name is marked alike all over the report.
pub(crate) fn mark(
    kernel: Kernel,
    (forms, scores): (&[u32], &[Scores]),
    passages: &Passages,
    (sentences, out): (&[Range<usize>], &mut [u8]),
) {
    let halves = shared(forms, scores);
    let mut steps: Vec<[u8; LANES]> = Vec::new();
    for sentence in sentences {
        steps.clear();
        let mut totals = [IMPOSSIBLE; _];
        totals[START] = 0;
        for at in sentence.clone() {
            let mut own = [0; _];
            own.iter_mut().zip(&scores[at]).for_each(|(own, &score)| *own = i32::from(score));
            if let Ok(found) = halves.binary_search_by_key(&forms[at], |half| half.0) {
                own.iter_mut().zip(&halves[found].1).for_each(|(own, half)| *own += half);
            }
            let mut from = [0; _];
            advance(kernel, &own, &passages.0, &mut totals, &mut from);
            steps.push(from);
        }
        finish(&totals, &steps, &mut out[sentence.clone()]);
    }
}

vectorised! {
    /// A step of the search for the best sequence (Viterbi). `totals` are those of the best sequences that
    /// end with each mark, less that of the best of all; `before` tells the mark before it in each.
    fn advance(
        scores: &Lanes,
        passages: &[Lanes; MARKS + 1],
        totals: &mut Lanes,
        before: &mut [u8; LANES],
    ) {
        let (mut best, mut from) = ([IMPOSSIBLE; LANES], [START as i32; LANES]);
        for (last, row) in passages.iter().enumerate() {
            let so_far = totals[last];
            if so_far <= -FAR {
                continue;
            }
            for mark in 0..LANES {
                let total = so_far + row[mark];
                let better = total > best[mark];
                best[mark] = if better { total } else { best[mark] };
                from[mark] = if better { last as i32 } else { from[mark] };
            }
        }
        let mut most = i32::MIN;
        for (total, score) in best.iter_mut().zip(scores) {
            *total = (*total + score).max(IMPOSSIBLE);
            most = most.max(*total);
        }
        *totals = best.map(|total| (total - most).max(IMPOSSIBLE));
        *before = from.map(|last| last as u8);
    }
}

/// Writes the marks of the best sequence, which leaves no name open.
fn finish(totals: &Lanes, steps: &[[u8; LANES]], out: &mut [u8]) {
    let closed = (0..MARKS).filter(|&mark| follows(mark, 0, true));
    let mut mark = closed.rev().max_by_key(|&mark| totals[mark]).unwrap_or(0);
    for (step, out) in steps.iter().zip(out).rev() {
        *out = mark as u8;
        mark = usize::from(step[mark]);
    }
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;
    use woozle_neural::noise::Noise;

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
            let whole = 0..count;
            let same = Kernel::fastest();
            mark(same, (&vec![0; count], &scores), &passages, (slice::from_ref(&whole), &mut marks));
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
        let agreed = |forms: &[u32], marks: &mut [u8; 3]| {
            let sentences = [0..1, 1..2, 2..3];
            mark(Kernel::fastest(), (forms, &scores), &Passages::new(&[]), (&sentences, marks));
        };
        let mut marks = [0; 3];
        agreed(&[5, 5, 5], &mut marks);
        assert_eq!(marks, [8, 8, 8]);
        agreed(&[5, 6, 7], &mut marks);
        assert_eq!(marks, [4, 8, 8]);
        agreed(&[0, 0, 0], &mut marks);
        assert_eq!(marks, [4, 8, 8]);
    }
}
