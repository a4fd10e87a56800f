//! The time of writing at large, and times that come again: "nowadays", "still used today", "every Friday".

use super::{Found, Scan};
use crate::calendar::weekday;
use crate::{Granularity, TimeKind, Upos, Xpos};

impl Scan<'_> {
    /// "now", "nowadays", "currently", "in recent years", "every Friday night", "on Mondays".
    pub(super) fn present(&self, at: usize) -> Option<Found> {
        let found = |kind, end, granularity| Some(Found { kind, ..Found::days(end, granularity, None) });
        match () {
            () if self.is(at, &["now", "nowadays", "currently"]) => {
                let adverb = self.view.upos(at) == Upos::Adv && !self.is(at + 1, &["that"]);
                adverb.then(|| found(TimeKind::Present, at + 1, Granularity::Day)).flatten()
            }
            () if self.is(at, &["present"]) => {
                let said = at > self.floor && self.is(at - 1, &["at"]) && self.closes(at + 1);
                said.then(|| found(TimeKind::Present, at + 1, Granularity::Day)).flatten()
            }
            () if self.is(at, &["the", "this"]) => {
                let noun =
                    self.is(at + 1, &["moment"]) || self.is(at, &["this"]) && self.is(at + 1, &["time"]);
                let said = noun && at > self.floor && self.is(at - 1, &["at"]) && self.closes(at + 2);
                said.then(|| found(TimeKind::Present, at + 2, Granularity::Day)).flatten()
            }
            () if self.is(at, &["recent"]) => {
                let unit =
                    super::period::unit(self.word(at + 1)).filter(|_| self.word(at + 1).ends_with('s'))?;
                found(TimeKind::Vague, at + 2, unit.granularity())
            }
            () if self.is(at, &["every", "each"]) => {
                let named = at + 1 + usize::from(self.is(at + 1, &["other", "single"]));
                let granularity = match weekday(self.word(named)) {
                    Some(_) => Granularity::Day,
                    None => super::period::unit(self.word(named))?.granularity(),
                };
                let part = usize::from(super::relative::part_of_day(self.word(named + 1)).is_some());
                found(TimeKind::Recurring, named + 1 + part, granularity)
            }
            () => None,
        }
    }

    /// Whether "today" means nowadays: a present state that nobody is in the middle of.
    ///
    /// "The method is still used today", "Today, about 100,000 worship". Not "we meet today", "today is",
    /// "the court said today", "today's hearing". Learnt from where the documents of GUM leave it unmarked.
    pub(super) fn is_nowadays(&self, at: usize) -> bool {
        let near = |reach: usize, words: &[&str]| {
            let window = self.floor.max(at.saturating_sub(reach))..(at + reach).min(self.stop);
            window.into_iter().any(|at| self.is(at, words))
        };
        if self.view.is_possessive(at + 1) {
            let things = ["world", "technology", "generation", "society", "standards", "youth", "economy"];
            return self.view.xpos(at + 2) == Xpos::Nns || self.is(at + 2, &things);
        }
        if near(2, &["still", "remain", "remains"]) || at > self.floor && self.is(at - 1, &["known"]) {
            return !near(2, &["to"]);
        }
        let infinitive = (self.floor.max(at.saturating_sub(4))..at)
            .any(|at| self.is(at, &["to"]) && self.is(at + 1, &["be"]));
        if infinitive
            || near(14, &["i", "we", "you", "me", "us", "my", "our"])
            || near(7, &["announced", "said", "here", "this", "will"])
        {
            return false;
        }
        // "Athens today is a big city", "Lodz today" under a picture.
        let of_a_place = at > self.floor
            && self.view.upos(at - 1) == Upos::Propn
            && self.is(at + 1, &["is", "are", "has", "remains", "may", "can", ".", ""]);
        let told_of = (self.floor.max(at.saturating_sub(20))..at)
            .any(|word| matches!(self.view.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbn));
        if of_a_place && !told_of {
            return true;
        }
        let told = at > self.floor && self.is(at - 1, &["is", "was", "are"]);
        if told
            && matches!(self.view.upos(at + 1), Upos::Punct | Upos::X | Upos::Sym)
            && !self.is(at + 1, &["?"])
        {
            return false;
        }
        let (mut present, mut others) = (false, false);
        for word in self.floor.max(at.saturating_sub(12))..(at + 12).min(self.stop) {
            let close = word.abs_diff(at) < 6;
            match self.view.xpos(word) {
                Xpos::Vbz | Xpos::Vbp => present = true,
                Xpos::Vbd => others |= close,
                Xpos::Vbg => {
                    others |= close && self.is(word.wrapping_sub(1), &["is", "are", "am", "'s", "'re"])
                }
                Xpos::Md if self.is(word, &["can", "may"]) => present = true,
                Xpos::Md => others |= close,
                _ => {}
            }
        }
        present && !others && self.view.upos(at + 1) != Upos::Aux
    }
}
