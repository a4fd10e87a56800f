//! Where a statement can be parted: "The ferry was carrying 300 when it caught fire" puts forward two things. One
//! report alone does not tell whether they are one; others that put them forward apart do.
//!
//! Statements in, for each the ways to part it out. Whether to part it is not asked here.

use std::ops::Range;

use woozle_language::{Analysis, Deprel, Upos, Xpos};
use woozle_text::{Evidence, Place, Report};

use crate::content::{self, SHORTEST};
use crate::draft;
use crate::hedge;
use crate::reading::Reading;
use crate::statement::{Manner, Polarity, Statement, StatementKind};

/// Ways to part one statement that are offered.
const MOST: usize = 6;

/// A way to part a statement in two.
#[derive(Clone, Debug, PartialEq)]
pub struct Seam {
    /// A clause of the statement as a statement of its own, of the same sources.
    pub clause: Statement,
    /// What is left: where the clause stood in its middle, the main part.
    pub rest: Statement,
}

/// For each of the report's statements the ways to part it, in order of the text. The record of a silence is left
/// whole, and so is what a source denies: who denies two things together may grant one of them.
#[must_use]
pub fn seams(report: &Report, analysis: &Analysis, statements: &[Statement]) -> Vec<Vec<Seam>> {
    let reading = Reading::new(report, analysis, &[]);
    statements.iter().map(|statement| of(&reading, statement)).collect()
}

fn of(reading: &Reading, statement: &Statement) -> Vec<Seam> {
    if statement.kind == StatementKind::NoComment || statement.polarity == Polarity::Denied {
        return Vec::new();
    }
    let tokens = reading.analysis.tokens_in(statement.content);
    let tokens = tokens.start..tokens.end.min(reading.count());
    if reading.words_in(tokens.clone()) < 2 * SHORTEST {
        return Vec::new();
    }
    let mut clauses: Vec<Range<usize>> =
        tokens.clone().filter_map(|at| clause(reading, at, &tokens)).collect();
    clauses.extend(
        tokens.clone().skip(1).filter(|&at| opens_anew(reading, at, &tokens)).map(|at| at..tokens.end),
    );
    clauses.sort_unstable_by_key(|clause| (clause.start, clause.end));
    clauses.dedup();
    let mut found: Vec<Seam> =
        clauses.into_iter().filter_map(|clause| seam(reading, statement, &tokens, clause)).collect();
    found.dedup_by_key(|seam| (seam.clause.content, seam.rest.content));
    found.truncate(MOST);
    found
}

/// The clause that the token heads, if it hangs on the rest of the content.
fn clause(reading: &Reading, at: usize, tokens: &Range<usize>) -> Option<Range<usize>> {
    let relation = reading.token(at).deprel;
    let predicate = matches!(reading.token(at).upos, Upos::Verb | Upos::Aux)
        || reading.children(at).any(|child| reading.token(child).deprel == Deprel::Cop)
        || reading.has_subject(at);
    let hangs = matches!(
        relation,
        Deprel::Conj
            | Deprel::Advcl
            | Deprel::AdvclRelcl
            | Deprel::Acl
            | Deprel::AclRelcl
            | Deprel::Parataxis
    );
    let inside = hangs && reading.head(at).is_some_and(|head| tokens.contains(&head));
    if !predicate || !inside && !is_told_beside(reading, at) {
        return None;
    }
    let own = reading.subtree(at);
    // A condition, a question or a purpose puts nothing forward.
    let supposes = |mark: usize| {
        reading.token(mark).deprel == Deprel::Mark && reading.is_any(mark, &["if", "unless", "whether", "to"])
    };
    let relative = |word: usize| reading.is_any(word, &["who", "which", "that", "whose", "whom", "where"]);
    let loose = match relation {
        // "the day the duty was published": no pronoun, no clause of its own.
        Deprel::AclRelcl | Deprel::AdvclRelcl => own.clone().take(3).any(relative),
        // "a deal signed in March": only behind a comma.
        Deprel::Acl => content::behind_comma(reading, at),
        _ => true,
    };
    // "Four were killed when the roof fell": the circumstance of what is told. "It was carrying 300 when it caught
    // fire" tells of the fire as well.
    let circumstance = relation == Deprel::Advcl
        && reading.is_word(own.start, "when")
        && own.start > 0
        && !reading.is_punct(own.start - 1)
        && reading.head(at).is_some_and(|main| reading.token(main).xpos != Xpos::Vbg);
    if circumstance
        || !loose
        || reading.children(at).any(|mark| mark < at && (supposes(mark) || compares(reading, mark)))
    {
        return None;
    }
    // Coordinated clauses hang on the first: what follows is told beside it as well.
    let end = if relation == Deprel::Conj { tokens.end } else { own.end.min(tokens.end) };
    let start = own.start.max(tokens.start);
    // What closes a quotation, and the colon behind it, belong to what stands before.
    let closes = |at: &usize| reading.token(*at).xpos == Xpos::CloseQuote || reading.word(*at) == ":";
    Some(start + (start..end).take_while(closes).count()..end)
}

