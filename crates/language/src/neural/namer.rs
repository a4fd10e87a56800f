//! [`Namer`]: a second look at names. The states of the words in, scores of name marks out.
//!
//! It goes on from what the network computes anyway and changes nothing of it: tags, trees and states stay as they
//! are. Two annotation schemes are learned by layers of their own, so that neither pulls on the other: nine classes
//! in newswire, and people, organisations and places in what people write on the web. How much each says of a report
//! depends on which of the two the report reads like (a mixture of experts, Jacobs et al. 1991).

use std::ops::Range;

use woozle_neural::activation::tanh_rows;
use woozle_neural::blob::{Reader, Writer};
use woozle_neural::{
    Affine, Dense, Kernel, Lstm, Memory, ModelError, Recurrent, Rows, UNIT, ZERO, exp, room,
};

use crate::ner::MARKS;
use crate::neural::floats::is_width;
use crate::neural::marks::{self, Passages, Scores};
use crate::neural::network::Network;
use crate::neural::states::{Lens, Seen};

/// Marks of the three classes that both schemes know, and that of no name.
pub const SHARED: usize = 13;

/// The weights of a [`Namer`] as training leaves them.
#[derive(Clone, Debug, PartialEq)]
pub struct NamerFloats {
    /// From a word's states ([`Network::state_width`]) to what is read of them.
    pub lens: Affine,
    /// From the first word to the last.
    pub forward: Recurrent,
    /// From the last word to the first.
    pub backward: Recurrent,
    /// Marks of nine classes by what the lens gives and then the recurrent layer, forward before backward.
    pub nine: Affine,
    /// The same for the scheme of three classes: [`SHARED`] marks.
    pub three: Affine,
    /// What the network's own scores weigh beside those of nine classes.
    pub keep: f32,
    /// By the mean of what the lens gives: how likely it is (log odds) that the report is no newswire.
    pub gate: Affine,
}

/// Scores the marks of names.
#[derive(Clone, Debug, PartialEq)]
pub struct Namer {
    lens: Lens,
    lstm: Lstm,
    /// What the lens gives to the marks of both schemes, with the bias.
    near: Dense,
    /// What the recurrent layer gives to them.
    far: Dense,
    keep: f32,
    /// A weight for each value of the lens, then the bias.
    gate: Vec<f32>,
    /// Which mark may follow which; all that may are alike to it.
    pub(super) passages: Passages,
}

/// What is made of the words of a report, and memory that is used again for the next block.
#[derive(Default)]
pub(super) struct Looked {
    near: Vec<u8>,
    far: Vec<u8>,
    units: Vec<f32>,
    sums: Vec<f32>,
    scores: Vec<f32>,
    lstm: Memory,
    /// Sums of what the lens gave, a column each.
    seen: Vec<i64>,
    /// Scores of the marks of three classes, of every word of the report.
    three: Vec<[i16; SHARED]>,
}

impl Looked {
    /// Forgets the words of a report, and most of the memory for them.
    pub(super) fn forget(&mut self) {
        self.seen.clear();
        self.three.clear();
        self.three.shrink_to(KEPT);
    }
}

impl Namer {
    /// Makes small integers of the weights.
    ///
    /// # Panics
    /// When matrices do not fit each other or the network.
    #[must_use]
    pub fn quantise(floats: &NamerFloats, network: &Network) -> Self {
        let width = floats.lens.bias.len();
        let units = floats.forward.input.bias.len() / 4;
        let wide = width + 2 * units;
        assert_eq!(floats.nine.weights.len(), MARKS * wide, "nine");
        assert_eq!(floats.three.weights.len(), SHARED * wide, "three");
        assert_eq!((floats.gate.weights.len(), floats.gate.bias.len()), (width, 1), "gate");
        let part = |columns: Range<usize>| -> Vec<f32> {
            let rows = floats.nine.weights.chunks_exact(wide).chain(floats.three.weights.chunks_exact(wide));
            rows.flat_map(|row| &row[columns.clone()]).copied().collect()
        };
        let bias = [&floats.nine.bias[..], &floats.three.bias[..]].concat();
        Self {
            lens: Lens::quantise(&floats.lens, network),
            lstm: Lstm::quantise(&floats.forward, &floats.backward),
            near: Dense::quantise(&part(0..width), &bias, width),
            far: Dense::quantise(&part(width..wide), &vec![0.0; bias.len()], 2 * units),
            keep: floats.keep,
            gate: floats.gate.weights.iter().chain(&floats.gate.bias).copied().collect(),
            passages: Passages::new(&[]),
        }
    }

