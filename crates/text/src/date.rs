//! Calendar days and publication times, without a clock: values come in, nothing is "now".

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// Year, e.g. 2023.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// English names of the months, lower case, January first.
    pub const MONTHS: [&'static str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    /// The day, if it exists.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        exists.then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01 (negative before), after H. Hinnant's `days_from_civil`.
    #[must_use]
    pub fn days_since_epoch(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that lies so many days after 1970-01-01, after H. Hinnant's `civil_from_days`.
    #[must_use]
    pub fn from_days_since_epoch(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: day as u8 }
    }

    /// The day so many days later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days_since_epoch(self.days_since_epoch() + days)
    }

    /// Day of the week, Monday 0 to Sunday 6.
    #[must_use]
    pub fn weekday(self) -> u8 {
        (self.days_since_epoch() + 3).rem_euclid(7) as u8
    }

    /// ISO 8601, e.g. `2023-09-05`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How many days the month has.
fn days_in_month(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A time of day with its zone as far as the report gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clock {
    /// Minutes after midnight, 0 to 1439.
    pub minute: u16,
    /// Offset from UTC in minutes, where stated.
    pub utc_offset: Option<i16>,
}

/// When a report says it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// The time of day, where given.
    pub clock: Option<Clock>,
}

impl Published {
    /// ISO 8601 as far as known: `2023-09-05`, `2023-09-05T06:00` or `2023-09-05T06:00+02:00`.
    #[must_use]
    pub fn iso(self) -> String {
        let Some(clock) = self.clock else {
            return self.date.iso();
        };
        let time = format!("{}T{:02}:{:02}", self.date.iso(), clock.minute / 60, clock.minute % 60);
        match clock.utc_offset {
            None => time,
            Some(0) => time + "Z",
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                format!("{time}{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_the_round_trip_and_know_their_weekday() {
        let date = Date::new(2023, 9, 5).expect("a day that exists");
        assert_eq!(date.weekday(), 1, "5 September 2023 was a Tuesday");
        for days in [-800_000, -1, 0, 59, 60, 19_605, 800_000] {
            assert_eq!(Date::from_days_since_epoch(days).days_since_epoch(), days);
        }
        assert_eq!(Date::new(2023, 2, 29), None);
        assert_eq!(date.plus_days(26).iso(), "2023-10-01");
    }
}
