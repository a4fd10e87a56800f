//! [`Findings`]: the answer for one story.
//!
//! Reports and statements are named by their indices in the lists that [`corroborate`](crate) was given,
//! so nothing is copied; [`Place::report`](woozle_text::Place) uses the same report index.

use woozle_text::Evidence;

/// A statement of a report: indices into the lists of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementRef {
    /// Index of the report.
    pub report: usize,
    /// Index of the statement among the report's.
    pub statement: usize,
}

/// What may be said of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Two or more independent origins affirm it.
    Corroborated,
    /// One origin is established.
    SingleOrigin,
    /// Nobody is named who stands behind it.
    Unattributed,
    /// An origin denies it, or origins give values that exclude each other.
    Disputed,
}

impl Status {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corroborated => "corroborated",
            Self::SingleOrigin => "single-origin",
            Self::Unattributed => "unattributed",
            Self::Disputed => "disputed",
        }
    }
}

/// Whoever is said to know: the last link of one or more chains, across the reports of the story.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The fullest name or description in any report.
    pub name: String,
    /// What kind of source.
    pub kind: woozle_attribution::SourceKind,
    /// Institution it speaks for, where a report says so.
    pub affiliation: Option<String>,
    /// The statements of this claim that rest on it.
    pub statements: Vec<StatementRef>,
    /// Whether it denies the claim.
    pub denies: bool,
    /// Number of the group of origins that count as one in `established`; origins of different
    /// groups are established to be independent. `None` when it does not count at all (a relay).
    pub group: Option<usize>,
    /// Why it was kept apart from or put together with the others.
    pub evidence: Vec<Evidence>,
}

/// Statements with the same proposition.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its statements in order of report and place; never empty.
    pub statements: Vec<StatementRef>,
    /// The statement whose words represent the claim.
    pub representative: StatementRef,
    /// Who stands behind it.
    pub origins: Vec<Origin>,
    /// Lower count of independent origins: what is established.
    pub established: usize,
    /// Upper count: what is possible.
    pub possible: usize,
    /// Its status.
    pub status: Status,
    /// What the count rests on, ending with what is missing for a second origin.
    pub evidence: Vec<Evidence>,
    /// What every chain to the claim passes through, nearest the reports first.
    pub common: Vec<CommonUpstream>,
    /// The weakest point in one short fragment: "one unnamed official, through CBS"; made of fixed words
    /// and names of the reports only.
    pub weakest: Option<String>,
    /// How much the claim weighs in the story, for ordering: larger first.
    pub weight: f32,
}

/// What the reports differ on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DiscrepancyKind {
    /// Who said it.
    Speaker,
    /// Which outlet was told.
    Outlet,
    /// A number.
    Number,
    /// A date or time.
    Date,
    /// A place.
    Place,
    /// How strongly it is worded (supply / sell).
    WordingStrength,
    /// How surely (may / is to).
    Certainty,
}

impl DiscrepancyKind {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Outlet => "outlet",
            Self::Number => "number",
            Self::Date => "date",
            Self::Place => "place",
            Self::WordingStrength => "wording-strength",
            Self::Certainty => "certainty",
        }
    }
}

/// What one report has.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The statement that has it.
    pub statement: StatementRef,
    /// The name, number, date, place or word as that report has it.
    pub value: String,
    /// Where it stands in the report, where it stands there.
    pub span: Option<woozle_text::Span>,
}

/// A point on which reports differ that ought to be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Discrepancy {
    /// Index of the claim.
    pub claim: usize,
    /// What they differ on.
    pub kind: DiscrepancyKind,
    /// One value for every report that states the claim, in order of the reports. The statement of one may belong to
    /// another claim, which nothing but its figure or day keeps apart.
    pub values: Vec<Value>,
    /// Why it is one, and why it is no update, rounding or shift of time zone.
    pub evidence: Vec<Evidence>,
}

/// Where a report has something from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Upstream {
    /// Another report of the story, by index.
    Report(usize),
    /// A source that is not among the reports, with its name where a text gives one.
    Unseen(Option<String>),
}

