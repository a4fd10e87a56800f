//! [`Model`]: everything that was trained, from one packed blob.

use std::ops::Range;

use woozle_neural::ModelError;
use woozle_neural::blob::{Header, Reader, Writer};

use crate::lemma::Lemmas;
use crate::lexicon::Lexicon;
use crate::neural::input::Input;
use crate::neural::vocabulary::Vocabulary;
use crate::neural::{Namer, Network, Reading, Seen};

/// What language models begin with; a change of features or tables raises the version.
pub(crate) const HEADER: Header = Header { magic: b"WZLM", version: 5 };

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
    /// A second look at names; without one the network's own marks stand.
    pub namer: Option<Namer>,
}

impl Model {
    /// Reads a packed model.
    ///
    /// # Errors
    /// When the bytes are not a whole language model of the layout this program reads.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, HEADER)?;
        let mut model = Self {
            lexicon: Lexicon::read(&mut reader)?,
            vocabulary: Vocabulary::read(&mut reader)?,
            network: Network::read(&mut reader)?,
            lemmas: Lemmas::read(&mut reader)?,
            namer: None,
        };
        model.namer = match reader.number()? {
            0 => None,
            1 => Some(Namer::read(&mut reader, &model.network)?),
            _ => return Err(ModelError::Inconsistent),
        };
        if model.network.pieces() == model.vocabulary.len() {
            Ok(model)
        } else {
            Err(ModelError::Inconsistent)
        }
    }

    /// Reads words as [`Network::analyse`] does, with a second look at names where there is one, and shows `see` the
    /// states of the words.
    pub(crate) fn reading(
        &self,
        words: (&[Input], &[u32]),
        sentences: &[Range<usize>],
        see: &mut dyn FnMut(Seen<'_>),
    ) -> Reading {
        self.network.analyse_seen(words, sentences, self.namer.as_ref(), see)
    }

    /// Packs the model: [`Model::parse`] gives it back.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::new(HEADER);
        self.lexicon.write(&mut writer);
        self.vocabulary.write(&mut writer);
        self.network.write(&mut writer);
        self.lemmas.write(&mut writer);
        writer.number(u32::from(self.namer.is_some()));
        if let Some(namer) = &self.namer {
            namer.write(&mut writer);
        }
        writer.finish()
    }
}
