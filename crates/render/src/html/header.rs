//! The top of the page: what was read, and how many reports shrink to how few origins.

use maud::{Markup, html};
use woozle::StoryAnswer;
use woozle::corroboration::Waterfall;

use super::safe::{safe, squeeze};
use super::view::View;
use crate::shown::shorten;

/// The name of the browser's window.
pub(super) fn title(view: &View) -> String {
    match (view.answer.stories.first(), view.answer.stories.len()) {
        (Some(story), 1) => format!("{} · Woozle", story_title(view, story)),
        (None, _) => "No story found · Woozle".to_owned(),
        (_, many) => format!("{many} stories · Woozle"),
    }
}

/// The page's name, and ways to each story where there are several.
pub(super) fn header(view: &View) -> Markup {
    let stories = view.answer.stories.len();
    html! {
        header.page {
            p.brand { "Woozle" }
            @if stories == 0 { p { "No statement was found in the reports that were given." } }
            @if stories > 1 {
                nav aria-label="Stories" { ol.stories {
                    @for (number, story) in view.stories() {
                        li { a href={ "#" (view.story_id(number)) } { (story_title(view, story)) } " "
                            span.quiet { (plural(story.story.reports.len(), "report")) } }
                    }
                } }
            }
        }
    }
}

/// A story's name, its waterfall, and ways to its parts.
pub(super) fn story(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let id = view.story_id(number);
    let findings = &story.findings;
    let parts = [
        ("differences", "Differences", findings.discrepancies.len()),
        ("denials", "Denials", findings.denials.len()),
        ("doubts", "Doubts", findings.doubts.len()),
        ("alterations", "Changed on the way", findings.alterations.len()),
        ("lineage", "Lineage", findings.lineage.len()),
    ];
    html! {
        header.story-head {
            h1 id={ (id) "-title" } dir="auto" { (story_title(view, story)) }
            (waterfall(&findings.waterfall))
            nav.parts aria-label="Parts of this story" {
                a href={ "#" (id) "-claims" } { "Claims" span.number { (findings.claims.len()) } }
                @for (part, name, count) in parts {
                    @if count > 0 { a href={ "#" (id) "-" (part) } { (name) span.number { (count) } } }
                }
                a href={ "#" (id) "-graph" } { "Provenance" }
                a href={ "#" (id) "-timeline" } { "Timeline" }
            }
        }
    }
}

/// The title of the story's first report that has one, else the first claim's words.
fn story_title(view: &View, story: &StoryAnswer) -> String {
    let mut reports = story.story.reports.iter().filter_map(|&report| view.report(report));
    let words = match reports.find_map(|report| report.title.as_deref()) {
        Some(title) => squeeze(&safe(title)),
        None => story.findings.claims.first().map_or_else(String::new, |claim| view.claim_words(claim)),
    };
    if words.is_empty() { "A story without a title".to_owned() } else { shorten(&words, 110) }
}

/// From many reports to few origins.
fn waterfall(waterfall: &Waterfall) -> Markup {
    let steps = [
        (waterfall.reports, "report"),
        (waterfall.distinct_texts, "distinct text"),
        (waterfall.outlets, "outlet"),
    ];
    html! {
        ol.waterfall aria-label="From reports to origins" {
            @for (count, name) in steps {
                li { b { (count) } " " span { (if count == 1 { name.to_owned() } else { format!("{name}s") }) } }
            }
            li { span { "independent origins: established " } b { (waterfall.established) }
                span { ", possible " } b { (waterfall.possible) } }
        }
    }
}

/// "1 report", "3 reports".
pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
