//! An [`Answer`](woozle::Answer) in; terminal text, JSON, HTML, Markdown, a table or an explanation out, as strings.
//!
//! This crate judges nothing and prints nothing: it shows what the rooms found, in the reports' own words,
//! and makes strangers' text harmless on the way.

mod csv;
mod explain;
mod extract;
#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
mod graph;
mod html;
mod ids;
mod json;
mod markdown;
mod sanitize;
mod schema;
mod shown;
mod terminal;
mod timeline;
mod wrap;

pub use csv::statements_csv;
pub use explain::explain;
pub use extract::{extract_json, extract_text};
pub use html::html;
pub use json::{json, statements_json};
pub use markdown::markdown;
pub use sanitize::harmless;
pub use schema::schema;
pub use terminal::{TerminalOptions, statements_terminal, terminal};
