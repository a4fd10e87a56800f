//! Reports and claims in, the [`Waterfall`] out: reports, distinct texts, outlets, origins.

use std::collections::BTreeSet;

use woozle_attribution::SourceKind;
use woozle_language::same_outlet;

use crate::name::same;
use crate::reuse::{self, Wordings};
use crate::union::Union;
use crate::{Claim, Origin, StoryInput, Waterfall};

/// From many reports to few origins.
pub(crate) fn waterfall(input: &StoryInput, claims: &[Claim], wordings: &Wordings) -> Waterfall {
    let mut texts: Vec<&BTreeSet<u64>> = Vec::new();
    let mut outlets: Vec<&str> = Vec::new();
    let mut unknown = 0;
    for &member in input.members {
        let wording = &wordings[&member];
        if !texts.iter().any(|other| reuse::containment(wording, other) >= 0.8) {
            texts.push(wording);
        }
        match input.reports[member].outlet.as_deref() {
            Some(outlet) if outlets.iter().any(|other| same_outlet(other, outlet)) => {}
            Some(outlet) => outlets.push(outlet),
            None => unknown += 1,
        }
    }
    let (established, possible) = origins(claims);
    Waterfall {
        reports: input.members.len(),
        distinct_texts: texts.len(),
        outlets: outlets.len() + unknown,
        established,
        possible,
    }
}

fn origins(claims: &[Claim]) -> (usize, usize) {
    let mut distinct: Vec<&Origin> = Vec::new();
    let mut keys = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        for origin in &claim.origins {
            let known = distinct.iter().position(|other| same(&other.name, &origin.name));
            let at = known.unwrap_or_else(|| {
                distinct.push(origin);
                distinct.len() - 1
            });
            keys.push((number, origin.group, at));
        }
    }
    let mut union = Union::new(distinct.len());
    let mut unnamed = None;
    for (number, (claim, group, at)) in keys.iter().enumerate() {
        for (_, _, other) in keys[..number].iter().filter(|(c, g, _)| c == claim && g == group) {
            union.join(*at, *other);
        }
        if distinct[*at].kind == SourceKind::Unnamed {
            union.join(*at, *unnamed.get_or_insert(*at));
        }
    }
    let established = (0..distinct.len()).filter(|at| union.root(*at) == *at).count();
    (established, distinct.len())
}
