//! Analyses in, [`Story`]s out: which reports tell of the same developing event.
//!
//! This room does not know statements or sources; it sees names, rare words and times.

mod story;

pub use story::Story;
