//! A story in, its nodes and links out: who has something from whom, merged over all statements.
//!
//! Sources of one name are one node: two boxes would look like two origins where one is established.

use std::collections::{BTreeMap, BTreeSet};

use woozle::StoryAnswer;
use woozle::attribution::{Source, SourceKind};
use woozle::corroboration::{EdgeKind, StatementRef, Upstream};
use woozle::text::fold;

use crate::html::safe::{safe, squeeze};
use crate::html::view::View;

/// How many sources a drawing holds before it leaves out the lightest.
const MOST_SOURCES: usize = 40;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// A report of the story, by its index.
    Report(usize),
    /// An outlet that passes something on, or an unseen upstream.
    Relay,
    /// A source that is named.
    Origin,
    /// A source that is only described.
    Unnamed,
}

/// A report, relay or origin.
#[derive(Debug)]
pub(super) struct Node {
    pub name: String,
    pub kind: NodeKind,
    /// Ids of the claims whose chains pass through it.
    pub claims: BTreeSet<String>,
}

/// The node `derived` has something from the node `upstream`.
#[derive(Debug)]
pub(super) struct Link {
    pub derived: usize,
    pub upstream: usize,
    pub credited: bool,
    pub claims: BTreeSet<String>,
}

/// Everything that is drawn, reports first.
#[derive(Debug, Default)]
pub(super) struct Provenance {
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
    /// Sources that were too many to draw.
    pub left_out: usize,
}

/// Collects nodes and links while the statements are read.
struct Builder<'a> {
    view: &'a View<'a>,
    story: &'a StoryAnswer,
    graph: Provenance,
    by_name: BTreeMap<String, usize>,
    by_ends: BTreeMap<(usize, usize), usize>,
}

/// The nodes and links of the story.
pub(super) fn provenance(view: &View, story: &StoryAnswer) -> Provenance {
    let graph = Provenance::default();
    let mut builder = Builder { view, story, graph, by_name: BTreeMap::new(), by_ends: BTreeMap::new() };
    for &report in &story.story.reports {
        let node = Node {
            name: view.label(report).to_owned(),
            kind: NodeKind::Report(report),
            claims: BTreeSet::new(),
        };
        builder.graph.nodes.push(node);
    }
    builder.chains();
    builder.lineage();
    lighten(builder.graph)
}

impl Builder<'_> {
    /// One link for each step of each chain.
    fn chains(&mut self) {
        let origins = self.origins();
        for (node, &report) in self.story.story.reports.iter().enumerate() {
            let statements = self.view.answer.statements.get(report).map_or(&[][..], Vec::as_slice);
            for (number, statement) in statements.iter().enumerate() {
                let at = StatementRef { report, statement: number };
                let claims: BTreeSet<String> = self.view.claims_of(at).into_iter().collect();
                self.graph.nodes[node].claims.extend(claims.iter().cloned());
                let mut derived = node;
                for (place, source) in statement.sources.iter().enumerate() {
                    let last = place + 1 == statement.sources.len();
                    let name = origins.get(&at).filter(|_| last).map_or(source.name.as_str(), String::as_str);
                    let upstream = self.source(report, name, source);
                    self.graph.nodes[upstream].claims.extend(claims.iter().cloned());
                    self.link(derived, upstream, true, &claims);
                    derived = upstream;
                }
            }
        }
    }

    /// The fullest name of the origin of each statement.
    fn origins(&self) -> BTreeMap<StatementRef, String> {
        let claims = self.story.findings.claims.iter();
        let origins = claims.flat_map(|claim| &claim.origins);
        origins.flat_map(|origin| origin.statements.iter().map(|at| (*at, origin.name.clone()))).collect()
    }

    /// One link for each derivation, where no chain has drawn it yet.
    fn lineage(&mut self) {
        for edge in &self.story.findings.lineage {
            let upstream = match &edge.from {
                Upstream::Report(report) => match self.report(*report) {
                    Some(node) => node,
                    None => continue,
                },
                Upstream::Unseen(Some(name)) => self.named(name, NodeKind::Relay),
                Upstream::Unseen(None) => self.unseen(),
            };
            for derived in edge.to.iter().filter_map(|&report| self.report(report)).collect::<Vec<_>>() {
                self.link(derived, upstream, edge.kind == EdgeKind::Credited, &BTreeSet::new());
            }
        }
    }

    /// The node of a report.
    fn report(&self, report: usize) -> Option<usize> {
        self.story.story.reports.iter().position(|&other| other == report)
    }

    /// The node of a source as the report has it; a relay that is itself a report of the story is that report.
    fn source(&mut self, report: usize, name: &str, source: &Source) -> usize {
        let kind = match source.kind {
            SourceKind::Outlet => NodeKind::Relay,
            SourceKind::Unnamed => NodeKind::Unnamed,
            _ => NodeKind::Origin,
        };
        let upstream = (kind == NodeKind::Relay).then(|| self.report_credited(report, name)).flatten();
        upstream.unwrap_or_else(|| self.named(name, kind))
    }

    /// The report of the story that the given report credits under this name.
    fn report_credited(&self, report: usize, name: &str) -> Option<usize> {
        let name = fold(name).text;
        let credited = self.story.findings.lineage.iter().filter(|edge| edge.to.contains(&report));
        let upstream = credited.filter_map(|edge| match edge.from {
            Upstream::Report(upstream) => Some(upstream),
            Upstream::Unseen(_) => None,
        });
        let mut of_that_name = upstream.filter(|&upstream| {
            let outlet = self.view.report(upstream).and_then(|report| report.outlet.as_deref());
            outlet.is_some_and(|outlet| fold(outlet).text == name)
        });
        self.report(of_that_name.next()?)
    }

    /// The node of this name, new or old.
    fn named(&mut self, name: &str, kind: NodeKind) -> usize {
        let name = squeeze(&safe(name));
        let next = self.graph.nodes.len();
        let node = *self.by_name.entry(fold(&name).text).or_insert(next);
        if node == next {
            self.graph.nodes.push(Node { name, kind, claims: BTreeSet::new() });
        }
        node
    }

    /// A node of its own for an upstream without a name.
    fn unseen(&mut self) -> usize {
        let name = "upstream not among the reports".to_owned();
        self.graph.nodes.push(Node { name, kind: NodeKind::Relay, claims: BTreeSet::new() });
        self.graph.nodes.len() - 1
    }

    /// The link between the two, new or old; once credited it stays so.
    fn link(&mut self, derived: usize, upstream: usize, credited: bool, claims: &BTreeSet<String>) {
        if derived == upstream {
            return;
        }
        let next = self.graph.links.len();
        let link = *self.by_ends.entry((derived, upstream)).or_insert(next);
        if link == next {
            self.graph.links.push(Link { derived, upstream, credited, claims: BTreeSet::new() });
        }
        let link = &mut self.graph.links[link];
        link.credited |= credited;
        link.claims.extend(claims.iter().cloned());
    }
}

