//! Bytes in, their [`Format`] out: text, page, or data that is no text, by their first bytes.
//!
//! File names and content types are only hints; the bytes decide. Nothing is unpacked here.

use crate::{Hint, IngestError, charset::utf32, feed, markdown, newsml};

/// What some decoded text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// An HTML page.
    Html,
    /// RSS, Atom or CDF.
    Feed,
    /// OPML.
    FeedList,
    /// NewsML-G2, NITF or NewsML 1.
    NewsMl,
    /// JSON or JSON Lines.
    Json,
}

/// A file format that begins with certain bytes: the bytes, where they stand, its name, what to try.
type Magic = (&'static [u8], usize, &'static str, &'static str);

const UNPACK: &str = "unpack it first and give the files inside";
const AS_TEXT: &str = "save its text as a .txt file and give that";
const NO_TEXT: &str = "give the text of the report instead";

const MAGICS: &[Magic] = &[
    (b"\x1f\x8b", 0, "gzip-compressed data", UNPACK),
    (b"BZh", 0, "bzip2-compressed data", UNPACK),
    (b"\xfd7zXZ\0", 0, "xz-compressed data", UNPACK),
    (b"\x28\xb5\x2f\xfd", 0, "zstd-compressed data", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", 0, "a RAR archive", UNPACK),
    (b"ustar", 257, "a tar archive", UNPACK),
    (
        b"%PDF-",
        0,
        "a PDF document",
        "save its text as a .txt file (for example with pdftotext) and give that",
    ),
    (b"{\\rtf", 0, "an RTF document", AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old Microsoft Office document", AS_TEXT),
    (b"\x89PNG\r\n\x1a\n", 0, "a PNG picture", NO_TEXT),
    (b"\xff\xd8\xff", 0, "a JPEG picture", NO_TEXT),
    (b"GIF8", 0, "a GIF picture", NO_TEXT),
    (b"WEBP", 8, "a WebP picture", NO_TEXT),
    (b"ftyp", 4, "a video or audio file", NO_TEXT),
    (b"ID3", 0, "an audio file", NO_TEXT),
    (b"OggS", 0, "an audio file", NO_TEXT),
    (b"SQLite format 3\0", 0, "an SQLite database", NO_TEXT),
    (b"\x7fELF", 0, "a program", NO_TEXT),
    (b"MZ\x90\0", 0, "a program", NO_TEXT),
];

/// Refuses data that is no text, naming what it is.
pub(crate) fn refuse_binary(bytes: &[u8], hint: &Hint<'_>) -> Result<(), IngestError> {
    let refuse = |what, advice| Err(IngestError::Binary { name: hint.name(), what, advice });
    if bytes.starts_with(b"PK\x03\x04") {
        return refuse(zip_kind(bytes), zip_advice(bytes));
    }
    let magic = MAGICS
        .iter()
        .find(|(magic, at, _, _)| bytes.get(*at..at + magic.len()).is_some_and(|found| found == *magic));
    if let Some(&(_, _, what, advice)) = magic {
        return refuse(what, advice);
    }
    if looks_binary(bytes) { refuse("binary data", NO_TEXT) } else { Ok(()) }
}

/// Which of the formats that are zip archives inside.
fn zip_kind(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(4096)];
    let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    if has(b"word/") {
        "a Word document (DOCX)"
    } else if has(b"application/epub+zip") {
        "an EPUB book"
    } else if has(b"opendocument") {
        "an OpenDocument file"
    } else if has(b"[Content_Types].xml") {
        "a Microsoft Office document"
    } else {
        "a zip archive"
    }
}

/// What to try with a zip archive or a document in one.
fn zip_advice(bytes: &[u8]) -> &'static str {
    if zip_kind(bytes) == "a zip archive" { UNPACK } else { AS_TEXT }
}

/// Whether more than one byte in fifty is a control character that text does not have.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(65_536)];
    if is_utf16(head).is_some() || utf32(bytes).is_some() {
        return false;
    }
    let is_odd = |byte: u8| byte < 9 || (14..32).contains(&byte) && byte != 27;
    // Sums of bytes are what processors add up many at a time.
    let odd: usize = head
        .chunks(255)
        .map(|chunk| usize::from(chunk.iter().map(|&byte| u8::from(is_odd(byte))).sum::<u8>()))
        .sum();
    odd * 50 > head.len()
}

/// Whether the bytes are UTF-16, by their mark or by the zero bytes of its Latin letters;
/// `Some(true)` is big-endian.
pub(crate) fn is_utf16(bytes: &[u8]) -> Option<bool> {
    if bytes.starts_with(b"\xfe\xff") {
        return Some(true);
    }
    if bytes.starts_with(b"\xff\xfe") {
        return Some(false);
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match (even * 10 > pairs * 7 && odd * 10 < pairs, odd * 10 > pairs * 7 && even * 10 < pairs) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// What the decoded text is: by its first words, then by its name and content type.
pub(crate) fn format(text: &str, hint: &Hint<'_>) -> Format {
    let head: String = text.trim_start().chars().take(4096).collect::<String>().to_ascii_lowercase();
    let markup = skip_prolog(&head);
    if feed::is_feed_root(markup) || hint.says("rss+xml") || hint.says("atom+xml") {
        return Format::Feed;
    }
    if feed::is_opml(markup) {
        return Format::FeedList;
    }
    if newsml::is_newsml_root(markup) {
        return Format::NewsMl;
    }
    if is_json(&head) {
        return Format::Json;
    }
    let roots = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<meta", "<title", "<p>"];
    let named_html = hint.is_html() && head.contains('<');
    if named_html || roots.iter().any(|root| markup.starts_with(root)) {
        return Format::Html;
    }
    if markdown::is_markdown(text, hint) { Format::Markdown } else { Format::Plain }
}

/// The markup after XML declaration, comments and white space.
fn skip_prolog(head: &str) -> &str {
    let mut rest = head.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            _ if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            _ if rest.starts_with("<!doctype") && !rest.starts_with("<!doctype html") => end_of_doctype(rest),
            _ => None,
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => return rest,
        }
    }
}

/// One past the document type declaration, with what it declares in brackets.
fn end_of_doctype(rest: &str) -> Option<usize> {
    let bracket = rest.find('[').filter(|at| rest[..*at].find('>').is_none());
    let from = match bracket {
        Some(at) => at + rest[at..].find(']')?,
        None => 0,
    };
    rest[from..].find('>').map(|at| from + at + 1)
}

/// Whether the text begins like a JSON object or list of objects, not like "[Update] …" or "{laughs}".
pub(crate) fn is_json(head: &str) -> bool {
    let inner = head.strip_prefix('[').map_or(head, str::trim_start);
    inner.strip_prefix('{').map(str::trim_start).is_some_and(|rest| {
        rest.strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
            .is_some_and(|(key, after)| !key.contains('\n') && after.trim_start().starts_with(':'))
    })
}
