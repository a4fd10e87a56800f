//! A page in, the agencies and outlets out that its byline and metadata credit: who else it is from.
//!
//! What the lines of the text credit is read with the text (`closing.rs`, `dateline.rs`).

use woozle_text::{Credit, CreditKind};

use crate::{
    page::{Metadata, host},
    page_byline::PageByline,
};

/// Names of metadata that name the outlet an article was taken from. Dublin Core's "source" is left out: it names
/// journals and sites themselves.
const SOURCES: [&str; 4] = ["syndication-source", "original-source", "article:syndication_source", "source"];

/// The credits of byline and metadata. `fetched` is the address that the page came from, where it is known.
pub(crate) fn credits(
    metadata: &Metadata,
    byline: Option<&PageByline>,
    fetched: Option<&str>,
) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    let mut push = |name: &str, kind| {
        if !name.is_empty() && name.len() <= 80 && !credits.iter().any(|credit| credit.name == name) {
            credits.push(Credit { name: name.to_owned(), kind, span: None });
        }
    };
    if let Some(byline) = byline {
        let kind = if byline.place == "text" { CreditKind::Byline } else { CreditKind::Metadata };
        byline.authors.agencies.iter().for_each(|agency| push(agency, kind));
    }
    for source in SOURCES.iter().filter_map(|name| metadata.first(&[name])) {
        push(
            if source.contains("://") { host(source).unwrap_or_default() } else { source },
            CreditKind::Metadata,
        );
    }
    // A copy says by its canonical address where the article lives.
    if let (Some(canonical), Some(fetched)) = (metadata.address().and_then(host), fetched.and_then(host))
        && !same_site(canonical, fetched)
    {
        push(canonical, CreditKind::Metadata);
    }
    credits
}

/// Whether two hosts are of one site: "m.courier.example" and "courier.example", or another ending.
fn same_site(one: &str, other: &str) -> bool {
    let names = |host: &str| -> Vec<String> {
        host.split('.').filter(|part| part.len() > 3).map(str::to_ascii_lowercase).collect()
    };
    let (one, other) = (names(one), names(other));
    one.is_empty() || other.is_empty() || one.iter().any(|name| other.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    #[test]
    fn a_copy_credits_where_its_article_lives() {
        let page = r#"<link rel="canonical" href="https://www.harbour-weekly.example/a">
            <meta name="syndication-source" content="https://news.courier.example/a">"#;
        let metadata = Metadata::read(&Tree::parse(page));
        let names = |fetched| -> Vec<String> {
            credits(&metadata, None, Some(fetched)).into_iter().map(|credit| credit.name).collect()
        };
        assert_eq!(names("https://portal.invalid/copy"), ["news.courier.example", "harbour-weekly.example"]);
        assert_eq!(names("https://m.harbour-weekly.example/a"), ["news.courier.example"]);
    }
}
