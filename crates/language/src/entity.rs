//! Mentions in, [`Entity`]s out: names by their variants, then descriptions and pronouns in order of the text.
//!
//! A description or pronoun that fits several entities stays on its own: it never guesses across entities.

use std::collections::BTreeMap;

use woozle_text::Report;

use crate::cast::{Cast, Member};
use crate::mention::{Found, find};
use crate::metonym::{StateName, state};
use crate::ner::NameSpan;
use crate::outlet::outlet;
use crate::view::View;
use crate::{Analysis, Entity, MentionKind, NameKind, alias, naming, nominal, pronoun};

/// Of how many entities under one key a name may be a variant.
const NEAR: usize = 64;

/// Fills the mentions and entities of the analysis from the names found in it.
pub(crate) fn resolve(report: &Report, analysis: &mut Analysis, names: Vec<NameSpan>) {
    let view = View { report, analysis };
    let mut found = find(view, &names);
    let mut cast = group_names(view, &mut found);
    for number in 0..found.len() {
        let entity = match found[number].mention.kind {
            MentionKind::Name => Some(found[number].mention.entity),
            MentionKind::Nominal => naming::named_beside(view, &found, number, &cast)
                .or_else(|| nominal::resolve(view, &found, number, &cast)),
            MentionKind::Pronoun => pronoun::resolve(view, &found, number, &cast),
        };
        let member = Member::of(&found[number], number);
        found[number].mention.entity = cast.add(entity, member);
    }
    name_later(view, &mut found, &cast);
    let entities = describe(view, &mut found, &cast);
    analysis.mentions = found.into_iter().map(|found| found.mention).collect();
    analysis.entities = entities;
}

/// Descriptions that no name stood before mean who is named after them, and so do the pronouns that mean them.
fn name_later(view: View, found: &mut [Found], cast: &Cast) {
    for entity in cast.entities.iter().filter(|entity| !entity.named) {
        let description = |at: &&usize| found[**at].mention.kind == MentionKind::Nominal;
        let described = entity.mentions.iter().find(description);
        if let Some(bearer) = described.and_then(|&at| naming::named_later(view, found, at)) {
            for &at in &entity.mentions {
                found[at].mention.entity = bearer;
            }
        }
    }
}

/// Gives every name its entity.
fn group_names(view: View, found: &mut [Found]) -> Cast {
    agree_on_kinds(found);
    let mut cast = Cast::default();
    let mut names: Vec<usize> =
        (0..found.len()).filter(|&at| found[at].mention.kind == MentionKind::Name).collect();
    // Fuller names first, so that a surname finds its bearer wherever it stands.
    names.sort_by_key(|&at| (usize::MAX - found[at].traits.words.len(), at));
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in names {
        let entity = same_name(view, &found[at], &cast, &index);
        let entity = entity.unwrap_or_else(|| cast.open(found[at].mention.name_kind));
        found[at].mention.entity = entity;
        cast.name(entity, &found[at]);
        for key in keys(view, &found[at]) {
            let bucket = index.entry(key).or_default();
            if !bucket.contains(&entity) {
                bucket.push(entity);
            }
        }
    }
    cast
}

/// Under which keys the variants of a name meet.
fn keys(view: View, found: &Found) -> Vec<String> {
    let words = &found.traits.words;
    let mut keys: Vec<String> = [words.first(), words.last()].into_iter().flatten().cloned().collect();
    // Misspellings share their first three letters.
    keys.extend(words.last().map(|word| word.chars().take(3).collect::<String>() + "~"));
    let initials: String =
        words.iter().filter(|word| word.len() > 3).filter_map(|word| word.chars().next()).collect();
    keys.push(initials + "=");
    let text = view.text(found.mention.tokens.clone());
    if text.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase) {
        keys.push(text.to_lowercase().replace('.', "") + "=");
    }
    if words.iter().any(|word| word == "ministry" || word == "department") {
        keys.push("ministry".to_owned());
    }
    keys.extend(outlet(text).map(|entry| format!("outlet {}", entry.name)));
    if let Some((name, StateName::Country | StateName::Demonym)) = state(text) {
        keys.push(format!("state {name}"));
    }
    keys
}

