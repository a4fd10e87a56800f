//! A first paragraph in, its [`Dateline`] out: "SOFIA, March 11 (Reuters) - " and its many relatives.

use crate::{
    date::{find_date, month_number},
    layout::ends_sentence,
    table::{agencies, agencies_in},
};
use woozle_text::Published;

/// The place, day and agency that a paragraph opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// One past its last byte, white space after the dash included.
    pub end: usize,
    /// The agency or outlet it names, as bytes of the paragraph.
    pub outlet: Option<(usize, usize)>,
    /// The day, where the year is stated too.
    pub published: Option<Published>,
}

/// No dateline is longer than this, in bytes.
const LONGEST: usize = 120;

/// What ends a dateline; longer forms first.
const ENDS: [&str; 13] =
    [" -- ", " --- ", " – ", " — ", " - ", "— ", "– ", "-- ", ": ", " —", " –", "—", " -"];

/// Capitalised words with a colon that open a paragraph and are no place.
const KICKERS: [&str; 16] = [
    "ANALYSIS",
    "BREAKING",
    "COMMENT",
    "CORRECTION",
    "EXCLUSIVE",
    "EXPLAINED",
    "EXPLAINER",
    "LIVE",
    "NEWS",
    "NOTE",
    "OPINION",
    "UPDATE",
    "URGENT",
    "VIDEO",
    "WARNING",
    "WATCH",
];

/// Reads the dateline that the paragraph opens with, if it has one.
pub(crate) fn read_dateline(paragraph: &str) -> Option<Dateline> {
    if !ends_sentence(paragraph) && !paragraph.contains(". ") {
        return None; // A headline such as "FLOODS: ten questions" has no dateline.
    }
    let head = head(paragraph);
    let mut ends: Vec<(usize, &str)> =
        ENDS.iter().flat_map(|end| head.match_indices(end).map(|(at, _)| (at, *end))).collect();
    ends.sort_by_key(|&(at, end)| (at, std::cmp::Reverse(end.len())));
    ends.into_iter().find_map(|(at, end)| {
        let outlet = credited(&head[..at]);
        if !is_dateline(&head[..at], end.trim(), outlet) {
            return None;
        }
        let after = at + end.len();
        let rest = &paragraph[after..];
        let end = after + (rest.len() - rest.trim_start().len());
        (end < paragraph.len()).then(|| Dateline {
            end,
            outlet,
            published: find_date(&head[..at]).map(|found| found.published),
        })
    })
}

fn head(paragraph: &str) -> &str {
    let mut end = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    &paragraph[..end]
}

/// The outlet in brackets or slashes at the end of the dateline, or one that is all of it.
fn credited(dateline: &str) -> Option<(usize, usize)> {
    let trimmed = dateline.trim_end();
    let inside = |open: char, close: char| {
        let end = trimmed.strip_suffix(close)?.len();
        let start = trimmed[..end].rfind(open)? + open.len_utf8();
        (start < end).then_some((start, end))
    };
    if let Some((start, end)) = inside('(', ')').or_else(|| inside('/', '/')).or_else(|| inside('[', ']')) {
        let name = &dateline[start..end];
        let is_date = name.split([' ', '.', ',']).any(|word| month_number(word).is_some());
        let named = name.contains(char::is_uppercase) || agencies().any(|agency| agency == name);
        return (!is_date && named && !name.contains(|c: char| c.is_ascii_digit())).then_some((start, end));
    }
    let found = agencies_in(trimmed);
    found.first().copied().filter(|&(start, end)| start == 0 && end == trimmed.len())
}

/// Whether the words before the dash are a place, a day and an outlet, and nothing else.
fn is_dateline(words: &str, end: &str, outlet: Option<(usize, usize)>) -> bool {
    let place = outlet.map_or(words, |(start, _)| &words[..start - usize::from(start > 0)]);
    let place = place.trim_end_matches(['(', '/', '[', ' ']);
    if words.trim().is_empty() || !place.split_whitespace().all(may_stand_in_dateline) {
        return false;
    }
    if KICKERS.contains(&place.trim()) {
        return false;
    }
    let has_day = place
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| month_number(word).is_some() || (word.len() == 4 && word.parse::<u16>().is_ok()))
        && place.contains(|c: char| c.is_ascii_digit());
    let first = place.split([',', '(', '/']).next().unwrap_or_default().trim();
    let capitals = first.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
        && !first.chars().any(char::is_lowercase);
    match end {
        _ if outlet.is_some() => place.is_empty() || place.starts_with(char::is_uppercase),
        ":" => capitals && (has_day || first.split_whitespace().count() <= 3),
        _ => capitals || (has_day && place.starts_with(char::is_uppercase)),
    }
}

/// Whether the word may stand in a dateline: a name, a month, a number, a mark, a small word of place names.
fn may_stand_in_dateline(word: &str) -> bool {
    const SMALL: [&str; 22] = [
        "al", "am", "and", "au", "da", "de", "del", "der", "do", "du", "el", "en", "in", "la", "le", "les",
        "of", "on", "st", "sur", "the", "upon",
    ];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || SMALL.contains(&bare)
        || month_number(bare).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(paragraph: &str) -> Option<(&str, Option<&str>)> {
        let dateline = read_dateline(paragraph)?;
        Some((&paragraph[dateline.end..], dateline.outlet.map(|(start, end)| &paragraph[start..end])))
    }

    #[test]
    fn datelines_of_many_houses_are_read() {
        for (paragraph, outlet) in [
            ("VARNA, March 11 (Reuters) - A ferry sank.", Some("Reuters")),
            ("Varna, March 12 (BTA) - A ferry sank.", Some("BTA")),
            ("TERMEZ, 04.06.2025 /NIAT “Khovar”/ – A ferry sank.", Some("NIAT “Khovar”")),
            ("PARIS (AFP) —A ferry sank.", Some("AFP")),
            ("LYON, France, June 17 (AFP) - A ferry sank.", Some("AFP")),
            ("GENEVA: A ferry sank.", None),
            ("SINGAPORE (June 5) — A ferry sank.", None),
            ("Muscat, May 7 (BNA): A ferry sank.", Some("BNA")),
            ("PORTO, Cebu — A ferry sank.", None),
            ("MANILA – A ferry sank.", None),
            ("(Reuters) - A ferry sank.", Some("Reuters")),
            ("AP — A ferry sank.", Some("AP")),
        ] {
            assert_eq!(parts(paragraph), Some(("A ferry sank.", outlet)), "{paragraph}");
        }
    }

    #[test]
    fn a_sentence_with_a_dash_has_no_dateline() {
        for paragraph in [
            "The ferry – built in 1970 – sank.",
            "UPDATE: The ferry sank.",
            "NATO said on Monday - and again on Tuesday - that it knew.",
            "Four people died (two of them children) - a record.",
        ] {
            assert_eq!(parts(paragraph), None, "{paragraph}");
        }
    }

    #[test]
    fn the_day_counts_only_with_its_year() {
        let published = |text| read_dateline(text).and_then(|dateline| dateline.published);
        assert_eq!(published("VARNA, March 11 (Reuters) - A ferry sank."), None);
        let day = published("TERMEZ, 04.06.2025 /NIAT/ – A ferry sank.").expect("the year is stated");
        assert_eq!(day.iso(), "2025-06-04");
    }
}
