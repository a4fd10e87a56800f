//! Mentions: names with their roles, descriptions that may speak or stand for a name, pronouns.
//!
//! Comes in: the tagged text and the spans of names. Goes out: mentions in order, an outer before the one
//! inside it, with the [`Traits`] by which [`crate::entity`] groups them. It joins nothing. Where a description
//! begins and ends is for [`crate::description`].

use std::ops::Range;

use crate::description::description;
use crate::name::{all_names, in_names, mark};
use crate::ner::NameSpan;
use crate::noun::{Gender, SpeakerKind, gender_of_first_name, is_speech_verb, speaker_noun};
use crate::subject::{is_subject, speaks};
use crate::table::key;
use crate::view::View;
use crate::{Deprel, Mention, MentionKind, NameKind, Upos, Xpos, role};

/// What is known of a mention before it has an entity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    /// The words of a name folded, or the lemma of a description's head.
    pub(crate) words: Vec<String>,
    pub(crate) gender: Option<Gender>,
    /// The gender of most who bear a lone first name.
    pub(crate) likely: Option<Gender>,
    pub(crate) plural: bool,
    /// "the", "its", "this": it means something known.
    pub(crate) definite: bool,
    pub(crate) subject: bool,
    /// It is the subject of a verb of speech, or follows "according to".
    pub(crate) speaker: bool,
    pub(crate) quoted: bool,
    /// It opens its sentence, as its topic.
    pub(crate) opens: bool,
    /// "X's": it only owns what is spoken of.
    pub(crate) owns: bool,
    pub(crate) sentence: usize,
    pub(crate) block: usize,
    /// "the Minister", as a title rather than a description.
    pub(crate) capitalised: bool,
    /// "the 52-year-old".
    pub(crate) age: bool,
    /// What the description means.
    pub(crate) noun: Option<SpeakerKind>,
    pub(crate) class: Option<&'static str>,
}

/// A mention with its traits.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) mention: Mention,
    pub(crate) traits: Traits,
}

/// All mentions of the report, their entities not yet known.
pub(crate) fn find(view: View, names: &[NameSpan]) -> Vec<Found> {
    let names = all_names(view, names);
    let mut taken = vec![false; view.len()];
    let mut found = Vec::new();
    for name in &names {
        let role = role_of(view, name, &taken);
        mark(&mut taken, name.tokens.clone());
        if let Some(role) = &role {
            mark_role_head(&mut taken, view, role.clone(), name.kind);
        }
        found.push(name_mention(view, name, role));
    }
    let in_name = in_names(view.len(), &names);
    for (at, &taken) in taken.iter().enumerate() {
        if !taken && let Some(description) = description(view, at, &in_name) {
            found.push(description);
        } else if let Some(pronoun) = pronoun(view, at) {
            found.push(pronoun);
        }
    }
    found.sort_by_key(|found| (found.mention.tokens.start, usize::MAX - found.mention.tokens.end));
    found.dedup_by(|second, first| second.mention.tokens == first.mention.tokens);
    mark_quoted(view, &mut found);
    found
}

/// The nouns of a role are the person's, not mentions of their own.
fn mark_role_head(taken: &mut [bool], view: View, role: Range<usize>, kind: NameKind) {
    for at in role {
        let own = speaker_noun(view.lemma(at)).is_some_and(|noun| {
            matches!(noun.kind, SpeakerKind::Person | SpeakerKind::Title) || kind == NameKind::Organisation
        });
        if own || view.upos(at) == Upos::Propn {
            mark(taken, at..at + 1);
        }
    }
}

fn role_of(view: View, name: &NameSpan, taken: &[bool]) -> Option<Range<usize>> {
    if !matches!(name.kind, NameKind::Person | NameKind::Organisation) {
        return None;
    }
    let before = role::before(view, &name.tokens, name.kind);
    let free = |role: &Range<usize>| taken.get(role.end - 1) != Some(&true);
    let title = |role: &Range<usize>| {
        role.len() == 1
            && speaker_noun(view.word(role.start)).is_some_and(|noun| noun.kind == SpeakerKind::Title)
    };
    let before = before.filter(free);
    let after = || role::after(view, &name.tokens, name.kind);
    match before {
        // "Dr X, director of the hospital": the office tells more.
        Some(before) if title(&before) => after().or(Some(before)),
        Some(before) => Some(before),
        None => after(),
    }
}

