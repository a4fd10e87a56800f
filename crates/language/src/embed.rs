//! Packed table in, sentence vectors out: [`Embedder`].
//!
//! A sentence's vector is the sum of its pieces' rows; the rows already hold their pieces' weights. It is
//! blind to order, negation and who did what to whom: near vectors are a reason to look, never a verdict.

use std::borrow::Cow;
use std::fmt;

use crate::wordpiece::{Piece, Vocabulary};

const MAGIC: &[u8] = b"WZEMB001";

/// Why bytes are not a sentence table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedError {
    /// They do not begin as one.
    Magic,
    /// They are shorter or longer than their head says.
    Length,
    /// The vocabulary is not text, or its parts do not fit.
    Vocabulary,
    /// A scale or weight is not a finite number.
    Number,
}

impl fmt::Display for EmbedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Magic => "not a sentence table",
            Self::Length => "the sentence table is cut short or too long",
            Self::Vocabulary => "the sentence table's vocabulary is damaged",
            Self::Number => "the sentence table holds a number that is none",
        })
    }
}

impl std::error::Error for EmbedError {}

/// The static sentence table: one row of small integers for each word piece.
///
/// Layout, little-endian: `WZEMB001`, then as `u32` the number of pieces, of those that begin a word, and
/// of dimensions; a byte for each piece's length; the pieces' text (number 0 is the unknown one, empty);
/// a `f32` scale for each piece; a `f32` idf for each; the rows.
#[derive(Clone, Debug)]
pub struct Embedder {
    vocabulary: Vocabulary,
    dimensions: usize,
    scales: Vec<f32>,
    idf: Vec<f32>,
    bytes: Cow<'static, [u8]>,
    rows: usize,
}

impl Embedder {
    /// Reads the packed table.
    ///
    /// # Errors
    /// When the bytes are not a whole, sound table.
    pub fn parse(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, EmbedError> {
        let bytes = bytes.into();
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(EmbedError::Magic)?;
        let [pieces, initial, dimensions] =
            [word(&mut rest)?, word(&mut rest)?, word(&mut rest)?].map(|number| number as usize);
        let lengths = take(&mut rest, pieces)?;
        let text = take(&mut rest, lengths.iter().map(|&length| usize::from(length)).sum())?;
        let text = std::str::from_utf8(text).map_err(|_| EmbedError::Vocabulary)?;
        let vocabulary = Vocabulary::new(lengths, text, initial).ok_or(EmbedError::Vocabulary)?;
        let scales = floats(&mut rest, pieces)?;
        let idf = floats(&mut rest, pieces)?;
        if pieces.checked_mul(dimensions) != Some(rest.len()) {
            return Err(EmbedError::Length);
        }
        let rows = bytes.len() - rest.len();
        Ok(Self { vocabulary, dimensions, scales, idf, bytes, rows })
    }

    /// The pieces of the text, in order, with exact spans.
    #[must_use]
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        self.vocabulary.pieces(text)
    }

    /// Number of pieces that it knows, the unknown one included.
    #[must_use]
    pub fn piece_count(&self) -> usize {
        self.vocabulary.len()
    }

    /// Length of every vector.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// How rare the piece is: the logarithm of sentences over those that hold it.
    #[must_use]
    pub fn idf(&self, piece: u32) -> f32 {
        self.idf.get(piece as usize).copied().unwrap_or(0.0)
    }

    /// The piece's weighted vector; zeros for the unknown piece.
    #[must_use]
    pub fn vector(&self, piece: u32) -> Vec<f32> {
        let mut vector = vec![0.0; self.dimensions];
        self.add(piece, &mut vector);
        vector
    }

    /// The text's vector, of length one; zeros where it holds no known piece.
    #[must_use]
    pub fn sentence(&self, text: &str) -> Vec<f32> {
        self.sum(&self.pieces(text))
    }

    /// The unit vector of pieces taken together.
    pub(crate) fn sum(&self, pieces: &[Piece]) -> Vec<f32> {
        let mut vector = vec![0.0; self.dimensions];
        for piece in pieces {
            self.add(piece.id, &mut vector);
        }
        normalise(&mut vector);
        vector
    }

    fn add(&self, piece: u32, vector: &mut [f32]) {
        let piece = piece as usize;
        if let Some(&scale) = self.scales.get(piece) {
            let start = self.rows + piece * self.dimensions;
            for (value, &byte) in vector.iter_mut().zip(&self.bytes[start..start + self.dimensions]) {
                *value += scale * f32::from(byte.cast_signed());
            }
        }
    }
}

/// Inner product, summed in eight lanes in a fixed order: the same on every machine.
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    for (left, right) in left.chunks(8).zip(right.chunks(8)) {
        for (lane, (left, right)) in lanes.iter_mut().zip(left.iter().zip(right)) {
            *lane += left * right;
        }
    }
    lanes.iter().sum()
}

/// Scales to length one; zeros stay.
pub(crate) fn normalise(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], EmbedError> {
    let (head, tail) = rest.split_at_checked(length).ok_or(EmbedError::Length)?;
    *rest = tail;
    Ok(head)
}

fn word(rest: &mut &[u8]) -> Result<u32, EmbedError> {
    let bytes = take(rest, 4)?;
    Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

fn floats(rest: &mut &[u8], count: usize) -> Result<Vec<f32>, EmbedError> {
    let bytes = take(rest, count.checked_mul(4).ok_or(EmbedError::Length)?)?;
    let numbers: Vec<f32> =
        bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    numbers.iter().all(|number| number.is_finite()).then_some(numbers).ok_or(EmbedError::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [3u32, 2, 2] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend([0, 4, 5]);
        bytes.extend(b"railtrain");
        for number in [1.0f32, 0.5, 0.25, 0.0, 2.0, 3.0] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend([0, 0, 4, 0, 0, 252]);
        bytes
    }

    #[test]
    fn a_row_is_its_integers_times_its_scale() {
        let embedder = Embedder::parse(packed()).expect("a sound table");
        assert_eq!(embedder.vector(1), [2.0, 0.0]);
        assert_eq!(embedder.vector(2), [0.0, -1.0]);
        assert_eq!(embedder.idf(2), 3.0);
        assert_eq!(embedder.sentence("Rail"), [1.0, 0.0]);
        assert_eq!(embedder.sentence("unknown"), [0.0, 0.0]);
    }

    #[test]
    fn a_damaged_table_is_refused() {
        let whole = packed();
        assert_eq!(Embedder::parse(b"no".to_vec()).err(), Some(EmbedError::Magic));
        for cut in MAGIC.len()..whole.len() {
            assert!(Embedder::parse(whole[..cut].to_vec()).is_err(), "{cut} bytes were taken for a table");
        }
    }
}
