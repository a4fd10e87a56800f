//! A passage of a report in, the same passage out with content, cue and source of its statements marked.
//!
//! Statements may nest and overlap, so the passage is cut at every border and each piece says what it is to
//! whom: `data-content`, `data-cue` and `data-source` name claims, which is all that lighting up needs.

use std::collections::BTreeSet;

use maud::{Markup, html};
use woozle::attribution::{Manner, Polarity, Statement};
use woozle::corroboration::StatementRef;
use woozle::text::Span;

use super::safe::safe;
use super::view::View;

/// A piece of text that no border cuts.
#[derive(Default)]
struct Piece {
    span: Span,
    /// Statements of whose content it is part, shortest content first.
    content: Vec<usize>,
    cue: Vec<usize>,
    source: Vec<usize>,
    /// Statements whose content begins here.
    begins: Vec<usize>,
}

/// The passage with every statement marked, and an anchor where each begins.
pub(super) fn marked(view: &View, report: usize, within: Span) -> Markup {
    let statements = view.answer.statements.get(report).map_or(&[][..], Vec::as_slice);
    let near =
        (0..statements.len()).filter(|&number| touches(&statements[number], within)).collect::<Vec<_>>();
    let pieces = pieces(view, report, within, &near);
    html! { @for piece in &pieces { (anchors(view, report, piece)) (piece_markup(view, report, piece)) } }
}

/// The passage with only the one statement marked, for a list of passages.
pub(super) fn quoted(view: &View, at: StatementRef, within: Span) -> Markup {
    let pieces = pieces(view, at.report, within, &[at.statement]);
    let text =
        |span: Span| view.report(at.report).map_or_else(String::new, |report| safe(report.slice(span)));
    html! {
        @for piece in &pieces {
            @match (piece.content.is_empty(), piece.cue.is_empty(), piece.source.is_empty()) {
                (true, true, true) => { (text(piece.span)) }
                _ => { span class=(roles(piece)) { (text(piece.span)) } }
            }
        }
    }
}

/// Whether some part of the statement stands in the passage.
fn touches(statement: &Statement, within: Span) -> bool {
    let sources = statement.sources.iter().any(|source| source.span.overlaps(within));
    sources || statement.content.overlaps(within) || statement.cue.is_some_and(|cue| cue.overlaps(within))
}

/// The passage cut at every border of the numbered statements.
fn pieces(view: &View, report: usize, within: Span, near: &[usize]) -> Vec<Piece> {
    let Some(text) = view.report(report).map(|report| report.text.as_str()) else { return Vec::new() };
    let statements = &view.answer.statements[report];
    let mut borders = BTreeSet::from([within.start, within.end]);
    for statement in near.iter().map(|&number| &statements[number]) {
        let spans = statement.sources.iter().map(|source| source.span).chain(statement.cue);
        for span in spans.chain([statement.content]) {
            borders.extend([span.start, span.end].into_iter().filter(|&at| within.covers(at)));
        }
    }
    let borders: Vec<usize> = borders.into_iter().filter(|&at| text.is_char_boundary(at)).collect();
    let spans = borders.windows(2).map(|two| Span::new(two[0], two[1]));
    spans.map(|span| piece(statements, span, near)).collect()
}

/// What the span is to the numbered statements.
fn piece(statements: &[Statement], span: Span, near: &[usize]) -> Piece {
    let mut piece = Piece { span, ..Piece::default() };
    for &number in near {
        let statement = &statements[number];
        if statement.content.contains(span) {
            piece.content.push(number);
        }
        if statement.content.start == span.start {
            piece.begins.push(number);
        }
        if statement.cue.is_some_and(|cue| cue.contains(span)) {
            piece.cue.push(number);
        }
        if statement.sources.iter().any(|source| source.span.contains(span)) {
            piece.source.push(number);
        }
    }
    piece.content.sort_by_key(|&number| statements[number].content.len());
    piece
}

