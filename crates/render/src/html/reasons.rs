//! Evidence in, a list of reasons with the passages they rest on out.

use maud::{Markup, html};
use woozle::text::{Evidence, Place};

use super::safe::safe;
use super::view::View;

/// Every reason with its rule and passages.
pub(super) fn reasons(view: &View, evidence: &[Evidence]) -> Markup {
    html! {
        @if !evidence.is_empty() {
            ul.reasons {
                @for reason in evidence {
                    li {
                        span dir="auto" { (safe(&reason.why)) } " " span.rule { (reason.rule) }
                        @if !reason.places.is_empty() { ul.places { @for place in &reason.places { (passage(view, *place)) } } }
                    }
                }
            }
        }
    }
}

/// A passage, with a way to its paragraph.
fn passage(view: &View, place: Place) -> Markup {
    html! {
        li { a href={ "#" (view.place_id(place)) } { (view.label(place.report)) } ": "
            (quotation(&view.quote(place.report, place.span))) }
    }
}

/// Words of a report as a quotation, with marks of our own only where they bring none.
pub(super) fn quotation(words: &str) -> Markup {
    let marked = words.starts_with(['“', '"', '„', '«', '‘', '\'']);
    html! { q.bare[marked] dir="auto" { (words) } }
}
