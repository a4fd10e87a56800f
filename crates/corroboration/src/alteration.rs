//! Aligned claims and lineage in, [`Alteration`]s out: what a report makes of what it has from another, or what
//! it lost of what both have from one upstream.
//!
//! It speaks only where a direction is established: along a derivation between two reports; or, for losses,
//! by the content itself, since a report that names nobody cannot have given another its name.

use std::collections::BTreeMap;

use woozle_attribution::{Certainty, Polarity, Source, SourceKind, Statement};
use woozle_language::{Analysis, Quantity, QuantityKind, Upos, Xpos, is_speaker_noun, same_outlet};
use woozle_text::{Evidence, Place};

use crate::align::Alignment;
use crate::name::same;
use crate::{Alteration, AlterationKind, Claim, Edge, EdgeKind, StatementRef, StoryInput, Upstream, Value};

/// Least nearness of two statements of which one is an alteration of the other.
const NEAR: f32 = 0.42;
/// Most by which a rounding raises a number.
const ROUNDING: f64 = 0.15;

/// All alterations, in order of claim and kind.
pub(crate) fn alterations(
    input: &StoryInput,
    alignment: &Alignment,
    claims: &[Claim],
    lineage: &[Edge],
) -> Vec<Alteration> {
    let case = Case { input, alignment };
    let (held, passages) = (held(claims), passages(input, claims));
    let mut found: Vec<Alteration> = Vec::new();
    for edge in lineage {
        match edge.from {
            Upstream::Report(from) => {
                for &to in &edge.to {
                    found.extend(case.between(from, to, edge.kind, &held));
                }
            }
            Upstream::Unseen(_) if edge.kind == EdgeKind::Inferred => {
                found.extend(case.lost(edge, claims, lineage, &passages));
            }
            Upstream::Unseen(_) => {}
        }
    }
    found.sort_by_key(key);
    found.dedup_by(|later, earlier| key(later) == key(earlier));
    found
}

/// Alterations of one kind in one statement are one.
fn key(alteration: &Alteration) -> (usize, AlterationKind, StatementRef) {
    (alteration.claim, alteration.kind, alteration.to.statement)
}

/// For each report, the claims it states, each with its statements there.
type Held = BTreeMap<usize, BTreeMap<usize, Vec<StatementRef>>>;

fn held(claims: &[Claim]) -> Held {
    let mut held = Held::new();
    for (number, claim) in claims.iter().enumerate() {
        for at in &claim.statements {
            held.entry(at.report).or_default().entry(number).or_default().push(*at);
        }
    }
    held
}

/// The claim and statement to which a passage is the content.
type Passages = BTreeMap<Place, (usize, StatementRef)>;

fn passages(input: &StoryInput, claims: &[Claim]) -> Passages {
    let all = claims.iter().enumerate();
    let all = all.flat_map(|(number, claim)| claim.statements.iter().map(move |at| (number, *at)));
    all.map(|(number, at)| (Place { report: at.report, span: input.statement(at).content }, (number, at)))
        .collect()
}

struct Case<'a, 'b> {
    input: &'b StoryInput<'a>,
    alignment: &'b Alignment,
}

/// Two statements of one claim, the second from the report that has it from the first's.
#[derive(Clone, Copy)]
struct Pair<'b> {
    from: StatementRef,
    to: StatementRef,
    /// All of the claim in the second report.
    there: &'b [StatementRef],
}

