//! Who a statement is attributed to. A noun phrase in, a [`Source`] with name and kind out.
//!
//! Never guesses across entities: a pronoun that the language layer left open takes the speaker of the
//! statement before, and a description stays a description.

use std::ops::Range;

use woozle_language::{Deprel, Entity, Mention, MentionKind, NameKind, Upos};

use crate::content;
use crate::cue;
pub(crate) use crate::described::as_written;
use crate::described::described;
use crate::reading::Reading;
use crate::statement::{Known, Source, SourceKind};

/// The words that stand for a source, and the token that heads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NounPhrase {
    pub(crate) head: usize,
    pub(crate) tokens: Range<usize>,
}

/// The noun phrase under `head`, cut before relative clauses, participles set off by commas and
/// whatever else only comments on it.
pub(crate) fn noun_phrase(reading: &Reading, head: usize) -> NounPhrase {
    // "Sources close to the matter": an adjective that took the noun's place in the tree.
    let noun = reading.child(head, &[Deprel::Nsubj]).filter(|_| reading.token(head).upos == Upos::Adj);
    if let Some(noun) = noun {
        let whole = reading.subtree(head);
        return NounPhrase {
            head: noun,
            tokens: reading.subtree(noun).start.min(noun)..whole.end.max(noun + 1),
        };
    }
    let whole = reading.subtree(head);
    let mut start = whole.start;
    let mut end = whole.end;
    for child in reading.children(head) {
        let deprel = reading.token(child).deprel;
        let comments = matches!(
            deprel,
            Deprel::AclRelcl
                | Deprel::Appos
                | Deprel::Parataxis
                | Deprel::Advcl
                | Deprel::Ccomp
                | Deprel::Dep
        );
        // "the ambassador, in an article for the Mail".
        let prepositional = || reading.child(child, &[Deprel::Case]).is_some();
        let aside = deprel == Deprel::Acl || deprel == Deprel::Nmod && prepositional();
        let set_off = aside && content::behind_comma(reading, child);
        if child > head && (comments || set_off || deprel == Deprel::Punct) {
            end = end.min(reading.subtree(child).start);
        }
        if child < head
            && matches!(deprel, Deprel::Case | Deprel::Mark | Deprel::Cc | Deprel::Punct | Deprel::Advmod)
        {
            start = start.max(reading.subtree(child).end);
        }
        // "It was the fire brigade that reported": what makes a clause of the noun is no part of it.
        if child < head && deprel == Deprel::Cop {
            start = start.max(child + 1);
        }
    }
    // "On Monday, National Security Council spokeswoman …": what a comma sets off before is no part of it.
    let opening = reading.children(head).any(|child| {
        child < head
            && matches!(
                reading.token(child).deprel,
                Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod | Deprel::NmodUnmarked | Deprel::Advcl
            )
    });
    if opening && let Some(comma) = (start..head).rev().find(|&at| reading.word(at) == ",") {
        start = comma + 1;
    }
    // "according to", "from", "by" before the phrase.
    while start < head
        && (reading.is_any(start, &["to", "from", "by", "according"]) || reading.is_punct(start))
    {
        start += 1;
    }
    if let Some(according) =
        (head + 1..end.max(head + 1)).find(|&at| reading.is_any(at, &["according", "citing", "quoting"]))
    {
        end = according;
    }
    // "minutes seen by the Daily Nation, which first asked".
    let told_of = |&at: &usize| {
        let next = at + usize::from(reading.word(at) == ",");
        reading.is_any(next, &["who", "whose"]) || next > at && reading.is_word(next, "which")
    };
    let mut end = (head + 1..end.saturating_sub(1)).find(told_of).unwrap_or(end).max(head + 1);
    while end > head + 1 && reading.is_punct(end - 1) {
        end -= 1;
    }
    NounPhrase { head, tokens: start.min(head)..described_until(reading, head, end) }
}

