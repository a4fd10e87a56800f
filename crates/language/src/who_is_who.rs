//! Who is who in a few sentences: aliases, acronyms, misspellings, metonyms, titles, pronouns of institutions.

use crate::sample::resolved;
use crate::{Entity, NameKind, affiliation, outlet};

/// Of every entity its name and the texts of its mentions.
fn cast(text: &str) -> Vec<(Entity, Vec<String>)> {
    let (report, analysis) = resolved(text);
    let texts = |entity: &Entity| {
        let text = |&mention: &usize| report.slice(analysis.mentions[mention].span).to_owned();
        entity.mentions.iter().map(text).collect()
    };
    analysis.entities.iter().map(|entity| (entity.clone(), texts(entity))).collect()
}

/// The entity one of whose mentions reads so.
fn who(text: &str, mention: &str) -> (Entity, Vec<String>) {
    let cast = cast(text);
    let found = cast.iter().find(|(_, mentions)| mentions.iter().any(|other| other == mention));
    found.cloned().unwrap_or_else(|| panic!("{mention} is nowhere in {cast:?}"))
}

#[test]
fn the_dprk_is_north_korea() {
    let text = "[LOC DPRK/NNP/nsubj>2 ] denied/VBD/root>0 it/PRP ./. | \
        [LOC North/NNP/compound>2 Korea/NNP/nsubj>3 ] said/VBD/root>0 so/RB ./. |";
    let (entity, mentions) = who(text, "DPRK");
    assert_eq!(mentions, ["DPRK", "North Korea"]);
    assert_eq!(entity.stands_for, Some("North Korea"));
}

#[test]
fn a_misspelt_surname_is_the_same_man() {
    let text = "[PER Colin/NNP/nsubj>3 Averard/NNP/flat>1 ] resigned/VBD/root>0 ./. | \
        [PER Averad/NNP/nsubj>2 ] said/VBD/root>0 nothing/NN ./. |";
    assert_eq!(who(text, "Averad").1, ["Colin Averard", "Averad"]);
}

#[test]
fn an_agency_and_its_acronym_are_one_outlet() {
    let text = "[ORG AP/NNP/nsubj>2 ] reported/VBD/root>0 it/PRP first/RB ./. | \
        The/DT [ORG Associated/NNP/compound>3 Press/NNP/nsubj>4 ] said/VBD/root>0 more/JJR ./. |";
    let (entity, mentions) = who(text, "AP");
    assert_eq!(mentions, ["AP", "Associated Press"]);
    assert_eq!(entity.outlet, Some("Associated Press"));
}

#[test]
fn palaces_and_capitals_speak_for_their_state_and_are_kept_as_written() {
    for (name, tokens, state) in [
        ("Pyongyang", "[LOC Pyongyang/NNP/nsubj>2 ]", "North Korea"),
        ("Kremlin", "The/DT/det>2 [ORG Kremlin/NNP/nsubj>3 ]", "Russia"),
        ("White House", "The/DT/det>3 [ORG White/NNP/compound>3 House/NNP/nsubj>4 ]", "United States"),
    ] {
        let verb = tokens.split_whitespace().filter(|token| token.contains('/')).count() + 1;
        let text = format!(
            "{tokens} said/VBD/root>0 the/DT talks/NNS/nsubj>{} ended/VBD/ccomp>{verb} ./. |",
            verb + 3
        );
        let (entity, _) = who(&text, name);
        assert_eq!((&*entity.name, entity.stands_for), (name, Some(state)));
    }
}

#[test]
fn a_capital_where_something_happens_stands_for_nothing() {
    let text = "The/DT/det>2 train/NN/nsubj>3 left/VBD/root>0 [LOC Moscow/NNP/obj>3 ] ./. |";
    assert_eq!(who(text, "Moscow").0.stands_for, None);
}

#[test]
fn an_office_before_a_name_is_its_role_and_tells_the_institution() {
    let text = "[ORG Grain/NNP/compound>3 Security/NNP/compound>3 Council/NNP/compound>4 ] spokesman/NN/nmod:desc>5 \
        [PER Joran/NNP/nsubj>7 Kell/NNP/flat>5 ] spoke/VBD/root>0 ./. |";
    let (report, analysis) = resolved(text);
    let person =
        analysis.entities.iter().position(|entity| entity.name == "Joran Kell").expect("he is named");
    let roles: Vec<&str> = analysis.entities[person].roles.iter().map(|role| report.slice(*role)).collect();
    assert_eq!(roles, ["Grain Security Council spokesman"]);
    assert_eq!(affiliation(&report, &analysis, person).as_deref(), Some("Grain Security Council"));
}

