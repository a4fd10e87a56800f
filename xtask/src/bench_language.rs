//! `cargo xtask bench language --data DIR [--split dev]`.

use anyhow::Result;

/// Runs the bench.
pub fn run(_args: &[String]) -> Result<()> {
    Ok(())
}
