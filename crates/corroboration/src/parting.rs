//! Statements that could be parted in, those that other reports tell apart out.
//!
//! One report bundles what another splits: "the ferry was carrying 300 when it caught fire" is two statements where
//! others say the one without the other. Each part must find its like elsewhere, one of them in a statement that
//! stands by itself, and what the parts find must differ.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{self, Alignment, COMPARED, NEAREST};
use crate::likeness::Likenesses;
use crate::term_index::TermIndex;
use crate::{StatementRef, StoryInput};

/// Terms that more statements hold lead nowhere.
const COMMON: usize = 120;
/// Least likeness of a part and what another report puts forward.
const LIKE: f32 = 0.5;
/// How much less like it the other part must be.
const APART: f32 = 0.3;

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
            return of(&|whole| self.alignment.nearest(encodings, whole, &wholes));
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

    /// How clearly others tell the two parts apart, from [`APART`] to 1; `None` where they do not.
    fn apart(&self, likenesses: &mut Likenesses, whole: usize, parts: [usize; 2]) -> Option<f32> {
        let near = self.near.get(&whole)?;
        let mut partners = [Vec::new(), Vec::new()];
        let mut ask = |partners: &mut [Vec<Partner>; 2], number: usize, whole: bool| {
            let likes = parts.map(|part| likenesses.of(self.input, &self.alignment, part, number));
            for (side, own) in likes.into_iter().enumerate() {
                let excess = own - likes[1 - side];
                if own >= LIKE && excess >= APART {
                    partners[side].push(Partner { number, excess, whole });
                }
            }
        };
        near.iter().for_each(|&other| ask(&mut partners, other, true));
        if partners.iter().all(Vec::is_empty) {
            return None;
        }
        for other in near.iter().filter_map(|other| self.parts.get(other)).flatten() {
            ask(&mut partners, *other, false);
        }
        let [ones, others] = &partners;
        let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
        pairs
            .filter(|(one, other)| one.whole || other.whole)
            .filter(|(one, other)| {
                likenesses.of(self.input, &self.alignment, one.number, other.number) < LIKE
            })
            .map(|(one, other)| one.excess.min(other.excess))
            .max_by(f32::total_cmp)
    }
}
