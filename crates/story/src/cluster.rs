//! Reports grouped by what they say. Analyses in, [`Story`]s out; knows no statements and no sources.
//!
//! Two reports belong together when the cosine of their signatures passes a threshold: names weigh most,
//! then nouns, verbs and numbers; what most of the input shares weighs less. A report joins a story when
//! it is near to the story's reports on the average, so that one loose roundup does not glue two events.

use std::collections::BTreeMap;

use woozle_language::{Analysis, Upos};
use woozle_text::{Evidence, Place, Report};

use crate::Story;

/// Least average cosine of two groups that become one.
const NEAR: f32 = 0.17;

/// How many shared terms are named as evidence.
const NAMED: usize = 5;

type Signature = BTreeMap<String, f32>;

/// Groups the reports. The order of the reports shows in the numbers of the answer alone, never in who
/// is grouped with whom. Every report is in exactly one story.
#[must_use]
pub fn cluster(reports: &[Report], analyses: &[Analysis]) -> Vec<Story> {
    let signatures =
        weigh(reports.iter().zip(analyses).map(|(report, analysis)| terms(report, analysis)).collect());
    let near = neighbours(&signatures);
    let mut groups: Vec<Vec<usize>> = (0..reports.len()).map(|report| vec![report]).collect();
    while let Some((a, b)) = nearest(&groups, &near) {
        let joined = groups.remove(b);
        groups[a].extend(joined);
        groups[a].sort_unstable();
    }
    groups.sort();
    groups.into_iter().map(|members| story(reports, &signatures, members)).collect()
}

/// How often a report uses each of its telling words; names count double.
fn terms(report: &Report, analysis: &Analysis) -> Signature {
    let mut terms = Signature::new();
    for token in &analysis.tokens {
        let weight = match token.upos {
            Upos::Propn => 2.0,
            Upos::Noun | Upos::Num => 1.0,
            Upos::Verb | Upos::Adj => 0.5,
            _ => continue,
        };
        if token.lemma.len() > 2 {
            *terms.entry(token.lemma.to_lowercase()).or_default() += weight;
        }
    }
    if analysis.tokens.is_empty() {
        for word in report.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4) {
            *terms.entry(word.to_lowercase()).or_default() += 1.0;
        }
    }
    terms
}

/// Damps repetition and what most reports share, and scales every signature to length one.
fn weigh(mut signatures: Vec<Signature>) -> Vec<Signature> {
    let mut spread: BTreeMap<String, f32> = BTreeMap::new();
    for term in signatures.iter().flat_map(Signature::keys) {
        *spread.entry(term.clone()).or_default() += 1.0;
    }
    let count = signatures.len() as f32;
    for signature in &mut signatures {
        for (term, weight) in signature.iter_mut() {
            // With few reports of one story everything is shared: rarity is a mild prior, not a filter.
            let rarity = (1.0 + count / spread[term]).ln();
            *weight = (1.0 + *weight).ln() * rarity;
        }
        let length =
            signature.values().map(|weight| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        signature.values_mut().for_each(|weight| *weight /= length);
    }
    signatures
}

/// Cosines of all pairs of reports that share a term, through an inverted index.
fn neighbours(signatures: &[Signature]) -> BTreeMap<(usize, usize), f32> {
    let mut index: BTreeMap<&str, Vec<(usize, f32)>> = BTreeMap::new();
    for (report, signature) in signatures.iter().enumerate() {
        for (term, &weight) in signature {
            index.entry(term).or_default().push((report, weight));
        }
    }
    // A term that a large share of a large input uses tells nothing and would make every pair a candidate.
    let crowded = (signatures.len() / 4).max(60);
    let mut near = BTreeMap::new();
    for postings in index.values().filter(|postings| postings.len() <= crowded) {
        for (at, &(a, left)) in postings.iter().enumerate() {
            for &(b, right) in &postings[at + 1..] {
                *near.entry((a, b)).or_insert(0.0) += left * right;
            }
        }
    }
    near
}

/// The two groups with the highest average cosine, if it is high enough.
fn nearest(groups: &[Vec<usize>], near: &BTreeMap<(usize, usize), f32>) -> Option<(usize, usize)> {
    let mut group_of = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        group_of.extend(group.iter().map(|&report| (report, number)));
    }
    let mut sums: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (&(a, b), &cosine) in near {
        let (a, b) = (group_of[&a], group_of[&b]);
        if a != b {
            *sums.entry((a.min(b), a.max(b))).or_default() += cosine;
        }
    }
    let average = |&((a, b), sum): &((usize, usize), f32)| sum / (groups[a].len() * groups[b].len()) as f32;
    sums.into_iter()
        .filter(|pair| average(pair) >= NEAR)
        .max_by(|x, y| average(x).total_cmp(&average(y)).then(y.0.cmp(&x.0)))
        .map(|(pair, _)| pair)
}

fn story(reports: &[Report], signatures: &[Signature], members: Vec<usize>) -> Story {
    let mut evidence = Vec::new();
    if members.len() > 1 {
        let mut shared: BTreeMap<&str, f32> = BTreeMap::new();
        for (term, weight) in members.iter().flat_map(|&report| &signatures[report]) {
            *shared.entry(term).or_default() += weight;
        }
        shared.retain(|term, _| {
            members.iter().filter(|&&report| signatures[report].contains_key(*term)).count() > 1
        });
        let mut ranked: Vec<(&str, f32)> = shared.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let named: Vec<&str> = ranked.iter().take(NAMED).map(|(term, _)| *term).collect();
        let places = members
            .iter()
            .filter_map(|&report| Some(Place { report, span: reports[report].blocks.first()?.span }))
            .collect();
        evidence.push(Evidence::new(
            "shared-terms",
            format!("shared words: {}", named.join(", ")),
            1.0,
            places,
        ));
    }
    Story { reports: members, evidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports(texts: &[&str]) -> (Vec<Report>, Vec<Analysis>) {
        (texts.iter().map(|text| Report::from_text(*text)).collect(), vec![Analysis::default(); texts.len()])
    }

    const FERRY: &str =
        "A ferry caught fire off Porto Lindo, harbour master Teresa Vaz said. The ferry carried passengers.";
    const FERRY_AGAIN: &str =
        "Passengers left the burning ferry near Porto Lindo, according to harbour master Teresa Vaz.";
    const MINE: &str =
        "Miners at Karvala walked out over unpaid wages, union leader Jonas Brandt told reporters.";

    #[test]
    fn two_events_in_one_input_are_two_stories() {
        let (reports, analyses) = reports(&[FERRY, MINE, FERRY_AGAIN]);
        let groups: Vec<Vec<usize>> =
            cluster(&reports, &analyses).into_iter().map(|story| story.reports).collect();
        assert_eq!(groups, [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_report_alone_is_a_story() {
        let (reports, analyses) = reports(&[MINE]);
        assert_eq!(cluster(&reports, &analyses)[0].reports, [0]);
        assert!(cluster(&[], &[]).is_empty());
    }
}
