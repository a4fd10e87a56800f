//! What was doubted, what changed on the way from report to report, and what is left of the counts without
//! some sources.

use maud::{Markup, html};
use woozle::corroboration::{Alteration, CommonUpstream, Doubt, EdgeKind, Upstream, Value};
use woozle::{StoryAnswer, WhatIf};

use super::differences::claim_link;
use super::header::plural;
use super::reasons::{quotation, reasons};
use super::safe::{safe, squeeze};
use super::view::View;
use crate::shown::{Shown, words_of};

/// Who doubts which claim.
pub(super) fn doubts(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let all = &story.findings.doubts;
    let id = view.story_id(number);
    html! {
        @if !all.is_empty() {
            section.part id={ (id) "-doubts" } aria-labelledby={ (id) "-doubts-title" } {
                h2 id={ (id) "-doubts-title" } { "Doubts" }
                ul.cards { @for one in all { li { (doubt(view, number, story, one)) } } }
            }
        }
    }
}

fn doubt(view: &View, number: usize, story: &StoryAnswer, doubt: &Doubt) -> Markup {
    let at = doubt.statement;
    html! {
        p { (claim_link(view, number, story, doubt.claim)) }
        @if let Some(statement) = view.statement(at) {
            p { "doubted by " bdi { (statement.origin().map_or_else(|| "the report itself".to_owned(), |origin| safe(&origin.name))) }
                " in " a href={ "#" (view.statement_id(at)) } { (view.label(at.report)) } ": "
                (quotation(&view.quote(at.report, view.sentence(at)))) }
        }
        (reasons(view, &doubt.evidence))
    }
}

/// Inflation and loss along the chains.
pub(super) fn alterations(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let all = &story.findings.alterations;
    let id = view.story_id(number);
    html! {
        @if !all.is_empty() {
            section.part id={ (id) "-alterations" } aria-labelledby={ (id) "-alterations-title" } {
                h2 id={ (id) "-alterations-title" } { "Changed on the way" }
                ul.cards { @for (at, one) in all.iter().enumerate() {
                    li id=(view.alteration_id(number, at)) { (alteration(view, number, story, one)) }
                } }
            }
        }
    }
}

fn alteration(view: &View, number: usize, story: &StoryAnswer, one: &Alteration) -> Markup {
    html! {
        p { (claim_link(view, number, story, one.claim)) }
        p { b { (words_of(one.kind.as_str())) } ": " (end(view, &one.from)) " → " (end(view, &one.to)) " "
            (edge_kind(one.connection)) }
        (reasons(view, &one.evidence))
    }
}

fn end(view: &View, value: &Value) -> Markup {
    html! {
        a href={ "#" (view.statement_id(value.statement)) } { (view.label(value.statement.report)) } " "
        @if value.value.is_empty() { span.quiet { "without it" } }
        @else { bdi { (squeeze(&safe(&value.value))) } }
    }
}

fn edge_kind(kind: EdgeKind) -> Markup {
    let kind = match kind {
        EdgeKind::Credited => "credited",
        EdgeKind::Inferred => "inferred",
    };
    html! { span.{ "edge-kind" }.{ (kind) } { (kind) } }
}

/// What every chain to a claim passes through.
pub(super) fn common(view: &View, common: &[CommonUpstream]) -> Markup {
    html! {
        @for one in common {
            p { "Every chain to this claim passes through "
                @match &one.through {
                    Upstream::Report(report) => { a href={ "#" (view.report_id(*report)) } { (view.label(*report)) } }
                    Upstream::Unseen(name) => { bdi { (name.as_deref().map_or_else(String::new, safe)) } }
                }
                " " span.quiet { (plural(one.origins, "origin")) " known through it" } " " (edge_kind(one.kind)) }
            (reasons(view, &one.evidence))
        }
    }
}

/// What was left out, and each claim's count before and after.
pub(super) fn what_if(view: &View, what_if: &WhatIf) -> Markup {
    let shown = Shown::new(view.answer);
    html! {
        section.part #what-if aria-labelledby="what-if-title" {
            h2 #what-if-title { "What if without" }
            ul { @for omission in &what_if.left_out { li dir="auto" { (shown.omission(omission)) } } }
            @let recounts = shown.recounts(what_if);
            @if recounts.is_empty() { p { "No claim loses a statement." } }
            ul.cards { @for (id, changed, words) in recounts {
                li { a href={ "#" (id) } { (id) } " " @if changed { b { (words) } } @else { (words) } }
            } }
        }
    }
}
