//! Rows on names in documents whose words are given. A name counts when its span and its class are both right.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::Result;
use woozle_language::{Model, ner};
use woozle_training::naming::{self, NamedText};

use super::table::{Count, Goal, Table};
use super::{Bench, given};

/// Adds the rows.
pub(super) fn rows(bench: &Bench, table: &mut Table) -> Result<()> {
    match bench.file("worldwide") {
        None => table.missing(format!("worldwide {}", bench.split)),
        Some(text) => {
            let counts = score(bench.model, &naming::read(&text, (0, 1), true));
            table.figure("names, Worldwide, 9 classes, F1", sum(&counts).f1(), Goal::AtLeast(81.0));
            for (kind, count) in counts.iter().enumerate() {
                let goal = if kind == 1 { Goal::AtLeast(71.0) } else { Goal::None };
                table.figure(format!("  {:?} ({})", ner::KINDS[kind], count.wanted), count.f1(), goal);
            }
        }
    }
    match bench.file("uner") {
        None => table.missing(format!("uner {}", bench.split)),
        Some(text) => {
            // Its three classes are the first of ours; what we find of the others is not annotated there.
            let counts = score(bench.model, &naming::read(&text, (1, 2), false));
            let f1 = sum(&counts[..3]).f1();
            table.figure("names, UNER (person, organisation, location), F1", f1, Goal::AtLeast(76.0));
        }
    }
    Ok(())
}

fn sum(counts: &[Count]) -> Count {
    let mut sum = Count::default();
    counts.iter().for_each(|&count| sum.add(count));
    sum
}

/// A count for each class.
fn score(model: &Model, texts: &[NamedText]) -> Vec<Count> {
    let mut counts = vec![Count::default(); naming::CLASSES];
    for text in texts {
        let found = by_kind(&given::names(model, text), &text.sentences);
        let wanted = by_kind(&text.marks, &text.sentences);
        for kind in 0..naming::CLASSES {
            counts[kind].sets(&found[kind], &wanted[kind]);
        }
    }
    counts
}

fn by_kind(marks: &[u8], sentences: &[Range<usize>]) -> Vec<BTreeSet<(usize, usize)>> {
    let mut sets = vec![BTreeSet::new(); naming::CLASSES];
    for range in sentences {
        for (tokens, kind) in ner::spans(&marks[range.clone()]) {
            sets[kind].insert((tokens.start + range.start, tokens.end + range.start));
        }
    }
    sets
}
