//! Spans of names: what the name finder marked, without articles and titles, with the outlets, states and
//! people it missed. Institutions are told from people and places in [`crate::kind`].

use std::collections::BTreeSet;
use std::ops::Range;

use crate::metonym::{StateName, state};
use crate::ner::NameSpan;
use crate::noun::{SpeakerKind, gender_of_first_name, speaker_noun};
use crate::outlet::{outlet, unmistakable};
use crate::view::View;
use crate::{NameKind, Upos, kind, role};

/// The spans of the name finder, trimmed, with outlets and states that it missed; in order, not nested.
pub(crate) fn all_names(view: View, names: &[NameSpan]) -> Vec<NameSpan> {
    let mut trimmed: Vec<NameSpan> = names.iter().filter_map(|name| trim(view, name)).collect();
    trimmed.sort_by_key(|name| (name.tokens.start, usize::MAX - name.tokens.end));
    trimmed.dedup_by(|second, first| second.tokens.start < first.tokens.end);
    add_missed(view, &mut trimmed, known_name);
    add_missed(view, &mut trimmed, full_name);
    kind::revise(view, &mut trimmed);
    people_behind_titles(view, &mut trimmed);
    trimmed
}

/// "Supreme Leader X" taken for an institution is the person X who is named elsewhere, and so is whoever bears
/// a known first name behind an office: "Shadow Home Secretary Ada Holm".
fn people_behind_titles(view: View, names: &mut [NameSpan]) {
    let people: BTreeSet<String> = names
        .iter()
        .filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1)
        .map(|name| view.text(name.tokens.clone()).to_owned())
        .collect();
    for name in names.iter_mut().filter(|name| name.kind != NameKind::Person && name.tokens.len() > 2) {
        let end = name.tokens.end;
        let office = |at: usize| {
            speaker_noun(view.word(at))
                .is_some_and(|noun| matches!(noun.kind, SpeakerKind::Person | SpeakerKind::Title))
        };
        let known = |start: usize| {
            people.contains(view.text(start..end))
                || end - start < 4 && gender_of_first_name(view.word(start)).is_some()
        };
        if let Some(start) = (name.tokens.start + 1..end - 1).find(|&at| office(at - 1) && known(at)) {
            *name = NameSpan { tokens: start..end, kind: NameKind::Person };
        }
    }
}

/// Adds what the reader finds where no name stands yet.
fn add_missed(view: View, names: &mut Vec<NameSpan>, read: fn(View, usize, &[bool]) -> Option<NameSpan>) {
    let covered = in_names(view.len(), names);
    let mut at = 0;
    while at < view.len() {
        match read(view, at, &covered) {
            Some(name) => {
                at = name.tokens.end;
                names.push(name);
            }
            None => at += 1,
        }
    }
    names.sort_by_key(|name| name.tokens.start);
}

/// A known first name and a capitalised word after it: "Radko Belin".
fn full_name(view: View, at: usize, covered: &[bool]) -> Option<NameSpan> {
    let proper = |at: usize| {
        at < covered.len()
            && !covered[at]
            && view.upos(at) == Upos::Propn
            && view.is_capitalised(at)
            && !role::is_day_or_month(view, at)
    };
    let end = at + 1 + (at + 1..at + 3).take_while(|&at| proper(at)).count();
    let inside = end <= view.sentence(at).end;
    let first = proper(at) && end > at + 1 && inside && gender_of_first_name(view.word(at)).is_some();
    let named = speaker_noun(view.word(end - 1)).is_none() && state(view.word(at)).is_none();
    (first && named).then_some(NameSpan { tokens: at..end, kind: NameKind::Person })
}

