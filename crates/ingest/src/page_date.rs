//! A page in, when it says it was published and last changed out: structured data, metadata, time elements,
//! its address and the number of a post in it (`post_number.rs`), the dates printed near the headline in the page's
//! language (`shown_date.rs`).
//!
//! A printed day is preferred to a time in UTC that lies a day beside it: the page's readers live elsewhere.

use woozle_text::{Clock, Published};

use crate::article::Page;
use crate::{
    date::Order,
    jsonld::Record,
    page::{Metadata, host},
    passage::{Marks, Passage},
    post_number::time_of_post,
    shown_date::is_recent,
    stated_date::{date_in_address, stated},
    tree::Tree,
};

/// What a page's dates are looked for in.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    /// The page.
    pub tree: &'a Tree,
    /// What its head says.
    pub metadata: &'a Metadata,
    /// What its structured data says.
    pub record: &'a Record,
    /// Its passages.
    pub passages: &'a [Passage],
    /// What the elements around each passage are for.
    pub marks: &'a [Marks],
    /// The number of the headline among them.
    pub headline: Option<usize>,
    /// Its address.
    pub url: Option<&'a str>,
}

impl<'a> Sources<'a> {
    /// What the page says of itself, its head and structured data being read.
    pub(crate) fn new(
        tree: &'a Tree,
        (metadata, record): (&'a Metadata, &'a Record),
        page: &'a Page,
        url: Option<&'a str>,
    ) -> Self {
        let Page { passages, marks, headline, .. } = page;
        Self { tree, metadata, record, passages, marks, headline: *headline, url }
    }
}

/// A date and where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The date.
    pub published: Published,
    /// Where: `json-ld`, `meta`, `microdata`, `time`, `address`, `post-number`, `text`, `script`.
    pub place: &'static str,
}

/// Names of metadata that hold the time of publication, the most trustworthy first.
const NAMES: [&str; 58] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.publication",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "publication-date",
    "article.published",
    "article.created",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "release_date",
    "displaydate",
    "originalpublicationdate",
    "article:published_date",
    "article:publish_date",
    "article:publicationdate",
    "article:post_date",
    "article_date_original",
    "bt:pubdate",
    "date_published",
    "date-published",
    "date_publish",
    "published_date",
    "published-date",
    "publisheddate",
    "publish_time",
    "publish-time",
    "publishtime",
    "published_at",
    "publishedat",
    "pubtime",
    "og:datepublished",
    "og:publish_date",
    "og:pubdate",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "vr:published_time",
    "mediator_published_time",
    "analyticsattributes.articledate",
    "dcsext.articlefirstpublished",
    "citation_date",
    "dcterms.available",
    "prism.publicationdate",
    "video:release_date",
    "dateposted",
];
/// Names of metadata that hold some date of the page, often that of its file: a printed one is preferred.
const LOOSE: [&str; 6] = ["dc.date", "dcterms.date", "date", "dc.date.created", "dcterms.created", "created"];
/// Names of metadata that hold the time of the last change.
const CHANGED: [&str; 8] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "dateupdate",
];
/// When the page says it was published.
pub(crate) fn published(sources: &Sources<'_>) -> Option<Found> {
    let order = sources.order();
    let found = |published: Option<Published>, place| published.map(|published| Found { published, place });
    let record = sources.record.published.as_deref();
    let address = sources.url.and_then(|url| date_in_address(url, order));
    let loose = sources.metadata_date(&LOOSE, order);
    let stated = [
        found(record.and_then(|text| stated(text, order)), "json-ld"),
        found(sources.metadata_date(&NAMES, order), "meta"),
        found(sources.item(order), "microdata"),
    ];
    let mut stated = stated.into_iter().flatten();
    if let Some(first) = stated.next() {
        let printed = sources.printed(order);
        let beside = |day: &Published| is_beside(first.published, *day);
        if let Some(day) = address.filter(beside).or_else(|| printed.filter(beside)) {
            return Some(Found { published: day, place: "text" });
        }
        // An old article moved to a new site is stated to be of the day on which it was moved.
        let shown = sources.beside_headline(order).filter(|shown| is_long_before(*shown, first.published));
        if let Some(day) = shown {
            return Some(Found { published: day, place: "text" });
        }
        // What readers see and another statement confirms is believed against one statement.
        let loose = loose.map(|published| Found { published, place: "meta" });
        let seen = |other: &Found| printed.is_some_and(|printed| printed.date == other.published.date);
        return Some(if seen(&first) { first } else { stated.chain(loose).find(seen).unwrap_or(first) });
    }
    found(address, "address")
        .or_else(|| found(sources.url.and_then(time_of_post), "post-number"))
        .or_else(|| found(sources.time_element(order), "time"))
        .or_else(|| found(sources.printed(order).filter(is_recent), "text"))
        .or_else(|| found(loose, "meta"))
        .or_else(|| found(sources.printed_anywhere(order), "text"))
        .or_else(|| found(sources.opening(order), "text"))
        .or_else(|| found(sources.script(order), "script"))
        .or_else(|| modified(sources))
}

