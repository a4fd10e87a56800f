//! Quarters, halves and seasons: "the third quarter of 2018", "summer 2022", "last autumn", "in the winter".

use super::date::ordinal;
use super::period::{Days, months};
use super::{Found, Scan};
use crate::calendar::season;
use crate::{Deprel, Granularity, Upos};

impl Scan<'_> {
    /// "summer 2022", "spring of 2019", "last autumn", "this winter", "in the summer".
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let turned = self.is(at, &["last", "this", "next", "past", "coming"]);
        let start = at + usize::from(turned || self.is(at, &["the"]));
        let word = self.word(start);
        let plural = word.ends_with('s');
        let month = season(word.strip_suffix("time").unwrap_or(word).trim_end_matches('s'))?;
        if let Some((year, end)) = self.year_after(start + 1, false).filter(|_| !self.is(start + 1, &[","])) {
            let joined = self.is(end, &["-", "–"]) && month == 12;
            let end = end + if joined { 2 } else { 0 };
            return Some(Found {
                dated: true,
                ..Found::days(end, Granularity::Season, months(year, month, 3))
            });
        }
        if !turned && !self.is_bare_season(start, plural) {
            return None;
        }
        let days = if plural { None } else { self.season_days(at, start, month) };
        Some(Found::days(start + 1, Granularity::Season, days))
    }

    /// Whether the word is the season itself: no part of a name, no verb, no "spring" of water.
    fn is_bare_season(&self, at: usize, plural: bool) -> bool {
        let compound = matches!(self.view.deprel(at), Deprel::Compound)
            || matches!(self.view.upos(at + 1), Upos::Noun | Upos::Propn) && at + 1 < self.stop;
        let sure =
            self.is(at, &["summer", "winter", "autumn", "summers", "winters", "summertime", "wintertime"]);
        let opened = at > self.floor
            && self.is(at - 1, &["in", "the", "during", "of", "by", "until", "since", "every"]);
        let spring = !plural && self.is(at, &["spring"]) && (opened || self.is_beside_season(at));
        !compound && matches!(self.view.upos(at), Upos::Noun) && (sure || spring)
    }

    /// "Spring and late autumn", "winter to spring": whether another season is named beside the word.
    fn is_beside_season(&self, at: usize) -> bool {
        let joint = |at: usize| self.is(at, &["and", "or", "to", "through", ",", "-", "–"]);
        let named = |at: usize| self.is(at, &["summer", "autumn", "fall", "winter"]);
        let skipped = |at: usize| self.is(at, &["early", "late", "the", "mid"]);
        let after = joint(at + 1) && (named(at + 2) || skipped(at + 2) && named(at + 3));
        let before = at > self.floor + 1 && joint(at - 1) && named(at - 2);
        after || before
    }

    fn season_days(&self, at: usize, start: usize, month: u8) -> Option<Days> {
        let anchor = self.anchor?;
        let this = months(anchor.year - i32::from(month == 12 && anchor.month < 3), month, 3)?;
        let (past, future) = (this.1 < anchor, this.0 > anchor);
        match () {
            () if self.is(at, &["last", "past"]) && !past => months(this.0.year - 1, month, 3),
            () if self.is(at, &["next", "coming"]) && !future => months(this.0.year + 1, month, 3),
            () if self.is(at, &["last", "past", "this", "next", "coming"]) => Some(this),
            () if past && self.is_future(start) => months(this.0.year + 1, month, 3),
            () if future && !self.is_future(start) => months(this.0.year - 1, month, 3),
            () => Some(this),
        }
    }

    /// "the third quarter", "Q4 2018", "the first half of 2023", "second-quarter".
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        if let Some(found) = self.year_quarter(start) {
            return Some(found);
        }
        let (number, count, mut end) = self.numbered_part(start)?;
        let of = usize::from(self.is(end, &["of", ",", "in"]));
        let turned = if self.is(end + of, &["last", "this", "next"]) && self.is(end + of + 1, &["year"]) {
            let by = if self.is(end + of, &["last"]) { -1 } else { i32::from(self.is(end + of, &["next"])) };
            Some(self.anchor?.year + by)
        } else {
            None
        };
        let year = self.year_number(end + of);
        if count == 6 && year.is_none() && turned.is_none() {
            return None;
        }
        end = match (year, turned) {
            (Some(_), _) => end + of + 1,
            (_, Some(_)) => end + of + 2,
            _ => end,
        };
        let month = count * (number - 1) + 1;
        let days = year.or(turned).or_else(|| self.anchor.map(|anchor| anchor.year));
        let days = days.and_then(|year| months(year, month, i64::from(count)));
        Some(Found { dated: year.is_some(), ..Found::days(end, Granularity::Season, days) })
    }

    /// "2018Q4".
    fn year_quarter(&self, at: usize) -> Option<Found> {
        let (year, number) = self.word(at).split_once(['Q', 'q'])?;
        let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
        let number: u8 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
        let days = months(year, 3 * number - 2, 3);
        Some(Found { dated: true, ..Found::days(at + 1, Granularity::Season, days) })
    }

    /// Number of the part, its months, and one past it.
    fn numbered_part(&self, at: usize) -> Option<(u8, u8, usize)> {
        let word = self.word(at);
        if let Some(number) = word.strip_prefix(['Q', 'q']).and_then(|number| number.parse::<u8>().ok()) {
            return (1..=4).contains(&number).then_some((number, 3, at + 1));
        }
        // "H1 2023": a company's half-year.
        if let Some(number) = word.strip_prefix('H').and_then(|number| number.parse::<u8>().ok()) {
            return (1..=2).contains(&number).then_some((number, 6, at + 1));
        }
        let (first, glued) = match word.split_once('-') {
            Some((first, second)) if second.eq_ignore_ascii_case("quarter") => (first, true),
            _ => (word, false),
        };
        let digits = first.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let number = if digits.len() == 1 && first.len() == 3 { digits.parse().ok() } else { ordinal(first) };
        let number = number.filter(|number| (1..=4).contains(number))?;
        if glued {
            return Some((number, 3, at + 1));
        }
        let hyphen = usize::from(self.is(at + 1, &["-"]));
        let next = at + 1 + hyphen;
        match () {
            () if self.is(next, &["quarter", "qtr"]) => Some((number, 3, next + 1)),
            () if self.is(next, &["half"]) && number < 3 => Some((number, 6, next + 1)),
            () => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn spring_beside_another_season_is_one() {
        assert_eq!(found("Spring/NN and/CC late/JJ autumn/NN were/VBD wet/JJ ./.").len(), 2);
        assert!(found("Spring/NN water/NN and/CC salt/NN were/VBD sold/VBN ./.").is_empty());
    }
}
