//! Days of the week: "on Tuesday", "last Tuesday", "Wednesday of next week", "every Monday and Friday".

use super::period::{Days, Unit};
use super::{Found, Scan};
use crate::calendar::weekday;
use crate::{Granularity, TimeKind, Upos};

impl Scan<'_> {
    /// "Tuesday", "last Tuesday", "next Monday", "Tuesday evening", "Wednesday of next week".
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let turned = self.is(at, &["last", "next", "this", "past", "coming", "that"]);
        let start = at + usize::from(turned);
        let word = self.word(start);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let day = weekday(word).filter(|_| capital)?;
        let full = word.len() > 5;
        if !full && (word.len() < 3 || matches!(self.view.upos(start), Upos::Verb | Upos::Adp | Upos::Aux)) {
            return None;
        }
        let dotted = word.ends_with('.');
        if !full
            && !dotted
            && self.is(start, &["sun", "sat", "wed"])
            && !self.is(start + 1, &[".", ",", ""])
            && !turned
        {
            return None;
        }
        let joined = self.is(start + 1, &["-", "–"]) && weekday(self.word(start + 2)).is_some();
        let parts = matches!(self.word(start + 1), "mornings" | "afternoons" | "evenings" | "nights");
        if joined || parts {
            let end = start + if joined { 3 } else { 2 };
            let kind = TimeKind::Recurring;
            return Some(Found { kind, ..Found::days(end, Granularity::Day, None) });
        }
        let weekly = (self.floor.max(at.saturating_sub(12))..at)
            .any(|at| self.is(at, &["per"]) && self.is(at + 1, &["week"]));
        let again = word.ends_with("days")
            || weekly
            || self.is_listed_again(start)
            || !turned && at > self.floor && self.is(at - 1, &["a", "an", "every", "each", "any"]);
        if again {
            let found = Found::days(start + 1, Granularity::Day, None);
            let kind = TimeKind::Recurring;
            return Some(self.with_part_of_day(Found { kind, ..found }));
        }
        let dot =
            usize::from(self.word(start).len() < 5 && self.is(start + 1, &["."]) && start + 2 < self.stop);
        let mut found = Found::days(start + 1 + dot, Granularity::Day, None);
        found.days = self.weekday_near(at, start, day).map(|day| (day, day));
        if let Some(found) = self.weekday_of_month(at, start, day).or_else(|| self.weekday_range(start, day))
        {
            return Some(found);
        }
        if let Some((week, end)) = self.week_after(start + 1) {
            let days = week.map(|(monday, _)| monday.plus_days(i64::from(day)));
            found = Found { end, days: days.map(|day| (day, day)), ..found };
        }
        Some(self.with_part_of_day(found))
    }

    /// Whether the weekday goes on a list of days that come again: "every Monday, Wednesday and Friday".
    fn is_listed_again(&self, at: usize) -> bool {
        let mut first = at;
        for _ in 0..6 {
            let joint = first.saturating_sub(1);
            if joint <= self.floor || !self.is(joint, &["and", "or", "/", ","]) {
                break;
            }
            let before = joint - 1 - usize::from(self.is(joint - 1, &[","]));
            if before < self.floor || weekday(self.word(before)).is_none() {
                break;
            }
            first = before;
        }
        first < at && first > self.floor && self.is(first - 1, &["every", "each"])
    }

    /// The day of that name that is meant beside the anchor.
    fn weekday_near(&self, at: usize, start: usize, day: u8) -> Option<woozle_text::Date> {
        let anchor = self.anchor?;
        let back = i64::from((anchor.weekday() + 7 - day) % 7);
        if self.is(at, &["that"]) {
            let base = self.last_day()?;
            let back = i64::from((base.weekday() + 7 - day) % 7);
            return Some(base.plus_days(if back > 3 { 7 - back } else { -back }));
        }
        let back = match () {
            () if self.is(at, &["last", "past"]) && back == 0 => 7,
            // "Next Friday" is the one of next week, whatever day today is.
            () if self.is(at, &["next"]) => i64::from(anchor.weekday()) - 7 - i64::from(day),
            () if self.is(at, &["coming"]) && back == 0 => -7,
            () if self.is(at, &["coming"]) => back - 7,
            () if back > 0 && !self.is(at, &["last", "past"]) && self.is_future(start) => back - 7,
            () => back,
        };
        Some(anchor.plus_days(-back))
    }

    /// "Tuesday the 19th", "Thursday 15th": the nearest month in which the day falls so.
    fn weekday_of_month(&self, at: usize, start: usize, day: u8) -> Option<Found> {
        let named = start + 1 + usize::from(self.is(start + 1, &["the", ","]));
        let word = self.word(named);
        let suffixed = word.len() > 2
            && word.as_bytes()[0].is_ascii_digit()
            && !word.ends_with(|l: char| l.is_ascii_digit());
        let (number, end) = self.day(named).filter(|_| suffixed || self.is(start + 1, &["the"]))?;
        let fits = |month: i64| {
            let first = Unit::Month.shifted(self.anchor?, month)?.0;
            let date = woozle_text::Date::new(first.year, first.month, number)?;
            (date.weekday() == day).then_some(date)
        };
        let future = self.is_future(at);
        let date = (0..14).find_map(|away| fits(if future { away } else { -away })).or_else(|| fits(1))?;
        Some(Found::days(end, Granularity::Day, Some((date, date))))
    }

    /// "Friday to Monday", "Tuesday through Thursday".
    fn weekday_range(&self, start: usize, day: u8) -> Option<Found> {
        if !self.is(start + 1, &["to", "through", "thru"]) {
            return None;
        }
        let last = weekday(self.word(start + 2)).filter(|_| self.view.is_capitalised(start + 2))?;
        let first = self.weekday_near(start, start, day);
        let days = first.map(|first| (first, first.plus_days(i64::from((last + 7 - day) % 7))));
        Some(Found::days(start + 3, Granularity::Day, days))
    }

    /// "of next week", "next week", "from last week" after a day: that week and one past it.
    fn week_after(&self, at: usize) -> Option<(Option<Days>, usize)> {
        let next = at + usize::from(self.is(at, &["of", "from"]));
        let by = match () {
            () if self.is(at, &["after"]) && self.is(at + 1, &["next"]) => {
                return Some((self.anchor.and_then(|anchor| Unit::Week.shifted(anchor, 1)), at + 2));
            }
            () if self.is(next, &["next"]) => 1,
            () if self.is(next, &["last"]) => -1,
            () if self.is(next, &["this"]) => 0,
            () => return None,
        };
        let week = self.anchor.and_then(|anchor| Unit::Week.shifted(anchor, by));
        self.is(next + 1, &["week"]).then_some((week, next + 2))
    }
}

#[cfg(test)]
mod tests {
    use crate::TimeKind;
    use crate::sample::read;

    #[test]
    fn every_day_of_a_list_comes_again() {
        let (report, analysis, _) =
            read("It/PRP opens/VBZ every/DT Monday/NNP ,/, Wednesday/NNP and/CC Friday/NNP ./.");
        let times = crate::times(&report, &analysis);
        let all: Vec<_> = times.iter().map(|time| (report.slice(time.span), time.kind)).collect();
        let again = TimeKind::Recurring;
        assert_eq!(all, [("every Monday", again), ("Wednesday", again), ("Friday", again)]);
    }
}