    /// Reads the words of a block, the next of the report; `windows` are its sentences, in order, which cover it.
    pub(super) fn read_block(
        &self,
        kernel: Kernel,
        seen: Seen<'_>,
        windows: &[Range<usize>],
        looked: &mut Looked,
    ) {
        let (count, width, stride) = (seen.near.scales.len(), self.lens.width(), self.lens.stride());
        looked.units.resize(count.max(looked.units.len()), UNIT);
        let units = &looked.units[..count];
        let sums = room(&mut looked.sums, count * stride);
        self.lens.sums(kernel, seen, units, sums);
        let near = room(&mut looked.near, count * width);
        tanh_rows(kernel, sums, width, stride, near);
        looked.seen.resize(width, 0);
        for row in near.chunks_exact(width) {
            let values = row.iter().map(|&byte| i64::from(byte) - i64::from(ZERO));
            looked.seen.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
        let far = room(&mut looked.far, count * self.lstm.out_bytes());
        self.lstm.forward(kernel, Rows { bytes: near, scales: units }, windows, &mut looked.lstm, far);
        let stride = self.near.padded();
        let scores = room(&mut looked.scores, count * stride);
        self.near.multiply(kernel, near, units, (&mut *scores, stride));
        self.far.add(kernel, far, units, (&mut *scores, stride));
    }

    /// The scores of the nine classes of the next word of the report, a word of the block, with what the network itself
    /// says. What the scheme of three classes says is kept for [`Namer::mix`].
    pub(super) fn scores(&self, word: usize, own: &[f32], looked: &mut Looked) -> Scores {
        let row = &looked.scores[word * self.near.padded()..];
        let three = marks::whole(&row[MARKS..MARKS + SHARED]);
        looked.three.push(std::array::from_fn(|mark| three[mark]));
        marks::whole(&std::array::from_fn::<f32, MARKS, _>(|mark| row[mark] + self.keep * own[mark]))
    }

    /// Puts what the scheme of three classes says into the scores of all words of a report, as far as the report
    /// reads unlike newswire.
    pub(super) fn mix(&self, looked: &Looked, scores: &mut [Scores]) {
        let share = (self.unlike_newswire(looked) * SHARES as f32) as i32;
        if share == 0 {
            return;
        }
        for (scores, three) in scores.iter_mut().zip(&looked.three) {
            let other = |mark: &usize| *mark == 0 || *mark >= SHARED;
            let rest = (0..MARKS).filter(other).map(|mark| scores[mark]).max().unwrap_or(0);
            *scores = std::array::from_fn(|mark| {
                let nine = i32::from(scores[mark]);
                // What is no name to the one scheme may be a name of another class to the other.
                let three = if other(&mark) {
                    i32::from(three[0]) + nine - i32::from(rest)
                } else {
                    i32::from(three[mark])
                };
                let mixed = (nine * (SHARES - share) + three * share) / SHARES;
                mixed.max(i32::from(i16::MIN)) as i16
            });
        }
    }

    /// How likely it is that the report is no newswire.
    fn unlike_newswire(&self, looked: &Looked) -> f32 {
        let (weights, bias) = self.gate.split_at(self.lens.width());
        let scale = UNIT / looked.three.len().max(1) as f32;
        let sum: f32 =
            looked.seen.iter().zip(weights).map(|(&sum, weight)| sum as f32 * scale * weight).sum();
        1.0 / (1.0 + exp(-(sum + bias[0])))
    }

    /// Appends it to a container.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.numbers(&[self.lens.width() as u32, self.lstm.out_bytes() as u32 / 2]);
        self.lens.write(writer);
        self.lstm.write(writer);
        [&self.near, &self.far].into_iter().for_each(|matrix| matrix.write(writer));
        writer.floats(&[self.keep]);
        writer.floats(&self.gate);
    }

    pub(crate) fn read(reader: &mut Reader<'_>, network: &Network) -> Result<Self, ModelError> {
        let sizes = reader.numbers()?;
        let &[width, units] = &sizes[..] else { return Err(ModelError::Inconsistent) };
        let (width, units) = (width as usize, units as usize);
        if !is_width(width) || !is_width(units) {
            return Err(ModelError::Inconsistent);
        }
        let lens = Lens::read(reader, width, network)?;
        let lstm = Lstm::read(reader, units, width)?;
        let near = Dense::read(reader, MARKS + SHARED, width)?;
        let far = Dense::read(reader, MARKS + SHARED, 2 * units)?;
        let (keep, gate) = (reader.floats()?, reader.floats()?);
        let &[keep] = &keep[..] else { return Err(ModelError::Inconsistent) };
        if gate.len() != width + 1 {
            return Err(ModelError::Inconsistent);
        }
        Ok(Self { lens, lstm, near, far, keep, gate, passages: Passages::new(&[]) })
    }
}

