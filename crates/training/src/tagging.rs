//! The classes of the tagger: pairs of a universal and a Penn tag.

use std::collections::BTreeMap;

use woozle_language::{Upos, Xpos};

use crate::treebank::Tree;

/// The pairs of tags that occur at least twice, in order.
#[must_use]
pub fn classes(trees: &[Tree]) -> Vec<(Upos, Xpos)> {
    let mut counts: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    for pair in trees.iter().flat_map(|tree| tree.upos.iter().copied().zip(tree.xpos.iter().copied())) {
        *counts.entry(pair).or_default() += 1;
    }
    counts.into_iter().filter(|&(_, count)| count >= 4).map(|(pair, _)| pair).collect()
}

/// The class of a pair of tags; rare pairs take the first class with the same UPOS.
#[must_use]
pub fn class_of(pair: (Upos, Xpos), classes: &[(Upos, Xpos)]) -> u8 {
    let exact = classes.iter().position(|&class| class == pair);
    exact.or_else(|| classes.iter().position(|class| class.0 == pair.0)).unwrap_or(0) as u8
}
