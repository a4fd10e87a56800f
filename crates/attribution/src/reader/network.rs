//! [`Network`]: the trained weights of the fast reader as small integers, packed and read.
//!
//! It stands on the language network: a lens looks at the states of each word there, an LSTM reads paragraphs
//! both ways, a head finds cues, and a biaffine one says what every word is to each cue (Dozat and Manning 2017
//! for the scores; the task as in Pareti 2015).

use woozle_language::neural::{Lens, Network as Language};
use woozle_neural::blob::{Header, Reader, Writer};
use woozle_neural::{Affine, Dense, INPUTS, Kernel, Lstm, ModelError, Recurrent, Table};

use crate::reader::input::TABLES;

/// How the packed weights begin.
const HEADER: Header = Header { magic: b"WZAT", version: 1 };
/// Widest layer that is read: what a damaged model can make us allocate stays small.
const WIDEST: usize = 4096;
/// Marks of cues: none, then begin and inside of a cue of communication and of one of attitude.
pub(super) const CUES: usize = 5;
/// Roles of a word.
pub(super) const ROLES: usize = 5;
/// Roles with their padding.
pub(super) const LANES: usize = 8;
/// Distances from the cue that are told apart: each bucket begins at one of these.
pub(super) const DISTANCES: [i32; 13] = [-60, -30, -15, -8, -4, -1, 0, 1, 2, 5, 9, 16, 31];

/// Sizes of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimensions {
    /// What the lens makes of the states of a word.
    pub lens: usize,
    /// Numbers of a row of the tables.
    pub row: usize,
    /// Outputs of each direction of the LSTM.
    pub recurrent: usize,
    /// Space in which cues and words are compared.
    pub link: usize,
}

/// The weights as training leaves them.
#[derive(Clone, Debug)]
pub struct Floats {
    /// Sizes.
    pub dimensions: Dimensions,
    /// From the states of a word in the language network.
    pub lens: Affine,
    /// Rows of each table.
    pub tables: [Vec<f32>; TABLES.len()],
    /// The LSTM from the first word on.
    pub forward: Recurrent,
    /// The LSTM from the last word back.
    pub backward: Recurrent,
    /// From what the LSTM reads and writes to marks of cues.
    pub cue: Affine,
    /// The same to a word as a cue.
    pub link_cue: Affine,
    /// The same to a word beside a cue.
    pub link_word: Affine,
    /// For each role, each value of the word and a constant: weights of each value of the cue and a constant.
    pub links: Vec<f32>,
    /// For each bucket of distance what it adds to each role.
    pub distances: Vec<f32>,
    /// What it weighs that one role follows another.
    pub passages: Vec<f32>,
}

/// The network that finds attributions.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub(super) dimensions: Dimensions,
    lens: Lens,
    pub(super) tables: [Table; TABLES.len()],
    pub(super) lstm: Lstm,
    /// What the rows that the LSTM reads give to every head: links of the cue, links of the word, marks.
    pub(super) near: Dense,
    /// What the LSTM gives to them.
    pub(super) far: Dense,
    /// For each value of the cue and a constant a row: for each value of the word and a constant, every role.
    pub(super) links: Vec<f32>,
    pub(super) distances: Vec<[f32; ROLES]>,
    pub(super) passages: [[f32; ROLES]; ROLES],
    /// What the links, distances and passages were made of.
    plain: [Vec<f32>; 3],
    pub(super) kernel: Kernel,
}

impl Network {
    /// Makes small integers of weights that were trained on the states of this language network.
    ///
    /// # Panics
    /// When a matrix has not the size that the dimensions give it.
    #[must_use]
    pub fn quantise(floats: &Floats, language: &Language) -> Self {
        check(floats);
        let Dimensions { lens, row, recurrent, .. } = floats.dimensions;
        let part = |layers: &[&Affine], from: usize, width: usize, whole: usize, biased: bool| {
            let rows = layers.iter().flat_map(|layer| layer.weights.chunks_exact(whole));
            let weights: Vec<f32> = rows.flat_map(|row| &row[from..from + width]).copied().collect();
            let bias =
                layers.iter().flat_map(|layer| &layer.bias).map(|&bias| if biased { bias } else { 0.0 });
            Dense::quantise(&weights, &bias.collect::<Vec<f32>>(), width)
        };
        let heads = [&floats.link_cue, &floats.link_word, &floats.cue];
        let (read, whole) = (lens + row, lens + row + 2 * recurrent);
        Self::assemble(
            floats.dimensions,
            Lens::quantise(&floats.lens, language),
            floats.tables.each_ref().map(|rows| Table::quantise(rows, row)),
            Lstm::quantise(&floats.forward, &floats.backward),
            [part(&heads, 0, read, whole, false), part(&heads, read, 2 * recurrent, whole, true)],
            [floats.links.clone(), floats.distances.clone(), floats.passages.clone()],
        )
    }

