//! `woozle schema`: the JSON Schema of the JSON answer.

use anyhow::Result;

use crate::exit::Exit;
use crate::output;

/// Prints the schema.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn run() -> Result<Exit> {
    output::deliver(&woozle_render::schema(), None)?;
    Ok(Exit::Found)
}
