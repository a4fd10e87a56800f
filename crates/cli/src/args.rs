//! What may be typed: one definition gives parser, help, completions and man page.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::exit;

const EXAMPLES: &str = "\
Examples:
  woozle a.txt b.html              two reports of one story, answered on the terminal
  woozle reports/                  every text, page, feed, mail and archive under a folder, by their ending
  woozle feed.xml crawl.warc.gz    files that hold many reports
  woozle reports/ --full           every statement in its sentence, with source, cue and content marked
  woozle reports/ --format html -o story.html
                                   one page to click through, without any request to anywhere
  woozle statements page.html      who says what in each report, by itself
  woozle extract page.html         what is read of a page, without an analysis
  woozle explain c1 reports/       why claim c1 counts as many origins as it does
  woozle reports/ --what-if-without Reuters
                                   what is left of every count without what rests on Reuters
  pbpaste | woozle - other.txt     a text from a pipe beside a file
  woozle https://news.example/a b.txt
                                   a page, fetched as its host's robots.txt allows, beside a file

Reading the answer:
  [1–3 origins]   one independent origin is established, three are possible
  r1 ← CBS ← a US official         report r1 has it from CBS, CBS from a US official
  s4, c2, d1, l3                   ids of a statement, claim, discrepancy, derivation: ask `woozle explain`";

/// Who said what in several news reports, through whom, and how many independent origins stand behind it.
///
/// Reads reports of one or several stories and answers, for every claim: who said it, how many independent
/// origins stand behind it (not how many outlets repeat it), where the reports disagree, and who has it from
/// whom. Works offline unless an address is given; every answer rests on passages of the reports.
#[derive(Debug, Parser)]
#[command(name = "woozle", version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(arg_required_else_help = true, after_long_help = help_end(), max_term_width = 110)]
#[command(after_help = "`woozle --help` shows examples, how to read the answer, and exit codes.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub analyze: Analyze,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Analyse reports (what `woozle PATH…` does)
    Analyze(Analyze),
    /// Show the evidence behind a statement, a claim's count, a discrepancy or a derivation
    Explain(Explain),
    /// Print the statements of each report by itself: who says what, through whom, how surely
    Statements(Statements),
    /// Print what is read of each report: text, outlet, byline, dates, credits; nothing is analysed
    Extract(Extract),
    /// Print the JSON Schema of the JSON answer
    Schema,
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  woozle completions bash > ~/.local/share/bash-completion/completions/woozle"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  woozle man > woozle.1 && man ./woozle.1")]
    Man,
}

#[derive(Args, Debug)]
#[command(after_long_help = help_end())]
pub(crate) struct Analyze {
    /// Reports: texts, pages, feeds, mails, documents, archives, folders, addresses (https://…), or - for standard input
    #[arg(value_name = "PATH|URL", required = true)]
    pub paths: Vec<PathBuf>,
    /// The form of the answer
    #[arg(short, long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Write the answer to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show every statement in its sentence, with source, cue and content marked
    #[arg(long)]
    pub full: bool,
    #[command(flatten)]
    pub what_if: WithoutSources,
    #[command(flatten)]
    pub look: Look,
    #[command(flatten)]
    pub work: Work,
    #[command(flatten)]
    pub net: Net,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  woozle explain c1 reports/     the count of claim c1: its origins, their chains, their passages
  woozle explain d2 reports/     why discrepancy d2 is one
  woozle explain l1 a.txt b.txt  what derivation l1 rests on

Ids are those of an answer for the same paths: s1… statements, c1… claims, d1… discrepancies, l1… lineage.")]
pub(crate) struct Explain {
    /// The id, as the answer prints it
    #[arg(value_name = "ID")]
    pub id: String,
    /// The same reports as before
    #[arg(value_name = "PATH|URL", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub what_if: WithoutSources,
    #[command(flatten)]
    pub look: Look,
    #[command(flatten)]
    pub work: Work,
    #[command(flatten)]
    pub net: Net,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  woozle extract page.html                       headline, fields and paragraphs of a saved page
  woozle extract reports/ --format jsonl         one line of JSON a report, for programs")]
pub(crate) struct Extract {
    /// Reports: texts, pages, feeds, mails, documents, archives, folders, addresses (https://…), or - for standard input
    #[arg(value_name = "PATH|URL", required = true)]
    pub paths: Vec<PathBuf>,
    /// The form of the output
    #[arg(short, long, value_enum, default_value_t = ExtractFormat::Text)]
    pub format: ExtractFormat,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub net: Net,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  woozle statements report.html                  its text with source, cue and content marked
  woozle statements archive/ --format csv -o statements.csv
                                                 a row for each statement, to count sources by
  woozle statements a.txt --format json          the statement objects of the JSON answer alone

Reports are not compared: no claim, no origin is counted. Ids are those of an answer for the same paths.")]
pub(crate) struct Statements {
    /// Reports: texts, pages, feeds, mails, documents, archives, folders, addresses (https://…), or - for standard input
    #[arg(value_name = "PATH|URL", required = true)]
    pub paths: Vec<PathBuf>,
    /// The form of the output
    #[arg(short, long, value_enum, default_value_t = StatementsFormat::Terminal)]
    pub format: StatementsFormat,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub look: Look,
    #[command(flatten)]
    pub work: Work,
    #[command(flatten)]
    pub net: Net,
}

#[derive(Args, Debug)]
pub(crate) struct WithoutSources {
    /// Count again without a report (r2, its path), an outlet or a source by name; may be given again
    #[arg(long = "what-if-without", value_name = "SOURCE")]
    pub names: Vec<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Look {
    /// Use colour; auto does on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// Columns to wrap to [default: the window's, 120 at most; 80 without a window]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,
}

#[derive(Args, Debug)]
pub(crate) struct Work {
    /// Threads to work with; 0 means as many as the machine has
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
}

#[derive(Args, Debug)]
pub(crate) struct Net {
    /// Keep fetched pages in a folder, so that servers are only asked whether they have changed
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Fetch from this machine, your own network and any port, too; refused otherwise
    #[arg(long)]
    pub allow_private: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for a screen
    Terminal,
    /// Schema woozle/1, for programs (see `woozle schema`)
    Json,
    /// One self-contained page
    Html,
    /// For a wiki or a ticket
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// Named fields and paragraphs, for reading
    Text,
    /// JSON Lines, one report a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatementsFormat {
    /// Text for a screen
    Terminal,
    /// Reports and statements of schema woozle/1, for programs
    Json,
    /// A row for each statement, for a spreadsheet or a statistics program
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The end of the long help.
fn help_end() -> String {
    format!("{EXAMPLES}\n\n{}", exit::HELP)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn analyze_is_the_command_when_none_is_named() {
        let bare = Arguments::parse_from(["woozle", "a.txt", "--format", "json"]);
        assert_eq!(bare.analyze.paths, [PathBuf::from("a.txt")]);
        let named = Arguments::parse_from(["woozle", "analyze", "a.txt", "--full"]);
        assert!(matches!(named.command, Some(Command::Analyze(analyze)) if analyze.full));
        assert!(Arguments::try_parse_from(["woozle", "--full"]).is_err(), "a path is needed");
    }
}
