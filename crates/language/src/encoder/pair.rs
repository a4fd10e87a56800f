//! [`PairReader`]: two texts in, whether they agree, exclude one another or neither out.
//!
//! A cross-encoder (Nogueira and Cho 2019): both texts are one sequence, so that the words of each see those of the
//! other in every layer. It stands on the encoder of statements: embeddings are shared with it, and so are its lowest
//! layers where the reader was trained on them; the layers above are its own. The longer text comes first, so the
//! order in which two texts are given changes nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use woozle_neural::activation::sum_rows;
use woozle_neural::blob::{Header, Reader, Writer};
use woozle_neural::{ModelError, chunks, exp, room};

use crate::Piece;
use crate::embed::dot;
use crate::encoder::forward::{Body, from_nought, run, windows};
use crate::encoder::quantise::{Arrays, layer};
use crate::encoder::{Encoder, Layer, PLACES, WIDEST, is_forward};

/// What readers of pairs begin with.
const HEADER: Header = Header { magic: b"WZPR", version: 1 };
/// Pieces of both texts that are read: a mark stands before, between and after them.
const ROOM: usize = PLACES - 3;
/// What the head looks at: the state of the first mark, the mean of either part.
const POOLED: usize = 3;
/// Agreement, exclusion, neither.
const CLASSES: usize = 3;

/// The trained reader, with the encoder that it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct PairReader<'a> {
    encoder: &'a Encoder,
    /// How many layers of the encoder are run first.
    shared: usize,
    /// What the places of the second text have beside.
    second: Vec<f32>,
    layers: Vec<Layer>,
    /// A row of weights for each class, and what is added.
    head: Vec<f32>,
    bias: Vec<f32>,
}

/// How likely two texts stand so to one another; the three add up to one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Relation {
    /// One follows from the other, or they say the same.
    pub agrees: f32,
    /// They cannot both hold of one thing.
    pub excludes: f32,
    /// Neither.
    pub neither: f32,
}

impl<'a> PairReader<'a> {
    /// Reads a packed reader that was trained on this encoder.
    ///
    /// # Errors
    /// When the bytes are not a whole reader of the layout this program reads, or of another encoder's size.
    pub fn parse(bytes: &[u8], encoder: &'a Encoder) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, HEADER)?;
        let sizes = reader.numbers()?;
        let &[width, forward, shared, layers] = &sizes[..] else { return Err(ModelError::Inconsistent) };
        let (width, forward, shared, layers) =
            (width as usize, forward as usize, shared as usize, layers as usize);
        let fits = width == encoder.width() && shared <= encoder.layers();
        if !fits || !is_forward(forward) || layers > WIDEST {
            return Err(ModelError::Inconsistent);
        }
        let second = reader.floats()?;
        let layers: Result<Vec<Layer>, _> =
            (0..layers).map(|_| Layer::read(&mut reader, width, forward)).collect();
        let (layers, head, bias) = (layers?, reader.floats()?, reader.floats()?);
        if (second.len(), head.len(), bias.len()) != (width, CLASSES * POOLED * width, CLASSES) {
            return Err(ModelError::Inconsistent);
        }
        Ok(Self { encoder, shared, second, layers, head, bias })
    }

