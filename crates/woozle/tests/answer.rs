//! The answer as a whole: what a handful of sentences give, in any order and on any number of threads.

use woozle::attribution::{Certainty, Manner, Polarity, Statement};
use woozle::corroboration::Status;
use woozle::text::Report;
use woozle::{Options, analyze};

mod told;

use told::answer;

fn chain(statement: &Statement) -> Vec<&str> {
    statement.sources.iter().map(|source| source.name.as_str()).collect()
}

/// The only attributed statement of the text.
fn attributed(text: &str) -> (Statement, String) {
    let answer = answer(&[text]);
    let statement = answer.statements[0]
        .iter()
        .find(|statement| !statement.sources.is_empty())
        .unwrap_or_else(|| panic!("nothing attributed in {text:?}: {:?}", answer.statements))
        .clone();
    let content = answer.reports[0].slice(statement.content).to_string();
    (statement, content)
}

#[test]
fn an_official_who_told_an_outlet_is_behind_the_outlet() {
    let (statement, content) =
        attributed("A US official told CBS that the president will travel to Oslo this month.");
    assert_eq!(chain(&statement), ["CBS", "A US official"]);
    assert_eq!(content, "the president will travel to Oslo this month");
    assert_eq!(statement.manner, Manner::Indirect);
}

#[test]
fn according_to_names_the_source_of_the_clause() {
    let (statement, content) =
        attributed("Three boats sank in the storm, according to the Harbour Authority of Ostrava.");
    assert!(chain(&statement)[0].contains("Harbour Authority"), "{:?}", chain(&statement));
    assert_eq!(content, "Three boats sank in the storm");
}

#[test]
fn a_quotation_belongs_to_whoever_says_it() {
    let (statement, content) = attributed("“We have lost everything,” said Mira Quist, a baker.");
    assert_eq!(chain(&statement), ["Mira Quist"]);
    assert_eq!(statement.manner, Manner::Direct);
    assert!(content.contains("We have lost everything"));
}

#[test]
fn a_denial_is_denied_and_may_is_possible() {
    let (denial, content) = attributed("The company denied that the dam was unsafe.");
    assert_eq!(denial.polarity, Polarity::Denied);
    assert_eq!(content, "the dam was unsafe");
    let (hedged, _) = attributed("Minister Ada Lind said the bridge may close in May.");
    assert_eq!(hedged.certainty, Certainty::Possible);
}

#[test]
fn a_silence_is_the_reports_own_voice() {
    let answer = answer(&["The company declined to comment on the accident."]);
    assert!(answer.statements[0][0].sources.is_empty());
    assert_eq!(answer.statements[0][0].polarity, Polarity::Affirmed);
}

#[test]
fn two_speakers_of_one_ministry_are_one_origin() {
    let answer = answer(&[
        "Transport Ministry spokesman Jan Tebb said on Monday that the Karvala bridge will close in May.",
        "Transport Ministry spokeswoman Ada Lind said that the Karvala bridge will close in May.",
    ]);
    let claim = answer
        .stories
        .iter()
        .flat_map(|story| &story.findings.claims)
        .find(|claim| claim.statements.len() == 2);
    let claim = claim.expect("both say the same");
    assert_eq!(claim.established, 1);
    assert_eq!(claim.status, Status::SingleOrigin);
}

const STORY: [&str; 3] = [
    "Mayor Ada Lind said the Karvala bridge will close on Monday. Engineers found cracks in two pillars.",
    "The Karvala bridge may close, an official told Reuters. Jan Tebb, a driver, said he had seen the cracks.",
    "Karvala's bridge is to close on Monday, according to Mayor Ada Lind. The council denied any delay.",
];

#[test]
fn neither_order_nor_threads_show_in_the_answer() {
    let reports = |order: &[usize]| -> Vec<Report> {
        order
            .iter()
            .map(|&at| Report { path: Some(format!("{at}.txt")), ..Report::from_text(STORY[at]) })
            .collect()
    };
    let one = analyze(reports(&[0, 1, 2]), &Options { jobs: 1 }, &|_, _| ());
    for (order, jobs) in [([2, 0, 1], 1), ([1, 2, 0], 2), ([0, 1, 2], 7)] {
        assert_eq!(analyze(reports(&order), &Options { jobs }, &|_, _| ()), one);
    }
}

#[test]
fn a_report_in_another_language_is_left_unread() {
    let report = Report {
        language: Some("de".into()),
        ..Report::from_text("Der Minister sagte, die Brücke sei zu.")
    };
    let answer = analyze(vec![report], &Options::default(), &|_, _| ());
    assert!(answer.statements[0].is_empty());
}
