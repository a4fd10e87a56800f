//! `cargo xtask bench language --data DIR [--split dev|test] [--only PART] [--model FILE]`: one table of what
//! the language layer gets right on annotated text and how fast, with the figures it is to reach.
//!
//! DIR is laid out in folders, one a set (`ewt`, `gum`, `worldwide`, `uner`, `sbd`); the file of either split is
//! the one whose name holds the split's name as a word. Sets that are missing are named and skipped.
//! `--texts FILE` writes the texts whose reading is timed as JSON Lines, for `bench/peers/language.sh`.

mod arcs;
mod corpus;
mod given;
mod names;
mod raw;
mod speed;
mod table;
mod trees;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use woozle_language::Model;

use crate::train::option;
pub(crate) use speed::{clock, texts};
use table::{Goal, Table};

/// What every part of the bench is handed.
pub(crate) struct Bench<'a> {
    /// The folder of the sets.
    pub(crate) data: PathBuf,
    /// `dev` or `test`.
    pub(crate) split: &'a str,
    /// The model that is measured.
    pub(crate) model: &'a Model,
    /// Where to write the texts whose reading is timed.
    pub(crate) texts: Option<PathBuf>,
}

type Part = fn(&Bench, &mut Table) -> Result<()>;

/// The parts in the order of the table, by the name that `--only` takes. Each adds its rows.
const PARTS: &[(&str, Part)] =
    &[("raw", raw::rows), ("trees", trees::rows), ("names", names::rows), ("speed", speed::rows)];

/// Runs the bench with the arguments after `bench language`.
///
/// # Errors
/// When the arguments make no sense, or the model or a file cannot be read.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = PathBuf::from(option(args, "--data").context("--data DIR is missing")?);
    if !data.is_dir() {
        bail!("{} is no folder", data.display());
    }
    let split = option(args, "--split").unwrap_or("dev");
    let only = option(args, "--only");
    let parts: Vec<&(&str, Part)> =
        PARTS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)).collect();
    if parts.is_empty() {
        let names: Vec<&str> = PARTS.iter().map(|&(name, _)| name).collect();
        bail!("--only takes one of {}", names.join(", "));
    }
    let path = PathBuf::from(option(args, "--model").unwrap_or("models/language-en.bin"));
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let started = Instant::now();
    let model = Model::parse(&bytes)?;
    let mut table = Table::default();
    table.row("model loads in, ms", format!("{:.1}", started.elapsed().as_secs_f64() * 1000.0));
    table.figure("weights, MB", bytes.len() as f64 / 1e6, Goal::AtMost(12.0));
    let bench = Bench { data, split, model: &model, texts: option(args, "--texts").map(PathBuf::from) };
    for (_, part) in parts {
        part(&bench, &mut table)?;
    }
    table.print();
    Ok(())
}
