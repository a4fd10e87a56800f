//! The body of the network: the inputs of some sentences in, what the heads read of every word out.
//!
//! Two gated convolutions look at the words beside each other, an LSTM reads each sentence both ways. All
//! sentences of a block go through together, so that weights are loaded once for many words.

use std::ops::Range;

use crate::neural::activation::{gate, neighbours, quantise, step, sum_rows};
use crate::neural::input::Input;
use crate::neural::kernel::ZERO;
use crate::neural::network::{Direction, Network};

/// Sentences that the LSTM reads in step.
const GROUP: usize = 8;
/// Words, at least, that go through a convolution at once where there are so many.
const CHUNK: usize = 128;
/// The scale of the LSTM's outputs, which lie within -1 to 1.
pub(super) const UNIT: f32 = 1.0 / 127.0;

/// What the heads read of the words of a block, and the memory that is used again for the next block.
#[derive(Default)]
pub(super) struct Body {
    /// The convolutions' output as bytes, with a scale for each word.
    pub(super) near: Vec<u8>,
    pub(super) near_scales: Vec<f32>,
    /// The LSTM's output as bytes of scale [`UNIT`]: forward, then backward.
    pub(super) far: Vec<u8>,
    rows: Vec<f32>,
    beside: Vec<u8>,
    scales: Vec<f32>,
    gates: Vec<f32>,
    cells: Vec<f32>,
    hidden: Vec<u8>,
    order: Vec<usize>,
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
        let mut longest: Vec<&Range<usize>> = windows.iter().collect();
        longest.sort_by_key(|window| std::cmp::Reverse(window.len()));
        for group in longest.chunks(GROUP) {
            for (number, direction) in self.directions.iter().enumerate() {
                self.recur(direction, number, group, body);
            }
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

    /// Reads a group of sentences, the longest first, in one direction.
    fn recur(&self, direction: &Direction, number: usize, group: &[&Range<usize>], body: &mut Body) {
        let width = self.dimensions.recurrent;
        let row_bytes = self.near.row_bytes();
        body.order.clear();
        for time in 0..group[0].len() {
            let going = group.iter().take_while(|window| window.len() > time);
            body.order.extend(going.map(|window| match number {
                0 => window.start + time,
                _ => window.end - 1 - time,
            }));
        }
        let beside = room(&mut body.beside, body.order.len() * row_bytes);
        let scales = room(&mut body.scales, body.order.len());
        for ((row, scale), &word) in beside.chunks_exact_mut(row_bytes).zip(&mut *scales).zip(&body.order) {
            row.copy_from_slice(&body.near[word * row_bytes..][..row_bytes]);
            *scale = body.near_scales[word];
        }
        let stride = direction.input.padded();
        let gates = room(&mut body.gates, body.order.len() * stride);
        direction.input.multiply(self.kernel, beside, scales, (gates, stride));
        room(&mut body.cells, group.len() * width).fill(0.0);
        room(&mut body.hidden, group.len() * direction.recurrent.row_bytes()).fill(ZERO);
        self.run_steps(direction, number, group, body);
    }

    /// The steps of the LSTM, its inputs' part of the gates being there.
    fn run_steps(&self, direction: &Direction, number: usize, group: &[&Range<usize>], body: &mut Body) {
        let width = self.dimensions.recurrent;
        let (stride, row_bytes) = (direction.input.padded(), direction.recurrent.row_bytes());
        let far_bytes = self.far.row_bytes();
        let (mut at, mut going) = (0, group.len());
        for time in 0..group[0].len() {
            while group[going - 1].len() <= time {
                going -= 1;
            }
            let gates = &mut body.gates[at * stride..(at + going) * stride];
            let hidden = &mut body.hidden[..going * row_bytes];
            if time > 0 {
                direction.recurrent.add(self.kernel, hidden, &[UNIT; GROUP][..going], (gates, stride));
            }
            step(self.kernel, gates, stride, width, &mut body.cells[..going * width], hidden);
            for (row, &word) in hidden.chunks_exact(row_bytes).zip(&body.order[at..]) {
                body.far[word * far_bytes + number * width..][..width].copy_from_slice(&row[..width]);
            }
            at += going;
        }
    }
}

/// So many places of a buffer, which grows where it is too short. They hold what was left there.
pub(super) fn room<T: Clone + Default>(buffer: &mut Vec<T>, count: usize) -> &mut [T] {
    if buffer.len() < count {
        buffer.resize(count, T::default());
    }
    &mut buffer[..count]
}

/// Whole windows that follow each other, some [`CHUNK`] words together.
pub(super) fn chunks(windows: &[Range<usize>]) -> impl Iterator<Item = &[Range<usize>]> {
    let mut rest = windows;
    std::iter::from_fn(move || {
        let start = rest.first()?.start;
        let count = rest.iter().take_while(|window| window.end - start <= CHUNK).count().max(1);
        let (chunk, after) = rest.split_at(count);
        rest = after;
        Some(chunk)
    })
}
