//! Corpora in, a packed language model out: [`train_language`]. The same files give the same bytes.
//!
//! Reads the files it is handed as text (the caller opens them), learns in whole numbers with fixed seeds.
//! Does not measure: `cargo xtask bench language` does.

pub mod clusters;
pub mod known;
pub mod learner;
pub mod naming;
pub mod parsing;
pub mod tagging;
pub mod treebank;

use std::thread;

use woozle_language::analyse::node;
use woozle_language::lexicon::Lexicon;
use woozle_language::phrase;
use woozle_language::tag::Tagger;
use woozle_language::tokenise::tokenise;
use woozle_language::word::Word;
use woozle_language::{Deprel, Model};
use woozle_text::Span;

use crate::naming::{Named, NamedText};
use crate::parsing::Treed;
use crate::tagging::Tagged;
use crate::treebank::Tree;

/// The texts that a language model is trained on.
#[derive(Clone, Debug, Default)]
pub struct Corpora {
    /// Treebanks.
    pub trees: Vec<Tree>,
    /// Name corpora.
    pub names: Vec<NamedText>,
    /// Gazetteer: lines of `name<TAB>bits`.
    pub gazetteer: String,
    /// Raw news for word classes.
    pub raw: Vec<String>,
}

/// Trains every model of the language layer and packs them.
#[must_use]
pub fn train_language(corpora: &Corpora) -> Vec<u8> {
    let trees = &corpora.trees;
    let lexicon = known::lexicon(&word_classes(corpora), &corpora.gazetteer);
    let classes = tagging::classes(trees);
    let tagged: Vec<Tagged> = trees
        .iter()
        .map(|tree| Tagged {
            words: words(&tree.forms, &lexicon),
            classes: (0..tree.forms.len())
                .map(|at| tagging::class_of((tree.upos[at], tree.xpos[at]), &classes))
                .collect(),
        })
        .collect();
    let (tagger, unseen) = thread::scope(|scope| {
        let tagger = scope.spawn(|| tagging::train_all(&tagged, &classes));
        let unseen = tagging::jackknife(&tagged, &classes);
        (tagger.join().expect("training does not panic"), unseen)
    });
    let treed: Vec<Treed> = trees
        .iter()
        .zip(&tagged)
        .zip(&unseen)
        .map(|((tree, tagged), tags)| treed(tree, tagged, tags))
        .collect();
    let named: Vec<Named> = corpora.names.iter().map(|text| named(text, &lexicon, &tagger)).collect();
    let ((moves, labels), names) = thread::scope(|scope| {
        let parser = scope.spawn(|| parsing::train(&treed));
        let names = naming::train(&named);
        (parser.join().expect("training does not panic"), names)
    });
    Model { lexicon, tagger, moves, labels, names, lemmas: known::lemmas(trees) }.pack()
}

/// Word classes from the raw texts and the treebanks' own words.
fn word_classes(corpora: &Corpora) -> known::Classes {
    let tokens = |text: &String| -> Vec<String> {
        let pieces = tokenise(text, Span::new(0, text.len()));
        pieces.iter().map(|piece| folded(piece.span.slice(text))).collect()
    };
    let mut texts: Vec<Vec<String>> = corpora.raw.iter().map(tokens).collect();
    texts.extend(corpora.trees.iter().map(|tree| tree.forms.iter().map(|form| folded(form)).collect()));
    clusters::classes(&texts, (500, 60))
}

/// A word as the lexicon knows it: lower case, digits folded to one.
fn folded(word: &str) -> String {
    word.to_lowercase()
        .chars()
        .map(|character| if character.is_ascii_digit() { '0' } else { character })
        .collect()
}

/// A sentence's words.
#[must_use]
pub fn words(forms: &[String], lexicon: &Lexicon) -> Vec<Word> {
    forms.iter().enumerate().map(|(at, form)| Word::new(form, at == 0, lexicon)).collect()
}

fn treed(tree: &Tree, tagged: &Tagged, tags: &[u8]) -> Treed {
    Treed {
        nodes: tagged.words.iter().zip(tags).map(|(word, &tag)| node(word, tag)).collect(),
        heads: tree.heads.clone(),
        labels: tree
            .labels
            .iter()
            .map(|&label| if label == Deprel::Root { Deprel::Root } else { label })
            .collect(),
    }
}

/// A document as the name finder sees it: words, tags and phrases.
#[must_use]
pub fn named(text: &NamedText, lexicon: &Lexicon, tagger: &Tagger) -> Named {
    let mut found = Vec::with_capacity(text.forms.len());
    let mut tags = Vec::with_capacity(text.forms.len());
    for range in &text.sentences {
        let start = found.len();
        found.extend(words(&text.forms[range.clone()], lexicon));
        tagger.tag(&found[start..], &mut tags);
    }
    let clues = phrase::clues(&found, &tags, &naming::as_sentences(&text.sentences), lexicon);
    Named {
        words: found,
        sentences: text.sentences.clone(),
        clues,
        marks: text.marks.clone(),
        whole: text.whole,
    }
}
