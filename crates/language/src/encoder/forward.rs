//! The encoder at work: several texts together, so that weights are loaded once for many rows.

use std::ops::Range;

use woozle_neural::activation::{gelu, quantise, sum_rows};
use woozle_neural::{Attention, HEAD, Kernel, attend, chunks, layer_norm, room};

use crate::embed::dot;
use crate::encoder::{Encoded, Encoder, LONGEST, Layer, Norm};
use crate::{Embedder, Piece};

/// Memory that is used again for the next texts.
#[derive(Default)]
pub(super) struct Body {
    /// A row for each piece and mark.
    pub(super) rows: Vec<f32>,
    input: Input,
    /// What a layer makes of the rows: queries, keys and values, or what lies between two matrices.
    inner: Vec<f32>,
    /// What the rows attended to.
    context: Vec<f32>,
    attention: Attention,
}

/// Rows as a matrix reads them.
#[derive(Default)]
struct Input {
    bytes: Vec<u8>,
    scales: Vec<f32>,
}

impl Encoder {
    /// Encodes texts. What is made of one depends on no other: any part of them may be encoded by itself, on
    /// threads for example, with the same bits.
    ///
    /// Of each text the first 126 pieces are read. A text without pieces has no states.
    ///
    /// # Panics
    /// When the encoder was trained with another sentence table: see [`Encoder::pieces`].
    #[must_use]
    pub fn encode(&self, embedder: &Embedder, texts: &[&str]) -> Vec<Encoded> {
        assert_eq!(self.pieces(), embedder.piece_count(), "pieces of the encoder's sentence table");
        let cut = |text: &&str| {
            let mut pieces = embedder.pieces(text);
            pieces.truncate(LONGEST);
            pieces
        };
        let mut encoded: Vec<Encoded> =
            texts.iter().map(|text| Encoded { pieces: cut(text), ..Encoded::default() }).collect();
        let mut read: Vec<&mut Encoded> = encoded.iter_mut().filter(|text| !text.pieces.is_empty()).collect();
        let windows = windows(read.iter().map(|text| text.pieces.len() + 2));
        let (mut body, mut rest) = (Body::default(), &mut read[..]);
        for windows in chunks(&windows) {
            let (texts, after) = rest.split_at_mut(windows.len());
            self.encode_together(texts, windows, &mut body);
            rest = after;
        }
        encoded
    }

    /// Encodes the texts of some windows, which follow each other.
    fn encode_together(&self, texts: &mut [&mut Encoded], windows: &[Range<usize>], body: &mut Body) {
        let width = self.width();
        let (windows, count) = from_nought(windows);
        let rows = room(&mut body.rows, count * width);
        for (text, window) in texts.iter().zip(&windows) {
            self.embed(&text.pieces, &mut rows[window.start * width..window.end * width]);
        }
        self.norm.apply(self.kernel, rows);
        run(&self.layers, self.kernel, &windows, body);
        for (text, window) in texts.iter_mut().zip(&windows) {
            // Without the marks at the ends.
            text.width = width;
            text.states = body.rows[(window.start + 1) * width..(window.end - 1) * width].to_vec();
            let weight = |state: &[f32]| dot(&self.token, state) + self.token_bias;
            text.log_weights = text.states.chunks_exact(width).map(weight).collect();
        }
    }

    /// Writes the embedding of each piece, between those of the marks.
    fn embed(&self, pieces: &[Piece], rows: &mut [f32]) {
        let [before, after] = [self.pieces(), self.pieces() + 1];
        let numbers = pieces.iter().map(|piece| piece.id as usize);
        let numbers = std::iter::once(before).chain(numbers).chain([after]);
        for ((place, number), row) in numbers.enumerate().zip(rows.chunks_exact_mut(self.width())) {
            sum_rows(self.kernel, &[self.pieces.row(number), self.positions.row(place)], row);
        }
    }
}

/// The windows of sequences of such lengths that follow each other.
pub(super) fn windows(lengths: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let follow = |end: &mut usize, length: usize| {
        let start = *end;
        *end += length;
        Some(start..*end)
    };
    lengths.scan(0, follow).collect()
}

/// The same windows from nought, and where the last ends.
pub(super) fn from_nought(windows: &[Range<usize>]) -> (Vec<Range<usize>>, usize) {
    let start = windows.first().map_or(0, |window| window.start);
    let end = windows.last().map_or(0, |window| window.end);
    (windows.iter().map(|window| window.start - start..window.end - start).collect(), end - start)
}

/// Runs layers over the rows of windows that follow each other from nought.
pub(super) fn run(layers: &[Layer], kernel: Kernel, windows: &[Range<usize>], body: &mut Body) {
    let count = windows.last().map_or(0, |window| window.end);
    for layer in layers {
        layer.attend(kernel, windows, body);
        layer.transform(kernel, count, body);
    }
}

impl Norm {
    pub(super) fn apply(&self, kernel: Kernel, rows: &mut [f32]) {
        layer_norm(kernel, rows, &self.shift, &self.weight, &self.bias);
    }
}

impl Layer {
    /// Adds to each row what it attends to in its own window, and normalises it.
    fn attend(&self, kernel: Kernel, windows: &[Range<usize>], body: &mut Body) {
        let (width, stride) = (self.out.outputs(), self.qkv.padded());
        let count = windows.last().map_or(0, |window| window.end);
        let rows = &mut body.rows[..count * width];
        let inner = room(&mut body.inner, count * stride);
        let (bytes, scales) = body.input.of(kernel, rows, width, width);
        self.qkv.multiply(kernel, bytes, scales, (&mut *inner, stride));
        let context = room(&mut body.context, count * width);
        for window in windows {
            let seen = &inner[window.start * stride..window.end * stride];
            let out = &mut context[window.start * width..window.end * width];
            attend(kernel, seen, stride, width / HEAD, &mut body.attention, out);
        }
        let (bytes, scales) = body.input.of(kernel, context, width, width);
        self.out.add(kernel, bytes, scales, (&mut *rows, width));
        self.norms[0].apply(kernel, rows);
    }

    /// Adds to each of `count` rows what the two matrices make of it, and normalises it.
    fn transform(&self, kernel: Kernel, count: usize, body: &mut Body) {
        let (width, forward, stride) = (self.up.inputs(), self.up.outputs(), self.up.padded());
        let rows = &mut body.rows[..count * width];
        let inner = room(&mut body.inner, count * stride);
        let (bytes, scales) = body.input.of(kernel, rows, width, width);
        self.up.multiply(kernel, bytes, scales, (&mut *inner, stride));
        gelu(kernel, inner, forward, stride);
        let (bytes, scales) = body.input.of(kernel, inner, forward, stride);
        self.down.add(kernel, bytes, scales, (&mut *rows, width));
        self.norms[1].apply(kernel, rows);
    }
}

impl Input {
    /// Rows of `width` values, `stride` apart, as bytes with their scales.
    fn of(&mut self, kernel: Kernel, rows: &[f32], width: usize, stride: usize) -> (&[u8], &[f32]) {
        let count = rows.len() / stride;
        let bytes = room(&mut self.bytes, count * width);
        let scales = room(&mut self.scales, count);
        quantise(kernel, rows, width, stride, bytes, scales);
        (bytes, scales)
    }
}
