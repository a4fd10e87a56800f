//! Two statements in, whether their predicates are opposites out: "the cameras had been switched off" and "the
//! cameras were working".
//!
//! It compares what heads the contents, with its particle, its complement and its negation; the words around are the
//! alignment's matter.

use std::collections::BTreeSet;

use woozle_language::{Analysis, Deprel, Upos};

use crate::conflict::opposites;
use crate::negation::{head, negated};
use crate::{StatementRef, StoryInput};

/// Verbs that leave it to their complement to say what is so.
const LINKING: &[&str] =
    &["be", "become", "get", "go", "keep", "leave", "lie", "remain", "stand", "stay", "turn"];

/// Whether the one says with a word of opposite meaning that what the other says is not so.
pub(crate) fn contrary(input: &StoryInput, one: StatementRef, other: StatementRef) -> bool {
    if negated(input, one) || negated(input, other) {
        return false;
    }
    let (here, there) = (predicate(input, one), predicate(input, other));
    let meets =
        |x: &str, y: &str| here.contains(x) && there.contains(y) && !here.contains(y) && !there.contains(x);
    opposites().iter().any(|(x, y)| meets(x, y) || meets(y, x))
}

/// Lemmas that say what is so: the head of the content, its particle, its complement.
fn predicate(input: &StoryInput, at: StatementRef) -> BTreeSet<String> {
    let analysis = &input.analyses[at.report];
    let content = input.statement(at).content;
    let Some(head) = head(input, at) else { return BTreeSet::new() };
    let lemma = |at: usize| analysis.tokens[at].lemma.to_lowercase();
    let linking = LINKING.contains(&lemma(head).as_str());
    let mut found = BTreeSet::from([lemma(head)]);
    let children = analysis.tokens_in(content).filter(|&child| hangs_on(analysis, child, head));
    found.extend(children.filter(|&child| completes(analysis, child, linking)).map(lemma));
    found
}

fn hangs_on(analysis: &Analysis, child: usize, head: usize) -> bool {
    analysis.tokens[child].head.is_some_and(|above| above as usize == head)
}

fn completes(analysis: &Analysis, child: usize, linking: bool) -> bool {
    let token = &analysis.tokens[child];
    match token.deprel {
        Deprel::CompoundPrt => true,
        Deprel::Xcomp => linking || token.upos == Upos::Adj,
        Deprel::Advmod => linking,
        _ => false,
    }
}
