//! A group of statements in, a [`Claim`] out: its origins, counts, status, weakest point and weight.

use std::collections::{BTreeMap, BTreeSet};

use woozle_attribution::{SourceKind, StatementKind};
use woozle_text::{Evidence, Place};

use crate::align::Alignment;
use crate::opposition::Opposition;
use crate::origin::Counted;
use crate::upstream::Derivations;
use crate::{
    Claim, CommonUpstream, Discrepancy, DiscrepancyKind, Edge, Origin, StatementRef, Status, StoryInput,
    origin, upstream,
};

/// The claims that these groups of statements put forward, in their order.
pub(crate) fn claims(
    input: &StoryInput,
    bodies: &[Vec<StatementRef>],
    alignment: &Alignment,
    lineage: &[Edge],
) -> Vec<Claim> {
    let derivations = Derivations::new(lineage);
    let one = |body: &Vec<StatementRef>| {
        let mut statements = body.clone();
        statements.sort_unstable();
        let mut counted = origin::count(input, &statements, alignment, lineage);
        let common = upstream::common(input, &statements, &mut counted, &derivations);
        claim(input, statements, counted, common)
    };
    bodies.iter().map(one).collect()
}

fn claim(
    input: &StoryInput,
    statements: Vec<StatementRef>,
    counted: Counted,
    common: Vec<CommonUpstream>,
) -> Claim {
    let status = Counted::status(counted.denied, counted.established);
    Claim {
        representative: representative(input, &statements),
        weakest: weakest(input, &counted.origins),
        weight: weight(&statements, &counted.origins, input),
        evidence: evidence(input, &statements, &counted),
        origins: counted.origins,
        established: counted.established,
        possible: counted.possible,
        common,
        status,
        statements,
    }
}

/// The number of the claim that each statement puts forward.
pub(crate) fn claim_of(claims: &[Claim]) -> BTreeMap<StatementRef, usize> {
    let statements = |(number, claim): (usize, &Claim)| {
        claim.statements.iter().map(move |at| (*at, number)).collect::<Vec<_>>()
    };
    claims.iter().enumerate().flat_map(statements).collect()
}

/// Origins that give values which exclude each other dispute a claim, and so does who denies it elsewhere.
pub(crate) fn dispute(claims: &mut [Claim], discrepancies: &[Discrepancy], oppositions: &[Opposition]) {
    for opposition in oppositions {
        claims[opposition.claim].status = Status::Disputed;
    }
    for discrepancy in discrepancies.iter().filter(|found| found.kind == DiscrepancyKind::Number) {
        let claim = &mut claims[discrepancy.claim];
        let group = |at: StatementRef| {
            claim
                .origins
                .iter()
                .find(|origin| origin.statements.contains(&at))
                .and_then(|origin| origin.group)
        };
        let rivals = discrepancy.values.iter().enumerate().any(|(number, one)| {
            discrepancy.values[..number].iter().any(|other| {
                one.value != other.value
                    && matches!((group(one.statement), group(other.statement)), (Some(a), Some(b)) if a != b)
            })
        });
        if rivals {
            claim.status = Status::Disputed;
        }
    }
}

/// The statement that stands for the claim: one of middle length (90 letters) whose words the others share, told
/// by somebody rather than by the report itself, and no headline.
fn representative(input: &StoryInput, statements: &[StatementRef]) -> StatementRef {
    let words: Vec<BTreeSet<String>> = statements.iter().map(|at| long_words(input.text(*at))).collect();
    let told = statements.iter().any(|at| !input.statement(*at).sources.is_empty());
    let cost = |&number: &usize| {
        let statement = input.statement(statements[number]);
        let headline = usize::from(statement.kind == StatementKind::Headline) * 200;
        let bare = usize::from(told && statement.sources.is_empty()) * 60;
        let others = words.iter().enumerate().filter(|(other, _)| *other != number);
        let shared: usize = others.map(|(_, other)| words[number].intersection(other).count()).sum();
        let alone = 80 - 80 * shared.min(4 * statements.len()) / (4 * statements.len());
        headline + bare + alone + input.text(statements[number]).chars().count().abs_diff(90)
    };
    let number = (0..statements.len()).min_by_key(cost).expect("a claim has a statement");
    statements[number]
}

/// Words of more than three letters, in lower case.
fn long_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(str::to_lowercase).collect()
}

fn weight(statements: &[StatementRef], origins: &[Origin], input: &StoryInput) -> f32 {
    let mut reports: Vec<usize> = statements.iter().map(|at| at.report).collect();
    reports.dedup();
    let first = statements.iter().map(|at| at.statement).min().unwrap_or(0) as f32;
    let silent = statements.iter().all(|at| input.statement(*at).kind == StatementKind::NoComment);
    let base = reports.len() as f32 + 0.4 * origins.len() as f32 + 1.0 / (1.0 + first);
    if silent { base * 0.3 } else { base }
}

fn weakest(input: &StoryInput, origins: &[Origin]) -> Option<String> {
    let Some(origin) = origins
        .iter()
        .filter(|origin| !origin.denies)
        .max_by_key(|origin| origin.kind == SourceKind::Unnamed)
    else {
        return origins.is_empty().then(|| "nobody is named who stands behind it".to_owned());
    };
    let sources =
        origin.statements.iter().map(|at| &input.statement(*at).sources).find(|sources| sources.len() > 1);
    match sources {
        Some(sources) => Some(format!("{}, through {}", origin.name, sources[0].name)),
        None => Some(origin.name.clone()),
    }
}

fn evidence(input: &StoryInput, statements: &[StatementRef], counted: &Counted) -> Vec<Evidence> {
    let places = |statements: &[StatementRef]| -> Vec<Place> {
        statements.iter().map(|at| Place { report: at.report, span: input.statement(*at).content }).collect()
    };
    let mut evidence = vec![Evidence::new(
        "count",
        format!("established {}, possible {}", counted.established, counted.possible),
        1.0,
        places(statements),
    )];
    for origin in &counted.origins {
        let verb = if origin.denies { "denies" } else { "stands behind it" };
        evidence.push(Evidence::new(
            "origin",
            format!("{} {verb}", origin.name),
            0.8,
            places(&origin.statements),
        ));
    }
    let missing = match (counted.established, counted.possible, counted.affirmed) {
        (2.., _, _) => return evidence,
        (_, _, false) => "only denied",
        (0, _, _) => "missing for two sources: any named source",
        (_, 2.., _) => "missing for two sources: that the sources named are independent",
        _ => "missing for two sources: a second source that could know",
    };
    evidence.push(Evidence::new("missing", missing, 0.5, Vec::new()));
    evidence
}
