//! A page's elements in, the dates out that they state beside their words: microdata, times, and the data that a
//! page keeps for its programs.

use woozle_text::Published;

use crate::{
    date::Order,
    page_date::Sources,
    passage::Marks,
    shown_date::{ABOVE, BELOW, is_recent},
    stated_date::stated,
};

/// Names under which programs of pages keep the time of publication.
const SCRIPTED: [&str; 21] = [
    "datePublished",
    "date_published",
    "published_at",
    "publishedAt",
    "publish_date",
    "publishDate",
    "published_date",
    "publishedDate",
    "published_time",
    "publishedTime",
    "publication_date",
    "publicationDate",
    "pubdate",
    "pubDate",
    "firstPublished",
    "firstPublishedAt",
    "first_published_at",
    "article_date",
    "articleDate",
    "post_date",
    "postDate",
];
/// A value that states a date has no more characters.
const LONGEST_VALUE: usize = 40;
/// So many times a name is looked at in a program.
const MOST_NAMED: usize = 8;

impl Sources<'_> {
    /// The date in the page's microdata or RDFa.
    pub(crate) fn item(&self, order: Order) -> Option<Published> {
        const ITEMS: [&str; 3] = ["datePublished", "dc:date", "schema:dateCreated"];
        let named = |name: &str| {
            let says = |attribute: Option<&str>| attribute.is_some_and(|value| value.contains(name));
            (0..self.tree.nodes.len()).find(|&at| {
                let node = &self.tree.nodes[at];
                says(node.attribute("itemprop")) || says(node.attribute("property"))
            })
        };
        ITEMS.iter().find_map(|name| {
            let at = named(name)?;
            let node = &self.tree.nodes[at];
            let text = node.attribute("datetime").or_else(|| node.attribute("content"));
            text.and_then(|text| stated(text, order)).or_else(|| stated(&self.tree.text(at), order))
        })
    }

    /// The date of the time element that stands nearest behind the headline, else before it.
    pub(crate) fn time_element(&self, order: Order) -> Option<Published> {
        let headline = self.headline.map_or(0, |number| self.passages[number].at);
        let times: Vec<(usize, Published)> = (0..self.tree.nodes.len())
            .filter_map(|at| Some((at, self.stated_by(at, order)?)))
            .filter(|&(at, _)| !self.is_elsewhere(at))
            .collect();
        let class = |at: usize| self.tree.nodes[at].attribute("class").unwrap_or_default();
        let updated = |at: usize| {
            ["updated", "modified"].iter().any(|word| class(at).contains(word))
                && !class(at).contains("publish")
                || self.passage_of(at).is_some_and(|number| self.changes(number))
        };
        let behind = times.iter().find(|&&(at, _)| at > headline && !updated(at));
        let before = times.iter().rev().find(|&&(at, _)| at < headline && !updated(at));
        // Above the headline stand menus as well, so that a time there must be much nearer than the one behind.
        let distance = |&(at, _): &(usize, Published)| self.passages_between(headline, at);
        let nearer =
            before.filter(|before| behind.is_none_or(|behind| distance(before) * 3 < distance(behind)));
        let (at, published) = nearer.or(behind).or(before).or(times.first()).copied()?;
        // A time far from the headline may be that of another article.
        let near = self.headline.is_none() || self.passages_between(headline, at) <= BELOW + ABOVE;
        near.then_some(published)
    }

    fn passages_between(&self, a: usize, b: usize) -> usize {
        let (a, b) = (a.min(b), a.max(b));
        let number = |at| self.passages.partition_point(|passage| passage.at < at);
        number(b) - number(a)
    }

    /// The time that the element states beside its words: in `datetime`, or in the title of an abbreviation such as
    /// "3 days ago" in an element called after a date (hAtom).
    fn stated_by(&self, at: usize, order: Order) -> Option<Published> {
        let node = &self.tree.nodes[at];
        match &*node.name {
            // What was deleted or put in, and when.
            "" | "del" | "ins" => return None,
            "abbr" | "time" | "span" | "a" => {}
            _ => return stated(node.attribute("datetime")?, Order::DayFirst),
        }
        let titled = || {
            let class = node.attribute("class").unwrap_or_default().to_ascii_lowercase();
            let called = matches!(&*node.name, "abbr" | "time")
                || ["publish", "posted", "timestamp"].iter().any(|word| class.contains(word));
            node.attribute("title").filter(|title| called && title.len() <= LONGEST_VALUE)
        };
        let exact = node.attribute("datetime").and_then(|text| stated(text, Order::DayFirst));
        exact.or_else(|| stated(titled()?, order))
    }

    /// The number of the passage that holds the element's words, or the one behind it where it has none.
    fn passage_of(&self, at: usize) -> Option<usize> {
        let next = self.passages.partition_point(|passage| passage.at < at);
        let within = self.passages.get(next).is_some_and(|passage| passage.at < self.tree.nodes[at].end);
        let worded = (at..self.tree.nodes[at].end).any(|at| !self.tree.nodes[at].text.trim().is_empty());
        // Words that follow others in a line belong to the passage that those began.
        let number = if within || !worded { Some(next) } else { next.checked_sub(1) };
        number.filter(|&number| number < self.passages.len())
    }

    /// Whether the node stands among comments, menus or teasers: a passage may begin in a menu or end before one, so
    /// that both it and the one behind the node must.
    fn is_elsewhere(&self, at: usize) -> bool {
        let elsewhere = Marks::COMMENT.with(Marks::NAV).with(Marks::RELATED).with(Marks::ASIDE);
        let next = self.passages.partition_point(|passage| passage.at < at);
        let marked = |number: usize| self.marks.get(number).is_some_and(|marks| marks.any(elsewhere));
        marked(next) && self.passage_of(at).is_none_or(marked)
    }

    /// The date of publication in the data that a page keeps for its programs.
    pub(crate) fn script(&self, order: Order) -> Option<Published> {
        let dated = |at: usize| {
            let text = &*self.tree.nodes.get(at + 1)?.text;
            SCRIPTED.iter().find_map(|name| assigned(text, name, order))
        };
        self.tree.elements("script").find_map(dated)
    }
}

/// The date that the program gives to the name: `"name": "2025-03-12"`, `name = '2025-03-12'`.
fn assigned(program: &str, name: &str, order: Order) -> Option<Published> {
    let value = |(at, _): (usize, &str)| {
        let whole = !program[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
        let after = program[at + name.len()..].trim_start_matches(['\\', '"', '\'', ' ']);
        let after = whole.then_some(after)?.strip_prefix([':', '='])?;
        let after = after.trim_start_matches(['\\', '"', '\'', ' ']);
        let ends = |&(_, letter): &(usize, char)| matches!(letter, '"' | '\'' | '\\' | ',' | ';' | '}');
        let (end, _) = after.char_indices().take(LONGEST_VALUE).find(ends)?;
        stated(&after[..end], order).filter(is_recent)
    };
    program.match_indices(name).take(MOST_NAMED).find_map(value)
}
