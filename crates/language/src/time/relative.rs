//! Periods that count from the anchor: "today", "last week", "late last month", "overnight", "that year".

use super::period::{Days, Unit, months, unit};
use super::{Found, Scan};
use crate::calendar::month;
use crate::{Granularity, TimeKind, Upos, Xpos};

impl Scan<'_> {
    /// "evening" after a day.
    pub(super) fn with_part_of_day(&self, found: Found) -> Found {
        let early = usize::from(self.is(found.end, &["early", "late"]));
        match part_of_day(self.word(found.end + early)) {
            Some(minutes) => Found {
                end: found.end + early + 1,
                minutes: Some(minutes),
                granularity: Granularity::Hour,
                ..found
            },
            None => found,
        }
    }

    /// "today", "last week", "this month", "the past five years", "the next day", "that year".
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        self.plain_day(at)
            .or_else(|| self.same_period(at))
            .or_else(|| self.turned_period(at))
            .or_else(|| self.stepped_day(at))
            .or_else(|| self.bare_weekend(at))
    }

    pub(super) fn plain_day(&self, at: usize) -> Option<Found> {
        let day = |by: i64| self.anchor.map(|anchor| (anchor.plus_days(by), anchor.plus_days(by)));
        let found = match () {
            () if self.is(at, &["today"]) && self.is_nowadays(at) => {
                let found = Found::days(at + 1, Granularity::Day, None);
                return Some(Found { kind: TimeKind::Present, ..found });
            }
            () if self.is(at, &["today"]) => Found::days(at + 1, Granularity::Day, day(0)),
            () if self.is(at, &["this"]) && self.is(at + 1, &["day"]) => return self.this_day(at),
            () if self.is(at, &["yesterday"]) => Found::days(at + 1, Granularity::Day, day(-1)),
            () if self.is(at, &["tomorrow"]) => Found::days(at + 1, Granularity::Day, day(1)),
            () if self.is(at, &["tonight"]) => {
                Found { minutes: Some((1080, 1439)), ..Found::days(at + 1, Granularity::Hour, day(0)) }
            }
            () if self.is(at, &["overnight"]) => {
                // "Shelling went on overnight" is last night, "guests who stay overnight" any night.
                let told = (self.floor.max(at.saturating_sub(10))..(at + 10).min(self.stop))
                    .any(|at| matches!(self.view.xpos(at), Xpos::Vbd | Xpos::Vbn));
                if !told || !matches!(self.view.upos(at), Upos::Adv | Upos::Adj | Upos::Noun) {
                    return None;
                }
                let days = self.anchor.map(|anchor| (anchor.plus_days(-1), anchor));
                return Some(Found::days(at + 1, Granularity::Hour, days));
            }
            () if self.is(at, &["last"]) && self.is(at + 1, &["night", "evening"]) && !self.is_owned(at) => {
                return Some(Found {
                    minutes: Some((1080, 1439)),
                    ..Found::days(at + 2, Granularity::Hour, day(-1))
                });
            }
            () if self.is(at, &["this"]) => {
                let minutes = part_of_day(self.word(at + 1))?;
                return Some(Found {
                    minutes: Some(minutes),
                    ..Found::days(at + 2, Granularity::Hour, day(0))
                });
            }
            () => return self.day_beside(at),
        };
        Some(if found.granularity == Granularity::Day { self.with_part_of_day(found) } else { found })
    }

    /// "on this day": the day of the report; "to this day": nowadays. "On this day in 1945" is neither.
    fn this_day(&self, at: usize) -> Option<Found> {
        let before = |words: &[&str]| at > self.floor && self.is(at - 1, words);
        let found = Found::days(at + 2, Granularity::Day, None);
        match () {
            () if before(&["to", "until"]) => Some(Found { kind: TimeKind::Present, ..found }),
            () if before(&["on"]) && !self.is(at + 2, &["in", ",", "of", "each", "every"]) => {
                Some(Found { days: self.anchor.map(|anchor| (anchor, anchor)), ..found })
            }
            () => None,
        }
    }

    /// "the day after tomorrow", "the day before yesterday".
    fn day_beside(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        let by = match () {
            () if !self.is(start, &["day"]) => return None,
            () if self.is(start + 1, &["after"]) && self.is(start + 2, &["tomorrow"]) => 2,
            () if self.is(start + 1, &["before"]) && self.is(start + 2, &["yesterday"]) => -2,
            () => return None,
        };
        let day = self.anchor.map(|anchor| anchor.plus_days(by));
        let found = Found::days(start + 3, Granularity::Day, day.map(|day| (day, day)));
        Some(self.with_part_of_day(found))
    }

    /// "that year", "the same month", "that same day", "that night": the one named last.
    fn same_period(&self, at: usize) -> Option<Found> {
        let that = self.is(at, &["that"]);
        let the = self.is(at, &["the"]) && self.is(at + 1, &["same"]);
        if !that && !the {
            return None;
        }
        let named = at + 1 + usize::from(self.is(at + 1, &["same"]));
        let night = part_of_day(self.word(named));
        let (granularity, unit) = match night {
            Some(_) if !self.is(named, &["weekend"]) => (Granularity::Hour, Unit::Day),
            _ => {
                let unit = unit(self.word(named)).filter(|unit| !unit.is_short())?;
                (unit.granularity(), unit)
            }
        };
        if self.word(named).ends_with('s') || that && self.view.upos(named) != Upos::Noun {
            return None;
        }
        let days = self.last_day().and_then(|day| unit.shifted(day, 0));
        Some(Found { minutes: night, ..Found::days(named + 1, granularity, days) })
    }

    /// "last week", "this past year", "the next three months", "last March".
    fn turned_period(&self, at: usize) -> Option<Found> {
        if self.view.upos(at) == Upos::Verb && unit(self.word(at + 1)).is_none() {
            return None;
        }
        // "The First Day of a Year" is a title.
        let the = at + usize::from(self.is(at, &["the"]));
        if the > self.floor
            && self.view.is_capitalised(the)
            && self.view.is_capitalised(the + 1)
            && self.view.is_capitalised(the - 1)
        {
            return None;
        }
        let mut start = at + usize::from(self.is(at, &["the", "these"]));
        start += usize::from(self.is(start, &["this"]) && self.is(start + 1, &["past", "coming", "last"]));
        // "Our last evening", "her next year in office" are of somebody's, not of the calendar.
        if self.is_owned(at) {
            return None;
        }
        let turn = match () {
            () if self.is(start, &["last", "past", "previous", "preceding"]) => -1,
            () if self.is(start, &["next", "coming", "following", "upcoming"]) => 1,
            () if self.is(start, &["this", "current"]) => 0,
            () => return None,
        };
        if let Some(named) = self.turned_month(start, turn) {
            return Some(named);
        }
        let amount =
            self.amount(start + 1).filter(|amount| amount.number.is_none_or(|number| number < 1000.0));
        let named = amount.map_or(start + 1, |amount| amount.end);
        let number = amount.and_then(|amount| amount.number);
        let vague = amount.is_some() && number.is_none();
        if turn == 1 && amount.is_none() && part_of_day(self.word(named)).is_some() {
            let day = self.last_day().filter(|_| self.is(start, &["next", "following"]))?.plus_days(1);
            return Some(Found::days(named + 1, Granularity::Hour, Some((day, day))));
        }
        // "Well past eighteen months" is an age.
        if amount.is_some() && self.is(start, &["past"]) && self.view.upos(start) == Upos::Adp {
            return None;
        }
        let unit = unit(self.word(named))?;
        if unit.is_short() {
            return self.turned_hours(named, turn, number);
        }
        let plural = matches!(self.view.xpos(named), Xpos::Nns | Xpos::Nnps);
        let alone = amount.is_none();
        if turn == 0 && (plural || unit == Unit::Day && alone && !self.is(start, &["current"]))
            || turn == -1 && unit == Unit::Day && alone && !self.is(start, &["previous", "past", "preceding"])
            || alone && plural && turn == -1 && self.is(start, &["last"])
        {
            return None;
        }
        let days = self.turned_days(
            start,
            named,
            turn,
            number.map(|number| number as i64),
            vague || alone && plural,
        );
        let kind = if vague || alone && plural { TimeKind::Vague } else { TimeKind::Point };
        let found = Found { kind, ..Found::days(named + 1, unit.granularity(), days) };
        Some(if amount.is_some() { self.with_smaller_unit(found, unit, turn) } else { found })
    }

    /// "the last nine years and ten months": the smaller unit counted behind a number of years, months or weeks.
    fn with_smaller_unit(&self, found: Found, larger: Unit, turn: i64) -> Found {
        let smaller = || {
            let amount = self.is(found.end, &["and"]).then(|| self.amount(found.end + 1)).flatten()?;
            let number = amount.number.filter(|number| number.fract() == 0.0 && *number < 1000.0)?;
            let unit = unit(self.word(amount.end))?;
            let fits = !unit.is_short() && unit.granularity() < larger.granularity();
            fits.then_some((unit, turn * number as i64, amount.end + 1))
        };
        let Some((unit, by, end)) = smaller() else { return found };
        let days =
            found.days.map(
                |(first, last)| {
                    if by < 0 { (unit.step(first, by), last) } else { (first, unit.step(last, by)) }
                },
            );
        Found { end, days, ..found }
    }

    /// Whether a possessive pronoun stands before the token.
    fn is_owned(&self, at: usize) -> bool {
        at > self.floor && self.view.xpos(at - 1) == Xpos::PrpS
    }

    fn turned_days(
        &self,
        start: usize,
        named: usize,
        turn: i64,
        number: Option<i64>,
        vague: bool,
    ) -> Option<Days> {
        let unit = unit(self.word(named))?;
        // "The following year" counts from the time that was named last.
        let told = self.is(start, &["following", "previous", "preceding"]) || unit == Unit::Day;
        let anchor = self.anchor?;
        match number {
            Some(number) if turn < 0 => Some((unit.step(anchor, -number), anchor)),
            // In a story told of years ago "the next five years" began then.
            Some(number) if turn > 0 => {
                let told = self.last.map(|(_, last)| last).filter(|last| last.year < anchor.year - 1);
                let base = told.filter(|_| !self.is_future(named)).unwrap_or(anchor);
                Some((base, unit.step(base, number)))
            }
            None if vague => None,
            None if unit == Unit::Day => {
                let day = self.last_day()?;
                Some((day.plus_days(turn), day.plus_days(turn)))
            }
            None if told && self.last.is_some() => unit.shifted(self.last_day()?, turn),
            None if unit == Unit::Decade && turn < 0 => Some((unit.step(anchor, -1), anchor)),
            // Early in the week "this weekend" is the one that was, unless the future is spoken of.
            _ if unit == Unit::Weekend && turn == 0 && anchor.weekday() < 4 && !self.is_future(named) => {
                unit.shifted(anchor, -1)
            }
            _ => unit.shifted(anchor, turn),
        }
    }

    fn turned_month(&self, start: usize, turn: i64) -> Option<Found> {
        let month = month(self.word(start + 1)).filter(|_| self.word(start + 1).len() > 2)?;
        if self.is(start + 2, &["-"]) || self.day(start + 2).is_some() {
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

    /// "the day before", "the year after", where nothing follows that they could be measured from.
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
        if !self.closes(at + 3) {
            return None;
        }
        let base = self.last_day().or(self.anchor);
        let days = base.and_then(|day| unit.shifted(day, turn));
        Some(Found::days(at + 3, unit.granularity(), days))
    }

    /// "over the weekend", "at the weekend": the last one, or the next where the future is spoken of.
    fn bare_weekend(&self, at: usize) -> Option<Found> {
        if self.is(at, &["all"]) && self.is(at + 1, &["week"]) {
            let days = self.anchor.and_then(|anchor| Unit::Week.shifted(anchor, 0));
            return Some(Found::days(at + 2, Granularity::Week, days));
        }
        let said = self.is(at, &["the"]) && self.is(at + 1, &["weekend"]);
        if !said || self.view.upos(at + 2) == Upos::Noun {
            return None;
        }
        let days = self.anchor.and_then(|anchor| {
            let by = i64::from(anchor.weekday() < 5 && !self.is_future(at + 1));
            Unit::Weekend.shifted(anchor, -by)
        });
        Some(Found::days(at + 2, Granularity::Week, days))
    }
}