/// Words for which memory is kept from report to report.
const KEPT: usize = 2000;

/// Steps of the share of a scheme.
const SHARES: i32 = 1024;

#[cfg(test)]
mod tests {
    use woozle_neural::noise::Noise;

    use super::*;
    use crate::ner::{Part, mark};
    use crate::neural::floats::Dimensions;
    use crate::neural::sample;
    use crate::tagset::{Upos, Xpos};

    const PIECES: usize = 40;
    const WIDTH: usize = 12;
    const RECURRENT: usize = 8;

    fn network() -> Network {
        let dimensions = Dimensions { embedding: 16, recurrent: 16, arc: 8, label: 4 };
        let floats = sample::network(&mut Noise::new(3), dimensions, PIECES);
        Network::quantise(&floats, &[(Upos::Noun, Xpos::Nn), (Upos::Propn, Xpos::Nnp)])
    }

    /// A namer with random weights, which takes every report for newswire or for web text.
    fn namer(network: &Network, web: f32) -> Namer {
        let mut noise = Noise::new(8);
        let whole = WIDTH + 2 * RECURRENT;
        let floats = NamerFloats {
            lens: noise.affine(WIDTH, network.state_width()),
            forward: noise.recurrent(RECURRENT, WIDTH),
            backward: noise.recurrent(RECURRENT, WIDTH),
            nine: noise.affine(MARKS, whole),
            three: noise.affine(SHARED, whole),
            keep: 0.0,
            gate: Affine { weights: vec![0.0; WIDTH], bias: vec![web] },
        };
        Namer::quantise(&floats, network)
    }

    #[test]
    fn newswire_is_left_to_the_nine_classes() {
        let network = network();
        let mut scores = vec![[3_i16; MARKS]; 2];
        namer(&network, -50.0).mix(&Looked { three: vec![[0; SHARED]; 2], ..Looked::default() }, &mut scores);
        assert_eq!(scores, [[3; MARKS]; 2]);
    }

    #[test]
    fn in_web_text_the_other_scheme_decides_what_is_a_person() {
        let network = network();
        let person = mark(Part::Unit, 0);
        // A date to the one scheme; to the other first a person, then none of its names.
        let date = mark(Part::Unit, 4);
        let mut nine = [-900_i16; MARKS];
        nine[date] = 0;
        let (mut one, mut none) = ([-900_i16; SHARED], [-900_i16; SHARED]);
        (one[person], none[0]) = (0, 0);
        let looked = Looked { three: vec![one, none], ..Looked::default() };
        let mut scores = vec![nine; 2];
        namer(&network, 50.0).mix(&looked, &mut scores);
        let best = |scores: &Scores| (0..MARKS).max_by_key(|&mark| scores[mark]);
        assert_eq!(best(&scores[0]), Some(person));
        assert_eq!(best(&scores[1]), Some(date));
    }

    #[test]
    fn names_are_the_same_with_every_kernel_and_in_any_blocks() {
        let network = network();
        let namer = namer(&network, 0.3);
        let mut noise = Noise::new(5);
        let count = 9000;
        let inputs = sample::inputs(&mut noise, count, PIECES);
        let sentences: Vec<Range<usize>> = (0..count / 9).map(|at| at * 9..at * 9 + 9).collect();
        let forms = vec![0; count];
        let read = |network: &Network, words: Range<usize>, sentences: &[Range<usize>]| {
            let words = (&inputs[words.clone()], &forms[words]);
            network.analyse_seen(words, sentences, Some(&namer), &mut |_| {}).marks
        };
        let whole = read(&network, 0..count, &sentences);
        assert!(whole.iter().any(|&mark| mark != 0), "a namer that finds nothing tests nothing");
        for kernel in Kernel::present() {
            assert_eq!(read(&network.clone().with_kernel(kernel), 0..count, &sentences), whole, "{kernel:?}");
        }
        // The gate does not look at the words here, so a sentence is marked alike in any company.
        assert_eq!(read(&network, 9..18, std::slice::from_ref(&(0..9))), whole[9..18]);
    }

    #[test]
    fn what_is_packed_is_read_again() {
        let network = network();
        let namer = namer(&network, 1.0);
        let mut writer = Writer::new(crate::model::HEADER);
        namer.write(&mut writer);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes, crate::model::HEADER).expect("a whole container");
        assert_eq!(Namer::read(&mut reader, &network).expect("a whole namer"), namer);
    }
}
