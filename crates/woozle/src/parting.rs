//! A story's statements in, the same out, those parted that hold what other reports tell apart.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::{Seam, Statement, seams};
use woozle_corroboration::{Bundle, StatementRef, StoryInput, parted};
use woozle_language::Encoded;
use woozle_text::Span;

use crate::Answer;
use crate::desk::{EMBEDDER, encode, in_parallel};

/// The statements of a story's reports, and what the encoder made of them.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) statements: BTreeMap<usize, Vec<Statement>>,
    /// A list for each report, ascending.
    pub(crate) encodings: Vec<Vec<Encoded>>,
}

/// The statements of the reports (ascending), parted where others of them tell apart what one bundles.
pub(crate) fn said(answer: &Answer, reports: &[usize], jobs: usize) -> Said {
    let alone = reports.len() < 2;
    let offers = in_parallel(reports, jobs, &|&report| offer(answer, report, alone));
    let (mut offered, mut bundles) = (Said::default(), Vec::new());
    for (&report, (statements, encoded, wholes)) in reports.iter().zip(offers) {
        let first = answer.statements[report].len();
        bundles.extend(wholes.into_iter().enumerate().map(|(seam, whole)| {
            let [whole, clause, rest] = [whole, first + 2 * seam, first + 2 * seam + 1]
                .map(|statement| StatementRef { report, statement });
            Bundle { whole, clause, rest }
        }));
        offered.statements.insert(report, statements);
        offered.encodings.push(encoded);
    }
    let input = StoryInput {
        reports: &answer.reports,
        analyses: &answer.analyses,
        statements: &offered.statements,
        members: reports,
        embedder: Some(&EMBEDDER),
        encodings: &offered.encodings,
        pairs: None,
    };
    let chosen: Vec<Bundle> = parted(&input, &bundles).into_iter().map(|number| bundles[number]).collect();
    kept(answer, offered, &chosen)
}

/// A report's statements, then for each seam its clause and its rest; what the encoder made of them; and for each
/// seam the statement that it parts.
fn offer(answer: &Answer, report: usize, alone: bool) -> (Vec<Statement>, Vec<Encoded>, Vec<usize>) {
    let mut statements = answer.statements[report].clone();
    let mut encodings = encode(answer, report, &statements);
    if alone {
        return (statements, encodings, Vec::new());
    }
    let mut wholes = Vec::new();
    let found = seams(&answer.reports[report], &answer.analyses[report], &statements);
    for (whole, seams) in found.into_iter().enumerate() {
        let start = statements[whole].content.start;
        for Seam { clause, rest } in seams {
            wholes.push(whole);
            for part in [clause, rest] {
                let inside = Span::new(part.content.start - start, part.content.end - start);
                encodings.push(encodings[whole].part(inside));
                statements.push(part);
            }
        }
    }
    (statements, encodings, wholes)
}

/// Of what was offered the statements, the chosen ones parted, in order of the text.
fn kept(answer: &Answer, offered: Said, chosen: &[Bundle]) -> Said {
    let gone: BTreeSet<StatementRef> = chosen.iter().map(|bundle| bundle.whole).collect();
    let parts: BTreeSet<StatementRef> =
        chosen.iter().flat_map(|bundle| [bundle.clause, bundle.rest]).collect();
    let mut said = Said::default();
    for ((report, statements), encodings) in offered.statements.into_iter().zip(offered.encodings) {
        let wholes = answer.statements[report].len();
        let mut own = Vec::new();
        for (statement, (content, encoded)) in statements.into_iter().zip(encodings).enumerate() {
            let at = StatementRef { report, statement };
            if parts.contains(&at) {
                // Encoded by itself, it no longer knows what it stood beside: neither does what it is compared with.
                let alone = encode(answer, report, std::slice::from_ref(&content)).pop().unwrap_or(encoded);
                own.push((content, alone));
            } else if statement < wholes && !gone.contains(&at) {
                own.push((content, encoded));
            }
        }
        own.sort_by_key(|(statement, _)| (statement.content, statement.polarity, statement.manner));
        let (statements, encodings) = own.into_iter().unzip();
        said.statements.insert(report, statements);
        said.encodings.push(encodings);
    }
    said
}
