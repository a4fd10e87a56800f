//! Rows on given words: tags, lemmas, trees. The parser sees the tagger's tags; labels count with their
//! subtypes, punctuation counts.

use anyhow::Result;
use woozle_language::Model;
use woozle_training::treebank::{self, Tree};

use super::table::{Goal, Table};
use super::{Bench, arcs, given};

/// Adds the rows.
pub(super) fn rows(bench: &Bench, table: &mut Table) -> Result<()> {
    // UPOS, LAS, arcs.
    let goals = [("ewt", [95.5, 83.5, 0.0]), ("gum", [96.5, 83.5, 92.0])];
    for (folder, [upos, las, resting]) in goals {
        let Some(text) = bench.file(folder) else {
            table.missing(format!("{folder} {}", bench.split));
            continue;
        };
        let score = score(bench.model, &treebank::read(&text));
        let name = folder.to_uppercase();
        let percent = |right: usize| 100.0 * right as f64 / score.words.max(1) as f64;
        table.figure(format!("{name} UPOS"), percent(score.upos), Goal::AtLeast(upos));
        table.figure(format!("{name} XPOS"), percent(score.xpos), Goal::None);
        table.figure(format!("{name} lemma"), percent(score.lemmas), Goal::None);
        table.figure(format!("{name} UAS"), percent(score.heads), Goal::None);
        table.figure(format!("{name} LAS"), percent(score.labels), Goal::AtLeast(las));
        let goal = if resting > 0.0 { Goal::AtLeast(resting) } else { Goal::None };
        score.arcs.rows(&name, goal, table);
    }
    Ok(())
}

#[derive(Default)]
struct Score {
    words: usize,
    upos: usize,
    xpos: usize,
    lemmas: usize,
    heads: usize,
    labels: usize,
    arcs: arcs::Score,
}

fn score(model: &Model, trees: &[Tree]) -> Score {
    let mut score = Score::default();
    for tree in trees {
        let given = given::sentence(model, &tree.forms);
        for at in 0..tree.forms.len() {
            score.words += 1;
            score.upos += usize::from(given.tags[at].0 == tree.upos[at]);
            score.xpos += usize::from(given.tags[at].1 == tree.xpos[at]);
            score.lemmas += usize::from(*given.lemmas[at] == *tree.lemmas[at]);
            score.heads += usize::from(given.arcs[at].0 == tree.heads[at]);
            score.labels += usize::from(given.arcs[at] == (tree.heads[at], tree.labels[at]));
        }
        score.arcs.sentence(tree, &given.arcs);
    }
    score
}
