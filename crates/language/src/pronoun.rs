//! Which entity a pronoun means: the one for which most speaks ([`crate::antecedent`]), if enough does.
//!
//! "I" and "we" are left to the reader of quotations. "it" means an organisation only where one was just the
//! subject: most "it"s mean things, a wrong speaker is worse than none, and weights fitted to all "it"s of
//! OntoGUM found fewer institutions in news.

use crate::antecedent::{Candidate, candidates, thing_between};
use crate::cast::{Cast, Member};
use crate::mention::Found;
use crate::view::View;
use crate::weighing::{PronounKind, Weighing, weighing};
use crate::{Gender, NameKind, Upos};

/// The entity that the pronoun at `number` means.
pub(crate) fn resolve(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    let word = this.traits.words.first()?;
    match word.chars().next()? {
        'i' => thing(view, found, number, cast),
        'h' | 's' if this.traits.speaker => speaker(view, this, cast),
        _ => {
            let (kind, candidates) = weighed(view, found, number, cast)?;
            best(&candidates, weighing(kind))
        }
    }
}

/// Those whom the pronoun at `number` may mean, and whose weights choose among them; `None` for "it".
pub(crate) fn weighed(
    view: View,
    found: &[Found],
    number: usize,
    cast: &Cast,
) -> Option<(PronounKind, Vec<Candidate>)> {
    let traits = &found[number].traits;
    let read = |may: &dyn Fn(&Member) -> bool| candidates(view, found, number, cast, may);
    match traits.words.first()?.chars().next()? {
        'i' => None,
        't' => Some((PronounKind::They, read(&|member| may_be_several(cast, member)))),
        _ => Some((PronounKind::Person, read(&|member| may_be_person(traits.gender, cast, member)))),
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

/// "it", "its": an organisation or document that was just the subject.
fn thing(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    let possessive = this.traits.words.first().is_some_and(|word| word == "its");
    if !possessive && !this.traits.speaker {
        return None;
    }
    let reach = if possessive { 1 } else { 2 };
    let mut best: Option<(i32, usize)> = None;
    for member in cast.recent().take_while(|member| member.sentence + reach >= this.traits.sentence) {
        let entity = &cast.entities[member.entity];
        let institution = matches!(entity.kind, NameKind::Organisation | NameKind::Location)
            || (entity.kind == NameKind::Misc && !entity.named && this.traits.speaker);
        let prominent = member.subject || member.speaker || member.opens;
        if !institution
            || entity.plural
            || !prominent
            || (entity.kind == NameKind::Location && !member.speaker && !possessive)
        {
            continue;
        }
        // "Orvanta said it ..." needs no tie-break; an inanimate subject nearer by takes "its".
        if possessive && thing_between(view, found[member.mention].mention.tokens.end, this.mention.head) {
            continue;
        }
        let score = salience(this, member) + if entity.named { 2 } else { 0 };
        if best.is_none_or(|(high, _)| score > high) {
            best = Some((score, member.entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// How near and prominent the mention is.
fn salience(this: &Found, member: &Member) -> i32 {
    let distance = this.traits.sentence.saturating_sub(member.sentence) as i32;
    let mut score = -6 * distance;
    score -= if member.block == this.traits.block { 0 } else { 3 };
    score += if member.subject { 6 } else { 0 };
    score += if member.opens { 4 } else { 0 };
    score -= if member.owns { 2 } else { 0 };
    // Who spoke goes on speaking.
    score += match (member.speaker, this.traits.speaker) {
        (true, true) => 12,
        (true, false) => 7,
        _ => 0,
    };
    score -= if member.quoted && !this.traits.quoted { 8 } else { 0 };
    score
}

/// "he said", "she added": the best of the people mentioned lately, as in news who spoke goes on speaking. Whom
/// only pronouns have meant so far comes last.
fn speaker(view: View, this: &Found, cast: &Cast) -> Option<usize> {
    // Whoever is spoken of as "he" within a quotation is not the one who says it.
    let spoken_of: Vec<usize> = cast
        .recent()
        .take_while(|member| member.sentence + 1 >= this.traits.sentence)
        .filter(|member| member.quoted && !this.traits.quoted && member.block == this.traits.block)
        .map(|member| member.entity)
        .collect();
    let mut best: Option<(i32, usize)> = None;
    for member in cast.recent().take_while(|member| member.sentence + 6 >= this.traits.sentence) {
        let entity = &cast.entities[member.entity];
        if !may_be_person(this.traits.gender, cast, member) {
            continue;
        }
        let mut score = salience(this, member);
        score += if entity.gender == this.traits.gender { 8 } else { 0 };
        score += if entity.named { 3 } else { 0 };
        score -= if spoken_of.contains(&member.entity) { 12 } else { 0 };
        score -= if entity.described || entity.named { 0 } else { 20 };
        score += match entity.likely.filter(|_| entity.gender.is_none()) {
            Some(likely) if Some(likely) == this.traits.gender => 6,
            Some(_) => -6,
            None => 0,
        };
        score -= if entity.gender.is_none() && !entity.named && this.traits.speaker && !member.speaker {
            6
        } else {
            0
        };
        // The pronoun of a quotation is rarely its speaker.
        if this.traits.quoted && member.speaker && !member.quoted && member.sentence == this.traits.sentence {
            score -= 15;
        }
        if reflexive_clash(view, this, member) {
            score -= 20;
        }
        if best.is_none_or(|(high, _)| score > high) {
            best = Some((score, member.entity));
        }
    }
    best.filter(|(score, _)| *score > -10).map(|(_, entity)| entity)
}

/// "X told him": one clause, two people.
fn reflexive_clash(view: View, this: &Found, member: &Member) -> bool {
    member.subject
        && member.sentence == this.traits.sentence
        && view.is(this.mention.head, &["him", "her"])
        && view.xpos(this.mention.head) == crate::Xpos::Prp
        && view.head(this.mention.head).is_some_and(|verb| view.upos(verb) == Upos::Verb && member.speaker)
}
