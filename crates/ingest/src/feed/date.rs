//! A date as feeds write it in, the day and minute out: RFC 822 and its kin, W3C and ISO forms, and those that
//! software writes in Korean, Chinese, Japanese, Greek, Hungarian and other languages.
//!
//! Unlike dates printed on pages these are written by programs: month before day only where a month is named,
//! two digits are a year, and a time without a zone has none.

use woozle_text::{Clock, Date, Published};

use crate::table;

/// Reads the date; `None` where it names no day that exists.
pub(crate) fn feed_date(text: &str) -> Option<Published> {
    let text = without_marks(text);
    let text = text.trim();
    if text.is_empty() || text.len() > 200 {
        return None;
    }
    iso(text).or_else(|| words(text))
}

/// Day and time marks of Chinese, Japanese and Korean as the marks of ISO dates; wide digits as digits.
fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '年' | '년' | '月' | '월' => plain.push('-'),
            '日' | '일' | '\u{a0}' | '\u{3000}' => plain.push(' '),
            '時' | '时' | '시' | '点' => plain.push(':'),
            '分' | '분' => plain.push(':'),
            '秒' | '초' => plain.push(' '),
            '：' => plain.push(':'),
            '０'..='９' => plain.extend(char::from_digit(u32::from(letter) - u32::from('０'), 10)),
            _ => plain.push(letter),
        }
    }
    // "9時15分" leaves a colon with nothing behind it, "2004년 05월" a space behind the mark.
    let plain = plain.replace("- ", "-").replace(": ", ":");
    plain.trim_end_matches([':', ' ']).to_owned()
}

/// Reads digits and marks one after the other.
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let count = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if count < least {
            return None;
        }
        let number = self.rest[..count].parse().ok();
        self.rest = &self.rest[count..];
        number
    }

    fn skip(&mut self, marks: &[char]) -> bool {
        let after = self.rest.strip_prefix(marks);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn run(&self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }
}

/// `2003`, `2003-12`, `2003-12-31`, `20031231`, `2003-335`, `03-12-31`, `2003-12-31T10:14:55Z`,
/// `2004-07-08 23:56:58.123`, `2004-05-25 오후 11:23:17`, `2004-július-13T9:15-05:00`.
fn iso(text: &str) -> Option<Published> {
    let mut cursor = Cursor { rest: text };
    let date = match cursor.run() {
        8 => {
            let (year, month, day) = (cursor.digits(4, 4)?, cursor.digits(2, 2)?, cursor.digits(2, 2)?);
            date(year, month, day)?
        }
        run @ (4 | 2) => {
            let year = full_year(cursor.digits(run, run)?, run);
            iso_day(&mut cursor, year, run)?
        }
        6 => {
            let (year, month, day) = (cursor.digits(2, 2)?, cursor.digits(2, 2)?, cursor.digits(2, 2)?);
            date(full_year(year, 2), month, day)?
        }
        _ => return None,
    };
    Some(Published { date, clock: time(&mut cursor) })
}

/// Month and day, or the number of the day in the year, behind a year.
fn iso_day(cursor: &mut Cursor<'_>, year: i32, year_digits: usize) -> Option<Date> {
    if !cursor.skip(&['-', '/', '.']) {
        return (cursor.rest.is_empty() && year_digits == 4).then(|| date(year, 1, 1)).flatten();
    }
    match cursor.run() {
        3 => {
            let number = cursor.digits(3, 3)?;
            let day = date(year, 1, 1)?.plus_days(i64::from(number) - 1);
            ((1..=366).contains(&number) && day.year == year).then_some(day)
        }
        1 | 2 => {
            let month = cursor.digits(1, 2)?;
            let day = if cursor.skip(&['-', '/', '.']) { cursor.digits(1, 2)? } else { 1 };
            // Two digits first are a year only where the rest fits: "31-12-2003" is none.
            (cursor.run() == 0).then(|| date(year, month, day)).flatten()
        }
        0 if year_digits == 4 => {
            let end = cursor.rest.find('-')?;
            let month = month(&cursor.rest[..end])?;
            cursor.rest = &cursor.rest[end + 1..];
            date(year, month, cursor.digits(1, 2)?)
        }
        _ => None,
    }
}