#[test]
fn two_of_one_surname_stay_two() {
    let text = "[PER Ada/NNP/nsubj>3 Quill/NNP/flat>1 ] sued/VBD/root>0 [PER Orson/NNP/obj>3 Quill/NNP/flat>4 ] ./. |";
    assert_eq!(who(text, "Ada Quill").1, ["Ada Quill"]);
    assert_eq!(who(text, "Orson Quill").1, ["Orson Quill"]);
}

#[test]
fn a_lone_surname_means_the_bearer_of_its_gender_named_last() {
    let text = "[PER Emma/NNP/nsubj>3 Quill/NNP/flat>1 ] sued/VBD/root>0 [PER John/NNP/obj>3 Quill/NNP/flat>4 ] ./. | \
        Mr/NNP/nmod:desc>2 [PER Quill/NNP/nsubj>3 ] denied/VBD/root>0 it/PRP ./. | \
        Ms/NNP/nmod:desc>2 [PER Quill/NNP/nsubj>3 ] said/VBD/root>0 nothing/NN ./. |";
    assert_eq!(who(text, "Emma Quill").1, ["Emma Quill", "Quill"]);
    assert_eq!(who(text, "John Quill").1, ["John Quill", "Quill"]);
}

#[test]
fn a_lone_surname_means_whom_the_report_is_about() {
    let text = "[PER Ada/NNP/nsubj>3 Quill/NNP/flat>1 ] sued/VBD/root>0 them/PRP/obj>3 ./. | \
        Her/PRP$/nmod:poss>2 brother/NN/nmod:desc>3 [PER Orson/NNP/nsubj>5 Quill/NNP/flat>3 ] said/VBD/root>0 so/RB ./. | \
        [PER Quill/NNP/nsubj>2 ] won/VBD/root>0 ./. |";
    assert_eq!(who(text, "Ada Quill").1[..2], ["Ada Quill", "Her"]);
    assert!(who(text, "Ada Quill").1.contains(&"Quill".to_owned()), "{:?}", who(text, "Ada Quill").1);
}

#[test]
fn titles_tell_the_gender() {
    let text = "Ms/NNP/nmod:desc>2 [PER Quill/NNP/nsubj>5 ] and/CC Mr/NNP/nmod:desc>5 [PER Brask/NNP/conj>2 ] met/VBD/root>0 ./. | \
        She/PRP/nsubj>2 said/VBD/root>0 nothing/NN ./. | He/PRP/nsubj>2 left/VBD/root>0 ./. |";
    assert_eq!(who(text, "She").0.name, "Quill");
    assert_eq!(who(text, "He").0.name, "Brask");
}

#[test]
fn a_rank_is_no_part_of_the_name() {
    let text = "Gen/NNP/nmod:desc>2 [PER Orvel/NNP/nsubj>4 Tamm/NNP/flat>2 ] said/VBD/root>0 so/RB ./. | \
        [PER Tamm/NNP/nsubj>2 ] left/VBD/root>0 ./. |";
    assert_eq!(who(text, "Tamm").0.name, "Orvel Tamm");
}

#[test]
fn an_institution_goes_on_speaking_as_it_or_they() {
    for pronoun in ["It", "They"] {
        let text = format!(
            "[ORG Norvik/NNP/compound>2 Shipping/NNP/nsubj>3 ] said/VBD/root>0 the/DT/det>5 crew/NN/nsubj>6 was/VBD/ccomp>3 safe/JJ ./. | \
            {pronoun}/PRP/nsubj>2 said/VBD/root>0 the/DT/det>4 ship/NN/nsubj>5 sank/VBD/ccomp>2 ./. |"
        );
        assert_eq!(who(&text, pronoun).0.name, "Norvik Shipping", "{pronoun}");
    }
}

#[test]
fn a_name_that_ends_in_what_it_is_is_no_person() {
    let text = "The/DT [PER Ada/NNP/compound>4 Quill/NNP/flat>2 Foundation/NNP/nsubj>5 ] said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "Ada Quill Foundation").0.kind, NameKind::Organisation);
}

#[test]
fn an_office_before_a_known_first_name_shows_a_person() {
    let text = "[ORG Shadow/NNP/compound>3 Home/NNP/compound>3 Secretary/NNP/nmod:desc>4 Emma/NNP/nsubj>6 Brask/NNP/flat>4 ] said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "Emma Brask").0.kind, NameKind::Person);
}

