//! A page's passages in, the article's out, in reading order, each with what it is for.
//!
//! The article is looked for where the sentences are: from the body down, into whatever element holds most
//! of the page's sentences, until they spread over its children. What is beside it in there (menus, teasers,
//! share bars, comments) is told by the words of class and id, by links, and by its place.

mod beside;
mod choice;
mod container;
mod repeated;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use woozle_text::BlockKind;

use self::{choice::drop_empty_headings, repeated::is_missing};
use crate::{
    closing::{is_furniture, read_aside},
    passage::{Form, Marker, Marks, Passage, passages},
    tree::{Tree, folded},
    wording::{is_about_cookies, is_caption, is_sentence},
};

/// A paragraph of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// What it is for.
    pub kind: BlockKind,
    /// Its words, white space folded.
    pub text: String,
}

/// What is known of an article before it is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clues<'a> {
    /// The headline.
    pub title: Option<&'a str>,
    /// What the page says the article is about, in a sentence or two.
    pub summary: Option<&'a str>,
    /// The article's text as the page's structured data repeats it.
    pub body: Option<&'a str>,
    /// The page's address.
    pub url: Option<&'a str>,
    /// The authors that the page's structured data names.
    pub authors: &'a [String],
}

/// So many passages around the article are looked at for credits.
const AROUND: usize = 12;
/// So many passages at the end of the article may tell of its authors.
const ABOUT_AUTHORS: usize = 5;
/// An element holding more than this share of the sentences is the article, whatever it is called.
const TOO_MUCH: f32 = 0.5;

/// An article of fewer bytes is looked for once more, with less trust in the names of elements, and what is found
/// then is believed if it is so many times as long.
const LITTLE: usize = 1_000;
const MUCH_MORE: usize = 4;
/// So many bytes of sentences under a heading that is a link are more than the abstract of another article.
const HEADED: f32 = 150.0;
/// So many headings that are links may be those of the article.
const FEWEST_HEADED: usize = 3;
/// The passages of a page with what was found out about each.
pub(crate) struct Page<'a> {
    tree: &'a Tree,
    clues: Clues<'a>,
    /// The passages in reading order.
    pub passages: Vec<Passage>,
    /// The number of the headline among them.
    pub headline: Option<usize>,
    /// How much of an article each passage looks like, in bytes.
    mass: Vec<f32>,
    /// The sum of the masses before each passage.
    sums: Vec<f32>,
    /// What the elements around each passage are for.
    pub marks: Vec<Marks>,
    /// The `article` elements.
    articles: Vec<usize>,
    /// The linked headings that are the article's own.
    titled: BTreeSet<usize>,
    /// The share of links in the lists and tables looked at so far.
    lists: RefCell<BTreeMap<usize, f32>>,
}

impl<'a> Page<'a> {
    /// Cuts and marks the page.
    pub(crate) fn new(tree: &'a Tree, clues: Clues<'a>) -> Self {
        Self::trusting(tree, clues, Marks::ALL)
    }

    /// Cuts and marks the page; only those marks are believed.
    fn trusting(tree: &'a Tree, clues: Clues<'a>, trusted: Marks) -> Self {
        let mut passages = passages(tree);
        let told = |words: &str| clues.title.is_some_and(|title| title.to_lowercase().contains(words));
        if !told("cookie") {
            passages.retain(|passage| !is_about_cookies(&passage.text));
        }
        let mass: Vec<f32> = passages.iter().map(mass).collect();
        let marks = vec![Marks::default(); passages.len()];
        let headline = clues.title.and_then(|title| {
            let heading = |level: u8| {
                move |passage: &Passage| passage.form == Form::Heading(level) && passage.text == title
            };
            [1, 2].iter().find_map(|&level| passages.iter().position(heading(level)))
        });
        let first = || passages.iter().position(|passage| passage.form == Form::Heading(1));
        let headline = headline.or_else(first);
        let articles = tree.elements("article").collect();
        let (sums, lists) = (sums(&mass), RefCell::default());
        let titled = BTreeSet::new();
        let mut page = Self { tree, clues, passages, headline, sums, mass, marks, articles, titled, lists };
        page.mark(trusted);
        page.titled = page.titled();
        page
    }

    /// The numbers of the passages that stand in the element.
    fn range(&self, node: usize) -> std::ops::Range<usize> {
        let first = self.passages.partition_point(|passage| passage.at < node);
        let last = self.passages.partition_point(|passage| passage.at < self.tree.nodes[node].end);
        first..last
    }