    /// Packs the reader: [`PairReader::parse`] gives it back.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::new(HEADER);
        let forward = self.layers.first().map_or(woozle_neural::INPUTS, |layer| layer.up.outputs());
        let sizes = [self.encoder.width(), forward, self.shared, self.layers.len()];
        writer.numbers(&sizes.map(|size| size as u32));
        writer.floats(&self.second);
        self.layers.iter().for_each(|layer| layer.write(&mut writer));
        writer.floats(&self.head);
        writer.floats(&self.bias);
        writer.finish()
    }

    /// Makes small integers of trained weights: arrays as [`Encoder::quantise`] has them for the layers from the
    /// first that is named, of which those before are the encoder's; `second`; `head.weight`, a row for each class
    /// of the state of the first mark and the means of both parts; `head.bias`.
    ///
    /// # Errors
    /// The name of an array that is missing, has another size or a number that is none.
    pub fn quantise(arrays: &BTreeMap<String, Vec<f32>>, encoder: &'a Encoder) -> Result<Self, String> {
        let width = encoder.width();
        let named = |at: usize| arrays.contains_key(&format!("{at}.qkv.weight"));
        let shared = (0..=encoder.layers()).find(|&at| named(at)).unwrap_or(encoder.layers());
        let arrays = Arrays(arrays);
        let numbers = (shared..).take_while(|&at| named(at));
        let layers: Vec<Layer> =
            numbers.map(|at| layer(&arrays, at, width)).collect::<Result<_, String>>()?;
        let forward = |layer: &Layer| layer.up.outputs();
        if let Some(odd) = layers.iter().position(|layer| forward(layer) != forward(&layers[0])) {
            return Err(format!("{}.up.bias", odd + shared));
        }
        Ok(Self {
            encoder,
            shared,
            second: arrays.sized("second", width)?.to_vec(),
            layers,
            head: arrays.sized("head.weight", CLASSES * POOLED * width)?.to_vec(),
            bias: arrays.sized("head.bias", CLASSES)?.to_vec(),
        })
    }

    /// How the two texts of each pair stand to one another, by their pieces in the encoder's sentence table. What is
    /// found of one pair depends on no other. Of two long texts the beginnings are read. Of a text without pieces
    /// nothing is known: it neither agrees nor excludes.
    #[must_use]
    pub fn relations(&self, pairs: &[(&[Piece], &[Piece])]) -> Vec<Relation> {
        let cut: Vec<_> = pairs.iter().map(|&(one, other)| cut(one, other)).collect();
        let windows = windows(cut.iter().map(|(longer, shorter)| longer.len() + shorter.len() + 3));
        let (mut body, mut found) = (Body::default(), Vec::with_capacity(pairs.len()));
        for windows in chunks(&windows) {
            let some = &cut[found.len()..found.len() + windows.len()];
            self.read_together(some, windows, &mut body, &mut found);
        }
        found
    }

    /// Reads the pairs of some windows, which follow each other.
    fn read_together(
        &self,
        pairs: &[(&[Piece], &[Piece])],
        windows: &[Range<usize>],
        body: &mut Body,
        found: &mut Vec<Relation>,
    ) {
        let (encoder, width) = (self.encoder, self.encoder.width());
        let (windows, count) = from_nought(windows);
        let rows = room(&mut body.rows, count * width);
        for (pair, window) in pairs.iter().zip(&windows) {
            self.embed(*pair, &mut rows[window.start * width..window.end * width]);
        }
        encoder.norm.apply(encoder.kernel, rows);
        run(&encoder.layers[..self.shared], encoder.kernel, &windows, body);
        run(&self.layers, encoder.kernel, &windows, body);
        for ((longer, shorter), window) in pairs.iter().zip(windows) {
            let states = &body.rows[window.start * width..window.end * width];
            let spoken = !longer.is_empty() && !shorter.is_empty();
            found.push(if spoken { self.relation(states, longer.len() + 2) } else { Relation::silent() });
        }
    }

    /// Writes the embedding of each piece and mark.
    fn embed(&self, (longer, shorter): (&[Piece], &[Piece]), rows: &mut [f32]) {
        let encoder = self.encoder;
        let [before, after] = [encoder.pieces(), encoder.pieces() + 1];
        let number = |piece: &Piece| piece.id as usize;
        let first = std::iter::once(before).chain(longer.iter().map(number)).chain([after]);
        let numbers = first.chain(shorter.iter().map(number)).chain([after]);
        for ((place, number), row) in numbers.enumerate().zip(rows.chunks_exact_mut(encoder.width())) {
            sum_rows(encoder.kernel, &[encoder.pieces.row(number), encoder.positions.row(place)], row);
            if place >= longer.len() + 2 {
                row.iter_mut().zip(&self.second).for_each(|(value, more)| *value += more);
            }
        }
    }

    /// What the states of a pair say, of which so many belong to the first part.
    fn relation(&self, states: &[f32], first: usize) -> Relation {
        let width = self.encoder.width();
        let (one, other) = states.split_at(first * width);
        let pooled = [states[..width].to_vec(), mean(one, width), mean(other, width)].concat();
        let rows = self.head.chunks_exact(pooled.len()).zip(&self.bias);
        let scores: Vec<f32> = rows.map(|(row, bias)| dot(row, &pooled) + bias).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = scores.iter().map(|score| exp(score - most)).collect();
        let sum: f32 = powers.iter().sum();
        Relation { agrees: powers[0] / sum, excludes: powers[1] / sum, neither: powers[2] / sum }
    }
}

impl Relation {
    /// Of what says nothing.
    fn silent() -> Self {
        Self { neither: 1.0, ..Self::default() }
    }
}

/// The longer text and the shorter, so much of both that they fit together; of texts of one length the one whose
/// pieces come first, so that the answer does not depend on the order.
fn cut<'p>(one: &'p [Piece], other: &'p [Piece]) -> (&'p [Piece], &'p [Piece]) {
    fn numbers(pieces: &[Piece]) -> impl Iterator<Item = u32> {
        pieces.iter().map(|piece| piece.id)
    }
    let order = other.len().cmp(&one.len()).then_with(|| numbers(one).cmp(numbers(other)));
    let swap = order.is_gt();
    let (longer, shorter) = if swap { (other, one) } else { (one, other) };
    let shorter = &shorter[..shorter.len().min(ROOM.saturating_sub(longer.len()).max(ROOM / 2))];
    (&longer[..longer.len().min(ROOM - shorter.len())], shorter)
}

fn mean(states: &[f32], width: usize) -> Vec<f32> {
    let mut sum = vec![0.0; width];
    for state in states.chunks_exact(width) {
        sum.iter_mut().zip(state).for_each(|(sum, value)| *sum += value);
    }
    let count = (states.len() / width).max(1) as f32;
    sum.iter_mut().for_each(|value| *value /= count);
    sum
}
