//! The lexicon and the lemma table: what is known of words before any sentence is read.

use std::collections::BTreeMap;

use woozle_language::lemma::{Lemmas, by_rule};
use woozle_language::lexicon::{Entry, Lexicon};
use woozle_language::phrase::{LONGEST, STARTS, phrase_key};
use woozle_language::word::norm;
use woozle_language::{Upos, Xpos};

use crate::treebank::Tree;

/// The lexicon of gazetteer lines (`name<TAB>bits`).
#[must_use]
pub fn lexicon(gazetteer: &str) -> Lexicon {
    let mut entries: BTreeMap<u32, Entry> = BTreeMap::new();
    for line in gazetteer.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, bits)) = line.split_once('\t') else { continue };
        let bits = bits.trim().parse::<u8>().unwrap_or(0) & !STARTS;
        let words: Vec<u32> = name.split([' ', '-']).filter(|word| !word.is_empty()).map(norm).collect();
        match words[..] {
            [] => {}
            [word] => entries.entry(word).or_default().gazetteer |= bits,
            [first, ..] if words.len() <= LONGEST => {
                entries.entry(first).or_default().gazetteer |= STARTS;
                entries.entry(phrase_key(words.iter().copied())).or_default().gazetteer |= bits;
            }
            _ => {}
        }
    }
    Lexicon::new(entries.into_iter().collect())
}

/// The lemmas of the treebanks that no rule gives.
#[must_use]
pub fn lemmas(trees: &[Tree]) -> Lemmas {
    let mut counts: BTreeMap<(String, Xpos, Upos), BTreeMap<&str, usize>> = BTreeMap::new();
    for tree in trees {
        for at in 0..tree.forms.len() {
            let key = (tree.forms[at].to_lowercase(), tree.xpos[at], tree.upos[at]);
            *counts.entry(key).or_default().entry(&tree.lemmas[at]).or_default() += 1;
        }
    }
    let mut exceptions = Vec::new();
    for ((form, xpos, upos), lemmas) in counts {
        let commonest = lemmas.iter().max_by_key(|&(lemma, count)| (count, std::cmp::Reverse(lemma)));
        let Some((&lemma, _)) = commonest else { continue };
        if upos != Upos::Propn && *by_rule(&form, upos, xpos) != *lemma {
            exceptions.push((form, xpos, lemma.to_owned()));
        }
    }
    Lemmas::new(&exceptions)
}
