//! "the company", "the watchdog", "the Danish carrier": which of the institutions named so far a description
//! means that none of them bears by name or office.
//!
//! Every institution whose sort agrees is weighed: how near it was mentioned and in what part, how often, whether
//! the description's other words agree with it. It takes the weightiest if it weighs enough and clearly more
//! than the next: a wrong name is worse than none.

use std::collections::BTreeSet;

use crate::cast::{Cast, Draft, Member};
use crate::kind::is_business_word;
use crate::mention::Found;
use crate::metonym::state;
use crate::nominal::{adjectives, modifiers, owner};
use crate::noun::{SpeakerKind, SpeakerNoun, speaker_noun};
use crate::outlet::is_agency;
use crate::view::View;
use crate::{MentionKind, NameKind, Xpos};

/// How many mentions back an institution is remembered.
const MEMORY: usize = 400;
/// What an institution must weigh, and by how much more than the next; a lone one may weigh so much less.
const ENOUGH: i32 = 12;
const CLEARLY: i32 = 8;
/// By how much more than another that was mentioned last in the same sentence.
const BY_FAR: i32 = 20;
/// Of how many of its mentions what it is called is asked.
const ASKED: usize = 24;

/// Words for a business that say no more of it.
const PLAIN: &[&str] = &[
    "airline",
    "automaker",
    "broadcaster",
    "builder",
    "business",
    "carmaker",
    "carrier",
    "chipmaker",
    "company",
    "conglomerate",
    "corporation",
    "developer",
    "drugmaker",
    "enterprise",
    "firm",
    "giant",
    "group",
    "insurer",
    "lender",
    "maker",
    "manufacturer",
    "multinational",
    "operator",
    "publisher",
    "refiner",
    "retailer",
    "shipbuilder",
    "shipper",
    "start-up",
    "startup",
    "supplier",
];
/// Words of the names of those who watch over others.
const PUBLIC: &[&str] = &[
    "administration",
    "agency",
    "authority",
    "board",
    "bureau",
    "commission",
    "commissioner",
    "inspectorate",
    "office",
    "ombudsman",
    "regulator",
    "service",
    "watchdog",
];
/// Those of them that are called agencies.
const AGENCIES: &[&str] = &["administration", "agency", "authority", "service"];

/// The institution that the description at `number` means.
pub(crate) fn resolve(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    let lemma = this.traits.words.first()?;
    let own = owner(found, number);
    // "my company", "the Party's watchdog", "the Adani company": another one's, or another one.
    let owned = view.xpos(this.mention.tokens.start) == Xpos::PrpS
        || this.mention.tokens.clone().any(|at| view.is_possessive(at));
    let place = |entity: usize| matches!(cast.entities[entity].kind, NameKind::Location | NameKind::Norp);
    let bears_name = matches!(&**lemma, "company" | "firm" | "group" | "business" | "agency")
        && own.is_some_and(|entity| !place(entity));
    if this.traits.class.is_none() || this.traits.plural || owned || bears_name {
        return None;
    }
    let read: BTreeSet<usize> = cast.read.iter().rev().take(MEMORY).map(|member| member.entity).collect();
    let mut weighed: Vec<(i32, usize)> = Vec::new();
    for entity in read.into_iter().filter(|entity| Some(*entity) != own) {
        let draft = &cast.entities[entity];
        if let Some(sort) = sort(view, found, this, draft)
            && let Some(words) = other_words(view, found, this, draft)
        {
            weighed.push((sort + words + nearness(found, this, cast, entity), entity));
        }
    }
    weighed.sort_unstable_by(|one, other| other.cmp(one));
    match weighed[..] {
        [(weight, entity)] if weight + CLEARLY >= ENOUGH => Some(entity),
        [(most, entity), (next, _), ..] if most >= ENOUGH && most >= next + CLEARLY => {
            let last =
                |entity: usize| cast.entities[entity].mentions.last().map(|&at| found[at].traits.sentence);
            // "Norvik and Delta stopped. The company said": of two named in one breath neither.
            let rival =
                |&(weight, other): &(i32, usize)| most < weight + BY_FAR && last(other) == last(entity);
            (!weighed[1..].iter().any(rival)).then_some(entity)
        }
        _ => None,
    }
}

/// Whether the words of a name say nothing against that it is what the description tells.
pub(crate) fn sorts_agree(this: &Found, name: &[String]) -> bool {
    let told = this.traits.class;
    let other = |noun: &SpeakerNoun| match told {
        Some("regulator" | "agency") => {
            matches!(noun.class, Some("company" | "union" | "outlet" | "ministry"))
        }
        Some(class) => noun.class != Some(class),
        None => false,
    };
    !institution_nouns(name).any(other)
}

fn institution_nouns(words: &[String]) -> impl Iterator<Item = &'static SpeakerNoun> + '_ {
    let nouns = words.iter().filter_map(|word| speaker_noun(word));
    nouns.filter(|noun| matches!(noun.kind, SpeakerKind::Organisation | SpeakerKind::Group))
}

