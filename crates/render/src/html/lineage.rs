//! Who has it from whom, each derivation with the passages it rests on.

use maud::{Markup, html};
use woozle::StoryAnswer;
use woozle::corroboration::{Edge, EdgeKind, Upstream};

use super::reasons::reasons;
use super::safe::safe;
use super::view::View;

/// The derivations of the story.
pub(super) fn lineage(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let all = &story.findings.lineage;
    let id = view.story_id(number);
    html! {
        @if !all.is_empty() {
            section.part id={ (id) "-lineage" } aria-labelledby={ (id) "-lineage-title" } {
                h2 id={ (id) "-lineage-title" } { "Who has it from whom" }
                ul.cards { @for edge in all { li { (derivation(view, edge)) } } }
            }
        }
    }
}

/// One derivation: the reports, the upstream, the reasons.
fn derivation(view: &View, edge: &Edge) -> Markup {
    let kind = match edge.kind {
        EdgeKind::Credited => "credited",
        EdgeKind::Inferred => "inferred",
    };
    html! {
        p.edge {
            @for (at, &report) in edge.to.iter().enumerate() {
                @if at > 0 { ", " } a href={ "#" (view.report_id(report)) } { (view.label(report)) }
            }
            span.from { " ← " }
            @match &edge.from {
                Upstream::Report(report) => { a href={ "#" (view.report_id(*report)) } { (view.label(*report)) } }
                Upstream::Unseen(Some(name)) => { bdi { (safe(name)) } " " span.quiet { "not among the reports" } }
                Upstream::Unseen(None) => { "an upstream that is not among the reports" }
            }
            " " span.{ "edge-kind" }.{ (kind) } { (kind) }
        }
        (reasons(view, &edge.evidence))
    }
}
