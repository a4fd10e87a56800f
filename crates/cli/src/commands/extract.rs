//! `woozle extract PATH…`: what is read of each input, before anything is analysed.

use anyhow::Result;

use crate::args::{Extract, ExtractFormat};
use crate::exit::Exit;
use crate::{input, output};

/// Reads and prints.
///
/// # Errors
/// When no report could be read or the output could not be written.
pub(crate) fn run(arguments: &Extract) -> Result<Exit> {
    let reports = input::reports(&arguments.paths, &arguments.net)?;
    let text = match arguments.format {
        ExtractFormat::Text => woozle_render::extract_text(&reports),
        ExtractFormat::Jsonl => woozle_render::extract_json(&reports),
    };
    output::deliver(&text, arguments.output.as_deref())?;
    Ok(if reports.iter().all(|report| report.text.is_empty()) { Exit::Nothing } else { Exit::Found })
}
