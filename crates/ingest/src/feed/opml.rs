//! A list of feeds (OPML) in, the feeds it names out: names and addresses, no reports.

use crate::xml::Tree;

/// At most so many feeds of a list are told.
const MOST_FEEDS: usize = 10_000;

/// Whether the text begins with the root of an OPML file.
pub(crate) fn is_opml(markup: &str) -> bool {
    markup.starts_with("<opml")
}

/// The feeds that the list names, in its order: name and address of the feed.
pub(crate) fn feeds_in(text: &str) -> Vec<(String, String)> {
    let tree = Tree::parse(text);
    tree.elements()
        .filter(|element| element.name() == "outline")
        .filter_map(|outline| {
            let address = outline.attribute("xmlurl").or_else(|| {
                let kind = outline.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("rss"));
                outline.attribute("url").filter(|_| kind)
            })?;
            let name = outline.attribute("title").or_else(|| outline.attribute("text")).unwrap_or(address);
            Some((crate::tree::folded(name), address.trim().to_owned()))
        })
        .take(MOST_FEEDS)
        .collect()
}
