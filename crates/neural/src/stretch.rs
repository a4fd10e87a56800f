//! [`Stretches`]: how far the products of a matrix can be summed in 16 bits.
//!
//! AVX2 multiplies bytes into 16 bits and needs another multiplication to widen those. Where the sum of many products
//! is known to fit 16 bits, it is widened once for all of them. What a sum can reach depends on the weights alone, so
//! that is found out when a matrix is made.

use crate::kernel::{Block, INPUTS, OUTPUTS, ZERO};

/// Products of a block that are summed side by side: each of two inputs.
const LANES: usize = OUTPUTS * INPUTS / 2;
/// The sum of the weights' magnitudes that fits: an activation lies at most 128 from the zero point.
const FITS: u16 = 255;

/// The stretches of steps, each four inputs, whose products fit 16 bits together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stretches {
    /// For each block of outputs the number of its first stretch; then how many there are.
    firsts: Vec<u32>,
    all: Vec<Stretch>,
}

/// Steps that are summed in 16 bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// What the sums start from, so that they end without the part of the zero point. On the way they may overflow,
    /// which comes undone.
    pub(crate) starts: [i16; LANES],
    /// The first step that is no more of it.
    pub(crate) end: usize,
}

impl Stretches {
    /// The longest stretches of a matrix of so many steps.
    pub(crate) fn new(blocks: &[Block], depth: usize) -> Self {
        let mut stretches = Self::default();
        for steps in blocks.chunks_exact(depth.max(1)) {
            stretches.firsts.push(stretches.all.len() as u32);
            stretches.cut(steps);
        }
        stretches.firsts.push(stretches.all.len() as u32);
        stretches
    }

    /// Appends the stretches of the steps of 16 outputs.
    fn cut(&mut self, steps: &[Block]) {
        let (mut reach, mut starts) = ([0; LANES], [0; LANES]);
        for (at, block) in steps.iter().enumerate() {
            let pairs = block.0.as_chunks::<2>().0;
            let own: [u16; LANES] = std::array::from_fn(|lane| {
                pairs[lane].iter().map(|weight| u16::from(weight.unsigned_abs())).sum()
            });
            if reach.iter().zip(&own).any(|(reach, own)| reach + own > FITS) {
                self.all.push(Stretch { starts, end: at });
                (reach, starts) = ([0; LANES], [0; LANES]);
            }
            for lane in 0..LANES {
                let [first, second] = pairs[lane].map(i16::from);
                reach[lane] += own[lane];
                starts[lane] = starts[lane].wrapping_sub((first + second) * i16::from(ZERO));
            }
        }
        self.all.push(Stretch { starts, end: steps.len() });
    }

    /// The stretches of a block of outputs, the first first.
    pub(crate) fn of(&self, block: usize) -> &[Stretch] {
        &self.all[self.firsts[block] as usize..self.firsts[block + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::Noise;

    /// The weights of a lane, two of each of some steps.
    fn lane(steps: &[Block], lane: usize) -> impl Iterator<Item = i32> {
        steps.iter().flat_map(move |block| block.0.as_chunks::<2>().0[lane]).map(i32::from)
    }

    #[test]
    fn stretches_are_as_long_as_sixteen_bits_allow() {
        let mut noise = Noise::new(3);
        let depth = 40;
        let block = |noise: &mut Noise, most: i8| {
            let weights = noise.floats(OUTPUTS * INPUTS, f32::from(most));
            Block(std::array::from_fn(|at| weights[at] as i8))
        };
        let large: Vec<Block> = (0..depth).map(|_| block(&mut noise, 63)).collect();
        let small: Vec<Block> = (0..depth).map(|_| block(&mut noise, 3)).collect();
        let blocks = [large, vec![Block([63; OUTPUTS * INPUTS]); depth], small].concat();
        let stretches = Stretches::new(&blocks, depth);
        for (number, steps) in blocks.chunks_exact(depth).enumerate() {
            let mut from = 0;
            for stretch in stretches.of(number) {
                let reach = |end: usize| {
                    (0..LANES)
                        .map(|at| lane(&steps[from..end], at).map(i32::abs).sum::<i32>())
                        .max()
                        .unwrap_or(0)
                };
                assert!(stretch.end > from && reach(stretch.end) <= i32::from(FITS));
                assert!(stretch.end == depth || reach(stretch.end + 1) > i32::from(FITS));
                for at in 0..LANES {
                    let zero_point = lane(&steps[from..stretch.end], at).sum::<i32>() * i32::from(ZERO);
                    assert_eq!(stretch.starts[at], zero_point.wrapping_neg() as i16);
                }
                from = stretch.end;
            }
            assert_eq!(from, depth);
        }
        assert_eq!(stretches.of(1).len(), depth / 2);
        assert!(stretches.of(2).len() < stretches.of(0).len());
    }
}
