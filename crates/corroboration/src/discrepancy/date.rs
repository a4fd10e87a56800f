//! One report says Tuesday, another Monday; days that may be the same are no conflict.

use woozle_language::{Granularity, Time};

use super::{Case, Found};
use crate::printed_day::printed_days;
use crate::{DiscrepancyKind, StatementRef};

/// Least nearness of two statements whose days are compared.
const NEAR: f32 = 0.3;
/// The same of statements of different claims.
const NEAR_APART: f32 = 0.34;

pub(super) fn date(case: &Case) -> Option<Found> {
    let values = case.values(|at| {
        let time = day(case, at)?;
        Some((case.input.slice(at.report, time.span).to_owned(), Some(time.span)))
    });
    let differ = case.differ(&values, |one, other| {
        matches!((day(case, one.statement), day(case, other.statement)), (Some(a), Some(b)) if exclude(case, (one.statement, a), (other.statement, b)))
            && case.one_thing(one.statement, other.statement, NEAR)
    });
    differ.then_some(Found { kind: DiscrepancyKind::Date, values, why: "days that exclude each other" })
}

/// Whether days exclude each other in statements that grouping has kept apart.
pub(super) fn exclude_apart(case: &Case, one: StatementRef, other: StatementRef) -> bool {
    matches!((day(case, one), day(case, other)), (Some(a), Some(b)) if exclude(case, (one, a), (other, b)))
        && case.nearness(one, other) >= NEAR_APART
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
    let text = case.input.slice(at.report, time.span);
    weekdays(text).next().is_some() || printed_days(text).is_some()
}

/// The weekdays that the words name, as places in the week.
fn weekdays(text: &str) -> impl Iterator<Item = usize> {
    let text = text.to_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.into_iter().enumerate().filter(move |(_, day)| text.contains(day)).map(|(place, _)| place)
}

fn exclude(case: &Case, (x, a): (StatementRef, &Time), (y, b): (StatementRef, &Time)) -> bool {
    let words = |at: StatementRef, time: &Time| case.input.slice(at.report, time.span);
    let (one, other) = (words(x, a), words(y, b));
    // "Friday to Monday" names two weekdays and means more.
    let weekday = |text| {
        let mut days = weekdays(text);
        days.next().filter(|_| days.next().is_none())
    };
    if let (Some(one), Some(other)) = (weekday(one), weekday(other)) {
        return one != other;
    }
    match (a.days, b.days) {
        (Some(one), Some(other)) => one.1 < other.0 || other.1 < one.0,
        // A report without a date leaves the year open; month and day still tell.
        _ => printed_days(one).zip(printed_days(other)).is_some_and(|(one, other)| one.excludes(other)),
    }
}
