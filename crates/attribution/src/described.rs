//! A source known by its description: one described before, whoever issued the statement that is cited, an
//! institution that a bare noun can only mean, or the description itself. It makes up no name.

use woozle_language::{Deprel, Mention, MentionKind, NameKind, Upos, Xpos};

use crate::institution::institution;
use crate::outlet::outlet_meant;
use crate::reading::Reading;
use crate::source::{NounPhrase, from_mention, named, tidy};
use crate::statement::{Known, Source, SourceKind};

/// Nouns for words that belong to whoever issued them.
const CARRYING: &[&str] = &[
    "account",
    "advisory",
    "announcement",
    "comment",
    "dispatch",
    "notice",
    "post",
    "remark",
    "report",
    "statement",
    "tweet",
];

/// A source known by its description alone.
pub(crate) fn described(reading: &Reading, phrase: &NounPhrase, last: Option<&Source>) -> Source {
    let span = reading.span(phrase.tokens.clone());
    if let Some(link) = carrying_noun(reading, phrase, last) {
        return link;
    }
    let head = phrase.head;
    let lemma = reading.lemma(head).to_lowercase();
    let definite = phrase
        .tokens
        .clone()
        .any(|at| at < head && reading.is_any(at, &["the", "its", "his", "her", "their"]));
    if definite
        && let Some(outlet) = outlet_meant(reading, head)
        && let Some(number) = reading.mention_of(outlet.head)
    {
        return named(reading, reading.mention(number).entity, span, Known::ByRole);
    }
    if definite && let Some(source) = same_description(reading, &lemma, last) {
        return Source { span, known: Known::ByRole, ..source };
    }
    if definite && let Some(entity) = institution(reading, head, &lemma) {
        return named(reading, entity, span, Known::ByRole);
    }
    let words = introduced_as(reading, head).filter(|_| definite).unwrap_or(span);
    let entity = reading.mention_of(head).map(|number| reading.mention(number).entity);
    Source {
        name: tidy(words.slice(&reading.report.text)),
        entity,
        affiliation: entity.and_then(|entity| reading.affiliation(entity)),
        ..as_written(reading, phrase)
    }
}

/// A source by the words of its description, whoever else it might mean.
pub(crate) fn as_written(reading: &Reading, phrase: &NounPhrase) -> Source {
    let span = reading.span(phrase.tokens.clone());
    let head = phrase.head;
    let lemma = reading.lemma(head).to_lowercase();
    let plural = matches!(reading.token(head).xpos, Xpos::Nns | Xpos::Nnps);
    let kind = if woozle_language::is_document_noun(&lemma) {
        SourceKind::Document
    } else if woozle_language::is_speaker_noun(&lemma) {
        if plural && lemma != "source" { SourceKind::Group } else { SourceKind::Unnamed }
    } else if reading.token(head).upos == Upos::Propn {
        SourceKind::Organisation
    } else if plural {
        SourceKind::Group
    } else {
        SourceKind::Organisation
    };
    Source {
        name: tidy(span.slice(&reading.report.text)),
        kind,
        span,
        entity: None,
        affiliation: None,
        known: Known::Described,
        members: Vec::new(),
    }
}

/// "the same media" after "state media": the words by which an unnamed source was introduced, where they tell more.
fn introduced_as(reading: &Reading, head: usize) -> Option<woozle_text::Span> {
    let number = reading.mention_of(head)?;
    let first = reading.mention(*reading.entity(number).mentions.first()?);
    let told = |mention: &Mention| {
        let telling = |at: &usize| {
            matches!(reading.token(*at).upos, Upos::Noun | Upos::Propn | Upos::Adj)
                && !reading.is_any(*at, &["same", "said"])
        };
        mention.tokens.clone().filter(telling).count()
    };
    // What a document is called changes, and its own words tell less of it than its place in the report.
    let speaker = first.kind == MentionKind::Nominal && first.name_kind != NameKind::Misc;
    (speaker && told(first) > told(reading.mention(number))).then_some(first.span)
}

/// "the diplomat" after "a diplomat with a view of the harbour": the same source, described again.
///
/// The noun that the description hangs on must be the same: "the harbour" is not that diplomat.
fn same_description(reading: &Reading, lemma: &str, last: Option<&Source>) -> Option<Source> {
    let last = last?;
    let tokens = &reading.analysis.tokens;
    let start = tokens.partition_point(|token| token.span.start < last.span.start);
    let end = tokens.partition_point(|token| token.span.start < last.span.end);
    let hangs_out = |at: &usize| reading.head(*at).is_none_or(|head| !(start..end).contains(&head));
    let same = (start..end).filter(hangs_out).any(|at| reading.lemma(at).eq_ignore_ascii_case(lemma));
    // "the document" after "an interim note": what a document is called may change.
    let paper = last.kind == SourceKind::Document && matches!(lemma, "document" | "paper" | "text");
    (last.known == Known::Described && same || paper).then(|| last.clone())
}

/// "Reports from the New York Times suggest", "statements from the White House": the words belong to
/// whoever issued them, unless the document is cited as such ("the letter says").
fn carrying_noun(reading: &Reading, phrase: &NounPhrase, last: Option<&Source>) -> Option<Source> {
    let head = phrase.head;
    let lemma = reading.lemma(head);
    if !CARRYING.contains(&lemma) {
        return None;
    }
    if lemma == "statement"
        && reading
            .children(head)
            .all(|child| reading.token(child).deprel == Deprel::Det || reading.is_word(child, "same"))
        && let Some(last) = last.filter(|last| last.kind != SourceKind::Document)
    {
        // "the statement said": whoever issued it.
        return Some(Source {
            span: reading.span(phrase.tokens.clone()),
            known: Known::ByRole,
            ..last.clone()
        });
    }
    let number = issuer(reading, head)?;
    let mention = reading.mention(number);
    let issuer = NounPhrase { head: mention.head, tokens: mention.tokens.clone() };
    Some(from_mention(reading, &issuer, number, last))
}

/// Whoever issued what the noun means: "the ministry's statement", "a statement by the company", also where the
/// tree hangs "by the company" elsewhere.
fn issuer(reading: &Reading, head: usize) -> Option<usize> {
    let named = |child: usize| reading.mention_of(child).filter(|&number| reading.entity(number).named);
    let owner = |child: usize| {
        // "The ministry's statement": also one that is only described.
        let owns = reading.token(child).deprel == Deprel::NmodPoss
            && woozle_language::is_organisation_noun(reading.lemma(child));
        named(child).or_else(|| reading.mention_of(child).filter(|_| owns))
    };
    let hangs = reading
        .children(head)
        .filter(|&child| {
            matches!(reading.token(child).deprel, Deprel::Nmod | Deprel::NmodPoss | Deprel::Compound)
        })
        .filter(|&child| {
            reading.token(child).deprel != Deprel::Nmod
                || reading.children(child).any(|case| reading.is_any(case, &["from", "by", "in"]))
        })
        .find_map(owner);
    let preposition = head + 1;
    let by = preposition < reading.count() && reading.is_any(preposition, &["by", "from"]);
    let behind = || {
        let agent = reading.head(preposition).filter(|_| by && !reading.is_punct(preposition))?;
        named(agent).filter(|_| agent > preposition)
    };
    hangs.or_else(behind)
}
