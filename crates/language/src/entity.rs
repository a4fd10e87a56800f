//! Mentions in, [`Entity`]s out: names by their variants, then descriptions and pronouns in order of the text.
//!
//! A description or pronoun that fits several entities stays on its own: it never guesses across entities.

use std::collections::BTreeMap;

use woozle_text::Report;

use crate::cast::{Cast, Member};
use crate::grouping::group_names;
use crate::mention::{Found, find};
use crate::metonym::{StateName, state};
use crate::ner::NameSpan;
use crate::outlet::outlet;
use crate::view::View;
use crate::{Analysis, Entity, MentionKind, NameKind, naming, nominal, pronoun};

/// Fills the mentions and entities of the analysis from the names found in it.
pub(crate) fn resolve(report: &Report, analysis: &mut Analysis, names: Vec<NameSpan>) {
    resolve_watched(report, analysis, names, &mut |_, _, _, _| {});
}

/// Is told of every pronoun, before it is resolved: the mentions, its number among them, who is who so far.
pub(crate) type Watch<'a> = &'a mut dyn FnMut(View, &[Found], usize, &Cast);

/// [`resolve`], telling `watch` of every pronoun.
pub(crate) fn resolve_watched(
    report: &Report,
    analysis: &mut Analysis,
    names: Vec<NameSpan>,
    watch: Watch<'_>,
) {
    let view = View { report, analysis };
    let mut found = find(view, &names);
    let mut cast = group_names(view, &mut found);
    for number in 0..found.len() {
        let entity = match found[number].mention.kind {
            MentionKind::Name => Some(found[number].mention.entity),
            MentionKind::Nominal => naming::named_beside(view, &found, number, &cast)
                .or_else(|| nominal::resolve(view, &found, number, &cast)),
            MentionKind::Pronoun => {
                watch(view, &found, number, &cast);
                pronoun::resolve(view, &found, number, &cast)
            }
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
    let offices = naming::offices(view, found);
    for entity in cast.entities.iter().filter(|entity| !entity.named) {
        let description = |at: &&usize| found[**at].mention.kind == MentionKind::Nominal;
        let described = entity.mentions.iter().find(description);
        if let Some(bearer) = described.and_then(|&at| naming::named_later(view, found, at, &offices, cast)) {
            for &at in &entity.mentions {
                found[at].mention.entity = bearer;
            }
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
    let people = members.iter().any(|&at| {
        found[at].mention.kind == MentionKind::Nominal && view.is(found[at].mention.head, &["people"])
    });
    let best = best_name(view, found, if named { &names } else { &members }, people);
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
fn best_name(view: View, found: &[Found], members: &[usize], people: bool) -> usize {
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
            // Whom "the Danish people" means too are "Danes" and not "Danish".
            NameKind::Norp if people => (usize::from(found[at].traits.plural), count, 0),
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
