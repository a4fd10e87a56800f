//! Random weights and inputs of the whole network, for tests of what does not depend on training.

use woozle_neural::noise::Noise;

use crate::ner::MARKS;
use crate::neural::floats::{Dimensions, Floats};
use crate::neural::input::{Input, TABLES};
use crate::tagset::{Deprel, Upos, Xpos};

/// Random weights of a network.
pub(crate) fn network(noise: &mut Noise, dimensions: Dimensions, pieces: usize) -> Floats {
    let Dimensions { embedding, recurrent, arc, label } = dimensions;
    let wide = embedding + 2 * recurrent;
    Floats {
        dimensions,
        forward: noise.recurrent(recurrent, embedding),
        backward: noise.recurrent(recurrent, embedding),
        pieces: noise.floats(pieces * embedding, 1.0),
        tables: TABLES.map(|rows| noise.floats(rows * embedding, 0.5)),
        convolutions: [(); 2].map(|()| noise.affine(2 * embedding, 3 * embedding)),
        root: noise.floats(2 * recurrent, 0.5),
        upos: noise.affine(Upos::ALL.len(), wide),
        xpos: noise.affine(Xpos::ALL.len(), wide),
        names: noise.affine(MARKS, wide),
        passages: noise.floats(MARKS * MARKS, 2.0),
        arc_head: noise.affine(arc, 2 * recurrent),
        arc_dependent: noise.affine(arc, 2 * recurrent),
        arc: noise.floats((arc + 1) * arc, 0.5),
        label_head: noise.affine(label, 2 * recurrent),
        label_dependent: noise.affine(label, 2 * recurrent),
        labels: noise.floats(Deprel::ALL.len() * (label + 1) * (label + 1), 0.5),
    }
}

/// Random words.
pub(crate) fn inputs(noise: &mut Noise, count: usize, pieces: usize) -> Vec<Input> {
    let mut input = || Input {
        pieces: [(); 4].map(|()| (noise.number() as usize % pieces) as u16),
        count: 1 + (noise.number() % 4) as u8,
        rows: TABLES.map(|rows| (noise.number() as usize % rows) as u16),
    };
    (0..count).map(|_| input()).collect()
}
