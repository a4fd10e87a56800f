//! Chains measured: invented passages with every statement and its chain in, a table out.
//!
//! `bench/chains/README.md` tells the form and what counts as right.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;
use woozle::attribution::{Polarity, Statement, StatementKind};
use woozle::ingest;
use woozle::text::Report;

use crate::baseline;

/// Where the passages lie in the repository.
const FOLDER: &str = "bench/chains";
/// Files there.
const FILES: [&str; 2] = ["dev.jsonl", "held.jsonl"];
/// Least F1 of words from which a statement is the one that was annotated.
const FOUND: f64 = 0.75;
/// From which F1 a statement is at least a part of one.
const NEAR: f64 = 0.4;
/// Articles and the like, which are no part of a name.
const LIGHT: &[&str] = &["a", "an", "for", "her", "his", "its", "of", "the", "their"];

/// A passage as it is annotated.
#[derive(Deserialize)]
struct Passage {
    text: String,
    expect: Vec<Expected>,
    never: Vec<String>,
}

/// A statement as it is annotated.
#[derive(Deserialize)]
struct Expected {
    content: String,
    chain: Vec<String>,
    polarity: String,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    expected: usize,
    content: usize,
    whole: usize,
    longer: usize,
    longer_whole: usize,
    unasked: usize,
    never: usize,
}

/// Runs the benchmark: `[FILE…] [--errors] [--raise]`.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<()> {
    let errors = args.iter().any(|arg| arg == "--errors");
    let named: Vec<PathBuf> = args.iter().filter(|arg| !arg.starts_with("--")).map(PathBuf::from).collect();
    let files =
        if named.is_empty() { FILES.map(|file| root.join(FOLDER).join(file)).to_vec() } else { named };
    for file in &files {
        let count = count(file, errors)?;
        println!("{}", table(file, count));
    }
    if args.iter().any(|arg| arg == "--raise") {
        baseline::raise(root, &measure(root)?)?;
    }
    Ok(())
}

/// The figures of the ratchet, as `chains-FILE-NAME`.
pub(crate) fn measure(root: &Path) -> Result<BTreeMap<String, f64>> {
    let mut figures = BTreeMap::new();
    for file in FILES {
        let path = root.join(FOLDER).join(file);
        let count = count(&path, false)?;
        println!("{}", table(&path, count));
        let name = file.trim_end_matches(".jsonl");
        figures.insert(format!("chains-{name}-whole"), share(count.whole, count.expected));
        figures.insert(format!("chains-{name}-longer"), share(count.longer_whole, count.longer));
        figures.insert(format!("chains-{name}-unasked"), share(count.unasked, count.expected));
    }
    Ok(figures)
}

fn share(some: usize, all: usize) -> f64 {
    some as f64 / all.max(1) as f64
}

fn table(file: &Path, count: Count) -> String {
    let Count { expected, content, whole, longer, longer_whole, unasked, never } = count;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    format!(
        "chains, {name}: {expected} statements, found {content} ({:.3}), with chain and polarity {whole} ({:.3}), \
         of more than one link {longer_whole} of {longer} ({:.3}), nobody's {unasked}, never {never}",
        share(content, expected),
        share(whole, expected),
        share(longer_whole, longer),
    )
}

fn count(file: &Path, errors: bool) -> Result<Count> {
    let lines = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let mut count = Count::default();
    for (number, line) in lines.lines().enumerate() {
        let at = || format!("{}, line {}", file.display(), number + 1);
        let passage: Passage = serde_json::from_str(line).with_context(at)?;
        let wrong = compare(&passage, &mut count).with_context(at)?;
        if errors && !wrong.is_empty() {
            println!("{}: {}\n  {}", number + 1, passage.text.replace('\n', " "), wrong.join("\n  "));
        }
    }
    Ok(count)
}

/// Counts what is right of a passage; what is wrong, written out.
fn compare(passage: &Passage, count: &mut Count) -> Result<Vec<String>> {
    let reports = ingest::read(passage.text.as_bytes(), &ingest::Hint::default())?;
    let mut wrong = Vec::new();
    for report in reports {
        let (analysis, found) = woozle::attributions(&report);
        let statements = woozle::attribution::attribute(&report, &analysis, &found);
        let told = Told { report: &report, statements: &statements };
        let mut used = BTreeSet::new();
        for expected in &passage.expect {
            told.look_for(expected, &mut used, count, &mut wrong);
        }
        told.rest(passage, &used, count, &mut wrong);
    }
    Ok(wrong)
}

/// The statements of a report.
struct Told<'a> {
    report: &'a Report,
    statements: &'a [Statement],
}

