//! [`Cast`]: the entities of a report as they come in while it is read, with what is known of each so far.

use std::collections::BTreeMap;

use crate::mention::Found;
use crate::metonym::{StateName, state};
use crate::noun::Gender;
use crate::{MentionKind, NameKind};

/// How many mentions back a description or pronoun looks.
pub(crate) const WINDOW: usize = 100;
/// Of how many names of an entity a new one may be a variant, the fullest first.
const NAMES: usize = 12;

/// The entities so far, and the mentions read so far in order.
#[derive(Default)]
pub(crate) struct Cast {
    pub(crate) entities: Vec<Draft>,
    pub(crate) read: Vec<Member>,
}

/// An entity in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: NameKind,
    pub(crate) named: bool,
    pub(crate) gender: Option<Gender>,
    /// That of most who bear the lone first name.
    pub(crate) likely: Option<Gender>,
    pub(crate) plural: bool,
    /// Whether a name or description was read that means it.
    pub(crate) described: bool,
    /// Whether a mention read so far was the subject of a verb of speech.
    pub(crate) spoke: bool,
    pub(crate) names: Vec<Vec<String>>,
    /// Where its names begin, and how each stands there.
    pub(crate) starts: BTreeMap<usize, Naming>,
    pub(crate) outlet: Option<&'static str>,
    pub(crate) state: Option<&'static str>,
    /// Spans of roles, as numbers of the mentions that carry them.
    pub(crate) mentions: Vec<usize>,
}

/// Whether a name is introduced as somebody's: "his father Bo Lind".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owned {
    Yes,
    No,
}

/// How a name stands where it is used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Naming {
    pub(crate) sentence: usize,
    /// It is more than a surname.
    pub(crate) full: bool,
    /// It speaks, and not as somebody's: "his father Bo Lind said".
    pub(crate) speaks: bool,
}

/// A mention that has been read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) mention: usize,
    pub(crate) entity: usize,
    pub(crate) sentence: usize,
    pub(crate) subject: bool,
    pub(crate) owns: bool,
    pub(crate) opens: bool,
    pub(crate) quoted: bool,
    pub(crate) block: usize,
    pub(crate) speaker: bool,
    gender: Option<Gender>,
    plural: bool,
    kind: NameKind,
    name: bool,
    pronoun: bool,
}

impl Member {
    pub(crate) fn of(found: &Found, mention: usize) -> Self {
        let traits = &found.traits;
        Self {
            mention,
            entity: 0,
            sentence: traits.sentence,
            subject: traits.subject,
            owns: traits.owns,
            opens: traits.opens,
            quoted: traits.quoted,
            block: traits.block,
            speaker: traits.speaker,
            gender: traits.gender,
            plural: traits.plural,
            kind: found.mention.name_kind,
            name: found.mention.kind == MentionKind::Name,
            pronoun: found.mention.kind == MentionKind::Pronoun,
        }
    }
}

impl Cast {
    /// A new entity, without mentions.
    pub(crate) fn open(&mut self, kind: NameKind) -> usize {
        self.entities.push(Draft {
            kind,
            named: false,
            gender: None,
            likely: None,
            plural: false,
            described: false,
            spoke: false,
            names: Vec::new(),
            starts: BTreeMap::new(),
            outlet: None,
            state: None,
            mentions: Vec::new(),
        });
        self.entities.len() - 1
    }

    /// Adds a name to an entity, ahead of reading.
    pub(crate) fn name(&mut self, entity: usize, found: &Found, owned: Owned) {
        let draft = &mut self.entities[entity];
        draft.named = true;
        draft.gender = draft.gender.or(found.traits.gender);
        draft.likely = draft.likely.or(found.traits.likely);
        draft.plural |= found.traits.plural;
        let naming = Naming {
            sentence: found.traits.sentence,
            full: found.traits.words.len() > 1,
            speaks: found.traits.speaker && owned == Owned::No,
        };
        draft.starts.insert(found.mention.tokens.start, naming);
        if draft.names.len() < NAMES && !draft.names.contains(&found.traits.words) {
            let text = found.traits.words.join(" ");
            draft.outlet = draft.outlet.or(crate::outlet::outlet(&text).map(|entry| entry.name));
            let name = state(&text).filter(|(_, how)| matches!(how, StateName::Country | StateName::Demonym));
            draft.state = draft.state.or(name.map(|(name, _)| name));
            draft.names.push(found.traits.words.clone());
        }
    }

    /// The mention has been read and belongs to the entity, or to a new one.
    pub(crate) fn add(&mut self, entity: Option<usize>, mut member: Member) -> usize {
        let entity = entity.unwrap_or_else(|| self.open(member.kind));
        member.entity = entity;
        let draft = &mut self.entities[entity];
        // "He" for Carroll does not make a man of every Carroll, and Betty stays open to "she".
        if draft.likely.is_none() || draft.likely == member.gender {
            draft.gender = draft.gender.or(member.gender);
        }
        draft.plural |= member.plural && !draft.named;
        draft.named |= member.name;
        draft.described |= !member.pronoun;
        draft.spoke |= member.speaker;
        draft.mentions.push(member.mention);
        self.read.push(member);
        entity
    }

    /// The mentions read last, the latest first.
    pub(crate) fn recent(&self) -> impl Iterator<Item = &Member> {
        self.read.iter().rev().take(WINDOW)
    }
}
