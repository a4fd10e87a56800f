//! [`without`]: an answer and names to leave out in, what becomes of every claim's count out.
//!
//! A name is a report (its id, path or file name), an outlet, or a source as the reports name it. Nothing is
//! analysed again: claims and lineage stay as they are, only the counting is repeated.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use woozle_attribution::{Source, Statement};
use woozle_corroboration::{LeftOut, Recount, StatementRef, StoryInput, Upstream, recount};
use woozle_language::same_outlet;
use woozle_text::Report;

use crate::desk::EMBEDDER;
use crate::{Answer, StoryAnswer};

/// Names offered where a name is not known.
const SUGGESTIONS: usize = 5;

/// What was left out, and what it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// One for each name that was asked for, in that order.
    pub left_out: Vec<Omission>,
    /// For each story, the claims that lost a statement or changed.
    pub recounts: Vec<Vec<Recount>>,
}

/// What one name stood for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// The name as it was asked for.
    pub asked: String,
    /// What it is.
    pub kind: OmissionKind,
    /// The names of sources or outlets that it means; none for a report.
    pub names: Vec<String>,
    /// Reports that are left out whole.
    pub reports: Vec<usize>,
    /// Statements that are left out, those of these reports among them.
    pub statements: Vec<StatementRef>,
    /// Statements of a coordinated source that stay, with its other members.
    pub lessened: Vec<StatementRef>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OmissionKind {
    /// One report.
    Report,
    /// Whatever an outlet published or is cited for.
    Outlet,
    /// Whatever rests on a source.
    Source,
}

impl OmissionKind {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Outlet => "outlet",
            Self::Source => "source",
        }
    }
}

/// A name that no report has, with names near to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The name as it was asked for.
    pub asked: String,
    /// Names that the answer has, nearest first.
    pub near: Vec<String>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "no one report, outlet or source is called {}", self.asked)?;
        match self.near.as_slice() {
            [] => write!(out, "; give a report's id such as r1, a path, an outlet or a source by name"),
            near => write!(out, "; near to it: {}", near.join(", ")),
        }
    }
}

impl std::error::Error for UnknownName {}

/// Counts every claim again without the named reports, outlets and sources.
///
/// # Errors
/// When a name fits nothing in the answer.
pub fn without(answer: &Answer, names: &[String]) -> Result<WhatIf, UnknownName> {
    let left_out: Vec<Omission> =
        names.iter().map(|name| omission(answer, name)).collect::<Result<_, _>>()?;
    let gone: BTreeSet<StatementRef> =
        left_out.iter().flat_map(|omission| omission.statements.iter().copied()).collect();
    let mut remaining = answer.statements.clone();
    for omission in &left_out {
        for at in &omission.lessened {
            lessen(&mut remaining[at.report][at.statement], omission);
        }
    }
    // A coordinated source of which every member was named leaves nothing.
    let lost = |at: &StatementRef| {
        let before = &answer.statements[at.report][at.statement];
        let after = &remaining[at.report][at.statement];
        before.sources.last().is_some_and(|last| !last.members.is_empty())
            && after.sources.last().is_some_and(|last| last.members.is_empty() && last.name.is_empty())
    };
    let lessened = left_out.iter().flat_map(|omission| omission.lessened.iter().copied());
    let gone: BTreeSet<StatementRef> = gone.iter().copied().chain(lessened.filter(lost)).collect();
    let recounts = answer
        .stories
        .iter()
        .map(|story| {
            let of = |lists: &[Vec<Statement>]| -> BTreeMap<usize, Vec<Statement>> {
                story.story.reports.iter().map(|&report| (report, lists[report].clone())).collect()
            };
            let (statements, remaining) = (of(&answer.statements), of(&remaining));
            let input = StoryInput {
                reports: &answer.reports,
                analyses: &answer.analyses,
                statements: &statements,
                members: &story.story.reports,
                embedder: Some(&EMBEDDER),
                encodings: &[],
                pairs: None,
            };
            recount(&input, &story.findings, LeftOut { statements: &gone, remaining: &remaining })
        })
        .collect();
    Ok(WhatIf { left_out, recounts })
}

