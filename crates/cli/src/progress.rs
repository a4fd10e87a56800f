//! What the program is at, on stderr, where somebody watches: a bar for long work, a line for each page.

use std::{
    io::{self, IsTerminal},
    sync::Once,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use woozle::text::Report;
use woozle::{Answer, Options, UnknownName, analyze, without};

/// Work that is done sooner is not worth a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Says what is being fetched while it is, when stderr is a terminal.
pub(crate) fn watched<T>(address: &str, fetch: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return fetch();
    }
    let line = ProgressBar::new_spinner()
        .with_message(woozle_render::harmless(&format!("fetching {address}")).into_owned());
    line.enable_steady_tick(PATIENCE / 10);
    let fetched = fetch();
    line.finish_and_clear();
    fetched
}

/// What is done with reports, telling of every one that is done.
type Read = fn(Vec<Report>, &Options, &(dyn Fn(usize, usize) + Sync)) -> Answer;

/// Reads the reports; shows a bar when it takes long and stderr is a terminal.
fn read_watched(reports: Vec<Report>, jobs: usize, read: Read) -> Answer {
    let bar = ProgressBar::with_draw_target(Some(reports.len() as u64), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} reports, {eta} left") {
        bar.set_style(style);
    }
    let (started, shown, watched) = (Instant::now(), Once::new(), io::stderr().is_terminal());
    let answer = read(reports, &Options { jobs }, &|done, _| {
        if watched && started.elapsed() > PATIENCE {
            shown.call_once(|| bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    answer
}

/// The statements of each report by itself.
pub(crate) fn statements(reports: Vec<Report>, jobs: usize) -> Answer {
    read_watched(reports, jobs, woozle::statements)
}

/// The answer with what changes without the named reports and sources, where there are names.
///
/// # Errors
/// When a name fits nothing in the answer.
pub(crate) fn analyze_without(
    reports: Vec<Report>,
    jobs: usize,
    names: &[String],
) -> Result<Answer, UnknownName> {
    let mut answer = read_watched(reports, jobs, analyze);
    if !names.is_empty() {
        answer.what_if = Some(without(&answer, names)?);
    }
    Ok(answer)
}
