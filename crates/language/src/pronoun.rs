//! Which entity a pronoun means: the one for which most speaks ([`crate::antecedent`]), if enough does.
//!
//! "I" and "we" are left to the reader of quotations. "it" means an institution, state or document: most "it"s
//! mean things, and a wrong speaker is worse than none.

use crate::antecedent::{Candidate, candidates};
use crate::cast::{Cast, Member};
use crate::mention::Found;
use crate::view::View;
use crate::weighing::{IT, PERSON, THEY, Weighing};
use crate::{Gender, NameKind};

/// The entity that the pronoun at `number` means.
pub(crate) fn resolve(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    let word = this.traits.words.first()?;
    let read = |may: &dyn Fn(&Member) -> bool| candidates(view, found, number, cast, may);
    match word.chars().next()? {
        'i' => best(&read(&|member| may_be_thing(cast, member)), &IT),
        't' => best(&read(&|member| may_be_several(cast, member)), &THEY),
        _ => best(&read(&|member| may_be_person(this.traits.gender, cast, member)), &PERSON),
    }
}

/// The entity with most weight, the latest of equals, if it outweighs the doubt.
fn best(candidates: &[Candidate], weighing: &Weighing) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for candidate in candidates {
        let weight = weighing.weigh(candidate.clues);
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, candidate.entity));
        }
    }
    best.filter(|(weight, _)| *weight > weighing.doubt).map(|(_, entity)| entity)
}

/// "he", "she": a person who is not known to be of the other gender.
fn may_be_person(gender: Option<Gender>, cast: &Cast, member: &Member) -> bool {
    let entity = &cast.entities[member.entity];
    let opposed = matches!((gender, entity.gender), (Some(one), Some(other)) if one != other);
    entity.kind == NameKind::Person && !entity.plural && !opposed
}

/// "they": several, or an institution that is spoken of as its people.
fn may_be_several(cast: &Cast, member: &Member) -> bool {
    let entity = &cast.entities[member.entity];
    entity.plural || matches!(entity.kind, NameKind::Organisation | NameKind::Norp | NameKind::Facility)
}

/// "it": an institution, a place, a document.
fn may_be_thing(cast: &Cast, member: &Member) -> bool {
    let entity = &cast.entities[member.entity];
    !entity.plural && entity.kind != NameKind::Person
}