/// When the page says it was last changed.
pub(crate) fn modified(sources: &Sources<'_>) -> Option<Found> {
    let order = sources.order();
    let found = |published: Option<Published>, place| published.map(|published| Found { published, place });
    let record = sources.record.modified.as_deref();
    found(record.and_then(|text| stated(text, order)), "json-ld")
        .or_else(|| found(sources.metadata_date(&CHANGED, order), "meta"))
        .or_else(|| found(sources.changed(order), "text"))
}

impl Sources<'_> {
    /// In which order the page prints numbers of dates.
    fn order(&self) -> Order {
        let language = self.metadata.language().unwrap_or_default().to_ascii_lowercase();
        let locale = self.metadata.first(&["og:locale"]).unwrap_or_default().to_ascii_lowercase();
        let domain = self.url.and_then(host).and_then(|host| host.rsplit('.').next()).unwrap_or_default();
        let american =
            ["us", "com", "org", "net", "edu", "gov", "mil", "io", "co", "news", ""].contains(&domain);
        let english = language.starts_with("en") || language.is_empty();
        let elsewhere =
            language.len() > 2 && !language.ends_with("us") || locale.len() > 2 && !locale.ends_with("us");
        if english && american && !elsewhere { Order::MonthFirst } else { Order::DayFirst }
    }

    fn metadata_date(&self, names: &[&str], order: Order) -> Option<Published> {
        names.iter().find_map(|name| self.metadata.all(name).find_map(|text| stated(text, order)))
    }
}

/// Whether so much time lies between the days that neither clocks nor corrections explain it.
fn is_long_before(one: Published, other: Published) -> bool {
    other.date.days_since_epoch() - one.date.days_since_epoch() > 30
}

