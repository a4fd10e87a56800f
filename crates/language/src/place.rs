//! What a gazetteer says against marks of places: words and marks of names in, better marks out.
//!
//! Three things that a network which goes by contexts gets wrong where there is none, in addresses and under letters. In
//! the training parts of Universal NER and Wikigold, 112 lines are two or three capitalised words of which the first is
//! a first name: people 111 times, a place never. Cities with their state behind them are two places, and a state's
//! abbreviation behind a place and a comma is one in 24 of 26.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::ner::{self, mark_name, part_and_kind};
use crate::phrase::phrase_key;
use crate::word::norm;

const PERSON: usize = 0;
const PLACE: usize = 2;

/// Bits of a gazetteer entry ([`crate::lexicon::Entry`]).
const COUNTRY: u8 = 1;
const CITY: u8 = 8;
const REGION: u8 = 16;
const FIRST_NAME: u8 = 32;
const PLACES: u8 = COUNTRY | 2 | CITY | REGION;

/// Nouns that names of places end with.
const NOUNS: [&str; 30] = [
    "Avenue", "Bay", "Beach", "Bridge", "City", "Coast", "County", "Creek", "District", "Falls", "Hill",
    "Hills", "Island", "Islands", "Lake", "Mountain", "Park", "Point", "Port", "Province", "Ridge", "River",
    "Road", "Sea", "Springs", "Square", "Street", "Town", "Valley", "Village",
];

/// What the post writes for the states of the United States and their capital (Publication 28, appendix B).
const STATES: [&str; 51] = [
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS",
    "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV",
    "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
];

/// Marks signatures as people, cities with a state or a country right behind them as two places, and abbreviations of
/// states behind a place and a comma as places.
pub(crate) fn correct(texts: &[&str], sentences: &[Range<usize>], lexicon: &Lexicon, marks: &mut [u8]) {
    for sentence in sentences {
        let (texts, marks) = (&texts[sentence.clone()], &mut marks[sentence.clone()]);
        for (words, kind) in ner::spans(marks) {
            if kind != PLACE {
                continue;
            }
            if words.len() == texts.len() && is_signature(texts, lexicon) {
                mark_name(&mut marks[words], PERSON);
            } else if let Some(second) = second_place(&texts[words.clone()], lexicon) {
                mark_name(&mut marks[words.start..words.start + second], PLACE);
                mark_name(&mut marks[words.start + second..words.end], PLACE);
            }
        }
        for at in 2..texts.len() {
            let place = |at: usize| part_and_kind(marks[at]).is_some_and(|(_, kind)| kind == PLACE);
            if marks[at] == 0 && texts[at - 1] == "," && STATES.contains(&texts[at]) && place(at - 2) {
                mark_name(&mut marks[at..=at], PLACE);
            }
        }
    }
}

/// Whether the words, all of a line, are the name of somebody: two or three capitalised ones, the first of them a first
/// name and no place.
fn is_signature(words: &[&str], lexicon: &Lexicon) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let bits = lexicon.get(norm(first)).gazetteer;
    (2..=3).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && bits & FIRST_NAME > 0
        && bits & PLACES == 0
        && !NOUNS.contains(last)
}

/// Where a state or a country begins that stands right behind a city it is not part of the name of: "Saginaw Michigan".
fn second_place(words: &[&str], lexicon: &Lexicon) -> Option<usize> {
    let bits = |words: &[&str]| match words {
        [word] => lexicon.get(norm(word)).gazetteer,
        _ => lexicon.get(phrase_key(words.iter().map(|word| norm(word)))).gazetteer,
    };
    if bits(words) & PLACES > 0 {
        return None;
    }
    (1..words.len()).find(|&at| {
        let (city, region) = (bits(&words[..at]), bits(&words[at..]));
        city & CITY > 0 && city & (REGION | COUNTRY) == 0 && region & (REGION | COUNTRY) > 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Entry;

    /// The names among the words of a line, with the number of their class, after the correction; `marked` is what
    /// stood there before.
    fn names(line: &str, marked: Range<usize>) -> Vec<(String, usize)> {
        let word = |word: &str, gazetteer| (norm(word), Entry { gazetteer });
        let phrase = phrase_key(["port", "maryland"].map(norm).into_iter());
        let lexicon = Lexicon::new(vec![
            word("Debbie", FIRST_NAME | 64),
            word("Sofia", FIRST_NAME | CITY),
            word("Saginaw", CITY),
            word("Michigan", REGION),
            word("Central", CITY | REGION),
            word("Port", CITY),
            word("Maryland", REGION),
            (phrase, Entry { gazetteer: CITY }),
        ]);
        let texts: Vec<&str> = line.split(' ').collect();
        let mut marks = vec![0; texts.len()];
        mark_name(&mut marks[marked], PLACE);
        correct(&texts, std::slice::from_ref(&(0..texts.len())), &lexicon, &mut marks);
        ner::spans(&marks).into_iter().map(|(words, kind)| (texts[words].join(" "), kind)).collect()
    }

    fn place(name: &str) -> (String, usize) {
        (name.to_owned(), PLACE)
    }

    #[test]
    fn a_line_that_is_a_first_name_and_another_is_a_signature() {
        assert_eq!(names("Debbie Perlin", 0..2), [("Debbie Perlin".to_owned(), PERSON)]);
        assert_eq!(names("Debbie Perlin burned down", 0..2), [place("Debbie Perlin")]);
        assert_eq!(names("Debbie Beach", 0..2), [place("Debbie Beach")]);
        assert_eq!(names("Sofia Perlin", 0..2), [place("Sofia Perlin")]);
    }

    #[test]
    fn a_city_and_its_state_are_two_places() {
        assert_eq!(names("They live in Saginaw Michigan", 3..5), [place("Saginaw"), place("Michigan")]);
        assert_eq!(names("They live in Central Michigan", 3..5), [place("Central Michigan")]);
        assert_eq!(names("They live in Port Maryland", 3..5), [place("Port Maryland")]);
    }

    #[test]
    fn the_abbreviation_of_a_state_behind_a_place_is_one() {
        assert_eq!(names("Saginaw , MI 48604", 0..1), [place("Saginaw"), place("MI")]);
        assert_eq!(names("Orme , MD", 0..0), []);
    }
}
