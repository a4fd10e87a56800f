//! Which readers an expression of time that starts with a word can be for: a cheap look at every token, so
//! that they run on the few that can.

use std::sync::LazyLock;

use crate::vocabulary::Vocabulary;

/// What sort of word may open an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// "March".
    Month,
    /// "Monday", "Fri.", "Sundays".
    Weekday,
    /// Numbers and ordinals in words, amounts, "half", "noon".
    Amount,
    /// "a", "an".
    Indefinite,
    /// "the": what follows decides.
    Definite,
    /// "in": what follows decides.
    In,
    /// "last", "next", "this", "that".
    Turn,
    /// "today", "early", "summer", the first words of holidays.
    Other,
    /// Figures.
    Digits,
}

const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];
const WEEKDAYS: [&str; 24] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
];
const AMOUNTS: [&str; 70] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "half",
    "quarter",
    "several",
    "many",
    "few",
    "couple",
    "some",
    "hundreds",
    "thousands",
    "millions",
    "years",
    "decades",
    "centuries",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
    "noon",
    "midday",
    "midnight",
];
const TURNS: [&str; 14] = [
    "last",
    "next",
    "this",
    "that",
    "these",
    "those",
    "past",
    "coming",
    "upcoming",
    "current",
    "following",
    "previous",
    "preceding",
    "same",
];
const OTHERS: [&str; 49] = [
    "early",
    "late",
    "mid",
    "beginning",
    "start",
    "middle",
    "end",
    "close",
    "earlier",
    "later",
    "rest",
    "remainder",
    "year",
    "week",
    "day",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "overnight",
    "now",
    "nowadays",
    "currently",
    "recent",
    "every",
    "each",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "summers",
    "winters",
    "ad",
    "a.d.",
    "within",
    "weekend",
    "present",
    "all",
    "wintertime",
    "summertime",
];

static OPENERS: LazyLock<Vocabulary<Opener>> = LazyLock::new(|| {
    let words = [
        ("a", Opener::Indefinite),
        ("an", Opener::Indefinite),
        ("the", Opener::Definite),
        ("in", Opener::In),
    ];
    let of = |words: &'static [&'static str], opener| words.iter().map(move |word| (*word, opener));
    Vocabulary::new(
        words
            .into_iter()
            .chain(of(&MONTHS, Opener::Month))
            .chain(of(&WEEKDAYS, Opener::Weekday))
            .chain(of(&AMOUNTS, Opener::Amount))
            .chain(of(&TURNS, Opener::Turn))
            .chain(of(&OTHERS, Opener::Other))
            .chain(super::holiday::first_words().map(|word| (word, Opener::Other))),
    )
});

/// Whether the word may stand between "in" or "the" and what they open, though it opens nothing itself.
pub(super) fn is_about(word: &str) -> bool {
    ["about", "around", "roughly", "approximately", "~", "another", "moment", "1/2"]
        .iter()
        .any(|other| other.eq_ignore_ascii_case(word))
}

/// What sort of opener the word is, if any.
pub(super) fn opener(word: &str) -> Option<Opener> {
    let bare = word.strip_prefix(['\'', '’', '‘']).unwrap_or(word);
    if bare.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return Some(Opener::Digits);
    }
    if let Some(opener) = OPENERS.get(word) {
        return Some(opener);
    }
    if let Some(stem) = word.strip_suffix('.') {
        return OPENERS.get(stem);
    }
    // "mid-August", "twenty-five", "year-end", "first-quarter".
    let (first, _) = word.split_once('-')?;
    match OPENERS.get(first) {
        Some(Opener::Amount) => Some(Opener::Amount),
        Some(Opener::Other) => Some(Opener::Other),
        _ => None,
    }
}
