//! Times that count from the anchor: "on Tuesday", "last week", "two days ago", "late last month", "overnight".

use super::period::{Part, Unit, months, part, unit};
use super::{Found, Scan};
use crate::calendar::{month, season, weekday};
use crate::{Granularity, Upos, Xpos};

impl Scan<'_> {
    /// "Tuesday", "last Tuesday", "next Monday", "Tuesday evening".
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let turned = self.is(at, &["last", "next", "this"]);
        let start = at + usize::from(turned);
        let word = self.word(start);
        let full = word.to_ascii_lowercase().ends_with("day");
        let day = weekday(word).filter(|_| full && word.chars().next().is_some_and(char::is_uppercase))?;
        let mut found = Found::days(start + 1, Granularity::Day, None);
        found.days = self.anchor.map(|anchor| {
            let back = i64::from((anchor.weekday() + 7 - day) % 7);
            let back = match () {
                () if self.is(at, &["last"]) && back == 0 => 7,
                () if self.is(at, &["next"]) => {
                    if back == 0 {
                        -7
                    } else {
                        back - 7
                    }
                }
                () if back > 0 && !self.is(at, &["last"]) && self.is_future(start) => back - 7,
                () => back,
            };
            (anchor.plus_days(-back), anchor.plus_days(-back))
        });
        Some(self.with_part_of_day(found))
    }

    /// "evening" after a day.
    fn with_part_of_day(&self, found: Found) -> Found {
        match part_of_day(self.word(found.end)) {
            Some(minutes) => {
                Found { end: found.end + 1, minutes: Some(minutes), granularity: Granularity::Hour, ..found }
            }
            None => found,
        }
    }

    /// "today", "last week", "this month", "the past five years", "the next day".
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        self.plain_day(at).or_else(|| self.turned_period(at)).or_else(|| self.stepped_day(at))
    }

    fn plain_day(&self, at: usize) -> Option<Found> {
        let day = |by: i64| self.anchor.map(|anchor| (anchor.plus_days(by), anchor.plus_days(by)));
        let found = match &*self.word(at).to_ascii_lowercase() {
            "today" => Found::days(at + 1, Granularity::Day, day(0)),
            "yesterday" => Found::days(at + 1, Granularity::Day, day(-1)),
            "tomorrow" => Found::days(at + 1, Granularity::Day, day(1)),
            "tonight" => {
                Found { minutes: Some((1080, 1439)), ..Found::days(at + 1, Granularity::Hour, day(0)) }
            }
            "overnight" if matches!(self.view.upos(at), Upos::Adv | Upos::Adj | Upos::Noun) => {
                let days = self.anchor.map(|anchor| (anchor.plus_days(-1), anchor));
                Found::days(at + 1, Granularity::Hour, days)
            }
            "last" if self.is(at + 1, &["night"]) => {
                Found { minutes: Some((1080, 1439)), ..Found::days(at + 2, Granularity::Hour, day(-1)) }
            }
            "this" => {
                let minutes = part_of_day(self.word(at + 1))?;
                Found { minutes: Some(minutes), ..Found::days(at + 2, Granularity::Hour, day(0)) }
            }
            _ => return None,
        };
        Some(if found.granularity == Granularity::Day { self.with_part_of_day(found) } else { found })
    }

    /// "last week", "this past year", "the next three months", "last March".
    fn turned_period(&self, at: usize) -> Option<Found> {
        if self.view.upos(at) == Upos::Verb {
            return None;
        }
        let mut start = at + usize::from(self.is(at, &["the", "these"]));
        start += usize::from(self.is(start, &["this"]) && self.is(start + 1, &["past", "coming", "last"]));
        let turn = match &*self.word(start).to_ascii_lowercase() {
            "last" | "past" | "previous" | "preceding" => -1,
            "next" | "coming" | "following" => 1,
            "this" | "current" => 0,
            _ => return None,
        };
        if let Some(named) = self.turned_month(start, turn) {
            return Some(named);
        }
        let vague = self.is(start + 1, &["few", "several", "couple", "many"]);
        let number = if vague { None } else { count(self.word(start + 1)) };
        let named = start + 1 + usize::from(vague || number.is_some());
        let named = named + usize::from(vague && self.is(named, &["of"]));
        let unit = unit(self.word(named)).filter(|unit| *unit != Unit::Hour)?;
        let granularity = unit.granularity();
        let plural = matches!(self.view.xpos(named), Xpos::Nns | Xpos::Nnps);
        if turn == 0 && plural
            || unit == Unit::Day && turn == 0 && number.is_none() && !self.is(start, &["current"])
        {
            return None;
        }
        let days = self.anchor.and_then(|anchor| match number {
            Some(number) if turn < 0 => Some((unit.step(anchor, -number).plus_days(1), anchor)),
            Some(number) if turn > 0 => Some((anchor, unit.step(anchor, number))),
            None if vague || plural => None,
            None if unit == Unit::Day => {
                let day = self.last?;
                Some((day.plus_days(turn), day.plus_days(turn)))
            }
            // Early in the week "this weekend" is the one that was, unless the future is spoken of.
            _ if unit == Unit::Weekend && turn == 0 && anchor.weekday() < 4 && !self.is_future(named) => {
                unit.shifted(anchor, -1)
            }
            _ => unit.shifted(anchor, turn),
        });
        Some(Found::days(named + 1, granularity, days))
    }

    fn turned_month(&self, start: usize, turn: i64) -> Option<Found> {
        let month = month(self.word(start + 1)).filter(|_| self.word(start + 1).len() > 2)?;
        if self.is(start + 2, &["-"]) {
            return None;
        }
        let days = self.anchor.and_then(|anchor| {
            let year = match (turn, month.cmp(&anchor.month)) {
                (-1, std::cmp::Ordering::Less) | (0, _) => anchor.year,
                (-1, _) => anchor.year - 1,
                (_, std::cmp::Ordering::Greater) => anchor.year,
                _ => anchor.year + 1,
            };
            months(year, month, 1)
        });
        Some(Found::days(start + 2, Granularity::Month, days))
    }

    /// "the day before", "the next day", "the year before".
    fn stepped_day(&self, at: usize) -> Option<Found> {
        if !self.is(at, &["the"]) {
            return None;
        }
        let unit = unit(self.word(at + 1))
            .filter(|unit| matches!(unit, Unit::Day | Unit::Year | Unit::Month | Unit::Week))?;
        let turn = if self.is(at + 2, &["before"]) {
            -1
        } else if self.is(at + 2, &["after"]) {
            1
        } else {
            return None;
        };
        let base = self
            .last
            .or(self.anchor)
            .filter(|_| self.is(at + 3, &[",", ".", ""]) || self.view.upos(at + 3) != Upos::Det);
        let days = base.and_then(|day| unit.shifted(day, turn));
        Some(Found::days(at + 3, unit.granularity(), days))
    }

    /// "two days ago", "a year ago", "several weeks earlier".
    pub(super) fn ago(&self, at: usize) -> Option<Found> {
        let vague =
            self.is(at, &["several", "many", "few"]) || self.is(at, &["a"]) && self.is(at + 1, &["few"]);
        let number = count(self.word(at));
        let couple = self.is(at, &["a"]) && self.is(at + 1, &["couple"]);
        let named = match () {
            () if couple => at + 2 + usize::from(self.is(at + 2, &["of"])),
            () if self.is(at, &["a"]) && vague => at + 2,
            () if vague || number.is_some() => at + 1,
            () => return None,
        };
        let unit = unit(self.word(named))?;
        let back = named + 1;
        let from = match () {
            () if self.is(back, &["ago", "back"]) => self.anchor,
            () if self.is(back, &["earlier", "before", "previously"])
                && !self.is(back + 1, &["the", "a", "his", "her", "its"]) =>
            {
                self.last
            }
            () => return None,
        };
        let number = if couple { Some(2) } else { number };
        let days = from.zip(number.filter(|_| !vague)).and_then(|(from, number)| match unit {
            Unit::Decade => Unit::Year.shifted(from, -10 * number),
            Unit::Century => Unit::Year.shifted(from, -100 * number),
            Unit::Week => Some((from.plus_days(-7 * number), from.plus_days(-7 * number))),
            _ => unit.shifted(from, -number),
        });
        Some(Found::days(back + 1, unit.granularity(), days))
    }

    /// "late last month", "early June", "mid-2023", "the end of July", "earlier this year".
    pub(super) fn part_of(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        let which = match &*self.word(start).to_ascii_lowercase() {
            "early" => Part::Early,
            "beginning" | "start" => Part::Beginning,
            "mid" | "middle" => Part::Middle,
            "late" => Part::Late,
            "end" | "close" => Part::End,
            "earlier" | "later" => return self.before_or_after(start),
            word if word.starts_with("mid-") => return self.mid(start),
            _ => return None,
        };
        let noun = self.is(start, &["beginning", "start", "middle", "end", "close"]);
        let mut inner = start + 1;
        if noun && !self.is(inner, &["of"])
            || start > at && !noun && self.century(inner).is_none() && self.decade(inner).is_none()
        {
            return None;
        }
        inner += usize::from(self.is(inner, &["of", "in", "-"]));
        let found = self.whole_period(inner)?;
        let days = found.days.map(|days| part(days, which));
        Some(Found { days, ..found })
    }

    /// A period of a week or more, also "the month", "the year".
    fn whole_period(&self, at: usize) -> Option<Found> {
        if self.is(at, &["the"])
            && let Some(unit) =
                unit(self.word(at + 1)).filter(|unit| *unit != Unit::Hour && *unit != Unit::Day)
        {
            let days = self.anchor.and_then(|anchor| unit.shifted(anchor, 0));
            return Some(Found::days(at + 2, unit.granularity(), days));
        }
        let found = self.expression(at)?;
        let long = !matches!(found.granularity, Granularity::Minute | Granularity::Hour | Granularity::Day);
        let weekday = found.granularity == Granularity::Day && weekday(self.word(at)).is_some();
        (long || weekday).then_some(found)
    }

    /// "mid-August" as one word.
    fn mid(&self, at: usize) -> Option<Found> {
        let month = month(self.word(at).get(4..)?)?;
        let days = self.month_near(month, at).and_then(|(year, month)| months(year, month, 1));
        Some(Found::days(at + 1, Granularity::Month, days.map(|days| part(days, Part::Middle))))
    }

    /// "earlier this year" ends with the anchor, "later this month" begins with it.
    fn before_or_after(&self, at: usize) -> Option<Found> {
        if !self.is(at + 1, &["this", "on", "today", "in"]) && weekday(self.word(at + 1)).is_none() {
            return None;
        }
        let inner = at + 1 + usize::from(self.is(at + 1, &["on", "in"]));
        let found = self.expression(inner)?;
        let days =
            found.days.zip(self.anchor).map(|((first, last), anchor)| match self.is(at, &["earlier"]) {
                true if first <= anchor => (first, last.min(anchor)),
                false if last >= anchor => (first.max(anchor), last),
                _ => (first, last),
            });
        let reaches = self.is(at + 1, &["this", "today"]) || inner == at + 1;
        reaches.then_some(Found { days, ..found })
    }
}

/// Minutes from and to for a part of the day.
fn part_of_day(word: &str) -> Option<(u16, u16)> {
    match &*word.to_ascii_lowercase() {
        "morning" => Some((300, 720)),
        "afternoon" => Some((720, 1080)),
        "evening" => Some((1080, 1320)),
        "night" => Some((1200, 1439)),
        _ => None,
    }
}

/// A small number in words or digits.
fn count(word: &str) -> Option<i64> {
    if let Ok(number) = word.parse::<i64>() {
        return (0..1000).contains(&number).then_some(number);
    }
    match &*word.to_ascii_lowercase() {
        "a" | "an" => Some(1),
        word => crate::number::word_value(word).filter(|value| *value < 100.0).map(|value| value as i64),
    }
    .filter(|_| season(word).is_none())
}
