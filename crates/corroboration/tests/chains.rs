//! Small fictional stories: what every chain passes through, what changes on the way, who doubts what, and what
//! is left without a source.

mod draft;

use std::collections::BTreeSet;

use draft::{Draft, draft, findings, input};
use woozle_attribution::{Certainty, Polarity, SourceKind};
use woozle_corroboration::{
    AlterationKind, EdgeKind, Findings, LeftOut, StatementRef, Status, Upstream, recount,
};

use SourceKind::{Organisation, Outlet, Person, Unnamed};

fn changes(found: &Findings) -> Vec<(AlterationKind, &str, &str)> {
    found.alterations.iter().map(|one| (one.kind, one.from.value.as_str(), one.to.value.as_str())).collect()
}

#[test]
fn two_officials_read_through_one_agency_stay_two_and_the_agency_is_named() {
    let one = draft(
        Some("The Harbour Post"),
        3,
        "The tanker struck a reef, Ada Quill, the mayor of Orm, told AFP.",
    )
    .says("The tanker struck a reef", &[("AFP", Outlet), ("Ada Quill", Person)]);
    let text = "The tanker ran onto the reef near the lighthouse, fisherman Bo Tarn told AFP.";
    let other = draft(Some("Inland News"), 3, text)
        .says("The tanker ran onto the reef near the lighthouse", &[("AFP", Outlet), ("Bo Tarn", Person)]);
    let claim = &findings(&[one, other]).claims[0];
    assert_eq!(claim.established, 2);
    let [common] = claim.common.as_slice() else { panic!("{:?}", claim.common) };
    assert!(matches!(&common.through, Upstream::Unseen(Some(name)) if name == "AFP"), "{common:?}");
    assert_eq!((common.origins, common.kind), (2, EdgeKind::Credited));
    assert_eq!(common.evidence[0].places.len(), 2);
}

#[test]
fn a_report_with_a_chain_of_its_own_leaves_nothing_in_common() {
    let one = draft(Some("The Harbour Post"), 3, "The kelp farm will move north, Ada Quill told AFP.")
        .says("The kelp farm will move north", &[("AFP", Outlet), ("Ada Quill", Person)]);
    let other = draft(Some("Inland News"), 3, "The kelp farm will move north, Ada Quill said.")
        .says("The kelp farm will move north", &[("Ada Quill", Person)]);
    let claim = &findings(&[one, other]).claims[0];
    assert!(claim.common.is_empty(), "the only origin itself is no finding: {:?}", claim.common);
}

#[test]
fn an_agency_whose_own_report_names_the_speaker_is_no_second_origin() {
    let wire =
        draft(Some("AFP"), 3, "The sluice gate was rusted through, Ada Quill of the Reef Office said.")
            .says("The sluice gate was rusted through", &[("Ada Quill", Person)])
            .last(|said| said.sources[0].affiliation = Some("Reef Office".into()));
    let paper = draft(Some("Inland News"), 4, "The gate of the sluice had rusted through, AFP reported.")
        .says("The gate of the sluice had rusted through", &[("AFP", Outlet)]);
    let found = findings(&[wire, paper]);
    let claim = found.claims.iter().find(|claim| claim.statements.len() == 2).expect("one claim");
    assert_eq!((claim.established, claim.status), (1, Status::SingleOrigin));
    assert_eq!(claim.common[0].through, Upstream::Report(0));
}

#[test]
fn an_official_becomes_officials_and_may_becomes_will_on_the_way() {
    let one = draft(Some("Reuters"), 3, "The strait may be closed to tankers, a port official said.")
        .says("The strait may be closed to tankers", &[("a port official", Unnamed)])
        .mentions(&["a port official"])
        .last(|said| said.certainty = Certainty::Possible);
    let other = draft(
        Some("Inland News"),
        4,
        "The strait will be closed to tankers, port officials told Reuters. The pilots are angry, Reuters said.",
    )
    .says("The strait will be closed to tankers", &[("Reuters", Outlet), ("port officials", Unnamed)])
    .mentions(&["Reuters", "port officials"])
    .says("The pilots are angry", &[("Reuters", Outlet)]);
    let found = findings(&[one, other]);
    let kinds = changes(&found);
    assert!(
        kinds.contains(&(AlterationKind::SourceMultiplied, "a port official", "port officials")),
        "{kinds:?}"
    );
    assert!(kinds.contains(&(AlterationKind::CertaintyRaised, "possible", "certain")), "{kinds:?}");
    assert_eq!(found.alterations[0].connection, EdgeKind::Credited);
}

