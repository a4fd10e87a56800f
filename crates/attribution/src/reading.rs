//! [`Reading`]: a report beside its analysis, with the questions this room asks of a tree.
//!
//! Comes in: a report and its analysis. Goes out: answers about tokens. Finds no statements itself.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use woozle_language::{Analysis, Deprel, Entity, Mention, MentionKind, NameKind, Token, Upos, Xpos};
use woozle_text::{BlockKind, Report, Span};

use crate::own_outlet;
use crate::reader::Attribution;

/// A report beside its analysis.
pub(crate) struct Reading<'a> {
    pub(crate) report: &'a Report,
    pub(crate) analysis: &'a Analysis,
    children: Vec<Vec<u32>>,
    subtrees: Vec<(u32, u32)>,
    mention_of: Vec<Option<u32>>,
    quotation_of: Vec<Option<u32>>,
    /// Asked once: a long report asks for the same entity's again and again.
    affiliations: RefCell<BTreeMap<usize, Option<String>>>,
    own_outlet: OnceCell<Option<String>>,
    /// For each entity, whether it is an outlet.
    outlets: OnceCell<Vec<bool>>,
    /// What a reader found, in order of the cues.
    attributions: &'a [Attribution],
}

impl<'a> Reading<'a> {
    pub(crate) fn new(report: &'a Report, analysis: &'a Analysis, attributions: &'a [Attribution]) -> Self {
        let count = analysis.tokens.len();
        let mut children = vec![Vec::new(); count];
        for (at, token) in analysis.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&head| (head as usize) < count) {
                children[head as usize].push(at as u32);
            }
        }
        let mut mention_of = vec![None; count];
        for (number, mention) in analysis.mentions.iter().enumerate() {
            for at in mention.tokens.clone().filter(|&at| at < count) {
                mention_of[at] = Some(number as u32);
            }
        }
        let mut quotation_of = vec![None; count];
        for (number, quotation) in analysis.quotations.iter().enumerate() {
            for at in quotation.tokens.clone().filter(|&at| at < count) {
                quotation_of[at] = quotation_of[at].or(Some(number as u32));
            }
        }
        let subtrees = subtrees(analysis);
        Self {
            report,
            analysis,
            children,
            subtrees,
            mention_of,
            quotation_of,
            affiliations: RefCell::default(),
            own_outlet: OnceCell::new(),
            outlets: OnceCell::new(),
            attributions,
        }
    }

    /// What a reader found whose cue stands in the sentence.
    pub(crate) fn attributions(&self, sentence: usize) -> &'a [Attribution] {
        let tokens = self.sentence(sentence);
        let start = self.attributions.partition_point(|found| found.cue.start < tokens.start);
        let end = self.attributions.partition_point(|found| found.cue.start < tokens.end);
        &self.attributions[start..end.max(start)]
    }

    /// The institution that the entity speaks for, as the report has it.
    pub(crate) fn affiliation(&self, entity: usize) -> Option<String> {
        let mut known = self.affiliations.borrow_mut();
        let find = || woozle_language::affiliation(self.report, self.analysis, entity);
        known.entry(entity).or_insert_with(find).clone()
    }

    /// The outlet that the report belongs to.
    pub(crate) fn own_outlet(&self) -> Option<&str> {
        self.own_outlet.get_or_init(|| own_outlet::of(self)).as_deref()
    }

    /// Whether an entity is an outlet: known as one, by its name, or by what the report calls it.
    pub(crate) fn is_outlet(&self, entity: usize) -> bool {
        let find = || {
            let known = self.analysis.entities.iter().map(own_outlet::is_outlet);
            let mut outlets: Vec<bool> = known.collect();
            for mention in self.analysis.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
                if !outlets[mention.entity] && woozle_language::called_outlet(self.analysis, mention) {
                    outlets[mention.entity] = true;
                }
            }
            self.mark_meant(&mut outlets);
            outlets
        };
        self.outlets.get_or_init(find).get(entity).copied().unwrap_or(false)
    }

    /// "told the Lagos Meridian … She told the newspaper": what was told, or reports, and is called a paper right after
    /// is an outlet.
    fn mark_meant(&self, outlets: &mut [bool]) {
        const NOUNS: &[&str] = &["broadcaster", "daily", "magazine", "newspaper", "paper", "weekly"];
        let unnamed = |at: usize| self.mention_of(at).is_none_or(|number| !self.entity(number).named);
        for at in 0..self.count() {
            let noun = NOUNS.contains(&self.lemma(at)) && self.token(at).upos == Upos::Noun;
            if !noun || !unnamed(at) || !self.children(at).any(|child| self.is_word(child, "the")) {
                continue;
            }
            let sentence = self.analysis.sentence_of(at);
            for before in (sentence.saturating_sub(2)..=sentence).rev() {
                let words = self.sentence(before);
                let mut entities: Vec<usize> = (words.start..words.end.min(at))
                    .filter_map(|word| self.mention_of(word))
                    .filter(|&number| self.mention(number).kind == MentionKind::Name)
                    .filter(|&number| outlets[self.mention(number).entity] || self.hears_or_tells(number))
                    .map(|number| self.mention(number).entity)
                    .collect();
                entities.dedup();
                if let [entity] = entities[..] {
                    outlets[entity] = true;
                }
                if !entities.is_empty() {
                    break;
                }
            }
        }
    }

    /// Whether a name is told something, or reports, as outlets are and do.
    fn hears_or_tells(&self, number: usize) -> bool {
        let mention = self.mention(number);
        // A name that is told something is none of a place: "told the Lagos Meridian".
        let sorts = !matches!(mention.name_kind, NameKind::Person | NameKind::Date | NameKind::Money);
        let Some(verb) = self.head(mention.head).filter(|_| sorts) else { return false };
        let relation = self.token(mention.head).deprel;
        let tells =
            matches!(self.lemma(verb), "quote" | "report" | "say" | "write") && relation == Deprel::Nsubj;
        let hears = self.lemma(verb) == "tell" && matches!(relation, Deprel::Iobj | Deprel::Obj)
            || matches!(self.lemma(verb), "interview" | "speak")
                && matches!(relation, Deprel::Nmod | Deprel::Obl);
        let according = self.children(mention.head).any(|case| self.is_word(case, "according"));
        tells || hears || according
    }

    pub(crate) fn token(&self, at: usize) -> &'a Token {
        &self.analysis.tokens[at]
    }

    pub(crate) fn count(&self) -> usize {
        self.analysis.tokens.len()
    }

    /// The token as written.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.token(at).span.slice(&self.report.text)
    }

    /// Whether the token is this word, whatever its case.
    pub(crate) fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether the token is one of these words, whatever its case.
    pub(crate) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(at, word))
    }

    pub(crate) fn lemma(&self, at: usize) -> &'a str {
        &self.token(at).lemma
    }

    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        self.token(at).head.map(|head| head as usize).filter(|&head| head < self.count())
    }

    pub(crate) fn children(&self, at: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[at].iter().map(|&child| child as usize)
    }

    /// The first dependent with one of these relations.
    pub(crate) fn child(&self, at: usize, relations: &[Deprel]) -> Option<usize> {
        self.children(at).find(|&child| relations.contains(&self.token(child).deprel))
    }

    /// First and one past the last token of the subtree under the token.
    pub(crate) fn subtree(&self, at: usize) -> Range<usize> {
        let (start, end) = self.subtrees[at];
        start as usize..end as usize
    }

    /// Whether `at` is `ancestor` or hangs below it.
    pub(crate) fn descends(&self, at: usize, ancestor: usize) -> bool {
        self.analysis.descends(at, ancestor)
    }

    /// Number of the mention the token belongs to.
    pub(crate) fn mention_of(&self, at: usize) -> Option<usize> {
        self.mention_of[at].map(|number| number as usize)
    }

    /// The mention with this number.
    pub(crate) fn mention(&self, number: usize) -> &'a Mention {
        &self.analysis.mentions[number]
    }

    /// The entity that the mention with this number means.
    pub(crate) fn entity(&self, number: usize) -> &'a Entity {
        &self.analysis.entities[self.mention(number).entity]
    }

    /// Whether the mention with this number is a person's name.
    pub(crate) fn is_person_name(&self, number: usize) -> bool {
        let mention = self.mention(number);
        mention.kind == MentionKind::Name && mention.name_kind == NameKind::Person
    }

    /// Number of the outermost quotation the token stands in.
    pub(crate) fn quotation_of(&self, at: usize) -> Option<usize> {
        self.quotation_of[at].map(|number| number as usize)
    }

    pub(crate) fn sentence(&self, number: usize) -> Range<usize> {
        self.analysis.sentences[number].tokens.clone()
    }

    /// Whether some token of the ranges stands in a quotation.
    pub(crate) fn quotes(&self, ranges: &[Range<usize>]) -> bool {
        ranges.iter().cloned().flatten().any(|at| self.quotation_of(at).is_some())
    }

    /// What the paragraph of the sentence is for.
    pub(crate) fn block_kind(&self, sentence: usize) -> Option<BlockKind> {
        self.report.blocks.get(self.analysis.sentences[sentence].block).map(|block| block.kind)
    }

    /// The first token from this one on that is no quotation mark, or one past the last.
    pub(crate) fn past_quote_marks(&self, mut at: usize) -> usize {
        while at < self.count() && self.is_quote_mark(at) {
            at += 1;
        }
        at
    }

    /// Whether the token stands in a headline.
    pub(crate) fn in_headline(&self, at: usize) -> bool {
        self.block_kind(self.analysis.sentence_of(at)) == Some(BlockKind::Headline)
    }

    pub(crate) fn span(&self, tokens: Range<usize>) -> Span {
        self.analysis.span_of(tokens)
    }

    pub(crate) fn is_punct(&self, at: usize) -> bool {
        let token = self.token(at);
        token.upos == Upos::Punct || !self.word(at).chars().any(char::is_alphanumeric)
    }

    /// Whether the token is a finite verb or a modal.
    pub(crate) fn is_finite(&self, at: usize) -> bool {
        matches!(self.token(at).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    }

    /// Whether the token is an opening or closing quotation mark.
    pub(crate) fn is_quote_mark(&self, at: usize) -> bool {
        matches!(self.word(at), "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''" | "‘" | "’" | "'")
            && self.is_punct(at)
    }

    /// Whether the token is a semicolon outside quotation marks, which parts a sentence.
    pub(crate) fn parts(&self, at: usize) -> bool {
        self.word(at) == ";" && self.quotation_of(at).is_none()
    }

    /// How many tokens of the range are words.
    pub(crate) fn words_in(&self, tokens: Range<usize>) -> usize {
        tokens.filter(|&at| !self.is_punct(at)).count()
    }

    /// Whether a verb form can head a clause of its own: it has a subject or an auxiliary, or is finite.
    pub(crate) fn has_subject(&self, at: usize) -> bool {
        self.children(at).any(|child| self.token(child).deprel.is_subject())
    }
}

/// First and one past the last token under every token, in one pass from the leaves up.
fn subtrees(analysis: &Analysis) -> Vec<(u32, u32)> {
    let count = analysis.tokens.len();
    let mut bounds: Vec<(u32, u32)> = (0..count as u32).map(|at| (at, at + 1)).collect();
    for sentence in &analysis.sentences {
        // Trees are shallow: repeat until nothing grows, at most once a level.
        for _ in 0..sentence.tokens.len() {
            let mut grew = false;
            for at in sentence.tokens.clone().filter(|&at| at < count) {
                let Some(head) = analysis.tokens[at].head.map(|head| head as usize) else { continue };
                if head >= count {
                    continue;
                }
                let (low, high) = bounds[at];
                let wider = (bounds[head].0.min(low), bounds[head].1.max(high));
                grew |= wider != bounds[head];
                bounds[head] = wider;
            }
            if !grew {
                break;
            }
        }
    }
    bounds
}
