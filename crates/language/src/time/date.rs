//! Days by number and name: "March 11", "11 March 2025", "the third of June", "March 2025".

use woozle_text::Date;

use super::period::months;
use super::{Found, Scan};
use crate::calendar::{month, weekday};
use crate::{Granularity, Upos};

/// Dashes and the word that join the ends of a range.
const JOINTS: [&str; 6] = ["-", "–", "—", "to", "through", "thru"];

impl Scan<'_> {
    /// "March 11", "March 11-13, 2025", "Tuesday, March 11, 2025", "March 2025", "in March".
    pub(super) fn month_day(&self, at: usize) -> Option<Found> {
        let start = self.after_weekday(at);
        let (month, mut next) = self.month_at(start)?;
        let comma = usize::from(self.is(next, &[",", "the"]) && self.word(next + 1).ends_with("th"));
        let Some((day, after)) = self.day(next + comma) else {
            return if start > at { self.day_month(start) } else { self.month_alone(start, next, month) };
        };
        next = after;
        let last_day = self
            .is(next, &JOINTS)
            .then(|| self.day(next + 1))
            .flatten()
            .or_else(|| self.listed_days(next, day));
        if self.is(next, &["-", "–"]) && last_day.is_none() && self.month_at(next + 1).is_none() {
            return None;
        }
        let second = self.is(next, &JOINTS).then(|| self.month_at(next + 1)).flatten();
        let second = second.and_then(|(month, at)| self.day(at).map(|(day, end)| (month, day, end)));
        next = last_day.map_or(next, |(_, end)| end);
        next = second.map_or(next, |(_, _, end)| end);
        let after = self.year_after(next, true).or_else(|| self.turned_behind(next, month, day));
        // "2018 March 18".
        let before = (at > self.floor).then(|| self.year_number(at - 1)).flatten();
        let year = after.map(|(year, _)| year).or(before.filter(|_| start == at));
        let behind =
            year.is_none() && start == at && self.is(next, &[","]) && self.is_weekday_aside(next + 1);
        let named = if behind { next + 1 } else { at };
        let end = after.map_or(next + 2 * usize::from(behind), |(_, end)| end);
        let first = self.on_weekday(named, year, month, day).or_else(|| self.dated(year, month, day, at));
        let Some(first) = first else { return self.yearless(month, day, end).filter(|_| year.is_none()) };
        let last = match (second, last_day) {
            (Some((month, day, _)), _) => Date::new(first.year + i32::from(month < first.month), month, day),
            (_, Some((day, _))) => Some(Date::new(first.year, month, day)?),
            _ => None,
        };
        let last = last.unwrap_or(first).max(first);
        let found = Found::days(end, Granularity::Day, Some((first, last)));
        Some(self.with_part_of_day(Found { dated: year.is_some(), ..found }))
    }

    /// "11 March", "11th of March, 2025", "the third of June", "1-8 September".
    pub(super) fn day_month(&self, at: usize) -> Option<Found> {
        let start = self.after_weekday(at);
        let start = start + usize::from(self.is(start, &["the"]));
        let (day, next) = self.day(start)?;
        let joint = self.is(next, &["-", "–", "to", "and", "through"]);
        let the = usize::from(joint && self.is(next + 1, &["the"]));
        let last_day = joint.then(|| self.day(next + 1 + the)).flatten();
        let named = last_day.map_or(next, |(_, end)| end);
        // "The 21st day of March", as deeds and writs have it.
        let named = named + usize::from(self.is(named, &["day"]) && self.is(named + 1, &["of"]));
        let named = named + usize::from(self.is(named, &["of"]));
        let (month, next) = self.month_at(named)?;
        let second = self.is(next, &JOINTS).then(|| self.day(next + 1)).flatten();
        let second = second.and_then(|(day, at)| self.month_at(at).map(|(month, end)| (month, day, end)));
        let next = second.map_or(next, |(_, _, end)| end);
        let after = self.year_after(next, true).or_else(|| self.turned_behind(next, month, day));
        let year = after.map(|(year, _)| year);
        let end = after.map_or(next, |(_, end)| end);
        let first = self.on_weekday(at, year, month, day).or_else(|| self.dated(year, month, day, at));
        let Some(first) = first else { return self.yearless(month, day, end).filter(|_| year.is_none()) };
        let last = match (second, last_day) {
            (Some((month, day, _)), _) => Date::new(first.year + i32::from(month < first.month), month, day),
            (_, Some((day, _))) => Some(Date::new(first.year, month, day)?),
            _ => None,
        };
        let last = last.unwrap_or(first).max(first);
        let found = Found::days(end, Granularity::Day, Some((first, last)));
        Some(self.with_part_of_day(Found { dated: year.is_some(), ..found }))
    }

    /// "last" and "next" behind a month, "the 12th of October last", "in February next": the year of the one that
    /// was, or is to come, beside the anchor, and one past the word. "In October last night's speaker" has none.
    fn turned_behind(&self, at: usize, month: u8, day: u8) -> Option<(i32, usize)> {
        let ends = self.closes(at + 1) || self.view.upos(at + 1) == Upos::Aux;
        if !self.is(at, &["last", "next"]) || !ends {
            return None;
        }
        // In a story told of another year it counts from the day named last there.
        let anchor = self.story_year(at).and_then(|_| self.last_day()).or(self.anchor)?;
        let was = (month, day) < (anchor.month, anchor.day);
        let year = match (self.is(at, &["last"]), was) {
            (true, false) => anchor.year - 1,
            (false, true) => anchor.year + 1,
            _ => anchor.year,
        };
        Some((year, at + 1))
    }

    /// A day of the calendar whose year nothing tells: found, without days.
    fn yearless(&self, month: u8, day: u8, end: usize) -> Option<Found> {
        const LEAP: i32 = 2000;
        let exists = self.anchor.is_none() && Date::new(LEAP, month, day).is_some();
        exists.then(|| Found::days(end, Granularity::Day, None))
    }

    /// "March 3 and 4", "June 5, 6 and 7": the last of the days listed behind a day, and one past it. "March 3 and
    /// 4 people" lists none.
    fn listed_days(&self, at: usize, first: u8) -> Option<(u8, usize)> {
        let (mut last, mut end) = (first, at);
        for _ in 0..6 {
            let joint = usize::from(self.is(end, &[","]));
            let and = usize::from(self.is(end + joint, &["and"]));
            let (day, after) =
                self.day(end + joint + and).filter(|(day, _)| joint + and > 0 && *day > last)?;
            (last, end) = (day, after);
            if and == 1 {
                return (self.closes(end) || self.year_number(end).is_some()).then_some((last, end));
            }
        }
        None
    }

    /// The month named at the token, and one past it with its full stop.
    pub(super) fn month_at(&self, at: usize) -> Option<(u8, usize)> {
        let month = month(self.word(at))?;
        let short = matches!(self.word(at).len(), 3 | 4) && !self.is(at, &["may", "june", "july"]);
        Some((month, at + 1 + usize::from(short && self.is(at + 1, &["."]) && at + 2 < self.stop)))
    }

    /// Past a weekday that opens a date: "Tuesday, ".
    fn after_weekday(&self, at: usize) -> usize {
        if weekday(self.word(at)).is_none() {
            return at;
        }
        let mut dot = usize::from(self.is(at + 1, &[",", "."]));
        dot += usize::from(dot == 1 && self.is(at + 2, &[","]));
        at + 1 + dot + usize::from(self.is(at + 1 + dot, &["the"]))
    }

    fn month_alone(&self, at: usize, next: usize, month: u8) -> Option<Found> {
        if let Some(range) = self.month_range(at, next, month) {
            return Some(range);
        }
        let invalid = at > self.floor && self.word(at - 1).len() == 2 && self.digits(at - 1).is_some();
        if invalid {
            return None;
        }
        let after = self.year_after(next, false).or_else(|| self.turned_behind(next, month, 1));
        if let Some((year, end)) = after {
            let days = months(year, month, 1);
            return Some(Found { dated: true, ..Found::days(end, Granularity::Month, days) });
        }
        let named = at > self.floor && self.is(at - 1, &BEFORE_MONTH);
        // "32 August" and "August 32" are no dates, so the month in them is none.
        let numbered = |at: usize| {
            let word = self.word(at);
            let number = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
            number || self.day(at).is_some() && word.as_bytes()[0].is_ascii_digit()
        };
        if at > self.floor && numbered(at - 1)
            || numbered(next)
            || self.word(next).len() > 4 && self.word(next).bytes().all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let common = self.is(at, &["may", "march", "mar", "jun", "dec", "sun", "mon"]);
        if self.view.upos(at) != Upos::Propn && !named
            || common && (!named || self.view.upos(at) == Upos::Aux)
            || !named && self.word(at).len() < 4
        {
            return None;
        }
        let days = self.month_near(month, at).and_then(|(year, month)| months(year, month, 1));
        Some(Found::days(next, Granularity::Month, days))
    }

    /// "January-June 2016", "March to May", "between March and May in 1994", where the second month closes the
    /// range.
    fn month_range(&self, at: usize, next: usize, month: u8) -> Option<Found> {
        let between = at > self.floor && self.is(at - 1, &["between"]);
        let joined = self.is(next, &JOINTS) || between && self.is(next, &["and"]);
        if !joined {
            return None;
        }
        let (second, end) = self.month_at(next + 1).filter(|(_, end)| self.day(*end).is_none())?;
        let year = self.year_after(end + usize::from(self.is(end, &["in"])), false);
        // "Between October and April" comes again each year.
        if between && year.is_none() {
            return None;
        }
        let (first_year, dated) = match year {
            Some((year, _)) => (year - i32::from(second < month), true),
            None => (self.month_near(month, at)?.0, false),
        };
        let count = i64::from((12 + second - month) % 12) + 1;
        let end = year.map_or(end, |(_, end)| end);
        let found = Found::days(end, Granularity::Month, months(first_year, month, count));
        Some(Found { dated, ..found })
    }

    /// Whether a weekday stands behind its date and nothing else: "July 18, Friday,".
    fn is_weekday_aside(&self, at: usize) -> bool {
        let named = weekday(self.word(at)).is_some() && self.view.is_capitalised(at);
        named && (self.word(at + 1).is_empty() || self.is(at + 1, &[",", ".", ")", ";"]))
    }

    /// The month of that name meant beside the anchor: the last one, or the next where the future is spoken of.
    pub(super) fn month_near(&self, month: u8, at: usize) -> Option<(i32, u8)> {
        if let Some(year) = self.story_year(at) {
            return Some((year, month));
        }
        let anchor = self.anchor?;
        if let Some(first) = self.ahead_in_sentence() {
            return Some((first.year + i32::from(month < first.month), month));
        }
        let future = self.is_future(at);
        let year = match month.cmp(&anchor.month) {
            std::cmp::Ordering::Less if future => anchor.year + 1,
            std::cmp::Ordering::Greater if !future => anchor.year - 1,
            _ => anchor.year,
        };
        Some((year, month))
    }

    /// Of a date with its weekday but no year: the year near the anchor in which it falls on that day.
    fn on_weekday(&self, at: usize, year: Option<i32>, month: u8, day: u8) -> Option<Date> {
        let weekday = weekday(self.word(at)).filter(|_| year.is_none())?;
        let anchor = self.anchor?;
        let future = self.is_future(at);
        let years = [0, -1, 1, -2, 2, -3, 3];
        years
            .into_iter()
            .filter_map(|by| Date::new(anchor.year + if future { -by } else { by }, month, day))
            .find(|date| date.weekday() == weekday)
    }

    pub(super) fn dated(&self, year: Option<i32>, month: u8, day: u8, at: usize) -> Option<Date> {
        match year.or_else(|| self.story_year(at)) {
            Some(year) => Date::new(year, month, day),
            None => near(month, day, self.anchor?, self.is_future(at)),
        }
    }

    /// A day of the month, and one past it: "11", "9th", "third", "twenty-first".
    pub(super) fn day(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.word(at);
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if digits.is_empty() {
            return self.ordinal_day(at);
        }
        let suffix = &word[digits.len()..];
        if !["", "st", "nd", "rd", "th"].iter().any(|end| end.eq_ignore_ascii_case(suffix)) {
            return None;
        }
        let day = digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)?;
        (!self.is(at + 1, &["%", "percent", "per", "a.m.", "p.m.", "am", "pm"])).then_some((day, at + 1))
    }

    /// "on the fifth", "on the 15th", of the month that was named last.
    pub(super) fn day_alone(&self, at: usize) -> Option<Found> {
        if !self.is(at, &["the"]) || at == self.floor || !self.is(at - 1, &["on", "until", "by", "since"]) {
            return None;
        }
        let (day, end) = self.day(at + 1)?;
        if self.word(at + 1).bytes().all(|byte| byte.is_ascii_digit()) || !self.closes(end) {
            return None;
        }
        let base = self.last_day().or(self.anchor);
        let ahead =
            self.last.is_none() && self.is_future(at) && self.anchor.is_some_and(|anchor| day < anchor.day);
        let base = if ahead { base.map(|base| Date { day: 28, ..base }.plus_days(7)) } else { base };
        let date = base.and_then(|base| Date::new(base.year, base.month, day));
        Some(Found::days(end, Granularity::Day, date.map(|date| (date, date))))
    }

    fn ordinal_day(&self, at: usize) -> Option<(u8, usize)> {
        let ten = [("twenty", 20), ("thirty", 30)].into_iter().find(|(name, _)| self.is(at, &[name]));
        if let Some((_, ten)) = ten {
            let hyphen = usize::from(self.is(at + 1, &["-"]));
            let one = ordinal(self.word(at + 1 + hyphen)).filter(|one| *one < 10)?;
            return (ten + one <= 31).then_some((ten + one, at + 2 + hyphen));
        }
        let word = self.word(at);
        if let Some(one) = word.get(..7).filter(|ten| ten.eq_ignore_ascii_case("twenty-")) {
            return ordinal(&word[one.len()..]).filter(|one| *one < 10).map(|one| (20 + one, at + 1));
        }
        ordinal(word).map(|day| (day, at + 1))
    }
}

