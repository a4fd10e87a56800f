//! Dates by number and name: "March 11", "11 March 2025", "04.06.2025", "in 2023", "the 1990s".

use woozle_text::Date;

use super::period::{months, years};
use super::{Found, Scan};
use crate::calendar::{month, season, weekday};
use crate::{Granularity, Upos, Xpos};

impl Scan<'_> {
    /// "2025-06-04", "04.06.2025", "10/03/2026".
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        let date = numeric(self.word(at), self.anchor)?;
        Some(Found::days(at + 1, Granularity::Day, Some((date, date))))
    }

    /// "March 11", "March 11-13, 2025", "Tuesday, March 11, 2025", "March 2025", "in March".
    pub(super) fn month_day(&self, at: usize) -> Option<Found> {
        let start = self.after_weekday(at);
        let month = month(self.word(start))?;
        let mut next = start + 1 + usize::from(self.is(start + 1, &["."]));
        let Some(day) = self.day(next) else {
            return if start > at { self.day_month(start) } else { self.month_alone(start, month) };
        };
        next += 1;
        let last_day = self.is(next, &["-", "–", "to"]).then(|| self.day(next + 1)).flatten();
        next += if last_day.is_some() { 2 } else { 0 };
        let comma = usize::from(self.is(next, &[","]));
        let year = self.year_number(next + comma);
        let end = if year.is_some() { next + comma + 1 } else { next };
        let first = self.dated(year, month, day, at)?;
        let last = last_day.and_then(|day| Date::new(first.year, month, day)).unwrap_or(first);
        Some(Found::days(end, Granularity::Day, Some((first, last.max(first)))))
    }

    /// "11 March", "11th of March, 2025".
    pub(super) fn day_month(&self, at: usize) -> Option<Found> {
        let start = self.after_weekday(at);
        let day = self.day(start)?;
        let last_day = self.is(start + 1, &["-", "–", "to"]).then(|| self.day(start + 2)).flatten();
        let named = start + 1 + if last_day.is_some() { 2 } else { 0 };
        let named = named + usize::from(self.is(named, &["of"]));
        let month = month(self.word(named))?;
        let comma = usize::from(self.is(named + 1, &[","]));
        let year = self.year_number(named + 1 + comma);
        let end = if year.is_some() { named + comma + 2 } else { named + 1 };
        let first = self.dated(year, month, day, at)?;
        let last = last_day.and_then(|day| Date::new(first.year, month, day)).unwrap_or(first);
        Some(Found::days(end, Granularity::Day, Some((first, last.max(first)))))
    }

    /// Past a weekday that opens a date: "Tuesday, ".
    fn after_weekday(&self, at: usize) -> usize {
        if weekday(self.word(at)).is_none() {
            return at;
        }
        let dot = usize::from(self.is(at + 1, &[",", "."]));
        at + 1 + dot + usize::from(self.is(at + 1 + dot, &["the"]))
    }

    fn month_alone(&self, at: usize, month: u8) -> Option<Found> {
        let of = usize::from(self.is(at + 1, &[",", "of"]));
        if let Some(year) = self.year_number(at + 1 + of) {
            return Some(Found::days(at + 2 + of, Granularity::Month, months(year, month, 1)));
        }
        let named = at > 0
            && self.view.is(
                at - 1,
                &[
                    "in", "since", "until", "by", "from", "of", "during", "to", "and", "late", "early",
                    "mid", "last", "next", "this", "through", "for", "before", "after", "-",
                ],
            );
        let common = self.is(at, &["may", "march", "mar", "jun", "dec", "sun", "mon"]);
        if self.view.upos(at) != Upos::Propn || (common && !named) || (!named && self.word(at).len() < 4) {
            return None;
        }
        let days = self.month_near(month, at).and_then(|(year, month)| months(year, month, 1));
        Some(Found::days(at + 1, Granularity::Month, days))
    }

    /// The month of that name meant beside the anchor: the last one, or the next where the future is spoken of.
    pub(super) fn month_near(&self, month: u8, at: usize) -> Option<(i32, u8)> {
        let anchor = self.anchor?;
        let future = self.is_future(at);
        let year = match month.cmp(&anchor.month) {
            std::cmp::Ordering::Less if future => anchor.year + 1,
            std::cmp::Ordering::Greater if !future => anchor.year - 1,
            _ => anchor.year,
        };
        Some((year, month))
    }

    fn dated(&self, year: Option<i32>, month: u8, day: u8, at: usize) -> Option<Date> {
        match year {
            Some(year) => Date::new(year, month, day),
            None => near(month, day, self.anchor?, self.is_future(at)),
        }
    }

    /// A day of the month: "11", "9th".
    fn day(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if !matches!(&word[digits.len()..].to_ascii_lowercase()[..], "" | "st" | "nd" | "rd" | "th") {
            return None;
        }
        let day = digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2);
        day.filter(|_| !self.is(at + 1, &["%", "percent", "per", "a.m.", "p.m.", "am", "pm"]))
    }

    pub(super) fn year_number(&self, at: usize) -> Option<i32> {
        let year = self.digits(at)?;
        (self.word(at).len() == 4 && (1000..2200).contains(&year)).then_some(year)
    }

    /// "2023", "2023-24", where it counts nothing.
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        let year = self.year_number(at)?;
        let before = at.checked_sub(1).map_or("", |at| self.view.word(at));
        let priced = matches!(
            before,
            "$" | "£"
                | "€"
                | "#"
                | "No."
                | "no."
                | "some"
                | "about"
                | "nearly"
                | "over"
                | "than"
                | "least"
                | "around"
                | "page"
                | "almost"
        );
        let named = before.eq_ignore_ascii_case("the") && (1900..2060).contains(&year);
        let counts = !named
            && (self.view.xpos(at + 1) == Xpos::Nns
                && at + 1 < self.stop
                && !self.is(at + 1, &["elections"])
                || self.is(
                    at + 1,
                    &[
                        "percent", "per", "%", "km", "miles", "metres", "meters", "people", "GMT", "UTC",
                        "hours", "million", "tonnes", "of", ":",
                    ],
                ));
        let modifies =
            matches!(self.view.deprel(at), crate::Deprel::Nummod) && self.view.xpos(at + 1) == Xpos::Nns;
        let plausible =
            (1500..2100).contains(&year) || self.view.is(at.saturating_sub(1), &["in", "since", "of", "by"]);
        if priced || counts || (modifies && !named) || !plausible {
            return None;
        }
        let joined = self.is(at + 1, &["-", "–", "—"]);
        let last = joined
            .then(|| self.digits(at + 2))
            .flatten()
            .map(|last| if last < 100 { year / 100 * 100 + last } else { last });
        let last = last.filter(|last| (year + 1..year + 150).contains(last));
        let end = if last.is_some() { at + 3 } else { at + 1 };
        let era = usize::from(self.is(end, &["AD", "CE"]));
        if self.is(end, &["BC", "BCE"]) {
            return Some(Found::days(end + 1, Granularity::Year, None));
        }
        Some(Found::days(end + era, Granularity::Year, years(year, last.map_or(1, |last| last - year + 1))))
    }

    /// "1990s", "the 1990s", "1930's".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let (digits, end) = match word.trim_end_matches('s').trim_end_matches(['\'', '’']) {
            digits if digits.len() < word.len() => (digits, at + 1),
            digits if self.is(at + 1, &["'s", "’s"]) => (digits, at + 2),
            _ => return None,
        };
        let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4 && digits.ends_with('0'))?;
        let count = if year % 100 == 0 && year < 2000 { 100 } else { 10 };
        Some(Found::days(end, Granularity::Decade, years(year, count)))
    }

    /// "the 20th century", "the twentieth century".
    pub(super) fn century(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        if let Some(found) = (start > at).then(|| self.decade(start)).flatten() {
            return Some(found);
        }
        let joined = usize::from(self.is(start + 1, &["-", "–"]));
        if !self.is(start + 1 + joined, &["century", "centuries"]) {
            return None;
        }
        let word = self.word(start).to_ascii_lowercase();
        let number: i32 = match &*word {
            "sixteenth" => 16,
            "seventeenth" => 17,
            "eighteenth" => 18,
            "nineteenth" => 19,
            "twentieth" => 20,
            _ => word
                .trim_end_matches(|letter: char| letter.is_ascii_alphabetic())
                .parse()
                .ok()
                .filter(|number| (1..30).contains(number))?,
        };
        Some(Found::days(start + 2 + joined, Granularity::Decade, years(100 * (number - 1), 100)))
    }

    /// "summer 2022", "spring of 2019", "last autumn", "this winter".
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the", "last", "this", "next"]));
        let month = season(self.word(start))?;
        let of = usize::from(self.is(start + 1, &["of"]));
        if let Some(year) = self.year_number(start + 1 + of) {
            return Some(Found::days(start + 2 + of, Granularity::Season, months(year, month, 3)));
        }
        if start == at || self.is(at, &["the"]) {
            return None;
        }
        let days = self.anchor.and_then(|anchor| {
            let this = months(anchor.year - i32::from(month == 12 && anchor.month < 3), month, 3)?;
            let past = this.1 < anchor;
            match () {
                () if self.is(at, &["last"]) && !past => months(this.0.year - 1, month, 3),
                () if self.is(at, &["next"]) && this.0 <= anchor => months(this.0.year + 1, month, 3),
                () => Some(this),
            }
        });
        Some(Found::days(start + 1, Granularity::Season, days))
    }
}

