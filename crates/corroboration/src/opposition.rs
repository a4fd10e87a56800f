//! Claims in, [`Opposition`]s out: statements that deny, each with the claim of somebody else that it denies.
//!
//! A denial seldom has the words of what it denies: "the plan would cost nobody a job" denies "340 posts will go".
//! It is tied by what it shares with the other claim, by whether that speaks of who denies, and by where it stands:
//! a report tells a denial behind what is denied, often in the same sentence, and points back to it ("any such
//! letter", "the accusation"). The weights were chosen on a few stories with annotated denials.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::{Certainty, Polarity, StatementKind};
use woozle_language::Upos;
use woozle_text::{Evidence, Place};

use crate::align::Alignment;
use crate::claim::claim_of;
use crate::identity::overlap_in;
use crate::negation::{contradicts, negated, opposes, urges};
use crate::term_index::TermIndex;
use crate::{Claim, Doubt, StatementRef, StoryInput};

/// Least weight of a tie between a denial and what it denies.
const LEAST: f32 = 0.6;
/// Statements compared with one denial for what they share with it.
const CANDIDATES: usize = 12;
/// Terms that more statements have than this lead nowhere.
const COMMON: usize = 60;
/// Statements before a denial that it may point back to.
const BEFORE: usize = 3;

/// A statement that denies a claim of others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Opposition {
    /// Index of the claim that is denied.
    pub(crate) claim: usize,
    /// The statement that denies it.
    pub(crate) statement: StatementRef,
    /// The statement of the claim that it meets.
    target: StatementRef,
    /// How surely it is the one meant, from 0.
    weight: f32,
}

impl Opposition {
    /// The tie as a finding.
    pub(crate) fn doubt(&self, input: &StoryInput) -> Doubt {
        let place = |at: StatementRef| Place { report: at.report, span: input.statement(at).content };
        let places = vec![place(self.statement), place(self.target)];
        let evidence =
            vec![Evidence::new("denial", "denies what the other says", self.weight.min(1.0), places)];
        Doubt { claim: self.claim, statement: self.statement, evidence }
    }
}

/// The denials that stand in another claim than what they deny, in order of claim and statement.
pub(crate) fn oppositions(input: &StoryInput, alignment: &Alignment, claims: &[Claim]) -> Vec<Opposition> {
    let of = claim_of(claims);
    let index = TermIndex::new(alignment, |proposition| of.contains_key(&proposition.at));
    let case = Case { input, alignment, claims, of: &of, index: &index };
    let mut found: Vec<Opposition> =
        (0..alignment.propositions.len()).filter_map(|number| case.opposition(number)).collect();
    found.sort_by_key(|found| (found.claim, found.statement));
    found
}

struct Case<'a, 'b> {
    input: &'b StoryInput<'a>,
    alignment: &'b Alignment,
    claims: &'b [Claim],
    of: &'b BTreeMap<StatementRef, usize>,
    index: &'b TermIndex<'b>,
}

impl Case<'_, '_> {
    fn opposition(&self, number: usize) -> Option<Opposition> {
        let at = self.alignment.propositions[number].at;
        let statement = self.input.statement(at);
        let own = *self.of.get(&at)?;
        let denied = statement.polarity == Polarity::Denied;
        let denies = denied || (negated(self.input, at) && !urges(self.input, at));
        if !denies || statement.sources.is_empty() || statement.kind == StatementKind::NoComment {
            return None;
        }
        // Where it stands beside what it denies it denies nothing else, unless it points there.
        let met = self.claims[own].statements.iter().any(|other| self.deniable(at, *other));
        let points = self.points_back(number) > 0.0;
        let mut best: Option<Opposition> = None;
        for candidate in self.candidates(number) {
            let target = self.alignment.propositions[candidate].at;
            let Some(&claim) = self.of.get(&target) else { continue };
            if claim == own || (met && !points) {
                continue;
            }
            let weight = self.weight(number, candidate);
            let better = weight >= LEAST && best.is_none_or(|best| weight > best.weight);
            // Asked last: it may read both statements.
            if better && self.deniable(at, target) {
                best = Some(Opposition { claim, statement: at, target, weight });
            }
        }
        best
    }