fn lessen(statement: &mut Statement, omission: &Omission) {
    let Some(source) = statement.sources.last_mut() else { return };
    source.members.retain(|member| !omission.names.contains(member));
    match source.members.as_slice() {
        [] => source.name.clear(),
        [only] => source.name.clone_from(only),
        _ => {}
    }
}

/// What the name stands for: a report first, then an outlet, then a source; as written, then as part of a name.
fn omission(answer: &Answer, asked: &str) -> Result<Omission, UnknownName> {
    let name = asked.trim();
    if let Some(report) = (0..answer.reports.len()).find(|number| is_report(answer, *number, name)) {
        return Ok(whole_report(answer, asked, report));
    }
    let files: Vec<usize> =
        (0..answer.reports.len()).filter(|number| file(&answer.reports[*number]) == Some(name)).collect();
    match files.as_slice() {
        [] => {}
        [report] => return Ok(whole_report(answer, asked, *report)),
        several => {
            let paths = several.iter().filter_map(|report| answer.reports[*report].path.clone());
            return Err(UnknownName { asked: asked.to_owned(), near: paths.collect() });
        }
    }
    let outlets = outlets(answer);
    let sources = sources(answer);
    let fits = |known: &str| known.eq_ignore_ascii_case(name);
    if outlets.iter().any(|outlet| fits(outlet) || same_outlet(outlet, name)) {
        return Ok(whole_outlet(answer, asked, |other| fits(other) || same_outlet(other, name)));
    }
    if sources.iter().any(|source| fits(source)) {
        return Ok(source(answer, asked, |other| fits(other) || means(other, name)));
    }
    if !name.is_empty() && sources.iter().any(|source| means(source, name)) {
        return Ok(source(answer, asked, |other| means(other, name)));
    }
    Err(UnknownName { asked: asked.to_owned(), near: near(answer, name, &[outlets, sources].concat()) })
}

/// `r2`, its path or its address.
fn is_report(answer: &Answer, number: usize, name: &str) -> bool {
    let report = &answer.reports[number];
    name.eq_ignore_ascii_case(&format!("r{}", number + 1))
        || report.path.as_deref() == Some(name)
        || report.url.as_deref() == Some(name)
}

/// The last part of its path.
fn file(report: &Report) -> Option<&str> {
    report.path.as_deref()?.rsplit(['/', '\\']).next()
}

/// Whether the whole words of the asked name stand in a known one: "Quill" means "Ada Quill".
fn means(known: &str, asked: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !matches!(word.to_lowercase().as_str(), "the" | "a" | "an"))
            .map(str::to_lowercase)
            .collect()
    };
    let (known, asked) = (words(known), words(asked));
    !asked.is_empty() && known.windows(asked.len()).any(|part| part == asked)
}

fn outlets(answer: &Answer) -> Vec<String> {
    let own = answer.reports.iter().filter_map(|report| report.outlet.clone());
    let cited = all_sources(answer)
        .filter(|source| source.kind == woozle_attribution::SourceKind::Outlet)
        .map(|source| source.name.clone());
    let edges = answer.stories.iter().flat_map(|story| &story.findings.lineage);
    let unseen = edges.filter_map(|edge| match &edge.from {
        Upstream::Unseen(name) => name.clone(),
        Upstream::Report(_) => None,
    });
    let names: BTreeSet<String> = own.chain(cited).chain(unseen).collect();
    names.into_iter().collect()
}

fn sources(answer: &Answer) -> Vec<String> {
    let names: BTreeSet<String> =
        all_sources(answer).flat_map(|source| source.members.iter().chain([&source.name]).cloned()).collect();
    names.into_iter().collect()
}

fn all_sources(answer: &Answer) -> impl Iterator<Item = &Source> {
    answer.statements.iter().flatten().flat_map(|statement| &statement.sources)
}

fn statements(answer: &Answer) -> impl Iterator<Item = (StatementRef, &Statement)> {
    answer.statements.iter().enumerate().flat_map(|(report, statements)| {
        let all = statements.iter().enumerate();
        all.map(move |(statement, one)| (StatementRef { report, statement }, one))
    })
}

fn whole_report(answer: &Answer, asked: &str, report: usize) -> Omission {
    let own = statements(answer).map(|(at, _)| at).filter(|at| at.report == report);
    Omission {
        asked: asked.to_owned(),
        kind: OmissionKind::Report,
        names: Vec::new(),
        reports: vec![report],
        statements: own.collect(),
        lessened: Vec::new(),
    }
}

