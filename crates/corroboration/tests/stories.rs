//! Small fictional stories and what their reports say together.

mod draft;

use draft::{Draft, draft, findings};
use woozle_attribution::{Polarity, Source, SourceKind};
use woozle_corroboration::{DiscrepancyKind, EdgeKind, Findings, Status, Upstream};
use woozle_text::{Date, Published};

use SourceKind::{Organisation, Outlet, Person, Unnamed};

fn kinds(findings: &Findings) -> Vec<DiscrepancyKind> {
    findings.discrepancies.iter().map(|discrepancy| discrepancy.kind).collect()
}

fn two(one: Draft, other: Draft) -> Findings {
    findings(&[one, other])
}

#[test]
fn two_unnamed_officials_are_not_established_as_two() {
    let one = draft(Some("The Harbour Post"), 3, "The bridge will close in June, a city official told CBS.")
        .says("The bridge will close in June", &[("CBS", Outlet), ("a city official", Unnamed)]);
    let other = draft(Some("Inland News"), 3, "The bridge will close in June, a city official told AP.")
        .says("The bridge will close in June", &[("AP", Outlet), ("a city official", Unnamed)]);
    let found = two(one, other);
    assert_eq!((found.claims[0].established, found.claims[0].possible), (1, 2));
    assert_eq!(found.claims[0].status, Status::SingleOrigin);
    assert_eq!(kinds(&found), [DiscrepancyKind::Outlet]);
}

#[test]
fn relays_and_the_reports_own_voice_do_not_count() {
    let one = draft(Some("The Harbour Post"), 3, "Divers found the anchor, Mayor Ada Quill told Reuters.")
        .says("Divers found the anchor", &[("Reuters", Outlet), ("Ada Quill", Person)]);
    let other =
        draft(Some("Inland News"), 3, "Divers found the anchor.").says("Divers found the anchor", &[]);
    let found = two(one, other);
    assert_eq!((found.claims[0].established, found.claims[0].possible), (1, 1));
    assert_eq!(found.claims[0].origins[0].name, "Ada Quill");
}

#[test]
fn named_people_of_different_houses_corroborate() {
    let one =
        draft(Some("The Harbour Post"), 3, "The tanker struck a reef, said Ada Quill, the mayor of Orm.")
            .says("The tanker struck a reef", &[("Ada Quill", Person)]);
    let other = draft(
        Some("Inland News"),
        3,
        "The tanker ran onto the reef near the lighthouse, fisherman Bo Tarn said.",
    )
    .says("The tanker ran onto the reef near the lighthouse", &[("Bo Tarn", Person)]);
    let found = two(one, other);
    assert_eq!(found.claims[0].established, 2);
    assert_eq!(found.claims[0].status, Status::Corroborated);
}

#[test]
fn the_same_words_from_two_spokesmen_of_one_house_are_one_origin_and_a_speaker_discrepancy() {
    let one =
        draft(Some("The Harbour Post"), 3, "The envoy pressed the island to sell shells, Jon Marsh said.")
            .says("The envoy pressed the island to sell shells", &[("Jon Marsh", Person)])
            .last(|said| said.sources[0].affiliation = Some("National Safety Council".into()));
    let other = draft(Some("Inland News"), 3, "The envoy pressed the island to sell shells, Eve Wick said.")
        .says("The envoy pressed the island to sell shells", &[("Eve Wick", Person)])
        .last(|said| said.sources[0].affiliation = Some("National Safety Council".into()));
    let found = two(one, other);
    assert_eq!((found.claims[0].established, found.claims[0].possible), (1, 2));
    assert_eq!(kinds(&found), [DiscrepancyKind::Speaker]);
}

fn toll(outlet: &str, day: u8, number: &str) -> Draft {
    let content = format!("The storm killed {number} people in the valley");
    draft(Some(outlet), day, &format!("{content}, the Orm Fire Brigade said."))
        .says(&content, &[("Orm Fire Brigade", Organisation)])
}

#[test]
fn a_toll_that_grows_with_the_days_is_an_update_and_on_one_day_a_conflict() {
    assert!(kinds(&two(toll("The Harbour Post", 3, "3"), toll("Inland News", 4, "6"))).is_empty());
    let rivals = two(toll("The Harbour Post", 3, "12"), toll("Inland News", 3, "21"));
    assert_eq!(kinds(&rivals), [DiscrepancyKind::Number]);
}

#[test]
fn a_rounding_is_no_conflict() {
    assert!(kinds(&two(toll("The Harbour Post", 3, "302"), toll("Inland News", 3, "about 300"))).is_empty());
}

