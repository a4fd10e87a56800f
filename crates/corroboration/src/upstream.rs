//! A claim's statements, its origins and the story's lineage in; the nodes that every chain to the claim passes
//! out. They are the dominators of the graph root → origins → relays and upstreams → reports → claim
//! (K. D. Cooper, T. J. Harvey, K. Kennedy, A simple, fast dominance algorithm, 2001; petgraph has it).
//!
//! It may lower an established count and never raises one.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::dominators::simple_fast;
use petgraph::graph::{DiGraph, NodeIndex};
use woozle_attribution::{Polarity, SourceKind};
use woozle_language::same_outlet;
use woozle_text::{Evidence, Place};

use crate::name::{same, words};
use crate::origin::Counted;
use crate::{CommonUpstream, Edge, EdgeKind, StatementRef, StoryInput, Upstream};

/// The derivations by what they reach, so that a statement finds its own without a search.
pub(crate) struct Derivations<'a> {
    edges: &'a [Edge],
    /// Edges whose evidence is just this statement's content.
    by_passage: BTreeMap<Place, Vec<usize>>,
    /// Inferred edges from another report, which may hold for anything both state.
    by_report: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Derivations<'a> {
    pub(crate) fn new(edges: &'a [Edge]) -> Self {
        let mut by_passage: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        let mut by_report: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let inferred = edges.iter().enumerate().filter(|(_, edge)| edge.kind == EdgeKind::Inferred);
        for (number, edge) in inferred {
            for place in edge.evidence.iter().flat_map(|evidence| &evidence.places) {
                by_passage.entry(*place).or_default().push(number);
            }
            if matches!(edge.from, Upstream::Report(_)) {
                edge.to.iter().for_each(|to| by_report.entry(*to).or_default().push(number));
            }
        }
        Self { edges, by_passage, by_report }
    }

    /// The upstreams from which the report is inferred to have the statement. What another report states of the
    /// claim is an upstream only of what names nobody else for it.
    fn of(&self, input: &StoryInput, at: StatementRef, stated: &Stated) -> Vec<&'a Upstream> {
        let place = Place { report: at.report, span: input.statement(at).content };
        let passages = self.by_passage.get(&place).into_iter().flatten();
        let reports = self.by_report.get(&at.report).into_iter().flatten();
        let mut found: Vec<usize> = passages.chain(reports).copied().collect();
        found.sort_unstable();
        found.dedup();
        let upstreams = found.into_iter().map(|number| &self.edges[number]);
        upstreams
            .filter(|edge| edge.to.contains(&at.report))
            .map(|edge| &edge.from)
            .filter(|from| match from {
                Upstream::Report(from) => *from != at.report && carries(input, stated, *from, at),
                Upstream::Unseen(name) => name.is_some(),
            })
            .collect()
    }
}

/// The claim's standing statements by report.
type Stated = BTreeMap<usize, Vec<StatementRef>>;

/// Whether the other report states the claim, and with the same origin where the statement has one.
fn carries(input: &StoryInput, stated: &Stated, other: usize, at: StatementRef) -> bool {
    let Some(theirs) = stated.get(&other) else { return false };
    let Some(own) = input.statement(at).origin() else { return true };
    let mut origins = theirs.iter().filter_map(|at| input.statement(*at).origin());
    origins.any(|origin| same(&origin.name, &own.name))
}

/// What every chain to the claim passes through, nearest the reports first. Lowers the count where it is an
/// origin of the claim: then the claim has one.
pub(crate) fn common(
    input: &StoryInput,
    statements: &[StatementRef],
    counted: &mut Counted,
    derivations: &Derivations,
) -> Vec<CommonUpstream> {
    let affirmed = |at: &&StatementRef| input.statement(**at).polarity == Polarity::Affirmed;
    let mut standing: Vec<StatementRef> = statements.iter().filter(affirmed).copied().collect();
    if standing.is_empty() {
        standing = statements.to_vec();
    }
    let mut reports = Stated::new();
    standing.iter().for_each(|at| reports.entry(at.report).or_default().push(*at));
    if reports.len() < 2 {
        return Vec::new();
    }
    let graphs = [EdgeKind::Credited, EdgeKind::Inferred].map(|kind| {
        let mut chains = Chains::new(input, &reports, counted);
        standing.iter().for_each(|at| chains.add(*at, derivations, kind));
        chains
    });
    let [credited, inferred] = graphs.map(Chains::dominators);
    lower(counted, &credited, &inferred);
    let standing = counted.origins.iter().filter(|origin| !origin.denies).count();
    let mut found = Vec::new();
    for (node, places) in inferred {
        let itself = usize::from(node.is_origin(counted));
        if itself == 1 && standing <= 1 {
            continue;
        }
        let kind = match credited.iter().any(|(other, _)| node.is(other)) {
            true => EdgeKind::Credited,
            false => EdgeKind::Inferred,
        };
        let through = match node {
            Node::Report(report) => Upstream::Report(report),
            Node::Named(name) => Upstream::Unseen(Some(name)),
            Node::Origin(number) => Upstream::Unseen(Some(counted.origins[number].name.clone())),
            Node::Root | Node::Claim => continue,
        };
        let why = "every chain to the claim passes here";
        let evidence = vec![Evidence::new("dominator", why, 0.8, places)];
        found.push(CommonUpstream { through, origins: standing - itself, kind, evidence });
    }
    found
}

