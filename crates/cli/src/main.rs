//! The `woozle` command: arguments in, an exit code out. A table of contents; the work is in `commands`.

mod args;
mod commands;
mod exit;
mod input;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use exit::Exit;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        None => commands::analyze::run(&arguments.analyze),
        Some(Command::Analyze(analyze)) => commands::analyze::run(&analyze),
        Some(Command::Explain(explain)) => commands::explain::run(&explain),
        Some(Command::Extract(extract)) => commands::extract::run(&extract),
        Some(Command::Statements(statements)) => commands::statements::run(&statements),
        Some(Command::Schema) => commands::schema::run(),
        Some(Command::Completions { shell }) => commands::completions::run(shell),
        Some(Command::Man) => commands::man::run(),
    };
    done.unwrap_or_else(|error| {
        output::say(&format!("{error:#}"));
        Exit::Error
    })
    .into()
}
