//! A passage and its statements in, the passage with source, cue and content marked out: by styles on a coloured
//! terminal, by brackets without colour.

use std::cmp::Reverse;

use woozle::attribution::Statement;
use woozle::text::Span;

use crate::shown::clean;
use crate::wrap::{Piece, Style, piece, plain};

/// What a stretch of a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Content,
    Cue,
    Source,
}

/// A stretch that is marked, and the ids of the statements that it belongs to, where those are shown.
struct Mark {
    span: Span,
    role: Role,
    ids: String,
}

/// What the marks mean.
pub(super) fn legend(color: bool) -> Vec<Piece> {
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

/// The passage of the text, cut where a mark begins or ends. Each statement comes with its id, which is shown
/// where its content begins, or with none.
pub(super) fn marked(
    text: &str,
    passage: Span,
    statements: &[(String, &Statement)],
    color: bool,
) -> Vec<Piece> {
    let marks = marks(statements, passage);
    let mut borders: Vec<usize> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    borders.extend([passage.start, passage.end]);
    borders.sort_unstable();
    borders.dedup();
    let (mut pieces, mut open) = (Vec::new(), Vec::new());
    let mut rest = marks.iter().peekable();
    for pair in borders.windows(2) {
        let stretch = Span::new(pair[0], pair[1]);
        while let Some(mark) = rest.next_if(|mark| mark.span.start == stretch.start) {
            pieces.extend((!color).then(|| plain(brackets(mark.role).0)));
            if !mark.ids.is_empty() {
                pieces.push(piece(format!("{}:\u{a0}", mark.ids), Style::Faint));
            }
            open.push(mark);
        }
        let style = style(open.iter().map(|mark| mark.role));
        pieces.push(piece(clean(stretch.slice(text)), style));
        if !color {
            let ending = open.iter().rev().filter(|mark| mark.span.end == stretch.end);
            pieces.extend(ending.map(|mark| plain(brackets(mark.role).1)));
        }
        open.retain(|mark| mark.span.end > stretch.end);
    }
    pieces
}

/// The marks that lie in the passage, in order of their start, the widest first.
fn marks(statements: &[(String, &Statement)], passage: Span) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (id, statement) in statements {
        let sources = statement.sources.iter().map(|source| (source.span, Role::Source));
        let cue = statement.cue.map(|cue| (cue, Role::Cue));
        for (span, role) in [(statement.content, Role::Content)].into_iter().chain(cue).chain(sources) {
            if passage.contains(span) && !span.is_empty() {
                let ids = if role == Role::Content { id.clone() } else { String::new() };
                marks.push(Mark { span, role, ids });
            }
        }
    }
    marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.role));
    marks.dedup_by(|second, first| {
        let same = second.span == first.span && (second.role == first.role || statements.len() == 1);
        if same && !second.ids.is_empty() && first.ids != second.ids {
            first.ids = format!("{}, {}", first.ids, second.ids);
        }
        same
    });
    marks
}

/// The brackets around a mark.
fn brackets(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Content => ("[", "]"),
        Role::Cue => ("<", ">"),
        Role::Source => ("{", "}"),
    }
}

/// The look of a stretch: a source inside a content looks like a source.
fn style(roles: impl Iterator<Item = Role>) -> Style {
    roles.fold(Style::Plain, |style, role| match (style, role) {
        (_, Role::Source) | (Style::Source, _) => Style::Source,
        (_, Role::Cue) | (Style::Cue, _) => Style::Cue,
        _ => Style::Content,
    })
}
