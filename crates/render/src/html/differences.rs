//! Where the reports differ, as a table with a column for each report; and who denied what.

use std::collections::BTreeSet;

use maud::{Markup, html};
use woozle::StoryAnswer;
use woozle::corroboration::{Claim, Denial, Discrepancy};

use super::reasons::{quotation, reasons};
use super::safe::{safe, squeeze};
use super::view::View;

/// The table of discrepancies.
pub(super) fn differences(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let all = &story.findings.discrepancies;
    let stating: BTreeSet<usize> =
        all.iter().flat_map(|one| one.values.iter().map(|value| value.statement.report)).collect();
    let id = view.story_id(number);
    html! {
        @if !all.is_empty() {
            section.part id={ (id) "-differences" } aria-labelledby={ (id) "-differences-title" } {
                h2 id={ (id) "-differences-title" } { "Where the reports differ" }
                div.wide tabindex="0" role="region" aria-labelledby={ (id) "-differences-title" } {
                    table.matrix {
                        thead { tr { th scope="col" { "Claim" } th scope="col" { "They differ on" }
                            @for &report in &stating { th scope="col" { (view.label(report)) } } } }
                        tbody { @for one in all { (row(view, number, story, one, &stating)) } }
                    }
                }
            }
        }
    }
}

/// One discrepancy.
fn row(
    view: &View,
    number: usize,
    story: &StoryAnswer,
    one: &Discrepancy,
    stating: &BTreeSet<usize>,
) -> Markup {
    let values = |report: usize| one.values.iter().filter(move |value| value.statement.report == report);
    html! {
        tr {
            th scope="row" { (claim_link(view, number, story, one.claim)) }
            td.kind { b { (one.kind.as_str()) } (reasons(view, &one.evidence)) }
            @for &report in stating {
                td data-report=(view.label(report)) .none[values(report).next().is_none()] {
                    @for value in values(report) {
                        a dir="auto" href={ "#" (view.statement_id(value.statement)) } { (squeeze(&safe(&value.value))) }
                    }
                    @if values(report).next().is_none() { span.quiet { "does not state it" } }
                }
            }
        }
    }
}

/// A way to the claim by its words.
pub(super) fn claim_link(view: &View, number: usize, story: &StoryAnswer, claim: usize) -> Markup {
    let id = view.claim_id(number, claim);
    let words =
        story.findings.claims.get(claim).map_or_else(String::new, |claim: &Claim| view.claim_words(claim));
    html! { a.claim-link href={ "#" (id) } { span.id { (id) } " " span dir="auto" { (words) } } }
}

/// Who denied what, and which reports state the claim without the denial.
pub(super) fn denials(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let all = &story.findings.denials;
    let id = view.story_id(number);
    html! {
        @if !all.is_empty() {
            section.part id={ (id) "-denials" } aria-labelledby={ (id) "-denials-title" } {
                h2 id={ (id) "-denials-title" } { "Denials" }
                ul.cards { @for one in all { li { (denial(view, number, story, one)) } } }
            }
        }
    }
}

/// One denied claim.
fn denial(view: &View, number: usize, story: &StoryAnswer, denial: &Denial) -> Markup {
    html! {
        p { (claim_link(view, number, story, denial.claim)) }
        dl {
            dt { "Denied by" }
            @for &at in &denial.statements {
                @if let Some(statement) = view.statement(at) {
                    dd { bdi { (statement.origin().map_or_else(|| "no source named".to_owned(), |origin| safe(&origin.name))) }
                        " in " a href={ "#" (view.statement_id(at)) } { (view.label(at.report)) } ": "
                        (quotation(&view.quote(at.report, view.sentence(at)))) }
                }
            }
            @if !denial.dropped_by.is_empty() {
                dt { "Dropped by" }
                dd.dropped { @for (at, &report) in denial.dropped_by.iter().enumerate() {
                    @if at > 0 { ", " } a href={ "#" (view.report_id(report)) } { (view.label(report)) }
                } }
            }
        }
    }
}
