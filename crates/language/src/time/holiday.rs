//! Holidays of the civil and the western church calendar: "Christmas", "last Thanksgiving", "Easter 2024".

use std::sync::LazyLock;

use woozle_text::Date;

use super::period::Days;
use super::{Found, Scan};
use crate::table::rows;
use crate::{Granularity, Upos};

/// How a holiday's days are told from the year.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// Month, weekday, which one: 1 the first, -1 the last; days after that.
    Nth(u8, u8, i8, i8),
    /// Days after Easter Sunday.
    Easter(i16),
    /// A row of the table of feasts that follow the moon; the first and last day counted from the day there.
    Listed(usize, i8, i8),
    /// First and last day, and the years between.
    Span(Date, Date),
}

struct Holiday {
    /// Its letters and digits, as [`Scan::reads`] compares them.
    letters: String,
    rule: Rule,
}

/// A feast that follows the moon, and its days in order.
struct Feast {
    name: &'static str,
    days: Vec<Date>,
}

static FEASTS: LazyLock<Vec<Feast>> = LazyLock::new(|| {
    let day = |text: &str| {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    };
    let rows = rows(include_str!("../../data/feasts.tsv"));
    rows.filter_map(|row| {
        Some(Feast { name: row.first()?, days: row.get(1)?.split(' ').filter_map(day).collect() })
    })
    .collect()
});

static HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/holidays.tsv"));
    let mut holidays: Vec<Holiday> = rows
        .filter_map(|row| {
            Some(Holiday { letters: letters(row.first()?).collect(), rule: rule(row.get(1)?)? })
        })
        .collect();
    // The longest first: "Christmas Eve" before "Christmas".
    holidays.sort_by_key(|holiday| std::cmp::Reverse(holiday.letters.len()));
    holidays
});

/// Letters and digits in lower case: what is left of a name when its spaces, hyphens, full stops and
/// apostrophes, which every newsroom sets its own way, are taken out.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The first words of all holidays, in lower case.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    FIRST_WORDS.iter().map(String::as_str)
}

static FIRST_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/holidays.tsv"));
    let first = |name: &str| name.split([' ', '-', '\'', '.']).next().map(str::to_lowercase);
    rows.filter_map(|row| first(row.first()?)).collect()
});

