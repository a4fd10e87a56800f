//! A page in, when it says it was published out: structured data, metadata, time elements, address, text.

use woozle_text::Published;

use crate::{date::find_date, jsonld::Record, page::Metadata, tree::Tree};

/// Names of metadata that hold the time of publication, the most trustworthy first.
const NAMES: [&str; 24] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "release_date",
    "date",
];

/// When the page says it was published.
pub(crate) fn published(
    tree: &Tree,
    metadata: &Metadata,
    record: &Record,
    url: Option<&str>,
) -> Option<Published> {
    let read = |text: &str| find_date(text).map(|found| found.published);
    record
        .published
        .as_deref()
        .and_then(read)
        .or_else(|| NAMES.iter().find_map(|name| metadata.all(name).find_map(read)))
        .or_else(|| times(tree).into_iter().next())
        .or_else(|| url.and_then(date_in_address))
}

fn times(tree: &Tree) -> Vec<Published> {
    tree.elements("time")
        .filter_map(|at| find_date(tree.nodes[at].attribute("datetime")?).map(|found| found.published))
        .collect()
}

/// The day in `/2025/03/12/` or `/2025-03-12-`.
fn date_in_address(url: &str) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    path.match_indices("/20").find_map(|(at, _)| {
        let day: String = path[at + 1..].chars().take(10).collect();
        find_date(&day).filter(|found| found.end - found.start == 10).map(|found| found.published)
    })
}
