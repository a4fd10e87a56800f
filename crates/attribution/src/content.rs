//! Where what was said begins and ends. Token ranges in, trimmed and split token ranges out.

use std::ops::Range;

use woozle_language::{Deprel, Upos, Xpos};

use crate::chain;
use crate::outlet;
use crate::reading::Reading;

/// Fewest words for a piece of content that stands alone.
pub(crate) const SHORTEST: usize = 3;

/// Cuts commas, conjunctions and complementisers off the ends. Quotation marks stay.
pub(crate) fn trim(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (tokens.start, tokens.end.min(reading.count()));
    while start < end && opens_loosely(reading, start, end) {
        start += 1;
    }
    while start < end && closes_loosely(reading, end - 1) {
        end -= 1;
    }
    start..end.max(start)
}

fn opens_loosely(reading: &Reading, at: usize, end: usize) -> bool {
    let token = reading.token(at);
    if reading.is_punct(at) {
        return !reading.is_quote_mark(at) && token.xpos != Xpos::Dollar && token.upos != Upos::Sym;
    }
    let linking = reading.is_any(at, &["that", "and", "but", "as", "whether", "how", "though", "while"]);
    let complementiser = matches!(token.deprel, Deprel::Mark | Deprel::Cc | Deprel::Case)
        || (reading.is_word(at, "that") && token.upos == Upos::Sconj);
    linking && complementiser && at + 1 < end && !keeps(reading, at)
}

/// "while" that opens a contrast inside the content belongs to it when its clause does.
fn keeps(reading: &Reading, at: usize) -> bool {
    reading.is_any(at, &["while", "though"]) && reading.token(at).deprel == Deprel::Mark
}

fn closes_loosely(reading: &Reading, at: usize) -> bool {
    let token = reading.token(at);
    if reading.is_punct(at) {
        return !reading.is_quote_mark(at) && token.xpos != Xpos::Rrb && token.upos != Upos::Sym;
    }
    token.deprel == Deprel::Cc
}

/// Takes `hole` out of the tokens: what stands before it and what stands after it, trimmed.
pub(crate) fn without(reading: &Reading, tokens: Range<usize>, hole: &Range<usize>) -> Vec<Range<usize>> {
    if hole.end <= tokens.start || hole.start >= tokens.end {
        return vec![trim(reading, tokens)];
    }
    let parts = [tokens.start..hole.start.max(tokens.start), hole.end.min(tokens.end)..tokens.end];
    let mut pieces: Vec<_> = parts
        .into_iter()
        .filter(|part| part.start < part.end)
        .map(|part| trim(reading, part))
        .filter(|part| reading.words_in(part.clone()) > 0)
        .collect();
    if pieces.len() > 1 {
        // Of a bare fragment only the main part is kept.
        pieces.retain(|piece| reading.words_in(piece.clone()) >= SHORTEST);
    }
    pieces
}

/// Nouns of what somebody puts forward.
const PUT_FORWARD: &[&str] = &[
    "accusation",
    "allegation",
    "assertion",
    "claim",
    "contention",
    "effect",
    "idea",
    "insinuation",
    "notion",
    "report",
    "rumor",
    "rumour",
    "speculation",
    "story",
    "suggestion",
    "talk",
    "theory",
    "whisper",
];
/// Most words before the clause of such a noun.
const BEFORE: usize = 12;

/// "dismissed suggestions that the crane was old", "as groundless the assertion of some that it was old": what is denied
/// is the clause and not the noun it hangs on.
pub(crate) fn of_claim(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let that = tokens.clone().take(BEFORE).find(|&at| {
        reading.is_word(at, "that") && matches!(reading.token(at).upos, Upos::Sconj | Upos::Pron)
    });
    let Some(that) = that else { return tokens };
    let noun = (tokens.start..that)
        .any(|at| reading.token(at).upos == Upos::Noun && PUT_FORWARD.contains(&reading.lemma(at)));
    let clause = trim(reading, that + 1..tokens.end);
    let verb = clause.clone().any(|at| reading.is_finite(at));
    let subject = clause.clone().any(|at| reading.token(at).deprel.is_subject());
    if noun && verb && subject && reading.words_in(clause.clone()) >= SHORTEST { clause } else { tokens }
}

