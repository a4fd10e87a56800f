//! A story's reports in, who published each and on which day out, as far as a report and its fellows tell it:
//! the masthead and stated date first, else a report's own words about its outlet ("did not answer the Courier's
//! questions") and a dateline's day in the year of the other reports.
//!
//! It is for telling who has it from whom; a day told here proves no update, and no field of a report is changed.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::SourceKind;
use woozle_language::is_agency;
use woozle_text::{BlockKind, Date};

use crate::StoryInput;
use crate::credit::{Crediting, CreditingKind, called, crediting, masthead};
use crate::lineage::alike;
use crate::printed_day::{PrintedDays, printed_days};

/// Days in half a year: no two reports of one story are taken to lie further apart.
const HALF_YEAR: i64 = 183;
/// The year of datelines where no report of the story states one; a leap year, so that every day exists.
const ANY_YEAR: i32 = 2000;

/// Who published the reports of a story, and when.
pub(crate) struct Publication<'a> {
    days: BTreeMap<usize, i64>,
    outlets: BTreeMap<usize, String>,
    credits: BTreeMap<usize, Vec<Crediting<'a>>>,
    mastheads: BTreeSet<String>,
}

impl<'a> Publication<'a> {
    /// Reads every member of the story once.
    pub(crate) fn new(input: &StoryInput<'a>) -> Self {
        let members = input.sorted_members();
        let stated = members.iter().filter_map(|report| input.reports[*report].outlet.as_deref());
        let called = members.iter().flat_map(|report| called(input, *report));
        let known: BTreeSet<String> = stated.map(masthead).chain(called).collect();
        let credits: BTreeMap<usize, Vec<Crediting>> =
            members.iter().map(|&report| (report, crediting(input, report, &known))).collect();
        let outlet = |&report: &usize| Some((report, outlet(input, report)?));
        let mut outlets: BTreeMap<usize, String> = members.iter().filter_map(outlet).collect();
        let crediting = crediting_reports(input, &credits);
        let unknown = members.iter().filter(|report| !outlets.contains_key(report));
        let told: Vec<(usize, String)> = unknown
            .filter_map(|&report| Some((report, told(input, report, &credits[&report], &crediting)?)))
            .collect();
        outlets.extend(told);
        let mastheads = outlets.values().map(|outlet| masthead(outlet)).chain(known).collect();
        Self { days: days(input, &members), outlets, credits, mastheads }
    }

    /// The day of publication, in days since 1970 where a report of the story states its year; else good for
    /// comparison within the story alone.
    pub(crate) fn day(&self, report: usize) -> Option<i64> {
        self.days.get(&report).copied()
    }

    /// The outlet that published the report.
    pub(crate) fn outlet(&self, report: usize) -> Option<&str> {
        self.outlets.get(&report).map(String::as_str)
    }

    /// What the report's sentences credit, in order of the text.
    pub(crate) fn credits(&self, report: usize) -> &[Crediting<'a>] {
        self.credits.get(&report).map_or(&[], Vec::as_slice)
    }

    /// Whether a report of the story was published by an outlet of this name, or calls what bears it an outlet.
    pub(crate) fn is_masthead(&self, name: &str) -> bool {
        let long = |name: &str| name.split_whitespace().count() > 1;
        self.mastheads.contains(&masthead(name))
            || long(name) && self.outlets.values().any(|outlet| long(outlet) && alike(outlet, name))
    }

    /// The first report of an outlet that fits.
    pub(crate) fn of(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        self.outlets.iter().find(|(_, outlet)| fits(outlet)).map(|(report, _)| *report)
    }

    /// Whether the one report was surely published on an earlier day than the other.
    pub(crate) fn earlier(&self, one: usize, other: usize) -> bool {
        matches!((self.day(one), self.day(other)), (Some(a), Some(b)) if a < b)
    }
}

/// For each outlet that reports credit, the reports and the names that they use.
type Credits<'a> = BTreeMap<String, BTreeSet<(usize, &'a str)>>;

/// The outlets that reports credit, in their sentences or by the nearest link of a chain.
fn crediting_reports<'a>(
    input: &StoryInput<'a>,
    credits: &BTreeMap<usize, Vec<Crediting<'a>>>,
) -> Credits<'a> {
    let mut reports = Credits::new();
    for (report, all) in credits {
        let nearest = input.statements[report].iter().filter_map(|statement| statement.sources.first());
        let nearest = nearest.filter(|source| source.kind == SourceKind::Outlet);
        let names = all.iter().map(|found| found.name).chain(nearest.map(|source| source.name.as_str()));
        for name in names {
            reports.entry(masthead(name)).or_default().insert((*report, name));
        }
    }
    reports
}

