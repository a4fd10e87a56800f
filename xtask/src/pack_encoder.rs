//! `cargo xtask pack encoder --weights FOLDER --out FILE`: trained weights in, the packed encoder out.
//!
//! The folder holds `weights.json` and `weights.f32`, as training leaves them. It knows nothing of training.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use woozle_language::{Embedder, Encoder};

use crate::train::{arrays, option};

/// Runs the command with the arguments after `pack encoder`.
///
/// # Errors
/// When an array is missing or misfits, files cannot be read or written, or the weights are of another table.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let folder = Path::new(option(args, "--weights").context("--weights FOLDER is missing")?);
    let out = Path::new(option(args, "--out").unwrap_or("models/encoder-en.bin"));
    let weights = arrays(folder)?;
    let encoder = Encoder::quantise(&weights).map_err(|name| {
        anyhow!("{}: the weights called {name} are missing or of another size", folder.display())
    })?;
    let known = Embedder::parse(woozle_model_en::EMBED)?.piece_count();
    ensure!(encoder.pieces() == known, "{} pieces, the sentence table has {known}", encoder.pieces());
    let bytes = encoder.pack();
    ensure!(Encoder::parse(&bytes).is_ok_and(|back| back == encoder), "what was packed does not come back");
    fs::write(out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    println!(
        "{}: {} layers of width {}, {} bytes",
        out.display(),
        encoder.layers(),
        encoder.width(),
        bytes.len()
    );
    Ok(())
}
