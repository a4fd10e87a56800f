//! Text in, [`Piece`]s out: lower case, accents stripped, punctuation split off, greedy longest match.
//!
//! The rules are those of BERT's uncased tokenizer, with typographic quotation marks and dashes folded to
//! their plain forms first. It knows no vectors and keeps no text.

use std::ops::Range;
use std::sync::OnceLock;

use woozle_text::Span;

/// A piece of a word and where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary; 0 is a word that the vocabulary cannot spell.
    pub id: u32,
    /// Where it stands.
    pub span: Span,
}

/// The pieces that begin a word and those that continue one, each part sorted by its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    text: String,
    /// Where each piece starts in `text`, and one past the last.
    offsets: Vec<u32>,
    /// How many pieces begin a word; they are numbered from 1.
    initial: usize,
}

impl Vocabulary {
    /// The vocabulary of pieces laid end to end; `None` where lengths and text do not fit.
    pub(crate) fn new(lengths: &[u8], text: &str, initial: usize) -> Option<Self> {
        let mut offsets = Vec::with_capacity(lengths.len() + 1);
        let mut at = 0u32;
        offsets.push(at);
        for &length in lengths {
            at = at.checked_add(u32::from(length))?;
            text.is_char_boundary(at as usize).then_some(())?;
            offsets.push(at);
        }
        (at as usize == text.len() && initial < lengths.len().max(1)).then(|| Self {
            text: text.to_owned(),
            offsets,
            initial,
        })
    }

    /// Number of pieces.
    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn piece(&self, id: usize) -> &[u8] {
        &self.text.as_bytes()[self.offsets[id] as usize..self.offsets[id + 1] as usize]
    }

    /// The pieces of the text, in order.
    pub(crate) fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(text.len() / 4);
        let mut word = Word::default();
        for (at, character) in text.char_indices() {
            let span = Span::new(at, at + character.len_utf8());
            let character = plain(character);
            if character.is_whitespace() {
                self.flush(&mut word, &mut pieces);
            } else if is_punctuation(character) || is_ideograph(character) {
                self.flush(&mut word, &mut pieces);
                word.push(character, span);
                self.flush(&mut word, &mut pieces);
            } else if !is_invisible(character) {
                for lower in character.to_lowercase().filter(|&lower| !is_mark(lower)) {
                    word.push(without_accent(lower), span);
                }
            }
        }
        self.flush(&mut word, &mut pieces);
        pieces
    }

    /// Splits the word gathered so far and empties it.
    fn flush(&self, word: &mut Word, pieces: &mut Vec<Piece>) {
        let before = pieces.len();
        let (mut start, mut part) = (0, 1..self.initial + 1);
        while start < word.bytes.len() {
            let Some((id, length)) = self.longest(part, &word.bytes[start..]) else {
                pieces.truncate(before);
                pieces.push(Piece { id: 0, span: word.span(0..word.bytes.len()) });
                break;
            };
            pieces.push(Piece { id: id as u32, span: word.span(start..start + length) });
            start += length;
            part = self.initial + 1..self.len();
        }
        word.bytes.clear();
        word.places.clear();
    }

    /// The longest piece of the part that the word starts with, and its length: the sorted part is
    /// narrowed byte by byte to the pieces that share what has been read.
    fn longest(&self, mut part: Range<usize>, word: &[u8]) -> Option<(usize, usize)> {
        let mut best = None;
        for (read, byte) in word.iter().enumerate() {
            let low = self.border(&part, |piece| piece.get(read).is_some_and(|at| at >= byte));
            let high = self.border(&part, |piece| piece.get(read).is_some_and(|at| at > byte));
            part = low..high;
            if part.is_empty() {
                break;
            }
            if self.piece(low).len() == read + 1 {
                best = Some((low, read + 1));
            }
        }
        best
    }

    /// The first number in the sorted part whose piece lies past the border.
    fn border(&self, part: &Range<usize>, past: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (part.start, part.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if past(self.piece(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

/// A word as it is gathered: its folded bytes and, for each, the character it came from.
#[derive(Default)]
struct Word {
    bytes: Vec<u8>,
    places: Vec<Span>,
}

impl Word {
    fn push(&mut self, character: char, span: Span) {
        let mut buffer = [0; 4];
        self.bytes.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        self.places.resize(self.bytes.len(), span);
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.places[range.start].start, self.places[range.end - 1].end)
    }
}

pub(crate) fn plain(character: char) -> char {
    match character {
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
        character => character,
    }
}

fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(character, '¡' | '§' | '¶' | '·' | '¿' | '‐'..='‧' | '‰'..='⁃' | '⁅'..='⁑' | '⁓'..='⁞'
            | '、'..='〃' | '〈'..='】' | '！'..='＂' | '，'..='／')
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

pub(crate) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The letter without its accent: "é" gives "e".
pub(crate) fn without_accent(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    let rows = ACCENTS.get_or_init(|| {
        let rows = include_str!("../data/latin-accents.tsv").lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|line| {
            let (with, without) = line.split_once('\t')?;
            Some((with.chars().next()?, without.chars().next()?))
        })
        .collect()
    });
    rows.binary_search_by_key(&character, |row| row.0).map_or(character, |row| rows[row].1)
}

static ACCENTS: OnceLock<Vec<(char, char)>> = OnceLock::new();

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let initial = ["\"", "'", "a", "cafe", "der", "derail", "s", "train"];
        let tails = ["ailed", "ed", "s"];
        let all: Vec<&str> = [""].into_iter().chain(initial).chain(tails).collect();
        let lengths: Vec<u8> = all.iter().map(|piece| piece.len() as u8).collect();
        Vocabulary::new(&lengths, &all.concat(), initial.len()).expect("the lengths fit")
    }

    fn cut(text: &str) -> Vec<&str> {
        vocabulary().pieces(text).iter().map(|piece| piece.span.slice(text)).collect()
    }

    #[test]
    fn the_longest_piece_wins_and_spans_lead_back() {
        assert_eq!(cut("A train’s derailed"), ["A", "train", "’", "s", "derail", "ed"]);
        assert_eq!(cut("“Cafés”"), ["“", "Café", "s", "”"]);
        assert_eq!(cut("Cafe\u{301}s"), ["Cafe", "s"]);
    }

    #[test]
    fn a_word_that_cannot_be_spelt_is_one_unknown_piece() {
        let text = "trains zyx a";
        let pieces = vocabulary().pieces(text);
        assert_eq!(
            pieces.iter().map(|piece| piece.span.slice(text)).collect::<Vec<_>>(),
            ["train", "s", "zyx", "a"]
        );
        assert_eq!(pieces[2].id, 0);
    }
}
