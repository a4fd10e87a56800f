//! What a head has once: a tree with labels in, the same tree out with one subject and one object for each head.
//!
//! Heads and labels are found for every arc by itself. In the treebanks no word has two subjects of its own, and
//! none has an object beside a clause as its object (Universal Dependencies: a core argument is filled once), so of
//! two that claim one place the less certain takes what is next best for it: another label, or another head.

use woozle_neural::{exp, ln};

use crate::Deprel;

/// The score of every label for an arc.
pub(super) type LabelScores = [f32; Deprel::ALL.len()];

/// Other heads that score this much less than the best are not considered.
const FAR: f32 = 12.0;

/// The place that an argument fills, if a head has it once.
fn place(label: Deprel) -> Option<u8> {
    match label {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::CsubjPass => Some(0),
        Deprel::Obj | Deprel::Ccomp => Some(1),
        _ => None,
    }
}

/// The words that claim a place which another word of the same head claims too, by head and place. Heads count from
/// 1, 0 is the root.
pub(super) fn crowded(heads: &[u32], labels: &[Deprel]) -> Vec<Vec<usize>> {
    let claims = |(at, (&head, &label)): (usize, (&u32, &Deprel))| Some(((head, place(label)?), at));
    let mut claims: Vec<_> = heads.iter().zip(labels).enumerate().filter_map(claims).collect();
    claims.sort_unstable();
    let groups = claims.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
    groups.map(|group| group.iter().map(|claim| claim.1).collect()).collect()
}

/// What a word takes when it leaves its place.
#[derive(Clone, Copy)]
struct Way {
    head: u32,
    label: Deprel,
    /// Logarithm of how much less likely it is than what the word has.
    loss: f32,
}

/// Leaves each crowded place to the word that would lose most without it; the others go their next best way.
///
/// `arcs` holds for each word the scores of its heads, the root's first; `scored` gives the labels of an arc, of a
/// dependent counted from 0 and a head counted from 1.
pub(super) fn settle(
    crowded: Vec<Vec<usize>>,
    (arcs, stride): (&[f32], usize),
    mut scored: impl FnMut(usize, usize) -> LabelScores,
    (heads, labels): (&mut [u32], &mut [Deprel]),
) {
    for group in crowded {
        let mut ways: Vec<(usize, Way)> = group
            .iter()
            .map(|&word| {
                let scores = &arcs[word * stride..][..heads.len() + 1];
                (word, next_best(word, scores, &mut scored, (heads, labels)))
            })
            .collect();
        // The first of those that lose most stays.
        let most = ways.iter().map(|way| way.1.loss).fold(f32::MIN, f32::max);
        if let Some(kept) = ways.iter().position(|way| way.1.loss >= most) {
            ways.remove(kept);
        }
        for (word, way) in ways {
            if !leads_to(heads, way.head, word) {
                (heads[word], labels[word]) = (way.head, way.label);
            }
        }
    }
}

/// The next best head and label of a word that leaves its place.
fn next_best(
    word: usize,
    arcs: &[f32],
    scored: &mut impl FnMut(usize, usize) -> LabelScores,
    (heads, labels): (&[u32], &[Deprel]),
) -> Way {
    let now = heads[word];
    let from = arcs[now as usize];
    let own = sure(&scored(word, now as usize))[labels[word] as usize];
    let left = place(labels[word]);
    let mut best = Way { head: now, label: labels[word], loss: f32::MAX };
    for (head, score) in arcs.iter().enumerate().skip(1) {
        let behind = from - score;
        let elsewhere = head != now as usize;
        if behind > FAR
            || behind >= best.loss
            || elsewhere && (leads_to(heads, head as u32, word) || crosses(heads, word, head))
        {
            continue;
        }
        let sure = sure(&scored(word, head));
        for &label in Deprel::ALL {
            let loss = behind + own - sure[label as usize];
            if loss >= best.loss {
                continue;
            }
            let fills = |(at, (&other, &label)): (usize, (&u32, &Deprel))| {
                (at != word && other as usize == head).then(|| place(label)).flatten()
            };
            let filled =
                |of: u8| heads.iter().zip(labels).enumerate().filter_map(fills).any(|place| place == of);
            let taken = place(label).is_some_and(|of| !elsewhere && left == Some(of) || filled(of));
            if !taken {
                best = Way { head: head as u32, label, loss };
            }
        }
    }
    best
}

