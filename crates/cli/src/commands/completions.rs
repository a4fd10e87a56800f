//! `woozle completions SHELL`: a script by which the shell completes our arguments.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Arguments;
use crate::exit::Exit;
use crate::output;

/// Prints the script.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn run(shell: Shell) -> Result<Exit> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "woozle", &mut script);
    output::deliver(&String::from_utf8_lossy(&script), None)?;
    Ok(Exit::Found)
}
