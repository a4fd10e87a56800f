//! [`Noise`]: random weights and rows, for tests of what does not depend on training.

use crate::floats::{Affine, Recurrent};

/// Random numbers that are the same in every run (xorshift).
#[derive(Clone, Debug)]
pub struct Noise(u64);

impl Noise {
    /// The numbers of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    pub fn number(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
    }

    /// Bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.number() as u8).collect()
    }

    /// Floats evenly spread between minus and plus `most`.
    pub fn floats(&mut self, count: usize, most: f32) -> Vec<f32> {
        (0..count).map(|_| (self.number() as f32 / u32::MAX as f32 * 2.0 - 1.0) * most).collect()
    }

    /// A matrix whose outputs are about as large as its inputs.
    pub fn affine(&mut self, outputs: usize, inputs: usize) -> Affine {
        let most = (6.0 / inputs as f32).sqrt();
        Affine { weights: self.floats(outputs * inputs, most), bias: self.floats(outputs, 0.3) }
    }

    /// A direction of an LSTM that reads rows of `inputs`.
    pub fn recurrent(&mut self, width: usize, inputs: usize) -> Recurrent {
        Recurrent { input: self.affine(4 * width, inputs), recurrent: self.affine(4 * width, width).weights }
    }
}
