//! Paths in, bytes out: the only reading and writing of disk.
//!
//! This room does not know what a report is: it reads files, folders and standard input within
//! [`Limits`], and writes whole files or none. It never looks inside the bytes.

mod error;
mod file;
mod write;

pub use error::FetchError;
pub use file::{Limits, find, open_if, read_input};
pub use write::write_whole;
