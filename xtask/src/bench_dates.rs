//! `cargo xtask bench dates --data DIR [--split dev|train] [--only PART] [--verbose]`: how many of the dates
//! annotated in the GUM documents under DIR/gum-dates are found, and how many of those found get the same days.
//! Gold tokens, tags and trees (DIR/gum). The split is the corpus' own (`partition`); rules are developed on train alone.
//!
//! Like is compared with like, on both sides alike:
//! - GUM marks what can be put on a calendar. What we give another [`TimeKind`] than `Point` ("nowadays", "a few
//!   years ago", "on Mondays") is left out of ours; where GUM marks such a thing all the same, it counts as missed.
//! - GUM marks the ends of "1635–1699" apart, we one interval, and it marks "January-June 2016" as one: neighbours
//!   with nothing but a dash or "to" between them are joined.
//! - GUM leaves "the beginning of", "earlier", "nearly" outside and "night" of "Tuesday night" now in, now out: these
//!   words, articles, possessives and punctuation are cut off at the ends. Where a word for a part was cut off, days
//!   within those of GUM are the same days.

mod gum;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use woozle_language::{Granularity, TimeKind, times};
use woozle_text::{Date, Span};

use crate::train::option;
use gum::{Document, document};

/// Runs the bench with the arguments after `bench dates`.
///
/// # Errors
/// When the folder cannot be read.
pub fn run(args: &[String]) -> Result<()> {
    let folder = Path::new(option(args, "--data").context("--data DIR is missing")?);
    let (data, heads) = (folder.join("gum-dates"), gum::heads(&folder.join("gum")));
    let only = option(args, "--only").unwrap_or("");
    let split = format!("partition=\"{}\"", option(args, "--split").unwrap_or("dev"));
    let verbose = args.iter().any(|arg| arg == "--verbose");
    let mut paths: Vec<_> = fs::read_dir(&data)
        .with_context(|| format!("cannot read {}", data.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "xml"))
        .filter(|path| path.to_string_lossy().contains(only))
        .collect();
    paths.sort();
    let mut score = Score::default();
    for path in &paths {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        if text.lines().any(|line| line.starts_with("<text ") && line.contains(&split)) {
            score.document(&document(&text, &heads), verbose);
        }
    }
    println!("{} documents, {} dates", score.documents, score.gold);
    println!("found    precision {:.3} recall {:.3} F1 {:.3}", score.precision(), score.recall(), score.f1());
    println!(
        "          ({} documents have no date annotated at all; we find {} there: without them precision {:.3} F1 {:.3})",
        score.bare_documents,
        score.in_bare,
        score.right as f64 / (score.found - score.in_bare).max(1) as f64,
        2.0 * score.right as f64 / (score.gold + score.found - score.in_bare).max(1) as f64,
    );
    println!("          (any overlap: recall {:.3})", score.overlapped as f64 / score.gold.max(1) as f64);
    println!(
        "days same {:.3} of the {} found whose days are given",
        score.exact as f64 / score.valued.max(1) as f64,
        score.valued
    );
    for (granularity, (found, right)) in &score.by_granularity {
        let name = granularity.map_or_else(String::new, |granularity| format!("{granularity:?}"));
        println!("{name:<9} found {found:>4}, right {right:>4}");
    }
    Ok(())
}

#[derive(Default)]
struct Score {
    /// Ours, and those of them that are right.
    by_granularity: BTreeMap<Option<Granularity>, (usize, usize)>,
    documents: usize,
    /// Documents without a date in gold, and what we find in them.
    bare_documents: usize,
    in_bare: usize,
    gold: usize,
    found: usize,
    right: usize,
    overlapped: usize,
    valued: usize,
    exact: usize,
}

/// A date on either side: where it stands without the words at its ends that carry no date, and its days.
struct Marked {
    bare: (usize, usize),
    span: Span,
    /// Whether words were cut off that name a part: "the end of".
    is_part: bool,
    days: Option<(Date, Date)>,
    granularity: Option<Granularity>,
}

fn within((first, last): (Date, Date), (from, to): (Date, Date)) -> bool {
    from <= first && last <= to
}

