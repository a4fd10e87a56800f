//! The claims of a story by weight: status, count as an interval, words, origins with their chains, the
//! weakest link, where each stands.

use woozle::StoryAnswer;
use woozle::corroboration::{Claim, Origin, Status};

use super::{Cut, heading, more};
use crate::shown::{Shown, count, interval, one_line, status};
use crate::wrap::{Sheet, Style, piece, plain};

/// Most characters of a claim that the short list quotes.
const LONGEST_QUOTE: usize = 230;

/// Writes the heaviest claims.
pub(super) fn claims(sheet: &mut Sheet, shown: &Shown<'_>, story: (usize, &StoryAnswer), cut: Cut) {
    let all = &story.1.findings.claims;
    if all.is_empty() {
        return;
    }
    heading(sheet, "CLAIMS, HEAVIEST FIRST");
    for (at, claim) in all.iter().enumerate().take(cut.claims) {
        one_claim(sheet, shown, &shown.ids.claim(story.0, at), claim);
    }
    more(sheet, all.len(), cut.claims, "");
}

fn one_claim(sheet: &mut Sheet, shown: &Shown<'_>, id: &str, claim: &Claim) {
    let reports = shown.reports_of(&claim.statements);
    let counts = format!(" · {} · {}", interval(claim), count(reports.len(), "report"));
    let margin = format!("{id:<3} ");
    let head = [
        piece(status(claim.status), style(claim.status)),
        plain(counts),
        piece(format!(" ({})", shown.report_ids(&reports)), Style::Faint),
    ];
    sheet.paragraph(&[piece(&margin, Style::Faint)], margin.len(), &head);
    let words = piece(shown.quoted(claim.representative, LONGEST_QUOTE), Style::Strong);
    sheet.paragraph(&[plain("    ")], 5, &[words]);
    for origin in &claim.origins {
        one_origin(sheet, shown, origin);
    }
    let own = shown.voices(claim);
    if !own.is_empty() {
        let words = format!(
            "{} in {} own voice",
            shown.report_ids(&own),
            if own.len() == 1 { "its" } else { "their" }
        );
        sheet.paragraph(&[plain("    · ")], 6, &[plain(words)]);
    }
    for common in &claim.common {
        sheet.paragraph(&[plain("    = ")], 6, &[plain(shown.common(common))]);
    }
    if let Some(weakest) = &claim.weakest {
        let pieces = [piece("weakest: ", Style::Doubtful), plain(one_line(weakest))];
        sheet.paragraph(&[plain("    ! ")], 6, &pieces);
    }
}

fn one_origin(sheet: &mut Sheet, shown: &Shown<'_>, origin: &Origin) {
    let mut pieces = vec![plain(shown.chains(origin).join("; "))];
    if let Some(affiliation) = &origin.affiliation {
        pieces.push(piece(format!(" ({})", one_line(affiliation)), Style::Faint));
    }
    if origin.denies {
        pieces.push(piece(" · denies", Style::Bad));
    } else if origin.group.is_none() {
        pieces.push(piece(" · a relay, not counted", Style::Faint));
    }
    sheet.paragraph(&[plain("    · ")], 6, &pieces);
}

/// The colour of a status; its word says the same.
fn style(status: Status) -> Style {
    match status {
        Status::Corroborated => Style::Good,
        Status::SingleOrigin => Style::Doubtful,
        Status::Unattributed => Style::Source,
        Status::Disputed => Style::Bad,
    }
}