/// Whether a text says so or we read it off the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdgeKind {
    /// A report credits the upstream.
    Credited,
    /// Inferred from shared passages, order, rare facts or errors.
    Inferred,
}

/// A derivation: the reports in `to` have something from `from`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Where they have it from.
    pub from: Upstream,
    /// The reports that have it, by index, ascending.
    pub to: Vec<usize>,
    /// Credited or inferred.
    pub kind: EdgeKind,
    /// The passages it rests on.
    pub evidence: Vec<Evidence>,
}

/// A node that every chain to a claim passes through: a misquotation there reaches every report.
#[derive(Clone, Debug, PartialEq)]
pub struct CommonUpstream {
    /// The report or the source.
    pub through: Upstream,
    /// How many origins of the claim are known through it alone.
    pub origins: usize,
    /// Credited where credits alone make it common, inferred where inferred derivations are needed.
    pub kind: EdgeKind,
    /// The passages that have it from there.
    pub evidence: Vec<Evidence>,
}

/// What a report makes of what it has from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AlterationKind {
    /// One unnamed source became several: "an official" / "officials".
    SourceMultiplied,
    /// A named source became an unnamed one: a paper's name / "sources close to the matter".
    SourceBlurred,
    /// What may be became what is.
    CertaintyRaised,
    /// A number was rounded up without saying so.
    NumberRoundedUp,
    /// The upstream is credited in one report, the same passage is uncredited in another.
    CreditLost,
}

impl AlterationKind {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SourceMultiplied => "source-multiplied",
            Self::SourceBlurred => "source-blurred",
            Self::CertaintyRaised => "certainty-raised",
            Self::NumberRoundedUp => "number-rounded-up",
            Self::CreditLost => "credit-lost",
        }
    }
}

/// Inflation or loss on the way from one report to another, or from an upstream that both have it from.
#[derive(Clone, Debug, PartialEq)]
pub struct Alteration {
    /// Index of the claim.
    pub claim: usize,
    /// What changed.
    pub kind: AlterationKind,
    /// What the one report has.
    pub from: Value,
    /// What became of it; an empty value where it was lost.
    pub to: Value,
    /// Whether the connection of the two reports is credited or inferred.
    pub connection: EdgeKind,
    /// Why it is one, and what connects the two.
    pub evidence: Vec<Evidence>,
}

/// A statement that doubts, or denies apart, what another claim says.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Index of the claim that is doubted.
    pub claim: usize,
    /// The statement that doubts it, mostly of another claim.
    pub statement: StatementRef,
    /// The word of doubt, and how near the two are.
    pub evidence: Vec<Evidence>,
}

/// Who denied what, and who does not carry the denial.
#[derive(Clone, Debug, PartialEq)]
pub struct Denial {
    /// Index of the claim that is denied.
    pub claim: usize,
    /// The statements that deny.
    pub statements: Vec<StatementRef>,
    /// Reports of the story that state the claim but not the denial, though they are not older than it.
    pub dropped_by: Vec<usize>,
}

/// The story's numbers from many to few: reports, distinct texts, outlets, origins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waterfall {
    /// Reports that came in.
    pub reports: usize,
    /// Texts left when copies of one text count once.
    pub distinct_texts: usize,
    /// Different outlets known by name, plus one for each report whose outlet is not known.
    pub outlets: usize,
    /// Distinct origins over all claims, lower count.
    pub established: usize,
    /// Distinct origins over all claims, upper count.
    pub possible: usize,
}

/// The answer for one story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// From many reports to few origins.
    pub waterfall: Waterfall,
    /// The claims, heaviest first.
    pub claims: Vec<Claim>,
    /// Where the reports differ, in order of claim and kind.
    pub discrepancies: Vec<Discrepancy>,
    /// Denials, in order of claim.
    pub denials: Vec<Denial>,
    /// Doubts, in order of claim and statement.
    pub doubts: Vec<Doubt>,
    /// Inflation and loss along the chains, in order of claim and kind.
    pub alterations: Vec<Alteration>,
    /// Derivations, credited first.
    pub lineage: Vec<Edge>,
}
