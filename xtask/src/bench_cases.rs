//! `cargo xtask bench cases --data DIR [--verbose] | --read FILE`: what is found in the lines of a file, or date, number and money expressions of two public test
//! suites (duckling's English `Time`, `Numeral`, `AmountOfMoney`; chrono's English tests), each case by itself.
//!
//! The cases are for measuring only; none of their text is in this repository. What news does not need is listed
//! by class, with the reason, in `bench/cases-out-of-scope.tsv`, and counted apart.
//!
//! - duckling gives fragments in lower case. A report writes days, months and holidays with capitals and has a
//!   verb, so the fragment gets them and stands behind "It was held" and "It will be held"; one of the two
//!   readings must be the expected one.
//! - An interval is right when it is the expected one, or when it holds the expected one and is named by the next
//!   coarser unit: "three months ago" is a month for us, a day for duckling; what "early" covers is a convention.
//! - "Now" and "at the moment" are right where we say that they mean the present.
//! - duckling's own locale files (holidays and date orders of single countries) are not read.

mod chrono;
mod duckling;
mod scope;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use woozle_language::{Analysis, Model, TimeKind, analyse};
use woozle_text::{Block, BlockKind, Date, Published, Report, Span};

use crate::train::option;
use scope::Scope;

/// One expression of a suite.
pub(crate) struct Case {
    /// The group it is printed under: "duckling time", "chrono en_casual".
    pub(crate) group: String,
    /// The words that stand in the text.
    pub(crate) words: String,
    /// The texts that are read, of which one must give what is expected.
    pub(crate) texts: Vec<String>,
    /// The day that relative expressions count from.
    pub(crate) anchor: Option<Date>,
    pub(crate) expected: Expected,
    /// The grain or shape that the suite gives: "Second", "OpenInterval".
    pub(crate) shape: String,
}

/// What a suite expects of a case.
#[derive(Debug)]
pub(crate) enum Expected {
    /// Days, and the minute after midnight where a time of day is given.
    Time { days: Option<(Date, Date)>, minute: Option<u16> },
    /// A value, with the bounds of the words before it.
    Number { low: f64, high: f64, money: bool },
    /// Nothing is to be found.
    Nothing,
}

/// Cases and those read right, by group or class.
type Counts<'a> = BTreeMap<&'a str, [usize; 2]>;

/// Runs the bench with the arguments after `bench cases`.
///
/// # Errors
/// When the folder or the list of classes out of scope cannot be read.
pub fn run(args: &[String]) -> Result<()> {
    if let Some(file) = option(args, "--read") {
        return read(Path::new(file));
    }
    let data = Path::new(option(args, "--data").context("--data DIR is missing")?);
    let scope = Scope::read(Path::new("bench/cases-out-of-scope.tsv"))?;
    let model = Model::parse(woozle_model_en::LANGUAGE)?;
    let verbose = args.iter().any(|arg| arg == "--verbose");
    let mut cases = duckling::cases(&data.join("duckling/Duckling"))?;
    cases.extend(chrono::cases(&data.join("chrono/test/en"))?);
    let mut groups: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut classes: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for case in &cases {
        let right = case.texts.iter().any(|text| is_right(case, text, &model));
        let class = scope.class(case);
        let count = match class {
            Some(class) => classes.entry(class).or_default(),
            None => groups.entry(&case.group).or_default(),
        };
        count[0] += 1;
        count[1] += usize::from(right);
        if verbose && !right {
            let place = class.unwrap_or("wrong");
            println!(
                "{place}\t{}: {:?} {:?} {:?}",
                case.group,
                case.words,
                case.expected,
                shown(case, &model)
            );
        }
    }
    print(&groups, &classes);
    Ok(())
}

/// Prints the times and quantities found in each line of a file, as of 12 February 2013.
fn read(file: &Path) -> Result<()> {
    let model = Model::parse(woozle_model_en::LANGUAGE)?;
    let texts = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    for text in texts.lines() {
        let anchor = Date::new(2013, 2, 12);
        let expected = [Expected::Nothing, Expected::Number { low: 0.0, high: 0.0, money: false }];
        println!("{text}");
        for expected in expected {
            let (group, shape, words) = (String::new(), String::new(), String::new());
            let case = Case { group, words, texts: vec![text.to_owned()], anchor, expected, shape };
            shown(&case, &model).iter().for_each(|line| println!("    {line}"));
        }
    }
    Ok(())
}

fn print(groups: &BTreeMap<&str, [usize; 2]>, classes: &BTreeMap<&str, [usize; 2]>) {
    let line = |name: &str, [all, right]: [usize; 2]| {
        println!("{name:<44} {right:>5} of {all:>5}  {:.3}", right as f64 / all.max(1) as f64);
    };
    let sum = |counts: &BTreeMap<&str, [usize; 2]>| {
        counts.values().fold([0, 0], |sum, count| [sum[0] + count[0], sum[1] + count[1]])
    };
    println!("in scope");
    groups.iter().for_each(|(name, count)| line(name, *count));
    line("all in scope", sum(groups));
    let all = sum(groups)[0] + sum(classes)[0];
    let share = |count: usize| 100.0 * count as f64 / all.max(1) as f64;
    let is_convention = |name: &str| name.starts_with("convention");
    let (conventions, foreign): (Counts<'_>, Counts<'_>) =
        classes.iter().map(|(name, count)| (*name, *count)).partition(|(name, _)| is_convention(name));
    println!("\nin scope, but the suite's convention is not that of print");
    conventions.iter().for_each(|(name, count)| line(name, *count));
    line("all by another convention", sum(&conventions));
    println!("\nout of scope, by class");
    foreign.iter().for_each(|(name, count)| line(name, *count));
    line("all out of scope", sum(&foreign));
    println!(
        "\nof {all} cases {:.1} % are out of scope, {:.1} % are by another convention",
        share(sum(&foreign)[0]),
        share(sum(&conventions)[0])
    );
}

