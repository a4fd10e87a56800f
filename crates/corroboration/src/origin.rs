//! A claim's statements in, its [`Origin`]s out: the last links of the chains, with which of them count as one.
//!
//! Two origins are independent only where that is established; whatever is doubtful counts as one.
//! Relays and the reports' own voice are no origins.

use woozle_attribution::{Known, Polarity, Source, SourceKind};
use woozle_language::{outlet, same_outlet};
use woozle_text::{Evidence, Place};

use crate::align::Alignment;
use crate::compare::Conflict;
use crate::conflict::{Side, conflict};
use crate::doubt::disbelieves;
use crate::identity::{apart, described, fits, people, profile};
use crate::lineage::derived_from;
use crate::name::{same, state};
use crate::negation::denying;
use crate::union::Union;
use crate::{Edge, EdgeKind, Origin, StatementRef, Status, StoryInput, Upstream};

/// How two origins stand to one another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// One and the same.
    Same,
    /// Nothing establishes that they are two.
    NotEstablished(&'static str),
    /// Two.
    Different,
}

/// One last link of one statement.
pub(crate) struct Link<'a> {
    pub(crate) at: StatementRef,
    pub(crate) name: &'a str,
    pub(crate) kind: SourceKind,
    pub(crate) affiliation: Option<&'a str>,
    pub(crate) relay: Option<&'a Source>,
    pub(crate) denies: bool,
    /// Whether the report leaves open whom it means: a pronoun, "the same statement", speech that runs on.
    pub(crate) vague: bool,
    /// What the report says around the name.
    pub(crate) profile: String,
    /// Whether it is a definite description, "the coastguard", of another last link of the claim.
    pub(crate) anchored: bool,
}

/// Origins with the number of classes that are at most the same.
pub(crate) struct Counted {
    pub(crate) origins: Vec<Origin>,
    pub(crate) established: usize,
    pub(crate) possible: usize,
    pub(crate) denied: bool,
    pub(crate) affirmed: bool,
}

impl Counted {
    /// What may be said of a claim with so many established origins.
    pub(crate) fn status(denied: bool, established: usize) -> Status {
        match (denied, established) {
            (true, _) => Status::Disputed,
            (false, 0) => Status::Unattributed,
            (false, 1) => Status::SingleOrigin,
            (false, _) => Status::Corroborated,
        }
    }
}

/// Who stands behind the statements of one claim.
pub(crate) fn count(
    input: &StoryInput,
    statements: &[StatementRef],
    alignment: &Alignment,
    lineage: &[Edge],
) -> Counted {
    // Whoever doubts what the others say does not stand behind it.
    let all_doubt = statements.iter().all(|at| disbelieves(input, *at));
    let standing = statements.iter().filter(|at| all_doubt || !disbelieves(input, **at));
    let denying = denying(input, alignment, statements);
    let mut links: Vec<Link> = standing.flat_map(|at| links(input, *at)).collect();
    links.iter_mut().for_each(|link| link.denies = denying.contains(&link.at));
    for number in 0..links.len() {
        links[number].anchored = links.iter().any(|other| fits(&links[number], other));
    }
    let mut identity = Union::new(links.len());
    let mut dependence = Union::new(links.len());
    let mut reasons = Vec::new();
    for a in 0..links.len() {
        for b in 0..a {
            match relate(input, alignment, lineage, &links[b], &links[a]) {
                Relation::Same => {
                    identity.join(a, b);
                    dependence.join(a, b);
                }
                Relation::NotEstablished(why) => {
                    dependence.join(a, b);
                    reasons.push((a, b, why));
                }
                Relation::Different => {}
            }
        }
    }
    let denied = links.iter().any(|link| link.denies);
    let affirmed = links.iter().any(|link| !link.denies)
        || statements.iter().any(|at| input.statement(*at).sources.is_empty());
    let stands = |link: &Link| !link.denies || !links.iter().any(|link| !link.denies);
    let classes = |union: &Union| {
        let mut roots: Vec<usize> =
            (0..links.len()).filter(|n| stands(&links[*n])).map(|n| union.root(n)).collect();
        roots.sort_unstable();
        roots.dedup();
        roots.len()
    };
    let (established, possible) = (classes(&dependence), classes(&identity));
    let origins = origins(&links, &identity, &dependence, &reasons);
    Counted { origins, established, possible, denied, affirmed }
}

