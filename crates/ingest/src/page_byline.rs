//! A page in, who wrote the article out: structured data, metadata, the visible byline.

use crate::{
    byline::explicit_byline,
    jsonld::Record,
    page::Metadata,
    tree::{Tree, folded},
};

/// The byline of the page, without "By".
pub(crate) fn byline(
    _tree: &Tree,
    metadata: &Metadata,
    record: &Record,
    _outlet: Option<&str>,
) -> Option<String> {
    let from_record = Some(record.authors.join(", ")).filter(|names| !names.is_empty());
    let from_meta = || metadata.first(&["author", "article:author", "byl", "dc.creator", "parsely-author"]).map(str::to_owned);
    from_record.or_else(from_meta).as_deref().and_then(clean_byline)
}

/// The byline without "By" and without what is too long to be one.
fn clean_byline(byline: &str) -> Option<String> {
    let line = folded(byline);
    let names = explicit_byline(&line).map_or(line.as_str(), |byline| byline.text);
    let is_name = !names.is_empty() && names.split_whitespace().count() <= 20 && !names.contains("://");
    is_name.then(|| names.to_owned())
}
