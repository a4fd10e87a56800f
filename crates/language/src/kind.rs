//! Whether a name is an institution's or a person's, by what the report says around any of its places. Name
//! finders that never saw a name take "Orvanta" for a town: the words beside it know better.
//!
//! It leaves states, peoples and outlets alone: those are told by tables.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::metonym::state;
use crate::ner::NameSpan;
use crate::noun::{SpeakerKind, SpeakerNoun, gender_of_first_name, speaker_noun};
use crate::subject::{is_subject, speaks};
use crate::table::rows;
use crate::view::View;
use crate::{NameKind, Upos, Xpos};

/// Last words of the names of places that begin as a person's may.
const GROUND: &[&str] = &[
    "bay", "beach", "city", "compound", "county", "creek", "district", "falls", "heights", "hills", "island",
    "islands", "lake", "mountain", "park", "point", "province", "region", "river", "springs", "state",
    "street", "town", "valley", "village",
];
/// Parts of the world, which speak and trade as no institution does.
const REGIONS: &[&str] = &["africa", "america", "antarctica", "asia", "europe", "gulf", "korea", "oceania"];

/// What the words around any of its places show to be an institution or a person is one throughout.
pub(crate) fn revise(view: View, names: &mut [NameSpan]) {
    people(view, names);
    let located: BTreeSet<&str> = texts(view, names, is_located);
    let mut shown: BTreeSet<&str> = texts(view, names, is_institution);
    let bearers = words_of_people(view, names);
    let speaking = |name: &NameSpan| {
        matches!(name.kind, NameKind::Location | NameKind::Facility)
            && open(view, name)
            && !bearers.contains(view.text(name.tokens.clone()))
            && !is_dateline(view, name)
            && speaks(view, name.tokens.clone(), view.root(name.tokens.clone()))
    };
    let voices = names.iter().filter(|name| speaking(name)).map(|name| view.text(name.tokens.clone()));
    shown.extend(voices.filter(|text| !located.contains(text)));
    shown.extend(introduced(view, names));
    set(view, names, &shown);
    let firsts = short_forms(view, names, &located);
    set(view, names, &firsts);
    let counted: BTreeSet<&str> = texts(view, names, is_counted);
    for name in names.iter_mut().filter(|name| name.kind == NameKind::Organisation) {
        if counted.contains(view.text(name.tokens.clone())) {
            name.kind = NameKind::Norp;
        }
    }
}

/// "Nearly all Lunde Senators", "two Lunde Senators": whoever can be counted is several people and no institution.
fn is_counted(view: View, name: &NameSpan) -> bool {
    let last = name.tokens.end - 1;
    let start = name.tokens.start;
    name.kind == NameKind::Organisation
        && name.tokens.len() > 1
        && matches!(view.xpos(last), Xpos::Nns | Xpos::Nnps)
        && noun(view, last).is_some_and(|noun| noun.kind == SpeakerKind::Person)
        && start > 0
        && (view.upos(start - 1) == Upos::Num
            || view.is(start - 1, &["all", "both", "few", "many", "most", "several", "some"]))
}

/// The texts of the names of which that holds.
fn texts<'a>(view: View<'a>, names: &[NameSpan], holds: fn(View, &NameSpan) -> bool) -> BTreeSet<&'a str> {
    names.iter().filter(|name| holds(view, name)).map(|name| view.text(name.tokens.clone())).collect()
}

fn set(view: View, names: &mut [NameSpan], institutions: &BTreeSet<&str>) {
    for name in names.iter_mut() {
        if institutions.contains(view.text(name.tokens.clone())) {
            name.kind = NameKind::Organisation;
        }
    }
}

/// "Nodira Karim's canal": a known first name makes no town, where no preposition of place stands before.
fn people(view: View, names: &mut [NameSpan]) {
    for name in names.iter_mut().filter(|name| name.kind == NameKind::Location && name.tokens.len() == 2) {
        let (start, end) = (name.tokens.start, name.tokens.end);
        let acts = view.is_possessive(end) || is_subject(view, view.root(name.tokens.clone()));
        let ground = view.is(start + 1, GROUND);
        let place = ground || speaker_noun(view.word(start + 1)).is_some() || is_located(view, name);
        if acts && !place && open(view, name) && gender_of_first_name(view.word(start)).is_some() {
            name.kind = NameKind::Person;
        }
    }
}

/// Whether no table says what the name is, nor a title that it is a person.
fn open(view: View, name: &NameSpan) -> bool {
    let known = |tokens: std::ops::Range<usize>| {
        state(view.text(tokens.clone())).is_some() || view.is(tokens.start, REGIONS)
    };
    let titled =
        speaker_noun(view.word(name.tokens.start)).is_some_and(|noun| noun.kind == SpeakerKind::Title);
    name.kind != NameKind::Norp
        && !titled
        && !known(name.tokens.clone())
        && !name.tokens.clone().any(|at| known(at..at + 1))
}

/// "GENEVA", "PILAR, Cebu": a place in capitals.
fn is_dateline(view: View, name: &NameSpan) -> bool {
    let word = view.word(name.tokens.start);
    word.chars().count() > 4 && word.chars().all(char::is_uppercase)
}

