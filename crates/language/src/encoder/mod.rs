//! [`Encoder`]: texts in, for each of their word pieces a state that knows the words around it out.
//!
//! A small BERT (Devlin et al. 2019): embeddings of pieces and places, then layers of attention and of two
//! matrices with GELU between them, each added to what came in and normalised. Weights and the inputs of
//! matrices are small integers, and what floats there are go through plain arithmetic in one order: every
//! machine gives the same bits, and so does a text in any company.

mod forward;
mod pair;
#[cfg(test)]
mod pair_tests;
mod quantise;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

use woozle_neural::blob::{Header, Reader, Writer};
use woozle_neural::{Dense, HEAD, INPUTS, Kernel, ModelError, Table};
use woozle_text::Span;

use crate::Piece;
pub use pair::{PairReader, Relation};

/// What encoders begin with.
const HEADER: Header = Header { magic: b"WZEN", version: 1 };
/// Places of a sequence, the marks at its ends included.
pub(crate) const PLACES: usize = 128;
/// Pieces of a text that are read; what follows is cut off.
pub(crate) const LONGEST: usize = PLACES - 2;
/// Widest layer that is read: what a damaged model can make us allocate stays small.
const WIDEST: usize = 8192;

/// The trained encoder.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoder {
    /// A row for each piece of the sentence table, then those of the marks before and after a text.
    pieces: Table,
    positions: Table,
    norm: Norm,
    layers: Vec<Layer>,
    /// What a piece weighs, by its state.
    token: Vec<f32>,
    token_bias: f32,
    kernel: Kernel,
}

/// A normalisation, and what is added before it: the bias of the matrix whose product was added to the rows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Norm {
    shift: Vec<f32>,
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// Attention, then two matrices.
#[derive(Clone, Debug, PartialEq)]
struct Layer {
    /// Queries, keys and values, in this order, each head by head.
    qkv: Dense,
    /// Without its bias, which is the shift of the first normalisation; `down` likewise.
    out: Dense,
    up: Dense,
    down: Dense,
    norms: [Norm; 2],
}

/// What the encoder made of one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoded {
    /// The pieces that were read, in order, with their numbers in the sentence table.
    pub pieces: Vec<Piece>,
    /// The logarithm of what each piece weighs, as it was learned.
    pub log_weights: Vec<f32>,
    width: usize,
    states: Vec<f32>,
}

impl Encoded {
    /// Values of a state.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The states of all pieces, one after the other.
    #[must_use]
    pub fn states(&self) -> &[f32] {
        &self.states
    }

    /// The state of a piece.
    ///
    /// # Panics
    /// When there is no such piece.
    #[must_use]
    pub fn state(&self, piece: usize) -> &[f32] {
        &self.states[piece * self.width..][..self.width]
    }

    /// What was made of a part of the text: its pieces with states that know the whole. Spans are of the part.
    #[must_use]
    pub fn part(&self, part: Span) -> Self {
        let inside = |piece: &Piece| part.contains(piece.span);
        let start = self.pieces.iter().position(inside).unwrap_or(0);
        let count = self.pieces[start..].iter().take_while(|piece| inside(piece)).count();
        let moved = |piece: &Piece| Piece {
            span: Span::new(piece.span.start - part.start, piece.span.end - part.start),
            ..*piece
        };
        Self {
            pieces: self.pieces[start..start + count].iter().map(moved).collect(),
            log_weights: self.log_weights[start..start + count].to_vec(),
            width: self.width,
            states: self.states[start * self.width..][..count * self.width].to_vec(),
        }
    }

    /// Where a piece stands in the text, in bytes; `None` where there is no such piece.
    #[must_use]
    pub fn span(&self, piece: usize) -> Option<Span> {
        self.pieces.get(piece).map(|piece| piece.span)
    }
}

impl Encoder {
    /// Reads a packed encoder.
    ///
    /// # Errors
    /// When the bytes are not a whole encoder of the layout this program reads.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, HEADER)?;
        let sizes = reader.numbers()?;
        let &[width, forward, layers] = &sizes[..] else { return Err(ModelError::Inconsistent) };
        let (width, forward, layers) = (width as usize, forward as usize, layers as usize);
        let sound = (HEAD..=WIDEST).contains(&width) && width.is_multiple_of(HEAD);
        if !sound || !is_forward(forward) || layers > WIDEST {
            return Err(ModelError::Inconsistent);
        }
        let pieces = Table::read(&mut reader, width)?;
        let positions = Table::read(&mut reader, width)?;
        let norm = Norm::read(&mut reader, width, 0)?;
        let layers = (0..layers).map(|_| Layer::read(&mut reader, width, forward));
        let layers = layers.collect::<Result<_, _>>()?;
        let (token, token_bias) = (reader.floats()?, reader.floats()?);
        let &[token_bias] = &token_bias[..] else { return Err(ModelError::Inconsistent) };
        if token.len() != width || positions.len() != PLACES || pieces.len() <= 2 {
            return Err(ModelError::Inconsistent);
        }
        let kernel = Kernel::fastest();
        Ok(Self { pieces, positions, norm, layers, token, token_bias, kernel })
    }

    /// Packs the encoder: [`Encoder::parse`] gives it back.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::new(HEADER);
        let forward = self.layers.first().map_or(INPUTS, |layer| layer.up.outputs());
        writer.numbers(&[self.width(), forward, self.layers.len()].map(|size| size as u32));
        self.pieces.write(&mut writer);
        self.positions.write(&mut writer);
        self.norm.write(&mut writer);
        self.layers.iter().for_each(|layer| layer.write(&mut writer));
        writer.floats(&self.token);
        writer.floats(&[self.token_bias]);
        writer.finish()
    }

    /// Pieces that the sentence table must have.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.pieces.len() - 2
    }

    /// Values of a state.
    #[must_use]
    pub fn width(&self) -> usize {
        self.token.len()
    }

    /// Number of layers.
    #[must_use]
    pub fn layers(&self) -> usize {
        self.layers.len()
    }

    /// The same encoder computed in another way, which gives the same results.
    #[must_use]
    pub fn with_kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = kernel;
        self
    }
}

/// Whether a matrix of so many outputs may lie before another.
fn is_forward(width: usize) -> bool {
    (1..=WIDEST).contains(&width) && width.is_multiple_of(INPUTS)
}

impl Norm {
    fn write(&self, writer: &mut Writer) {
        [&self.shift, &self.weight, &self.bias].into_iter().for_each(|values| writer.floats(values));
    }

    fn read(reader: &mut Reader<'_>, width: usize, shift: usize) -> Result<Self, ModelError> {
        let norm = Self { shift: reader.floats()?, weight: reader.floats()?, bias: reader.floats()? };
        let found = (norm.shift.len(), norm.weight.len(), norm.bias.len());
        if found == (shift, width, width) { Ok(norm) } else { Err(ModelError::Inconsistent) }
    }
}

impl Layer {
    fn write(&self, writer: &mut Writer) {
        [&self.qkv, &self.out, &self.up, &self.down].into_iter().for_each(|matrix| matrix.write(writer));
        self.norms.iter().for_each(|norm| norm.write(writer));
    }

    fn read(reader: &mut Reader<'_>, width: usize, forward: usize) -> Result<Self, ModelError> {
        Ok(Self {
            qkv: Dense::read(reader, 3 * width, width)?,
            out: Dense::read(reader, width, width)?,
            up: Dense::read(reader, forward, width)?,
            down: Dense::read(reader, width, forward)?,
            norms: [Norm::read(reader, width, width)?, Norm::read(reader, width, width)?],
        })
    }
}
