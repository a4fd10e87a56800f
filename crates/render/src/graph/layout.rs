//! Nodes and links in, places and curves out: columns by depth, crossings thinned by barycentres.
//!
//! After K. Sugiyama, S. Tagawa, M. Toda (1981): longest-path columns, bends where a link passes a column,
//! three sweeps that order each column by the mean place of its neighbours. No randomness, no iteration to
//! convergence.

use std::fmt::Write;

use super::provenance::{Link, NodeKind, Provenance};

/// Width of a box.
pub(super) const WIDTH: usize = 224;
/// Height of a box.
pub(super) const HEIGHT: usize = 38;
/// Space around the drawing.
pub(super) const MARGIN: usize = 12;
/// Height of the line of headings.
const HEADING: usize = 30;
/// Space between boxes of a column.
const GAP: usize = 12;
/// Room that a bend takes in a column.
const BEND: usize = 10;
/// How often the columns are ordered anew, there and back.
const SWEEPS: usize = 3;

/// Where everything goes.
pub(super) struct Layout {
    /// Upper left corner of each node's box.
    pub places: Vec<(usize, usize)>,
    /// The `d` of each link's path, from the derived node to the upstream one.
    pub paths: Vec<String>,
    pub width: usize,
    pub height: usize,
    pub columns: usize,
    /// From the left edge of one column to that of the next.
    pub step: usize,
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Node(usize),
    /// All links to the numbered node that pass this column, as one strand.
    Bend(usize),
}

/// A place in a column: column, then rank.
type Rank = (usize, usize);

/// Places every node and link.
pub(super) fn layout(graph: &Provenance) -> Layout {
    let column_of = columns(graph);
    let count = column_of.iter().max().map_or(0, |last| last + 1);
    let mut columns = fill(graph, &column_of, count);
    for _ in 0..SWEEPS {
        for column in 1..count {
            order(graph, &mut columns, column, column - 1);
        }
        for column in (0..count.saturating_sub(1)).rev() {
            order(graph, &mut columns, column, column + 1);
        }
    }
    let step = if count <= 3 { WIDTH + 140 } else { WIDTH + 90 };
    draw(graph, &column_of, &columns, step)
}

/// Height that a slot takes.
fn extent(slot: Slot) -> usize {
    match slot {
        Slot::Node(_) => HEIGHT + GAP,
        Slot::Bend(_) => BEND,
    }
}

/// The column of each node: its longest way from a report, and for those who know the last one.
fn columns(graph: &Provenance) -> Vec<usize> {
    let forward = without_circles(graph);
    let mut column = vec![0; graph.nodes.len()];
    for _ in 0..graph.nodes.len() {
        let before = column.clone();
        for &(derived, upstream) in &forward {
            column[upstream] = column[upstream].max(column[derived] + 1);
        }
        if column == before {
            break;
        }
    }
    let last = column.iter().copied().max().unwrap_or(0);
    for (node, place) in column.iter_mut().enumerate() {
        let knows = forward.iter().all(|&(derived, _)| derived != node);
        if knows && matches!(graph.nodes[node].kind, NodeKind::Origin | NodeKind::Unnamed) {
            *place = last;
        }
    }
    column
}

/// The links without those that would close a circle; credited ones come first and so are kept.
fn without_circles(graph: &Provenance) -> Vec<(usize, usize)> {
    let credited = graph.links.iter().filter(|link| link.credited);
    let inferred = graph.links.iter().filter(|link| !link.credited);
    let mut upstream_of = vec![Vec::new(); graph.nodes.len()];
    let mut kept = Vec::new();
    for link in credited.chain(inferred) {
        if !leads(&upstream_of, link.upstream, link.derived) {
            upstream_of[link.derived].push(link.upstream);
            kept.push((link.derived, link.upstream));
        }
    }
    kept
}

/// Whether a way upstream leads from one node to the other.
fn leads(upstream_of: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; upstream_of.len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        if !std::mem::replace(&mut seen[node], true) {
            open.extend(&upstream_of[node]);
        }
    }
    false
}

/// Nodes in their columns, and a bend in every column that links to a node pass.
fn fill(graph: &Provenance, column_of: &[usize], count: usize) -> Vec<Vec<Slot>> {
    let mut columns = vec![Vec::new(); count];
    for (node, &column) in column_of.iter().enumerate() {
        columns[column].push(Slot::Node(node));
    }
    for link in &graph.links {
        let bend = Slot::Bend(link.upstream);
        for column in columns.iter_mut().take(column_of[link.upstream]).skip(column_of[link.derived] + 1) {
            if !column.contains(&bend) {
                column.push(bend);
            }
        }
    }
    columns
}

/// Orders a column by the mean place of each slot's neighbours in the column beside it.
fn order(graph: &Provenance, columns: &mut [Vec<Slot>], column: usize, beside: usize) {
    let place = |wanted: Slot| {
        let mut at = 0;
        for &slot in &columns[beside] {
            if slot == wanted {
                return Some((at + extent(slot) / 2) as f64);
            }
            at += extent(slot);
        }
        None
    };
    let height: usize = columns[beside].iter().copied().map(extent).sum();
    let own: usize = columns[column].iter().copied().map(extent).sum();
    let mut at = 0;
    let mut keyed: Vec<(f64, Slot)> = Vec::new();
    for &slot in &columns[column] {
        let near: Vec<f64> = neighbours(graph, slot).into_iter().filter_map(place).collect();
        let stay = (at + extent(slot) / 2) as f64 + (height as f64 - own as f64) / 2.0;
        at += extent(slot);
        let mean = if near.is_empty() { stay } else { near.iter().sum::<f64>() / near.len() as f64 };
        keyed.push((mean, slot));
    }
    keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
    columns[column] = keyed.into_iter().map(|(_, slot)| slot).collect();
}