/// The one entity, if it is one, of which the name is a variant.
fn same_name(view: View, found: &Found, cast: &Cast, index: &BTreeMap<String, Vec<usize>>) -> Option<usize> {
    let mut near: Vec<usize> = Vec::new();
    for bucket in keys(view, found).iter().filter_map(|key| index.get(key)) {
        near.extend(bucket.iter().rev().take(NEAR));
    }
    near.sort_unstable();
    near.dedup();
    let text = view.text(found.mention.tokens.clone());
    let words = &found.traits.words;
    let kind = found.mention.name_kind;
    let same_kind = |&entity: &usize| cast.entities[entity].kind == kind;
    // A lone surname is not its bearer's alone: "Ms Quill" is not the Orson Quill whom "Quill" meant before.
    let lone = kind == NameKind::Person && words.len() == 1;
    let exact = |&entity: &usize| !lone && cast.entities[entity].names.contains(words);
    if let Some(entity) = near.iter().copied().filter(same_kind).find(exact) {
        return Some(entity);
    }
    let fits = |&entity: &usize| match kind {
        NameKind::Person => fits_person(found, cast, entity),
        NameKind::Organisation | NameKind::Facility => fits_organisation(found, text, cast, entity),
        NameKind::Location | NameKind::Norp => fits_place(text, words, cast, entity),
        _ => false,
    };
    let candidates: Vec<usize> = near.into_iter().filter(same_kind).filter(fits).collect();
    match candidates[..] {
        [] => None,
        [entity] => Some(entity),
        _ if kind == NameKind::Person => {
            let surname = |entity: &&usize| {
                cast.entities[**entity].names.iter().any(|name| alias::surname_of(words, name))
            };
            let bearers: Vec<usize> = candidates.iter().filter(surname).copied().collect();
            nearest(found, cast, if bearers.is_empty() { &candidates } else { &bearers })
        }
        _ => None,
    }
}

/// Of several people of that surname the one named last before the mention.
fn nearest(found: &Found, cast: &Cast, candidates: &[usize]) -> Option<usize> {
    let before = |entity: usize| {
        cast.entities[entity].starts.range(..=found.mention.tokens.start).next_back().copied()
    };
    candidates.iter().copied().max_by_key(|&entity| (before(entity), usize::MAX - entity))
}

