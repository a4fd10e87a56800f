//! *Arcs attribution rests on*: the arcs of a tree that tell who said what. A tree with its gold arcs in, the
//! arcs of each kind and how many were found out.
//!
//! A *reporting word* is a verb (gold tag) whose gold lemma stands in `crates/attribution/data/cues.tsv`. The
//! words are the gold ones for both sides, so that the figure is the parser's alone. The kinds:
//!
//! - **nsubj**: `nsubj` or one of its subtypes from a reporting word to a word before it: "*Orme* said".
//! - **inverted**: the same to a word behind it: "said *Orme*".
//! - **ccomp**: `ccomp` from a reporting word: "said that they *left*"; also of speech that stands before it.
//! - **parataxis**: `parataxis` between a reporting word and any word: "They left, Orme *said*"; "Orme said:
//!   they *left*".
//! - **according-to**: the arc to the source of "according to" (a word on which "according" hangs as `case`, or
//!   which hangs as `obl` on "according") and the arc of "according" itself (`case` or `advcl`).
//!
//! An arc is right when dependent, head and exact label are (unlabelled: dependent and head, whichever kinds
//! the arc belongs to on either side). F1 over the gold and the found arcs of the kind; the total is over the
//! union of the kinds.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use woozle_language::{Deprel, Upos};
use woozle_training::treebank::Tree;

use super::table::{Count, Goal, Table};

/// Lemmas of reporting words, sorted.
static REPORTING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../crates/attribution/data/cues.tsv").lines();
    let mut lemmas: Vec<&str> =
        lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()).collect();
    lemmas.sort_unstable();
    lemmas
});

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Nsubj,
    Inverted,
    Ccomp,
    Parataxis,
    AccordingTo,
}

const KINDS: [(Kind, &str); 5] = [
    (Kind::Nsubj, "nsubj"),
    (Kind::Inverted, "inverted"),
    (Kind::Ccomp, "ccomp"),
    (Kind::Parataxis, "parataxis"),
    (Kind::AccordingTo, "according-to"),
];

/// Dependent, head, label.
type Arc = (usize, usize, Deprel);

/// What was found of each kind, and of all.
#[derive(Default)]
pub(super) struct Score {
    kinds: [(Count, Count); 5],
    all: (Count, Count),
}

impl Score {
    /// Counts one sentence.
    pub(super) fn sentence(&mut self, tree: &Tree, found: &[(usize, Deprel)]) {
        let gold: Vec<_> = tree.heads.iter().copied().zip(tree.labels.iter().copied()).collect();
        let (found, gold) = (resting(tree, found), resting(tree, &gold));
        for (number, &(kind, _)) in KINDS.iter().enumerate() {
            let of = |arcs: &BTreeSet<(Kind, Arc)>| {
                arcs.iter().filter(|arc| arc.0 == kind).map(|arc| arc.1).collect::<BTreeSet<Arc>>()
            };
            count(&mut self.kinds[number], &of(&found), &of(&gold));
        }
        let all = |arcs: &BTreeSet<(Kind, Arc)>| arcs.iter().map(|arc| arc.1).collect::<BTreeSet<Arc>>();
        count(&mut self.all, &all(&found), &all(&gold));
    }

    /// Adds the rows.
    pub(super) fn rows(&self, corpus: &str, goal: Goal, table: &mut Table) {
        let (labelled, bare) = self.all;
        table.figure(format!("{corpus} arcs attribution rests on, F1"), labelled.f1(), goal);
        table.figure("  without labels", bare.f1(), Goal::None);
        for ((_, name), (labelled, bare)) in KINDS.iter().zip(&self.kinds) {
            let what = format!("  {name} ({} arcs): labelled / without labels", labelled.wanted);
            table.row(what, format!("{:.1} / {:.1}", labelled.f1(), bare.f1()));
        }
    }
}

fn count((labelled, bare): &mut (Count, Count), found: &BTreeSet<Arc>, gold: &BTreeSet<Arc>) {
    labelled.sets(found, gold);
    let heads = |arcs: &BTreeSet<Arc>| -> BTreeSet<(usize, usize)> {
        arcs.iter().map(|&(dependent, head, _)| (dependent, head)).collect()
    };
    bare.sets(&heads(found), &heads(gold));
}

