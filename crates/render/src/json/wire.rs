//! The wire types of schema "woozle/1": what the JSON promises, and its schema, from one definition.
//!
//! Names are fixed; a field may be added, never renamed. Offsets count Unicode scalar values.

use schemars::JsonSchema;
use serde::Serialize;

/// The answer of `woozle analyze --format json`.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Document<'a> {
    /// Always "woozle/1".
    pub schema: &'static str,
    /// The reports, in canonical order.
    pub reports: Vec<Report<'a>>,
    /// The statements, in order of report and place.
    pub statements: Vec<Statement<'a>>,
    /// The claims, by story, heaviest first.
    pub claims: Vec<Claim<'a>>,
    /// Where the reports differ on what ought to be the same.
    pub discrepancies: Vec<Discrepancy<'a>>,
    /// Who denied what, and which reports leave the denial out.
    pub denials: Vec<Denial>,
    /// Statements that doubt what another claim says.
    pub doubts: Vec<Doubt<'a>>,
    /// Inflation and loss between reports that have it from one another or from one upstream.
    pub alterations: Vec<Alteration<'a>>,
    /// Who has it from whom.
    pub lineage: Vec<Edge<'a>>,
    /// The stories.
    pub stories: Vec<Story<'a>>,
    /// What changes without some reports or sources; null where that was not asked.
    pub what_if_without: Option<WhatIf<'a>>,
}

/// The answer of `woozle statements --format json`: each report by itself, so that no statement has a claim.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Statements<'a> {
    /// Always "woozle/1".
    pub schema: &'static str,
    /// The reports, in canonical order.
    pub reports: Vec<Report<'a>>,
    /// The statements, in order of report and place.
    pub statements: Vec<Statement<'a>>,
}

/// One news item that came in.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Report<'a> {
    pub id: String,
    pub path: Option<&'a str>,
    pub url: Option<&'a str>,
    pub outlet: Option<&'a str>,
    pub byline: Option<&'a str>,
    pub title: Option<&'a str>,
    /// ISO 8601 as far as known: a day, or a day and a time.
    pub published: Option<String>,
    /// BCP 47.
    pub language: Option<&'a str>,
    /// The story's id.
    pub story: Option<String>,
    /// Oddities met while reading.
    pub notices: Vec<Notice<'a>>,
}

/// Something odd in a report.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Notice<'a> {
    pub kind: NoticeKind,
    pub message: &'a str,
    pub start: Option<usize>,
    pub end: Option<usize>,
}

/// What is odd.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NoticeKind {
    OtherLanguage,
    Encoding,
    NoSentence,
    UnbalancedQuotation,
    Truncated,
    Duplicate,
    Other,
}

/// A proposition that a report puts forward. `start` and `end` delimit the content alone.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Statement<'a> {
    pub id: String,
    pub report: String,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    /// The chain, from the link nearest the report outward to the origin; empty for narration.
    pub sources: Vec<Source<'a>>,
    pub cue: Option<Passage<'a>>,
    pub manner: Manner,
    pub certainty: Certainty,
    pub polarity: Polarity,
    /// A proposition, a headline, or the record of a silence.
    pub kind: StatementKind,
    /// The claim's id.
    pub claim: Option<String>,
}

/// A link of a chain.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Source<'a> {
    /// The fullest form by which the report names it; an unnamed source keeps its description.
    pub name: &'a str,
    pub kind: SourceKind,
    pub start: usize,
    pub end: usize,
    /// The institution it speaks for, where the report says so.
    pub affiliation: Option<&'a str>,
    /// How the report lets its reader know who it is.
    pub known: Known,
    /// The members of a coordinated source ("Pyongyang and Moscow"); empty for a single one.
    pub members: &'a [String],
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Known {
    /// By its name, where the statement is attributed.
    ByName,
    /// By a role that the report ties to a name, or that is unique.
    ByRole,
    ByPronoun,
    /// The attribution names nobody: the source is that of a statement before.
    Carried,
    /// Only described.
    Described,
}

