//! Reports and their statements in, each report's text with the statements marked out, and beside each statement
//! its chain, manner, certainty and polarity. Nothing is compared between reports.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use woozle::Answer;
use woozle::attribution::{Manner, Source, SourceKind, Statement};
use woozle::corroboration::StatementRef;
use woozle::text::{Report, Span};

use super::full::tag;
use super::marks::{legend, marked};
use super::{Cut, TerminalOptions, about, entry, notices};
use crate::shown::{Shown, count, one_line};
use crate::wrap::{Piece, Sheet, Style, piece, plain};

/// Columns before the text of a report, and before what is said of a statement.
const TEXT: usize = 4;
const ASIDE: usize = 6;

/// The reports with their statements as text for a terminal, ending with a line break.
///
/// Every statement is shown; `full` changes nothing.
#[must_use]
pub fn statements_terminal(answer: &Answer, options: TerminalOptions) -> String {
    let shown = Shown::new(answer);
    let mut sheet = Sheet::new(options.width, options.color);
    if answer.statements.iter().all(Vec::is_empty) {
        let count = count(answer.reports.len(), "report");
        sheet.paragraph(&[], 0, &[plain("No statement was found in "), plain(count)]);
    } else {
        sheet.paragraph(&[], 0, &legend(options.color));
    }
    for (number, report) in answer.reports.iter().enumerate() {
        sheet.gap();
        one_report(&mut sheet, &shown, (number, report), options.color);
    }
    notices(&mut sheet, &shown, Cut { reports: usize::MAX, claims: usize::MAX, others: usize::MAX });
    sheet.into_text()
}

fn one_report(sheet: &mut Sheet, shown: &Shown<'_>, (number, report): (usize, &Report), color: bool) {
    let (name, rest) = about(report);
    entry(sheet, &shown.ids.report(number), &[piece(name, Style::Strong), piece(rest, Style::Faint)]);
    let statements = shown.answer.statements.get(number).map_or(&[][..], Vec::as_slice);
    sheet.paragraph(&[plain("    ")], TEXT, &[piece(counts(statements), Style::Faint)]);
    let sources = sources(statements);
    if !sources.is_empty() {
        sheet.paragraph(&[piece("    sources: ", Style::Faint)], TEXT + 2, &sources);
    }
    let mut block = None;
    for passage in passages(shown, number) {
        let here = report.blocks.partition_point(|block| block.span.end <= passage.span.start);
        if block != Some(here) {
            sheet.gap();
        }
        block = Some(here);
        one_passage(sheet, shown, number, &passage, color);
    }
}

/// "12 statements: 9 from others, 3 in its own voice".
fn counts(statements: &[Statement]) -> String {
    let own = statements.iter().filter(|statement| statement.sources.is_empty()).count();
    let all = count(statements.len(), "statement");
    match (statements.len() - own, own) {
        (0, 0) => "no statement".to_owned(),
        (0, _) => format!("{all}, all in its own voice"),
        (_, 0) => format!("{all}, none in its own voice"),
        (from, own) => format!("{all}: {from} from others, {own} in its own voice"),
    }
}

/// Every origin with the number of its statements: those with most first, else in order of the text.
fn sources(statements: &[Statement]) -> Vec<Piece> {
    let mut places: BTreeMap<(&str, SourceKind), usize> = BTreeMap::new();
    let mut found: Vec<(&Source, usize)> = Vec::new();
    for origin in statements.iter().filter_map(Statement::origin) {
        let place = *places.entry((&origin.name, origin.kind)).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => found.push((origin, 1)),
        }
    }
    found.sort_by_key(|&(_, count)| Reverse(count));
    let mut pieces = Vec::new();
    for (number, (origin, count)) in found.into_iter().enumerate() {
        // Spaces that do not break keep the number and the dot at the name.
        pieces.extend((number > 0).then(|| piece("\u{a0}· ", Style::Faint)));
        pieces.push(piece(one_line(&origin.name), Style::Source));
        pieces.push(plain(format!("\u{a0}{count}")));
    }
    pieces
}

/// Sentences that statements hold together, and the numbers of the statements whose content begins there.
struct Passage {
    span: Span,
    statements: Vec<usize>,
}

/// The sentences of a report in order, those together that one statement covers.
fn passages(shown: &Shown<'_>, report: usize) -> Vec<Passage> {
    let statements = shown.answer.statements.get(report).map_or(&[][..], Vec::as_slice);
    let analysis = shown.answer.analyses.get(report);
    let sentences = analysis.map_or(&[][..], |analysis| &analysis.sentences);
    let held = |at| (shown.sentence(StatementRef { report, statement: at }), Some(at));
    let mut spans: Vec<(Span, Option<usize>)> = (0..statements.len()).map(held).collect();
    spans.extend(sentences.iter().map(|sentence| (sentence.span, None)));
    spans.sort_by_key(|&(span, at)| (span.start, span.end, at));
    let mut passages: Vec<Passage> = Vec::new();
    for (span, at) in spans {
        match passages.last_mut() {
            Some(last) if span.start < last.span.end => {
                last.span = last.span.cover(span);
                last.statements.extend(at);
            }
            _ => passages.push(Passage { span, statements: at.into_iter().collect() }),
        }
    }
    for passage in &mut passages {
        passage.statements.sort_by_key(|&at| (statements[at].content.start, at));
    }
    passages
}

