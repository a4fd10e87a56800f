//! How the time of reconciliation grows with a story. Folders of reports in, a table out: reports, statements,
//! seconds, and seconds for each n log n of statements, which should not grow.
//!
//! A large story is made of the given reports: every copy keeps some of their sentences, drawn by a fixed
//! sequence, so that its claims are stated by many reports, the hardest case.

use std::time::Instant;

use anyhow::Context as _;
use woozle::attribution::{Statement, attribute};
use woozle::corroboration::{StoryInput, corroborate};
use woozle_ingest::{Hint, read};
use woozle_language::{Analysis, Embedder, Encoder, Model, PairReader, analyse};
use woozle_text::Report;

use crate::train;

const SIZES: [usize; 5] = [10, 25, 50, 100, 200];

/// Runs the benchmark: `DIR…` of texts, each sentence of which may stand in many reports.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let sentences = sentences(args)?;
    let model = Model::parse(woozle_model_en::LANGUAGE).context("the language model")?;
    let embedder = Embedder::parse(woozle_model_en::EMBED).context("the vectors")?;
    let encoder = Encoder::parse(woozle_model_en::ENCODER).context("the encoder")?;
    let pairs = PairReader::parse(woozle_model_en::PAIRS, &encoder).context("the reader of pairs")?;
    let largest = SIZES[SIZES.len() - 1];
    let mut draw = Draw(1);
    let reports: Vec<Report> = (0..largest).map(|number| made(&sentences, number, &mut draw)).collect();
    let analyses: Vec<Analysis> = reports.iter().map(|report| analyse(report, &model)).collect();
    let statements: Vec<Vec<Statement>> =
        reports.iter().zip(&analyses).map(|(report, analysis)| attribute(report, analysis, &[])).collect();
    let encoded = |report: &Report, statements: &[Statement]| {
        let texts: Vec<&str> = statements.iter().map(|statement| report.slice(statement.content)).collect();
        encoder.encode(&embedder, &texts)
    };
    println!("{:>8} {:>10} {:>7} {:>9} {:>12}", "reports", "statements", "claims", "seconds", "µs / n log n");
    for size in SIZES {
        let members: Vec<usize> = (0..size).collect();
        let (start, busy) = (Instant::now(), busy());
        let encodings: Vec<_> =
            members.iter().map(|&report| encoded(&reports[report], &statements[report])).collect();
        let said = members.iter().map(|&report| (report, statements[report].clone())).collect();
        let input = StoryInput {
            reports: &reports,
            analyses: &analyses,
            statements: &said,
            members: &members,
            embedder: Some(&embedder),
            encodings: &encodings,
            pairs: Some(&pairs),
        };
        let found = corroborate(&input);
        let seconds = match (busy, self::busy()) {
            (Some(before), Some(after)) => after - before,
            _ => start.elapsed().as_secs_f64(),
        };
        let n: usize = statements[..size].iter().map(Vec::len).sum();
        let unit = 1e6 * seconds / (n as f64 * (n as f64).log2());
        println!("{size:>8} {n:>10} {:>7} {seconds:>9.3} {unit:>12.2}", found.claims.len());
    }
    Ok(())
}

/// Seconds this thread has had a processor, where the system tells: a shared machine's clock measures others.
pub(crate) fn busy() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

/// The lines of the folders' texts.
fn sentences(folders: &[String]) -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    for folder in folders {
        for path in train::texts(folder.as_ref())? {
            let text = std::fs::read_to_string(path)?;
            lines.extend(text.lines().filter(|line| line.len() > 40).map(str::to_owned));
        }
    }
    anyhow::ensure!(!lines.is_empty(), "bench scale DIR…: no text lies there");
    Ok(lines)
}

/// A report with about fifteen of the lines, in their order.
fn made(lines: &[String], number: usize, draw: &mut Draw) -> Report {
    let share = (15.0 / lines.len() as f64).min(0.8);
    let kept: Vec<&str> = lines.iter().filter(|_| draw.next() < share).map(String::as_str).collect();
    let text = kept.join("\n");
    let path = format!("{number:04}.txt");
    let read = read(text.as_bytes(), &Hint { path: Some(&path), ..Hint::default() });
    let mut report =
        read.ok().and_then(|mut reports| reports.pop()).unwrap_or_else(|| Report::from_text(text));
    report.outlet = (!number.is_multiple_of(3)).then(|| format!("Outlet {number}"));
    report
}

/// A sequence that looks random and is always the same (D. H. Lehmer's generator).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> f64 {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        self.0 as f64 / 2_147_483_647.0
    }
}
