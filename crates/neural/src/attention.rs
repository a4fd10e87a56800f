//! Softmax attention with several heads (Vaswani et al. 2017) over a short sequence: rows of queries, keys and
//! values in, for each row the values of all rows, weighed by how well its query fits their keys, out.
//!
//! In plain floats; memory and time grow with the square of the length.

use crate::activation::highest;
use crate::exponential::exp;
use crate::products::{LANES, ROWS, products, put};
use crate::rows::room;
use crate::vectorised;

/// Values of a head's query, key and value.
pub const HEAD: usize = 32;

/// Memory of [`attend`] that is used again.
#[derive(Clone, Debug, Default)]
pub struct Attention {
    keys: Vec<[f32; LANES]>,
    values: Vec<[f32; LANES]>,
    weights: Vec<f32>,
}

vectorised! {
    /// Lets each row of a sequence attend to all of its rows.
    ///
    /// A row of `rows`, `stride` apart, holds the queries, the keys and the values of `heads` heads of [`HEAD`]
    /// values each; rows of `out`, as many, are as long as the queries.
    pub fn attend(rows: &[f32], stride: usize, heads: usize, memory: &mut Attention, out: &mut [f32]) {
        let width = heads * HEAD;
        let count = out.len() / width.max(1);
        let padded = count.next_multiple_of(LANES);
        let keys = room(&mut memory.keys, padded / LANES * HEAD);
        keys.fill([0.0; LANES]);
        let values = room(&mut memory.values, count * (HEAD / LANES));
        let weights = room(&mut memory.weights, padded * ROWS);
        for head in 0..heads {
            let row = |part: usize, at: usize| &rows[at * stride + (part * heads + head) * HEAD..][..HEAD];
            for at in 0..count {
                put(row(1, at), at, keys);
                for (half, part) in row(2, at).as_chunks::<LANES>().0.iter().enumerate() {
                    values[half * count + at] = *part;
                }
            }
            for first in (0..count).step_by(ROWS) {
                // Where the rows run out, the last is computed again.
                let queries: [&[f32]; ROWS] = std::array::from_fn(|at| row(0, (first + at).min(count - 1)));
                fit(&queries, keys, weights, count);
                let rows = first..count.min(first + ROWS);
                for (half, values) in values.chunks_exact(count).enumerate() {
                    let columns = (0..count).map(|at| std::array::from_fn(|row| weights[row * padded + at]));
                    for (at, sums) in rows.clone().zip(products(columns, values)) {
                        let place = at * width + head * HEAD + half * LANES;
                        out[place..place + LANES].copy_from_slice(&sums);
                    }
                }
            }
        }
    }
}

/// How well the queries fit each of `count` keys: not negative, of sum one for each query.
#[inline(always)]
fn fit(queries: &[&[f32]; ROWS], keys: &[[f32; LANES]], weights: &mut [f32], count: usize) {
    let padded = weights.len() / ROWS;
    for (number, keys) in keys.chunks_exact(HEAD).enumerate() {
        let columns = (0..HEAD).map(|at| std::array::from_fn(|row| queries[row][at]));
        for (row, sums) in products(columns, keys).iter().enumerate() {
            weights[row * padded + number * LANES..][..LANES].copy_from_slice(sums);
        }
    }
    for weights in weights.chunks_exact_mut(padded.max(1)) {
        soften(weights, count);
    }
}

/// Softmax of the first `count` values over the square root of a head's width; those after become nought.
#[inline(always)]
fn soften(weights: &mut [f32], count: usize) {
    let factor = 1.0 / (HEAD as f32).sqrt();
    let most = highest(&weights[..count]);
    for weight in &mut *weights {
        *weight = exp((*weight - most) * factor);
    }
    weights[count..].fill(0.0);
    let mut sums = [0.0; LANES];
    for weights in weights.as_chunks::<LANES>().0 {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += weight;
        }
    }
    let inverse = 1.0 / sums.iter().sum::<f32>();
    weights.iter_mut().for_each(|weight| *weight *= inverse);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kernel;
    use crate::noise::Noise;

    fn reference(rows: &[f32], stride: usize, heads: usize, count: usize) -> Vec<f64> {
        let part = |number: usize, row: usize, head: usize| -> Vec<f64> {
            let part = &rows[row * stride + (number * heads + head) * HEAD..][..HEAD];
            part.iter().map(|&value| f64::from(value)).collect()
        };
        let mut out = Vec::new();
        for row in 0..count {
            for head in 0..heads {
                let query = part(0, row, head);
                let scores = (0..count).map(|key| {
                    let product: f64 = query.iter().zip(part(1, key, head)).map(|(q, k)| q * k).sum();
                    (product / (HEAD as f64).sqrt()).exp()
                });
                let scores: Vec<f64> = scores.collect();
                let all: f64 = scores.iter().sum();
                out.extend(
                    (0..HEAD).map(|at| {
                        (0..count).map(|key| scores[key] / all * part(2, key, head)[at]).sum::<f64>()
                    }),
                );
            }
        }
        out
    }

    #[test]
    fn rows_attend_as_in_double_floats_with_the_same_bits_on_every_kernel() {
        let mut noise = Noise::new(2);
        for (count, heads) in [(1, 1), (2, 3), (5, 2), (16, 1), (31, 2), (128, 1)] {
            let stride = 3 * heads * HEAD + 16;
            let rows = noise.floats(count * stride, 3.0);
            let run = |kernel| {
                // What another sequence left behind must not count.
                let mut memory = Attention::default();
                attend(kernel, &noise.clone().floats(40 * stride, 9.0), stride, heads, &mut memory, &mut {
                    vec![0.0; 40 * heads * HEAD]
                });
                let mut out = vec![9.0; count * heads * HEAD];
                attend(kernel, &rows, stride, heads, &mut memory, &mut out);
                out
            };
            let portable = run(Kernel::present()[0]);
            for (value, true_value) in portable.iter().zip(reference(&rows, stride, heads, count)) {
                assert!((f64::from(*value) - true_value).abs() < 1e-5, "{value} {true_value}");
            }
            for kernel in Kernel::present() {
                assert_eq!(run(kernel), portable, "{kernel:?} {count} {heads}");
            }
        }
    }

    #[test]
    fn a_score_far_above_the_others_takes_all_and_nothing_comes_of_nothing() {
        let mut rows = vec![0.0; 2 * 3 * HEAD];
        rows[0] = 1e6;
        rows[HEAD] = 1e6;
        rows[2 * HEAD] = 1.0;
        rows[5 * HEAD] = 3.0;
        let mut out = vec![9.0; 2 * HEAD];
        attend(Kernel::fastest(), &rows, 3 * HEAD, 1, &mut Attention::default(), &mut out);
        assert_eq!((out[0], out[HEAD]), (1.0, 2.0));
        attend(Kernel::fastest(), &[], 3 * HEAD, 1, &mut Attention::default(), &mut []);
    }
}
