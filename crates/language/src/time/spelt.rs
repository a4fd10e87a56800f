//! Years in words, as speech is written down: "nineteen seventy-two", "two thousand and ten".

use super::period::years;
use super::{Found, Scan};
use crate::number::word_value;
use crate::{Granularity, Upos};

impl Scan<'_> {
    /// "in nineteen seventy-two", "twenty sixteen" behind a word that opens a year or another year of a list.
    pub(super) fn spelt_year(&self, at: usize) -> Option<Found> {
        let opened = at > self.floor
            && self.is(at - 1, &["in", "since", "of", "by", "the", "until", "around"])
            || self.goes_on(at);
        let (year, end) = self.year_in_words(at).filter(|_| opened)?;
        Some(Found { dated: true, ..Found::days(end, Granularity::Year, years(year, 1)) })
    }

    /// The year in words at the token, and one past it.
    pub(super) fn year_in_words(&self, at: usize) -> Option<(i32, usize)> {
        if self.is(at, &["two"]) && self.is(at + 1, &["thousand"]) {
            let and = usize::from(self.is(at + 2, &["and"]));
            let (rest, end) = self.below_hundred(at + 2 + and)?;
            return (!self.counts(end)).then_some((2000 + rest, end));
        }
        let century = word_value(self.word(at)).filter(|value| (11.0..=20.0).contains(value))? as i32;
        let (rest, end) = self.below_hundred(at + 1).filter(|(rest, _)| *rest >= 10)?;
        (!self.counts(end) || century > 18 && !self.is(end, &["-"])).then_some((century * 100 + rest, end))
    }

    /// "seventy-two", "ten", "five", and one past it.
    fn below_hundred(&self, at: usize) -> Option<(i32, usize)> {
        if let Some((ten, one)) = self.word(at).split_once('-') {
            let (ten, one) = (word_value(ten)?, word_value(one)?);
            return ((20.0..100.0).contains(&ten) && one < 10.0).then_some(((ten + one) as i32, at + 1));
        }
        let first = word_value(self.word(at)).filter(|value| (1.0..100.0).contains(value))? as i32;
        if first >= 20 && first % 10 == 0 {
            let next = at + 1 + usize::from(self.is(at + 1, &["-"]));
            if let Some(one) = word_value(self.word(next)).filter(|one| (1.0..10.0).contains(one)) {
                return Some((first + one as i32, next + 1));
            }
        }
        Some((first, at + 1))
    }

    /// Whether something follows that the number counts.
    fn counts(&self, at: usize) -> bool {
        at < self.stop && matches!(self.view.upos(at), Upos::Noun | Upos::Adj) || self.is(at, &["-"])
    }

    /// Whether the year named last ends right before, with a joint between.
    fn goes_on(&self, at: usize) -> bool {
        let joint = at.saturating_sub(1);
        let comma = usize::from(joint > self.floor && self.is(joint - 1, &[","]));
        joint > self.floor
            && self.is(joint, &["and", "or", "to"])
            && self.last_end == joint - comma
            && self.last_end > self.floor
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn years_as_they_are_spoken() {
        for (text, expected) in [
            ("in/IN nineteen/CD seventy-two/CD", "nineteen seventy-two=1972-01-01..1972-12-31"),
            (
                "in/IN May/NNP of/IN two/CD thousand/CD and/CC ten/CD",
                "May of two thousand and ten=2010-05-01..2010-05-31",
            ),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
        assert_eq!(
            found("It/PRP shut/VBD in/IN sixteen/CD ten/CD ,/, and/CC sixteen/CD twelve/CD ./."),
            ["sixteen ten=1610-01-01..1610-12-31", "sixteen twelve=1612-01-01..1612-12-31"]
        );
        assert!(found("It/PRP sold/VBD twenty/CD sixteen/CD -/HYPH inch/NN wheels/NNS ./.").is_empty());
    }
}
