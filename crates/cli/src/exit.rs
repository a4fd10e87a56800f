//! [`Exit`]: how the command ends, as scripts see it. The words of the help come from here.

use std::process::ExitCode;

/// How the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Something was found and given.
    Found,
    /// The reports were read, but hold no statement.
    Nothing,
    /// No report could be read, the answer could not be written, or the command was misused.
    Error,
}

impl Exit {
    /// The number that the shell sees.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Found => 0,
            Self::Nothing => 1,
            Self::Error => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// The exit codes as the help explains them.
pub(crate) const HELP: &str = "\
Exit codes:
  0  statements were found; a report that could not be read is told on stderr and does not change this
  1  the reports were read, but nothing was found in them
  2  no report could be read, a name to leave out is not known, the answer could not be written, or the command
     was misused";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_code() {
        for exit in [Exit::Found, Exit::Nothing, Exit::Error] {
            assert!(HELP.contains(&format!("\n  {}  ", exit.code())), "{exit:?}");
        }
    }
}