/// The day of that name nearest to the anchor; the future counts only where it is spoken of or close.
fn near(month: u8, day: u8, anchor: Date, future: bool) -> Option<Date> {
    let years = [anchor.year - 1, anchor.year, anchor.year + 1];
    let distance = |date: &Date| {
        let days = date.days_since_epoch() - anchor.days_since_epoch();
        if (days > 0) == future || days == 0 { days.abs() } else { days.abs() * 2 }
    };
    years.into_iter().filter_map(|year| Date::new(year, month, day)).min_by_key(distance)
}

/// A date in digits; of "10/03/2026" the reading nearest to the anchor, day first where that decides nothing.
fn numeric(word: &str, anchor: Option<Date>) -> Option<Date> {
    let separator = word
        .chars()
        .find(|letter| !letter.is_ascii_digit())
        .filter(|letter| matches!(letter, '-' | '.' | '/'))?;
    let parts: Vec<i32> = word.split(separator).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [first, second, third] = parts[..] else { return None };
    let small = |number: i32| u8::try_from(number).ok();
    if first > 31 {
        return Date::new(first, small(second)?, small(third)?);
    }
    let year = if third < 100 { 2000 + third } else { third };
    let day_first = Date::new(year, small(second)?, small(first)?);
    let month_first = Date::new(year, small(first)?, small(second)?);
    let far =
        |date: &Date| anchor.map_or(0, |anchor| (date.days_since_epoch() - anchor.days_since_epoch()).abs());
    [day_first, month_first].into_iter().flatten().min_by_key(far)
}

/// The first date in a dateline: "SOFIA, March 11 (Reuters) - ".
pub(super) fn in_text(text: &str, published: Option<Date>) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '(' | ')' | '—' | '–'))
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: Option<&&str>| word.and_then(|word| word.parse::<u16>().ok());
    for (at, word) in words.iter().enumerate() {
        if let Some(date) = numeric(word, published) {
            return Some(date);
        }
        let Some(month) = month(word) else { continue };
        let before = at.checked_sub(1).and_then(|at| number(words.get(at)));
        let after = number(words.get(at + 1));
        let day = [after, before].into_iter().flatten().find(|day| (1..=31).contains(day))?;
        let year = [number(words.get(at + 1)), number(words.get(at + 2))]
            .into_iter()
            .flatten()
            .find(|year| *year > 1900);
        return match year {
            Some(year) => Date::new(i32::from(year), month, day as u8),
            None => near(month, day as u8, published?, false),
        };
    }
    None
}
