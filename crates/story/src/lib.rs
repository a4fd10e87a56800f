//! Reports in, [`Story`]s out: which reports tell of the same developing event.
//!
//! This room does not know statements or sources; it sees names, rare words and times.

mod cluster;
mod density;
mod grouping;
mod rarity;
mod signature;
mod similarity;
mod story;
mod window;

pub use cluster::{Settings, cluster, cluster_with};
pub use story::Story;
