//! Days counted from a day that is named beside them: "two weeks from Tuesday", "the day after Christmas", "the
//! Friday before Easter", "a week after 5 May".

use woozle_text::Date;

use super::period::{Unit, unit};
use super::{Found, Scan};
use crate::Granularity;
use crate::calendar::weekday;

/// What is counted from the named day.
#[derive(Clone, Copy)]
enum Counted {
    Unit(Unit),
    Weekday(u8),
}

impl Scan<'_> {
    /// "two weeks from Tuesday", "three days after Easter", "the day before Thanksgiving", "the Monday after
    /// Christmas". Not "two days after the vote": nobody says when that was.
    pub(super) fn beside_a_day(&self, at: usize) -> Option<Found> {
        let (number, named) = self.count_of(at)?;
        let counted = match weekday(self.word(named)).filter(|_| self.view.is_capitalised(named)) {
            Some(day) => Counted::Weekday(day),
            None => Counted::Unit(unit(self.word(named)).filter(|unit| {
                matches!(unit, Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month | Unit::Year)
            })?),
        };
        let joint = named + 1;
        let sign = match () {
            () if self.is(joint, &["after", "from", "following"]) => 1,
            () if self.is(joint, &["before"]) => -1,
            () => return None,
        };
        let base = self.day_named(joint + 1, self.is(joint, &["from"]))?;
        // "For ten days from 18 December" lasts so long.
        let lasting = self.is(joint, &["from"]) && at > self.floor && self.is(at - 1, &["for"]);
        let days = base.days.map(|(first, last)| {
            if lasting {
                return (first, counted.away(first, number).max(first));
            }
            let from = if sign > 0 { last } else { first };
            let day = counted.away(from, sign * number);
            (day, day)
        });
        Some(Found::days(base.end, Granularity::Day, days))
    }

    /// "the following Sunday", "the previous Friday": counted from the day that was named last.
    pub(super) fn told_weekday(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        let turn = match () {
            () if self.is(start, &["following"]) || start > at && self.is(start, &["next"]) => 1,
            () if self.is(start, &["previous", "preceding"]) => -1,
            () => return None,
        };
        let day = weekday(self.word(start + 1)).filter(|_| self.view.is_capitalised(start + 1))?;
        let days = self.last_day().map(|base| Counted::Weekday(day).away(base, turn));
        let found = Found::days(start + 2, Granularity::Day, days.map(|day| (day, day)));
        Some(self.with_part_of_day(found))
    }

    /// How many are counted, and the token of what is counted: "two weeks", "the third Tuesday", "the day".
    fn count_of(&self, at: usize) -> Option<(i64, usize)> {
        let article = usize::from(self.is(at, &["the"]));
        let start = at + article;
        if let Some(number) = super::date::ordinal(self.word(start)) {
            return Some((number.into(), start + 1));
        }
        if article == 1
            || self.is(at, &["day"])
            || self.view.is_capitalised(at) && weekday(self.word(at)).is_some()
        {
            return Some((1, start));
        }
        let amount = self.amount(at)?;
        let number =
            amount.number.filter(|number| number.fract() == 0.0 && (1.0..1000.0).contains(number))?;
        Some((number as i64, amount.end))
    }

    /// A single day named at the token. What is counted "from" a weekday is counted from the next one.
    fn day_named(&self, at: usize, ahead: bool) -> Option<Found> {
        let word = self.word(at);
        if ahead
            && let (Some(day), Some(anchor)) =
                (weekday(word).filter(|_| self.view.is_capitalised(at)), self.anchor)
        {
            let by = i64::from((day + 7 - anchor.weekday()) % 7);
            let date = anchor.plus_days(if by == 0 { 7 } else { by });
            return Some(Found::days(at + 1, Granularity::Day, Some((date, date))));
        }
        let readers: [fn(&Self, usize) -> Option<Found>; 5] =
            [Self::month_day, Self::day_month, Self::weekday, Self::plain_day, Self::holiday];
        let found = readers.iter().filter_map(|read| read(self, at)).max_by_key(|found| found.end)?;
        let single = found.kind == crate::TimeKind::Point && found.granularity <= Granularity::Day;
        single.then_some(found)
    }
}

impl Counted {
    /// The day so many of them after the day, or before it where negative.
    fn away(self, from: Date, number: i64) -> Date {
        let day = match self {
            Self::Unit(unit) => return unit.step(from, number),
            Self::Weekday(day) => day,
        };
        let ahead = i64::from((day + 7 - from.weekday()) % 7);
        let first = match (number > 0, ahead) {
            (true, 0) => 7,
            (true, ahead) => ahead,
            (false, 0) => -7,
            (false, ahead) => ahead - 7,
        };
        from.plus_days(first + 7 * (number - number.signum()))
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn days_are_counted_from_a_day_that_is_named() {
        for (text, expected) in [
            ("two/CD weeks/NNS from/IN Tuesday/NNP", "two weeks from Tuesday=2025-04-01"),
            ("the/DT day/NN after/IN Christmas/NNP", "the day after Christmas=2024-12-26"),
            ("three/CD days/NNS before/IN Easter/NNP", "three days before Easter=2025-04-17"),
            ("the/DT Monday/NNP after/IN 8/CD March/NNP", "the Monday after 8 March=2025-03-10"),
            ("for/IN ten/CD days/NNS from/IN 3/CD March/NNP", "ten days from 3 March=2025-03-03..2025-03-13"),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
        assert!(found("It/PRP shut/VBD two/CD days/NNS after/IN the/DT vote/NN ./.").is_empty());
    }

    #[test]
    fn the_following_sunday_is_that_after_the_day_named_last() {
        assert_eq!(
            found(
                "It/PRP shut/VBD on/IN March/NNP 7/CD ./. | It/PRP rose/VBD the/DT following/VBG Sunday/NNP ./."
            ),
            ["March 7=2025-03-07", "the following Sunday=2025-03-09"]
        );
    }
}
