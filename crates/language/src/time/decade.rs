//! Decades and centuries: "the 1990s", "the sixties", "the 20th century".

use super::date::ordinal;
use super::period::years;
use super::{Found, Scan};
use crate::Granularity;

impl Scan<'_> {
    /// "1990s", "the 1990s", "1930's", "mid-1980s", "the sixties".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        if let Some(year) = spelt_decade(self.word(start))
            .filter(|_| start > at || at > self.floor && self.is(at - 1, &["the", "early", "late", "mid"]))
        {
            return Some(Found::days(start + 1, Granularity::Decade, years(year, 10)));
        }
        let word = self.word(start);
        let (digits, end) = match word.trim_end_matches('s').trim_end_matches(['\'', '’']) {
            digits if digits.len() < word.len() => (digits, start + 1),
            digits if self.is(start + 1, &["'s", "’s"]) => {
                let said = start > at || at > self.floor && self.is(at - 1, &["the", "early", "late", "mid"]);
                said.then_some((digits, start + 2))?
            }
            _ => return None,
        };
        let short = digits.strip_prefix(['\'', '’', '‘']);
        let digits = short.unwrap_or(digits);
        // "The 1980s and 90s".
        let listed = at > self.floor + 1
            && self.is(at - 1, &["and", "or", "-", "–", "to"])
            && self.word(at - 2).ends_with("0s");
        if digits.len() == 2
            && digits.ends_with('0')
            && (start > at || short.is_some() || listed)
            && !self.is(end, &["°", "F", "C", "degrees"])
        {
            let year: i32 = digits.parse().ok()?;
            return Some(Found::days(end, Granularity::Decade, years(1900 + year, 10)));
        }
        let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4 && digits.ends_with('0'))?;
        let count = if year % 100 == 0 && year < 2000 { 100 } else { 10 };
        Some(Found::days(end, Granularity::Decade, years(year, count)))
    }

    /// "the 20th century", "the twentieth century", "the 15th to the 19th century".
    pub(super) fn century(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        let number = self.ordinal_number(start)?;
        let mut next = start + 1 + usize::from(self.is(start + 1, &["-", "–"]));
        let joined = self.is(start + 1, &["to", "and", "-", "–"]);
        let days = years(100 * (number - 1), 100);
        if joined {
            let second = start + 2 + usize::from(self.is(start + 2, &["the"]));
            let after = second + 1 + usize::from(self.is(second + 1, &["-", "–"]));
            if self.ordinal_number(second).is_some() && self.is(after, &["century", "centuries"]) {
                return Some(Found::days(start + 1, Granularity::Decade, days));
            }
        }
        if !self.is(next, &["century", "centuries"]) {
            return None;
        }
        next += 1;
        if self.is(next, &["BC", "BCE", "B.C."]) {
            return Some(Found::days(next + 1, Granularity::Decade, years(-100 * number, 100)));
        }
        next += usize::from(self.is(next, &["AD", "CE", "A.D."]));
        Some(Found::days(next, Granularity::Decade, days))
    }

    /// "20th", "twentieth", "twenty-first" as the number of a century.
    fn ordinal_number(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        if word.eq_ignore_ascii_case("twenty-first") {
            return Some(21);
        }
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if digits.is_empty() {
            return ordinal(word).map(i32::from);
        }
        let suffixed = digits.len() + 2 == word.len();
        digits.parse().ok().filter(|number| suffixed && (1..30).contains(number))
    }
}

/// The first year of a decade in words; the last century is meant.
fn spelt_decade(word: &str) -> Option<i32> {
    let names =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let at = names.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    Some(1920 + 10 * at as i32)
}