/// The name without article, title and possessive; `None` where nothing, a date or a plain noun is left.
fn trim(view: View, name: &NameSpan) -> Option<NameSpan> {
    let (mut start, mut end) = (name.tokens.start, name.tokens.end.min(view.len()));
    let mut kind = name.kind;
    if matches!(kind, NameKind::Date | NameKind::Money) || start >= end {
        return None;
    }
    while start < end && (view.is(start, &["the", "a", "an"]) || view.upos(start) == Upos::Punct) {
        start += 1;
    }
    // "US official", "Ada Holm's canal": names end in a capital or a number.
    let lower = |at: usize| view.word(at).chars().all(|letter| letter.is_lowercase());
    let outside = |start: usize, at: usize| {
        view.is_possessive(at)
            || view.upos(at) == Upos::Punct && !view.word(at).contains('.') && view.word(at) != ")"
            || at > start && lower(at) && view.is_capitalised(start)
    };
    while end > start && outside(start, end - 1) {
        end -= 1;
    }
    if kind == NameKind::Person {
        let title = |at: usize| speaker_noun(view.word(at)).is_some() && view.is_capitalised(at);
        while end > start + 1 && title(start) && gender_of_first_name(view.word(start)).is_none() {
            start += 1;
        }
    }
    if kind == NameKind::Person {
        // "Desislava" + "Koleva"; "the Guardian" is not "Guardian".
        let first = start
            .checked_sub(1)
            .filter(|&at| view.upos(at) == Upos::Propn && at >= view.sentence(start).start);
        let bare = end == start + 1;
        start = first.filter(|&at| bare && gender_of_first_name(view.word(at)).is_some()).unwrap_or(start);
    }
    if start > 0
        && view.is(start - 1, &["the"])
        && outlet(view.text(start..end)).is_none()
        && outlet(view.text(start - 1..end)).is_some()
    {
        start -= 1;
    }
    // "National Railway Infrastructure" + "Company".
    let institution = |at: usize| {
        view.upos(at) == Upos::Propn
            && view.is_capitalised(at)
            && speaker_noun(view.word(at))
                .is_some_and(|noun| matches!(noun.kind, SpeakerKind::Organisation | SpeakerKind::Group))
    };
    if matches!(kind, NameKind::Organisation) && end < view.sentence(start).end && institution(end) {
        end += 1;
    }
    // "Andy Warhol Foundation": its last word says what it is.
    let sort = |at: usize| {
        view.is_capitalised(at)
            && speaker_noun(view.word(at)).is_some_and(|noun| noun.kind == SpeakerKind::Organisation)
    };
    if kind == NameKind::Person && end > start + 2 && sort(end - 1) {
        kind = NameKind::Organisation;
    }
    let text = view.text(start..end);
    let person = kind == NameKind::Person && (end > start + 1 || gender_of_first_name(text).is_some());
    if outlet(text).is_some() && !person {
        kind = NameKind::Organisation;
    }
    if let Some((_, how)) = state(text)
        && !person
    {
        kind = match how {
            StateName::Demonym => NameKind::Norp,
            StateName::Metonym if kind == NameKind::Organisation => kind,
            _ => NameKind::Location,
        };
    }
    // "the Ministry", "the Minister": descriptions with a capital.
    let plain_noun = end == start + 1
        && (speaker_noun(view.lemma(start)).is_some() && view.word(start).chars().any(char::is_lowercase));
    let no_name = (start..end).all(|at| {
        role::is_day_or_month(view, at)
            || view.upos(at) == Upos::Num
            || matches!(view.upos(at), Upos::Punct | Upos::Adp | Upos::Det)
    });
    (start < end && !plain_noun && !no_name).then_some(NameSpan { tokens: start..end, kind })
}

/// An outlet or state that starts at the token and that the name finder did not see.
fn known_name(view: View, at: usize, covered: &[bool]) -> Option<NameSpan> {
    if covered[at]
        || !(view.is_capitalised(at) || view.word(at) == "bTV")
        || view.is(at, &["the"]) && !view.is_capitalised(at + 1)
    {
        return None;
    }
    let sentence = view.sentence(at);
    let longest = sentence.end.min(at + 5);
    (at + 1..=longest).rev().find_map(|end| {
        if covered[at..end].contains(&true) || !view.is_capitalised(end - 1) {
            return None;
        }
        let text = view.text(at..end);
        if unmistakable(text).is_some() {
            let start = if view.is(at, &["the"]) && end > at + 1 { at + 1 } else { at };
            return Some(NameSpan { tokens: start..end, kind: NameKind::Organisation });
        }
        let (_, how) = state(text)?;
        let proper = end > at + 1 || matches!(view.upos(at), Upos::Propn | Upos::Adj);
        let kind = match how {
            StateName::Demonym => NameKind::Norp,
            StateName::Metonym if end > at + 1 => NameKind::Organisation,
            _ => NameKind::Location,
        };
        (proper && !view.is(at, &["the"])).then_some(NameSpan { tokens: at..end, kind })
    })
}

pub(crate) fn mark(taken: &mut [bool], tokens: Range<usize>) {
    for at in tokens {
        if let Some(slot) = taken.get_mut(at) {
            *slot = true;
        }
    }
}

pub(crate) fn in_names(len: usize, names: &[NameSpan]) -> Vec<bool> {
    let mut inside = vec![false; len];
    for name in names {
        mark(&mut inside, name.tokens.clone());
    }
    inside
}
