//! Rows on raw text: golden rules, sentences, words. A paragraph is a line; everything else is to be found.

use anyhow::Result;
use woozle_language::{Model, analyse};
use woozle_text::Report;
use woozle_training::treebank;

use super::Bench;
use super::corpus::{self, Document, golden_rules};
use super::table::{Count, Goal, Table};
use crate::train::read;

/// Adds the rows.
pub(super) fn rows(bench: &Bench, table: &mut Table) -> Result<()> {
    match read(&bench.data.join("sbd/english_golden_rules.py")) {
        Ok(source) => {
            let rules = golden_rules(&source);
            let passes = |(text, wanted): &&(String, Vec<String>)| split(text, bench.model) == *wanted;
            let right = rules.iter().filter(passes).count();
            let what = format!("golden sentence rules of {}", rules.len());
            table.whole(what, right as f64, Goal::AtLeast(47.0));
        }
        Err(_) => table.missing("golden sentence rules"),
    }
    for (folder, news_goal) in [("gum", 98.5), ("ewt", 0.0)] {
        let Some(text) = bench.file(folder) else {
            table.missing(format!("{folder} {}", bench.split));
            continue;
        };
        let name = folder.to_uppercase();
        let documents = corpus::documents(&treebank::read(&text));
        let news: Vec<&Document> =
            documents.iter().filter(|document| document.name.contains("_news_")).collect();
        if !news.is_empty() {
            let (sentences, words) = score(&news, bench.model);
            let what = format!("{name} news ({} documents), raw text: sentence F1", news.len());
            table.figure(what, sentences.f1(), Goal::AtLeast(news_goal));
            table.figure(format!("{name} news, raw text: token F1"), words.f1(), Goal::None);
        }
        let (sentences, words) = score(&documents.iter().collect::<Vec<_>>(), bench.model);
        table.figure(format!("{name}, raw text: sentence F1"), sentences.f1(), Goal::None);
        table.figure(format!("{name}, raw text: token F1"), words.f1(), Goal::None);
    }
    Ok(())
}

/// Sentences and words that are found with both ends.
fn score(documents: &[&Document], model: &Model) -> (Count, Count) {
    let (mut sentences, mut words) = (Count::default(), Count::default());
    for document in documents {
        let analysis = analyse(&Report::from_text(document.text.clone()), model);
        let found = analysis.sentences.iter().map(|sentence| (sentence.span.start, sentence.span.end));
        sentences.sets(&found.collect(), &document.sentences);
        let found = analysis.tokens.iter().map(|token| (token.span.start, token.span.end));
        words.sets(&found.collect(), &document.words);
    }
    (sentences, words)
}

fn split(text: &str, model: &Model) -> Vec<String> {
    let report = Report::from_text(text);
    analyse(&report, model).sentences.iter().map(|sentence| report.slice(sentence.span).to_owned()).collect()
}
