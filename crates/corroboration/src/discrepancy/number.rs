//! One report says 12, another 21. A rounding overlaps and is no conflict; a figure that a later report raises
//! is an update.

use woozle_language::{Quantity, QuantityKind};

use super::{Case, Found};
use crate::quantity::{agree, comparable};
use crate::{DiscrepancyKind, StatementRef, Value};

/// Least nearness of two statements whose figures are compared.
const NEAR: f32 = 0.42;
/// Words before a figure that make much of it and bound nothing.
const LOUD: &[&str] =
    &["as many as", "as much as", "a whopping", "a staggering", "no fewer than", "no less than"];
/// The share by which a fraction in words may be a rounding: "a third" is 31 to 36 per cent.
const FRACTION: f64 = 0.08;

pub(super) fn number(case: &Case) -> Option<Found> {
    let values = case.values(|at| {
        let quantity = main(case, at)?;
        Some((case.input.slice(at.report, quantity.span).to_owned(), Some(quantity.span)))
    });
    let differ = case.differ(&values, |one, other| exclude(case, one.statement, other.statement));
    if !differ || updates(case, &values) {
        return None;
    }
    Some(Found {
        kind: DiscrepancyKind::Number,
        values,
        why: "figures for one thing that exclude each other",
    })
}

/// The statement's figures as an editor compares them: "as many as 430" is 430 said loudly, "a third" a rounding.
fn quantities(case: &Case, at: StatementRef) -> Vec<Quantity> {
    let analysis = &case.input.analyses[at.report];
    let content = case.input.statement(at).content;
    let dated = |quantity: &Quantity| analysis.times.iter().any(|time| time.span.overlaps(quantity.number));
    let counts = |quantity: &&Quantity| {
        content.contains(quantity.number)
            && !matches!(quantity.kind, QuantityKind::Ordinal | QuantityKind::Age)
            && !dated(quantity)
    };
    let words = |span| case.input.slice(at.report, span).to_lowercase();
    let compared = |quantity: &Quantity| {
        let mut quantity = quantity.clone();
        if LOUD.iter().any(|loud| words(quantity.span).starts_with(loud)) {
            (quantity.bounds.low, quantity.bounds.high) = (quantity.value, quantity.value);
        }
        if quantity.kind == QuantityKind::Fraction {
            quantity.bounds.low = quantity.bounds.low.min(quantity.value * (1.0 - FRACTION));
            quantity.bounds.high = quantity.bounds.high.max(quantity.value * (1.0 + FRACTION));
        }
        quantity
    };
    analysis.quantities.iter().filter(counts).map(compared).collect()
}

/// The figure to print: the first whose unit is in another statement with another value, else the first.
fn main(case: &Case, at: StatementRef) -> Option<Quantity> {
    let own = quantities(case, at);
    let rival = own.iter().find(|quantity| {
        case.affirmed().filter(|other| other.report != at.report).any(|other| {
            let others = quantities(case, other);
            !others.iter().any(|other| agree(quantity, other))
                && others.iter().any(|other| comparable(quantity, other))
        })
    });
    rival.or(own.first()).cloned()
}

/// Whether no figure of one has its like in the other though they count the same.
pub(super) fn exclude(case: &Case, one: StatementRef, other: StatementRef) -> bool {
    case.one_thing(one, other, NEAR) && rivals(case, (one, other), |_, _| true)
}

/// The same of statements that grouping has kept apart: both say what they count, and the wordings are near
/// whoever speaks.
pub(super) fn exclude_apart(case: &Case, one: StatementRef, other: StatementRef) -> bool {
    let told = |a: &Quantity, b: &Quantity| a.unit.is_some() && a.unit == b.unit;
    rivals(case, (one, other), told) && case.nearness(one, other) >= NEAR
}

/// Whether figures without their like in the other statement count the same and pass the test.
fn rivals(
    case: &Case,
    (one, other): (StatementRef, StatementRef),
    test: impl Fn(&Quantity, &Quantity) -> bool,
) -> bool {
    let (a, b) = (quantities(case, one), quantities(case, other));
    let free = |these: &[Quantity], those: &[Quantity]| -> Vec<usize> {
        (0..these.len()).filter(|n| !those.iter().any(|other| may_be_one(&these[*n], other))).collect()
    };
    let (free_a, free_b) = (free(&a, &b), free(&b, &a));
    free_a.iter().any(|x| free_b.iter().any(|y| comparable(&a[*x], &b[*y]) && test(&a[*x], &b[*y])))
}

/// Whether the two may be one figure; a bare number may count anything: "from 93 cubic metres to 61".
fn may_be_one(one: &Quantity, other: &Quantity) -> bool {
    agree(one, other) || (one.value == other.value && (one.unit.is_none() || other.unit.is_none()))
}

/// Words, by lemma, of what is counted again as it goes on: people harmed, found, held or fled, and words of growth.
/// What a plan, a list or a vote says stays as it is.
const GROWING: &[&str] = &[
    "arrest",
    "body",
    "casualty",
    "case",
    "climb",
    "collapse",
    "damage",
    "dead",
    "death",
    "destroy",
    "detain",
    "die",
    "displace",
    "evacuate",
    "fatality",
    "flee",
    "grow",
    "hospitalise",
    "hospitalize",
    "hurt",
    "increase",
    "infect",
    "infection",
    "injure",
    "injured",
    "injury",
    "kill",
    "life",
    "miss",
    "missing",
    "perish",
    "recover",
    "rescue",
    "rise",
    "save",
    "survive",
    "survivor",
    "toll",
    "trap",
    "unaccounted",
    "victim",
    "wound",
    "wounded",
];

fn grows(case: &Case, at: StatementRef) -> bool {
    let analysis = &case.input.analyses[at.report];
    let mut tokens = analysis.tokens_in(case.input.statement(at).content);
    tokens.any(|token| {
        let lemma = analysis.tokens.get(token).map(|token| token.lemma.to_lowercase());
        lemma.is_some_and(|lemma| GROWING.contains(&lemma.as_str()))
    })
}

/// Whether every later report has a figure at least as high, and dates tell which is later.
fn updates(case: &Case, values: &[Value]) -> bool {
    let mut dated = Vec::new();
    for value in values {
        let Some(day) = case.input.day(value.statement.report) else { return false };
        let Some(quantity) = main(case, value.statement) else { return false };
        if quantity.kind != QuantityKind::Count || !grows(case, value.statement) {
            return false;
        }
        dated.push((day, quantity.value));
    }
    dated.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    dated.windows(2).all(|two| two[0].1 <= two[1].1 && (two[0].1 == two[1].1 || two[0].0 < two[1].0))
}
