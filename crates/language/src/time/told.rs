//! What a text has named so far and later expressions count from: the period named last, the year a story is in.

use woozle_text::Date;

use super::{Found, Scan};
use crate::{Granularity, TimeKind};

/// How many tokens a written year reaches: some three sentences.
const REACH: usize = 120;

impl Scan<'_> {
    /// Keeps what later expressions count from.
    pub(super) fn remember(&mut self, at: usize, found: &Found) {
        if found.kind != TimeKind::Point {
            return;
        }
        if let Some(days) = found.days {
            self.last = Some(days);
            self.last_end = found.end;
            if found.dated && found.granularity <= Granularity::Year {
                self.year = Some((days.0.year, at));
            }
        }
    }

    pub(super) fn last_day(&self) -> Option<Date> {
        self.last.map(|(first, _)| first)
    }

    /// The year that the story is in at the token, where it is told of another year than the anchor's.
    pub(super) fn story_year(&self, at: usize) -> Option<i32> {
        let (year, named) = self.year.filter(|(_, named)| at.saturating_sub(*named) <= REACH)?;
        let away = self.anchor.is_none_or(|anchor| (anchor.year - year).abs() > 1);
        (away || named >= self.floor).then_some(year)
    }

    /// First day of the period that the sentence named last, where that lies ahead: months named behind it lie
    /// ahead as well, "Milan in May, Oslo in June".
    pub(super) fn ahead_in_sentence(&self) -> Option<Date> {
        let (first, _) = self.last.filter(|_| self.last_end > self.floor)?;
        self.anchor.is_some_and(|anchor| first > anchor).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn months_named_behind_a_month_ahead_lie_ahead() {
        assert_eq!(
            found(
                "It/PRP plays/VBZ Oslo/NNP next/JJ month/NN ,/, Turin/NNP in/IN November/NNP and/CC Graz/NNP in/IN January/NNP ./."
            ),
            [
                "next month=2025-04-01..2025-04-30",
                "November=2025-11-01..2025-11-30",
                "January=2026-01-01..2026-01-31"
            ]
        );
    }
}
