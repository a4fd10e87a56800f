//! Which entity a description means: "the minister", "the agency", "the company", "the diplomat".
//!
//! A description that several entities fit gets none: better a new entity than a wrong one.

use std::collections::BTreeSet;

use crate::cast::{Cast, Draft, Member};
use crate::mention::Found;
use crate::metonym::{StateName, state};
use crate::naming::states_agree;
use crate::noun::{SpeakerKind, speaker_noun};
use crate::view::View;
use crate::{Deprel, MentionKind, NameKind, Upos, Xpos, institution};

/// How many mentions back a role is remembered, and how many of an entity's mentions are asked for it.
const MEMORY: usize = 400;
const ASKED: usize = 12;
/// How many mentions away from a name those in its role stand.
const NEAR: usize = 6;
/// Among how many entities, the first named first, a people is looked for.
const PEOPLES: usize = 200;

/// The entity that the description at `number` means, if it is one that was mentioned before.
pub(crate) fn resolve(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    if !this.traits.definite {
        return None;
    }
    if this.traits.age {
        return aged(found, this, cast);
    }
    if let Some(people) = people_of_state(view, this, cast) {
        return Some(people);
    }
    // "the investigator told the agency": whoever is told is an outlet.
    if is_told(view, this) {
        return institution::resolve(view, found, number, cast);
    }
    if let Some(institution) = institution_of_owner(view, found, number, cast) {
        return Some(institution);
    }
    let whole: BTreeSet<usize> = cast.read.iter().rev().take(MEMORY).map(|member| member.entity).collect();
    let own = owner(found, number);
    let theirs = view.xpos(this.mention.tokens.start) == Xpos::PrpS;
    let fits = |entity: &usize| {
        let draft = &cast.entities[*entity];
        Some(*entity) != own
            && suits(view, found, this, draft)
            && !(theirs && own.is_some_and(|own| is_anothers(view, found, draft, own)))
    };
    let mut strong: Vec<usize> = whole.iter().copied().filter(fits).collect();
    let by_name: Vec<usize> =
        strong.iter().copied().filter(|&entity| bears_name(view, this, &cast.entities[entity])).collect();
    if by_name.len() == 1 {
        strong = by_name;
    }
    match strong[..] {
        [entity] => Some(entity),
        [] if this.mention.name_kind == NameKind::Organisation => {
            institution::resolve(view, found, number, cast)
        }
        [] => goes_on(view, found, this, cast),
        _ => latest_of(&strong, this, cast),
    }
}

/// "the Danish people": those whom the report calls Danes. Not "the Danish people who lost their homes".
fn people_of_state(view: View, this: &Found, cast: &Cast) -> Option<usize> {
    let tokens = &this.mention.tokens;
    let whole = tokens.len() == 3 && this.mention.head + 1 == tokens.end;
    let told_apart = view.is(tokens.end, &["who", "whose", "in", "with"]);
    if !whole || told_apart || !view.is(this.mention.head, &["people"]) {
        return None;
    }
    let (named, _) = state(view.word(tokens.start + 1)).filter(|(_, how)| *how == StateName::Demonym)?;
    let near = cast.entities.iter().take(PEOPLES);
    let is_people = |entity: &Draft| {
        entity.kind == NameKind::Norp && entity.plural && entity.named && entity.state == Some(named)
    };
    near.enumerate().find(|(_, entity)| is_people(entity)).map(|(at, _)| at)
}

/// "his federation": the institution that the owner's role names, where it names one and its sort agrees.
fn institution_of_owner(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    let tokens = &this.mention.tokens;
    let theirs = view.xpos(tokens.start) == Xpos::PrpS && tokens.start + 1 == this.mention.head;
    // "his office" is where he works, "her party" may be any.
    let sort = this.traits.noun == Some(SpeakerKind::Organisation) && this.traits.class.is_some();
    if !theirs || !sort || this.traits.plural || this.mention.name_kind != NameKind::Organisation {
        return None;
    }
    let owner = &cast.entities[owner(found, number)?];
    let mut named: BTreeSet<usize> = BTreeSet::new();
    for &at in owner.mentions.iter().take(ASKED) {
        let Some(role) = found[at].mention.role else { continue };
        named.extend(
            names_within(view, found, at, role)
                .filter(|other| {
                    let mention = &other.mention;
                    mention.name_kind == NameKind::Organisation
                        && institution::sorts_agree(this, &other.traits.words)
                })
                .map(|other| other.mention.entity),
        );
    }
    named.first().copied().filter(|_| owner.kind == NameKind::Person && named.len() == 1)
}

