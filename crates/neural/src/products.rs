//! Products of rows of floats with rows that were turned: [`Turned`], and [`best_products`], what of one text is
//! most like what of another.
//!
//! Rows that are turned lie 16 side by side, so that sixteen products are summed at once, each in the order of
//! the values: no sum runs across a vector.

use crate::vectorised;

/// Rows that lie side by side.
pub(crate) const LANES: usize = 16;
/// Rows that are multiplied at once.
pub(crate) const ROWS: usize = 4;

/// Rows turned: for each sixteen of them, value by value, that of every row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turned {
    width: usize,
    count: usize,
    blocks: Vec<[f32; LANES]>,
}

impl Turned {
    /// Turns rows of `width` values.
    #[must_use]
    pub fn new(rows: &[f32], width: usize) -> Self {
        let count = rows.len() / width.max(1);
        let mut blocks = vec![[0.0; LANES]; count.div_ceil(LANES) * width];
        for (at, row) in rows.chunks_exact(width.max(1)).enumerate() {
            put(row, at, &mut blocks);
        }
        Self { width, count, blocks }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The values of sixteen rows at a time.
    #[inline(always)]
    fn blocks(&self) -> std::slice::ChunksExact<'_, [f32; LANES]> {
        self.blocks.chunks_exact(self.width.max(1))
    }
}

/// Writes a row into its lane of its block.
#[inline(always)]
pub(crate) fn put(row: &[f32], at: usize, blocks: &mut [[f32; LANES]]) {
    let block = &mut blocks[at / LANES * row.len()..][..row.len()];
    for (values, &value) in block.iter_mut().zip(row) {
        values[at % LANES] = value;
    }
}

/// The products of four rows, given value by value, with the sixteen rows of a block.
#[inline(always)]
pub(crate) fn products(
    rows: impl Iterator<Item = [f32; ROWS]>,
    block: &[[f32; LANES]],
) -> [[f32; LANES]; ROWS] {
    let mut sums = [[0.0; LANES]; ROWS];
    for (values, column) in rows.zip(block) {
        for (sums, value) in sums.iter_mut().zip(values) {
            for (sum, column) in sums.iter_mut().zip(column) {
                *sum += value * column;
            }
        }
    }
    sums
}

vectorised! {
    /// For each row its highest product with a row of the other side.
    ///
    /// `there` and `back` are as long as the left and the right have rows; where the other side has none, they
    /// are left at the lowest float.
    pub fn best_products(left: &Turned, right: &Turned, there: &mut [f32], back: &mut [f32]) {
        there.fill(f32::MIN);
        back.fill(f32::MIN);
        for (right, back) in right.blocks().zip(back.chunks_mut(LANES)) {
            let mut best = [f32::MIN; LANES];
            for (left, there) in left.blocks().zip(there.chunks_mut(LANES)) {
                for (part, there) in there.chunks_mut(ROWS).enumerate() {
                    let values = left.iter().map(|values| values.as_chunks::<ROWS>().0[part]);
                    let mut sums = products(values, right);
                    for (sums, there) in sums.iter_mut().zip(there) {
                        for (best, &sum) in best.iter_mut().zip(&*sums) {
                            *best = if sum > *best { sum } else { *best };
                        }
                        // Lanes without a row would be noughts.
                        sums[back.len()..].fill(f32::MIN);
                        *there = sums.iter().fold(*there, |most, &sum| if sum > most { sum } else { most });
                    }
                }
            }
            back.copy_from_slice(&best[..back.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kernel;
    use crate::noise::Noise;

    fn reference(left: &[f32], right: &[f32], width: usize) -> Vec<f64> {
        let product =
            |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
        let best =
            |row: &[f32]| right.chunks(width).map(|other| product(row, other)).fold(f64::MIN, f64::max);
        left.chunks(width).map(best).collect()
    }

    #[test]
    fn the_best_products_of_both_sides_are_found() {
        let mut noise = Noise::new(5);
        for (left, right, width) in [(1, 1, 1), (3, 17, 8), (16, 4, 33), (37, 29, 384), (5, 0, 8)] {
            let (one, other) = (noise.floats(left * width, 1.0), noise.floats(right * width, 1.0));
            let run = |kernel| {
                let (mut there, mut back) = (vec![9.0; left], vec![9.0; right]);
                let (one, other) = (Turned::new(&one, width), Turned::new(&other, width));
                best_products(kernel, &one, &other, &mut there, &mut back);
                (there, back)
            };
            let (there, back) = run(Kernel::present()[0]);
            for kernel in Kernel::present() {
                assert_eq!(run(kernel), (there.clone(), back.clone()), "{kernel:?}");
            }
            if right == 0 {
                assert_eq!(there, [f32::MIN; 5]);
                continue;
            }
            let near = |a: &[f32], b: Vec<f64>| {
                a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-4)
            };
            assert!(near(&there, reference(&one, &other, width)), "{left} {right} {width}");
            assert!(near(&back, reference(&other, &one, width)), "{left} {right} {width}");
        }
    }
}
