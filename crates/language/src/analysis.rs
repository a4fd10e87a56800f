//! [`Analysis`]: what the language layer finds in one report, as columns that point into its text.

use std::ops::Range;

use woozle_text::{Date, Notice, Span};

use crate::neural::States;
use crate::{Deprel, Upos, Xpos};

/// Everything the language layer finds in one report.
///
/// Token numbers index [`Analysis::tokens`]; ranges of tokens are half-open. All spans are bytes of the
/// report's text. Only prose blocks are analysed (see `BlockKind::is_prose`); bylines, captions and
/// furniture have no tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Tokens in order of the text.
    pub tokens: Vec<Token>,
    /// Sentences in order; they cover every token and do not overlap.
    pub sentences: Vec<Sentence>,
    /// Pairs of quotation marks, outermost first where nested, in order of their start.
    pub quotations: Vec<Quotation>,
    /// Names and descriptions of people, organisations, places and so on, in order. A description may hold
    /// a name ("a US official"): the outer mention comes first.
    pub mentions: Vec<Mention>,
    /// Mentions that mean the same thing in this report.
    pub entities: Vec<Entity>,
    /// Expressions of time, in order.
    pub times: Vec<Time>,
    /// Numbers with their units, in order.
    pub quantities: Vec<Quantity>,
    /// Oddities met in the text.
    pub notices: Vec<Notice>,
    /// See [`Analysis::states`].
    pub(crate) states: Option<States>,
}

/// A syntactic word in UD's sense: "do" and "n't" are two.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// Base form, lower case except for proper nouns: "say" for "said".
    pub lemma: Box<str>,
    /// Number of the token it depends on, `None` for the root of its sentence.
    pub head: Option<u32>,
    /// How it depends on its head.
    pub deprel: Deprel,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Which of the report's blocks it stands in.
    pub block: usize,
}

/// A pair of quotation marks and what stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening to the closing mark, both included. Where a quotation runs over paragraphs that
    /// each open again and only the last closes, each paragraph is a quotation of its own.
    pub span: Span,
    /// What stands between the marks.
    pub inner: Span,
    /// Tokens between the marks.
    pub tokens: Range<usize>,
    /// False where no closing mark was found before the paragraph ended.
    pub closed: bool,
    /// Whether the quotation goes on from the one in the paragraph before.
    pub continues: bool,
}

/// Class of a name, as in the World-Wide newswire corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// People.
    Person,
    /// Companies, ministries, agencies, courts, groups, outlets.
    Organisation,
    /// Countries, cities, regions, rivers.
    Location,
    /// Nationalities, religions, political groups: "Tajik", "Republican".
    Norp,
    /// Dates as names.
    Date,
    /// Amounts of money.
    Money,
    /// Buildings, dams, stadiums.
    Facility,
    /// Things made: "Hwasong".
    Product,
    /// Everything else that bears a name.
    Misc,
}

/// How a mention is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A proper name.
    Name,
    /// A description: "the spokesman", "a US official".
    Nominal,
    /// A pronoun.
    Pronoun,
}

/// A stretch of text that means a person, organisation, place or thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands: for a name the name alone, for a description its noun phrase with article.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that heads it.
    pub head: usize,
    /// How it is worded.
    pub kind: MentionKind,
    /// What class of thing it names.
    pub name_kind: NameKind,
    /// Title or role attached to a name: "National Security Council spokesman" in "National Security
    /// Council spokesman John Kirby", "who heads the Federation" is not one.
    pub role: Option<Span>,
    /// Number of its entity in [`Analysis::entities`].
    pub entity: usize,
}

