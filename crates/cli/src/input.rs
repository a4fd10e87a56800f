//! Paths in, reports out; what cannot be read is told on stderr and the others are still read.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use woozle::ingest::{self, Hint, warc};
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
        if read_archive(&path, &mut reports, &mut complaints) {
            continue;
        }
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
        bail!(
            "no report could be read; give texts, pages, feeds, mails or archives, a folder of them, or - for standard input"
        );
    }
    Ok(reports)
}

/// Reads a web archive record by record, however large it is; false where the file is none.
fn read_archive(path: &Path, reports: &mut Vec<Report>, complaints: &mut Vec<String>) -> bool {
    let Some(file) = woozle_fetch::open_if(path, warc::HEAD, warc::is_archive) else { return false };
    let name = path.to_string_lossy();
    let hint = Hint { path: Some(&name), ..Hint::default() };
    let done = warc::read_archive(file, &hint, &mut |read| match read {
        Ok(report) => reports.push(report),
        Err(error) => complaints.push(error.to_string()),
    });
    if let Err(error) = done {
        complaints.push(format!("{name} was read only in part: {error}; try to copy it to this disk first"));
    }
    true
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
