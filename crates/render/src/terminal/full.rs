//! Every statement of a story in its sentence, with source, cue and content marked: by styles on a
//! coloured terminal, by brackets without colour.

use woozle::StoryAnswer;
use woozle::attribution::{Certainty, Manner, Polarity, Statement, StatementKind};
use woozle::corroboration::StatementRef;

use super::heading;
use super::marks::{legend, marked};
use crate::shown::Shown;
use crate::wrap::{Piece, Sheet, Style, piece, plain};

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

fn one(sheet: &mut Sheet, shown: &Shown<'_>, at: StatementRef, color: bool) {
    let Some(statement) = shown.statement(at) else { return };
    let id = format!("{:<4} ", shown.ids.statement(at));
    sheet.paragraph(&[piece(&id, Style::Faint)], 5, &tag(shown, at, statement));
    let text = shown.report(at.report).map_or("", |report| report.text.as_str());
    let pieces = marked(text, shown.sentence(at), &[(String::new(), statement)], color);
    sheet.paragraph(&[plain("     ")], 5, &pieces);
}

/// "Meridian News ← a transport official · c1 · indirect · likely · denied".
pub(super) fn tag(shown: &Shown<'_>, at: StatementRef, statement: &Statement) -> Vec<Piece> {
    let links = shown.links(at);
    let mut tag = vec![if links.is_empty() { piece("own voice", Style::Faint) } else { plain(links) }];
    let mut add = |words: String, style| tag.extend([piece(" · ", Style::Faint), piece(words, style)]);
    if let Some((story, claim)) = shown.ids.claim_of(at) {
        add(shown.ids.claim(story, claim), Style::Faint);
    }
    if statement.manner != Manner::Narration {
        add(statement.manner.as_str().to_owned(), Style::Faint);
    }
    if statement.certainty != Certainty::Certain {
        add(statement.certainty.as_str().to_owned(), Style::Doubtful);
    }
    if statement.polarity == Polarity::Denied {
        add(statement.polarity.as_str().to_owned(), Style::Bad);
    }
    match statement.kind {
        StatementKind::Ordinary => (),
        StatementKind::Headline => add("headline".to_owned(), Style::Faint),
        StatementKind::NoComment => add("no comment".to_owned(), Style::Faint),
    }
    tag
}
