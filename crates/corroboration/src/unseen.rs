//! Credits in, upstreams that a report carries without credit out: what one report credits to an outlet and
//! another says in the same claims without naming anybody for it.

use std::collections::BTreeMap;

use woozle_text::{Evidence, Place};

use crate::lineage::Credited;
use crate::{Edge, EdgeKind, StatementRef};

/// Claims that must be carried without credit before an upstream is inferred.
const LEAST: usize = 3;

/// Inferred edges from the credited upstreams to reports that carry what others credit to them.
pub(crate) fn unseen(
    credits: &[Credited],
    claims: &[Vec<StatementRef>],
    places: impl Fn(StatementRef) -> Place,
) -> Vec<Edge> {
    let mut edges = Vec::new();
    for credited in credits {
        let mut carried: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        for claim in claims {
            let holders: Vec<&StatementRef> =
                claim.iter().filter(|at| credited.statements.contains(at)).collect();
            let mut without: Vec<&StatementRef> = claim
                .iter()
                .filter(|at| credited.own != Some(at.report) && !credited.reports.contains(&at.report))
                .collect();
            without.dedup_by_key(|at| at.report);
            if let Some(holder) = holders.first() {
                for at in without {
                    carried.entry(at.report).or_default().extend([places(**holder), places(*at)]);
                }
            }
        }
        for (report, places) in carried.into_iter().filter(|(_, places)| places.len() >= 2 * LEAST) {
            let why = "another report credits what this one carries without credit";
            edges.push(Edge {
                from: credited.from.clone(),
                to: vec![report],
                kind: EdgeKind::Inferred,
                evidence: vec![Evidence::new("uncredited", why, 0.6, places)],
            });
        }
    }
    edges
}
