//! A story's statements in, [`Findings`] out: claims, independent origins, discrepancies, lineage.
//!
//! The rule above all rules: a false "independent" is the cardinal error, a false "shared" merely annoys.
//! Where independence is not established, the count stays low and says so.

mod align;
mod claim;
mod corroborate;
mod denial;
mod discrepancy;
mod findings;
mod lineage;
mod name;
mod origin;
mod reuse;
mod unseen;
mod waterfall;

pub use corroborate::{StoryInput, corroborate};
pub use findings::{
    Claim, Denial, Discrepancy, DiscrepancyKind, Edge, EdgeKind, Findings, Origin, StatementRef, Status,
    Upstream, Value, Waterfall,
};