/// The nouns by which the report calls the entity so far: in its roles and descriptions.
fn known_as(view: View, found: &[Found], entity: &Draft) -> Vec<&'static SpeakerNoun> {
    let mut nouns: Vec<&SpeakerNoun> = Vec::new();
    for &at in entity.mentions.iter().take(ASKED).chain(entity.mentions.iter().rev().take(ASKED)) {
        let mention = &found[at].mention;
        if mention.kind == MentionKind::Nominal {
            nouns.extend(speaker_noun(view.lemma(mention.head)));
        }
        for at in mention.role.into_iter().flat_map(|role| view.analysis.tokens_in(role)) {
            nouns.extend(speaker_noun(view.lemma(at)));
        }
    }
    nouns.retain(|noun| noun.kind == SpeakerKind::Organisation);
    nouns
}

/// How well the sort of the entity agrees with that which the description tells; `None` if it does not.
fn sort(view: View, found: &[Found], this: &Found, entity: &Draft) -> Option<i32> {
    if entity.kind != NameKind::Organisation || !entity.named || entity.state.is_some() {
        return None;
    }
    let class = this.traits.class?;
    let lemma = this.traits.words.first()?;
    let known = known_as(view, found, entity);
    let told = || known.iter().any(|noun| noun.class == Some(class));
    let watching = if class == "agency" { AGENCIES } else { PUBLIC };
    let public = || entity.names.iter().flatten().any(|word| watching.contains(&&**word));
    let news = entity.outlet;
    match class {
        "agency" if news.is_some_and(is_agency) => Some(0),
        "outlet" if news.is_some_and(|name| !is_agency(name)) => Some(0),
        "agency" if crate::nominal::is_told(view, this) => None,
        "regulator" | "agency" if news.is_none() && (public() || told()) => Some(4),
        "union" if news.is_none() && told() => Some(4),
        "company" if news.is_none() && PLAIN.contains(&&**lemma) => {
            let other =
                |name: &Vec<String>| institution_nouns(name).any(|noun| noun.class != Some("company"));
            let called = known.iter().any(|noun| noun.class != Some("company"));
            let business = told()
                || entity.names.iter().any(|name| name.last().is_some_and(|word| is_business_word(word)));
            // "the group" may be any people: only of a known business does it say something.
            let short = !business && (lemma == "group" || is_acronym_only(view, found, entity));
            (!entity.names.iter().any(other) && !called && !short).then_some(if business { 6 } else { 0 })
        }
        _ => None,
    }
}

/// "SEM": it may be a union as well as a business.
fn is_acronym_only(view: View, found: &[Found], entity: &Draft) -> bool {
    let short = |name: &Vec<String>| matches!(&name[..], [word] if word.chars().count() <= 3);
    let capitals = |&at: &usize| {
        let mention = &found[at].mention;
        let mut letters = view.text(mention.tokens.clone()).chars();
        mention.kind != MentionKind::Name || letters.all(|letter| !letter.is_lowercase())
    };
    entity.names.iter().all(short) || entity.mentions.iter().take(ASKED).all(capitals)
}

/// What the description's other words say: "Danish" for or against, "infrastructure" against whoever was never
/// called so; `None` where they mean another one.
fn other_words(view: View, found: &[Found], this: &Found, entity: &Draft) -> Option<i32> {
    let mut said: BTreeSet<String> = entity.names.iter().flatten().cloned().collect();
    let mut states: BTreeSet<&str> = BTreeSet::new();
    for &at in entity.mentions.iter().take(ASKED) {
        let mention = &found[at].mention;
        let told = mention.role.map(|role| view.analysis.tokens_in(role));
        let described = (mention.kind == MentionKind::Nominal).then(|| mention.tokens.clone());
        for at in told.into_iter().chain(described).flatten() {
            states.extend(state(view.word(at)).map(|(state, _)| state));
            said.insert(view.word(at).to_lowercase());
        }
    }
    let mut weight = 0;
    for word in adjectives(view, this).chain(modifiers(view, this)) {
        if let Some((name, _)) = state(&word) {
            if states.contains(name) {
                weight += 10;
            } else if !states.is_empty() {
                return None;
            }
        } else if said.contains(&word) {
            weight += 10;
        }
    }
    let strange = modifiers(view, this)
        .filter(|word| !said.contains(word) && !matches!(&**word, "news" | "state" | "wire" | "parent"))
        .any(|word| !is_name(view, this, &word));
    Some(if strange { weight - 40 } else { weight })
}

/// "the Basel drugmaker": a name among the words says where it is, and nothing of what it is.
fn is_name(view: View, this: &Found, word: &str) -> bool {
    this.mention.tokens.clone().any(|at| view.is(at, &[word]) && view.is_capitalised(at))
}

/// How near, how prominent, how often.
fn nearness(found: &[Found], this: &Found, cast: &Cast, entity: usize) -> i32 {
    let draft = &cast.entities[entity];
    let mut weight = 2 * draft.mentions.len().min(5) as i32;
    let mut mentions = draft.mentions.iter().rev().map(|&at| Member::of(&found[at], at));
    let Some(last) = mentions.next() else { return weight };
    weight += match this.traits.sentence.saturating_sub(last.sentence) {
        0 => 20,
        1 => 14,
        2 => 8,
        3..=5 => 4,
        _ => 0,
    };
    weight += if last.subject { 6 } else { 0 };
    weight += if last.speaker { 4 } else { 0 };
    weight + if last.block == this.traits.block { 2 } else { 0 }
}
