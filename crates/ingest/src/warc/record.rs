//! The head of a record in, what it says out: kind, address, date, length of its block.

/// The head of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `warcinfo`, `response`, `resource`, `request`, `metadata`, `revisit`, `conversion`; in lower case.
    pub kind: String,
    /// The address of what was archived, without angle brackets.
    pub url: Option<String>,
    /// When it was archived, as written: ISO 8601, or 14 digits in an ARC file.
    pub date: Option<String>,
    /// The content type of the block.
    pub content_type: Option<String>,
    /// Length of the block in bytes; `None` where it is not stated or no number.
    pub length: Option<u64>,
    /// That the block was cut when it was archived, and why.
    pub truncated: Option<String>,
}

/// The longest head that is read, in bytes.
pub(super) const LONGEST_HEAD: usize = 1024 * 1024;

/// The end of a head (one past its blank line), and how long the head is without it.
pub(super) fn end_of_head(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|&byte| byte == b'\n') {
        let line_end = from + at;
        match &bytes[line_end + 1..] {
            [b'\n', ..] => return Some((line_end + 2, line_end + 1)),
            [b'\r', b'\n', ..] => return Some((line_end + 3, line_end + 1)),
            _ => from = line_end + 1,
        }
    }
    None
}

/// Reads the head of a WARC record, version line and fields.
pub(super) fn warc_head(bytes: &[u8]) -> Head {
    let text = String::from_utf8_lossy(bytes);
    let mut head = Head::default();
    for (name, value) in fields(&text) {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => head.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => head.date = Some(value.to_owned()),
            "content-type" => head.content_type = Some(value.to_owned()),
            "content-length" => head.length = value.parse().ok(),
            "warc-truncated" => head.truncated = Some(value.to_owned()),
            _ => {}
        }
    }
    head
}

/// The fields behind the first line; a line that begins with white space goes on with the field before.
pub(super) fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().skip(1) {
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    fields
}

/// Reads the line that stands before each record of an ARC file: address, IP, date, type, length.
///
/// Addresses may hold spaces: the last four words are the others.
pub(super) fn arc_head(line: &[u8]) -> Option<Head> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    let mut words = line.rsplitn(5, ' ');
    let (length, kind, date, _ip, url) =
        (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    let dated = (8..=18).contains(&date.len()) && date.bytes().all(|byte| byte.is_ascii_digit());
    if !dated || !url.contains(':') {
        return None;
    }
    let info = url.starts_with("filedesc:");
    Some(Head {
        kind: if info { "warcinfo" } else { "response" }.to_owned(),
        url: (!info).then(|| url.to_owned()),
        date: Some(date.to_owned()),
        content_type: Some(kind.to_owned()),
        length: length.parse().ok(),
        truncated: None,
    })
}
