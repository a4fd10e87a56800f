//! Month and day as print gives them, without a year: words in, the one day or the one range of days that they name
//! out. "June 10 to 12" is three days: no day of publication, and no other day than June 11.
//!
//! It reads no year and no day without its month, and nothing where the words name several days apart.

use woozle_text::Date;

/// A leap year, so that every day exists.
const ANY_YEAR: i32 = 2000;
/// More than the days of a month: a step from month to month that keeps days in order.
const MONTH: i32 = 32;

/// First and last day that words name, each as month and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PrintedDays {
    first: (u8, u8),
    last: (u8, u8),
}

impl PrintedDays {
    /// The day, where it is one.
    pub(crate) fn single(self) -> Option<(u8, u8)> {
        (self.first == self.last).then_some(self.first)
    }

    /// Whether no day is in both, whatever the year.
    pub(crate) fn excludes(self, other: Self) -> bool {
        let ((from, to), (first, last)) = (self.ends(), other.ends());
        let year = 12 * MONTH;
        ![-year, 0, year].into_iter().any(|by| from <= last + by && first + by <= to)
    }

    /// Places in the year; the last lies in the next where the days run over its end.
    fn ends(self) -> (i32, i32) {
        let place = |(month, day): (u8, u8)| i32::from(month) * MONTH + i32::from(day);
        let (first, last) = (place(self.first), place(self.last));
        (first, if last < first { last + 12 * MONTH } else { last })
    }
}

/// What a word is for a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Month(u8),
    Day(u8),
    /// "to", a dash: what stands on both sides are the ends of a range.
    Joint,
    Other,
}

/// The only day, or the only days from one to another, that the words name with a month, in either order: "Sept. 3",
/// "the 10th of June", "June 10 to 12", "30 May – 2 June".
pub(crate) fn printed_days(words: &str) -> Option<PrintedDays> {
    let parts = parts(words);
    let mut found: Option<PrintedDays> = None;
    let mut at = 0;
    while at < parts.len() {
        let Some((first, last, length)) = days_at(&parts[at..]) else {
            at += 1;
            continue;
        };
        // "5 June 10": either number may be the day.
        if matches!((parts[at], parts.get(at + length)), (Part::Day(_), Some(Part::Day(_)))) {
            return None;
        }
        let days = PrintedDays { first, last };
        let exist = [first, last].iter().all(|(month, day)| Date::new(ANY_YEAR, *month, *day).is_some());
        if !exist || first.0 == last.0 && first.1 > last.1 || found.is_some_and(|found| found != days) {
            return None;
        }
        found = Some(days);
        at += length;
    }
    found
}

type MonthDay = (u8, u8);

/// The days that the parts begin with, and of how many parts they are.
fn days_at(parts: &[Part]) -> Option<(MonthDay, MonthDay, usize)> {
    use Part::{Day, Joint, Month};
    Some(match *parts {
        [Month(month), Day(day), Joint, Month(other), Day(last), ..]
        | [Month(month), Day(day), Joint, Day(last), Month(other), ..]
        | [Day(day), Month(month), Joint, Day(last), Month(other), ..]
        | [Day(day), Month(month), Joint, Month(other), Day(last), ..] => ((month, day), (other, last), 5),
        [Month(month), Day(day), Joint, Day(last), ..] | [Day(day), Joint, Day(last), Month(month), ..] => {
            ((month, day), (month, last), 4)
        }
        [Month(month), Day(day), ..] | [Day(day), Month(month), ..] => ((month, day), (month, day), 2),
        _ => return None,
    })
}

/// The words as parts of a date. What may stand inside a date and says nothing here is left out: "the", "of", a
/// weekday, a year in full.
fn parts(words: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = words;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (gap, tail) = rest.split_at(start);
        let end = tail.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(tail.len());
        let (word, tail) = tail.split_at(end);
        if matches!(gap.trim(), "-" | "–" | "—") {
            parts.push(Part::Joint);
        }
        let word = word.to_lowercase();
        let year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        if !year && !matches!(&*word, "of" | "the") && !word.ends_with("day") {
            parts.push(part(&word));
        }
        rest = tail;
    }
    parts
}

fn part(word: &str) -> Part {
    if matches!(word, "to" | "until" | "till" | "through" | "and") {
        return Part::Joint;
    }
    month(word).map(Part::Month).or_else(|| day(word).map(Part::Day)).unwrap_or(Part::Other)
}

/// The month of a name or of its first letters: "march", "sept", "jun".
fn month(word: &str) -> Option<u8> {
    let named = |month: &&str| word.chars().count() >= 3 && month.starts_with(word);
    let number = Date::MONTHS.iter().position(named)?;
    u8::try_from(number + 1).ok()
}

/// "11", "5th".
fn day(word: &str) -> Option<u8> {
    let number = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let day = number.parse().ok().filter(|day| (1..=31).contains(day));
    day.filter(|_| matches!(&word[number.len()..], "" | "st" | "nd" | "rd" | "th"))
}

#[cfg(test)]
mod tests {
    use super::{PrintedDays, printed_days};

    fn days(words: &str) -> PrintedDays {
        printed_days(words).expect("the words name days")
    }

    #[test]
    fn a_day_is_read_in_either_order() {
        for (words, expected) in [
            ("ORMBY, Sept. 3 (Reuters) - ", (9, 3)),
            ("ORMBY (5th June) — ", (6, 5)),
            ("on Tuesday, the 10th of June, 2025", (6, 10)),
            ("June 10 at 9 p.m.", (6, 10)),
        ] {
            assert_eq!(days(words).single(), Some(expected), "{words}");
        }
        for words in ["ORMBY, Mar 40 — ", "ORMBY — ", "May 3, May 5", "5 June 10", "June 2025", "30 February"]
        {
            assert_eq!(printed_days(words), None, "{words}");
        }
    }

    #[test]
    fn a_range_is_no_single_day() {
        let range = PrintedDays { first: (6, 10), last: (6, 12) };
        for words in [
            "June 10 to 12",
            "June 10–12, 2025",
            "10-12 June",
            "10 June to 12 June",
            "June 10 through June 12",
        ] {
            assert_eq!(days(words), range, "{words}");
        }
        assert_eq!(range.single(), None);
        assert_eq!(days("30 May – 2 June"), PrintedDays { first: (5, 30), last: (6, 2) });
    }

    #[test]
    fn days_of_a_range_are_no_conflict_with_it_and_others_are() {
        assert!(!days("June 10 to 12").excludes(days("11 June")));
        assert!(!days("June 10 to 12").excludes(days("June 12 to 15")));
        assert!(days("June 10 to 12").excludes(days("June 13")));
        assert!(!days("December 30 to January 2").excludes(days("1 January")));
        assert!(days("December 30 to January 2").excludes(days("January 3")));
    }
}
