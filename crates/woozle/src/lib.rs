//! Who said what, through whom, and how many independent origins stand behind each claim.
//!
//! The facade over the rooms: the only place that fans out over threads.

mod answer;
mod desk;
mod duplicate;
mod parting;
mod without;

pub use answer::{Answer, StoryAnswer};
pub use desk::{Options, analyze, attributions, statements};
pub use without::{Omission, OmissionKind, UnknownName, WhatIf, without};
pub use woozle_attribution as attribution;
pub use woozle_corroboration as corroboration;
pub use woozle_ingest as ingest;
pub use woozle_language as language;
pub use woozle_story as story;
pub use woozle_text as text;
