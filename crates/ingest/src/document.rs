//! A word processor's document in (DOCX, ODT), its [`Report`] out: paragraphs and headings, without what tracked
//! changes removed, notes and fields.
//!
//! The document's metadata name the computer's user and the day of typing, not author and publication: they are
//! not read. At most [`LARGEST_PART`] bytes are inflated.

use std::io::{Cursor, Read};

use woozle_text::{BlockKind, Report};
use zip::ZipArchive;

use crate::{
    Hint, IngestError,
    item::{Body, Item},
    plain::read_plain,
    xml::{Child, Element, Tree},
};

/// The text's part of a document may be so large once inflated, in bytes.
const LARGEST_PART: u64 = 64 * 1024 * 1024;
/// Where the text stands, in DOCX and ODT.
const PARTS: [&str; 2] = ["word/document.xml", "content.xml"];

/// Whether the zip archive is a document that is read here.
pub(crate) fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && open(bytes).is_some()
}

fn open(bytes: &[u8]) -> Option<(ZipArchive<Cursor<&[u8]>>, &'static str)> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = PARTS.into_iter().find(|part| archive.index_for_name(part).is_some())?;
    Some((archive, part))
}

/// Reads the document.
pub(crate) fn read_document(bytes: &[u8], hint: &Hint<'_>) -> Result<Report, IngestError> {
    let broken = |reason: &str| IngestError::Broken {
        name: hint.name(),
        what: "a Word or OpenDocument file",
        reason: reason.to_owned(),
    };
    let (mut archive, part) = open(bytes).ok_or_else(|| broken("its text is not in it"))?;
    let mut xml = Vec::new();
    let mut file = archive.by_name(part).map_err(|error| broken(&error.to_string()))?;
    (&mut file).take(LARGEST_PART).read_to_end(&mut xml).map_err(|error| broken(&error.to_string()))?;
    let xml = String::from_utf8_lossy(&xml);
    let tree = Tree::parse(&xml);
    let mut title = None;
    let mut paragraphs: Vec<(BlockKind, String)> = Vec::new();
    for element in tree.elements().filter(|element| is_paragraph(*element)) {
        let text = paragraph_text(element);
        if text.trim().is_empty() {
            continue;
        }
        match style(element) {
            Style::Title if title.is_none() && paragraphs.is_empty() => title = Some(text),
            Style::Heading | Style::Title => paragraphs.push((BlockKind::Subheading, text)),
            Style::Caption => paragraphs.push((BlockKind::Caption, text)),
            Style::Text => paragraphs.push((BlockKind::Body, text)),
        }
    }
    if paragraphs.is_empty() && title.is_none() {
        return Err(IngestError::Empty { name: hint.name() });
    }
    // Without a title by style headline, byline and date are found as in any plain text.
    let Some(title) = title else {
        let texts: Vec<&str> = paragraphs.iter().map(|(_, text)| text.as_str()).collect();
        return Ok(read_plain(texts.join("\n\n")));
    };
    let item = Item {
        format: "document",
        title: Some(title),
        body: Some(Body::Paragraphs(paragraphs)),
        ..Item::default()
    };
    item.into_report().ok_or_else(|| IngestError::Empty { name: hint.name() })
}

fn is_paragraph(element: Element<'_, '_>) -> bool {
    // "h" and "p" are those of ODT too.
    matches!(element.name(), "p" | "h")
}

enum Style {
    Title,
    Heading,
    Caption,
    Text,
}

/// What the paragraph is for, by the name of its style.
fn style(paragraph: Element<'_, '_>) -> Style {
    let named = paragraph
        .child("ppr")
        .and_then(|properties| properties.child("pstyle"))
        .and_then(|style| style.attribute("val"))
        .or_else(|| paragraph.attribute("style-name"))
        .unwrap_or_default()
        .to_ascii_lowercase();
    match named.as_str() {
        "title" => Style::Title,
        "caption" => Style::Caption,
        _ if paragraph.name() == "h" || named.starts_with("heading") || named == "subtitle" => Style::Heading,
        _ => Style::Text,
    }
}

/// The text of a paragraph, without nested paragraphs (text boxes), removed text and field codes.
fn paragraph_text(paragraph: Element<'_, '_>) -> String {
    let mut text = String::new();
    gather(paragraph, &mut text);
    crate::tree::folded(&text)
}

/// Elements nest no deeper than the tree allows, so this recursion ends.
fn gather(element: Element<'_, '_>, text: &mut String) {
    for child in element.children() {
        match child {
            // In DOCX only runs of text hold text; white space between other elements is layout.
            Child::Text(words) if element.name() != "r" && element.name() != "ppr" => text.push_str(words),
            Child::Text(_) => {}
            Child::Element(child) => match child.name() {
                "del" | "deltext" | "instrtext" | "ppr" | "rpr" | "p" | "note" | "annotation"
                | "tracked-changes" | "fallback" | "footnotereference" => {}
                "tab" | "br" | "cr" | "s" | "line-break" => text.push(' '),
                "nobreakhyphen" => text.push('-'),
                _ => gather(child, text),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn zipped(name: &str, xml: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).expect("memory can be written");
        writer.write_all(xml.as_bytes()).expect("memory can be written");
        writer.finish().expect("memory can be written").into_inner()
    }

    #[test]
    fn a_word_document_gives_its_paragraphs_without_removed_text() {
        let xml = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
            <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Bridge closed</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">By Ana </w:t></w:r><w:r><w:t>Petrova</w:t></w:r></w:p>
            <w:p><w:r><w:t>The old bridge was closed</w:t></w:r><w:del><w:r><w:delText> at once</w:delText></w:r></w:del>
            <w:r><w:t xml:space="preserve"> on Monday, the mayor said.</w:t></w:r></w:p></w:body></w:document>"#;
        let bytes = zipped("word/document.xml", xml);
        assert!(is_document(&bytes));
        let report = read_document(&bytes, &Hint::default()).expect("a document");
        assert_eq!(report.title.as_deref(), Some("Bridge closed"));
        assert_eq!(report.byline.as_deref(), Some("Ana Petrova"));
        assert!(
            report.text.ends_with("The old bridge was closed on Monday, the mayor said."),
            "{}",
            report.text
        );
    }

    #[test]
    fn an_opendocument_text_is_read_too_and_a_damaged_one_is_an_error() {
        let xml = "<office:text><text:h>Bridge closed</text:h><text:p>The old bridge<text:s/>was closed on Monday, the mayor said.</text:p></office:text>";
        let mut bytes = zipped("content.xml", xml);
        let report = read_document(&bytes, &Hint::default()).expect("a document");
        assert!(
            report.text.ends_with("The old bridge was closed on Monday, the mayor said."),
            "{}",
            report.text
        );
        bytes.truncate(60);
        assert!(!is_document(&bytes) && read_document(&bytes, &Hint::default()).is_err());
    }
}