#[test]
fn a_lone_first_name_leans_to_its_usual_gender() {
    let text = "[PER Emma/NNP/nsubj>2 ] thanked/VBD/root>0 [PER Norvik/NNP/obj>2 ] ./. | \
        She/PRP/nsubj>2 said/VBD/root>0 nothing/NN ./. |";
    assert_eq!(who(text, "She").0.name, "Emma");
}

#[test]
fn outlets_of_the_table_are_told_by_any_name() {
    for (name, canonical) in [
        ("Press Trust of India", "PTI"),
        ("Ritzaus Bureau", "Ritzau"),
        ("Maghreb Arabe Presse", "MAP"),
        ("Euractiv", "Euractiv"),
    ] {
        assert_eq!(outlet(name).map(|entry| entry.name), Some(canonical), "{name}");
    }
}

#[test]
fn a_description_and_the_name_in_apposition_are_one() {
    let text = "One/CD/nummod>2 passenger/NN/nsubj>9 ,/, retired/JJ/amod>5 teacher/NN/appos>2 [PER Norvik/NNP/flat>5 Brask/NNP/flat>5 ] ,/, was/VBD/root>0 there/RB ./. |";
    assert_eq!(who(text, "Norvik Brask").1, ["One passenger", "Norvik Brask"]);
}

#[test]
fn whoever_a_quotation_speaks_of_is_not_its_speaker() {
    let text = "[PER Emil/NNP/nsubj>3 Brask/NNP/flat>1 ] disagreed/VBD/root>0 ./. | \
        “/`` [PER Otto/NNP/nsubj>4 Quill/NNP/flat>2 ] is/VBZ/root>0 late/JJ/root>0 ,/, ”/'' he/PRP/nsubj>9 said/VBD/root>0 ./. |";
    assert_eq!(who(text, "he").0.name, "Emil Brask");
}

#[test]
fn an_institution_taken_for_a_place_is_told_by_the_words_beside_it() {
    for text in [
        "[LOC Orvik/NNP/nsubj>2 ] said/VBD/root>0 sales/NNS/nsubj>4 fell/VBD/ccomp>2 ./. |",
        "[LOC Orvik/NNP/compound>2 ] shares/NNS/nsubj>3 fell/VBD/root>0 ./. |",
        "[PER Orvik/NNP/nsubj>6 ] ,/, the/DT/det>4 regulator/NN/appos>1 ,/, agreed/VBD/root>0 ./. |",
        "Danish/JJ/amod>2 drugmaker/NN/compound>3 [LOC Orvik/NNP/nsubj>4 ] stopped/VBD/root>0 ./. |",
    ] {
        assert_eq!(who(text, "Orvik").0.kind, NameKind::Organisation, "{text}");
    }
    let place = "In/IN/case>2 [LOC Orvik/NNP/obl>3 ] nothing/NN/nsubj>4 moved/VBD/root>0 ./. | \
        [LOC Orvik/NNP/nsubj>2 ] says/VBZ/root>0 no/UH ./. |";
    assert_eq!(who(place, "Orvik").0.kind, NameKind::Location);
}

#[test]
fn a_description_between_commas_is_the_name_beside_it_and_goes_on_meaning_it() {
    let text = "The/DT/det>3 medicines/NNS/compound>3 watchdog/NN/nsubj>7 ,/, the/DT/det>6 [ORG NMB/NNP/appos>3 ] ,/, knew/VBD/root>0 ./. | \
        The/DT/det>2 watchdog/NN/nsubj>3 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "NMB").1, ["The medicines watchdog", "NMB", "The watchdog"]);
    let list = "The/DT/det>2 ministry/NN/nsubj>8 ,/, [ORG NMB/NNP/conj>2 ] ,/, and/CC doctors/NNS/conj>2 knew/VBD/root>0 ./. |";
    assert_eq!(who(list, "NMB").1, ["NMB"]);
}

#[test]
fn the_sentence_after_names_the_institution_that_was_introduced() {
    let text = "A/DT/det>3 Danish/JJ/amod>3 firm/NN/nsubj>4 stopped/VBD/root>0 ./. | \
        [PER Orvik/NNP/nsubj>2 ] said/VBD/root>0 so/RB ./. | The/DT/det>2 company/NN/nsubj>3 paid/VBD/root>0 ./. |";
    assert_eq!(who(text, "Orvik").1, ["A Danish firm", "Orvik", "The company"]);
}

