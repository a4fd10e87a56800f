//! Report in, [`Analysis`] out: sentences, tokens, tags, trees, names, quotations, dates, quantities.
//!
//! This room does not know what a statement or a source is, opens no file and never fails:
//! broken text is data. Weights come in as bytes ([`Model::parse`]). The modules that are public are so
//! for `woozle-training`, which learns with the very features that are used here.

mod abbreviation;
mod alias;
pub mod analyse;
mod analysis;
mod antecedent;
mod calendar;
mod called;
mod cast;
mod clause;
mod description;
mod embed;
mod encoder;
mod entity;
mod grouping;
mod institution;
mod kind;
pub mod lemma;
pub mod lexicon;
mod locator;
mod mention;
mod metonym;
mod model;
mod name;
mod naming;
pub mod ner;
pub mod neural;
mod nominal;
mod noun;
mod number;
mod outlet;
pub mod phrase;
mod place;
mod pronoun;
pub mod pronoun_case;
mod quantity;
mod quotation;
mod role;
#[cfg(test)]
mod sample;
pub mod sentence;
mod story_encodings;
mod story_vectors;
mod subject;
mod table;
mod tagset;
mod time;
pub mod tokenise;
mod view;
mod vocabulary;
mod weighing;
#[cfg(test)]
mod who_is_who;
pub mod word;
mod wordpiece;

pub use analyse::analyse;
pub use analysis::{
    Analysis, Bounds, Entity, Granularity, Mention, MentionKind, NameKind, Quantity, QuantityKind, Quotation,
    Sentence, Time, TimeKind, Token,
};
pub use called::{called_outlet, with_description};
pub use embed::{EmbedError, Embedder};
pub use encoder::{Encoded, Encoder, PairReader, Relation};
pub use metonym::{country, demonym, metonym};
pub use model::Model;
pub use noun::{Gender, SpeakerKind, is_document_noun, is_organisation_noun, is_speaker_noun, speaker_kind};
pub use outlet::{OutletEntry, OutletKind, is_agency, outlet, same_outlet};
pub use quantity::quantities;
pub use role::affiliation;
pub use story_encodings::StoryEncodings;
pub use story_vectors::{Match, StoryVectors, harmonic};
pub use tagset::{Deprel, Upos, Xpos};
pub use time::times;
pub use woozle_neural::ModelError;
pub use wordpiece::Piece;
