//! A page's head in, what it says of itself out: address, outlet, language, when it was published.
//!
//! Metadata only; the visible text is read elsewhere and fills what is missing here.

use dom_query::Document;
use woozle_text::Published;

use crate::date::find_date;

/// Where pages put the time of publication, the most trustworthy first: selector and attribute.
const DATES: [(&str, &str); 16] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[name='article:published_time']", "content"),
    ("meta[property='og:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("[itemprop='datePublished']", "datetime"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='sailthru.date']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='dcterms.created']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='publishdate']", "content"),
    ("meta[name='publish-date']", "content"),
    ("meta[name='date']", "content"),
    ("meta[name='DC.date']", "content"),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// When the page says it was published: JSON-LD, then metadata, then the first time element, then its address.
pub(crate) fn published(page: &Document, from_json: Option<&str>, url: Option<&str>) -> Option<Published> {
    let read = |text: &str| find_date(text).map(|found| found.published);
    from_json
        .and_then(read)
        .or_else(|| DATES.iter().find_map(|(selector, name)| read(&attribute(page, selector, name)?)))
        .or_else(|| url.and_then(date_in_address))
}

/// The day in `/2025/03/12/` or `/2025-03-12-`.
fn date_in_address(url: &str) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    path.match_indices("/20").find_map(|(at, _)| {
        let day: String = path[at + 1..].chars().take(10).collect();
        find_date(&day).filter(|found| found.end - found.start == 10).map(|found| found.published)
    })
}

/// The canonical address, where it is a whole one.
pub(crate) fn address(page: &Document) -> Option<String> {
    attribute(page, "link[rel='canonical']", "href")
        .or_else(|| attribute(page, "meta[property='og:url']", "content"))
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
}

/// The outlet by which the page calls itself, else the host of its address.
pub(crate) fn outlet(page: &Document, from_json: Option<&str>, url: Option<&str>) -> Option<String> {
    let named = [
        ("meta[property='og:site_name']", "content"),
        ("meta[name='og:site_name']", "content"),
        ("meta[name='application-name']", "content"),
    ];
    named
        .iter()
        .find_map(|(selector, name)| attribute(page, selector, name))
        .or_else(|| from_json.map(|name| name.trim().to_owned()))
        .filter(|name| !name.is_empty() && name.chars().count() <= 60)
        .or_else(|| url.and_then(host))
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', ':', '?', '#']).next()?.trim_start_matches("www.");
    (host.contains('.') && !host.contains('@')).then(|| host.to_owned())
}

/// The language that the page declares.
pub(crate) fn language(page: &Document) -> Option<String> {
    let tag = attribute(page, "html[lang]", "lang")?;
    let known = tag.len() >= 2 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    known.then(|| tag.replace('_', "-"))
}

/// The headline as printed on the page, where one heading stands out that says what the title says.
pub(crate) fn headline(page: &Document, title: &str) -> Option<String> {
    let headings = page.select("h1");
    let texts: Vec<String> =
        headings.iter().map(|heading| folded(&heading.text())).filter(|text| !text.is_empty()).collect();
    texts.into_iter().find(|text| shares_half(text, title))
}

/// Whether half of the heading's words, and more than one, stand in the title.
fn shares_half(heading: &str, title: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    let shared = words.iter().filter(|word| title.contains(word.as_str())).count();
    shared >= 2 && shared * 2 >= words.len()
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

/// The text with its white space folded.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attribute(page: &Document, selector: &str, name: &str) -> Option<String> {
    let found = page.try_select(selector)?;
    let value = found.iter().find_map(|element| element.attr(name))?;
    let value = folded(&value);
    (!value.is_empty()).then_some(value)
}
