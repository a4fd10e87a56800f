//! A pronoun as its resolver sees it, for those who fit the weights of [`crate::weighing`]: candidates in, with the
//! places where each was mentioned so far, so that gold chains can say which is right.

use woozle_text::Span;

use crate::antecedent::Clue;
use crate::cast::Cast;
use crate::mention::Found;
use crate::pronoun::weighed;
use crate::view::View;
pub use crate::weighing::{PronounKind, held};

/// How many clues there are: bits of [`Candidate::clues`].
pub const CLUES: usize = Clue::COUNT;

/// The name of every clue, in order of the bits.
#[must_use]
pub fn clue_names() -> Vec<String> {
    Clue::names()
}

/// A pronoun and those whom it may mean.
#[derive(Clone, Debug)]
pub struct PronounCase {
    /// Where it stands.
    pub pronoun: Span,
    /// Whose weights choose.
    pub kind: PronounKind,
    /// Whether it is the subject of a verb of speech.
    pub speaks: bool,
    /// The latest mentioned first.
    pub candidates: Vec<Candidate>,
}

/// Someone whom the pronoun may mean.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where it was mentioned so far.
    pub mentions: Vec<Span>,
    /// What speaks for and against it, a bit each.
    pub clues: u64,
}

impl PronounCase {
    /// `None` where no weights choose: "it".
    pub(crate) fn of(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<Self> {
        let this = &found[number];
        let (kind, candidates) = weighed(view, found, number, cast)?;
        let candidates = candidates.into_iter().map(|candidate| Candidate {
            mentions: cast.entities[candidate.entity]
                .mentions
                .iter()
                .map(|&at| found[at].mention.span)
                .collect(),
            clues: candidate.clues,
        });
        let (pronoun, speaks) = (this.mention.span, this.traits.speaker);
        Some(Self { pronoun, kind, speaks, candidates: candidates.collect() })
    }
}
