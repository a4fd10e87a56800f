//! The body of the network: the inputs of some sentences in, what the heads read of every word out.
//!
//! Two gated convolutions look at the words beside each other, an LSTM reads each sentence both ways. All
//! sentences of a block go through together, so that weights are loaded once for many words.

use std::ops::Range;

use woozle_neural::activation::{gate, neighbours, quantise, sum_rows};
use woozle_neural::{Memory, Rows, chunks, room};

use crate::neural::input::Input;
use crate::neural::network::Network;
use crate::neural::states::Seen;

/// What the heads read of the words of a block, and the memory that is used again for the next block.
#[derive(Default)]
pub(super) struct Body {
    /// The convolutions' output as bytes, with a scale for each word.
    pub(super) near: Vec<u8>,
    pub(super) near_scales: Vec<f32>,
    /// The LSTM's output as bytes of unit scale: forward, then backward.
    pub(super) far: Vec<u8>,
    rows: Vec<f32>,
    beside: Vec<u8>,
    scales: Vec<f32>,
    gates: Vec<f32>,
    lstm: Memory,
}

impl Network {
    /// Reads a block. `windows` are its sentences, in order, as ranges of `inputs`, which they cover.
    pub(super) fn read_block(&self, inputs: &[Input], windows: &[Range<usize>], body: &mut Body) {
        let width = self.dimensions.embedding;
        let row_bytes = self.near.row_bytes();
        room(&mut body.near, inputs.len() * row_bytes);
        room(&mut body.near_scales, inputs.len());
        room(&mut body.far, inputs.len() * self.far.row_bytes());
        for chunk in chunks(windows) {
            let range = chunk[0].start..chunk[chunk.len() - 1].end;
            self.embed(&inputs[range.clone()], body);
            for layer in 0..self.convolutions.len() {
                self.convolve(layer, chunk, body);
            }
            let near = &mut body.near[range.start * row_bytes..range.end * row_bytes];
            let rows = &body.rows[..range.len() * width];
            quantise(self.kernel, rows, width, width, near, &mut body.near_scales[range]);
        }
        let rows = Rows { bytes: &body.near, scales: &body.near_scales };
        self.lstm.forward(self.kernel, rows, windows, &mut body.lstm, &mut body.far);
    }

    /// The states of some words of the block that was read last.
    pub(super) fn seen<'a>(&self, words: Range<usize>, body: &'a Body) -> Seen<'a> {
        let (near, far) = (self.near.row_bytes(), self.far.row_bytes());
        Seen {
            near: Rows {
                bytes: &body.near[words.start * near..words.end * near],
                scales: &body.near_scales[words.clone()],
            },
            far: &body.far[words.start * far..words.end * far],
        }
    }

    /// Writes the embedding of each word: the mean of its pieces plus its rows of the tables.
    fn embed(&self, inputs: &[Input], body: &mut Body) {
        let width = self.dimensions.embedding;
        let rows = room(&mut body.rows, inputs.len() * width);
        for (input, out) in inputs.iter().zip(rows.chunks_exact_mut(width)) {
            let mut rows: [(&[i8], f32); 10] = [(&[], 0.0); 10];
            let count = usize::from(input.count).clamp(1, input.pieces.len());
            for (row, &piece) in rows.iter_mut().zip(&input.pieces[..count]) {
                let (values, scale) = self.pieces.row(usize::from(piece));
                *row = (values, scale / count as f32);
            }
            for ((row, table), &number) in rows[count..].iter_mut().zip(&self.tables).zip(&input.rows) {
                *row = table.row(usize::from(number));
            }
            sum_rows(self.kernel, &rows[..count + input.rows.len()], out);
        }
    }

    /// Runs one convolution over the rows of a chunk, in place.
    fn convolve(&self, layer: usize, chunk: &[Range<usize>], body: &mut Body) {
        let (width, layer) = (self.dimensions.embedding, &self.convolutions[layer]);
        let start = chunk[0].start;
        let count = chunk[chunk.len() - 1].end - start;
        let rows = &mut body.rows[..count * width];
        let beside = room(&mut body.beside, count * 3 * width);
        let scales = room(&mut body.scales, count);
        for window in chunk {
            let (from, to) = (window.start - start, window.end - start);
            let beside = &mut beside[from * 3 * width..to * 3 * width];
            neighbours(self.kernel, &rows[from * width..to * width], width, beside, &mut scales[from..to]);
        }
        let stride = layer.padded();
        let gates = room(&mut body.gates, count * stride);
        layer.multiply(self.kernel, beside, scales, (&mut *gates, stride));
        gate(self.kernel, rows, gates, width, stride);
    }
}
