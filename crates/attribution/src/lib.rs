//! Analysis in, [`Statement`]s out: who said what, through whom, how surely, affirmed or denied.
//!
//! This room looks at one report at a time: it does not know of other reports, stories or claims.

mod according;
mod carry;
mod chain;
mod citing;
mod claim;
mod content;
mod cue;
mod described;
mod direct;
mod draft;
mod found;
mod frame;
mod hedge;
mod indirect;
mod institution;
mod leftover;
mod line;
mod narration;
mod outlet;
mod own_outlet;
mod passing;
mod quoted;
pub mod reader;
mod reading;
mod seam;
mod signature;
mod silence;
mod source;
mod statement;
mod subject;

pub use own_outlet::is_outlet;
pub use seam::{Seam, seams};
pub use statement::{Certainty, Known, Manner, Polarity, Source, SourceKind, Statement, StatementKind};

use std::collections::BTreeSet;

use woozle_language::Analysis;
use woozle_text::Report;

use reader::Attribution;
use reading::Reading;

/// Finds every statement of the report, in order of the text: what its sources are said to have said,
/// and what it says in its own voice.
///
/// `found` is what a reader ([`reader::Reader`]) found, in order of the cues; with nothing found the rules read alone.
/// Never fails: where no source is found the statement is kept with an empty chain.
#[must_use]
pub fn attribute(report: &Report, analysis: &Analysis, found: &[Attribution]) -> Vec<Statement> {
    let reading = Reading::new(report, analysis, found);
    let mut drafts = Vec::new();
    let mut quotes = direct::standing(&reading);
    let mut last: Option<Source> = None;
    // Sentences that only tell of a source: whom somebody cites, why it is not named.
    let mut spent = BTreeSet::new();
    for sentence in 0..analysis.sentences.len() {
        let before = drafts.iter().rev().take(2).find_map(|drafts: &Vec<draft::Draft>| drafts.last());
        let found = indirect::sentence(&reading, sentence, &mut quotes, last.as_ref(), before);
        if let Some(origin) = found.iter().rev().find_map(|draft| draft.chain.last()) {
            last = Some(origin.clone());
        }
        if found.is_empty() {
            let cited = passing::cited(&reading, sentence, last.as_ref());
            let cites = cited.is_some_and(|cited| {
                drafts
                    .iter_mut()
                    .rev()
                    .take(2)
                    .any(|before: &mut Vec<draft::Draft>| passing::cite(before, &cited))
            });
            if cites || narration::is_of_a_source(&reading, &analysis.sentences[sentence].tokens) {
                spent.insert(sentence);
            }
        }
        drafts.push(found);
    }
    signature::fill(&reading, &mut drafts, &mut quotes);
    carry::fill(&reading, &mut drafts, &quotes, &spent);
    narration::fill(&reading, &mut drafts, &quotes, &spent);
    let mut statements: Vec<Statement> =
        drafts.into_iter().flatten().filter_map(|draft| draft.finish(&reading)).collect();
    statements.sort_by_key(|statement| (statement.content, statement.polarity, statement.manner));
    // What one source says and another denies is two statements of the same words.
    statements.dedup_by_key(|statement| (statement.content, statement.polarity));
    statements
}

/// The outlet that the report belongs to, as ingest read it or as its own sentences give it away
/// ("a notice seen by The Loadstar").
#[must_use]
pub fn own_outlet(report: &Report, analysis: &Analysis) -> Option<String> {
    own_outlet::of(&Reading::new(report, analysis, &[]))
}
