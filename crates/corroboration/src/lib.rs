//! A story's statements in, [`Findings`] out: claims, independent origins, discrepancies, lineage.
//!
//! The rule above all rules: a false "independent" is the cardinal error, a false "shared" merely annoys.
//! Where independence is not established, the count stays low and says so.

mod findings;

pub use findings::{
    Claim, Denial, Discrepancy, DiscrepancyKind, Edge, EdgeKind, Findings, Origin, StatementRef, Status,
    Upstream, Value, Waterfall,
};
