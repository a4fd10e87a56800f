//! `cargo xtask bench growth [--data DIR] [--largest MB] [--only KIND]`: how the time of the language layer grows
//! with one line of text, from news to quotation marks alone, and which stage grows faster than the text.
//!
//! CPU seconds of this thread for each megabyte, at a twenty-fifth, a fifth, two fifths of the largest size and
//! at the largest. A stage whose cost for each megabyte more than doubles from the smallest size to the largest
//! is named. Fails when one is.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, bail};
use woozle_language::Model;
use woozle_language::analyse::{Stage, analyse_watched};
use woozle_text::Report;

use crate::bench_language::{clock, texts};
use crate::train::option;

/// Kinds of text: a name, and a unit that is repeated. `{}` in it becomes a new word each time.
const KINDS: &[(&str, &str)] = &[
    ("one word", "a"),
    ("one sentence without end", "the dam that the men who said it broke "),
    ("quotation marks", "\""),
    ("curly marks, nested", "“‘"),
    ("brackets", "(["),
    ("one-letter sentences", "A. b. "),
    ("digits", "7"),
    ("digits and commas", "1,"),
    ("money", "$1m "),
    ("dates", "on 3 May 2021 at 5 pm, "),
    ("apostrophes", "a'"),
    ("hyphens", "1-a-"),
    ("full stops", ". "),
    ("white space", " \t\u{a0}"),
    ("the same name", "Maria Orme of Reuters said so. "),
    ("names, each new", "Maria {} met the {} Company in {}. "),
    ("surnames of one first name", "Maria {} said so. "),
    ("people of one surname", "{} Orme said so. "),
    ("pronouns", "He said that she saw him. "),
    ("descriptions", "The official told the minister of the company. "),
    ("acronyms", "The {} Party (TP) said so. "),
];

/// Runs the bench with the arguments after `bench growth`.
///
/// # Errors
/// When a stage grows faster than the text, or the arguments make no sense.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let largest: f64 =
        option(args, "--largest").unwrap_or("25").parse().context("--largest takes megabytes")?;
    let only = option(args, "--only").unwrap_or("");
    let model = Model::parse(woozle_model_en::LANGUAGE)?;
    let mut faults = Vec::new();
    let mut measure = |name: &str, text: &dyn Fn(usize) -> String| {
        if name.contains(only) {
            faults.extend(curve(name, text, largest, &model));
        }
    };
    if let Some(data) = option(args, "--data") {
        let news = texts(Path::new(data)).join(" ").replace(['\n', '\r'], " ");
        measure("news", &|size| fill(size, |_, text| text.push_str(&news)));
    }
    for &(name, unit) in KINDS {
        measure(name, &|size| fill(size, |number, text| text.push_str(&unit.replace("{}", &word(number)))));
    }
    for fault in &faults {
        println!("grows faster than the text: {fault}");
    }
    if !faults.is_empty() {
        bail!("{} stages grow faster than the text", faults.len());
    }
    Ok(())
}

/// One line of the size in bytes, cut at a character.
fn fill(size: usize, add: impl Fn(usize, &mut String)) -> String {
    let mut text = String::with_capacity(size + 64);
    let mut number = 0;
    while text.len() < size {
        add(number, &mut text);
        number += 1;
    }
    let end = (size.saturating_sub(3)..=size).rev().find(|&at| text.is_char_boundary(at));
    text.truncate(end.unwrap_or(0));
    text
}

/// A capitalised word of its own for each number.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za"];
    let mut word = String::from("Q");
    let mut rest = number;
    loop {
        word.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
        if rest == 0 {
            return word;
        }
    }
}

/// Prints the curve of one kind; the stages that grow too fast.
fn curve(name: &str, text: &dyn Fn(usize) -> String, largest: f64, model: &Model) -> Vec<String> {
    let sizes = [0.04, 0.2, 0.4, 1.0].map(|part| part * largest);
    let mut costs: Vec<BTreeMap<Stage, f64>> = Vec::new();
    print!("{name:28}");
    for size in sizes {
        let cost = cost(text((size * 1e6) as usize), model);
        let all: f64 = cost.values().sum();
        let most = cost.iter().max_by(|a, b| a.1.total_cmp(b.1));
        let most = most.map_or_else(String::new, |(stage, seconds)| {
            format!("{stage:?} {:.0} %", 100.0 * seconds / all.max(f64::MIN_POSITIVE))
        });
        print!(" | {size:5.2} MB {:7.3} s/MB, {most:16}", all / size);
        costs.push(cost.into_iter().map(|(stage, seconds)| (stage, seconds / size)).collect());
    }
    println!();
    let (first, last) = (&costs[0], &costs[sizes.len() - 1]);
    let all: f64 = last.values().sum();
    // What is less than a twentieth of the whole is noise.
    let grows = |(stage, seconds): &(&Stage, &f64)| {
        **seconds > all / 20.0 && **seconds > 2.0 * first.get(stage).copied().unwrap_or(0.0)
    };
    let show = |(stage, seconds): (&Stage, &f64)| {
        let before = first.get(stage).copied().unwrap_or(0.0);
        format!("{name}: {stage:?}, {before:.3} s/MB at {} MB, {seconds:.3} at {largest} MB", sizes[0])
    };
    last.iter().filter(grows).map(show).collect()
}

/// CPU seconds of each stage.
fn cost(text: String, model: &Model) -> BTreeMap<Stage, f64> {
    let report = Report::from_text(text);
    let mut spent = BTreeMap::new();
    let mut last = clock();
    let analysis = analyse_watched(&report, model, &mut |stage| {
        let now = clock();
        *spent.entry(stage).or_default() += (now - last).as_secs_f64();
        last = now;
    });
    drop(analysis);
    spent
}
