//! How much each [`Clue`] weighs for "he" and "she", and for "they".
//!
//! Hundredths of a logit, fitted to the chains of the training half of OntoGUM: a conditional logistic model over
//! the candidates that [`crate::antecedent`] finds and over "none of them", speakers counting three times. Set by
//! hand for news, of which OntoGUM has little, are [`Clue::LeftQuotation`], [`Clue::SpeaksOn`],
//! [`Clue::SpokenOf`], and for "he" and "she" [`Clue::Nameless`]: whom only pronouns have meant comes last.
//! [`Weighing::doubt`] is the weight of "none of them", lowered by 2 and 0.6 so that few pronouns stay alone.

use crate::antecedent::Clue;

/// Weights by clue, and what they must exceed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighing {
    weights: [i32; Clue::COUNT],
    pub(crate) doubt: i32,
}

impl Weighing {
    /// The sum of the weights of the clues.
    pub(crate) fn weigh(&self, clues: u64) -> i32 {
        let holds = |at: usize| clues & (1 << at) != 0;
        self.weights.iter().enumerate().filter(|(at, _)| holds(*at)).map(|(_, weight)| weight).sum()
    }
}

/// "he", "she".
pub(crate) const PERSON: Weighing = Weighing {
    weights: by_clue(&[
        (Clue::SameSentence, 55),
        (Clue::OneBack, 33),
        (Clue::TwoBack, 31),
        (Clue::SomeBack, -61),
        (Clue::FarBack, -140),
        (Clue::Subject, 3),
        (Clue::BothSubjects, 64),
        (Clue::Speaker, -32),
        (Clue::BothSpeak, 7),
        (Clue::Opens, 38),
        (Clue::Owns, 34),
        (Clue::LeftQuotation, -50),
        (Clue::EntersQuotation, -81),
        (Clue::BothQuoted, 13),
        (Clue::Gender, 44),
        (Clue::LikelyGender, 65),
        (Clue::UnlikelyGender, -15),
        (Clue::Named, -1),
        (Clue::Nameless, -150),
        (Clue::Nearest, 82),
        (Clue::SecondNearest, 22),
        (Clue::LastPronoun, 66),
        (Clue::LastName, -6),
        (Clue::Twice, 64),
        (Clue::Often, 53),
        (Clue::MostOften, 6),
        (Clue::OtherParagraph, -35),
        (Clue::SameClause, -136),
        (Clue::OwnClause, 52),
        (Clue::SubjectBefore, 11),
        (Clue::FirstBefore, 49),
        (Clue::FirstHere, 65),
        (Clue::SpeaksQuotation, -245),
        (Clue::SpokeEver, 27),
        (Clue::Protagonist, -5),
        (Clue::SpeaksOn, 150),
        (Clue::SpokenOf, -300),
        (Clue::ThingBetween, -62),
        (Clue::Nested, -43),
    ]),
    doubt: -125,
};

/// "they".
pub(crate) const THEY: Weighing = Weighing {
    weights: by_clue(&[
        (Clue::SameSentence, 86),
        (Clue::OneBack, -21),
        (Clue::TwoBack, -67),
        (Clue::SomeBack, -104),
        (Clue::FarBack, -162),
        (Clue::Subject, 2),
        (Clue::BothSubjects, 70),
        (Clue::BothSpeak, -82),
        (Clue::Opens, 61),
        (Clue::Owns, 52),
        (Clue::LeftQuotation, -50),
        (Clue::EntersQuotation, -63),
        (Clue::BothQuoted, 12),
        (Clue::Named, 20),
        (Clue::Nameless, -11),
        (Clue::Nearest, 119),
        (Clue::SecondNearest, 60),
        (Clue::LastPronoun, 15),
        (Clue::LastName, -56),
        (Clue::Twice, 42),
        (Clue::Often, 15),
        (Clue::MostOften, 30),
        (Clue::OtherParagraph, -63),
        (Clue::SameClause, 54),
        (Clue::OwnClause, 70),
        (Clue::SubjectBefore, 41),
        (Clue::FirstBefore, 22),
        (Clue::FirstHere, 32),
        (Clue::SpeaksQuotation, -137),
        (Clue::SpokeEver, -11),
        (Clue::Protagonist, -17),
        (Clue::Organisation, -132),
        (Clue::SpeaksOn, 150),
        (Clue::SpokenOf, -300),
        (Clue::InstitutionSpeaks, 27),
        (Clue::InstitutionGoesOn, 111),
        (Clue::InstitutionActs, -112),
        (Clue::Place, 16),
        (Clue::Plural, 64),
        (Clue::Thing, -68),
        (Clue::Group, -22),
        (Clue::ThingBetween, -125),
        (Clue::Nested, -102),
    ]),
    doubt: 91,
};

/// The weights in the order of the clues.
const fn by_clue(given: &[(Clue, i32)]) -> [i32; Clue::COUNT] {
    let mut weights = [0; Clue::COUNT];
    let mut at = 0;
    while at < given.len() {
        weights[given[at].0 as usize] = given[at].1;
        at += 1;
    }
    weights
}
