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
    /// It is of a kind that is read, but damaged.
    Broken {
        /// The file or address, as the user gave it.
        name: String,
        /// What it is: "JSON".
        what: &'static str,
        /// What is wrong, and where: "expected value at line 3 column 7".
        reason: String,
    },
    /// It is a list of feeds, not a feed.
    FeedList {
        /// The file or address, as the user gave it.
        name: String,
        /// How many feeds it names.
        count: usize,
        /// The first of them: name and address.
        feeds: Vec<(String, String)>,
    },
    /// A record of an archive could not be read.
    DamagedRecord {
        /// The archive, as the user gave it.
        name: String,
        /// Where the record begins, in bytes.
        offset: u64,
        /// What is wrong with it.
        what: &'static str,
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
            Self::Broken { name, what, reason } => write!(
                out,
                "{name} is {what} that cannot be read: {reason}; mend it, or give the report's text as a .txt file"
            ),
            Self::FeedList { name, count, feeds } => {
                write!(out, "{name} is a list of {count} feeds, not a report; give the feeds themselves")?;
                for (number, (feed, address)) in feeds.iter().enumerate() {
                    write!(out, "{} {feed} <{address}>", if number == 0 { ":" } else { "," })?;
                }
                write!(out, "{}", if *count > feeds.len() { ", …" } else { "" })
            }
            Self::DamagedRecord { name, offset, what } => {
                write!(out, "the record at byte {offset} of {name} was not read: {what}; the others were")
            }
            Self::NoArticle { name } => write!(
                out,
                "no article was found on the page {name}; copy its text into a .txt file and give that"
            ),
        }
    }
}

impl std::error::Error for IngestError {}
