//! [`Word`]: what the models look at in a single token: hashes of its form, affixes and shape.

use crate::lexicon::{Entry, Lexicon};

/// Where the hash of a character sequence starts.
pub(crate) const START: u32 = 0x811c_9dc5;

/// Hash of a character sequence, to be continued: start with [`START`].
#[inline]
pub(crate) fn push(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x0100_0193).rotate_left(5)
}

/// Hashes and flags of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The form as written.
    pub form: u32,
    /// The form in lower case, digits folded to one.
    pub norm: u32,
    /// The first one to four characters, lower case.
    pub prefixes: [u32; 4],
    /// The last one to five characters, lower case.
    pub suffixes: [u32; 5],
    /// Runs of upper case, lower case, digits and others: "Xx", "XX", "d-d".
    pub shape: u32,
    /// 1 capital first, 2 all capitals, 4 has a digit, 8 all digits, 16 has a hyphen, 32 no letter or
    /// digit, 64 has a full stop inside, 128 first of its sentence.
    pub flags: u32,
    /// What the lexicon knows of it.
    pub entry: Entry,
}

/// Length of the buffer for lower-cased characters: longer words keep only their ends.
const KEPT: usize = 32;

impl Word {
    /// Looks at one token.
    #[must_use]
    pub fn new(text: &str, first: bool, lexicon: &Lexicon) -> Self {
        let mut word = Self { form: START, norm: START, shape: START, ..Self::default() };
        let mut lower = [0_u32; KEPT];
        let mut count = 0;
        let mut seen = Seen::default();
        for character in text.chars() {
            let folded = fold(character);
            word.form = push(word.form, character as u32);
            word.norm = push(word.norm, folded);
            if count < KEPT {
                lower[count] = folded;
            } else {
                lower.copy_within(KEPT / 2 + 1.., KEPT / 2);
                lower[KEPT - 1] = folded;
            }
            count += 1;
            word.shape = seen.shape(word.shape, character);
        }
        word.flags = seen.flags(count) | if first { 128 } else { 0 };
        word.affixes(&lower[..count.min(KEPT)]);
        word.entry = lexicon.get(word.norm);
        word
    }

    fn affixes(&mut self, lower: &[u32]) {
        let mut hash = START;
        for (length, prefix) in self.prefixes.iter_mut().enumerate() {
            hash = lower.get(length).map_or(hash, |&character| push(hash, character));
            *prefix = hash;
        }
        let mut hash = START;
        for (length, suffix) in self.suffixes.iter_mut().enumerate() {
            let character = lower.len().checked_sub(length + 1).map(|at| lower[at]);
            hash = character.map_or(hash, |character| push(hash, character));
            *suffix = hash;
        }
    }
}

/// The hash that [`Word::norm`] has for this text.
#[must_use]
pub fn norm(text: &str) -> u32 {
    text.chars().fold(START, |hash, character| push(hash, fold(character)))
}

/// Lower case, digits folded, typographic apostrophes and quotation marks made plain.
#[inline]
fn fold(character: char) -> u32 {
    match character {
        'A'..='Z' => character as u32 + 32,
        '0'..='9' => '0' as u32,
        '’' | '‘' => '\'' as u32,
        '“' | '”' => '"' as u32,
        '–' | '—' => '-' as u32,
        character if character.is_ascii() => character as u32,
        character => character.to_lowercase().next().map_or(0, u32::from),
    }
}

/// What kinds of characters a token has shown so far.
#[derive(Default)]
struct Seen {
    last: u32,
    first_upper: bool,
    upper: usize,
    lower: usize,
    digits: usize,
    hyphens: usize,
    stops: usize,
    started: bool,
}

impl Seen {
    fn shape(&mut self, shape: u32, character: char) -> u32 {
        let class = if character.is_uppercase() {
            self.upper += 1;
            self.first_upper |= !self.started;
            'X' as u32
        } else if character.is_alphabetic() {
            self.lower += 1;
            'x' as u32
        } else if character.is_ascii_digit() {
            self.digits += 1;
            'd' as u32
        } else {
            self.hyphens += usize::from(character == '-');
            self.stops += usize::from(character == '.');
            character as u32
        };
        self.started = true;
        if class == self.last {
            return shape;
        }
        self.last = class;
        push(shape, class)
    }

    fn flags(&self, count: usize) -> u32 {
        let letters = self.upper + self.lower;
        let flags = [
            (self.first_upper, 1),
            (self.upper > 0 && self.lower == 0, 2),
            (self.digits > 0, 4),
            (self.digits == count, 8),
            (self.hyphens > 0 && count > 1, 16),
            (letters + self.digits == 0, 32),
            (self.stops > 0 && count > 1, 64),
        ];
        flags.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag).sum()
    }
}
