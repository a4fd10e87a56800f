//! Clauses opened by "that": tokens in, the same tokens with each clause on the verb that governs it.
//!
//! Treebanks hold few sentences in which someone is told something, or says it on a Monday, so the network
//! takes "told the agency that he would resign" for a clause about the agency. What tells the two apart
//! is grammar: this "that" opens a complete clause and stands for no part of it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::table::rows;
use crate::{Deprel, Token, Upos};

/// Verbs with whether the one who is told may stand before the clause, in order.
static VERBS: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| {
    let row = |fields: Vec<&'static str>| Some((*fields.first()?, fields.len() > 1));
    let mut verbs: Vec<_> = rows(include_str!("../data/that-verbs.tsv")).filter_map(row).collect();
    verbs.sort_unstable();
    verbs
});

/// Hangs complete clauses opened by "that" on the verb before the noun that they were hung on.
pub(crate) fn settle(texts: &[&str], tokens: &mut [Token], sentences: &[Range<usize>]) {
    for sentence in sentences {
        for clause in sentence.clone() {
            if let Some((verb, opener)) = governor(texts, tokens, clause) {
                tokens[clause].head = Some(verb as u32);
                tokens[clause].deprel = Deprel::Ccomp;
                tokens[opener].deprel = Deprel::Mark;
            }
        }
    }
}

/// The verb that governs the clause, and the word that opens it, if the clause hangs on a noun that it says
/// nothing of.
fn governor(texts: &[&str], tokens: &[Token], clause: usize) -> Option<(usize, usize)> {
    if !matches!(tokens[clause].deprel, Deprel::Acl | Deprel::AclRelcl) {
        return None;
    }
    let noun = tokens[clause].head? as usize;
    let hangs = |at: &usize| tokens[*at].head == Some(clause as u32);
    let opener = (noun + 1..clause).filter(hangs).find(|&at| texts[at].eq_ignore_ascii_case("that"))?;
    let subject = |at: usize| matches!(tokens[at].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    let complete = (opener + 1..clause).any(subject);
    let verb = tokens.get(noun)?.head? as usize;
    if tokens[opener].upos != Upos::Sconj || !complete || verb >= noun || tokens[verb].upos != Upos::Verb {
        return None;
    }
    let lemma = &*tokens[verb].lemma;
    let told = VERBS[VERBS.binary_search_by_key(&lemma, |verb| verb.0).ok()?].1;
    let place = match tokens[noun].deprel {
        Deprel::Iobj => true,
        Deprel::Obj => told,
        Deprel::Obl | Deprel::OblUnmarked => true,
        _ => false,
    };
    // A verb has one clause; "told reporters in Geneva" keeps its hearers.
    let taken = |at: usize| tokens[at].head == Some(verb as u32) && tokens[at].deprel == Deprel::Ccomp;
    (place && !(verb + 1..clause).any(taken)).then_some((verb, opener))
}
