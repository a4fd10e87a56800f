//! Random weights and inputs, for tests of what does not depend on training.

use crate::ner::MARKS;
use crate::neural::floats::{Affine, Dimensions, Floats, Recurrent};
use crate::neural::input::{Input, TABLES};
use crate::tagset::{Deprel, Upos, Xpos};

/// Random numbers that are the same in every run (xorshift).
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
    }

    /// Floats evenly spread between minus and plus `most`.
    pub(crate) fn floats(&mut self, count: usize, most: f32) -> Vec<f32> {
        (0..count).map(|_| (self.next() as f32 / u32::MAX as f32 * 2.0 - 1.0) * most).collect()
    }

    fn affine(&mut self, outputs: usize, inputs: usize) -> Affine {
        let most = (6.0 / inputs as f32).sqrt();
        Affine { weights: self.floats(outputs * inputs, most), bias: self.floats(outputs, 0.3) }
    }

    /// Random weights of a network.
    pub(crate) fn network(&mut self, dimensions: Dimensions, pieces: usize) -> Floats {
        let Dimensions { embedding, recurrent, arc, label } = dimensions;
        let wide = embedding + 2 * recurrent;
        let direction = |noise: &mut Self| Recurrent {
            input: noise.affine(4 * recurrent, embedding),
            recurrent: noise.affine(4 * recurrent, recurrent).weights,
        };
        Floats {
            dimensions,
            forward: direction(self),
            backward: direction(self),
            pieces: self.floats(pieces * embedding, 1.0),
            tables: TABLES.map(|rows| self.floats(rows * embedding, 0.5)),
            convolutions: [(); 2].map(|()| self.affine(2 * embedding, 3 * embedding)),
            root: self.floats(2 * recurrent, 0.5),
            upos: self.affine(Upos::ALL.len(), wide),
            xpos: self.affine(Xpos::ALL.len(), wide),
            names: self.affine(MARKS, wide),
            passages: self.floats(MARKS * MARKS, 2.0),
            arc_head: self.affine(arc, 2 * recurrent),
            arc_dependent: self.affine(arc, 2 * recurrent),
            arc: self.floats((arc + 1) * arc, 0.5),
            label_head: self.affine(label, 2 * recurrent),
            label_dependent: self.affine(label, 2 * recurrent),
            labels: self.floats(Deprel::ALL.len() * (label + 1) * (label + 1), 0.5),
        }
    }

    /// Random words.
    pub(crate) fn inputs(&mut self, count: usize, pieces: usize) -> Vec<Input> {
        let mut input = || Input {
            pieces: [(); 4].map(|()| (self.next() as usize % pieces) as u16),
            count: 1 + (self.next() % 4) as u8,
            rows: TABLES.map(|rows| (self.next() as usize % rows) as u16),
        };
        (0..count).map(|_| input()).collect()
    }
}
