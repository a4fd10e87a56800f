//! A status and an interval of origins in, words with a shape out: never colour alone.

use maud::{Markup, html};
use woozle::corroboration::{Claim, Status};

/// The status as a word with its shape.
pub(super) fn status(status: Status) -> Markup {
    html! { span.{ "status" }.{ (status.as_str()) } { (shape(status)) (word(status)) } }
}

/// The status in a reader's words.
pub(super) fn word(status: Status) -> &'static str {
    match status {
        Status::Corroborated => "corroborated",
        Status::SingleOrigin => "single origin",
        Status::Unattributed => "unattributed",
        Status::Disputed => "disputed",
    }
}

/// Two discs, one disc, an empty ring, or a disc split against itself.
pub(super) fn shape(status: Status) -> Markup {
    html! {
        svg.shape viewBox="0 0 16 12" width="16" height="12" aria-hidden="true" {
            @match status {
                Status::Corroborated => {
                    circle.full cx="4" cy="6" r="3.2" {}
                    circle.full cx="12" cy="6" r="3.2" {}
                }
                Status::SingleOrigin => { circle.full cx="8" cy="6" r="3.6" {} }
                Status::Unattributed => { circle.ring cx="8" cy="6" r="4" {} }
                Status::Disputed => {
                    path.full d="M7 2 A4 4 0 0 0 7 10 Z" {}
                    path.ring d="M9.6 2 A4 4 0 0 1 9.6 10 Z" {}
                }
            }
        }
    }
}

/// The interval of independent origins in words.
pub(super) fn interval(claim: &Claim) -> Markup {
    html! { span.interval { "established " b { (claim.established) } ", possible " b { (claim.possible) } } }
}
