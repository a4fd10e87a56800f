//! Paths and addresses in, bytes out: the only reading and writing of disk and net.
//!
//! This room does not know what a report is: it reads files, folders and standard input within
//! [`Limits`], fetches pages as a polite guest ([`Web`]), and writes whole files or none. It never looks
//! inside the bytes.

mod error;
mod file;
mod web;
mod write;

pub use error::FetchError;
pub use file::{Limits, find, open_if, read_input};
pub use web::{Fetched, Reach, Trouble, Web, WebOptions, is_address};
pub use write::write_whole;
