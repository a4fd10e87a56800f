//! Spans of days in, the labels of a calendar out: a day, a month, a year, or from a day to a day.

use woozle::text::Date;

/// First and last day, both included.
pub(super) type Days = (Date, Date);

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A label of two lines: the day or days, and the year.
pub(super) fn days_label((first, last): Days) -> (String, String) {
    let month = |date: Date| MONTHS[usize::from(date.month.clamp(1, 12)) - 1];
    let day = |date: Date| format!("{} {}", date.day, month(date));
    let year = first.year.to_string();
    if first == last {
        return (format!("{} {}", WEEKDAYS[usize::from(first.weekday()) % 7], day(first)), year);
    }
    if first.year != last.year {
        return (format!("{} – {}", first.year, last.year), String::new());
    }
    let whole_months = first.day == 1 && last.plus_days(1).day == 1;
    match (whole_months, first.month == last.month) {
        (true, _) if first.month == 1 && last.month == 12 => (year, String::new()),
        (true, true) => (month(first).to_owned(), year),
        (true, false) => (format!("{} – {}", month(first), month(last)), year),
        (false, true) => (format!("{}–{}", first.day, day(last)), year),
        (false, false) => (format!("{} – {}", day(first), day(last)), year),
    }
}

/// How far the days lie after those before, where it is more than a day.
pub(super) fn distance(before: Days, days: Days) -> Option<String> {
    let apart = days.0.days_since_epoch() - before.1.days_since_epoch();
    match apart {
        ..=1 => None,
        2..=59 => Some(format!("{apart} days")),
        60..=729 => Some(format!("{} months", apart / 30)),
        _ => Some(format!("{} years", apart / 365)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a day that exists")
    }

    fn label(first: Date, last: Date) -> String {
        let (line, year) = days_label((first, last));
        format!("{line} {year}").trim_end().to_owned()
    }

    #[test]
    fn days_are_labelled_as_exactly_as_they_are_known() {
        assert_eq!(label(date(2031, 3, 11), date(2031, 3, 11)), "Tue 11 Mar 2031");
        assert_eq!(label(date(2031, 3, 10), date(2031, 3, 16)), "10–16 Mar 2031");
        assert_eq!(label(date(2031, 3, 1), date(2031, 3, 31)), "Mar 2031");
        assert_eq!(label(date(1961, 1, 1), date(1961, 12, 31)), "1961");
        assert_eq!(label(date(2030, 12, 30), date(2031, 1, 2)), "2030 – 2031");
    }

    #[test]
    fn distances_are_told_where_days_do_not_follow_each_other() {
        let monday = (date(2031, 3, 10), date(2031, 3, 10));
        assert_eq!(distance(monday, (date(2031, 3, 11), date(2031, 3, 11))), None);
        assert_eq!(distance(monday, (date(2031, 3, 15), date(2031, 3, 15))).as_deref(), Some("5 days"));
        assert_eq!(distance((date(1961, 1, 1), date(1961, 12, 31)), monday).as_deref(), Some("69 years"));
    }
}
