//! Statements that could be parted in, those that other reports tell apart out.
//!
//! One report bundles what another splits: "the ferry was carrying 300 when it caught fire" is two statements where
//! others say the one without the other. Best is where each part finds its like elsewhere, one of them in a statement
//! that stands by itself, and what the parts find differs. Where one part alone does, a logistic regression weighs how
//! clearly, and how much there is to part.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::StatementKind;
use woozle_language::StoryEncodings;

use crate::align::{self, Alignment, COMPARED, NEAREST};
use crate::likeness::{Likenesses, logistic};
use crate::term_index::TermIndex;
use crate::{StatementRef, StoryInput};

/// Terms that more statements hold lead nowhere.
const COMMON: usize = 120;
/// Least likeness of a part and what another report puts forward.
const LIKE: f32 = 0.5;
/// How much less like it the other part must be.
const APART: f32 = 0.3;
/// Statements nearest to a part that are asked beside those nearest to the whole.
const NEAREST_TO_PART: usize = 4;
/// From which probability a statement is parted of which others tell one part alone.
const LIKELY: f32 = 0.5;

/// What each piece of evidence counts for.
struct Weights {
    /// How much more a statement elsewhere is like the one part than like the other, at most.
    clearer: f32,
    /// The same of the other part, where a part of a statement may be that like.
    fainter: f32,
    /// Logarithm of the words of the shorter part.
    shorter: f32,
    /// Logarithm of the words of the whole.
    whole: f32,
    /// A headline puts much in a line.
    headline: f32,
    /// Who is quoted is quoted whole.
    quoted: f32,
    /// A comma, a colon or a stop stands between the parts.
    stopped: f32,
    /// Of no evidence at all.
    bias: f32,
}

/// Fitted by logistic regression on the seams of 38 invented stories of `training/reports`, whose marks tell what is
/// one statement.
const WEIGHTS: Weights = Weights {
    clearer: 1.69,
    fainter: 1.06,
    shorter: 1.44,
    whole: 1.25,
    headline: 1.78,
    quoted: -1.60,
    stopped: 0.84,
    bias: -7.92,
};

/// A statement and two parts of it, which stand beside it in the same input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The statement.
    pub whole: StatementRef,
    /// A clause of it.
    pub clause: StatementRef,
    /// What is left of it.
    pub rest: StatementRef,
}

/// The numbers of the bundles that are to be parted, ascending, at most one for each statement; none where the
/// statements are not encoded.
#[must_use]
pub fn parted(input: &StoryInput, bundles: &[Bundle]) -> Vec<usize> {
    if bundles.is_empty() {
        return Vec::new();
    }
    let case = Case::new(input, bundles);
    let mut likenesses = Likenesses::new(&case.alignment);
    let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
    for (number, bundle) in bundles.iter().enumerate() {
        let Some([whole, clause, rest]) = case.numbers(bundle) else { continue };
        let Some(apart) = case.apart(&mut likenesses, whole, [clause, rest]) else { continue };
        let entry = best.entry(whole).or_insert((apart, number));
        if apart > entry.0 {
            *entry = (apart, number);
        }
    }
    let mut found: Vec<usize> = best.into_values().map(|(_, number)| number).collect();
    found.sort_unstable();
    found
}

/// What somebody else puts forward that is like one part and unlike the other.
struct Partner {
    number: usize,
    /// How much more it is like the one.
    excess: f32,
    /// Whether it is a statement as its report has it.
    whole: bool,
}

/// What others say of two parts.
#[derive(Default)]
struct Found {
    /// How much more a statement is like the one part than like the other, at most, by part.
    most: [f32; 2],
    partners: [Vec<Partner>; 2],
}

impl Found {
    /// Takes in how like the parts a statement is.
    fn take(&mut self, likes: [f32; 2], number: usize, whole: bool) {
        for (side, own) in likes.into_iter().enumerate() {
            let excess = own - likes[1 - side];
            self.most[side] = self.most[side].max(excess);
            if own >= LIKE && excess >= APART {
                self.partners[side].push(Partner { number, excess, whole });
            }
        }
    }
}