/// The last links of a statement: one, or each member of a coordinated source.
fn links<'a>(input: &StoryInput<'a>, at: StatementRef) -> Vec<Link<'a>> {
    let statement = input.statement(at);
    let Some(source) = statement.sources.last() else { return Vec::new() };
    let link = |name: &'a str, kind| Link {
        at,
        name,
        kind,
        affiliation: source.affiliation.as_deref(),
        relay: statement.sources.iter().rev().skip(1).find(|source| source.kind == SourceKind::Outlet),
        denies: statement.polarity == Polarity::Denied,
        vague: vague(source, name),
        profile: profile(input, at.report, name),
        anchored: false,
    };
    if source.members.len() > 1 {
        let kind = if source.kind == SourceKind::Group { SourceKind::Organisation } else { source.kind };
        return source.members.iter().map(|member| link(member, kind)).collect();
    }
    vec![link(&source.name, source.kind)]
}

/// Whether it is left open who is meant: the words are carried over, or only point back to somebody.
fn vague(source: &Source, name: &str) -> bool {
    const POINTERS: &[&str] = &[
        "he", "her", "him", "his", "it", "its", "she", "that", "the", "their", "them", "they", "this", "who",
    ];
    let first = name.split_whitespace().next().unwrap_or("").to_lowercase();
    // "the Basel-based company" is no name.
    let named = |word: &str| word.chars().any(char::is_uppercase) && !word.ends_with("-based");
    let plain = !name.split_whitespace().skip(1).any(named);
    source.known == Known::Carried || (plain && POINTERS.contains(&first.as_str()))
}

/// How the two last links stand to one another.
pub(crate) fn relate(
    input: &StoryInput,
    alignment: &Alignment,
    lineage: &[Edge],
    a: &Link,
    b: &Link,
) -> Relation {
    let kinds = (described(a), described(b));
    if same(a.name, b.name) && kinds.0 == kinds.1 {
        return if kinds.0 && !a.name.eq_ignore_ascii_case(b.name) && a.at.report != b.at.report {
            Relation::NotEstablished("the descriptions fit one another")
        } else if kinds.0 && through_other(a, b) {
            Relation::NotEstablished("may be the same; told to different outlets")
        } else {
            Relation::Same
        };
    }
    if hands_on(input, a, b) || hands_on(input, b, a) {
        return Relation::NotEstablished("the one has it from the other");
    }
    if apart(a, b) || apart(b, a) {
        return Relation::Different;
    }
    if a.vague || b.vague {
        return Relation::NotEstablished("the report leaves open who is meant");
    }
    if together(input, a, b) || together(input, b, a) {
        let states = [a, b].iter().all(|link| state(link.name).is_some());
        return if states { Relation::Different } else { people(a, b) };
    }
    if a.at.report != b.at.report && derived_from(lineage, a.at.report, b.at.report) {
        return Relation::NotEstablished("one report derives from the other");
    }
    if repeated(input, alignment, a, b) {
        return Relation::NotEstablished("the same words, put into another mouth");
    }
    match (a.kind == SourceKind::Outlet, b.kind == SourceKind::Outlet) {
        (true, true) if outlets_share(input, lineage, a.name, b.name) => {
            Relation::NotEstablished("one outlet has it from the other, or both from one upstream")
        }
        (true, true) => Relation::Different,
        (true, false) if publishes(input, a.name, b.at.report) => {
            Relation::NotEstablished("the outlet's own report has it from that source")
        }
        (false, true) if publishes(input, b.name, a.at.report) => {
            Relation::NotEstablished("the outlet's own report has it from that source")
        }
        (true, false) => outlet_against(a, b),
        (false, true) => outlet_against(b, a),
        (false, false) => people(a, b),
    }
}

/// Whether a chain says that the one has it from the other: "the minister said the commissioner had assured him".
fn hands_on(input: &StoryInput, carrier: &Link, origin: &Link) -> bool {
    let chain = &input.statement(origin.at).sources;
    let before = &chain[..chain.len().saturating_sub(1)];
    carrier.kind != SourceKind::Outlet && before.iter().any(|link| same(&link.name, carrier.name))
}

/// Whether a coordinated source names both, and each was said by such a source: "Pyongyang and Moscow".
fn together(input: &StoryInput, link: &Link, other: &Link) -> bool {
    let members =
        |at: StatementRef| input.statement(at).sources.last().map_or(&[][..], |source| &source.members);
    members(other.at).len() > 1
        && members(link.at).iter().any(|member| member.eq_ignore_ascii_case(other.name))
}

fn through_other(a: &Link, b: &Link) -> bool {
    match (a.relay, b.relay) {
        (Some(x), Some(y)) => !same_outlet(&x.name, &y.name),
        _ => false,
    }
}