/// Mentions of one report that mean the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name by which the report names it: "John Kirby"; for an unnamed one its fullest description.
    pub name: String,
    /// What class of thing it is.
    pub kind: NameKind,
    /// Its mentions, numbers into [`Analysis::mentions`], in order.
    pub mentions: Vec<usize>,
    /// Whether some mention is a proper name.
    pub named: bool,
    /// Roles and titles given to it anywhere in the report, as written, in order, without repeats.
    pub roles: Vec<Span>,
    /// A news outlet or agency of the curated table, by its canonical name: "Associated Press" for "AP".
    pub outlet: Option<&'static str>,
    /// The state or government a metonym stands for: "Russia" for "Kremlin", "Moscow" for a speaker.
    pub stands_for: Option<&'static str>,
}

/// How exactly a time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Granularity {
    /// To the minute.
    Minute,
    /// To the hour, or a part of the day.
    Hour,
    /// To the day.
    Day,
    /// To the week or weekend.
    Week,
    /// To the month or a part of it.
    Month,
    /// To the quarter, half-year or season.
    Season,
    /// To the year.
    Year,
    /// Coarser.
    Decade,
}

/// What an expression of time points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeKind {
    /// A day, period or time of day of its own: "on Tuesday", "in 2023", "6:40 p.m.".
    Point,
    /// How far is left open: "a few months ago", "in recent years". Never has days.
    Vague,
    /// The time of writing at large: "nowadays", "still used today". Never has days.
    Present,
    /// It comes again: "on Mondays", "every Friday night". Never has days.
    Recurring,
}

/// An expression of time, anchored where the report allows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where it stands: "late last month".
    pub span: Span,
    /// First and last day it may mean, both included; `None` where nothing anchors it.
    pub days: Option<(Date, Date)>,
    /// Minutes after midnight, from and to, where a time of day is given.
    pub minutes: Option<(u16, u16)>,
    /// Offset from UTC in minutes where stated ("1640 GMT" is 0).
    pub utc_offset: Option<i16>,
    /// How exactly it is given.
    pub granularity: Granularity,
    /// What it points to.
    pub kind: TimeKind,
}

/// What a quantity counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuantityKind {
    /// A bare number or a count of things ("14 others").
    Count,
    /// Money.
    Money,
    /// A share of a hundred.
    Percent,
    /// A fraction in words ("a third").
    Fraction,
    /// A measured size with a unit ("180 km").
    Measure,
    /// An age ("a woman of 61", "the 52-year-old").
    Age,
    /// An ordinal ("third").
    Ordinal,
}

/// The values a quantity may have.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Bounds {
    /// Smallest value.
    pub low: f64,
    /// Largest value; infinite for "more than 300".
    pub high: f64,
    /// Whether the words say that it is rounded or a bound: "about", "some", "at least", "nearly".
    pub approximate: bool,
}

/// A number in the text with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where it stands, with its approximator and unit: "more than 300", "120 million cubic metres".
    pub span: Span,
    /// The number alone as written: "300", "120 million", "a third", "two".
    pub number: Span,
    /// Its value as written, before bounds: 120 million is 120 000 000.
    pub value: f64,
    /// What values it may have, rounding included.
    pub bounds: Bounds,
    /// What kind.
    pub kind: QuantityKind,
    /// Its unit, folded: "km", "USD", "cubic metre"; for a count the lemma of what is counted ("person").
    pub unit: Option<String>,
    /// The token that heads what is counted, where there is one.
    pub noun: Option<usize>,
}

impl Analysis {
    /// What the network made of each token, where the report was analysed through a lens
    /// (`analyse::analyse_through`).
    #[must_use]
    pub fn states(&self) -> Option<&States> {
        self.states.as_ref()
    }

    /// The sentence that holds the token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// The tokens that lie wholly inside the span.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }

    /// The span from the first to the last of the tokens.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if first.span.start <= last.span.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }

    /// Whether `token` is `ancestor` or hangs below it.
    #[must_use]
    pub fn descends(&self, token: usize, ancestor: usize) -> bool {
        let mut at = token;
        for _ in 0..self.tokens.len() {
            if at == ancestor {
                return true;
            }
            match self.tokens[at].head {
                Some(head) => at = head as usize,
                None => return false,
            }
        }
        false
    }
}
