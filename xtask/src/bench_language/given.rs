//! The models on words that are given: tags, lemmas, trees, names. All that the bench knows of how the models
//! are built stands here.

use std::ops::Range;

use woozle_language::analyse::read_words;
use woozle_language::{Deprel, Model, Token, Upos, Xpos};
use woozle_text::Span;
use woozle_training::naming::NamedText;

/// What the models make of a sentence: a column for each thing, a place for each word.
pub(super) struct Given {
    pub(super) tags: Vec<(Upos, Xpos)>,
    pub(super) lemmas: Vec<Box<str>>,
    /// Head (the root as the number of words) and label.
    pub(super) arcs: Vec<(usize, Deprel)>,
}

/// Tags and parses the words of a sentence.
pub(super) fn sentence(model: &Model, forms: &[String]) -> Given {
    let tokens = read(model, forms, std::slice::from_ref(&(0..forms.len()))).0;
    let arc = |token: &Token| (token.head.map_or(forms.len(), |head| head as usize), token.deprel);
    Given {
        tags: tokens.iter().map(|token| (token.upos, token.xpos)).collect(),
        arcs: tokens.iter().map(arc).collect(),
        lemmas: tokens.into_iter().map(|token| token.lemma).collect(),
    }
}

/// The marks of the names of a document.
pub(super) fn names(model: &Model, text: &NamedText) -> Vec<u8> {
    read(model, &text.forms, &text.sentences).1
}

fn read(model: &Model, forms: &[String], sentences: &[Range<usize>]) -> (Vec<Token>, Vec<u8>) {
    let texts: Vec<&str> = forms.iter().map(String::as_str).collect();
    let spans = vec![Span::default(); forms.len()];
    read_words((&texts, &spans), sentences, model, &mut |_| {})
}
