//! A packed body in, its bytes out: gzip, deflate and brotli, within a limit before and one after unpacking.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use brotli_decompressor::{BrotliDecoderParameter, Decompressor};
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::Trouble;

/// What we ask servers for.
pub(crate) const ACCEPTED: &str = "gzip, br, deflate";

/// More layers than this are nobody's honest mistake.
const MOST_LAYERS: usize = 3;

/// What every gzip member begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads all of the body, which the server says is packed so (`gzip`, `br, gzip`), if it is not larger than
/// `limit` bytes, neither as it comes nor unpacked.
///
/// Nothing is held in memory beyond the limit, however much comes or would come out.
pub(crate) fn unpack(body: impl Read, codings: &str, limit: u64) -> io::Result<Vec<u8>> {
    let mut reader: Box<dyn BufRead + '_> =
        Box::new(BufReader::new(Capped { inner: body, left: limit, limit }));
    let codings: Vec<String> = codings
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    if codings.len() > MOST_LAYERS {
        return Err(io::Error::other(Trouble::Packing(codings.join(", "))));
    }
    for coding in codings.iter().rev() {
        reader = unpacked(reader, coding)?;
    }
    let mut bytes = Vec::new();
    Capped { inner: reader, left: limit, limit }.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// One layer less. What says that it is gzip and is not comes as it is, as some servers mean it.
fn unpacked<'a>(mut reader: Box<dyn BufRead + 'a>, coding: &str) -> io::Result<Box<dyn BufRead + 'a>> {
    let mut head = Vec::with_capacity(2);
    reader.by_ref().take(2).read_to_end(&mut head)?;
    let (gzip, zlib) = (is_gzip(&head), is_zlib(&head));
    let empty = head.is_empty();
    let reader = Cursor::new(head).chain(reader);
    Ok(match coding {
        _ if empty => Box::new(reader),
        "gzip" | "x-gzip" if gzip => {
            Box::new(BufReader::new(Members(Some(GzDecoder::new(Box::new(reader))))))
        }
        "gzip" | "x-gzip" => Box::new(reader),
        "deflate" if zlib => Box::new(BufReader::new(ZlibDecoder::new(reader))),
        "deflate" => Box::new(BufReader::new(DeflateDecoder::new(reader))),
        "br" => {
            let mut decoder = Decompressor::new(reader, 16_384);
            // Windows of up to a gigabyte are not part of the coding that HTTP knows.
            decoder.set_parameter(BrotliDecoderParameter::BROTLI_DECODER_PARAM_LARGE_WINDOW, 0);
            Box::new(BufReader::new(decoder))
        }
        other => return Err(io::Error::other(Trouble::Packing(other.to_owned()))),
    })
}

fn is_gzip(head: &[u8]) -> bool {
    head == GZIP
}

/// Some servers send bare deflate, others (as the standard says) zlib around it.
fn is_zlib(head: &[u8]) -> bool {
    matches!(head, [method, flags] if method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0)
}

/// A body that may have so many bytes and no more.
struct Capped<R> {
    inner: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(Trouble::TooLarge(self.limit))),
        }
        Ok(read)
    }
}

/// The members of a gzip body one after the other; what comes behind them and is none is left alone.
struct Members<'a>(Option<GzDecoder<Box<dyn BufRead + 'a>>>);

