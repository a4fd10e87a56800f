//! Small fictional stories and where their reports differ, and where they only seem to.

mod draft;

use draft::{Draft, draft, findings, undated};
use woozle_attribution::{Manner, SourceKind};
use woozle_corroboration::{AlterationKind, DiscrepancyKind, Findings};

use SourceKind::{Document, Organisation, Outlet, Person, Unnamed};

/// The discrepancies of one kind, each as the values of its reports.
fn values(found: &Findings, kind: DiscrepancyKind) -> Vec<Vec<&str>> {
    let all = found.discrepancies.iter().filter(|discrepancy| discrepancy.kind == kind);
    all.map(|discrepancy| discrepancy.values.iter().map(|value| value.value.as_str()).collect()).collect()
}

/// Two reports of one day, each with one statement of one speaker.
fn two(one: &str, other: &str, speaker: (&str, SourceKind)) -> Findings {
    let report = |outlet: &str, content: &str| {
        draft(Some(outlet), 3, &format!("{content}, {} said.", speaker.0))
            .says(content, &[speaker])
            .mentions(&[speaker.0])
    };
    findings(&[report("The Harbour Post", one), report("Inland News", other)])
}

const QUILL: (&str, SourceKind) = ("Ada Quill", Person);

#[test]
fn a_figure_said_loudly_is_that_figure() {
    let number = DiscrepancyKind::Number;
    let jobs = |figure: &str| format!("the closing of the yard would cost {figure} jobs by spring");
    let found = two(&jobs("340"), &jobs("as many as 430"), QUILL);
    assert_eq!(values(&found, number), [["340 jobs", "as many as 430 jobs"]]);
    assert!(values(&two(&jobs("430"), &jobs("as many as 430"), QUILL), number).is_empty());
    assert!(values(&two(&jobs("340"), &jobs("up to 430"), QUILL), number).is_empty());
}

#[test]
fn a_fraction_in_words_is_a_rounding_and_a_bare_number_counts_anything() {
    let number = DiscrepancyKind::Number;
    let catch = |figure: &str| format!("the herring catch of the coast was down by {figure} in May");
    assert!(values(&two(&catch("a third"), &catch("a third"), QUILL), number).is_empty());
    assert_eq!(values(&two(&catch("a third"), &catch("half"), QUILL), number).len(), 1);
    let fell = "the flow of the spring fell to 61 litres per second in May from 93 in April";
    let other = "the flow of the spring, 93 litres per second in April, fell to 61 in May";
    assert!(values(&two(fell, other, QUILL), number).is_empty());
}

#[test]
fn one_speakers_figures_are_compared_across_a_paraphrase() {
    let one = "each widow of the wreck would receive 20,000 crowns without delay";
    let other = "every widow left by the wreck will get 30,000 crowns ahead of any court";
    assert_eq!(
        values(&two(one, other, QUILL), DiscrepancyKind::Number),
        [["20,000 crowns", "30,000 crowns"]]
    );
}

#[test]
fn month_and_day_tell_where_no_report_states_its_year() {
    let visit = |day: &str| format!("engineers from both towns would inspect the sluice on {day}");
    let one = |outlet: &str, day: &str| {
        let content = visit(day);
        undated(Some(outlet), &format!("{content}, Ada Quill said.")).says(&content, &[QUILL])
    };
    let found = findings(&[one("The Harbour Post", "June 10"), one("Inland News", "June 12")]);
    assert_eq!(values(&found, DiscrepancyKind::Date), [["June 10", "June 12"]]);
    assert!(values(&found, DiscrepancyKind::Number).is_empty(), "a day of the month counts nothing");
    let found = findings(&[one("The Harbour Post", "June 10"), one("Inland News", "10 June")]);
    assert!(values(&found, DiscrepancyKind::Date).is_empty());
}

#[test]
fn an_outlet_in_the_sources_description_is_one_to_differ_on() {
    let duty = "Brussels would charge a duty of 12 per cent on anchors from July";
    let draft_of = |name: &str, by: &str| {
        draft(Some(name), 3, &format!("{duty}, according to a draft rule {by}."))
            .says(duty, &[(&format!("a draft rule {by}"), Document)])
            .mentions(&[&format!("a draft rule {by}")])
    };
    let pair = |one: &str, other: &str| {
        findings(&[draft_of("The Harbour Post", one), draft_of("Inland News", other)])
    };
    let found = pair("seen by the Guardian", "obtained by the Washington Post");
    let found = values(&found, DiscrepancyKind::Outlet);
    assert_eq!(found.len(), 1);
    assert!(found[0][0].ends_with("Guardian") && found[0][1].ends_with("Washington Post"), "{found:?}");
    let found = pair("seen by the Guardian", "obtained by the Guardian");
    assert!(values(&found, DiscrepancyKind::Outlet).is_empty());
    let found = pair("seen by the Guardian", "on the Washington Post");
    assert!(values(&found, DiscrepancyKind::Outlet).is_empty());
}

fn said_by(outlet: &str, speaker: (&str, SourceKind)) -> Draft {
    let content = "the anchors of the fleet were forged in secret at night";
    draft(Some(outlet), 3, &format!("{content}, {} said.", speaker.0))
        .says(content, &[speaker])
        .mentions(&[speaker.0])
        .last(|said| said.manner = Manner::Direct)
}