/// The time behind a day: `T10:14:55Z`, ` 10:14`, `T101455+0100`, ` 오후 11:23:17`.
fn time(cursor: &mut Cursor<'_>) -> Option<Clock> {
    cursor.rest = cursor.rest.trim_start_matches(['T', 't', ' ', ',', '-', '|']);
    let mut half = half_of_day(cursor);
    cursor.rest = cursor.rest.trim_start();
    let (hour, minute) = match cursor.run() {
        4 | 6 => (cursor.digits(2, 2)?, cursor.digits(2, 2)?),
        1 | 2 => {
            let hour = cursor.digits(1, 2)?;
            if cursor.skip(&[':', '.']) { (hour, cursor.digits(1, 2)?) } else { return None }
        }
        _ => return None,
    };
    if cursor.skip(&[':', '.']) || cursor.run() == 2 {
        cursor.digits(1, 2);
    }
    if cursor.skip(&['.', ',', ':']) {
        cursor.digits(0, 9);
    }
    cursor.rest = cursor.rest.trim_start();
    half = half.or_else(|| half_of_day(cursor));
    let hour = match half {
        Some(afternoon) if hour <= 12 => hour % 12 + if afternoon { 12 } else { 0 },
        _ => hour,
    };
    clock(hour, minute, zone(cursor.rest.trim()))
}

/// Whether it is the afternoon, where the text says so.
fn half_of_day(cursor: &mut Cursor<'_>) -> Option<bool> {
    const HALVES: [(&str, bool); 10] = [
        ("오전", false),
        ("오후", true),
        ("上午", false),
        ("下午", true),
        ("午前", false),
        ("午後", true),
        ("AM", false),
        ("PM", true),
        ("am", false),
        ("pm", true),
    ];
    let found = HALVES.iter().find(|(word, _)| cursor.rest.starts_with(word))?;
    cursor.rest = &cursor.rest[found.0.len()..];
    Some(found.1)
}

/// The offset from UTC in minutes.
fn zone(text: &str) -> Option<i16> {
    let text = text.trim_matches(['(', ')', ' ', ',']);
    let named = |name: &str| {
        ZONES.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name)).map(|&(_, minutes)| minutes)
    };
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let rest = text[word.len()..].trim_start_matches('/');
    let base = named(word);
    let sign = match rest.chars().next() {
        Some('+') => 1,
        Some('-' | '−') => -1,
        _ => return base,
    };
    let mut cursor = Cursor { rest: rest.trim_start_matches(['+', '-', '−']) };
    let (hours, minutes) = match cursor.run() {
        4 => (cursor.digits(2, 2)?, cursor.digits(2, 2)?),
        1 | 2 => {
            let hours = cursor.digits(1, 2)?;
            (hours, if cursor.skip(&[':']) { cursor.digits(2, 2)? } else { 0 })
        }
        3 => (cursor.digits(1, 1)?, cursor.digits(2, 2)?),
        _ => return base,
    };
    // "GMT+02:00" says what "+02:00" says; "EST-0500" too.
    let offset = i16::try_from(sign * (hours * 60 + minutes)).ok()?;
    if (-14 * 60..=14 * 60).contains(&offset) { Some(offset) } else { base }
}

/// Names of zones with their offset in minutes, as RFC 822 and news software mean them.
const ZONES: [(&str, i16); 34] = [
    ("Z", 0),
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("A", -60),
    ("N", 60),
    ("M", -720),
    ("Y", 720),
    ("BST", 60),
    ("CET", 60),
    ("MET", 60),
    ("WEST", 60),
    ("CEST", 120),
    ("MEST", 120),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("IST", 330),
    ("HKT", 480),
    ("SGT", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("CST", -360),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
];

/// `Thu, 01 Jan 2004 19:48:21 GMT`, `1 Jan 04 19:48`, `Sun Jan  4 16:29:06 PDT 2004`, `Jan 4, 2004`,
/// `Fri, 2006/09/15 08:19:53 EDT`, `Κυρ, 11 Ιούλ 2004 12:00:00 EST`, `01/05/2004 10:00`.
fn words(text: &str) -> Option<Published> {
    let tokens: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|token| !token.is_empty()).collect();
    let at = tokens.iter().position(|token| is_time(token));
    let (clock_at, before) = (at, &tokens[..at.unwrap_or(tokens.len())]);
    // A weekday in front, then a whole date: "Fri, 2006/09/15".
    let whole = before.iter().find_map(|token| iso(token.split('T').next()?).filter(|_| token.len() >= 8));
    let date = match whole {
        Some(found) => found.date,
        None => named_day(&tokens, clock_at).or_else(|| before.iter().find_map(|token| numbers(token)))?,
    };
    let clock = clock_at.and_then(|at| {
        // The year of "16:29:06 PDT 2004" is no zone.
        let tail: Vec<&str> = tokens[at..]
            .iter()
            .copied()
            .filter(|token| !(token.len() == 4 && token.bytes().all(|byte| byte.is_ascii_digit())))
            .collect();
        time(&mut Cursor { rest: &tail.join(" ") })
    });
    Some(Published { date, clock })
}

