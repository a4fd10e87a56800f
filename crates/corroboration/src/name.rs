//! Names of sources in, whether they can mean the same out. Knows no statements.

use woozle_language::{metonym, same_outlet};

const EMPTY: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "for",
    "and",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "president",
    "minister",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "one",
    "some",
    "several",
    "s",
    "in",
    "at",
    "on",
    "to",
    "by",
    "its",
    "his",
    "her",
];

/// The words of a name that tell it from others, lower case.
pub(crate) fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace(['’', '\''], " ");
    let all: Vec<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let kept: Vec<String> = all.iter().filter(|word| !EMPTY.contains(&word.as_str())).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// First five letters: "minister" and "ministry", "Uzbek" and "Uzbekistan" are one word here.
pub(crate) fn stem(word: &str) -> String {
    word.chars().take(if word.chars().count() > 6 { 5 } else { 6 }).collect()
}

/// Whether both names can mean the same person, institution or outlet: one holds all words of the other,
/// or one is the other's initials, or both stand for one state.
pub(crate) fn same(one: &str, other: &str) -> bool {
    if one.eq_ignore_ascii_case(other) || same_outlet(one, other) {
        return true;
    }
    if let (Some(a), Some(b)) = (state(one), state(other)) {
        return a == b;
    }
    let (a, b) = (words(one), words(other));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.is_empty() {
        return false;
    }
    let fuzzy = |word: &String| long.iter().any(|other| near(word, other));
    short.iter().all(fuzzy) || initials(one, other) || initials(other, one)
}

/// The state that a name means or stands for.
pub(crate) fn state(name: &str) -> Option<&'static str> {
    metonym(name).or_else(|| woozle_language::country(name))
}

fn near(one: &str, other: &str) -> bool {
    one == other || (one.chars().count() > 5 && other.chars().count() > 5 && stem(one) == stem(other))
}

fn initials(short: &str, long: &str) -> bool {
    let capitals: String =
        long.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    let short = short.trim_start_matches("the ");
    capitals.chars().count() >= 2 && (capitals == short || capitals.trim_start_matches('T') == short)
}

/// How much of the rarer words two descriptions share, 0 to 1 of the shorter.
pub(crate) fn overlap(one: &str, other: &str) -> f32 {
    let (a, b) = (words(one), words(other));
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return 0.0;
    }
    a.iter().filter(|word| b.iter().any(|other| near(word, other))).count() as f32 / shorter as f32
}
