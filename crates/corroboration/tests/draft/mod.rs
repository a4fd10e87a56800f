//! Reports of small fictional stories with their statements, as tests write them.

// Each test file uses its share.
#![allow(dead_code, missing_docs)]

use woozle_attribution::{Certainty, Known, Manner, Polarity, Source, SourceKind, Statement, StatementKind};
use woozle_corroboration::{Findings, StoryInput, corroborate};
use woozle_language::{Analysis, Model, analyse};
use woozle_text::{Date, Published, Report, Span};

/// A report under construction.
pub struct Draft {
    pub report: Report,
    pub analysis: Analysis,
    pub statements: Vec<Statement>,
}

pub fn draft(outlet: Option<&str>, day: u8, text: &str) -> Draft {
    published(outlet, Date::new(2031, 5, day), text)
}

/// The same of a report that does not say when it appeared.
pub fn undated(outlet: Option<&str>, text: &str) -> Draft {
    published(outlet, None, text)
}

fn published(outlet: Option<&str>, date: Option<Date>, text: &str) -> Draft {
    let model = Model::parse(woozle_model_en::LANGUAGE).expect("the packed model is sound");
    let mut report = Report::from_text(text);
    report.outlet = outlet.map(str::to_owned);
    report.published = date.map(|date| Published { date, clock: None });
    let analysis = analyse(&report, &model);
    Draft { report, analysis, statements: Vec::new() }
}

impl Draft {
    pub fn says(mut self, content: &str, chain: &[(&str, SourceKind)]) -> Self {
        let start = self.report.text.find(content).expect("the content stands in the report");
        let span = Span::new(start, start + content.len());
        let link = |(name, kind): &(&str, SourceKind)| source(name, *kind, span);
        self.statements.push(Statement {
            content: span,
            sources: chain.iter().map(link).collect(),
            cue: None,
            manner: if chain.is_empty() { Manner::Narration } else { Manner::Indirect },
            certainty: Certainty::Certain,
            hedge: None,
            polarity: Polarity::Affirmed,
            kind: StatementKind::Ordinary,
            sentence: 0,
            evidence: Vec::new(),
        });
        self
    }

    pub fn last(mut self, change: impl Fn(&mut Statement)) -> Self {
        change(self.statements.last_mut().expect("something was said"));
        self
    }

    /// Each link of the last chain stands where the text mentions it first.
    pub fn mentions(mut self, words: &[&str]) -> Self {
        let last = self.statements.last_mut().expect("something was said");
        for (source, words) in last.sources.iter_mut().zip(words) {
            let start = self.report.text.find(words).expect("the source stands in the report");
            source.span = Span::new(start, start + words.len());
        }
        self
    }
}

/// A link of a chain.
pub fn source(name: &str, kind: SourceKind, span: Span) -> Source {
    Source {
        name: name.to_owned(),
        kind,
        span,
        entity: None,
        affiliation: None,
        known: Known::ByName,
        members: Vec::new(),
    }
}

/// What the work gives for these reports as one story.
pub fn input<T>(drafts: &[Draft], work: impl Fn(StoryInput) -> T) -> T {
    let reports: Vec<Report> = drafts.iter().map(|draft| draft.report.clone()).collect();
    let analyses: Vec<Analysis> = drafts.iter().map(|draft| draft.analysis.clone()).collect();
    let statements = drafts.iter().map(|draft| draft.statements.clone()).enumerate().collect();
    let members: Vec<usize> = (0..drafts.len()).collect();
    work(StoryInput {
        reports: &reports,
        analyses: &analyses,
        statements: &statements,
        members: &members,
        embedder: None,
        encodings: &[],
        pairs: None,
    })
}

pub fn findings(drafts: &[Draft]) -> Findings {
    input(drafts, |input| corroborate(&input))
}
