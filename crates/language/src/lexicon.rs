//! [`Lexicon`]: what is known of a word before it is read: its place in gazetteers.

use woozle_neural::ModelError;
use woozle_neural::blob::{Reader, Writer};

/// What the lexicon knows of one word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Gazetteer bits of the word alone: country 1, capital 2, demonym 4, city 8, region 16, first name
    /// 32, surname 64; 128: some longer phrase of the gazetteer starts with it.
    pub gazetteer: u8,
}

/// Hashes of words and phrases with their entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    index: Vec<u32>,
    keys: Vec<u32>,
    entries: Vec<u8>,
}

/// Bits of the hash that the index looks at.
const INDEX_BITS: u32 = 16;

impl Lexicon {
    /// A lexicon of these entries; the later of two for one hash wins.
    #[must_use]
    pub fn new(mut words: Vec<(u32, Entry)>) -> Self {
        words.sort_by_key(|word| word.0);
        let mut lexicon = Self { index: vec![0], ..Self::default() };
        for (key, entry) in words {
            if lexicon.keys.last() == Some(&key) {
                lexicon.keys.pop();
                lexicon.entries.pop();
            }
            lexicon.keys.push(key);
            lexicon.entries.push(entry.gazetteer);
        }
        lexicon.build_index();
        lexicon
    }

    fn build_index(&mut self) {
        self.index = vec![0; (1 << INDEX_BITS) + 1];
        for &key in &self.keys {
            self.index[(key >> (32 - INDEX_BITS)) as usize + 1] += 1;
        }
        for bucket in 1..self.index.len() {
            self.index[bucket] += self.index[bucket - 1];
        }
    }

    /// What is known of the word or phrase with this hash.
    #[inline]
    #[must_use]
    pub fn get(&self, key: u32) -> Entry {
        let bucket = (key >> (32 - INDEX_BITS)) as usize;
        let Some(&[start, end]) = self.index.get(bucket..bucket + 2).and_then(|ends| ends.first_chunk::<2>())
        else {
            return Entry::default();
        };
        let (start, end) = (start as usize, end as usize);
        self.keys[start..end]
            .iter()
            .position(|&other| other == key)
            .map_or(Entry::default(), |at| Entry { gazetteer: self.entries[start + at] })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.numbers(&self.keys);
        writer.bytes(&self.entries);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let keys = reader.numbers()?;
        let entries = reader.bytes()?.to_vec();
        if keys.len() != entries.len() || !keys.is_sorted() {
            return Err(ModelError::Inconsistent);
        }
        let mut lexicon = Self { index: Vec::new(), keys, entries };
        lexicon.build_index();
        Ok(lexicon)
    }
}
