//! `woozle man`: the manual page, from the same definition as the help.

use anyhow::Result;
use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::Arguments;
use crate::exit::Exit;
use crate::output;

/// Prints the page in roff.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn run() -> Result<Exit> {
    let mut page = Vec::new();
    Man::new(Arguments::command()).render(&mut page)?;
    output::deliver(&String::from_utf8_lossy(&page), None)?;
    Ok(Exit::Found)
}
