//! Numbers and names of other calendars and scripts in, days of ours out: digits of other scripts, years of the
//! Buddhist era, the solar calendar of Iran.
//!
//! Lunar calendars are not read: pages that print them print ours beside them.

use woozle_text::Date;

/// Months of the calendar of Iran, in order.
const PERSIAN: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
/// The years of that calendar in which there were pages; years of the lunar calendar are greater.
const PERSIAN_YEARS: std::ops::RangeInclusive<i32> = 1340..=1420;
/// The year 0 of the Buddhist era as printed in Thailand is so many years before ours.
const BUDDHIST: i32 = 543;
const BUDDHIST_YEARS: std::ops::Range<i32> = 1940 + BUDDHIST..2100 + BUDDHIST;
/// What is added to the number of a month to tell that it is one of the calendar of Iran.
const IRAN: i32 = 100;
/// The first decimal digits of the scripts in which news are printed.
const ZEROS: [char; 13] = ['0', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐'];

/// The value of a decimal digit of any of these scripts.
pub(crate) fn digit(letter: char) -> Option<i32> {
    if letter.is_ascii() {
        return letter.to_digit(10).and_then(|value| i32::try_from(value).ok());
    }
    ZEROS.iter().find_map(|&zero| {
        let value = u32::from(letter).checked_sub(u32::from(zero)).filter(|value| *value < 10)?;
        i32::try_from(value).ok()
    })
}

/// Whether the letter stands inside a word though it is none: vowels and accents of Indic, Arabic and other scripts.
pub(crate) fn is_mark(letter: char) -> bool {
    match letter {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200c}' | '\u{200d}' => true,
        // Full stops of Indic scripts.
        '\u{964}' | '\u{965}' => false,
        '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => !letter.is_alphanumeric(),
        _ => false,
    }
}

/// The month of the calendar of Iran that the word names, so many above those of ours.
pub(crate) fn persian_month(word: &str) -> Option<i32> {
    let at = PERSIAN.iter().position(|month| *month == word)?;
    i32::try_from(at + 1).ok().map(|month| month + IRAN)
}

/// Whether the number may be that of a year in a printed date that names the month.
pub(crate) fn is_year_of(month: i32, number: i32) -> bool {
    if month > IRAN {
        return PERSIAN_YEARS.contains(&number);
    }
    (1800..2200).contains(&number) || BUDDHIST_YEARS.contains(&number)
}

/// The day; a month of the calendar of Iran stands [`IRAN`] above those of ours, a year of the Buddhist era is told
/// by its size.
pub(crate) fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    if month > IRAN {
        return persian_day(year, month - IRAN, day);
    }
    let year = if BUDDHIST_YEARS.contains(&year) { year - BUDDHIST } else { year };
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The day in `1399/07/15`, year first: that of the calendar of Iran where the year is one of it.
pub(crate) fn day_of_numbers(year: i32, month: i32, number: i32) -> Option<Date> {
    if PERSIAN_YEARS.contains(&year) { persian_day(year, month, number) } else { day(year, month, number) }
}

/// The day of the calendar of Iran: six months of 31 days, five of 30, and one that has a 30th in leap years, of
/// which there are eight in 33 years (the arithmetic approximation, right from 1343 to 1472).
fn persian_day(year: i32, month: i32, day: i32) -> Option<Date> {
    let longest = if month <= 6 { 31 } else { 30 };
    if !PERSIAN_YEARS.contains(&year) || !(1..=12).contains(&month) || !(1..=longest).contains(&day) {
        return None;
    }
    let shifted = year + 1_595;
    let before = if month < 7 { (month - 1) * 31 } else { (month - 7) * 30 + 186 };
    let days = 365 * shifted + shifted / 33 * 8 + (shifted % 33 + 3) / 4 + before + day;
    /// Days from the year 0 of this count to 1970.
    const TO_1970: i32 = 355_668 + 719_528;
    Some(Date::from_days_since_epoch(i64::from(days - TO_1970)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_other_calendars_are_told_by_their_size() {
        for ((year, month, number), expected) in [
            ((1399, 1, 1), (2020, 3, 20)),
            ((1400, 1, 1), (2021, 3, 21)),
            ((1403, 12, 30), (2025, 3, 20)),
            ((1399, 7, 15), (2020, 10, 6)),
            ((2563, 6, 5), (2020, 6, 5)),
            ((2020, 6, 5), (2020, 6, 5)),
        ] {
            let (a, b, c) = expected;
            assert_eq!(day_of_numbers(year, month, number), Date::new(a, b, c), "{year}-{month}-{number}");
        }
        assert_eq!(day_of_numbers(1399, 7, 31), None);
        assert_eq!(day_of_numbers(1399, 13, 1), None);
        assert_eq!(day(1399, 5, 12), Date::new(1399, 5, 12));
    }

    #[test]
    fn digits_of_other_scripts_have_their_value() {
        for (digits, expected) in
            [("2020", 2020), ("٢٠٢٠", 2020), ("۱۳۹۹", 1399), ("२०२०", 2020), ("๒๕๖๓", 2563)]
        {
            let value = digits.chars().try_fold(0, |value, letter| Some(value * 10 + digit(letter)?));
            assert_eq!(value, Some(expected), "{digits}");
        }
        assert_eq!(digit('x'), None);
    }
}
