//! A page's head in, what it says of itself out: address, outlet, language, section.
//!
//! Metadata only; the visible text is read elsewhere and fills what is missing here.

use crate::tree::{Tree, folded};

/// The page's metadata in order: name in lower case, content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    entries: Vec<(String, String)>,
    canonical: Option<String>,
    language: Option<String>,
    /// The page's title element.
    pub title: Option<String>,
}

impl Metadata {
    /// Gathers what the page says of itself.
    pub(crate) fn read(tree: &Tree) -> Self {
        let mut metadata = Self::default();
        for at in 0..tree.nodes.len() {
            let node = &tree.nodes[at];
            match &*node.name {
                "meta" => {
                    let content = node.attribute("content").map(folded).filter(|content| !content.is_empty());
                    let Some(content) = content else { continue };
                    for name in ["property", "name", "itemprop", "http-equiv"] {
                        if let Some(name) = node.attribute(name) {
                            metadata.entries.push((name.to_ascii_lowercase(), content.clone()));
                        }
                    }
                }
                "link" if node.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    let href = node.attribute("href").map(folded);
                    metadata.canonical = metadata.canonical.take().or(href);
                }
                "html" => metadata.language = node.attribute("lang").map(folded),
                "title" if metadata.title.is_none() && !in_picture(tree, at) => {
                    metadata.title = Some(tree.text(at)).filter(|title| !title.is_empty());
                }
                _ => {}
            }
        }
        metadata
    }

    /// The first content under one of the names, the names in order of trust.
    pub(crate) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// All contents under the name.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let name = name.to_owned();
        self.entries.iter().filter(move |(known, _)| *known == name).map(|(_, content)| content.as_str())
    }

    /// The canonical address, where it is a whole one.
    pub(crate) fn address(&self) -> Option<&str> {
        let whole = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
        self.canonical.as_deref().filter(whole).or_else(|| self.first(&["og:url"]).filter(whole))
    }

    /// The outlet by which the page calls itself.
    pub(crate) fn outlet(&self) -> Option<&str> {
        self.first(&["og:site_name", "application-name", "apple-mobile-web-app-title"])
            .filter(|name| name.chars().count() <= 60)
    }

    /// The language that the page declares.
    pub(crate) fn language(&self) -> Option<String> {
        let tag = self.language.as_deref().or_else(|| self.first(&["content-language", "og:locale"]))?;
        let known = tag.len() >= 2 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        known.then(|| tag.replace('_', "-"))
    }

    /// What the article is about, in a sentence or two.
    pub(crate) fn summary(&self) -> Option<&str> {
        self.first(&["og:description", "description", "twitter:description"])
    }
}

/// Whether the title is one of a drawing.
fn in_picture(tree: &Tree, at: usize) -> bool {
    tree.ancestors(at).any(|above| &*tree.nodes[above].name == "svg")
}

/// The host of an address without `www.`.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', ':', '?', '#']).next()?.trim_start_matches("www.");
    (host.contains('.') && !host.contains('@')).then_some(host)
}
