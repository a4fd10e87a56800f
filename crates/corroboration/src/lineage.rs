//! Aligned statements in, derivations between reports and from unseen upstreams out, credited or inferred.
//!
//! It claims no direction that neither dates, credits nor content establish.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::{Manner, Source, SourceKind};
use woozle_language::{outlet, same_outlet};
use woozle_text::{Evidence, Place};

use crate::align::Alignment;
use crate::publication::Publication;
use crate::reuse::Wordings;
use crate::{Edge, EdgeKind, StatementRef, StoryInput, Upstream, reuse, unseen};

/// Claims that only two reports share before one is inferred to derive from the other.
const SHARED_ALONE: f32 = 3.5;

/// Least number of shared claims that one report tells more fully while the other tells none so.
const FULLER: usize = 3;

/// An outlet that reports credit, with the statements they credit to it.
pub(crate) struct Credited {
    pub(crate) from: Upstream,
    name: String,
    /// Its name as a report prints it.
    pub(crate) printed: String,
    /// The report it published among the input.
    pub(crate) own: Option<usize>,
    pub(crate) reports: BTreeSet<usize>,
    pub(crate) statements: BTreeSet<StatementRef>,
    places: Vec<Place>,
}

/// All derivations over aligned claims, credited first.
pub(crate) fn lineage(
    input: &StoryInput,
    alignment: &Alignment,
    wordings: &Wordings,
    publication: &Publication,
) -> Vec<Edge> {
    let claims = alignment.bodies();
    let credits = credits(input, publication);
    let mut edges: Vec<Edge> = credits.iter().map(credited).collect();
    let mut inferred = unseen::unseen(input, &credits, alignment, publication);
    let passages = shared(input, &claims, wordings, publication)
        .into_iter()
        .filter(|edge| !explained(edge, &edges, &inferred))
        .collect::<Vec<_>>();
    inferred.extend(passages);
    for edge in inferred {
        let known = |other: &Edge| other.from == edge.from && edge.to.iter().all(|to| other.to.contains(to));
        if !edges.iter().any(known) {
            edges.push(edge);
        }
    }
    edges
}

/// Whether both ends of the edge have an unseen upstream in common, which explains what they share.
fn explained(edge: &Edge, credited: &[Edge], inferred: &[Edge]) -> bool {
    let from = |upstream: &Upstream| {
        let edges = credited.iter().chain(inferred).filter(move |edge| edge.from == *upstream);
        edges.flat_map(|edge| edge.to.clone()).collect::<Vec<usize>>()
    };
    let Upstream::Report(own) = edge.from else { return false };
    let unseen = |edge: &&Edge| matches!(edge.from, Upstream::Unseen(_));
    credited.iter().filter(unseen).any(|common| {
        let reached = from(&common.from);
        reached.contains(&own) && edge.to.iter().all(|to| reached.contains(to))
    })
}

/// Whether the text or our reading makes one of the two derive from the other by inference.
pub(crate) fn derived_from(lineage: &[Edge], a: usize, b: usize) -> bool {
    lineage.iter().filter(|edge| edge.kind == EdgeKind::Inferred).any(|edge| match edge.from {
        Upstream::Report(from) => (from == a && edge.to.contains(&b)) || (from == b && edge.to.contains(&a)),
        Upstream::Unseen(_) => edge.to.contains(&a) && edge.to.contains(&b),
    })
}

fn credited(credited: &Credited) -> Edge {
    let why = format!("credits {}", credited.name);
    Edge {
        from: credited.from.clone(),
        to: credited.reports.iter().copied().collect(),
        kind: EdgeKind::Credited,
        evidence: vec![Evidence::new("credited", why, 1.0, credited.places.clone())],
    }
}

/// The outlets that reports credit, by the outlet of each chain that is nearest the report and by credits outside the sentences.
fn credits(input: &StoryInput, publication: &Publication<'_>) -> Vec<Credited> {
    let mut all: Vec<Credited> = Vec::new();
    for report in input.sorted_members() {
        let mut chained: Vec<&str> = Vec::new();
        for (number, statement) in input.statements[&report].iter().enumerate() {
            let outlet = |source: &&Source| {
                let named = source.name.chars().any(char::is_uppercase);
                named && (source.kind == SourceKind::Outlet || publication.is_masthead(&source.name))
            };
            let at = StatementRef { report, statement: number };
            let mut outlets = statement.sources.iter().filter(outlet);
            if let Some(source) = outlets.next() {
                let found = (source.name.as_str(), Some(at), Some(Place { report, span: source.span }));
                record(publication, &mut all, report, found);
            }
            // What stands behind another outlet is indirect.
            chained.extend(outlets.map(|source| source.name.as_str()));
        }
        let chained = |name: &str| chained.iter().any(|source| alike(source, name));
        for found in publication.credits(report).iter().filter(|found| !chained(found.name)) {
            let place = Place { report, span: found.span };
            record(publication, &mut all, report, (found.name, None, Some(place)));
        }
        for printed in &input.reports[report].credits {
            let place = printed.span.map(|span| Place { report, span });
            record(publication, &mut all, report, (&printed.name, None, place));
        }
    }
    all
}

