//! Part-of-speech tags: words of a sentence in, one class of (UPOS, XPOS) each out.
//!
//! A greedy averaged perceptron from left to right. Knows no syntax.

use crate::blob::{ModelError, Reader, Writer};
use crate::feature::{Scorer, best, one, three, two};
use crate::tagset::{Upos, Xpos};
use crate::weights::Weights;
use crate::word::Word;

/// Class number for what stands before the first token.
pub const EDGE: u32 = 255;

/// The trained tagger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagger {
    /// The pairs of tags that the classes stand for.
    pub classes: Vec<(Upos, Xpos)>,
    /// Their weights.
    pub weights: Weights,
}

impl Tagger {
    /// Tags a sentence: one class number for each word, appended to `tags`.
    pub fn tag(&self, words: &[Word], tags: &mut Vec<u8>) {
        let mut features = Vec::with_capacity(64);
        let mut scores = vec![0; self.classes.len()];
        let (mut last, mut second) = (EDGE, EDGE);
        for at in 0..words.len() {
            features.clear();
            self::features(words, at, (last, second), &mut features);
            scores.fill(0);
            for &feature in &features {
                self.weights.add(feature, &mut scores);
            }
            let class = best(&scores, |_| true) as u32;
            tags.push(class as u8);
            (second, last) = (last, class);
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        let pairs: Vec<u8> = self.classes.iter().flat_map(|&(upos, xpos)| [upos as u8, xpos as u8]).collect();
        writer.bytes(&pairs);
        self.weights.write(writer);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let pair = |pair: &[u8]| {
            Some((*Upos::ALL.get(usize::from(pair[0]))?, *Xpos::ALL.get(usize::from(pair[1]))?))
        };
        let classes: Option<Vec<_>> = reader.bytes()?.chunks_exact(2).map(pair).collect();
        let classes = classes.ok_or(ModelError::Inconsistent)?;
        let weights = Weights::read(reader)?;
        let fits = weights.classes() == classes.len() && classes.len() < EDGE as usize;
        if fits { Ok(Self { classes, weights }) } else { Err(ModelError::Inconsistent) }
    }
}

/// What stands outside the sentence.
static OUTSIDE: Word = Word {
    form: 1,
    norm: 1,
    prefixes: [1; 4],
    suffixes: [1; 5],
    shape: 1,
    flags: 0,
    entry: crate::lexicon::Entry { class: 0, gazetteer: 0, coarse: 0 },
};

/// The word at a place, or the mark for what stands outside.
#[inline]
#[must_use]
pub fn word_at(words: &[Word], at: usize) -> &Word {
    words.get(at).unwrap_or(&OUTSIDE)
}

/// Appends the features of one word, given the classes of the two before it.
pub fn features(words: &[Word], at: usize, (last, second): (u32, u32), out: &mut Vec<u32>) {
    let word = word_at(words, at);
    let before = word_at(words, at.wrapping_sub(1));
    let before2 = word_at(words, at.wrapping_sub(2));
    let after = word_at(words, at + 1);
    let after2 = word_at(words, at + 2);
    let class = |word: &Word| u32::from(word.entry.class);
    out.push(one(1, 0));
    out.push(one(2, word.form));
    out.push(one(3, word.norm));
    out.extend(word.suffixes.iter().zip(0..).map(|(&suffix, length)| one(4 + length, suffix)));
    out.extend(word.prefixes.iter().zip(0..).map(|(&prefix, length)| one(10 + length, prefix)));
    out.push(one(15, word.shape));
    out.push(one(16, word.flags));
    out.push(one(17, last));
    out.push(two(18, last, second));
    out.push(two(19, last, word.norm));
    out.push(three(20, last, second, word.norm));
    out.push(two(21, last, word.suffixes[2]));
    out.push(one(22, before.norm));
    out.push(one(23, after.norm));
    out.push(one(24, after2.norm));
    out.push(one(25, before2.norm));
    out.push(two(26, word.norm, after.norm));
    out.push(two(27, before.norm, word.norm));
    out.push(two(28, after.suffixes[2], after.flags));
    out.push(two(29, last, after.norm));
    out.push(two(30, before.suffixes[2], word.suffixes[2]));
    out.push(two(31, word.suffixes[2], after.suffixes[2]));
    out.push(two(32, word.shape, last));
    out.push(two(33, word.flags, after.flags));
    out.push(two(34, word.suffixes[1], word.flags));
    out.push(one(35, class(word)));
    out.push(two(36, class(before), class(word)));
    out.push(two(37, class(word), class(after)));
    out.push(two(38, last, class(word)));
    out.push(one(39, class(after)));
    out.push(two(40, u32::from(word.entry.coarse), word.suffixes[2]));
    out.push(two(41, u32::from(word.entry.gazetteer), word.flags));
    out.push(three(42, last, class(word), class(after)));
}
