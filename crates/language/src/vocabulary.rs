//! [`Vocabulary`]: a small closed set of words with a value each, looked up without regard to case. Word in,
//! value out; a lookup costs a handful of comparisons and no allocation.

/// A closed set of ASCII words by their first letter and length.
pub(crate) struct Vocabulary<T> {
    buckets: Vec<Vec<(&'static str, T)>>,
}

/// Words of this length and longer share a bucket.
const LONG: usize = 15;

impl<T: Copy> Vocabulary<T> {
    /// The set of these words, in lower case; of equal ones the first counts.
    pub(crate) fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut buckets: Vec<Vec<(&'static str, T)>> = (0..27 * (LONG + 1)).map(|_| Vec::new()).collect();
        for (word, value) in words {
            let bucket = &mut buckets[Self::bucket(word)];
            if !bucket.iter().any(|(other, _)| *other == word) {
                bucket.push((word, value));
            }
        }
        Self { buckets }
    }

    /// The value of the word, whatever its case.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        self.buckets[Self::bucket(word)]
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(word))
            .map(|(_, value)| *value)
    }

    fn bucket(word: &str) -> usize {
        let letter = match word.as_bytes().first() {
            Some(byte) if byte.is_ascii_alphabetic() => usize::from(byte.to_ascii_lowercase() - b'a'),
            _ => 26,
        };
        letter * (LONG + 1) + word.len().min(LONG)
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn words_are_found_whatever_their_case_and_others_are_not() {
        let words = Vocabulary::new([("may", 5), ("march", 3), ("~", 0)]);
        assert_eq!((words.get("MAY"), words.get("March"), words.get("~")), (Some(5), Some(3), Some(0)));
        assert_eq!((words.get("mai"), words.get(""), words.get("mäy")), (None, None, None));
    }
}
