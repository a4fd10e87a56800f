//! The ways this machine can compute: [`Kernel`], chosen once, and [`Product`], a product of small integers.
//!
//! Activations are bytes with zero point 128, weights lie within -63 to 63, sums are 32-bit integers, and
//! what follows is plain arithmetic of single floats in one order. So every kernel gives the same bits.
//! All code that depends on the machine is here and in `x86.rs`. [`vectorised!`](crate::vectorised) writes
//! functions that are compiled for each kernel.

use crate::stretch::Stretches;
#[cfg(target_arch = "x86_64")]
use crate::x86;

/// Outputs of a block of weights.
pub const OUTPUTS: usize = 16;
/// Inputs of a block of weights.
pub const INPUTS: usize = 4;
/// What a zero is as an activation.
pub const ZERO: u8 = 128;

/// Weights of 16 outputs for 4 inputs: those of an output beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
pub(crate) struct Block(pub(crate) [i8; OUTPUTS * INPUTS]);

/// The instructions that are used. Values come from [`Kernel::present`] alone, so that one exists only
/// where the machine has its instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kernel(pub(crate) Level);

/// See [`Kernel`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Kernel {
    /// Every kernel that this machine can run, the fastest last.
    #[must_use]
    pub fn present() -> Vec<Self> {
        let mut kernels = vec![Self(Level::Portable)];
        #[cfg(target_arch = "x86_64")]
        kernels.extend(x86::present().into_iter().map(Self));
        kernels
    }

    /// The fastest kernel that this machine can run.
    #[must_use]
    pub fn fastest() -> Self {
        Self::present().last().copied().unwrap_or(Self(Level::Portable))
    }

    /// Does work as compiled for this kernel's instructions.
    #[inline]
    pub fn run<W: Work<A>, A>(self, arguments: A) {
        match self.0 {
            Level::Portable => W::run(arguments),
            #[cfg(target_arch = "x86_64")]
            level => x86::run::<W, A>(level, arguments),
        }
    }

    /// Whether this is the kernel that any machine can run.
    #[must_use]
    pub fn is_portable(self) -> bool {
        self.0 == Level::Portable
    }
}

/// Many rows of activations times one matrix, as it is to be computed.
pub(crate) struct Product<'a> {
    /// The matrix: for each 16 outputs, `depth` blocks.
    pub(crate) blocks: &'a [Block],
    /// Inputs of the matrix over four.
    pub(crate) depth: usize,
    /// The steps of the matrix that can be summed in 16 bits.
    pub(crate) stretches: &'a Stretches,
    /// What each output's sum starts from, so that it ends without the part of the zero point.
    pub(crate) starts: &'a [i32],
    /// Scale of each output.
    pub(crate) scales: &'a [f32],
    /// What each output starts from; `None` to add to what `out` holds.
    pub(crate) bias: Option<&'a [f32]>,
    /// The activations, `4 * depth` to a row.
    pub(crate) rows: &'a [u8],
    /// Scale of each row.
    pub(crate) row_scales: &'a [f32],
    /// Where the sums go, a row each `stride`.
    pub(crate) out: &'a mut [f32],
    /// Distance of the rows of `out`.
    pub(crate) stride: usize,
}

/// A part of a product: some blocks of outputs of some rows.
#[derive(Clone, Copy)]
pub(crate) struct Tile {
    pub(crate) block: usize,
    pub(crate) row: usize,
    pub(crate) blocks: usize,
    pub(crate) rows: usize,
}

impl Product<'_> {
    /// Computes the product.
    pub(crate) fn compute(mut self, kernel: Kernel) {
        self.check();
        match kernel.0 {
            Level::Portable => self.sweep(1, 1, Self::portable),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => self.sweep(1, 3, x86::avx2),
            #[cfg(target_arch = "x86_64")]
            Level::AvxVnni => self.sweep(1, 4, x86::avx_vnni),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => self.sweep(3, 8, x86::avx512),
        }
    }

    /// Panics where the parts do not fit: the kernels rely on it.
    fn check(&self) {
        let (width, height) = (self.scales.len(), self.row_scales.len());
        let blocks = width / OUTPUTS * self.depth;
        assert!(width.is_multiple_of(OUTPUTS) && self.starts.len() == width);
        assert!(self.blocks.len() == blocks && self.bias.is_none_or(|bias| bias.len() == width));
        assert!(self.rows.len() >= height * self.depth * INPUTS);
        assert!(height == 0 || self.stride >= width && self.out.len() >= (height - 1) * self.stride + width);
    }

    /// Cuts the product into tiles of at most so many blocks and so many rows, as even as can be: a tile of few rows
    /// waits for its sums.
    fn sweep(&mut self, blocks: usize, rows: usize, tile: impl Fn(&mut Self, Tile)) {
        let (width, height) = (self.scales.len() / OUTPUTS, self.row_scales.len());
        let tiles = height.div_ceil(rows);
        for block in (0..width).step_by(blocks) {
            let blocks = blocks.min(width - block);
            for number in 0..tiles {
                let (row, end) = (height * number / tiles, height * (number + 1) / tiles);
                tile(self, Tile { block, row, blocks, rows: end - row });
            }
        }
    }

    /// A tile of one block and one row.
    fn portable(&mut self, tile: Tile) {
        let blocks = &self.blocks[tile.block * self.depth..][..self.depth];
        let row = &self.rows[tile.row * self.depth * INPUTS..][..self.depth * INPUTS];
        let sums = portable_sums(blocks, row.as_chunks().0);
        let at = tile.block * OUTPUTS;
        let out = &mut self.out[tile.row * self.stride + at..][..OUTPUTS];
        if let Some(bias) = self.bias {
            out.copy_from_slice(&bias[at..at + OUTPUTS]);
        }
        let scales = &self.scales[at..][..OUTPUTS];
        for (lane, out) in out.iter_mut().enumerate() {
            // The sums are of activations without their zero point: they start from nothing.
            *out += sums[lane] as f32 * (scales[lane] * self.row_scales[tile.row]);
        }
    }
}