#[test]
fn reports_that_are_not_connected_alter_nothing() {
    let one =
        draft(Some("The Harbour Post"), 3, "The strait may be closed to tankers, a port official said.")
            .says("The strait may be closed to tankers", &[("a port official", Unnamed)])
            .mentions(&["a port official"])
            .last(|said| said.certainty = Certainty::Possible);
    let other = draft(Some("Inland News"), 4, "The strait will be closed to tankers, port officials said.")
        .says("The strait will be closed to tankers", &[("port officials", Unnamed)])
        .mentions(&["port officials"]);
    assert_eq!(changes(&findings(&[one, other])), []);
}

fn catch(second: &str) -> Findings {
    let text = format!("The trawler landed {second} tonnes of herring, Reuters reported.");
    let content = format!("The trawler landed {second} tonnes of herring");
    let one = draft(Some("Reuters"), 3, "The trawler landed 287 tonnes of herring, the Reef Office said.")
        .says("The trawler landed 287 tonnes of herring", &[("the Reef Office", Organisation)]);
    let other = draft(Some("Inland News"), 4, &text).says(&content, &[("Reuters", Outlet)]);
    findings(&[one, other])
}

#[test]
fn a_number_rounded_up_is_told_unless_the_rounding_is_said() {
    let rounded = catch("more than 300");
    assert_eq!(changes(&rounded).first().map(|one| one.0), Some(AlterationKind::NumberRoundedUp));
    assert_eq!(changes(&catch("nearly 300")), []);
    assert_eq!(changes(&catch("287")), []);
}

#[test]
fn a_named_source_that_turns_into_sources_is_told() {
    let one = draft(Some("Reuters"), 3, "The dry dock will be sold to a bank, the Orm Gazette reported.")
        .says("The dry dock will be sold to a bank", &[("the Orm Gazette", Outlet)]);
    let other = draft(
        Some("Inland News"),
        4,
        "The dry dock will be sold to a bank, sources close to the matter said. The crane is old, Reuters said.",
    )
    .says("The dry dock will be sold to a bank", &[("sources close to the matter", Unnamed)])
    .says("The crane is old", &[("Reuters", Outlet)]);
    let kinds = changes(&findings(&[one, other])).into_iter().map(|one| one.0).collect::<Vec<_>>();
    assert_eq!(kinds, [AlterationKind::SourceBlurred]);
}

#[test]
fn a_doubt_leads_to_the_claim_it_doubts_and_does_not_stand_behind_it() {
    let one = draft(
        Some("The Harbour Post"),
        3,
        "The beacon was moved by smugglers, Ada Quill, the mayor of Orm, said.",
    )
    .says("The beacon was moved by smugglers", &[("Ada Quill", Person)]);
    let text = "Fisherman Bo Tarn voiced scepticism that smugglers had moved the beacon.";
    let other = draft(Some("Inland News"), 3, text)
        .says("scepticism that smugglers had moved the beacon", &[("Bo Tarn", Person)]);
    let found = findings(&[one, other]);
    let at = |report| StatementRef { report, statement: 0 };
    let claim = found.claims.iter().position(|claim| claim.statements.contains(&at(0))).expect("stated");
    let doubts: Vec<_> = found.doubts.iter().map(|doubt| (doubt.claim, doubt.statement)).collect();
    assert_eq!(doubts, [(claim, at(1))]);
    assert_eq!(found.claims[claim].established, 1);
    assert!(found.claims[claim].origins.iter().all(|origin| origin.name != "Bo Tarn"));
}

#[test]
fn a_person_told_by_office_is_not_blurred() {
    let one = draft(Some("Reuters"), 3, "The quay will be widened in May, Ada Quill said.")
        .says("The quay will be widened in May", &[("Ada Quill", Person)]);
    let other = draft(
        Some("Inland News"),
        4,
        "The quay will be widened in May, the mayor said. The crane is old, Reuters said.",
    )
    .says("The quay will be widened in May", &[("the mayor", Unnamed)])
    .says("The crane is old", &[("Reuters", Outlet)]);
    assert_eq!(changes(&findings(&[one, other])), []);
}

