//! A page in, who wrote the article out: structured data, metadata, links to authors, the visible byline.
//!
//! A person on the page is preferred to an organisation in its data: many sites give their own name there.

use std::{cell::RefCell, collections::BTreeMap};

use crate::{
    authors::{Authors, is_person, opening, split_byline, without_opening},
    page_date::Sources,
    passage::Marks,
    tree::{Node, folded},
};

/// A byline with those it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageByline {
    /// As printed or stated, without "By".
    pub text: String,
    /// Who is named.
    pub authors: Authors,
    /// Where it was found: `json-ld`, `meta`, `link`, `text`.
    pub place: &'static str,
}

/// Names of metadata that hold authors.
const NAMES: [&str; 14] = [
    "author",
    "article:author",
    "og:article:author",
    "og:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article.author",
    "cxenseparse:author",
    "dc.contributor",
    "creator",
];
/// Words in class, id or itemprop of elements that name authors.
const AUTHORS: [&str; 12] = [
    "byline",
    "author",
    "autor",
    "auteur",
    "writer",
    "contributor",
    "verfasser",
    "journalist",
    "redakt",
    "signature",
    "firma",
    "penulis",
];
/// Parts of addresses of pages about authors.
const PROFILES: [&str; 14] = [
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/autores/",
    "/auteur/",
    "/profile/",
    "/people/",
    "/by/",
    "/staff/",
    "/journalist/",
    "/contributor",
    "/team/",
    "/writers/",
];
/// So many passages above and below the headline a byline is looked for.
const ABOVE: usize = 12;
const BELOW: usize = 25;

/// The byline of the page.
pub(crate) fn byline(sources: &Sources<'_>, outlet: Option<&str>) -> Option<PageByline> {
    let record = from_names(sources.record.authors.iter().map(String::as_str), outlet, "json-ld");
    let meta = || {
        let names = NAMES.iter().map(|name| sources.metadata.all(name).filter(|value| is_usable(value)));
        names.map(|names| from_names(names, outlet, "meta")).find(Option::is_some).flatten()
    };
    let stated = record.or_else(meta);
    let with_person =
        |found: &Option<PageByline>| found.as_ref().is_some_and(|found| !found.authors.persons.is_empty());
    if with_person(&stated) {
        return stated;
    }
    let seen = sources.linked(outlet).or_else(|| sources.printed_byline(outlet));
    if with_person(&seen) { seen } else { stated.or(seen) }
}

/// Whether the value can be a name: no address, no placeholder.
fn is_usable(value: &str) -> bool {
    let lower = value.to_lowercase();
    !value.contains("://")
        && !value.starts_with('@')
        && !["admin", "administrator", "author", "unknown", "root"].contains(&lower.as_str())
}

fn from_names<'a>(
    names: impl Iterator<Item = &'a str>,
    outlet: Option<&str>,
    place: &'static str,
) -> Option<PageByline> {
    let mut text: Vec<String> = Vec::new();
    let mut authors = Authors::default();
    for name in names.filter(|name| is_usable(name)) {
        let name = without_opening(name).trim_end_matches(',');
        if name.split_whitespace().count() > 20 || name.is_empty() || text.iter().any(|known| known == name) {
            continue;
        }
        let found = split_byline(name, outlet);
        if found.is_empty() {
            // A name stated as one is one, whatever its form: "ekoenig", "Team 4".
            let known = outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(name));
            if known { authors.outlets.push(name.to_owned()) } else { authors.outlets.push(folded(name)) }
        }
        authors.persons.extend(found.persons);
        authors.agencies.extend(found.agencies);
        authors.outlets.extend(found.outlets);
        text.push(name.to_owned());
    }
    authors.persons.dedup();
    (!text.is_empty()).then(|| PageByline { text: text.join(", "), authors, place })
}