#[test]
fn two_descriptions_of_one_noun_are_rivals_only_where_they_tell_different_things() {
    let pair = |one: (&str, SourceKind), other: (&str, SourceKind)| {
        let found = findings(&[said_by("The Harbour Post", one), said_by("Inland News", other)]);
        values(&found, DiscrepancyKind::Speaker).len()
    };
    let unnamed = |one, other| pair((one, Unnamed), (other, Unnamed));
    assert_eq!(unnamed("an official at one of the forges", "an official working at the forge"), 0);
    assert_eq!(unnamed("a harbour official", "an unnamed official"), 0);
    assert_eq!(unnamed("a harbour official", "an army official"), 1);
    assert_eq!(unnamed("a harbour official", "an army captain"), 1);
    let house = |one, other| pair((one, Organisation), (other, Organisation));
    assert_eq!(house("Orm Ministry of Sea Works", "Tides and Sea Works Ministry"), 0);
    assert_eq!(house("Orm Ministry of Sea Works", "Forge Guild"), 1);
}

#[test]
fn a_house_told_by_what_it_is_rivals_no_name_and_its_name_may_be_taken_for_a_peoples() {
    let pair = |one, other| {
        let found = findings(&[said_by("The Harbour Post", one), said_by("Inland News", other)]);
        values(&found, DiscrepancyKind::Speaker).len()
    };
    let forges = ("Forge Guild", Organisation);
    assert_eq!(pair(("the northern guild", Organisation), forges), 0);
    assert_eq!(pair(("the northern guild", Organisation), ("the army", Organisation)), 1);
    assert_eq!(pair(("Tidewatch", SourceKind::Group), forges), 1);
    assert_eq!(pair(("harbour residents", SourceKind::Group), forges), 0);
}

#[test]
fn a_house_and_a_person_are_rivals_only_where_the_person_is_placed_elsewhere() {
    let pair = |house: Option<&str>| {
        let person =
            said_by("Inland News", QUILL).last(|said| said.sources[0].affiliation = house.map(str::to_owned));
        let found = findings(&[said_by("The Harbour Post", ("Forge Guild", Organisation)), person]);
        values(&found, DiscrepancyKind::Speaker).len()
    };
    assert_eq!(pair(None), 0);
    assert_eq!(pair(Some("Forge Guild")), 0);
    assert_eq!(pair(Some("Tide Board")), 1);
}

#[test]
fn a_house_that_passes_on_what_an_outlet_passes_on_may_be_an_outlet_too() {
    let content = "the anchors of the fleet were forged in secret at night";
    let told = |outlet: &str, chain: &[(&str, SourceKind)]| {
        draft(Some(outlet), 3, &format!("{content}, {} said.", chain[0].0)).says(content, chain)
    };
    let captain = ("an army captain", Unnamed);
    let pair = |one: SourceKind, other: SourceKind| {
        let found = findings(&[
            told("The Harbour Post", &[("Reuters", one), captain]),
            told("Inland News", &[("Seerundfunk", other), captain]),
        ]);
        values(&found, DiscrepancyKind::Outlet).len()
    };
    assert_eq!(pair(Outlet, Organisation), 1);
    assert_eq!(pair(Outlet, Outlet), 1);
    assert_eq!(pair(Organisation, Organisation), 0);
}

#[test]
fn what_a_plan_says_does_not_grow_with_the_days() {
    let report = |day: u8, content: &str| {
        draft(
            Some(if day == 3 { "The Harbour Post" } else { "Inland News" }),
            day,
            &format!("{content}, Ada Quill said."),
        )
        .says(content, &[QUILL])
    };
    let kinds = |one: &str, other: &str| {
        values(&findings(&[report(3, one), report(4, other)]), DiscrepancyKind::Number).len()
    };
    let list = |names: u8| format!("the list of the harbour master held {names} names of sailors");
    assert_eq!(kinds(&list(34), &list(43)), 1);
    let hurt = |sailors: u8| format!("the storm in the harbour had injured {sailors} sailors by noon");
    assert_eq!(kinds(&hurt(34), &hurt(43)), 0);
    assert_eq!(kinds(&hurt(43), &hurt(34)), 1, "no toll shrinks");
}

#[test]
fn one_statement_of_another_claim_may_differ_in_its_day_alone() {
    let line = |day: &str| format!("the line through the gorge is closed until {day}");
    let text = |content: &str| format!("{content}.");
    let told = |outlet: &str, content: &str| draft(Some(outlet), 3, &text(content)).says(content, &[]);
    let found = findings(&[
        told("The Harbour Post", &line("Friday")),
        told("Inland News", &line("Friday")),
        told("Ormfolk", "bridge closed to trains on the gorge line until Monday, guild says"),
    ]);
    assert_eq!(values(&found, DiscrepancyKind::Date), [["Friday", "Friday", "Monday"]]);
}

#[test]
fn may_that_became_will_is_told_where_the_report_credits_the_other_for_it() {
    let one = draft(Some("Reuters"), 3, "the islands may raise the toll on ships, a harbour envoy said.")
        .says("the islands may raise the toll on ships", &[("a harbour envoy", Unnamed)])
        .last(|said| said.certainty = woozle_attribution::Certainty::Possible);
    let later = |chain: &[(&str, SourceKind)]| {
        let text =
            "the islands will raise the toll on ships, a northern envoy said. The pilots sail, Reuters said.";
        draft(Some("Inland News"), 4, text)
            .says("the islands will raise the toll on ships", chain)
            .says("The pilots sail", &[("Reuters", Outlet)])
    };
    let kinds = |chain: &[(&str, SourceKind)]| {
        let found = findings(&[clone(&one), later(chain)]);
        found.alterations.iter().map(|alteration| alteration.kind).collect::<Vec<_>>()
    };
    let credited = [("Reuters", Outlet), ("a northern envoy", Unnamed)];
    assert_eq!(kinds(&credited), [AlterationKind::CertaintyRaised]);
    assert_eq!(kinds(&credited[1..]), [], "somebody new may know more");
}

fn clone(draft: &Draft) -> Draft {
    Draft {
        report: draft.report.clone(),
        analysis: draft.analysis.clone(),
        statements: draft.statements.clone(),
    }
}
