//! A page's passages in, the element that holds the article out: where the sentences are, down to where they spread
//! over children, and up again where more of them stand than scraps.

use super::Page;
use crate::{
    passage::{Form, Marks},
    wording::is_sentence,
};

/// A child holding this share of its parent's sentences is gone down into.
const DOWN: f32 = 0.8;
/// An element around the article must add so many bytes of sentences for every byte of links and scraps.
const WIDER: f32 = 10.0;
impl Page<'_> {
    /// The element that holds the article.
    pub(super) fn container(&self) -> usize {
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
    pub(super) fn widened(&self, container: usize) -> usize {
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
}
