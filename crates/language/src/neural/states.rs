//! What the network makes of every word before its heads: bytes in, [`States`] seen through a [`Lens`] out.
//!
//! Another network that reads a report can go on from here instead of reading the words anew. The lens, which is
//! that network's own, takes the states down to what it needs while they are at hand.

use woozle_neural::activation::tanh_rows;
use woozle_neural::blob::{Reader, Writer};
use woozle_neural::{Affine, Dense, INPUTS, Kernel, ModelError, Rows, UNIT, ZERO, room};

use crate::neural::network::Network;

/// A row of values for each token of a report, in order.
///
/// Bytes are activations of scale [`UNIT`] with zero point [`ZERO`]: what a [`Dense`] multiplies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct States<Value = u8> {
    width: usize,
    rows: Vec<Value>,
}

impl<Value> States<Value> {
    pub(crate) fn new(width: usize, rows: Vec<Value>) -> Self {
        Self { width, rows }
    }

    /// Values of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows: that of the tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() / self.width.max(1)
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All rows, one after the other.
    #[must_use]
    pub fn rows(&self) -> &[Value] {
        &self.rows
    }

    /// The row of a token.
    ///
    /// # Panics
    /// When there is no such token.
    #[must_use]
    pub fn row(&self, token: usize) -> &[Value] {
        &self.rows[token * self.width..][..self.width]
    }
}

/// The states of some words that follow each other, as the network computed them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    /// The convolutions' output: a row of `embedding` for each word.
    pub(crate) near: Rows<'a>,
    /// The recurrent layer's output: a row of `2 * recurrent`, forward before backward, of scale [`UNIT`].
    pub(crate) far: &'a [u8],
}

/// A matrix by which another network looks at the states of the words: tanh of what it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// What it makes of the convolutions' output.
    near: Dense,
    /// What it makes of the recurrent layer's output, with the bias.
    far: Dense,
}

impl Lens {
    /// Makes small integers of a trained matrix, a row of [`Network::state_width`] for each output.
    ///
    /// # Panics
    /// When the matrix does not fit the network, or the number of outputs is no multiple of four.
    #[must_use]
    pub fn quantise(lens: &Affine, network: &Network) -> Self {
        let (near, wide) = (network.dimensions.embedding, network.state_width());
        let (weights, outputs) = (&lens.weights, lens.bias.len());
        assert_eq!(weights.len(), outputs * wide, "weights of a lens");
        assert!(outputs > 0 && outputs.is_multiple_of(INPUTS), "outputs of a lens: {outputs}");
        let part = |columns: std::ops::Range<usize>| -> Vec<f32> {
            weights.chunks_exact(wide).flat_map(|row| &row[columns.clone()]).copied().collect()
        };
        Self {
            near: Dense::quantise(&part(0..near), &vec![0.0; outputs], near),
            far: Dense::quantise(&part(near..wide), &lens.bias, wide - near),
        }
    }

    /// Values of a row that it gives.
    #[must_use]
    pub fn width(&self) -> usize {
        self.near.outputs()
    }

    /// Distance of the rows of [`Lens::sums`].
    pub(super) fn stride(&self) -> usize {
        self.near.padded()
    }

    /// Writes what it gives before tanh is taken, a row for each word. `units` are as many ones of scale [`UNIT`].
    pub(super) fn sums(&self, kernel: Kernel, seen: Seen<'_>, units: &[f32], sums: &mut [f32]) {
        let stride = self.stride();
        self.far.multiply(kernel, seen.far, units, (&mut *sums, stride));
        self.near.add(kernel, seen.near.bytes, seen.near.scales, (sums, stride));
    }

    /// Appends the lens to a container.
    pub fn write(&self, writer: &mut Writer) {
        self.near.write(writer);
        self.far.write(writer);
    }

    /// Reads a lens of so many outputs for the states of this network.
    ///
    /// # Errors
    /// When the container ends or holds another matrix, or the width is not a positive multiple of four.
    pub fn read(reader: &mut Reader<'_>, width: usize, network: &Network) -> Result<Self, ModelError> {
        if width == 0 || !width.is_multiple_of(INPUTS) {
            return Err(ModelError::Inconsistent);
        }
        let near = network.dimensions.embedding;
        Ok(Self {
            near: Dense::read(reader, width, near)?,
            far: Dense::read(reader, width, network.state_width() - near)?,
        })
    }
}

/// A lens over words, one part of a report after the other.
pub(crate) struct Look<'a> {
    lens: &'a Lens,
    kernel: Kernel,
    rows: Vec<u8>,
    sums: Vec<f32>,
    units: Vec<f32>,
}

impl<'a> Look<'a> {
    pub(crate) fn new(lens: &'a Lens, network: &Network) -> Self {
        Self { lens, kernel: network.kernel, rows: Vec::new(), sums: Vec::new(), units: Vec::new() }
    }

    /// Appends the rows of the words.
    pub(crate) fn add(&mut self, seen: Seen<'_>) {
        let (count, stride, width) = (seen.near.scales.len(), self.lens.stride(), self.lens.width());
        let sums = room(&mut self.sums, count * stride);
        self.units.resize(count, UNIT);
        self.lens.sums(self.kernel, seen, &self.units, sums);
        let start = self.rows.len();
        self.rows.resize(start + count * width, ZERO);
        tanh_rows(self.kernel, sums, width, stride, &mut self.rows[start..]);
    }

    pub(crate) fn finish(self) -> States {
        States::new(self.lens.width(), self.rows)
    }
}

/// Appends the states of the words as floats: the convolutions' output, then the recurrent layer's.
pub(crate) fn append_floats(seen: Seen<'_>, rows: &mut Vec<f32>) {
    let count = seen.near.scales.len().max(1);
    let near = seen.near.bytes.chunks_exact((seen.near.bytes.len() / count).max(1));
    let far = seen.far.chunks_exact((seen.far.len() / count).max(1));
    let value = |byte: &u8, scale: f32| (f32::from(*byte) - f32::from(ZERO)) * scale;
    for ((near, &scale), far) in near.zip(seen.near.scales).zip(far) {
        rows.extend(near.iter().map(|byte| value(byte, scale)));
        rows.extend(far.iter().map(|byte| value(byte, UNIT)));
    }
}
