//! A page's headings and titles in, its headline out, as printed on the page.
//!
//! The heading on the page is preferred to the titles made for search engines and networks, where one
//! heading stands out that says what they say. A kicker inside the heading ("Analysis", "Floods") is left out.

use crate::{
    jsonld::Record,
    page::{Metadata, host},
    tree::{Tree, folded},
};

/// Words in the class of an element that stands above or before a headline.
const KICKERS: [&str; 14] = [
    "kicker",
    "topline",
    "dachzeile",
    "overline",
    "eyebrow",
    "roofline",
    "spitzmarke",
    "supertitle",
    "pretitle",
    "suptitle",
    "catchline",
    "label",
    "visually-hidden",
    "sr-only",
];
/// Words in the class of a heading that is the page's headline whatever its level.
const HEADLINES: [&str; 7] = [
    "headline",
    "entry-title",
    "post-title",
    "article-title",
    "article__title",
    "page-title",
    "articletitle",
];
/// What stands between a headline and the name of the outlet in a page's title.
const MARKS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " • ", " : "];
/// So many pieces of a heading are looked at.
const MOST_PIECES: usize = 8;
/// No headline has more words.
const MOST_WORDS: usize = 60;

/// The headline of the page, and whether it is a `heading` or stated by `meta`data.
pub(crate) fn headline(
    tree: &Tree,
    metadata: &Metadata,
    record: &Record,
    outlet: Option<&str>,
    url: Option<&str>,
) -> Option<(String, &'static str)> {
    let titles = titles(metadata, record, outlet, url);
    let agreed = agreed(metadata, record, outlet, url);
    let said: Vec<Vec<String>> = titles.iter().map(|title| words(title)).collect();
    let headings = headings(tree);
    if let Some(agreed) = agreed.filter(|agreed| has_another_version(tree, &headings, &words(agreed))) {
        return Some((agreed, "meta"));
    }
    let same = |heading: &&Heading| heading.cuts.iter().any(|cut| said.contains(&words(cut)));
    if let Some(heading) = headings.iter().find(same) {
        if heading.kicker && words(&heading.text).len() > 2 {
            return Some((heading.text.clone(), "heading"));
        }
        let cut = heading.cuts.iter().find(|cut| said.contains(&words(cut)));
        return cut.map(|cut| (without_kicker(cut, &titles), "heading"));
    }
    let lower = |&at: &usize| said.contains(&words(&tree.text(at)));
    if let Some(at) = ["h2", "h3"].into_iter().find_map(|name| tree.elements(name).find(lower)) {
        return Some((without_kicker(&tree.text(at), &titles), "heading"));
    }
    let begins = |heading: &&Heading| {
        let heading = words(&heading.text);
        heading.len() >= 2 && said.iter().any(|title| title.starts_with(&heading))
    };
    let top = || headings.iter().filter(|heading| heading.first);
    let outlet = outlet.map(words).unwrap_or_default();
    let heading = top()
        .find(begins)
        .or_else(|| top().find(|heading| said.iter().any(|title| shares_half(&words(&heading.text), title))))
        .or_else(|| headings.iter().find(begins))
        .or_else(|| {
            let only = top().next().filter(|_| top().count() == 1)?;
            let heading = words(&only.text);
            (heading.len() >= 3 && heading != outlet).then_some(only)
        });
    let printed = heading.map(|heading| (heading.text.clone(), "heading"));
    printed.or_else(|| titles.into_iter().next().map(|title| (title, "meta")))
}

/// The headline without what stands before it and a mark, where the page calls itself by the rest alone.
fn without_kicker(headline: &str, titles: &[String]) -> String {
    let marks = [':', '–', '—', '|', '-', '"', '“', '”', '»'];
    let bare = |title: &&String| {
        let before = headline.strip_suffix(title.as_str()).unwrap_or_default().trim_end();
        words(title).len() > 3 && before.ends_with(marks)
    };
    titles.iter().find(bare).map_or_else(|| headline.to_owned(), String::clone)
}

/// The headline on which the structured data of an article, the title for networks and the title of the page agree:
/// the heading shown may be that of another version. The name of a mere page is its title for search engines once more.
fn agreed(metadata: &Metadata, record: &Record, outlet: Option<&str>, url: Option<&str>) -> Option<String> {
    if !record.kind.ends_with("Article") {
        return None;
    }
    let host = url.and_then(host).unwrap_or_default();
    let stated = [record.headline.as_deref(), metadata.first(&["og:title"]), metadata.title.as_deref()];
    let [first, second, third] = stated.map(|title| title.map(|title| without_outlet(title, outlet, host)));
    let (first, told) = (first?, words(&second?));
    ((4..=MOST_WORDS).contains(&told.len()) && words(&first) == told && words(&third?) == told)
        .then_some(first)
}

