//! A piece of HTML or text in, its paragraphs or its bare words out: what formats that carry articles need of
//! HTML. What a whole page needs is in `html`.
//!
//! Nothing is left out but what is never shown: what the format gives as the article is the article.

use woozle_text::BlockKind;

use crate::{
    passage::{Form, passages},
    plain::read_plain,
    tree::{Tree, folded},
};

/// The text without markup and entities, white space folded.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return folded(text);
    }
    Tree::parse(text).text(0)
}

/// The paragraphs of a piece of HTML.
pub(crate) fn paragraphs_of_html(html: &str) -> Vec<(BlockKind, String)> {
    let tree = Tree::parse(html);
    // Without any tag the line breaks are all that parts paragraphs.
    if !html.contains('<') {
        return paragraphs_of_text(tree.nodes.iter().map(|node| &*node.text).collect());
    }
    let kind = |form| match form {
        Form::Heading(_) => BlockKind::Subheading,
        Form::Caption => BlockKind::Caption,
        Form::Paragraph | Form::Item | Form::Quotation | Form::Cell | Form::Code => BlockKind::Body,
    };
    passages(&tree).into_iter().map(|passage| (kind(passage.form), passage.text)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_html_is_cut_into_all_its_paragraphs() {
        let html = "<p>The bridge &amp; the ferry are closed.</p><script>x()</script><h3>Buses</h3>They run<br><br>\
            by night.<figure><img><figcaption>The bridge</figcaption></figure><nav><p>Every hour.</p></nav>";
        let found = paragraphs_of_html(html);
        let found: Vec<(BlockKind, &str)> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Body, "The bridge & the ferry are closed."),
                (BlockKind::Subheading, "Buses"),
                (BlockKind::Body, "They run"),
                (BlockKind::Body, "by night."),
                (BlockKind::Caption, "The bridge"),
                (BlockKind::Body, "Every hour."),
            ]
        );
    }

    #[test]
    fn html_without_tags_is_parted_at_its_lines_and_a_title_loses_markup() {
        let found =
            paragraphs_of_html("The bridge &amp; the ferry are closed.\n\nBuses run, the mayor said.");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].1, "The bridge & the ferry are closed.");
        assert_eq!(plain("  Bridge <b>&lt;closed&gt;</b>\n for&nbsp;good "), "Bridge <closed> for good");
    }
}
