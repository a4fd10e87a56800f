//! Rows on speed: words for each second of processor time that this thread spends on everything from sentences
//! to coreference, and the share of each stage.
//!
//! Processor time, not time on the wall: other programs on the machine do not count. The texts are the
//! documents of `gum` and then as many articles of `worldwide/raw` as make 300,000 words. Words are our tokens.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use woozle_language::Model;
use woozle_language::analyse::{Stage, analyse_watched};
use woozle_text::Report;
use woozle_training::treebank;

use super::table::{Goal, Table};
use super::{Bench, corpus};
use crate::train::read;

/// Fewest words that are read.
const WORDS: usize = 300_000;
/// Runs, of which the middle one counts.
const RUNS: usize = 5;

/// Adds the rows.
pub(super) fn rows(bench: &Bench, table: &mut Table) -> Result<()> {
    let texts = texts(&bench.data);
    if texts.is_empty() {
        table.missing("gum, worldwide/raw: texts to time");
        return Ok(());
    }
    if let Some(path) = &bench.texts {
        let lines: String =
            texts.iter().map(|text| serde_json::json!({ "text": text }).to_string() + "\n").collect();
        fs::write(path, lines).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let reports: Vec<Report> = texts.into_iter().map(Report::from_text).collect();
    let mut words = 0;
    let mut runs = Vec::new();
    let mut fastest: Vec<Spent> = Vec::new();
    for _ in 0..RUNS {
        let (spent, read) = time(&reports, bench.model);
        words = read;
        runs.push(spent.iter().map(total).sum());
        fastest = match fastest.is_empty() {
            true => spent,
            false => fastest.into_iter().zip(spent).map(|pair| less(pair.0, pair.1)).collect(),
        };
    }
    runs.sort_by(f64::total_cmp);
    let seconds = runs[RUNS / 2];
    let rate = words as f64 / seconds;
    table.whole("words read, everything, for each CPU second", rate, Goal::AtLeast(60_000.0));
    table.row("  CPU seconds, median of 5 (least, most)", {
        format!("{seconds:.2} ({:.2}, {:.2})", runs[0], runs[RUNS - 1])
    });
    table.row("  words, texts", format!("{words}, {}", reports.len()));
    let all: f64 = fastest.iter().map(total).sum();
    table.row("  CPU seconds, of each text the fastest run", format!("{all:.2}"));
    let mut stages = Spent::new();
    for (stage, seconds) in fastest.into_iter().flatten() {
        *stages.entry(stage).or_default() += seconds;
    }
    for (stage, seconds) in stages {
        let what = format!("    {stage:?}: microseconds a word, share");
        let (each, share) =
            (seconds * 1e6 / words.max(1) as f64, 100.0 * seconds / all.max(f64::MIN_POSITIVE));
        table.row(what, format!("{each:.2}, {share:4.1} %"));
    }
    Ok(())
}

/// CPU seconds that a text took, by stage.
type Spent = BTreeMap<Stage, f64>;

fn total(spent: &Spent) -> f64 {
    spent.values().sum()
}

/// The faster of two runs: what other programs on the machine took from the processor is in the slower one.
fn less(one: Spent, other: Spent) -> Spent {
    if total(&one) <= total(&other) { one } else { other }
}

/// At least [`WORDS`] words of text where the folders have as many.
pub(crate) fn texts(data: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for path in corpus::files(&data.join("gum")) {
        if let Ok(conllu) = read(&path).or(Err(())) {
            texts.extend(
                corpus::documents(&treebank::read(&conllu)).into_iter().map(|document| document.text),
            );
        }
    }
    // White space parts fewer words than a tokeniser, so that this is never too little.
    let mut words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    for path in corpus::files(&data.join("worldwide/raw")) {
        if words >= WORDS {
            break;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        words += text.split_whitespace().count();
        texts.push(text);
    }
    texts
}

/// What each report takes, and their words.
fn time(reports: &[Report], model: &Model) -> (Vec<Spent>, usize) {
    let mut words = 0;
    let spent = reports.iter().map(|report| {
        let mut spent = Spent::new();
        let mut last = clock();
        let analysis = analyse_watched(report, model, &mut |stage| {
            let now = clock();
            *spent.entry(stage).or_default() += (now - last).as_secs_f64();
            last = now;
        });
        words += analysis.tokens.len();
        drop(analysis);
        // What is given back at the end belongs to the last stage.
        if let Some(mut last_stage) = spent.last_entry() {
            *last_stage.get_mut() += (clock() - last).as_secs_f64();
        }
        spent
    });
    (spent.collect(), words)
}

/// Processor time that this thread has spent.
#[cfg(unix)]
pub(crate) fn clock() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Time on the wall, where no clock of the thread is to be had.
#[cfg(not(unix))]
pub(crate) fn clock() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}