impl Read for Members<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.0 {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(member) = self.0.take() else { break };
            let mut rest = member.into_inner();
            if rest.fill_buf()?.first() == Some(&GZIP[0]) {
                self.0 = Some(GzDecoder::new(rest));
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use flate2::{Compression, write};

    use super::*;

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = write::GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).expect("memory takes all");
        packer.finish().expect("memory takes all")
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut packer = write::ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).expect("memory takes all");
        packer.finish().expect("memory takes all")
    }

    fn bare(bytes: &[u8]) -> Vec<u8> {
        let mut packer = write::DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).expect("memory takes all");
        packer.finish().expect("memory takes all")
    }

    /// Ten million times the letter a, by the reference encoder at quality 11.
    const BROTLI_BOMB: [u8; 27] = [
        0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x25, 0xc2, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x2f, 0xff, 0x2c, 0x31,
        0xf0, 0x4b, 0x00, 0xc4, 0x61, 0x11, 0x80, 0x8e, 0x23, 0x06,
    ];
    const BROTLI_WORD: [u8; 9] = [0x0b, 0x02, 0x80, 0x66, 0x65, 0x72, 0x72, 0x79, 0x03];

    fn text(packed: &[u8], codings: &str) -> String {
        let bytes = unpack(packed, codings, 100_000).expect("it can be unpacked");
        String::from_utf8(bytes).expect("text")
    }

    fn trouble(packed: &[u8], codings: &str) -> Trouble {
        let error = unpack(packed, codings, 100_000).expect_err("it cannot be unpacked");
        error.get_ref().and_then(|error| error.downcast_ref::<Trouble>()).expect("a trouble").clone()
    }

    #[test]
    fn each_coding_is_unpacked_and_layers_from_the_last_on() {
        let words = b"The ferry will stop sailing on Monday.";
        let expected = "The ferry will stop sailing on Monday.";
        assert_eq!(text(words, ""), expected);
        assert_eq!(text(words, "identity"), expected);
        assert_eq!(text(&gzip(words), "gzip"), expected);
        assert_eq!(text(&gzip(words), "X-GZip"), expected);
        assert_eq!(text(&zlib(words), "deflate"), expected);
        assert_eq!(text(&bare(words), "deflate"), expected);
        assert_eq!(text(&gzip(&zlib(words)), "deflate, gzip"), expected);
        assert_eq!(text(&BROTLI_WORD, "br"), "ferry");
    }

    #[test]
    fn odd_gzip_is_read_as_browsers_do() {
        assert_eq!(text(b"not packed", "gzip"), "not packed", "packed only by name");
        assert_eq!(text(&[gzip(b"one "), gzip(b"two")].concat(), "gzip"), "one two");
        assert_eq!(text(&[gzip(b"one"), b"\0\0\0 junk".to_vec()].concat(), "gzip"), "one");
        let many = text(&[gzip(b"").repeat(4_000), gzip(b"end")].concat(), "gzip");
        assert_eq!(many, "end", "thousands of empty members");
        assert_eq!(text(b"", "gzip"), "");
        assert_eq!(text(b"", "br"), "");
    }

    #[test]
    fn bombs_stop_at_the_limit() {
        let large = vec![b'a'; 10_000_000];
        for (packed, coding) in [
            (large.clone(), ""),
            (gzip(&large), "gzip"),
            (zlib(&large), "deflate"),
            (gzip(&gzip(&large)), "gzip, gzip"),
            (BROTLI_BOMB.to_vec(), "br"),
        ] {
            assert_eq!(trouble(&packed, coding), Trouble::TooLarge(100_000), "{coding}");
        }
    }

    #[test]
    fn what_cannot_be_unpacked_is_named() {
        assert_eq!(trouble(b"\x28\xb5\x2f\xfd", "zstd"), Trouble::Packing("zstd".to_owned()));
        assert!(matches!(trouble(b"x", "gzip, gzip, gzip, gzip"), Trouble::Packing(_)));
        let whole = gzip(b"The ferry will stop sailing on Monday.");
        let cut = unpack(&whole[..20], "gzip", 1_000).expect_err("it is cut");
        assert_eq!(cut.kind(), io::ErrorKind::UnexpectedEof);
        assert!(unpack(&b"\xff\xff\xff\xff\xff\xff"[..], "br", 1_000).is_err());
        assert!(unpack(&b"\xff\xff\xff\xff\xff\xff"[..], "deflate", 1_000).is_err());
    }
}
