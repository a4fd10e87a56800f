//! Analysis in, [`Statement`]s out: who said what, through whom, how surely, affirmed or denied.
//!
//! This room looks at one report at a time: it does not know of other reports, stories or claims.

mod statement;

pub use statement::{Certainty, Known, Manner, Polarity, Source, SourceKind, Statement, StatementKind};
