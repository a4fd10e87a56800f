//! An answer in, a screen that an editor can act on out: from many reports to few origins, the claims by
//! weight, where the reports disagree, what was denied, who has it from whom.
//!
//! Every line can be read without colour. It prints nothing and asks no terminal: the width comes in.

mod changes;
mod claims;
mod full;
mod marks;
mod statements;

pub use statements::statements_terminal;
use woozle::corroboration::EdgeKind;
use woozle::text::{Published, Report};
use woozle::{Answer, StoryAnswer};

use crate::shown::{Shown, count, one_line};
use crate::wrap::{Piece, Sheet, Style, piece, plain};

/// How the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Columns to wrap to.
    pub width: usize,
    /// Whether to use colour.
    pub color: bool,
    /// Whether to show every claim and every statement in its sentence.
    pub full: bool,
}

/// How many reports, claims, differences and derivations of a story the short answer shows.
#[derive(Clone, Copy)]
struct Cut {
    reports: usize,
    claims: usize,
    others: usize,
}

impl Cut {
    fn new(options: TerminalOptions, stories: usize) -> Self {
        match (options.full, stories) {
            (true, _) => Self { reports: usize::MAX, claims: usize::MAX, others: usize::MAX },
            (_, 0 | 1) => Self { reports: 8, claims: 5, others: 6 },
            _ => Self { reports: 5, claims: 3, others: 3 },
        }
    }
}

/// The answer as text for a terminal, ending with a line break.
#[must_use]
pub fn terminal(answer: &Answer, options: TerminalOptions) -> String {
    let shown = Shown::new(answer);
    let mut sheet = Sheet::new(options.width, options.color);
    if answer.statements.iter().all(Vec::is_empty) {
        sheet.paragraph(
            &[],
            0,
            &[plain("No statement was found in "), plain(count(answer.reports.len(), "report"))],
        );
    }
    let cut = Cut::new(options, answer.stories.len());
    for (number, story) in answer.stories.iter().enumerate() {
        sheet.gap();
        one_story(&mut sheet, &shown, (number, story), cut);
        if options.full {
            full::statements(&mut sheet, &shown, story, options.color);
        }
    }
    if let Some(what_if) = &answer.what_if {
        changes::what_if(&mut sheet, &shown, what_if);
    }
    notices(&mut sheet, &shown, cut);
    if !answer.stories.is_empty() && !options.full {
        sheet.gap();
        let way = "woozle explain ID PATH… shows the evidence behind an id; --full shows every statement.";
        sheet.paragraph(&[], 0, &[piece(way, Style::Faint)]);
    }
    sheet.into_text()
}

fn one_story(sheet: &mut Sheet, shown: &Shown<'_>, story: (usize, &StoryAnswer), cut: Cut) {
    let (number, found) = story;
    let id = shown.ids.story(number) + "  ";
    sheet.paragraph(&[piece(&id, Style::Faint)], id.len(), &[piece(shown.title(found), Style::Strong)]);
    sheet.paragraph(&[], 4, &[plain(shown.waterfall(found))]);
    reports(sheet, shown, found, cut);
    claims::claims(sheet, shown, story, cut);
    discrepancies(sheet, shown, story, cut);
    denials(sheet, shown, story);
    changes::doubts(sheet, shown, story, cut);
    changes::alterations(sheet, shown, story, cut);
    lineage(sheet, shown, story, cut);
}

/// A heading over a section.
fn heading(sheet: &mut Sheet, words: &str) {
    sheet.gap();
    sheet.paragraph(&[], 0, &[piece(words, Style::Strong)]);
}

/// An id in the margin, and the paragraph beside it.
fn entry(sheet: &mut Sheet, id: &str, pieces: &[Piece]) {
    let margin = format!("{id:<3} ");
    sheet.paragraph(&[piece(&margin, Style::Faint)], margin.len(), pieces);
}

