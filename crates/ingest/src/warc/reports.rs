//! An archive in, the [`Report`]s of its pages out, one by one.

use std::io::Read;

use woozle_text::{Notice, NoticeKind, Report};

use super::{Damage, Record, Records};
use crate::{Hint, IngestError, read_single};

/// So many bytes of a file are enough to tell whether it is an archive.
pub const HEAD: usize = 4_096;

/// Whether the file begins like a web archive: with a record, or with a gzip member that inflates to one.
///
/// The first [`HEAD`] bytes are enough to tell.
#[must_use]
pub fn is_archive(head: &[u8]) -> bool {
    let begins = |bytes: &[u8]| bytes.starts_with(b"WARC/") || bytes.starts_with(b"filedesc:");
    if !head.starts_with(&[0x1f, 0x8b]) {
        return begins(head);
    }
    let mut inflated = Vec::new();
    // The beginning of a file is no whole member: what can be inflated of it is enough.
    let _ = flate2::read::GzDecoder::new(head).take(16).read_to_end(&mut inflated);
    begins(&inflated)
}

/// Reads the pages of an archive and gives each report, or why a record gives none, in the archive's order.
///
/// Only what was fetched without error and holds text is read: pages, feeds, plain text. A report's path is the
/// archive's with the record's place in it, in bytes: `crawl.warc.gz#606`.
///
/// # Errors
/// When the reader fails. Damage is told record by record.
pub fn read_archive(
    input: impl Read,
    hint: &Hint<'_>,
    each: &mut dyn FnMut(Result<Report, IngestError>),
) -> std::io::Result<()> {
    let mut records = Records::new(input);
    while let Some(record) = records.next_record()? {
        match record {
            Err(Damage { offset, what }) => each(Err(damaged(hint, offset, what))),
            Ok(record) => read_record(&record, hint, each),
        }
    }
    Ok(())
}

fn damaged(hint: &Hint<'_>, offset: u64, what: &'static str) -> IngestError {
    IngestError::DamagedRecord { name: hint.name(), offset, what }
}

/// Gives the reports of one record.
fn read_record(record: &Record<'_>, hint: &Hint<'_>, each: &mut dyn FnMut(Result<Report, IngestError>)) {
    if !matches!(record.head.kind.as_str(), "response" | "resource" | "conversion") || record.block.is_empty()
    {
        return;
    }
    let response = record.response();
    let kind = response.content_type.as_deref().or(record.head.content_type.as_deref());
    let failed = response.status != 0 && !(200..300).contains(&response.status);
    if failed || response.payload.is_empty() || !kind.is_none_or(is_text) {
        return;
    }
    if response.still_coded.is_some() {
        each(Err(damaged(hint, record.offset, "its page is compressed in a way that is not read")));
        return;
    }
    let path = hint.path.map(|path| format!("{path}#{}", record.offset));
    let inner = Hint {
        path: path.as_deref(),
        url: record.head.url.as_deref(),
        content_type: kind,
        last_modified: response.last_modified.as_deref(),
    };
    match read_single(&response.payload, &inner) {
        Ok(reports) => {
            for mut report in reports {
                if let Some(what) = record.damage {
                    let message = format!("the archive's record is damaged ({what}): the text may be cut");
                    report.notices.push(Notice::new(NoticeKind::Truncated, message));
                } else if record.head.truncated.is_some() {
                    let message = "the page was cut when it was archived";
                    report.notices.push(Notice::new(NoticeKind::Truncated, message));
                }
                each(Ok(report));
            }
        }
        Err(error) => each(Err(error)),
    }
}

/// Whether the content type may hold a report.
fn is_text(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    matches!(kind, "" | "text/html" | "text/plain" | "text/markdown" | "text/xml")
        || kind.ends_with("html+xml")
        || kind.ends_with("rss+xml")
        || kind.ends_with("atom+xml")
        || kind.ends_with("feed+json")
        || kind == "application/xml"
        || kind == "no-type"
        || kind == "unk"
}
