//! Paths in, reports out; what cannot be read is told on stderr and the others are still read.

use std::path::PathBuf;

use anyhow::{Result, bail};
use woozle::ingest::{self, Hint};
use woozle::text::Report;
use woozle_fetch::Limits;

use crate::output;

/// So many single complaints are printed; the rest is counted.
const MOST_COMPLAINTS: usize = 20;

/// Reads every report that the paths name.
///
/// # Errors
/// When there is not one report.
pub(crate) fn reports(paths: &[PathBuf]) -> Result<Vec<Report>> {
    let (found, errors) = woozle_fetch::find(paths);
    let mut complaints: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let mut reports = Vec::new();
    for path in found {
        let bytes = match woozle_fetch::read_input(&path, Limits::default()) {
            Ok(bytes) => bytes,
            Err(error) => {
                complaints.push(error.to_string());
                continue;
            }
        };
        let name = path.to_string_lossy();
        match ingest::read(&bytes, &Hint { path: Some(&name), ..Hint::default() }) {
            Ok(read) => reports.extend(read),
            Err(error) => complaints.push(error.to_string()),
        }
    }
    tell(&complaints);
    if reports.is_empty() {
        bail!("no report could be read; give text or HTML files, a folder of them, or - for standard input");
    }
    Ok(reports)
}

/// Prints the first complaints and counts the others.
fn tell(complaints: &[String]) {
    for complaint in complaints.iter().take(MOST_COMPLAINTS) {
        output::say(complaint);
    }
    if let Some(more @ 1..) = complaints.len().checked_sub(MOST_COMPLAINTS) {
        output::say(&format!("… and {more} more inputs that could not be read"));
    }
}