/// Says how many more there are.
fn more(sheet: &mut Sheet, all: usize, shown: usize, noun: &str) {
    if let Some(hidden @ 1..) = all.checked_sub(shown) {
        let noun = if noun.is_empty() { String::new() } else { format!(" {noun}") };
        sheet.paragraph(
            &[plain("    ")],
            4,
            &[piece(format!("… {hidden} more{noun}: --full"), Style::Faint)],
        );
    }
}

fn reports(sheet: &mut Sheet, shown: &Shown<'_>, story: &StoryAnswer, cut: Cut) {
    let members = &story.story.reports;
    for &report in members.iter().take(cut.reports) {
        let Some(found) = shown.report(report) else { continue };
        let (name, rest) = about(found);
        entry(sheet, &shown.ids.report(report), &[plain(name), piece(rest, Style::Faint)]);
    }
    more(sheet, members.len(), cut.reports, "reports");
}

/// What the report is called, and " · by …", day and path as far as they are known.
fn about(report: &Report) -> (String, String) {
    let label = report.label();
    let mut rest = Vec::new();
    rest.extend(report.byline.as_deref().map(|byline| format!("by {}", one_line(byline))));
    rest.extend(report.published.map(Published::iso));
    rest.extend(report.path.as_deref().filter(|path| *path != label).map(one_line));
    (one_line(label), rest.iter().map(|part| format!(" · {part}")).collect())
}

fn discrepancies(sheet: &mut Sheet, shown: &Shown<'_>, story: (usize, &StoryAnswer), cut: Cut) {
    let all = &story.1.findings.discrepancies;
    if all.is_empty() {
        return;
    }
    heading(sheet, "WHERE THE REPORTS DISAGREE");
    for (at, one) in all.iter().enumerate().take(cut.others) {
        let claim = shown.ids.claim(story.0, one.claim);
        let mut pieces = vec![piece(one.kind.as_str(), Style::Bad), plain(format!(" ({claim}): "))];
        for (place, (value, reports)) in shown.values(one).into_iter().enumerate() {
            pieces.extend((place > 0).then(|| piece(" | ", Style::Faint)));
            pieces.push(piece(value, Style::Strong));
            pieces.push(plain(format!(" {}", shown.report_ids(&reports))));
        }
        entry(sheet, &shown.ids.discrepancy(story.0, at), &pieces);
    }
    more(sheet, all.len(), cut.others, "");
}

fn denials(sheet: &mut Sheet, shown: &Shown<'_>, story: (usize, &StoryAnswer)) {
    let all = &story.1.findings.denials;
    if all.is_empty() {
        return;
    }
    heading(sheet, "DENIED");
    for denial in all {
        let by: Vec<String> = denial.statements.iter().map(|&at| shown.chain(at)).collect();
        let mut pieces = vec![plain(by.join("; "))];
        if !denial.dropped_by.is_empty() {
            pieces.push(piece(" · left out by ", Style::Bad));
            let names: Vec<String> = denial.dropped_by.iter().map(|&at| shown.report_name(at)).collect();
            pieces.push(plain(names.join(", ")));
        }
        entry(sheet, &shown.ids.claim(story.0, denial.claim), &pieces);
    }
}

fn lineage(sheet: &mut Sheet, shown: &Shown<'_>, story: (usize, &StoryAnswer), cut: Cut) {
    let all = &story.1.findings.lineage;
    if all.is_empty() {
        return;
    }
    heading(sheet, "WHO HAS IT FROM WHOM");
    for (at, edge) in all.iter().enumerate().take(cut.others) {
        let mut pieces = vec![plain(shown.edge(edge))];
        match edge.kind {
            EdgeKind::Credited => pieces.push(piece(" · credited", Style::Good)),
            EdgeKind::Inferred => {
                pieces.push(piece(" · inferred", Style::Doubtful));
                let why: Vec<String> = edge.evidence.iter().map(|evidence| one_line(&evidence.why)).collect();
                pieces.push(plain(format!(": {}", why.join("; "))));
            }
        }
        entry(sheet, &shown.ids.lineage(story.0, at), &pieces);
    }
    more(sheet, all.len(), cut.others, "");
}

