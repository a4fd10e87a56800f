//! Report in, [`Analysis`] out: sentences, tokens, tags, trees, names, quotations, dates, quantities.
//!
//! This room does not know what a statement or a source is, opens no file and never fails:
//! broken text is data. Weights come in as bytes ([`Model::parse`]).

mod analysis;
mod tagset;

pub use analysis::{
    Analysis, Bounds, Entity, Granularity, Mention, MentionKind, NameKind, Quantity, QuantityKind, Quotation,
    Sentence, Time, Token,
};
pub use tagset::{Deprel, Upos, Xpos};
