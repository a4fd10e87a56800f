//! A word in, the numbers of its pieces out: [`Vocabulary`].
//!
//! Greedy longest match from the left, as in WordPiece (Wu et al. 2016): a piece either begins a word or,
//! written with `##` before it, continues one. Case, accents and the shapes of quotation marks and dashes
//! are folded away first; every punctuation character is a word of its own. Keeps no text.

use woozle_neural::ModelError;
use woozle_neural::blob::{Reader, Writer};

use crate::word::{START, push};
use crate::wordpiece::{is_invisible, is_mark, plain, without_accent};

/// Characters of a word that are looked at; what follows is passed over.
const KEPT: usize = 40;
/// Longest piece in bytes that can be met.
const LONGEST: usize = 4 * KEPT;
/// Where the hash of a piece that continues a word starts.
const CONTINUED: u32 = START ^ 0x2323;

/// The word pieces, numbered from 0; number 0 stands for what the others cannot spell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// The pieces end to end, those that continue a word with their `##`.
    text: String,
    /// Where each piece ends in `text`.
    ends: Vec<u32>,
    /// Open addressing over a power of two: hash of the piece and its number plus one, 0 for a free place.
    slots: Vec<(u32, u32)>,
    /// Characters of the longest piece.
    longest: usize,
}

impl Vocabulary {
    /// The vocabulary of these pieces, numbered in their order from 0.
    ///
    /// The first stands for what cannot be spelt, whatever its text. Of two equal pieces the first is met;
    /// a piece longer than can be met keeps its number. Pieces beyond number 65,535 are left out.
    #[must_use]
    pub fn new(pieces: impl IntoIterator<Item = String>) -> Self {
        let mut vocabulary = Self::default();
        for piece in pieces.into_iter().take(1 << 16) {
            if piece.len() <= LONGEST {
                vocabulary.text.push_str(&piece);
            }
            vocabulary.ends.push(vocabulary.text.len() as u32);
        }
        vocabulary.build();
        vocabulary
    }

    /// Number of pieces.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no piece at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a piece, with its `##` where it continues a word; empty for a number that is none.
    #[must_use]
    pub fn piece(&self, number: u16) -> &str {
        let number = usize::from(number);
        let start = number.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// Gives the numbers of the word's pieces, in order, to `take`; none for a word of invisible characters.
    pub fn pieces(&self, word: &str, mut take: impl FnMut(u16)) {
        let mut chunk = Chunk::default();
        for character in word.chars() {
            if character.is_ascii_alphanumeric() || character == '_' {
                chunk.push(character.to_ascii_lowercase());
            } else {
                self.character(character, &mut chunk, &mut take);
            }
        }
        self.spell(&mut chunk, &mut take);
    }

    /// Takes a character that is no plain letter or digit.
    fn character(&self, character: char, chunk: &mut Chunk, take: &mut impl FnMut(u16)) {
        let character = plain(character);
        if is_invisible(character) || is_mark(character) {
            return;
        }
        if character.is_alphanumeric() {
            for lower in character.to_lowercase().filter(|&lower| !is_mark(lower)) {
                chunk.push(without_accent(lower));
            }
            return;
        }
        self.spell(chunk, take);
        if !character.is_whitespace() {
            chunk.push(character);
            self.spell(chunk, take);
        }
    }

    /// Gives the pieces of the chunk and empties it.
    fn spell(&self, chunk: &mut Chunk, take: &mut impl FnMut(u16)) {
        let mut start = 0;
        while start < chunk.count {
            let Some((number, length)) = self.longest(chunk, start) else {
                take(0);
                break;
            };
            take(number);
            start += length;
        }
        chunk.count = 0;
    }

    /// The longest piece that the chunk goes on with, and its length in characters.
    fn longest(&self, chunk: &Chunk, start: usize) -> Option<(u16, usize)> {
        let rest = &chunk.characters[start..chunk.count];
        let rest = &rest[..rest.len().min(self.longest)];
        let mut hashes = [0; KEPT];
        let mut hash = if start == 0 { START } else { CONTINUED };
        for (kept, &character) in hashes.iter_mut().zip(rest) {
            hash = push(hash, u32::from(character));
            *kept = hash;
        }
        (1..=rest.len()).rev().find_map(|length| {
            self.find(hashes[length - 1], start > 0, &rest[..length]).map(|number| (number, length))
        })
    }

    /// The number of the piece with this hash and these characters.
    fn find(&self, hash: u32, continued: bool, characters: &[char]) -> Option<u16> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = place(hash) & mask;
        loop {
            let (other, number) = self.slots[at];
            let number = number.checked_sub(1)?;
            if other == hash && is_spelt(self.piece(number as u16), continued, characters) {
                return Some(number as u16);
            }
            at = (at + 1) & mask;
        }
    }

