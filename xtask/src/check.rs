//! What CI runs, in order; the first failure ends it. Ends with one line of counts.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

use crate::{baseline, bench_stories, tidy};

/// Runs every check.
pub(crate) fn run() -> anyhow::Result<()> {
    cargo(&["fmt", "--all", "--", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let root = Path::new(".");
    let faults = tidy::faults(root)?;
    for fault in &faults {
        println!("tidy: {fault}");
    }
    let falls = match bench_stories::measure(root, Vec::new())? {
        Some(measured) => baseline::falls(root, &measured)?,
        None => {
            println!("{} is not here: the story benchmark is skipped", bench_stories::STORIES);
            Vec::new()
        }
    };
    for fall in &falls {
        println!("ratchet: {fall}");
    }
    if !faults.is_empty() || !falls.is_empty() {
        bail!("{} faults of tidiness, {} figures fell", faults.len(), falls.len());
    }
    cargo(&["test", "--workspace", "--no-fail-fast"])
}

fn cargo(args: &[&str]) -> anyhow::Result<()> {
    println!("cargo {}", args.join(" "));
    if !Command::new(env!("CARGO")).args(args).status()?.success() {
        bail!("cargo {} failed", args.join(" "));
    }
    Ok(())
}
