//! `cargo xtask train pronouns --data DIR [--texts DIR] [--they] [--out FILE]`: chains of OntoGUM and of invented news in,
//! the weights of pronouns out.
//!
//! DIR is laid out as for `bench speakers`. Every pronoun of the training half that stands in a gold chain is a case:
//! its candidates as the program itself finds them in the raw text, or "none of them" where none is right. A
//! candidate is right when its last mention or most of its mentions so far are of the gold chain. The weights maximise the
//! likelihood of the right ones, less a half of their squares, cases whose pronoun speaks counting three times; some
//! weights are held ([`held`]). No part of it is random: same data and program, same bytes; the program resolves with the
//! table it holds, so a second run may move weights again. The column of "they" stays as it is unless `--they` is given:
//! fitted anew it finds fewer of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use woozle_language::Model;
use woozle_language::analyse::pronoun_cases;
use woozle_language::pronoun_case::{CLUES, PronounCase, PronounKind, clue_names, held};
use woozle_text::{Report, Span};

use crate::bench_speakers::Bench;
use crate::links::{self, Chains};
use crate::train::{self, option};

/// Steps of the climb; the weights stand still after two thirds of them.
const STEPS: usize = 600;
/// How many cases a case counts for whose pronoun is a speaker.
const SPEAKING: f64 = 3.0;
/// How many cases a case of an invented text counts for.
const INVENTED: f64 = 0.4;
/// By how many logits "none of them" is made less likely than it is: a pronoun of a report that means nobody in it is
/// rare, OntoGUM's conversations are full of them.
const LOWERED: [f64; 2] = [2.0, 0.6];
/// What a table says of itself.
const HEADER: &str = "# Weights of pronouns, hundredths of a logit: clue, \"he\" and \"she\", \"they\". Written by `cargo xtask train pronouns`.
# Fitted to OntoGUM's training documents (texts CC BY or CC BY-SA, annotation CC BY 4.0), \"he\" and \"she\" to invented
# texts (training/pronouns) as well. Licence: CC BY-SA 4.0.
";

/// Runs the command with the arguments after `train pronouns`.
///
/// # Errors
/// When the data are missing or the table cannot be written.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = option(args, "--data").context("--data DIR is missing")?;
    let out = option(args, "--out").unwrap_or("crates/language/data/pronoun-weights.tsv");
    let model = Model::parse(woozle_model_en::LANGUAGE)?;
    let bench = Bench { data: Path::new(data), split: "train", model: &model };
    let (mut people, mut several) = (Vec::new(), Vec::new());
    for document in bench.documents("train")?.context("gum.train.jsonl is missing")? {
        let Some(chains) = bench.chains(&document) else { continue };
        let report = Report::from_text(document["text"].as_str().unwrap_or(""));
        for case in pronoun_cases(&report, &model) {
            let cases = if case.kind == PronounKind::Person { &mut people } else { &mut several };
            cases.extend(Case::of(&case, &chains, &report));
        }
    }
    let texts = Path::new(option(args, "--texts").unwrap_or("training/pronouns"));
    for file in train::texts(texts)? {
        for (text, chains) in links::marked(&fs::read_to_string(&file)?) {
            let report = Report::from_text(text.as_str());
            // "They" of these texts made the program miss more of OntoGUM's than it gained.
            let person = |case: &PronounCase| case.kind == PronounKind::Person;
            let cases = pronoun_cases(&report, &model).into_iter().filter(person);
            let cases = cases.filter_map(|case| Case::of(&case, &chains, &report));
            people.extend(cases.map(|case| Case { weight: INVENTED * case.weight, ..case }));
        }
    }
    if people.is_empty() || several.is_empty() {
        bail!("no chains of OntoGUM in {data}");
    }
    for (what, cases) in [("he, she", &people), ("they", &several)] {
        let none = cases.iter().filter(|case| !case.right.contains(&true)).count();
        println!("{what}: {} cases, of which {none} mean none of their candidates", cases.len());
    }
    let fitted = [
        fit(&people, &held(PronounKind::Person), LOWERED[0]),
        fit(&several, &held(PronounKind::They), LOWERED[1]),
    ];
    let they = args.iter().any(|arg| arg == "--they");
    let kept = kept(out)?;
    let names = clue_names().into_iter().chain(["doubt".to_owned()]).enumerate();
    let mut rows: Vec<String> = names
        .map(|(at, name)| {
            let several = kept.get(&name).filter(|_| !they).copied().unwrap_or(fitted[1][at]);
            format!("{name}\t{}\t{several}\n", fitted[0][at])
        })
        .collect();
    rows.sort();
    let table = HEADER.to_owned() + &rows.concat();
    fs::write(out, table).with_context(|| format!("cannot write {out}"))
}