    fn mass_of(&self, node: usize) -> f32 {
        let range = self.range(node);
        self.sums[range.end] - self.sums[range.start]
    }

    /// Gives every passage the marks of the elements it stands in. An element that holds most of the page's
    /// sentences is not believed ("has-sidebar" may be the class of everything), nor is one that holds the
    /// headline. What is surely none of the article goes first: cookie text may be longer than the article.
    fn mark(&mut self, trusted: Marks) {
        let mut marker = Marker::default();
        let own: Vec<Marks> = (0..self.tree.nodes.len())
            .map(|at| {
                let node = &self.tree.nodes[at];
                let plain = node.is_text() || matches!(&*node.name, "html" | "body" | "main" | "article");
                if plain { Marks::default() } else { marker.own(self.tree, at).only(trusted) }
            })
            .collect();
        let headline = self.headline.map_or(0, |number| self.passages[number].at);
        for sort in [Marks::SURELY, Marks::OUTSIDE.with(Marks::STANDFIRST)] {
            let total = self.sums.last().copied().unwrap_or_default();
            let mut marks: Vec<Marks> = Vec::with_capacity(own.len());
            for (at, &own) in own.iter().enumerate() {
                let node = &self.tree.nodes[at];
                let inherited = marks.get(node.parent).copied().unwrap_or_default();
                let own = own.only(sort);
                let titled = (at..node.end).contains(&headline);
                let believed = own != Marks::default() && !titled && self.mass_of(at) <= TOO_MUCH * total;
                marks.push(if believed { inherited.with(own) } else { inherited });
            }
            for (number, passage) in self.passages.iter().enumerate() {
                self.marks[number] = self.marks[number].with(marks[passage.at]);
                let quoted = passage.form == Form::Quotation && !marks[passage.at].any(Marks::SURELY);
                if self.marks[number].any(Marks::OUTSIDE) && !quoted {
                    self.mass[number] = 0.0;
                }
            }
            self.sums = sums(&self.mass);
        }
    }

    /// The article's paragraphs: those found on the page, or those that its structured data repeats where
    /// most of them are not on the page.
    pub(crate) fn article(&self) -> Vec<Paragraph> {
        let mut found = self.found();
        // Where hardly anything is left, the class that stands around the whole article may have said "promo".
        let left = said(&found);
        if left < LITTLE {
            let sure = Marks::COMMENT.with(Marks::NAV).with(Marks::HIDDEN).with(Marks::RELATED);
            let other = Page::trusting(self.tree, self.clues, sure).found();
            if said(&other) > MUCH_MORE * left {
                found = other;
            }
        }
        match self.clues.body {
            Some(body) if is_missing(&found, body) => {
                let lines = body.lines().map(folded).filter(|line| !line.is_empty());
                lines.map(|text| Paragraph { kind: BlockKind::Body, text }).collect()
            }
            _ => found,
        }
    }

    fn found(&self) -> Vec<Paragraph> {
        let container = self.widened(self.container());
        let range = self.range(container);
        let mut kept: Vec<(usize, BlockKind)> = self.standfirst(range.start);
        let above = kept.len();
        self.keep(range.clone(), &mut kept);
        self.end_at_menu(&mut kept);
        self.trim(&mut kept, above);
        let tail = kept.len().saturating_sub(ABOUT_AUTHORS);
        let about = |number: usize| self.is_about_author(&self.passages[number].text);
        let tells = kept.split_off(tail).into_iter().filter(|&(number, _)| !about(number));
        kept.extend(tells);
        drop_empty_headings(&mut kept);
        self.add_credits(range, &mut kept);
        self.without_repeats(kept)
    }

    /// The paragraphs without those that stand there twice: pages repeat quotations, and whole articles for narrow
    /// screens. What is said again under another heading is meant.
    fn without_repeats(&self, kept: Vec<(usize, BlockKind)>) -> Vec<Paragraph> {
        let mut seen: BTreeSet<(&str, Vec<&str>)> = BTreeSet::new();
        let mut under: Vec<(u8, &str)> = Vec::new();
        let mut paragraphs = Vec::new();
        for (number, kind) in kept {
            let passage = &self.passages[number];
            if let Form::Heading(level) = passage.form {
                under.retain(|&(above, _)| above < level);
                under.push((level, &passage.text));
            }
            let headings = under.iter().map(|&(_, heading)| heading).collect();
            if passage.text.len() < 60 || seen.insert((&passage.text, headings)) {
                paragraphs.push(Paragraph { kind, text: passage.text.clone() });
            }
        }
        paragraphs
    }

