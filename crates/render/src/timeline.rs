//! Publication times and the dates that reports mention in, a chart with a lane for each report out.
//!
//! Days stand in order with their distance written between them, not to scale: a report of Tuesday may
//! mention 1961. It orders and shows; it resolves no date itself.

mod days;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use woozle::StoryAnswer;
use woozle::text::Published;

use crate::html::safe::{safe, squeeze};
use crate::html::view::View;
use crate::shown::shorten;
use days::{Days, days_label, distance};

/// Width of the names at the left.
const NAMES: usize = 196;
/// Width of a column of one day.
const COLUMN: usize = 124;
/// Height of a lane.
const LANE: usize = 44;
/// Height of the dates above the lanes.
const TOP: usize = 56;
/// How many columns a chart holds.
const MOST_COLUMNS: usize = 18;

/// What one report does on one day.
#[derive(Default)]
struct Cell {
    published: Option<Published>,
    /// The words by which it mentions the day.
    mentioned: Vec<String>,
}

/// The lane of one report, with one cell for each column.
struct Lane {
    report: usize,
    published: Option<Published>,
    cells: Vec<Cell>,
}

/// The timeline of the numbered story.
pub(crate) fn timeline(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let id = view.story_id(number);
    let (columns, left_out) = columns(view, story);
    let lanes = lanes(view, story, &columns);
    let undated: Vec<usize> =
        lanes.iter().filter(|lane| lane.published.is_none()).map(|lane| lane.report).collect();
    html! {
        section.part id={ (id) "-timeline" } aria-labelledby={ (id) "-timeline-title" } {
            h2 id={ (id) "-timeline-title" } { "Timeline" }
            @if columns.is_empty() {
                p { "No report says when it was published, and no date in their texts can be placed on a calendar." }
            } @else {
                (legend())
                div.wide tabindex="0" role="region" aria-label="Timeline chart" { (chart(view, &id, &columns, &lanes)) }
                @if left_out > 0 { p.quiet { (left_out) " further dates, each mentioned by few reports, are not drawn." } }
                @if !undated.is_empty() { p { "Without a date of publication: "
                    @for (at, &report) in undated.iter().enumerate() { @if at > 0 { ", " }
                        a href={ "#" (view.report_id(report)) } { (view.label(report)) } } "." } }
            }
        }
    }
}

/// What the signs mean.
fn legend() -> Markup {
    html! {
        p.legend.graph-legend {
            span { svg.key viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" { (published_sign(7, 7)) } "published" }
            span { svg.key viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" { (mentioned_sign(7, 7)) }
                "date mentioned in the text" }
        }
    }
}

/// The days of the chart in order, and how many were too many.
fn columns(view: &View, story: &StoryAnswer) -> (Vec<Days>, usize) {
    let mut weights: BTreeMap<Days, usize> = BTreeMap::new();
    for &report in &story.story.reports {
        let published = view.report(report).and_then(|report| report.published);
        if let Some(published) = published {
            *weights.entry((published.date, published.date)).or_default() += 1000;
        }
        let mentioned: BTreeSet<Days> = mentioned(view, report).map(|(days, _)| days).collect();
        for days in mentioned {
            *weights.entry(days).or_default() += 1;
        }
    }
    let mut heaviest: Vec<(Days, usize)> = weights.into_iter().collect();
    heaviest.sort_by_key(|&(days, weight)| (Reverse(weight), days));
    let left_out = heaviest.len().saturating_sub(MOST_COLUMNS);
    let mut columns: Vec<Days> = heaviest.into_iter().take(MOST_COLUMNS).map(|(days, _)| days).collect();
    columns.sort_unstable();
    (columns, left_out)
}

/// The days that a report mentions, with the words.
fn mentioned(view: &View, report: usize) -> impl Iterator<Item = (Days, String)> {
    let times = view.answer.analyses.get(report).map_or(&[][..], |analysis| &analysis.times);
    let text = view.report(report).map_or("", |report| report.text.as_str());
    times.iter().filter_map(move |time| {
        let (first, last) = time.days?;
        Some(((first, last.max(first)), squeeze(&safe(time.span.slice(text)))))
    })
}

/// One lane for each report, earliest published first, reports without a date last.
fn lanes(view: &View, story: &StoryAnswer, columns: &[Days]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> =
        story.story.reports.iter().map(|&report| lane(view, report, columns)).collect();
    lanes.sort_by_key(|lane| (lane.published.is_none(), lane.published.map(moment), lane.report));
    lanes
}

/// Minutes since an arbitrary day in UTC, a report without a time of day at the day's start.
fn moment(published: Published) -> i64 {
    let minutes =
        published.clock.map_or(0, |clock| i64::from(clock.minute) - i64::from(clock.utc_offset.unwrap_or(0)));
    published.date.days_since_epoch() * 24 * 60 + minutes
}

/// The lane of one report.
fn lane(view: &View, report: usize, columns: &[Days]) -> Lane {
    let published = view.report(report).and_then(|report| report.published);
    let mut cells: Vec<Cell> = columns.iter().map(|_| Cell::default()).collect();
    let column = |days: Days| columns.iter().position(|&other| other == days);
    if let Some((published, at)) = published.and_then(|p| Some((p, column((p.date, p.date))?))) {
        cells[at].published = Some(published);
    }
    for (days, words) in mentioned(view, report) {
        if let Some(at) = column(days).filter(|&at| !cells[at].mentioned.contains(&words)) {
            cells[at].mentioned.push(words);
        }
    }
    Lane { report, published, cells }
}

/// The chart.
fn chart(view: &View, id: &str, columns: &[Days], lanes: &[Lane]) -> Markup {
    let (width, height) = (NAMES + COLUMN * columns.len() + 8, TOP + LANE * lanes.len() + 8);
    html! {
        svg.timeline xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={ (id) "-timeline-title " (id) "-timeline-text" }
            viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) {
            desc id={ (id) "-timeline-text" } { (described(view, lanes)) }
            @for (at, &days) in columns.iter().enumerate() {
                (day_heading(at, days, at.checked_sub(1).map(|before| columns[before]), height))
            }
            @for (number, lane) in lanes.iter().enumerate() {
                @let y = TOP + LANE * number;
                path.rule d={ "M0 " (y) " H" (width) } {}
                text.name x="12" y=(y + LANE / 2 + 5) { (view.short_label(lane.report, 26)) }
                @for (at, cell) in lane.cells.iter().enumerate() { (cell_marks(cell, NAMES + COLUMN * at + COLUMN / 2, y)) }
            }
        }
    }
}