    fn build(&mut self) {
        // At most half full, so a search ends at a free place.
        self.slots = vec![(0, 0); (self.ends.len() * 2 + 2).next_power_of_two()];
        let mask = self.slots.len() - 1;
        self.longest = 0;
        for number in 1..self.ends.len() {
            let piece = self.piece(number as u16);
            let (start, rest) = piece.strip_prefix("##").map_or((START, piece), |rest| (CONTINUED, rest));
            if rest.is_empty() || rest.chars().count() > KEPT {
                continue;
            }
            let hash = rest.chars().fold(start, |hash, character| push(hash, u32::from(character)));
            self.longest = self.longest.max(rest.chars().count());
            let mut at = place(hash) & mask;
            while self.slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = (hash, number as u32 + 1);
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.numbers(&self.ends);
        writer.bytes(self.text.as_bytes());
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let ends = reader.numbers()?;
        let text = str::from_utf8(reader.bytes()?).map_err(|_| ModelError::Inconsistent)?.to_owned();
        let whole = ends.last().map_or(0, |&end| end as usize) == text.len() && ends.is_sorted();
        let cut = |&end: &u32| text.is_char_boundary(end as usize);
        if !whole || ends.len() > 1 << 16 || !ends.iter().all(cut) {
            return Err(ModelError::Inconsistent);
        }
        let mut vocabulary = Self { text, ends, slots: Vec::new(), longest: 0 };
        vocabulary.build();
        Ok(vocabulary)
    }
}

/// Where the search for a hash starts, before it is cut to the table.
fn place(hash: u32) -> usize {
    (hash.wrapping_mul(0x9E37_79B1) >> 8) as usize
}

fn is_spelt(piece: &str, continued: bool, characters: &[char]) -> bool {
    let piece = if continued { piece.strip_prefix("##") } else { Some(piece) };
    piece.is_some_and(|piece| piece.chars().eq(characters.iter().copied()))
}

/// A stretch of letters and digits, folded, or a single mark.
struct Chunk {
    characters: [char; KEPT],
    count: usize,
}

impl Default for Chunk {
    fn default() -> Self {
        Self { characters: ['\0'; KEPT], count: 0 }
    }
}

impl Chunk {
    fn push(&mut self, character: char) {
        if let Some(place) = self.characters.get_mut(self.count) {
            *place = character;
            self.count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::HEADER;

    fn vocabulary() -> Vocabulary {
        let pieces = ["?", "ferry", "port", "##s", "##ed", "-", "u", "'", "cafe", "port", "deport", "##port"];
        Vocabulary::new(pieces.map(str::to_owned))
    }

    fn spelt(word: &str) -> Vec<String> {
        let vocabulary = vocabulary();
        let mut pieces = Vec::new();
        vocabulary.pieces(word, |piece| pieces.push(vocabulary.piece(piece).to_owned()));
        pieces
    }

    #[test]
    fn the_longest_piece_wins_after_folding() {
        assert_eq!(spelt("Ferry"), ["ferry"]);
        assert_eq!(spelt("deported"), ["deport", "##ed"]);
        assert_eq!(spelt("Port–Cafés’"), ["port", "-", "cafe", "##s", "'"]);
        assert_eq!(spelt("uport"), ["u", "##port"]);
    }

    #[test]
    fn what_cannot_be_spelt_is_the_first_piece() {
        assert_eq!(spelt("portxyz-port"), ["port", "?", "-", "port"]);
        assert_eq!(spelt("Ω"), ["?"]);
        assert_eq!(spelt("\u{200b}"), Vec::<String>::new());
        assert_eq!(spelt(&"s".repeat(100_000)), ["?"]);
        assert_eq!(spelt(&format!("u{}", "s".repeat(100_000))).len(), KEPT);
    }

    #[test]
    fn a_packed_vocabulary_comes_back() {
        let mut writer = Writer::new(HEADER);
        vocabulary().write(&mut writer);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes, HEADER).expect("a whole container");
        assert_eq!(Vocabulary::read(&mut reader), Ok(vocabulary()));
        let empty = Vocabulary::new([]);
        empty.pieces("port", |piece| assert_eq!(piece, 0));
    }
}
