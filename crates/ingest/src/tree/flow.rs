//! An element's name in, how its text stands on the page out.

use html5ever::{LocalName, local_name};

/// How an element's text stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// In the line, as `em` does.
    Inline,
    /// In paragraphs of its own, as `p` does.
    Block,
    /// Not at all, as that of `script`.
    Unseen,
}

/// How the text of elements of the name stands on the page.
pub(super) fn flow_of(name: &LocalName) -> Flow {
    match *name {
        local_name!("a")
        | local_name!("abbr")
        | local_name!("b")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("cite")
        | local_name!("code")
        | local_name!("data")
        | local_name!("del")
        | local_name!("dfn")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("ins")
        | local_name!("kbd")
        | local_name!("mark")
        | local_name!("q")
        | local_name!("rp")
        | local_name!("rt")
        | local_name!("ruby")
        | local_name!("s")
        | local_name!("samp")
        | local_name!("small")
        | local_name!("span")
        | local_name!("strike")
        | local_name!("strong")
        | local_name!("sub")
        | local_name!("sup")
        | local_name!("time")
        | local_name!("tt")
        | local_name!("u")
        | local_name!("var")
        | local_name!("wbr") => Flow::Inline,
        local_name!("audio")
        | local_name!("button")
        | local_name!("canvas")
        | local_name!("head")
        | local_name!("iframe")
        | local_name!("input")
        | local_name!("math")
        | local_name!("noscript")
        | local_name!("object")
        | local_name!("option")
        | local_name!("script")
        | local_name!("select")
        | local_name!("style")
        | local_name!("svg")
        | local_name!("template")
        | local_name!("textarea")
        | local_name!("video")
        | local_name!("datalist")
        | local_name!("map")
        | local_name!("dialog")
        | local_name!("title") => Flow::Unseen,
        _ if name.is_empty() => Flow::Inline,
        _ => Flow::Block,
    }
}
