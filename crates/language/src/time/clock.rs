//! Times of day: "6:40 p.m. (1640 GMT)", "8am", "noon", "1640 GMT", "09:40".

use super::{Found, Scan};
use crate::Granularity;

impl Scan<'_> {
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let (minute, mut end) = self.minute(at)?;
        let mut utc_offset = None;
        if let Some(offset) = zone(self.word(end)) {
            utc_offset = Some(offset);
            end += 1;
        } else if self.is(end, &["local"]) && self.is(end + 1, &["time"]) {
            end += 2;
        }
        if self.is(end, &["("])
            && let Some((other, close)) = self
                .minute(end + 1)
                .filter(|(_, close)| zone(self.word(*close)).is_some() && self.is(close + 1, &[")"]))
        {
            // The local time minus the same time in the zone gives the offset.
            let away = zone(self.word(close)).unwrap_or(0);
            utc_offset = Some(offset_between(minute, other) + away);
            end = close + 2;
        }
        let found = Found::days(end, Granularity::Minute, None);
        Some(Found { minutes: Some((minute, minute)), utc_offset, ..found })
    }

    /// Minutes after midnight, and one past the last token of the time without its zone.
    fn minute(&self, at: usize) -> Option<(u16, usize)> {
        let word = self.word(at).to_ascii_lowercase();
        match &*word {
            "noon" | "midday" => return Some((720, at + 1)),
            "midnight" => return Some((0, at + 1)),
            _ => {}
        }
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '.');
        if digits.is_empty() || !digits.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let glued = half(&word[digits.len()..]);
        let half =
            glued.map(|half| (half, at + 1)).or_else(|| half(self.word(at + 1)).map(|half| (half, at + 2)));
        let (hour, minute) = match digits.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() == 2 => {
                (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?)
            }
            Some(_) => return None,
            None if digits.len() == 4 && zone(self.word(at + 1)).or(hours(self.word(at + 1))).is_some() => {
                (digits[..2].parse().ok()?, digits[2..].parse().ok()?)
            }
            None => (digits.parse::<u16>().ok()?, 0),
        };
        if hour > 23 || minute > 59 {
            return None;
        }
        match half {
            Some((pm, end)) if (1..=12).contains(&hour) => {
                Some((hour % 12 * 60 + minute + if pm { 720 } else { 0 }, end))
            }
            // "08:30 am", "18:30 pm": the half says nothing new.
            Some((_, end)) => Some((hour * 60 + minute, end)),
            None if digits.len() == 4 && !digits.contains([':', '.']) => {
                Some((hour * 60 + minute, at + 1 + usize::from(hours(self.word(at + 1)).is_some())))
            }
            None if digits.contains(':') => Some((hour * 60 + minute, at + 1)),
            None if self.is(at + 1, &["o'clock", "o’clock"]) => Some((hour * 60, at + 2)),
            None => None,
        }
    }
}

fn hours(word: &str) -> Option<i16> {
    (word == "hours").then_some(0)
}

/// Whether the half of the day is the second: "p.m.".
fn half(word: &str) -> Option<bool> {
    match &*word.to_ascii_lowercase() {
        "am" | "a.m." | "a.m" => Some(false),
        "pm" | "p.m." | "p.m" => Some(true),
        _ => None,
    }
}

/// Offset of a named zone in minutes.
fn zone(word: &str) -> Option<i16> {
    match word {
        "GMT" | "UTC" | "Z" => Some(0),
        "BST" | "CET" | "WAT" => Some(60),
        "CEST" | "EET" | "SAST" => Some(120),
        "EEST" | "MSK" | "EAT" => Some(180),
        "IST" => Some(330),
        "JST" | "KST" => Some(540),
        "EST" => Some(-300),
        "EDT" => Some(-240),
        "ET" => None,
        "CST" => Some(-360),
        "CDT" => Some(-300),
        "PST" => Some(-480),
        "PDT" => Some(-420),
        _ => None,
    }
}

/// How far one clock is ahead of another, between -12 and +12 hours.
fn offset_between(local: u16, other: u16) -> i16 {
    let difference = (i32::from(local) - i32::from(other)).rem_euclid(1440);
    if difference > 720 { (difference - 1440) as i16 } else { difference as i16 }
}