/// The stated outlet, else the one that the report's own words give away. An agency puts its name into the
/// dateline: a text without one that was "seen by" an agency is a customer's.
fn outlet(input: &StoryInput, report: usize) -> Option<String> {
    let stated = input.reports[report].outlet.clone();
    let own = || woozle_attribution::own_outlet(&input.reports[report], &input.analyses[report]);
    stated.or_else(|| own().filter(|name| !is_agency(name)))
}

/// The one outlet, no agency, that other reports credit and that the report never says it has anything from, though
/// people told it things there, or it stands beside the report's text.
fn told(input: &StoryInput, report: usize, own: &[Crediting], credited: &Credits) -> Option<String> {
    let carried = |name: &str| {
        let other = |found: &Crediting| found.kind == CreditingKind::Carried || is_agency(found.name);
        own.iter().any(|found| other(found) && alike(found.name, name))
            || input.reports[report].credits.iter().any(|credit| alike(&credit.name, name))
    };
    let others = |name: &str| {
        credited.get(&masthead(name)).is_some_and(|all| all.iter().any(|(other, _)| *other != report))
    };
    let told = own.iter().filter(|found| found.kind == CreditingKind::Told).map(|found| found.name);
    let beside: Vec<&str> = beside(input, report).collect();
    let printed = credited.values().filter_map(|all| all.iter().map(|(_, name)| *name).next());
    let printed = printed.filter(|name| beside.iter().any(|line| stands(line, name)));
    let mut names: Vec<&str> = Vec::new();
    for name in told.chain(printed) {
        if !is_agency(name) && !carried(name) && others(name) && !names.iter().any(|known| alike(known, name))
        {
            names.push(name);
        }
    }
    match names[..] {
        [name] => Some(name.to_owned()),
        _ => None,
    }
}

/// The lines beside the report's text: header, bylines, furniture.
fn beside<'a>(input: &StoryInput<'a>, report: usize) -> impl Iterator<Item = &'a str> {
    let report = &input.reports[report];
    let blocks = report.blocks.iter();
    let lines = blocks
        .filter(|block| matches!(block.kind, BlockKind::Header | BlockKind::Byline | BlockKind::Furniture));
    lines.map(|block| report.slice(block.span))
}

/// Whether the name stands in the line as words of their own.
fn stands(line: &str, name: &str) -> bool {
    let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    line.match_indices(bare).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(line[..at].chars().next_back()) && !letter(line[at + bare.len()..].chars().next())
    })
}

fn days(input: &StoryInput, members: &[usize]) -> BTreeMap<usize, i64> {
    let mut days: BTreeMap<usize, i64> =
        members.iter().filter_map(|&report| Some((report, input.day(report)?))).collect();
    let mut stated: Vec<i64> = days.values().copied().collect();
    stated.sort_unstable();
    let undated: Vec<(usize, (u8, u8))> = members
        .iter()
        .filter(|report| !days.contains_key(report))
        .filter_map(|&report| Some((report, printed_day(input, report)?)))
        .collect();
    let first = |&(_, (month, day)): &(usize, (u8, u8))| Date::new(ANY_YEAR, month, day);
    let middle = stated
        .get(stated.len() / 2)
        .copied()
        .or_else(|| undated.iter().find_map(first).map(Date::days_since_epoch));
    let Some(middle) = middle else { return days };
    let year = Date::from_days_since_epoch(middle).year;
    for (report, (month, day)) in undated {
        let near = (year - 1..=year + 1)
            .filter_map(|year| Date::new(year, month, day).map(Date::days_since_epoch))
            .filter(|day| (day - middle).abs() <= HALF_YEAR)
            .min_by_key(|day| (day - middle).abs());
        days.extend(near.map(|day| (report, day)));
    }
    days
}

/// Month and day without a year, in a dateline or a line of the header: "VARNA, March 11 (Reuters) - ". A range
/// says nothing of the day of publication.
fn printed_day(input: &StoryInput, report: usize) -> Option<(u8, u8)> {
    let report = &input.reports[report];
    let day = |span| printed_days(report.slice(span)).and_then(PrintedDays::single);
    report.blocks.iter().find_map(|block| match (block.dateline, block.kind) {
        (Some(dateline), _) => day(dateline),
        (None, BlockKind::Header | BlockKind::Byline) => day(block.span),
        _ => None,
    })
}
