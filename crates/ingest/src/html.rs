//! A page in, a [`Report`] out: headline, outlet, byline, time, address and the article's paragraphs.
//!
//! The report's text is the headline, a blank line, and the paragraphs with blank lines between them;
//! share bars, menus and comments are left out. Nothing is fetched that the page refers to.

use woozle_text::{BlockKind, Field, FieldEvidence, Notice, NoticeKind, Report};

use crate::{
    Hint, IngestError,
    article::{Clues, Page, Paragraph},
    compose::compose,
    headline::headline,
    jsonld::{self, Record},
    page::{self, Metadata},
    page_byline, page_credits,
    page_date::{self, Sources},
    tree::Tree,
};

/// Reads a page.
///
/// # Errors
/// When the page holds no text at all.
pub(crate) fn read_html(text: &str, hint: &Hint<'_>) -> Result<Report, IngestError> {
    let tree = Tree::parse(text);
    let metadata = Metadata::read(&tree);
    let record = jsonld::record(&tree).unwrap_or_default();
    let mut fields = Fields::default();
    let url = fields.described(&metadata, &record, hint);
    let outlet = fields.report.outlet.clone();
    if let Some((title, place)) = headline(&tree, &metadata, &record, outlet.as_deref(), url.as_deref()) {
        fields.say(Field::Title, place, &title);
        fields.report.title = Some(title);
    }
    let title = fields.report.title.clone();
    let clues = Clues {
        title: title.as_deref(),
        summary: metadata.summary(),
        body: record.body.as_deref(),
        url: url.as_deref(),
        authors: &record.authors,
    };
    let page = Page::new(&tree, clues);
    let sources = Sources::new(&tree, (&metadata, &record), &page, url.as_deref());
    fields.dated(&sources);
    let byline = page_byline::byline(&sources, outlet.as_deref());
    fields.report.credits = page_credits::credits(&metadata, byline.as_ref(), hint.url);
    if let Some(found) = byline {
        fields.say(Field::Byline, found.place, &found.text);
        fields.report.authors = found.authors.first().to_vec();
        fields.report.byline = Some(found.text);
    }
    let paragraphs = page.article();
    let report = fields.finish(tree.cut, &paragraphs);
    let paragraphs = paragraphs.iter().map(|paragraph| (paragraph.kind, paragraph.text.as_str()));
    compose(report, paragraphs).ok_or_else(|| IngestError::NoArticle { name: hint.name() })
}

/// The report while its fields are filled, each with its evidence.
#[derive(Default)]
struct Fields {
    report: Report,
}

impl Fields {
    fn say(&mut self, field: Field, place: &'static str, words: &str) {
        self.report.evidence.push(FieldEvidence { field, place, words: words.to_owned() });
    }

    /// Takes what the head says of the page; gives its address.
    fn described(&mut self, metadata: &Metadata, record: &Record, hint: &Hint<'_>) -> Option<String> {
        let url =
            metadata.address().map(|url| (url, "meta")).or(record.url.as_deref().map(|url| (url, "json-ld")));
        if let Some((url, place)) = url {
            self.say(Field::Url, place, url);
            self.report.url = Some(url.to_owned());
        }
        let url = self.report.url.clone().or_else(|| hint.url.map(str::to_owned));
        let named = metadata.outlet().map(|name| (name, "meta"));
        let named = named.or(record.publisher.as_deref().map(|name| (name, "json-ld")));
        if let Some((name, place)) = named.or_else(|| Some((page::host(url.as_deref()?)?, "address"))) {
            self.say(Field::Outlet, place, name);
            self.report.outlet = Some(name.to_owned());
        }
        let language = metadata.language().map(|tag| (tag, "meta"));
        if let Some((tag, place)) = language.or(record.language.clone().map(|tag| (tag, "json-ld"))) {
            self.say(Field::Language, place, &tag);
            self.report.language = Some(tag);
        }
        let section = metadata.first(&["article:section", "parsely-section"]).map(|name| (name, "meta"));
        if let Some((name, place)) = record.section.as_deref().map(|name| (name, "json-ld")).or(section) {
            self.say(Field::Section, place, name);
            self.report.section = Some(name.to_owned());
        }
        let free = record.free.or_else(|| match metadata.first(&["article:content_tier"])? {
            "free" => Some(true),
            "locked" | "metered" => Some(false),
            _ => None,
        });
        if let Some(free) = free {
            let place = if record.free.is_some() { "json-ld" } else { "meta" };
            self.say(Field::Free, place, if free { "free" } else { "not free" });
            self.report.free = Some(free);
        }
        url
    }

    /// Takes the dates.
    fn dated(&mut self, sources: &Sources<'_>) {
        if let Some(found) = page_date::published(sources) {
            self.say(Field::Published, found.place, &found.published.iso());
            self.report.published = Some(found.published);
        }
        if let Some(found) =
            page_date::modified(sources).filter(|found| Some(found.published) != self.report.published)
        {
            self.say(Field::Modified, found.place, &found.published.iso());
            self.report.modified = Some(found.published);
        }
    }

