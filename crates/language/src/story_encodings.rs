//! What an [`Encoder`](crate::Encoder) made of the texts of one story in, how near any two of them are out:
//! [`StoryEncodings`].
//!
//! As [`StoryVectors`](crate::StoryVectors), on states that know the words around them: what the whole story
//! shares is taken off, and a piece weighs less the more texts hold it.

use std::borrow::Borrow;

use woozle_neural::{Kernel, Turned, best_products, exp, ln};

use crate::Encoded;
use crate::embed::{dot, normalise};
use crate::story_vectors::{harmonic, holders};

/// The least that [`StoryEncodings::late`] gives: its logarithm stays finite.
const LEAST: f32 = 1e-3;
/// Farthest that a learned weight goes from one, as a logarithm.
const FARTHEST: f32 = 3.0;

/// The encoded texts of one story, made ready to be compared.
#[derive(Clone, Debug)]
pub struct StoryEncodings {
    texts: Vec<Text>,
    kernel: Kernel,
}

#[derive(Clone, Debug)]
struct Text {
    /// Unit vectors of the pieces, the story's mean taken off.
    units: Turned,
    /// What each piece weighs: of sum one.
    weights: Vec<f32>,
    /// Unit vector of the text, the story's mean taken off.
    whole: Vec<f32>,
}

impl StoryEncodings {
    /// Weighs and centres the texts against one another.
    #[must_use]
    pub fn new<T: Borrow<Encoded>>(texts: &[T]) -> Self {
        let texts: Vec<&Encoded> = texts.iter().map(Borrow::borrow).collect();
        let (mean, holders) = (mean(&texts), holders(texts.iter().map(|text| &text.pieces)));
        let weight = |text: &Encoded, at: usize| {
            let learned = exp(text.log_weights[at].clamp(-FARTHEST, FARTHEST));
            ln(1.0 + texts.len() as f32 / holders[&text.pieces[at].id] as f32) * learned
        };
        let ready = texts.iter().map(|text| {
            let mut weights: Vec<f32> = (0..text.pieces.len()).map(|at| weight(text, at)).collect();
            let all: f32 = weights.iter().sum();
            weights.iter_mut().for_each(|weight| *weight /= all);
            Text::new(text, &mean, weights)
        });
        Self { texts: ready.collect(), kernel: Kernel::fastest() }
    }

    /// Number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Late interaction: how far the left text's pieces find their like in the right one, and the right's in the
    /// left; from 0.001 to 1. The least for a text that is not there or says nothing.
    #[must_use]
    pub fn late(&self, left: usize, right: usize) -> (f32, f32) {
        let (Some(left), Some(right)) = (self.texts.get(left), self.texts.get(right)) else {
            return (LEAST, LEAST);
        };
        if left.units.is_empty() || right.units.is_empty() {
            return (LEAST, LEAST);
        }
        let (mut there, mut back) = (vec![0.0; left.units.len()], vec![0.0; right.units.len()]);
        best_products(self.kernel, &left.units, &right.units, &mut there, &mut back);
        (dot(&left.weights, &there).max(LEAST), dot(&right.weights, &back).max(LEAST))
    }

    /// Late interaction as the harmonic mean of both ways: what one text has and the other lacks tells against it.
    #[must_use]
    pub fn both(&self, left: usize, right: usize) -> f32 {
        let (there, back) = self.late(left, right);
        harmonic(there, back)
    }

    /// Cosine of the texts' weighted sums of states, from -1 to 1; 0 for a text that is not there or says
    /// nothing.
    #[must_use]
    pub fn cosine(&self, left: usize, right: usize) -> f32 {
        match (self.texts.get(left), self.texts.get(right)) {
            (Some(left), Some(right)) => dot(&left.whole, &right.whole),
            _ => 0.0,
        }
    }
}

impl Text {
    fn new(text: &Encoded, mean: &[f32], weights: Vec<f32>) -> Self {
        let width = mean.len();
        let mut units = text.states().to_vec();
        let mut whole = vec![0.0; width];
        for (state, weight) in units.chunks_exact_mut(width.max(1)).zip(&weights) {
            for ((value, mean), whole) in state.iter_mut().zip(mean).zip(&mut whole) {
                *value -= mean;
                *whole += weight * *value;
            }
            normalise(state);
        }
        normalise(&mut whole);
        Self { units: Turned::new(&units, width), weights, whole }
    }
}

/// The mean state of all pieces of the story, summed text by text.
fn mean(texts: &[&Encoded]) -> Vec<f32> {
    let mut sums = vec![0.0_f64; texts.iter().map(|text| text.width()).max().unwrap_or(0)];
    for state in texts.iter().flat_map(|text| text.states().chunks_exact(text.width().max(1))) {
        sums.iter_mut().zip(state).for_each(|(sum, value)| *sum += f64::from(*value));
    }
    let count = texts.iter().map(|text| text.pieces.len()).sum::<usize>().max(1) as f64;
    sums.into_iter().map(|sum| (sum / count) as f32).collect()
}
