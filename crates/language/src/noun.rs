//! A lemma in; whether it names someone who may speak, or a document that may say something, out.

use std::sync::OnceLock;

use crate::table::{Lookup, rows};

/// Who a noun means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpeakerKind {
    /// A title before a name: "Mr", "Dr", "Gen".
    Title,
    /// One person by office, trade or condition: "spokesman", "resident".
    Person,
    /// People who act as one: "police", "government", "committee".
    Group,
    /// An institution by its sort: "ministry", "company", "union".
    Organisation,
    /// Whoever it is, the word says nothing but that they spoke: "source", "people".
    Unnamed,
}

/// A man or a woman, where words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// A row of the table of speaker nouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpeakerNoun {
    /// Of an abbreviated title the whole one: "governor" for "Gov.".
    pub(crate) lemma: &'static str,
    pub(crate) kind: SpeakerKind,
    pub(crate) gender: Option<Gender>,
    /// Nouns of one class may mean the same one: "envoy", "representative".
    pub(crate) class: Option<&'static str>,
}

/// Whether the noun names a person or people who may speak: "spokesman", "official", "source".
#[must_use]
pub fn is_speaker_noun(lemma: &str) -> bool {
    matches!(speaker_kind(lemma), Some(SpeakerKind::Person | SpeakerKind::Unnamed))
}

/// Whether the noun names an institution or a group that acts as one: "ministry", "police", "company".
#[must_use]
pub fn is_organisation_noun(lemma: &str) -> bool {
    matches!(speaker_kind(lemma), Some(SpeakerKind::Organisation | SpeakerKind::Group))
}

/// What sort of speaker the noun names, if it names one.
#[must_use]
pub fn speaker_kind(lemma: &str) -> Option<SpeakerKind> {
    speaker_noun(lemma).map(|noun| noun.kind)
}

/// Whether the noun names a document that may say something: "letter", "filing", "ruling".
#[must_use]
pub fn is_document_noun(lemma: &str) -> bool {
    static DOCUMENTS: OnceLock<Lookup<&str, ()>> = OnceLock::new();
    let documents = DOCUMENTS.get_or_init(|| {
        rows(include_str!("../data/document-nouns.tsv")).filter_map(|row| Some((*row.first()?, ()))).collect()
    });
    documents.has(&lower(lemma))
}

/// Whether the subject of the verb speaks.
pub(crate) fn is_speech_verb(lemma: &str) -> bool {
    static VERBS: OnceLock<Lookup<&str, ()>> = OnceLock::new();
    let verbs = VERBS.get_or_init(|| {
        rows(include_str!("../data/speech-verbs.tsv")).filter_map(|row| Some((*row.first()?, ()))).collect()
    });
    verbs.has(lemma)
}

/// The noun's row, by its lemma in any case, singular or plural.
pub(crate) fn speaker_noun(lemma: &str) -> Option<&'static SpeakerNoun> {
    static NOUNS: OnceLock<Lookup<&str, SpeakerNoun>> = OnceLock::new();
    let nouns = NOUNS.get_or_init(|| {
        let noun = |row: Vec<&'static str>| {
            let [lemma, kind, gender, class, ref short_for @ ..] = row[..] else { return None };
            let kind = match kind {
                "title" => SpeakerKind::Title,
                "person" => SpeakerKind::Person,
                "group" => SpeakerKind::Group,
                "organisation" => SpeakerKind::Organisation,
                _ => SpeakerKind::Unnamed,
            };
            let gender = gender_of_letter(gender);
            let class = (class != "-").then_some(class);
            let whole = short_for.first().copied().unwrap_or(lemma);
            Some((lemma, SpeakerNoun { lemma: whole, kind, gender, class }))
        };
        rows(include_str!("../data/speaker-nouns.tsv")).filter_map(noun).collect()
    });
    let lemma = lower(lemma);
    nouns.get(&lemma).or_else(|| nouns.get(lemma.strip_suffix('s')?)).or_else(|| {
        let singular = lemma.strip_suffix("men").map(|stem| format!("{stem}man"))?;
        nouns.get(&singular)
    })
}

/// The gender of most bearers of the first name.
pub(crate) fn gender_of_first_name(name: &str) -> Option<Gender> {
    static NAMES: OnceLock<Lookup<&str, Gender>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let pair = |row: Vec<&'static str>| Some((*row.first()?, gender_of_letter(row.get(1)?)?));
        rows(include_str!("../data/first-names.tsv")).filter_map(pair).collect()
    });
    names.get(&lower(name)).copied()
}

fn gender_of_letter(letter: &str) -> Option<Gender> {
    match letter {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

fn lower(word: &str) -> String {
    word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_of_speakers_and_documents() {
        for noun in ["spokesman", "official", "source", "witness", "resident", "officials"] {
            assert!(is_speaker_noun(noun), "{noun}");
        }
        assert!(
            is_organisation_noun("ministry") && is_organisation_noun("police") && !is_speaker_noun("union")
        );
        for noun in ["crane", "gate", "river"] {
            assert!(!is_speaker_noun(noun) && !is_document_noun(noun), "{noun}");
        }
        assert!(is_document_noun("letter") && is_document_noun("ruling"));
        assert_eq!(speaker_kind("source"), Some(SpeakerKind::Unnamed));
        assert_eq!(gender_of_first_name("Radoslav"), Some(Gender::Male));
        assert_eq!(gender_of_first_name("Adrienne"), Some(Gender::Female));
    }
}