/// An origin through which every chain passes is the only one: established with inferred derivations too,
/// possible with credits alone.
fn lower(counted: &mut Counted, credited: &[Common], inferred: &[Common]) {
    let origin = |common: &[Common], counted: &Counted| {
        let mut nodes = common.iter().map(|(node, _)| node);
        nodes.find(|node| node.is_origin(counted)).cloned()
    };
    if origin(credited, counted).is_some() {
        counted.possible = counted.possible.min(1);
    }
    let name = match origin(inferred, counted) {
        Some(Node::Named(name)) => name,
        Some(Node::Origin(number)) => counted.origins[number].name.clone(),
        _ => return,
    };
    if counted.established <= 1 {
        return;
    }
    counted.established = 1;
    let group =
        counted.origins.iter().filter(|origin| !origin.denies).filter_map(|origin| origin.group).min();
    for origin in counted.origins.iter_mut().filter(|origin| !origin.denies) {
        origin.group = group;
        let why = format!("every chain to the claim passes through {name}");
        origin.evidence.push(Evidence::new("common-upstream", why, 0.8, Vec::new()));
    }
}

/// A node with the passages that have the claim from it.
type Common = (Node, Vec<Place>);

/// A node of the chains of one claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    /// Whatever happened.
    Root,
    /// One of the claim's origins, by number; two officials of one description are two. An outlet that is one
    /// stands under its name.
    Origin(usize),
    /// A relay, an outlet or an upstream.
    Named(String),
    /// A report of the story.
    Report(usize),
    /// The claim.
    Claim,
}

impl Node {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Named(one), Self::Named(other)) => is_named(one, other),
            _ => self == other,
        }
    }

    fn is_origin(&self, counted: &Counted) -> bool {
        match self {
            Self::Origin(_) => true,
            Self::Named(name) => counted.origins.iter().any(|origin| {
                origin.kind == SourceKind::Outlet && !origin.denies && is_named(&origin.name, name)
            }),
            _ => false,
        }
    }
}

/// Whether both are one name; "BBC" is no name of "a BBC reporter".
fn is_named(one: &str, other: &str) -> bool {
    one == other || same_outlet(one, other) || words(one) == words(other)
}

/// The chains of one claim as a graph: an edge means "the second has it from the first".
struct Chains<'a, 'b> {
    input: &'b StoryInput<'a>,
    stated: &'b Stated,
    origins: BTreeMap<StatementRef, Vec<usize>>,
    nodes: Vec<Node>,
    edges: BTreeMap<(usize, usize), BTreeSet<Place>>,
    outlets: Vec<(&'a str, usize)>,
}

const ROOT: usize = 0;
const CLAIM: usize = 1;

impl<'a, 'b> Chains<'a, 'b> {
    fn new(input: &'b StoryInput<'a>, stated: &'b Stated, counted: &Counted) -> Self {
        let mut origins: BTreeMap<StatementRef, Vec<usize>> = BTreeMap::new();
        for (number, origin) in counted.origins.iter().enumerate().filter(|(_, origin)| !origin.denies) {
            origin.statements.iter().for_each(|at| origins.entry(*at).or_default().push(number));
        }
        let outlet = |report: &usize| Some((input.reports[*report].outlet.as_deref()?, *report));
        Self {
            input,
            stated,
            origins,
            nodes: vec![Node::Root, Node::Claim],
            edges: BTreeMap::new(),
            outlets: stated.keys().filter_map(outlet).collect(),
        }
    }

    /// Adds the chain of one statement; with inferred derivations it goes through their upstreams.
    fn add(&mut self, at: StatementRef, derivations: &Derivations, kind: EdgeKind) {
        let report = self.node(Node::Report(at.report));
        let content = self.input.statement(at).content;
        self.edge(report, CLAIM, Place { report: at.report, span: content });
        let upstreams = match kind {
            EdgeKind::Credited => Vec::new(),
            EdgeKind::Inferred => derivations.of(self.input, at, self.stated),
        };
        let upstreams: Vec<usize> = upstreams.into_iter().map(|from| self.upstream(from)).collect();
        let nearest = self.chain(at, report);
        for (node, place) in nearest {
            let mut direct = true;
            for &upstream in upstreams.iter().filter(|upstream| **upstream != node) {
                if node != ROOT {
                    self.edge(node, upstream, place);
                }
                self.edge(upstream, report, place);
                direct = false;
            }
            if direct {
                self.edge(node, report, place);
            }
        }
    }

