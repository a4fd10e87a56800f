//! Descriptions that may speak or stand for a name: "the spokesman", "sources close to the matter", "his office".
//!
//! A noun of [`crate::noun`] in, the noun phrase it heads out: article, possessor and adjectives before it, the
//! preposition phrases that tell who is meant after it. What the description means is for [`crate::nominal`].

use crate::mention::{Found, Traits, place};
use crate::noun::{SpeakerKind, is_document_noun, is_speech_verb, speaker_noun};
use crate::view::View;
use crate::{Deprel, Mention, MentionKind, NameKind, Upos, Xpos, role};

/// A description headed by the token: "the spokesman", "sources close to the matter".
pub(crate) fn description(view: View, at: usize, in_name: &[bool]) -> Option<Found> {
    // "A US official said": taggers take it for an adjective where no noun follows.
    let alone =
        view.upos(at) == Upos::Adj && !matches!(view.upos(at + 1), Upos::Noun | Upos::Propn | Upos::Adj);
    if in_name[at] || !(alone || matches!(view.upos(at), Upos::Noun | Upos::Propn)) {
        return None;
    }
    let lemma = view.lemma(at);
    let noun = speaker_noun(lemma);
    let document = noun.is_none() && is_document_noun(lemma);
    let age = noun.is_none() && is_age(view, at);
    if noun.is_some_and(|noun| noun.kind == SpeakerKind::Title) || (noun.is_none() && !document && !age) {
        return None;
    }
    let modifies = matches!(view.deprel(at), Deprel::Compound | Deprel::Flat | Deprel::NmodDesc)
        && view.head(at).is_some_and(|head| head > at && head - at < 6)
        || matches!(view.upos(at + 1), Upos::Noun | Upos::Propn)
            && speaker_noun(view.lemma(at + 1)).is_some();
    if modifies || (view.upos(at) == Upos::Propn && !has_determiner(view, at)) {
        return None;
    }
    let start = phrase_start(view, at, in_name);
    // "who served as ambassador": an office, not someone.
    if start > 0 && view.is(start - 1, &["as"]) && view.upos(start) != Upos::Det {
        return None;
    }
    let tokens = start..phrase_end(view, at);
    let plural = matches!(view.xpos(at), Xpos::Nns | Xpos::Nnps) || matches!(lemma, "police" | "people");
    let definite = view.is(start, &["the", "this", "that", "these", "those"])
        || view.xpos(start) == Xpos::PrpS
        || (start..at).any(|at| view.is_possessive(at));
    let kind = noun.map(|noun| noun.kind);
    let guard = view.is(at, &["guard"])
        && at > start
        && view.is(at - 1, &["coast", "border", "national", "revolutionary"]);
    let name_kind = match kind {
        _ if guard => NameKind::Organisation,
        Some(SpeakerKind::Organisation | SpeakerKind::Group) => NameKind::Organisation,
        Some(_) => NameKind::Person,
        None if age => NameKind::Person,
        None => NameKind::Misc,
    };
    let traits = Traits {
        words: vec![noun.map_or_else(|| lemma.to_lowercase(), |noun| noun.lemma.to_owned())],
        gender: noun.and_then(|noun| noun.gender),
        plural,
        definite,
        capitalised: view.is_capitalised(at),
        age,
        noun: kind,
        class: noun.and_then(|noun| noun.class),
        ..place(view, start..at + 1, at)
    };
    let span = view.span(tokens.clone());
    Some(Found {
        mention: Mention {
            span,
            tokens,
            head: at,
            kind: MentionKind::Nominal,
            name_kind,
            role: None,
            entity: 0,
        },
        traits,
    })
}

/// "the 52-year-old", in one word or five, where no noun follows.
fn is_age(view: View, at: usize) -> bool {
    let word = view.word(at);
    word.ends_with("year-old")
        || word == "old" && at > 3 && view.word(at - 2) == "year" && view.word(at - 1) == "-"
}

fn has_determiner(view: View, at: usize) -> bool {
    let floor = at.saturating_sub(5);
    (floor..at)
        .rev()
        .take_while(|&at| {
            matches!(
                view.upos(at),
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Part | Upos::Num
            )
        })
        .any(|at| view.upos(at) == Upos::Det || view.xpos(at) == Xpos::PrpS || view.is_possessive(at))
}