/// What the outlet published, what others cite it for, and what they are inferred to have from it.
fn whole_outlet(answer: &Answer, asked: &str, is: impl Fn(&str) -> bool) -> Omission {
    let published = |report: &usize| answer.reports[*report].outlet.as_deref().is_some_and(&is);
    let reports: Vec<usize> = (0..answer.reports.len()).filter(published).collect();
    let inferred: BTreeSet<StatementRef> =
        answer.stories.iter().flat_map(|story| inferred(answer, story, &reports, &is)).collect();
    let cited = |statement: &Statement| statement.sources.iter().any(|source| is(&source.name));
    let gone = statements(answer)
        .filter(|(at, statement)| reports.contains(&at.report) || cited(statement) || inferred.contains(at));
    let names: BTreeSet<String> = outlets(answer).into_iter().filter(|name| is(name)).collect();
    Omission {
        asked: asked.to_owned(),
        kind: OmissionKind::Outlet,
        names: names.into_iter().collect(),
        statements: gone.map(|(at, _)| at).collect(),
        reports,
        lessened: Vec::new(),
    }
}

/// Statements that rest on the outlet by the passages of a derivation, and what a report that derives from one
/// of the outlet's reports says in its own voice of claims which that report states.
fn inferred(
    answer: &Answer,
    story: &StoryAnswer,
    reports: &[usize],
    is: &impl Fn(&str) -> bool,
) -> Vec<StatementRef> {
    let edges = story.findings.lineage.iter().filter(|edge| match &edge.from {
        Upstream::Report(report) => reports.contains(report),
        Upstream::Unseen(name) => name.as_deref().is_some_and(is),
    });
    let mut found = Vec::new();
    for edge in edges {
        let places: BTreeSet<_> = edge.evidence.iter().flat_map(|evidence| &evidence.places).collect();
        let from = match edge.from {
            Upstream::Report(report) => Some(report),
            Upstream::Unseen(_) => None,
        };
        for claim in &story.findings.claims {
            let stated = claim.statements.iter().any(|at| Some(at.report) == from);
            found.extend(claim.statements.iter().copied().filter(|at| {
                let statement = &answer.statements[at.report][at.statement];
                let place = woozle_text::Place { report: at.report, span: statement.content };
                edge.to.contains(&at.report)
                    && (places.contains(&place) || (stated && statement.sources.is_empty()))
            }));
        }
    }
    found
}

/// Every statement with the source in its chain; a coordinated source only loses a member.
fn source(answer: &Answer, asked: &str, is: impl Fn(&str) -> bool) -> Omission {
    let names: BTreeSet<String> = sources(answer).into_iter().filter(|name| is(name)).collect();
    let (mut gone, mut lessened) = (Vec::new(), Vec::new());
    for (at, statement) in statements(answer) {
        let Some((last, nearer)) = statement.sources.split_last() else { continue };
        let members = last.members.iter().filter(|member| is(member)).count();
        if nearer.iter().any(|source| is(&source.name)) {
            gone.push(at);
        } else if members > 0 && members < last.members.len() {
            lessened.push(at);
        } else if members > 0 || is(&last.name) {
            gone.push(at);
        }
    }
    Omission {
        asked: asked.to_owned(),
        kind: OmissionKind::Source,
        names: names.into_iter().collect(),
        reports: Vec::new(),
        statements: gone,
        lessened,
    }
}

/// The known names most like the one asked for.
fn near(answer: &Answer, asked: &str, names: &[String]) -> Vec<String> {
    let asked = asked.to_lowercase();
    let paths = answer.reports.iter().filter_map(|report| report.path.clone());
    let known: BTreeSet<String> = names.iter().cloned().chain(paths).collect();
    let mut near: Vec<(f64, String)> = known
        .into_iter()
        .map(|name| {
            let lower = name.to_lowercase();
            let words = lower.split(|c: char| !c.is_alphanumeric()).chain([lower.as_str()]);
            let like = words.map(|word| strsim::jaro_winkler(word, &asked)).fold(0.0, f64::max);
            (like, name)
        })
        .filter(|(like, _)| *like >= 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    near.into_iter().take(SUGGESTIONS).map(|(_, name)| name).collect()
}