/// Minutes from and to for a part of the day.
pub(super) fn part_of_day(word: &str) -> Option<(u16, u16)> {
    match word.len() {
        7 if word.eq_ignore_ascii_case("morning") => Some((300, 720)),
        9 if word.eq_ignore_ascii_case("afternoon") => Some((720, 1080)),
        7 if word.eq_ignore_ascii_case("evening") => Some((1080, 1320)),
        5 if word.eq_ignore_ascii_case("night") => Some((1200, 1439)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn years_and_months_are_one_stretch() {
        assert_eq!(
            found(
                "It/PRP lay/VBD idle/JJ for/IN the/DT last/JJ two/CD years/NNS and/CC four/CD months/NNS ./."
            ),
            ["the last two years and four months=2022-11-12..2025-03-12"]
        );
        assert_eq!(
            found(
                "It/PRP lay/VBD idle/JJ for/IN the/DT last/JJ two/CD years/NNS and/CC four/CD people/NNS left/VBD ./."
            ),
            ["the last two years=2023-03-12..2025-03-12"]
        );
    }

    #[test]
    fn so_many_in_a_day_is_a_rate() {
        let text = |what: &str| {
            format!(
                "The/DT/det>2 mill/NN/nsubj>4 will/MD/aux>4 {what} in/IN/case>9 a/DT/det>9 day/NN/obl>4 ./."
            )
        };
        assert!(found(&text("press/VB/root>0 300/CD/nummod>6 bales/NNS/obj>4")).is_empty());
        assert_eq!(
            found(&text("close/VB/root>0 its/PRP$/nmod:poss>6 gates/NNS/obj>4")),
            ["in a day=2025-03-13"]
        );
    }

    #[test]
    fn what_is_of_somebody_or_of_an_event_is_not_of_the_calendar() {
        for text in [
            "on/IN their/PRP$ last/JJ evening/NN",
            "in/IN her/PRP$ next/JJ year/NN",
            "the/DT year/NN before/IN the/DT vote/NN",
            "well/RB past/IN eighteen/CD months/NNS",
        ] {
            assert!(found(&format!("It/PRP shut/VBD {text} ./.")).is_empty(), "{text}");
        }
    }
}
