//! Training of the tagger, and tags for the parser's training that the tagger has not seen.

use std::collections::BTreeMap;
use std::thread;

use woozle_language::feature::{Scorer, best};
use woozle_language::tag::{self, EDGE, Tagger};
use woozle_language::word::Word;
use woozle_language::{Upos, Xpos};

use crate::learner::{Dice, Learner, Pruning};
use crate::treebank::Tree;

/// What is too small to keep.
const PRUNED: Pruning = Pruning { least: 3, spread: 16 };
/// Passes over the data.
const PASSES: usize = 8;
/// Passes for each fold when tags for the parser are made.
const FOLD_PASSES: usize = 5;
/// Folds.
pub const FOLDS: usize = 4;

/// A sentence as the tagger sees it, with the classes it should find.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// Its words.
    pub words: Vec<Word>,
    /// Their classes.
    pub classes: Vec<u8>,
}

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

/// Trains the tagger.
#[must_use]
pub fn train(sentences: &[&Tagged], classes: &[(Upos, Xpos)], passes: usize) -> Tagger {
    let mut learner = Learner::new(classes.len());
    let mut dice = Dice::new(17);
    let mut features = Vec::new();
    let mut scores = vec![0; classes.len()];
    for _ in 0..passes {
        for number in dice.order(sentences.len()) {
            let sentence = sentences[number];
            let (mut last, mut second) = (EDGE, EDGE);
            for (at, &right) in sentence.classes.iter().enumerate() {
                features.clear();
                tag::features(&sentence.words, at, (last, second), &mut features);
                scores.fill(0);
                features.iter().for_each(|&feature| learner.add(feature, &mut scores));
                let guess = best(&scores, |_| true);
                learner.tick();
                if guess != usize::from(right) {
                    learner.update(&features, usize::from(right), guess);
                }
                (second, last) = (last, guess as u32);
            }
        }
    }
    Tagger { classes: classes.to_vec(), weights: learner.pack(PRUNED) }
}

/// Trains the tagger on everything.
#[must_use]
pub fn train_all(sentences: &[Tagged], classes: &[(Upos, Xpos)]) -> Tagger {
    train(&sentences.iter().collect::<Vec<_>>(), classes, PASSES)
}

/// Tags every sentence with a tagger that was trained without it.
#[must_use]
pub fn jackknife(sentences: &[Tagged], classes: &[(Upos, Xpos)]) -> Vec<Vec<u8>> {
    let fold = |held_out: usize| {
        let seen: Vec<&Tagged> =
            sentences.iter().enumerate().filter(|(at, _)| at % FOLDS != held_out).map(|(_, s)| s).collect();
        train(&seen, classes, FOLD_PASSES)
    };
    let taggers: Vec<Tagger> = thread::scope(|scope| {
        let folds: Vec<_> = (0..FOLDS).map(|held_out| scope.spawn(move || fold(held_out))).collect();
        folds.into_iter().map(|fold| fold.join().expect("training does not panic")).collect()
    });
    let tag = |(at, sentence): (usize, &Tagged)| {
        let mut tags = Vec::new();
        taggers[at % FOLDS].tag(&sentence.words, &mut tags);
        tags
    };
    sentences.iter().enumerate().map(tag).collect()
}
