//! How telling a word is: rare in news at large and rare in the input weighs much.
//!
//! Few reports of one story share all their words, so the input alone cannot say which words are rare;
//! counts over some two thousand other news reports stand in (`data/document-frequency.tsv`).

use std::collections::BTreeMap;

/// Number of reports that the table was counted on.
const COUNTED: f32 = 2054.0;
/// What a word that is not in the table is taken to occur in.
const UNLISTED: f32 = 2.0;

/// The table, read once for each grouping.
pub(crate) struct Rarity {
    table: BTreeMap<&'static str, f32>,
}

impl Rarity {
    pub(crate) fn new() -> Self {
        let lines = include_str!("../data/document-frequency.tsv").lines();
        let table = lines.filter_map(|line| {
            let (word, count) = line.split_once('\t')?;
            Some((word, count.parse().ok()?))
        });
        Self { table: table.collect() }
    }

    /// Weight of a word that occurs in `here` of the input's `reports`.
    pub(crate) fn weight(&self, word: &str, here: usize, reports: usize) -> f32 {
        let elsewhere = self.table.get(word).copied().unwrap_or(UNLISTED);
        // The first reports that share a word are the story itself: only a crowd makes a word common.
        let crowd = (here as f32 - 4.0).max(0.0);
        ((COUNTED + reports as f32) / (elsewhere + crowd)).ln()
    }
}
