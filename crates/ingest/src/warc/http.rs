//! An archived HTTP message in, its payload out: the head taken off, chunks joined, gzip and deflate inflated.
//!
//! Archives lie: bodies said to be chunked or compressed often are not. What cannot be decoded stays as it is.

use std::{borrow::Cow, io::Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::record::{end_of_head, fields};

/// A payload is inflated to so many bytes at most.
pub(super) const LARGEST_PAYLOAD: u64 = 64 * 1024 * 1024;

/// An HTTP response as archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response<'a> {
    /// The status: 200, 404. 0 where there is none.
    pub status: u16,
    /// The content type that the server gave.
    pub content_type: Option<String>,
    /// When the server says that it was last changed.
    pub last_modified: Option<String>,
    /// The body, decoded as far as it can be.
    pub payload: Cow<'a, [u8]>,
    /// A content coding that is not undone: `br`, `zstd`.
    pub still_coded: Option<String>,
}

/// Reads an archived HTTP message. A block without an HTTP head is all payload.
pub(super) fn response(block: &[u8]) -> Response<'_> {
    if !block.starts_with(b"HTTP/") && !block.starts_with(b"ICY ") {
        let payload = Cow::Borrowed(block);
        return Response { status: 0, content_type: None, last_modified: None, payload, still_coded: None };
    }
    let (body, head) = end_of_head(block).unwrap_or((block.len(), block.len()));
    let text = String::from_utf8_lossy(&block[..head]);
    let status = text.split_whitespace().nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let (mut content_type, mut last_modified) = (None, None);
    let (mut transfer, mut coding) = (String::new(), String::new());
    for (name, value) in fields(&text) {
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => content_type = Some(value),
            "last-modified" => last_modified = Some(value),
            "transfer-encoding" => transfer = value.to_ascii_lowercase(),
            "content-encoding" => coding = value.to_ascii_lowercase(),
            _ => {}
        }
    }
    let mut payload = Cow::Borrowed(&block[body..]);
    if transfer.contains("chunked")
        && let Some(joined) = without_chunks(&payload)
    {
        payload = Cow::Owned(joined);
    }
    let mut still_coded = None;
    // Codings are undone last first.
    for coding in coding.rsplit(',').map(str::trim).filter(|coding| !coding.is_empty()).take(4) {
        match inflated(&payload, coding) {
            Inflated::Bytes(bytes) => payload = Cow::Owned(bytes),
            Inflated::NotCoded => {}
            Inflated::Unknown => {
                still_coded = Some(coding.to_owned());
                break;
            }
        }
    }
    Response { status, content_type, last_modified, payload, still_coded }
}

/// The chunks joined; `None` where the body does not begin with a chunk. Damage ends the body.
fn without_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut first = true;
    loop {
        let Some((size, after)) = chunk_head(rest) else {
            return (!first).then_some(joined);
        };
        first = false;
        if size == 0 {
            return Some(joined);
        }
        let chunk = &after[..size.min(after.len())];
        joined.extend_from_slice(chunk);
        if chunk.len() < size {
            return Some(joined);
        }
        rest = &after[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// The size in a chunk's first line, and what stands behind that line.
fn chunk_head(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1_024).position(|&byte| byte == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?.trim();
    let digits = line.split(';').next()?.trim();
    let size = (digits.len() <= 8).then(|| usize::from_str_radix(digits, 16).ok()).flatten()?;
    Some((size, &bytes[end + 1..]))
}

enum Inflated {
    Bytes(Vec<u8>),
    NotCoded,
    Unknown,
}

/// Undoes one content coding, as far as the bytes go.
fn inflated(bytes: &[u8], coding: &str) -> Inflated {
    let read = |reader: &mut dyn Read| {
        let mut out = Vec::new();
        // What was inflated before the damage is worth having.
        let _ = reader.take(LARGEST_PAYLOAD).read_to_end(&mut out);
        (!out.is_empty()).then_some(out)
    };
    let found = match coding {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => read(&mut MultiGzDecoder::new(bytes)),
        // Servers send both forms under this name.
        "deflate" => read(&mut ZlibDecoder::new(bytes)).or_else(|| read(&mut DeflateDecoder::new(bytes))),
        "gzip" | "x-gzip" | "identity" | "none" | "utf-8" | "binary" => None,
        _ => return Inflated::Unknown,
    };
    found.map_or(Inflated::NotCoded, Inflated::Bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    #[test]
    fn chunks_are_joined_and_gzip_is_inflated() {
        let packed = gzip(b"The bridge is closed.");
        let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\
            Transfer-Encoding: chunked\r\n\r\n"
            .to_vec();
        for chunk in packed.chunks(7) {
            block.extend_from_slice(format!("{:x};x=y\r\n", chunk.len()).as_bytes());
            block.extend_from_slice(chunk);
            block.extend_from_slice(b"\r\n");
        }
        block.extend_from_slice(b"0\r\n\r\n");
        let response = response(&block);
        assert_eq!((response.status, &*response.payload), (200, &b"The bridge is closed."[..]));
        assert_eq!(response.content_type.as_deref(), Some("text/html"));
    }

    #[test]
    fn what_is_said_to_be_coded_but_is_not_stays_as_it_is() {
        let block = b"HTTP/1.1 200 OK\nContent-Encoding: gzip\nTransfer-Encoding: chunked\n\n<p>Plain";
        assert_eq!(&*response(block).payload, b"<p>Plain");
        let block = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02";
        assert_eq!(response(block).still_coded.as_deref(), Some("br"));
    }
}
