//! Pairs of statements in, how near they are and whether they contradict one another out. The same measures
//! by which claims are aligned, for whoever wants them without a story.

use woozle_language::Relation;

use crate::conflict::{Side, conflict, negation_differs};
use crate::rival::Wording;
use crate::{StatementRef, StoryInput, align};

/// How two statements stand to one another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// How near they are in meaning, from 0 to 1.
    pub nearness: f32,
    /// What speaks against both being true, where something does.
    pub conflict: Option<Conflict>,
    /// What the rules alone find.
    pub ruled: Option<Conflict>,
    /// What the reader of pairs finds, where there is one.
    pub relation: Option<Relation>,
}

/// What two statements exclude one another by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Conflict {
    /// One negates what the other affirms.
    Polarity,
    /// Figures for one thing that exclude each other.
    Number,
    /// Years that exclude each other.
    Year,
    /// Words of opposite meaning in the same place.
    Opposite,
    /// A word of the shorter that nothing in the longer says, where the longer has another of its class.
    Rival,
    /// No rule: the reader of two texts at once holds exclusion for likelier than agreement.
    Read,
}

/// How many times likelier than agreement the reader of pairs must hold exclusion where a rule finds some by a negation,
/// by a rival word, and where none does. Chosen on the pairs of `fever_symmetric.dev`, which no weight was learned from.
const BESIDE_A_NEGATION: f32 = 1.0;
const BESIDE_A_RIVAL: f32 = 0.17;
const ALONE: f32 = 3.5;

/// Compares each pair. Words are weighted, and vectors centred, by all statements of the input.
#[must_use]
pub fn compare(input: &StoryInput, pairs: &[(StatementRef, StatementRef)]) -> Vec<Comparison> {
    let alignment = align::measure(input);
    let relations = relations(input, pairs);
    let one = |(number, &(left, right)): (usize, &(StatementRef, StatementRef))| {
        let nearness = match (alignment.index(left), alignment.index(right)) {
            (Some(left), Some(right)) => alignment.meaning(left, right),
            _ => 0.0,
        };
        let (a, b) = (Side::new(input, left), Side::new(input, right));
        let wording = |at: StatementRef| {
            Some(Wording::new(&input.analyses[at.report], input.statement(at).content, input.embedder?))
        };
        let rival = || matches!((wording(left), wording(right)), (Some(a), Some(b)) if a.rivals(&b));
        // "is no comedy" and "is a war film" agree, so a rival is none where one side alone is negated.
        let ruled =
            conflict(a, b).or_else(|| (!negation_differs(a, b) && rival()).then_some(Conflict::Rival));
        let relation = relations.get(number).copied();
        let conflict = relation.map_or(ruled, |relation| judged(ruled, relation));
        Comparison { nearness, conflict, ruled, relation }
    };
    pairs.iter().enumerate().map(one).collect()
}

/// What the reader finds of each pair; nothing where there is none.
pub(crate) fn relations(input: &StoryInput, pairs: &[(StatementRef, StatementRef)]) -> Vec<Relation> {
    let (Some(reader), Some(embedder)) = (input.pairs, input.embedder) else { return Vec::new() };
    let pieces = |at: StatementRef| embedder.pieces(input.text(at));
    let read: Vec<_> = pairs.iter().map(|&(left, right)| (pieces(left), pieces(right))).collect();
    reader.relations(&read.iter().map(|(left, right)| (&left[..], &right[..])).collect::<Vec<_>>())
}

/// Rule and reader together. Figures, years and opposite words are sure; a negation and a rival word are hints that the
/// reader weighs.
fn judged(ruled: Option<Conflict>, relation: Relation) -> Option<Conflict> {
    let likelier = |times: f32| relation.excludes > times * relation.agrees;
    match ruled {
        Some(Conflict::Polarity) => ruled.filter(|_| likelier(BESIDE_A_NEGATION)),
        Some(Conflict::Rival) => ruled.filter(|_| likelier(BESIDE_A_RIVAL)),
        None => likelier(ALONE).then_some(Conflict::Read),
        sure => sure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_weighed_and_sure_conflicts_stay() {
        let read = |excludes: f32| Relation { agrees: 1.0 - excludes, excludes, neither: 0.0 };
        for sure in [Conflict::Number, Conflict::Year, Conflict::Opposite] {
            assert_eq!(judged(Some(sure), read(0.01)), Some(sure));
        }
        for (hint, weak, strong) in [(Conflict::Polarity, 0.4, 0.6), (Conflict::Rival, 0.1, 0.3)] {
            assert_eq!(judged(Some(hint), read(weak)), None);
            assert_eq!(judged(Some(hint), read(strong)), Some(hint));
        }
        assert_eq!(judged(None, read(0.7)), None);
        assert_eq!(judged(None, read(0.9)), Some(Conflict::Read));
        let unsure = Relation { agrees: 0.1, excludes: 0.2, neither: 0.7 };
        assert_eq!(judged(Some(Conflict::Rival), unsure), Some(Conflict::Rival));
        assert_eq!(judged(None, unsure), None);
    }
}