    /// Whether the one can deny the other: it says the contrary, from another mouth, of what is put forward as more
    /// than a possibility.
    fn deniable(&self, at: StatementRef, target: StatementRef) -> bool {
        let (one, other) = (self.input.statement(at), self.input.statement(target));
        let own = self.input.same_origin(at, target) == Some(true);
        other.polarity == Polarity::Affirmed
            && other.kind != StatementKind::NoComment
            && !own
            && opposes(self.input, at) != opposes(self.input, target)
            && (one.polarity == Polarity::Denied || contradicts(self.input, at, target))
            && (other.certainty != Certainty::Possible || self.past(target))
    }

    /// "The train may have struck a rock": what may have been can be denied, what may come cannot.
    fn past(&self, at: StatementRef) -> bool {
        let analysis = &self.input.analyses[at.report];
        let tokens = &analysis.tokens[analysis.tokens_in(self.input.statement(at).content)];
        tokens.iter().any(|token| &*token.lemma == "have" && token.upos == Upos::Aux)
    }

    /// How much speaks for it that the one statement denies the other.
    fn weight(&self, number: usize, candidate: usize) -> f32 {
        let (at, target) =
            (self.alignment.propositions[number].at, self.alignment.propositions[candidate].at);
        let (one, other) = (self.input.statement(at), self.input.statement(target));
        let mut weight = self.alignment.nearness(number, candidate) + 0.4 * self.cover(number, candidate);
        let names =
            one.sources.last().into_iter().flat_map(|source| {
                std::iter::once(source.name.as_str()).chain(source.affiliation.as_deref())
            });
        if names.into_iter().any(|name| overlap_in(name, self.input.text(target))) {
            weight += 0.15;
        }
        if at.report != target.report || target.statement > at.statement {
            return weight;
        }
        let gap = at.statement - target.statement;
        let denied = one.polarity == Polarity::Denied;
        weight += match gap {
            0..=1 if denied => 0.42,
            2 if denied => 0.2,
            0..=5 => 0.1,
            _ => 0.05,
        };
        if gap <= BEFORE && denied {
            weight += self.points_back(number);
            if gap == 1 && self.one_sentence(at, other.content.start) {
                weight += 0.25;
            }
        }
        weight
    }

    /// The share of the denial's terms that the other has.
    fn cover(&self, number: usize, candidate: usize) -> f32 {
        let terms = &self.alignment.propositions[number].terms;
        let there = &self.alignment.propositions[candidate].terms;
        let sum = |terms: &mut dyn Iterator<Item = &String>| -> f32 {
            terms.map(|term| self.alignment.weight(term)).sum()
        };
        let all = sum(&mut terms.iter());
        let shared = sum(&mut terms.iter().filter(|term| there.binary_search(term).is_ok()));
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// Whether the denial's content stands in the sentence in which the other begins.
    fn one_sentence(&self, at: StatementRef, other: usize) -> bool {
        let sentences = &self.input.analyses[at.report].sentences;
        let of = |offset: usize| sentences.partition_point(|sentence| sentence.span.end <= offset);
        of(self.input.statement(at).content.start) == of(other)
    }

    /// What it counts for that the denial points back: "any such letter", "the accusation".
    fn points_back(&self, number: usize) -> f32 {
        const POINTERS: &[&str] = &[
            "account",
            "accusation",
            "allegation",
            "assertion",
            "charge",
            "claim",
            "criticism",
            "figure",
            "idea",
            "report",
            "rumor",
            "rumour",
            "story",
            "suggestion",
            "version",
        ];
        let proposition = &self.alignment.propositions[number];
        let analysis = &self.input.analyses[proposition.at.report];
        let tokens = &analysis.tokens[analysis.tokens_in(self.input.statement(proposition.at).content)];
        let points = |terms: &[String]| terms.iter().all(|term| POINTERS.contains(&term.as_str()));
        if !proposition.terms.is_empty() && proposition.terms.len() <= 2 && points(&proposition.terms) {
            0.45
        } else if tokens.iter().any(|token| &*token.lemma == "such") {
            0.3
        } else {
            0.0
        }
    }

    /// The statements that share the most telling words, and those just before.
    fn candidates(&self, number: usize) -> BTreeSet<usize> {
        let sharing = self.index.sharing(number, COMMON, CANDIDATES);
        let report = self.alignment.propositions[number].at.report;
        let before = (number.saturating_sub(BEFORE)..number)
            .filter(|other| self.alignment.propositions[*other].at.report == report);
        sharing.into_iter().chain(before).filter(|other| *other != number).collect()
    }
}
