//! Names of days, months and seasons, as words of a report.

use woozle_text::Date;

/// Day of the week, Monday 0 to Sunday 6, in full or shortened, singular or plural.
pub(crate) fn weekday(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let shorts = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = |list: &[&str], word: &str| list.iter().position(|name| *name == word).map(|at| at as u8);
    at(&names, word.strip_suffix('s').unwrap_or(&word)).or_else(|| at(&shorts, &word)).or_else(
        || match &*word {
            "tues" => Some(1),
            "thurs" | "thur" => Some(3),
            _ => None,
        },
    )
}

/// Month, 1 to 12, in full or shortened. "may" and "march" must be capitalised.
pub(crate) fn month(word: &str) -> Option<u8> {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let full = Date::MONTHS.iter().position(|name| *name == word).map(|at| at as u8 + 1);
    let short = || {
        let stem = if word == "sept" { "sep" } else { &word };
        (stem.len() == 3)
            .then(|| Date::MONTHS.iter().position(|name| name.starts_with(stem)).map(|at| at as u8 + 1))
            .flatten()
    };
    full.or_else(short).filter(|_| capital)
}

/// First and last month of a season on the northern half of the earth; winter begins in December.
pub(crate) fn season(word: &str) -> Option<u8> {
    match &*word.to_ascii_lowercase() {
        "spring" => Some(3),
        "summer" => Some(6),
        "autumn" | "fall" => Some(9),
        "winter" => Some(12),
        _ => None,
    }
}
