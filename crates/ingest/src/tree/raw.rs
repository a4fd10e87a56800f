//! Markup in, where the text of a script or style begins and ends out, and that of a drawing.
//!
//! Two fifths of a page are programs. Their text is all one to the parser, which yet looks at every letter of it:
//! once it has opened such an element, the text is handed to the tree whole and the parser goes on at the end tag.
//! So it does behind a drawing, which no one reads.

use super::CHUNK;

/// The elements whose text is long and is no markup, or is not read.
const NAMES: [&str; 3] = ["script", "style", "svg"];
/// The elements of which a drawing may be made to be passed over. Others may end it, as a paragraph does, or hold
/// what looks like its end.
const SHAPES: [&str; 23] = [
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "fegaussianblur",
    "feoffset",
    "filter",
    "g",
    "line",
    "lineargradient",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "symbol",
    "text",
    "tspan",
    "use",
];
/// A tag longer than this is given to the parser in pieces, like any other markup.
const LONGEST_TAG: usize = 4 * CHUNK;

/// How many bytes of the markup the parser is given next: up to the end of the first tag that opens a script, a style
/// or a drawing, so that it stands right before the text; else a chunk.
pub(super) fn next_piece(markup: &str) -> usize {
    let chunk = border(markup, CHUNK);
    let opens = |&(at, _): &(usize, &str)| NAMES.iter().any(|name| is_tag(&markup[at + 1..], name));
    let Some((at, _)) = markup[..chunk].match_indices('<').find(opens) else { return chunk };
    let tag = &markup[at..at + border(&markup[at..], LONGEST_TAG)];
    tag.find('>').map_or(chunk, |end| at + end + 1)
}

/// The text of the element of the name that the markup begins with, up to its end tag. `None` where there is no
/// such tag, and where a comment in a script could hide it.
pub(super) fn text_of<'a>(name: &str, markup: &'a str) -> Option<&'a str> {
    let ends = |&(at, _): &(usize, &str)| {
        markup[at + 1..].strip_prefix('/').is_some_and(|after| is_tag(after, name))
    };
    let (end, _) = markup.match_indices('<').find(ends)?;
    let text = &markup[..end];
    (!text.contains("<!--")).then_some(text)
}

/// The inside of the drawing that the markup stands in, up to its end tag; `None` where it holds more than shapes.
pub(super) fn drawing(markup: &str) -> Option<&str> {
    for (at, _) in markup.match_indices('<') {
        let tag = &markup[at + 1..];
        let name = tag.strip_prefix('/').unwrap_or(tag);
        if name.len() < tag.len() && is_tag(name, "svg") {
            return Some(&markup[..at]);
        }
        if !SHAPES.iter().any(|shape| is_tag(name, shape)) || !is_whole(tag) {
            return None;
        }
    }
    None
}

/// Whether the tag that the markup begins with ends before any other begins, and none of its values holds its end.
fn is_whole(tag: &str) -> bool {
    let end = tag.find(['<', '>']).filter(|&end| tag[end..].starts_with('>'));
    let even = |text: &str, quote| text.matches(quote).count() % 2 == 0;
    end.is_some_and(|end| even(&tag[..end], '"') && even(&tag[..end], '\''))
}

/// Whether the markup behind a `<` begins with a tag of the name, in letters of either case.
fn is_tag(markup: &str, name: &str) -> bool {
    let bytes = markup.as_bytes();
    bytes.get(..name.len()).is_some_and(|letters| letters.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

/// The first border of a character at or behind the byte, or the end.
fn border(markup: &str, byte: usize) -> usize {
    let mut end = markup.len().min(byte);
    while !markup.is_char_boundary(end) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    #[test]
    fn a_piece_ends_behind_the_tag_of_a_script_and_its_text_before_the_end_tag() {
        let page = "<p>One</p><SCRIPT type='a'>if (a < b) c()</Script >two";
        let end = next_piece(page);
        assert_eq!(&page[..end], "<p>One</p><SCRIPT type='a'>");
        assert_eq!(text_of("script", &page[end..]), Some("if (a < b) c()"));
        assert_eq!(text_of("script", "<!-- <script> </script>"), None);
        assert_eq!(text_of("style", "a{}</styles>"), None);
    }

    #[test]
    fn the_page_is_the_same_whether_or_not_a_script_is_taken_whole() {
        for (page, words) in [
            ("<p>One</p><script>a = '<p>no</p>'</script><p>two</p>", "One two"),
            ("<p>One</p><script><!-- <script> </script> --> </script><p>two</p>", "One two"),
            ("<p title='<script>'>One</p><p>and</p></script><p>two</p>", "One and two"),
            ("<!-- <script> --><p>One</p><!-- </script> --><p>two</p>", "One two"),
            ("<svg><script><g>x</g></script></svg><p>One</p><style></style><p>two</p>", "One two"),
            ("<textarea><script></textarea><p>One</p><script></script><p>two</p>", "One two"),
            ("<p>One two</p><script>without an end", "One two"),
            ("<select><style><option>x</style></select><p>One two</p>", "One two"),
            ("<p>One</p><svg><g><path d='M1'/></g></svg><p>two</p>", "One two"),
            ("<p>One</p><svg viewBox='0'/><p>and</p><svg></svg><p>two</p>", "One and two"),
            ("<p>One</p><svg><path d='<'/><p>and</p></svg><p>two</p>", "One and two"),
            ("<p>One</p><SVG><title>a</title><path/></SVG ><p>two</p>", "One two"),
            ("<p>One</p><svg><path d='</svg>'/></svg><p>two</p>", "One two"),
            ("<p>One <svg><g>two</p>", "One"),
        ] {
            let tree = Tree::parse(page);
            let body = tree.elements("body").next().expect("every page has a body");
            assert_eq!(tree.text(body), words, "{page}");
        }
    }

    #[test]
    fn a_script_keeps_its_text_and_a_style_none() {
        let tree = Tree::parse("<script>let a = 1;</script><style>p { color: red }</style>");
        let text = |name| {
            let at = tree.elements(name).next().expect("the element");
            tree.nodes[at + 1..tree.nodes[at].end].iter().map(|node| &*node.text).collect::<String>()
        };
        assert_eq!(text("script"), "let a = 1;");
        assert_eq!(text("style"), "");
    }
}
