//! Dates in digits: "2025-06-04", "04.06.2025", "10/03/2026", "2014-10", "on 2/15", "9/11"; and the day of a
//! dateline.

use woozle_text::Date;

use super::date::near;
use super::period::months;
use super::{Found, Scan};
use crate::Granularity;
use crate::calendar::{month, weekday};

impl<'a> Scan<'a> {
    /// "2025-06-04", "04.06.2025", "10/03/2026", "9/11".
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.stamp(at) {
            return Some(found);
        }
        let (word, end) = self.glued(at);
        if word == "9/11" {
            let day = Date::new(2001, 9, 11)?;
            return Some(Found::days(end, Granularity::Day, Some((day, day))));
        }
        if let Some(days) = year_month(word) {
            return Some(Found { dated: true, ..Found::days(end, Granularity::Month, Some(days)) });
        }
        if let Some(date) = self.month_slash_day(at, word) {
            return Some(Found::days(end, Granularity::Day, Some((date, date))));
        }
        let date = numeric(word, self.anchor, self.weekday_before(at))?;
        Some(Found { dated: true, ..Found::days(end, Granularity::Day, Some((date, date))) })
    }

    /// "2025-06-04T13:15:30Z", "2025-06-04T08:15-05:30": the date, the minute and the zone, as a standard writes
    /// them into the head of a document.
    fn stamp(&self, at: usize) -> Option<Found> {
        let start = self.view.span(at..at + 1).start;
        let rest = &self.view.report.text[start..];
        let length = rest
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_digit() || b"-:.+TZ".contains(byte))
            .count();
        let stamp = rest[..length].trim_end_matches(['.', ':', '-', '+']);
        let (day, clock) = stamp.split_once('T').filter(|(day, _)| day.len() == 10)?;
        let date = numeric(day, None, None)?;
        let (clock, zone) = match clock.find(['Z', '+', '-']) {
            Some(zone) => clock.split_at(zone),
            None => (clock, ""),
        };
        let minute = |clock: &str| -> Option<u16> {
            let (hour, rest) = clock.split_once(':')?;
            let (hour, minute) = (hour.parse::<u16>().ok()?, rest.get(..2)?.parse::<u16>().ok()?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        let minutes = minute(clock)?;
        let offset = |sign: i16| zone.get(1..).and_then(minute).map(|offset| sign * offset as i16);
        let utc_offset = match zone.as_bytes().first() {
            Some(b'Z') => Some(0),
            Some(b'+') => offset(1),
            Some(b'-') => offset(-1),
            _ => None,
        };
        let close = start + stamp.len();
        let mut end = at + 1;
        while end < self.stop && end < at + 12 && self.view.span(end..end + 1).end <= close {
            end += 1;
        }
        let found = Found::days(end, Granularity::Minute, Some((date, date)));
        Some(Found { minutes: Some((minutes, minutes)), utc_offset, dated: true, ..found })
    }

    /// The weekday that stands before the token: "Sunday, 12/7/2014".
    fn weekday_before(&self, at: usize) -> Option<u8> {
        let before = at.checked_sub(1 + usize::from(at > 0 && self.is(at - 1, &[","])))?;
        (before >= self.floor && before < at).then(|| weekday(self.word(before))).flatten()
    }

    /// "on 2/15": the reading nearest to the anchor; without such a word before it, it is a fraction or a score.
    fn month_slash_day(&self, at: usize, word: &str) -> Option<Date> {
        const OPENED: [&str; 9] =
            ["on", "since", "until", "by", "before", "after", "through", "dated", "from"];
        let (first, second) = word.split_once('/')?;
        let (first, second) = (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?);
        let opened = at > self.floor && self.is(at - 1, &OPENED);
        let anchor = self.anchor.filter(|_| opened && word.len() <= 5)?;
        let future = self.is_future(at);
        let readings = [near(first, second, anchor, future), near(second, first, anchor, future)];
        readings
            .into_iter()
            .flatten()
            .min_by_key(|date| (date.days_since_epoch() - anchor.days_since_epoch()).abs())
    }

    /// The tokens from here on that nothing parts, as one word: "2015-3" "-" "3"; and one past the last.
    fn glued(&self, at: usize) -> (&'a str, usize) {
        let text = &self.view.report.text;
        let span = self.view.span(at..at + 1);
        let (mut end, mut stop) = (at + 1, span.end);
        while end < self.stop && end < at + 6 && self.view.span(end..end + 1).start == stop {
            let word = self.word(end);
            let month = word.len() > 2 && month(word).is_some();
            let part = word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'));
            if !month && !part {
                break;
            }
            stop = self.view.span(end..end + 1).end;
            end += 1;
        }
        (woozle_text::Span::new(span.start, stop).slice(text), end)
    }
}

