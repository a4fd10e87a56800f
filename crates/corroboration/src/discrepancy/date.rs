//! One report says Tuesday, another Monday; days that may be the same are no conflict.

use woozle_language::{Granularity, Time};
use woozle_text::Date;

use super::{Case, Found};
use crate::{DiscrepancyKind, StatementRef};

pub(super) fn date(case: &Case) -> Option<Found> {
    let values = case.values(|at| {
        let time = day(case, at)?;
        Some((case.input.slice(at.report, time.span).to_owned(), Some(time.span)))
    });
    let differ = case.differ(&values, |one, other| {
        matches!((day(case, one.statement), day(case, other.statement)), (Some(a), Some(b)) if exclude(case, (one.statement, a), (other.statement, b)))
    });
    differ.then_some(Found { kind: DiscrepancyKind::Date, values, why: "days that exclude each other" })
}

/// The only day that the statement names.
fn day<'a>(case: &Case<'a, '_>, at: StatementRef) -> Option<&'a Time> {
    let content = case.input.statement(at).content;
    let mut days = case.input.analyses[at.report].times.iter().filter(|time| {
        content.contains(time.span) && time.granularity <= Granularity::Day && names_day(case, at, time)
    });
    let first = days.next()?;
    days.all(|other| other.days == first.days).then_some(first)
}

/// A time of day alone names no day.
fn names_day(case: &Case, at: StatementRef, time: &Time) -> bool {
    let text = case.input.slice(at.report, time.span).to_lowercase();
    weekday(&text).is_some()
        || (text.contains(|c: char| c.is_ascii_digit())
            && Date::MONTHS.iter().any(|month| text.contains(&month[..3])))
}

fn weekday(text: &str) -> Option<usize> {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .position(|day| text.contains(day))
}

fn exclude(case: &Case, (x, a): (StatementRef, &Time), (y, b): (StatementRef, &Time)) -> bool {
    let words =
        |at: StatementRef, time: &Time| weekday(&case.input.slice(at.report, time.span).to_lowercase());
    match (words(x, a), words(y, b)) {
        (Some(one), Some(other)) => one != other,
        _ => matches!((a.days, b.days), (Some(one), Some(other)) if one.1 < other.0 || other.1 < one.0),
    }
}
