//! [`analyze`] and [`statements`]: reports in, [`Answer`] out. The only place that fans out over threads.
//!
//! Opens nothing and asks no clock: reports come in read, the models are part of the program.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

use woozle_attribution::reader::{Attribution, Network, Reader};
use woozle_attribution::{Statement, attribute};
use woozle_corroboration::{StoryInput, corroborate};
use woozle_language::analyse::analyse_through;
use woozle_language::{Analysis, Embedder, Encoded, Encoder, Model, PairReader};
use woozle_story::cluster;
use woozle_text::Report;

use crate::{Answer, StoryAnswer, duplicate, parting};

/// How to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// Threads to work with; 0 means as many as the machine has.
    pub jobs: usize,
}

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(woozle_model_en::LANGUAGE).expect("the embedded language model is whole"));
static READER: LazyLock<Network> = LazyLock::new(|| {
    Network::parse(woozle_model_en::ATTRIBUTION, &MODEL.network).expect("the embedded reader is whole")
});
static ENCODER: LazyLock<Encoder> =
    LazyLock::new(|| Encoder::parse(woozle_model_en::ENCODER).expect("the embedded encoder is whole"));
static PAIRS: LazyLock<PairReader<'static>> = LazyLock::new(|| {
    PairReader::parse(woozle_model_en::PAIRS, &ENCODER).expect("the embedded reader of pairs is whole")
});
pub(crate) static EMBEDDER: LazyLock<Embedder> =
    LazyLock::new(|| Embedder::parse(woozle_model_en::EMBED).expect("the embedded vectors are whole"));

/// Analyses the reports and groups them by story.
///
/// `progress` is told how many reports are done and how many there are; it may be called from any
/// thread. The answer depends on the reports alone: not on their order, nor on the number of threads.
///
/// ```
/// use woozle::{Options, analyze};
/// use woozle::text::Report;
/// let report = Report::from_text("Mayor Ada Lind said on Monday that the bridge was closed.");
/// let answer = analyze(vec![report], &Options::default(), &|_, _| ());
/// assert_eq!(answer.statements[0][0].sources[0].name, "Ada Lind");
/// ```
#[must_use]
pub fn analyze(reports: Vec<Report>, options: &Options, progress: &(dyn Fn(usize, usize) + Sync)) -> Answer {
    let mut answer = statements(reports, options, progress);
    let stories = cluster(&answer.reports);
    let each = jobs(options).div_ceil(stories.len().max(1));
    // A story's encodings live as long as it is worked on: those of an archive would not fit.
    let found = in_parallel(&stories, jobs(options), &|story| {
        let said = parting::said(&answer, &story.reports, each);
        let input = StoryInput {
            reports: &answer.reports,
            analyses: &answer.analyses,
            statements: &said.statements,
            members: &story.reports,
            embedder: Some(&EMBEDDER),
            encodings: &said.encodings,
            pairs: Some(&PAIRS),
        };
        (StoryAnswer { story: story.clone(), findings: corroborate(&input) }, said.statements)
    });
    for (story, statements) in found {
        answer.stories.push(story);
        statements.into_iter().for_each(|(report, own)| answer.statements[report] = own);
    }
    answer
}

/// What the encoder makes of statements of a report.
pub(crate) fn encode(answer: &Answer, report: usize, statements: &[Statement]) -> Vec<Encoded> {
    let texts: Vec<&str> =
        statements.iter().map(|statement| answer.reports[report].slice(statement.content)).collect();
    ENCODER.encode(&EMBEDDER, &texts)
}

/// Reads each report by itself: an [`Answer`] with statements and without stories.
///
/// Each statement is the one that [`analyze`] finds, which parts a few where other reports of the story tell apart
/// what one bundles. `progress` is as there.
#[must_use]
pub fn statements(
    reports: Vec<Report>,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Answer {
    let mut reports = reports;
    reports.sort_by(|a, b| (&a.path, &a.url, &a.text).cmp(&(&b.path, &b.url, &b.text)));
    duplicate::notice(&mut reports);
    let done = AtomicUsize::new(0);
    let read: Vec<(Analysis, Vec<Statement>)> = in_parallel(&reports, jobs(options), &|report| {
        let found = read(report);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, reports.len());
        found
    });
    let (analyses, statements) = read.into_iter().unzip();
    Answer { reports, analyses, statements, ..Answer::default() }
}

/// What one report says. A report in a language that is not analysed says nothing here; its notice says why.
fn read(report: &Report) -> (Analysis, Vec<Statement>) {
    let english = report.language.as_deref().is_none_or(|tag| tag.split('-').next() == Some("en"));
    if !english {
        return (Analysis::default(), Vec::new());
    }
    let (analysis, found) = attributions(report);
    let statements = attribute(report, &analysis, &found);
    (analysis, statements)
}

/// Which words of a report attribute which words to whom, attitudes ("hopes that") included: what the statements
/// rest on, before anybody is named. Ranges are tokens of the analysis.
#[must_use]
pub fn attributions(report: &Report) -> (Analysis, Vec<Attribution>) {
    let analysis = analyse_through(report, &MODEL, READER.lens());
    let found = READER.attributions(report, &analysis);
    (analysis, found)
}

fn jobs(options: &Options) -> usize {
    match options.jobs {
        0 => thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    }
}

/// Applies `work` to every item on up to `jobs` threads; results stand in the order of the items.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: &(dyn Fn(&T) -> R + Sync),
) -> Vec<R> {
    if jobs <= 1 || items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for _ in 0..jobs.min(items.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
