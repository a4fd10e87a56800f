//! Weeks, months, seasons and years as first and last days.

use woozle_text::Date;

use crate::Granularity;

pub(super) type Days = (Date, Date);

/// A sort of period that words name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The period that the word names, in the singular or plural.
pub(super) fn unit(word: &str) -> Option<Unit> {
    const NAMES: [(&str, Unit); 19] = [
        ("minute", Unit::Minute),
        ("min", Unit::Minute),
        ("hour", Unit::Hour),
        ("hr", Unit::Hour),
        ("day", Unit::Day),
        ("week", Unit::Week),
        ("fortnight", Unit::Fortnight),
        ("weekend", Unit::Weekend),
        ("week-end", Unit::Weekend),
        ("month", Unit::Month),
        ("quarter", Unit::Quarter),
        ("year", Unit::Year),
        ("decade", Unit::Decade),
        ("century", Unit::Century),
        ("centurie", Unit::Century),
        ("yr", Unit::Year),
        ("qtr", Unit::Quarter),
        ("wk", Unit::Week),
        ("mo", Unit::Month),
    ];
    let word = word.strip_suffix('.').unwrap_or(word);
    if word.eq_ignore_ascii_case("seconds") {
        return Some(Unit::Minute);
    }
    let stem = word.strip_suffix(['s', 'S']).unwrap_or(word);
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(stem)).map(|(_, unit)| *unit)
}

impl Unit {
    /// Whether it is shorter than a day: nobody knows the moment that a report counts it from.
    pub(super) fn is_short(self) -> bool {
        matches!(self, Self::Minute | Self::Hour)
    }

    pub(super) fn granularity(self) -> Granularity {
        match self {
            Self::Minute => Granularity::Minute,
            Self::Hour => Granularity::Hour,
            Self::Day => Granularity::Day,
            Self::Week | Self::Fortnight | Self::Weekend => Granularity::Week,
            Self::Month => Granularity::Month,
            Self::Quarter => Granularity::Season,
            Self::Year => Granularity::Year,
            Self::Decade | Self::Century => Granularity::Decade,
        }
    }

    /// The period of this sort that lies so many after the one that holds the day.
    pub(super) fn shifted(self, day: Date, by: i64) -> Option<Days> {
        match self {
            Self::Minute | Self::Hour => Some((day, day)),
            Self::Day => Some((day.plus_days(by), day.plus_days(by))),
            Self::Week => Some(week(day.plus_days(7 * by))),
            Self::Fortnight => Some((day.plus_days(14 * by.min(0)), day.plus_days(14 * by.max(0)))),
            Self::Weekend => {
                let (monday, _) = week(day.plus_days(7 * by));
                Some((monday.plus_days(5), monday.plus_days(6)))
            }
            Self::Month => {
                let (year, month) = month_shifted(day, by);
                months(year, month, 1)
            }
            Self::Quarter => {
                let start = (day.month - 1) / 3 * 3 + 1;
                let (year, month) = month_shifted(Date { month: start, day: 1, ..day }, 3 * by);
                months(year, month, 3)
            }
            Self::Year => years(day.year.checked_add(i32::try_from(by).ok()?)?, 1),
            Self::Decade => years(day.year.div_euclid(10) * 10 + 10 * by as i32, 10),
            Self::Century => years(day.year.div_euclid(100) * 100 + 100 * by as i32, 100),
        }
    }

    /// The day so many units later.
    pub(super) fn step(self, day: Date, by: i64) -> Date {
        let months = match self {
            Self::Minute | Self::Hour => return day,
            Self::Day => return day.plus_days(by),
            Self::Week | Self::Weekend => return day.plus_days(7 * by),
            Self::Fortnight => return day.plus_days(14 * by),
            Self::Month => by,
            Self::Quarter => 3 * by,
            Self::Year => 12 * by,
            Self::Decade => 120 * by,
            Self::Century => 1200 * by,
        };
        let (year, month) = month_shifted(day, months);
        (0..4).find_map(|less| Date::new(year, month, day.day.saturating_sub(less))).unwrap_or(day)
    }
}

/// Monday to Sunday.
pub(super) fn week(day: Date) -> Days {
    let monday = day.plus_days(-i64::from(day.weekday()));
    (monday, monday.plus_days(6))
}

/// So many months from the first of a month on.
pub(super) fn months(year: i32, month: u8, count: i64) -> Option<Days> {
    let first = Date::new(year, month, 1)?;
    let (year, month) = month_shifted(first, count);
    Some((first, Date::new(year, month, 1)?.plus_days(-1)))
}

pub(super) fn years(year: i32, count: i32) -> Option<Days> {
    Some((Date::new(year, 1, 1)?, Date::new(year.checked_add(count)? - 1, 12, 31)?))
}

fn month_shifted(day: Date, by: i64) -> (i32, u8) {
    let months = i64::from(day.year) * 12 + i64::from(day.month) - 1 + by;
    (months.div_euclid(12) as i32, months.rem_euclid(12) as u8 + 1)
}

/// Which part of a period is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Beginning,
    Early,
    Middle,
    Late,
    End,
}

/// "early" is the first half, "the beginning" and "the end" are thirds, so is the middle.
pub(super) fn part(days: Days, part: Part) -> Days {
    let (first, last) = days;
    let whole = last.days_since_epoch() - first.days_since_epoch() + 1;
    if whole <= 1 {
        return days;
    }
    let decade = (whole / 365 == 10).then(|| Date { year: first.year + 5, ..first });
    match (part, decade) {
        (Part::Early, Some(middle)) => return (first, middle.plus_days(-1)),
        (Part::Late, Some(middle)) => return (middle, last),
        _ => {}
    }
    let (third, half) = (whole / 3, (whole / 2).max(1));
    match part {
        Part::Beginning => (first, first.plus_days(third)),
        Part::Early => (first, first.plus_days(half - 1)),
        Part::Middle => (first.plus_days(third), last.plus_days(-third)),
        Part::Late => (first.plus_days(half), last),
        Part::End => (last.plus_days(-third), last),
    }
}
