//! What a noun says is an outlet: "the news site Harbourside", "the Cairo daily Al-Masar", "Harbourside magazine".
//!
//! Words, tags and marks of names in, names behind such nouns added: a name that the network never saw may look like
//! none to it. And of a name that is found, whether the words beside it call it an outlet.

use std::ops::Range;

use crate::ner::{mark_name, part_and_kind, spans};
use crate::outlet::outlet;
use crate::{Analysis, Mention, NameKind, Upos};

/// Nouns of outlets.
const OUTLETS: &[&str] = &["broadcaster", "magazine", "newspaper", "tabloid", "website"];
/// Nouns that are ones of outlets behind a word of [`MEDIA`].
const BROAD: &[&str] = &["agency", "channel", "outlet", "portal", "site", "station"];
const MEDIA: &[&str] = &["news", "radio", "television", "tv"];
/// More nouns of outlets, which make no name of what stands behind them.
const OTHERS: &[&str] = &["blog", "daily", "newsletter", "podcast", "publication", "weekly"];
/// Last words of the names of papers, which hardly any other name has.
const PAPERS: &[&str] =
    &["Chronicle", "Courier", "Gazette", "Herald", "Observer", "Telegraph", "Times", "Tribune"];
/// First words of the names of stations.
const STATIONS: &[&str] = &["Canal", "Channel", "Radio", "TV"];
/// Numbers of the classes of people and organisations among the marks.
const PERSON: usize = 0;
const ORGANISATION: usize = 1;

/// Marks the proper nouns right behind a noun of an outlet as the name of an organisation, where none of them is part of
/// a name yet; names of papers and stations by their last or first word; and so a person of several words that is an outlet of the table: "Der Spiegel".
pub(crate) fn mark_outlets(
    texts: &[&str],
    upos: impl Fn(usize) -> Upos,
    sentences: &[Range<usize>],
    marks: &mut [u8],
) {
    for sentence in sentences {
        for (words, kind) in spans(&marks[sentence.clone()]) {
            let words = sentence.start + words.start..sentence.start + words.end;
            if kind == PERSON && words.len() > 1 && outlet(&texts[words.clone()].join(" ")).is_some() {
                mark_name(&mut marks[words], ORGANISATION);
            }
        }
        let proper = |at: usize| {
            matches!(upos(at), Upos::Propn | Upos::Noun) && texts[at].starts_with(char::is_uppercase)
        };
        let is = |at: usize, words: &[&str]| words.contains(&texts[at]);
        let mut at = sentence.start + 1;
        while at < sentence.end {
            let start = at;
            while at < sentence.end
                && (proper(at) || at > start && texts[at] == "-" && at + 1 < sentence.end && proper(at + 1))
            {
                at += 1;
            }
            let noun = start - 1;
            let called = at > start
                && upos(noun) == Upos::Noun
                && (is(noun, OUTLETS) || is(noun, BROAD) && noun > sentence.start && is(noun - 1, MEDIA));
            let open = |at: usize| {
                marks[at] == 0 || part_and_kind(marks[at]).is_some_and(|(_, kind)| kind == PERSON)
            };
            let unmarked = marks[start..at].iter().all(|&mark| mark == 0);
            // "the Cairo daily Al-Masar".
            let daily = at > start
                && is(noun, &["daily", "weekly"])
                && noun > sentence.start
                && (is(noun - 1, &["the"]) || texts[noun - 1].starts_with(char::is_uppercase))
                && (start..at).all(open);
            // "Deccan Courier", whose first word the tagger takes for an adjective.
            let adjective = |at: usize| upos(at) == Upos::Adj && texts[at].starts_with(char::is_uppercase);
            let first = start - usize::from(at > start && noun > sentence.start && adjective(noun));
            let paper = at > first + 1 && is(at - 1, PAPERS) && open(at - 1);
            let station = at > start + 1 && is(start, STATIONS) && open(start);
            let alone =
                is(start, PAPERS) && is(noun, &["the", "The"]) && marks[start] == 0 && at <= start + 1;
            if paper {
                mark_name(&mut marks[first..at], ORGANISATION);
            } else if alone {
                mark_name(&mut marks[start..=start], ORGANISATION);
            } else if called && unmarked || station || daily {
                mark_name(&mut marks[start..at], ORGANISATION);
            }
            at = at.max(start + 1);
        }
    }
}

/// Whether the words beside a name call it an outlet.
#[must_use]
pub fn called_outlet(analysis: &Analysis, mention: &Mention) -> bool {
    let lemma = |at: usize| analysis.tokens.get(at).map_or("", |token| &*token.lemma);
    // An agency, a site or a station may be of many kinds: these need a word of news beside them.
    let noun = |at: usize| {
        let told = at > 0 && MEDIA.contains(&lemma(at - 1));
        let word = lemma(at);
        OUTLETS.contains(&word) || OTHERS.contains(&word) || BROAD.contains(&word) && told
    };
    if (with_description(analysis, mention)..mention.tokens.start).any(noun) {
        return true;
    }
    // "the Spanish news agency", "a Lisbon newspaper" name none.
    let whose = matches!(
        mention.name_kind,
        NameKind::Norp | NameKind::Location | NameKind::Person | NameKind::Date | NameKind::Money
    );
    let end = mention.tokens.end;
    !whose && (noun(end) || (MEDIA.contains(&lemma(end)) && noun(end + 1)))
}

/// The first token of a name with the words before it that describe it: "the Spanish news agency EFE".
#[must_use]
pub fn with_description(analysis: &Analysis, mention: &Mention) -> usize {
    let attached = |at: usize| {
        let upos = analysis.tokens.get(at).map(|token| token.upos);
        let daily = analysis.tokens.get(at).is_some_and(|token| matches!(&*token.lemma, "daily" | "weekly"));
        daily || matches!(upos, Some(Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn))
    };
    let mut first = mention.tokens.start;
    let least = first.saturating_sub(5);
    while first > least && attached(first - 1) {
        first -= 1;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_person_that_is_an_outlet_of_the_table_is_no_person() {
        let texts = ["Lena", "Marsh", "told", "Der", "Spiegel"];
        let mut marks = [0; 5];
        mark_name(&mut marks[..2], PERSON);
        mark_name(&mut marks[3..], PERSON);
        mark_outlets(&texts, |_| Upos::Propn, std::slice::from_ref(&(0..texts.len())), &mut marks);
        assert_eq!(spans(&marks), [(0..2, PERSON), (3..5, ORGANISATION)]);
    }

    #[test]
    fn other_sites_are_no_outlets() {
        assert!(marked("the building site Harbourside was").is_empty());
        assert!(marked("the newspaper was").is_empty());
    }
}
