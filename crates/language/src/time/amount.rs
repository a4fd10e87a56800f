//! How many units: "two", "a couple of", "six and a half", "2 1/2", "13 billion", "a few", and what is
//! counted from the anchor or the time named last with them: "two years ago", "a week later".

use woozle_text::Date;

use super::period::{Days, Unit, unit};
use super::{Found, Scan};
use crate::calendar::weekday;
use crate::number::{digits_value, scale, word_value};
use crate::{Granularity, TimeKind, Upos};

/// A number of units.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    /// `None` for "a few", "several".
    pub(super) number: Option<f64>,
    /// One past its last token.
    pub(super) end: usize,
}

impl Scan<'_> {
    /// The amount that starts at the token.
    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        let vague = |end| Some(Amount { number: None, end });
        if self.is(at, &["several", "many", "few", "some"]) {
            return vague(at + 1);
        }
        if self.is(at, &["a"]) && self.is(at + 1, &["few"]) {
            return vague(at + 2);
        }
        if let Some(part) = self.part_of_hour(at) {
            return Some(part);
        }
        let article = usize::from(self.is(at, &["a"]));
        if self.is(at + article, &["couple", "pair"]) {
            let end = at + article + 1;
            return Some(Amount { number: Some(2.0), end: end + usize::from(self.is(end, &["of"])) });
        }
        if self.is(at, &["half"]) && self.is(at + 1, &["a", "an"]) {
            return Some(Amount { number: Some(0.5), end: at + 2 });
        }
        let (mut number, mut end) = self.whole(at)?;
        if let Some((top, bottom)) = self.word(end).split_once('/')
            && let (Ok(top), Ok(bottom)) = (top.parse::<f64>(), bottom.parse::<f64>())
            && bottom > top
        {
            return Some(Amount { number: Some(number + top / bottom), end: end + 1 });
        }
        if self.is(end, &["and"]) && self.is(end + 1, &["a"]) && self.is(end + 2, &["half"]) {
            return Some(Amount { number: Some(number + 0.5), end: end + 3 });
        }
        if let Some(power) = scale(self.word(end)).filter(|power| *power >= 100.0 && self.word(end).len() > 2)
        {
            number *= power;
            end += 1;
        }
        Some(Amount { number: Some(number), end })
    }

    /// "a quarter of an", "three-quarters of an", "1/2", "3/4 of an", before an hour.
    fn part_of_hour(&self, at: usize) -> Option<Amount> {
        let (number, end) = match () {
            () if self.is(at, &["a"]) && self.is(at + 1, &["quarter"]) => (0.25, at + 2),
            () if self.is(at, &["three-quarters"]) => (0.75, at + 1),
            () if self.is(at, &["three"]) && self.is(at + 1, &["quarters"]) => (0.75, at + 2),
            () if self.is(at, &["three"]) && self.is(at + 1, &["-"]) && self.is(at + 2, &["quarters"]) => {
                (0.75, at + 3)
            }
            () if self.is(at, &["1/4", "¼"]) => (0.25, at + 1),
            () if self.is(at, &["1/2", "½"]) => (0.5, at + 1),
            () if self.is(at, &["3/4", "¾"]) => (0.75, at + 1),
            () => return None,
        };
        let of = if self.is(end, &["of"]) && self.is(end + 1, &["a", "an"]) { 2 } else { 0 };
        let named = self.is(end + of, &["hour"]) || of == 2 && unit(self.word(end + of)).is_some();
        named.then_some(Amount { number: Some(number), end: end + of })
    }

    /// Past "about", "roughly" and their like.
    fn after_about(&self, at: usize) -> usize {
        let mut at = at;
        for _ in 0..2 {
            at += usize::from(self.is(at, &["about", "around", "roughly", "approximately", "~", "another"]));
        }
        at
    }

    /// Digits, "a", or a number word below a hundred, hyphened or not.
    fn whole(&self, at: usize) -> Option<(f64, usize)> {
        let word = self.word(at);
        if self.is(at, &["a", "an"]) {
            return Some((1.0, at + 1));
        }
        if let Some(value) = digits_value(word) {
            return Some((value, at + 1));
        }
        let value = word_value(word).filter(|_| !self.is(at, &["dozen"]))?;
        if (20.0..100.0).contains(&value) && value % 10.0 == 0.0 {
            let hyphen = usize::from(self.is(at + 1, &["-"]));
            if let Some(one) = word_value(self.word(at + 1 + hyphen)).filter(|one| (1.0..10.0).contains(one))
            {
                return Some((value + one, at + 2 + hyphen));
            }
        }
        Some((value, at + 1))
    }

    /// "two days ago", "a year later", "several weeks earlier", "two weeks from now", "in three days".
    pub(super) fn ago(&self, at: usize) -> Option<Found> {
        if self.is(at, &["in"]) {
            return self.ahead(at);
        }
        if let Some(found) = self.within(at).or_else(|| self.weekdays_away(at)) {
            return Some(found);
        }
        if let Some(found) = self.plural_ago(at).or_else(|| self.beside_a_day(at)) {
            return Some(found);
        }
        let amount = self.amount(at)?;
        let unit = unit(self.word(amount.end))?;
        let next = amount.end + 1;
        let (base, sign, end) = match () {
            () if self.is(next, &["ago", "back"]) => {
                if let Some(found) = self.ago_from(next + 1, unit, amount.number) {
                    return Some(found);
                }
                (self.anchor, -1.0, next + 1)
            }
            () if self.is(next, &["hence"]) => (self.anchor, 1.0, next + 1),
            () if self.is(next, &["from"]) && self.is(next + 1, &["today"]) && !unit.is_short() => {
                let number = amount.number.filter(|number| number.fract() == 0.0 && *number < 1000.0)?;
                let day = self.anchor.map(|anchor| unit.step(anchor, number as i64));
                return Some(Found::days(next + 2, Granularity::Day, day.map(|day| (day, day))));
            }
            () if self.is(next, &["from"]) && self.is(next + 1, &["now", "today"]) => {
                (self.anchor, 1.0, next + 2)
            }
            () if self.is(next, &["from"])
                && self.is(next + 1, &["right"])
                && self.is(next + 2, &["now"]) =>
            {
                (self.anchor, 1.0, next + 3)
            }
            // "Seven minutes later" is a length from a moment that nobody dates: a quantity, no time.
            () if unit.is_short() && self.is(next, &["later", "earlier", "before", "after"]) => {
                return None;
            }
            () if self.is(next, &["later", "thereafter"]) => (self.last_day().or(self.anchor), 1.0, next + 1),
            () if self.is(next, &["after"]) && self.closes(next + 1) => (self.last_day(), 1.0, next + 1),
            () if self.is(next, &["earlier", "previously"]) => {
                (self.last_day().or(self.anchor), -1.0, next + 1)
            }
            () if self.is(next, &["before"]) && self.closes(next + 1) => (self.last_day(), -1.0, next + 1),
            () => return None,
        };
        Some(counted(unit, base, amount.number.map(|number| sign * number), end))
    }

    /// "three years ago today", "a year ago this week", "two weeks ago on Tuesday": the period named behind "ago",
    /// so many years, months or weeks before.
    fn ago_from(&self, at: usize, unit: Unit, number: Option<f64>) -> Option<Found> {
        let number = number.filter(|number| number.fract() == 0.0 && *number < 1000.0)?;
        let named = at + usize::from(self.is(at, &["on"]) && weekday(self.word(at + 1)).is_some());
        let found = match () {
            () if !matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade) => return None,
            () if self.is(named, &["today"]) => {
                let day = self.anchor.map(|anchor| (anchor, anchor));
                self.with_part_of_day(Found::days(named + 1, Granularity::Day, day))
            }
            () if self.is(named, &["yesterday", "tomorrow"]) => self.plain_day(named)?,
            () if self.is(named, &["this", "last", "next"]) => self.relative(named)?,
            () if unit == Unit::Week || self.view.is_capitalised(named) => self.weekday(named)?,
            () => return None,
        };
        if found.kind != TimeKind::Point || self.view.is_possessive(found.end) {
            return None;
        }
        let back = |day| unit.step(day, -(number as i64));
        Some(Found { days: found.days.map(|(first, last)| (back(first), back(last))), ..found })
    }

    /// "within two weeks": up to that day.
    fn within(&self, at: usize) -> Option<Found> {
        if !self.is(at, &["within"]) {
            return None;
        }
        let amount = self.amount(self.after_about(at + 1))?;
        let unit = unit(self.word(amount.end))?;
        let end = amount.end + 1;
        // "Within an hour the fire was out", "within two days after arrival": a length from another moment.
        let awaited = (self.floor.max(at.saturating_sub(3))..at)
            .any(|at| self.is(at, &["expected", "due", "scheduled", "promised", "planned"]));
        if self.is(end, &["of", "after", "from"]) || !awaited && !self.is_future(amount.end) {
            return None;
        }
        let days = self.anchor.zip(amount.number).and_then(|(anchor, number)| {
            let last = match unit {
                Unit::Minute | Unit::Hour => away(unit, anchor, number)?.1,
                unit => {
                    (number.fract() == 0.0 && number < 1000.0).then(|| unit.step(anchor, number as i64))?
                }
            };
            Some((anchor, last))
        });
        let kind = if amount.number.is_none() { TimeKind::Vague } else { TimeKind::Point };
        Some(Found { kind, ..Found::days(end, unit.granularity(), days) })
    }

    /// "three Fridays from now", "two Thursdays ago".
    fn weekdays_away(&self, at: usize) -> Option<Found> {
        let amount = self.amount(at)?;
        let day = crate::calendar::weekday(self.word(amount.end))?;
        let next = amount.end + 1;
        let (sign, end) = match () {
            () if self.is(next, &["ago", "back"]) => (-1, next + 1),
            () if self.is(next, &["hence"]) => (1, next + 1),
            () if self.is(next, &["from"]) && self.is(next + 1, &["now", "today"]) => (1, next + 2),
            () => return None,
        };
        let number = amount.number.filter(|number| (1.0..100.0).contains(number))? as i64;
        let days = self.anchor.map(|anchor| {
            let ahead = i64::from((day + 7 - anchor.weekday()) % 7);
            let first = if sign > 0 {
                if ahead == 0 { 7 } else { ahead }
            } else {
                if ahead == 0 { -7 } else { ahead - 7 }
            };
            anchor.plus_days(first + sign * 7 * (number - 1))
        });
        Some(Found::days(end, Granularity::Day, days.map(|day| (day, day))))
    }

    /// "years ago", "decades earlier": nobody knows how many.
    fn plural_ago(&self, at: usize) -> Option<Found> {
        let named = self.is(at, &["years", "decades", "centuries"]) && self.is(at + 1, &["ago"]);
        let many = self.is(at, &["hundreds", "thousands", "millions"])
            && self.is(at + 1, &["of"])
            && self.is(at + 2, &["years"])
            && self.is(at + 3, &["ago"]);
        let vague = |end| Found { kind: TimeKind::Vague, ..Found::days(end, Granularity::Year, None) };
        if named { Some(vague(at + 2)) } else { many.then(|| vague(at + 4)) }
    }

    /// "in three days", "in two weeks' time", where the future is spoken of.
    fn ahead(&self, at: usize) -> Option<Found> {
        // "The plant can make 300 cars in a day": so many for each.
        let rate = self.is(at + 1, &["a", "an"])
            && (self.floor.max(at.saturating_sub(4))..at).any(|at| self.view.upos(at) == Upos::Num);
        if rate && !self.is(at + 3, &["'s", "’s", "time"]) {
            return None;
        }
        let mut amount = self.amount(self.after_about(at + 1))?;
        amount.end += usize::from(self.is(amount.end, &["more"]));
        let unit = unit(self.word(amount.end))?;
        let mut end = amount.end + 1;
        if self.is(end, &["'", "’", "'s", "’s"]) && self.is(end + 1, &["time"]) {
            end += 2;
        } else if self.is(end, &["time"]) {
            end += 1;
        } else if !self.is_future(amount.end) || self.is(end, &["of", "from"]) {
            return None;
        }
        Some(counted(unit, self.anchor, amount.number, end))
    }

    /// "the past 24 hours", "the next two hours", "the next hour": the days that they reach into.
    pub(super) fn turned_hours(&self, named: usize, turn: i64, number: Option<f64>) -> Option<Found> {
        if turn == 0 || number.is_none() && self.word(named).ends_with('s') || self.is(named + 1, &["of"]) {
            return None;
        }
        // "He waited for the next two hours": told of another moment.
        if turn > 0 && !self.is_future(named) {
            return None;
        }
        let unit = unit(self.word(named))?;
        let hours = number.unwrap_or(1.0) / if unit == Unit::Minute { 60.0 } else { 1.0 };
        // Few hours are taken to be of the same day; from six on they may reach into the next one.
        let reach = if hours < 6.0 { 0 } else { (hours / 24.0).ceil() as i64 };
        let days = self.anchor.map(|anchor| {
            let other = anchor.plus_days(turn * reach);
            (anchor.min(other), anchor.max(other))
        });
        Some(Found::days(named + 1, unit.granularity(), days))
    }

    /// Whether the clause ends before the token: nothing that "after" could govern follows.
    pub(super) fn closes(&self, at: usize) -> bool {
        self.word(at).is_empty()
            || matches!(self.view.upos(at), Upos::Punct | Upos::Cconj | Upos::Adp | Upos::Sconj | Upos::Verb)
    }
}