impl<'a> Case<'a, '_> {
    fn statement(&self, at: StatementRef) -> &'a Statement {
        self.input.statement(at)
    }

    fn near(&self, one: StatementRef, other: StatementRef) -> bool {
        match (self.alignment.index(one), self.alignment.index(other)) {
            (Some(one), Some(other)) => self.alignment.nearness(one, other) >= NEAR,
            _ => false,
        }
    }

    /// What the second report made of the claims it shares with the first.
    fn between(&self, from: usize, to: usize, connection: EdgeKind, held: &Held) -> Vec<Alteration> {
        let (Some(before), Some(after)) = (held.get(&from), held.get(&to)) else { return Vec::new() };
        let mut found = Vec::new();
        for (&claim, there) in after {
            let Some(here) = before.get(&claim) else { continue };
            let pairs = here.iter().flat_map(|from| there.iter().map(move |to| (*from, *to)));
            for (from, to) in pairs {
                let affirmed = |at| self.statement(at).polarity == Polarity::Affirmed;
                if !affirmed(from) || !affirmed(to) || !self.near(from, to) {
                    continue;
                }
                let pair = Pair { from, to, there };
                let rules = [Self::multiplied, Self::blurred, Self::surer, Self::rounded_up];
                found.extend(
                    rules
                        .iter()
                        .filter_map(|rule| rule(self, pair))
                        .map(|(kind, from, to)| alteration(self.input, claim, kind, (from, to), connection)),
                );
            }
        }
        found
    }

    /// One unnamed source became several.
    fn multiplied(&self, pair: Pair) -> Option<(AlterationKind, Value, Value)> {
        let (one, many) = (self.statement(pair.from).origin()?, self.statement(pair.to).origin()?);
        let single = grammatical_number(&self.input.analyses[pair.from.report], one)?;
        let several = grammatical_number(&self.input.analyses[pair.to.report], many)?;
        let unnamed = one.kind == SourceKind::Unnamed
            && matches!(many.kind, SourceKind::Unnamed | SourceKind::Group)
            && many.members.is_empty();
        let sources = pair
            .there
            .iter()
            .flat_map(|at| self.statement(*at).sources.iter().map(move |source| (at, source)));
        let kept = { sources }.any(|(at, other)| {
            same(&other.name, &one.name)
                && grammatical_number(&self.input.analyses[at.report], other) == Some(Number::One)
        });
        (unnamed && single == Number::One && several == Number::Several && !kept).then(|| {
            (AlterationKind::SourceMultiplied, value(pair.from, Some(one)), value(pair.to, Some(many)))
        })
    }

    /// A named source became an unnamed one.
    fn blurred(&self, pair: Pair) -> Option<(AlterationKind, Value, Value)> {
        let (named, blurred) = (self.statement(pair.from).origin()?, self.statement(pair.to).origin()?);
        let was_named = !matches!(named.kind, SourceKind::Unnamed | SourceKind::Group)
            && named.name.chars().any(char::is_uppercase);
        // "The trade minister" may be told who it is elsewhere in the report; "a minister" is not.
        let first = blurred.name.split_whitespace().next().unwrap_or("").to_lowercase();
        let definite = matches!(first.as_str(), "the" | "his" | "her" | "its" | "their")
            || first.ends_with("'s")
            || first.ends_with("’s");
        let is_blurred = blurred.kind == SourceKind::Unnamed && !definite;
        let kept = self.has_origin(pair.there, named);
        (was_named && is_blurred && !kept).then(|| {
            (AlterationKind::SourceBlurred, value(pair.from, Some(named)), value(pair.to, Some(blurred)))
        })
    }

    /// What may be became what is, with nobody new behind it.
    fn surer(&self, pair: Pair) -> Option<(AlterationKind, Value, Value)> {
        let (before, after) = (self.statement(pair.from), self.statement(pair.to));
        let fresh = match (before.origin(), after.origin()) {
            (_, None) => false,
            (Some(one), Some(other)) => {
                let house = one.affiliation.as_deref().is_some_and(|house| same(house, &other.name));
                !same(&one.name, &other.name) && !house && !self.credits(pair)
            }
            (None, Some(_)) => !self.credits(pair),
        };
        let hedged = pair.there.iter().any(|at| self.statement(*at).certainty != Certainty::Certain);
        if before.certainty == Certainty::Certain || hedged || fresh {
            return None;
        }
        let certainty = |at, statement: &Statement| Value {
            statement: at,
            value: statement.certainty.as_str().to_owned(),
            span: statement.hedge,
        };
        Some((AlterationKind::CertaintyRaised, certainty(pair.from, before), certainty(pair.to, after)))
    }

    /// Whether the second statement says that it is the first report's.
    fn credits(&self, pair: Pair) -> bool {
        let outlet = self.input.reports[pair.from.report].outlet.as_deref();
        let mut sources = self.statement(pair.to).sources.iter();
        outlet.is_some_and(|outlet| sources.any(|source| same_outlet(&source.name, outlet)))
    }

    /// A number was rounded up, and the rounding is not marked as one.
    fn rounded_up(&self, pair: Pair) -> Option<(AlterationKind, Value, Value)> {
        let (before, after) = (self.quantities(pair.from), self.quantities(pair.to));
        let kept = |quantity: &Quantity| after.iter().any(|other| other.value == quantity.value);
        let rounding = |one: &Quantity, other: &Quantity| {
            one.kind == other.kind
                && one.unit == other.unit
                && one.value > 0.0
                && other.value > one.value
                && other.value <= one.value * (1.0 + ROUNDING)
                && other.bounds.low > one.value
                && zeros(other.value) > zeros(one.value)
        };
        let pairs =
            before.iter().filter(|one| !kept(one)).flat_map(|one| after.iter().map(move |to| (*one, *to)));
        let (one, other) = { pairs }.find(|(one, other)| rounding(one, other))?;
        let value = |at: StatementRef, quantity: &Quantity| Value {
            statement: at,
            value: self.input.slice(at.report, quantity.span).to_owned(),
            span: Some(quantity.span),
        };
        Some((AlterationKind::NumberRoundedUp, value(pair.from, one), value(pair.to, other)))
    }

    fn quantities(&self, at: StatementRef) -> Vec<&'a Quantity> {
        let content = self.statement(at).content;
        let counts = |quantity: &&Quantity| {
            content.contains(quantity.number)
                && !matches!(quantity.kind, QuantityKind::Ordinal | QuantityKind::Age)
        };
        self.input.analyses[at.report].quantities.iter().filter(counts).collect()
    }

    fn has_origin(&self, statements: &[StatementRef], source: &Source) -> bool {
        let sources = statements.iter().flat_map(|at| &self.statement(*at).sources);
        { sources }.any(|other| same(&other.name, &source.name))
    }

    /// What reports lost of what another credits to the upstream from which they are inferred to have it.
    fn lost(&self, edge: &Edge, claims: &[Claim], lineage: &[Edge], stated: &Passages) -> Vec<Alteration> {
        let credit = lineage.iter().find(|other| other.from == edge.from && other.kind == EdgeKind::Credited);
        let Upstream::Unseen(Some(upstream)) = &edge.from else { return Vec::new() };
        let mut found = Vec::new();
        for &to in &edge.to {
            let named = self.input.reports[to].text.contains(upstream.as_str());
            let passages = edge.evidence.iter().flat_map(|evidence| &evidence.places);
            let mut mine = passages.filter(|place| place.report == to);
            let Some((claim, at)) = mine.find_map(|place| stated.get(place).copied()) else { continue };
            let credits = |at: &&StatementRef| {
                self.statement(**at).sources.iter().any(|source| same(&source.name, upstream))
            };
            let holder = claims[claim].statements.iter().find(credits);
            let holder = holder.filter(|holder| credit.is_some_and(|edge| edge.to.contains(&holder.report)));
            let Some(holder) = holder.filter(|holder| !named && holder.report != to) else { continue };
            let source = self.statement(*holder).sources.iter().find(|source| same(&source.name, upstream));
            let ends = (value(*holder, source), value(at, None));
            let kind = AlterationKind::CreditLost;
            found.push(alteration(self.input, claim, kind, ends, EdgeKind::Inferred));
        }
        found
    }
}

