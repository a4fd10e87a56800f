//! What a noun says is an outlet: words, tags and marks of names in, names behind such nouns added.
//!
//! "According to the news site Harbourside": a name that the network never saw may look like none to it, but the noun
//! before it says what it is.

use std::ops::Range;

use crate::Upos;
use crate::ner::mark_name;

/// Nouns of outlets.
const OUTLETS: &[&str] = &["broadcaster", "magazine", "newspaper", "tabloid", "website"];
/// Nouns that are ones of outlets behind a word of [`MEDIA`].
const BROAD: &[&str] = &["agency", "channel", "outlet", "portal", "site", "station"];
const MEDIA: &[&str] = &["news", "radio", "television", "tv"];
/// Number of the class of organisations among the marks.
const ORGANISATION: usize = 1;

/// Marks the proper nouns right behind a noun of an outlet as the name of an organisation, where none of them is part of
/// a name yet.
pub(crate) fn mark_outlets(
    texts: &[&str],
    upos: impl Fn(usize) -> Upos,
    sentences: &[Range<usize>],
    marks: &mut [u8],
) {
    for sentence in sentences {
        let proper = |at: usize| upos(at) == Upos::Propn && texts[at].starts_with(char::is_uppercase);
        let is = |at: usize, words: &[&str]| words.contains(&texts[at]);
        let mut at = sentence.start + 1;
        while at < sentence.end {
            let start = at;
            while at < sentence.end && proper(at) {
                at += 1;
            }
            let noun = start - 1;
            let called = at > start
                && upos(noun) == Upos::Noun
                && (is(noun, OUTLETS) || is(noun, BROAD) && noun > sentence.start && is(noun - 1, MEDIA));
            if called && marks[start..at].iter().all(|&mark| mark == 0) {
                mark_name(&mut marks[start..at], ORGANISATION);
            }
            at = at.max(start + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ner::spans;

    /// What is marked in a sentence of words, those in capitals proper nouns, the others nouns.
    fn marked(text: &str) -> Vec<String> {
        let texts: Vec<&str> = text.split(' ').collect();
        let upos: Vec<Upos> = texts
            .iter()
            .map(|text| if text.starts_with(char::is_uppercase) { Upos::Propn } else { Upos::Noun })
            .collect();
        let mut marks = vec![0; texts.len()];
        mark_outlets(&texts, |at| upos[at], std::slice::from_ref(&(0..texts.len())), &mut marks);
        spans(&marks).into_iter().map(|(words, _)| texts[words].join(" ")).collect()
    }

    #[test]
    fn what_stands_behind_a_noun_of_an_outlet_is_its_name() {
        assert_eq!(marked("the news site Harbourside said"), ["Harbourside"]);
        assert_eq!(marked("the newspaper Port Alder Courier said"), ["Port Alder Courier"]);
    }

    #[test]
    fn other_sites_are_no_outlets() {
        assert!(marked("the building site Harbourside was").is_empty());
        assert!(marked("the newspaper was").is_empty());
    }
}
