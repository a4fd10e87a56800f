//! The reports of a story side by side, each text whole, its statements marked where they stand.

use maud::{Markup, html};
use woozle::StoryAnswer;
use woozle::text::{Block, BlockKind, Report};

use super::marks::marked;
use super::notices::notices_of;
use super::safe::{safe, squeeze};
use super::view::View;

/// The columns, with a strip of names above.
pub(super) fn reports(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let id = view.story_id(number);
    html! {
        section.desk aria-labelledby={ (id) "-reports-title" } {
            div.bar {
                h2 id={ (id) "-reports-title" } { "Reports" }
                (legend())
                button.only type="button" aria-pressed="false" { "Only reports that state it" }
            }
            nav.strip aria-label="Reports of this story" {
                @for &report in &story.story.reports {
                    a href={ "#" (view.report_id(report)) } data-report=(view.report_id(report)) {
                        (view.label(report)) span.lit-count hidden {}
                    }
                }
            }
            div.columns { @for &report in &story.story.reports { (column(view, report)) } }
        }
    }
}

/// What the marks in the text mean.
fn legend() -> Markup {
    html! {
        p.legend {
            span.content { "what was said" } span.source { "who said it" } span.cue { "the words that attribute" }
            span.tag-sample { "bare: its own voice" }
            span.tag-sample { span.tag { "c1" } "the claim it states" }
        }
    }
}

/// One report with what is known of it.
fn column(view: &View, number: usize) -> Markup {
    let Some(report) = view.report(number) else { return Markup::default() };
    let id = view.report_id(number);
    html! {
        article.report id=(id) aria-labelledby={ (id) "-name" } {
            header { h3 id={ (id) "-name" } dir="auto" { (view.label(number)) } (known(report)) (odd(view, number)) }
            div.text tabindex="0" role="region" aria-label={ "Text of " (view.label(number)) } lang=[language(report)] {
                @for (block, at) in report.blocks.iter().enumerate() {
                    (paragraph(view, number, at, &view.block_id(number, block)))
                }
            }
        }
    }
}

/// Who wrote it, when, and where it was read from.
fn known(report: &Report) -> Markup {
    html! {
        p.known {
            @if let Some(byline) = &report.byline { span dir="auto" { (squeeze(&safe(byline))) } }
            @match report.published {
                Some(published) => { time datetime=(published.iso()) { (published.iso().replace('T', " ")) } }
                None => { span { "no date" } }
            }
            @if let Some(path) = &report.path { span.path { (squeeze(&safe(path))) } }
            @if let Some(url) = report.url.as_deref().filter(|url| is_web(url)) {
                a href=(safe(url)) rel="noreferrer noopener" { "original" }
            }
        }
    }
}

/// What is odd about it, and that it states nothing where it does.
fn odd(view: &View, number: usize) -> Markup {
    let silent = view.answer.statements.get(number).is_none_or(Vec::is_empty);
    html! {
        @for notice in notices_of(view, number) { p.notice { (safe(&notice.message)) } }
        @if silent { p.notice { "No statement was read in this report." } }
    }
}

/// Whether the address leads to the web and cannot run anything.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The report's language where it looks like a language tag.
fn language(report: &Report) -> Option<&str> {
    let tag = report.language.as_deref()?;
    let plain = tag.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    (plain && !tag.is_empty() && tag.len() < 36).then_some(tag)
}

/// One paragraph after its kind.
fn paragraph(view: &View, report: usize, block: &Block, id: &str) -> Markup {
    let text = marked(view, report, block.span);
    match block.kind {
        BlockKind::Headline => html! { p.headline id=(id) dir="auto" { (text) } },
        BlockKind::Subheading => html! { p.subheading id=(id) dir="auto" { (text) } },
        BlockKind::Body => html! { p id=(id) dir="auto" { (text) } },
        _ => html! { p.aside id=(id) dir="auto" { (text) } },
    }
}
