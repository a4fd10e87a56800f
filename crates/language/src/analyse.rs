//! [`analyse`]: the order of the stages. Report and model in, [`Analysis`] out.

use std::ops::Range;

use woozle_text::{Report, Span};

use crate::analysis::{Analysis, Sentence, Token};
use crate::called;
use crate::clause;
use crate::entity;
use crate::locator;
use crate::model::Model;
use crate::ner::{self, NameSpan};
use crate::neural::input::{CAPITALS, Input, inputs};
use crate::neural::{Lens, Look, Seen, States, append_floats};
use crate::place;
use crate::pronoun_case::PronounCase;
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
    /// Lemmas, and clauses hung where they belong.
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

/// [`analyse`], with what the lens shows of each token ([`Analysis::states`]).
///
/// # Panics
/// When the lens is not for the model's network.
#[must_use]
pub fn analyse_through(report: &Report, model: &Model, lens: &Lens) -> Analysis {
    let mut look = Look::new(lens, &model.network);
    let mut analysis = analyse_seen(report, model, &mut |_| {}, &mut |seen| look.add(seen));
    analysis.states = Some(look.finish());
    analysis
}

/// [`analyse`], with the whole states of each token as floats: the convolutions' output, then the recurrent
/// layer's, forward before backward.
///
/// For training: what a [`Lens`] is learned on is exactly what it is applied to.
#[must_use]
pub fn analyse_states(report: &Report, model: &Model) -> (Analysis, States<f32>) {
    let mut rows = Vec::new();
    let analysis = analyse_seen(report, model, &mut |_| {}, &mut |seen| append_floats(seen, &mut rows));
    (analysis, States::new(model.network.state_width(), rows))
}

/// [`analyse`], telling `done` of every stage when a part of it is done.
///
/// For benchmarks: this room asks no clock, a caller who has one learns between two calls what a stage took.
#[must_use]
pub fn analyse_watched(report: &Report, model: &Model, done: &mut dyn FnMut(Stage)) -> Analysis {
    analyse_seen(report, model, done, &mut |_| {})
}

/// [`analyse`], telling `done` of every stage and showing `see` the states of all tokens in order.
fn analyse_seen(
    report: &Report,
    model: &Model,
    done: &mut dyn FnMut(Stage),
    see: &mut dyn FnMut(Seen<'_>),
) -> Analysis {
    let (mut analysis, names) = read_names(report, model, done, see);
    entity::resolve(report, &mut analysis, names);
    done(Stage::Entities);
    analysis.times = times(report, &analysis);
    done(Stage::Times);
    analysis.quantities = quantities(report, &analysis);
    done(Stage::Quantities);
    analysis
}

/// What the resolver sees at every pronoun of the report, in order: for fitting its weights.
#[must_use]
pub fn pronoun_cases(report: &Report, model: &Model) -> Vec<PronounCase> {
    let (mut analysis, names) = read_names(report, model, &mut |_| {}, &mut |_| {});
    let mut cases = Vec::new();
    entity::resolve_watched(report, &mut analysis, names, &mut |view, found, number, cast| {
        cases.extend(PronounCase::of(view, found, number, cast));
    });
    cases
}

/// Everything that comes before mentions, and the names found.
fn read_names(
    report: &Report,
    model: &Model,
    done: &mut dyn FnMut(Stage),
    see: &mut dyn FnMut(Seen<'_>),
) -> (Analysis, Vec<NameSpan>) {
    let mut analysis = Analysis::default();
    let pieces = read_blocks(report, &mut analysis);
    done(Stage::Tokens);
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.span.slice(&report.text)).collect();
    let spans: Vec<Span> = pieces.iter().map(|piece| piece.span).collect();
    let sentences: Vec<Range<usize>> =
        analysis.sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
    let (tokens, marks) = read_seen((&texts, &spans), &sentences, model, done, see);
    analysis.tokens = tokens;
    (analysis, names(&marks, &sentences))
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

/// Runs the network over words in sentences, which cover them in order: their tokens, and the mark of each.
///
/// `spans` are the places of the words in their text.
#[must_use]
pub fn read_words(
    words: (&[&str], &[Span]),
    sentences: &[Range<usize>],
    model: &Model,
    done: &mut dyn FnMut(Stage),
) -> (Vec<Token>, Vec<u8>) {
    read_seen(words, sentences, model, done, &mut |_| {})
}

/// The states of words in sentences, which cover them in order, as [`analyse_states`] gives them.
#[must_use]
pub fn word_states(texts: &[&str], sentences: &[Range<usize>], model: &Model) -> States<f32> {
    let (words, mut rows) = (Words::read(texts, sentences, model), Vec::new());
    let see = &mut |seen: Seen<'_>| append_floats(seen, &mut rows);
    model.network.analyse_seen((&words.inputs, &words.forms), sentences, None, see);
    States::new(model.network.state_width(), rows)
}

/// [`read_words`], showing the states of the words.
fn read_seen(
    (texts, spans): (&[&str], &[Span]),
    sentences: &[Range<usize>],
    model: &Model,
    done: &mut dyn FnMut(Stage),
    see: &mut dyn FnMut(Seen<'_>),
) -> (Vec<Token>, Vec<u8>) {
    let words = Words::read(texts, sentences, model);
    done(Stage::Words);
    let mut reading = model.reading((&words.inputs, &words.forms), sentences, see);
    locator::unmark(texts, &mut reading.marks);
    place::correct(texts, sentences, &model.lexicon, &mut reading.marks);
    let upos = |at: usize| model.network.classes()[usize::from(reading.classes[at])].0;
    called::mark_outlets(texts, upos, sentences, &mut reading.marks);
    done(Stage::Network);
    let token = |(at, &span): (usize, &Span)| {
        let (upos, xpos) = model.network.classes()[usize::from(reading.classes[at])];
        let lemma = model.lemmas.lemma(texts[at], upos, xpos);
        Token { span, upos, xpos, lemma, head: reading.heads[at], deprel: reading.labels[at] }
    };
    let mut tokens: Vec<Token> = spans.iter().enumerate().map(token).collect();
    clause::settle(texts, &mut tokens, sentences);
    done(Stage::Lemmas);
    (tokens, reading.marks)
}

/// The names that the marks of the words stand for.
fn names(marks: &[u8], sentences: &[Range<usize>]) -> Vec<NameSpan> {
    let named = |sentence: &Range<usize>| {
        let start = sentence.start;
        let spans = ner::spans(&marks[sentence.clone()]).into_iter();
        spans.map(move |(tokens, kind)| NameSpan {
            tokens: tokens.start + start..tokens.end + start,
            kind: ner::KINDS[kind],
        })
    };
    sentences.iter().flat_map(named).collect()
}

/// The words of a report as the network is handed them.
#[derive(Debug, Default)]
struct Words {
    /// A word each.
    inputs: Vec<Input>,
    /// A number for each form that is capitalised, 0 for the others: names are consistent by it.
    forms: Vec<u32>,
}

impl Words {
    /// Looks at words in sentences, which cover them in order.
    fn read(texts: &[&str], sentences: &[Range<usize>], model: &Model) -> Self {
        let mut words =
            Self { inputs: Vec::with_capacity(texts.len()), forms: Vec::with_capacity(texts.len()) };
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
