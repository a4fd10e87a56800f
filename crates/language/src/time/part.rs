//! Parts of periods: "late last month", "mid-2023", "the end of July", "earlier this year", "year-end".

use super::period::{Part, Unit, months, part, unit, years};
use super::{Found, Scan};
use crate::Granularity;
use crate::calendar::{month, weekday};

impl Scan<'_> {
    /// "late last month", "early June", "mid-2023", "the end of July", "earlier this year".
    pub(super) fn part_of(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        let word = self.word(start);
        let which = match () {
            () if self.is(start, &["early"]) => Part::Early,
            () if self.is(start, &["beginning", "start"]) => Part::Beginning,
            () if self.is(start, &["mid", "middle"]) => Part::Middle,
            () if self.is(start, &["late"]) => Part::Late,
            () if self.is(start, &["end", "close"]) => Part::End,
            () if self.is(start, &["rest", "remainder"]) && self.is(start + 1, &["of"]) => {
                let found = self.whole_period(start + 2)?;
                let from = self.anchor;
                let days = found
                    .days
                    .map(|(first, last)| (from.map_or(first, |from| from.max(first).min(last)), last));
                return Some(Found { days, ..found });
            }
            () if self.is(start, &["earlier", "later"]) => return self.before_or_after(start),
            () if word.get(..4).is_some_and(|mid| mid.eq_ignore_ascii_case("mid-")) => {
                return self.mid(start);
            }
            () => return self.year_end(start),
        };
        let noun = self.is(start, &["beginning", "start", "middle", "end", "close"]);
        let mut inner = start + 1;
        if noun && !self.is(inner, &["of"])
            || start > at && !noun && self.century(inner).is_none() && self.decade(inner).is_none()
        {
            return None;
        }
        inner += usize::from(self.is(inner, &["of", "in", "-", "on"]));
        let found = self.whole_period(inner)?;
        let days = found.days.map(|days| part(days, which));
        Some(Found { days, ..found })
    }

    /// A period of a week or more, also "the month", "the year".
    fn whole_period(&self, at: usize) -> Option<Found> {
        let article = usize::from(self.is(at, &["the"]));
        let long = |unit: &Unit| !unit.is_short() && *unit != Unit::Day;
        let bare = article == 1 || at > self.floor && self.is(at - 1, &["of"]);
        if let Some(unit) = unit(self.word(at + article)).filter(long).filter(|_| bare) {
            let days = self.anchor.and_then(|anchor| unit.shifted(anchor, 0));
            return Some(Found::days(at + article + 1, unit.granularity(), days));
        }
        let found = self.plain(at)?;
        let long = !matches!(found.granularity, Granularity::Minute | Granularity::Hour | Granularity::Day);
        let weekday = found.granularity == Granularity::Day && weekday(self.word(at)).is_some();
        (long || weekday).then_some(found)
    }

    /// The period that starts at the token, itself no part of another: "early early" must come to an end.
    fn plain(&self, at: usize) -> Option<Found> {
        let readers: [fn(&Self, usize) -> Option<Found>; 8] = [
            Self::month_day,
            Self::day_month,
            Self::weekday,
            Self::relative,
            Self::century,
            Self::decade,
            Self::season,
            Self::year,
        ];
        readers.iter().filter_map(|read| read(self, at)).max_by_key(|found| found.end)
    }

    /// "mid-August", "mid-1980s", "mid-2023", "mid-week" as one word.
    fn mid(&self, at: usize) -> Option<Found> {
        let rest = self.word(at).get(4..)?;
        let found = |granularity, days| Found::days(at + 1, granularity, days);
        if let Some(month) = month(rest) {
            let year = self.year_number(at + 1);
            let days = year.map(|year| (year, month)).or_else(|| self.month_near(month, at));
            let days = days.and_then(|(year, month)| months(year, month, 1));
            let found =
                Found { end: at + 1 + usize::from(year.is_some()), ..found(Granularity::Month, days) };
            return Some(Found { days: found.days.map(|days| part(days, Part::Middle)), ..found });
        }
        if self.is(at + 1, &["century"]) || rest.split_once('-').is_some_and(|(_, named)| named == "century")
        {
            let number =
                rest.split('-').next()?.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
            let number: i32 = number.parse().ok().filter(|number| (1..30).contains(number))?;
            let end = at + 1 + usize::from(self.is(at + 1, &["century"]));
            let days = years(100 * (number - 1), 100).map(|days| part(days, Part::Middle));
            return Some(Found { end, ..found(Granularity::Decade, days) });
        }
        let digits = rest.trim_end_matches('s').trim_end_matches(['\'', '’']);
        let year = digits.parse().ok().filter(|year| digits.len() == 4 && (1000..2200).contains(year))?;
        let (granularity, count) = if digits.len() < rest.len() || self.is(at + 1, &["'s", "’s"]) {
            (Granularity::Decade, 10)
        } else {
            (Granularity::Year, 1)
        };
        let more = usize::from(count == 10 && digits.len() == rest.len());
        let days = years(year, count).map(|days| part(days, Part::Middle));
        Some(Found { end: at + 1 + more, ..found(granularity, days) })
    }

    /// "year-end", "year end", "the year's end".
    fn year_end(&self, at: usize) -> Option<Found> {
        let end = match () {
            () if self.is(at, &["year-end"]) => at + 1,
            () if self.is(at, &["year"]) && self.is(at + 1, &["end"]) => at + 2,
            () if self.is(at, &["year"])
                && self.is(at + 1, &["'s", "’s", "-"])
                && self.is(at + 2, &["end"]) =>
            {
                at + 3
            }
            () => return None,
        };
        let days = self.anchor.and_then(|anchor| months(anchor.year, 12, 1));
        let days = days.map(|(_, last)| (last, last));
        Some(Found::days(end, Granularity::Day, days))
    }

    /// "earlier this year" ends with the anchor, "later this month" begins with it.
    fn before_or_after(&self, at: usize) -> Option<Found> {
        let opened = self.is(at + 1, &["this", "on", "today", "in", "that"]);
        if !opened && weekday(self.word(at + 1)).is_none() {
            return None;
        }
        let inner = at + 1 + usize::from(self.is(at + 1, &["on", "in"]));
        let found = self.plain(inner)?;
        let days =
            found.days.zip(self.anchor).map(|((first, last), anchor)| match self.is(at, &["earlier"]) {
                true if first <= anchor => (first, last.min(anchor)),
                false if last >= anchor => (first.max(anchor), last),
                _ => (first, last),
            });
        let reaches = self.is(at + 1, &["this", "today", "that"]) || inner == at + 1;
        reaches.then_some(Found { days, ..found })
    }
}
