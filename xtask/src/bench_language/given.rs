//! The models on words that are given: tags, lemmas, trees, names. All that the bench knows of how the models
//! are built stands here.

use std::ops::Range;

use woozle_language::analyse::Words;
use woozle_language::neural::Reading;
use woozle_language::{Deprel, Model, Upos, Xpos};
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
    let reading = read(model, forms, std::slice::from_ref(&(0..forms.len())));
    let classes = model.network.classes();
    let tags: Vec<(Upos, Xpos)> =
        reading.classes.iter().map(|&class| classes[usize::from(class)]).collect();
    let arc = |(&head, &label): (&Option<u32>, &Deprel)| (head.map_or(forms.len(), |head| head as usize), label);
    let lemma = |(form, &(upos, xpos)): (&String, &(Upos, Xpos))| model.lemmas.lemma(form, upos, xpos);
    Given {
        lemmas: forms.iter().zip(&tags).map(lemma).collect(),
        arcs: reading.heads.iter().zip(&reading.labels).map(arc).collect(),
        tags,
    }
}

/// The marks of the names of a document.
pub(super) fn names(model: &Model, text: &NamedText) -> Vec<u8> {
    read(model, &text.forms, &text.sentences).marks
}

fn read(model: &Model, forms: &[String], sentences: &[Range<usize>]) -> Reading {
    let texts: Vec<&str> = forms.iter().map(String::as_str).collect();
    let words = Words::read(&texts, sentences, model);
    model.network.analyse(&words.inputs, &words.forms, sentences)
}