impl Sources<'_> {
    /// The passages near the headline that are not a menu's, a teaser's or a comment's; nearest below first.
    fn near(&self) -> impl Iterator<Item = usize> + '_ {
        let headline = self.headline.unwrap_or(0);
        let below = headline..(headline + BELOW).min(self.passages.len());
        let above = (headline.saturating_sub(ABOVE)..headline).rev();
        let elsewhere = Marks::COMMENT.with(Marks::NAV).with(Marks::RELATED).with(Marks::HIDDEN);
        below.chain(above).filter(move |&number| !self.marks[number].any(elsewhere))
    }

    /// The authors whose pages are linked from beside the headline, or from anywhere by `rel="author"`.
    fn linked(&self, outlet: Option<&str>) -> Option<PageByline> {
        let mut names: Vec<String> = Vec::new();
        let headline = self.headline.map_or(0, |number| self.passages[number].at);
        for at in self.tree.elements("a").chain(self.named("author")) {
            let node = &self.tree.nodes[at];
            let rel = node.attribute("rel").is_some_and(|rel| rel.contains("author"));
            let number = self.passages.partition_point(|passage| passage.at < at);
            let first = self.headline.unwrap_or(0);
            let near = (first.saturating_sub(ABOVE)..first + BELOW).contains(&number) || rel && at > headline;
            if !near {
                continue;
            }
            let href = node.attribute("href").unwrap_or_default().to_ascii_lowercase();
            let item = node.attribute("itemprop").is_some_and(|name| name.contains("author"));
            let profile = PROFILES.iter().any(|part| href.contains(part));
            if !(rel || item || profile) {
                continue;
            }
            let elsewhere = Marks::COMMENT.with(Marks::NAV).with(Marks::RELATED);
            let text = self.tree.text(at);
            let name = without_opening(&text);
            let known = names.iter().any(|known| known == name);
            let wanted = is_person(name) && (name.contains(' ') || rel || item) && !known;
            if wanted && !self.marks.get(number).is_some_and(|marks| marks.any(elsewhere)) {
                names.push(name.to_owned());
            }
            if names.len() >= 8 {
                break;
            }
        }
        from_names(names.iter().map(String::as_str), outlet, "link")
    }

    /// The elements of microdata with the name.
    fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        (0..self.tree.nodes.len()).filter(move |&at| {
            let node = &self.tree.nodes[at];
            !node.is_text() && &*node.name != "a" && node.attribute("itemprop") == Some(name)
        })
    }

    /// The byline as printed near the headline.
    fn printed_byline(&self, outlet: Option<&str>) -> Option<PageByline> {
        let known = RefCell::default();
        let is_called = |number: usize| self.is_called(number, &mut known.borrow_mut());
        let read = |number: usize| {
            let text = &self.passages[number].text;
            if text.len() > 160 {
                return None;
            }
            let opened = opening(text).is_some();
            if !(opened || is_called(number)) {
                return None;
            }
            let authors = split_byline(text, outlet);
            let named = authors.persons.iter().any(|name| name.contains(' ') || opened || !name.is_ascii());
            let found = named || (opened && !authors.is_empty());
            found.then(|| PageByline { text: without_opening(text).to_owned(), authors, place: "text" })
        };
        let headline = self.headline.unwrap_or(0);
        self.near().filter(|&number| number != headline).find_map(&read).or_else(|| {
            (headline..self.passages.len()).filter(|&number| is_called(number)).find_map(|number| {
                let elsewhere = Marks::COMMENT.with(Marks::NAV).with(Marks::RELATED);
                if self.marks[number].any(elsewhere) { None } else { read(number) }
            })
        })
    }

    /// Whether the elements around the passage are called a byline's; what is found out of an element is kept.
    fn is_called(&self, number: usize, known: &mut BTreeMap<usize, bool>) -> bool {
        let mut above = self.tree.ancestors(self.passages[number].at).take(4);
        above.any(|at| *known.entry(at).or_insert_with(|| is_named_for_authors(&self.tree.nodes[at])))
    }
}

/// Whether the element is called a byline's, and is not all of the page.
fn is_named_for_authors(node: &Node) -> bool {
    ["class", "id", "itemprop", "rel"].iter().any(|name| {
        let value = node.attribute(name).unwrap_or_default().to_ascii_lowercase();
        AUTHORS.iter().any(|word| value.contains(word))
    }) && !matches!(&*node.name, "body" | "html" | "main" | "article")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Clues, Page},
        jsonld,
        page::Metadata,
        tree::Tree,
    };

    fn persons(page: &str) -> Vec<String> {
        let page = format!(
            "{page}<p>The old bridge over the river was closed on Monday, the mayor said, for two weeks.</p>"
        );
        let tree = Tree::parse(&page);
        let metadata = Metadata::read(&tree);
        let record = jsonld::record(&tree).unwrap_or_default();
        let page = Page::new(&tree, Clues { title: Some("Old bridge closed"), ..Clues::default() });
        let sources = Sources::new(&tree, (&metadata, &record), &page, None);
        byline(&sources, Some("Harbour Courier")).map(|found| found.authors.persons).unwrap_or_default()
    }

    #[test]
    fn a_person_on_the_page_is_preferred_to_the_outlet_in_its_data() {
        let page = "<meta name=author content='Harbour Courier'><h1>Old bridge closed</h1>
            <div class=byline>Von <a href='/autor/ana'>Ana Petrova</a> und Li Wei | 12. März 2025</div>";
        assert_eq!(persons(page), ["Ana Petrova"]);
        assert_eq!(persons(&page.replace("<a href='/autor/ana'>", "")), ["Ana Petrova", "Li Wei"]);
    }

    #[test]
    fn authors_of_other_articles_and_of_comments_are_none() {
        let page = "<h1>Old bridge closed</h1><div class=related><a rel=author href=/x>Karl Brandt</a></div>
            <div class=comments><span class=author>Ada Lind</span></div>";
        assert_eq!(persons(page), Vec::<String>::new());
    }
}