/// Whether the arc of a word (counted from 0) and a head (counted from 1) would cross another.
fn crosses(heads: &[u32], word: usize, head: usize) -> bool {
    let (low, high) = (word.min(head - 1), word.max(head - 1));
    let inside = |at: usize| low < at && at < high;
    let outside = |at: usize| at < low || high < at;
    heads.iter().enumerate().any(|(other, &above)| {
        let Some(above) = (above as usize).checked_sub(1) else { return inside(other) };
        other != word && (inside(other) && outside(above) || outside(other) && inside(above))
    })
}

/// Logarithms of how likely the labels are.
fn sure(scores: &LabelScores) -> LabelScores {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| exp(score - most)).sum();
    scores.map(|score| score - most - ln(sum))
}

/// Whether the heads above a word (counted from 1, 0 the root) lead to another (counted from 0), or it is the same.
fn leads_to(heads: &[u32], mut from: u32, word: usize) -> bool {
    while let Some(at) = (from as usize).checked_sub(1) {
        if at == word {
            return true;
        }
        from = heads[at];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Owners farmers said", each word with the scores of its heads, the root's first, a row of four.
    const ARCS: [f32; 16] = [
        0.0,
        f32::MIN,
        -9.0,
        5.0, //
        0.0,
        -9.0,
        f32::MIN,
        5.0, //
        5.0,
        -9.0,
        -9.0,
        f32::MIN, //
        0.0,
        0.0,
        0.0,
        0.0,
    ];

    /// The label that this dependent gets beside `Nsubj`, and how much less likely it is.
    fn scores(other: Deprel, behind: f32) -> LabelScores {
        let mut scores = [-20.0; Deprel::ALL.len()];
        scores[Deprel::Nsubj as usize] = 2.0;
        scores[other as usize] = 2.0 - behind;
        scores
    }

    fn settled(behind: [f32; 2]) -> (Vec<u32>, Vec<Deprel>) {
        let mut heads = vec![3, 3, 0];
        let mut labels = vec![Deprel::Nsubj, Deprel::Nsubj, Deprel::Root];
        let scored = |dependent: usize, _: usize| scores(Deprel::Vocative, behind[dependent]);
        settle(crowded(&heads, &labels), (&ARCS, 4), scored, (&mut heads, &mut labels));
        (heads, labels)
    }

    #[test]
    fn of_two_subjects_the_less_certain_takes_another_label() {
        let (heads, labels) = settled([0.5, 4.0]);
        assert_eq!(heads, [3, 3, 0]);
        assert_eq!(labels, [Deprel::Vocative, Deprel::Nsubj, Deprel::Root]);
        let (_, labels) = settled([4.0, 0.5]);
        assert_eq!(labels, [Deprel::Nsubj, Deprel::Vocative, Deprel::Root]);
    }

    #[test]
    fn a_place_that_one_word_claims_is_left() {
        let labels = [Deprel::Nsubj, Deprel::Obj, Deprel::Root];
        assert!(crowded(&[3, 3, 0], &labels).is_empty());
        assert_eq!(crowded(&[3, 3, 0], &[Deprel::Obj, Deprel::Ccomp, Deprel::Root]), [[0, 1]]);
    }

    #[test]
    fn an_arc_over_the_end_of_another_crosses_it() {
        // "a b c d": c hangs on a. An arc from b to d crosses that, one from b to a does not.
        let heads = [0, 1, 1, 1];
        assert!(crosses(&heads, 1, 4));
        assert!(!crosses(&heads, 1, 1));
    }
}
