//! What the network looks at in a word: [`Input`], numbers of word pieces and of rows in six small tables.
//!
//! Training and analysis share [`inputs`], so a row means the same in both. Nothing here knows a weight.

use crate::lexicon::Lexicon;
use crate::neural::vocabulary::Vocabulary;
use crate::phrase::{STARTS, longest_phrase};
use crate::word::Word;

/// Rows of each table: last two characters, last three, first three, shape, place in a phrase of the
/// gazetteer, marks of its writing (capital first 1, all capitals 2, a digit 4, a hyphen 8).
///
/// Row 0 of the first five stands for nothing: no word hashes to it.
pub const TABLES: [usize; 6] = [1024, 4096, 4096, 1024, 512, 16];

/// The table of how a word is written.
pub const CAPITALS: usize = 5;

/// Pieces of a word that are kept: the first three and the last.
pub const PIECES: usize = 4;

/// A word as the network sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Numbers of its pieces in the vocabulary; those from `count` on are 0 and mean nothing.
    pub pieces: [u16; PIECES],
    /// How many pieces there are, at least one.
    pub count: u8,
    /// Its row in each of the [`TABLES`].
    pub rows: [u16; 6],
}

/// Appends the inputs of one sentence's words.
pub fn inputs(words: &[&str], lexicon: &Lexicon, vocabulary: &Vocabulary, out: &mut Vec<Input>) {
    let start = out.len();
    let mut looked = Vec::with_capacity(words.len());
    for text in words {
        let word = Word::new(text, false, lexicon);
        out.push(input(text, &word, vocabulary));
        looked.push(word);
    }
    let mut at = 0;
    while at < looked.len() {
        let (length, bits) = longest_phrase(&looked[at..], lexicon)
            .unwrap_or_else(|| (1, looked[at].entry.gazetteer & !STARTS));
        for place in (0..length).filter(|_| bits != 0) {
            let place_row = if length == 1 { 0 } else { 1 + u16::from(place > 0) };
            out[start + at + place].rows[4] = 1 + u16::from(bits) * 3 + place_row;
        }
        at += length;
    }
}

/// The input of one word without its place in a phrase.
fn input(text: &str, word: &Word, vocabulary: &Vocabulary) -> Input {
    let mut input = Input::default();
    vocabulary.pieces(text, |piece| {
        let at = usize::from(input.count).min(PIECES - 1);
        input.pieces[at] = piece;
        input.count = at as u8 + 1;
    });
    input.count = input.count.max(1);
    let row = |table: usize, hash: u32| (1 + hash as usize % (TABLES[table] - 1)) as u16;
    let hyphen = (word.flags >> 1) & 8;
    input.rows = [
        row(0, word.suffixes[1]),
        row(1, word.suffixes[2]),
        row(2, word.prefixes[2]),
        row(3, word.shape),
        0,
        (word.flags & 7 | hyphen) as u16,
    ];
    input
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Entry;
    use crate::phrase::phrase_key;
    use crate::word::norm;

    fn read(words: &[&str]) -> Vec<Input> {
        let entry = |gazetteer| Entry { gazetteer };
        let key = phrase_key(["port", "verin"].map(norm).into_iter());
        let lexicon =
            Lexicon::new(vec![(norm("port"), entry(STARTS)), (key, entry(8)), (norm("Oren"), entry(32))]);
        let vocabulary = Vocabulary::new(["", "port", "##s", "a", "b", "-", "1"].map(str::to_owned));
        let mut out = Vec::new();
        inputs(words, &lexicon, &vocabulary, &mut out);
        out
    }

    #[test]
    fn phrases_of_the_gazetteer_mark_all_their_words() {
        let rows: Vec<u16> =
            read(&["Port", "Verin", "Oren", "Port", "verin"]).iter().map(|word| word.rows[4]).collect();
        assert_eq!(rows, [26, 27, 97, 26, 27]);
        assert_eq!(read(&["Port"])[0].rows[4], 0);
        assert_eq!(read(&["port", "verin"]).iter().map(|word| word.rows[4]).collect::<Vec<_>>(), [0, 0]);
    }

    #[test]
    fn a_long_word_keeps_three_pieces_and_the_last() {
        let words = read(&["a-b-1", "ports", "\u{200b}", ""]);
        assert_eq!((words[0].pieces, words[0].count), ([3, 5, 4, 6], 4));
        assert_eq!((words[1].pieces, words[1].count), ([1, 2, 0, 0], 2));
        assert_eq!((words[2].pieces, words[2].count), ([0; 4], 1));
        assert_eq!(words[3].count, 1);
        assert_eq!(words[0].rows[5], 4 + 8);
    }

    #[test]
    fn numbers_of_the_same_length_share_their_affixes() {
        let words = read(&["1847", "2025", "Reuters", "REUTERS"]);
        assert_eq!(words[0].rows, words[1].rows);
        assert_eq!(words[2].rows[..3], words[3].rows[..3]);
        assert_ne!(words[2].rows[3], words[3].rows[3]);
        assert_eq!((words[2].rows[5], words[3].rows[5]), (1, 3));
    }
}