/// "A Danish shipping firm has stopped its service. Norvik said on Monday …": a lone name that is nobody's first
/// name or surname here, in the sentence after the one that introduced an institution.
fn introduced<'a>(view: View<'a>, names: &[NameSpan]) -> BTreeSet<&'a str> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut shown = BTreeSet::new();
    let bearers = words_of_people(view, names);
    for name in names {
        let start = name.tokens.start;
        let text = view.text(name.tokens.clone());
        let lone = name.tokens.len() == 1 && matches!(name.kind, NameKind::Person | NameKind::Product);
        let opens = view.sentence(start).start == start && speaks(view, name.tokens.clone(), start);
        let unknown = !bearers.contains(text) && gender_of_first_name(text).is_none() && open(view, name);
        if seen.insert(text) && lone && opens && unknown && introduces(view, start) {
            shown.insert(text);
        }
    }
    shown
}

/// The first names and surnames of the people named in full.
fn words_of_people<'a>(view: View<'a>, names: &[NameSpan]) -> BTreeSet<&'a str> {
    let full = names.iter().filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
    full.flat_map(|name| name.tokens.clone()).map(|at| view.word(at)).collect()
}

/// Whether the sentence before is about an institution that it does not name: "a Danish shipping firm".
fn introduces(view: View, start: usize) -> bool {
    let Some(last) = start.checked_sub(1) else { return false };
    let before = view.sentence(last);
    before.clone().any(|at| {
        let article = before.start.max(at.saturating_sub(5))..at;
        noun(view, at).is_some_and(|noun| noun.kind == SpeakerKind::Organisation)
            && is_subject(view, at)
            && article.into_iter().any(|at| view.is(at, &["a", "an"]))
    })
}

/// "in Samarkand", "near Lunde": where something is, unless the name only owns the place.
fn is_located(view: View, name: &NameSpan) -> bool {
    let start = name.tokens.start;
    start > 0
        && !view.is_possessive(name.tokens.end)
        && (view.is(start - 1, &["in", "near", "to", "from", "into", "outside", "around", "across"])
            || view.is(start - 1, &["the"]) && name.kind == NameKind::Location)
}

/// Whether the words around a name, or its own last word, show an institution: "operator X", "X, the regulator,",
/// "X, which", "X's chief executive", "X shares", "X Holdings".
fn is_institution(view: View, name: &NameSpan) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    if name.kind == NameKind::Norp || gender_of_first_name(view.word(start)).is_some() {
        return false;
    }
    let before = start.checked_sub(1).and_then(|at| noun(view, at));
    if before.is_some_and(|noun| noun.kind == SpeakerKind::Title) {
        return false;
    }
    let sort = before.is_some_and(|noun| noun.kind == SpeakerKind::Organisation);
    if name.kind == NameKind::Location {
        return open(view, name)
            && !is_located(view, name)
            && (sort || is_described(view, end) || is_traded(view, end) || ends_as_business(view, name));
    }
    let clause = view.is_comma(end) && view.is(end + 1, &["which"]);
    let office = view.is_possessive(end)
        && (end + 1..end + 4)
            .filter_map(|at| noun(view, at))
            .any(|noun| matches!(noun.class, Some("spokesperson" | "chief")));
    let spoken_for = start > 1
        && view.is(start - 1, &["for"])
        && noun(view, start - 2).is_some_and(|noun| noun.class == Some("spokesperson"));
    sort || clause
        || office
        || spoken_for
        || is_described(view, end)
        || is_traded(view, end)
        || ends_as_business(view, name)
}

fn noun(view: View, at: usize) -> Option<&'static SpeakerNoun> {
    speaker_noun(view.lemma(at)).or_else(|| speaker_noun(view.word(at)))
}

/// "Medicor, the regulator, said": a description of an institution between commas.
fn is_described(view: View, end: usize) -> bool {
    if !view.is_comma(end) || !view.is(end + 1, &["a", "an", "the"]) {
        return false;
    }
    let words = |at: &usize| matches!(view.upos(*at), Upos::Adj | Upos::Noun) || view.word(*at) == "-";
    let close = end + 2 + (end + 2..end + 8).take_while(words).count();
    close > end + 2
        && view.is_comma(close)
        && !view.is(close + 1, &["and", "or"])
        && noun(view, close - 1).is_some_and(|noun| noun.kind == SpeakerKind::Organisation)
}

/// "Orvanta shares fell".
fn is_traded(view: View, end: usize) -> bool {
    view.is(end, &["shares", "stock", "shareholders", "investors"]) && view.upos(end) == Upos::Noun
}

/// "Lachen Capital", "Balintawak Star Lines".
fn ends_as_business(view: View, name: &NameSpan) -> bool {
    name.tokens.len() > 1 && is_business_word(view.word(name.tokens.end - 1))
}

/// Whether a name that ends in the word is a business: "Holdings".
pub(crate) fn is_business_word(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        rows(include_str!("../data/business-words.tsv")).filter_map(|row| row.first().copied()).collect()
    });
    words.contains(word.trim_end_matches('.').to_lowercase().as_str())
}

/// "Norvik sends two ships" beside "Norvik Line": the first word of a business, where it acts and is no place.
fn short_forms<'a>(view: View<'a>, names: &[NameSpan], located: &BTreeSet<&str>) -> BTreeSet<&'a str> {
    let firsts: BTreeSet<&str> = names
        .iter()
        .filter(|name| name.kind == NameKind::Organisation && ends_as_business(view, name))
        .map(|name| view.word(name.tokens.start))
        .collect();
    let acts = |name: &&NameSpan| {
        matches!(name.kind, NameKind::Location | NameKind::Product | NameKind::Misc)
            && name.tokens.len() == 1
            && open(view, name)
            && is_subject(view, name.tokens.start)
    };
    let texts = names.iter().filter(acts).map(|name| view.word(name.tokens.start));
    texts.filter(|text| firsts.contains(text) && !located.contains(text)).collect()
}