/// The words of a passage, and under them what is said of each statement.
fn one_passage(sheet: &mut Sheet, shown: &Shown<'_>, report: usize, passage: &Passage, color: bool) {
    let text = shown.report(report).map_or("", |report| report.text.as_str());
    let at = |&statement: &usize| StatementRef { report, statement };
    let found: Vec<(StatementRef, &Statement)> =
        passage.statements.iter().map(at).filter_map(|at| Some((at, shown.statement(at)?))).collect();
    // Alone, what the report says itself needs no mark, and nothing needs its id.
    let several = found.len() > 1;
    let worth = found.iter().filter(|(_, one)| several || one.manner != Manner::Narration);
    let marks: Vec<(String, &Statement)> = worth
        .map(|&(at, one)| (if several { shown.ids.statement(at) } else { String::new() }, one))
        .collect();
    sheet.paragraph(&[plain("    ")], TEXT, &marked(text, passage.span, &marks, color));
    for (at, one) in found {
        let id = format!("{}{:<4} ", " ".repeat(ASIDE), shown.ids.statement(at));
        let hang = id.len() + 2;
        sheet.paragraph(&[piece(&id, Style::Faint)], hang, &tag(shown, at, one));
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::fixture;

    fn screen(width: usize, color: bool) -> String {
        let answer = Answer { stories: Vec::new(), what_if: None, ..fixture::answer() };
        statements_terminal(&answer, TerminalOptions { width, color, full: false })
    }

    fn flat(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_report_is_its_text_with_statements_marked_and_told() {
        let text = flat(&screen(100, false));
        for words in [
            // A sentence with one statement.
            "[The Halden ferry will stop sailing on Monday], {a transport official} <told> {Meridian News}. \
             s2 Meridian News ← a transport official · indirect",
            // What a report says itself is told, not marked.
            " Nobody was hurt. s5 own voice",
            "{Norvik Line}, which runs the ferry, <denied> that [the hull was torn.] s8 Norvik Line · \
             indirect · denied",
            "{It} <said> [the ship “may sail again within days”]. s9 Norvik Line · mixed · possible",
            "9 statements: 7 from others, 2 in its own voice",
            "sources: a transport official 2 · Norvik Line 2 · the Coast Guard 1 · ",
            "s1 a transport official · indirect · headline",
            "r3 Inselbote · 2031-03-11",
            "no statement",
            "NOTICES",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        assert!(!text.contains(" c1"), "there are no claims where nothing is compared");
    }

    #[test]
    fn several_statements_of_a_sentence_bear_their_ids() {
        let mut answer = fixture::answer();
        answer.stories.clear();
        // The same sentence, twice more: once for its second half, once with the same content.
        let all = &mut answer.statements[0];
        let (whole, mut half) = (all[6].clone(), all[6].clone());
        half.content.start += "“We cannot ".len();
        all.splice(7..7, [half, whole]);
        let text =
            flat(&statements_terminal(&answer, TerminalOptions { width: 100, color: false, full: false }));
        let words = "[s7, s9: “We cannot [s8: guarantee the hull,”]] chief inspector {Ane Lunde} <said> on Tuesday. \
                     s7 Ane Lunde · direct s9 Ane Lunde · direct s8 Ane Lunde · direct";
        assert!(text.contains(words), "{text}");
    }

    #[test]
    fn strangers_text_cannot_steer_the_terminal() {
        let mut answer = fixture::answer();
        answer.statements[0][1].sources[0].name = "Evil\u{1b}]0;owned\u{7}\u{202E} Post".into();
        answer.reports[0].outlet = Some("a\u{1b}[2Jb".into());
        let text = statements_terminal(&answer, TerminalOptions { width: 80, color: false, full: false });
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202E}']));
    }

    #[test]
    fn nothing_found_is_said() {
        let options = TerminalOptions { width: 80, color: false, full: false };
        assert_eq!(
            statements_terminal(&fixture::nothing(), options),
            "No statement was found in 0 reports\n"
        );
    }

    #[test]
    fn no_line_is_wider_than_the_window_and_colour_changes_no_word_but_the_marks() {
        for width in [40, 80, 120] {
            for line in screen(width, false).lines() {
                assert!(line.width() <= width, "{line}");
                assert_eq!(line.trim_end(), line);
            }
        }
        let mut coloured = screen(400, true);
        while let Some(start) = coloured.find('\u{1b}') {
            let end = start + coloured[start..].find('m').expect("every escape ends");
            coloured.replace_range(start..=end, "");
        }
        let words = |text: &str| flat(&text.replace(['[', ']', '<', '>', '{', '}'], ""));
        assert_eq!(words(&coloured), words(&screen(400, false)));
    }
}