/// Whether the time is in UTC and the day is another one that it may be where the page is read.
fn is_beside(stated: Published, day: Published) -> bool {
    let Some(Clock { minute, utc_offset: Some(0) }) = stated.clock else { return false };
    // Clocks run from twelve hours behind to fourteen before UTC.
    match day.date.days_since_epoch() - stated.date.days_since_epoch() {
        1 => minute >= 10 * 60,
        -1 => minute < 12 * 60,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Clues, jsonld};

    fn dates(page: &str, url: Option<&str>) -> (Option<String>, Option<String>) {
        let tree = Tree::parse(page);
        let metadata = Metadata::read(&tree);
        let record = jsonld::record(&tree).unwrap_or_default();
        let page = Page::new(&tree, Clues { title: Some("Old bridge closed"), ..Clues::default() });
        let sources = Sources::new(&tree, (&metadata, &record), &page, url);
        let iso = |found: Option<Found>| found.map(|found| found.published.iso());
        (iso(published(&sources)), iso(modified(&sources)))
    }

    const HEADLINE: &str = "<h1>Old bridge closed</h1>";

    #[test]
    fn publication_and_change_are_told_apart_and_keep_their_zone() {
        let page = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Old bridge closed",
            "datePublished":"2025-03-12T09:40:00+01:00","dateModified":"2025-03-13T08:00:00+01:00",}</script>"#;
        let (published, modified) = dates(&format!("{page}{HEADLINE}"), None);
        assert_eq!(published.as_deref(), Some("2025-03-12T09:40+01:00"));
        assert_eq!(modified.as_deref(), Some("2025-03-13T08:00+01:00"));
    }

    #[test]
    fn dates_in_print_are_read_in_the_language_of_the_page() {
        for (language, print, expected) in [
            ("de", "Veröffentlicht am 12. März 2025", "2025-03-12"),
            ("es", "12 de marzo de 2025", "2025-03-12"),
            ("en-GB", "03/04/2025", "2025-04-03"),
            ("en-US", "03/04/2025", "2025-03-04"),
            ("en-US", "03-04-2025", "2025-03-04"),
            ("ja", "2025年3月12日", "2025-03-12"),
        ] {
            let page =
                format!("<html lang={language}><body>{HEADLINE}<p class=date>{print}</p></body></html>");
            assert_eq!(dates(&page, None).0.as_deref(), Some(expected), "{print}");
        }
    }

    #[test]
    fn the_day_in_the_address_corrects_one_in_another_zone_and_stands_in_for_none() {
        let meta = "<meta property='article:published_time' content='2025-03-12T23:30:00Z'>";
        let url = Some("https://courier.example/2025/03/13/bridge");
        assert_eq!(dates(&format!("{meta}{HEADLINE}"), url).0.as_deref(), Some("2025-03-13"));
        assert_eq!(dates(HEADLINE, url).0.as_deref(), Some("2025-03-13"));
        assert_eq!(dates(HEADLINE, Some("https://courier.example/2025/03/13999/bridge")).0, None);
    }

    #[test]
    fn the_number_of_a_post_dates_a_page_that_states_nothing() {
        let url = Some("https://network.example/courier/status/1541815603606036480");
        let meta = "<meta property='article:published_time' content='2022-06-28T18:07:40+02:00'>";
        assert_eq!(dates(HEADLINE, url).0.as_deref(), Some("2022-06-28T16:07Z"));
        assert_eq!(dates(&format!("{meta}{HEADLINE}"), url).0.as_deref(), Some("2022-06-28T18:07+02:00"));
    }

    #[test]
    fn a_printed_day_decides_between_statements_and_against_a_loose_one() {
        let record = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-01-02"}</script>"#;
        let meta = "<meta property='article:published_time' content='2025-03-12T09:40:00'>";
        let loose = "<meta name='date' content='2025-03-10'>";
        let print = "<p class=date>12 March 2025</p>";
        let first = |parts: &[&str]| dates(&parts.concat(), None).0;
        assert_eq!(first(&[record, meta, HEADLINE, print]).as_deref(), Some("2025-03-12T09:40"));
        assert_eq!(first(&[record, meta, HEADLINE]).as_deref(), Some("2024-01-02"));
        assert_eq!(first(&[loose, HEADLINE, print]).as_deref(), Some("2025-03-12"));
        assert_eq!(first(&[loose, HEADLINE]).as_deref(), Some("2025-03-10"));
    }

    #[test]
    fn a_day_that_no_clock_shows_is_none_beside_a_time_in_utc() {
        let meta = "<meta property='article:published_time' content='2025-03-12T20:00:00Z'>";
        let day_before = "<p class=date>11 March 2025</p>";
        let day_after = "<p class=date>13 March 2025</p>";
        let first = |print| dates(&format!("{meta}{HEADLINE}{print}"), None).0;
        assert_eq!(first(day_before).as_deref(), Some("2025-03-12T20:00Z"));
        assert_eq!(first(day_after).as_deref(), Some("2025-03-13"));
    }

    #[test]
    fn without_a_statement_a_day_is_read_by_the_headline_in_the_opening_words_and_in_programs() {
        let far = "<p>The old bridge over the river was closed on Monday, the mayor said.</p>".repeat(40);
        for (page, expected) in [
            (format!("<div class=teaser-meta><p>12.03.2025</p></div>{HEADLINE}"), Some("2025-03-12")),
            (
                format!("{HEADLINE}<p>Press release of 12 March 2025 | The bridge is closed.</p>"),
                Some("2025-03-12"),
            ),
            (
                format!("{HEADLINE}<script>x={{\"publishedAt\":\"2025-03-12T09:40:00Z\"}}</script>"),
                Some("2025-03-12T09:40Z"),
            ),
            (
                format!(
                    "{HEADLINE}{far}<p>Written by Ana Petrova of the town desk, published 12 March 2025</p>"
                ),
                Some("2025-03-12"),
            ),
            (
                format!("{HEADLINE}<script>var day = {{publishDate: '2025-03-12 09:40'}}</script>"),
                Some("2025-03-12T09:40"),
            ),
            (format!("{HEADLINE}<script>var day = {{republishDate: '2025-03-12'}}</script>"), None),
            (
                format!("{HEADLINE}<abbr class='published' title='2025-03-12T09:40:00Z'>3 days ago</abbr>"),
                Some("2025-03-12T09:40Z"),
            ),
            (
                format!("{HEADLINE}<time-ago datetime='2025-03-12T09:40:00Z'>3 days ago</time-ago>"),
                Some("2025-03-12T09:40Z"),
            ),
            (format!("{HEADLINE}<p>It was <del datetime='2025-03-12'>open</del> shut.</p>"), None),
            (
                format!(
                    "{HEADLINE}<span property='dc:date dc:created' content='2025-03-12T09:40:00+01:00'>x</span>"
                ),
                Some("2025-03-12T09:40+01:00"),
            ),
            (
                format!(
                    "{HEADLINE}<ul><li>Started <time datetime=2025-03-12>a week ago</time></li></ul>\
                    <div class=comments><p>Well said, all of you, and so it was on Monday.</p></div>"
                ),
                Some("2025-03-12"),
            ),
            (format!("{HEADLINE}<table><td>28 January 1975</td></table>"), None),
            (
                format!(
                    "<time datetime=2025-03-12>x</time>{HEADLINE}{far}<time datetime=2024-01-01>y</time>"
                ),
                Some("2025-03-12"),
            ),
        ] {
            assert_eq!(dates(&page, None).0.as_deref(), expected, "{page:.120}");
        }
    }

    #[test]
    fn a_day_shown_long_before_the_stated_one_is_that_of_an_article_that_was_moved() {
        let meta = "<meta property='article:published_time' content='2025-03-12T09:40:00Z'>";
        let first = |print: &str| dates(&format!("{meta}{HEADLINE}<p>{print}</p>"), None).0;
        assert_eq!(first("30 December 2013").as_deref(), Some("2013-12-30"));
        assert_eq!(first("Updated: 30 December 2013").as_deref(), Some("2025-03-12T09:40Z"));
        assert_eq!(first("14 November 2025").as_deref(), Some("2025-03-12T09:40Z"));
        assert_eq!(first("The bridge was built on 30 December 1913").as_deref(), Some("2025-03-12T09:40Z"));
    }

    #[test]
    fn a_date_among_comments_dates_no_article() {
        let text =
            "<p>The old bridge over the river was closed on Monday, the mayor said, for two weeks.</p>";
        let page = format!("{HEADLINE}{text}<div class=comments><p>12 March 2025</p></div>");
        assert_eq!(dates(&page, None).0, None);
    }
}
