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

/// How often a form has which lemma and universal tag.
type Lemmata<'a> = BTreeMap<(&'a str, Upos), usize>;

/// The lemmas of the treebanks that no rule gives.
///
/// For every form and Penn tag its commonest lemma, whatever the universal tag. Parts of torn words ("_") and
/// words of other languages teach nothing; a lemma that is the inflected form itself and was seen once is
/// taken for a slip.
#[must_use]
pub fn lemmas(trees: &[Tree]) -> Lemmas {
    let mut seen: BTreeMap<(String, Xpos), Lemmata> = BTreeMap::new();
    for tree in trees {
        for at in 0..tree.forms.len() {
            let (form, lemma) = (&tree.forms[at], tree.lemmas[at].as_str());
            let (upos, xpos) = (tree.upos[at], tree.xpos[at]);
            let name = upos == Upos::Propn && xpos == Xpos::Nnp;
            if !name && lemma != "_" && !matches!(upos, Upos::X | Upos::Punct | Upos::Sym) {
                let lemmas = seen.entry((form.to_lowercase(), xpos)).or_default();
                *lemmas.entry((lemma, upos)).or_default() += 1;
            }
        }
    }
    let mut exceptions = Vec::new();
    for ((form, xpos), lemmas) in seen {
        let commonest = lemmas.iter().max_by_key(|&(lemma, count)| (count, std::cmp::Reverse(lemma)));
        let Some((&(lemma, upos), &count)) = commonest else { continue };
        let rule = by_rule(&form, upos, xpos);
        // Names keep their capitals, which the form here has lost.
        let same = if xpos == Xpos::Nnps { rule.eq_ignore_ascii_case(lemma) } else { *rule == *lemma };
        let slip = count == 1 && lemma.eq_ignore_ascii_case(&form);
        if !same && !slip {
            exceptions.push((form, xpos, lemma.to_owned()));
        }
    }
    Lemmas::new(&exceptions)
}