impl Scan<'_> {
    /// The holiday that starts at the token, with its year.
    pub(super) fn holiday(&self, at: usize) -> Option<Found> {
        let turned = self.is(at, &["last", "this", "next", "the"]);
        let start = at + usize::from(turned);
        if !self.view.is_capitalised(start) || self.view.upos(start) == Upos::Verb {
            return None;
        }
        let named = start == at && at > self.floor && self.view.is_capitalised(at - 1) && at - 1 > self.floor;
        if named && crate::calendar::weekday(self.word(at - 1)).is_none() {
            return None;
        }
        let (holiday, mut end) =
            HOLIDAYS.iter().find_map(|holiday| Some((holiday, self.reads(start, &holiday.letters)?)))?;
        if let Rule::Span(first, last) = holiday.rule {
            if !self.is_told_by(at, start) {
                return None;
            }
            return Some(Found::days(end, Granularity::Year, Some((first, last))));
        }
        let of = usize::from(self.is(end, &["of", "in", ","]));
        let by = self.anchor.map(|anchor| anchor.year).zip(match () {
            () if self.is(end + of + 1, &["year"]) && self.is(end + of, &["last"]) => Some(-1),
            () if self.is(end + of + 1, &["year"]) && self.is(end + of, &["this"]) => Some(0),
            () if self.is(end + of + 1, &["year"]) && self.is(end + of, &["next"]) => Some(1),
            () => None,
        });
        if let Some((year, by)) = by {
            let days = holiday.rule.in_year(year + by);
            return Some(Found::days(end + of + 2, Granularity::Day, days));
        }
        let figures = self.year_number(end + of).map(|year| (year, end + of + 1));
        let named = figures.or_else(|| self.year_in_words(end + of));
        let year = named.map(|(year, _)| year);
        let part_of_name = matches!(self.view.upos(end), Upos::Propn) && year.is_none() && end < self.stop;
        if part_of_name && !self.is(end, &["morning", "night"]) {
            return None;
        }
        end = named.map_or(end, |(_, end)| end);
        let days = match year {
            Some(year) => holiday.rule.in_year(year),
            None => self.holiday_near(at, start, holiday.rule),
        };
        if self.is(end, &["weekend"]) {
            return Some(Found::days(end + 1, Granularity::Week, days.map(weekend)));
        }
        let found = Found::days(end, Granularity::Day, days);
        Some(self.with_part_of_day(Found { dated: year.is_some(), ..found }))
    }

    /// One past the tokens from here on that spell the letters, their spaces and marks aside.
    fn reads(&self, at: usize, name: &str) -> Option<usize> {
        let mut rest = name.chars();
        let mut end = at;
        while !rest.as_str().is_empty() {
            let word = self.word(end);
            let mark = matches!(word, "-" | "–" | "." | "'" | "’");
            let spelt = word.starts_with(|letter: char| letter.is_alphanumeric() || "'’".contains(letter));
            if !(spelt || mark && end > at) || !letters(word).all(|letter| rest.next() == Some(letter)) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Whether a war or age dates what is told: "during the Korean War". "Opponents of the Vietnam War" are no date.
    fn is_told_by(&self, at: usize, start: usize) -> bool {
        let world = self.is(start, &["world", "first", "second", "wwi", "wwii", "ww1", "ww2"]);
        let told =
            ["during", "after", "before", "since", "until", "following", "throughout", "between", "from"];
        let part =
            ["end", "start", "beginning", "outbreak", "remainder", "rest", "height", "years", "days", "most"];
        let of = at > self.floor + 1 && self.is(at - 1, &["of"]);
        world || at > self.floor && self.is(at - 1, &told) || of && self.is(at - 2, &part)
    }

    fn holiday_near(&self, at: usize, start: usize, rule: Rule) -> Option<Days> {
        let anchor = self.anchor?;
        let future = self.is(at, &["next"]) || self.is_future(start);
        let past = self.is(at, &["last"]);
        let days = [-1, 0, 1].map(|by| rule.in_year(anchor.year + by));
        let mut days = days.into_iter().flatten();
        match () {
            () if past => days.rfind(|(day, _)| *day < anchor),
            () if future => days.find(|(_, day)| *day >= anchor),
            () if self.is(at, &["this"]) => rule.in_year(anchor.year),
            () => days.min_by_key(|(day, _)| (day.days_since_epoch() - anchor.days_since_epoch()).abs()),
        }
    }
}

/// The weekend that a holiday lengthens: "the Easter weekend" is Friday to Monday, "the Labor Day weekend" Saturday
/// to Monday.
fn weekend((first, last): Days) -> Days {
    let (before, after) = match first.weekday() {
        0 => (-2, 0),
        weekday @ 3..=5 => (0, 6 - i64::from(weekday)),
        6 => (-2, 1),
        _ => (0, 0),
    };
    (first.plus_days(before), last.plus_days(after))
}

impl Rule {
    fn in_year(self, year: i32) -> Option<Days> {
        let day = match self {
            Self::Fixed(month, day) => Date::new(year, month, day),
            Self::Nth(month, weekday, number, after) => {
                let first = Date::new(year, month, 1)?;
                let start = if number > 0 {
                    let ahead = i64::from((weekday + 7 - first.weekday()) % 7);
                    first.plus_days(ahead + 7 * i64::from(number - 1))
                } else {
                    let (_, last) = super::period::months(year, month, 1)?;
                    last.plus_days(-i64::from((last.weekday() + 7 - weekday) % 7))
                };
                Some(start.plus_days(i64::from(after)))
            }
            Self::Easter(after) => Some(easter(year)?.plus_days(i64::from(after))),
            Self::Listed(feast, from, to) => {
                let day = FEASTS.get(feast)?.days.iter().find(|day| day.year == year)?;
                return Some((day.plus_days(from.into()), day.plus_days(to.into())));
            }
            Self::Span(..) => None,
        }?;
        Some((day, day))
    }
}

/// "12-25", "11:thu:4", "11:thu:4:+1", "easter-2", "listed:passover:-1:+7", "1939-09-01..1945-09-02".
fn rule(text: &str) -> Option<Rule> {
    let day = |text: &str| {
        let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    };
    if let Some((first, last)) = text.split_once("..") {
        return Some(Rule::Span(day(first)?, day(last)?));
    }
    if let Some(listed) = text.strip_prefix("listed:") {
        let mut parts = listed.split(':');
        let name = parts.next()?;
        let feast = FEASTS.iter().position(|feast| feast.name == name)?;
        let mut by = || parts.next().map_or(Some(0), |by| by.parse().ok());
        return Some(Rule::Listed(feast, by()?, by()?));
    }
    if let Some(after) = text.strip_prefix("easter") {
        return Some(Rule::Easter(if after.is_empty() { 0 } else { after.parse().ok()? }));
    }
    if let Some((month, day)) = text.split_once('-').filter(|_| !text.contains(':')) {
        return Some(Rule::Fixed(month.parse().ok()?, day.parse().ok()?));
    }
    let mut parts = text.split(':');
    let month = parts.next()?.parse().ok()?;
    let weekday = crate::calendar::weekday(parts.next()?)?;
    let number = parts.next()?.parse().ok()?;
    Some(Rule::Nth(month, weekday, number, parts.next().map_or(Some(0), |after| after.parse().ok())?))
}

/// Easter Sunday of the Gregorian calendar, after the anonymous algorithm that Meeus gives.
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn feasts_of_the_moon_are_looked_up_and_begin_the_evening_before() {
        for (text, expected) in [
            ("on/IN Yom/NNP Kippur/NNP 2024/CD", "Yom Kippur 2024=2024-10-11..2024-10-12"),
            ("before/IN Eid/NNP al/NNP -/HYPH Fitr/NNP 2025/CD", "Eid al - Fitr 2025=2025-03-29..2025-04-01"),
            ("at/IN Lunar/NNP New/NNP Year/NNP 2025/CD", "Lunar New Year 2025=2025-01-29"),
            ("on/IN Orthodox/NNP Easter/NNP 2024/CD", "Orthodox Easter 2024=2024-05-05"),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
    }

    #[test]
    fn a_name_is_read_however_it_is_set_and_may_lengthen_a_weekend() {
        for (text, expected) in [
            ("on/IN St/NNP Patrick/NNP 's/POS Day/NNP", "St Patrick's Day=2025-03-17"),
            ("on/IN St./NNP Patrick/NNP ’s/POS Day/NNP", "St. Patrick’s Day=2025-03-17"),
            ("over/IN the/DT Easter/NNP weekend/NN", "the Easter weekend=2025-04-18..2025-04-21"),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
    }

    #[test]
    fn a_war_dates_what_happened_during_it_and_not_who_was_against_it() {
        assert_eq!(
            found("It/PRP shut/VBD during/IN the/DT Korean/NNP War/NNP ./."),
            ["the Korean War=1950-06-25..1953-07-27"]
        );
        assert!(found("It/PRP opposed/VBD the/DT Vietnam/NNP War/NNP ./.").is_empty());
    }

    #[test]
    fn every_row_of_the_table_has_a_rule() {
        let rows = crate::table::rows(include_str!("../../data/holidays.tsv")).count();
        assert_eq!(super::HOLIDAYS.len(), rows);
        assert!(super::FEASTS.iter().all(|feast| feast.days.len() > 30 && feast.days.is_sorted()));
    }
}
