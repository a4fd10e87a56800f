//! A description and the name that the report gives for it in so many words: in apposition, as a predicate, as
//! the name that a report opens its second sentence with, as a fuller office told later.

use std::collections::BTreeMap;

use crate::cast::Cast;
use crate::institution::sorts_agree;
use crate::mention::Found;
use crate::metonym::state;
use crate::noun::{SpeakerKind, is_speech_verb, speaker_noun};
use crate::view::View;
use crate::{Deprel, MentionKind, NameKind, Upos, Xpos};

/// How many words of a role may stand before a name in apposition.
const LONGEST_ROLE: usize = 6;
/// How many mentions after a description the name that it introduces is looked for.
const AHEAD: usize = 40;

/// The entity that the words around the description at `number` name.
pub(crate) fn named_beside(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    if this.traits.plural {
        return None;
    }
    let entity = match this.mention.name_kind {
        NameKind::Person => person_beside(view, found, number),
        NameKind::Organisation => {
            institution_beside(view, found, number).or_else(|| introduced(view, found, number, cast))
        }
        _ => None,
    };
    entity.or_else(|| predicate_of(view, found, number))
}

/// "One passenger, retired teacher Georg Stam, was on his way home".
fn person_beside(view: View, found: &[Found], number: usize) -> Option<usize> {
    let end = found[number].mention.tokens.end;
    if !view.is_comma(end) {
        return None;
    }
    let start = end + 1 + usize::from(view.upos(end + 1) == Upos::Det);
    // Taggers take "retired" for a finite verb.
    let participle = |at: usize| {
        matches!(view.xpos(at), Xpos::Vbn | Xpos::Vbd)
            && view.word(at).ends_with("ed")
            && !is_speech_verb(view.lemma(at))
    };
    let words = |at: usize| {
        matches!(view.upos(at), Upos::Adj | Upos::Noun | Upos::Propn)
            || participle(at)
            || view.word(at) == "-"
    };
    let beside = |other: &&Found| {
        let name = &other.mention.tokens;
        other.mention.kind == MentionKind::Name
            && other.mention.name_kind == NameKind::Person
            && (start..=start + LONGEST_ROLE).contains(&name.start)
            && (start..name.start).all(words)
            && (view.is_comma(name.end) || view.is(name.end, &["."]))
    };
    found[number + 1..].iter().take(3).find(beside).map(|other| other.mention.entity)
}

/// "The operator, Delta Ferries, said", "the union (ULM)"; not "the ministry, Delta Ferries and the union".
fn institution_beside(view: View, found: &[Found], number: usize) -> Option<usize> {
    let this = &found[number];
    let end = this.mention.tokens.end;
    let close = if view.is_comma(end) { &[",", ".", ":"][..] } else { &[")"][..] };
    if !view.is(end, &[",", "("]) {
        return None;
    }
    let start = end + 1 + usize::from(view.upos(end + 1) == Upos::Det);
    let beside = |other: &&Found| {
        let name = &other.mention.tokens;
        other.mention.kind == MentionKind::Name
            && other.mention.name_kind == NameKind::Organisation
            && name.start == start
            && view.is(name.end, close)
            && !view.is(name.end + 1, &["and", "or"])
            && view.deprel(other.mention.head) != Deprel::Conj
            && sorts_agree(this, &other.traits.words)
    };
    found[number + 1..].iter().take(3).find(beside).map(|other| other.mention.entity)
}

/// "Delta Ferries is a private operator".
fn predicate_of(view: View, found: &[Found], number: usize) -> Option<usize> {
    let this = &found[number];
    let head = this.mention.head;
    let sentence = view.sentence(head);
    let near = sentence.start.max(head.saturating_sub(12))..head;
    let copula = near.clone().any(|at| view.deprel(at) == Deprel::Cop && view.head(at) == Some(head));
    let negated = near.clone().any(|at| view.is(at, &["not", "n't", "n’t", "no", "never", "longer"]));
    if !copula || negated || this.mention.name_kind == NameKind::Misc {
        return None;
    }
    let subject = |other: &&Found| {
        other.mention.kind == MentionKind::Name
            && other.mention.name_kind == this.mention.name_kind
            && near.contains(&other.mention.head)
            && view.head(other.mention.head) == Some(head)
            && view.deprel(other.mention.head).is_subject()
    };
    found[..number].iter().rev().take(4).find(subject).map(|other| other.mention.entity)
}

/// "A Danish shipping firm has stopped its service. Norvik Line said on Monday …": the institution whose name
/// first stands as subject of the sentence after the one that introduced it, where no other was named.
fn introduced(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    let indefinite = view.is(this.mention.tokens.start, &["a", "an"]);
    let one = this.traits.noun == Some(SpeakerKind::Organisation);
    if !indefinite || !one || !this.traits.subject || this.traits.quoted {
        return None;
    }
    let names = found[number + 1..].iter().take(AHEAD).filter(|other| {
        let mention = &other.mention;
        mention.kind == MentionKind::Name && mention.name_kind == NameKind::Organisation
    });
    let name = names.into_iter().next()?;
    let entity = &cast.entities[name.mention.entity];
    let first = entity.starts.keys().next() == Some(&name.mention.tokens.start);
    let next = name.traits.sentence == this.traits.sentence + 1;
    let opens = name.traits.opens && name.traits.subject && !name.traits.quoted;
    let fits = entity.outlet.is_none() && entity.state.is_none() && sorts_agree(this, &name.traits.words);
    (first && next && opens && fits && !said_of_another(view, this, name)).then_some(name.mention.entity)
}

