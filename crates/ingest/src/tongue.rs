//! A report's paragraphs in, its language out; never judged by a title alone.

use whatlang::{Lang, detect};
use woozle_text::{BlockKind, Notice, NoticeKind, Report};

/// So many bytes of the body are enough to tell; fewer than the smaller number are too few.
const ENOUGH: usize = 2_000;
const TOO_FEW: usize = 60;

/// Sets the report's language from its body, with what the page declared as the word where the body is short.
pub(crate) fn identify(report: &mut Report) {
    let declared = report.language.take();
    let body = body(report);
    let found = if body.len() < TOO_FEW { None } else { detect(&body) };
    let language = match found {
        Some(info) if info.is_reliable() || body.len() > 400 => Some(tag(info.lang()).to_owned()),
        Some(info) if info.lang() == Lang::Eng => Some("en".to_owned()),
        _ => None,
    };
    report.language = match (language, declared) {
        (Some(language), Some(declared)) if primary(&declared) == language => Some(declared),
        (Some(language), _) => Some(language),
        (None, declared) => declared,
    };
    if let Some(language) = report.language.as_deref().filter(|language| primary(language) != "en") {
        let message = format!("the report is not in English (language: {language}); it was not analysed");
        report.notices.push(Notice::new(NoticeKind::OtherLanguage, message));
    }
}

/// The body's first paragraphs.
fn body(report: &Report) -> String {
    let mut body = String::new();
    for block in report.blocks.iter().filter(|block| block.kind == BlockKind::Body) {
        if body.len() > ENOUGH {
            break;
        }
        body.push_str(report.slice(block.prose()));
        body.push('\n');
    }
    body
}

/// The part of a language tag before region and script.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// The two-letter tag where there is one, else the three-letter code.
fn tag(language: Lang) -> &'static str {
    let code = language.code();
    let pairs = include_str!("../data/languages.tsv");
    let row = pairs.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix('\t'));
    row.unwrap_or(code)
}