/// Whether none of the headings shown is the headline, and one on the page is, or says nearly the same.
fn has_another_version(tree: &Tree, headings: &[Heading], told: &[String]) -> bool {
    let shown = headings.iter().any(|heading| heading.cuts.iter().any(|cut| words(cut) == told));
    let near = |at: usize| {
        let heading = words(&tree.text(at));
        let shared = heading.iter().filter(|word| told.contains(word)).count();
        heading.len() > 3 && shared * 4 >= heading.len() * 3
    };
    !shown && tree.elements("h1").any(near)
}

/// The titles that the page gives itself, without its name, the most trustworthy first.
fn titles(metadata: &Metadata, record: &Record, outlet: Option<&str>, url: Option<&str>) -> Vec<String> {
    let host = url.and_then(host).unwrap_or_default();
    let mut titles: Vec<String> = Vec::new();
    let given = [
        record.headline.as_deref(),
        metadata.first(&["og:title"]),
        metadata.first(&["twitter:title", "dc.title", "parsely-title", "sailthru.title", "title"]),
        metadata.title.as_deref(),
    ];
    for title in given.into_iter().flatten() {
        titles.push(without_outlet(title, outlet, host));
    }
    titles.retain(|title| title.chars().any(char::is_alphanumeric));
    titles
}

/// A heading of the page.
struct Heading {
    /// Its words without a kicker.
    text: String,
    /// The whole, and what is left of it without its first pieces.
    cuts: Vec<String>,
    /// Whether it is of the first level.
    first: bool,
    /// Whether a kicker was left out of its words.
    kicker: bool,
}

/// The headings that may be the headline: those of the first level, then those called so.
fn headings(tree: &Tree) -> Vec<Heading> {
    let named = |at: &usize| {
        let node = &tree.nodes[*at];
        let class = node.attribute("class").unwrap_or_default().to_ascii_lowercase();
        HEADLINES.iter().any(|name| class.contains(name)) || node.attribute("itemprop") == Some("headline")
    };
    let shown = |at: &usize| {
        let class = tree.nodes[*at].attribute("class").unwrap_or_default();
        let hidden =
            ["hidden", "sr-only", "screen-reader", "invisible", "author", "logo", "site-title", "seotitle"];
        let path = tree.ancestors(*at).take(4).any(|above| {
            let node = &tree.nodes[above];
            let class = node.attribute("class").unwrap_or_default().to_ascii_lowercase();
            &*node.name == "nav" || class.contains("breadcrumb")
        });
        !path
            && !class.to_ascii_lowercase().contains("breadcrumb")
            && !hidden.iter().any(|word| class.contains(word))
    };
    let first = tree.elements("h1").filter(shown).map(|at| heading(tree, at, true));
    let second = ["h2", "h3"].into_iter().flat_map(|name| tree.elements(name)).filter(named);
    first
        .chain(second.take(3).map(|at| heading(tree, at, false)))
        .filter(|heading| !heading.text.is_empty())
        .collect()
}

fn heading(tree: &Tree, at: usize, first: bool) -> Heading {
    let mut pieces: Vec<String> = Vec::new();
    let mut shown = String::new();
    let mut kickers = false;
    let mut next = at + 1;
    while next < tree.nodes[at].end {
        let node = &tree.nodes[next];
        let class = node.attribute("class").unwrap_or_default().to_ascii_lowercase();
        let kicker = KICKERS.iter().any(|word| class.contains(word)) && tree.text(next) != tree.text(at);
        if kicker || matches!(&*node.name, "script" | "style" | "svg" | "button" | "sup") {
            kickers |= kicker;
            pieces.push(tree.text(next));
            shown.push(' ');
            next = node.end;
            continue;
        }
        if node.is_text() {
            shown.push_str(&node.text);
            pieces.push(folded(&node.text));
        } else if !matches!(&*node.name, "em" | "i" | "b" | "strong" | "wbr") {
            shown.push(' ');
        }
        next += 1;
    }
    pieces.retain(|piece| !piece.is_empty());
    let text = folded(&shown);
    let mut cuts = vec![text.clone(), tree.text(at)];
    if pieces.len() <= MOST_PIECES {
        cuts.extend((1..pieces.len()).map(|from| pieces[from..].join(" ")));
        cuts.extend((1..pieces.len()).map(|to| pieces[..to].join(" ")));
    }
    Heading { text, cuts, first, kicker: kickers }
}

