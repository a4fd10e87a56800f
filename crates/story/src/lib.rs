//! Analyses in, [`Story`]s out: which reports tell of the same developing event.
//!
//! This room does not know statements or sources; it sees names, rare words and times.

mod cluster;
mod story;

pub use cluster::cluster;
pub use story::Story;
