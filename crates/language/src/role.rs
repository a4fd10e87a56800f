//! Titles and roles attached to a name, before it ("National Security Council spokesman John Kirby") and
//! after it ("Everard, a former UK ambassador to North Korea,"); the institution that a role names.
//!
//! It reads words and tags in a row rather than trees: parsers attach appositions badly. A clause about
//! the person ("who heads the Federation") is no role, but [`affiliation`] reads it.

use std::ops::Range;

use woozle_text::Report;

use crate::noun::{SpeakerKind, speaker_noun};
use crate::view::View;
use crate::{Analysis, Mention, MentionKind, NameKind, Upos, Xpos};

/// Longest role, in tokens.
const LONGEST: usize = 20;

/// The tokens of the role or title that stands before the name, without an article.
pub(crate) fn before(view: View, name: &Range<usize>, kind: NameKind) -> Option<Range<usize>> {
    let sentence = view.sentence(name.start);
    let comma = name.start > sentence.start && view.is_comma(name.start - 1);
    let end = name.start - usize::from(comma);
    if comma && !closes(view, name.end) {
        return None;
    }
    if end > sentence.start && is_honorific(view, end - 1) {
        return None;
    }
    let start = walk_left(view, sentence.start, end);
    let start = (start..end).find(|&at| !is_article(view, at))?;
    let role = start..end;
    let last = *role.clone().collect::<Vec<_>>().last()?;
    let noun_last = fits(view, last, kind)
        || (!comma
            && kind == NameKind::Person
            && view.upos(last) == Upos::Noun
            && view.xpos(last) == Xpos::Nn);
    let noun_inside = role.clone().any(|at| fits(view, at, kind) && view.is(at + 1, &["of", "for"]));
    ((noun_last || noun_inside) && role.len() <= LONGEST).then_some(role)
}

/// The tokens of the role that follows the name in apposition, without an article.
pub(crate) fn after(view: View, name: &Range<usize>, kind: NameKind) -> Option<Range<usize>> {
    if !matches!(kind, NameKind::Person | NameKind::Organisation) || !view.is_comma(name.end) {
        return None;
    }
    let start = name.end + 1;
    let sentence = view.sentence(name.start);
    let article = view.is(start, &["a", "an", "the"]);
    if matches!(view.upos(start), Upos::Cconj | Upos::Sconj) {
        return None;
    }
    let mut end = start;
    while end < sentence.end && !ends_role(view, end) && end - start < LONGEST {
        end += 1;
    }
    let first_part_end = (start..end).find(|&at| view.upos(at) == Upos::Adp).unwrap_or(end);
    let head = (start..first_part_end).rev().find(|&at| matches!(view.upos(at), Upos::Noun | Upos::Propn))?;
    let is_role =
        fits(view, head, kind) || (article && kind == NameKind::Person && view.upos(head) == Upos::Noun);
    let set_off = end < sentence.end;
    (is_role && set_off && head > name.end).then_some(start + usize::from(article)..end)
}

/// The institution that the person speaks for, as the report's role phrases name it: "Danube Rail" from
/// "a spokeswoman for private operator Danube Rail".
///
/// A minister speaks for the ministry: "Transport Minister" gives "Transport Ministry", by the name that
/// the report has for it where it has one.
#[must_use]
pub fn affiliation(report: &Report, analysis: &Analysis, entity: usize) -> Option<String> {
    let view = View { report, analysis };
    let person = analysis.entities.get(entity)?;
    if person.kind != NameKind::Person {
        return None;
    }
    for &number in &person.mentions {
        let mention = analysis.mentions.get(number)?;
        let phrase = match (mention.role, mention.kind) {
            (Some(role), _) => Some(analysis.tokens_in(role)),
            (None, MentionKind::Nominal) if !matches!(view.xpos(mention.head), Xpos::Nns | Xpos::Nnps) => {
                Some(mention.tokens.clone())
            }
            _ => None,
        };
        let found = phrase
            .filter(|phrase| !is_past(view, phrase.clone()))
            .and_then(|phrase| institution(view, phrase, entity));
        if let Some(name) = found.or_else(|| clause_about(view, mention, entity)) {
            return Some(name);
        }
    }
    None
}

/// A former ambassador no longer speaks for the state.
fn is_past(view: View, phrase: Range<usize>) -> bool {
    phrase.into_iter().any(|at| view.is(at, &["former", "ex", "retired", "one-time", "then"]))
}

/// The institution named in a role phrase: an organisation, else a ministry made from the minister,
/// else a state.
fn institution(view: View, phrase: Range<usize>, person: usize) -> Option<String> {
    let organisation = |kind| matches!(kind, NameKind::Organisation | NameKind::Facility);
    let state = |kind| matches!(kind, NameKind::Location | NameKind::Norp);
    named_in(view, phrase.clone(), person, organisation)
        .or_else(|| ministry_of(view, phrase.clone()))
        .or_else(|| named_in(view, state_office(view, phrase)?, person, state))
}

