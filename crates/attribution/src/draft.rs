//! [`Draft`]: a statement in the making, in tokens. Becomes a [`Statement`] at the end.

use std::ops::Range;

use woozle_text::{Evidence, Place, Span};

use crate::cue::CueClass;
use crate::hedge;
use crate::reading::Reading;
use crate::statement::{Certainty, Manner, Polarity, Source, Statement, StatementKind};

/// A statement in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) content: Range<usize>,
    /// The quotation that the content is, marks included.
    pub(crate) quotation: Option<Span>,
    pub(crate) chain: Vec<Source>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) class: CueClass,
    pub(crate) kind: StatementKind,
    pub(crate) rule: &'static str,
}

impl Draft {
    /// A draft that no reporting word marks: speech that runs on, a silence, the report's own voice.
    pub(crate) fn without_cue(
        content: Range<usize>,
        chain: Vec<Source>,
        kind: StatementKind,
        rule: &'static str,
    ) -> Self {
        Self { content, quotation: None, chain, cue: None, class: CueClass::Say, kind, rule }
    }

    /// The statement; `None` where nothing is left of the content.
    pub(crate) fn finish(self, reading: &Reading) -> Option<Statement> {
        let span = self.quotation.unwrap_or_else(|| reading.span(self.content.clone()));
        if span.is_empty() {
            return None;
        }
        let sentence = reading.analysis.sentence_of(self.content.start);
        let (certainty, hedge) = match self.kind {
            StatementKind::NoComment => (Certainty::Certain, None),
            _ => hedge::certainty(reading, self.content.clone()),
        };
        let manner = if self.chain.is_empty() && self.quotation.is_none() {
            Manner::Narration
        } else {
            manner(reading, span, self.quotation.is_some())
        };
        let polarity = if self.class == CueClass::Deny { Polarity::Denied } else { Polarity::Affirmed };
        let cue = self.cue.clone().map(|tokens| reading.span(tokens));
        let evidence = self.evidence(span, cue);
        Some(Statement {
            content: span,
            sources: self.chain,
            cue,
            manner,
            certainty,
            hedge,
            polarity,
            kind: self.kind,
            sentence,
            evidence,
        })
    }

    fn evidence(&self, content: Span, cue: Option<Span>) -> Vec<Evidence> {
        let place = |span| Place { report: 0, span };
        let mut places = vec![place(content)];
        places.extend(cue.map(place));
        places.extend(self.chain.iter().map(|source| place(source.span)));
        vec![Evidence::new(self.rule, explain(self.rule), 1.0, places)]
    }
}

/// What the rule saw, for a reader.
fn explain(rule: &str) -> &'static str {
    match rule {
        "clause" => "the content is the clause under the reporting word",
        "parenthesis" => "the reporting clause stands beside or inside what was said",
        "colon" => "what was said follows a colon",
        "infinitive" => "the content is the infinitive or gerund under the reporting word",
        "object" => "the content is the object of the reporting word",
        "reader" => "a model trained on attributions of news reads it so",
        "denies-that" => "what was said before is denied",
        "impersonal" => "somebody is said to have said it, and the report does not say who",
        "rest" => "the content is the rest of the sentence",
        "according-to" => "“according to” names the source of the clause",
        "quoted-as-saying" => "one source is quoted by another",
        "quotation" => "words between quotation marks beside a reporting word",
        "signature" => "who said it is named behind the quotation",
        "transcript" => "a speaker's label opens the paragraph",
        "carried-quotation" => "a quotation without a reporting word goes on with the speaker before",
        "carried" => "the sentence goes on in the voice of the speaker before",
        "silence" => "the report records that somebody did not comment",
        "headline" => "the headline puts forward a proposition",
        _ => "the report says it in its own voice",
    }
}

/// Direct where all letters of the content stand between quotation marks, mixed where some do.
pub(crate) fn manner(reading: &Reading, content: Span, quotation: bool) -> Manner {
    if quotation {
        return Manner::Direct;
    }
    let text = &reading.report.text;
    let letters = |span: Span| span.slice(text).chars().filter(|c| c.is_alphanumeric()).count();
    let all = letters(content);
    let quoted: usize = reading
        .analysis
        .quotations
        .iter()
        .filter_map(|quotation| quotation.inner.intersection(content))
        .map(letters)
        .sum();
    match quoted {
        0 => Manner::Indirect,
        some if some * 100 >= all * 95 => Manner::Direct,
        _ => Manner::Mixed,
    }
}