/// The chart in words, for those who cannot see it.
fn described(view: &View, lanes: &[Lane]) -> String {
    let dated = lanes.iter().filter_map(|lane| Some((lane.report, lane.published?)));
    let words: Vec<String> = dated
        .map(|(report, published)| format!("{} published {}", view.label(report), published.iso()))
        .collect();
    words.join("; ")
}

/// A day above its column, with its distance from the one before.
fn day_heading(at: usize, days: Days, before: Option<Days>, height: usize) -> Markup {
    let middle = NAMES + COLUMN * at + COLUMN / 2;
    let (line, year) = days_label(days);
    html! {
        path.day d={ "M" (middle) " " (TOP) " V" (height - 6) } {}
        text.heading x=(middle) y="30" text-anchor="middle" { (line) }
        text.year x=(middle) y="46" text-anchor="middle" { (year) }
        @if let Some(gap) = before.and_then(|before| distance(before, days)) {
            text.gap x=(middle - COLUMN / 2) y="12" text-anchor="middle" { (gap) }
        }
    }
}

/// What a report does on a day.
fn cell_marks(cell: &Cell, x: usize, y: usize) -> Markup {
    let sign = y + 15;
    let clock = cell.published.and_then(|published| published.clock);
    html! {
        @match (cell.published.is_some(), cell.mentioned.is_empty()) {
            (true, true) => { (published_sign(x, sign)) }
            (true, false) => { (published_sign(x - 10, sign)) (mentioned_sign(x + 10, sign)) }
            (false, false) => { (mentioned_sign(x, sign)) }
            (false, true) => {}
        }
        @let words: Vec<String> = clock.map(|clock| format!("{:02}:{:02}", clock.minute / 60, clock.minute % 60)).into_iter()
            .chain(quoted(&cell.mentioned)).collect();
        @if !words.is_empty() {
            text.cell x=(x) y=(y + 36) text-anchor="middle" { title { (cell.mentioned.join(", ")) } (words.join(" · ")) }
        }
    }
}

/// The first words by which the day is mentioned.
fn quoted(words: &[String]) -> Option<String> {
    let first = words.first()?;
    let more = if words.len() > 1 { format!(" +{}", words.len() - 1) } else { String::new() };
    Some(format!("{}{more}", shorten(first, 13)))
}

/// A filled square on its corner.
fn published_sign(x: usize, y: usize) -> Markup {
    html! { path.published d={ "M" (x) " " (y - 6) " l6 6 l-6 6 l-6 -6 Z" } {} }
}

/// A ring.
fn mentioned_sign(x: usize, y: usize) -> Markup {
    html! { circle.mentioned cx=(x) cy=(y) r="4.5" {} }
}
