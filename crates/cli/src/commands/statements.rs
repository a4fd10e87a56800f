//! `woozle statements PATH…`: who says what in each report, without a comparison of the reports.

use anyhow::Result;
use woozle::Answer;
use woozle_render::TerminalOptions;

use crate::args::{Statements, StatementsFormat};
use crate::exit::Exit;
use crate::{input, output, progress};

/// Reads, finds the statements, renders, delivers.
///
/// # Errors
/// When no report could be read or the output could not be written.
pub(crate) fn run(arguments: &Statements) -> Result<Exit> {
    let reports = input::reports(&arguments.paths, &arguments.net)?;
    let found = progress::statements(reports, arguments.work.jobs);
    output::deliver(&render(&found, arguments), arguments.output.as_deref())?;
    if found.statements.iter().all(Vec::is_empty) {
        output::say("no statement was found in the reports; `woozle extract` shows what was read of them");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Found)
}

fn render(found: &Answer, arguments: &Statements) -> String {
    match arguments.format {
        StatementsFormat::Json => woozle_render::statements_json(found),
        StatementsFormat::Csv => woozle_render::statements_csv(found),
        StatementsFormat::Terminal => {
            let color = output::color(&arguments.look, arguments.output.as_deref());
            let width = output::width(&arguments.look);
            woozle_render::statements_terminal(found, TerminalOptions { width, color, full: true })
        }
    }
}