/// "2014-10" and "2014/10" as a month.
fn year_month(word: &str) -> Option<(Date, Date)> {
    let (first, second) = word.split_once(['-', '/'])?;
    let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
    if year.len() != 4 || first.len() == 4 && month.len() != 2 || month.len() > 2 {
        return None;
    }
    let year = year.parse().ok().filter(|year| (1800..2200).contains(year))?;
    months(year, month.parse().ok().filter(|month| (1..=12).contains(month))?, 1)
}

/// A date in digits; of "10/03/2026" the reading that falls on the weekday beside it, else the one nearest to the
/// anchor, day first where that decides nothing.
fn numeric(word: &str, anchor: Option<Date>, weekday: Option<u8>) -> Option<Date> {
    let separator = word
        .chars()
        .find(|letter| !letter.is_ascii_digit())
        .filter(|letter| matches!(letter, '-' | '.' | '/'))?;
    let mut parts = word.splitn(4, separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || word.len() > 11 {
        return None;
    }
    let written = third.len().max(first.len());
    // "4-5-6" numbers something.
    if written < 4 && third.len() < 2 {
        return None;
    }
    let (first, third) = (first.parse::<i32>().ok()?, third.parse::<i32>().ok()?);
    let Ok(second) = second.parse::<i32>() else {
        let month = month(second)?;
        return Date::new(century_of(third), month, u8::try_from(first).ok()?);
    };
    if written < 4 && separator == '.' {
        // "1.2.3" is a version; "10.31.74" is no date of a report either.
        return None;
    }
    let small = |number: i32| u8::try_from(number).ok();
    if first > 31 {
        return Date::new(first, small(second)?, small(third)?);
    }
    let year = century_of(third);
    let day_first = Date::new(year, small(second)?, small(first)?);
    let month_first = Date::new(year, small(first)?, small(second)?);
    let far =
        |date: &Date| anchor.map_or(0, |anchor| (date.days_since_epoch() - anchor.days_since_epoch()).abs());
    let other = |date: &Date| weekday.is_some_and(|day| date.weekday() != day);
    [day_first, month_first].into_iter().flatten().min_by_key(|date| (other(date), far(date)))
}

/// The year that two digits mean: "74" is 1974, "25" is 2025.
fn century_of(year: i32) -> i32 {
    match year {
        0..50 => 2000 + year,
        50..100 => 1900 + year,
        year => year,
    }
}

/// The first date in a dateline: "SOFIA, March 11 (Reuters) - ".
pub(super) fn in_text(text: &str, published: Option<Date>) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '(' | ')' | '—' | '–'))
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: Option<&&str>| word.and_then(|word| word.parse::<u16>().ok());
    for (at, word) in words.iter().enumerate() {
        if let Some(date) = numeric(word, published, None) {
            return Some(date);
        }
        let Some(month) = month(word) else { continue };
        let before = at.checked_sub(1).and_then(|at| number(words.get(at)));
        let after = number(words.get(at + 1));
        let day = [after, before].into_iter().flatten().find(|day| (1..=31).contains(day))?;
        let year = [number(words.get(at + 1)), number(words.get(at + 2))]
            .into_iter()
            .flatten()
            .find(|year| *year > 1900);
        return match year {
            Some(year) => Date::new(i32::from(year), month, day as u8),
            None => near(month, day as u8, published?, false),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use woozle_text::Date;

    use super::numeric;
    use crate::sample::read;
    use crate::time::tests::found;

    #[test]
    fn of_two_orders_the_nearer_day_is_meant_and_three_digits_are_no_date() {
        let read = |word: &str| numeric(word, Date::new(2025, 3, 12), None).map(Date::iso);
        assert_eq!(read("10/03/2025").as_deref(), Some("2025-03-10"));
        assert_eq!(read("03/11/2025").as_deref(), Some("2025-03-11"));
        assert_eq!(read("2025-06-04").as_deref(), Some("2025-06-04"));
        assert_eq!(read("4-5-6"), None);
        assert_eq!(read("1.2.3"), None);
    }

    #[test]
    fn a_weekday_beside_it_tells_day_from_month() {
        let text = |date: &str| format!("It/PRP shut/VBD on/IN Sunday/NNP ,/, {date}/CD ./.");
        assert_eq!(found(&text(r"12\/7\/2014"))[1], "12/7/2014=2014-12-07");
        assert_eq!(found(&text(r"7\/12\/2014"))[1], "7/12/2014=2014-12-07");
    }

    #[test]
    fn a_stamp_is_a_day_and_a_minute() {
        let (report, analysis, _) = read("Issued/VBN 2025-06-04T13:15:30+02:00/CD ./.");
        let times = crate::times(&report, &analysis);
        let all: Vec<_> =
            times.iter().map(|time| (report.slice(time.span), time.minutes, time.utc_offset)).collect();
        assert_eq!(all, [("2025-06-04T13:15:30+02:00", Some((795, 795)), Some(120))]);
        assert_eq!(
            times[0].days.map(|(first, last)| (first.iso(), last == first)),
            Some(("2025-06-04".to_owned(), true))
        );
    }
}
