//! Every statement of a story in its sentence, with source, cue and content marked: by styles on a
//! coloured terminal, by brackets without colour.

use woozle::StoryAnswer;
use woozle::attribution::{Certainty, Manner, Polarity, Statement, StatementKind};
use woozle::corroboration::StatementRef;
use woozle::text::Span;

use super::heading;
use crate::shown::{Shown, clean};
use crate::wrap::{Piece, Sheet, Style, piece, plain};

/// What a stretch of a sentence is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Content,
    Cue,
    Source,
}

/// Writes every statement of the story's reports.
pub(super) fn statements(sheet: &mut Sheet, shown: &Shown<'_>, story: &StoryAnswer, color: bool) {
    heading(sheet, "EVERY STATEMENT");
    sheet.paragraph(&[], 0, &legend(color));
    for &report in &story.story.reports {
        sheet.gap();
        sheet.paragraph(&[], 3, &[piece(shown.report_name(report), Style::Strong)]);
        let count = shown.answer.statements.get(report).map_or(0, Vec::len);
        for statement in 0..count {
            one(sheet, shown, StatementRef { report, statement }, color);
        }
    }
}

fn legend(color: bool) -> Vec<Piece> {
    if !color {
        return vec![plain("[content] <cue> {source}")];
    }
    vec![
        piece("content", Style::Content),
        plain(" "),
        piece("cue", Style::Cue),
        plain(" "),
        piece("source", Style::Source),
    ]
}

fn one(sheet: &mut Sheet, shown: &Shown<'_>, at: StatementRef, color: bool) {
    let Some(statement) = shown.statement(at) else { return };
    let id = format!("{:<4} ", shown.ids.statement(at));
    sheet.paragraph(&[piece(&id, Style::Faint)], 5, &[piece(tag(shown, at, statement), Style::Faint)]);
    let pieces = marked(shown, at, statement, color);
    sheet.paragraph(&[plain("     ")], 5, &pieces);
}

/// "Meridian News ← a transport official · c1 · likely · denied".
fn tag(shown: &Shown<'_>, at: StatementRef, statement: &Statement) -> String {
    let links = shown.links(at);
    let mut tag = vec![if links.is_empty() { "own voice".to_owned() } else { links }];
    tag.extend(shown.ids.claim_of(at).map(|(story, claim)| shown.ids.claim(story, claim)));
    if statement.manner != Manner::Narration {
        tag.push(statement.manner.as_str().to_owned());
    }
    if statement.certainty != Certainty::Certain {
        tag.push(statement.certainty.as_str().to_owned());
    }
    if statement.polarity == Polarity::Denied {
        tag.push(statement.polarity.as_str().to_owned());
    }
    match statement.kind {
        StatementKind::Ordinary => (),
        StatementKind::Headline => tag.push("headline".to_owned()),
        StatementKind::NoComment => tag.push("no comment".to_owned()),
    }
    tag.join(" · ")
}

/// The sentence cut where a mark begins or ends.
fn marked(shown: &Shown<'_>, at: StatementRef, statement: &Statement, color: bool) -> Vec<Piece> {
    let sentence = shown.sentence(at);
    let text = shown.report(at.report).map_or("", |report| report.text.as_str());
    let marks = marks(statement, sentence);
    let mut borders: Vec<usize> = marks.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    borders.extend([sentence.start, sentence.end]);
    borders.sort_unstable();
    borders.dedup();
    let mut pieces = Vec::new();
    for pair in borders.windows(2) {
        let stretch = Span::new(pair[0], pair[1]);
        if !color {
            pieces.extend(opening(&marks, stretch.start).map(plain));
        }
        let covering = marks.iter().filter(|(span, _)| span.contains(stretch)).map(|(_, role)| *role);
        pieces.push(piece(clean(stretch.slice(text)), style(covering)));
        if !color {
            pieces.extend(closing(&marks, stretch.end).map(plain));
        }
    }
    pieces
}

/// The marks of the statement that lie in the sentence, widest first.
fn marks(statement: &Statement, sentence: Span) -> Vec<(Span, Role)> {
    let sources = statement.sources.iter().map(|source| (source.span, Role::Source));
    let cue = statement.cue.map(|cue| (cue, Role::Cue));
    let all = [(statement.content, Role::Content)].into_iter().chain(cue).chain(sources);
    let mut marks: Vec<(Span, Role)> =
        all.filter(|(span, _)| sentence.contains(*span) && !span.is_empty()).collect();
    marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    marks.dedup_by_key(|(span, _)| *span);
    marks
}

/// The opening brackets at a border, widest mark first.
fn opening(marks: &[(Span, Role)], at: usize) -> impl Iterator<Item = &'static str> {
    marks.iter().filter(move |(span, _)| span.start == at).map(|(_, role)| match role {
        Role::Content => "[",
        Role::Cue => "<",
        Role::Source => "{",
    })
}

/// The closing brackets at a border, widest mark last.
fn closing(marks: &[(Span, Role)], at: usize) -> impl Iterator<Item = &'static str> {
    marks.iter().rev().filter(move |(span, _)| span.end == at).map(|(_, role)| match role {
        Role::Content => "]",
        Role::Cue => ">",
        Role::Source => "}",
    })
}

/// The look of a stretch: a source inside a content looks like a source.
fn style(roles: impl Iterator<Item = Role>) -> Style {
    roles.fold(Style::Plain, |style, role| match (style, role) {
        (_, Role::Source) | (Style::Source, _) => Style::Source,
        (_, Role::Cue) | (Style::Cue, _) => Style::Cue,
        _ => Style::Content,
    })
}