    /// Keeps what is the article's. Under a heading such as "Related articles" stand teasers: they go with it, up
    /// to the first passage that is none.
    fn keep(&self, range: std::ops::Range<usize>, kept: &mut Vec<(usize, BlockKind)>) {
        let mut related = false;
        let end = self.comments(range.clone()).unwrap_or(range.end);
        let teasers = self.teasers(range.start..end);
        for number in range.start..end {
            let passage = &self.passages[number];
            if let Form::Heading(_) = passage.form {
                related = is_furniture(&passage.text) && !self.marks[number].any(Marks::RELATED);
            }
            related &= passage.text.len() < 100 || passage.link_density() > 0.3;
            let headline = self.headline == Some(number) && self.clues.title == Some(passage.text.as_str());
            if !related
                && !headline
                && !teasers.contains(&number)
                && let Some(kind) = self.kind(number)
            {
                kept.push((number, kind));
            }
        }
    }

    /// Adds the lines around the article that credit an agency or outlet: pages set them apart as they do share bars.
    fn add_credits(&self, range: std::ops::Range<usize>, kept: &mut Vec<(usize, BlockKind)>) {
        let near = range.start.saturating_sub(AROUND)..(range.end + AROUND).min(self.passages.len());
        let elsewhere = Marks::COMMENT.with(Marks::RELATED).with(Marks::CAPTION).with(Marks::HIDDEN);
        let known: BTreeSet<usize> = kept.iter().map(|&(number, _)| number).collect();
        let credits = |number: &usize| {
            let passage = &self.passages[*number];
            !known.contains(number)
                && !self.marks[*number].any(elsewhere)
                && passage.form != Form::Caption
                && passage.text.len() < 300
                && !is_caption(&passage.text)
                && read_aside(&passage.text).is_some_and(|aside| !aside.credits.is_empty())
        };
        kept.extend(near.filter(credits).map(|number| (number, BlockKind::Body)));
        kept.sort_unstable_by_key(|&(number, _)| number);
    }

    /// The linked headings that are the article's own: several, each with more under it than the abstract of another
    /// article. A single one is a teaser amid the text.
    fn titled(&self) -> BTreeSet<usize> {
        let heads: Vec<usize> = (0..self.passages.len())
            .filter(|&number| matches!(self.passages[number].form, Form::Heading(_)))
            .collect();
        let mass = |at: usize| {
            let next = heads.get(at + 1).copied().unwrap_or(self.passages.len());
            self.sums[next] - self.sums[heads[at]]
        };
        let linked = |number: usize| self.passages[number].link_density() >= 0.5;
        let titled = (0..heads.len()).filter(|&at| linked(heads[at]) && mass(at) >= HEADED);
        let titled: BTreeSet<usize> = titled.map(|at| heads[at]).collect();
        if titled.len() >= FEWEST_HEADED { titled } else { BTreeSet::new() }
    }
}

/// How many bytes the body has.
fn said(paragraphs: &[Paragraph]) -> usize {
    let body = paragraphs.iter().filter(|paragraph| paragraph.kind == BlockKind::Body);
    body.map(|paragraph| paragraph.text.len()).sum()
}

