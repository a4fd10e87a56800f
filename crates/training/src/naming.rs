//! Training of the name finder, and the name corpora it learns from.

use std::ops::Range;
use std::thread;

use woozle_language::Sentence;
use woozle_language::feature::{Scorer, best};
use woozle_language::ner::{self, Clue, KINDS, MARKS, Part, follows, mark};
use woozle_language::phrase;
use woozle_language::weights::Weights;
use woozle_language::word::Word;

use crate::learner::{Dice, Learner, Pruning};

/// What is too small to keep.
const PRUNED: Pruning = Pruning { least: 3, spread: 12 };
/// Passes over the data.
const PASSES: usize = 8;
/// Passes for each fold when decisions elsewhere in a document are made.
const FOLD_PASSES: usize = 4;
/// Folds.
const FOLDS: usize = 4;

/// A document of a name corpus.
#[derive(Clone, Debug, Default)]
pub struct NamedText {
    /// Its words.
    pub forms: Vec<String>,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
    /// The marks of its words.
    pub marks: Vec<u8>,
    /// Whether all nine classes are annotated, or people, organisations and places only.
    pub whole: bool,
}

/// Number of the class that a corpus calls by this name.
fn kind(name: &str) -> Option<usize> {
    Some(match name {
        "Person" | "PER" | "person" => 0,
        "Organization" | "Organisation" | "ORG" => 1,
        "Location" | "LOC" => 2,
        "NORP" => 3,
        "Date" => 4,
        "Money" => 5,
        "Facility" => 6,
        "Product" => 7,
        "Misc" | "MISC" => 8,
        _ => return None,
    })
}

/// Reads a corpus of `word<TAB>tag` or `word tag` lines; an empty line ends a sentence. `column` tells where
/// word and tag stand. Documents begin at `-DOCSTART-` or `# newdoc`.
#[must_use]
pub fn read(text: &str, (form, tag): (usize, usize), whole: bool) -> Vec<NamedText> {
    let mut documents = vec![NamedText { whole, ..NamedText::default() }];
    let mut tags: Vec<(Option<usize>, bool)> = Vec::new();
    for line in text.lines().chain([""]) {
        let fields: Vec<&str> = line.split(['\t', ' ']).collect();
        let starts = line.starts_with("-DOCSTART-") || line.starts_with("# newdoc");
        if line.trim().is_empty() || starts {
            finish(documents.last_mut().expect("there is always one"), &mut tags);
            if starts {
                documents.push(NamedText { whole, ..NamedText::default() });
            }
            continue;
        }
        if line.starts_with("# ") && fields.len() < 4
            || line.starts_with("# text")
            || line.starts_with("# sent_id")
        {
            continue;
        }
        let (Some(form), Some(tag)) = (fields.get(form), fields.get(tag)) else { continue };
        let document = documents.last_mut().expect("there is always one");
        document.forms.push((*form).to_owned());
        tags.push((tag.get(2..).and_then(kind), tag.starts_with("B-")));
    }
    documents.retain(|document| !document.forms.is_empty());
    documents
}

/// Ends a sentence: turns its tags into marks.
fn finish(document: &mut NamedText, tags: &mut Vec<(Option<usize>, bool)>) {
    let start = document.marks.len();
    for at in 0..tags.len() {
        let Some(kind) = tags[at].0 else {
            document.marks.push(0);
            continue;
        };
        let begins = tags[at].1 || at == 0 || tags[at - 1].0 != Some(kind);
        let ends = tags.get(at + 1).is_none_or(|next| next.1 || next.0 != Some(kind));
        let part = match (begins, ends) {
            (true, true) => Part::Unit,
            (true, false) => Part::Begin,
            (false, false) => Part::Inside,
            (false, true) => Part::Last,
        };
        document.marks.push(mark(part, kind) as u8);
    }
    tags.clear();
    if document.marks.len() > start {
        document.sentences.push(start..document.marks.len());
    }
}

/// A document as the name finder sees it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its words.
    pub words: Vec<Word>,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
    /// What is known beyond the word.
    pub clues: Vec<Clue>,
    /// The right marks.
    pub marks: Vec<u8>,
    /// Whether all classes are annotated.
    pub whole: bool,
}

/// Trains the name finder.
#[must_use]
pub fn train(documents: &[Named]) -> Weights {
    let told = tell(documents);
    let both: Vec<&Named> = documents.iter().chain(&told).collect();
    pass_over(&both, PASSES, documents.len())
}

/// The documents with what a name finder that has not seen them decides elsewhere in them.
fn tell(documents: &[Named]) -> Vec<Named> {
    let fold = |held_out: usize| {
        let seen: Vec<&Named> =
            documents.iter().enumerate().filter(|(at, _)| at % FOLDS != held_out).map(|(_, d)| d).collect();
        pass_over(&seen, FOLD_PASSES, usize::MAX)
    };
    let finders: Vec<Weights> = thread::scope(|scope| {
        let folds: Vec<_> = (0..FOLDS).map(|held_out| scope.spawn(move || fold(held_out))).collect();
        folds.into_iter().map(|fold| fold.join().expect("training does not panic")).collect()
    });
    let told = |(at, document): (usize, &Named)| {
        let mut document = document.clone();
        let marks = find(&finders[at % FOLDS], &document);
        phrase::tell_elsewhere(&document.words, &marks, &mut document.clues);
        document
    };
    documents.iter().enumerate().map(told).collect()
}

/// The marks of a document.
#[must_use]
pub fn find(weights: &Weights, document: &Named) -> Vec<u8> {
    let mut marks = Vec::new();
    for range in &document.sentences {
        marks.extend(ner::find(weights, &document.words[range.clone()], &document.clues[range.clone()]));
    }
    marks
}

/// Learns; of each document one of its two versions a pass, when there are two (`count` apart).
fn pass_over(documents: &[&Named], passes: usize, count: usize) -> Weights {
    let mut learner = Learner::new(MARKS);
    let mut dice = Dice::new(41);
    for pass in 0..passes {
        for number in dice.order(documents.len()) {
            if count < documents.len() && (number % count + number / count + pass) % 2 == 1 {
                continue;
            }
            for range in &documents[number].sentences {
                learn(&mut learner, documents[number], range.clone());
            }
        }
    }
    learner.pack(PRUNED)
}

fn learn(learner: &mut Learner, document: &Named, range: Range<usize>) {
    let (words, clues) = (&document.words[range.clone()], &document.clues[range.clone()]);
    let right = &document.marks[range];
    let mut features = Vec::new();
    let (mut last, mut second) = (0, 0);
    for (at, &truth) in right.iter().enumerate() {
        let truth = usize::from(truth);
        features.clear();
        ner::features((words, clues), at, (last as u32, second as u32), &mut features);
        let mut scores = [0; MARKS];
        features.iter().for_each(|&feature| learner.add(feature, &mut scores));
        let end = at + 1 == words.len();
        let guess = best(&scores, |mark| follows(last, mark, end));
        let unknown = !document.whole && truth == 0 && guess > 4 * 3;
        learner.tick();
        if guess != truth && !unknown && follows(last, truth, end) {
            learner.update(&features, truth, guess);
        }
        (second, last) = (last, guess);
    }
}

/// The sentences of a document in the analysis' form.
#[must_use]
pub fn as_sentences(ranges: &[Range<usize>]) -> Vec<Sentence> {
    let sentence =
        |tokens: &Range<usize>| Sentence { tokens: tokens.clone(), span: Default::default(), block: 0 };
    ranges.iter().map(sentence).collect()
}

/// How many classes of names there are.
pub const CLASSES: usize = KINDS.len();
