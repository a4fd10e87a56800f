//! Report in, [`Analysis`] out: sentences, tokens, tags, trees, names, quotations, dates, quantities.
//!
//! This room does not know what a statement or a source is, opens no file and never fails:
//! broken text is data. Weights come in as bytes ([`Model::parse`]). The modules that are public are so
//! for `woozle-training`, which learns with the very features that are used here.

mod abbreviation;
pub mod analyse;
mod analysis;
mod blob;
pub mod feature;
pub mod lemma;
pub mod lexicon;
mod model;
pub mod ner;
pub mod parse;
pub mod phrase;
mod quotation;
pub mod sentence;
pub mod tag;
mod tagset;
pub mod tokenise;
pub mod weights;
pub mod word;

pub use analyse::analyse;
pub use analysis::{
    Analysis, Bounds, Entity, Granularity, Mention, MentionKind, NameKind, Quantity, QuantityKind, Quotation,
    Sentence, Time, Token,
};
pub use blob::ModelError;
pub use model::Model;
pub use tagset::{Deprel, Upos, Xpos};
