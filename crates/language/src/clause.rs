//! Clauses that someone says: tokens in, the same tokens with each such clause on the verb that governs it.
//!
//! Treebanks hold few sentences in which someone is told something, or says it on a Monday, so the network
//! takes "told the agency that he would resign" for a clause about the agency. What tells the two apart
//! is grammar: this "that" opens a complete clause and stands for no part of it.
//!
//! What is said before its verb, "..., the agency said.", is the clause of that verb where nothing of it follows
//! (104 of 108 in the training parts of UD English EWT and GUM), and not the other way round, as where the verb
//! interrupts it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::neural::WINDOW;
use crate::table::rows;
use crate::{Deprel, Token, Upos};

/// Verbs with whether the one who is told may stand before the clause, in order.
static VERBS: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| {
    let row = |fields: Vec<&'static str>| Some((*fields.first()?, fields.len() > 1));
    let mut verbs: Vec<_> = rows(include_str!("../data/that-verbs.tsv")).filter_map(row).collect();
    verbs.sort_unstable();
    verbs
});

/// Hangs complete clauses opened by "that" on the verb before the noun that they were hung on, and what is said
/// before its verb on the verb.
pub(crate) fn settle(texts: &[&str], tokens: &mut [Token], sentences: &[Range<usize>]) {
    for sentence in sentences {
        // What is read in pieces is no sentence, and to look through it for every verb would take for ever.
        if sentence.len() <= WINDOW {
            for verb in sentence.clone() {
                if tokens[verb].deprel == Deprel::Parataxis {
                    front(texts, tokens, sentence, verb);
                }
            }
        }
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

/// Turns the arc round where a verb that was hung on what is said ends the sentence with its speaker.
fn front(texts: &[&str], tokens: &mut [Token], sentence: &Range<usize>, verb: usize) {
    let Some((top, earlier)) = said_before(texts, tokens, sentence, verb) else { return };
    if let Some(clause) = earlier {
        (tokens[clause].head, tokens[clause].deprel) = (Some(top as u32), Deprel::Parataxis);
    }
    (tokens[verb].head, tokens[verb].deprel) = (None, tokens[top].deprel);
    (tokens[top].head, tokens[top].deprel) = (Some(verb as u32), Deprel::Ccomp);
}

/// The root of the sentence if it is said before a verb that hangs within it, and a part of it that was already
/// taken for what the verb tells.
fn said_before(
    texts: &[&str],
    tokens: &[Token],
    sentence: &Range<usize>,
    verb: usize,
) -> Option<(usize, Option<usize>)> {
    let governs = VERBS.binary_search_by_key(&&*tokens[verb].lemma, |verb| verb.0).ok()?;
    let children = || sentence.clone().filter(|&at| tokens[at].head == Some(verb as u32));
    let child = |label: Deprel| children().find(|&at| tokens[at].deprel == label);
    let subject = child(Deprel::Nsubj)?;
    let earlier = child(Deprel::Ccomp);
    let start = verb.min(subject);
    let bars = |at: usize| match tokens[at].deprel {
        Deprel::AuxPass | Deprel::Mark | Deprel::Xcomp | Deprel::Cc => true,
        Deprel::Obj | Deprel::Iobj => !VERBS[governs].1,
        // "So they complained", "as he says".
        Deprel::Advmod => at < start,
        _ => false,
    };
    let behind = |at: &usize| *at > start;
    if tokens[verb].upos != Upos::Verb
        || tokens[verb].head.is_none_or(|head| behind(&(head as usize)))
        || earlier.as_ref().is_some_and(behind)
        || children().any(bars)
    {
        return None;
    }
    let heads = |at: usize| std::iter::successors(Some(at), |&at| tokens[at].head.map(|head| head as usize));
    let told = |at: &usize| heads(*at).any(|head| Some(head) == earlier);
    let own = |at: &usize| heads(*at).any(|head| head == verb) && !told(at);
    let mut words = sentence.clone().filter(|&at| tokens[at].upos != Upos::Punct).skip_while(|at| !own(at));
    let first = words.next()?;
    let before = texts[first.checked_sub(1).filter(|at| sentence.contains(at))?];
    let quoted = matches!(before, "\"" | "''" | "\u{201d}" | "\u{2019}" | "\u{2019}\u{2019}");
    // "I think" at the end hedges what is said; it does not tell it.
    let hedge = matches!(&*texts[subject].to_lowercase(), "i" | "we" | "you");
    let top = heads(verb).last()?;
    let ends = words.all(|at| own(&at));
    (ends && (quoted || before == "," && !hedge) && top < first).then_some((top, earlier))
}
