//! The nouns every room shares: [`Report`], [`Span`], [`Evidence`], [`Notice`], [`Date`].
//!
//! Nothing comes in and nothing goes out: this room only holds the words the others speak.
//! It knows no linguistics, reads no file and depends on `std` alone.

mod date;
mod evidence;
mod fold;
mod id;
mod notice;
mod report;
mod span;

pub use date::{Clock, Date, Published};
pub use evidence::{Evidence, Place};
pub use fold::{Folded, fold};
pub use id::content_id;
pub use notice::{Notice, NoticeKind};
pub use report::{Block, BlockKind, Credit, CreditKind, Field, FieldEvidence, Report};
pub use span::Span;