/// "wrote in an email that surfaced in court": a clause that has "that" for its subject tells of the noun before it.
pub(crate) fn only_describes(reading: &Reading, tokens: &Range<usize>) -> bool {
    let that = tokens.start + 1 < tokens.end && reading.is_word(tokens.start, "that");
    let verb = tokens.start + 1;
    let noun = tokens
        .start
        .checked_sub(1)
        .is_some_and(|at| matches!(reading.token(at).upos, Upos::Noun | Upos::Propn));
    that && noun && reading.is_finite(verb) && reading.token(tokens.start).deprel.is_subject()
}

/// Participles that tell how somebody spoke, and from whom he has it.
pub(crate) const ASIDES: &[&str] = &["citing", "quoting", "speaking"];

/// "…, speaking on condition of anonymity": how somebody spoke is no part of what he said.
pub(crate) fn before_aside(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let aside = |&at: &usize| {
        reading.is_any(at, ASIDES) && reading.word(at - 1) == "," && reading.quotation_of(at).is_none()
    };
    let cut = tokens.clone().skip(SHORTEST).find(aside);
    cut.map_or(tokens.clone(), |cut| trim(reading, tokens.start..cut))
}

/// Verbs that name who is told, or from whom, before what is told.
const TELLING: &[&str] = &["advise", "assure", "hear", "inform", "learn", "notify", "remind", "tell", "warn"];

/// "told a meeting of farmers that the gates were shut": where the tree takes who is told for part of what is told, the
/// clause alone is.
pub(crate) fn past_hearer(reading: &Reading, cue: usize, tokens: Range<usize>) -> Range<usize> {
    let tokens = past_outlet(reading, cue, tokens);
    let that = tokens.clone().take(BEFORE).find(|&at| reading.is_word(at, "that"));
    let Some(that) = that.filter(|_| TELLING.contains(&reading.lemma(cue)) && cue < tokens.start) else {
        return tokens;
    };
    let bare = (tokens.start..that).all(|at| {
        let modifies = reading.token(at).deprel == Deprel::Amod;
        (!matches!(reading.token(at).upos, Upos::Verb | Upos::Aux) || modifies)
            && reading.quotation_of(at).is_none()
    });
    let clause = trim(reading, that + 1..tokens.end);
    let subject = clause.clone().take(BEFORE).any(|at| reading.token(at).deprel.is_subject());
    if bare && that > tokens.start && subject && reading.words_in(clause.clone()) >= SHORTEST {
        clause
    } else {
        tokens
    }
}

/// "told BBC Scotland the council had slept": the outlet was told, whatever the tree makes of it.
fn past_outlet(reading: &Reading, cue: usize, tokens: Range<usize>) -> Range<usize> {
    let named = chain::told_outlet(reading, cue).filter(|outlet| tokens.contains(&outlet.tokens.start));
    // "told the network he had left".
    let noun = cue + 2;
    let described = reading.lemma(cue) == "tell"
        && tokens.start == cue + 1
        && tokens.contains(&noun)
        && outlet::is_outlet_noun(reading, noun);
    let told = named.map(|outlet| outlet.tokens.end).or(described.then_some(noun + 1));
    told.map_or(tokens.clone(), |end| {
        let rest = trim(reading, end..tokens.end);
        if reading.words_in(rest.clone()) >= SHORTEST { rest } else { tokens }
    })
}

/// Splits coordinated propositions: clauses joined by "and", "but" or a semicolon that each have a
/// subject of their own. Quoted speech is left whole.
pub(crate) fn split(reading: &Reading, tokens: Range<usize>) -> Vec<Range<usize>> {
    let Some(top) = top(reading, &tokens) else { return vec![tokens] };
    let mut cuts: Vec<usize> = reading
        .children(top)
        .filter(|&child| tokens.contains(&child))
        .filter(|&child| {
            is_second_clause(reading, child, top)
                || quotes_again(reading, child, top)
                || second_predicate(reading, child, top)
                || trailing_participle(reading, child, top)
        })
        .chain(tokens.clone().filter(|&at| parted_clause(reading, at, top)))
        .map(|child| reading.subtree(child).start.max(tokens.start))
        .filter(|&cut| reading.quotation_of(cut).is_none())
        .collect();
    cuts.extend(tokens.clone().skip(3).filter(|&at| second_that(reading, at)));
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut start = tokens.start;
    for cut in cuts {
        let (before, after) = (trim(reading, start..cut), trim(reading, cut..tokens.end));
        if reading.words_in(before.clone()) >= SHORTEST && reading.words_in(after) >= SHORTEST {
            pieces.push(before);
            // The contrast is between the statements, and part of neither.
            start = (cut..tokens.end)
                .take(2)
                .find(|&at| reading.is_any(at, &["while", "whereas"]))
                .map_or(cut, |contrast| contrast + 1);
        }
    }
    pieces.push(trim(reading, start..tokens.end));
    pieces
}

