//! A piece of HTML or text in, its paragraphs or its bare words out: what formats that carry articles need of
//! HTML. What a whole page needs is in `html`.

use dom_query::Document;
use woozle_text::BlockKind;

use crate::{article::passages, plain::read_plain};

/// The text with its white space folded to single spaces.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without markup and entities, white space folded.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return folded(text);
    }
    folded(&Document::fragment(text).text())
}

/// The paragraphs of a piece of HTML.
pub(crate) fn paragraphs_of_html(html: &str) -> Vec<(BlockKind, String)> {
    // Without any tag the line breaks are all that parts paragraphs.
    if !html.contains('<') {
        return paragraphs_of_text(Document::fragment(html).text().to_string());
    }
    let passages = passages(&Document::from(html));
    passages.into_iter().map(|passage| (passage.kind, passage.text)).collect()
}

/// The paragraphs of a plain text, by blank lines or lines.
pub(crate) fn paragraphs_of_text(text: String) -> Vec<(BlockKind, String)> {
    let report = read_plain(text);
    let kind = |kind| match kind {
        // Whether a line is a headline, byline or dateline is asked again below the item's own headline.
        BlockKind::Subheading | BlockKind::Caption => kind,
        _ => BlockKind::Body,
    };
    report.blocks.iter().map(|block| (kind(block.kind), folded(report.slice(block.span)))).collect()
}