/// Where the description ends that goes on right behind a noun phrase, if the tree hangs it above: "two people briefed
/// on the talks", "people familiar with the matter", "an official at the ministry".
fn described_until(reading: &Reading, head: usize, end: usize) -> usize {
    if end >= reading.count() || !goes_on(reading, head, end) {
        return end;
    }
    let stops = |at: &usize| {
        reading.is_punct(*at)
            || reading.is_finite(*at)
            || reading.is_any(*at, &["who", "which", "that", "whose"])
    };
    let sentence = reading.sentence(reading.analysis.sentence_of(end));
    (end..sentence.end).find(stops).unwrap_or(sentence.end)
}

/// Whether the words at `at` go on describing the noun phrase that ends there.
fn goes_on(reading: &Reading, head: usize, at: usize) -> bool {
    let next = |word: &str| at + 1 < reading.count() && reading.is_word(at + 1, word);
    let person = woozle_language::is_speaker_noun(reading.lemma(head)) && at == head + 1;
    let place = || {
        let mention = reading.mention_of(at + 1).map(|number| reading.mention(number));
        mention.is_some_and(|mention| mention.name_kind == NameKind::Location)
    };
    let belongs = reading.is_any(at, &["at", "from", "inside", "of", "within"])
        || reading.is_word(at, "in") && at + 1 < reading.count() && place()
        || reading.is_word(at, "familiar") && next("with")
        || reading.is_word(at, "close") && next("to");
    // "a forensic report by auditors Nkosi Bell".
    let document = woozle_language::is_document_noun(reading.lemma(head)) && at == head + 1;
    let made = reading.is_any(at, &["by", "from", "of", "on"]);
    cue::describes(reading, at) || person && belongs || document && made
}

/// Whether the phrase can be a source at all.
pub(crate) fn can_speak(reading: &Reading, phrase: &NounPhrase) -> bool {
    let token = reading.token(phrase.head);
    if reading
        .is_any(phrase.head, &["his", "her", "its", "their", "him", "them", "nobody", "none", "nothing"])
    {
        return false;
    }
    if reading.is_any(
        phrase.head,
        &["it", "this", "that", "these", "those", "which", "there", "what", "you", "i", "we", "one"],
    ) {
        // "One of the people cautioned".
        let one_of = reading.is_word(phrase.head, "one")
            && phrase.head + 1 < reading.count()
            && reading.is_word(phrase.head + 1, "of");
        return one_of || reading.is_word(phrase.head, "it") && token.deprel != Deprel::Expl;
    }
    matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::X | Upos::Num | Upos::Det)
}

/// The source that the phrase names.
pub(crate) fn resolve(reading: &Reading, phrase: &NounPhrase, last: Option<&Source>) -> Source {
    if let Some(source) = coordinated(reading, phrase) {
        return source;
    }
    if is_pronoun(reading, phrase.head) {
        return pronoun(reading, phrase, last);
    }
    if let Some(mention) = naming_mention(reading, phrase) {
        return from_mention(reading, phrase, mention, last);
    }
    described(reading, phrase, last)
}

fn is_pronoun(reading: &Reading, at: usize) -> bool {
    reading.token(at).upos == Upos::Pron || reading.is_any(at, &["he", "she", "they", "it"])
}

/// "Pyongyang and Moscow": one link with two members.
fn coordinated(reading: &Reading, phrase: &NounPhrase) -> Option<Source> {
    // "The Ministry of Energy and Water Resources" is one.
    let first = reading.mention_of(phrase.head);
    let within_name = |child: usize| first.is_some() && reading.mention_of(child) == first;
    let seconds: Vec<usize> = reading
        .children(phrase.head)
        .filter(|&child| reading.token(child).deprel == Deprel::Conj && child < phrase.tokens.end)
        .filter(|&child| !within_name(child))
        .filter(|&child| matches!(reading.token(child).upos, Upos::Propn | Upos::Noun))
        .collect();
    if seconds.is_empty() {
        return None;
    }
    let mut members = Vec::new();
    for &head in std::iter::once(&phrase.head).chain(&seconds) {
        members.push(member_name(reading, head)?);
    }
    let span = reading.span(phrase.tokens.clone());
    let name = tidy(span.slice(&reading.report.text));
    Some(Source {
        // "Both Pyongyang and Moscow" are Pyongyang and Moscow.
        name: name.strip_prefix("Both ").or(name.strip_prefix("both ")).unwrap_or(&name).to_owned(),
        kind: SourceKind::Group,
        span,
        entity: None,
        affiliation: None,
        known: Known::ByName,
        members,
    })
}

