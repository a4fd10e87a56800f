//! [`Floats`]: the weights of the network as training leaves them, before they are made small integers.

use woozle_neural::{Affine, INPUTS, Recurrent};

/// Widest layer that is read: what a damaged model can make us allocate stays small.
const WIDEST: usize = 4096;

/// Sizes of the network, all multiples of four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimensions {
    /// Width of an embedding and of the convolutions.
    pub embedding: usize,
    /// Width of the recurrent layer in each direction.
    pub recurrent: usize,
    /// Width of the space in which arcs are scored.
    pub arc: usize,
    /// Width of the space in which labels are scored.
    pub label: usize,
}

/// All weights, every matrix row by row.
///
/// `h` is the recurrent layer's output, forward before backward, `2 * recurrent` wide; `r` is the
/// convolutions' output before `h`, `embedding + 2 * recurrent` wide.
#[derive(Clone, Debug, PartialEq)]
pub struct Floats {
    /// Sizes.
    pub dimensions: Dimensions,
    /// A row of `embedding` for each word piece.
    pub pieces: Vec<f32>,
    /// A row of `embedding` for each row of the tables of `input::TABLES`.
    pub tables: [Vec<f32>; 6],
    /// Each `2 * embedding` (values, then gates) by `3 * embedding` (the word before, the word, the next).
    pub convolutions: [Affine; 2],
    /// From the first word to the last.
    pub forward: Recurrent,
    /// From the last word to the first.
    pub backward: Recurrent,
    /// Stands for `h` of the root: `2 * recurrent`.
    pub root: Vec<f32>,
    /// `Upos::ALL` by `r`.
    pub upos: Affine,
    /// `Xpos::ALL` by `r`.
    pub xpos: Affine,
    /// `ner::MARKS` by `r`.
    pub names: Affine,
    /// `ner::MARKS` by `ner::MARKS`: what it weighs that a mark (row) is followed by another.
    pub passages: Vec<f32>,
    /// `arc` by `h`: a word as head.
    pub arc_head: Affine,
    /// `arc` by `h`: a word as dependent.
    pub arc_dependent: Affine,
    /// `arc + 1` (the dependent's, then a constant) by `arc` (the head's).
    pub arc: Vec<f32>,
    /// `label` by `h`: a word as head.
    pub label_head: Affine,
    /// `label` by `h`: a word as dependent.
    pub label_dependent: Affine,
    /// For each of `Deprel::ALL`, `label + 1` (the dependent's and a constant) by `label + 1` (the head's
    /// and a constant).
    pub labels: Vec<f32>,
}

/// Whether a layer can be so wide: whole blocks of inputs.
pub(super) fn is_width(size: usize) -> bool {
    (1..=WIDEST).contains(&size) && size.is_multiple_of(INPUTS)
}