/// A small link to the claim before each content, which is also the anchor of the statement.
fn anchors(view: &View, report: usize, piece: &Piece) -> Markup {
    html! {
        @for &statement in &piece.begins {
            @let at = StatementRef { report, statement };
            @let claims = view.claims_of(at);
            @match claims.first() {
                Some(claim) => {
                    a.tag.denied-tag[denied(view, at)] id=(view.statement_id(at)) href={ "#" (claim) } tabindex="-1"
                        data-claim=(claims.join(" ")) aria-label={ "claim " (claim) } { (claim) }
                }
                None => { span id=(view.statement_id(at)) {} }
            }
        }
    }
}

/// Whether the statement denies its claim.
fn denied(view: &View, at: StatementRef) -> bool {
    view.statement(at).is_some_and(|statement| statement.polarity == Polarity::Denied)
}

/// One piece of text with what it is to whom.
fn piece_markup(view: &View, report: usize, piece: &Piece) -> Markup {
    let text = view.report(report).map_or_else(String::new, |report| safe(report.slice(piece.span)));
    let claims = |numbers: &[usize]| {
        let at = |&statement: &usize| StatementRef { report, statement };
        let ids: Vec<String> = numbers.iter().flat_map(|number| view.claims_of(at(number))).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    let roles = roles(piece);
    if roles.is_empty() {
        return html! { (text) };
    }
    html! {
        span class=(roles + manner(view, report, piece)) data-content=[claims(&piece.content)]
            data-cue=[claims(&piece.cue)] data-source=[claims(&piece.source)] { (text) }
    }
}

/// Whether the piece is the report's own voice, or what a source denies, as further classes.
fn manner(view: &View, report: usize, piece: &Piece) -> &'static str {
    let of = |number: &usize| view.answer.statements[report].get(*number);
    let Some(first) = piece.content.first().and_then(of) else { return "" };
    let voice = piece.content.iter().filter_map(of).all(|statement| statement.manner == Manner::Narration);
    match (voice, first.polarity == Polarity::Denied) {
        (true, _) => " voice",
        (false, true) => " denied",
        (false, false) => "",
    }
}

/// The roles of the piece as classes.
fn roles(piece: &Piece) -> String {
    let roles = [("content", &piece.content), ("cue", &piece.cue), ("source", &piece.source)];
    let held: Vec<&str> =
        roles.into_iter().filter(|(_, numbers)| !numbers.is_empty()).map(|(role, _)| role).collect();
    held.join(" ")
}

#[cfg(test)]
mod tests {
    use woozle::text::Report;

    use super::*;
    use crate::fixture;

    /// The marked text of the fixture's first report, with a nested statement put in.
    fn nested(inner: &str) -> String {
        let mut answer = fixture::answer();
        let Report { text, .. } = &answer.reports[0];
        let outer = answer.statements[0][1].content;
        let start = text.find(inner).expect("the report says so");
        let mut statement = answer.statements[0][1].clone();
        statement.content = Span::new(start, start + inner.len());
        answer.statements[0].push(statement);
        let at = StatementRef { report: 0, statement: answer.statements[0].len() - 1 };
        answer.stories[0].findings.claims[7].statements.push(at);
        marked(&View::new(&answer), 0, outer).into_string()
    }

    #[test]
    fn a_statement_within_a_statement_belongs_to_both_and_is_chosen_first() {
        let marked = nested("sailing on Monday");
        assert!(marked.contains(r#"data-content="c1">The Halden ferry will stop </span>"#), "{marked}");
        assert!(marked.contains(r#"data-content="c8 c1">sailing on Monday</span>"#), "{marked}");
    }

    #[test]
    fn a_border_inside_a_character_loses_no_word() {
        let mut answer = fixture::answer();
        let at = answer.reports[0].text.find("“We cannot").expect("the report says so");
        answer.statements[0][6].content = Span::new(at + 1, at + 20);
        let block = answer.reports[0].blocks.iter().find(|block| block.span.covers(at)).expect("a paragraph");
        let marked = marked(&View::new(&answer), 0, block.span).into_string();
        assert!(marked.contains("“We cannot guarantee"), "{marked}");
    }
}
