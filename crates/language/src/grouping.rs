//! Names in, the entities that bear them out: variants of one name are one, fuller names first.
//!
//! Which words may be variants of which is for [`crate::alias`]; here it is asked whether only one bears them. A
//! name looks for its like under a few keys, so that the cost does not grow with how many names a report has.

use std::collections::{BTreeMap, BTreeSet};

use crate::cast::{Cast, Owned};
use crate::mention::Found;
use crate::metonym::{StateName, state};
use crate::outlet::outlet;
use crate::view::View;
use crate::{MentionKind, NameKind, Xpos, alias};

/// Of how many entities under one key a name may be a variant.
const NEAR: usize = 24;
/// For how many sentences a surname goes on meaning whoever bears it and spoke last.
const FRESH: usize = 3;

/// Gives every name its entity.
pub(crate) fn group_names(view: View, found: &mut [Found]) -> Cast {
    agree_on_kinds(found);
    let mut cast = Cast::default();
    let mut names: Vec<usize> =
        (0..found.len()).filter(|&at| found[at].mention.kind == MentionKind::Name).collect();
    // Fuller names first, so that a surname finds its bearer wherever it stands.
    names.sort_by_key(|&at| (usize::MAX - found[at].traits.words.len(), at));
    let mut index = Index::default();
    for at in names {
        let keys = keys(view, &found[at]);
        let entity = same_name(view, &found[at], &cast, &index.near(&keys.asked), &index);
        let entity = entity.unwrap_or_else(|| cast.open(found[at].mention.name_kind));
        found[at].mention.entity = entity;
        cast.name(entity, &found[at], owned(view, &found[at]));
        index.add(keys.held, &found[at], entity, &cast);
    }
    cast
}

/// Where the names met so far are found again, at a cost that does not grow with how many there are.
#[derive(Default)]
struct Index {
    /// Of every key the entities in the order in which they came to it.
    buckets: BTreeMap<String, Vec<usize>>,
    /// What the buckets hold.
    held: BTreeSet<(usize, String)>,
    /// Of every class and exact name the first entity that bears it.
    exact: BTreeMap<NameKind, BTreeMap<Vec<String>, usize>>,
}

impl Index {
    /// The entities that came last to the keys, in order of their numbers.
    fn near(&self, keys: &[String]) -> Vec<usize> {
        let buckets = keys.iter().filter_map(|key| self.buckets.get(key));
        let near: BTreeSet<usize> =
            buckets.flat_map(|bucket| bucket.iter().rev().take(NEAR)).copied().collect();
        near.into_iter().collect()
    }

    fn add(&mut self, keys: Vec<String>, found: &Found, entity: usize, cast: &Cast) {
        let names = self.exact.entry(cast.entities[entity].kind).or_default();
        names.entry(found.traits.words.clone()).or_insert(entity);
        for key in keys {
            if self.held.insert((entity, key.clone())) {
                self.buckets.entry(key).or_default().push(entity);
            }
        }
    }
}

/// Under which keys a name is found again, and under which it looks for those of which it may be a variant.
struct Keys {
    held: Vec<String>,
    asked: Vec<String>,
}

/// The keys under which the variants of a name meet.
fn keys(view: View, found: &Found) -> Keys {
    let words = &found.traits.words;
    // Misspellings share their first three letters.
    let start = |word: &String| word.chars().take(3).collect::<String>() + "~";
    let mut keys: Vec<String> = words.last().cloned().into_iter().chain(words.last().map(start)).collect();
    if found.mention.name_kind == NameKind::Person {
        // Thousands may share a first name: only whoever is called by it alone, or by it and the next, asks for it.
        let first = words.first().map(|word| format!("{word}^"));
        let two = (words.len() > 1).then(|| words[..2].join(" "));
        let mut asked = keys.clone();
        asked.extend(if words.len() > 1 { two.clone() } else { first.clone() });
        keys.extend(first.into_iter().chain(two));
        return Keys { held: keys, asked };
    }
    keys.extend(words.first().cloned());
    let initials: String =
        words.iter().filter(|word| word.len() > 3).filter_map(|word| word.chars().next()).collect();
    keys.push(initials + "=");
    let text = view.text(found.mention.tokens.clone());
    if text.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase) {
        keys.push(text.to_lowercase().replace('.', "") + "=");
    }
    if words.iter().any(|word| word == "ministry" || word == "department") {
        keys.push("ministry".to_owned());
    }
    keys.extend(outlet(text).map(|entry| format!("outlet {}", entry.name)));
    if let Some((name, StateName::Country | StateName::Demonym)) = state(text) {
        keys.push(format!("state {name}"));
    }
    Keys { asked: keys.clone(), held: keys }
}

/// The one entity, if it is one, of which the name is a variant: of those near it by a key.
fn same_name(view: View, found: &Found, cast: &Cast, near: &[usize], index: &Index) -> Option<usize> {
    let text = view.text(found.mention.tokens.clone());
    let words = &found.traits.words;
    let kind = found.mention.name_kind;
    // A lone surname is not its bearer's alone: "Ms Quill" is not the Orson Quill whom "Quill" meant before.
    let lone = kind == NameKind::Person && words.len() == 1;
    let exact = || index.exact.get(&kind).and_then(|names| names.get(words)).copied();
    if let Some(entity) = (!lone).then(exact).flatten() {
        return Some(entity);
    }
    let same_kind = |&entity: &usize| cast.entities[entity].kind == kind;
    let start = found.mention.tokens.start;
    let article = view.is(start, &["the"]) || start > 0 && view.is(start - 1, &["the"]);
    let fits = |&entity: &usize| match kind {
        NameKind::Person => fits_person(found, cast, entity),
        NameKind::Organisation | NameKind::Facility => fits_organisation(found, text, article, cast, entity),
        NameKind::Location | NameKind::Norp => fits_place(text, words, cast, entity),
        _ => false,
    };
    let candidates: Vec<usize> = near.iter().copied().filter(same_kind).filter(fits).collect();
    match candidates[..] {
        [] => None,
        [entity] => Some(entity),
        _ if kind == NameKind::Person => {
            let surname = |entity: &&usize| {
                cast.entities[**entity].names.iter().any(|name| alias::surname_of(words, name))
            };
            let bearers: Vec<usize> = candidates.iter().filter(surname).copied().collect();
            bearer(found, cast, if bearers.is_empty() { &candidates } else { &bearers })
        }
        _ => None,
    }
}