fn fits_person(found: &Found, cast: &Cast, entity: usize) -> bool {
    let entity = &cast.entities[entity];
    let genders_agree = match (found.traits.gender, entity.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    genders_agree && entity.names.iter().any(|name| alias::person(&found.traits.words, name))
}

fn fits_organisation(found: &Found, text: &str, cast: &Cast, entity: usize) -> bool {
    let entity = &cast.entities[entity];
    match (outlet(text), entity.outlet) {
        (Some(entry), Some(other)) => return entry.name == other,
        (Some(_), None) => return false,
        (None, Some(_)) => {
            return entity.names.iter().any(|name| alias::organisation(&found.traits.words, name, text))
                && found.traits.words.len() > 1;
        }
        (None, None) => {}
    }
    entity.names.iter().any(|name| alias::organisation(&found.traits.words, name, text))
}

fn fits_place(text: &str, words: &[String], cast: &Cast, entity: usize) -> bool {
    let entity = &cast.entities[entity];
    let this = state(text).filter(|(_, how)| matches!(how, StateName::Country | StateName::Demonym));
    if let Some((name, _)) = this {
        return entity.state == Some(name);
    }
    // "the North" for "North Korea", where there is but one.
    matches!(words, [word] if matches!(&**word, "north" | "south"))
        && entity.names.iter().any(|name| name.first() == words.first())
}

/// The same words are of the same kind throughout; a lone surname of a person named in full is a person.
fn agree_on_kinds(found: &mut [Found]) {
    let mut votes: BTreeMap<Vec<String>, BTreeMap<NameKind, usize>> = BTreeMap::new();
    let mut surnames: BTreeMap<String, usize> = BTreeMap::new();
    for found in found.iter().filter(|found| found.mention.kind == MentionKind::Name) {
        *votes.entry(found.traits.words.clone()).or_default().entry(found.mention.name_kind).or_default() +=
            1;
        if let (NameKind::Person, [_, .., last]) = (found.mention.name_kind, &found.traits.words[..]) {
            *surnames.entry(last.clone()).or_default() += 1;
        }
    }
    for found in found.iter_mut().filter(|found| found.mention.kind == MentionKind::Name) {
        let Some(kinds) = votes.get(&found.traits.words) else { continue };
        if let Some((&kind, _)) =
            kinds.iter().max_by_key(|&(&kind, &count)| (count, kind == NameKind::Organisation))
        {
            found.mention.name_kind = kind;
        }
        let lone = matches!(&found.traits.words[..], [word] if surnames.contains_key(word));
        if lone && !matches!(found.mention.name_kind, NameKind::Norp) {
            found.mention.name_kind = NameKind::Person;
        }
    }
}

/// The entities in order of their first mention, and the mentions renumbered to match.
fn describe(view: View, found: &mut [Found], cast: &Cast) -> Vec<Entity> {
    let mut order: Vec<Option<usize>> = vec![None; cast.entities.len()];
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (number, found) in found.iter_mut().enumerate() {
        let entity = *order[found.mention.entity].get_or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        found.mention.entity = entity;
        members[entity].push(number);
    }
    members.into_iter().map(|members| entity(view, found, members)).collect()
}

fn entity(view: View, found: &[Found], members: Vec<usize>) -> Entity {
    let names: Vec<usize> =
        members.iter().copied().filter(|&at| found[at].mention.kind == MentionKind::Name).collect();
    let named = !names.is_empty();
    let best = best_name(view, found, if named { &names } else { &members });
    let kind = found[best].mention.name_kind;
    let name = view.text(found[best].mention.tokens.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut roles: Vec<woozle_text::Span> = Vec::new();
    for role in members.iter().filter_map(|&at| found[at].mention.role) {
        if !roles.iter().any(|other| view.report.slice(*other) == view.report.slice(role)) {
            roles.push(role);
        }
    }
    let texts = || names.iter().map(|&at| view.text(found[at].mention.tokens.clone()));
    let outlet = texts().find_map(outlet).filter(|_| kind != NameKind::Person).map(|entry| entry.name);
    let acts = members.iter().any(|&at| found[at].traits.speaker || found[at].traits.subject);
    let stands_for = texts()
        .find_map(state)
        .filter(|(_, how)| kind != NameKind::Person && (*how != StateName::Capital || acts));
    Entity {
        name,
        kind,
        mentions: members,
        named,
        roles,
        outlet,
        stands_for: stands_for.map(|(state, _)| state),
    }
}

/// The fullest name; of a country the most frequent one; of a description the longest.
fn best_name(view: View, found: &[Found], members: &[usize]) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &at in members {
        *counts.entry(view.text(found[at].mention.tokens.clone())).or_default() += 1;
    }
    let weight = |at: usize| {
        let mention = &found[at].mention;
        let text = view.text(mention.tokens.clone());
        let count = counts.get(text).copied().unwrap_or(0);
        let words = if mention.kind == MentionKind::Pronoun { 0 } else { found[at].traits.words.len() };
        match mention.name_kind {
            NameKind::Location | NameKind::Norp => (count, 0, 0),
            NameKind::Person if mention.kind == MentionKind::Name => (words, count, text.len()),
            // A description is best as it was first introduced.
            _ if mention.kind == MentionKind::Nominal => (1, 0, 0),
            _ => (usize::from(mention.kind == MentionKind::Name) * 2, text.len(), count),
        }
    };
    members.iter().copied().max_by_key(|&at| (weight(at), usize::MAX - at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::sample::resolved;
    use crate::{Analysis, affiliation};
    use woozle_text::Report;

    /// For every entity its name and the texts of its mentions.
    fn entities(report: &Report, analysis: &Analysis) -> Vec<(String, Vec<String>)> {
        let text = |&mention: &usize| report.slice(analysis.mentions[mention].span).to_owned();
        analysis
            .entities
            .iter()
            .map(|entity| (entity.name.clone(), entity.mentions.iter().map(text).collect()))
            .collect()
    }

    /// Asserts that the mentions of the entity with that name read so.
    fn expect(text: &str, name: &str, mentions: &[&str]) {
        let (report, analysis) = resolved(text);
        let all = entities(&report, &analysis);
        let found = all.iter().find(|(other, _)| other == name);
        assert_eq!(
            found.map(|(_, found)| found.iter().map(String::as_str).collect()),
            Some(mentions.to_vec()),
            "{all:?}"
        );
    }

    const HARBOUR: &str = "[ORG Harbour/NNP Safety/NNP Board/NNP ] spokeswoman/NN/nmod:desc>5 [PER Mira/NNP/nsubj>7 Tarrow/NNP/flat>5 ] \
        said/VBD/root>0 the/DT pier/NN/nsubj>10 closed/VBD/ccomp>7 ./. | She/PRP/nsubj>2 added/VBD/root>0 that/IN repairs/NNS began/VBD ./. || \
        [PER Tarow/NNP/nsubj>2 ] denied/VBD/root>0 a/DT delay/NN ./. |";

    #[test]
    fn name_surname_pronoun_and_misspelling_are_one_person() {
        expect(HARBOUR, "Mira Tarrow", &["Mira Tarrow", "She", "Tarow"]);
    }

    #[test]
    fn a_spokeswoman_speaks_for_her_institution() {
        let (report, analysis) = resolved(HARBOUR);
        let person =
            analysis.entities.iter().position(|entity| entity.name == "Mira Tarrow").expect("she is there");
        assert_eq!(affiliation(&report, &analysis, person).as_deref(), Some("Harbour Safety Board"));
        let roles: Vec<&str> =
            analysis.entities[person].roles.iter().map(|role| report.slice(*role)).collect();
        assert_eq!(roles, ["Harbour Safety Board spokeswoman"]);
    }

    const MINISTER: &str = "Transport/NNP Minister/NNP [PER Radko/NNP/nsubj>5 Belin/NNP/flat>3 ] spoke/VBD/root>0 ./. | \
        [PER Ola/NNP/nsubj>10 Brandt/NNP/flat>1 ] ,/, a/DT spokesman/NN/appos>1 for/IN private/JJ operator/NN [ORG Delta/NNP Ferries/NNP ] \
        ,/, said/VBD/root>0 nothing/NN ./. | The/DT Minister/NNP/nsubj>3 said/VBD/root>0 the/DT ferry/NN sank/VBD ./. | \
        The/DT company/NN/nsubj>3 denied/VBD/root>0 it/PRP/obj>3 ./. |";

    #[test]
    fn the_minister_and_the_company_mean_those_named_before() {
        expect(MINISTER, "Radko Belin", &["Radko Belin", "The Minister"]);
        expect(MINISTER, "Delta Ferries", &["Delta Ferries", "The company"]);
    }

    #[test]
    fn apposition_gives_role_and_affiliation_and_a_minister_his_ministry() {
        let (report, analysis) = resolved(MINISTER);
        let of = |name: &str| {
            let entity =
                analysis.entities.iter().position(|entity| entity.name == name).expect("named in the report");
            affiliation(&report, &analysis, entity)
        };
        assert_eq!(of("Ola Brandt").as_deref(), Some("Delta Ferries"));
        assert_eq!(of("Radko Belin").as_deref(), Some("Transport Ministry"));
    }

    #[test]
    fn of_two_ministers_none_is_guessed() {
        let text = "Minister/NNP [PER Ada/NNP/nsubj>5 Holm/NNP/flat>2 ] and/CC Minister/NNP [PER Bo/NNP Lind/NNP ] met/VBD/root>0 ./. | \
            The/DT minister/NN/nsubj>3 said/VBD/root>0 nothing/NN ./. |";
        expect(text, "The minister", &["The minister"]);
    }

    #[test]
    fn one_country_by_all_its_names_and_an_outlet_by_its_acronym() {
        let text = "[LOC North/NNP Korea/NNP ] told/VBD [ORG Associated/NNP Press/NNP ] it/PRP agreed/VBD ./. | \
            The/DT [LOC DPRK/NNP ] told/VBD AP/NNP more/JJR ./. |";
        expect(text, "North Korea", &["North Korea", "DPRK"]);
        expect(text, "Associated Press", &["Associated Press", "AP"]);
        let (_, analysis) = resolved(text);
        assert!(analysis.entities.iter().any(|entity| entity.outlet == Some("Associated Press")));
    }

    #[test]
    fn a_capital_that_speaks_stands_for_its_state() {
        let (_, analysis) = resolved(
            "[LOC Moscow/NNP/nsubj>2 ] denied/VBD/root>0 it/PRP ./. | They/PRP met/VBD in/IN [LOC Dushanbe/NNP ] ./. |",
        );
        let stands: Vec<_> = analysis.entities.iter().filter_map(|entity| entity.stands_for).collect();
        assert_eq!(stands, ["Russia"]);
    }

    #[test]
    fn sources_keep_their_whole_description() {
        let text = "Sources/NNS/nsubj>6 close/JJ/amod>1 to/IN/case>5 the/DT/det>5 matter/NN/obl>2 said/VBD/root>0 so/RB ./. | \
            A/DT [LOC US/NNP/compound>3 ] official/NN/nsubj>4 told/VBD/root>0 us/PRP ./. |";
        expect(text, "Sources close to the matter", &["Sources close to the matter"]);
        expect(text, "A US official", &["A US official"]);
    }

    #[test]
    fn spans_slice_their_report() {
        let (report, analysis) = resolved(HARBOUR);
        for mention in &analysis.mentions {
            assert!(!report.slice(mention.span).is_empty());
        }
    }
}
