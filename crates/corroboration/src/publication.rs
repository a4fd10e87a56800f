//! A story's reports in, who published each and on which day out, as far as a report and its fellows tell it:
//! the masthead and stated date first, else a report's own words about its outlet ("did not answer the Courier's
//! questions") and a dateline's day in the year of the other reports.
//!
//! It is for telling who has it from whom; a day told here proves no update, and no field of a report is changed.

use std::collections::{BTreeMap, BTreeSet};

use woozle_language::is_agency;
use woozle_text::{BlockKind, Date};

use crate::StoryInput;
use crate::credit::{Crediting, CreditingKind, crediting, masthead};
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
        let mastheads: BTreeSet<String> = stated.map(masthead).collect();
        let credits: BTreeMap<usize, Vec<Crediting>> =
            members.iter().map(|&report| (report, crediting(input, report, &mastheads))).collect();
        let outlet = |&report: &usize| Some((report, outlet(input, report)?));
        let mut outlets: BTreeMap<usize, String> = members.iter().filter_map(outlet).collect();
        let crediting = crediting_reports(&credits);
        let unknown = members.iter().filter(|report| !outlets.contains_key(report));
        let told: Vec<(usize, String)> = unknown
            .filter_map(|&report| {
                let others = |name: &str| {
                    crediting.get(name).is_some_and(|reports| reports.iter().any(|other| *other != report))
                };
                Some((report, told(input, report, &credits[&report], others)?))
            })
            .collect();
        outlets.extend(told);
        let mastheads = outlets.values().map(|outlet| masthead(outlet)).collect();
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

    /// Whether a report of the story was published by an outlet of this name.
    pub(crate) fn is_masthead(&self, name: &str) -> bool {
        self.mastheads.contains(&masthead(name))
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

/// The reports that credit each outlet.
fn crediting_reports(credits: &BTreeMap<usize, Vec<Crediting>>) -> BTreeMap<String, BTreeSet<usize>> {
    let mut reports: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (report, all) in credits {
        for found in all {
            reports.entry(masthead(found.name)).or_default().insert(*report);
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

/// The one outlet, no agency, that people told things in this report, that the report never says it has anything
/// from, and that other reports of the story credit.
fn told(
    input: &StoryInput,
    report: usize,
    own: &[Crediting],
    credited: impl Fn(&str) -> bool,
) -> Option<String> {
    let carried = |name: &str| {
        own.iter().any(|found| found.kind == CreditingKind::Carried && alike(found.name, name))
            || input.reports[report].credits.iter().any(|credit| alike(&credit.name, name))
    };
    let mut told: Vec<&str> = Vec::new();
    for found in own.iter().filter(|found| found.kind == CreditingKind::Told) {
        if !is_agency(found.name) && !told.iter().any(|name| alike(name, found.name)) {
            told.push(found.name);
        }
    }
    match told[..] {
        [name] if !carried(name) && credited(&masthead(name)) => Some(name.to_owned()),
        _ => None,
    }
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
