//! Names: tagged words of a sentence in, spans with their class out.
//!
//! A greedy averaged perceptron over begin, inside, last, unit and outside marks of nine classes. Does not
//! know that two names mean the same thing.

use std::ops::Range;

use crate::analysis::NameKind;
use crate::feature::{Scorer, best, one, three, two};
use crate::tag::word_at;
use crate::weights::Weights;
use crate::word::Word;

/// A name as the name finder marks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameSpan {
    /// Its tokens in the analysis.
    pub(crate) tokens: Range<usize>,
    /// Its class.
    pub(crate) kind: NameKind,
}

/// The classes of names, in the order of the marks.
pub const KINDS: [NameKind; 9] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::Location,
    NameKind::Norp,
    NameKind::Date,
    NameKind::Money,
    NameKind::Facility,
    NameKind::Product,
    NameKind::Misc,
];

/// Number of marks: outside, and four for each class.
pub const MARKS: usize = 1 + 4 * KINDS.len();

/// The part of a name that a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// First token of several.
    Begin = 0,
    /// Neither first nor last.
    Inside = 1,
    /// Last of several.
    Last = 2,
    /// The only one.
    Unit = 3,
}

/// The mark for a part of a name of the kind numbered `kind`.
#[must_use]
pub fn mark(part: Part, kind: usize) -> usize {
    1 + 4 * kind + part as usize
}

/// Whether `mark` may follow `last`, `end` telling that the sentence ends with it.
#[must_use]
pub fn follows(last: usize, mark: usize, end: bool) -> bool {
    let part = |mark: usize| (mark + 3) % 4;
    let open = last > 0 && part(last) <= 1;
    if mark == 0 {
        return !open;
    }
    let same = open && (mark - 1) / 4 == (last - 1) / 4;
    match part(mark) {
        0 => !open && !end,
        1 => same && !end,
        2 => same,
        _ => !open,
    }
}

/// What the name finder looks at in one word beyond its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clue {
    /// Class of its tags.
    pub tag: u32,
    /// Gazetteer bits of the longest known phrase it stands in, and its place there.
    pub phrase: u32,
    /// What the rest of the report decided for the same word, 0 for nothing.
    pub elsewhere: u32,
}

#[must_use]
/// Marks the names of a sentence: one mark for each word.
pub fn find(weights: &Weights, words: &[Word], clues: &[Clue]) -> Vec<u8> {
    let mut marks = Vec::with_capacity(words.len());
    let mut features = Vec::with_capacity(96);
    let mut scores = [0; MARKS];
    let (mut last, mut second) = (0, 0);
    for at in 0..words.len() {
        features.clear();
        self::features((words, clues), at, (last as u32, second as u32), &mut features);
        scores.fill(0);
        for &feature in &features {
            weights.add(feature, &mut scores);
        }
        let end = at + 1 == words.len();
        let found = best(&scores, |mark| follows(last, mark, end));
        marks.push(found as u8);
        (second, last) = (last, found);
    }
    marks
}

/// The spans that the marks of a sentence stand for, as (tokens, number of the kind).
#[must_use]
pub fn spans(marks: &[u8]) -> Vec<(Range<usize>, usize)> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, &mark) in marks.iter().enumerate() {
        if mark == 0 {
            continue;
        }
        let (part, kind) = ((usize::from(mark) - 1) % 4, (usize::from(mark) - 1) / 4);
        if part == 0 || part == 3 {
            start = at;
        }
        if part >= 2 {
            spans.push((start..at + 1, kind));
        }
    }
    spans
}

/// Appends the features of one word, given the two marks before it.
pub fn features(
    (words, clues): (&[Word], &[Clue]),
    at: usize,
    (last, second): (u32, u32),
    out: &mut Vec<u32>,
) {
    let word = word_at(words, at);
    let before = word_at(words, at.wrapping_sub(1));
    let before2 = word_at(words, at.wrapping_sub(2));
    let after = word_at(words, at + 1);
    let after2 = word_at(words, at + 2);
    let clue = |at: usize| clues.get(at).copied().unwrap_or_default();
    let (here, behind, ahead) = (clue(at), clue(at.wrapping_sub(1)), clue(at + 1));
    let class = |word: &Word| u32::from(word.entry.class);
    let coarse = |word: &Word| u32::from(word.entry.coarse);
    out.push(one(1, last));
    out.push(two(2, last, second));
    out.push(one(3, word.form));
    out.push(one(4, word.norm));
    out.push(two(5, word.norm, last));
    out.push(one(6, before.norm));
    out.push(one(7, after.norm));
    out.push(one(8, before2.norm));
    out.push(one(9, after2.norm));
    out.push(two(10, before.norm, word.norm));
    out.push(two(11, word.norm, after.norm));
    out.push(three(12, before.norm, word.norm, after.norm));
    out.push(two(13, before2.norm, before.norm));
    out.push(two(14, after.norm, after2.norm));
    out.extend(word.prefixes.iter().zip(0..).map(|(&prefix, length)| one(15 + length, prefix)));
    out.extend(word.suffixes.iter().zip(0..).map(|(&suffix, length)| one(19 + length, suffix)));
    out.push(one(24, word.shape));
    out.push(two(25, word.shape, last));
    out.push(one(26, word.flags));
    out.push(three(27, before.shape, word.shape, after.shape));
    out.push(two(28, word.shape, after.shape));
    out.push(two(29, before.shape, word.shape));
    out.push(one(30, here.tag));
    out.push(two(31, here.tag, last));
    out.push(three(32, behind.tag, here.tag, ahead.tag));
    out.push(two(33, here.tag, ahead.tag));
    out.push(one(34, here.phrase));
    out.push(two(35, here.phrase, last));
    out.push(two(36, here.phrase, word.shape));
    out.push(two(37, here.phrase, ahead.phrase));
    out.push(two(38, behind.phrase, here.phrase));
    out.push(one(39, class(word)));
    out.push(two(40, class(word), last));
    out.push(two(41, class(before), class(word)));
    out.push(two(42, class(word), class(after)));
    out.push(one(43, class(before)));
    out.push(one(44, class(after)));
    out.push(one(45, coarse(word)));
    out.push(two(46, coarse(word), word.shape));
    out.push(three(47, coarse(before), coarse(word), coarse(after)));
    out.push(two(48, after.suffixes[2], word.shape));
    out.push(two(49, before.suffixes[2], word.shape));
    out.push(two(50, u32::from(word.entry.gazetteer), word.flags));
    out.push(two(51, u32::from(before.entry.gazetteer), word.flags));
    out.push(two(52, u32::from(after.entry.gazetteer), word.flags));
    if here.elsewhere != 0 {
        out.push(one(53, here.elsewhere));
        out.push(two(54, here.elsewhere, last));
        out.push(two(55, here.elsewhere, word.shape));
    }
    if behind.elsewhere | ahead.elsewhere != 0 {
        out.push(three(56, behind.elsewhere, here.elsewhere, ahead.elsewhere));
    }
}