/// "…, that it was assessing the data, and that it was too early": each "that" opens a proposition.
fn second_that(reading: &Reading, at: usize) -> bool {
    let complementiser = reading.is_word(at, "that") && reading.token(at).xpos == Xpos::In;
    complementiser
        && (reading.is_word(at - 1, "and") || reading.is_word(at - 1, "but"))
        && reading.quotation_of(at).is_none()
        || complementiser && reading.word(at - 1) == "," && reading.token(at).deprel == Deprel::Mark
}

/// The token of the range that heads it: the one whose head lies outside.
pub(crate) fn top(reading: &Reading, tokens: &Range<usize>) -> Option<usize> {
    tokens
        .clone()
        .filter(|&at| !reading.is_punct(at))
        .filter(|&at| reading.head(at).is_none_or(|head| !tokens.contains(&head)))
        .max_by_key(|&at| (reading.subtree(at).len(), usize::MAX - at))
}

/// "had been told on Monday and was “assessing all available data”": what is quoted is a thing apart.
fn quotes_again(reading: &Reading, child: usize, top: usize) -> bool {
    let verb = matches!(reading.token(child).upos, Upos::Verb | Upos::Aux);
    let quoted = |range: Range<usize>| range.into_iter().any(|at| reading.quotation_of(at).is_some());
    let subtree = reading.subtree(child);
    reading.token(child).deprel == Deprel::Conj
        && verb
        && child > top
        && quoted(subtree.clone())
        && !quoted(reading.subtree(top).start..subtree.start)
}

/// A coordinated or contrasted clause behind a comma that the tree hung somewhere below the first one.
fn parted_clause(reading: &Reading, at: usize, top: usize) -> bool {
    let below = |mut at: usize| {
        for _ in 0..8 {
            let Some(head) = reading.head(at) else { break };
            if head == top {
                return true;
            }
            if matches!(reading.token(head).deprel, Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl) {
                break;
            }
            at = head;
        }
        // Beside the clause, under the cue: the content still holds both.
        reading.head(at) == reading.head(top)
    };
    at > top && behind_comma(reading, at) && is_second_clause(reading, at, top) && below(at)
}

/// "the lift had stopped at the third floor and took an hour to start again": a second predicate of the same
/// subject, with matter of its own.
fn second_predicate(reading: &Reading, child: usize, top: usize) -> bool {
    let range = reading.subtree(child);
    let auxiliary = reading.children(child).any(|aux| aux < child && reading.is_finite(aux));
    reading.token(child).deprel == Deprel::Conj
        && child > top
        && matches!(reading.token(child).upos, Upos::Verb)
        && (reading.is_finite(child) || auxiliary)
        && !reading.has_subject(child)
        && reading.words_in(range.clone()) >= 5
        && reading.words_in(reading.subtree(top).start..range.start) >= 5
        && !reading.quotes(&[range])
}

/// "… shook hands, promising each other a new bridge": what else the subject does, told beside.
fn trailing_participle(reading: &Reading, child: usize, top: usize) -> bool {
    reading.token(child).deprel == Deprel::Advcl
        && reading.token(child).xpos == Xpos::Vbg
        && child > top
        && behind_comma(reading, child)
        && !reading.has_subject(child)
        && reading.words_in(reading.subtree(child)) >= 5
        && !reading.quotes(&[reading.subtree(child)])
}

/// Whether a comma stands right before what hangs on the token; the tree may hang the comma there as well.
pub(crate) fn behind_comma(reading: &Reading, at: usize) -> bool {
    let start = reading.subtree(at).start;
    reading.word(start) == "," || start > 0 && reading.word(start - 1) == ","
}

fn is_second_clause(reading: &Reading, child: usize, top: usize) -> bool {
    let contrast = || {
        let marked = |mark: usize| {
            reading.token(mark).deprel == Deprel::Mark && reading.is_any(mark, &["while", "whereas"])
        };
        reading.token(child).deprel == Deprel::Advcl
            && reading.children(child).any(marked)
            && behind_comma(reading, child)
    };
    let clausal = matches!(reading.token(child).deprel, Deprel::Conj | Deprel::Parataxis) || contrast();
    clausal && child > top && reading.has_subject(child)
}
