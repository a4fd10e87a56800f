//! A page in, a report out: headline, outlet, byline, date, address, and the paragraphs of its article.
//!
//! The report's text is the headline, a blank line and the paragraphs. From there it is read as a plain
//! text is, so that datelines, agency credits and furniture are found by the same rules.

use dom_query::Document;
use woozle_text::{Block, BlockKind, Report, Span};

use crate::{Hint, IngestError, article, byline, date, plain};

/// Fewest words of an article that the library found; a shorter one is looked for in the whole page.
const FEWEST_WORDS: usize = 40;

/// Reads a page.
pub(crate) fn read_html(page: &str, hint: &Hint<'_>) -> Result<Report, IngestError> {
    let document = Document::from(page);
    let found = article::find(page, hint.url);
    let title = headline(&document, found.as_ref().map(|article| article.title.as_str()));
    let mut paragraphs =
        found.as_ref().map(|article| article::paragraphs(&article.content)).unwrap_or_default();
    if words(&paragraphs) < FEWEST_WORDS {
        let whole = article::paragraphs(page);
        if words(&whole) > words(&paragraphs) {
            paragraphs = whole;
        }
    }
    if let Some(title) = &title {
        paragraphs.retain(|paragraph| paragraph != title);
    }
    if paragraphs.is_empty() {
        return Err(IngestError::NoArticle { name: hint.name() });
    }
    let mut report = assemble(title, &paragraphs);
    let meta = |names: &[&str]| meta(&document, names);
    report.outlet = meta(&["og:site_name", "application-name", "publisher"]).or(report.outlet);
    report.byline = meta(&["author", "article:author", "byl", "parsely-author"])
        .or_else(|| found.as_ref().and_then(|article| article.byline.clone()))
        .filter(|name| !name.contains("://"))
        .map(|name| without_by(&name))
        .or(report.byline);
    report.published =
        published(&document, found.and_then(|article| article.published_time)).or(report.published);
    report.url = attribute(&document, "link[rel=canonical]", "href").or_else(|| meta(&["og:url"]));
    report.language = attribute(&document, "html", "lang");
    Ok(report)
}

fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
}

/// The headline on the page: its only `h1`, else what the page says for sharing, else its title.
fn headline(document: &Document, found: Option<&str>) -> Option<String> {
    let headings = document.select("h1");
    let only = (headings.length() == 1).then(|| headings.text().to_string());
    [
        only,
        meta(document, &["og:title"]),
        found.map(str::to_owned),
        Some(document.select("title").text().to_string()),
    ]
    .into_iter()
    .flatten()
    .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
    .find(|title| !title.is_empty())
}

/// The report's text and blocks: the headline first, then the paragraphs as a plain text.
fn assemble(title: Option<String>, paragraphs: &[String]) -> Report {
    let body = paragraphs.join("\n\n");
    let Some(title) = title else { return plain::read_plain(body) };
    let mut report = plain::read_plain(format!("{title}\n\n{body}"));
    let heading = Span::new(0, title.len());
    // The page says which line is the headline; the rules for plain text may have thought otherwise.
    match report.blocks.first_mut().filter(|block| block.span == heading) {
        Some(block) => *block = Block { kind: BlockKind::Headline, span: heading, dateline: None },
        None => report.blocks.retain(|block| block.span.start >= heading.end),
    }
    if report.blocks.first().is_none_or(|block| block.kind != BlockKind::Headline) {
        report.blocks.insert(0, Block { kind: BlockKind::Headline, span: heading, dateline: None });
    }
    report.title = Some(title);
    report
}

/// The first of the page's own statements about itself that is there.
fn meta(document: &Document, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        attribute(document, &format!("meta[property='{name}']"), "content")
            .or_else(|| attribute(document, &format!("meta[name='{name}']"), "content"))
    })
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let element = document.try_select(selector)?;
    let value = element.attr(name)?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

/// When the page says it was published: structured data, then its metadata, then its first `time`.
fn published(document: &Document, structured: Option<String>) -> Option<woozle_text::Published> {
    let named = meta(document, &["article:published_time", "date", "dc.date", "parsely-pub-date", "pubdate"]);
    [structured, named, attribute(document, "time[datetime]", "datetime")]
        .into_iter()
        .flatten()
        .find_map(|printed| date::find_date(&printed.replace('T', " ")).map(|found| found.published))
}

fn without_by(name: &str) -> String {
    byline::explicit_byline(name).map_or_else(|| name.to_owned(), |byline| byline.text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_page_gives_headline_outlet_byline_date_and_paragraphs() {
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

    #[test]
    fn a_page_without_text_is_an_error() {
        assert!(read_html("<html><body><script>1</script></body></html>", &Hint::default()).is_err());
    }
}
