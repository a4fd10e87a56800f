//! Data to standard output or a file, talk to stderr; how wide and how colourful the window is.

use std::{
    env,
    io::{self, IsTerminal, Write},
    path::Path,
};

use anyhow::{Context, Result};
use terminal_size::{Width, terminal_size_of};

use crate::args::{Color, Look};

/// Columns without a window, and the most a line of prose may have in a wide one.
const DEFAULT_WIDTH: usize = 80;
const WIDEST: usize = 120;

/// Gives the answer: to the file whole or not at all, else to standard output.
///
/// # Errors
/// When it cannot be written. A reader who has seen enough (`| head`) is no error.
pub(crate) fn deliver(text: &str, file: Option<&Path>) -> Result<()> {
    if let Some(path) = file.filter(|path| path.as_os_str() != "-") {
        return Ok(woozle_fetch::write_whole(path, text.as_bytes())?);
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.context("cannot write to standard output; give a file with -o"),
    }
}

/// Says something to the user on stderr; names of files are made harmless. Who closed stderr hears nothing.
pub(crate) fn say(message: &str) {
    let message = woozle_render::harmless(message);
    let _ = writeln!(io::stderr().lock(), "woozle: {message}");
}

/// Columns to wrap to.
pub(crate) fn width(look: &Look) -> usize {
    let window = || terminal_size_of(io::stdout()).map(|(Width(columns), _)| usize::from(columns));
    match look.width {
        Some(width) => usize::from(width),
        None => window().map_or(DEFAULT_WIDTH, |columns| columns.clamp(40, WIDEST)),
    }
}

/// Whether to use colour for what goes to the file or to standard output.
pub(crate) fn color(look: &Look, file: Option<&Path>) -> bool {
    let surroundings = Surroundings {
        no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        dumb: env::var_os("TERM").is_some_and(|value| value == "dumb"),
        terminal: file.is_none() && io::stdout().is_terminal(),
    };
    wants_color(look.color, surroundings)
}

/// What the answer would be printed into.
#[derive(Clone, Copy)]
struct Surroundings {
    no_color: bool,
    dumb: bool,
    terminal: bool,
}

/// What was asked for decides; else colour goes to a terminal that shows it to a user who wants it.
fn wants_color(color: Color, surroundings: Surroundings) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => surroundings.terminal && !surroundings.no_color && !surroundings.dumb,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_and_dumb_terminals_get_none_unless_asked_for() {
        let window = Surroundings { no_color: false, dumb: false, terminal: true };
        assert!(wants_color(Color::Auto, window));
        for plain in [
            Surroundings { no_color: true, ..window },
            Surroundings { dumb: true, ..window },
            Surroundings { terminal: false, ..window },
        ] {
            assert!(!wants_color(Color::Auto, plain));
            assert!(wants_color(Color::Always, plain));
        }
        assert!(!wants_color(Color::Never, window));
    }
}
