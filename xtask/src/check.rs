//! What CI runs, in order; the first failure ends it. Ends with one line of counts.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::{baseline, bench_attribution, bench_chains, bench_stories, tidy};

/// Runs every check.
pub(crate) fn run() -> anyhow::Result<()> {
    cargo(&["fmt", "--all", "--", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let root = Path::new(".");
    let faults = tidy::faults(root)?;
    for fault in &faults {
        println!("tidy: {fault}");
    }
    let mut falls = match bench_stories::measure(root, Vec::new())? {
        Some(measured) => baseline::falls(root, &measured)?,
        None => {
            println!("{} is not here: the story benchmark is skipped", bench_stories::STORIES);
            Vec::new()
        }
    };
    match bench_attribution::measure(root)? {
        Some(measured) => falls.extend(baseline::falls(root, &measured)?),
        None => println!("the annotated attributions are not here: their benchmark is skipped"),
    }
    falls.extend(baseline::falls(root, &bench_chains::measure(root)?)?);
    for fall in &falls {
        println!("ratchet: {fall}");
    }
    if !faults.is_empty() || !falls.is_empty() {
        bail!("{} faults of tidiness, {} figures fell", faults.len(), falls.len());
    }
    tests()
}

/// Runs all tests, passing on what they print, and closes with one line that counts them all.
fn tests() -> anyhow::Result<()> {
    println!("cargo test --workspace --no-fail-fast");
    let mut child = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--no-fail-fast"])
        .stdout(Stdio::piped())
        .spawn()?;
    let (mut passed, mut failed) = (0, 0);
    for line in BufReader::new(child.stdout.take().context("the tests' output")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some(counts) = line.strip_prefix("test result: ") {
            passed += count(counts, " passed");
            failed += count(counts, " failed");
        }
    }
    let status = child.wait()?;
    println!("{passed} passed, {failed} failed");
    if !status.success() {
        bail!("tests failed");
    }
    Ok(())
}

/// The number that stands before the word: 12 in "ok. 12 passed; 0 failed".
fn count(line: &str, word: &str) -> u64 {
    let before = line.split(word).next().unwrap_or("");
    before.rsplit([' ', '.', ';']).next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn cargo(args: &[&str]) -> anyhow::Result<()> {
    println!("cargo {}", args.join(" "));
    if !Command::new(env!("CARGO")).args(args).status()?.success() {
        bail!("cargo {} failed", args.join(" "));
    }
    Ok(())
}