    /// Adds the links behind the nearest; gives the nearest, the root for narration.
    fn chain(&mut self, at: StatementRef, report: usize) -> Vec<(usize, Place)> {
        let statement = self.input.statement(at);
        let own = Place { report: at.report, span: statement.content };
        let Some((last, nearer)) = statement.sources.split_last() else { return vec![(ROOT, own)] };
        let origins = self.origins.get(&at).cloned().unwrap_or_default();
        let relays: Vec<(usize, Place)> = nearer
            .iter()
            .map(|source| {
                let outlet = source.kind == SourceKind::Outlet;
                (self.named(&source.name, outlet), Place { report: at.report, span: source.span })
            })
            .filter(|(node, _)| *node != report)
            .collect();
        let mut nearest = Vec::new();
        for number in origins {
            let origin = match last.kind {
                SourceKind::Outlet => self.named(&last.name, true),
                _ => self.node(Node::Origin(number)),
            };
            let place = Place { report: at.report, span: last.span };
            // A report of the input that states the claim itself tells where it has it from.
            let tells = matches!(self.nodes[origin], Node::Report(_));
            if !tells {
                self.edge(ROOT, origin, place);
            }
            let mut behind = (origin, place);
            for &(relay, place) in relays.iter().rev().filter(|(relay, _)| *relay != origin) {
                self.edge(behind.0, relay, place);
                behind = (relay, place);
            }
            if behind.0 != report {
                nearest.push(behind);
            }
        }
        if nearest.is_empty() { vec![(ROOT, own)] } else { nearest }
    }

    fn upstream(&mut self, from: &Upstream) -> usize {
        match from {
            Upstream::Report(report) => self.node(Node::Report(*report)),
            Upstream::Unseen(name) => self.named(name.as_deref().unwrap_or(""), true),
        }
    }

    /// The node of a name: an outlet whose report states the claim is that report.
    fn named(&mut self, name: &str, outlet: bool) -> usize {
        let own = self.outlets.iter().find(|(own, _)| outlet && same_outlet(own, name));
        match own {
            Some(&(_, report)) => self.node(Node::Report(report)),
            None => self.node(Node::Named(name.to_owned())),
        }
    }

    fn node(&mut self, node: Node) -> usize {
        let known = self.nodes.iter().position(|other| node.is(other));
        known.unwrap_or_else(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        })
    }

    fn edge(&mut self, from: usize, to: usize, place: Place) {
        if from != to {
            self.edges.entry((from, to)).or_default().insert(place);
        }
    }

    /// The nodes between root and claim that every path passes, nearest the claim first.
    fn dominators(mut self) -> Vec<Common> {
        self.reach();
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(self.nodes.len(), self.edges.len());
        let nodes: Vec<NodeIndex> = self.nodes.iter().map(|_| graph.add_node(())).collect();
        for (from, to) in self.edges.keys() {
            graph.add_edge(nodes[*from], nodes[*to], ());
        }
        let dominators = simple_fast(&graph, nodes[ROOT]);
        let above = dominators.strict_dominators(nodes[CLAIM]).into_iter().flatten();
        let above = above.map(NodeIndex::index).filter(|node| *node != ROOT);
        above.map(|node| (self.nodes[node].clone(), self.passages(node))).collect()
    }

    /// Gives the root an edge to what nothing leads to: an upstream of which no report says where it has it
    /// from, two reports that credit one another.
    fn reach(&mut self) {
        let led: BTreeSet<usize> = self.edges.keys().map(|(_, to)| *to).collect();
        for node in (CLAIM + 1..self.nodes.len()).filter(|node| !led.contains(node)) {
            self.edges.entry((ROOT, node)).or_default();
        }
        let mut reached = BTreeSet::new();
        let mut waiting = vec![ROOT];
        let mut next = 2;
        loop {
            while let Some(node) = waiting.pop() {
                if reached.insert(node) {
                    waiting.extend(self.edges.range((node, 0)..=(node, usize::MAX)).map(|(edge, _)| edge.1));
                }
            }
            while reached.contains(&next) {
                next += 1;
            }
            if next >= self.nodes.len() {
                return;
            }
            self.edges.entry((ROOT, next)).or_default();
            waiting.push(next);
        }
    }

    fn passages(&self, node: usize) -> Vec<Place> {
        let leaving = self.edges.range((node, 0)..=(node, usize::MAX));
        let places: BTreeSet<Place> = leaving.flat_map(|(_, places)| places.iter().copied()).collect();
        places.into_iter().collect()
    }
}
