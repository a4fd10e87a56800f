//! [`Story`]: the reports that tell of one developing event.

use woozle_text::Evidence;

/// Reports of the same developing event.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The reports, as indices into the list that was given, ascending.
    pub reports: Vec<usize>,
    /// Why the reports were put together.
    pub evidence: Vec<Evidence>,
}
