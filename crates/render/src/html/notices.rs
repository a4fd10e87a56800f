//! What was odd in the reports, and what was done about it.

use maud::{Markup, html};
use woozle::text::Notice;

use super::reasons::quotation;
use super::safe::safe;
use super::view::View;

/// What was odd in one report, while reading and while analysing.
pub(super) fn notices_of<'a>(view: &View<'a>, report: usize) -> impl Iterator<Item = &'a Notice> {
    let answer = view.answer;
    let read = answer.reports.get(report).map_or(&[][..], |report| &report.notices);
    let analysed = answer.analyses.get(report).map_or(&[][..], |analysis| &analysis.notices);
    read.iter().chain(analysed)
}

/// The notices of all reports, report by report; nothing where nothing was odd.
pub(super) fn notices(view: &View) -> Markup {
    let of = |report| notices_of(view, report);
    let odd: Vec<usize> =
        (0..view.answer.reports.len()).filter(|&report| of(report).next().is_some()).collect();
    html! {
        @if !odd.is_empty() {
            section.part.notices id="notices" aria-labelledby="notices-title" {
                h2 id="notices-title" { "Notices" }
                dl { @for report in odd {
                    dt { a href={ "#" (view.report_id(report)) } { (view.label(report)) } }
                    @for notice in of(report) { (notice_item(view, report, notice)) }
                } }
            }
        }
    }
}

/// One notice, with its place where it has one.
fn notice_item(view: &View, report: usize, notice: &Notice) -> Markup {
    html! {
        dd { (safe(&notice.message))
            @if let Some(span) = notice.span { " " (quotation(&view.quote(report, span))) } }
    }
}
