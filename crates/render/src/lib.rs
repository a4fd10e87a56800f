//! An [`Answer`](woozle::Answer) in; terminal text, JSON, HTML, Markdown or an explanation out, as strings.
//!
//! This crate judges nothing and prints nothing: it shows what the rooms found, in the reports' own words,
//! and makes strangers' text harmless on the way.

#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
<<<<<<< HEAD
mod ids;
mod json;
mod schema;

pub use json::json;
pub use schema::schema;
=======
mod graph;
mod html;
mod timeline;

pub use html::html;
>>>>>>> html
