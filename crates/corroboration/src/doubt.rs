//! Claims in, [`Doubt`]s out: statements that doubt what a claim says, each linked to the claim it means, with those
//! that deny it apart. A doubt that was put into the claim itself stands behind it no more than a denial does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use woozle_attribution::{Polarity, Statement, StatementKind};
use woozle_text::{Evidence, Place, Span};

use crate::align::Alignment;
use crate::claim::claim_of;
use crate::opposition::Opposition;
use crate::term_index::TermIndex;
use crate::{Claim, Doubt, StatementRef, StoryInput};

/// Least nearness of a doubt and a statement of what it doubts.
const NEAR: f32 = 0.4;
/// Statements compared with one doubt.
const CANDIDATES: usize = 12;
/// Terms that more statements have than this lead nowhere.
const COMMON: usize = 60;

/// The doubts, in order of claim and statement.
pub(crate) fn doubts(
    input: &StoryInput,
    alignment: &Alignment,
    claims: &[Claim],
    oppositions: &[Opposition],
) -> Vec<Doubt> {
    let of = claim_of(claims);
    let words: BTreeMap<StatementRef, Span> =
        of.keys().filter_map(|at| Some((*at, doubting(input, *at)?))).collect();
    let index = TermIndex::new(alignment, |proposition| {
        let affirmed = input.statement(proposition.at).polarity == Polarity::Affirmed;
        let kind = input.statement(proposition.at).kind;
        affirmed && kind != StatementKind::NoComment && !words.contains_key(&proposition.at)
    });
    let case = Case { input, alignment, of: &of, index: &index };
    let mut doubts: Vec<Doubt> = words.into_iter().filter_map(|(at, word)| case.doubt(at, word)).collect();
    let known = |doubt: &Doubt| {
        doubts.iter().any(|other| (other.claim, other.statement) == (doubt.claim, doubt.statement))
    };
    let denials: Vec<Doubt> =
        oppositions.iter().map(|found| found.doubt(input)).filter(|doubt| !known(doubt)).collect();
    doubts.extend(denials);
    doubts.sort_by_key(|doubt| (doubt.claim, doubt.statement));
    doubts
}

/// The word of doubt of a statement that affirms, if it doubts something.
fn doubting(input: &StoryInput, at: StatementRef) -> Option<Span> {
    let statement = input.statement(at);
    let affirms = statement.polarity == Polarity::Affirmed && statement.kind != StatementKind::NoComment;
    if affirms { word_of_doubt(input, at.report, statement) } else { None }
}

/// A word of doubt in the content or the cue; one that is itself negated doubts nothing.
fn word_of_doubt(input: &StoryInput, report: usize, statement: &Statement) -> Option<Span> {
    let analysis = &input.analyses[report];
    let spans = [Some(statement.content), statement.cue].into_iter().flatten();
    let mut tokens = spans.flat_map(|span| analysis.tokens_in(span));
    tokens.find_map(|at| {
        let token = analysis.tokens.get(at)?;
        let negated = analysis.tokens[at.saturating_sub(3)..at].iter().any(|before| {
            matches!(before.lemma.to_lowercase().as_str(), "not" | "no" | "n't" | "without" | "beyond")
        });
        (words().contains(token.lemma.to_lowercase().as_str()) && !negated).then_some(token.span)
    })
}

/// Whether the statement as a whole doubts: its cue does, or its content begins with the word of doubt
/// ("scepticism that the farm had moved", "unlikely that it had").
pub(crate) fn disbelieves(input: &StoryInput, at: StatementRef) -> bool {
    let statement = input.statement(at);
    if statement.polarity == Polarity::Denied {
        return false;
    }
    let Some(word) = word_of_doubt(input, at.report, statement) else { return false };
    let before = Span::new(statement.content.start, word.start.max(statement.content.start));
    !statement.content.contains(word) || input.slice(at.report, before).split_whitespace().count() <= 2
}

struct Case<'a, 'b> {
    input: &'b StoryInput<'a>,
    alignment: &'b Alignment,
    of: &'b BTreeMap<StatementRef, usize>,
    index: &'b TermIndex<'b>,
}

impl Case<'_, '_> {
    fn doubt(&self, at: StatementRef, word: Span) -> Option<Doubt> {
        let own = self.of.get(&at)?;
        let number = self.alignment.index(at)?;
        let mut best: Option<(f32, StatementRef, usize)> = None;
        for candidate in self.index.sharing(number, COMMON, CANDIDATES) {
            let target = self.alignment.propositions[candidate].at;
            let Some(claim) = self.of.get(&target) else { continue };
            let near = self.alignment.nearness(number, candidate);
            let least = if claim == own { 0.0 } else { NEAR };
            if near >= least && best.is_none_or(|best| near > best.0) {
                best = Some((near, target, *claim));
            }
        }
        let (near, target, claim) = best?;
        let place = |at: StatementRef, span: Span| Place { report: at.report, span };
        let places = vec![place(at, word), place(target, self.input.statement(target).content)];
        let evidence = vec![Evidence::new("doubt", "doubts what the other says", near.min(1.0), places)];
        Some(Doubt { claim, statement: at, evidence })
    }
}

fn words() -> &'static BTreeSet<&'static str> {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = include_str!("../data/doubt.tsv").lines();
        rows.filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
    })
}