/// The graph without its lightest sources where they are too many to be read.
fn lighten(graph: Provenance) -> Provenance {
    let is_report = |node: &Node| matches!(node.kind, NodeKind::Report(_));
    let mut sources: Vec<usize> =
        (0..graph.nodes.len()).filter(|&node| !is_report(&graph.nodes[node])).collect();
    if sources.len() <= MOST_SOURCES {
        return graph;
    }
    let touching =
        |node: usize| graph.links.iter().filter(|l| l.derived == node || l.upstream == node).count();
    sources.sort_by_key(|&node| std::cmp::Reverse((touching(node), graph.nodes[node].claims.len())));
    let dropped: BTreeSet<usize> = sources.split_off(MOST_SOURCES).into_iter().collect();
    let mut number = vec![None; graph.nodes.len()];
    let mut nodes = Vec::new();
    for (old, node) in graph.nodes.into_iter().enumerate().filter(|(old, _)| !dropped.contains(old)) {
        number[old] = Some(nodes.len());
        nodes.push(node);
    }
    let links = graph.links.into_iter().filter_map(|link| {
        Some(Link { derived: number[link.derived]?, upstream: number[link.upstream]?, ..link })
    });
    Provenance { nodes, links: links.collect(), left_out: dropped.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// Every link as "derived ← upstream", an inferred one with a question mark.
    fn drawn() -> Vec<String> {
        let answer = fixture::answer();
        let graph = provenance(&View::new(&answer), &answer.stories[0]);
        let name = |node: usize| graph.nodes[node].name.as_str();
        let links = graph.links.iter();
        links
            .map(|link| {
                let arrow = if link.credited { "←" } else { "←?" };
                format!("{} {arrow} {}", name(link.derived), name(link.upstream))
            })
            .collect()
    }

    #[test]
    fn an_outlet_that_is_among_the_reports_is_that_report() {
        let drawn = drawn();
        assert!(drawn.contains(&"The Coastal Post ← Meridian News".to_owned()), "{drawn:?}");
        let official = "Meridian News ← a transport official familiar with the inspection";
        assert_eq!(drawn.iter().filter(|link| *link == official).count(), 1, "{drawn:?}");
    }

    #[test]
    fn a_relay_that_was_not_given_stands_between_and_a_rewrite_is_inferred() {
        let drawn = drawn();
        for link in [
            "Radio Velm ← Baltic Wire",
            "Baltic Wire ← a person close to Norvik Line",
            "Harbour Times ←? The Coastal Post",
        ] {
            assert!(drawn.contains(&link.to_owned()), "{link} is missing in {drawn:?}");
        }
    }
}
