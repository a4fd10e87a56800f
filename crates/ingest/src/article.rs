//! A page in, its main text out: paragraphs in reading order. Knows no headlines, dates or outlets.
//!
//! The main text is found by a library after Mozilla's Readability; where it finds none (short pages,
//! pages without structure) every paragraph of the page is taken.

use dom_query::{Document, NodeRef, Selection};
use dom_smoothie::{Article, Config, Readability};

/// Elements that each hold one paragraph.
const PARAGRAPHS: &str = "p, h2, h3, h4, h5, h6, li, blockquote, pre, td, dd";

/// Pages with more elements than this are read by their paragraphs alone.
const MOST_ELEMENTS: usize = 60_000;

/// What the library made of the page, if it found an article.
pub(crate) fn find(page: &str, address: Option<&str>) -> Option<Article> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    // The library refuses addresses that are not absolute; without one it reads just as well.
    let address = address.filter(|address| address.contains("://"));
    let mut reader = Readability::new(page, address, Some(config)).ok()?;
    reader.parse().ok()
}

/// The paragraphs of a piece of page, each with its white space folded.
pub(crate) fn paragraphs(page: &str) -> Vec<String> {
    let document = Document::from(page);
    document
        .select("script, style, noscript, template, nav, footer, form, aside, figure, svg, iframe")
        .remove();
    let found = document.select(PARAGRAPHS);
    let mut paragraphs: Vec<String> = found
        .iter()
        .filter(|element| !holds_paragraphs(element))
        .map(|element| fold(&element.text()))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    if paragraphs.is_empty() {
        paragraphs = lines(&document);
    }
    paragraphs.dedup();
    paragraphs
}

/// Whether the element is only a box around others: a list item with paragraphs in it.
fn holds_paragraphs(element: &Selection<'_>) -> bool {
    element.select(PARAGRAPHS).exists()
}

/// A page without paragraph elements: each line and each block of its text is one.
fn lines(document: &Document) -> Vec<String> {
    let Some(body) = document.body() else { return Vec::new() };
    formatted(&body).lines().map(fold).filter(|line| !line.is_empty()).collect()
}

fn formatted(body: &NodeRef<'_>) -> String {
    body.formatted_text().to_string()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