/// Sums of 16 outputs in a form that compilers turn into vectors of 16 bits: four products of a weight and an
/// activation without its zero point fit those.
fn portable_sums(blocks: &[Block], row: &[[u8; INPUTS]]) -> [i32; OUTPUTS] {
    const LANES: usize = OUTPUTS * INPUTS;
    let mut sums = [0_i32; LANES];
    for (blocks, row) in blocks.chunks(4).zip(row.chunks(4)) {
        let mut products = [0_i16; LANES];
        for (block, activations) in blocks.iter().zip(row) {
            let activations: [i16; 8] =
                std::array::from_fn(|at| i16::from(activations[at % INPUTS]) - i16::from(ZERO));
            for (products, weights) in
                products.as_chunks_mut::<8>().0.iter_mut().zip(block.0.as_chunks::<8>().0)
            {
                for ((product, &weight), &activation) in products.iter_mut().zip(weights).zip(&activations) {
                    *product += i16::from(weight) * activation;
                }
            }
        }
        for (sum, &product) in sums.iter_mut().zip(&products) {
            *sum += i32::from(product);
        }
    }
    std::array::from_fn(|output| sums[output * INPUTS..][..INPUTS].iter().sum())
}

/// Work that [`Kernel::run`] compiles for each kernel's instructions; `vectorised!` writes it.
pub trait Work<Arguments> {
    /// Does it.
    fn run(arguments: Arguments);
}

/// Defines a function that is compiled for each kernel's instructions: the compiler makes vectors of its
/// loops, and, as nothing is contracted or reordered, the results are the same.
///
/// The function takes a [`Kernel`] before the arguments that are named, of which there are at least two.
///
/// ```
/// woozle_neural::vectorised! {
///     /// Adds the values to the sums.
///     fn add(values: &[f32], sums: &mut [f32]) {
///         for (sum, value) in sums.iter_mut().zip(values) {
///             *sum += value;
///         }
///     }
/// }
///
/// let mut sums = [1.0, 2.0];
/// add(woozle_neural::Kernel::fastest(), &[0.5, 0.5], &mut sums);
/// assert_eq!(sums, [1.5, 2.5]);
/// ```
#[macro_export]
macro_rules! vectorised {
    ($(#[$doc:meta])* $visible:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        $visible fn $name(kernel: $crate::Kernel, $($argument: $type),*) {
            struct Body;
            impl $crate::Work<($($type),*)> for Body {
                #[inline(always)]
                fn run(($($argument),*): ($($type),*)) $body
            }
            kernel.run::<Body, _>(($($argument),*));
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Dense;
    use crate::noise::Noise;

    #[test]
    fn every_kernel_gives_the_same_bits() {
        let mut noise = Noise::new(7);
        let shapes = [(1, 1, 1), (17, 30, 9), (112, 128, 16), (50, 384, 7), (768, 192, 15)];
        for (outputs, inputs, rows) in shapes.into_iter().chain((2..=8).map(|rows| (80, 64, rows))) {
            let weights = noise.floats(outputs * inputs, 1.0);
            let dense = Dense::quantise(&weights, &noise.floats(outputs, 1.0), inputs);
            let mut bytes: Vec<u8> = (0..rows * dense.row_bytes()).map(|_| noise.number() as u8).collect();
            // The extremes, which would saturate sums of 16 bits were the weights wider.
            bytes[..dense.row_bytes()].fill(255);
            let scales = noise.floats(rows, 0.01);
            let stride = dense.padded() + 3;
            let before = noise.floats(rows * stride, 1.0);
            let run = |kernel, add: bool| {
                let mut out = before.clone();
                if add {
                    dense.add(kernel, &bytes, &scales, (&mut out, stride));
                } else {
                    dense.multiply(kernel, &bytes, &scales, (&mut out, stride));
                }
                out.iter().map(|value| value.to_bits()).collect::<Vec<u32>>()
            };
            let portable = Kernel::present()[0];
            for kernel in Kernel::present() {
                assert_eq!(run(kernel, false), run(portable, false), "{kernel:?} {outputs} x {inputs}");
                assert_eq!(run(kernel, true), run(portable, true), "{kernel:?} {outputs} x {inputs}");
            }
        }
    }
}