/// Where the noun phrase begins: its article, possessor and adjectives, read backwards.
fn phrase_start(view: View, head: usize, in_name: &[bool]) -> usize {
    let floor = view.sentence(head).start;
    let mut start = head;
    while start > floor && head - start < 12 {
        let at = start - 1;
        let verb_like = view.upos(at) == Upos::Adj
            && view.word(at).ends_with("ed")
            && at > floor
            && matches!(view.upos(at - 1), Upos::Propn | Upos::Noun);
        if verb_like || view.is(at, &["least", "most", "more", "than", "and", "or"]) {
            break;
        }
        let inside = matches!(view.upos(at), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
            && !role::is_day_or_month(view, at)
            || view.is_possessive(at)
            || in_name[at]
            || (view.word(at) == "-" && at > floor)
            || (matches!(view.xpos(at), Xpos::Vbn | Xpos::Vbg)
                && view.deprel(at) == Deprel::Amod
                && at > floor
                && (view.upos(at - 1) == Upos::Det
                    || view.xpos(at - 1) == Xpos::PrpS
                    || view.word(at - 1) == "-"));
        if inside {
            start = at;
        } else if view.upos(at) == Upos::Det || view.xpos(at) == Xpos::PrpS {
            return at;
        } else {
            break;
        }
    }
    while start < head && matches!(view.word(start), "'s" | "’s" | "-" | "'" | "’") {
        start += 1;
    }
    start
}

/// Where the noun phrase ends: after "of …", "for …", "close to …", "based in …", before commas,
/// clauses and participles of speech.
fn phrase_end(view: View, head: usize) -> usize {
    let sentence = view.sentence(head);
    let mut end = head + 1;
    while end < sentence.end && end - head < 16 && belongs_after(view, head, end) {
        end += 1;
    }
    while end > head + 1
        && matches!(view.upos(end - 1), Upos::Adp | Upos::Det | Upos::Cconj | Upos::Punct | Upos::Part)
        && !view.is_possessive(end - 1)
    {
        end -= 1;
    }
    end
}

/// Whether the token belongs to a preposition phrase or adjective that follows and modifies the head.
fn belongs_after(view: View, head: usize, at: usize) -> bool {
    if view.upos(at) == Upos::Aux || matches!(view.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) {
        return false;
    }
    if view.upos(at) == Upos::Punct && view.word(at) != "-"
        || matches!(view.xpos(at), Xpos::Wp | Xpos::Wdt | Xpos::WpS | Xpos::Wrb)
    {
        return false;
    }
    let mut child = at;
    for _ in 0..8 {
        if role::is_day_or_month(view, child) {
            return false;
        }
        match view.head(child) {
            Some(parent) if parent == head => {
                let near = match view.deprel(child) {
                    Deprel::Nmod => introduced(view, head, child),
                    Deprel::Amod => true,
                    Deprel::Acl => view.xpos(child) == Xpos::Vbn && !is_speech_verb(view.lemma(child)),
                    _ => false,
                };
                return near && !matches!(view.deprel(at), Deprel::AclRelcl | Deprel::Advcl);
            }
            Some(parent)
                if parent > head
                    && !matches!(view.deprel(child), Deprel::AclRelcl | Deprel::Appos | Deprel::Conj) =>
            {
                child = parent
            }
            _ => return false,
        }
    }
    false
}

/// Whether the preposition phrase tells who is meant: "of", "for", for people also where and with whom.
fn introduced(view: View, head: usize, child: usize) -> bool {
    let person = speaker_noun(view.lemma(head))
        .is_some_and(|noun| matches!(noun.kind, SpeakerKind::Person | SpeakerKind::Unnamed));
    let preposition = (head + 1..child).find(|&at| view.upos(at) == Upos::Adp);
    preposition.is_some_and(|at| {
        view.is(at, &["of", "for"])
            || person && view.is(at, &["at", "in", "with", "from", "to", "on", "within", "inside", "near"])
    })
}
