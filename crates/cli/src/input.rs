//! Paths and addresses in, reports out; what cannot be read is told on stderr and the others are still read.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use woozle::ingest::{self, Hint, warc};
use woozle::text::{Notice, NoticeKind, Report};
use woozle_fetch::{FetchError, Fetched, Limits, Reach, Web, WebOptions, is_address};

use crate::args::Net;
use crate::{output, progress};

/// So many single complaints are printed; the rest is counted.
const MOST_COMPLAINTS: usize = 20;

/// Reads every report that the paths and addresses name.
///
/// # Errors
/// When there is not one report, or the folder for fetched pages cannot be made.
pub(crate) fn reports(paths: &[PathBuf], net: &Net) -> Result<Vec<Report>> {
    let (found, errors) = woozle_fetch::find(paths);
    let mut complaints: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let mut reports = Vec::new();
    let mut web = web(&found, net)?;
    for path in found {
        if read_archive(&path, &mut reports, &mut complaints) {
            continue;
        }
        let input = match take(&path, web.as_mut()) {
            Ok(input) => input,
            Err(error) => {
                complaints.push(error.to_string());
                continue;
            }
        };
        complaints.extend(input.unkept.as_ref().map(ToString::to_string));
        match ingest::read(&input.bytes, &hint(&path.to_string_lossy(), &input)) {
            Ok(read) => reports.extend(read.into_iter().map(|report| remarked(report, &input.remarks))),
            Err(error) => complaints.push(error.to_string()),
        }
    }
    tell(&complaints);
    if reports.is_empty() {
        bail!(
            "no report could be read; give texts, pages, feeds, mails, documents or archives, a folder of them, \
             addresses that begin with https://, or - for standard input"
        );
    }
    Ok(reports)
}

/// The way to the net, opened only when there is an address to fetch.
fn web(found: &[PathBuf], net: &Net) -> Result<Option<Web>, FetchError> {
    if !found.iter().any(|path| address(path).is_some()) {
        return Ok(None);
    }
    let reach = if net.allow_private { Reach::Anywhere } else { Reach::Public };
    Web::new(WebOptions { reach, cache: net.cache.clone(), ..WebOptions::default() }).map(Some)
}

/// Reads a file or standard input, or fetches a page.
fn take(path: &Path, web: Option<&mut Web>) -> Result<Fetched, FetchError> {
    match (address(path), web) {
        (Some(address), Some(web)) => progress::watched(address, || web.fetch(address)),
        _ => woozle_fetch::read_input(path, Limits::default()).map(Fetched::from),
    }
}

fn address(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| is_address(text))
}

/// What is known of the input beside its bytes.
fn hint<'a>(name: &'a str, input: &'a Fetched) -> Hint<'a> {
    Hint {
        path: Some(name),
        url: input.address.as_deref(),
        content_type: input.content_type.as_deref(),
        last_modified: input.last_modified.as_deref(),
    }
}

/// The report with what is to be known of how it came.
fn remarked(mut report: Report, remarks: &[String]) -> Report {
    report.notices.extend(remarks.iter().map(|remark| Notice::new(NoticeKind::Other, remark)));
    report
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
