//! Times of day: "6:40 p.m. (1640 GMT)", "8am", "noon", "1640 GMT", "09:40".

use super::relative::part_of_day;
use super::{Found, Scan};
use crate::Granularity;
use crate::number::word_value;

impl Scan<'_> {
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        if at > self.floor && self.is(at - 1, &["roughly", "some", "about"]) && self.is(at + 1, &["hours"]) {
            return None;
        }
        if let Some(found) = self.clock_range(at) {
            return Some(found);
        }
        let (minute, mut end) = self.minute(at)?;
        let mut utc_offset = None;
        if let Some(offset) = zone(self.word(end)) {
            utc_offset = Some(offset);
            end += 1;
        } else if let Some(offset) =
            zone(self.word(end + 1)).filter(|_| self.is(end, &["("]) && self.is(end + 2, &[")"]))
        {
            utc_offset = Some(offset);
            end += 3;
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

    /// "3-4pm", "from 3:30 to 6 p.m.", "10 to 11 at night": the second time gives the first its half of the day.
    fn clock_range(&self, at: usize) -> Option<Found> {
        let french = |at: usize| self.french_hour(at).map(|minute| (minute, at + 1));
        let (first, joint) = self.bare_hour(at).or_else(|| french(at)).or_else(|| {
            let (minute, end) = self.plain_minute(at)?;
            (end == at + 1 && minute < 780 && self.word(at).ends_with(|letter: char| letter.is_ascii_digit()))
                .then_some((minute, end))
        })?;
        let between = self.is(joint, &["and"]) && at > self.floor && self.is(at - 1, &["between"]);
        let joined = between || self.is(joint, &["-", "–", "to", "until", "till"]);
        if !joined {
            return None;
        }
        let (last, end) = self.minute(joint + 1)?;
        let clocks = |at: usize| self.word(at).contains(':');
        let halved = clocks(at) && clocks(joint + 1)
            || french(end - 1).is_some()
            || last >= 720
            || self.half_at(end - 1).is_some()
            || self.word(end - 1).ends_with(['m', '.']);
        if !halved {
            return None;
        }
        if french(at).is_some() || clocks(at) && last < 720 {
            let utc_offset = zone(self.word(end));
            let found = Found::days(end + usize::from(utc_offset.is_some()), Granularity::Minute, None);
            return Some(Found { minutes: Some((first, last.max(first))), utc_offset, ..found });
        }
        // "11 to 1 p.m." begins in the morning, "3 to 4 p.m." in the afternoon.
        let twelve = first % 720;
        let first = if last >= 720 && twelve + 720 <= last { twelve + 720 } else { twelve };
        let found = Found::days(end, Granularity::Minute, None);
        Some(Found { minutes: Some((first, last.max(first))), ..found })
    }

    /// Minutes after midnight, and one past the last token of the time without its zone.
    fn minute(&self, at: usize) -> Option<(u16, usize)> {
        let article = usize::from(self.is(at, &["a"]));
        if let Some((minutes, next)) = self.beside_the_hour(at + article) {
            let (hour, end) = self.plain_minute(next).or_else(|| self.bare_hour(next))?;
            return Some(((i32::from(hour) + minutes).rem_euclid(1440) as u16, end));
        }
        let (minute, end) = self.plain_minute(at).or_else(|| self.hour_in_part(at))?;
        if let Some(part) = self.part_before(at).filter(|_| minute < 720 && self.half_at(end).is_none()) {
            let plain = self.half_at(end - 1).is_none()
                && half(self.word(end - 1).trim_start_matches(|l: char| l.is_ascii_digit())).is_none();
            return Some((if plain { in_part(minute, part) } else { minute }, end));
        }
        let written = self.half_at(end).is_none() && minute < 720 && !self.is(end - 1, &["am", "a.m."]);
        match self.part_after(end).filter(|_| written) {
            Some((part, after)) => Some((in_part(minute, part), after)),
            None => Some((minute, end)),
        }
    }

    /// "quarter past", "half past", "20 minutes to": how many minutes they add, and where the hour starts.
    fn beside_the_hour(&self, at: usize) -> Option<(i32, usize)> {
        // British "half three" is half past three.
        let spelt = || word_value(self.word(at + 1)).is_some() && self.bare_hour(at + 1).is_some();
        let timed = || at > self.floor && self.is(at - 1, &["at", "around", "about", "until", "by", "from"]);
        if self.is(at, &["half"]) && spelt() && timed() && self.closes(at + 2) {
            return Some((30, at + 1));
        }
        let (count, next) = match () {
            () if self.is(at, &["quarter"]) => (15, at + 1),
            () if self.is(at, &["half"]) => (30, at + 1),
            () => {
                let count = self.amount(at)?;
                let number =
                    count.number.filter(|number| (1.0..60.0).contains(number) && number.fract() == 0.0)?;
                (number as i32, count.end + usize::from(self.is(count.end, &["minutes", "minute"])))
            }
        };
        match () {
            () if self.is(next, &["past", "after"]) => Some((count, next + 1)),
            // "7 to 9am" is a range, "20 to nine" a time.
            () if self.is(next, &["to", "before", "of", "till"]) && matches!(count, 15 | 20 | 25) => {
                Some((-count, next + 1))
            }
            () if self.is(next - 1, &["minutes", "minute"])
                && self.is(next, &["to", "before", "of", "till"]) =>
            {
                Some((-count, next + 1))
            }
            () => None,
        }
        .filter(|(_, hour)| self.plain_minute(*hour).is_some() || self.is(at, &["quarter", "half"]))
    }

    /// An hour by its number alone, after "half past".
    fn bare_hour(&self, at: usize) -> Option<(u16, usize)> {
        let hour = self.digits(at).map(f64::from).or_else(|| word_value(self.word(at)))?;
        (1.0..=12.0).contains(&hour).then(|| (hour as u16 * 60, at + 1))
    }

    /// "8 tonight", "3 in the morning", and "at 8" behind "tonight": an hour that a part of the day makes one.
    fn hour_in_part(&self, at: usize) -> Option<(u16, usize)> {
        let (minute, end) = self.bare_hour(at)?;
        if self.part_after(end).is_some() {
            return Some((minute, end));
        }
        self.part_before(at).map(|_| (minute, end))
    }

    /// The part of the day named before "at": "tonight at", "this afternoon at".
    fn part_before(&self, at: usize) -> Option<(u16, u16)> {
        let said = at > self.floor + 1 && self.is(at - 1, &["at", "@"]);
        let back = at.checked_sub(2).filter(|back| said && *back >= self.floor)?;
        if self.is(back, &["tonight"]) { Some((1080, 1439)) } else { part_of_day(self.word(back)) }
    }

    /// "in the morning", "at night", "tonight", "this afternoon" after a time: the part of the day, and one past it
    /// where it belongs to the time.
    fn part_after(&self, at: usize) -> Option<((u16, u16), usize)> {
        match () {
            () if self.is(at, &["in"]) => {
                let named = at + 1 + usize::from(self.is(at + 1, &["the"]));
                if let Some(pm) = half(self.word(named)) {
                    return Some((if pm { (720, 1080) } else { (0, 720) }, named + 1));
                }
                part_of_day(self.word(named)).map(|part| (part, named + 1))
            }
            () if self.is(at, &["at"]) && self.is(at + 1, &["night"]) => Some(((1080, 1439), at + 2)),
            () if self.is(at, &["tonight"]) => Some(((1080, 1439), at)),
            () if self.is(at, &["this", "tomorrow", "yesterday", "on"]) => {
                let named = at + 1 + usize::from(self.is(at, &["on"]));
                part_of_day(self.word(named)).map(|part| (part, at))
            }
            () => None,
        }
    }

    /// The half of the day at the token, and one past it: "p.m.", "p m".
    fn half_at(&self, at: usize) -> Option<(bool, usize)> {
        if let Some(half) = half(self.word(at)) {
            return Some((half, at + 1));
        }
        let split = self.is(at, &["a", "p"]) && self.is(at + 1, &["m", "m."]);
        split.then(|| (self.is(at, &["p"]), at + 2))
    }

    fn plain_minute(&self, at: usize) -> Option<(u16, usize)> {
        let word = self.word(at);
        match () {
            // "Chimes at Midnight" is a title.
            () if at > self.floor && self.view.is_capitalised(at) && self.is(at, &["noon", "midnight"]) => {
                return None;
            }
            () if self.is(at, &["noon", "midday"]) => return Some((720, at + 1)),
            () if self.is(at, &["midnight"]) => return Some((0, at + 1)),
            () if !word.starts_with(|letter: char| letter.is_ascii_digit()) => return self.spelt_minute(at),
            () => {}
        }
        if let Some(minute) = self.french_hour(at) {
            return Some((minute, at + 1));
        }
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '.');
        let oclock = usize::from(self.is(at + 1, &["o'clock", "o’clock", "oclock"]));
        let glued = half(&word[digits.len()..]).map(|half| (half, at + 1));
        let half = glued.or_else(|| self.half_at(at + 1 + oclock));
        let (hour, minute) = self.hour_and_minute(at, digits)?;
        if hour > 23 || minute > 59 {
            return None;
        }
        let colon = digits.contains([':', '.']);
        match half {
            Some((pm, end)) if (1..=12).contains(&hour) => {
                Some((hour % 12 * 60 + minute + if pm { 720 } else { 0 }, end))
            }
            // "08:30 am", "18:30 pm": the half says nothing new.
            Some((_, end)) if colon => Some((hour * 60 + minute, end)),
            Some(_) => None,
            None if digits.len() == 4 && !colon => {
                Some((hour * 60 + minute, at + 1 + usize::from(self.is(at + 1, &["hours", "hrs"]))))
            }
            None if digits.contains(':') && digits.len() == word.len() => Some((hour * 60 + minute, at + 1)),
            None if digits.len() == 3 => Some((hour * 60 + minute, at + 1)),
            None if zone(self.word(at + 1)).is_some() => Some((hour * 60, at + 1)),
            None if self.is(at + 1, &["h"]) && self.is_timed(at) => Some((hour * 60, at + 2)),
            None => (oclock == 1).then_some((hour * 60, at + 2)),
        }
    }

    /// "15h30", and "15h" behind "at" or as the end of a range, as papers of French-speaking countries write.
    fn french_hour(&self, at: usize) -> Option<u16> {
        let (hour, minute) = self.word(at).split_once(['h', 'H'])?;
        let two =
            |digits: &str| matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !two(hour) || minute.is_empty() && !self.is_timed(at) || !minute.is_empty() && minute.len() != 2 {
            return None;
        }
        let (hour, minute) =
            (hour.parse::<u16>().ok()?, if minute.is_empty() { 0 } else { minute.parse().ok()? });
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    }

    /// Whether the word before says that a time of day follows, or one before a dash is one.
    fn is_timed(&self, at: usize) -> bool {
        let dash = at > self.floor + 1
            && self.is(at - 1, &["-", "–", "to"])
            && self.word(at - 2).bytes().next().is_some_and(|byte| byte.is_ascii_digit())
            && self.word(at - 2).contains('h');
        dash || at > self.floor
            && self.is(at - 1, &["at", "until", "till", "by", "around", "about", "from", "past"])
    }

    fn hour_and_minute(&self, at: usize, digits: &str) -> Option<(u16, u16)> {
        let mut parts = digits.split([':', '.']);
        let (hour, minute, second) = (parts.next()?, parts.next(), parts.next());
        let next = self.word(at + 1);
        match minute {
            Some(minute) if minute.len() == 2 && second.is_none_or(|second| second.len() == 2) => {
                Some((hour.parse().ok()?, minute.parse().ok()?))
            }
            Some(_) => None,
            None if digits.len() == 4 && (zone(next).is_some() || self.is(at + 1, &["hours", "hrs"])) => {
                let (hour, minute) = digits.split_at_checked(2)?;
                Some((hour.parse().ok()?, minute.parse().ok()?))
            }
            // "730 in the evening", "330 p.m.": the point was lost.
            None if digits.len() == 3
                && (self.half_at(at + 1).is_some()
                    || self.is(at + 1, &["in"]) && self.part_after(at + 1).is_some()) =>
            {
                let (hour, minute) = digits.split_at_checked(1)?;
                Some((hour.parse().ok()?, minute.parse().ok()?))
            }
            None => (digits.len() < 3).then(|| digits.parse().ok()).flatten().map(|hour| (hour, 0)),
        }
    }

    /// "three am", "ten thirty a.m.", "two o'clock".
    fn spelt_minute(&self, at: usize) -> Option<(u16, usize)> {
        let (hour, mut next) = self.bare_hour(at).filter(|_| word_value(self.word(at)).is_some())?;
        let oclock = self.is(next, &["o'clock", "o’clock", "oclock"]);
        let mut minute = 0;
        if let Some(amount) = self.amount(next).filter(|_| !oclock)
            && let Some(number) = amount.number.filter(|number| (10.0..60.0).contains(number))
        {
            (minute, next) = (number as u16, amount.end);
        }
        next += usize::from(oclock);
        match self.half_at(next) {
            Some((pm, end)) => Some((hour % 720 + minute + if pm { 720 } else { 0 }, end)),
            None => oclock.then_some((hour, next)),
        }
    }
}

/// The minute of the day that an hour of the clock's face is in that part of the day.
fn in_part(minute: u16, (first, _): (u16, u16)) -> u16 {
    let afternoon = first >= 720 && minute < 720;
    // "12 at night" is midnight, "3 at night" is before dawn.
    if first >= 1080 && !(180..720).contains(&minute) {
        return minute % 720;
    }
    if afternoon { minute + 720 } else { minute }
}

/// Whether the half of the day is the second: "p.m.".
fn half(word: &str) -> Option<bool> {
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    match word.len() {
        2..=4 if is(&["am", "a.m.", "a.m"]) => Some(false),
        2..=4 if is(&["pm", "p.m.", "p.m"]) => Some(true),
        _ => None,
    }
}

/// Offset of a named zone in minutes.
fn zone(word: &str) -> Option<i16> {
    match word {
        "GMT" | "UTC" | "Z" | "gmt" | "utc" => Some(0),
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
