//! Statements of one claim in, those that say the opposite of what more of its origins say out: "the cameras were
//! working" among those who say that they "had been switched off".
//!
//! It compares what heads the contents, with its particle and its complement; what is negated is left to
//! [`crate::negation`], the words around are the alignment's matter.

use std::collections::BTreeSet;

use woozle_language::{Analysis, Deprel, Upos};

use crate::conflict::are_opposites;
use crate::name::same;
use crate::negation::{head, negated};
use crate::{StatementRef, StoryInput};

/// Verbs that leave it to their complement to say what is so.
const LINKING: &[&str] =
    &["be", "become", "get", "go", "keep", "leave", "lie", "remain", "stand", "stay", "turn"];

/// Lemmas that say what is so.
type Predicate = BTreeSet<String>;

/// Who says it, and with which of the predicates: what several statements may have in common.
struct Voice<'a> {
    name: &'a str,
    predicate: usize,
}

/// Of statements with the names of their origins, in order, those whose opposite more of the origins say; of two camps
/// alike in number the one that is told last.
pub(crate) fn outnumbered(input: &StoryInput, told: &[(StatementRef, &str)]) -> Vec<StatementRef> {
    let mut predicates: Vec<Predicate> = Vec::new();
    let mut voices: Vec<Voice> = Vec::new();
    // A claim of hundreds of reports has few voices: what follows compares them and not its statements.
    let mut voice_of = Vec::new();
    for &(at, name) in told {
        let own = predicate(input, at);
        let predicate = predicates.iter().position(|known| *known == own).unwrap_or(predicates.len());
        if predicate == predicates.len() {
            predicates.push(own);
        }
        let known = voices.iter().position(|voice| voice.name == name && voice.predicate == predicate);
        voice_of.push(known.unwrap_or(voices.len()));
        if known.is_none() {
            voices.push(Voice { name, predicate });
        }
    }
    let opposed: Vec<Vec<bool>> = predicates
        .iter()
        .map(|one| predicates.iter().map(|other| are_opposites(one, other)).collect())
        .collect();
    let losing = losing(&voices, &opposed);
    told.iter().zip(voice_of).filter(|(_, voice)| losing[*voice]).map(|((at, _), _)| *at).collect()
}

/// For each voice whether it is of the lesser camp.
fn losing(voices: &[Voice], opposed: &[Vec<bool>]) -> Vec<bool> {
    let meets =
        |one: &Voice, other: &Voice| opposed[one.predicate][other.predicate] && !same(one.name, other.name);
    let met: Vec<&Voice> = voices.iter().filter(|one| voices.iter().any(|other| meets(one, other))).collect();
    let names = |of: &dyn Fn(&Voice) -> bool| {
        met.iter().filter(|voice| of(voice)).map(|voice| voice.name).collect::<BTreeSet<_>>().len()
    };
    let loses = |voice: &Voice| {
        let against = names(&|other| meets(voice, other));
        let own = names(&|other| !opposed[voice.predicate][other.predicate]);
        let later = met.first().is_some_and(|first| opposed[first.predicate][voice.predicate]);
        against > 0 && (own < against || own == against && later)
    };
    voices.iter().map(loses).collect()
}

/// The head of the content, its particle, its complement; nothing where it is negated.
fn predicate(input: &StoryInput, at: StatementRef) -> Predicate {
    let analysis = &input.analyses[at.report];
    let Some(head) = head(input, at).filter(|_| !negated(input, at)) else { return Predicate::new() };
    let lemma = |at: usize| analysis.tokens[at].lemma.to_lowercase();
    let linking = LINKING.contains(&lemma(head).as_str());
    let tokens = analysis.tokens_in(input.statement(at).content);
    let children =
        tokens.filter(|&child| analysis.tokens[child].head.is_some_and(|above| above as usize == head));
    let mut found: Predicate =
        children.filter(|&child| completes(analysis, child, linking)).map(lemma).collect();
    // "was left open" and "stayed open" are no opposites.
    if found.is_empty() || !linking {
        found.insert(lemma(head));
    }
    found
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
