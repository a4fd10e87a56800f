//! Signatures in, pairs of reports that share telling words out, with how near they are, 0 to 1.
//!
//! Only reports that share some of their most telling words are compared, so that the work grows with
//! the number of reports, not with its square.

use std::collections::BTreeMap;

use crate::{Settings, rarity::Rarity, signature::Signature};

/// A report as a vector of length one: number of the term and weight, by term.
type Vector = Vec<(u32, f32)>;

/// Reports as vectors over numbered terms.
pub(crate) struct Space {
    /// The terms by number.
    pub terms: Vec<String>,
    /// One vector a report.
    pub vectors: Vec<Vector>,
}

/// A pair of reports, the smaller number first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub reports: (u32, u32),
    pub near: f32,
}

/// So many of a report's most telling terms lead to others to compare it with.
const LEADS: usize = 24;
/// A term that more reports use leads nowhere in particular.
const CROWDED: usize = 200;
/// A report keeps so many of its most telling terms.
const KEPT: usize = 250;

/// Weighs the signatures' terms.
pub(crate) fn space(signatures: &[Signature], settings: &Settings) -> Space {
    let mut counts: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    for term in signatures.iter().flat_map(Signature::keys) {
        counts.entry(term).or_default().1 += 1;
    }
    // A term that one report uses brings no two together; it only makes its report longer.
    for (number, entry) in counts.values_mut().enumerate() {
        entry.0 = number as u32;
    }
    let rarity = Rarity::new();
    let weights: Vec<f32> =
        counts.iter().map(|(term, &(_, here))| rarity.weight(term, here, signatures.len())).collect();
    let vectors = signatures.iter().map(|signature| {
        let weighed = signature.iter().map(|(term, used)| {
            let number = counts[term.as_str()].0;
            let name = if used.name { settings.name_weight } else { 1.0 };
            (number, (1.0 + used.count.ln()) * weights[number as usize] * name)
        });
        unit(weighed.collect())
    });
    let vectors = vectors.collect();
    Space { terms: counts.into_keys().map(str::to_owned).collect(), vectors }
}

/// Keeps the heaviest terms, in order of their numbers, and scales them to length one.
fn unit(mut vector: Vector) -> Vector {
    vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    vector.truncate(KEPT);
    vector.sort_by_key(|&(term, _)| term);
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    vector
}

/// The pairs that may be near, with the cosine of their vectors.
pub(crate) fn pairs(space: &Space, least: f32) -> Vec<Pair> {
    let postings = postings(space);
    let mut pairs = Vec::new();
    let mut seen = vec![u32::MAX; space.vectors.len()];
    for (report, vector) in space.vectors.iter().enumerate() {
        for (term, _) in leads(vector) {
            let others = &postings[term as usize];
            if others.len() > CROWDED {
                continue;
            }
            for &other in others.iter().take_while(|&&other| (other as usize) < report) {
                if std::mem::replace(&mut seen[other as usize], report as u32) == report as u32 {
                    continue;
                }
                let near = cosine(&space.vectors[other as usize], vector);
                if near >= least {
                    pairs.push(Pair { reports: (other, report as u32), near });
                }
            }
        }
    }
    pairs.sort_by_key(|pair| pair.reports);
    pairs
}

/// For every term the reports that have it, ascending.
fn postings(space: &Space) -> Vec<Vec<u32>> {
    let mut postings = vec![Vec::new(); space.terms.len()];
    for (report, vector) in space.vectors.iter().enumerate() {
        for &(term, _) in vector {
            postings[term as usize].push(report as u32);
        }
    }
    postings
}

/// The most telling terms of the vector.
fn leads(vector: &Vector) -> Vector {
    let mut leads = vector.clone();
    leads.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    leads.truncate(LEADS);
    leads
}

/// The cosine of two vectors of length one.
fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut at, mut sum) = (0, 0.0);
    for &(term, weight) in a {
        while b.get(at).is_some_and(|&(other, _)| other < term) {
            at += 1;
        }
        match b.get(at) {
            Some(&(other, other_weight)) if other == term => sum += weight * other_weight,
            Some(_) => {}
            None => break,
        }
    }
    sum
}
