//! Reports in, what was read of each out: as text for a reader, or as a line of JSON a report.
//!
//! The text of a report is that of its prose and credits: menus, share bars and captions are named as such in the
//! JSON and left out of the text. The same reports give the same bytes.

use std::fmt::Write as _;

use serde::Serialize;
use woozle::text::{BlockKind, CreditKind, NoticeKind, Report};

use crate::sanitize::harmless;

/// What was read, for a reader: a head of named fields, a blank line, the paragraphs; reports parted by a rule.
#[must_use]
pub fn extract_text(reports: &[Report]) -> String {
    let mut out = String::new();
    for (number, report) in reports.iter().enumerate() {
        if number > 0 {
            out.push_str("\n----------------------------------------\n\n");
        }
        for (name, value) in head(report) {
            let _ = writeln!(out, "{name}: {}", harmless(&value));
        }
        for block in report.blocks.iter().filter(|block| is_read(block.kind)) {
            let mark = if block.kind == BlockKind::Subheading { "## " } else { "" };
            let _ = write!(out, "\n{mark}{}\n", harmless(report.slice(block.span)));
        }
    }
    out
}

/// What was read, for programs: JSON Lines, one report a line.
#[must_use]
pub fn extract_json(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        let line = serde_json::to_string(&line(report)).expect("text and numbers are always JSON");
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Whether the block is part of what a reader reads.
fn is_read(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Headline | BlockKind::Body | BlockKind::Subheading | BlockKind::Credit)
}

/// The fields that are known, in the order of printing.
fn head(report: &Report) -> Vec<(&'static str, String)> {
    let mut head = Vec::new();
    let mut add = |name, value: Option<String>| head.extend(value.map(|value| (name, value)));
    add("path", report.path.clone());
    add("url", report.url.clone());
    add("outlet", report.outlet.clone());
    add("byline", report.byline.clone());
    add("authors", Some(report.authors.join("; ")).filter(|names| !names.is_empty()));
    add("published", report.published.map(|published| published.iso()));
    add("modified", report.modified.map(|modified| modified.iso()));
    add("section", report.section.clone());
    add("language", report.language.clone());
    add("free to read", report.free.map(|free| if free { "yes" } else { "no" }.to_owned()));
    for credit in &report.credits {
        add("credit", Some(format!("{} ({})", credit.name, credit_name(credit.kind))));
    }
    for notice in &report.notices {
        add("notice", Some(notice.message.clone()));
    }
    head
}

#[derive(Serialize)]
struct Line<'a> {
    path: Option<&'a str>,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    modified: Option<String>,
    section: Option<&'a str>,
    language: Option<&'a str>,
    free: Option<bool>,
    /// Body, subheadings and credits, parted by blank lines.
    text: String,
    blocks: Vec<LineBlock<'a>>,
    credits: Vec<LineCredit<'a>>,
    evidence: Vec<LineEvidence<'a>>,
    notices: Vec<LineNotice<'a>>,
}

#[derive(Serialize)]
struct LineBlock<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct LineCredit<'a> {
    name: &'a str,
    kind: &'static str,
    /// The line of the report that it stands in; null where only metadata name it.
    passage: Option<&'a str>,
}

#[derive(Serialize)]
struct LineEvidence<'a> {
    field: &'static str,
    place: &'static str,
    words: &'a str,
}

#[derive(Serialize)]
struct LineNotice<'a> {
    kind: &'static str,
    message: &'a str,
}