impl Score {
    fn document(&mut self, document: &Document, verbose: bool) {
        let gold = document
            .gold
            .iter()
            .map(|gold| (document.analysis.span_of(gold.tokens.clone()), gold.days, None));
        let gold = joined(document, gold);
        let times = times(&document.report, &document.analysis);
        let points = times.iter().filter(|time| time.kind == TimeKind::Point);
        let found = joined(document, points.map(|time| (time.span, time.days, Some(time.granularity))));
        self.documents += 1;
        self.gold += gold.len();
        self.found += found.len();
        if gold.is_empty() {
            self.bare_documents += 1;
            self.in_bare += found.len();
        }
        for gold in &gold {
            self.overlapped += usize::from(found.iter().any(|found| found.span.overlaps(gold.span)));
            let Some(time) = found.iter().find(|found| found.bare == gold.bare) else {
                if verbose {
                    let words = document.report.slice(gold.span);
                    println!("missed   {words:?} in {:?}", around(document, gold.span));
                }
                continue;
            };
            self.right += 1;
            if verbose {
                println!(
                    "right    {:?} in {:?}",
                    document.report.slice(time.span),
                    around(document, gold.span)
                );
            }
            let Some(days) = gold.days else { continue };
            self.valued += 1;
            let same =
                time.days == Some(days) || time.is_part && time.days.is_some_and(|ours| within(ours, days));
            self.exact += usize::from(same);
            if verbose && !same {
                let (words, ours) = (document.report.slice(gold.span), time.days.map(show));
                println!(
                    "days     {words:?} {ours:?} for {:?} in {:?}",
                    show(days),
                    around(document, gold.span)
                );
            }
        }
        for found in &found {
            let count = self.by_granularity.entry(found.granularity).or_default();
            count.0 += 1;
            count.1 += usize::from(gold.iter().any(|gold| gold.bare == found.bare));
        }
        for time in times.iter().filter(|time| verbose && time.kind != TimeKind::Point) {
            let (bare, _) = bare(document, time.span);
            let marked = if gold.iter().any(|gold| gold.bare == bare) { "marked" } else { "unmarked" };
            let words = document.report.slice(time.span);
            println!("open     {marked} {:?} {words:?} in {:?}", time.kind, around(document, time.span));
        }
        for found in found.iter().filter(|_| verbose) {
            if !gold.iter().any(|gold| gold.span.overlaps(found.span)) {
                let words = document.report.slice(found.span);
                println!("spurious {words:?} in {:?}", around(document, found.span));
            }
        }
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// The words around a span.
fn around(document: &Document, span: Span) -> &str {
    let text = &document.report.text;
    let start = (0..=span.start.saturating_sub(25)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let end = (span.end + 20..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    Span::new(start, end).slice(text)
}

fn show((first, last): (Date, Date)) -> String {
    format!("{}..{}", first.iso(), last.iso())
}

/// A date as either side gives it.
type Bare = (Span, Option<(Date, Date)>, Option<Granularity>);

/// Neighbours with nothing but a dash between them made one.
fn joined(document: &Document, dates: impl Iterator<Item = Bare>) -> Vec<Marked> {
    let mut all: Vec<Marked> = Vec::new();
    for (span, days, granularity) in dates {
        if let Some(last) = all.last_mut().filter(|last| last.span.end <= span.start) {
            let between = document.report.slice(Span::new(last.span.end, span.start)).trim();
            if matches!(between, "-" | "–" | "—" | "to" | "to the" | "through") {
                last.span = last.span.cover(span);
                last.days = last.days.zip(days).map(|((first, _), (_, last))| (first, last));
                (last.bare, last.is_part) = bare(document, last.span);
                continue;
            }
        }
        let (bare, is_part) = bare(document, span);
        all.push(Marked { bare, span, is_part, days, granularity });
    }
    all
}

/// Words at the start of a date that GUM mostly leaves outside.
const OPENERS: [&str; 13] =
    ["the", "a", "in", "on", "at", "of", "by", "since", "for", "nearly", "almost", "about", "year"];

/// Such words that name a part of what follows.
const PARTS: [&str; 8] = ["early", "late", "mid", "earlier", "later", "beginning", "start", "end"];

/// The span without the words at its ends that carry no date, where it stands; whether they name a part.
fn bare(document: &Document, span: Span) -> ((usize, usize), bool) {
    let (mut start, mut end) = (span.start, span.end);
    let text = |start, end| document.report.slice(Span::new(start, end)).to_lowercase();
    let mut is_part = false;
    while let Some((word, _)) = text(start, end).split_once([' ', '-']) {
        is_part |= PARTS.contains(&word);
        if !OPENERS.contains(&word) && !PARTS.contains(&word) {
            break;
        }
        start += word.len() + 1;
    }
    for ending in ["'s", "’s", " ,", " .", " morning", " afternoon", " evening", " night"] {
        let rest = text(start, end);
        if rest.ends_with(ending) && rest.len() > ending.len() + 3 {
            end -= ending.len();
        }
    }
    ((start, end), is_part)
}
