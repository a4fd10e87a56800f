//! A numbered part of a period: "the first Monday of March", "the last day of October 2015".

use super::date::ordinal;
use super::period::{Days, Unit, unit, week};
use super::{Found, Scan};
use crate::Granularity;
use crate::calendar::weekday;

/// What is numbered.
#[derive(Clone, Copy)]
enum Counted {
    Weekday(u8),
    Day,
    Week,
    Weekend,
}

impl Scan<'_> {
    /// "the first Monday of March", "the last week of 2018", "the second Tuesday in October".
    pub(super) fn nth(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        let last = self.is(start, &["last"]);
        let number = match () {
            () if last => 1,
            () => {
                let digits = self.day(start).map(|(day, _)| day);
                let suffixed = self.word(start).len() == 3;
                ordinal(self.word(start)).or(digits.filter(|_| suffixed)).filter(|number| *number < 6)?
            }
        };
        let back = usize::from(!last && self.is(start + 1, &["last"]));
        let named = start + 1 + back;
        let word = self.word(named);
        let counted = match weekday(word) {
            Some(day) => Counted::Weekday(day),
            None => match unit(word)? {
                Unit::Day => Counted::Day,
                Unit::Week => Counted::Week,
                Unit::Weekend => Counted::Weekend,
                _ => return None,
            },
        };
        if !self.is(named + 1, &["of", "in"]) {
            return None;
        }
        let outer = self.containing(named + 2)?;
        let from_end = last || back == 1;
        let days = outer.days.and_then(|days| pick(days, counted, i64::from(number), from_end));
        let granularity = match counted {
            Counted::Weekday(_) | Counted::Day => Granularity::Day,
            Counted::Week | Counted::Weekend => Granularity::Week,
        };
        Some(Found { days, granularity, ..outer })
    }

    /// "the week of October 6": the week that holds the day.
    pub(super) fn week_of(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        if !self.is(start, &["week"]) || !self.is(start + 1, &["of", "beginning", "starting", "ending"]) {
            return None;
        }
        let found = self.month_day(start + 2).or_else(|| self.day_month(start + 2))?;
        if found.granularity > Granularity::Day {
            return None;
        }
        let days = found.days.map(|(first, last)| match () {
            () if self.is(start + 1, &["of"]) => week(first),
            () if self.is(start + 1, &["ending"]) => (last.plus_days(-6), last),
            () => (first, first.plus_days(6)),
        });
        Some(Found { days, granularity: Granularity::Week, ..found })
    }

    /// The month or year that holds the part.
    fn containing(&self, at: usize) -> Option<Found> {
        let article = usize::from(self.is(at, &["the"]));
        if article == 1
            && let Some(unit) =
                unit(self.word(at + 1)).filter(|unit| matches!(unit, Unit::Month | Unit::Year))
        {
            let days = self.anchor.and_then(|anchor| unit.shifted(anchor, 0));
            return Some(Found::days(at + 2, unit.granularity(), days));
        }
        let readers: [fn(&Self, usize) -> Option<Found>; 3] = [Self::month_day, Self::relative, Self::year];
        let found = readers.iter().find_map(|read| read(self, at))?;
        matches!(found.granularity, Granularity::Month | Granularity::Year).then_some(found)
    }
}

/// The part of that number, counted from the end where `from_end`.
fn pick((first, last): Days, counted: Counted, number: i64, from_end: bool) -> Option<Days> {
    let weekday = |day: u8, by: i64| {
        let start = if from_end {
            last.plus_days(-i64::from((last.weekday() + 7 - day) % 7) - 7 * by)
        } else {
            first.plus_days(i64::from((day + 7 - first.weekday()) % 7) + 7 * by)
        };
        (first..=last).contains(&start).then_some(start)
    };
    match counted {
        Counted::Weekday(day) => weekday(day, number - 1).map(|day| (day, day)),
        Counted::Day => {
            let day = if from_end { last.plus_days(1 - number) } else { first.plus_days(number - 1) };
            Some((day, day))
        }
        // The weeks that lie wholly in the period are numbered.
        Counted::Week if from_end => weekday(6, number - 1).map(week),
        Counted::Week => weekday(0, number - 1).map(week),
        Counted::Weekend => weekday(5, number - 1).map(|saturday| (saturday, saturday.plus_days(1))),
    }
}
