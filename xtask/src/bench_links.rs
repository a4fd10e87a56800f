//! Every pronoun and description of a named person, institution or place in OntoGUM, whether it stands as a source
//! or not: what our analysis of the raw text takes it for.
//!
//! There are some forty times as many of them as of sources, so that rules can be developed on the training half
//! and chosen by the development half. *Right*: the canonical name of our entity is one of the gold chain's names.
//! *Wrong*: it is another name, the costlier error, for it makes one of two. *Alone*: the entity has no name, or
//! the words are no mention. Names are counted apart: of the pairs of names of people and institutions that stand
//! in one document, those that we join and gold does not, and those that gold joins and we do not.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;
use woozle_language::{Analysis, MentionKind, NameKind, analyse};
use woozle_text::{Report, Span};

use crate::bench_speakers::{Bench, Row, meet, says};
use crate::links::{self, Chains};

/// What became of the mentions of one sort.
#[derive(Clone, Copy, Default)]
struct Outcome {
    right: usize,
    wrong: usize,
    alone: usize,
}

/// Rows by sort of mention.
pub(crate) fn rows(bench: &Bench<'_>) -> Result<Vec<Row>> {
    let mut sorts: BTreeMap<&str, Outcome> = BTreeMap::new();
    let mut pairs = Pairs::default();
    for document in bench.documents(bench.split)?.unwrap_or_default() {
        let Some(chains) = bench.chains(&document) else { continue };
        let (report, analysis) = read(&document, bench);
        for asked in questions(&chains, &report) {
            let outcome = sorts.entry(asked.sort).or_default();
            match asked.answer(&analysis) {
                Answer::Right => outcome.right += 1,
                Answer::Wrong(_) => outcome.wrong += 1,
                Answer::Alone => outcome.alone += 1,
            }
        }
        pairs.add(&chains, &report, &analysis);
    }
    let mut rows =
        vec![(format!("OntoGUM {}, of named ones: right, wrong, alone", bench.split), String::new())];
    for (sort, outcome) in sorts {
        let Outcome { right, wrong, alone } = outcome;
        let all = (right + wrong + alone).max(1) as f64;
        let value = format!("{right}, {wrong}, {alone} ({:.1} %)", 100.0 * right as f64 / all);
        rows.push((format!("  {sort}"), value));
    }
    rows.push(("  pairs of names: wrongly joined, split, of".into(), pairs.print()));
    Ok(rows)
}

/// Prints what came out wrong.
pub(crate) fn errors(bench: &Bench<'_>) -> Result<()> {
    for document in bench.documents(bench.split)?.unwrap_or_default() {
        let Some(chains) = bench.chains(&document) else { continue };
        let (report, analysis) = read(&document, bench);
        let id = document["id"].as_str().unwrap_or("");
        for asked in questions(&chains, &report) {
            let found = match asked.answer(&analysis) {
                Answer::Right => continue,
                Answer::Wrong(name) => name,
                Answer::Alone => "nobody".to_owned(),
            };
            let place = asked.span.start.saturating_sub(90);
            let place = (place..=asked.span.start).find(|&at| report.text.is_char_boundary(at)).unwrap_or(0);
            let before = report.text[place..asked.span.start].replace('\n', " / ");
            let after: String = report.text[asked.span.end..].chars().take(40).collect();
            let (words, names) = (report.slice(asked.span), &asked.names);
            println!("{id} {}: {before}[{words}]{after} = {found}, not {names:?}", asked.sort);
        }
        let mut pairs = Pairs::default();
        pairs.add(&chains, &report, &analysis);
        for (what, one, other) in pairs.told {
            println!("{id} {what}: {one} | {other}");
        }
    }
    Ok(())
}

fn read(document: &Value, bench: &Bench<'_>) -> (Report, Analysis) {
    let report = Report::from_text(document["text"].as_str().unwrap_or(""));
    let analysis = analyse(&report, bench.model);
    (report, analysis)
}

/// A mention of a named chain, and the names of that chain.
struct Question<'a> {
    sort: &'static str,
    span: Span,
    names: Vec<&'a str>,
}

enum Answer {
    Right,
    Wrong(String),
    Alone,
}

fn questions<'a>(chains: &Chains, report: &'a Report) -> Vec<Question<'a>> {
    let mut questions = Vec::new();
    for chain in chains.spans() {
        let words = |span: &Span| report.slice(*span);
        let names: Vec<&str> = chain.iter().map(words).filter(|words| links::is_name(words)).collect();
        let someone = chain.iter().any(|span| {
            matches!(
                &*report.slice(*span).to_lowercase(),
                "he" | "she" | "him" | "his" | "her" | "they" | "their"
            )
        });
        for &span in chain.iter().filter(|_| !names.is_empty()) {
            let words = report.slice(span);
            let sort = match &*words.to_lowercase() {
                "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => "he, she",
                "they" | "them" | "their" | "theirs" | "themselves" => "they",
                "it" | "its" | "itself" => "it",
                _ if links::is_description(words) && someone => "descriptions of people",
                _ if links::is_description(words) => "other descriptions",
                _ => continue,
            };
            questions.push(Question { sort, span, names: names.clone() });
        }
    }
    questions
}

impl Question<'_> {
    fn answer(&self, analysis: &Analysis) -> Answer {
        let pronoun = matches!(self.sort, "he, she" | "they" | "it");
        let same = |span: Span| if pronoun { span == self.span } else { meet(span, self.span) };
        let mention = analysis.mentions.iter().find(|mention| same(mention.span));
        match mention.map(|mention| &analysis.entities[mention.entity]) {
            Some(entity) if self.names.iter().any(|name| says(name, &entity.name)) => Answer::Right,
            Some(entity) if entity.named => Answer::Wrong(entity.name.clone()),
            _ => Answer::Alone,
        }
    }
}

/// Pairs of names, ours against gold.
#[derive(Default)]
struct Pairs {
    merged: usize,
    split: usize,
    all: usize,
    told: Vec<(&'static str, String, String)>,
}

impl Pairs {
    fn add(&mut self, chains: &Chains, report: &Report, analysis: &Analysis) {
        let named = |kind| matches!(kind, NameKind::Person | NameKind::Organisation);
        let mut names: Vec<(usize, usize, &str)> = Vec::new();
        for mention in &analysis.mentions {
            if mention.kind != MentionKind::Name || !named(mention.name_kind) {
                continue;
            }
            // The shortest gold mention around the name that is headed by it.
            let around = chains.spans().iter().enumerate().flat_map(|(number, chain)| {
                chain
                    .iter()
                    .filter(|span| span.start <= mention.span.start && span.end >= mention.span.end)
                    .map(move |span| (span.end - span.start, number, *span))
            });
            let Some((_, chain, span)) = around.min() else { continue };
            if meet(links::head_word(&report.text, span), mention.span) {
                names.push((chain, mention.entity, report.slice(mention.span)));
            }
        }
        for (at, &(chain, entity, name)) in names.iter().enumerate() {
            for &(other_chain, other_entity, other) in &names[at + 1..] {
                let (gold, ours) = (chain == other_chain, entity == other_entity);
                self.all += usize::from(gold);
                if ours && !gold {
                    self.merged += 1;
                    self.told.push(("MERGED", name.to_owned(), other.to_owned()));
                } else if gold && !ours {
                    self.split += 1;
                    self.told.push(("SPLIT", name.to_owned(), other.to_owned()));
                }
            }
        }
    }

    fn print(&self) -> String {
        format!("{}, {}, {}", self.merged, self.split, self.all)
    }
}