#[test]
fn the_carrier_is_the_one_carrier_and_of_two_neither() {
    let one = "[ORG Skarv/NNP/compound>2 Lines/NNP/nsubj>3 ] stopped/VBD/root>0 ,/, \
        the/DT/det>7 Danish/JJ/amod>7 carrier/NN/nsubj>8 said/VBD/parataxis>3 ./. |";
    assert_eq!(who(one, "the Danish carrier").0.name, "Skarv Lines");
    let two = "[ORG Skarv/NNP/compound>2 Lines/NNP/nsubj>6 ] and/CC/cc>5 [ORG Delta/NNP/compound>5 Ferries/NNP/conj>2 ] stopped/VBD/root>0 ./. | \
        The/DT/det>2 carrier/NN/nsubj>3 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(two, "The carrier").1, ["The carrier"]);
    let swedish = "Swedish/JJ/amod>2 carrier/NN/nmod:desc>4 [ORG Skarv/NNP/compound>4 Lines/NNP/nsubj>5 ] stopped/VBD/root>0 ./. | \
        The/DT/det>3 Danish/JJ/amod>3 carrier/NN/nsubj>4 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(swedish, "The Danish carrier").1, ["The Danish carrier"]);
}

#[test]
fn the_infrastructure_company_is_not_any_company() {
    let text = "[ORG Skarv/NNP/compound>2 Rail/NNP/nsubj>3 ] stopped/VBD/root>0 ./. | \
        The/DT/det>3 infrastructure/NN/compound>3 company/NN/nsubj>4 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "The infrastructure company").1, ["The infrastructure company"]);
}

#[test]
fn an_office_told_before_its_bearer_is_named_is_hers_if_only_she_bears_it() {
    let office = "Denmark/NNP/nmod:poss>4 's/POS/case>1 trade/NN/compound>4 minister/NN/nsubj>5 said/VBD/root>0 so/RB ./. | ";
    let one = "Trade/NNP/compound>2 Minister/NNP/nmod:desc>3 [PER Ada/NNP/nsubj>5 Brask/NNP/flat>3 ] said/VBD/root>0 so/RB ./. |";
    let text = format!("{office}{one}");
    assert_eq!(who(&text, "Ada Brask").1, ["Denmark's trade minister", "Ada Brask"]);
    let two = "Trade/NNP/compound>2 Minister/NNP/nmod:desc>3 [PER Otto/NNP/nsubj>5 Quill/NNP/flat>3 ] came/VBD/root>0 ./. |";
    assert_eq!(who(&format!("{office}{one} {two}"), "Ada Brask").1, ["Ada Brask"]);
}

#[test]
fn an_office_told_before_a_name_is_that_of_the_one_who_bears_it_as_a_title() {
    let office = "The/DT/det>2 judge/NN/nsubj>3 left/VBD/root>0 ./. | Later/RB/advmod>5 ,/, ";
    let titled = "Judge/NNP/nmod:desc>4 [PER Brask/NNP/nsubj>5 ] spoke/VBD/root>0 ./. |";
    let one = format!("{office}{titled}");
    assert_eq!(who(&one, "Brask").1, ["The judge", "Brask"]);
    let trade = titled.replace("Judge/NNP", "judge/NN");
    assert_eq!(who(&format!("{office}{trade}"), "Brask").1, ["Brask"]);
    let two = "Judge/NNP/nmod:desc>2 [PER Quill/NNP/nsubj>3 ] came/VBD/root>0 ./. |";
    assert_eq!(who(&format!("{one} {two}"), "Brask").1, ["Brask"]);
}

#[test]
fn who_adds_is_who_spoke() {
    let text = "[PER Ada/NNP/nsubj>3 Brask/NNP/flat>1 ] said/VBD/root>0 so/RB ./. | \
        “/`` It/PRP/nsubj>3 burned/VBD/ccomp>5 ,/, ”/'' added/VBD/root>0 the/DT/det>9 market/NN/compound>9 trader/NN/nsubj>6 ./. |";
    assert_eq!(who(text, "Ada Brask").1, ["Ada Brask", "the market trader"]);
    let other = text.replace("added/VBD", "said/VBD");
    assert_eq!(who(&other, "the market trader").1, ["the market trader"]);
}

#[test]
fn an_age_means_the_one_person_named_lately() {
    let text = "[PER Ada/NNP/nsubj>3 Brask/NNP/flat>1 ] waited/VBD/root>0 ./. | \
        The/DT/det>6 52/CD/nummod>4 -/HYPH year/NN/compound>6 -/HYPH old/JJ/nsubj>7 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "Ada Brask").1, ["Ada Brask", "The 52 - year - old"]);
}

