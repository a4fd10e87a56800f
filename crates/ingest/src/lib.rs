//! Bytes in, [`Report`](woozle_text::Report)s out: what it is, which encoding, which lines are headline,
//! byline, dateline, paragraphs, credits, furniture.
//!
//! This room opens no file and no address, and knows no linguistics beyond the language a text is in.
//! It fails only where there is no text: odd text is read and noticed.

mod article;
mod authors;
mod byline;
mod charset;
mod closing;
mod date;
mod dateline;
mod error;
mod header;
mod headline;
mod html;
mod jsonld;
mod layout;
mod page;
mod page_byline;
mod page_credits;
mod page_date;
mod passage;
mod plain;
mod sniff;
mod table;
mod tongue;
mod tree;
mod wording;

use woozle_text::{Notice, NoticeKind, Report};

pub use error::IngestError;

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

    /// Whether path or content type say that it is a page.
    fn is_html(&self) -> bool {
        let ending = self.path.and_then(|path| path.rsplit_once('.')).map(|(_, ending)| ending);
        let named = ending.is_some_and(|ending| {
            ["html", "htm", "xhtml"].iter().any(|html| html.eq_ignore_ascii_case(ending))
        });
        named || self.content_type.is_some_and(|kind| kind.contains("html"))
    }
}

/// Reads the report, or the reports, that the bytes hold. For plain text [`Report::text`] is the whole
/// file's text; for a page it is the headline, a blank line and the paragraphs of the article.
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
/// When the input is empty, too large, no text, or a format that is not read.
pub fn read(bytes: &[u8], hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(IngestError::Empty { name: hint.name() });
    }
    if bytes.len() > LARGEST_REPORT {
        return Err(IngestError::TooLarge { name: hint.name(), bytes: bytes.len(), limit: LARGEST_REPORT });
    }
    sniff::refuse_binary(bytes, hint)?;
    let decoded = charset::decode(bytes, hint.content_type);
    if decoded.text.trim().is_empty() {
        return Err(IngestError::Empty { name: hint.name() });
    }
    let mut report = match sniff::format(&decoded.text, hint)? {
        sniff::Format::Plain => plain::read_plain(decoded.text),
        sniff::Format::Html => html::read_html(&decoded.text, hint)?,
    };
    report.path = hint.path.map(str::to_owned);
    report.url = report.url.or_else(|| hint.url.map(str::to_owned));
    report.notices.extend(decoded.notice);
    tongue::identify(&mut report);
    notice_no_sentence(&mut report);
    notice_undated(&mut report, hint);
    Ok(vec![report])
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
