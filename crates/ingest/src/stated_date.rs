//! A value or an address in, the date that it states out: ISO 8601 with or without marks, seconds since 1970, or
//! as printed; the day in the path of an address.

use woozle_text::{Clock, Date, Published};

use crate::{
    date::{Order, find_date, find_date_in},
    table::month,
};

/// The date in a value that is nothing but a date: ISO 8601 with or without marks, seconds since 1970, or as printed.
pub(crate) fn stated(text: &str, order: Order) -> Option<Published> {
    let text = text.trim();
    let possible = |published: &Published| (1900..2100).contains(&published.date.year);
    if text.len() >= 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            8 | 12 | 14 => compact(text).filter(possible),
            10 => seconds(text.parse().ok()?).filter(possible),
            13 => seconds(text.parse::<i64>().ok()? / 1000).filter(possible),
            _ => None,
        };
    }
    if text.len() >= 15 && text.as_bytes()[8] == b'T' && text.as_bytes()[..8].iter().all(u8::is_ascii_digit) {
        return compact(&text[..8]);
    }
    find_date_in(text, order).map(|found| found.published).filter(possible)
}

/// `20250312`.
fn compact(digits: &str) -> Option<Published> {
    let date = Date::new(
        digits.get(..4)?.parse().ok()?,
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..8)?.parse().ok()?,
    )?;
    Some(Published { date, clock: None })
}

/// The minute, in UTC, so many seconds after the beginning of 1970.
pub(crate) fn seconds(since: i64) -> Option<Published> {
    let date = Date::from_days_since_epoch(since.div_euclid(86_400));
    let minute = u16::try_from(since.rem_euclid(86_400) / 60).ok()?;
    Some(Published { date, clock: Some(Clock { minute, utc_offset: Some(0) }) })
}

/// The day in `/2025/03/12/`, `/2025-03-12-`, `/2025/march/12/`, `-20250312-`, `/12-03-2025-`, `/12032025-`.
pub(crate) fn date_in_address(url: &str, order: Order) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let starts = |at: usize| !path[..at].ends_with(|before: char| before.is_ascii_alphanumeric());
    let year_first = path.match_indices("20").find_map(|(at, _)| {
        let rest = starts(at).then(|| &path[at..])?;
        match rest.bytes().take_while(u8::is_ascii_digit).count() {
            8 => compact(rest).filter(is_of_the_web),
            4 => marked(rest).or_else(|| with_month(rest)),
            _ => None,
        }
    });
    year_first.or_else(|| {
        let number = |(at, _): (usize, &str)| starts(at).then(|| day_first(&path[at..], order)).flatten();
        path.match_indices(|letter: char| letter.is_ascii_digit()).find_map(number)
    })
}

/// Whether a page may have had that day in its address.
pub(crate) fn is_of_the_web(published: &Published) -> bool {
    (2000..2040).contains(&published.date.year)
}

/// `2025/03/12`, `2025-03-12`, `2025_03_12`.
fn marked(path: &str) -> Option<Published> {
    let marked: String =
        path.chars().take(10).map(|letter| if letter == '_' { '-' } else { letter }).collect();
    let found = find_date(&marked).filter(|found| found.start == 0 && found.end >= 8)?;
    let ends = !path[found.end..].starts_with(|next: char| next.is_ascii_digit());
    ends.then_some(found.published)
}

/// `2025/march/12`.
fn with_month(path: &str) -> Option<Published> {
    let mut parts = path.split(['/', '-', '_']);
    let year = parts.next()?.parse().ok()?;
    let month = month(&parts.next()?.to_lowercase())?;
    let date = Date::new(year, u8::try_from(month).ok()?, parts.next()?.parse().ok()?)?;
    Some(Published { date, clock: None }).filter(is_of_the_web)
}

/// `12-03-2025` or `12032025` at the start of a part of the path.
fn day_first(path: &str, order: Order) -> Option<Published> {
    let digits = path.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        let written = format!("{}/{}/{}", &path[..2], &path[2..4], &path[4..8]);
        return find_date_in(&written, order).map(|found| found.published).filter(is_of_the_web);
    }
    let written = path
        .get(..10)
        .filter(|written| digits == 2 && written.is_char_boundary(10))?
        .replace(['-', '_', '.'], "/");
    let ends = !path[10..].starts_with(|next: char| next.is_ascii_digit());
    let found = find_date_in(&written, order).filter(|found| ends && found.start == 0 && found.end == 10)?;
    Some(found.published).filter(is_of_the_web)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_an_address_is_read_in_its_common_forms() {
        for (path, expected) in [
            ("/2025/03/12/bridge", Some("2025-03-12")),
            ("/news/2025-03-12-bridge", Some("2025-03-12")),
            ("/bridge-20250312-1", Some("2025-03-12")),
            ("/blog/2025/march/12/bridge", Some("2025-03-12")),
            ("/~12-03-2025-bridge", Some("2025-03-12")),
            ("/12032025-bridge", Some("2025-03-12")),
            ("/2025/03/12999/bridge", None),
            ("/bridge-99032025", None),
            ("/a12-03-2025", None),
            ("/12-03-20255", None),
            ("/2025/bridge/12", None),
        ] {
            let found = date_in_address(&format!("https://courier.example{path}"), Order::DayFirst);
            assert_eq!(found.map(|found| found.iso()).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn values_state_days_with_marks_without_and_as_seconds() {
        for (value, expected) in [
            ("20250312", Some("2025-03-12")),
            ("1741772400", Some("2025-03-12T09:40Z")),
            ("20250312T094000Z", Some("2025-03-12")),
            ("March 12, 2025", Some("2025-03-12")),
            ("12", None),
        ] {
            assert_eq!(
                stated(value, Order::DayFirst).map(|found| found.iso()).as_deref(),
                expected,
                "{value}"
            );
        }
    }
}