/// Words after which a month that may be another word is the month.
const BEFORE_MONTH: [&str; 22] = [
    "in", "since", "until", "by", "from", "of", "during", "to", "and", "late", "early", "mid", "last",
    "next", "this", "through", "for", "before", "after", "-", "till", "between",
];

/// "first" to "thirtieth" as a number.
pub(super) fn ordinal(word: &str) -> Option<u8> {
    const WORDS: [(&str, u8); 21] = [
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("eleventh", 11),
        ("twelfth", 12),
        ("thirteenth", 13),
        ("fourteenth", 14),
        ("fifteenth", 15),
        ("sixteenth", 16),
        ("seventeenth", 17),
        ("eighteenth", 18),
        ("nineteenth", 19),
        ("twentieth", 20),
        ("thirtieth", 30),
    ];
    WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, number)| *number)
}

/// The day of that name nearest to the anchor; the future counts only where it is spoken of or close.
pub(super) fn near(month: u8, day: u8, anchor: Date, future: bool) -> Option<Date> {
    let years = [anchor.year - 1, anchor.year, anchor.year + 1];
    let distance = |date: &Date| {
        let days = date.days_since_epoch() - anchor.days_since_epoch();
        if (days > 0) == future || days == 0 { days.abs() } else { days.abs() * 2 }
    };
    years.into_iter().filter_map(|year| Date::new(year, month, day)).min_by_key(distance)
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn years_and_further_days_behind_a_day_or_month() {
        for (text, expected) in [
            ("in/IN October/NNP last/JJ year/NN", "October last year=2024-10-01..2024-10-31"),
            ("in/IN October/NNP last/JJ", "October last=2024-10-01..2024-10-31"),
            ("by/IN the/DT 9th/JJ of/IN March/NNP next/JJ", "the 9th of March next=2026-03-09"),
            ("on/IN the/DT 21st/JJ day/NN of/IN March/NNP 2024/CD", "the 21st day of March 2024=2024-03-21"),
            ("on/IN March/NNP 3/CD and/CC 4/CD", "March 3 and 4=2025-03-03..2025-03-04"),
            ("on/IN March/NNP 5/CD ,/, 6/CD and/CC 7/CD", "March 5, 6 and 7=2025-03-05..2025-03-07"),
            (
                "between/IN May/NNP and/CC June/NNP in/IN 1981/CD",
                "May and June in 1981=1981-05-01..1981-06-30",
            ),
            ("from/IN March/NNP to/TO August/NNP 2011/CD", "March to August 2011=2011-03-01..2011-08-31"),
            ("on/IN 10/CD August/NNP 2555/CD BE/NNP", "10 August 2555 BE=2012-08-10"),
            ("late/RB Monday/NNP", "late Monday=2025-03-10"),
            ("in/IN the/DT mid-19th/JJ century/NN", "the mid-19th century=1833-05-02..1866-09-01"),
            (
                "in/IN the/DT week/NN beginning/VBG 3/CD March/NNP",
                "the week beginning 3 March=2025-03-03..2025-03-09",
            ),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
        assert_eq!(
            found("It/PRP rose/VBD on/IN March/NNP 3/CD and/CC 4/CD people/NNS fled/VBD ./."),
            ["March 3=2025-03-03"]
        );
    }

    #[test]
    fn hours_from_the_day_of_publication() {
        assert_eq!(
            found("It/PRP is/VBZ expected/VBN within/IN 48/CD hours/NNS ./."),
            ["within 48 hours=2025-03-12..2025-03-14"]
        );
        assert_eq!(
            found("It/PRP sank/VBD in/IN the/DT past/JJ 24/CD hours/NNS ./."),
            ["the past 24 hours=2025-03-11..2025-03-12"]
        );
        assert!(found("It/PRP was/VBD out/RP within/IN two/CD days/NNS ./.").is_empty());
    }
}
