//! [`Model`]: everything that was trained, from one packed blob.

use woozle_neural::ModelError;
use woozle_neural::blob::{Header, Reader, Writer};

use crate::lemma::Lemmas;
use crate::lexicon::Lexicon;
use crate::neural::Network;
use crate::neural::vocabulary::Vocabulary;

/// What language models begin with; a change of features or tables raises the version.
pub(crate) const HEADER: Header = Header { magic: b"WZLM", version: 2 };

/// What was trained for one language: gazetteer, word pieces, network, lemmas.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Gazetteer.
    pub lexicon: Lexicon,
    /// Word pieces.
    pub vocabulary: Vocabulary,
    /// Tags, trees and names.
    pub network: Network,
    /// Lemmas that no rule gives.
    pub lemmas: Lemmas,
}

impl Model {
    /// Reads a packed model.
    ///
    /// # Errors
    /// When the bytes are not a whole language model of the layout this program reads.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, HEADER)?;
        let model = Self {
            lexicon: Lexicon::read(&mut reader)?,
            vocabulary: Vocabulary::read(&mut reader)?,
            network: Network::read(&mut reader)?,
            lemmas: Lemmas::read(&mut reader)?,
        };
        if model.network.pieces() == model.vocabulary.len() {
            Ok(model)
        } else {
            Err(ModelError::Inconsistent)
        }
    }

    /// Packs the model: [`Model::parse`] gives it back.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::new(HEADER);
        self.lexicon.write(&mut writer);
        self.vocabulary.write(&mut writer);
        self.network.write(&mut writer);
        self.lemmas.write(&mut writer);
        writer.finish()
    }
}