/// Words of a report.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Passage<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SourceKind {
    Person,
    Organisation,
    Outlet,
    Document,
    Group,
    Unnamed,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Manner {
    Direct,
    Indirect,
    Mixed,
    Narration,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Certainty {
    Certain,
    Likely,
    Possible,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Polarity {
    Affirmed,
    Denied,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StatementKind {
    Ordinary,
    Headline,
    NoComment,
}

/// Statements with the same proposition.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Claim<'a> {
    pub id: String,
    pub story: String,
    /// A statement's own words.
    pub text: &'a str,
    /// The statement whose words they are.
    pub representative: String,
    pub statements: Vec<String>,
    pub origins: Vec<Origin<'a>>,
    /// What is established: the lower count.
    pub independent_origins: usize,
    /// What is possible: the upper count.
    pub possible_origins: usize,
    pub status: Status,
    /// What every chain to the claim passes through, nearest the reports first.
    pub common_upstreams: Vec<CommonUpstream<'a>>,
    /// The weakest point in one short fragment.
    pub weakest_link: Option<&'a str>,
    /// How much the claim weighs in its story.
    pub weight: f32,
}

/// Whoever is said to know.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Origin<'a> {
    pub name: &'a str,
    pub kind: SourceKind,
    pub affiliation: Option<&'a str>,
    pub statements: Vec<String>,
    /// Whether it denies the claim.
    pub denies: bool,
    /// Origins of one group count once; null does not count.
    pub group: Option<usize>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    Corroborated,
    SingleOrigin,
    Unattributed,
    Disputed,
}

/// A point on which reports differ that ought to be the same.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Discrepancy<'a> {
    pub id: String,
    pub claim: String,
    pub kind: DiscrepancyKind,
    pub values: Vec<Value<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DiscrepancyKind {
    Speaker,
    Outlet,
    Number,
    Date,
    Place,
    WordingStrength,
    Certainty,
}

/// What one report has.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Value<'a> {
    pub report: String,
    pub statement: String,
    pub value: &'a str,
    pub start: Option<usize>,
    pub end: Option<usize>,
}

/// Who denied what, and who left the denial out.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Denial {
    pub claim: String,
    pub statements: Vec<String>,
    /// Reports that state the claim but not the denial.
    pub dropped_by: Vec<String>,
}

/// A report or source that every chain to a claim passes through.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CommonUpstream<'a> {
    pub through: Upstream<'a>,
    /// Origins of the claim that are known through it alone.
    pub origins: usize,
    /// Credited where credits alone make it common.
    pub kind: EdgeKind,
    pub evidence: Vec<EdgeEvidence<'a>>,
}

/// A statement that doubts, or denies apart, what another claim says. It changes no count; who denies disputes.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Doubt<'a> {
    /// The claim that is doubted.
    pub claim: String,
    /// The statement that doubts it, mostly of another claim.
    pub statement: String,
    pub evidence: Vec<EdgeEvidence<'a>>,
}

/// What one report has of a claim and what became of it in another.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Alteration<'a> {
    pub id: String,
    pub claim: String,
    pub kind: AlterationKind,
    pub from: AlterationEnd<'a>,
    pub to: AlterationEnd<'a>,
    /// Whether the reports' connection is credited or inferred.
    pub connection: EdgeKind,
    pub why: &'a str,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AlterationKind {
    SourceMultiplied,
    SourceBlurred,
    CertaintyRaised,
    NumberRoundedUp,
    CreditLost,
}

/// One side of an alteration.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AlterationEnd<'a> {
    pub report: String,
    pub statement: String,
    /// The name, certainty or number as that report has it; null where it was lost.
    pub value: Option<&'a str>,
    pub start: Option<usize>,
    pub end: Option<usize>,
}

/// The counts once some reports or sources are left out. Claims and lineage stay those of the whole story.
#[derive(Serialize, JsonSchema)]
pub(crate) struct WhatIf<'a> {
    pub left_out: Vec<Omission<'a>>,
    /// The claims that lose a statement or change.
    pub claims: Vec<Recount>,
}

/// What one name stood for.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Omission<'a> {
    /// The name as it was asked for.
    pub asked: &'a str,
    pub kind: OmissionKind,
    /// The sources or outlets that it means.
    pub names: Vec<&'a str>,
    /// Reports that are left out whole.
    pub reports: Vec<String>,
    /// All statements that are left out.
    pub statements: Vec<String>,
    /// Statements of a coordinated source that stay with its other members.
    pub lessened: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum OmissionKind {
    Report,
    Outlet,
    Source,
}

/// A claim's count before and after.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Recount {
    pub claim: String,
    /// Its statements that are left out.
    pub left_out: Vec<String>,
    pub before: Count,
    /// Null where no statement of the claim remains.
    pub after: Option<Count>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Count {
    pub independent_origins: usize,
    pub possible_origins: usize,
    pub status: Status,
}

/// A derivation.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Edge<'a> {
    pub id: String,
    pub from: Upstream<'a>,
    pub to: Vec<String>,
    pub kind: EdgeKind,
    pub evidence: Vec<EdgeEvidence<'a>>,
}

/// A report of the input, or an outlet that is not among it, with its name where a text gives one.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Upstream<'a> {
    Report(String),
    Unseen(Option<&'a str>),
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EdgeKind {
    Credited,
    Inferred,
}

/// A passage on which a derivation rests.
#[derive(Serialize, JsonSchema)]
pub(crate) struct EdgeEvidence<'a> {
    pub report: String,
    pub start: usize,
    pub end: usize,
    pub why: &'a str,
}

/// Reports of one developing event.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Story<'a> {
    pub id: String,
    pub reports: Vec<String>,
    /// A headline of one of its reports, else the words of its heaviest claim.
    pub title: Option<&'a str>,
    pub waterfall: Waterfall,
}

/// From many reports to few origins.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Waterfall {
    pub reports: usize,
    pub distinct_texts: usize,
    pub outlets: usize,
    pub established_origins: usize,
    pub possible_origins: usize,
}