/// The statements and their parts, ready to be compared.
struct Case<'a> {
    input: &'a StoryInput<'a>,
    alignment: Alignment,
    /// By whole, the numbers of its parts.
    parts: BTreeMap<usize, BTreeSet<usize>>,
    /// By whole, the statements of other reports that are nearest to it.
    near: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Case<'a> {
    fn new(input: &'a StoryInput, bundles: &[Bundle]) -> Self {
        let alignment = align::comparable(input);
        let mut case = Self { input, alignment, parts: BTreeMap::new(), near: BTreeMap::new() };
        let known: Vec<[usize; 3]> = bundles.iter().filter_map(|bundle| case.numbers(bundle)).collect();
        for [whole, clause, rest] in known {
            case.parts.entry(whole).or_default().extend([clause, rest]);
        }
        case.near = case.nearest();
        case
    }

    fn numbers(&self, bundle: &Bundle) -> Option<[usize; 3]> {
        self.alignment.encodings.as_ref()?;
        let index = |at| self.alignment.index(at);
        Some([index(bundle.whole)?, index(bundle.clause)?, index(bundle.rest)?])
    }

    /// For each whole that could be parted, the nearest statements of other reports; in a very large story shared words
    /// lead to them.
    fn nearest(&self) -> BTreeMap<usize, Vec<usize>> {
        let parts: BTreeSet<usize> = self.parts.values().flatten().copied().collect();
        let wholes: Vec<usize> =
            (0..self.alignment.propositions.len()).filter(|number| !parts.contains(number)).collect();
        let encodings = self.alignment.encodings.as_ref().filter(|_| wholes.len() <= COMPARED);
        let of = |near: &dyn Fn(usize) -> Vec<usize>| {
            self.parts.keys().map(|&whole| (whole, near(whole))).collect::<BTreeMap<_, _>>()
        };
        if let Some(encodings) = encodings {
            return of(&|whole| self.nearest_to_any(encodings, whole, &wholes));
        }
        let index = TermIndex::new(&self.alignment, |proposition| {
            self.alignment.index(proposition.at).is_none_or(|number| !parts.contains(&number))
        });
        let report = |number: usize| self.alignment.propositions[number].at.report;
        of(&|whole| {
            let near = index.sharing(whole, COMMON, 2 * NEAREST).into_iter();
            near.filter(|&other| report(other) != report(whole)).take(NEAREST).collect()
        })
    }

    /// Of these, the nearest to a whole and, behind them, to its parts: what is said of a part alone may be far from the
    /// whole.
    fn nearest_to_any(&self, encodings: &StoryEncodings, whole: usize, among: &[usize]) -> Vec<usize> {
        let mut near = self.alignment.nearest(encodings, whole, among);
        for &part in &self.parts[&whole] {
            for other in self.alignment.nearest(encodings, part, among).into_iter().take(NEAREST_TO_PART) {
                if !near.contains(&other) {
                    near.push(other);
                }
            }
        }
        near
    }

    /// How clearly others tell the two parts apart: above 1 where each finds its like, up to 1 where one does; `None`
    /// where they do not.
    fn apart(&self, likenesses: &mut Likenesses, whole: usize, parts: [usize; 2]) -> Option<f32> {
        let near = self.near.get(&whole)?;
        let mut found = Found::default();
        let mut ask = |found: &mut Found, number: usize, whole: bool| {
            let likes = parts.map(|part| likenesses.of(self.input, &self.alignment, part, number));
            found.take(likes, number, whole);
        };
        near.iter().for_each(|&other| ask(&mut found, other, true));
        let clearer = found.most[0].max(found.most[1]);
        if clearer < APART {
            return None;
        }
        for other in near.iter().filter_map(|other| self.parts.get(other)).flatten() {
            ask(&mut found, *other, false);
        }
        if let Some(both) = self.both(likenesses, &found.partners) {
            return Some(1.0 + both);
        }
        let fainter = found.most[0].min(found.most[1]);
        let probability = self.probability(whole, parts, [clearer, fainter]);
        (clearer >= LIKE && probability >= LIKELY).then_some(probability)
    }

    /// How clearly both parts find their like, from [`APART`] to 1; `None` where they do not, or both in one.
    fn both(&self, likenesses: &mut Likenesses, [ones, others]: &[Vec<Partner>; 2]) -> Option<f32> {
        let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
        pairs
            .filter(|(one, other)| one.whole || other.whole)
            .filter(|(one, other)| {
                likenesses.of(self.input, &self.alignment, one.number, other.number) < LIKE
            })
            .map(|(one, other)| one.excess.min(other.excess))
            .max_by(f32::total_cmp)
    }

    /// How likely a statement is two of which others tell one alone.
    fn probability(&self, whole: usize, parts: [usize; 2], [clearer, fainter]: [f32; 2]) -> f32 {
        let at = |number: usize| self.alignment.propositions[number].at;
        let words = |number: usize| self.input.text(at(number)).split_whitespace().count().max(1) as f32;
        let of = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let evidence = WEIGHTS.clearer * clearer
            + WEIGHTS.fainter * fainter
            + WEIGHTS.shorter * words(parts[0]).min(words(parts[1])).ln()
            + WEIGHTS.whole * words(whole).ln()
            + of(self.input.statement(at(whole)).kind == StatementKind::Headline, WEIGHTS.headline)
            + of(self.input.text(at(whole)).contains(['"', '\u{201c}']), WEIGHTS.quoted)
            + of(
                self.between(parts.map(at)).contains([',', ';', ':', '\u{2013}', '\u{2014}', '-']),
                WEIGHTS.stopped,
            )
            + WEIGHTS.bias;
        logistic(evidence)
    }

    /// What stands between the two parts in their report.
    fn between(&self, parts: [StatementRef; 2]) -> &str {
        let [one, other] = parts.map(|part| self.input.statement(part).content);
        let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
        self.input.reports[parts[0].report].text.get(first.end..second.start).unwrap_or_default()
    }
}
