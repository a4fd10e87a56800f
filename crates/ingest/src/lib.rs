//! Bytes in, [`Report`](woozle_text::Report)s out: what it is, which encoding, which lines are headline,
//! byline, dateline, paragraphs, credits, furniture.
//!
//! This room opens no file and no address, and knows no linguistics beyond the language a text is in.
//! It fails only where there is no text: odd text is read and noticed.

mod article;
mod authors;
mod byline;
mod calendar;
mod charset;
mod closing;
mod compose;
mod date;
mod dateline;
mod document;
mod element_date;
mod error;
pub mod feed;
mod fragment;
mod header;
mod headline;
mod html;
mod item;
mod jsonld;
mod layout;
mod mail;
mod markdown;
mod newsml;
mod ninjs;
mod ninjs_rules;
mod page;
mod page_byline;
mod page_credits;
mod page_date;
mod passage;
mod plain;
mod post_number;
mod records;
mod shown_date;
mod sniff;
mod stated_date;
mod table;
mod tongue;
mod tree;
pub mod warc;
mod wording;
mod xml;

use woozle_text::{Notice, NoticeKind, Report};

pub use error::IngestError;
pub use ninjs::check_ninjs;

/// The largest report in bytes; longer input is refused.
pub const LARGEST_REPORT: usize = 20_000_000;

/// What is known of some bytes besides the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The path they were read from, as the user gave it.
    pub path: Option<&'a str>,
    /// The address they were fetched from.
    pub url: Option<&'a str>,
    /// The content type that a server gave: `text/html; charset=windows-1252`.
    pub content_type: Option<&'a str>,
    /// When a server says that it was last changed: `Wed, 04 Mar 2026 10:00:00 GMT`.
    pub last_modified: Option<&'a str>,
}

impl Hint<'_> {
    /// What to call the input in a message.
    fn name(&self) -> String {
        match (self.path, self.url) {
            (Some("-"), _) => "standard input".to_owned(),
            (Some(name), _) | (None, Some(name)) => name.to_owned(),
            (None, None) => "the input".to_owned(),
        }
    }

    /// Whether the content type says that it is of this kind.
    fn says(&self, kind: &str) -> bool {
        self.content_type.is_some_and(|content_type| content_type.to_ascii_lowercase().contains(kind))
    }

    /// Whether path or content type say that it is a page.
    fn is_html(&self) -> bool {
        let ending = self.path.and_then(|path| path.rsplit_once('.')).map(|(_, ending)| ending);
        let named = ending.is_some_and(|ending| {
            ["html", "htm", "xhtml"].iter().any(|html| html.eq_ignore_ascii_case(ending))
        });
        named || self.content_type.is_some_and(|kind| kind.contains("html"))
    }
}

/// Reads the report, or the reports, that the bytes hold: a text, a page, a feed, an archive, a mail, a list of
/// articles. What the bytes are is decided by the bytes, only then by name and content type.
///
/// For plain text [`Report::text`] is the whole file's text; for any other format it is the headline, a blank
/// line and the paragraphs of the article. Where a file holds several reports, the path of each ends in its
/// number in the file, for an archive in its place in bytes: `feed.xml#3`, `crawl.warc.gz#606`. What of such a
/// file could not be read is told in a notice of its first report.
///
/// ```
/// use woozle_ingest::{Hint, read};
/// let bytes = b"Bridge closed\n\nBy Ana Petrova\n\nThe old bridge was closed on Monday, the mayor said.\n";
/// let reports = read(bytes, &Hint::default())?;
/// assert_eq!(reports[0].title.as_deref(), Some("Bridge closed"));
/// assert_eq!(reports[0].byline.as_deref(), Some("Ana Petrova"));
/// # Ok::<(), woozle_ingest::IngestError>(())
/// ```
///
/// # Errors
/// When the input is empty, too large, no text, a format that is not read, or holds no report at all.
pub fn read(bytes: &[u8], hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    if bytes.len() > LARGEST_REPORT {
        return Err(IngestError::TooLarge { name: hint.name(), bytes: bytes.len(), limit: LARGEST_REPORT });
    }
    if warc::is_archive(&bytes[..bytes.len().min(warc::HEAD)]) {
        read_whole_archive(bytes, hint)
    } else {
        read_single(bytes, hint)
    }
}

