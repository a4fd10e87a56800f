//! Abbreviations: a word without its full stop in, what kind of abbreviation it is out.

use std::sync::LazyLock;

/// What a full stop after a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// No abbreviation: the stop ends a sentence.
    None,
    /// Stands before a name and never ends a sentence: "Mr.", "Gen.".
    Title,
    /// Stands before a number: "No.", "p.".
    Number,
    /// May end a sentence: "Inc.", "a.m.", "U.S.".
    Any,
    /// A single capital letter: "J. Orme".
    Initial,
}

/// One abbreviation a line: word without its stop, kind.
static TABLE: LazyLock<Vec<(&'static str, Abbreviation)>> = LazyLock::new(|| {
    let rows = include_str!("../data/abbreviations.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut table: Vec<_> = rows.filter_map(row).collect();
    table.sort_unstable_by_key(|&(word, _)| word);
    table
});

fn row(line: &'static str) -> Option<(&'static str, Abbreviation)> {
    let (word, kind) = line.split_once('\t')?;
    let kind = match kind {
        "title" => Abbreviation::Title,
        "number" => Abbreviation::Number,
        _ => Abbreviation::Any,
    };
    Some((word, kind))
}

/// What kind of abbreviation the word (without its last full stop) is.
#[must_use]
pub fn kind(word: &str) -> Abbreviation {
    if word.len() > 12 || word.is_empty() {
        return Abbreviation::None;
    }
    let mut characters = word.chars();
    if let (Some(first), None) = (characters.next(), characters.next())
        && first.is_uppercase()
    {
        return Abbreviation::Initial;
    }
    if word.contains('.') {
        let letters = word
            .split('.')
            .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic));
        return if letters { Abbreviation::Any } else { Abbreviation::None };
    }
    let lower = word.to_lowercase();
    TABLE
        .binary_search_by_key(&lower.as_str(), |&(known, _)| known)
        .map_or(Abbreviation::None, |at| TABLE[at].1)
}

/// Words that, with a capital, nearly always start a sentence, sorted.
static STARTERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../data/sentence_starters.tsv").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Whether the text begins, after quotation marks, with a capitalised word that nearly always starts a sentence.
#[must_use]
pub fn starts_sentence(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
    if !text.starts_with(char::is_uppercase) {
        return false;
    }
    let word = text.split(|character: char| !character.is_alphabetic()).next().unwrap_or("");
    word.len() < 14 && STARTERS.binary_search(&word.to_lowercase().as_str()).is_ok()
}