fn member_name(reading: &Reading, head: usize) -> Option<String> {
    let entity = reading.mention_of(head).map(|number| reading.entity(number));
    match entity {
        Some(entity) if entity.named => Some(entity.name.clone()),
        _ => None,
    }
}

/// The mention that says who it is: at the head, whose role the phrase is, in apposition, or flat beside it.
fn naming_mention(reading: &Reading, phrase: &NounPhrase) -> Option<usize> {
    let at_head = reading.mention_of(phrase.head);
    let named = |number: usize| reading.mention(number).kind == MentionKind::Name;
    if let Some(number) = person_that_closes(reading, phrase)
        .filter(|_| !at_head.is_some_and(|at| named(at) && person_at(reading, phrase.head)))
    {
        return Some(number);
    }
    if let Some(number) = at_head.filter(|&number| named(number)) {
        return Some(number);
    }
    if let Some(number) = bearer(reading, phrase) {
        return Some(number);
    }
    // "spokesman John Kirby" by any tree; "the Clinton campaign" is not Clinton.
    let beside = reading
        .children(phrase.head)
        .filter(|&child| {
            matches!(reading.token(child).deprel, Deprel::Appos | Deprel::Flat | Deprel::NmodDesc)
                || (reading.token(child).deprel == Deprel::Compound
                    && child > phrase.head
                    && person_at(reading, child))
        })
        .filter_map(|child| reading.mention_of(child))
        .find(|&number| named(number) && speaks(reading.entity(number)));
    beside.or(at_head)
}

/// How many tokens behind its head a role may end and its bearer's name begin.
const ROLE_REACH: usize = 24;

/// "A spokesman for the company, Jan Tebb, said": the person or institution whose role the phrase is, as the
/// language layer reads it, whatever the tree hangs the name on.
fn bearer(reading: &Reading, phrase: &NounPhrase) -> Option<usize> {
    let mentions = &reading.analysis.mentions;
    let first = mentions.partition_point(|mention| mention.tokens.start <= phrase.head);
    let head = reading.token(phrase.head).span;
    let near = mentions[first..]
        .iter()
        .take_while(|mention| mention.tokens.start <= phrase.head + ROLE_REACH)
        .position(|mention| {
            mention.kind == MentionKind::Name
                && mention.role.is_some_and(|role| role.start <= head.start && head.end <= role.end)
        });
    near.map(|offset| first + offset).filter(|&number| speaks(reading.entity(number)))
}

/// "Head of Harbours and Bridges Ada Lind": the person's name that ends the phrase or
/// stands right behind it, where the tree hangs it elsewhere.
fn person_that_closes(reading: &Reading, phrase: &NounPhrase) -> Option<usize> {
    let role = matches!(reading.token(phrase.head).upos, Upos::Noun | Upos::Propn);
    [phrase.tokens.end.checked_sub(1)?, phrase.tokens.end]
        .into_iter()
        .filter(|&at| role && at < reading.count() && at != phrase.head)
        .filter(|&at| !reading.children(at).any(|case| reading.token(case).deprel == Deprel::Case))
        .filter_map(|at| reading.mention_of(at))
        .find(|&number| {
            let mention = reading.mention(number);
            let before = mention.tokens.start.checked_sub(1);
            let prepositional =
                before.is_some_and(|at| reading.token(at).deprel == Deprel::Case || reading.is_punct(at));
            mention.kind == MentionKind::Name
                && (mention.name_kind == NameKind::Person || acronym_beside(reading, phrase, mention))
                && mention.tokens.start > phrase.tokens.start
                && !prepositional
        })
}

/// "The stevedores' union SEM": an institution's short name right behind the noun it names.
fn acronym_beside(reading: &Reading, phrase: &NounPhrase, mention: &Mention) -> bool {
    let text = reading.report.slice(mention.span);
    let short = text.chars().count() <= 6 && text.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let noun = mention.tokens.start == phrase.head + 1 && reading.token(phrase.head).upos == Upos::Noun;
    short && noun && mention.name_kind == NameKind::Organisation
}

