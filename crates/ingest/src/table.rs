//! The lists in `data/*.tsv`: lines that are not comments.

use std::{collections::BTreeMap, sync::LazyLock};

/// News agencies, by the names under which they are credited.
pub(crate) fn agencies() -> impl Iterator<Item = &'static str> {
    static LINES: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| lines(include_str!("../data/agencies.tsv")).collect());
    LINES.iter().copied()
}

/// Wires of press releases, by the names under which they are credited.
pub(crate) fn release_wires() -> impl Iterator<Item = &'static str> {
    static LINES: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| lines(include_str!("../data/release-wires.tsv")).collect());
    LINES.iter().copied()
}

/// Words that make a short header line an outlet's name.
pub(crate) fn outlet_words() -> impl Iterator<Item = &'static str> {
    static LINES: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| lines(include_str!("../data/outlet-words.tsv")).collect());
    LINES.iter().copied()
}

/// How lines begin that belong to the page, not to the report: the openings with the line's first letter.
pub(crate) fn furniture_openings(line: &str) -> impl Iterator<Item = &'static str> {
    static LINES: LazyLock<BTreeMap<char, Vec<&'static str>>> = LazyLock::new(|| {
        let mut by_letter: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
        for line in lines(include_str!("../data/furniture.tsv")) {
            by_letter.entry(line.chars().next().unwrap_or_default()).or_default().push(line);
        }
        by_letter
    });
    let first = line.chars().next().unwrap_or_default();
    LINES.get(&first).into_iter().flatten().copied()
}

/// The number of the month that the word, in lower case, names in one of many languages.
pub(crate) fn month(word: &str) -> Option<i32> {
    static MONTHS: LazyLock<BTreeMap<&'static str, i32>> = LazyLock::new(|| {
        let rows = lines(include_str!("../data/months.tsv")).filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(name, number)| Some((name, number.parse().ok()?))).collect()
    });
    MONTHS.get(word).copied()
}

/// Words by which a paragraph asks readers to subscribe, to follow, to pay.
pub(crate) fn promotions() -> impl Iterator<Item = &'static str> {
    static LINES: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| lines(include_str!("../data/promotion.tsv")).collect());
    LINES.iter().copied()
}

/// Words of class and id, and what elements named so are for.
pub(crate) fn page_marks() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(include_str!("../data/page-marks.tsv")).filter_map(|line| line.split_once('\t'))
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The agencies that the text names as whole words, in order, longest name first: name, start, end.
pub(crate) fn agencies_in(text: &str) -> Vec<(usize, usize)> {
    static NAMES: LazyLock<BTreeMap<u8, Vec<&'static str>>> = LazyLock::new(|| {
        let mut by_letter: BTreeMap<u8, Vec<&'static str>> = BTreeMap::new();
        // "ots" is too short to be looked for in running text.
        for name in agencies().chain(release_wires().filter(|wire| wire.len() > 4)) {
            by_letter.entry(name.as_bytes()[0]).or_default().push(name);
        }
        by_letter
    });
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut inside = false;
    for (start, letter) in text.char_indices() {
        let opens = !inside;
        inside = letter.is_alphanumeric();
        let Some(names) = NAMES.get(&text.as_bytes()[start]).filter(|_| opens) else { continue };
        for name in names.iter().filter(|name| text[start..].starts_with(**name)) {
            let end = start + name.len();
            if !text[end..].starts_with(char::is_alphanumeric) {
                found.push((start, end));
            }
        }
    }
    found.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
    let mut last = 0;
    found.retain(|&(start, end)| {
        let keep = start >= last;
        last = if keep { end } else { last };
        keep
    });
    found
}
