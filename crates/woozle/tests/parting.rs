//! One report bundles what another splits: a statement is parted where other reports tell its parts apart.

use woozle::Answer;
use woozle::attribution::{Certainty, Seam, Statement, seams};

mod told;

use told::answer;

fn contents(answer: &Answer, report: usize) -> Vec<&str> {
    answer.statements[report]
        .iter()
        .map(|statement| answer.reports[report].slice(statement.content))
        .collect()
}

/// The ways to part the first statement of a report: its clause and what is left.
fn parts(text: &str) -> Vec<[String; 2]> {
    let answer = answer(&[text]);
    let report = &answer.reports[0];
    let written = |statement: &Statement| report.slice(statement.content).to_owned();
    let found = seams(report, &answer.analyses[0], &answer.statements[0]);
    found[0].iter().map(|Seam { clause, rest }| [written(clause), written(rest)]).collect()
}

const BUNDLES: &str = "The Marlin was carrying 212 passengers when it rammed a pier in Lisse at noon, the harbour \
                       office said.";
const PASSENGERS: &str =
    "The Marlin had 212 passengers on board, the harbour office said.\n\nThe ferry is 30 years old.";
const PIER: &str =
    "The Marlin rammed a pier in Lisse at noon, the harbour office said.\n\nDivers will look at the hull.";

#[test]
fn what_one_report_bundles_and_others_tell_apart_is_two_statements() {
    let answer = answer(&[BUNDLES, PASSENGERS, PIER]);
    assert_eq!(
        contents(&answer, 0),
        ["The Marlin was carrying 212 passengers", "it rammed a pier in Lisse at noon"]
    );
    for statement in &answer.statements[0] {
        assert_eq!(statement.sources[0].name, "the harbour office", "{statement:?}");
    }
    // Each part stands in the claim of those that say it.
    let together: Vec<Vec<(usize, usize)>> = answer.stories[0]
        .findings
        .claims
        .iter()
        .map(|claim| claim.statements.iter().map(|at| (at.report, at.statement)).collect::<Vec<_>>())
        .filter(|statements| statements.len() > 1)
        .collect();
    assert_eq!(together.len(), 2, "{together:?}");
    assert!(
        together.contains(&vec![(0, 0), (1, 0)]) && together.contains(&vec![(0, 1), (2, 0)]),
        "{together:?}"
    );
}

#[test]
fn what_nobody_tells_apart_stays_whole() {
    let whole = ["The Marlin was carrying 212 passengers when it rammed a pier in Lisse at noon"];
    assert_eq!(contents(&answer(&[BUNDLES]), 0), whole);
    let other = "The Marlin, with 212 passengers on board, rammed a pier in Lisse at noon, police said.";
    assert_eq!(contents(&answer(&[BUNDLES, other]), 0), whole);
}

#[test]
fn a_statement_is_offered_to_be_parted_at_its_clauses() {
    assert_eq!(
        parts("Shares in Orla fell by a fifth after the firm stopped its trial, Mira Quist said."),
        [["the firm stopped its trial", "Shares in Orla fell by a fifth"]]
    );
    assert_eq!(
        parts("The pause, which affects 900 patients, was ordered by the board, Mira Quist said."),
        [["which affects 900 patients", "was ordered by the board"]]
    );
}

#[test]
fn purposes_and_conditions_are_no_statements() {
    assert!(parts("The board met on Monday to settle the pay of the drivers, Mira Quist said.").is_empty());
    assert!(
        parts("The lift will be closed on Monday if the part does not come, Mira Quist said.").is_empty()
    );
}

#[test]
fn each_part_keeps_its_own_certainty() {
    let text = "The plant may close in May after the owner lost its biggest customer, Mira Quist said.";
    let answer = answer(&[text]);
    let found = seams(&answer.reports[0], &answer.analyses[0], &answer.statements[0]);
    let Seam { clause, rest } = &found[0][0];
    assert_eq!((clause.certainty, rest.certainty), (Certainty::Certain, Certainty::Possible));
    assert_eq!(clause.sources, rest.sources);
}

#[test]
fn what_others_tell_in_part_is_parted_too() {
    let bundle = "The Marlin rammed a pier in Lisse at noon, while the owners of the yard across the river are \
                  looking for a buyer, the harbour office said.";
    let whole = "The Marlin rammed a pier in Lisse at noon, while the owners of the yard across the river are \
                 looking for a buyer";
    assert_eq!(contents(&answer(&[bundle]), 0), [whole]);
    assert_eq!(contents(&answer(&[bundle, PASSENGERS]), 0), [whole]);
    // Nobody else says that the yard is for sale.
    assert_eq!(
        contents(&answer(&[bundle, PIER]), 0),
        [
            "The Marlin rammed a pier in Lisse at noon",
            "the owners of the yard across the river are looking for a buyer"
        ]
    );
}

#[test]
fn what_is_told_beside_is_offered_wherever_the_tree_hung_it() {
    assert_eq!(
        parts(
            "The owners are looking for a buyer, after the Marlin rammed their pier at noon, Mira Quist said."
        ),
        [["the Marlin rammed their pier at noon", "The owners are looking for a buyer"]]
    );
    assert_eq!(
        parts("Pier In Lisse Closed As Owners Look For Buyer\n\nDivers were at work, Mira Quist said."),
        [["Owners Look For Buyer", "Pier In Lisse Closed"]]
    );
    // A comparison tells nothing beside.
    assert!(
        parts("The pier in Lisse is as long as the ferry was before the war, Mira Quist said.").is_empty()
    );
}

#[test]
fn the_circumstance_of_what_is_told_is_no_second_statement() {
    let killed =
        "Four sailors were killed when a boiler burst on the ferry Marlin in Lisse, the harbour office said.";
    let clauses: Vec<String> = parts(killed).into_iter().map(|[clause, _]| clause).collect();
    assert!(!clauses.iter().any(|clause| clause.contains("a boiler burst")), "{clauses:?}");
    // What somebody was about when it happened is told beside it.
    assert!(parts(BUNDLES).iter().any(|[clause, _]| clause == "it rammed a pier in Lisse at noon"));
}
