//! What was doubted, what changed on the way from report to report, and what is left of the counts without
//! some sources.

use woozle::{StoryAnswer, WhatIf};

use super::{Cut, entry, heading, more};
use crate::shown::{Shown, words_of};
use crate::wrap::{Sheet, Style, piece, plain};

/// Writes who doubts which claim.
pub(super) fn doubts(sheet: &mut Sheet, shown: &Shown<'_>, story: (usize, &StoryAnswer), cut: Cut) {
    let all = &story.1.findings.doubts;
    if all.is_empty() {
        return;
    }
    heading(sheet, "DOUBTED");
    for doubt in all.iter().take(cut.others) {
        let pieces = [
            plain(format!("{}: ", shown.chain(doubt.statement))),
            piece(shown.quoted(doubt.statement, 160), Style::Content),
        ];
        entry(sheet, &shown.ids.claim(story.0, doubt.claim), &pieces);
    }
    more(sheet, all.len(), cut.others, "");
}

/// Writes inflation and loss along the chains.
pub(super) fn alterations(sheet: &mut Sheet, shown: &Shown<'_>, story: (usize, &StoryAnswer), cut: Cut) {
    let all = &story.1.findings.alterations;
    if all.is_empty() {
        return;
    }
    heading(sheet, "CHANGED ON THE WAY");
    for (at, one) in all.iter().enumerate().take(cut.others) {
        let claim = shown.ids.claim(story.0, one.claim);
        let pieces = [
            piece(words_of(one.kind.as_str()), Style::Bad),
            plain(format!(" ({claim}): {}", shown.alteration(one))),
            piece(format!(" · connection {}", shown.edge_kind(one.connection)), Style::Faint),
        ];
        entry(sheet, &shown.ids.alteration(story.0, at), &pieces);
    }
    more(sheet, all.len(), cut.others, "");
}

/// Writes what was left out, and each claim's count before and after.
pub(super) fn what_if(sheet: &mut Sheet, shown: &Shown<'_>, what_if: &WhatIf) {
    heading(sheet, "WHAT IF WITHOUT");
    for omission in &what_if.left_out {
        sheet.paragraph(&[plain("  - ")], 4, &[plain(shown.omission(omission))]);
    }
    let recounts = shown.recounts(what_if);
    if recounts.is_empty() {
        sheet.paragraph(&[plain("    ")], 4, &[plain("no claim loses a statement")]);
    }
    for (id, changed, words) in recounts {
        let style = if changed { Style::Bad } else { Style::Faint };
        entry(sheet, &id, &[piece(words, style)]);
    }
}