/// A report of one sentence.
fn report(text: &str, anchor: Option<Date>) -> Report {
    let span = Span::new(0, text.len());
    Report {
        text: text.to_owned(),
        published: anchor.map(|date| Published { date, clock: None }),
        blocks: vec![Block { kind: BlockKind::Body, span, dateline: None }],
        ..Report::default()
    }
}

fn is_right(case: &Case, text: &str, model: &Model) -> bool {
    let report = report(text, case.anchor);
    let analysis = analyse(&report, model);
    match &case.expected {
        Expected::Nothing => !analysis.times.iter().any(|time| time.kind == TimeKind::Point),
        Expected::Number { low, high, money } => analysis.quantities.iter().any(|quantity| {
            let kind = (quantity.kind == woozle_language::QuantityKind::Money) || !money;
            let near = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-6 * a.abs().max(1.0);
            let value = low == high && near(quantity.value, *low);
            kind && (value || near(quantity.bounds.low, *low) && near(quantity.bounds.high, *high))
        }),
        Expected::Time { days, minute } => {
            let (ours, ours_minute) = combined(&analysis, case, text);
            // "Now" is the day of asking; we say that it means the present.
            let present = analysis.times.iter().any(|time| time.kind == TimeKind::Present);
            let ours = ours.or(case.anchor.filter(|_| present).map(|anchor| (anchor, anchor)));
            let same_minute = minute.is_none() || *minute == ours_minute;
            let same_days = match (days, ours) {
                (Some(expected), Some(ours)) => expected == &ours || holds(ours, *expected, case),
                // A time of day alone: the day is the reader's.
                (Some(_), None) => ours_minute.is_some(),
                (None, _) => true,
            };
            same_days && same_minute && (ours.is_some() || ours_minute.is_some())
        }
    }
}

/// duckling turns a time with a zone into that of its test context, two hours behind UTC; we keep the zone.
const DUCKLING_ZONE: i32 = -120;

/// Whether ours holds the expected days and is at most one unit coarser.
fn holds(ours: (Date, Date), expected: (Date, Date), case: &Case) -> bool {
    let length = |(first, last): (Date, Date)| last.days_since_epoch() - first.days_since_epoch() + 1;
    // chrono gives one day for any period: that of the reference, or its first.
    let longest = if case.group.starts_with("chrono") { 1100 } else { 32 * length(expected) };
    ours.0 <= expected.0 && expected.1 <= ours.1 && length(ours) <= longest
}

type Combined = (Option<(Date, Date)>, Option<u16>);

/// The days and the time of day that all expressions in the case's words give together: the inner days where one
/// lies within the other, else from the first to the last.
fn combined(analysis: &Analysis, case: &Case, text: &str) -> Combined {
    let at =
        text.find(&case.words).map_or(Span::new(0, text.len()), |at| Span::new(at, at + case.words.len()));
    let mut days: Option<(Date, Date)> = None;
    let (mut minute, mut exact) = (None, false);
    for time in analysis.times.iter().filter(|time| time.span.overlaps(at)) {
        // A time of day before a part of the day: "tonight at 8".
        if let Some((first, last)) =
            time.minutes.filter(|(first, last)| !exact && (minute.is_none() || first == last))
        {
            let zone = time.utc_offset.filter(|_| case.group.starts_with("duckling"));
            minute = Some(zone.map_or(first, |offset| {
                (i32::from(first) - i32::from(offset) + DUCKLING_ZONE).rem_euclid(1440) as u16
            }));
            exact = first == last;
        }
        days = match (days, time.days) {
            (Some((first, last)), Some((from, to))) if first <= from && to <= last => Some((from, to)),
            (Some((first, last)), Some((from, to))) if from <= first && last <= to => Some((first, last)),
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (days, other) => days.or(other),
        };
    }
    (days, minute)
}

fn shown(case: &Case, model: &Model) -> Vec<String> {
    let mut shown = Vec::new();
    for text in &case.texts {
        let analysis = analyse(&report(text, case.anchor), model);
        let times = analysis.times.iter().map(|time| {
            let days = time.days.map(|(first, last)| format!("{}..{}", first.iso(), last.iso()));
            format!("{:?}={days:?} {:?} {:?}", time.span.slice(text), time.minutes, time.kind)
        });
        let quantities = analysis.quantities.iter().map(|quantity| {
            format!("{:?}={} {:?}", quantity.span.slice(text), quantity.value, quantity.bounds)
        });
        match case.expected {
            Expected::Number { .. } => shown.extend(quantities),
            _ => shown.extend(times),
        }
    }
    shown
}
