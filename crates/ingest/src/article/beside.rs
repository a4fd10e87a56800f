//! The passages in the element that holds the article in, which of them are comments, teasers of other articles,
//! menus out: what no class or id tells.

use std::{collections::BTreeSet, ops::Range};

use super::Page;
use crate::{
    page::host,
    passage::{Form, Passage},
    wording::{is_comments, is_sentence},
};

/// So many bytes of sentences stand above the comments of an article.
const FIRST: f32 = 300.0;
/// A teaser is no more than so many passages: picture, section, title, abstract, day.
const LARGEST_CARD: usize = 5;
/// So many teasers in a row are a list of them.
const FEWEST_TEASERS: usize = 3;
/// Teasers say no more than this share of the sentences around them: else they are what the page is for.
const MOST_SAID: f32 = 0.3;

impl Page<'_> {
    /// The heading under which the comments begin, where the article's sentences stand above it.
    pub(super) fn comments(&self, range: Range<usize>) -> Option<usize> {
        let begins = |&number: &usize| {
            let passage = &self.passages[number];
            let heading = matches!(passage.form, Form::Heading(_));
            let above = self.sums[number] - self.sums[range.start];
            let whole = self.sums[range.end] - self.sums[range.start];
            (heading || passage.linked == 0 && above > 0.3 * whole)
                && above > FIRST
                && is_comments(&passage.text)
        };
        range.clone().find(begins)
    }

    /// The passages that say what other articles of the site are about: each stands in one element with a link to
    /// one, and such elements follow one another up to the end.
    pub(super) fn teasers(&self, range: Range<usize>) -> BTreeSet<usize> {
        let mut run: Vec<usize> = Vec::new();
        let (mut titles, mut last) = (0, None);
        for number in range.clone() {
            let passage = &self.passages[number];
            let scrap = passage.text.len() < 40 && !is_sentence(&passage.text);
            if self.leads_to_article(passage) {
                (titles, last) = (titles + 1, Some(number));
            } else if scrap || last.is_some_and(|title| self.is_card(title, number)) {
                run.push(number);
            } else {
                (titles, last) = (0, None);
                run.clear();
            }
        }
        let said: f32 = run.iter().map(|&number| self.mass[number]).sum();
        let whole = self.sums[range.end] - self.sums[range.start];
        let list = titles >= FEWEST_TEASERS && said < MOST_SAID * whole;
        if list { run.into_iter().collect() } else { BTreeSet::new() }
    }

    /// Whether the two passages stand in an element that holds hardly more.
    fn is_card(&self, title: usize, said: usize) -> bool {
        let holds = |&above: &usize| self.tree.nodes[above].end > self.passages[said].at;
        let card = self.tree.ancestors(self.passages[title].at).find(holds);
        card.is_some_and(|card| self.range(card).len() <= LARGEST_CARD)
    }

    /// Whether the passage is nothing but a link to another page of the site.
    fn leads_to_article(&self, passage: &Passage) -> bool {
        if passage.link_density() < 0.8
            || passage.text.split_whitespace().count() < 2 && passage.text.len() < 20
        {
            return false;
        }
        let link =
            self.tree.ancestors(passage.at).take(5).find(|&above| &*self.tree.nodes[above].name == "a");
        let href = link.and_then(|link| self.tree.nodes[link].attribute("href")).unwrap_or_default();
        let own = self.clues.url.and_then(host);
        !href.starts_with('#') && (!href.contains("://") || host(href).is_some() && host(href) == own)
    }

    /// The share of links in the list or table that the passage stands in.
    pub(super) fn linked_share(&self, number: usize) -> f32 {
        let at = self.passages[number].at;
        let is_list = |above: &usize| matches!(&*self.tree.nodes[*above].name, "ul" | "ol" | "dl" | "table");
        let Some(list) = self.tree.ancestors(at).find(is_list) else { return 1.0 };
        if let Some(&known) = self.lists.borrow().get(&list) {
            return known;
        }
        let passages = &self.passages[self.range(list)];
        let linked: usize = passages.iter().map(|passage| passage.linked).sum();
        let all: usize = passages.iter().map(|passage| passage.text.len()).sum();
        let share = linked as f32 / all.max(1) as f32;
        self.lists.borrow_mut().insert(list, share);
        share
    }
}
