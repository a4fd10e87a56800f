//! How much each [`Clue`] weighs for "he" and "she", and for "they".
//!
//! Hundredths of a logit, in `data/pronoun-weights.tsv`, which `cargo xtask train pronouns` writes anew: a conditional
//! logistic model over the candidates that [`crate::antecedent`] finds and over "none of them", fitted to the chains
//! of the training half of OntoGUM, speakers counting three times. Set by hand for news, of which OntoGUM has
//! little, are the clues of [`held`]: the fit takes them as given.

use std::sync::OnceLock;

use crate::antecedent::Clue;
use crate::table::rows;

/// Which pronouns share weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PronounKind {
    /// "he", "she".
    Person,
    /// "they".
    They,
}

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

/// The weights set by hand, by the number of their clue: whoever does something in a clause is another than "him" in
/// it, of which OntoGUM has too few to learn; who stands in a quotation is rarely meant after it, who
/// spoke goes on speaking, who is spoken of does not speak, and of "he" and "she" whom only pronouns have meant
/// comes last and a name says nothing: OntoGUM's conversations name few of whom they speak.
#[must_use]
pub fn held(kind: PronounKind) -> Vec<(usize, i32)> {
    let both = [(Clue::LeftQuotation, -50), (Clue::SpeaksOn, 150), (Clue::SpokenOf, -300)];
    let people = [(Clue::Named, 0), (Clue::Nameless, -150), (Clue::SameClause, -136)].into_iter();
    both.into_iter()
        .chain(people.filter(|_| kind == PronounKind::Person))
        .map(|(clue, weight)| (clue as usize, weight))
        .collect()
}

/// The weights of the table.
pub(crate) fn weighing(kind: PronounKind) -> &'static Weighing {
    static WEIGHINGS: OnceLock<[Weighing; 2]> = OnceLock::new();
    let [person, they] = WEIGHINGS.get_or_init(|| [1, 2].map(read));
    match kind {
        PronounKind::Person => person,
        PronounKind::They => they,
    }
}

fn read(column: usize) -> Weighing {
    let mut weighing = Weighing { weights: [0; Clue::COUNT], doubt: 0 };
    let names = Clue::names();
    for row in rows(include_str!("../data/pronoun-weights.tsv")) {
        let weight = row.get(column).and_then(|weight| weight.parse().ok()).unwrap_or(0);
        match names.iter().position(|name| row.first() == Some(&&**name)) {
            Some(at) => weighing.weights[at] = weight,
            None => weighing.doubt = weight,
        }
    }
    weighing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_clue_once_and_keeps_what_is_held() {
        let table: Vec<_> = rows(include_str!("../data/pronoun-weights.tsv")).collect();
        let mut names = Clue::names();
        names.push("doubt".to_owned());
        names.sort();
        assert_eq!(table.iter().map(|row| row[0]).collect::<Vec<_>>(), names);
        for kind in [PronounKind::Person, PronounKind::They] {
            for (clue, weight) in held(kind) {
                assert_eq!(weighing(kind).weights[clue], weight, "clue {clue} of {kind:?}");
            }
        }
    }
}