/// The part of the phrase that may name the state someone speaks for: "US official", "president of France",
/// not "farmers in Sughd".
fn state_office(view: View, phrase: Range<usize>) -> Option<Range<usize>> {
    let classes = [
        "official",
        "minister",
        "spokesperson",
        "envoy",
        "diplomat",
        "president",
        "secretary",
        "officer",
        "chief",
    ];
    let head = phrase.clone().find(|&at| {
        let class = speaker_noun(view.lemma(at)).and_then(|noun| noun.class);
        class.is_some_and(|class| classes.contains(&class)) && !view.is_possessive(at + 1)
    })?;
    let stop = (head + 2..phrase.end).find(|&at| view.upos(at) == Upos::Adp).unwrap_or(phrase.end);
    let end = if view.is(head + 1, &["of", "for"]) { stop } else { head };
    Some(phrase.start..end)
}

/// The name of the first fitting entity mentioned in the phrase; "its" and "the ministry" count as
/// what they stand for.
fn named_in(view: View, phrase: Range<usize>, person: usize, wanted: fn(NameKind) -> bool) -> Option<String> {
    let mentions = &view.analysis.mentions;
    let first = mentions.partition_point(|mention| mention.tokens.start < phrase.start);
    mentions[first..]
        .iter()
        .take_while(|mention| mention.tokens.start < phrase.end)
        .filter(|mention| mention.tokens.end <= phrase.end && mention.entity != person)
        .filter_map(|mention| view.analysis.entities.get(mention.entity))
        .find(|entity| entity.named && wanted(entity.kind))
        .map(|entity| entity.name.clone())
}

/// "Transport Ministry" for "Transport Minister", "deputy minister of transport".
fn ministry_of(view: View, phrase: Range<usize>) -> Option<String> {
    let minister = phrase.clone().find(|&at| {
        view.is(at, &["minister"]) || view.word(at) == "Secretary" && !view.is(at + 1, &["of", "for"])
    })?;
    let ministry = if view.is(minister, &["minister"]) { "Ministry" } else { "Department" };
    let field: Vec<String> = if view.is(minister + 1, &["of", "for"]) {
        let words =
            (minister + 2..phrase.end).take_while(|&at| !matches!(view.upos(at), Upos::Punct | Upos::Verb));
        words.map(|at| view.word(at).to_owned()).collect()
    } else {
        let plain = |at: &usize| matches!(view.upos(*at), Upos::Noun | Upos::Propn | Upos::Cconj | Upos::Adj);
        let graded = |at: &usize| {
            view.is(*at, &["prime", "deputy", "first", "vice", "former", "new", "junior", "acting"])
        };
        let words = (phrase.start..minister).rev().take_while(|at| plain(at) && !graded(at));
        let mut words: Vec<String> = words.map(|at| view.word(at).to_owned()).collect();
        words.reverse();
        words
    };
    let field: Vec<&str> =
        field.iter().map(String::as_str).filter(|word| crate::metonym::state(word).is_none()).collect();
    if field.is_empty() || matches!(field[..], ["state"] | ["general"] | ["press"] | ["State"]) {
        return None;
    }
    let fields = |name: &str| {
        let lower = name.to_lowercase();
        lower.contains(&ministry.to_lowercase())
            && field.iter().filter(|word| word.len() > 3).all(|word| lower.contains(&word.to_lowercase()))
    };
    let known = view.analysis.entities.iter().find(|entity| entity.named && fields(&entity.name));
    Some(known.map_or_else(|| titled(&field, ministry), |entity| entity.name.clone()))
}

fn titled(field: &[&str], ministry: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in field {
        let mut letters = word.chars();
        let first = letters.next().filter(|_| word.len() > 3).map(|letter| letter.to_uppercase().to_string());
        words.push(first.map_or_else(|| (*word).to_owned(), |first| first + letters.as_str()));
    }
    words.push(ministry.to_owned());
    words.join(" ")
}

/// "Otto Renn, who heads the Federation", "Nora Falk of Lunde Capital": the organisation.
fn clause_about(view: View, mention: &Mention, person: usize) -> Option<String> {
    if mention.kind != MentionKind::Name {
        return None;
    }
    let end = mention.tokens.end;
    let sentence = view.sentence(mention.tokens.start);
    let start = if view.is(end, &["of", "from", "at", "for"]) {
        end + 1
    } else if view.is_comma(end) && view.is(end + 1, &["who"]) && works(view.lemma(end + 2)) {
        end + 3
    } else {
        return None;
    };
    let stop = (start..sentence.end)
        .find(|&at| matches!(view.upos(at), Upos::Punct | Upos::Verb | Upos::Aux))
        .unwrap_or(sentence.end);
    named_in(view, start..stop, person, |kind| matches!(kind, NameKind::Organisation | NameKind::Facility))
}