fn person_at(reading: &Reading, at: usize) -> bool {
    reading.mention_of(at).is_some_and(|number| reading.mention(number).name_kind == NameKind::Person)
}

pub(crate) fn speaks(entity: &Entity) -> bool {
    matches!(entity.kind, NameKind::Person | NameKind::Organisation) || entity.outlet.is_some()
}

pub(crate) fn from_mention(
    reading: &Reading,
    phrase: &NounPhrase,
    number: usize,
    last: Option<&Source>,
) -> Source {
    let mention = reading.mention(number);
    let entity = reading.entity(number);
    if !entity.named {
        return described(reading, phrase, last);
    }
    // "the Spanish news agency EFE" is EFE, "reports from the New York Times" is the paper.
    let known = match mention.kind {
        MentionKind::Name => Known::ByName,
        MentionKind::Nominal => Known::ByRole,
        MentionKind::Pronoun => Known::ByPronoun,
    };
    named(reading, mention.entity, reading.span(phrase.tokens.clone()), known)
}

/// A source for an entity that the report names.
pub(crate) fn named(reading: &Reading, entity: usize, span: woozle_text::Span, known: Known) -> Source {
    let number = entity;
    let entity = &reading.analysis.entities[number];
    let kind = match entity.kind {
        _ if reading.is_outlet(number) => SourceKind::Outlet,
        NameKind::Person => SourceKind::Person,
        NameKind::Norp => SourceKind::Group,
        NameKind::Misc | NameKind::Product => SourceKind::Document,
        _ => SourceKind::Organisation,
    };
    Source {
        name: tidy(&entity.name),
        kind,
        span,
        entity: Some(number),
        affiliation: reading.affiliation(number),
        known,
        members: Vec::new(),
    }
}

fn pronoun(reading: &Reading, phrase: &NounPhrase, last: Option<&Source>) -> Source {
    let span = reading.span(phrase.tokens.clone());
    let resolved = reading.mention_of(phrase.head).map(|number| reading.mention(number).entity);
    let fits = |entity: &usize| {
        let entity = &reading.analysis.entities[*entity];
        entity.named && agrees(reading, phrase.head, entity)
    };
    // The speaker of the statement before comes first: "He added".
    if let Some(last) = last.filter(|last| pronoun_fits(reading, phrase.head, last)) {
        let same_named = resolved.filter(fits).is_none_or(|entity| last.entity == Some(entity));
        if same_named || last.entity.is_none() {
            return Source { span, known: Known::ByPronoun, ..last.clone() };
        }
    }
    match resolved.filter(fits) {
        Some(entity) => named(reading, entity, span, Known::ByPronoun),
        None => described(reading, phrase, None),
    }
}

/// Pronouns that mean people: "he said", "according to him".
const PEOPLE: &[&str] = &["he", "him", "she", "her", "they", "them", "who"];

/// Whether a pronoun can stand for an entity of this class.
fn agrees(reading: &Reading, pronoun: usize, entity: &Entity) -> bool {
    match entity.kind {
        NameKind::Person => reading.is_any(pronoun, PEOPLE),
        _ => reading.is_any(pronoun, &["it", "they", "them", "which", "who"]),
    }
}

fn pronoun_fits(reading: &Reading, pronoun: usize, last: &Source) -> bool {
    match last.kind {
        SourceKind::Person | SourceKind::Unnamed => reading.is_any(pronoun, PEOPLE),
        SourceKind::Group => reading.is_any(pronoun, &["they", "them", "who"]),
        SourceKind::Document | SourceKind::Organisation | SourceKind::Outlet => {
            reading.is_any(pronoun, &["it", "they", "them", "which"])
        }
    }
}

/// White space folded, quotation marks and commas at the ends dropped.
pub(crate) fn tidy(name: &str) -> String {
    let joined = name.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '"' | '“' | '”' | '(' | ')')).to_string()
}
