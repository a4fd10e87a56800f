//! One report has it through one outlet, another the same source through another: CBS / AP.

use woozle_attribution::{Source, SourceKind, is_outlet};
use woozle_language::same_outlet;
use woozle_text::Span;

use super::{Case, Found};
use crate::name::{overlap, same};
use crate::{DiscrepancyKind, StatementRef};

/// Least nearness of two statements that may come from one source.
const NEAR: f32 = 0.3;

pub(super) fn outlet(case: &Case) -> Option<Found> {
    let outlet = |at| relay(case, at, &[SourceKind::Outlet]).or_else(|| keeper(case, at));
    // A house that is no known outlet may be one where another report has the source through an outlet.
    let values = case.values(|at| outlet(at).or_else(|| relay(case, at, &[SourceKind::Organisation])));
    let origin = |at: StatementRef| case.input.statement(at).origin();
    let differ = case.differ(&values, |one, other| {
        let (Some(a), Some(b)) = (origin(one.statement), origin(other.statement)) else { return false };
        (outlet(one.statement).is_some() || outlet(other.statement).is_some())
            && !same_outlet(&one.value, &other.value)
            && one_origin(a, b)
            && case.one_thing(one.statement, other.statement, NEAR)
    });
    let why = "one source, told to different outlets";
    differ.then_some(Found { kind: DiscrepancyKind::Outlet, values, why })
}

/// Whether both may be one source: by their names, or as one speaks for the other.
fn one_origin(a: &Source, b: &Source) -> bool {
    let speaks_for =
        |a: &Source, b: &Source| a.affiliation.as_deref().is_some_and(|name| same(name, &b.name));
    let (one, other) = (bare(&a.name), bare(&b.name));
    same(one, other) || overlap(one, other) >= 0.6 || speaks_for(a, b) || speaks_for(b, a)
}

/// The first of these kinds in the chain that has it from the source.
fn relay(case: &Case, at: StatementRef, kinds: &[SourceKind]) -> Option<(String, Option<Span>)> {
    let (_, before) = case.input.statement(at).sources.split_last()?;
    let named = |source: &&Source| kinds.contains(&source.kind) && source.name.contains(char::is_uppercase);
    before.iter().find(named).map(|source| (source.name.clone(), Some(source.span)))
}

/// What stands in a document's description before the outlet that has it.
const KEPT: &[&str] = &["obtained by", "reviewed by", "seen by", "shared with", "leaked to", "sent to"];

/// The description without who has it: "a draft regulation".
fn bare(name: &str) -> &str {
    let end = KEPT.iter().filter_map(|kept| name.find(kept)).min().filter(|end| *end > 0);
    end.map_or(name, |end| name[..end].trim_end())
}

/// The outlet in the source's own description: "a bill that the Courier saw".
fn keeper(case: &Case, at: StatementRef) -> Option<(String, Option<Span>)> {
    let (source, analysis) = (case.input.statement(at).origin()?, &case.input.analyses[at.report]);
    analysis.mentions.iter().filter(|mention| source.span.contains(mention.span)).find_map(|mention| {
        let before = Span::new(source.span.start, mention.span.start);
        let words = case.input.slice(at.report, before).to_lowercase();
        let words = words.trim_end().trim_end_matches(" the").trim_end();
        let entity = analysis.entities.get(mention.entity).filter(|entity| is_outlet(entity))?;
        let kept = KEPT.iter().any(|kept| words.ends_with(kept));
        kept.then(|| (entity.name.clone(), Some(mention.span)))
    })
}
