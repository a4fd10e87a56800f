//! A page's passages in, the article's out, in reading order, each with what it is for.
//!
//! The article is looked for where the sentences are: from the body down, into whatever element holds most
//! of the page's sentences, until they spread over its children. What is beside it in there (menus, teasers,
//! share bars, comments) is told by the words of class and id, by links, and by its place.

mod beside;
mod repeated;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use woozle_text::BlockKind;

use self::{beside::List, repeated::is_missing};
use crate::{
    closing::{is_furniture, read_aside},
    passage::{Form, Marker, Marks, Passage, passages},
    tree::{Tree, folded},
    wording::{is_about_cookies, is_caption, is_code, is_promotion, is_sentence},
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
}

/// A child holding this share of its parent's sentences is gone down into.
const DOWN: f32 = 0.8;
/// So many passages around the article are looked at for credits.
const AROUND: usize = 12;
/// An element around the article must add so many bytes of sentences for every byte of links and scraps.
const WIDER: f32 = 10.0;
/// An element holding more than this share of the sentences is the article, whatever it is called.
const TOO_MUCH: f32 = 0.5;

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
    /// The lists and tables looked at so far.
    lists: RefCell<BTreeMap<usize, List>>,
}

impl<'a> Page<'a> {
    /// Cuts and marks the page.
    pub(crate) fn new(tree: &'a Tree, clues: Clues<'a>) -> Self {
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
        let mut page = Self { tree, clues, passages, headline, sums, mass, marks, articles, lists };
        page.mark();
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
    fn mark(&mut self) {
        let mut marker = Marker::default();
        let own: Vec<Marks> = (0..self.tree.nodes.len())
            .map(|at| {
                let node = &self.tree.nodes[at];
                let plain = node.is_text() || matches!(&*node.name, "html" | "body" | "main" | "article");
                if plain { Marks::default() } else { marker.own(self.tree, at) }
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

    /// The element that holds the article.
    fn container(&self) -> usize {
        let body = self.tree.elements("body").next().filter(|_| !self.tree.cut);
        let mut at = body.unwrap_or(0);
        loop {
            let total = self.mass_of(at);
            let heaviest = self
                .tree
                .children(at)
                .filter(|&child| !self.tree.nodes[child].is_text())
                .map(|child| (child, self.mass_of(child)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            match heaviest {
                Some((child, mass)) if total > 0.0 && mass >= DOWN * total => at = child,
                _ => return at,
            }
        }
    }

    /// The element, or one around it that adds more sentences than links and scraps.
    fn widened(&self, container: usize) -> usize {
        let mut at = container;
        loop {
            let parent = self.tree.nodes[at].parent;
            if parent == at || self.has_other_articles(parent, at) {
                return at;
            }
            let (inner, outer) = (self.range(at), self.range(parent));
            let added = self.mass_of(parent) - self.mass_of(at);
            let scraps: usize =
                (outer.start..inner.start).chain(inner.end..outer.end).map(|number| self.scrap(number)).sum();
            if outer != inner && (added <= 0.0 || added < WIDER * scraps as f32) {
                return at;
            }
            at = parent;
        }
    }

    /// Whether the element holds articles besides the given part of it.
    fn has_other_articles(&self, parent: usize, part: usize) -> bool {
        let within = |node: usize| {
            let first = self.articles.partition_point(|&at| at <= node);
            self.articles.partition_point(|&at| at < self.tree.nodes[node].end) - first
        };
        let own = usize::from(&*self.tree.nodes[part].name == "article");
        within(parent) > within(part) + own
    }

    /// How many bytes of the passage are links or scraps that no mark explains.
    fn scrap(&self, number: usize) -> usize {
        let passage = &self.passages[number];
        if self.marks[number].any(Marks::OUTSIDE) || matches!(passage.form, Form::Heading(_) | Form::Caption)
        {
            return 0;
        }
        let short = passage.text.len() < 40 && !is_sentence(&passage.text) && passage.form == Form::Paragraph;
        if short { passage.text.len() } else { passage.linked }
    }

    /// The article's paragraphs: those found on the page, or those that its structured data repeats where
    /// most of them are not on the page.
    pub(crate) fn article(&self) -> Vec<Paragraph> {
        let found = self.found();
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
        self.trim(&mut kept, above);
        drop_empty_headings(&mut kept);
        self.add_credits(range, &mut kept);
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        kept.into_iter()
            .filter(|&(number, _)| {
                let text = self.passages[number].text.as_str();
                text.len() < 60 || seen.insert(text)
            })
            .map(|(number, kind)| Paragraph { kind, text: self.passages[number].text.clone() })
            .collect()
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
                related = is_furniture(&passage.text);
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

    /// What stands between the headline and the element that holds the article and belongs to it: standfirst
    /// and first paragraphs.
    fn standfirst(&self, first: usize) -> Vec<(usize, BlockKind)> {
        let Some(headline) = self.headline.filter(|&headline| headline < first) else { return Vec::new() };
        let summary = self.clues.summary.unwrap_or_default();
        let belongs = |number: &usize| {
            let passage = &self.passages[*number];
            let said = passage.text.len() > 30 && summary.starts_with(passage.text.as_str());
            let marks = self.marks[*number];
            let unlinked = passage.link_density() < 0.3 && passage.form != Form::Caption;
            let inner = marks.only(Marks::OUTSIDE);
            let called =
                marks.any(Marks::STANDFIRST) && (inner == Marks::default() || inner == Marks::RELATED);
            let titled = called && passage.text.len() > 30;
            let written = is_sentence(&passage.text) && passage.text.len() > 60;
            said || (unlinked && (titled || written && !marks.any(Marks::OUTSIDE)))
        };
        (headline + 1..first).filter(belongs).map(|number| (number, BlockKind::Body)).collect()
    }

    /// What the passage is for; `None` where it is none of the article.
    fn kind(&self, number: usize) -> Option<BlockKind> {
        let passage = &self.passages[number];
        let marks = self.marks[number];
        if passage.form == Form::Caption || marks.only(Marks::OUTSIDE) == Marks::CAPTION {
            return Some(BlockKind::Caption);
        }
        let quoted = passage.form == Form::Quotation && !marks.any(Marks::SURELY);
        if (marks.any(Marks::OUTSIDE) && !quoted) || is_furniture(&passage.text) {
            return None;
        }
        if is_caption(&passage.text) {
            return Some(BlockKind::Caption);
        }
        if is_promotion(passage) {
            return None;
        }
        let linked = passage.link_density();
        match passage.form {
            Form::Heading(_) => (linked < 0.5).then_some(BlockKind::Subheading),
            Form::Code if is_code(&passage.text) => None,
            Form::Cell if self.list(number).figures => None,
            Form::Paragraph | Form::Code => {
                let written = is_sentence(&passage.text) && linked < 0.9;
                (linked < 0.6 || written).then_some(BlockKind::Body)
            }
            Form::Item | Form::Cell => {
                (linked < 0.5 || self.list(number).linked < 0.6).then_some(BlockKind::Body)
            }
            Form::Quotation => Some(BlockKind::Body),
            Form::Caption => Some(BlockKind::Caption),
        }
    }

    /// Takes away what stands before the first and behind the last sentence; `above` of them stand before the
    /// element that holds the article, and stay.
    fn trim(&self, kept: &mut Vec<(usize, BlockKind)>, above: usize) {
        let written = |&(number, kind): &(usize, BlockKind)| {
            let passage = &self.passages[number];
            let called = self.marks[number].any(Marks::STANDFIRST) && passage.text.len() > 30;
            let long = passage.text.len() > 60 || called;
            let unlinked = passage.link_density() < 0.3;
            kind == BlockKind::Body
                && (long && unlinked || is_sentence(&passage.text) || passage.form != Form::Paragraph)
        };
        let Some(last) = kept.iter().rposition(written) else { return };
        kept.truncate(last + 1);
        let first = kept.iter().skip(above).position(written).map_or(above, |first| first + above);
        let heading = first > above && kept[first - 1].1 == BlockKind::Subheading;
        kept.drain(above..first - usize::from(heading));
    }
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

/// Takes away headings under which nothing stands.
fn drop_empty_headings(kept: &mut Vec<(usize, BlockKind)>) {
    let mut followed = false;
    let mut keep = vec![true; kept.len()];
    for (at, &(_, kind)) in kept.iter().enumerate().rev() {
        match kind {
            BlockKind::Subheading => keep[at] = followed,
            BlockKind::Body => followed = true,
            _ => {}
        }
    }
    let mut keep = keep.into_iter();
    kept.retain(|_| keep.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRIDGE: &str = "The old bridge over the river was closed on Monday, the mayor said, and it will stay closed for \
        two weeks while engineers look at the cables that hold it.";
    const BUSES: &str = "Buses will run every ten minutes from the market square to the other bank until the work is \
        done, according to the transport ministry.";

    fn texts(page: &str) -> Vec<(BlockKind, String)> {
        let tree = Tree::parse(page);
        let clues = Clues { title: Some("Old bridge closed"), ..Clues::default() };
        Page::new(&tree, clues).article().into_iter().map(|found| (found.kind, found.text)).collect()
    }

    fn body(page: &str) -> Vec<String> {
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
}