/// The weights of "they" by clue, as a table has them; none where there is no table.
fn kept(table: &str) -> Result<BTreeMap<String, i32>> {
    let rows = if Path::new(table).exists() { fs::read_to_string(table)? } else { String::new() };
    let row = |line: &str| {
        let [clue, _, they] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        Some((clue.to_owned(), they.parse().ok()?))
    };
    Ok(rows.lines().filter_map(row).collect())
}

/// A pronoun: the clues of every candidate, which of them are right, how much it counts.
struct Case {
    clues: Vec<u64>,
    right: Vec<bool>,
    weight: f64,
}

impl Case {
    /// `None` where gold has no chain for the pronoun.
    fn of(case: &PronounCase, chains: &Chains, report: &Report) -> Option<Self> {
        let chain: BTreeSet<usize> = chains.heads_with(case.pronoun, &report.text)?;
        let within = |span: &Span| chain.contains(&links::head_word(&report.text, *span).start);
        let right = case.candidates.iter().map(|candidate| {
            let all = candidate.mentions.iter().filter(|span| within(span)).count();
            candidate.mentions.last().is_some_and(within) || 2 * all > candidate.mentions.len()
        });
        let right = right.collect();
        let clues = case.candidates.iter().map(|candidate| candidate.clues).collect();
        Some(Self { clues, right, weight: if case.speaks { SPEAKING } else { 1.0 } })
    }
}

/// The weights of the clues and of "none of them", in hundredths of a logit.
fn fit(cases: &[Case], held: &[(usize, i32)], lowered: f64) -> Vec<i32> {
    let mut weights = vec![0.0; CLUES + 1];
    let mut steps = vec![1.0; CLUES + 1];
    for &(at, weight) in held {
        weights[at] = f64::from(weight) / 100.0;
    }
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight: &f64| -weight).collect();
        slope[CLUES] = 0.0;
        for case in cases {
            climb(case, &weights, &mut slope);
        }
        for at in (0..=CLUES).filter(|at| held.iter().all(|(other, _)| other != at)) {
            // AdaGrad: Duchi, Hazan and Singer 2011.
            steps[at] += slope[at] * slope[at];
            weights[at] += 0.5 * slope[at] / f64::sqrt(steps[at]);
        }
    }
    weights[CLUES] -= lowered;
    weights.iter().map(|weight| (100.0 * weight).round() as i32).collect()
}

/// Adds the slope of the case's likelihood: what holds of the right ones, less what holds of all, as likely as each is.
fn climb(case: &Case, weights: &[f64], slope: &mut [f64]) {
    let holding = |clues: u64| (0..CLUES).filter(move |at| clues & (1 << at) != 0);
    let sum = |&clues: &u64| holding(clues).map(|at| weights[at]).sum::<f64>();
    let none = case.right.iter().all(|right| !right);
    let scores: Vec<f64> = case.clues.iter().map(sum).chain([weights[CLUES]]).collect();
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let likely: Vec<f64> = scores.iter().map(|score| f64::exp(score - most)).collect();
    let is_right = |at: usize| case.right.get(at).copied().unwrap_or(none);
    let all: f64 = likely.iter().sum();
    let right: f64 = likely.iter().enumerate().filter(|(at, _)| is_right(*at)).map(|(_, share)| share).sum();
    for (at, share) in likely.iter().enumerate() {
        let wanted = if is_right(at) { share / right.max(f64::MIN_POSITIVE) } else { 0.0 };
        let push = case.weight * (wanted - share / all);
        match case.clues.get(at) {
            Some(&clues) => holding(clues).for_each(|clue| slope[clue] += push),
            None => slope[CLUES] += push,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clue_that_tells_the_right_one_gets_weight_and_held_ones_keep_theirs() {
        let case = |clues: [u64; 2]| Case { clues: clues.to_vec(), right: vec![true, false], weight: 1.0 };
        let cases: Vec<Case> = (0..20).map(|_| case([0b01, 0b10])).collect();
        let weights = fit(&cases, &[(2, -50)], 0.0);
        assert!(weights[0] > 50 && weights[1] < -50, "{weights:?}");
        assert_eq!(weights[2], -50);
        assert!(weights[CLUES] < 0, "none of them is never right: {weights:?}");
    }
}
