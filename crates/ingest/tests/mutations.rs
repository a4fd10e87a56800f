//! Samples of every format, damaged in a thousand ways by a seeded mutator: nothing panics, every span slices,
//! and what an archive of intact records holds is found behind any damage.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use woozle_ingest::{Hint, read, warc::Records};
use woozle_text::Report;
use zip::{ZipWriter, write::SimpleFileOptions};

/// Mutations of each sample.
const ROUNDS: u64 = 100;

const TEXT: &str = "The old bridge was closed on Monday, the mayor said. “Nobody was hurt,” she added.";

/// Vigna's splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % (most.max(1) as u64)).expect("below a usize")
    }
}

/// Damages the bytes in one to four places.
fn mutate(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const INSERTS: [&[u8]; 16] = [
        b"<",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"</item>",
        b"\"",
        b"{",
        b"]",
        b"\0",
        b"\xff\xfe",
        b"\r\n\r\n",
        b"Content-Length: 99999999999999999999\r\n",
        b"&#x110000;",
        b"&#0;",
        "\u{1F4A3}\u{301}".as_bytes(),
        b"\x1f\x8b\x08",
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.splice(at..at, INSERTS[random.below(INSERTS.len())].iter().copied())),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..bytes.len().min(at + random.below(40)))),
            4 => {
                let copy = bytes[at..bytes.len().min(at + random.below(200))].to_vec();
                let to = random.below(bytes.len() + 1);
                drop(bytes.splice(to..to, copy));
            }
            _ if at < bytes.len() => bytes[at] = (random.next() & 0xff) as u8,
            _ => {}
        }
    }
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

fn record(number: usize) -> Vec<u8> {
    let page =
        format!("<html><body><article><h1>Bridge closed {number}</h1><p>{TEXT}</p></article></body></html>");
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://c.example/{number}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    format!("{head}{block}\r\n\r\n").into_bytes()
}

fn archive(packed: bool) -> Vec<u8> {
    (0..4).flat_map(|number| if packed { gzip(&record(number)) } else { record(number) }).collect()
}

fn document() -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("memory can be written");
    let xml = format!("<w:document><w:body><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:body></w:document>");
    writer.write_all(xml.as_bytes()).expect("memory can be written");
    writer.finish().expect("memory can be written").into_inner()
}

/// A feed, a list of feeds, pages of JSON: a name and the text.
fn syndicated() -> Vec<(&'static str, String)> {
    vec![
        (
            "rss.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><!DOCTYPE rss [<!ENTITY x \"y\">]><rss version=\"2.0\" \
                 xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Courier &x;</title>\
                 <link>https://c.example/</link><item><title>Bridge &amp;amp; ferry</title><link>/b</link>\
                 <pubDate>Wed, 12 Mar 2025 09:40:00 +0100</pubDate><source url=\"https://w.example/f\">Wire</source>\
                 <content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item>\
                 <item><description>{TEXT}</description></item></channel></rss>"
            ),
        ),
        (
            "atom.xml",
            format!(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://c.example/\"><title>Courier</title>\
                 <entry><title>Bridge</title><link rel=\"alternate\" href=\"b\"/><updated>2025-03-12T09:40:00Z</updated>\
                 <author><name>Ana Petrova</name></author><content type=\"xhtml\">\
                 <div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{TEXT}</p></div></content></entry></feed>"
            ),
        ),
        (
            "feed.json",
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Courier\", \"items\": [{{\"id\": \"1\", \
                 \"content_html\": \"<p>{TEXT}</p>\", \"date_published\": \"2025-03-12T09:40:00Z\"}}]}}"
            ),
        ),
        (
            "list.opml",
            "<opml version=\"2.0\"><body><outline text=\"Courier\" xmlUrl=\"https://c.example/rss\"/></body></opml>"
                .to_owned(),
        ),
        (
            "items.jsonl",
            format!(
                "{{\"title\": \"Bridge\", \"text\": \"{TEXT}\", \"date\": 1741768800}}\n\
                 {{\"headline\": \"Ferry\", \"body\": [\"{TEXT}\"], \"source\": {{\"name\": \"Wire\"}}}}\n"
            ),
        ),
        (
            "ninjs.json",
            format!(
                "{{\"uri\": \"u:1\", \"type\": \"text\", \"versioncreated\": \"2025-03-12T09:40:00Z\", \
                 \"headline\": \"Bridge\", \"body_html\": \"<p>{TEXT}</p>\", \"associations\": {{\"a\": {{\"uri\": \"u:2\"}}}}}}"
            ),
        ),
        (
            "item.xml",
            format!(
                "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemMeta><provider literal=\"x\"/></itemMeta>\
                 <contentMeta><headline>Bridge</headline></contentMeta><contentSet><inlineXML><nitf><body><body.content>\
                 <p>{TEXT}</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"
            ),
        ),
    ]
}

