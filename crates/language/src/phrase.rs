//! Phrases of the gazetteer: words in, the longest known phrase they start out.

use crate::word::{START, push};
use crate::lexicon::Lexicon;
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
