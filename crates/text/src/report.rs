//! [`Report`]: one news item that came in, with what is known of who published it and when.

use crate::{Notice, Published, Span};

/// One news text with its outlet, byline, title, date, language and address as far as they are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The path or address it was read from, as the user gave it.
    pub path: Option<String>,
    /// Its canonical address.
    pub url: Option<String>,
    /// Who published it: "The Irish Times", "Reuters".
    pub outlet: Option<String>,
    /// Who wrote it, as printed, without "By".
    pub byline: Option<String>,
    /// The persons that the byline names, in order; where it names none, its agencies, else outlets.
    pub authors: Vec<String>,
    /// The headline.
    pub title: Option<String>,
    /// When it says it was published.
    pub published: Option<Published>,
    /// When it says it was last changed.
    pub modified: Option<Published>,
    /// The section it stands in, as the outlet names it.
    pub section: Option<String>,
    /// Whether it may be read without paying, where that is said.
    pub free: Option<bool>,
    /// BCP 47 language tag, e.g. `en`.
    pub language: Option<String>,
    /// The text as the program read it. For a plain-text file the whole file's text, header and all.
    pub text: String,
    /// The paragraphs of `text` in reading order; they do not overlap and leave out only white space.
    pub blocks: Vec<Block>,
    /// Agencies and outlets that the report credits outside its sentences ("(Reuters)", "With AP").
    pub credits: Vec<Credit>,
    /// Where the fields above were read, in the order of [`Field`].
    pub evidence: Vec<FieldEvidence>,
    /// Oddities met while reading.
    pub notices: Vec<Notice>,
}

/// A field of a report that is read off the page or file around its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// [`Report::url`].
    Url,
    /// [`Report::outlet`].
    Outlet,
    /// [`Report::byline`] and [`Report::authors`].
    Byline,
    /// [`Report::title`].
    Title,
    /// [`Report::published`].
    Published,
    /// [`Report::modified`].
    Modified,
    /// [`Report::section`].
    Section,
    /// [`Report::language`].
    Language,
    /// [`Report::free`].
    Free,
}

impl Field {
    /// Its name in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Outlet => "outlet",
            Self::Byline => "byline",
            Self::Title => "title",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Section => "section",
            Self::Language => "language",
            Self::Free => "free",
        }
    }
}

/// Where a field was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldEvidence {
    /// The field.
    pub field: Field,
    /// The place on a page: `json-ld`, `meta`, `microdata`, `time`, `address`, `link`, `heading`, `text`, `script`,
    /// `post-number` (the time in the number of a post, computed from its address);
    /// else the format whose field it is: `feed`, `mail`, `json`, `ninjs`, `newsml`, `front matter`, `document`.
    pub place: &'static str,
    /// What was read there; dates in ISO 8601.
    pub words: String,
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    /// The headline, or a sub-headline under it.
    Headline,
    /// "By Daniel Orme and Saida Mirzaeva", "From our correspondent".
    Byline,
    /// A line of dates, section names, outlet names: "Published: 4 June 2025".
    Header,
    /// A paragraph of the report.
    Body,
    /// A heading between paragraphs.
    Subheading,
    /// A caption under a picture.
    Caption,
    /// "(Reporting by …; Editing by …)", "AFP contributed to this report".
    Credit,
    /// Share bars, newsletter boxes, copyright lines, "Read more".
    Furniture,
}

impl BlockKind {
    /// Whether the paragraph's sentences put forward propositions of the report.
    #[must_use]
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Headline | Self::Body | Self::Subheading)
    }
}

/// A paragraph of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Where it stands in [`Report::text`], without white space at its ends.
    pub span: Span,
    /// The part of a first paragraph before its first sentence: "SOFIA, March 11 (Reuters) - ".
    /// Counted from the block's start; `None` when there is no dateline.
    pub dateline: Option<Span>,
}

impl Block {
    /// The paragraph without its dateline.
    #[must_use]
    pub fn prose(self) -> Span {
        match self.dateline {
            Some(dateline) if dateline.end <= self.span.end => Span::new(dateline.end, self.span.end),
            _ => self.span,
        }
    }
}

/// Where a credit to an agency or outlet was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CreditKind {
    /// In the byline: "By Reuters", "AFP".
    Byline,
    /// In the dateline: "SOFIA, March 11 (Reuters) -".
    Dateline,
    /// In a closing line: "With agencies", "Additional reporting by AP", "© 2025 The Associated Press".
    Closing,
    /// "This article was originally published in …".
    Republished,
    /// A wire of press releases: "(BUSINESS WIRE)", "/PRNewswire/".
    PressRelease,
    /// A feed's `source` element or a page's metadata.
    Metadata,
}

/// An agency or outlet that the report credits outside its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The name as printed: "Reuters".
    pub name: String,
    /// Where.
    pub kind: CreditKind,
    /// The passage, when it stands in the text.
    pub span: Option<Span>,
}

impl Report {
    /// A report that is only a text, each paragraph a block of prose.
    ///
    /// For tests and callers that know nothing but the words; `woozle-ingest` finds headlines and bylines.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trim(&text);
            start += line.len();
            if !span.is_empty() {
                blocks.push(Block { kind: BlockKind::Body, span, dateline: None });
            }
        }
        Self { text, blocks, ..Self::default() }
    }

    /// The text under a span of this report.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// What to call the report in an answer: its outlet, else its title, else its path.
    #[must_use]
    pub fn label(&self) -> &str {
        [&self.outlet, &self.title, &self.path]
            .into_iter()
            .find_map(|name| name.as_deref())
            .unwrap_or("a report")
    }
}