/// "as long as it was": the clause measures and tells nothing.
fn compares(reading: &Reading, mark: usize) -> bool {
    let before = mark.saturating_sub(3)..mark;
    reading.is_word(mark, "as")
        && before.into_iter().any(|at| reading.is_any(at, &["as", "so", "such", "same"]))
}

/// What tells when, why or beside what the rest happened, wherever the tree hung it: "…, after the ferry sank, police
/// said", "Pier Closed As Owners Look For Buyer".
fn is_told_beside(reading: &Reading, at: usize) -> bool {
    const BESIDE: &[&str] =
        &["after", "although", "as", "because", "before", "since", "though", "when", "whereas", "while"];
    let beside =
        |mark: usize| mark < at && reading.token(mark).deprel == Deprel::Mark && reading.is_any(mark, BESIDE);
    reading.has_subject(at) && reading.children(at).any(beside)
}

/// A sentence that begins within the content, or what stands behind a colon or a semicolon.
fn opens_anew(reading: &Reading, at: usize, tokens: &Range<usize>) -> bool {
    let sentence = reading.sentence(reading.analysis.sentence_of(at));
    sentence.start == at && at > tokens.start || matches!(reading.word(at - 1), ":" | ";")
}

fn seam(
    reading: &Reading,
    statement: &Statement,
    tokens: &Range<usize>,
    clause: Range<usize>,
) -> Option<Seam> {
    let inner = opening(reading, clause.clone());
    let rest = content::without(reading, tokens.clone(), &clause);
    let rest = rest.into_iter().max_by_key(|piece| reading.words_in(piece.clone()))?;
    let whole = reading.words_in(inner.clone()) >= SHORTEST
        && reading.words_in(rest.clone()) >= SHORTEST
        && is_whole(reading, &inner)
        && is_whole(reading, &rest);
    whole.then(|| Seam { clause: part(reading, statement, inner), rest: part(reading, statement, rest) })
}

/// Whether the words hold a verb and do not break off before what their last word asks for.
fn is_whole(reading: &Reading, tokens: &Range<usize>) -> bool {
    let verb = tokens.clone().any(|at| matches!(reading.token(at).upos, Upos::Verb | Upos::Aux));
    let last = reading.token(tokens.end - 1);
    let asks = matches!(last.upos, Upos::Adp | Upos::Det | Upos::Sconj | Upos::Part | Upos::Cconj);
    verb && (!asks || last.deprel == Deprel::CompoundPrt)
}

/// The clause without the word that joins it; a pronoun that stands for what it tells of stays.
fn opening(reading: &Reading, clause: Range<usize>) -> Range<usize> {
    let mut clause = content::trim(reading, clause);
    let joins = |at: usize| {
        matches!(reading.token(at).deprel, Deprel::Mark | Deprel::Cc)
            || reading.is_any(at, &["when", "with"]) && reading.token(at).deprel != Deprel::Obl
    };
    while clause.len() > 1 && (joins(clause.start) || reading.word(clause.start) == ",") {
        clause.start += 1;
    }
    clause
}

/// A part of the statement's content as a statement.
fn part(reading: &Reading, statement: &Statement, tokens: Range<usize>) -> Statement {
    let content = reading.span(tokens.clone());
    let (certainty, hedge) = hedge::certainty(reading, tokens.clone());
    let manner = match statement.manner {
        Manner::Narration => Manner::Narration,
        _ => draft::manner(reading, content, false),
    };
    let place = Place { report: 0, span: content };
    let parted = Evidence::new("parted", "another report puts this forward by itself", 1.0, vec![place]);
    let evidence = statement.evidence.iter().cloned().chain([parted]).collect();
    let sentence = reading.analysis.sentence_of(tokens.start);
    Statement { content, certainty, hedge, manner, sentence, evidence, ..statement.clone() }
}