fn notices(sheet: &mut Sheet, shown: &Shown<'_>, cut: Cut) {
    let all = shown.notices();
    if all.is_empty() {
        return;
    }
    heading(sheet, "NOTICES");
    for (report, message) in all.iter().take(cut.reports) {
        entry(sheet, &shown.ids.report(*report), &[plain(message)]);
    }
    more(sheet, all.len(), cut.reports, "notices");
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::{TerminalOptions, terminal};
    use crate::fixture;

    fn screen(width: usize, color: bool, full: bool) -> String {
        terminal(&fixture::answer(), TerminalOptions { width, color, full })
    }

    /// The text with each run of white space as one space.
    fn flat(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_screen_says_what_an_editor_needs() {
        let text = flat(&screen(80, false, false));
        for words in [
            "5 reports → 4 distinct texts → 4 outlets → origins: established 4, possible 6",
            "SINGLE-ORIGIN · 1–2 origins · 4 reports",
            "“The Halden ferry will stop sailing on Monday”",
            "r1 ← Meridian News ← a transport official",
            "weakest: one unnamed official, through Meridian News",
            "speaker (c3): Ane Lunde r1, r4 | Jonas Brandt r5",
            "number (c4): Forty-two r1 | Forty-seven r2",
            "left out by r2 Harbour Times, r5 Radio Velm",
            "r1 ← r4 Meridian News · credited",
            "r2 ← r1 The Coastal Post · inferred: twelve words in a row are the same in both",
            "r5 ← Baltic Wire (not among the reports) · credited",
            "r3 the text is in German",
            "every chain passes through Meridian News (1 origin known through it) · credited",
            "DOUBTED c1 r5 ← Minister",
            "a1 source multiplied (c1): r4 “a transport official familiar with the inspection” → r1 “a transport official” · connection credited",
            "Norvik Line · source · 3 statements left out",
            "c2 DISPUTED 1–2 origins → SINGLE-ORIGIN 1 origin · without s8, s20",
            "… 3 more: --full",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        assert!(!text.to_lowercase().contains("confirmed"));
    }

    #[test]
    fn no_line_is_wider_than_the_window_and_colour_changes_no_word() {
        for width in [40, 80, 120] {
            for full in [false, true] {
                let plain = screen(width, false, full);
                for line in plain.lines() {
                    assert!(line.width() <= width, "{line}");
                    assert_eq!(line.trim_end(), line);
                }
            }
            let (plain, mut coloured) = (screen(width, false, false), screen(width, true, false));
            while let Some(start) = coloured.find('\u{1b}') {
                let end = start + coloured[start..].find('m').expect("every escape ends");
                coloured.replace_range(start..=end, "");
            }
            assert_eq!(coloured, plain);
        }
    }

    #[test]
    fn the_full_answer_marks_source_cue_and_content() {
        let text = flat(&screen(100, false, true));
        assert!(text.contains("[The Halden ferry will stop sailing on Monday], {a transport official} <told> {Meridian News}."), "{text}");
        assert!(text.contains("s2 Meridian News ← a transport official · c1"), "{text}");
        assert!(text.contains("c8"), "no claim is left out");
    }

    #[test]
    fn strangers_text_cannot_steer_the_terminal() {
        let mut answer = fixture::answer();
        answer.reports[0].outlet = Some("Evil\u{1b}]0;owned\u{7}\u{202E} Post".into());
        answer.reports[0]
            .notices
            .push(woozle::text::Notice::new(woozle::text::NoticeKind::Other, "a\u{1b}[2Jb"));
        for full in [false, true] {
            let text = terminal(&answer, TerminalOptions { width: 80, color: false, full });
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202E}']));
        }
    }

    #[test]
    fn nothing_found_is_said() {
        let text = terminal(&fixture::nothing(), TerminalOptions { width: 80, color: false, full: false });
        assert_eq!(text, "No statement was found in 0 reports\n");
    }
}
