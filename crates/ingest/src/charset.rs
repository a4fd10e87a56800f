//! Bytes in, text out: byte order mark, declaration, valid UTF-8, then a guess, in this order.
//!
//! Nothing is an error here: bytes that cannot be decoded are replaced and a notice says so.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use woozle_text::{Notice, NoticeKind};

use crate::sniff::is_utf16;

/// A decoded text, without its byte order mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text.
    pub text: String,
    /// That the encoding was guessed, or that bytes were replaced.
    pub notice: Option<Notice>,
}

/// How the encoding is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Known,
    Guessed,
}

/// Decodes the bytes; `content_type` is what a server said of them.
pub(crate) fn decode(bytes: &[u8], content_type: Option<&str>) -> Decoded {
    if let Some(text) = utf32(bytes) {
        return Decoded { text, notice: None };
    }
    let (encoding, ground) = choose(bytes, content_type);
    let (text, _, replaced) = encoding.decode(bytes);
    let notice = notice(encoding, ground, replaced, &text);
    Decoded { text: without_mark(text.into_owned()), notice }
}

/// The text of bytes in UTF-32, by its mark or by the zero bytes of a first letter; no library decodes it.
pub(crate) fn utf32(bytes: &[u8]) -> Option<String> {
    let big_endian = match bytes.get(..4)? {
        [0, 0, 0xfe, 0xff] | [0, 0, 0, 1..=0x7f] => true,
        [0xff, 0xfe, 0, 0] | [1..=0x7f, 0, 0, 0] => false,
        _ => return None,
    };
    let letters = bytes.chunks(4).map(|four| {
        let four = <[u8; 4]>::try_from(four).ok();
        let code =
            four.map(|four| if big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) });
        code.and_then(char::from_u32).unwrap_or('\u{fffd}')
    });
    Some(without_mark(letters.collect()))
}

/// A second byte order mark (files glued together) is dropped too; the decoder takes only the first.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Which encoding, and whether it was guessed.
fn choose(bytes: &[u8], content_type: Option<&str>) -> (&'static Encoding, Ground) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, Ground::Known);
    }
    if let Some(big_endian) = is_utf16(bytes) {
        return (if big_endian { UTF_16BE } else { UTF_16LE }, Ground::Guessed);
    }
    // Valid UTF-8 with letters beyond ASCII is never anything else, whatever a page declares.
    let valid = std::str::from_utf8(bytes).is_ok();
    if valid && !bytes.is_ascii() {
        return (UTF_8, Ground::Known);
    }
    let declared = content_type.and_then(declared_in).or_else(|| declared_at_start(bytes));
    match declared {
        Some(encoding) if encoding != UTF_8 || nearly_utf8(bytes) => (encoding, Ground::Known),
        None if valid || nearly_utf8(bytes) => (UTF_8, Ground::Known),
        _ => {
            let mut detector = EncodingDetector::new();
            detector.feed(bytes, true);
            (detector.guess(None, false), Ground::Guessed)
        }
    }
}

/// Whether so few bytes are wrong, and so many sequences right, that it is damaged UTF-8.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let wrong = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let right: usize = bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().filter(|letter| !letter.is_ascii()).count())
        .sum();
    wrong == 0 || right >= 10 * wrong
}

/// The encoding named after `charset=` (in a content type or a meta element).
fn declared_in(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find("charset")? + "charset".len();
    label_after_equals(&lower[at..])
}

/// The encoding that a page or XML file declares in its first kilobytes.
fn declared_at_start(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(4096).map(|&byte| char::from(byte)).collect();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let in_xml = xml.and_then(|(declaration, _)| {
        let at = declaration.find("encoding")? + "encoding".len();
        label_after_equals(&declaration[at..])
    });
    let in_meta = || {
        let lower = head.to_ascii_lowercase();
        lower.match_indices("<meta").find_map(|(at, _)| {
            let end = lower[at..].find('>').map_or(lower.len(), |end| at + end);
            declared_in(&lower[at..end])
        })
    };
    // A page cannot declare UTF-16 in letters one could read as ASCII: the HTML standard takes it for UTF-8.
    let readable = |encoding| if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
    in_xml.or_else(in_meta).map(readable)
}

/// The encoding in `="utf-8"`.
fn label_after_equals(text: &str) -> Option<&'static Encoding> {
    let value = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.+".contains(c))).unwrap_or(value.len());
    Encoding::for_label(&value.as_bytes()[..end])
}

/// What a reader should know of the decoding.
fn notice(encoding: &'static Encoding, ground: Ground, replaced: bool, text: &str) -> Option<Notice> {
    let name = encoding.name();
    let message = if replaced {
        let count = text.matches('\u{fffd}').count();
        format!("{count} places could not be read as {name} and were replaced by \u{fffd}")
    } else if ground == Ground::Guessed {
        format!("the encoding is not stated; the text was read as {name}")
    } else {
        return None;
    };
    Some(Notice::new(NoticeKind::Encoding, message))
}
