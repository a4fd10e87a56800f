//! Two statements in, what they exclude one another by out: a negation on one side of a word that both have,
//! figures or years that cannot both hold, words of opposite meaning. It looks at words alone; that the two
//! speak of the same thing is for the caller to know.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use woozle_attribution::Polarity;
use woozle_language::{Analysis, Quantity, QuantityKind, Upos};
use woozle_text::Span;

use crate::compare::Conflict;
use crate::negation::NEGATORS;
use crate::quantity::{agree, comparable};
use crate::{StatementRef, StoryInput};

/// A statement with its report's analysis.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    content: Span,
    denied: bool,
}

impl<'a> Side<'a> {
    pub(crate) fn new(input: &StoryInput<'a>, at: StatementRef) -> Self {
        let statement = input.statement(at);
        Self {
            analysis: &input.analyses[at.report],
            text: &input.reports[at.report].text,
            content: statement.content,
            denied: statement.polarity == Polarity::Denied,
        }
    }

    fn lemma(self, token: usize) -> String {
        self.analysis.tokens.get(token).map_or_else(String::new, |token| token.lemma.to_lowercase())
    }

    /// Lemmas of the words that carry meaning.
    fn lemmas(self) -> BTreeSet<String> {
        let telling = |token: &usize| {
            let upos = self.analysis.tokens.get(*token).map(|token| token.upos);
            matches!(upos, Some(Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Adp))
        };
        self.analysis.tokens_in(self.content).filter(telling).map(|token| self.lemma(token)).collect()
    }

    /// Lemmas of the words that a negation reaches: its head, and what that depends on within the clause.
    fn negated(self) -> BTreeSet<String> {
        let tokens = self.analysis.tokens_in(self.content);
        let mut reached = BTreeSet::new();
        for at in tokens.clone().filter(|at| NEGATORS.contains(&self.lemma(*at).as_str())) {
            let head = self.analysis.tokens[at].head.map(|head| head as usize);
            let next = at + 1;
            for word in head.into_iter().chain([next]).filter(|word| tokens.contains(word)) {
                reached.insert(self.lemma(word));
                let above = self.analysis.tokens[word].head.map(|head| head as usize);
                let noun = self.analysis.tokens[word].upos == Upos::Noun;
                reached.extend(
                    above.filter(|above| noun && tokens.contains(above)).map(|above| self.lemma(above)),
                );
            }
        }
        reached.retain(|lemma| {
            !lemma.is_empty() && !matches!(lemma.as_str(), "be" | "have" | "do" | "a" | "the")
        });
        reached
    }

    fn negations(self) -> usize {
        let tokens = self.analysis.tokens_in(self.content);
        tokens.filter(|at| NEGATORS.contains(&self.lemma(*at).as_str())).count()
    }

    fn quantities(self) -> Vec<&'a Quantity> {
        let counts = |quantity: &&Quantity| {
            self.content.contains(quantity.number)
                && !matches!(quantity.kind, QuantityKind::Ordinal | QuantityKind::Age)
                && !self.analysis.times.iter().any(|time| time.span.overlaps(quantity.number))
        };
        self.analysis.quantities.iter().filter(counts).collect()
    }

    fn years(self) -> BTreeSet<u32> {
        let words = self.content.slice(self.text).split(|c: char| !c.is_alphanumeric());
        let year =
            |word: &str| word.parse().ok().filter(|year| word.len() == 4 && (1000..2100).contains(year));
        words.filter_map(year).collect()
    }
}

/// What the two exclude one another by, the surest first.
pub(crate) fn conflict(one: Side, other: Side) -> Option<Conflict> {
    if polarity(one, other) {
        Some(Conflict::Polarity)
    } else if number(one, other) {
        Some(Conflict::Number)
    } else if year(one, other) {
        Some(Conflict::Year)
    } else if are_opposites(&one.lemmas(), &other.lemmas()) {
        Some(Conflict::Opposite)
    } else {
        None
    }
}

/// Whether one negates a word that the other has without negation, or one is denied as a whole. A denial of
/// a negation affirms.
fn polarity(one: Side, other: Side) -> bool {
    let flipped = one.denied != other.denied;
    let (a, b) = (one.negated(), other.negated());
    let differs = |negated: &BTreeSet<String>, theirs: &BTreeSet<String>, side: Side, bare: bool| {
        let words = side.lemmas();
        bare && negated.iter().any(|word| words.contains(word) && !theirs.contains(word))
    };
    let negation =
        differs(&a, &b, other, other.negations() == 0) || differs(&b, &a, one, one.negations() == 0);
    negation != flipped
}

/// Whether one of the two is negated and the other is not.
pub(crate) fn negation_differs(one: Side, other: Side) -> bool {
    one.negations() % 2 != other.negations() % 2
}

/// Whether no figure of one has its like in the other though they count the same.
fn number(one: Side, other: Side) -> bool {
    let (a, b) = (one.quantities(), other.quantities());
    let free = |these: &[&Quantity], those: &[&Quantity]| -> Vec<usize> {
        (0..these.len()).filter(|n| !those.iter().any(|other| agree(these[*n], other))).collect()
    };
    let (free_a, free_b) = (free(&a, &b), free(&b, &a));
    free_a.iter().any(|x| free_b.iter().any(|y| comparable(a[*x], b[*y])))
}

/// Whether both name years and none that the one with fewer names is among the other's.
fn year(one: Side, other: Side) -> bool {
    let (a, b) = (one.years(), other.years());
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// Whether one of two sets of lemmas has a word where the other has its opposite, and neither has both.
pub(crate) fn are_opposites(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let only = |word: &str, here: &BTreeSet<String>, there: &BTreeSet<String>| {
        here.contains(word) && !there.contains(word)
    };
    let meets = |x: &str, y: &str| only(x, one, other) && only(y, other, one);
    opposites().iter().any(|(x, y)| meets(x, y) || meets(y, x))
}

fn opposites() -> &'static Vec<(&'static str, &'static str)> {
    static OPPOSITES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    OPPOSITES.get_or_init(|| {
        let rows = include_str!("../data/opposites.tsv").lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|line| line.split_once('\t')).collect()
    })
}
