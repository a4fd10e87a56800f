//! Clues for the name finder from beyond the word: phrases of the gazetteer, decisions elsewhere in the report.

use std::collections::BTreeMap;

use crate::analysis::Sentence;
use crate::feature::{START, push};
use crate::lexicon::Lexicon;
use crate::ner::Clue;
use crate::word::Word;

/// Longest phrase of the gazetteer in tokens.
pub const LONGEST: usize = 5;

/// Bit of an entry: some longer phrase starts with this word.
pub const STARTS: u8 = 128;

/// Hash of a phrase from the hashes of its words.
#[must_use]
pub fn phrase_key(words: impl Iterator<Item = u32>) -> u32 {
    words.fold(START ^ 0x5bd1_e995, push)
}

/// The clues of every word: its tag and the longest known phrase it stands in.
#[must_use]
pub fn clues(words: &[Word], tags: &[u8], sentences: &[Sentence], lexicon: &Lexicon) -> Vec<Clue> {
    let clue = |(word, &tag): (&Word, &u8)| Clue {
        tag: u32::from(tag),
        phrase: u32::from(word.entry.gazetteer & !STARTS),
        elsewhere: 0,
    };
    let mut clues: Vec<Clue> = words.iter().zip(tags).map(clue).collect();
    for sentence in sentences {
        let range = sentence.tokens.clone();
        let mut at = range.start;
        while at < range.end {
            at += mark_phrase(&words[at..range.end], &mut clues[at..range.end], lexicon).max(1);
        }
    }
    clues
}

/// Marks the longest phrase that starts with the first word; its length, 0 for none.
fn mark_phrase(words: &[Word], clues: &mut [Clue], lexicon: &Lexicon) -> usize {
    let Some((length, bits)) = longest_phrase(words, lexicon) else { return 0 };
    for (place, clue) in clues[..length].iter_mut().enumerate() {
        let place = 1 + u32::from(place > 0) + u32::from(place + 1 == length);
        clue.phrase = u32::from(bits) | place << 8;
    }
    length
}

/// Length and bits of the longest phrase of several words that starts with the first, which is capitalised.
pub(crate) fn longest_phrase(words: &[Word], lexicon: &Lexicon) -> Option<(usize, u8)> {
    let first = words.first()?;
    if first.entry.gazetteer & STARTS == 0 || first.flags & 1 == 0 {
        return None;
    }
    (2..=LONGEST.min(words.len())).rev().find_map(|length| {
        let bits = lexicon.get(phrase_key(words[..length].iter().map(|word| word.norm))).gazetteer & !STARTS;
        (bits != 0).then_some((length, bits))
    })
}

/// Tells each word what the marks decided for the same word elsewhere in the report.
///
/// A word counts only where it is capitalised; its commonest class there is told, with how sure it is.
pub fn tell_elsewhere(words: &[Word], marks: &[u8], clues: &mut [Clue]) {
    let mut votes: BTreeMap<u32, [u16; 10]> = BTreeMap::new();
    let class = |mark: u8| usize::from(mark).div_ceil(4);
    let capital = |word: &Word| word.flags & 1 != 0;
    for (word, &mark) in words.iter().zip(marks).filter(|(word, _)| capital(word)) {
        let vote = &mut votes.entry(word.norm).or_default()[class(mark)];
        *vote = vote.saturating_add(1);
    }
    for ((word, &mark), clue) in words.iter().zip(marks).zip(clues).filter(|((word, _), _)| capital(word)) {
        let mut others = votes.get(&word.norm).copied().unwrap_or_default();
        others[class(mark)] = others[class(mark)].saturating_sub(1);
        let all: u32 = others.iter().map(|&count| u32::from(count)).sum();
        let most = (0..10).max_by_key(|&kind| (others[kind], std::cmp::Reverse(kind))).unwrap_or(0);
        if all > 0 {
            let sure = u32::from(u32::from(others[most]) * 4 >= all * 3);
            clue.elsewhere = 1 + 2 * most as u32 + sure;
        }
    }
}
