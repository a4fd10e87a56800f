//! Report in, [`Analysis`] out: sentences, tokens, tags, trees, names, quotations, dates, quantities.
//!
//! This room does not know what a statement or a source is, opens no file and never fails:
//! broken text is data. Weights come in as bytes ([`Model::parse`]).

mod alias;
mod analysis;
mod calendar;
mod cast;
mod entity;
mod mention;
mod metonym;
mod ner;
mod nominal;
mod noun;
mod number;
mod outlet;
mod pronoun;
mod quantity;
mod role;
#[cfg(test)]
mod sample;
mod table;
mod tagset;
mod time;
mod view;

pub use analysis::{
    Analysis, Bounds, Entity, Granularity, Mention, MentionKind, NameKind, Quantity, QuantityKind, Quotation,
    Sentence, Time, Token,
};
pub use metonym::{country, demonym, metonym};
pub use noun::{Gender, SpeakerKind, is_document_noun, is_organisation_noun, is_speaker_noun, speaker_kind};
pub use outlet::{OutletEntry, OutletKind, is_agency, outlet, same_outlet};
pub use quantity::quantities;
pub use role::affiliation;
pub use tagset::{Deprel, Upos, Xpos};
pub use time::times;
