//! A news feed in (RSS of every version, Atom, CDF, JSON Feed), its entries and their [`Report`]s out.
//!
//! Reads broken feeds as far as they go. Nothing is fetched: an entry that holds only a teaser gives a report of
//! the teaser and says so. At most [`MOST_ENTRIES`] entries are read.

mod date;
mod entry;
mod json;
mod opml;
mod syndication;

use woozle_text::{Notice, NoticeKind, Report};

pub(crate) use date::feed_date;
pub(crate) use json::is_json_feed;
pub(crate) use opml::is_opml;
pub(crate) use syndication::is_feed_root;

pub use entry::{Content, Entry, Feed, Source};

use crate::{Hint, IngestError, charset, sniff};

/// More entries than this are not read; the last report says so.
pub const MOST_ENTRIES: usize = 20_000;
/// Of a list of feeds so many are named in the message.
const FEEDS_TOLD: usize = 10;

/// Reads the bytes as a feed.
///
/// # Errors
/// When they are empty or hold no feed at all, or a list of feeds.
pub fn read_feed(bytes: &[u8], hint: &Hint<'_>) -> Result<Feed, IngestError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(IngestError::Empty { name: hint.name() });
    }
    let decoded = charset::decode(bytes, hint.content_type);
    parse_feed(&decoded.text, hint)
}

/// Reads a decoded text as a feed.
pub(crate) fn parse_feed(text: &str, hint: &Hint<'_>) -> Result<Feed, IngestError> {
    if sniff::is_json(text.trim_start()) {
        return json::read_json_feed(text, hint);
    }
    syndication::read_syndication(text, hint)
}

/// The reports of a feed, in its order; entries without any word are counted, not given.
pub(crate) fn reports(text: &str, hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    reports_of(&syndication::read_syndication(text, hint)?, hint)
}

/// The reports of a JSON Feed.
pub(crate) fn reports_of_json(
    value: &serde_json::Value,
    hint: &Hint<'_>,
) -> Result<Vec<Report>, IngestError> {
    reports_of(&json::feed(value), hint)
}

/// Why a list of feeds gives no report: it names the feeds to be read instead.
pub(crate) fn list_of_feeds(text: &str, hint: &Hint<'_>) -> IngestError {
    let mut feeds = opml::feeds_in(text);
    let count = feeds.len();
    feeds.truncate(FEEDS_TOLD);
    IngestError::FeedList { name: hint.name(), count, feeds }
}

fn reports_of(feed: &Feed, hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    let total = feed.entries.len();
    let mut reports: Vec<Report> = Vec::new();
    for (number, entry) in feed.entries.iter().enumerate() {
        if let Some(mut report) = entry.report(feed) {
            report.path = hint.path.map(|path| format!("{path}#{}", number + 1));
            reports.push(report);
        }
    }
    let lost = total - reports.len();
    let Some(first) = reports.first_mut() else {
        return Err(IngestError::Unsupported {
            name: hint.name(),
            what: "a news feed without any entry",
            advice: "fetch it again later, or give the pages it leads to",
        });
    };
    if lost > 0 {
        let message =
            format!("{lost} of the feed's {total} entries hold neither title nor text and were left out");
        first.notices.push(Notice::new(NoticeKind::Other, message));
    }
    if feed.cut {
        let message = format!("the feed is too long: only its first {total} entries were read");
        first.notices.push(Notice::new(NoticeKind::Truncated, message));
    }
    Ok(reports)
}
