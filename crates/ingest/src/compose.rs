//! A headline and paragraphs in, one text with its blocks out: datelines, credits and furniture are read in it.
//!
//! Pages and all formats with fields come through here. The text is the headline and the paragraphs with blank
//! lines between them.

use woozle_text::{BlockKind, Report, Span};

use crate::plain::read_marked;

/// Writes the report's headline and the paragraphs into its text; `None` where there are no words at all. A
/// paragraph that only repeats the headline is left out.
pub(crate) fn compose<'a>(
    mut report: Report,
    paragraphs: impl IntoIterator<Item = (BlockKind, &'a str)>,
) -> Option<Report> {
    let mut text = String::new();
    let mut marked = Vec::new();
    let mut push = |kind, words: &str| {
        text.push_str(if text.is_empty() { "" } else { "\n\n" });
        let start = text.len();
        text.push_str(words);
        marked.push((Span::new(start, start + words.len()), kind));
    };
    if let Some(title) = &report.title {
        push(BlockKind::Headline, title);
    }
    let repeated =
        |words: &str| report.title.as_deref().is_some_and(|title| title.eq_ignore_ascii_case(words));
    for (kind, words) in paragraphs {
        let words = words.trim();
        if !words.is_empty() && !repeated(words) {
            push(kind, words);
        }
    }
    if text.is_empty() {
        return None;
    }
    report.text = text;
    Some(read_marked(report, marked))
}
