//! A story's chains and lineage in, a layered drawing out: report ← relay ← origin.
//!
//! Reports stand at the left, whoever is said to know at the right, those who pass it on between. It draws
//! what the findings hold and infers nothing; the same answer gives the same drawing.

mod layout;
mod provenance;

use std::collections::BTreeSet;

use maud::{Markup, html};
use woozle::StoryAnswer;

use crate::html::view::View;
use crate::shown::shorten;
use layout::{HEIGHT, Layout, MARGIN, WIDTH, layout};
use provenance::{Link, Node, NodeKind, Provenance, provenance};

/// How many reports a drawing holds before no eye can follow its lines.
const MOST_REPORTS: usize = 60;

/// How many characters of a name fit on a line of a box.
const LINE: usize = 29;

/// The provenance graph of the numbered story.
pub(crate) fn graph(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let id = view.story_id(number);
    html! {
        section.part id={ (id) "-graph" } aria-labelledby={ (id) "-graph-title" } {
            h2 id={ (id) "-graph-title" } { "Provenance" }
            @if story.story.reports.len() > MOST_REPORTS {
                p { "Not drawn for more than " (MOST_REPORTS) " reports: no eye could follow the lines. "
                    "The claims and the derivations name every link." }
            } @else { (drawn(&provenance(view, story), &id)) }
        }
    }
}

/// The drawing with its legend, or that there is nothing to draw.
fn drawn(graph: &Provenance, id: &str) -> Markup {
    html! {
        @if graph.links.is_empty() { p { "No report says whom it has anything from." } }
        @else {
            (legend())
            div.wide tabindex="0" role="region" aria-label="Provenance graph" { (drawing(graph, id)) }
            @if graph.left_out > 0 {
                p.quiet { "The " (graph.left_out) " sources with the fewest links are not drawn; the claims name them." }
            }
        }
    }
}

/// What boxes and lines mean.
fn legend() -> Markup {
    html! {
        p.legend.graph-legend {
            span { (key("report")) "report" }
            span { (key("relay")) "outlet that passes it on" }
            span { (key("origin")) "source" }
            span { (key("unnamed")) "source not named" }
            span { svg.key viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" { path.link d="M2 6 H32" {} }
                "credited" }
            span { svg.key viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" {
                path.link.inferred d="M2 6 H32" {} } "inferred" }
        }
    }
}

/// A small box as a legend shows it.
fn key(kind: &str) -> Markup {
    html! {
        svg.key viewBox="0 0 22 14" width="22" height="14" aria-hidden="true" {
            rect.{ "node" }.{ (kind) } x="1" y="1" width="20" height="12" rx=(corner(kind, 6)) {}
        }
    }
}

/// Reports are square, sources round, outlets between.
fn corner(kind: &str, round: usize) -> usize {
    match kind {
        "report" => 0,
        "relay" => 3,
        _ => round,
    }
}

/// The whole drawing.
fn drawing(graph: &Provenance, id: &str) -> Markup {
    let layout = layout(graph);
    let arrow = format!("{id}-arrow");
    html! {
        svg.graph xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={ (id) "-graph-title " (id) "-graph-text" }
            viewBox={ "0 0 " (layout.width) " " (layout.height) } width=(layout.width) height=(layout.height) {
            desc id={ (id) "-graph-text" } {
                (graph.nodes.len()) " reports and sources, " (graph.links.len()) " derivations; each is listed with the claims."
            }
            defs { marker id=(arrow) viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7"
                orient="auto-start-reverse" { path.arrow d="M0 0 L8 4 L0 8 Z" {} } }
            @for (title, column) in layout.headings() {
                text.heading x=(MARGIN + column * layout.step + WIDTH / 2) y="16" text-anchor="middle" { (title) }
            }
            @for (link, path) in graph.links.iter().zip(&layout.paths) { (line(link, path, &arrow)) }
            @for (node, place) in graph.nodes.iter().zip(&layout.places) { (boxed(node, *place)) }
        }
    }
}

/// One derivation as a curve whose arrow points at the report that has it.
fn line(link: &Link, path: &str, arrow: &str) -> Markup {
    let class = if link.credited { "link" } else { "link inferred" };
    html! {
        path class=(class) d=(path) marker-start={ "url(#" (arrow) ")" } data-claims=[claims(&link.claims)]
            stroke-width=(1.2 + 0.4 * (link.claims.len().min(5) as f32)) {}
    }
}

/// One report or source as a box with its name.
fn boxed(node: &Node, (x, y): (usize, usize)) -> Markup {
    let kind = match node.kind {
        NodeKind::Report(_) => "report",
        NodeKind::Relay => "relay",
        NodeKind::Origin => "origin",
        NodeKind::Unnamed => "unnamed",
    };
    let lines = lines(&node.name);
    html! {
        g.{ "node-group" } data-claims=[claims(&node.claims)] {
            title { (node.name) }
            rect.node.{ (kind) } x=(x) y=(y) width=(WIDTH) height=(HEIGHT) rx=(corner(kind, HEIGHT / 2)) {}
            @for (number, line) in lines.iter().enumerate() {
                text.name x=(x + WIDTH / 2) y=(y + HEIGHT / 2 + 5 + 16 * number - 8 * (lines.len() - 1))
                    text-anchor="middle" { (line) }
            }
        }
    }
}

/// The ids of the claims that a line or box takes part in.
fn claims(ids: &BTreeSet<String>) -> Option<String> {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The name on one or two lines, the second cut where it is too long.
fn lines(name: &str) -> Vec<String> {
    if name.chars().count() <= LINE {
        return vec![name.to_owned()];
    }
    let limit = name.char_indices().nth(LINE).map_or(name.len(), |(at, _)| at);
    match name[..limit].rfind(' ') {
        Some(space) => vec![name[..space].to_owned(), shorten(name[space..].trim_start(), LINE - 1)],
        None => vec![shorten(name, LINE - 1)],
    }
}

impl Layout {
    /// What the first, the middle and the last columns hold.
    fn headings(&self) -> Vec<(&'static str, usize)> {
        let last = self.columns.saturating_sub(1);
        let middle = (1..last).map(|column| ("through", column));
        [("reports", 0)].into_iter().chain(middle).chain([("said to know", last)]).collect()
    }
}