/// The arcs of the kinds in the head of this file.
fn resting(tree: &Tree, arcs: &[(usize, Deprel)]) -> BTreeSet<(Kind, Arc)> {
    let reporting = |at: usize| {
        tree.upos.get(at) == Some(&Upos::Verb) && REPORTING.binary_search(&tree.lemmas[at].as_str()).is_ok()
    };
    let according: Vec<usize> = (0..arcs.len()).filter(|&at| is_according_to(tree, at)).collect();
    let mut found = BTreeSet::new();
    for (at, &(head, label)) in arcs.iter().enumerate() {
        let kind = match label.as_str().split(':').next() {
            Some("nsubj") if reporting(head) && at < head => Some(Kind::Nsubj),
            Some("nsubj") if reporting(head) => Some(Kind::Inverted),
            Some("ccomp") if reporting(head) => Some(Kind::Ccomp),
            Some("parataxis") if reporting(head) || reporting(at) => Some(Kind::Parataxis),
            _ => None,
        };
        found.extend(kind.map(|kind| (kind, (at, head, label))));
        let source = according.iter().any(|&mark| arcs[mark] == (at, Deprel::Case))
            || label == Deprel::Obl && according.contains(&head);
        if source || according.contains(&at) {
            found.insert((Kind::AccordingTo, (at, head, label)));
        }
    }
    found
}

fn is_according_to(tree: &Tree, at: usize) -> bool {
    let is = |at: usize, word: &str| tree.forms.get(at).is_some_and(|form| form.eq_ignore_ascii_case(word));
    is(at, "according") && is(at + 1, "to")
}

#[cfg(test)]
mod tests {
    use woozle_training::treebank;

    use super::*;

    /// "Dams broke , said Orme , according to Belin", as (form, lemma, tag, head, label).
    const WORDS: &[(&str, &str, &str, usize, &str)] = &[
        ("Dams", "dam", "NOUN", 2, "nsubj"),
        ("broke", "break", "VERB", 4, "ccomp"),
        (",", ",", "PUNCT", 4, "punct"),
        ("said", "say", "VERB", 0, "root"),
        ("Orme", "Orme", "PROPN", 4, "nsubj"),
        (",", ",", "PUNCT", 9, "punct"),
        ("according", "accord", "VERB", 9, "case"),
        ("to", "to", "ADP", 7, "fixed"),
        ("Belin", "Belin", "PROPN", 4, "obl"),
    ];

    fn tree() -> Tree {
        let line = |(at, word): (usize, &(&str, &str, &str, usize, &str))| {
            let (form, lemma, upos, head, label) = word;
            format!("{}\t{form}\t{lemma}\t{upos}\tNN\t_\t{head}\t{label}\t_\t_\n", at + 1)
        };
        let text: String = WORDS.iter().enumerate().map(line).collect();
        treebank::read(&text).remove(0)
    }

    #[test]
    fn the_set_is_the_arcs_that_tell_who_said_what() {
        let tree = tree();
        let gold: Vec<_> = tree.heads.iter().copied().zip(tree.labels.iter().copied()).collect();
        let found: Vec<(&str, usize)> = resting(&tree, &gold)
            .into_iter()
            .map(|(kind, arc)| (KINDS.iter().find(|other| other.0 == kind).expect("a kind").1, arc.0))
            .collect();
        // "Dams" is the subject of no reporting word; "to" and the commas are not asked for.
        let expected = [("inverted", 4), ("ccomp", 1), ("according-to", 6), ("according-to", 8)];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_wrong_label_counts_without_labels_only() {
        let tree = tree();
        let mut arcs: Vec<_> = tree.heads.iter().copied().zip(tree.labels.iter().copied()).collect();
        arcs[1].1 = Deprel::Parataxis;
        let mut score = Score::default();
        score.sentence(&tree, &arcs);
        assert_eq!((score.all.0.right, score.all.0.wanted), (3, 4));
        assert_eq!((score.all.1.right, score.all.1.wanted), (4, 4));
    }
}
