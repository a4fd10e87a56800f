//! A fictional story as the [`Answer`] that the rooms would give for it: nothing comes in, the answer goes out.
//!
//! For tests and for looking at renderers; it computes nothing, every finding in it is written by hand.
//! Five reports of a ferry: a chain of two links, an unnamed official, one quotation with two speakers, two
//! numbers of passengers, a denial that two reports drop, a rewrite without credit, a report in German.

mod findings;
mod reports;

use woozle::attribution::{Certainty, Known, Manner, Polarity, Source, SourceKind, Statement, StatementKind};
use woozle::language::{Analysis, Deprel, Sentence, Token, Upos, Xpos};
use woozle::story::Story;
use woozle::text::{Evidence, Place, Report, Span};
use woozle::{Answer, StoryAnswer};

/// The whole answer: one story, five reports.
#[must_use]
pub fn answer() -> Answer {
    let reports = reports::reports();
    let analyses: Vec<Analysis> = reports.iter().map(analysis).collect();
    let statements = reports::statements(&reports, &analyses);
    let story = Story {
        reports: (0..reports.len()).collect(),
        evidence: vec![Evidence::new("shared-names", "all name the Halden ferry", 0.9, Vec::new())],
    };
    let findings = findings::findings(&reports);
    Answer {
        reports,
        analyses,
        statements,
        stories: vec![StoryAnswer { story, findings }],
        what_if: Some(findings::what_if()),
    }
}

/// An answer for no reports at all.
#[must_use]
pub fn nothing() -> Answer {
    Answer::default()
}

/// Sentences end at a full stop before a space or the end of a block; tokens are the words between spaces.
fn analysis(report: &Report) -> Analysis {
    let mut analysis = Analysis::default();
    if report.language.as_deref() != Some("en") {
        return analysis;
    }
    for (number, block) in report.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_prose()) {
        let prose = block.prose();
        let mut start = prose.start;
        for sentence in prose.slice(&report.text).split_inclusive(". ") {
            let span = Span::new(start, start + sentence.len()).trim(&report.text);
            start += sentence.len();
            let first = analysis.tokens.len();
            analysis.tokens.extend(tokens(span, &report.text));
            let tokens = first..analysis.tokens.len();
            analysis.sentences.push(Sentence { tokens, span, block: number });
        }
    }
    analysis
}

/// The words of a sentence, all without analysis.
fn tokens(sentence: Span, text: &str) -> Vec<Token> {
    let words = sentence.slice(text).split(' ').filter(|word| !word.is_empty());
    words
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Token {
                span: Span::new(start, start + word.len()),
                upos: Upos::X,
                xpos: Xpos::Nn,
                lemma: word.to_lowercase().into(),
                head: None,
                deprel: Deprel::Dep,
            }
        })
        .collect()
}

/// The first place of the words in the report's text.
fn find(report: &Report, words: &str) -> Span {
    let start = report.text.find(words).unwrap_or_else(|| panic!("the report does not say: {words}"));
    Span::new(start, start + words.len())
}

/// A passage of the numbered report, for evidence.
fn place(reports: &[Report], report: usize, words: &str) -> Place {
    Place { report, span: find(&reports[report], words) }
}

/// One statement, before its words are looked up.
struct Said<'a> {
    content: &'a str,
    /// Name, kind, and the words by which the attribution mentions it.
    sources: &'a [(&'a str, SourceKind, &'a str)],
    cue: &'a str,
    manner: Manner,
    certainty: Certainty,
    polarity: Polarity,
    kind: StatementKind,
}

impl<'a> Said<'a> {
    /// An affirmed, certain statement.
    fn new(content: &'a str, manner: Manner) -> Self {
        Self {
            content,
            sources: &[],
            cue: "",
            manner,
            certainty: Certainty::Certain,
            polarity: Polarity::Affirmed,
            kind: StatementKind::Ordinary,
        }
    }

    /// The same with its chain and cue.
    fn by(self, cue: &'a str, sources: &'a [(&'a str, SourceKind, &'a str)]) -> Self {
        Self { sources, cue, ..self }
    }

    /// The same, denied.
    fn denied(self) -> Self {
        Self { polarity: Polarity::Denied, ..self }
    }

    /// The same, less sure.
    fn with(self, certainty: Certainty) -> Self {
        Self { certainty, ..self }
    }

    /// The statement in the report.
    fn place_in(&self, report: &Report, analysis: &Analysis) -> Statement {
        let content = find(report, self.content);
        let sentence = analysis
            .sentences
            .iter()
            .position(|sentence| sentence.span.overlaps(content))
            .expect("every content of the fixture lies in a sentence");
        let within = analysis.sentences[sentence].span;
        let near = |words: &str| match within.slice(&report.text).find(words) {
            Some(at) => Span::new(within.start + at, within.start + at + words.len()),
            None => find(report, words),
        };
        let sources = self.sources.iter().map(|&(name, kind, words)| source(name, kind, near(words)));
        Statement {
            content,
            sources: sources.collect(),
            cue: (!self.cue.is_empty()).then(|| near(self.cue)),
            manner: self.manner,
            certainty: self.certainty,
            hedge: None,
            polarity: self.polarity,
            kind: self.kind,
            sentence,
            evidence: vec![Evidence::new(
                if self.cue.is_empty() { "own-voice" } else { "reporting-verb" },
                if self.cue.is_empty() { "no source is named" } else { "a cue with its subject" },
                0.8,
                vec![Place { report: 0, span: within }],
            )],
        }
    }
}

/// A link of a chain.
fn source(name: &str, kind: SourceKind, span: Span) -> Source {
    let known = if kind == SourceKind::Unnamed { Known::Described } else { Known::ByName };
    let affiliation = (name == "Ane Lunde").then(|| "Maritime Inspectorate".to_owned());
    Source { name: name.to_owned(), kind, span, entity: None, affiliation, known, members: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_the_fixture_leads_somewhere() {
        let answer = answer();
        let findings = &answer.stories[0].findings;
        let mut stated = 0;
        for claim in &findings.claims {
            assert!(claim.statements.contains(&claim.representative));
            assert!(claim.statements.is_sorted(), "statements stand in order of report and place");
            stated += claim.statements.len();
            for at in claim.statements.iter().chain(claim.origins.iter().flat_map(|o| &o.statements)) {
                assert!(answer.statements[at.report].get(at.statement).is_some(), "{at:?}");
            }
        }
        let read: usize = answer.statements.iter().map(Vec::len).sum();
        assert_eq!(stated, read, "every statement belongs to one claim");
        for difference in &findings.discrepancies {
            for value in &difference.values {
                let report = &answer.reports[value.statement.report];
                assert!(value.span.is_none_or(|span| report.slice(span) == value.value), "{value:?}");
            }
        }
    }
}