/// Whether the name has a role of its own that is of another state or sort than the description.
fn said_of_another(view: View, this: &Found, name: &Found) -> bool {
    let Some(role) = name.mention.role else { return false };
    let here = this.mention.tokens.clone();
    !states_agree(view, here, view.analysis.tokens_in(role))
}

/// The person who bears the office that the description told before any name: "Denmark's trade minister said …
/// Trade Minister Ada Holm told …". Only one may bear it.
pub(crate) fn named_later(
    view: View,
    found: &[Found],
    number: usize,
    offices: &Offices,
    cast: &Cast,
) -> Option<usize> {
    let this = &found[number];
    let (head, tokens) = (this.mention.head, &this.mention.tokens);
    let person = this.mention.name_kind == NameKind::Person && this.traits.noun.is_some();
    let told = this.traits.definite && !this.traits.plural && !this.traits.quoted;
    let another = tokens.clone().any(|at| view.is(at, &["first", "last", "next", "new", "other", "former"]));
    if !person || !told || another || tokens.end > head + 1 || view.xpos(tokens.start) == Xpos::PrpS {
        return None;
    }
    let lemma = this.traits.words.first()?;
    let bearing = || offices.get(&**lemma).into_iter().flatten().map(|&at| &found[at]);
    let bearer = only_one(bearing().filter(|other| bears_office(view, this, lemma, other)));
    // An office of another state is only talked about, whoever is quoted under both names speaks.
    if let Some(bearer) = bearer.filter(|&bearer| this.traits.speaker && cast.entities[bearer].spoke) {
        return Some(bearer);
    }
    // "the doctor" and "Dr. Steiner".
    let alone = tokens.len() == 2;
    only_one(bearing()).filter(|_| alone && bearing().any(|other| is_titled(view, other)))
}

/// The entity that all of the mentions are of, if there is one.
fn only_one<'a>(mut mentions: impl Iterator<Item = &'a Found>) -> Option<usize> {
    let entity = mentions.next()?.mention.entity;
    mentions.all(|other| other.mention.entity == entity).then_some(entity)
}

/// Whether one title stands right before the name and is written as a part of it: "Dr. Steiner", "Judge Tamm".
fn is_titled(view: View, named: &Found) -> bool {
    let Some(role) = named.mention.role else { return false };
    let role = view.analysis.tokens_in(role);
    role.len() == 1
        && role.end == named.mention.tokens.start
        && view.is_capitalised(role.start)
        && (view.sentence(role.start).start < role.start
            || speaker_noun(view.word(role.start)).is_some_and(|noun| noun.kind == SpeakerKind::Title))
}

/// The names that carry a role, by the nouns of speakers in it.
pub(crate) type Offices = BTreeMap<&'static str, Vec<usize>>;

/// Reads them all once.
pub(crate) fn offices(view: View, found: &[Found]) -> Offices {
    let mut offices = Offices::new();
    for (at, other) in found.iter().enumerate() {
        let role = other.mention.role.filter(|_| other.mention.kind == MentionKind::Name);
        for word in role.map(|role| view.analysis.tokens_in(role)).into_iter().flatten() {
            let Some(noun) = speaker_noun(view.word(word)) else { continue };
            let bearers = offices.entry(noun.lemma).or_default();
            if bearers.last() != Some(&at) {
                bearers.push(at);
            }
        }
    }
    offices
}

/// Whether the named person's role is the office that the description tells, one of the two perhaps more fully.
fn bears_office(view: View, this: &Found, lemma: &str, other: &Found) -> bool {
    let Some(role) = other.mention.role else { return false };
    let role = view.analysis.tokens_in(role);
    let head = |at: usize| {
        !role.contains(&(at + 1)) || !matches!(view.upos(at + 1), Upos::Noun | Upos::Propn | Upos::Adj)
    };
    let same = role
        .clone()
        .any(|at| head(at) && speaker_noun(view.word(at)).is_some_and(|noun| noun.lemma == lemma));
    let past = role.clone().any(|at| view.is(at, &["former", "ex", "deputy", "acting"]));
    let here = this.mention.tokens.clone();
    let tell = |tokens: std::ops::Range<usize>| -> Vec<String> {
        let telling = |at: &usize| {
            matches!(view.upos(*at), Upos::Noun | Upos::Propn | Upos::Adj) && state(view.word(*at)).is_none()
        };
        tokens.filter(telling).map(|at| view.word(at).to_lowercase()).collect()
    };
    let (ours, theirs) = (tell(here.clone()), tell(role.clone()));
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    // "the driver" may be any driver, "the train driver" no other than the train driver told later.
    let telling =
        ours.len() > 1 && (theirs.len() > 1 || here.clone().any(|at| state(view.word(at)).is_some()));
    let one = within(&ours, &theirs) || within(&theirs, &ours);
    same && !past && telling && one && states_agree(view, here, role)
}

/// Whether no state named in the one is another than a state named in the other.
pub(crate) fn states_agree(view: View, one: std::ops::Range<usize>, other: std::ops::Range<usize>) -> bool {
    let states = |tokens: std::ops::Range<usize>| -> Vec<&'static str> {
        tokens.filter_map(|at| state(view.word(at))).map(|(name, _)| name).collect()
    };
    let (one, other) = (states(one), states(other));
    one.is_empty() || other.is_empty() || one.iter().any(|state| other.contains(state))
}
