//! `woozle [analyze] PATH…`: reports in, the answer out in the form that was asked for.

use anyhow::Result;
use woozle::Answer;
use woozle_render::TerminalOptions;

use crate::args::{Analyze, Format};
use crate::exit::Exit;
use crate::{input, output, progress};

/// Reads, analyses, renders, delivers.
///
/// # Errors
/// When no report could be read, a name to leave out is not known or the answer could not be written.
pub(crate) fn run(arguments: &Analyze) -> Result<Exit> {
    let reports = input::reports(&arguments.paths, &arguments.net)?;
    let answer = progress::analyze_without(reports, arguments.work.jobs, &arguments.what_if.names)?;
    output::deliver(&render(&answer, arguments), arguments.output.as_deref())?;
    if answer.statements.iter().all(Vec::is_empty) {
        output::say("no statement was found in the reports; see the notices of the answer");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Found)
}

fn render(answer: &Answer, arguments: &Analyze) -> String {
    match arguments.format {
        Format::Json => woozle_render::json(answer),
        Format::Html => woozle_render::html(answer),
        Format::Markdown => woozle_render::markdown(answer),
        Format::Terminal => {
            let color = output::color(&arguments.look, arguments.output.as_deref());
            let width = output::width(&arguments.look);
            woozle_render::terminal(answer, TerminalOptions { width, color, full: arguments.full })
        }
    }
}
