//! Credits in, upstreams that a report carries without credit out: what one report credits to an outlet and
//! another says in the same claims without naming anybody for it.

use std::collections::BTreeMap;

use woozle_attribution::{Manner, SourceKind};
use woozle_text::{Evidence, Place};

use crate::align::Alignment;
use crate::lineage::Credited;
use crate::name::same;
use crate::publication::Publication;
use crate::{Edge, EdgeKind, StatementRef, StoryInput};

/// Claims that must be carried without credit before an upstream is inferred.
const LEAST: usize = 3;

/// Statements with the credit to which one without it is compared: enough, and a claim of 500 reports stays cheap.
const COMPARED: usize = 8;
/// Nearness from which two statements have the same words.
const VERBATIM: f32 = 0.7;

/// Inferred edges from the credited upstreams to reports that carry what others credit to them.
pub(crate) fn unseen(
    input: &StoryInput,
    credits: &[Credited],
    alignment: &Alignment,
    publication: &Publication,
) -> Vec<Edge> {
    let mut carried: BTreeMap<(usize, usize), Vec<Place>> = BTreeMap::new();
    for claim in &alignment.bodies() {
        let Some((number, holders)) = most_credited(credits, claim) else { continue };
        let credited = &credits[number];
        let compared = &holders[..holders.len().min(COMPARED)];
        let mut without: Vec<StatementRef> = claim
            .iter()
            .filter(|at| credited.own != Some(at.report) && !credited.reports.contains(&at.report))
            .filter(|at| !earlier(publication, credited.own, at.report, &holders))
            .filter(|at| compared.iter().any(|holder| like(input, *holder, **at)))
            .filter(|at| !told_itself(input, alignment, **at, compared))
            .copied()
            .collect();
        without.dedup_by_key(|at| at.report);
        for at in without {
            let places =
                [holders[0], at].map(|at| Place { report: at.report, span: input.statement(at).content });
            carried.entry((number, at.report)).or_default().extend(places);
        }
    }
    let mut edges = Vec::new();
    for ((number, report), places) in carried {
        let credited = &credits[number];
        let least =
            if input.reports[report].text.contains(credited.printed.as_str()) { LEAST - 1 } else { LEAST };
        if places.len() >= 2 * least {
            let why = "another report credits what this one carries without credit";
            let evidence = vec![Evidence::new("uncredited", why, 0.6, places)];
            edges.push(Edge {
                from: credited.from.clone(),
                to: vec![report],
                kind: EdgeKind::Inferred,
                evidence,
            });
        }
    }
    edges
}

/// The upstream that most reports credit for the claim, with the statements that do.
fn most_credited(credits: &[Credited], claim: &[StatementRef]) -> Option<(usize, Vec<StatementRef>)> {
    let holders = |credited: &Credited| -> Vec<StatementRef> {
        claim.iter().filter(|at| credited.statements.contains(at)).copied().collect()
    };
    let all = credits.iter().enumerate().map(|(number, credited)| (number, holders(credited)));
    all.filter(|(_, holders)| !holders.is_empty())
        .max_by_key(|(number, holders)| (holders.len(), usize::MAX - number))
}

/// Whether the report was published before the upstream's own, or before every report that gives the credit.
fn earlier(
    publication: &Publication,
    upstream: Option<usize>,
    report: usize,
    holders: &[StatementRef],
) -> bool {
    upstream.is_some_and(|upstream| publication.earlier(report, upstream))
        || holders.iter().all(|at| publication.earlier(report, at.report))
}

/// Whether the statement may have been carried from the other: both affirm or both deny, and they are not the same
/// person's words in quotation marks, which two reporters at one press conference share honestly.
fn like(input: &StoryInput, holder: StatementRef, at: StatementRef) -> bool {
    let (one, other) = (input.statement(holder), input.statement(at));
    let quoted = one.manner == Manner::Direct && other.manner == Manner::Direct;
    let speaker = matches!((one.origin(), other.origin()), (Some(a), Some(b))
        if a.kind == SourceKind::Person && b.kind == SourceKind::Person && same(&a.name, &b.name));
    one.polarity == other.polarity && !(quoted && speaker)
}

/// Whether the report has the claim from somebody of its own: a named source that is not the one whom the upstream
/// has, and who does not say it in the same words.
fn told_itself(
    input: &StoryInput,
    alignment: &Alignment,
    at: StatementRef,
    holders: &[StatementRef],
) -> bool {
    let Some(own) = input.statement(at).origin() else { return false };
    let named = matches!(own.kind, SourceKind::Person | SourceKind::Organisation | SourceKind::Document);
    let repeats = |holder: &StatementRef| {
        let origin = input.statement(*holder).origin();
        let nearness = alignment.index(at).zip(alignment.index(*holder));
        origin.is_some_and(|origin| same(&origin.name, &own.name))
            || nearness.is_some_and(|(one, other)| alignment.nearness(one, other) >= VERBATIM)
    };
    named && !holders.iter().any(repeats)
}