#[test]
fn a_paper_is_meant_by_its_last_word_behind_the_article() {
    let text = "The/DT [ORG New/NNP/compound>4 York/NNP/compound>4 Times/NNP/nsubj>5 ] asked/VBD/root>0 ./. | \
        The/DT/det>2 [ORG Times/NNP/nsubj>3 ] said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "The Times").1, ["New York Times", "The Times"]);
    let two =
        format!("The/DT [ORG Financial/NNP/compound>3 Times/NNP/nsubj>4 ] asked/VBD/root>0 ./. | {text}");
    assert_eq!(who(&two, "New York Times").1, ["New York Times"]);
}

#[test]
fn an_abbreviated_title_is_the_office() {
    let text = "New/NNP/compound>2 Jersey/NNP/compound>3 Gov./NNP/nmod:desc>4 [PER Otto/NNP/nsubj>6 Brask/NNP/flat>4 ] agreed/VBD/root>0 ./. | \
        The/DT/det>4 New/NNP/compound>3 Jersey/NNP/compound>4 governor/NN/nsubj>5 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "Otto Brask").1, ["Otto Brask", "The New Jersey governor"]);
}

#[test]
fn whoever_sits_for_a_place_is_described_by_it() {
    let text = "Sen./NNP/nmod:desc>2 [PER Otto/NNP/nsubj>9 Brask/NNP/flat>2 ] (/-LRB- R/NNP/list>2 -/HYPH Fla./NNP/flat>5 )/-RRB- agreed/VBD/root>0 ./. | \
        The/DT/det>3 [LOC Florida/NNP/compound>3 ] senator/NN/nsubj>4 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "Otto Brask").1, ["Otto Brask", "The Florida senator"]);
    let other = text.replace("Florida/NNP", "Ohio/NNP");
    assert_eq!(who(&other, "Otto Brask").1, ["Otto Brask"]);
}

#[test]
fn where_a_company_sits_does_not_set_it_apart() {
    let text = "Danish/JJ/amod>2 drugmaker/NN/compound>3 [ORG Orvik/NNP/nsubj>4 ] stopped/VBD/root>0 ./. | \
        The/DT/det>5 [LOC Basel/NNP/compound>4 ] -/HYPH based/VBN/amod>5 company/NN/nsubj>6 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "Orvik").1, ["Orvik", "The Basel - based company"]);
}

#[test]
fn a_name_that_means_several_is_they() {
    let text = "[ORG Lunde/NNP/compound>2 Senators/NNPS/nsubj>3 ] met/VBD/root>0 ./. | They/PRP/nsubj>2 said/VBD/root>0 nothing/NN ./. |";
    assert_eq!(who(text, "They").0.name, "Lunde Senators");
}

#[test]
fn who_can_be_counted_is_no_institution() {
    let text = "All/DT/det>3 [ORG Lunde/NNP/compound>3 Senators/NNPS/nsubj>4 ] met/VBD/root>0 ./. | [ORG Lunde/NNP/compound>2 Senators/NNPS/nsubj>3 ] left/VBD/root>0 ./. |";
    let (entity, mentions) = who(text, "Lunde Senators");
    assert_eq!((entity.kind, mentions.len()), (NameKind::Norp, 2));
    let union = text.replace("All/DT/det>3 ", "");
    assert_eq!(who(&union, "Lunde Senators").0.kind, NameKind::Organisation);
}

#[test]
fn the_danish_people_are_danes() {
    let text = "[NORP Danes/NNPS/nsubj>2 ] voted/VBD/root>0 ./. | \
        The/DT/det>3 [NORP Danish/JJ/amod>3 ] people/NNS/nsubj>4 said/VBD/root>0 so/RB ./. |";
    assert_eq!(who(text, "Danes").1, ["Danes", "The Danish people", "Danish"]);
    let none = text.replace("Danes/NNPS", "Swedes/NNPS");
    assert_eq!(who(&none, "Swedes").1, ["Swedes"]);
}

#[test]
fn the_fields_of_an_office_are_part_of_it() {
    let text = "[LOC Lunde/NNP/nmod:poss>3 ] 's/POS/case>1 industry/NN/nsubj>10 and/CC/cc>5 trade/NN/compound>6 minister/NN/conj>3 ,/, \
        [PER Otto/NNP/appos>6 Brask/NNP/flat>8 ] ,/, spoke/VBD/root>0 ./. |";
    let (report, analysis) = resolved(text);
    let roles: Vec<&str> =
        analysis.entities.iter().flat_map(|entity| &entity.roles).map(|role| report.slice(*role)).collect();
    assert_eq!(roles, ["Lunde's industry and trade minister"]);
}
