//! [`Statement`]: a proposition that a report puts forward, with the chain of those it has it from.

use woozle_text::{Evidence, Span};

/// What kind of source a link of a chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// A named person, or one named by office ("the Minister").
    Person,
    /// An institution, company, government or court.
    Organisation,
    /// A news outlet or agency.
    Outlet,
    /// A filing, letter, study, judgment.
    Document,
    /// Several people as a body: "residents", "Safety experts", "Pyongyang and Moscow".
    Group,
    /// Someone whom the report does not name: "a US official".
    Unnamed,
}

impl SourceKind {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Outlet => "outlet",
            Self::Document => "document",
            Self::Group => "group",
            Self::Unnamed => "unnamed",
        }
    }
}

/// How the report lets its reader know who the source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Known {
    /// By name in the attribution itself.
    ByName,
    /// By a role that the report ties to a name elsewhere, or that is unique ("the Minister").
    ByRole,
    /// By a pronoun.
    ByPronoun,
    /// Carried over from a statement before; the attribution itself names nobody.
    Carried,
    /// Not known: only described.
    Described,
}

/// A link of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The fullest form by which the report names it; an unnamed source keeps its description.
    pub name: String,
    /// What kind of source.
    pub kind: SourceKind,
    /// Where the attribution mentions it (the pronoun, where it is one).
    pub span: Span,
    /// Its entity in the report's analysis, where it has one.
    pub entity: Option<usize>,
    /// Institution it speaks for, as written anywhere in the report: "National Security Council".
    pub affiliation: Option<String>,
    /// How it is known.
    pub known: Known,
    /// The members of a coordinated source ("Pyongyang", "Moscow"); empty for a single one.
    pub members: Vec<String>,
}

/// Direct, indirect or mixed quotation, or the report's own voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manner {
    /// All of the content stands between quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
    /// The report says it itself; the chain is empty.
    Narration,
}

impl Manner {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
            Self::Narration => "narration",
        }
    }
}

/// How surely the statement puts its proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// "did", "will", "is to".
    Certain,
    /// "is set to", "is expected to", "is likely to".
    Likely,
    /// "may", "could", "potential".
    Possible,
}

impl Certainty {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

/// Whether the source stands for the content or denies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Polarity {
    /// The source puts it forward.
    Affirmed,
    /// The source denies it.
    Denied,
}

impl Polarity {
    /// The word that the JSON contract uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Denied => "denied",
        }
    }
}

/// What a statement is besides a proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementKind {
    /// A proposition.
    Ordinary,
    /// A headline.
    Headline,
    /// "declined to comment", "did not respond", "neither confirmed nor denied".
    NoComment,
}

/// A proposition that a report puts forward.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The content alone, never its attribution. Quotation marks may be in or out.
    pub content: Span,
    /// The chain of sources, from the one nearest the report outward to the one who knows; empty for narration.
    pub sources: Vec<Source>,
    /// The words that attribute: "revealed", "according to".
    pub cue: Option<Span>,
    /// Direct, indirect, mixed or the report's own voice.
    pub manner: Manner,
    /// How surely.
    pub certainty: Certainty,
    /// The word the certainty rests on: "is likely to".
    pub hedge: Option<Span>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Proposition, headline, or the record of a silence.
    pub kind: StatementKind,
    /// Number of the sentence (of the analysis) in which the content begins.
    pub sentence: usize,
    /// Why it was read so. [`woozle_text::Place::report`] is 0: the room sees one report.
    pub evidence: Vec<Evidence>,
}

impl Statement {
    /// The last link of the chain: whoever is said to know.
    #[must_use]
    pub fn origin(&self) -> Option<&Source> {
        self.sources.last()
    }
}