fn value(at: StatementRef, source: Option<&Source>) -> Value {
    let name = source.map_or_else(String::new, |source| source.name.clone());
    Value { statement: at, value: name, span: source.map(|source| source.span) }
}

fn alteration(
    input: &StoryInput,
    claim: usize,
    kind: AlterationKind,
    (from, to): (Value, Value),
    connection: EdgeKind,
) -> Alteration {
    let why = match kind {
        AlterationKind::SourceMultiplied => "one unnamed source became several",
        AlterationKind::SourceBlurred => "a named source became an unnamed one",
        AlterationKind::CertaintyRaised => "the hedge is gone, nobody new stands behind it",
        AlterationKind::NumberRoundedUp => "the number was rounded up without saying so",
        AlterationKind::CreditLost => "the same passages stand here without the credit",
    };
    let place = |value: &Value| Place {
        report: value.statement.report,
        span: value.span.unwrap_or_else(|| input.statement(value.statement).content),
    };
    let evidence = vec![Evidence::new(kind.as_str(), why, 0.7, vec![place(&from), place(&to)])];
    Alteration { claim, kind, from, to, connection, evidence }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    One,
    Several,
}

/// Whether the words of an unnamed source mean one or several: "a US official", "sources close to the matter".
fn grammatical_number(analysis: &Analysis, source: &Source) -> Option<Number> {
    let mut tokens = analysis.tokens_in(source.span).filter_map(|token| analysis.tokens.get(token));
    let head =
        tokens.find(|token| token.upos == Upos::Noun && is_speaker_noun(&token.lemma.to_lowercase()))?;
    match head.xpos {
        Xpos::Nns => Some(Number::Several),
        Xpos::Nn => Some(Number::One),
        _ => None,
    }
}

/// Zeros at the end of a whole number; a fraction has none.
fn zeros(value: f64) -> u32 {
    let (mut zeros, mut value) = (0, value);
    while value >= 10.0 && value % 10.0 == 0.0 && zeros < 15 {
        value /= 10.0;
        zeros += 1;
    }
    zeros
}