/// The slots that may stand beside this one.
fn neighbours(graph: &Provenance, slot: Slot) -> Vec<Slot> {
    match slot {
        Slot::Bend(node) => {
            let links = graph.links.iter().filter(|link| link.upstream == node);
            links.map(|link| Slot::Node(link.derived)).chain([slot, Slot::Node(node)]).collect()
        }
        Slot::Node(node) => {
            let touching = graph.links.iter().filter(|link| link.derived == node || link.upstream == node);
            touching
                .flat_map(|link| {
                    let other = if link.derived == node { link.upstream } else { link.derived };
                    [Slot::Bend(link.upstream), Slot::Node(other)]
                })
                .collect()
        }
    }
}

/// Boxes and curves from ordered columns.
fn draw(graph: &Provenance, column_of: &[usize], columns: &[Vec<Slot>], step: usize) -> Layout {
    let heights: Vec<usize> = columns.iter().map(|slots| slots.iter().copied().map(extent).sum()).collect();
    let tallest = heights.iter().copied().max().unwrap_or(0);
    let mut places = vec![(0, 0); graph.nodes.len()];
    let mut bends: Vec<Vec<Rank>> = vec![Vec::new(); graph.nodes.len()];
    for (column, slots) in columns.iter().enumerate() {
        let mut y = MARGIN + HEADING + (tallest - heights[column]) / 2;
        for &slot in slots {
            match slot {
                Slot::Node(node) => places[node] = (MARGIN + column * step, y),
                Slot::Bend(node) => bends[node].push((column, y + BEND / 2)),
            }
            y += extent(slot);
        }
    }
    let path = |link: &Link| {
        let (from, to) = (column_of[link.derived], column_of[link.upstream]);
        let passed: Vec<Rank> =
            bends[link.upstream].iter().copied().filter(|bend| from < bend.0 && bend.0 < to).collect();
        curve(places[link.derived], places[link.upstream], from < to, &passed, step)
    };
    let paths = graph.links.iter().map(path).collect();
    let width = 2 * MARGIN + WIDTH + columns.len().saturating_sub(1) * step;
    Layout { places, paths, width, height: 2 * MARGIN + HEADING + tallest, columns: columns.len(), step }
}

/// A curve from the derived box to the upstream box through its bends.
fn curve(
    derived: (usize, usize),
    upstream: (usize, usize),
    forward: bool,
    bends: &[Rank],
    step: usize,
) -> String {
    let middle = HEIGHT / 2;
    let (mut x, mut y) = (derived.0 + WIDTH + 2, derived.1 + middle);
    let mut path = format!("M{x} {y}");
    if !forward {
        let (end, out) = ((upstream.0 + WIDTH, upstream.1 + middle), x.max(upstream.0 + WIDTH) + 46);
        write!(path, " C{out} {y} {out} {} {} {}", end.1, end.0, end.1)
            .expect("writing to a string cannot fail");
        return path;
    }
    for &(column, bend) in bends {
        let at = MARGIN + column * step;
        let half = (x + at) / 2;
        write!(path, " C{half} {y} {half} {bend} {at} {bend} H{}", at + WIDTH)
            .expect("writing to a string cannot fail");
        (x, y) = (at + WIDTH, bend);
    }
    let (end, half) = ((upstream.0, upstream.1 + middle), (x + upstream.0) / 2);
    write!(path, " C{half} {y} {half} {} {} {}", end.1, end.0, end.1)
        .expect("writing to a string cannot fail");
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::provenance::Node;
    use super::*;

    fn node(name: &str, kind: NodeKind) -> Node {
        Node { name: name.to_owned(), kind, claims: BTreeSet::new() }
    }

    fn link(derived: usize, upstream: usize, credited: bool) -> Link {
        Link { derived, upstream, credited, claims: BTreeSet::new() }
    }

    /// Two reports; one has it from an official through a wire, the other from the official directly.
    fn ferry(more: Option<Link>) -> Provenance {
        let nodes = vec![
            node("The Coastal Post", NodeKind::Report(0)),
            node("Harbour Times", NodeKind::Report(1)),
            node("Baltic Wire", NodeKind::Relay),
            node("a transport official", NodeKind::Unnamed),
        ];
        let mut links = vec![link(0, 2, true), link(2, 3, true), link(1, 3, true)];
        links.extend(more);
        Provenance { nodes, links, left_out: 0 }
    }

    #[test]
    fn the_relay_stands_between_report_and_origin() {
        let layout = layout(&ferry(None));
        let x: Vec<usize> = layout.places.iter().map(|place| place.0).collect();
        assert_eq!(x, [MARGIN, MARGIN, MARGIN + layout.step, MARGIN + 2 * layout.step]);
        assert!(
            layout.paths[2].contains('H'),
            "the direct link passes the relay's column: {}",
            layout.paths[2]
        );
    }

    #[test]
    fn a_circle_of_inferred_derivations_is_still_drawn() {
        let layout = layout(&ferry(Some(link(3, 0, false))));
        assert_eq!(layout.paths.len(), 4);
        assert_eq!(layout.places[0].0, MARGIN, "the credited links decide the columns");
    }

    #[test]
    fn no_two_boxes_of_a_column_touch() {
        let layout = layout(&ferry(None));
        for (number, one) in layout.places.iter().enumerate() {
            for other in &layout.places[number + 1..] {
                assert!(one.0 != other.0 || one.1.abs_diff(other.1) >= HEIGHT + GAP, "{one:?} {other:?}");
            }
        }
    }
}