/// Reads a whole archive that lies in memory.
fn read_whole_archive(bytes: &[u8], hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    let (mut reports, mut errors) = (Vec::new(), Vec::new());
    let read = warc::read_archive(bytes, hint, &mut |read| match read {
        Ok(report) => reports.push(report),
        Err(error) => errors.push(error),
    });
    read.expect("memory can be read");
    let Some(first) = reports.first_mut() else {
        let nothing = || IngestError::Unsupported {
            name: hint.name(),
            what: "a web archive without any page in it",
            advice: "give the archive that holds the responses",
        };
        return Err(errors.into_iter().next().unwrap_or_else(nothing));
    };
    if let Some(error) = errors.first() {
        let message =
            format!("{} of the archive's records could not be read; the first: {error}", errors.len());
        first.notices.push(Notice::new(NoticeKind::Other, message));
    }
    Ok(reports)
}

/// Reads anything but an archive.
pub(crate) fn read_single(bytes: &[u8], hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(IngestError::Empty { name: hint.name() });
    }
    let mut reports = if document::is_document(bytes) {
        vec![with_path(document::read_document(bytes, hint)?, hint)]
    } else if mail::is_mail(bytes) {
        mail::read_mail(bytes, hint)?
    } else {
        read_text(bytes, hint)?
    };
    for report in &mut reports {
        report.url = report.url.take().or_else(|| hint.url.map(str::to_owned));
        tongue::identify(report);
        notice_no_sentence(report);
    }
    // Of a file with many reports, the server's day is not any one report's.
    if let [report] = reports.as_mut_slice() {
        notice_undated(report, hint);
    }
    Ok(reports)
}

/// Decodes a text and reads it as what it is.
fn read_text(bytes: &[u8], hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    sniff::refuse_binary(bytes, hint)?;
    let decoded = charset::decode(bytes, hint.content_type);
    let text = decoded.text;
    let empty = || IngestError::Empty { name: hint.name() };
    if text.trim().is_empty() {
        return Err(empty());
    }
    let mut reports = match sniff::format(&text, hint) {
        sniff::Format::Plain => vec![with_path(plain::read_plain(text), hint)],
        sniff::Format::Html => vec![with_path(html::read_html(&text, hint)?, hint)],
        sniff::Format::Markdown => vec![with_path(markdown::read_markdown(&text).ok_or_else(empty)?, hint)],
        sniff::Format::Feed => feed::reports(&text, hint)?,
        sniff::Format::FeedList => return Err(feed::list_of_feeds(&text, hint)),
        sniff::Format::NewsMl => newsml::read_newsml(&text, hint)?,
        sniff::Format::Json => records::read_records(&text, hint)?,
    };
    if let Some(first) = reports.first_mut() {
        first.notices.extend(decoded.notice);
    }
    Ok(reports)
}

fn with_path(mut report: Report, hint: &Hint<'_>) -> Report {
    report.path = hint.path.map(str::to_owned);
    report
}

/// Says so when no paragraph ends as a sentence does.
fn notice_no_sentence(report: &mut Report) {
    let has_sentence = report
        .blocks
        .iter()
        .filter(|block| block.kind.is_prose())
        .any(|block| is_sentence(report.slice(block.prose())));
    if !has_sentence {
        let message = "no sentence was found in the text; nothing can be attributed";
        report.notices.push(Notice::new(NoticeKind::NoSentence, message));
    }
}

/// Says what the server knows of the date of a report that has none. It is no date of publication: many
/// servers make a page anew for each reader.
fn notice_undated(report: &mut Report, hint: &Hint<'_>) {
    if let Some(changed) = hint.last_modified.filter(|_| report.published.is_none()) {
        let message = format!("no date was found; its server says that it was last changed on {changed}");
        report.notices.push(Notice::new(NoticeKind::Other, message));
    }
}

/// Whether the paragraph can hold a sentence: three words and a mark that ends one, in any script.
fn is_sentence(paragraph: &str) -> bool {
    let words = paragraph.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    let unspaced = paragraph.chars().any(|letter| "。！？।؟".contains(letter));
    unspaced || (words >= 3 && paragraph.contains(['.', '!', '?', '…']))
}
