//! What the network's training is handed: corpora in, numbers of rows and of the right answers out.
//!
//! The training itself is `training/reader.py`; both sides see the words through
//! [`woozle_language::neural::input`], so a row means the same when the network reads.

use std::ops::Range;

use woozle_language::analyse::word_states;
use woozle_language::lexicon::Lexicon;
use woozle_language::neural::input::{Input, inputs};
use woozle_language::neural::vocabulary::Vocabulary;
use woozle_language::sentence::sentences;
use woozle_language::tokenise::tokenise;
use woozle_language::{Model, Upos, Xpos};
use woozle_text::Span;

use crate::attribution::Annotated;
use crate::naming::NamedText;
use crate::tagging::class_of;
use crate::treebank::Tree;

/// The mark that stands for a name of a class that a corpus knows but tells apart in its own way.
const OTHER_CLASS: u16 = 255;
/// Marks up to this one are of people, organisations and places.
const LAST_SHARED_MARK: u8 = 12;

/// A corpus as numbers, little endian.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// Eleven `u16` a word: four pieces, their count, six rows.
    pub inputs: Vec<u8>,
    /// `u16`s: class, head (0 the root, else the word counted from 1) and label of a word of a tree; or its mark.
    pub gold: Vec<u8>,
    /// `u32`: words of each sentence.
    pub lengths: Vec<u8>,
}

impl Numbers {
    fn sentence(&mut self, words: &[&str], (lexicon, vocabulary): (&Lexicon, &Vocabulary)) {
        let mut found: Vec<Input> = Vec::with_capacity(words.len());
        inputs(words, lexicon, vocabulary, &mut found);
        for input in found {
            let numbers = input.pieces.into_iter().chain([u16::from(input.count)]).chain(input.rows);
            self.inputs.extend(numbers.flat_map(u16::to_le_bytes));
        }
        self.lengths.extend((words.len() as u32).to_le_bytes());
    }

    fn answer(&mut self, numbers: &[u16]) {
        self.gold.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }
}

/// A treebank as numbers.
#[must_use]
pub fn trees(trees: &[Tree], known: (&Lexicon, &Vocabulary), classes: &[(Upos, Xpos)]) -> Numbers {
    let mut numbers = Numbers::default();
    for tree in trees {
        numbers.sentence(&refs(&tree.forms), known);
        for at in 0..tree.forms.len() {
            let class = class_of((tree.upos[at], tree.xpos[at]), classes);
            let head = if tree.heads[at] == tree.forms.len() { 0 } else { tree.heads[at] + 1 };
            numbers.answer(&[u16::from(class), head as u16, u16::from(tree.labels[at] as u8)]);
        }
    }
    numbers
}

/// A corpus of names as numbers. Where not all classes are annotated, names of the others are left open.
#[must_use]
pub fn names(texts: &[NamedText], known: (&Lexicon, &Vocabulary)) -> Numbers {
    let mut numbers = Numbers::default();
    for text in texts {
        for range in &text.sentences {
            let range: Range<usize> = range.clone();
            numbers.sentence(&refs(&text.forms[range.clone()]), known);
            for &mark in &text.marks[range] {
                let open = !text.whole && mark > LAST_SHARED_MARK;
                numbers.answer(&[if open { OTHER_CLASS } else { u16::from(mark) }]);
            }
        }
    }
    numbers
}

/// Names with the states of their words, little endian.
#[derive(Clone, Debug, Default)]
pub struct NamedStates {
    /// Eleven `u16` a word: four pieces, their count, six rows.
    pub inputs: Vec<u8>,
    /// `f16`: for each word its states in the language network.
    pub states: Vec<u8>,
    /// The mark of each word.
    pub marks: Vec<u8>,
}

/// A corpus of names as the network sees its words.
#[must_use]
pub fn named_states(texts: &[NamedText], model: &Model) -> NamedStates {
    let mut numbers = NamedStates::default();
    let mut inputs = Numbers::default();
    for text in texts {
        let forms = refs(&text.forms);
        let states = word_states(&forms, &text.sentences, model);
        for sentence in &text.sentences {
            inputs.sentence(&forms[sentence.clone()], (&model.lexicon, &model.vocabulary));
        }
        numbers
            .states
            .extend(states.rows().iter().flat_map(|&value| half::f16::from_f32(value).to_le_bytes()));
        numbers.marks.extend(&text.marks);
    }
    numbers.inputs = inputs.inputs;
    numbers
}

/// Raw text as numbers, without answers.
#[must_use]
pub fn raw(texts: &[String], known: (&Lexicon, &Vocabulary)) -> Numbers {
    let mut numbers = Numbers::default();
    for words in texts.iter().flat_map(|text| raw_sentences(text)) {
        numbers.sentence(&words, known);
    }
    numbers
}