/// The words of a title in lower case.
fn words(title: &str) -> Vec<String> {
    title
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\u{ad}')
        .map(|word| word.replace('\u{ad}', "").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether half of the heading's words, and more than one, stand in the title.
fn shares_half(heading: &[String], title: &[String]) -> bool {
    let shared = heading.iter().filter(|word| title.contains(word)).count();
    shared >= heading.len().min(2) && shared * 2 >= heading.len()
}

/// The title without the outlet's name, or a part of its address, behind or before it.
pub(crate) fn without_outlet(title: &str, outlet: Option<&str>, host: &str) -> String {
    let title = folded(title);
    let names: Vec<Vec<String>> = outlet.into_iter().map(words).collect();
    let is_name = |part: &str| {
        let part = words(part);
        let joined = part.concat();
        names.contains(&part) || (joined.len() > 2 && host.replace('-', "").contains(&joined))
    };
    for mark in MARKS {
        if let Some((rest, last)) = title.rsplit_once(mark) {
            let (rest_words, last_words) = (words(rest).len(), words(last).len());
            let short = last_words <= 3
                && rest_words > 3 * last_words
                && matches!(mark, " | " | " - " | " – " | " — ");
            if rest_words > 0 && (is_name(last) || short) {
                // "… | Politics | The Courier" ends with two names.
                return if mark == " | " {
                    without_outlet(rest, outlet, host)
                } else {
                    rest.trim().to_owned()
                };
            }
        }
        if let Some((first, rest)) = title.split_once(mark)
            && is_name(first)
            && words(rest).len() > 1
        {
            return rest.trim().to_owned();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> Option<String> {
        let tree = Tree::parse(page);
        let metadata = Metadata::read(&tree);
        headline(&tree, &metadata, &Record::default(), Some("Harbour Courier"), None).map(|(title, _)| title)
    }

    #[test]
    fn the_heading_on_the_page_is_preferred_to_titles_for_networks() {
        let page = "<title>Bridge shut for two weeks - Harbour Courier</title><h1>Harbour Courier</h1>
            <h1>Bridge over the river shut for weeks</h1>";
        assert_eq!(read(page).as_deref(), Some("Bridge over the river shut for weeks"));
    }

    #[test]
    fn a_kicker_is_no_part_of_the_headline() {
        let title = "<meta property='og:title' content='Old bridge closed'>";
        for heading in [
            "<h1><span class='kicker'>Transport</span> Old bridge closed</h1>",
            "<h1><span>Transport</span><span>Old bridge closed</span></h1>",
        ] {
            assert_eq!(read(&format!("{title}{heading}")).as_deref(), Some("Old bridge closed"), "{heading}");
        }
    }

    #[test]
    fn a_kicker_that_the_page_itself_leaves_out_elsewhere_is_left_out() {
        let record =
            Record { headline: Some("Transport: The old bridge is closed".into()), ..Record::default() };
        let read = |title: &str| {
            let page = format!(
                "<meta property='og:title' content='{title}'><h1>Transport: The old bridge is closed</h1>"
            );
            let tree = Tree::parse(&page);
            headline(&tree, &Metadata::read(&tree), &record, None, None).map(|(title, _)| title)
        };
        assert_eq!(read("The old bridge is closed").as_deref(), Some("The old bridge is closed"));
        assert_eq!(read("Is closed").as_deref(), Some("Transport: The old bridge is closed"));
        let kicker = "<meta property='og:title' content='Transport: The old bridge is closed'>\
            <h1><span class='topic-label'>Transport</span> The old bridge is closed</h1>";
        assert_eq!(super::tests::read(kicker).as_deref(), Some("The old bridge is closed"));
    }

    #[test]
    fn where_all_that_the_page_states_agrees_a_heading_of_another_version_gives_way() {
        let record = |kind: &str| Record {
            kind: kind.into(),
            headline: Some("The old bridge is closed".into()),
            ..Record::default()
        };
        let read = |kind: &str, title: &str, heading: &str| {
            let page = format!(
                "<title>{title} | Harbour Courier</title><meta property='og:title' content='The old bridge is closed'>\
                <h1>{heading}</h1>"
            );
            let tree = Tree::parse(&page);
            headline(&tree, &Metadata::read(&tree), &record(kind), Some("Harbour Courier"), None)
        };
        let (title, other) = ("The old bridge is closed", "The bridge is closed");
        let stated = Some((title.to_owned(), "meta"));
        let printed = |heading: &str| Some((heading.to_owned(), "heading"));
        assert_eq!(read("NewsArticle", title, other), stated);
        assert_eq!(read("NewsArticle", "Bridge news", other), printed(other));
        assert_eq!(read("WebPage", title, other), printed(other));
        let far = "How the mayor came to close the old bridge";
        assert_eq!(read("NewsArticle", title, far), printed(far));
    }

    #[test]
    fn without_a_heading_the_title_loses_the_outlet() {
        assert_eq!(
            read("<title>Old bridge closed | Politics | Harbour Courier</title>").as_deref(),
            Some("Old bridge closed | Politics")
        );
        assert_eq!(read("<title>Harbour Courier: news</title>").as_deref(), Some("Harbour Courier: news"));
    }
}