fn works(lemma: &str) -> bool {
    matches!(
        lemma,
        "head" | "lead" | "run" | "chair" | "direct" | "represent" | "manage" | "teach" | "work" | "advise"
    ) || matches!(lemma, "edit" | "serve" | "coordinate" | "found" | "own" | "lecture" | "study" | "command")
}

/// How far to the left a role that ends before `end` may reach.
fn walk_left(view: View, floor: usize, end: usize) -> usize {
    let mut start = end;
    while start > floor && end - start < LONGEST {
        let at = start - 1;
        let nominal = matches!(view.upos(at), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
            && !is_day_or_month(view, at)
            && !is_participle_of_speech(view, at);
        let hyphen = view.word(at) == "-" || view.word(at) == "–" && start < end;
        let possessive = view.is_possessive(at) && at > floor || view.xpos(at) == Xpos::PrpS;
        let joins = matches!(view.upos(at), Upos::Adp | Upos::Cconj)
            && view.is(at, &["of", "for", "and"])
            && (reaches_role(view, floor, at) || joins_fields(view, floor, at));
        if nominal || hyphen || possessive || joins {
            start = at;
        } else if is_article(view, at) {
            // An article inside "minister of the interior" goes on, one before the whole phrase ends it.
            start = at;
            if !(at > floor && view.is(at - 1, &["of", "for"]) && reaches_role(view, floor, at - 1)) {
                break;
            }
        } else {
            break;
        }
    }
    start
}

/// "industry and commerce minister": two fields of one office.
fn joins_fields(view: View, floor: usize, at: usize) -> bool {
    let field = |at: usize| view.upos(at) == Upos::Noun && speaker_noun(view.lemma(at)).is_none();
    at > floor && view.is(at, &["and"]) && field(at - 1) && field(at + 1)
}

/// "quoted Transport Minister X": taggers take the verb for an adjective.
fn is_participle_of_speech(view: View, at: usize) -> bool {
    let word = view.word(at).to_lowercase();
    let stems = [word.strip_suffix("ed"), word.strip_suffix('d')];
    stems.into_iter().flatten().any(crate::noun::is_speech_verb)
        || crate::noun::is_speech_verb(&word)
        || word == "told"
}

/// Whether a role noun stands shortly before the preposition: "Minister of Transport and Communications".
fn reaches_role(view: View, floor: usize, at: usize) -> bool {
    let near = floor.max(at.saturating_sub(4))..at;
    near.rev()
        .take_while(|&at| {
            matches!(view.upos(at), Upos::Noun | Upos::Propn | Upos::Adj)
                || view.is(at, &["of", "for", "and"])
        })
        .any(|at| {
            speaker_noun(view.lemma(at)).is_some_and(|noun| noun.kind == SpeakerKind::Person)
                && view.is(at + 1, &["of", "for"])
        })
}

fn ends_role(view: View, at: usize) -> bool {
    view.upos(at) == Upos::Punct && !matches!(view.word(at), "-" | "–" | "/")
        || matches!(
            view.xpos(at),
            Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Wp | Xpos::Wdt | Xpos::WpS | Xpos::Wrb
        )
}

/// What may follow a name that a role introduces with a comma: "Renn, made", "Falk, announced".
fn closes(view: View, at: usize) -> bool {
    at >= view.len() || matches!(view.upos(at), Upos::Punct | Upos::Verb | Upos::Aux)
}

/// Whether the noun at `at` is a role for that class of name.
fn fits(view: View, at: usize, kind: NameKind) -> bool {
    let lemma = view.lemma(at);
    speaker_noun(lemma).or_else(|| speaker_noun(view.word(at))).is_some_and(|noun| match noun.kind {
        SpeakerKind::Title | SpeakerKind::Person => kind == NameKind::Person,
        SpeakerKind::Organisation | SpeakerKind::Group => kind == NameKind::Organisation,
        SpeakerKind::Unnamed => false,
    })
}

/// "Mr", "Mrs", "Ms": they tell the gender, not the role.
pub(crate) fn is_honorific(view: View, at: usize) -> bool {
    view.is(at, &["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir", "madam"])
}

fn is_article(view: View, at: usize) -> bool {
    view.is(at, &["a", "an", "the"])
}

pub(crate) fn is_day_or_month(view: View, at: usize) -> bool {
    crate::calendar::weekday(view.word(at)).is_some() || crate::calendar::month(view.word(at)).is_some()
}