/// The names in the role of the name at `at`, which stands beside it.
fn names_within<'a>(
    view: View<'a>,
    found: &'a [Found],
    at: usize,
    role: woozle_text::Span,
) -> impl Iterator<Item = &'a Found> {
    let tokens = view.analysis.tokens_in(role);
    let near = at.saturating_sub(NEAR)..found.len().min(at + NEAR);
    found[near].iter().filter(move |other| {
        let mention = &other.mention;
        mention.kind == MentionKind::Name
            && tokens.start <= mention.tokens.start
            && mention.tokens.end <= tokens.end
    })
}

/// Whether the entity's role says that it is another one's than that owner's: "her lawyer" is not the lawyer whom
/// "his lawyer" introduced.
fn is_anothers(view: View, found: &[Found], entity: &Draft, own: usize) -> bool {
    entity.mentions.iter().take(ASKED).any(|&at| {
        let mention = &found[at].mention;
        let start = match (mention.role, mention.kind) {
            (Some(role), _) => view.analysis.tokens_in(role).start,
            (None, MentionKind::Nominal) => mention.tokens.start,
            _ => return false,
        };
        let near = at.saturating_sub(NEAR)..found.len().min(at + NEAR);
        let possessor = found[near]
            .iter()
            .find(|other| other.mention.kind == MentionKind::Pronoun && other.mention.tokens.start == start);
        possessor.is_some_and(|possessor| possessor.mention.entity != own)
    })
}

/// "told the agency", "in an interview with the newspaper".
pub(crate) fn is_told(view: View, this: &Found) -> bool {
    let head = this.mention.head;
    matches!(this.traits.class, Some("agency" | "outlet"))
        && matches!(view.deprel(head), Deprel::Obj | Deprel::Iobj)
        && view.head(head).is_some_and(|verb| view.lemma(verb) == "tell")
}

/// "the 52-year-old": the one person named lately, or the one of several who was a subject.
fn aged(found: &[Found], this: &Found, cast: &Cast) -> Option<usize> {
    let near: Vec<&Member> = cast
        .recent()
        .take_while(|member| member.sentence + 1 >= this.traits.sentence)
        .filter(|member| {
            let entity = &cast.entities[member.entity];
            entity.named && entity.kind == NameKind::Person && !inside(found, this, member)
        })
        .collect();
    let here: Vec<&Member> =
        near.iter().copied().filter(|member| member.sentence == this.traits.sentence).collect();
    let near = if here.is_empty() { near } else { here };
    let one = |members: &mut dyn Iterator<Item = &&Member>| -> Option<usize> {
        let entities: BTreeSet<usize> = members.map(|member| member.entity).collect();
        entities.first().copied().filter(|_| entities.len() == 1)
    };
    one(&mut near.iter()).or_else(|| one(&mut near.iter().filter(|member| member.subject)))
}

/// Whether the mention is a word of the description itself.
fn inside(found: &[Found], this: &Found, member: &Member) -> bool {
    let (outer, inner) = (&this.mention.tokens, &found[member.mention].mention.tokens);
    inner.start >= outer.start && inner.end <= outer.end
}

