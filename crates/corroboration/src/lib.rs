//! A story's statements in, [`Findings`] out: claims, independent origins, discrepancies, lineage.
//!
//! The rule above all rules: a false "independent" is the cardinal error, a false "shared" merely annoys.
//! Where independence is not established, the count stays low and says so.

mod align;
mod alteration;
mod claim;
mod compare;
mod conflict;
mod contrary;
mod corroborate;
mod credit;
mod denial;
mod discrepancy;
mod doubt;
mod findings;
mod grouping;
mod identity;
mod likeness;
mod lineage;
mod name;
mod negation;
mod opposition;
mod origin;
mod parting;
mod printed_day;
mod publication;
mod quantity;
mod reuse;
mod rival;
mod silence;
mod term_index;
mod union;
mod unseen;
mod upstream;
mod waterfall;
mod without;

pub use compare::{Comparison, Conflict, compare};
pub use corroborate::{StoryInput, corroborate};
pub use findings::{
    Alteration, AlterationKind, Claim, CommonUpstream, Denial, Discrepancy, DiscrepancyKind, Doubt, Edge,
    EdgeKind, Findings, Origin, StatementRef, Status, Upstream, Value, Waterfall,
};
pub use parting::{Bundle, parted};
pub use without::{LeftOut, Recount, recount};