/// The period so many units from a day; a day exactly where days and weeks are counted.
fn counted(unit: Unit, base: Option<Date>, number: Option<f64>, end: usize) -> Found {
    let days = base.zip(number).and_then(|(base, number)| away(unit, base, number));
    let open = number.is_none() || unit.is_short() && days.is_none();
    let kind = if open { TimeKind::Vague } else { TimeKind::Point };
    let granularity = match unit {
        Unit::Week | Unit::Fortnight | Unit::Weekend => Granularity::Day,
        unit => unit.granularity(),
    };
    Found { kind, ..Found::days(end, granularity, days) }
}

fn away(unit: Unit, base: Date, number: f64) -> Option<Days> {
    let whole = number.fract() == 0.0 && number.abs() < 100_000.0;
    let years = |factor: f64| (number.abs() * factor < 3000.0).then_some((number * factor) as i64);
    match unit {
        Unit::Minute | Unit::Hour => {
            let hours = if unit == Unit::Minute { number / 60.0 } else { number };
            let day = base.plus_days((hours.clamp(-1e6, 1e6) / 24.0).trunc() as i64);
            (hours.abs() < 100_000.0).then_some((day, day))
        }
        Unit::Day if whole => Some((base.plus_days(number as i64), base.plus_days(number as i64))),
        Unit::Week | Unit::Weekend if number.abs() < 10_000.0 => {
            let day = base.plus_days((number * 7.0).round() as i64);
            Some((day, day))
        }
        Unit::Fortnight if number.abs() < 10_000.0 => {
            let day = base.plus_days((number * 14.0).round() as i64);
            Some((day, day))
        }
        Unit::Month if number.abs() < 10_000.0 => Unit::Month.shifted(base, number.round() as i64),
        Unit::Quarter if whole => Unit::Quarter.shifted(base, number as i64),
        Unit::Year if whole => Unit::Year.shifted(base, years(1.0)?),
        Unit::Year if number.abs() < 1000.0 => Unit::Month.shifted(base, (number * 12.0).round() as i64),
        Unit::Decade => Unit::Year.shifted(base, years(10.0)?),
        Unit::Century => Unit::Year.shifted(base, years(100.0)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn years_ago_today_is_a_day() {
        for (text, expected) in [
            ("three/CD years/NNS ago/RB today/NN", "three years ago today=2022-03-12"),
            ("a/DT year/NN ago/RB this/DT week/NN", "a year ago this week=2024-03-10..2024-03-16"),
            ("two/CD weeks/NNS ago/RB on/IN Tuesday/NNP", "two weeks ago on Tuesday=2025-02-25"),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
        assert_eq!(
            found("Two/CD years/NNS ago/RB ,/, Tuesday/NNP was/VBD free/JJ ./.")[0],
            "Two years ago=2023-01-01..2023-12-31"
        );
    }
}