impl Told<'_> {
    fn text(&self, statement: &Statement) -> &str {
        self.report.slice(statement.content)
    }

    fn look_for(
        &self,
        expected: &Expected,
        used: &mut BTreeSet<usize>,
        count: &mut Count,
        wrong: &mut Vec<String>,
    ) {
        let longer = expected.chain.len() > 1;
        count.expected += 1;
        count.longer += usize::from(longer);
        let Some(found) = self.found(expected, used) else {
            wrong.push(format!("MISSED [{}] {:?}", expected.content, expected.chain));
            return;
        };
        count.content += 1;
        let polarity = match found.polarity {
            Polarity::Denied => "denied",
            Polarity::Affirmed => "affirmed",
        };
        let chain =
            found.sources.len() == expected.chain.len()
                && found.sources.iter().zip(&expected.chain).all(|(source, name)| {
                    same(&source.name, name) || same(self.report.slice(source.span), name)
                });
        if chain && polarity == expected.polarity {
            count.whole += 1;
            count.longer_whole += usize::from(longer);
        } else {
            let names: Vec<&str> = found.sources.iter().map(|source| source.name.as_str()).collect();
            let text = self.text(found);
            wrong.push(format!("CHAIN [{text}] {names:?} {polarity}, not {:?}", expected.chain));
        }
    }

    /// The statement that was annotated, or the first of the pieces that make it up.
    fn found(&self, expected: &Expected, used: &mut BTreeSet<usize>) -> Option<&Statement> {
        let like = |statement: &Statement| f1(self.text(statement), &expected.content);
        let scores: Vec<f64> = self.statements.iter().map(like).collect();
        // Of several that are equally like the first.
        let best = (0..scores.len()).rev().max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
        if scores[best] >= FOUND {
            used.insert(best);
            return Some(&self.statements[best]);
        }
        let pieces: Vec<usize> = (0..scores.len())
            .filter(|&at| {
                let text = self.text(&self.statements[at]);
                !self.statements[at].sources.is_empty() && expected.content.contains(text)
            })
            .collect();
        let joined: Vec<&str> = pieces.iter().map(|&at| self.text(&self.statements[at])).collect();
        used.insert(best);
        if pieces.len() > 1 && f1(&joined.join(" "), &expected.content) >= FOUND {
            used.extend(&pieces);
            return Some(&self.statements[pieces[0]]);
        }
        None
    }

    /// Counts what nobody annotated.
    fn rest(&self, passage: &Passage, used: &BTreeSet<usize>, count: &mut Count, wrong: &mut Vec<String>) {
        for (at, statement) in self.statements.iter().enumerate() {
            if statement.sources.is_empty() || statement.kind == StatementKind::NoComment {
                continue;
            }
            let text = self.text(statement);
            let near =
                |expected: &Expected| f1(text, &expected.content) >= NEAR || expected.content.contains(text);
            if !used.contains(&at) && !passage.expect.iter().any(near) {
                count.unasked += 1;
                wrong.push(format!("NOBODY'S [{text}]"));
            }
            let lower = text.to_lowercase();
            for never in passage.never.iter().filter(|never| lower.contains(&never.to_lowercase())) {
                count.never += 1;
                wrong.push(format!("NEVER {never:?} in [{text}]"));
            }
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// F1 of the words of two texts, each as often as it stands there.
fn f1(one: &str, other: &str) -> f64 {
    let (one, other) = (words(one), words(other));
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &one {
        *left.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in &other {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    2.0 * common as f64 / (one.len() + other.len()).max(1) as f64
}

/// Whether two names of a source hold one another, articles aside, or share half of their words.
fn same(one: &str, other: &str) -> bool {
    let telling = |text: &str| -> BTreeSet<String> {
        words(text).into_iter().filter(|word| !LIGHT.contains(&word.as_str())).collect()
    };
    let (one, other) = (telling(one), telling(other));
    let common = one.intersection(&other).count();
    common > 0 && (2 * common >= one.union(&other).count() || common == one.len().min(other.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(content: &str, chain: &[&str]) -> Count {
        let passage = Passage {
            text: "The dam is leaking, Reuters reported on Monday, citing two engineers.".to_owned(),
            expect: vec![Expected {
                content: content.to_owned(),
                chain: chain.iter().map(|name| (*name).to_owned()).collect(),
                polarity: "affirmed".to_owned(),
            }],
            never: vec!["citing two".to_owned()],
        };
        let mut count = Count::default();
        compare(&passage, &mut count).expect("a report");
        count
    }

    #[test]
    fn a_right_chain_counts_and_a_wrong_one_does_not() {
        let right = passage("The dam is leaking", &["Reuters", "two engineers"]);
        assert_eq!(
            (right.expected, right.whole, right.longer_whole, right.unasked, right.never),
            (1, 1, 1, 0, 0)
        );
        let wrong = passage("The dam is leaking", &["two engineers"]);
        assert_eq!((wrong.content, wrong.whole), (1, 0));
        let missed = passage("Nobody was hurt", &["Reuters"]);
        assert_eq!((missed.expected, missed.content), (1, 0));
    }

    #[test]
    fn names_hold_one_another() {
        assert!(same("the Financial Times", "Financial Times"));
        assert!(same("two people", "two people briefed on the talks"));
        assert!(!same("Reuters", "the ministry") && !same("the", "a"));
    }
}
