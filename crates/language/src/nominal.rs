//! Which entity a description means: "the minister", "the agency", "the company", "the diplomat".
//!
//! A description that several entities fit gets none: better a new entity than a wrong one.

use std::collections::BTreeSet;

use crate::cast::{Cast, Draft};
use crate::mention::Found;
use crate::noun::{SpeakerKind, is_speech_verb, speaker_noun};
use crate::outlet::is_agency;
use crate::view::View;
use crate::{MentionKind, NameKind, Upos, Xpos};

/// How many mentions back a role is remembered, and how many of an entity's mentions are asked for it.
const MEMORY: usize = 400;
const ASKED: usize = 12;
/// How many words of a role may stand before a name in apposition.
const LONGEST_ROLE: usize = 6;

/// The entity that the description at `number` means, if it is one that was mentioned before.
pub(crate) fn resolve(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    if !this.traits.definite {
        return None;
    }
    let recent: BTreeSet<usize> = cast.recent().map(|member| member.entity).collect();
    let whole: BTreeSet<usize> = cast.read.iter().rev().take(MEMORY).map(|member| member.entity).collect();
    let own = owner(found, number);
    let fits = |entity: &usize| Some(*entity) != own && suits(view, found, this, &cast.entities[*entity]);
    let mut strong: Vec<usize> = whole.iter().copied().filter(fits).collect();
    let by_name: Vec<usize> =
        strong.iter().copied().filter(|&entity| bears_name(view, this, &cast.entities[entity])).collect();
    if by_name.len() == 1 {
        strong = by_name;
    }
    match strong[..] {
        [entity] => Some(entity),
        [] if this.traits.noun == Some(SpeakerKind::Organisation) => {
            only_organisation(view, this, cast, &recent)
        }
        [] => None,
        _ => latest_of(&strong, this, cast),
    }
}

/// Who is named in apposition: "One passenger, retired teacher Georg Stam, was on his way home".
pub(crate) fn named_beside(view: View, found: &[Found], number: usize) -> Option<usize> {
    let this = &found[number];
    let end = this.mention.tokens.end;
    if this.traits.plural || this.mention.name_kind != NameKind::Person || !view.is_comma(end) {
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

/// The possessor's own entity: "the ministry's spokesman" is not the ministry.
fn owner(found: &[Found], number: usize) -> Option<usize> {
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
        let owned = view.xpos(this.mention.tokens.start) == crate::Xpos::PrpS;
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

/// Every modifier of "the transport minister" must stand in the fuller description, and a deputy is not
/// the minister.
fn modifiers_agree(view: View, this: &Found, fuller: std::ops::Range<usize>) -> bool {
    let words: BTreeSet<String> = fuller.map(|at| view.word(at).to_lowercase()).collect();
    let deputy = |word: &str| ["deputy", "vice", "assistant"].contains(&word);
    let whole: BTreeSet<String> =
        this.mention.tokens.clone().map(|at| view.word(at).to_lowercase()).collect();
    modifiers(view, this).all(|word| words.contains(&word))
        && words.iter().all(|word| !deputy(word) || whole.contains(word) || !this.traits.capitalised)
}

/// The telling adjectives of the description.
fn adjectives<'a>(view: View<'a>, this: &'a Found) -> impl Iterator<Item = String> + 'a {
    (this.mention.tokens.start..this.mention.head)
        .filter(move |&at| {
            view.upos(at) == Upos::Adj && !view.is(at, &["same", "own", "new", "whole", "said"])
        })
        .map(move |at| view.word(at).to_lowercase())
}

/// The nouns of the description besides its head.
fn modifiers<'a>(view: View<'a>, this: &'a Found) -> impl Iterator<Item = String> + 'a {
    this.mention
        .tokens
        .clone()
        .filter(|&at| at != this.mention.head)
        .filter(move |&at| matches!(view.upos(at), Upos::Noun | Upos::Propn))
        .map(move |at| view.word(at).to_lowercase())
}

/// "the agency" where one agency, "the company" where one organisation of no other sort was named lately.
fn only_organisation(view: View, this: &Found, cast: &Cast, recent: &BTreeSet<usize>) -> Option<usize> {
    let class = this.traits.class?;
    // "the infrastructure company", "the state railway" say more than that it is a company.
    let lemma = this.traits.words.first()?;
    let plain =
        ["company", "firm", "operator", "carrier", "manufacturer", "maker", "business", "giant", "drugmaker"];
    let specific = modifiers(view, this).any(|word| !["news", "state", "wire"].contains(&&*word));
    if specific || class == "company" && !plain.contains(&&**lemma) {
        return None;
    }
    let sort = |entity: &Draft| -> bool {
        if entity.kind != NameKind::Organisation || !entity.named {
            return false;
        }
        match class {
            "agency" => entity.outlet.is_some_and(is_agency),
            "outlet" => entity.outlet.is_some_and(|name| !is_agency(name)),
            "company" => {
                entity.outlet.is_none()
                    && !entity
                        .names
                        .iter()
                        .flatten()
                        .any(|word| speaker_noun(word).is_some_and(not_a_company))
                    && !is_acronym_only(entity)
            }
            _ => false,
        }
    };
    let fitting: Vec<usize> = recent.iter().copied().filter(|&entity| sort(&cast.entities[entity])).collect();
    match fitting[..] {
        [entity] => Some(entity),
        [] => None,
        _ => latest_of(&fitting, this, cast),
    }
}

fn is_acronym_only(entity: &Draft) -> bool {
    entity.names.iter().all(|name| matches!(&name[..], [word] if word.chars().count() <= 3))
}

fn not_a_company(noun: &crate::noun::SpeakerNoun) -> bool {
    matches!(noun.kind, SpeakerKind::Organisation | SpeakerKind::Group) && noun.class != Some("company")
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
