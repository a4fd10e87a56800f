//! What speaks for an entity as that which a pronoun means: distance, prominence, agreement.
//!
//! Comes in: a pronoun and the mentions read lately. Goes out: for every entity among them the [`Clue`]s that
//! hold, to be weighed by [`crate::pronoun`]. It leaves out nobody but those whose gender is another.

use crate::cast::{Cast, Member};
use crate::mention::{Found, Traits};
use crate::view::View;
use crate::{MentionKind, NameKind, Upos, Xpos};

/// How many sentences back a pronoun reaches.
const REACH: usize = 15;

/// An entity that a pronoun may mean, with what speaks for it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) entity: usize,
    pub(crate) clues: u64,
}

/// Something that speaks for or against an entity. The order is that of the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clue {
    /// Its last mention stands in the sentence of the pronoun.
    SameSentence,
    /// One sentence before.
    OneBack,
    /// Two sentences before.
    TwoBack,
    /// Three or four sentences before.
    SomeBack,
    /// Farther back.
    FarBack,
    /// Its last mention is a subject.
    Subject,
    /// Its last mention and the pronoun are subjects.
    BothSubjects,
    /// Its last mention speaks.
    Speaker,
    /// Its last mention and the pronoun speak.
    BothSpeak,
    /// Its last mention opens its sentence.
    Opens,
    /// Its last mention only owns what is spoken of.
    Owns,
    /// Its last mention stands in a quotation, the pronoun does not.
    LeftQuotation,
    /// The pronoun stands in a quotation, its last mention does not.
    EntersQuotation,
    /// Both stand in quotations.
    BothQuoted,
    /// It is known to be of the pronoun's gender.
    Gender,
    /// Its lone first name is mostly of the pronoun's gender.
    LikelyGender,
    /// Its lone first name is mostly of the other gender.
    UnlikelyGender,
    /// It bears a name.
    Named,
    /// Only pronouns have meant it so far.
    Nameless,
    /// It was mentioned last of all that may be meant.
    Nearest,
    /// It was mentioned last but one.
    SecondNearest,
    /// Its last mention is a pronoun.
    LastPronoun,
    /// Its last mention is a name.
    LastName,
    /// It was mentioned twice or more lately.
    Twice,
    /// It was mentioned four times or more lately.
    Often,
    /// It was mentioned most often lately.
    MostOften,
    /// Its last mention stands in another paragraph.
    OtherParagraph,
    /// It is the subject of the verb whose object the pronoun is.
    SameClause,
    /// The pronoun owns something in the clause of which it is the subject.
    OwnClause,
    /// It was a subject in the sentence before the pronoun's.
    SubjectBefore,
    /// It was the first mentioned in the sentence before the pronoun's.
    FirstBefore,
    /// It was the first mentioned in the pronoun's own sentence.
    FirstHere,
    /// It spoke in the sentence before the pronoun's or in its own, and the pronoun is quoted.
    SpeaksQuotation,
    /// It spoke earlier in the report.
    SpokeEver,
    /// It is mentioned more than any other in the report so far.
    Protagonist,
    /// It is an institution.
    Organisation,
    /// It spoke earlier, and the pronoun speaks.
    SpeaksOn,
    /// The pronoun speaks of it: it is quoted in the sentence whose speaker the pronoun is.
    SpokenOf,
    /// It is an institution that spoke earlier, and the pronoun speaks.
    InstitutionSpeaks,
    /// It is an institution that spoke in this sentence or the one before, and the pronoun speaks.
    InstitutionGoesOn,
    /// It is an institution or place and the pronoun is a subject, as its last mention.
    InstitutionActs,
    /// It is a place or state.
    Place,
    /// Its words have the plural.
    Plural,
    /// It is a document or thing.
    Thing,
    /// It is of people, unnamed: "residents".
    Group,
    /// An inanimate subject stands between.
    ThingBetween,
    /// Its last mention is part of another one.
    Nested,
}

impl Clue {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Nested as usize + 1;

    /// Their names, in order.
    pub(crate) fn names() -> Vec<String> {
        Self::all().map(|clue| format!("{clue:?}")).collect()
    }

