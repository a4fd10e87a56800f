//! One file a command: typed arguments in, an exit code out.

pub(crate) mod analyze;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod man;
pub(crate) mod schema;
pub(crate) mod statements;