    /// Notices what is missing of the text.
    fn finish(mut self, cut: bool, paragraphs: &[Paragraph]) -> Report {
        let mut notice =
            |message: &str| self.report.notices.push(Notice::new(NoticeKind::Truncated, message));
        if cut {
            notice("the page is larger or deeper than can be read; what stands after the cut is missing");
        }
        let last = paragraphs.iter().rev().find(|paragraph| paragraph.kind == BlockKind::Body);
        let open = last.is_some_and(|last| {
            let text = last.text.trim_end_matches([']', ')']);
            text.ends_with('…') || text.ends_with("...")
        });
        if open {
            notice("the text ends in an ellipsis; the page may hold only the beginning of the article");
        } else if self.report.free == Some(false) {
            notice("the page says that the article is not free to read; its text may be cut");
        }
        self.report.evidence.sort();
        self.report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Report {
        let head = r#"<!DOCTYPE html><html lang="en-GB"><head><title>Old bridge closed | Harbour Courier</title>
            <meta property="og:site_name" content="Harbour Courier">
            <meta property="article:published_time" content="2025-03-12T09:40:00+01:00">
            <link rel="canonical" href="https://courier.example/bridge"></head>"#;
        let text = format!("{head}<body>{body}</body></html>");
        read_html(&text, &Hint::default()).expect("the page holds an article")
    }

    const ARTICLE: &str = "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>
        <article><h1>Old bridge closed</h1><p class='byline'>By Ana Petrova</p>
        <p>VARNA (BTA) &mdash; The old bridge over the river was closed on Monday, the mayor said, and it will stay
        closed for two weeks while engineers look at the cables that hold it.</p>
        <p>\u{201c}Nobody was hurt,\u{201d} she told reporters, adding that buses would run every ten minutes from the
        market square to the other bank until the work is done.</p>
        <figure><img src='b.jpg'><figcaption>The bridge in winter</figcaption></figure>
        <p>A lone surrogate &#xD83D; survives, and so does AT&amp;T, which pays for the work, according to the town.</p>
        <p>Share this article</p></article><footer><p>Terms of use</p></footer>";

    #[test]
    fn a_page_gives_headline_outlet_byline_day_and_paragraphs() {
        let report = page(ARTICLE);
        assert_eq!(report.title.as_deref(), Some("Old bridge closed"));
        assert_eq!(report.outlet.as_deref(), Some("Harbour Courier"));
        assert_eq!(report.byline.as_deref(), Some("Ana Petrova"));
        assert_eq!(report.published.map(|day| day.iso()).as_deref(), Some("2025-03-12T09:40+01:00"));
        assert_eq!(report.url.as_deref(), Some("https://courier.example/bridge"));
        assert!(report.text.starts_with("Old bridge closed\n\n"), "{}", report.text);
        let body: Vec<&str> = report
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Body)
            .map(|block| report.slice(block.prose()))
            .collect();
        assert!(body[0].starts_with("The old bridge over the river"), "{body:?}");
        assert!(body[2].contains("\u{fffd} survives") && body[2].contains("AT&T"), "{body:?}");
        assert_eq!(body.len(), 3, "{body:?}");
        assert_eq!(report.credits[0].name, "BTA");
    }

    #[test]
    fn a_page_without_an_article_gives_what_paragraphs_it_has() {
        let report = page("<div><p>The old bridge was closed on Monday, the mayor said.</p></div>");
        assert!(report.text.contains("the mayor said"), "{}", report.text);
    }

    #[test]
    fn a_page_nested_without_end_is_read_all_the_same() {
        let report = page(&format!("{}<p>The old bridge was closed on Monday.</p>", "<div>".repeat(20_000)));
        assert!(report.text.contains("closed on Monday"));
    }

    #[test]
    fn a_page_without_text_is_an_error_that_names_it() {
        let hint = Hint { path: Some("empty.html"), ..Hint::default() };
        let error = read_html("<html><body><script>x()</script></body></html>", &hint).expect_err("no text");
        assert!(error.to_string().contains("empty.html"), "{error}");
    }

    const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Dam gates lowered | The Valley Post</title>
        <meta property="og:site_name" content="The Valley Post"><meta name="author" content="By Ana Petrova">
        <meta property="article:published_time" content="2025-06-03T08:30:00Z">
        <link rel="canonical" href="https://valleypost.example/dam"></head><body>
        <nav><ul><li>Home</li><li>Weather</li></ul></nav>
        <article><h1>Gates of the dam lowered</h1>
        <p>The gates of the upper dam were lowered on Tuesday, the water ministry said.</p>
        <p>Farmers &#xD800; below the dam said their canals had &ldquo;lost half&rdquo; of their depth.</p></article>
        <footer><p>Copyright The Valley Post</p></footer></body></html>"#;

    fn read(page: &str) -> Report {
        read_html(page, &Hint::default()).expect("the page holds an article")
    }

    #[test]
    fn a_small_page_is_read_without_its_menu_and_footer() {
        let report = read(PAGE);
        assert_eq!(report.title.as_deref(), Some("Gates of the dam lowered"));
        assert_eq!(report.outlet.as_deref(), Some("The Valley Post"));
        assert_eq!(report.byline.as_deref(), Some("Ana Petrova"));
        assert_eq!(report.published.map(|published| published.date.iso()).as_deref(), Some("2025-06-03"));
        assert_eq!(report.url.as_deref(), Some("https://valleypost.example/dam"));
        assert!(
            report.text.starts_with("Gates of the dam lowered\n\nThe gates of the upper dam"),
            "{}",
            report.text
        );
        assert!(!report.text.contains("Weather") && !report.text.contains("Copyright"), "{}", report.text);
        assert_eq!(report.blocks[0].kind, BlockKind::Headline);
    }

    #[test]
    fn a_lone_surrogate_is_no_error_and_entities_are_read() {
        assert!(read(PAGE).text.contains("“lost half”"));
    }

    #[test]
    fn a_page_without_paragraphs_is_read_by_its_lines() {
        let report = read("<html><body><div>The bridge is closed, the mayor said.</div></body></html>");
        assert!(report.text.contains("The bridge is closed, the mayor said."));
    }
}
