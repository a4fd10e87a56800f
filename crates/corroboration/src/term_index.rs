//! Statements in, those that share the most telling words with a given one out, without comparing all with all.

use std::collections::BTreeMap;

use crate::align::{Alignment, Proposition};

/// Which statements have a term.
pub(crate) struct TermIndex<'a> {
    alignment: &'a Alignment,
    holders: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> TermIndex<'a> {
    /// Of the statements that pass, by their numbers among the propositions.
    pub(crate) fn new(alignment: &'a Alignment, passes: impl Fn(&Proposition) -> bool) -> Self {
        let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, proposition) in alignment.propositions.iter().enumerate() {
            if passes(proposition) {
                proposition.terms.iter().for_each(|term| holders.entry(term).or_default().push(number));
            }
        }
        Self { alignment, holders }
    }

    /// So many of the statements that share the most weight of words with one, the best first; it may be among
    /// them. Terms that more than `common` statements have lead nowhere.
    pub(crate) fn sharing(&self, number: usize, common: usize, most: usize) -> Vec<usize> {
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        for term in &self.alignment.propositions[number].terms {
            let holders = self.holders.get(term.as_str()).map_or(&[][..], Vec::as_slice);
            if holders.len() <= common {
                let weight = self.alignment.weight(term);
                holders.iter().for_each(|other| *shared.entry(*other).or_default() += weight);
            }
        }
        let mut best: Vec<(usize, f32)> = shared.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(most);
        best.into_iter().map(|(other, _)| other).collect()
    }
}
