//! A date's pieces in, the time beside it out: behind, before or inside it, with its zone.

use woozle_text::Clock;

use super::{Piece, is_weekday};

/// A time within a few pieces after the date: `06:00`, `6:15 PM`, `09:40 GMT`, `T09:40:00+02:00`.
pub(super) fn find_time(pieces: &[Piece<'_>], from: usize) -> Option<(Clock, usize)> {
    let last = pieces.len().min(from + 5);
    for at in from..last {
        if let Some(found) = time_at(pieces, at) {
            return Some(found);
        }
        let word = pieces[at].text;
        let bridge = ["T", "t", "at", "|", "-", "–", "—", ",", "•", "·", "/", "Updated", "updated"];
        if !bridge.contains(&word) {
            return None;
        }
    }
    None
}

/// A time that stands right before the date: `09:40, 11 March 2026`, `6:15 PM EDT, Tue June 17, 2025`.
pub(super) fn time_before(pieces: &[Piece<'_>], date: usize) -> Option<Clock> {
    (date.saturating_sub(10)..date).find_map(|at| {
        let (clock, end) = time_at(pieces, at)?;
        let between = pieces.get(end..date)?;
        let bridge = |piece: &Piece<'_>| {
            [",", "on", "|", "-", "–", "."].contains(&piece.text) || is_weekday(piece.text)
        };
        between.iter().all(bridge).then_some(clock)
    })
}

/// The time in the middle of a date: `Mar 13 09:40:00 EST 2025`.
pub(super) fn time_within(pieces: &[Piece<'_>], from: usize, to: usize) -> Option<Clock> {
    let timed = |at: &usize| pieces.get(at + 1).is_some_and(|piece| piece.text == ":");
    (from..to).find(timed).and_then(|at| time_at(pieces, at)).map(|(clock, _)| clock)
}

/// A time that begins at the piece; gives one past its last piece.
pub(super) fn time_at(pieces: &[Piece<'_>], at: usize) -> Option<(Clock, usize)> {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    let hour = pieces.get(at)?.number().filter(|_| text(at).len() <= 2)?;
    let (minute, mut next) = match (text(at + 1), pieces.get(at + 2)) {
        (":" | ".", Some(piece)) if piece.text.len() == 2 => (piece.number()?, at + 3),
        _ if half_of_day(pieces, at + 1).is_some() => (0, at + 1),
        _ => return None,
    };
    if text(next) == ":" && text(next + 1).len() == 2 {
        next += 2;
    }
    if text(next) == "." && text(next - 1).len() == 2 && text(next + 1).len() == 3 {
        next += 2;
    }
    let mut hour = hour;
    if let Some((afternoon, after)) = half_of_day(pieces, next) {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        next = after;
    }
    let (utc_offset, next) = zone(pieces, next);
    let valid = (0..24).contains(&hour) && (0..60).contains(&minute);
    let minute = u16::try_from(hour * 60 + minute).ok().filter(|_| valid)?;
    Some((Clock { minute, utc_offset }, next))
}

/// `am`, `p.m.`: whether it is the afternoon, and one past its last piece.
fn half_of_day(pieces: &[Piece<'_>], at: usize) -> Option<(bool, usize)> {
    let text = |at: usize| pieces.get(at).map_or(String::new(), |piece| piece.text.to_lowercase());
    match text(at).as_str() {
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        half @ ("a" | "p") if text(at + 1) == "." && text(at + 2) == "m" => {
            Some((half == "p", at + 3 + usize::from(text(at + 3) == ".")))
        }
        _ => None,
    }
}

/// The offset from UTC that stands at the piece, and one past its last piece.
fn zone(pieces: &[Piece<'_>], at: usize) -> (Option<i16>, usize) {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    let named = match text(at) {
        "Z" | "GMT" | "UTC" | "WET" => Some(0),
        "BST" | "CET" | "WAT" => Some(60),
        "CEST" | "EET" | "SAST" | "CAT" => Some(120),
        "EEST" | "MSK" | "EAT" => Some(180),
        "PKT" => Some(300),
        "IST" => Some(330),
        "SGT" | "HKT" | "PHT" | "AWST" => Some(480),
        "JST" | "KST" => Some(540),
        "AEST" => Some(600),
        "AEDT" => Some(660),
        "EDT" => Some(-240),
        "EST" | "CDT" => Some(-300),
        "CST" | "MDT" => Some(-360),
        "MST" | "PDT" => Some(-420),
        "PST" => Some(-480),
        _ => None,
    };
    let signed = at + usize::from(matches!(text(at), "GMT" | "UTC"));
    if let "+" | "-" | "−" = text(signed) {
        let sign = if text(signed) == "+" { 1 } else { -1 };
        let digits = text(signed + 1);
        if !digits.is_ascii() {
            return (named, at + usize::from(named.is_some()));
        }
        let (hours, minutes, next) = match (digits.len(), text(signed + 2)) {
            (4, _) => (&digits[..2], &digits[2..], signed + 2),
            (1 | 2, ":") => (digits, text(signed + 3), signed + 4),
            (1 | 2, _) => (digits, "0", signed + 2),
            _ => return (named, at + usize::from(named.is_some())),
        };
        if let (Ok(hours), Ok(minutes)) = (hours.parse::<i16>(), minutes.parse::<i16>())
            && hours <= 14
            && minutes < 60
        {
            return (Some(sign * (hours * 60 + minutes)), next);
        }
    }
    (named, at + usize::from(named.is_some()))
}
