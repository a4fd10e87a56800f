//! What the training of the reader of attributions is handed, and what it learned: annotated reports in, numbers
//! out; arrays in, weights out. The learning itself is `training/attribution.py`.

use std::ops::Range;

use woozle_attribution::reader::input::{TABLES, inputs, passages};
use woozle_attribution::reader::{Dimensions, Floats};
use woozle_language::analyse::analyse_states;
use woozle_language::{Analysis, Model};
use woozle_text::{Report, Span};

use crate::weights::{self, Arrays, affine, recurrent, take};

/// An attribution as its corpus gives it: places in the text, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Annotated {
    /// The cue.
    pub cue: Vec<Range<usize>>,
    /// The source; empty where it is not said.
    pub source: Vec<Range<usize>>,
    /// The content.
    pub content: Vec<Range<usize>>,
    /// Whether something is communicated, rather than an attitude told of.
    pub communication: bool,
}

/// Pieces of a role as words of their passage.
pub type Pieces = Vec<Range<usize>>;

/// A paragraph with what is attributed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its first word, counted over the corpus.
    pub start: usize,
    /// How many words it has.
    pub words: usize,
    /// Cue, source and content of each attribution whose cue stands in it, and whether it is of communication.
    pub links: Vec<(Pieces, Pieces, Pieces, bool)>,
}

/// A corpus as numbers, little endian.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// `u16`: for each word a row in each table.
    pub rows: Vec<u8>,
    /// `f16`: for each word its states in the language network.
    pub states: Vec<u8>,
    /// The paragraphs in order.
    pub passages: Vec<Passage>,
    words: usize,
}

impl Numbers {
    /// Adds a text with its attributions.
    pub fn add(&mut self, text: &str, annotated: &[Annotated], model: &Model) {
        let report = Report::from_text(text);
        let (analysis, states) = analyse_states(&report, model);
        self.states.extend(states.rows().iter().flat_map(|&value| half::f16::from_f32(value).to_le_bytes()));
        let rows = inputs(&report, &analysis);
        self.rows.extend(rows.iter().flatten().flat_map(|row| row.to_le_bytes()));
        for passage in passages(&analysis) {
            let links = annotated.iter().filter_map(|one| link(one, &analysis, &passage)).collect();
            self.passages.push(Passage { start: self.words + passage.start, words: passage.len(), links });
        }
        self.words += analysis.tokens.len();
    }

    /// Rows of each table.
    #[must_use]
    pub fn tables() -> &'static [usize] {
        &TABLES
    }
}

/// The attribution as words of the passage; `None` where its cue does not begin there.
fn link(
    one: &Annotated,
    analysis: &Analysis,
    passage: &Range<usize>,
) -> Option<(Pieces, Pieces, Pieces, bool)> {
    let within = |pieces: &[Range<usize>]| -> Pieces {
        let words = pieces.iter().map(|piece| touched(analysis, piece));
        let inside = words.map(|words| words.start.max(passage.start)..words.end.min(passage.end));
        inside
            .filter(|words| !words.is_empty())
            .map(|words| words.start - passage.start..words.end - passage.start)
            .collect()
    };
    let first = touched(analysis, one.cue.first()?);
    (!first.is_empty() && passage.contains(&first.start))
        .then(|| (within(&one.cue), within(&one.source), within(&one.content), one.communication))
}

/// The words that the bytes touch.
fn touched(analysis: &Analysis, bytes: &Range<usize>) -> Range<usize> {
    let place = Span::new(bytes.start, bytes.end);
    let start = analysis.tokens.partition_point(|token| token.span.end <= place.start);
    let end = analysis.tokens.partition_point(|token| token.span.start < place.end);
    start..end.max(start)
}

/// The weights of the reader, taken out of `arrays`.
///
/// # Errors
/// The name of an array that is missing.
pub fn floats(mut arrays: Arrays) -> Result<Floats, String> {
    let arrays = &mut arrays;
    let (lens, cue) = (affine(arrays, "lens")?, affine(arrays, "cue")?);
    let (link_cue, link_word) = (affine(arrays, "link_cue")?, affine(arrays, "link_word")?);
    let (forward, backward) = (recurrent(arrays, "forth")?, recurrent(arrays, "back")?);
    let tables: [Vec<f32>; TABLES.len()] = weights::tables(arrays)?;
    let dimensions = Dimensions {
        lens: lens.bias.len(),
        row: tables[0].len() / TABLES[0],
        recurrent: forward.input.bias.len() / 4,
        link: link_cue.bias.len(),
    };
    let (links, distances, passages) =
        (take(arrays, "links")?, take(arrays, "distances.weight")?, take(arrays, "passages")?);
    Ok(Floats {
        dimensions,
        lens,
        tables,
        forward,
        backward,
        cue,
        link_cue,
        link_word,
        links,
        distances,
        passages,
    })
}
