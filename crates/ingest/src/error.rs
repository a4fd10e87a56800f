//! [`IngestError`]: why no report could be read from some bytes, and what the user can try.

use std::fmt;

/// Why no report could be read. Each message names the input and says what to try next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IngestError {
    /// There is nothing in it.
    Empty {
        /// The file or address, as the user gave it.
        name: String,
    },
    /// It is not text.
    Binary {
        /// The file or address, as the user gave it.
        name: String,
        /// What it is: "gzip-compressed data".
        what: &'static str,
        /// What to try: "unpack it first".
        advice: &'static str,
    },
    /// It is text of a kind that is not read yet.
    Unsupported {
        /// The file or address, as the user gave it.
        name: String,
        /// What it is: "a news feed (RSS or Atom)".
        what: &'static str,
        /// What to try.
        advice: &'static str,
    },
    /// It is larger than a report can be.
    TooLarge {
        /// The file or address, as the user gave it.
        name: String,
        /// How large it is, in bytes.
        bytes: usize,
        /// How large it may be, in bytes.
        limit: usize,
    },
    /// The page holds no article that could be found.
    NoArticle {
        /// The file or address, as the user gave it.
        name: String,
    },
}

impl fmt::Display for IngestError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { name } => {
                write!(out, "{name} is empty; save the report's text in it, or leave it out")
            }
            Self::Binary { name, what, advice } | Self::Unsupported { name, what, advice } => {
                write!(out, "{name} is {what}, not a report; {advice}")
            }
            Self::TooLarge { name, bytes, limit } => write!(
                out,
                "{name} has {} MB, more than the {} MB a report may have; give the report's text alone",
                bytes / 1_000_000,
                limit / 1_000_000
            ),
            Self::NoArticle { name } => write!(
                out,
                "no article was found on the page {name}; copy its text into a .txt file and give that"
            ),
        }
    }
}

impl std::error::Error for IngestError {}