fn name_mention(view: View, name: &NameSpan, role: Option<Range<usize>>) -> Found {
    let head = view.root(name.tokens.clone());
    let mut words: Vec<String> = Vec::new();
    for at in name.tokens.clone() {
        let word = view.word(at);
        if word.chars().any(char::is_alphanumeric) && !view.is_possessive(at) {
            words.push(key(word));
        }
    }
    let gender = (name.kind == NameKind::Person).then(|| gender(view, name, role.clone())).flatten();
    let lone = name.kind == NameKind::Person && name.tokens.len() == 1;
    let likely = lone.then(|| gender_of_first_name(view.word(name.tokens.start))).flatten();
    let plural = is_several(view, name);
    let mut traits = Traits { words, gender, likely, plural, ..place(view, name.tokens.clone(), head) };
    if let Some(role) = &role {
        let wide = role.start.min(name.tokens.start)..role.end.max(name.tokens.end);
        traits.opens |= place(view, wide.clone(), head).opens;
        traits.subject |= is_subject(view, view.root(wide.clone()));
        traits.speaker |= speaks(view, wide, head);
    }
    let role = role.map(|role| view.span(role));
    let (kind, entity) = (MentionKind::Name, 0);
    let mention = Mention {
        span: view.span(name.tokens.clone()),
        tokens: name.tokens.clone(),
        head,
        kind,
        name_kind: name.kind,
        role,
        entity,
    };
    Found { mention, traits }
}

/// "Senate Republicans", "Danish Officials", "the Swedes": a name that means several people.
fn is_several(view: View, name: &NameSpan) -> bool {
    let last = name.tokens.end - 1;
    let people = speaker_noun(view.lemma(last)).or_else(|| speaker_noun(view.word(last)));
    let people = people.is_some_and(|noun| noun.kind == SpeakerKind::Person);
    matches!(view.xpos(last), Xpos::Nns | Xpos::Nnps) && (people || name.kind == NameKind::Norp)
}

/// By title, by role, by first name.
fn gender(view: View, name: &NameSpan, role: Option<Range<usize>>) -> Option<Gender> {
    let start = name.tokens.start;
    let title = start.checked_sub(1).and_then(|at| speaker_noun(view.word(at))).and_then(|noun| noun.gender);
    let by_role = || {
        role.into_iter().flatten().find_map(|at| speaker_noun(view.lemma(at)).and_then(|noun| noun.gender))
    };
    let first = || (name.tokens.len() > 1).then(|| gender_of_first_name(view.word(start))).flatten();
    title.or_else(by_role).or_else(first)
}

/// A pronoun of the third person that stands for someone or something.
fn pronoun(view: View, at: usize) -> Option<Found> {
    if !matches!(view.xpos(at), Xpos::Prp | Xpos::PrpS) {
        return None;
    }
    let word = view.word(at).to_ascii_lowercase();
    let (name_kind, gender, plural) = match &*word {
        "he" | "him" | "his" | "himself" => (NameKind::Person, Some(Gender::Male), false),
        "she" | "her" | "hers" | "herself" => (NameKind::Person, Some(Gender::Female), false),
        "they" | "them" | "their" | "theirs" | "themselves" => (NameKind::Person, None, true),
        "it" | "its" | "itself" => (NameKind::Organisation, None, false),
        _ => return None,
    };
    if word == "it" && is_expletive(view, at) {
        return None;
    }
    let tokens = at..at + 1;
    let traits = Traits { words: vec![word], gender, plural, ..place(view, tokens.clone(), at) };
    let span = view.span(tokens.clone());
    let mention =
        Mention { span, tokens, head: at, kind: MentionKind::Pronoun, name_kind, role: None, entity: 0 };
    Some(Found { mention, traits })
}

/// "It is understood that", "it was too early to": it stands for nothing.
fn is_expletive(view: View, at: usize) -> bool {
    if view.deprel(at) == Deprel::Expl {
        return true;
    }
    let passive = view.head(at).is_some_and(|verb| {
        view.xpos(verb) == Xpos::Vbn
            && view.deprel(at) == Deprel::NsubjPass
            && is_speech_verb(view.lemma(verb))
    });
    let next = (at + 1..at + 4).find(|&at| view.upos(at) == Upos::Adj);
    passive
        || view.is(at + 1, &["is", "was", "'s", "’s"])
            && next.is_some_and(|at| (at + 1..at + 6).any(|at| view.is(at, &["to", "that", "whether", "if"])))
}

/// One pass over quotations and mentions, both in order.
fn mark_quoted(view: View, found: &mut [Found]) {
    let mut quoted = vec![false; view.len()];
    for quotation in &view.analysis.quotations {
        mark(&mut quoted, quotation.tokens.clone());
    }
    for found in found {
        found.traits.quoted = quoted.get(found.mention.head) == Some(&true);
    }
}

/// What the place of a mention tells of it.
pub(crate) fn place(view: View, tokens: Range<usize>, head: usize) -> Traits {
    let sentence = view.analysis.sentence_of(head);
    let block = view.analysis.sentences.get(sentence).map_or(0, |sentence| sentence.block);
    let first = view.analysis.sentences.get(sentence).map_or(0, |sentence| sentence.tokens.start);
    Traits {
        opens: tokens.start <= first + 1,
        owns: view.is_possessive(tokens.end),
        sentence,
        block,
        subject: is_subject(view, head),
        speaker: speaks(view, tokens, head),
        ..Traits::default()
    }
}