    /// All of them, in order.
    fn all() -> impl Iterator<Item = Self> {
        const ALL: [Clue; Clue::COUNT] = [
            Clue::SameSentence,
            Clue::OneBack,
            Clue::TwoBack,
            Clue::SomeBack,
            Clue::FarBack,
            Clue::Subject,
            Clue::BothSubjects,
            Clue::Speaker,
            Clue::BothSpeak,
            Clue::Opens,
            Clue::Owns,
            Clue::LeftQuotation,
            Clue::EntersQuotation,
            Clue::BothQuoted,
            Clue::Gender,
            Clue::LikelyGender,
            Clue::UnlikelyGender,
            Clue::Named,
            Clue::Nameless,
            Clue::Nearest,
            Clue::SecondNearest,
            Clue::LastPronoun,
            Clue::LastName,
            Clue::Twice,
            Clue::Often,
            Clue::MostOften,
            Clue::OtherParagraph,
            Clue::SameClause,
            Clue::OwnClause,
            Clue::SubjectBefore,
            Clue::FirstBefore,
            Clue::FirstHere,
            Clue::SpeaksQuotation,
            Clue::SpokeEver,
            Clue::Protagonist,
            Clue::Organisation,
            Clue::SpeaksOn,
            Clue::SpokenOf,
            Clue::InstitutionSpeaks,
            Clue::InstitutionGoesOn,
            Clue::InstitutionActs,
            Clue::Place,
            Clue::Plural,
            Clue::Thing,
            Clue::Group,
            Clue::ThingBetween,
            Clue::Nested,
        ];
        ALL.into_iter()
    }
}

