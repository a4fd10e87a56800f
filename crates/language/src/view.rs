//! [`View`]: a report beside its analysis, with the questions that names, times and quantities ask of words.

use std::ops::Range;

use woozle_text::{Report, Span};

use crate::{Analysis, Deprel, Token, Upos, Xpos};

/// A report beside its analysis.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) report: &'a Report,
    pub(crate) analysis: &'a Analysis,
}

impl<'a> View<'a> {
    pub(crate) fn len(self) -> usize {
        self.analysis.tokens.len()
    }

    pub(crate) fn token(self, at: usize) -> Option<&'a Token> {
        self.analysis.tokens.get(at)
    }

    /// The token as written; nothing outside the text.
    pub(crate) fn word(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.span.slice(&self.report.text))
    }

    /// Whether the token is one of these words, whatever its case.
    pub(crate) fn is(self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        words.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    pub(crate) fn lemma(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &token.lemma)
    }

    pub(crate) fn upos(self, at: usize) -> Upos {
        self.token(at).map_or(Upos::X, |token| token.upos)
    }

    pub(crate) fn xpos(self, at: usize) -> Xpos {
        self.token(at).map_or(Xpos::Fw, |token| token.xpos)
    }

    pub(crate) fn deprel(self, at: usize) -> Deprel {
        self.token(at).map_or(Deprel::Dep, |token| token.deprel)
    }

    pub(crate) fn head(self, at: usize) -> Option<usize> {
        self.token(at)?.head.map(|head| head as usize).filter(|&head| head < self.len())
    }

    pub(crate) fn is_capitalised(self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    pub(crate) fn is_comma(self, at: usize) -> bool {
        self.word(at) == ","
    }

    /// The possessive ending, with either apostrophe.
    pub(crate) fn is_possessive(self, at: usize) -> bool {
        matches!(self.word(at), "'s" | "’s" | "'" | "’" | "'S" | "’S") && self.xpos(at) != Xpos::CloseQuote
    }

    /// The tokens of the sentence that holds the token.
    pub(crate) fn sentence(self, at: usize) -> Range<usize> {
        let number = self.analysis.sentence_of(at);
        self.analysis.sentences.get(number).map_or(0..self.len(), |sentence| sentence.tokens.clone())
    }

    /// The text from the first to the last of the tokens.
    pub(crate) fn text(self, tokens: Range<usize>) -> &'a str {
        self.span(tokens).slice(&self.report.text)
    }

    pub(crate) fn span(self, tokens: Range<usize>) -> Span {
        self.analysis.span_of(tokens)
    }

    /// The token of the range that hangs on nothing inside the range.
    pub(crate) fn root(self, tokens: Range<usize>) -> usize {
        tokens
            .clone()
            .find(|&at| self.head(at).is_none_or(|head| !tokens.contains(&head)))
            .unwrap_or(tokens.start)
    }
}