/// Mails, pages and Markdown: a name and the text.
fn written() -> Vec<(&'static str, String)> {
    vec![
        (
            "mail.eml",
            format!(
                "From: Courier <news@c.example>\r\nMessage-ID: <1@c.example>\r\nMIME-Version: 1.0\r\nSubject: =?utf-8?q?Bridge?=\r\n\
                 Date: Wed, 12 Mar 2025 09:40:00 +0100\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\
                 Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>{TEXT}=20</p>\r\n--b--\r\n"
            ),
        ),
        (
            "box.mbox",
            format!(
                "From a@c.example Wed Mar 12 09:40:00 2025\nFrom: a@c.example\nMessage-ID: <1>\nSubject: Bridge\n\n{TEXT}\n\n\
                 From b@c.example Wed Mar 12 09:41:00 2025\nFrom: b@c.example\nMessage-ID: <2>\n\n{TEXT}\n"
            ),
        ),
        (
            "page.mhtml",
            format!(
                "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://c.example/b\r\nMIME-Version: 1.0\r\n\
                 Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
                 Content-Location: https://c.example/b\r\n\r\n<html><body><p>{TEXT}</p></body></html>\r\n--b--\r\n"
            ),
        ),
        (
            "note.md",
            format!(
                "---\ntitle: Bridge\nauthors: [Ana, Li]\ndate: 2025-03-12\n---\n# Bridge\n\n**{TEXT}** [x](y)\n\n\
                 | a | b |\n|---|---|\n"
            ),
        ),
        (
            "crawl.arc",
            format!(
                "filedesc://x.arc 0.0.0.0 20250312094000 text/plain 8\n1 0 IA\n\n\n\
                 https://c.example/b 0.0.0.0 20250312094000 text/html {}\n<p>{TEXT}</p>\n",
                TEXT.len() + 7
            ),
        ),
    ]
}

/// A sample of every format: a name and the bytes.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let texts = syndicated().into_iter().chain(written());
    let mut samples: Vec<_> = texts.map(|(name, text)| (name, text.into_bytes())).collect();
    samples.push(("crawl.warc", archive(false)));
    samples.push(("crawl.warc.gz", archive(true)));
    samples.push(("letter.docx", document()));
    let wide = &samples[0].1.clone();
    let wide = String::from_utf8_lossy(wide).chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    samples.push(("utf32.xml", wide));
    samples
}

fn is_sound(report: &Report) {
    for block in &report.blocks {
        assert!(!report.slice(block.span).is_empty());
        let _ = report.slice(block.prose());
    }
    for credit in &report.credits {
        if let Some(span) = credit.span {
            let _ = report.slice(span);
        }
    }
}

#[test]
fn every_sample_is_read_whole() {
    for (name, bytes) in samples() {
        let found = read(&bytes, &Hint { path: Some(name), ..Hint::default() });
        if name == "list.opml" {
            assert!(found.expect_err(name).to_string().contains("https://c.example/rss"));
            continue;
        }
        let reports = found.unwrap_or_else(|error| panic!("{name}: {error}"));
        for report in &reports {
            assert!(report.text.contains("Nobody was hurt"), "{name}: {report:?}");
            is_sound(report);
        }
    }
}

#[test]
fn no_damage_makes_a_reader_panic() {
    let mut random = Random(2025);
    for (name, bytes) in samples() {
        for round in 0..ROUNDS {
            let damaged = mutate(&bytes, &mut random);
            let hint = Hint { path: Some(name).filter(|_| round % 3 > 0), ..Hint::default() };
            for report in read(&damaged, &hint).iter().flatten() {
                is_sound(report);
            }
        }
    }
}

#[test]
fn what_lies_behind_a_damaged_record_is_found() {
    let mut random = Random(7);
    for packed in [false, true] {
        let whole = if packed { gzip(&record(9)) } else { record(9) };
        let (before, behind) = (archive(packed), archive(packed));
        for _ in 0..ROUNDS {
            let mut bytes = before.clone();
            bytes.extend(mutate(&whole, &mut random));
            let place = bytes.len() as u64;
            bytes.extend(&behind);
            let mut records = Records::new(&bytes[..]);
            let mut found = Vec::new();
            while let Some(record) = records.next_record().expect("memory can be read") {
                found.extend(record.ok().map(|record| (record.offset, record.head.url)));
            }
            // The damaged record may swallow the one behind it, never more.
            let behind: Vec<_> = found.iter().filter(|(offset, _)| *offset >= place).collect();
            let last = behind.last().and_then(|(_, url)| url.as_deref());
            assert!(behind.len() >= 3 && last == Some("https://c.example/3"), "{packed} {place} {found:?}");
        }
    }
}
