//! `cargo xtask train encoder --data DIR [--layers N] [--passes N] [--stop N] [--pack] [--out FILE]`: invented stories in, the
//! encoder of statements out.
//!
//! `training/encoder.py` learns, and what it learned is packed here; with `--pack` what it learned last. It knows
//! nothing of how the encoder is used.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, ensure};
use woozle_language::{Embedder, Encoder};

use crate::python;
use crate::train::{ALONE, WHOLE, arrays, option};

/// Layers of the network that are kept.
const LAYERS: &str = "6";
/// Passes over the stories.
const PASSES: &str = "3";
/// The pass after which training ends: the third, which the falling rate was planned for, gained nothing.
const STOP: &str = "2";

/// Runs the command with the arguments after `train`; `--data` is the folder that holds `stories/pairs`.
///
/// # Errors
/// When the arguments make no sense, Python or a package is missing, an array is missing or misfits, or files
/// cannot be read or written.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = PathBuf::from(option(args, "--data").context("--data DIR is missing")?);
    let out = PathBuf::from(option(args, "--out").unwrap_or("models/encoder-en.bin"));
    let started = Instant::now();
    let root = python::root()?;
    let weights = root.join("target/training-encoder/weights");
    if !args.iter().any(|arg| arg == "--pack") {
        let mut command = learner(root, "encoder.py")?;
        command.arg("--table").arg(root.join("models/embed-en.bin"));
        command.arg("--claims").arg(root.join("training/claims"));
        command.arg("--reports").arg(root.join("training/reports"));
        command.arg("--graded").arg(data.join("stories/pairs/stsb_news.train.jsonl"));
        command.args(["--layers", option(args, "--layers").unwrap_or(LAYERS)]);
        command.args(["--passes", option(args, "--passes").unwrap_or(PASSES)]);
        command.args(["--stop", option(args, "--stop").unwrap_or(STOP)]);
        python::step(command.arg("--out").arg(&weights))?;
    }
    let encoder = Encoder::quantise(&arrays(&weights)?).map_err(|name| {
        anyhow!("{}: the weights called {name} are missing or of another size", weights.display())
    })?;
    let known = Embedder::parse(woozle_model_en::EMBED)?.piece_count();
    ensure!(encoder.pieces() == known, "{} pieces, the sentence table has {known}", encoder.pieces());
    let bytes = encoder.pack();
    fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!(
        "{}: {} layers, {} bytes after {:.0?}",
        out.display(),
        encoder.layers(),
        bytes.len(),
        started.elapsed()
    );
    Ok(())
}

/// The script of the folder `training`, to be run with what it needs.
///
/// # Errors
/// When Python or a package is missing.
pub(crate) fn learner(root: &Path, script: &str) -> Result<Command> {
    let python = python::environment(&root.join("target/training-reader/python"), &ALONE, &WHOLE)?;
    let mut command = Command::new(&python);
    // Large arrays come from memory that is kept: a fresh page costs more than what is computed in it.
    command.env("MALLOC_MMAP_THRESHOLD_", "4000000000").env("MALLOC_TRIM_THRESHOLD_", "8000000000");
    command.arg(root.join("training").join(script));
    Ok(command)
}
