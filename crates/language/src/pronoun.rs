//! Which entity a pronoun means, by gender, number, recency and salience; who spoke last comes first.
//!
//! "I" and "we" are left to the reader of quotations. "it" means an organisation only where one was just the
//! subject: most "it"s mean things, and a wrong speaker is worse than none.

use crate::cast::{Cast, Member};
use crate::mention::Found;
use crate::view::View;
use crate::{NameKind, Upos};

/// The entity that the pronoun at `number` means.
pub(crate) fn resolve(view: View, found: &[Found], number: usize, cast: &Cast) -> Option<usize> {
    let this = &found[number];
    let word = this.traits.words.first()?;
    match word.chars().next()? {
        'i' => thing(view, found, number, cast),
        't' => several(this, cast),
        _ => person(view, this, cast),
    }
}

/// "he", "she": the best of the people mentioned lately.
fn person(view: View, this: &Found, cast: &Cast) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for member in cast.recent().take_while(|member| member.sentence + 6 >= this.traits.sentence) {
        let entity = &cast.entities[member.entity];
        if entity.kind != NameKind::Person || entity.plural || opposed(this, entity.gender) {
            continue;
        }
        let mut score = salience(this, member);
        score += if entity.gender == this.traits.gender { 8 } else { 0 };
        score += if entity.named { 3 } else { 0 };
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

fn opposed(this: &Found, gender: Option<crate::Gender>) -> bool {
    matches!((this.traits.gender, gender), (Some(one), Some(other)) if one != other)
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

/// "X told him": one clause, two people.
fn reflexive_clash(view: View, this: &Found, member: &Member) -> bool {
    member.subject
        && member.sentence == this.traits.sentence
        && view.is(this.mention.head, &["him", "her"])
        && view.xpos(this.mention.head) == crate::Xpos::Prp
        && view.head(this.mention.head).is_some_and(|verb| view.upos(verb) == Upos::Verb && member.speaker)
}

/// "they": the last plural speaker or subject.
fn several(this: &Found, cast: &Cast) -> Option<usize> {
    cast.recent()
        .take_while(|member| member.sentence + 1 >= this.traits.sentence)
        .filter(|member| cast.entities[member.entity].plural && (member.subject || member.speaker))
        .map(|member| (salience(this, member), member.entity))
        .max_by_key(|&(score, entity)| (score, usize::MAX - entity))
        .map(|(_, entity)| entity)
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

/// Whether a singular subject that is no institution stands between: "the train … its driver".
fn thing_between(view: View, start: usize, end: usize) -> bool {
    (start..end.min(start + 60)).any(|at| {
        view.upos(at) == Upos::Noun
            && view.deprel(at).is_subject()
            && crate::noun::speaker_noun(view.lemma(at)).is_none()
            && !crate::noun::is_document_noun(view.lemma(at))
    })
}
