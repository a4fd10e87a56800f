//! [`Model`]: everything that was trained, from one packed blob.

use crate::blob::{ModelError, Reader, Writer};
use crate::lemma::Lemmas;
use crate::lexicon::Lexicon;
use crate::parse::Parser;
use crate::tag::Tagger;
use crate::tagset::Deprel;
use crate::weights::Weights;

/// The trained models of one language: lexicon, tagger, parser, name finder, lemmas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Word classes and gazetteers.
    pub lexicon: Lexicon,
    /// Tags.
    pub tagger: Tagger,
    /// Moves of the parser.
    pub moves: Weights,
    /// Labels of the parser, numbered as [`Deprel`].
    pub labels: Weights,
    /// Marks of the name finder.
    pub names: Weights,
    /// Lemmas that no rule gives.
    pub lemmas: Lemmas,
}

impl Model {
    /// Reads a packed model.
    ///
    /// # Errors
    /// When the bytes are not a whole language model of the layout this program reads.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes)?;
        let model = Self {
            lexicon: Lexicon::read(&mut reader)?,
            tagger: Tagger::read(&mut reader)?,
            moves: Weights::read(&mut reader)?,
            labels: Weights::read(&mut reader)?,
            names: Weights::read(&mut reader)?,
            lemmas: Lemmas::read(&mut reader)?,
        };
        let fits = model.moves.classes() == 3
            && model.labels.classes() == Deprel::ALL.len()
            && model.names.classes() == crate::ner::MARKS;
        if fits { Ok(model) } else { Err(ModelError::Inconsistent) }
    }

    /// Packs the model: [`Model::parse`] gives it back.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        self.lexicon.write(&mut writer);
        self.tagger.write(&mut writer);
        self.moves.write(&mut writer);
        self.labels.write(&mut writer);
        self.names.write(&mut writer);
        self.lemmas.write(&mut writer);
        writer.finish()
    }

    /// The parser of this model.
    #[must_use]
    pub fn parser(&self) -> Parser<'_> {
        Parser { moves: &self.moves, labels: &self.labels, root_label: Deprel::Root as u8 }
    }
}
