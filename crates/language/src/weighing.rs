//! How much each [`Clue`] weighs for "he" and "she", for "they" and for "it".
//!
//! Hundredths of a logit, fitted to the chains of the training half of OntoGUM: a conditional logistic model over
//! the candidates that [`crate::antecedent`] finds and over "none of them", speakers counting three times.
//! [`Weighing::doubt`] is the weight of "none of them".

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
        (Clue::SameSentence, 46),
        (Clue::OneBack, 21),
        (Clue::TwoBack, 20),
        (Clue::SomeBack, -85),
        (Clue::FarBack, -197),
        (Clue::Subject, -4),
        (Clue::BothSubjects, 89),
        (Clue::Speaker, -72),
        (Clue::BothSpeak, 102),
        (Clue::Opens, 47),
        (Clue::Owns, 28),
        (Clue::LeftQuotation, 36),
        (Clue::EntersQuotation, -103),
        (Clue::BothQuoted, 31),
        (Clue::Gender, 76),
        (Clue::LikelyGender, 102),
        (Clue::UnlikelyGender, -102),
        (Clue::Named, -9),
        (Clue::Nameless, 112),
        (Clue::Nearest, 117),
        (Clue::SecondNearest, 45),
        (Clue::LastPronoun, 76),
        (Clue::LastName, 22),
        (Clue::Twice, 87),
        (Clue::Often, 49),
        (Clue::MostOften, -1),
        (Clue::OtherParagraph, -18),
        (Clue::SameClause, -202),
        (Clue::OwnClause, 51),
        (Clue::SubjectBefore, -3),
        (Clue::FirstBefore, 61),
        (Clue::FirstHere, 64),
        (Clue::SpeaksQuotation, -258),
        (Clue::SpokeEver, 54),
        (Clue::Protagonist, -30),
        (Clue::ThingBetween, -62),
        (Clue::Nested, -48),
    ]),
    doubt: -72,
};

/// "they".
pub(crate) const THEY: Weighing = Weighing {
    weights: by_clue(&[
        (Clue::SameSentence, 89),
        (Clue::OneBack, -8),
        (Clue::TwoBack, -70),
        (Clue::SomeBack, -116),
        (Clue::FarBack, -166),
        (Clue::Subject, -2),
        (Clue::BothSubjects, 71),
        (Clue::Speaker, -6),
        (Clue::BothSpeak, 2),
        (Clue::Opens, 65),
        (Clue::Owns, 54),
        (Clue::LeftQuotation, 24),
        (Clue::EntersQuotation, -62),
        (Clue::BothQuoted, 15),
        (Clue::Named, 19),
        (Clue::Nearest, 108),
        (Clue::SecondNearest, 61),
        (Clue::LastPronoun, 19),
        (Clue::LastName, -53),
        (Clue::Twice, 21),
        (Clue::Often, 16),
        (Clue::MostOften, 25),
        (Clue::OtherParagraph, -69),
        (Clue::SameClause, 12),
        (Clue::OwnClause, 72),
        (Clue::SubjectBefore, 28),
        (Clue::FirstBefore, 6),
        (Clue::FirstHere, 23),
        (Clue::SpeaksQuotation, -147),
        (Clue::SpokeEver, 29),
        (Clue::Protagonist, 8),
        (Clue::Organisation, -133),
        (Clue::InstitutionSpeaks, 81),
        (Clue::InstitutionGoesOn, 105),
        (Clue::InstitutionActs, -108),
        (Clue::Place, 20),
        (Clue::Plural, 67),
        (Clue::Thing, -68),
        (Clue::Group, -22),
        (Clue::ThingBetween, -127),
        (Clue::Nested, -103),
    ]),
    doubt: 84,
};

/// "it".
pub(crate) const IT: Weighing = Weighing {
    weights: by_clue(&[
        (Clue::SameSentence, 113),
        (Clue::OneBack, 4),
        (Clue::TwoBack, -28),
        (Clue::SomeBack, -84),
        (Clue::FarBack, -159),
        (Clue::Subject, -36),
        (Clue::BothSubjects, 36),
        (Clue::Speaker, -6),
        (Clue::BothSpeak, 106),
        (Clue::Opens, 55),
        (Clue::Owns, 8),
        (Clue::LeftQuotation, -25),
        (Clue::EntersQuotation, -152),
        (Clue::BothQuoted, -68),
        (Clue::Named, -21),
        (Clue::Nearest, 60),
        (Clue::SecondNearest, 21),
        (Clue::LastPronoun, 54),
        (Clue::LastName, -42),
        (Clue::Twice, 57),
        (Clue::Often, 78),
        (Clue::OtherParagraph, -54),
        (Clue::SameClause, -21),
        (Clue::OwnClause, 126),
        (Clue::SubjectBefore, 57),
        (Clue::FirstBefore, 21),
        (Clue::FirstHere, -13),
        (Clue::SpeaksQuotation, -170),
        (Clue::SpokeEver, -38),
        (Clue::Protagonist, 13),
        (Clue::Organisation, -57),
        (Clue::InstitutionSpeaks, 162),
        (Clue::InstitutionGoesOn, 106),
        (Clue::InstitutionActs, 17),
        (Clue::Place, -88),
        (Clue::Thing, -89),
        (Clue::ThingBetween, -94),
        (Clue::Nested, -60),
    ]),
    doubt: 110,
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