#[test]
fn a_report_older_than_the_denial_did_not_drop_it() {
    let stated = |outlet: &str, day| {
        draft(Some(outlet), day, "The mill dumped dye in the river, Ada Quill said.")
            .says("The mill dumped dye in the river", &[("Ada Quill", Person)])
    };
    let denied = draft(Some("Inland News"), 4, "Orm Mills denied that it had dumped dye in the river.")
        .says("it had dumped dye in the river", &[("Orm Mills", Organisation)])
        .last(|said| said.polarity = Polarity::Denied);
    let found = findings(&[stated("The Harbour Post", 3), denied, stated("Late Echo", 5)]);
    assert_eq!(found.denials[0].dropped_by, [2]);
}

fn without(drafts: &[Draft], left_out: &[StatementRef]) -> Vec<(usize, usize, Option<Status>)> {
    let found = findings(drafts);
    let gone: BTreeSet<StatementRef> = left_out.iter().copied().collect();
    let recounts = input(drafts, |input| {
        recount(&input, &found, LeftOut { statements: &gone, remaining: input.statements })
    });
    recounts.iter().map(|one| (one.established, one.possible, one.status)).collect()
}

#[test]
fn without_one_of_two_origins_one_is_left_and_without_all_nothing() {
    let drafts = [
        draft(Some("The Harbour Post"), 3, "The tanker struck a reef, said Ada Quill, the mayor of Orm.")
            .says("The tanker struck a reef", &[("Ada Quill", Person)]),
        draft(
            Some("Inland News"),
            3,
            "The tanker ran onto the reef near the lighthouse, fisherman Bo Tarn said.",
        )
        .says("The tanker ran onto the reef near the lighthouse", &[("Bo Tarn", Person)]),
    ];
    let at = |report| StatementRef { report, statement: 0 };
    assert_eq!(without(&drafts, &[at(1)]), [(1, 1, Some(Status::SingleOrigin))]);
    assert_eq!(without(&drafts, &[at(0), at(1)]), [(0, 0, None)]);
    assert_eq!(without(&drafts, &[]), []);
}

#[test]
fn leaving_a_vague_source_out_makes_the_others_no_more_independent() {
    let says = |outlet: &str, text: &str, who: &str, kind| {
        let content = text.split(", ").next().unwrap_or(text).to_owned();
        draft(Some(outlet), 3, text).says(&content, &[(who, kind)])
    };
    let drafts = [
        says("The Harbour Post", "The tanker struck a reef, fisherman Bo Tarn said.", "Bo Tarn", Person),
        says("Inland News", "The tanker struck a reef there, an official said.", "an official", Unnamed),
        says(
            "Late Echo",
            "The tanker struck the reef at night, the Reef Office said.",
            "Reef Office",
            Organisation,
        ),
    ];
    let before = findings(&drafts);
    let claim = &before.claims[0];
    for (established, _, _) in without(&drafts, &[StatementRef { report: 1, statement: 0 }]) {
        assert!(established <= claim.established);
    }
}

#[test]
fn what_nobody_is_named_for_has_no_upstream() {
    let mute =
        |outlet: &str| draft(Some(outlet), 3, "The tide turned at six.").says("The tide turned at six", &[]);
    let found = findings(&[mute("The Harbour Post"), mute("Inland News")]);
    assert!(found.claims[0].common.is_empty() && found.alterations.is_empty() && found.doubts.is_empty());
}

#[test]
fn who_has_it_from_another_is_no_second_origin() {
    let established = |first: &str| {
        let text = format!("The tanker struck a reef, {first}, the mayor of Orm, told AFP.");
        let one = draft(Some("The Harbour Post"), 3, &text)
            .says("The tanker struck a reef", &[("AFP", Outlet), (first, Person)]);
        let text = "Fisherman Bo Tarn had told her that the tanker ran onto the reef near the lighthouse, Ada Quill said.";
        let other = draft(Some("Inland News"), 3, text).says(
            "the tanker ran onto the reef near the lighthouse",
            &[("Ada Quill", Person), ("Bo Tarn", Person)],
        );
        findings(&[one, other]).claims[0].established
    };
    assert_eq!(established("Nils Aas"), 2);
    assert_eq!(established("Ada Quill"), 1);
}
