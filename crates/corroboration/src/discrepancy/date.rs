//! One report says Tuesday, another Monday; days that may be the same are no conflict.

use woozle_language::{Granularity, Time};
use woozle_text::Date;

use super::{Case, Found};
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
        _ => match (a.days, b.days) {
            (Some(one), Some(other)) => one.1 < other.0 || other.1 < one.0,
            // A report without a date leaves the year open; month and day still tell.
            _ => {
                let day = |at: StatementRef, time: &Time| {
                    month_and_day(&case.input.slice(at.report, time.span).to_lowercase())
                };
                matches!((day(x, a), day(y, b)), (Some(one), Some(other)) if one != other)
            }
        },
    }
}

/// The month and day that the lower-case words name, where they name one: "june 10", "the 10th of june".
fn month_and_day(text: &str) -> Option<(usize, u8)> {
    let month = Date::MONTHS.iter().position(|month| text.contains(&month[..3]))?;
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let day = numbers.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    numbers.all(|number| number.len() == 4).then_some((month, day))
}
