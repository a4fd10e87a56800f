//! [`Notice`]: something odd in the input that a reader should know of. Never an error.

use crate::Span;

/// What is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeKind {
    /// The text is in a language that is not analysed.
    OtherLanguage,
    /// The encoding had to be guessed, or bytes could not be decoded.
    Encoding,
    /// No sentence was found.
    NoSentence,
    /// Quotation marks open without closing, or close without opening.
    UnbalancedQuotation,
    /// The text was cut, by the sender or because it is too long.
    Truncated,
    /// The same text came in twice.
    Duplicate,
    /// Anything else.
    Other,
}

/// Something odd in one report; the analysis goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// What is odd.
    pub kind: NoticeKind,
    /// One sentence for the reader: what was seen, what was done about it.
    pub message: String,
    /// Where, if it is one place.
    pub span: Option<Span>,
}

impl Notice {
    /// A notice about the report as a whole.
    #[must_use]
    pub fn new(kind: NoticeKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), span: None }
    }
}