fn line(report: &Report) -> Line<'_> {
    let body = |kind| is_read(kind) && kind != BlockKind::Headline;
    let paragraphs = report.blocks.iter().filter(|block| body(block.kind));
    let text: Vec<&str> = paragraphs.map(|block| report.slice(block.span)).collect();
    let passage = |span: woozle::text::Span| {
        let block =
            report.blocks.iter().find(|block| block.span.start <= span.start && span.end <= block.span.end);
        block.map(|block| report.slice(block.span))
    };
    let blocks = report.blocks.iter();
    Line {
        path: report.path.as_deref(),
        url: report.url.as_deref(),
        outlet: report.outlet.as_deref(),
        title: report.title.as_deref(),
        byline: report.byline.as_deref(),
        authors: &report.authors,
        published: report.published.map(|published| published.iso()),
        modified: report.modified.map(|modified| modified.iso()),
        section: report.section.as_deref(),
        language: report.language.as_deref(),
        free: report.free,
        text: text.join("\n\n"),
        blocks: blocks
            .map(|block| LineBlock { kind: block_name(block.kind), text: report.slice(block.span) })
            .collect(),
        credits: report
            .credits
            .iter()
            .map(|credit| LineCredit {
                name: &credit.name,
                kind: credit_name(credit.kind),
                passage: credit.span.and_then(passage),
            })
            .collect(),
        evidence: report
            .evidence
            .iter()
            .map(|found| LineEvidence { field: found.field.name(), place: found.place, words: &found.words })
            .collect(),
        notices: report
            .notices
            .iter()
            .map(|notice| LineNotice { kind: notice_name(notice.kind), message: &notice.message })
            .collect(),
    }
}

fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Byline => "byline",
        BlockKind::Header => "header",
        BlockKind::Body => "body",
        BlockKind::Subheading => "subheading",
        BlockKind::Caption => "caption",
        BlockKind::Credit => "credit",
        BlockKind::Furniture => "furniture",
    }
}

fn credit_name(kind: CreditKind) -> &'static str {
    match kind {
        CreditKind::Byline => "byline",
        CreditKind::Dateline => "dateline",
        CreditKind::Closing => "closing",
        CreditKind::Republished => "republished",
        CreditKind::PressRelease => "press-release",
        CreditKind::Metadata => "metadata",
    }
}

fn notice_name(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::OtherLanguage => "other-language",
        NoticeKind::Encoding => "encoding",
        NoticeKind::NoSentence => "no-sentence",
        NoticeKind::UnbalancedQuotation => "unbalanced-quotation",
        NoticeKind::Truncated => "truncated",
        NoticeKind::Duplicate => "duplicate",
        NoticeKind::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use woozle::ingest::{Hint, read};

    use super::*;

    const TEXT: &str = "Bridge closed\n\nBy Ana Petrova and Li Wei\n\nVARNA (BTA) - The bridge was closed on Monday, \
        the mayor said.\n\nAFP contributed to this report.\n";

    #[test]
    fn a_report_is_printed_with_its_fields_paragraphs_and_credits() {
        let reports = read(TEXT.as_bytes(), &Hint::default()).expect("a text");
        let text = extract_text(&reports);
        for line in [
            "authors: Ana Petrova; Li Wei",
            "credit: BTA (dateline)",
            "credit: AFP (closing)",
            "VARNA (BTA) - The bridge was closed on Monday, the mayor said.",
        ] {
            assert!(text.lines().any(|printed| printed == line), "{line} in {text}");
        }
    }

    #[test]
    fn a_line_of_json_holds_the_passage_of_every_credit() {
        let reports = read(TEXT.as_bytes(), &Hint::default()).expect("a text");
        let json: serde_json::Value =
            serde_json::from_str(extract_json(&reports).trim()).expect("one line of JSON");
        assert_eq!(json["authors"], serde_json::json!(["Ana Petrova", "Li Wei"]));
        assert_eq!(json["credits"][1]["passage"], "AFP contributed to this report.");
        assert_eq!(json["blocks"][0]["kind"], "headline");
    }

    #[test]
    fn the_text_obeys_no_terminal() {
        // So few that the text does not pass for binary data.
        let text = b"Bridge \x1b]0;owned\x07 closed on Monday, he said, and the ferries will run until the weekend.\n\n\
            It opens again in May.";
        let reports = read(text, &Hint::default()).expect("a text");
        assert!(!extract_text(&reports).contains('\u{1b}'));
    }
}
