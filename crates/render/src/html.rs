//! An [`Answer`] in, one self-contained HTML page out.
//!
//! The page asks nobody for anything: styles and script stand in it, its policy forbids the rest. It says only
//! what the answer holds; without its script it is still a whole document that reads and prints.

mod changes;
mod claims;
mod count;
mod differences;
mod header;
mod lineage;
mod marks;
mod notices;
mod policy;
mod reasons;
mod reports;
pub(crate) mod safe;
pub(crate) mod view;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use woozle::{Answer, StoryAnswer};

use crate::graph::graph;
use crate::timeline::timeline;
use view::View;

const STYLE: &str = include_str!("html/assets/page.css");
const SCRIPT: &str = include_str!("html/assets/page.js");

/// The answer as one page that needs nothing beside itself.
///
/// Reports stand side by side with their statements marked; choosing a claim lights up every passage that
/// states it. All text of reports is escaped and stripped of what could reorder or hide words.
#[must_use]
pub fn html(answer: &Answer) -> String {
    let view = View::new(answer);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::policy(STYLE, SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (header::title(&view)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (header::header(&view))
                main {
                    @for (number, story) in view.stories() { (story_section(&view, number, story)) }
                    @if let Some(what_if) = &answer.what_if { (changes::what_if(&view, what_if)) }
                }
                (notices::notices(&view))
                footer { p { "Made by Woozle from the reports named here. Every passage is theirs; counts are lower "
                    "and upper bounds of independent origins." } }
                p #announce .unseen aria-live="polite" {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// Everything about one story.
fn story_section(view: &View, number: usize, story: &StoryAnswer) -> Markup {
    let id = view.story_id(number);
    html! {
        section.story id=(id) aria-labelledby={ (id) "-title" } {
            (header::story(view, number, story))
            div.workbench {
                (claims::claims(view, number, story))
                (reports::reports(view, number, story))
            }
            (differences::differences(view, number, story))
            (differences::denials(view, number, story))
            (changes::doubts(view, number, story))
            (changes::alterations(view, number, story))
            (lineage::lineage(view, number, story))
            (graph(view, number, story))
            (timeline(view, number, story))
        }
    }
}
