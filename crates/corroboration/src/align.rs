//! The story's statements in, groups with the same proposition out. Groups by what is said alone: who said it,
//! and whether it is true, is left to others. Candidates come from an index of rarer words, so that a story of
//! thousands of statements is not compared pair by pair.

use std::collections::{BTreeMap, BTreeSet};

use woozle_language::{Encoded, StoryEncodings, StoryVectors, Upos, harmonic};

use crate::grouping;
use crate::likeness::Likenesses;
use crate::term_index::TermIndex;
use crate::{StatementRef, StoryInput};

/// Candidates kept for one statement.
const CANDIDATES: usize = 24;
/// Candidates by encodings for one statement.
pub(crate) const NEAREST: usize = 8;
/// Statements of a story up to which all encodings are compared with all.
pub(crate) const COMPARED: usize = 3000;

/// What is compared of a statement.
pub(crate) struct Proposition {
    pub(crate) at: StatementRef,
    /// Stems of its content words, sorted, without repeats.
    pub(crate) terms: Vec<String>,
    /// Its numbers as folded text.
    pub(crate) numbers: Vec<u64>,
    /// Where it stands in its report, 0 to 1.
    pub(crate) place: f32,
}

/// The statements in groups, and how near any two are.
pub(crate) struct Alignment {
    pub(crate) propositions: Vec<Proposition>,
    pub(crate) claims: Vec<Vec<usize>>,
    /// Pairs of statements that share rarer words, each once, the lower number first.
    pub(crate) akin: Vec<(usize, usize)>,
    weights: BTreeMap<String, f32>,
    vectors: Option<StoryVectors>,
    pub(crate) encodings: Option<StoryEncodings>,
}

/// Groups the story's statements; each stands in exactly one group.
pub(crate) fn align(input: &StoryInput) -> Alignment {
    let mut alignment = measure(input);
    let mut likenesses = Likenesses::new(&alignment);
    let join = likenesses.thresholds().join;
    let near = |&(a, b): &(usize, usize)| likenesses.belonging(input, &alignment, a, b) >= join;
    let pairs = near_by_meaning(&alignment).into_iter().chain(alignment.akin.iter().copied());
    let pairs: BTreeSet<(usize, usize)> = pairs.filter(near).collect();
    alignment.claims = group(input, &alignment, &mut likenesses, &pairs);
    alignment
}

/// Makes the statements comparable and groups none.
pub(crate) fn measure(input: &StoryInput) -> Alignment {
    let mut alignment = comparable(input);
    let propositions = alignment.propositions.iter();
    let texts: Vec<&str> = propositions.map(|proposition| input.text(proposition.at)).collect();
    alignment.vectors = input.embedder.map(|embedder| StoryVectors::new(embedder, &texts));
    alignment.akin = akin(&alignment);
    alignment
}

/// Makes the statements comparable by words and encodings alone.
pub(crate) fn comparable(input: &StoryInput) -> Alignment {
    let propositions = propositions(input);
    let weights = weights(&propositions);
    let encodings = encodings(input);
    Alignment { propositions, claims: Vec::new(), akin: Vec::new(), weights, vectors: None, encodings }
}

/// The encodings of the story's statements, in the order of the propositions; none where a report lacks them.
fn encodings(input: &StoryInput) -> Option<StoryEncodings> {
    let members = input.sorted_members();
    let lengths = members.iter().map(|report| input.statements[report].len());
    let whole = input.encodings.iter().map(Vec::len).eq(lengths);
    whole.then(|| StoryEncodings::new(&input.encodings.iter().flatten().collect::<Vec<&Encoded>>()))
}

impl Alignment {
    /// The groups as statements, in their order.
    pub(crate) fn bodies(&self) -> Vec<Vec<StatementRef>> {
        let body = |claim: &Vec<usize>| claim.iter().map(|number| self.propositions[*number].at).collect();
        self.claims.iter().map(body).collect()
    }

    /// Of these, the statements of other reports whose encodings are nearest as wholes, the nearest first.
    pub(crate) fn nearest(&self, encodings: &StoryEncodings, number: usize, among: &[usize]) -> Vec<usize> {
        let report = |number: usize| self.propositions[number].at.report;
        let elsewhere = among.iter().copied().filter(|&other| report(other) != report(number));
        let mut near: Vec<(usize, f32)> =
            elsewhere.map(|other| (other, encodings.cosine(number, other))).collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.into_iter().map(|(other, _)| other).take(NEAREST).collect()
    }

    /// How much a term tells in this story, about 1 for one that a single statement has.
    pub(crate) fn weight(&self, term: &str) -> f32 {
        self.weights.get(term).copied().unwrap_or(1.0)
    }

    /// The number of the statement among the propositions.
    pub(crate) fn index(&self, at: StatementRef) -> Option<usize> {
        self.propositions.binary_search_by(|proposition| proposition.at.cmp(&at)).ok()
    }

    /// How near two statements' wordings are, from 0 to 1, without regard to who says them.
    pub(crate) fn nearness(&self, left: usize, right: usize) -> f32 {
        self.nearness_by(self.shared_words(left, right), 0.5, left, right)
    }

    /// How near they are in meaning, from 0 to 1: by late interaction, and a little by words, where they are
    /// encoded, else as [`Alignment::nearness`] has it.
    pub(crate) fn meaning(&self, left: usize, right: usize) -> f32 {
        match &self.encodings {
            Some(encodings) => 0.8 * encodings.both(left, right) + 0.2 * self.shared_words(left, right),
            None => self.nearness(left, right),
        }
    }