/// "“…,” added the market trader from Ormoc": who adds is who spoke, called otherwise. Only for whoever the report
/// has given no office yet, and with nobody else named between.
fn goes_on(view: View, found: &[Found], this: &Found, cast: &Cast) -> Option<usize> {
    let verbs = [view.head(this.mention.head), this.mention.tokens.start.checked_sub(1)];
    let add = |verb: usize| matches!(view.lemma(verb), "add" | "continue" | "recall" | "conclude");
    let adds = verbs.into_iter().flatten().any(add);
    if !adds || this.traits.plural || this.traits.capitalised || !this.traits.speaker || this.traits.quoted {
        return None;
    }
    let last = cast
        .recent()
        .take_while(|member| member.sentence + 2 >= this.traits.sentence)
        .filter(|member| !member.quoted && cast.entities[member.entity].kind == NameKind::Person)
        .find(|member| member.speaker || cast.entities[member.entity].named)?;
    let entity = &cast.entities[last.entity];
    let genders = match (this.traits.gender, entity.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let office = entity.mentions.iter().any(|&at| found[at].mention.role.is_some());
    (last.speaker && entity.named && !entity.plural && genders && !office).then_some(last.entity)
}

/// The possessor's own entity: "the ministry's spokesman" is not the ministry.
pub(crate) fn owner(found: &[Found], number: usize) -> Option<usize> {
    let tokens = &found[number].mention.tokens;
    let inside =
        |other: &&Found| other.mention.tokens.start >= tokens.start && other.mention.tokens.end < tokens.end;
    found[number + 1..].iter().take(3).find(inside).map(|other| other.mention.entity)
}

/// Whether the entity bears that description: by a role, by its own name, by the description before.
fn suits(view: View, found: &[Found], this: &Found, entity: &Draft) -> bool {
    if entity.plural != this.traits.plural && !entity.named {
        return false;
    }
    if this.traits.plural && entity.named {
        return false;
    }
    let Some(lemma) = this.traits.words.first() else { return false };
    let by_name = bears_name(view, this, entity);
    let person = this.mention.name_kind == NameKind::Person;
    if person != (entity.kind == NameKind::Person) {
        return false;
    }
    let genders = match (this.traits.gender, entity.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let mut asked = entity.mentions.iter().take(ASKED).chain(entity.mentions.iter().rev().take(ASKED));
    genders && (by_name || asked.any(|&at| described_so(view, &found[at], this, lemma)))
}

/// Whether the entity's own name holds the noun and its modifiers: "the federation", "the transport ministry".
fn bears_name(view: View, this: &Found, entity: &Draft) -> bool {
    let Some(lemma) = this.traits.words.first() else { return false };
    let says = |name: &Vec<String>| {
        name_says(name, lemma)
            && adjectives(view, this).chain(modifiers(view, this)).all(|word| name.contains(&word))
    };
    entity.kind != NameKind::Person && entity.names.iter().any(says)
}

/// "the Board" for "National Rail Accident Investigation Board".
fn name_says(name: &[String], lemma: &str) -> bool {
    name.len() > 1
        && (name.last().is_some_and(|word| word == lemma) || name.first().is_some_and(|word| word == lemma))
        || name.len() > 3 && name.iter().any(|word| word == lemma)
}

/// Whether a mention of the entity uses the noun, or one that may mean the same, as role or description.
fn described_so(view: View, other: &Found, this: &Found, lemma: &str) -> bool {
    let same_noun = |at: usize| {
        let Some(noun) = speaker_noun(view.lemma(at)).or_else(|| speaker_noun(view.word(at))) else {
            return view.lemma(at).eq_ignore_ascii_case(lemma);
        };
        let owned = view.xpos(this.mention.tokens.start) == Xpos::PrpS;
        noun.lemma == lemma
            || !owned
                && (noun.class.is_some()
                    && noun.class == this.traits.class
                    && noun.kind != SpeakerKind::Title)
    };
    if other.mention.kind == MentionKind::Nominal {
        return same_noun(other.mention.head) && modifiers_agree(view, this, other.mention.tokens.clone());
    }
    let Some(role) = other.mention.role else { return false };
    let role = view.analysis.tokens_in(role);
    // In "coast guard spokesman" only the last noun says what the person is.
    let head =
        |at: usize| !role.contains(&(at + 1)) || !matches!(view.upos(at + 1), Upos::Noun | Upos::Propn);
    role.clone().any(|at| head(at) && same_noun(at)) && modifiers_agree(view, this, role.clone())
}

/// Every modifier of "the transport minister" must stand in the fuller description, no state be another, and a
/// deputy is not the minister.
fn modifiers_agree(view: View, this: &Found, fuller: std::ops::Range<usize>) -> bool {
    let words: BTreeSet<String> = fuller.clone().map(|at| view.word(at).to_lowercase()).collect();
    let deputy = |word: &str| ["deputy", "vice", "assistant"].contains(&word);
    let beside = place_beside(view, this, fuller.end);
    let whole: BTreeSet<String> =
        this.mention.tokens.clone().map(|at| view.word(at).to_lowercase()).collect();
    states_agree(view, this.mention.tokens.clone(), fuller.clone())
        && modifiers(view, this).all(|word| words.contains(&word) || beside.contains(&word))
        && words.iter().all(|word| !deputy(word) || whole.contains(word) || !this.traits.capitalised)
}

/// How many words behind a role the place may stand for which its bearer sits.
const SEAT: usize = 9;

/// "Sen. Ada Holm of Ohio", "Sen. Ada Holm (R-Fla.)": the words of the description that are told behind the role and
/// its bearer's name as the place for which they sit.
fn place_beside(view: View, this: &Found, role_end: usize) -> BTreeSet<String> {
    let sentence = view.sentence(role_end.saturating_sub(1));
    let stop = sentence.end.min(role_end + SEAT);
    let opens = |&at: &usize| view.is(at, &["(", "of", "from"]);
    let Some(start) = (role_end..stop).find(opens) else { return BTreeSet::new() };
    let name = (role_end..start).all(|at| view.upos(at) == Upos::Propn);
    let told = |word: &String| {
        (start + 1..stop)
            .take_while(|&at| !view.is(at, &[")", ","]) && !matches!(view.upos(at), Upos::Verb | Upos::Aux))
            .any(|at| {
                let cut = view.word(at).ends_with('.') || view.word(at + 1) == ".";
                view.is(at, &[word]) || cut && abbreviates(view.word(at), word)
            })
    };
    modifiers(view, this).filter(|word| name && told(word)).collect()
}

/// "Fla." for "florida", "Ga." for "georgia": its first letter and some of the others, in order.
fn abbreviates(short: &str, word: &str) -> bool {
    let stem = short.trim_end_matches('.').to_lowercase();
    let mut letters = word.chars();
    let first = stem.chars().next() == word.chars().next();
    first && stem.chars().count() > 1 && stem.chars().all(|letter| letters.any(|other| other == letter))
}

/// The telling adjectives of the description.
pub(crate) fn adjectives<'a>(view: View<'a>, this: &'a Found) -> impl Iterator<Item = String> + 'a {
    (this.mention.tokens.start..this.mention.head)
        .filter(move |&at| {
            view.upos(at) == Upos::Adj && !view.is(at, &["same", "own", "new", "whole", "said"])
        })
        .map(move |at| view.word(at).to_lowercase())
}

/// "the Basel-based company": it tells where, not which.
fn is_seat(view: View, at: usize) -> bool {
    view.word(at + 1) == "-" && view.is(at + 2, &["based", "headquartered", "listed", "born"])
}

/// The nouns of the description besides its head, less where it sits.
pub(crate) fn modifiers<'a>(view: View<'a>, this: &'a Found) -> impl Iterator<Item = String> + 'a {
    this.mention
        .tokens
        .clone()
        .filter(|&at| at != this.mention.head)
        .filter(move |&at| matches!(view.upos(at), Upos::Noun | Upos::Propn) && !is_seat(view, at))
        .map(move |at| view.word(at).to_lowercase())
}

/// Of several the one that spoke or was a subject in this or the last sentences, if only one did.
fn latest_of(candidates: &[usize], this: &Found, cast: &Cast) -> Option<usize> {
    for reach in [1, 3] {
        let near: BTreeSet<usize> = cast
            .recent()
            .take_while(|member| member.sentence + reach >= this.traits.sentence)
            .map(|member| member.entity)
            .filter(|entity| candidates.contains(entity))
            .collect();
        if near.len() == 1 {
            return near.first().copied();
        }
        if near.len() > 1 {
            return None;
        }
    }
    None
}