/// Of several people of that surname the one who was introduced first, as reports call whom they are about by it
/// and a brother or widow in full; unless another of them was named as a speaker in the last sentences and goes on
/// to speak.
fn bearer(found: &Found, cast: &Cast, candidates: &[usize]) -> Option<usize> {
    let start = found.mention.tokens.start;
    let before = |entity: usize| cast.entities[entity].starts.range(..start);
    let last = candidates
        .iter()
        .copied()
        .max_by_key(|&entity| (before(entity).next_back().map(|(&start, _)| start), usize::MAX - entity))?;
    let near = |sentence: usize| sentence + FRESH >= found.traits.sentence;
    let lately = before(last).next_back().is_some_and(|(_, naming)| near(naming.sentence));
    let spoke = before(last).rev().find(|(_, naming)| naming.full).is_some_and(|(_, naming)| naming.speaks);
    if lately && spoke {
        return Some(last);
    }
    let first = |entity: usize| cast.entities[entity].starts.keys().next().copied();
    candidates.iter().copied().min_by_key(|&entity| (first(entity).unwrap_or(usize::MAX), entity))
}

/// Whether the role of the name makes its bearer somebody's: "his father", "the mayor's brother".
fn owned(view: View, found: &Found) -> Owned {
    let Some(role) = found.mention.role else { return Owned::No };
    let possessor = |at: usize| view.xpos(at) == Xpos::PrpS;
    if view.analysis.tokens_in(role).any(possessor) { Owned::Yes } else { Owned::No }
}

fn fits_person(found: &Found, cast: &Cast, entity: usize) -> bool {
    let entity = &cast.entities[entity];
    let genders_agree = match (found.traits.gender, entity.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    genders_agree && entity.names.iter().any(|name| alias::person(&found.traits.words, name))
}

/// "The Times" after "the New York Times": a paper by the last word of its name, where its article stands before.
fn by_last_word(words: &[String], article: bool, name: &[String]) -> bool {
    let bare = |words: &[String]| words.iter().filter(|word| *word != "the").cloned().collect::<Vec<_>>();
    let (short, long) = (bare(words), bare(name));
    article && short.len() == 1 && long.len() > 1 && long.ends_with(&short)
}

fn fits_organisation(found: &Found, text: &str, article: bool, cast: &Cast, entity: usize) -> bool {
    let entity = &cast.entities[entity];
    let paper = entity.outlet.is_some();
    if paper && entity.names.iter().any(|name| by_last_word(&found.traits.words, article, name)) {
        return true;
    }
    match (outlet(text), entity.outlet) {
        (Some(entry), Some(other)) => return entry.name == other,
        (Some(_), None) => return false,
        (None, Some(_)) => {
            return entity.names.iter().any(|name| alias::organisation(&found.traits.words, name, text))
                && found.traits.words.len() > 1;
        }
        (None, None) => {}
    }
    entity.names.iter().any(|name| alias::organisation(&found.traits.words, name, text))
}

fn fits_place(text: &str, words: &[String], cast: &Cast, entity: usize) -> bool {
    let entity = &cast.entities[entity];
    let this = state(text).filter(|(_, how)| matches!(how, StateName::Country | StateName::Demonym));
    if let Some((name, _)) = this {
        return entity.state == Some(name);
    }
    // "the North" for "North Korea", where there is but one.
    matches!(words, [word] if matches!(&**word, "north" | "south"))
        && entity.names.iter().any(|name| name.first() == words.first())
}

/// The same words are of the same kind throughout; a lone surname of a person named in full is a person.
fn agree_on_kinds(found: &mut [Found]) {
    let mut votes: BTreeMap<Vec<String>, BTreeMap<NameKind, usize>> = BTreeMap::new();
    let mut surnames: BTreeMap<String, usize> = BTreeMap::new();
    for found in found.iter().filter(|found| found.mention.kind == MentionKind::Name) {
        *votes.entry(found.traits.words.clone()).or_default().entry(found.mention.name_kind).or_default() +=
            1;
        if let (NameKind::Person, [_, .., last]) = (found.mention.name_kind, &found.traits.words[..]) {
            *surnames.entry(last.clone()).or_default() += 1;
        }
    }
    for found in found.iter_mut().filter(|found| found.mention.kind == MentionKind::Name) {
        let Some(kinds) = votes.get(&found.traits.words) else { continue };
        if let Some((&kind, _)) =
            kinds.iter().max_by_key(|&(&kind, &count)| (count, kind == NameKind::Organisation))
        {
            found.mention.name_kind = kind;
        }
        let lone = matches!(&found.traits.words[..], [word] if surnames.contains_key(word));
        if lone && !matches!(found.mention.name_kind, NameKind::Norp) {
            found.mention.name_kind = NameKind::Person;
        }
    }
}