fn is_time(token: &str) -> bool {
    token.split_once(':').is_some_and(|(hour, rest)| {
        (1..=2).contains(&hour.len())
            && hour.bytes().all(|byte| byte.is_ascii_digit())
            && rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// A day with its month named, in any order.
fn named_day(tokens: &[&str], clock_at: Option<usize>) -> Option<Date> {
    let parts: Vec<&str> = tokens
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != clock_at)
        .flat_map(|(_, token)| {
            let zone = token.starts_with(['+', '-']);
            token.split(['-', '/', '.']).filter(move |part| !part.is_empty() && !zone)
        })
        .collect();
    // "Mar, 06 Mag 2025": a weekday in front may be another language's month.
    let (at, month) = parts.iter().enumerate().rev().find_map(|(at, part)| Some((at, month(part)?)))?;
    let number = |part: &&str| {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic());
        (digits.len() <= 4).then(|| digits.parse::<i32>().ok()).flatten().map(|n| (n, digits.len()))
    };
    let before = at.checked_sub(1).and_then(|at| number(&parts[at]));
    let mut after = parts[at + 1..].iter().filter_map(number);
    let (day, year) = match before {
        Some((year, 4)) => (after.next()?.0, (year, 4)),
        Some((day, _)) => (day, after.next()?),
        None => (after.next()?.0, after.find(|(_, digits)| *digits == 4 || *digits == 2)?),
    };
    date(full_year(year.0, year.1), month, day)
}

/// `31/12/2003`: day before month, unless only the other order is a date.
fn numbers(token: &str) -> Option<Date> {
    let mut parts = token.split(['/', '.', '-']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let (a, b, c) = (first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    let year = full_year(c, third.len());
    (parts.next().is_none() && first.len() <= 2 && matches!(third.len(), 2 | 4))
        .then(|| date(year, b, a).or_else(|| date(year, a, b)))
        .flatten()
}

/// The number of the month that the word names.
fn month(word: &str) -> Option<i32> {
    table::month(&word.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase())
}

/// Two digits are of this century below 70, as POSIX reads them.
fn full_year(year: i32, digits: usize) -> i32 {
    match (digits, year) {
        (2, 0..70) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = Some(year).filter(|year| (1..10_000).contains(year))?;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

fn clock(hour: i32, minute: i32, utc_offset: Option<i16>) -> Option<Clock> {
    let valid = (0..24).contains(&hour) && (0..60).contains(&minute);
    let minute = u16::try_from(hour * 60 + minute).ok().filter(|_| valid)?;
    Some(Clock { minute, utc_offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_feeds_write_are_read() {
        for (text, expected) in [
            ("Thu, 06 Mar 2025 19:48:21 GMT", "2025-03-06T19:48Z"),
            ("6 Mar 25 19:48 EST", "2025-03-06T19:48-05:00"),
            ("Thu Mar  6 16:29:06 PST 2025", "2025-03-06T16:29-08:00"),
            ("Mar 6, 2025", "2025-03-06"),
            ("2025-03-06", "2025-03-06"),
            ("20250306", "2025-03-06"),
            ("2025-065", "2025-03-06"),
            ("2025-03-06T09:05:00.123+02:00", "2025-03-06T09:05+02:00"),
            ("2025-03-06 23:56:58.0", "2025-03-06T23:56"),
            ("2025-03-06T090512Z", "2025-03-06T09:05Z"),
            ("Thu, 2025/03/06 08:19:53 EDT", "2025-03-06T08:19-04:00"),
            ("2025년 03월 06일  01:31:15", "2025-03-06T01:31"),
            ("2025-03-06 오후 11:23:17", "2025-03-06T23:23"),
            ("2025年3月6日 9時15分", "2025-03-06T09:15"),
            ("Πεμ, 06 Μαρ 2025 12:00:00 EST", "2025-03-06T12:00-05:00"),
            ("2025-március-6T9:15-05:00", "2025-03-06T09:15-05:00"),
            ("Mar, 06 Mag 2025 12:00:00 GMT", "2025-05-06T12:00Z"),
            ("jeu., 06 mars 2025 12:00:00 +0100", "2025-03-06T12:00+01:00"),
            ("06-Mar-2025 14:31 GMT+3", "2025-03-06T14:31+03:00"),
            ("31/12/2024 10:00", "2024-12-31T10:00"),
        ] {
            assert_eq!(feed_date(text).map(Published::iso).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "yesterday", "Thu, 31 Feb 2025 10:00:00 GMT", "99", "12:30", "-", "2025-13-40"] {
            assert_eq!(feed_date(text), None, "{text}");
        }
    }
}