#[test]
fn a_denial_makes_the_claim_disputed_and_is_missed_where_it_was_dropped() {
    let one = draft(Some("The Harbour Post"), 3, "The mill dumped dye in the river, Ada Quill said.")
        .says("The mill dumped dye in the river", &[("Ada Quill", Person)]);
    let other = draft(Some("Inland News"), 3, "Orm Mills denied that it had dumped dye in the river.")
        .says("it had dumped dye in the river", &[("Orm Mills", Organisation)])
        .last(|said| said.polarity = Polarity::Denied);
    let found = two(one, other);
    assert_eq!((found.claims[0].established, found.claims[0].status), (1, Status::Disputed));
    assert_eq!(found.denials[0].dropped_by, [0]);
}

#[test]
fn a_credit_is_an_edge_from_the_report_among_the_input_or_from_an_unseen_upstream() {
    let one = draft(Some("Reuters"), 3, "Divers found the anchor, Ada Quill said.")
        .says("Divers found the anchor", &[("Ada Quill", Person)]);
    let other = draft(
        Some("Inland News"),
        4,
        "Divers found the anchor, Ada Quill told Reuters. The hull is whole, AFP said.",
    )
    .says("Divers found the anchor", &[("Reuters", Outlet), ("Ada Quill", Person)])
    .says("The hull is whole", &[("AFP", Outlet)]);
    let found = two(one, other);
    let edges: Vec<_> = found.lineage.iter().map(|edge| (edge.from.clone(), edge.kind)).collect();
    assert_eq!(edges[0], (Upstream::Report(0), EdgeKind::Credited));
    assert!(matches!(&edges[1], (Upstream::Unseen(Some(_)), EdgeKind::Credited)));
}

const REWRITE: [(&str, &str); 4] = [
    ("The lighthouse lamp failed at midnight", "The lamp of the lighthouse failed around midnight"),
    ("A coaster carrying timber grounded on the shoal", "A coaster with timber grounded on that shoal"),
    ("Seven sailors waded ashore at Orm", "Seven sailors waded to the shore at Orm"),
    ("The keeper had asked for a spare bulb in April", "In April the keeper had asked for a spare bulb"),
];

fn rewrite() -> [Draft; 2] {
    let text = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
        REWRITE.iter().map(pick).map(|sentence| format!("{sentence}.\n")).collect::<String>()
    };
    let mut one = draft(Some("The Harbour Post"), 3, &text(|pair| pair.0));
    let mut other = draft(None, 4, &text(|pair| pair.1));
    for (left, right) in REWRITE {
        one = one.says(left, &[("Ada Quill", Person)]);
        other = other.says(right, &[("residents of the coast", Unnamed)]);
        other = other.last(|said| said.sources.clear());
    }
    let last = other.statements.len() - 1;
    other.statements[last].sources =
        vec![Source { name: "Bo Tarn".into(), ..one.statements[0].sources[0].clone() }];
    [one, other]
}

#[test]
fn a_rewrite_adds_no_origin() {
    let found = findings(&rewrite());
    let edge = (Upstream::Report(0), EdgeKind::Inferred);
    assert!(found.lineage.iter().any(|found| (found.from.clone(), found.kind) == edge && found.to == [1]));
    assert!(found.claims.iter().all(|claim| claim.established == 1), "{:?}", found.claims);
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let counts = |found: &Findings| {
        let mut counts: Vec<_> = found
            .claims
            .iter()
            .map(|claim| (claim.statements.len(), claim.established, claim.possible, claim.status))
            .collect();
        counts.sort();
        counts
    };
    let forth = findings(&rewrite());
    let mut drafts = rewrite();
    drafts.reverse();
    let back = findings(&drafts);
    assert_eq!(counts(&forth), counts(&back));
    assert_eq!(kinds(&forth), kinds(&back));
    assert_eq!(forth.lineage.len(), back.lineage.len());
}

#[test]
fn reports_that_say_nothing_give_an_empty_answer() {
    let found = findings(&[draft(None, 3, ""), draft(None, 3, "…")]);
    assert!(found.claims.is_empty() && found.lineage.is_empty());
}

#[test]
fn a_description_that_points_back_is_no_second_speaker() {
    let content = "The deck was hot enough to melt rope and nobody came";
    let said = |outlet: &str, speaker: &str| {
        draft(Some(outlet), 3, &format!("{content}, {speaker} said.")).says(content, &[(speaker, Person)])
    };
    assert!(
        kinds(&two(said("The Harbour Post", "Ada Quill"), said("Inland News", "the net mender"))).is_empty()
    );
    let named = two(said("The Harbour Post", "Ada Quill"), said("Inland News", "Eve Wick"));
    assert_eq!(kinds(&named), [DiscrepancyKind::Speaker]);
}

#[test]
fn the_earlier_of_two_reports_is_the_upstream_though_the_later_one_names_its_outlet() {
    let [mut one, mut other] = rewrite();
    one.report.outlet = None;
    other.report.outlet = Some("Inland News".into());
    other.report.published = Date::new(2031, 5, 4).map(|date| Published { date, clock: None });
    let found = two(one, other);
    assert!(found.lineage.iter().any(|edge| edge.from == Upstream::Report(0) && edge.to == [1]));
}
