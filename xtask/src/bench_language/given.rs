//! The models on words that are given, sentence by sentence: tags, lemmas, trees, names. All that the bench
//! knows of how the models are built stands here.

use woozle_language::analyse::node;
use woozle_language::{Deprel, Model, Upos, Xpos, phrase};
use woozle_training::naming::{self, NamedText};

/// What the models make of a sentence: a column for each thing, a place for each word.
pub(super) struct Given {
    pub(super) tags: Vec<(Upos, Xpos)>,
    pub(super) lemmas: Vec<Box<str>>,
    /// Head (the root as the number of words) and label.
    pub(super) arcs: Vec<(usize, Deprel)>,
}

/// Tags the words and parses them with those tags.
pub(super) fn sentence(model: &Model, forms: &[String]) -> Given {
    let words = woozle_training::words(forms, &model.lexicon);
    let mut classes = Vec::new();
    model.tagger.tag(&words, &mut classes);
    let nodes: Vec<_> = words.iter().zip(&classes).map(|(word, &class)| node(word, class)).collect();
    let tree = model.parser().parse(&nodes);
    let arcs = tree.arcs().map(|(head, label)| (head, Deprel::ALL[usize::from(label)])).collect();
    let tags: Vec<(Upos, Xpos)> =
        classes.iter().map(|&class| model.tagger.classes[usize::from(class)]).collect();
    let lemma = |(form, &(upos, xpos)): (&String, &(Upos, Xpos))| model.lemmas.lemma(form, upos, xpos);
    Given { lemmas: forms.iter().zip(&tags).map(lemma).collect(), tags, arcs }
}

/// The marks of the names of a document, its second look included.
pub(super) fn names(model: &Model, text: &NamedText) -> Vec<u8> {
    let mut document = woozle_training::named(text, &model.lexicon, &model.tagger);
    let first = naming::find(&model.names, &document);
    phrase::tell_elsewhere(&document.words, &first, &mut document.clues);
    naming::find(&model.names, &document)
}
