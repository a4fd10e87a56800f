//! [`Feed`] and [`Entry`]: what a feed says, whatever its format; and an entry's [`Report`].

use woozle_text::{Published, Report};

use crate::{
    fragment::plain,
    item::{Body, Item, person},
};

/// A feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// Its name, without markup.
    pub title: Option<String>,
    /// The page that it belongs to.
    pub link: Option<String>,
    /// Language tag as stated.
    pub language: Option<String>,
    /// Its entries in its order.
    pub entries: Vec<Entry>,
    /// Whether there were more entries than are read.
    pub cut: bool,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Its headline, without markup.
    pub title: Option<String>,
    /// The address of the article, made whole where the feed says how; its identifier where it gives no address.
    pub link: Option<String>,
    /// Its identifier.
    pub id: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was last changed.
    pub updated: Option<Published>,
    /// Its authors as printed.
    pub authors: Vec<String>,
    /// The teaser.
    pub summary: Option<Content>,
    /// The text, in full where the feed gives it.
    pub content: Option<Content>,
    /// From where the feed has it.
    pub source: Option<Source>,
    /// Publisher or copyright holder where stated for the entry itself.
    pub publisher: Option<String>,
    /// The section it stands in: its category, where it has only one.
    pub section: Option<String>,
    /// Language tag as stated for the entry itself.
    pub language: Option<String>,
}

/// A text of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The text.
    pub text: String,
    /// Whether it is HTML.
    pub is_html: bool,
}

/// The feed or outlet from which an entry was taken over: RSS and Atom `source`, `dc:source`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: Option<String>,
    /// The address of its feed or page.
    pub url: Option<String>,
}

impl Entry {
    /// The entry as a report; `None` where it has neither title nor text.
    pub(crate) fn report(&self, feed: &Feed) -> Option<Report> {
        let source = self.source.as_ref().and_then(|source| source.name.clone());
        let own = feed.title.as_deref().map(outlet_name);
        // Where the link leads to the source's own site, the source is who published it.
        let leads_to_source = self.source.as_ref().is_some_and(|source| {
            source.url.as_deref().and_then(site).is_some()
                && source.url.as_deref().and_then(site) == self.link.as_deref().and_then(site)
        });
        let outlet = match (&source, leads_to_source) {
            (Some(name), true) => Some(name.clone()),
            _ => self.publisher.clone().or(own),
        };
        let title = self.title.as_deref().map(|title| without_source(title, source.as_deref()));
        let item = Item {
            format: "feed",
            title,
            authors: self.authors.iter().map(|author| person(author)).collect(),
            outlet,
            url: self.link.clone().filter(|link| link.starts_with("http://") || link.starts_with("https://")),
            language: self.language.clone().or_else(|| feed.language.clone()),
            published: self.published.or(self.updated),
            modified: self.updated,
            section: self.section.clone(),
            sources: source.into_iter().collect(),
            body: self.body(),
            ..Item::default()
        };
        item.into_report()
    }

    /// The longer of content and summary: some feeds put the teaser into one, some into the other.
    fn body(&self) -> Option<Body> {
        let words = |content: &Content| plain(&content.text).len();
        let chosen = match (&self.content, &self.summary) {
            (Some(content), Some(summary)) if words(summary) > words(content) => Some(summary),
            (Some(content), _) => Some(content),
            (None, summary) => summary.as_ref(),
        }?;
        let text = chosen.text.clone();
        Some(if chosen.is_html { Body::Html(text) } else { Body::Text(text) })
    }
}

/// The outlet's name in a feed's title: "Harbour Courier - RSS", "RSS feed of the Harbour Courier".
fn outlet_name(title: &str) -> String {
    let mut name = title.trim();
    for end in ["RSS feeds", "RSS feed", "Atom feed", "RSS Feed", "Atom Feed", "RSS", "Atom"] {
        if let Some(rest) = name.strip_suffix(end) {
            let rest = rest.trim_end_matches([' ', '-', '–', '|', ':', '(', '»']);
            name = if rest.is_empty() { name } else { rest };
        }
    }
    name.to_owned()
}

/// The headline without the source that aggregators put behind it: "Bridge closed - Harbour Courier".
fn without_source(title: &str, source: Option<&str>) -> String {
    let cut = [" - ", " – ", " | "].iter().find_map(|mark| {
        let (rest, last) = title.rsplit_once(mark)?;
        source.is_some_and(|source| source.trim().eq_ignore_ascii_case(last.trim())).then_some(rest)
    });
    cut.unwrap_or(title).trim().to_owned()
}

/// The host without "www.".
fn site(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', ':', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}
