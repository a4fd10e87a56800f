//! A page's headings and titles in, its headline out, as printed on the page.
//!
//! The heading on the page is preferred to the titles made for search engines and networks, where one
//! heading stands out that says what they say.

use crate::{
    jsonld::Record,
    page::Metadata,
    tree::{Tree, folded},
};

/// The headline of the page.
pub(crate) fn headline(
    tree: &Tree,
    metadata: &Metadata,
    record: &Record,
    outlet: Option<&str>,
) -> Option<String> {
    let titles: Vec<String> = [
        record.headline.as_deref(),
        metadata.first(&["og:title"]),
        metadata.first(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]),
        metadata.title.as_deref(),
    ]
    .into_iter()
    .flatten()
    .map(|title| without_outlet(title, outlet))
    .filter(|title| !title.is_empty())
    .collect();
    let headings: Vec<String> = tree.elements("h1").map(|at| tree.text(at)).filter(|text| !text.is_empty()).collect();
    let said = |heading: &&String| titles.iter().any(|title| shares_half(heading, title));
    let heading = headings.iter().find(said).or_else(|| {
        let only = headings.first().filter(|_| headings.len() == 1)?;
        let named = outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(only));
        (!named && only.split_whitespace().count() >= 3).then_some(only)
    });
    heading.or_else(|| titles.first()).map(|title| folded(title))
}

/// Whether half of the heading's words, and more than one, stand in the title.
fn shares_half(heading: &str, title: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    let shared = words.iter().filter(|word| title.contains(word.as_str())).count();
    shared >= words.len().min(2) && shared * 2 >= words.len()
}

/// The title without the outlet's name behind or before it.
pub(crate) fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet else { return folded(title) };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · "] {
        if let Some((rest, last)) = title.rsplit_once(mark)
            && last.trim().eq_ignore_ascii_case(outlet)
        {
            return folded(rest);
        }
        if let Some((first, rest)) = title.split_once(mark)
            && first.trim().eq_ignore_ascii_case(outlet)
        {
            return folded(rest);
        }
    }
    folded(title)
}