    /// [`Alignment::nearness`] where the cover of words is known, which counts for this share.
    pub(crate) fn nearness_by(&self, words: f32, share: f32, left: usize, right: usize) -> f32 {
        match &self.vectors {
            Some(vectors) => share * words + (1.0 - share) * rescale(vectors.similarity(left, right)),
            None => words,
        }
    }

    /// How far the words of two statements cover one another, from 0 to 1.
    pub(crate) fn shared_words(&self, left: usize, right: usize) -> f32 {
        let (a, b) = (&self.propositions[left], &self.propositions[right]);
        let (there, back) = (self.covered(a, b), self.covered(b, a));
        0.75 * harmonic(there, back)
            + 0.25 * there.max(back) * (a.terms.len().min(b.terms.len()) as f32 / 3.0).min(1.0)
    }

    fn covered(&self, a: &Proposition, b: &Proposition) -> f32 {
        let mut all = 0.0;
        let mut found = 0.0;
        for term in &a.terms {
            let weight = self.weight(term);
            all += weight;
            let best = if b.terms.binary_search(term).is_ok() {
                1.0
            } else {
                b.terms.iter().map(|other| letters(term, other)).fold(0.0, f32::max)
            };
            found += weight * best;
        }
        if all > 0.0 { found / all } else { 0.0 }
    }
}

/// Late interaction never falls to nothing; what is below its floor says nothing.
fn rescale(similarity: f32) -> f32 {
    ((similarity - 0.25) / 0.6).clamp(0.0, 1.0)
}

/// Likeness of two words by their beginnings.
fn letters(one: &str, other: &str) -> f32 {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let longest = one.chars().count().max(other.chars().count());
    if shared >= 4 && longest > 0 { 0.8 * shared as f32 / longest as f32 } else { 0.0 }
}

fn propositions(input: &StoryInput) -> Vec<Proposition> {
    let mut propositions = Vec::new();
    for report in input.sorted_members() {
        for statement in 0..input.statements[&report].len() {
            propositions.push(proposition(input, StatementRef { report, statement }));
        }
    }
    propositions
}

fn proposition(input: &StoryInput, at: StatementRef) -> Proposition {
    let analysis = &input.analyses[at.report];
    let content = input.statement(at).content;
    let mut terms: Vec<String> = analysis
        .tokens_in(content)
        .filter_map(|token| analysis.tokens.get(token))
        .filter(|token| {
            matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn | Upos::Num | Upos::Adv)
        })
        .map(|token| term(&token.lemma))
        .filter(|term| {
            !term.is_empty() && !matches!(term.as_str(), "say" | "be" | "have" | "do" | "not" | "also")
        })
        .collect();
    terms.sort();
    terms.dedup();
    let numbers = input.numbers(at);
    let length = input.reports[at.report].text.len().max(1);
    Proposition { at, terms, numbers, place: content.start as f32 / length as f32 }
}

fn term(lemma: &str) -> String {
    lemma.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn weights(propositions: &[Proposition]) -> BTreeMap<String, f32> {
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    for term in propositions.iter().flat_map(|proposition| &proposition.terms) {
        *held.entry(term.clone()).or_default() += 1;
    }
    let all = propositions.len() as f32;
    held.into_iter()
        .map(|(term, n)| (term, (1.0 + all / n as f32).ln() / (1.0 + all).ln().max(0.1)))
        .collect()
}

/// Pairs that may say the same.
fn akin(alignment: &Alignment) -> Vec<(usize, usize)> {
    let index = TermIndex::new(alignment, |_| true);
    let common = (alignment.propositions.len() / 5).clamp(24, 120);
    let pairs = |number: usize| {
        // Itself is one of them.
        let others =
            index.sharing(number, common, CANDIDATES + 1).into_iter().filter(move |other| *other != number);
        others.take(CANDIDATES).map(move |other| (number.min(other), number.max(other)))
    };
    (0..alignment.propositions.len()).flat_map(pairs).collect::<BTreeSet<_>>().into_iter().collect()
}

/// For each statement those of other reports whose encodings are nearest as wholes, whatever words they share. In
/// a very large story words alone lead to candidates: here all are compared with all.
fn near_by_meaning(alignment: &Alignment) -> Vec<(usize, usize)> {
    let propositions = &alignment.propositions;
    let Some(encodings) = alignment.encodings.as_ref().filter(|_| propositions.len() <= COMPARED) else {
        return Vec::new();
    };
    let all: Vec<usize> = (0..propositions.len()).collect();
    let pairs = |&number: &usize| {
        let near = alignment.nearest(encodings, number, &all).into_iter();
        near.map(move |other| (number.min(other), number.max(other)))
    };
    all.iter().flat_map(pairs).collect()
}

/// Groups the statements by their candidate pairs. Two of one report that do not repeat each other speak against
/// their groups' being one, as a report seldom says a thing twice.
fn group(
    input: &StoryInput,
    alignment: &Alignment,
    likenesses: &mut Likenesses,
    pairs: &BTreeSet<(usize, usize)>,
) -> Vec<Vec<usize>> {
    let thresholds = likenesses.thresholds();
    grouping::group(alignment.propositions.len(), pairs.iter().copied(), thresholds.mean, |a, b| {
        likenesses.belonging(input, alignment, a, b)
    })
}