    fn assemble(
        dimensions: Dimensions,
        lens: Lens,
        tables: [Table; TABLES.len()],
        lstm: Lstm,
        [near, far]: [Dense; 2],
        plain: [Vec<f32>; 3],
    ) -> Self {
        let side = dimensions.link + 1;
        let mut links = vec![0.0; side * side * LANES];
        for (at, &weight) in plain[0].iter().enumerate() {
            let (role, word, cue) = (at / (side * side), at / side % side, at % side);
            links[(cue * side + word) * LANES + role] = weight;
        }
        let five = |row: &[f32]| std::array::from_fn(|at| row[at]);
        let mut passages = [[0.0; ROLES]; ROLES];
        for (out, row) in passages.iter_mut().zip(plain[2].chunks_exact(ROLES)) {
            *out = five(row);
        }
        let distances = plain[1].chunks_exact(ROLES).map(five).collect();
        let kernel = Kernel::fastest();
        Self { dimensions, lens, tables, lstm, near, far, links, distances, passages, plain, kernel }
    }

    /// The same reader computed in another way, which gives the same results.
    #[must_use]
    pub fn with_kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = kernel;
        self
    }

    /// The lens through which the language layer is to analyse a report for this reader.
    #[must_use]
    pub fn lens(&self) -> &Lens {
        &self.lens
    }

    /// Packs the weights: [`Network::parse`] gives them back.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::new(HEADER);
        let Dimensions { lens, row, recurrent, link } = self.dimensions;
        writer.numbers(&[lens, row, recurrent, link].map(|size| size as u32));
        self.lens.write(&mut writer);
        self.tables.iter().for_each(|table| table.write(&mut writer));
        self.lstm.write(&mut writer);
        self.near.write(&mut writer);
        self.far.write(&mut writer);
        self.plain.iter().for_each(|floats| writer.floats(floats));
        writer.finish()
    }

    /// Reads packed weights that were trained on the states of this language network.
    ///
    /// # Errors
    /// When the bytes are not a whole reader of the layout this program reads, or the states have another width.
    pub fn parse(bytes: &[u8], language: &Language) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, HEADER)?;
        let reader = &mut reader;
        let sizes: Vec<usize> = reader.numbers()?.into_iter().map(|size| size as usize).collect();
        let &[lens, row, recurrent, link] = &sizes[..] else { return Err(ModelError::Inconsistent) };
        let dimensions = Dimensions { lens, row, recurrent, link };
        if !dimensions.fit() {
            return Err(ModelError::Inconsistent);
        }
        let seen = Lens::read(reader, lens, language)?;
        let mut tables: [Table; TABLES.len()] = Default::default();
        for (table, rows) in tables.iter_mut().zip(TABLES) {
            *table = Table::read(reader, row)?;
            if table.len() != rows {
                return Err(ModelError::Inconsistent);
            }
        }
        let lstm = Lstm::read(reader, recurrent, lens + row)?;
        let heads = dimensions.heads();
        let dense = [Dense::read(reader, heads, lens + row)?, Dense::read(reader, heads, 2 * recurrent)?];
        let plain = [reader.floats()?, reader.floats()?, reader.floats()?];
        if plain.each_ref().map(Vec::len) != dimensions.plain() {
            return Err(ModelError::Inconsistent);
        }
        Ok(Self::assemble(dimensions, seen, tables, lstm, dense, plain))
    }
}

impl Dimensions {
    /// Outputs of all heads together.
    pub(super) fn heads(self) -> usize {
        2 * self.link + CUES
    }

    /// Numbers of the links, the distances and the passages.
    fn plain(self) -> [usize; 3] {
        let side = self.link + 1;
        [ROLES * side * side, (DISTANCES.len() + 1) * ROLES, ROLES * ROLES]
    }

    /// Whether layers can be so wide: whole blocks of inputs.
    fn fit(self) -> bool {
        let Self { lens, row, recurrent, link } = self;
        let width = |size: usize| (1..=WIDEST).contains(&size) && size.is_multiple_of(INPUTS);
        [lens, row, recurrent, link].into_iter().all(width)
    }
}

/// Panics where a matrix has another size than the dimensions give it.
fn check(floats: &Floats) {
    let Dimensions { lens, row, recurrent, link } = floats.dimensions;
    assert!(floats.dimensions.fit(), "dimensions");
    let affine = |name: &str, layer: &Affine, outputs: usize, inputs: usize| {
        assert_eq!((layer.weights.len(), layer.bias.len()), (outputs * inputs, outputs), "{name}");
    };
    for (table, rows) in floats.tables.iter().zip(TABLES) {
        assert_eq!(table.len(), rows * row, "tables");
    }
    for direction in [&floats.forward, &floats.backward] {
        affine("lstm input", &direction.input, 4 * recurrent, lens + row);
        assert_eq!(direction.recurrent.len(), 4 * recurrent * recurrent, "lstm recurrent");
    }
    let whole = lens + row + 2 * recurrent;
    affine("cue", &floats.cue, CUES, whole);
    affine("link_cue", &floats.link_cue, link, whole);
    affine("link_word", &floats.link_word, link, whole);
    let plain = [&floats.links, &floats.distances, &floats.passages].map(Vec::len);
    assert_eq!(plain, floats.dimensions.plain(), "links, distances, passages");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::{language, reader};

    #[test]
    fn a_packed_reader_comes_back_and_damage_is_told() {
        let language = language();
        let reader = reader(&language, 5);
        let bytes = reader.pack();
        assert!(Network::parse(&bytes, &language.network).as_ref() == Ok(&reader));
        for cut in [0, 3, 40, bytes.len() / 2, bytes.len() - 1] {
            assert!(Network::parse(&bytes[..cut], &language.network).is_err(), "{cut} bytes");
        }
        let mut other = bytes;
        other[0] ^= 1;
        assert!(Network::parse(&other, &language.network).is_err());
    }
}
