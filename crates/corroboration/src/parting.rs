//! Statements that could be parted in, those that other reports tell apart out.
//!
//! One report bundles what another splits: "the ferry was carrying 300 when it caught fire" is two statements where
//! others say the one without the other. Each part must find its like elsewhere, one of them in a statement that
//! stands by itself, and what the parts find must differ.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{self, Alignment};
use crate::likeness::Likenesses;
use crate::term_index::TermIndex;
use crate::{StatementRef, StoryInput};

/// Statements of other reports with which the parts of one are compared.
const NEAREST: usize = 8;
/// Statements up to which all are compared with all for the nearest; beyond, shared words lead to them.
const COMPARED: usize = 3000;
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
    let bench = Bench::new(input, bundles);
    let mut likenesses = Likenesses::new(&bench.alignment);
    let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
    for (number, bundle) in bundles.iter().enumerate() {
        let Some([whole, clause, rest]) = bench.numbers(bundle) else { continue };
        let Some(apart) = bench.apart(&mut likenesses, whole, [clause, rest]) else { continue };
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
struct Bench<'a> {
    input: &'a StoryInput<'a>,
    alignment: Alignment,
    /// By whole, the numbers of its parts.
    parts: BTreeMap<usize, BTreeSet<usize>>,
    /// By whole, the statements of other reports that are nearest to it.
    near: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Bench<'a> {
    fn new(input: &'a StoryInput, bundles: &[Bundle]) -> Self {
        let alignment = align::comparable(input);
        let mut bench = Self { input, alignment, parts: BTreeMap::new(), near: BTreeMap::new() };
        let known: Vec<[usize; 3]> = bundles.iter().filter_map(|bundle| bench.numbers(bundle)).collect();
        for [whole, clause, rest] in known {
            bench.parts.entry(whole).or_default().extend([clause, rest]);
        }
        bench.near = bench.nearest();
        bench
    }

    fn numbers(&self, bundle: &Bundle) -> Option<[usize; 3]> {
        self.alignment.encodings.as_ref()?;
        let index = |at| self.alignment.index(at);
        Some([index(bundle.whole)?, index(bundle.clause)?, index(bundle.rest)?])
    }

    fn report(&self, number: usize) -> usize {
        self.alignment.propositions[number].at.report
    }

    fn nearest(&self) -> BTreeMap<usize, Vec<usize>> {
        let parts: BTreeSet<usize> = self.parts.values().flatten().copied().collect();
        let wholes: Vec<usize> =
            (0..self.alignment.propositions.len()).filter(|number| !parts.contains(number)).collect();
        let index = TermIndex::new(&self.alignment, |proposition| {
            self.alignment.index(proposition.at).is_none_or(|number| !parts.contains(&number))
        });
        let few = wholes.len() <= COMPARED;
        let near = |&whole: &usize| {
            let elsewhere = |other: &usize| self.report(*other) != self.report(whole);
            let near = match self.alignment.encodings.as_ref().filter(|_| few) {
                Some(encodings) => {
                    let others = wholes.iter().copied().filter(elsewhere);
                    let mut near: Vec<(usize, f32)> =
                        others.map(|other| (other, encodings.cosine(whole, other))).collect();
                    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                    near.into_iter().map(|(other, _)| other).take(NEAREST).collect()
                }
                None => {
                    let near = index.sharing(whole, COMMON, 2 * NEAREST).into_iter();
                    near.filter(elsewhere).take(NEAREST).collect()
                }
            };
            (whole, near)
        };
        self.parts.keys().map(near).collect()
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
