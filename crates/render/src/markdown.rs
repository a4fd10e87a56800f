//! An answer in, Markdown for a wiki or a ticket out: the same parts and ids as on the terminal.
//!
//! Strangers' text carries no mark-up, no link and no mention of a user into the page.

use std::fmt::Write;

use woozle::corroboration::{Claim, EdgeKind};
use woozle::{Answer, StoryAnswer};

use crate::sanitize::harmless_markdown as safe;
use crate::shown::{Shown, count, interval, words_of};

/// The answer as Markdown (CommonMark with tables).
#[must_use]
pub fn markdown(answer: &Answer) -> String {
    let shown = Shown::new(answer);
    let mut text = String::new();
    if answer.statements.iter().all(Vec::is_empty) {
        let _ = writeln!(text, "No statement was found in {}.", count(answer.reports.len(), "report"));
    }
    for (number, story) in answer.stories.iter().enumerate() {
        one_story(&mut text, &shown, number, story);
    }
    if let Some(what_if) = &answer.what_if {
        let omissions = what_if.left_out.iter().map(|omission| safe(&shown.omission(omission)));
        let recounts = shown.recounts(what_if);
        let recounts = recounts.into_iter().map(|(id, _, words)| format!("**{id}** {}", safe(&words)));
        list(&mut text, "What if without", omissions.chain(recounts).collect());
    }
    let notices = shown.notices();
    let notices =
        notices.iter().map(|(report, words)| format!("**{}** {}", shown.ids.report(*report), safe(words)));
    list(&mut text, "Notices", notices.collect());
    text
}

fn one_story(text: &mut String, shown: &Shown<'_>, number: usize, story: &StoryAnswer) {
    let _ = writeln!(
        text,
        "# {} {}\n\n{}\n",
        shown.ids.story(number),
        safe(&shown.title(story)),
        shown.waterfall(story)
    );
    for &report in &story.story.reports {
        let path = shown.report(report).and_then(|report| report.path.as_deref()).unwrap_or("");
        let _ = writeln!(text, "- {} ({})", safe(&shown.report_name(report)), safe(path));
    }
    let findings = &story.findings;
    let claims = findings.claims.iter().enumerate();
    list(
        text,
        "Claims",
        claims.map(|(at, claim)| one_claim(shown, &shown.ids.claim(number, at), claim)).collect(),
    );
    discrepancies(text, shown, number, story);
    let denials = findings.denials.iter().map(|denial| {
        let by: Vec<String> = denial.statements.iter().map(|&at| safe(&shown.chain(at))).collect();
        let dropped = match denial.dropped_by.is_empty() {
            true => String::new(),
            false => format!("; left out by {}", shown.report_ids(&denial.dropped_by)),
        };
        format!("**{}** {}{dropped}", shown.ids.claim(number, denial.claim), by.join("; "))
    });
    list(text, "Denied", denials.collect());
    let doubts = findings.doubts.iter().map(|doubt| {
        let (by, words) = (shown.chain(doubt.statement), shown.quoted(doubt.statement, 400));
        format!("**{}** {}: {}", shown.ids.claim(number, doubt.claim), safe(&by), safe(&words))
    });
    list(text, "Doubted", doubts.collect());
    let alterations = findings.alterations.iter().enumerate().map(|(at, one)| {
        let (id, claim) = (shown.ids.alteration(number, at), shown.ids.claim(number, one.claim));
        format!("**{id}** {} ({claim}): {}", words_of(one.kind.as_str()), safe(&shown.alteration(one)))
    });
    list(text, "Changed on the way", alterations.collect());
    let lineage = findings.lineage.iter().enumerate().map(|(at, edge)| {
        let why: Vec<String> = edge.evidence.iter().map(|evidence| safe(&evidence.why)).collect();
        let kind = match edge.kind {
            EdgeKind::Credited => "credited".to_owned(),
            EdgeKind::Inferred => format!("inferred: {}", why.join("; ")),
        };
        format!("**{}** {} ({kind})", shown.ids.lineage(number, at), safe(&shown.edge(edge)))
    });
    list(text, "Who has it from whom", lineage.collect());
}

fn list(text: &mut String, heading: &str, items: Vec<String>) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n## {heading}\n");
    for item in items {
        let _ = writeln!(text, "- {item}");
    }
}

fn one_claim(shown: &Shown<'_>, id: &str, claim: &Claim) -> String {
    let words = safe(&shown.quoted(claim.representative, 400));
    let reports = shown.report_ids(&shown.reports_of(&claim.statements));
    let mut item = format!("**{id}** {words} — *{}*, {} ({reports})", claim.status.as_str(), interval(claim));
    for origin in &claim.origins {
        let role = match (origin.denies, origin.group) {
            (true, _) => " (denies)",
            (_, None) => " (a relay, not counted)",
            _ => "",
        };
        for chain in shown.chains(origin) {
            let _ = write!(item, "\n  - {}{role}", safe(&chain));
        }
    }
    for common in &claim.common {
        let _ = write!(item, "\n  - {}", safe(&shown.common(common)));
    }
    if let Some(weakest) = &claim.weakest {
        let _ = write!(item, "\n  - weakest: {}", safe(weakest));
    }
    item
}

fn discrepancies(text: &mut String, shown: &Shown<'_>, number: usize, story: &StoryAnswer) {
    if story.findings.discrepancies.is_empty() {
        return;
    }
    text.push_str("\n## Where the reports disagree\n\n| | claim | on | values |\n|---|---|---|---|\n");
    for (at, one) in story.findings.discrepancies.iter().enumerate() {
        let values = shown.values(one);
        let values: Vec<String> = values
            .iter()
            .map(|(value, reports)| format!("{} ({})", safe(value), shown.report_ids(reports)))
            .collect();
        let (id, claim) = (shown.ids.discrepancy(number, at), shown.ids.claim(number, one.claim));
        let _ = writeln!(text, "| {id} | {claim} | {} | {} |", one.kind.as_str(), values.join(" / "));
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::fixture;

    #[test]
    fn the_page_holds_claims_differences_and_lineage() {
        let text = markdown(&fixture::answer());
        for words in [
            "# t1 Halden ferry to stop on Monday",
            "- **c1** “The Halden ferry will stop sailing on Monday” — *single-origin*, 1–2 origins",
            "| d2 | c3 | speaker | Ane Lunde (r1, r4) / Jonas Brandt (r5) |",
            "left out by r2, r5",
            "- **l1** r1 ← r4 Meridian News (credited)",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
    }

    #[test]
    fn an_outlet_cannot_bring_a_table_a_link_or_a_tag() {
        let mut answer = fixture::answer();
        answer.reports[0].outlet = Some("|<script>[x](https://x)\n# big".into());
        let text = markdown(&answer);
        assert!(text.contains("\\|&lt;script&gt;\\[x\\](https&#58;//x) \\# big"), "{text}");
    }
}