fn record(
    publication: &Publication,
    all: &mut Vec<Credited>,
    report: usize,
    found: (&str, Option<StatementRef>, Option<Place>),
) {
    let (name, statement, place) = found;
    if publication.outlet(report).is_some_and(|own| alike(own, name)) {
        return;
    }
    let number = all.iter().position(|credited| alike(&credited.name, name)).unwrap_or_else(|| {
        let own = publication.of(|outlet| alike(outlet, name));
        let canonical = outlet(name).map_or(name, |entry| entry.name);
        all.push(Credited {
            from: own.map_or_else(|| Upstream::Unseen(Some(canonical.to_owned())), Upstream::Report),
            name: canonical.to_owned(),
            printed: name.to_owned(),
            own,
            reports: BTreeSet::new(),
            statements: BTreeSet::new(),
            places: Vec::new(),
        });
        all.len() - 1
    });
    all[number].reports.insert(report);
    all[number].statements.extend(statement);
    all[number].places.extend(place);
}

pub(crate) fn alike(one: &str, other: &str) -> bool {
    same_outlet(one, other) || crate::name::same(one, other)
}

/// Derivations between reports read off claims and passages that two of them share. Beside the likeliest
/// upstream of a report another stands only for what no third report has.
fn shared(
    input: &StoryInput,
    claims: &[Vec<StatementRef>],
    wordings: &Wordings,
    publication: &Publication,
) -> Vec<Edge> {
    let members: Vec<usize> = wordings.keys().copied().collect();
    let stated = stated(claims);
    let mut found: Vec<(usize, f32, f32, Edge)> = Vec::new();
    for (x, &a) in members.iter().enumerate() {
        for &b in &members[x + 1..] {
            let known = direction(publication, a, b);
            let Some((from, to)) = known.or_else(|| fuller(input, &common(&stated, a, b))) else { continue };
            let passage = reuse::containment(&wordings[&a], &wordings[&b]);
            let mut pairs = common(&stated, from, to);
            pairs.retain(|pair| !tells_otherwise(input, pair));
            let total: f32 = pairs.iter().map(|pair| pair.rarity).sum();
            let alone = pairs.iter().filter(|pair| pair.rarity >= 1.0).count() as f32;
            if passage >= 0.25
                || (total >= SHARED_ALONE && uncredited(input, &pairs) >= 0.5 && ordered(&pairs) >= 0.6)
            {
                found.push((to, total + 8.0 * passage, alone, inferred(input, (from, to), &pairs, passage)));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let best = |number: usize| number == 0 || found[number - 1].0 != found[number].0;
    let kept = |(number, edge): (usize, &(usize, f32, f32, Edge))| {
        (best(number) || edge.2 >= SHARED_ALONE).then(|| edge.3.clone())
    };
    found.iter().enumerate().filter_map(kept).collect()
}

struct Pair {
    left: StatementRef,
    right: StatementRef,
    /// 1 where only the two reports have it, less where others do.
    rarity: f32,
}

/// For each report, the claims it states in order, each with its first statement there and the claim's rarity.
type Stated = BTreeMap<usize, BTreeMap<usize, (StatementRef, f32)>>;

fn stated(claims: &[Vec<StatementRef>]) -> Stated {
    let mut stated = Stated::new();
    for (number, claim) in claims.iter().enumerate() {
        let reports: BTreeSet<usize> = claim.iter().map(|at| at.report).collect();
        let rarity = if reports.len() == 2 { 1.0 } else { 0.25 };
        for at in claim {
            stated.entry(at.report).or_default().entry(number).or_insert((*at, rarity));
        }
    }
    stated
}

/// What both reports state.
fn common(stated: &Stated, from: usize, to: usize) -> Vec<Pair> {
    let (Some(here), Some(there)) = (stated.get(&from), stated.get(&to)) else { return Vec::new() };
    let pair = |(claim, &(left, rarity)): (&usize, &(StatementRef, f32))| {
        there.get(claim).map(|&(right, _)| Pair { left, right, rarity })
    };
    let mut pairs: Vec<Pair> = here.iter().filter_map(pair).collect();
    pairs.sort_by_key(|pair| pair.left);
    pairs
}

/// Whether the reports have other numbers from other origins: neither has the fact from the other. A slip in a rewrite
/// keeps the origin.
fn tells_otherwise(input: &StoryInput, pair: &Pair) -> bool {
    if input.same_origin(pair.left, pair.right) != Some(false) {
        return false;
    }
    let (one, other) = (input.numbers(pair.left), input.numbers(pair.right));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|number| other.contains(number))
}

/// The share of the pairs that the later report does not say it was told itself.
fn uncredited(input: &StoryInput, pairs: &[Pair]) -> f32 {
    let plain = |pair: &&Pair| {
        let (one, other) = (input.statement(pair.left), input.statement(pair.right));
        match (one.origin(), other.origin()) {
            (_, None) => true,
            (Some(one), Some(other)) => crate::name::same(&one.name, &other.name),
            (None, Some(_)) => false,
        }
    };
    if pairs.is_empty() { 0.0 } else { pairs.iter().filter(plain).count() as f32 / pairs.len() as f32 }
}

/// The share of neighbouring pairs that stand in one order in both reports.
fn ordered(pairs: &[Pair]) -> f32 {
    if pairs.len() < 2 {
        return 0.0;
    }
    let kept = pairs.windows(2).filter(|two| two[0].right <= two[1].right).count();
    kept as f32 / (pairs.len() - 1) as f32
}

/// Which came first: by date; else the one that has an outlet before the one that has none.
fn direction(publication: &Publication, a: usize, b: usize) -> Option<(usize, usize)> {
    if publication.earlier(a, b) {
        return Some((a, b));
    }
    if publication.earlier(b, a) {
        return Some((b, a));
    }
    match (publication.outlet(a), publication.outlet(b)) {
        (Some(_), None) => Some((a, b)),
        (None, Some(_)) => Some((b, a)),
        _ => None,
    }
}

/// Which of two reports came first by what the other lost: who has only the sense cannot have given another the
/// words, nor who names nobody the name. Established where one is fuller in all that differs.
fn fuller(input: &StoryInput, pairs: &[Pair]) -> Option<(usize, usize)> {
    let first = pairs.first()?;
    let (a, b) = (first.left.report, first.right.report);
    let counts = |here: fn(&Pair) -> (StatementRef, StatementRef)| {
        let more = |pair: &&Pair| {
            let (one, other) = here(pair);
            detail(input, one) > detail(input, other)
        };
        pairs.iter().filter(more).count()
    };
    let (left, right) = (counts(|pair| (pair.left, pair.right)), counts(|pair| (pair.right, pair.left)));
    if left >= FULLER && right == 0 {
        Some((a, b))
    } else if right >= FULLER && left == 0 {
        Some((b, a))
    } else {
        None
    }
}

/// How closely a statement tells whom it has from: a person by name and in his words, a house, somebody, nobody.
fn detail(input: &StoryInput, at: StatementRef) -> u8 {
    let statement = input.statement(at);
    let verbatim = u8::from(statement.manner != Manner::Indirect);
    match statement.origin().map(|origin| origin.kind) {
        Some(SourceKind::Person) => 3 + verbatim,
        Some(SourceKind::Organisation | SourceKind::Document | SourceKind::Outlet) => 2,
        Some(SourceKind::Unnamed | SourceKind::Group) => 1,
        None => 0,
    }
}

fn inferred(input: &StoryInput, (from, to): (usize, usize), pairs: &[Pair], passage: f32) -> Edge {
    let mut evidence = Vec::new();
    let place = |at: StatementRef| Place { report: at.report, span: input.statement(at).content };
    for pair in pairs.iter().filter(|pair| pair.rarity >= 1.0) {
        evidence.push(Evidence::new(
            "rare-fact",
            "stands in these two reports alone",
            0.4,
            vec![place(pair.left), place(pair.right)],
        ));
    }
    if passage >= 0.1 {
        evidence.push(Evidence::new(
            "shared-passage",
            "shares passages word for word",
            passage.min(1.0),
            Vec::new(),
        ));
    }
    if evidence.is_empty() {
        evidence.push(Evidence::new("shared-order", "tells the same in the same order", 0.4, Vec::new()));
    }
    Edge { from: Upstream::Report(from), to: vec![to], kind: EdgeKind::Inferred, evidence }
}