fn publishes(input: &StoryInput, outlet: &str, report: usize) -> bool {
    input.reports[report].outlet.as_deref().is_some_and(|own| same_outlet(own, outlet))
}

/// Whether inferred lineage leads from one outlet's report to the other outlet, or from both to one upstream. A
/// credit speaks for the statements that carry it, and these show it in their chains.
fn outlets_share(input: &StoryInput, lineage: &[Edge], one: &str, other: &str) -> bool {
    let is = |upstream: &Upstream, outlet: &str| match upstream {
        Upstream::Report(report) => publishes(input, outlet, *report),
        Upstream::Unseen(name) => name.as_deref().is_some_and(|name| same_outlet(name, outlet)),
    };
    lineage.iter().filter(|edge| edge.kind == EdgeKind::Inferred).any(|edge| {
        let reaches = |outlet: &str| edge.to.iter().any(|report| publishes(input, outlet, *report));
        (reaches(one) && (is(&edge.from, other) || reaches(other))) || (reaches(other) && is(&edge.from, one))
    })
}

/// An outlet's own reporting is one origin, a person who spoke to another outlet a second one.
fn outlet_against(paper: &Link, other: &Link) -> Relation {
    match other.relay {
        Some(relay) if same_outlet(&relay.name, paper.name) => {
            Relation::NotEstablished("the outlet may have it from that source")
        }
        _ if other.kind == SourceKind::Document => {
            Relation::NotEstablished("the outlet may have it from that document")
        }
        Some(_) => Relation::Different,
        None if described(other) => {
            Relation::NotEstablished("the unnamed source may stand behind the outlet's report")
        }
        None if outlet(paper.name).is_none() => Relation::NotEstablished("the outlet is not known"),
        None => Relation::Different,
    }
}

/// The same content nearly word for word under another speaker.
fn repeated(input: &StoryInput, alignment: &Alignment, a: &Link, b: &Link) -> bool {
    if a.at.report == b.at.report || a.denies != b.denies {
        return false;
    }
    let (Some(x), Some(y)) = (alignment.index(a.at), alignment.index(b.at)) else { return false };
    let quoted = |at| !matches!(input.statement(at).manner, woozle_attribution::Manner::Indirect);
    // Other figures are no repetition.
    if conflict(Side::new(input, a.at), Side::new(input, b.at)) == Some(Conflict::Number) {
        return false;
    }
    let near = alignment.nearness(x, y);
    near >= 0.85 || (near >= 0.75 && quoted(a.at) && quoted(b.at))
}

fn origins(
    links: &[Link],
    identity: &Union,
    dependence: &Union,
    reasons: &[(usize, usize, &'static str)],
) -> Vec<Origin> {
    let mut groups: Vec<usize> = Vec::new();
    let mut origins: Vec<(usize, Origin)> = Vec::new();
    for (number, link) in links.iter().enumerate() {
        let root = dependence.root(number);
        let group = groups.iter().position(|other| *other == root).unwrap_or_else(|| {
            groups.push(root);
            groups.len() - 1
        });
        let class = identity.root(number);
        match origins.iter_mut().find(|(other, origin)| *other == class && origin.denies == link.denies) {
            Some((_, origin)) => {
                if !origin.statements.contains(&link.at) {
                    origin.statements.push(link.at);
                }
                if link.name.chars().count() > origin.name.chars().count() {
                    link.name.clone_into(&mut origin.name);
                }
                origin.affiliation = origin.affiliation.take().or(link.affiliation.map(str::to_owned));
            }
            None => origins.push((class, origin(link, group, evidence(links, number, reasons)))),
        }
    }
    origins.into_iter().map(|(_, origin)| origin).collect()
}

fn origin(link: &Link, group: usize, evidence: Vec<Evidence>) -> Origin {
    Origin {
        name: link.name.to_owned(),
        kind: link.kind,
        affiliation: link.affiliation.map(str::to_owned),
        statements: vec![link.at],
        denies: link.denies,
        group: Some(group),
        evidence,
    }
}

fn evidence(links: &[Link], number: usize, reasons: &[(usize, usize, &'static str)]) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = Vec::new();
    for (a, b, why) in reasons.iter().filter(|reason| reason.0 == number || reason.1 == number) {
        let other = &links[if *a == number { *b } else { *a }];
        let why = format!("{}: {why}", other.name);
        if !evidence.iter().any(|known| known.why == why) {
            evidence.push(Evidence::new("not-established", why, 0.6, Vec::<Place>::new()));
        }
    }
    evidence
}
