//! [`FetchError`]: why a path or an address could not be read, or a path not written, and what to try.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::Trouble;

/// Why something could not be read or written. Each message names it and says what to try next.
#[derive(Debug)]
pub enum FetchError {
    /// There is no such file or folder.
    Missing {
        /// The path as the user gave it.
        path: PathBuf,
    },
    /// It is there but cannot be read.
    Unreadable {
        /// The path as the user gave it.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The folder and its subfolders hold no file that a report could be in.
    NoReports {
        /// The folder as the user gave it.
        path: PathBuf,
    },
    /// The file is too large for a report.
    TooLarge {
        /// The path as the user gave it.
        path: PathBuf,
        /// Its size in bytes.
        bytes: u64,
        /// The largest size allowed, in bytes.
        limit: u64,
    },
    /// Neither a file nor a folder: a device, a pipe, a socket.
    Special {
        /// The path as the user gave it.
        path: PathBuf,
    },
    /// The file could not be written; nothing was left behind.
    Unwritable {
        /// The path as the user gave it.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The address could not be fetched.
    Unfetched {
        /// The address as the user gave it, without a user name and password.
        address: String,
        /// Where it had been redirected to, without what may be secret, when that is what failed.
        redirected_to: Option<String>,
        /// What is wrong.
        trouble: Trouble,
    },
}

impl fmt::Display for FetchError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path } => {
                write!(out, "{} does not exist; check the spelling and the folder", path.display())
            }
            Self::Unreadable { path, error } => {
                write!(out, "{} cannot be read: {}; {}", path.display(), reason(error), reading_advice(error))
            }
            Self::NoReports { path } => write!(
                out,
                "the folder {} holds no report (texts, pages, feeds, mails, documents, archives, by their ending); name a file to have it read whatever its ending",
                path.display()
            ),
            Self::TooLarge { path, bytes, limit } => write!(
                out,
                "{} has {} MB, more than the {} MB a report may have; give the report's text alone",
                path.display(),
                bytes.div_ceil(1_000_000),
                limit / 1_000_000
            ),
            Self::Special { path } => {
                write!(
                    out,
                    "{} is neither a file nor a folder; save the report in a file first",
                    path.display()
                )
            }
            Self::Unwritable { path, error } => write!(
                out,
                "{} cannot be written: {}; {}, nothing was written",
                path.display(),
                reason(error),
                writing_advice(error)
            ),
            Self::Unfetched { address, redirected_to, trouble } => {
                write!(out, "{address} cannot be fetched: ")?;
                if let Some(target) = redirected_to {
                    write!(out, "redirected to {target}, ")?;
                }
                write!(out, "{trouble}")
            }
        }
    }
}

/// The message says the system's reason itself, so there is no source that would say it once more.
impl std::error::Error for FetchError {}

/// That the path cannot be written.
pub(crate) fn unwritable(path: &Path, error: io::Error) -> FetchError {
    FetchError::Unwritable { path: path.to_owned(), error }
}

/// What the system said, in lower case and without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What to try when a path cannot be read.
fn reading_advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "ask its owner for permission, or copy it",
        _ => "try to copy it to this disk first",
    }
}

/// What to try when a path cannot be written.
fn writing_advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "make the folder first",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to"
        }
        io::ErrorKind::StorageFull => "free some space",
        io::ErrorKind::IsADirectory => "give the name of a file, not of a folder",
        _ => "choose another path",
    }
}
