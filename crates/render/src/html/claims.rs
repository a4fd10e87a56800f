//! The claims of a story by weight: status, count, and, once chosen, origins, chains and evidence.

use maud::{Markup, html};
use woozle::StoryAnswer;
use woozle::attribution::{Certainty, Manner, Polarity, SourceKind, Statement};
use woozle::corroboration::{Claim, Origin, StatementRef, Status};

use super::changes::common;
use super::count::{interval, shape, status, word};
use super::header::plural;
use super::marks::quoted;
use super::reasons::reasons;
use super::safe::safe;
use super::view::View;

/// The list from which a claim is chosen.
pub(super) fn claims(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let id = view.story_id(number);
    html! {
        section.claims id={ (id) "-claims" } aria-labelledby={ (id) "-claims-title" } {
            div.bar {
                h2 id={ (id) "-claims-title" } { "Claims" }
                (filter(story))
            }
            ol.claim-list {
                @for (index, claim) in story.findings.claims.iter().enumerate() {
                    (claim_item(view, &view.claim_id(number, index), story, claim))
                }
            }
        }
    }
}

/// Buttons that keep only the claims of one status.
fn filter(story: &StoryAnswer) -> Markup {
    let all = [Status::Disputed, Status::SingleOrigin, Status::Corroborated, Status::Unattributed];
    let count = |status| story.findings.claims.iter().filter(|claim| claim.status == status).count();
    html! {
        div.filter role="group" aria-label="Show claims by status" {
            @for status in all.into_iter().filter(|&status| count(status) > 0) {
                button type="button" aria-pressed="false" data-status=(status.as_str()) {
                    (shape(status)) (word(status)) " " span.number { (count(status)) }
                }
            }
        }
    }
}

/// A claim as a button, and what shows when it is chosen.
fn claim_item(view: &View, id: &str, story: &StoryAnswer, claim: &Claim) -> Markup {
    let stated = view.reports_of(&claim.statements);
    html! {
        li.claim id=(id) data-status=(claim.status.as_str()) {
            button.choose type="button" aria-pressed="false" aria-expanded="false" aria-controls={ (id) "-panel" } {
                span.line { span.id { (id) } (status(claim.status)) (interval(claim)) }
                span.words dir="auto" { (view.claim_words(claim)) }
                span.line.quiet {
                    span { "in " (stated) " of " (plural(story.story.reports.len(), "report")) }
                    @if let Some(weakest) = &claim.weakest { span.weakest dir="auto" { "weakest link: " (safe(weakest)) } }
                }
            }
            div.panel id={ (id) "-panel" } role="region" aria-label={ "Origins and evidence of claim " (id) } {
                @if let Some(weakest) = &claim.weakest {
                    p.weak { b { "Weakest link" } " " span dir="auto" { (safe(weakest)) } }
                }
                (common(view, &claim.common))
                (origins(view, claim))
                @if !claim.evidence.is_empty() { h3 { "Why this count" } (reasons(view, &claim.evidence)) }
            }
        }
    }
}

/// Who stands behind the claim and by which chains; then who states it without a source.
fn origins(view: &View, claim: &Claim) -> Markup {
    let attributed = |at: &StatementRef| claim.origins.iter().any(|origin| origin.statements.contains(at));
    let own: Vec<StatementRef> = claim.statements.iter().filter(|at| !attributed(at)).copied().collect();
    html! {
        ul.origins {
            @for (number, origin) in claim.origins.iter().enumerate() {
                li.origin {
                    p.who { b dir="auto" { (safe(&origin.name)) } " " span.quiet { (describe(origin)) } }
                    @if origin.denies { p.mark.denies { "denies the claim" } }
                    @if let Some(together) = together(claim, number) { p.quiet { (together) } }
                    (passages(view, &origin.statements))
                    (reasons(view, &origin.evidence))
                }
            }
            @if !own.is_empty() {
                li.origin {
                    p.who { b { "No source named" } " " span.quiet { "counts as no origin" } }
                    (passages(view, &own))
                }
            }
        }
    }
}

/// The kind of the origin and whom it speaks for.
fn describe(origin: &Origin) -> String {
    let kind = match origin.kind {
        SourceKind::Unnamed => "not named",
        kind => kind.as_str(),
    };
    match &origin.affiliation {
        Some(affiliation) => format!("{kind}, {}", safe(affiliation)),
        None => kind.to_owned(),
    }
}

/// With whom the origin counts as one, or that it does not count.
fn together(claim: &Claim, number: usize) -> Option<String> {
    let Some(group) = claim.origins[number].group else {
        return Some("relays only: counts as no origin".to_owned());
    };
    let others = claim.origins.iter().enumerate();
    let names: Vec<String> = others
        .filter(|(other, origin)| *other != number && origin.group == Some(group))
        .map(|(_, origin)| safe(&origin.name))
        .collect();
    (!names.is_empty()).then(|| format!("counts as one with {}", names.join(", ")))
}

/// Each statement with its chain, in its sentence.
fn passages(view: &View, statements: &[StatementRef]) -> Markup {
    html! {
        ul.passages {
            @for &at in statements {
                @if let Some(statement) = view.statement(at) {
                    li {
                        p.chain { a href={ "#" (view.statement_id(at)) } { (view.label(at.report)) }
                            (chain(statement)) (manner(statement)) }
                        blockquote dir="auto" { p { (quoted(view, at, view.sentence(at))) } }
                    }
                }
            }
        }
    }
}

/// The links from the one nearest the report outward.
fn chain(statement: &Statement) -> Markup {
    html! {
        @for source in &statement.sources {
            span.from { " ← " } bdi { (safe(&source.name)) }
        }
    }
}

/// How the statement is put, where it is worth a word.
fn manner(statement: &Statement) -> Markup {
    let manner = match statement.manner {
        Manner::Narration => "own voice",
        manner => manner.as_str(),
    };
    html! {
        span.manner {
            (manner)
            @if statement.certainty != Certainty::Certain { ", " (statement.certainty.as_str()) }
            @if statement.polarity == Polarity::Denied { ", " b { "denied" } }
        }
    }
}
