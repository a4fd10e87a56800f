//! `woozle explain ID PATH…`: the evidence behind one part of the answer for the same reports.

use anyhow::{Result, bail};
use woozle_render::TerminalOptions;

use crate::args::Explain;
use crate::exit::Exit;
use crate::{input, output, progress};

/// Analyses the reports again and explains the part with the id.
///
/// # Errors
/// When no report could be read, a name to leave out is not known, or the answer has no such part.
pub(crate) fn run(arguments: &Explain) -> Result<Exit> {
    let reports = input::reports(&arguments.paths, &arguments.net)?;
    let answer = progress::analyze_without(reports, arguments.work.jobs, &arguments.what_if.names)?;
    let (width, color) = (output::width(&arguments.look), output::color(&arguments.look, None));
    let options = TerminalOptions { width, color, full: false };
    let Some(text) = woozle_render::explain(&answer, &arguments.id, options) else {
        let id = &arguments.id;
        bail!(
            "nothing in the answer for these reports is called {id}; ids look like s1, c2, d1, l1, r1 or t1 \
             (run `woozle` on the same paths to see them)"
        );
    };
    output::deliver(&text, None)?;
    Ok(Exit::Found)
}
