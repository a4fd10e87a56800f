//! Scores of name marks in, marks out: the best sequence that [`ner::follows`] allows, the same form
//! scored alike all over a report.
//!
//! [`ner::follows`]: crate::ner::follows

use std::ops::Range;

use crate::ner::{KINDS, MARKS};

/// Steps of a score to its unit.
const UNIT: f32 = 1024.0;
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

/// Writes the best marks of each sentence.
///
/// Half the mean score of all words with the same form is added to each capitalised word's own, so that a
/// name is marked alike all over the report.
pub(crate) fn mark(forms: &[u32], scores: &[Scores], sentences: &[Range<usize>], out: &mut [u8]) {
    let halves = shared(forms, scores);
    let mut search = Search::default();
    for sentence in sentences {
        search.restart();
        for at in sentence.clone() {
            let own = scores[at].map(i32::from);
            let half = halves.binary_search_by_key(&forms[at], |half| half.0).ok();
            let half = half.map(|found| &halves[found].1);
            search.step(half.map_or(own, |half| std::array::from_fn(|mark| own[mark] + half[mark])));
        }
        search.finish(&mut out[sentence.clone()]);
    }
}

/// The best sequences up to a word, by what they end with (Viterbi): no open name, or one of some kind.
#[derive(Default)]
struct Search {
    /// For each kind, the total of the best sequence that leaves a name of it open, less that of the best
    /// one that leaves none open.
    open: [i32; KINDS.len()],
    steps: Vec<Step>,
}

/// How the best sequences up to a word end.
#[derive(Clone, Copy)]
struct Step {
    /// The last mark of the best one that leaves no name open.
    closed: u8,
    /// For each kind, whether the best one that leaves its name open began it before this word.
    inside: [bool; KINDS.len()],
}

impl Search {
    fn restart(&mut self) {
        self.steps.clear();
        self.open = [IMPOSSIBLE; KINDS.len()];
    }

    /// Takes the scores of the next word.
    fn step(&mut self, scores: [i32; MARKS]) {
        let mut closed = (scores[0], 0);
        let mut inside = [false; KINDS.len()];
        for (kind, marks) in scores[1..].as_chunks::<4>().0.iter().enumerate() {
            let [begin, within, last, unit] = *marks;
            let open = self.open[kind];
            for (total, part) in [(open + last, 2), (unit, 3)] {
                if total > closed.0 {
                    closed = (total, 1 + 4 * kind + part);
                }
            }
            inside[kind] = open + within > begin;
            self.open[kind] = begin.max(open + within);
        }
        self.open.iter_mut().for_each(|open| *open -= closed.0);
        self.steps.push(Step { closed: closed.1 as u8, inside });
    }

    /// Writes the marks of the best sequence, which leaves no name open.
    fn finish(&self, out: &mut [u8]) {
        let mut open: Option<usize> = None;
        for (step, out) in self.steps.iter().zip(out).rev() {
            let mark = match open {
                None => usize::from(step.closed),
                Some(kind) => 1 + 4 * kind + usize::from(step.inside[kind]),
            };
            *out = mark as u8;
            // Inner and last parts need an open name before them.
            open = (mark > 0 && matches!((mark - 1) % 4, 1 | 2)).then(|| (mark - 1) / 4);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ner::follows;
    use crate::neural::sample::Noise;

    fn total(scores: &[Scores], marks: &[u8]) -> i32 {
        scores.iter().zip(marks).map(|(scores, &mark)| i32::from(scores[usize::from(mark)])).sum()
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
    fn slow(scores: &[Scores]) -> i32 {
        let mut totals = [IMPOSSIBLE; MARKS];
        totals[0] = 0;
        for (at, scores) in scores.iter().enumerate() {
            let end = at + 1 == scores.len();
            let best = |mark: usize| {
                let from = (0..MARKS).filter(|&last| follows(last, mark, end)).map(|last| totals[last]).max();
                from.unwrap_or(IMPOSSIBLE) + i32::from(scores[mark])
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
            let mut marks = vec![0; count];
            mark(&vec![0; count], &scores, std::slice::from_ref(&(0..count)), &mut marks);
            assert!(allowed(&marks), "{marks:?}");
            assert_eq!(total(&scores, &marks), slow(&scores), "{marks:?}");
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
        mark(&[5, 5, 5], &scores, &[0..1, 1..2, 2..3], &mut marks);
        assert_eq!(marks, [8, 8, 8]);
        mark(&[5, 6, 7], &scores, &[0..1, 1..2, 2..3], &mut marks);
        assert_eq!(marks, [4, 8, 8]);
        mark(&[0, 0, 0], &scores, &[0..1, 1..2, 2..3], &mut marks);
        assert_eq!(marks, [4, 8, 8]);
    }
}
