//! [`NameSpan`]: what the name finder hands to [`crate::entity::resolve`].

use std::ops::Range;

use crate::NameKind;

/// A proper name found in the text, before roles and entities are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameSpan {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its class.
    pub kind: NameKind,
}
