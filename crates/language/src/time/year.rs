//! Years: "in 2023", "2023-24", "AD 842".

use super::period::years;
use super::{Found, Scan};
use crate::{Deprel, Granularity, Upos, Xpos};

/// Things of a year in the plural, which its number does not count.
const OF_A_YEAR: [&str; 20] = [
    "sales",
    "elections",
    "results",
    "earnings",
    "revenues",
    "profits",
    "protests",
    "riots",
    "accords",
    "olympics",
    "games",
    "talks",
    "figures",
    "forecasts",
    "finals",
    "polls",
    "floods",
    "exports",
    "imports",
    "censuses",
];

impl Scan<'_> {
    /// A whole number in digits, at most four of them.
    pub(super) fn digits(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        let short = !word.is_empty() && word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        short.then(|| word.parse().ok()).flatten()
    }

    /// Four digits that may be a year.
    pub(super) fn year_number(&self, at: usize) -> Option<i32> {
        let year = self.digits(at)?;
        (self.word(at).len() == 4 && (1000..2200).contains(&year)).then_some(year)
    }

    /// Three digits that are a year in a report that speaks of such years.
    pub(super) fn old_number(&self, at: usize) -> Option<i32> {
        let year = self.digits(at)?;
        (self.ancient && self.word(at).len() == 3).then_some(year)
    }

    /// The year behind a day or month, and one past it: ", 2023", "of 2023", "'96", "last year", "of the same
    /// year", "234 BC", "2555 BE". Two digits alone are a year only behind a `numbered` day.
    pub(super) fn year_after(&self, at: usize, numbered: bool) -> Option<(i32, usize)> {
        let comma = usize::from(self.is(at, &[",", "of"]));
        let named = at + comma;
        if let Some(number) = self.digits(named) {
            match self.word(named + 1) {
                "BC" | "BCE" | "B.C." => return Some((-number, named + 2)),
                "AD" | "CE" | "A.D." => return Some((number, named + 2)),
                // The Buddhist era, which Thailand counts by.
                "BE" if number > 543 => return Some((number - 543, named + 2)),
                _ => {}
            }
        }
        if let Some(year) = self.year_number(named) {
            return Some((year, named + 1));
        }
        if let Some(year) = self.old_number(named).filter(|_| !self.is(at, &[","])) {
            return Some((year, named + 1));
        }
        if let Some(found) = self.year_in_words(named) {
            return Some(found);
        }
        if let Some(found) = self.turned_year(at + usize::from(self.is(at, &["of"]))) {
            return Some(found);
        }
        let apart = matches!(self.word(named), "'" | "’" | "‘");
        let named = named + usize::from(apart);
        let word = self.word(named);
        let short = word.strip_prefix(['\'', '’', '‘']).or(apart.then_some(word));
        let number = short.unwrap_or(word);
        let year: i32 = number.parse().ok().filter(|_| number.len() == 2)?;
        let sure = short.is_some() || numbered && year > 31 && self.closes(named + 1);
        sure.then(|| (if year < 50 { 2000 + year } else { 1900 + year }, named + 1))
    }

    /// "last year", "this year", "that year", "the same year", "the following year".
    fn turned_year(&self, at: usize) -> Option<(i32, usize)> {
        let the = usize::from(self.is(at, &["the"]));
        if !self.is(at + the + 1, &["year"]) || self.view.is_possessive(at + the + 2) {
            return None;
        }
        let anchor = self.anchor.map(|anchor| anchor.year).filter(|_| the == 0);
        let told = self.last.map(|(first, _)| first.year);
        let year = match () {
            () if self.is(at, &["last"]) => anchor? - 1,
            () if self.is(at, &["this"]) => anchor?,
            () if self.is(at, &["next"]) => anchor? + 1,
            () if self.is(at, &["that"]) || the == 1 && self.is(at + 1, &["same"]) => told?,
            () if the == 1 && self.is(at + 1, &["following", "next"]) => told? + 1,
            () if the == 1 && self.is(at + 1, &["previous", "preceding"]) => told? - 1,
            () => return None,
        };
        Some((year, at + the + 2))
    }

    /// "2023", "2023-24", where it counts nothing.
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.era_year(at).or_else(|| self.shared_era(at)) {
            return Some(found);
        }
        let old = self.old_number(at).filter(|_| self.opens_old_year(at));
        let year = self.year_number(at).filter(|&year| !self.is_count(at, year)).or(old)?;
        let joined = self.is(at + 1, &["-", "–", "—"]);
        if joined && self.is(at + 2, &["present"]) {
            let days = years(year, 1).zip(self.anchor).map(|((first, _), anchor)| (first, anchor.max(first)));
            return Some(Found::days(at + 3, Granularity::Year, days));
        }
        let last = joined.then(|| self.digits(at + 2)).flatten();
        let last = last.map(|last| if last < 100 { year / 100 * 100 + last } else { last });
        let last = last.filter(|last| (year + 1..year + 150).contains(last));
        let end = if last.is_some() { at + 3 } else { at + 1 };
        let days = years(year, last.map_or(1, |last| last - year + 1));
        Some(Found { dated: !self.is_modifier(at), ..Found::days(end, Granularity::Year, days) })
    }

    /// "500 CE", "400 BC", "2000 BCE".
    fn era_year(&self, at: usize) -> Option<Found> {
        let year = self.digits(at)?;
        if self.is(at + 1, &["BC", "BCE", "B.C.", "B.C"]) {
            return Some(Found::days(at + 2, Granularity::Year, years(-year, 1)));
        }
        let common = self.is(at + 1, &["CE", "A.D.", "A.D"]) || self.word(at + 1) == "AD";
        common.then(|| Found { dated: true, ..Found::days(at + 2, Granularity::Year, years(year, 1)) })
    }

    /// "1200" of "1200 to about 400 BCE": the era behind the second year is that of the first.
    fn shared_era(&self, at: usize) -> Option<Found> {
        let year = self.digits(at)?;
        let mut other = at + 1;
        if !self.is(other, &["to", "-", "–", "until", "and", "or"]) {
            return None;
        }
        other += 1;
        for _ in 0..2 {
            other += usize::from(self.is(other, &["about", "around", "c.", "ca.", "circa"]));
        }
        let last = self.digits(other).filter(|last| *last < year)?;
        let before = self.is(other + 1, &["BC", "BCE", "B.C.", "B.C"]) && last > 0;
        before.then(|| Found::days(at + 1, Granularity::Year, years(-year, 1)))
    }

    /// "AD 842", "c. 314", "the year 71".
    pub(super) fn old_year(&self, at: usize) -> Option<Found> {
        let before = match () {
            () if matches!(self.word(at), "AD" | "A.D.") => 1,
            () if self.is(at, &["the"]) && self.is(at + 1, &["year"]) => 2,
            () => return None,
        };
        let year = self.digits(at + before).filter(|year| *year > 9)?;
        let days = years(year, 1);
        Some(Found { dated: true, ..Found::days(at + before + 1, Granularity::Year, days) })
    }

    /// Whether the word before opens a year of three digits.
    fn opens_old_year(&self, at: usize) -> bool {
        let opens = at > self.floor
            && self.is(
                at - 1,
                &[
                    "in", "around", "about", "until", "after", "since", "by", "before", "c.", "(", "-", "–",
                    ".", "ca.", "from", "to", "year",
                ],
            );
        let dash = self.is(at + 1, &["-", "–", "—"]);
        opens && (dash || !matches!(self.view.upos(at + 1), Upos::Noun | Upos::Adj | Upos::Num | Upos::Sym))
    }

    /// Whether the report speaks of years before 1000.
    pub(super) fn is_ancient(&self) -> bool {
        let view = self.view;
        let old = |at: usize| {
            let word = view.word(at);
            word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        (0..view.len()).any(|at| match view.word(at) {
            "AD" | "CE" | "BC" | "BCE" | "A.D." | "B.C." => {
                at > 0 && old(at - 1) || matches!(view.word(at), "AD" | "A.D.") && old(at + 1)
            }
            "c." | "ca." => old(at + 1),
            "year" => {
                at > 0 && view.is(at - 1, &["the"]) && matches!(view.word(at + 1).len(), 2 | 3) && {
                    view.word(at + 1).bytes().all(|byte| byte.is_ascii_digit())
                }
            }
            "c" | "ca" => view.is(at + 1, &["."]) && old(at + 2),
            _ => false,
        })
    }

    /// Whether the four digits count or number something.
    fn is_count(&self, at: usize, year: i32) -> bool {
        const BEFORE: [&str; 24] = [
            "$",
            "£",
            "€",
            "#",
            "No.",
            "some",
            "nearly",
            "over",
            "than",
            "least",
            "page",
            "almost",
            "Highway",
            "km",
            "Rule",
            "Section",
            "Article",
            "Resolution",
            "Room",
            "Route",
            "Form",
            "Flight",
            "Boeing",
            "Chapter",
        ];
        const AFTER: [&str; 18] = [
            "year", "feet", "percent", "%", "km", "miles", "metres", "meters", "people", "GMT", "UTC",
            "hours", "million", "tonnes", "of", "°", "m", "hrs",
        ];
        let modern = (1900..2060).contains(&year);
        let recent = (1500..2100).contains(&year);
        let opened = at > self.floor && self.is(at - 1, &["in", "since", "of", "by", "(", "from", "until"]);
        let said = at > self.floor && self.is(at - 1, &["the", "early", "late"]) && modern;
        let range = self.is(at + 1, &["-", "–"])
            && self.year_number(at + 2).is_some_and(|last| recent && (year..2200).contains(&last));
        if range && !self.is(at.wrapping_sub(1), &["$", "£", "€"]) {
            return false;
        }
        if at > self.floor && self.is(at - 1, &BEFORE) || self.is(at + 1, &AFTER) {
            return true;
        }
        if at > self.floor && self.is(at - 1, &["about", "around"]) && !recent {
            return true;
        }
        if self.is_address(at) || self.is_price_range(at) {
            return true;
        }
        // "The 2011 and 2017 censuses".
        let listed = modern
            && at > self.floor + 1
            && self.is(at - 1, &["and", "or", ","])
            && self.year_number(at - 2).is_some();
        if listed {
            return false;
        }
        let clock = self.is(at + 1, &[":"]) && self.word(at + 2).len() == 2 && self.digits(at + 2).is_some();
        // "Its 2012 sales" are no two thousand sales.
        if modern && self.is(at + 1, &OF_A_YEAR) {
            return false;
        }
        let counts = self.view.xpos(at + 1) == Xpos::Nns
            && at + 1 < self.stop
            && !matches!(self.view.deprel(at), Deprel::Compound | Deprel::Nmod | Deprel::Appos);
        clock || counts && !(said || modern && opened) || !recent && !opened
    }

    /// "1696 Bergen Street": a number and, after at most three names, a sort of street.
    fn is_address(&self, at: usize) -> bool {
        const STREETS: [&str; 16] = [
            "Street",
            "St",
            "St.",
            "Avenue",
            "Ave",
            "Ave.",
            "Boulevard",
            "Blvd",
            "Blvd.",
            "Road",
            "Rd",
            "Rd.",
            "Lane",
            "Drive",
            "Highway",
            "Parkway",
        ];
        (at + 2..at + 5)
            .take_while(|&named| self.view.is_capitalised(named - 1) && named < self.stop)
            .any(|named| STREETS.contains(&self.word(named)))
    }

    /// "1380-2075": the end of a range that opens with what can be no year beside it.
    fn is_price_range(&self, at: usize) -> bool {
        let opened = at > self.floor + 1 && self.is(at - 1, &["-", "–"]) && self.digits(at - 2).is_some();
        let year = self.digits(at).unwrap_or(0);
        opened && year > 2050 && self.digits(at - 2).is_some_and(|first| first < 1900)
    }

    /// Whether the year stands before a noun: "the 2012 law".
    fn is_modifier(&self, at: usize) -> bool {
        matches!(self.view.upos(at + 1), Upos::Noun | Upos::Adj | Upos::Propn) && at + 1 < self.stop
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn the_era_behind_the_second_year_is_that_of_the_first() {
        assert_eq!(
            found("It/PRP stood/VBD from/IN 1200/CD to/IN about/RB 400/CD BCE/NNP ./."),
            ["1200=-1200-01-01..-1200-12-31", "400 BCE=-400-01-01..-400-12-31"]
        );
    }
}
