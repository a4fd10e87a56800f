//! A statement in, whether its main predicate is negated out: "the valves have not been opened", "no letter ever
//! arrived", "there is no leak".
//!
//! It looks at the head of the content alone; a negation in a clause below it says nothing of the whole.

use std::collections::BTreeSet;

use woozle_attribution::{Polarity, StatementKind};
use woozle_language::{Analysis, Deprel, Upos};

use crate::align::Alignment;
use crate::compare::{Conflict, relations};
use crate::conflict::{Side, conflict};
use crate::contrary::outnumbered;
use crate::name::same;
use crate::{StatementRef, StoryInput};

/// Least nearness of a statement and another of its claim that it denies by its words.
const NEAR: f32 = 0.3;

/// How likely the reader of pairs must hold it to be believed against the rules.
const SURE: f32 = 0.9;

/// Words that negate what they depend on.
pub(crate) const NEGATORS: &[&str] = &[
    "cannot", "fail", "hardly", "n't", "n’t", "neither", "never", "no", "nobody", "none", "nor", "not",
    "nothing", "without",
];

/// After these words a negator bounds and does not negate: "no more than six", "not only".
const BOUNDED: &[&str] = &[
    "doubt", "few", "fewer", "just", "least", "less", "long", "longer", "merely", "more", "much", "only",
    "simply", "yet",
];

/// What one does not know or wish is not thereby said to be untrue.
const MINDS: &[&str] = &[
    "ask",
    "certain",
    "clear",
    "comment",
    "disclose",
    "elaborate",
    "hear",
    "identify",
    "know",
    "mean",
    "name",
    "recall",
    "remember",
    "reveal",
    "say",
    "specify",
    "sure",
    "understand",
    "want",
    "wish",
];

/// Whether the statement says that something is not so, its cue left aside.
pub(crate) fn negated(input: &StoryInput, at: StatementRef) -> bool {
    let analysis = &input.analyses[at.report];
    head(input, at).is_some_and(|head| negates(analysis, head))
}

/// Whether the source puts forward that something is not so: it denies, or its words negate, but not both.
pub(crate) fn opposes(input: &StoryInput, at: StatementRef) -> bool {
    (input.statement(at).polarity == Polarity::Denied) != negated(input, at)
}

/// Whether the statement says what ought to be and not what is: "patients should not stop", "must never".
pub(crate) fn urges(input: &StoryInput, at: StatementRef) -> bool {
    let analysis = &input.analyses[at.report];
    let mut lemmas =
        analysis.tokens_in(input.statement(at).content).map(|token| &*analysis.tokens[token].lemma);
    lemmas.any(|lemma| matches!(lemma, "let" | "must" | "need" | "ought" | "shall" | "should"))
}

/// The statements of one claim that deny what its others put forward: those whose cue denies, and those that say in
/// nearly the same words that it is not so. Where somebody says it in both ways, or the others negate too, the
/// negation is a matter of wording.
pub(crate) fn denying(
    input: &StoryInput,
    alignment: &Alignment,
    statements: &[StatementRef],
) -> BTreeSet<StatementRef> {
    let denied = |at: &StatementRef| input.statement(*at).polarity == Polarity::Denied;
    let mut denying: BTreeSet<StatementRef> = statements.iter().filter(|at| denied(at)).copied().collect();
    let told =
        statements.iter().filter(|at| !denied(at) && input.statement(**at).kind == StatementKind::Ordinary);
    let told = told.filter_map(|at| Some((*at, input.statement(*at).origin()?.name.as_str())));
    let told: Vec<(StatementRef, &str)> = told.collect();
    denying.extend(outnumbered(input, &told));
    let (contrary, plain): (Vec<_>, Vec<_>) = told.into_iter().partition(|(at, _)| negated(input, *at));
    let wording = contrary.iter().any(|(at, name)| {
        bounded(input, *at) || urges(input, *at) || plain.iter().any(|(_, other)| same(name, other))
    });
    if !wording && !plain.iter().any(|(at, _)| negates_somewhere(input, *at)) {
        let met = contrary.iter().filter(|(at, _)| {
            plain.iter().any(|(other, _)| near(alignment, *at, *other) && contradicts(input, *at, *other))
        });
        denying.extend(met.map(|(at, _)| *at));
    }
    denying
}

fn near(alignment: &Alignment, one: StatementRef, other: StatementRef) -> bool {
    let numbers = alignment.index(one).zip(alignment.index(other));
    numbers.is_some_and(|(one, other)| alignment.nearness(one, other) >= NEAR)
}

/// Of two statements one of which is negated, whether they exclude one another: one negates a word that the other has
/// without negation, and the reader of pairs is not sure that they agree; or it is sure that they do not.
pub(crate) fn contradicts(input: &StoryInput, one: StatementRef, other: StatementRef) -> bool {
    let ruled = conflict(Side::new(input, one), Side::new(input, other)) == Some(Conflict::Polarity);
    match relations(input, &[(one, other)])[..] {
        [relation] if ruled => relation.agrees < SURE,
        [relation] => relation.excludes >= SURE,
        _ => ruled,
    }
}

/// Whether any word of the content negates, be it below its head.
fn negates_somewhere(input: &StoryInput, at: StatementRef) -> bool {
    let analysis = &input.analyses[at.report];
    let mut lemmas = analysis
        .tokens_in(input.statement(at).content)
        .map(|token| analysis.tokens[token].lemma.to_lowercase());
    lemmas.any(|lemma| NEGATORS.contains(&lemma.as_str()))
}

/// Whether the negation holds only up to a time: "will not open before June".
fn bounded(input: &StoryInput, at: StatementRef) -> bool {
    let analysis = &input.analyses[at.report];
    let mut lemmas =
        analysis.tokens_in(input.statement(at).content).map(|token| &*analysis.tokens[token].lemma);
    lemmas.any(|lemma| matches!(lemma, "before" | "till" | "unless" | "until"))
}

/// The word that heads the content: the first that depends on none of its words and can be a predicate.
pub(crate) fn head(input: &StoryInput, at: StatementRef) -> Option<usize> {
    let analysis = &input.analyses[at.report];
    let mut tokens = analysis.tokens_in(input.statement(at).content);
    let inside = tokens.clone();
    tokens.find(|&token| {
        let word = &analysis.tokens[token];
        let predicate = matches!(
            word.upos,
            Upos::Verb | Upos::Aux | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron
        );
        predicate && word.head.is_none_or(|head| !inside.contains(&(head as usize)))
    })
}

/// Whether a word negates the predicate, itself or by its subject or object.
fn negates(analysis: &Analysis, head: usize) -> bool {
    let lemma = |at: usize| analysis.tokens.get(at).map_or("", |token| &*token.lemma);
    if MINDS.contains(&lemma(head)) {
        return false;
    }
    let sentence = analysis.sentences.partition_point(|sentence| sentence.tokens.end <= head);
    let Some(sentence) = analysis.sentences.get(sentence) else { return false };
    let negator = |at: usize| {
        let lower = lemma(at).to_lowercase();
        NEGATORS.contains(&lower.as_str()) && !BOUNDED.contains(&lemma(at + 1).to_lowercase().as_str())
    };
    let on = |at: usize, above: usize| analysis.tokens[at].head == u32::try_from(above).ok();
    sentence.tokens.clone().filter(|at| on(*at, head)).any(|child| {
        let argument = matches!(
            analysis.tokens[child].deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Expl
        );
        negator(child) || argument && sentence.tokens.clone().any(|below| on(below, child) && negator(below))
    })
}