/// The entities mentioned lately that the test lets pass, the latest first.
pub(crate) fn candidates(
    view: View,
    found: &[Found],
    number: usize,
    cast: &Cast,
    may: &dyn Fn(&Member) -> bool,
) -> Vec<Candidate> {
    let this = &found[number].traits;
    let near = || cast.recent().take_while(|member| member.sentence + REACH >= this.sentence);
    let mut latest: Vec<&Member> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    for member in near().filter(|member| may(member)) {
        match latest.iter().position(|other| other.entity == member.entity) {
            Some(at) => counts[at] += 1,
            None => {
                latest.push(member);
                counts.push(1);
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let total = |member: &Member| cast.entities[member.entity].mentions.len();
    let protagonist = latest.iter().map(|member| total(member)).max().unwrap_or(0);
    let first_in = |sentence: Option<usize>| {
        near()
            .filter(|member| may(member) && Some(member.sentence) == sentence)
            .last()
            .map(|member| member.entity)
    };
    let (first_here, first_before) = (first_in(Some(this.sentence)), first_in(this.sentence.checked_sub(1)));
    let subjects_before: Vec<usize> = near()
        .filter(|member| member.subject && member.sentence + 1 == this.sentence)
        .map(|member| member.entity)
        .collect();
    let pronoun = found[number].mention.head;
    let object = view.head(pronoun).is_some_and(|head| matches!(view.upos(head), Upos::Verb | Upos::Aux));
    let reflexive = this.words.iter().any(|word| word.ends_with("self") || word.ends_with("selves"));
    let mut candidates = Vec::with_capacity(latest.len());
    for (rank, member) in latest.iter().enumerate() {
        let mut clues =
            of_mention(view, &found[number], &found[member.mention], this) | of_entity(cast, this, member);
        // "X denied it": what is done to X by X would be "itself".
        if clues & 1 << Clue::SameClause as u64 != 0 && object && !reflexive {
            continue;
        }
        let mut add = |clue: Clue, holds: bool| clues |= u64::from(holds) << clue as u64;
        add(Clue::Nearest, rank == 0);
        add(Clue::SecondNearest, rank == 1);
        add(Clue::Twice, counts[rank] >= 2);
        add(Clue::Often, counts[rank] >= 4);
        add(Clue::MostOften, counts[rank] == most);
        add(Clue::SubjectBefore, subjects_before.contains(&member.entity));
        add(Clue::FirstBefore, first_before == Some(member.entity));
        add(Clue::FirstHere, first_here == Some(member.entity));
        add(Clue::Protagonist, total(member) == protagonist);
        candidates.push(Candidate { entity: member.entity, clues });
    }
    candidates
}

/// What the last mention says.
fn of_mention(view: View, pronoun: &Found, last: &Found, this: &Traits) -> u64 {
    let mut clues = 0;
    let mut add = |clue: Clue, holds: bool| clues |= u64::from(holds) << clue as u64;
    let (mention, traits) = (&last.mention, &last.traits);
    let distance = this.sentence.saturating_sub(traits.sentence);
    add(Clue::SameSentence, distance == 0);
    add(Clue::OneBack, distance == 1);
    add(Clue::TwoBack, distance == 2);
    add(Clue::SomeBack, matches!(distance, 3 | 4));
    add(Clue::FarBack, distance > 4);
    add(Clue::Subject, traits.subject);
    add(Clue::BothSubjects, traits.subject && this.subject);
    add(Clue::Speaker, traits.speaker);
    add(Clue::BothSpeak, traits.speaker && this.speaker);
    add(Clue::Opens, traits.opens);
    add(Clue::Owns, traits.owns || view.xpos(mention.head) == Xpos::PrpS);
    add(Clue::LeftQuotation, traits.quoted && !this.quoted);
    add(Clue::EntersQuotation, !traits.quoted && this.quoted);
    add(Clue::BothQuoted, traits.quoted && this.quoted);
    add(Clue::SpeaksQuotation, this.quoted && traits.speaker && !traits.quoted && distance <= 1);
    add(Clue::SpokenOf, this.speaker && !this.quoted && traits.quoted && distance == 0);
    add(Clue::LastPronoun, mention.kind == MentionKind::Pronoun);
    add(Clue::LastName, mention.kind == MentionKind::Name);
    add(Clue::OtherParagraph, traits.block != this.block);
    let owner = view.xpos(pronoun.mention.head) == Xpos::PrpS;
    let clause =
        distance == 0 && traits.subject && clause(view, pronoun.mention.head) == clause(view, mention.head);
    add(Clue::SameClause, clause && !owner && !this.subject);
    add(Clue::OwnClause, clause && owner);
    add(Clue::ThingBetween, thing_between(view, mention.tokens.end, pronoun.mention.head));
    let nested = view.xpos(mention.head) != Xpos::PrpS
        && view.head(mention.head).is_some_and(|head| matches!(view.upos(head), Upos::Noun | Upos::Propn));
    add(Clue::Nested, nested);
    clues
}

/// What is known of the entity.
fn of_entity(cast: &Cast, this: &Traits, member: &Member) -> u64 {
    let mut clues = 0;
    let mut add = |clue: Clue, holds: bool| clues |= u64::from(holds) << clue as u64;
    let entity = &cast.entities[member.entity];
    add(Clue::Gender, this.gender.is_some() && entity.gender == this.gender);
    let likely = |same: bool| {
        entity.gender.is_none()
            && matches!((entity.likely, this.gender), (Some(one), Some(other)) if (one == other) == same)
    };
    add(Clue::LikelyGender, likely(true));
    add(Clue::UnlikelyGender, likely(false));
    add(Clue::Named, entity.named);
    add(Clue::Nameless, !entity.named && !entity.described);
    add(Clue::SpokeEver, entity.spoke);
    add(Clue::SpeaksOn, this.speaker && entity.spoke);
    add(Clue::Organisation, matches!(entity.kind, NameKind::Organisation | NameKind::Facility));
    let institution = matches!(entity.kind, NameKind::Organisation | NameKind::Location);
    add(Clue::InstitutionSpeaks, institution && this.speaker && entity.spoke);
    let just = member.speaker && member.sentence + 1 >= this.sentence;
    add(Clue::InstitutionGoesOn, institution && this.speaker && just);
    add(Clue::InstitutionActs, institution && this.subject && member.subject);
    add(Clue::Place, matches!(entity.kind, NameKind::Location | NameKind::Norp));
    add(Clue::Plural, entity.plural);
    add(Clue::Thing, !matches!(entity.kind, NameKind::Organisation | NameKind::Person | NameKind::Location));
    add(Clue::Group, entity.kind == NameKind::Person && entity.plural);
    clues
}

/// The verb, or what stands for one, that governs the word.
fn clause(view: View, at: usize) -> usize {
    let mut at = at;
    for _ in 0..12 {
        match view.head(at) {
            Some(head) if matches!(view.upos(head), Upos::Verb | Upos::Aux) => return head,
            Some(head) => at = head,
            None => break,
        }
    }
    at
}

/// Whether a singular subject that is no institution stands between: "the train … its driver".
pub(crate) fn thing_between(view: View, start: usize, end: usize) -> bool {
    (start..end.min(start + 60)).any(|at| {
        view.upos(at) == Upos::Noun
            && view.deprel(at).is_subject()
            && crate::noun::speaker_noun(view.lemma(at)).is_none()
            && !crate::noun::is_document_noun(view.lemma(at))
    })
}
