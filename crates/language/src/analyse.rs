//! [`analyse`]: the order of the stages. Report and model in, [`Analysis`] out.

use woozle_text::Report;

use crate::analysis::{Analysis, Sentence, Token};
use crate::entity;
use crate::model::Model;
use crate::ner::{self, Clue, NameSpan};
use crate::parse::Node;
use crate::phrase;
use crate::quantity::quantities;
use crate::quotation::{self, Paragraph};
use crate::sentence::sentences;
use crate::tagset::Deprel;
use crate::time::times;
use crate::tokenise::{Piece, tokenise};
use crate::word::Word;

/// A stage of [`analyse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Tokens, sentences and quotations.
    Tokens,
    /// Tags.
    Tags,
    /// Trees and lemmas.
    Trees,
    /// Names.
    Names,
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
/// Tags and trees are told sentence by sentence.
#[must_use]
pub fn analyse_watched(report: &Report, model: &Model, done: &mut dyn FnMut(Stage)) -> Analysis {
    let mut analysis = Analysis::default();
    let pieces = read_blocks(report, &mut analysis);
    done(Stage::Tokens);
    let mut reader = Reader { report, model, words: Vec::new(), tags: Vec::new() };
    for sentence in 0..analysis.sentences.len() {
        reader.tag(sentence, &pieces, &analysis);
        done(Stage::Tags);
        reader.parse(sentence, &pieces, &mut analysis);
        done(Stage::Trees);
    }
    let names = reader.names(&analysis);
    done(Stage::Names);
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

/// Tags, parses and looks for names, sentence by sentence.
struct Reader<'a> {
    report: &'a Report,
    model: &'a Model,
    words: Vec<Word>,
    tags: Vec<u8>,
}

impl Reader<'_> {
    /// Tags one sentence.
    fn tag(&mut self, sentence: usize, pieces: &[Piece], analysis: &Analysis) {
        let range = analysis.sentences[sentence].tokens.clone();
        let text = |at: usize| pieces[at].span.slice(&self.report.text);
        let start = self.words.len();
        self.words
            .extend(range.clone().map(|at| Word::new(text(at), at == range.start, &self.model.lexicon)));
        self.model.tagger.tag(&self.words[start..], &mut self.tags);
    }

    /// Parses one sentence that is tagged and appends its tokens.
    fn parse(&self, sentence: usize, pieces: &[Piece], analysis: &mut Analysis) {
        let range = analysis.sentences[sentence].tokens.clone();
        let text = |at: usize| pieces[at].span.slice(&self.report.text);
        let nodes: Vec<Node> = range.clone().map(|at| node(&self.words[at], self.tags[at])).collect();
        let tree = self.model.parser().parse(&nodes);
        for (at, (head, label)) in range.clone().zip(tree.arcs()) {
            let (upos, xpos) = self.model.tagger.classes[usize::from(self.tags[at])];
            let root = head >= range.len();
            analysis.tokens.push(Token {
                span: pieces[at].span,
                upos,
                xpos,
                lemma: self.model.lemmas.lemma(text(at), upos, xpos),
                head: (!root).then_some((head + range.start) as u32),
                deprel: Deprel::ALL.get(usize::from(label)).copied().unwrap_or(Deprel::Dep),
            });
        }
    }

    /// The names of the report. A second look at every sentence knows what the first found elsewhere.
    fn names(&self, analysis: &Analysis) -> Vec<NameSpan> {
        let mut clues = phrase::clues(&self.words, &self.tags, &analysis.sentences, &self.model.lexicon);
        let first = self.marks(analysis, &clues);
        phrase::tell_elsewhere(&self.words, &first, &mut clues);
        let marks = self.marks(analysis, &clues);
        let mut names = Vec::new();
        for sentence in &analysis.sentences {
            for (tokens, kind) in ner::spans(&marks[sentence.tokens.clone()]) {
                let tokens = tokens.start + sentence.tokens.start..tokens.end + sentence.tokens.start;
                names.push(NameSpan { tokens, kind: ner::KINDS[kind] });
            }
        }
        names
    }

    fn marks(&self, analysis: &Analysis, clues: &[Clue]) -> Vec<u8> {
        let mut marks = Vec::with_capacity(self.words.len());
        for sentence in &analysis.sentences {
            let range = sentence.tokens.clone();
            marks.extend(ner::find(&self.model.names, &self.words[range.clone()], &clues[range]));
        }
        marks
    }
}

/// What the parser looks at in a tagged word.
#[must_use]
pub fn node(word: &Word, tag: u8) -> Node {
    Node { word: word.norm, tag: u32::from(tag), class: u32::from(word.entry.class) }
}
