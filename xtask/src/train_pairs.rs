//! `cargo xtask train pairs --data DIR [--config JSON] [--pack [FOLDER]] [--out FILE]`: invented pairs of texts in,
//! the reader of two texts at once out.
//!
//! `training/pairs.py` learns, and what it learned is packed here; with `--pack` what it learned last, or what lies
//! in the folder. It knows nothing of how the reader is used.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow};
use woozle_language::{Encoder, PairReader};

use crate::python;
use crate::train::{arrays, option};
use crate::train_encoder;

/// Runs the command with the arguments after `train`; `--data` is the folder that holds `stories/pairs`, `--config` what
/// differs from the defaults in `training/pairs.py`.
///
/// # Errors
/// When the arguments make no sense, Python or a package is missing, an array is missing or misfits, or files
/// cannot be read or written.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let out = PathBuf::from(option(args, "--out").unwrap_or("models/pairs-en.bin"));
    let started = Instant::now();
    let root = python::root()?;
    let mut weights = root.join("target/training-pairs/weights");
    if args.iter().any(|arg| arg == "--pack") {
        let folder = option(args, "--pack").filter(|value| !value.starts_with("--"));
        weights = folder.map_or(weights, PathBuf::from);
    } else {
        let data = PathBuf::from(option(args, "--data").context("--data DIR is missing")?);
        let mut command = train_encoder::learner(root, "pairs.py")?;
        for (name, path) in [
            ("--written", "training/pairs"),
            ("--claims", "training/claims"),
            ("--reports", "training/reports"),
            ("--opposites", "crates/corroboration/data/opposites.tsv"),
            ("--irregular", "crates/language/data/irregular-forms.tsv"),
            ("--table", "models/embed-en.bin"),
            ("--encoder", "models/encoder-en.bin"),
        ] {
            command.arg(name).arg(root.join(path));
        }
        command.arg("--graded").arg(data.join("stories/pairs/stsb_news.train.jsonl"));
        if let Some(config) = option(args, "--config") {
            command.args(["--config", config]);
        }
        python::step(command.arg("--out").arg(&weights))?;
    }
    let encoder = Encoder::parse(woozle_model_en::ENCODER).context("the encoder")?;
    let reader = PairReader::quantise(&arrays(&weights)?, &encoder).map_err(|name| {
        anyhow!("{}: the weights called {name} are missing or of another size", weights.display())
    })?;
    let bytes = reader.pack();
    fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!("{}: {} bytes after {:.0?}", out.display(), bytes.len(), started.elapsed());
    Ok(())
}