fn sums(mass: &[f32]) -> Vec<f32> {
    let mut sums = Vec::with_capacity(mass.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for mass in mass {
        sum += mass;
        sums.push(sum);
    }
    sums
}

/// How much of an article the passage looks like: its bytes outside links, if it is made of sentences.
fn mass(passage: &Passage) -> f32 {
    let length = passage.text.len().saturating_sub(passage.linked) as f32;
    if passage.link_density() > 0.5 {
        return 0.0;
    }
    let sentences = is_sentence(&passage.text);
    match passage.form {
        Form::Heading(_) | Form::Caption => 0.0,
        Form::Item | Form::Cell => length * if sentences { 0.6 } else { 0.1 },
        Form::Code => length * 0.3,
        Form::Paragraph | Form::Quotation if sentences && length >= 80.0 => length,
        Form::Paragraph | Form::Quotation => length * if sentences { 0.5 } else { 0.1 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const BRIDGE: &str = "The old bridge over the river was closed on Monday, the mayor said, and it will stay closed for \
        two weeks while engineers look at the cables that hold it.";
    pub(super) const BUSES: &str = "Buses will run every ten minutes from the market square to the other bank until the work is \
        done, according to the transport ministry.";

    pub(super) fn texts(page: &str) -> Vec<(BlockKind, String)> {
        let tree = Tree::parse(page);
        let clues = Clues { title: Some("Old bridge closed"), ..Clues::default() };
        Page::new(&tree, clues).article().into_iter().map(|found| (found.kind, found.text)).collect()
    }

    pub(super) fn body(page: &str) -> Vec<String> {
        let body = |(kind, text)| (kind == BlockKind::Body).then_some(text);
        texts(page).into_iter().filter_map(body).collect()
    }

    #[test]
    fn what_stands_beside_the_article_is_left_out() {
        let page = format!(
            "<nav><a href=/>Home</a></nav><div class='cookie-banner'><p>We use cookies and other cookies to make our \
            website work, and you may refuse all of them in the settings of your browser.</p></div>\
            <main><h1>Old bridge closed</h1><div class='story'><p>{BRIDGE}</p>\
            <p><a href=/x>Floods in the valley leave thousands without water</a></p>\
            <h3>Related articles</h3><ul><li><a href=/y>The mayor and her bridge, ten years on</a></li></ul>\
            <p>{BUSES}</p><p>Sign up for our newsletter <a href=/n>here</a></p></div>\
            <section class='comments'><p>I have always said that this bridge would fall one day, and nobody has ever \
            listened to me, not even the mayor.</p></section></main>"
        );
        assert_eq!(body(&page), [BRIDGE, BUSES]);
    }

    #[test]
    fn a_class_that_tells_of_something_inside_hides_nothing() {
        let page = format!(
            "<div class='page has-sidebar with-comments'><h1>Old bridge closed</h1><article class='tag-bridge \
            category-related'><p>{BRIDGE}</p><blockquote class='social-embed'><p>Nobody was hurt.</p></blockquote>\
            <p>{BUSES}</p></article></div>"
        );
        assert_eq!(body(&page), [BRIDGE, "Nobody was hurt.", BUSES]);
    }

    #[test]
    fn standfirst_subheadings_lists_and_captions_are_kept_apart() {
        let page = format!(
            "<h1>Old bridge closed</h1><p class='standfirst'>Engineers will need two weeks, and the town buses</p>\
            <div><div class='text'><p>{BRIDGE}</p><figure><img><figcaption>The bridge in winter</figcaption></figure>\
            <h2>How to cross</h2><p>{BUSES}</p><ul><li>Bus 4 runs by day</li><li>Bus 14 runs by night</li></ul>\
            <p>{BRIDGE} And so on.</p></div></div>"
        );
        let found = texts(&page);
        let kinds: Vec<(BlockKind, &str)> = found.iter().map(|(kind, text)| (*kind, &text[..12])).collect();
        assert_eq!(
            kinds,
            [
                (BlockKind::Body, "Engineers wi"),
                (BlockKind::Body, "The old brid"),
                (BlockKind::Caption, "The bridge i"),
                (BlockKind::Subheading, "How to cross"),
                (BlockKind::Body, "Buses will r"),
                (BlockKind::Body, "Bus 4 runs b"),
                (BlockKind::Body, "Bus 14 runs "),
                (BlockKind::Body, "The old brid"),
            ]
        );
    }

    #[test]
    fn credits_that_a_page_sets_apart_are_kept() {
        let page = format!(
            "<article><h1>Old bridge closed</h1><p>{BRIDGE}</p><p>{BUSES}</p></article>\
            <div class='copyright'><p>© 2025 The Associated Press. All rights reserved.</p></div>"
        );
        assert_eq!(body(&page)[2], "© 2025 The Associated Press. All rights reserved.");
    }

    #[test]
    fn comments_without_a_class_end_the_article_where_their_heading_stands() {
        let said = "<p>I have always said that this bridge would fall one day, and nobody has listened.</p>";
        let page = |heading: &str| {
            let text = format!("<p>{BRIDGE}</p><p>{BUSES}</p><p>{BRIDGE} Again.</p>");
            format!("<h1>Old bridge closed</h1><div>{text}<h3>{heading}</h3>{said}{said}</div>")
        };
        for heading in ["Comments (2)", "2 Kommentare", "Leave a comment", "Отзывы"] {
            assert_eq!(body(&page(heading)).len(), 3, "{heading}");
        }
        assert_eq!(body(&page("The mayor's comments on the bridge")).len(), 4);
    }

    #[test]
    fn teasers_at_the_end_are_left_out_and_links_between_paragraphs_take_nothing_with_them() {
        let card = |number: u8| {
            format!(
                "<div><a href='/{number}'>Another story of the bridge {number}</a><p>What the mayor of town {number} \
                said of it.</p></div>"
            )
        };
        let cards: String = (0..4).map(card).collect();
        let text = format!("<p>{BRIDGE}</p><p>{BUSES}</p><p>{BRIDGE} Again.</p><p>{BUSES} Again.</p>");
        let page = format!("<h1>Old bridge closed</h1><div>{text}{cards}</div>");
        assert_eq!(body(&page).len(), 4, "{:?}", body(&page));
        let link = "<p><a href='/x'>Another story of the bridge</a></p>";
        let between = [BRIDGE, BUSES, "It rained.", "Nobody was hurt, the mayor said on Monday."]
            .map(|words| format!("<p>{words} So it was said in town.</p>{link}"));
        let page = format!("<h1>Old bridge closed</h1><div>{}<p>{BUSES}</p></div>", between.concat());
        assert_eq!(body(&page).len(), 5, "{:?}", body(&page));
    }

    #[test]
    fn an_article_that_only_the_structured_data_hold_is_read_there() {
        let whole = format!("{BRIDGE}\n{BUSES}\n").repeat(4);
        let tree = Tree::parse("<h1>Old bridge closed</h1><p>To read on, pay a little, please.</p>");
        let clues = Clues { title: Some("Old bridge closed"), body: Some(&whole), ..Clues::default() };
        assert_eq!(Page::new(&tree, clues).article()[1].text, BUSES);
    }

    #[test]
    fn what_is_said_again_under_another_heading_is_meant_and_what_is_repeated_is_not() {
        let page = format!(
            "<h1>Old bridge closed</h1><article><p>{BRIDGE}</p><p>{BRIDGE}</p><h2>Monday</h2><p>{BUSES}</p>\
            <h2>Tuesday</h2><p>{BUSES}</p></article>"
        );
        assert_eq!(body(&page), [BRIDGE, BUSES, BUSES]);
    }

    #[test]
    fn headings_that_are_links_stay_where_there_are_several_and_text_under_each() {
        let section = |name: &str| {
            format!(
                "<h3><a href=/{name}>{name}</a></h3><p>The {name}. {BRIDGE}</p><p>{BUSES} So it is at the {name}.</p>"
            )
        };
        let named = ["Harbour", "Market", "Station"].map(section).concat();
        let headings = |page: &str| -> Vec<String> {
            let heading = |(kind, text)| (kind == BlockKind::Subheading).then_some(text);
            texts(page).into_iter().filter_map(heading).collect()
        };
        let page = |sections: &str| {
            format!("<h1>Old bridge closed</h1><article><p>{BRIDGE}</p>{sections}</article>")
        };
        assert_eq!(headings(&page(&named)), ["Harbour", "Market", "Station"]);
        assert_eq!(headings(&page(&section("Harbour"))), Vec::<String>::new());
    }

    #[test]
    fn a_class_that_would_leave_hardly_anything_of_the_article_is_not_believed() {
        let blocks: String =
            (1..=8).map(|number| format!("<div class=promo><p>Bridge {number}: {BUSES}</p></div>")).collect();
        let page = format!("<h1>Old bridge closed</h1><p>Our town desk reports.</p>{blocks}");
        assert!(body(&page).contains(&format!("Bridge 8: {BUSES}")), "{:?}", body(&page));
    }

    #[test]
    fn lines_of_day_and_addresses_and_those_about_the_author_are_no_part_of_it() {
        let page = format!(
            "<h1>Old bridge closed</h1><article><p>12/03/2025 - Written by: Ana Petrova - Section: Transport \
            and traffic of the town</p><p>{BRIDGE}</p><p>{BUSES}</p><p>More: https://courier.example/bridges/of/the/old/town</p>\
            <p>Ana Petrova is a writer at the town desk. She has two cats.</p></article>"
        );
        let tree = Tree::parse(&page);
        let authors = ["Ana Petrova".to_owned()];
        let clues = Clues { title: Some("Old bridge closed"), authors: &authors, ..Clues::default() };
        let texts: Vec<String> =
            Page::new(&tree, clues).article().into_iter().map(|found| found.text).collect();
        assert_eq!(texts, [BRIDGE, BUSES]);
    }
}
