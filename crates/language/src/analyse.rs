//! [`analyse`]: the order of the stages. Report and model in, [`Analysis`] out.

use std::ops::Range;

use woozle_text::Report;

use crate::analysis::{Analysis, Sentence, Token};
use crate::entity;
use crate::model::Model;
use crate::ner::{self, NameSpan};
use crate::neural::input::{CAPITALS, Input, inputs};
use crate::quantity::quantities;
use crate::quotation::{self, Paragraph};
use crate::sentence::sentences;
use crate::time::times;
use crate::tokenise::{Piece, tokenise};
use crate::word::norm;

/// A stage of [`analyse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Tokens, sentences and quotations.
    Tokens,
    /// What the network looks at in each word.
    Words,
    /// The network: tags, trees, names.
    Network,
    /// Lemmas.
    Lemmas,
    /// Mentions, entities and what pronouns mean.
    Entities,
    /// Times.
    Times,
    /// Quantities.
    Quantities,
}

/// Reads a report: sentences, tokens, tags, trees, quotations, names, entities, times, quantities.
///
/// Never fails: text without a sentence gives an empty analysis.
#[must_use]
pub fn analyse(report: &Report, model: &Model) -> Analysis {
    analyse_watched(report, model, &mut |_| {})
}

/// [`analyse`], telling `done` of every stage when a part of it is done.
///
/// For benchmarks: this room asks no clock, a caller who has one learns between two calls what a stage took.
#[must_use]
pub fn analyse_watched(report: &Report, model: &Model, done: &mut dyn FnMut(Stage)) -> Analysis {
    let mut analysis = Analysis::default();
    let pieces = read_blocks(report, &mut analysis);
    done(Stage::Tokens);
    let names = read_words(report, model, &pieces, (&mut analysis, done));
    entity::resolve(report, &mut analysis, names);
    done(Stage::Entities);
    analysis.times = times(report, &analysis);
    done(Stage::Times);
    analysis.quantities = quantities(report, &analysis);
    done(Stage::Quantities);
    analysis
}

/// Finds tokens, sentences and quotations of the prose blocks.
fn read_blocks(report: &Report, analysis: &mut Analysis) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(report.text.len() / 5);
    let mut paragraphs = Vec::new();
    for (block, found) in report.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_prose()) {
        let prose = found.prose().trim(&report.text);
        let offset = pieces.len();
        pieces.extend(tokenise(&report.text, prose));
        for range in sentences(&report.text, &pieces[offset..]) {
            let tokens = range.start + offset..range.end + offset;
            let span = pieces[tokens.start].span.cover(pieces[tokens.end - 1].span);
            analysis.sentences.push(Sentence { tokens, span, block });
        }
        if offset < pieces.len() {
            paragraphs.push(Paragraph { tokens: offset..pieces.len(), end: prose.end });
        }
    }
    (analysis.quotations, analysis.notices) = quotation::pair(&report.text, &pieces, &paragraphs);
    pieces
}

/// Runs the network over the words of the report: its tokens with tags, lemmas and heads, and the names in it.
fn read_words(
    report: &Report,
    model: &Model,
    pieces: &[Piece],
    (analysis, done): (&mut Analysis, &mut dyn FnMut(Stage)),
) -> Vec<NameSpan> {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.span.slice(&report.text)).collect();
    let sentences: Vec<Range<usize>> =
        analysis.sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
    let words = Words::read(&texts, &sentences, model);
    done(Stage::Words);
    let reading = model.network.analyse(&words.inputs, &words.forms, &sentences);
    done(Stage::Network);
    for (at, piece) in pieces.iter().enumerate() {
        let (upos, xpos) = model.network.classes()[usize::from(reading.classes[at])];
        analysis.tokens.push(Token {
            span: piece.span,
            upos,
            xpos,
            lemma: model.lemmas.lemma(texts[at], upos, xpos),
            head: reading.heads[at],
            deprel: reading.labels[at],
        });
    }
    done(Stage::Lemmas);
    let named = |sentence: &Range<usize>| {
        let start = sentence.start;
        let spans = ner::spans(&reading.marks[sentence.clone()]).into_iter();
        spans.map(move |(tokens, kind)| NameSpan {
            tokens: tokens.start + start..tokens.end + start,
            kind: ner::KINDS[kind],
        })
    };
    sentences.iter().flat_map(named).collect()
}

/// The words of a report as the network is handed them.
#[derive(Debug, Default)]
pub struct Words {
    /// A word each.
    pub inputs: Vec<Input>,
    /// A number for each form that is capitalised, 0 for the others: names are consistent by it.
    pub forms: Vec<u32>,
}

impl Words {
    /// Looks at words in sentences, which cover them in order.
    #[must_use]
    pub fn read(texts: &[&str], sentences: &[Range<usize>], model: &Model) -> Self {
        let mut words = Self { inputs: Vec::with_capacity(texts.len()), forms: Vec::with_capacity(texts.len()) };
        for sentence in sentences {
            inputs(&texts[sentence.clone()], &model.lexicon, &model.vocabulary, &mut words.inputs);
        }
        let capital = |input: &Input| input.rows[CAPITALS] & 1 != 0;
        words.forms.extend(
            texts.iter().zip(&words.inputs).map(|(text, input)| if capital(input) { norm(text) } else { 0 }),
        );
        words
    }
}