/// The words of each sentence of a raw text, a paragraph a line.
pub(crate) fn raw_sentences(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().flat_map(|paragraph| {
        let pieces = tokenise(paragraph, Span::new(0, paragraph.len()));
        let words =
            |range: Range<usize>| pieces[range].iter().map(|piece| piece.span.slice(paragraph)).collect();
        sentences(paragraph, &pieces).into_iter().map(words).collect::<Vec<_>>()
    })
}

/// Sentences with who says what in them, as numbers. The answers are six `u32` for each attribution: its
/// sentence, its cue, first and end of content and of source as words of the sentence. Only attributions in one
/// sentence whose parts are of one piece are told; a source that is not there is empty.
#[must_use]
pub fn attributions(texts: &[(String, Vec<Annotated>)], known: (&Lexicon, &Vocabulary)) -> Numbers {
    let mut numbers = Numbers::default();
    let mut count = 0_u32;
    for (text, attributed) in texts {
        let lines = text.split_inclusive('\n').scan(0, |start, line| {
            *start += line.len();
            Some(Span::new(*start - line.len(), *start))
        });
        for line in lines {
            let pieces = tokenise(text, line);
            for range in sentences(text, &pieces) {
                let pieces = &pieces[range];
                let whole = pieces[0].span.start..pieces[pieces.len() - 1].span.end;
                let inside = |part: &[Range<usize>]| match part {
                    [one] if whole.start <= one.start && one.end <= whole.end => {
                        let start = pieces.iter().position(|piece| piece.span.end > one.start)?;
                        let end = pieces.iter().rposition(|piece| piece.span.start < one.end)? + 1;
                        Some((start < end).then_some([start as u32, end as u32])?)
                    }
                    _ => None,
                };
                let told = attributed.iter().filter_map(|parts| {
                    let cue = inside(&parts.cue).filter(|cue| cue[1] == cue[0] + 1)?;
                    let source = if parts.source.is_empty() { [0, 0] } else { inside(&parts.source)? };
                    let content = inside(&parts.content)?;
                    Some([count, cue[0], content[0], content[1], source[0], source[1]])
                });
                let told: Vec<[u32; 6]> = told.collect();
                if told.is_empty() {
                    continue;
                }
                let words: Vec<&str> = pieces.iter().map(|piece| piece.span.slice(text)).collect();
                numbers.sentence(&words, known);
                numbers.gold.extend(told.iter().flatten().flat_map(|number| number.to_le_bytes()));
                count += 1;
            }
        }
    }
    numbers
}

fn refs(forms: &[String]) -> Vec<&str> {
    forms.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{naming, treebank};

    fn known() -> (Lexicon, Vocabulary) {
        let pieces = ["[UNK]", "the", "mill", "closed", "or", "##in"];
        (Lexicon::default(), Vocabulary::new(pieces.map(str::to_owned)))
    }

    #[test]
    fn heads_are_counted_from_one_and_the_root_is_nought() {
        let lines = "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\tmill\tmill\tNOUN\tNN\t_\t3\tnsubj\t_\t_\n\
                     3\tclosed\tclose\tVERB\tVBD\t_\t0\troot\t_\t_\n\n";
        let (lexicon, vocabulary) = known();
        let read = treebank::read(lines);
        let classes = [(Upos::Det, Xpos::Dt), (Upos::Noun, Xpos::Nn), (Upos::Verb, Xpos::Vbd)];
        let numbers = trees(&read, (&lexicon, &vocabulary), &classes);
        let gold: Vec<u16> =
            numbers.gold.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let label = |name: &str| woozle_language::Deprel::from_name(name).map_or(99, |label| label as u16);
        assert_eq!(gold, [0, 2, label("det"), 1, 3, label("nsubj"), 2, 0, label("root")]);
        assert_eq!(numbers.lengths, 3_u32.to_le_bytes());
        assert_eq!(numbers.inputs.len(), 3 * 22);
    }

    #[test]
    fn names_of_classes_that_a_corpus_does_not_tell_apart_are_left_open() {
        let lines = "Orin B-PER\nthe O\nmill B-MISC\n\n";
        let (lexicon, vocabulary) = known();
        let gold = |whole| names(&naming::read(lines, (0, 1), whole), (&lexicon, &vocabulary)).gold;
        assert_eq!(gold(false), [4, 0, 0, 0, 255, 0]);
        assert_eq!(gold(true), [4, 0, 0, 0, 36, 0]);
    }
}
