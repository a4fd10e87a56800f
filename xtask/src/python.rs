//! Python for training: an environment under `target`, packages by name and version, scripts of `training/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

/// Root of the workspace.
///
/// # Errors
/// Never in a checkout: xtask lies one folder below the root.
pub fn root() -> anyhow::Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")
}

/// The interpreter of the environment in `folder`, made if it is not there, with these packages: `alone`
/// without what they depend on, `whole` with it.
///
/// # Errors
/// When there is no `python3`, or a package cannot be had.
pub fn environment(folder: &Path, alone: &[&str], whole: &[&str]) -> anyhow::Result<PathBuf> {
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.exists() {
        step(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    }
    let install = ["-m", "pip", "install", "--quiet"];
    if !whole.is_empty() {
        step(Command::new(&python).args(install).args(whole))?;
    }
    step(Command::new(&python).args(install).arg("--no-deps").args(alone))?;
    Ok(python)
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started or fails.
pub fn step(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}
