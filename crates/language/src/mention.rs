//! Mentions: names with their roles, descriptions that may speak or stand for a name, pronouns.
//!
//! Comes in: the tagged text and the spans of names. Goes out: mentions in order, an outer before the one
//! inside it, with the [`Traits`] by which [`crate::entity`] groups them. It joins nothing.

use std::ops::Range;

use crate::name::{all_names, in_names, mark};
use crate::ner::NameSpan;
use crate::noun::{
    Gender, SpeakerKind, gender_of_first_name, is_document_noun, is_speech_verb, speaker_noun,
};
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
        if !taken && let Some(nominal) = nominal(view, at, &in_name) {
            found.push(nominal);
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
    let mut traits = Traits { words, gender, likely, ..place(view, name.tokens.clone(), head) };
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

/// A description headed by the token: "the spokesman", "sources close to the matter".
fn nominal(view: View, at: usize, in_name: &[bool]) -> Option<Found> {
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
                && (view.upos(at - 1) == Upos::Det || view.xpos(at - 1) == Xpos::PrpS));
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

fn place(view: View, tokens: Range<usize>, head: usize) -> Traits {
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
