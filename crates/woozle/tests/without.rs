//! What is left of the counts without a report, an outlet or a source, and names that fit nothing.

use woozle::text::Report;
use woozle::{Answer, OmissionKind, Options, analyze, without};

const STORY: [&str; 3] = [
    "Mayor Ada Lind said the Karvala bridge will close on Monday. Engineers found cracks in two pillars.",
    "The Karvala bridge will close on Monday, the road office told Reuters.",
    "Moscow and Minsk said the Karvala bridge is safe.",
];

fn answer() -> Answer {
    let report = |(number, text): (usize, &&str)| Report {
        path: Some(format!("in/{number}.txt")),
        ..Report::from_text(*text)
    };
    analyze(STORY.iter().enumerate().map(report).collect(), &Options { jobs: 1 }, &|_, _| ())
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_name_is_a_report_then_an_outlet_then_a_source() {
    let found =
        without(&answer(), &names(&["r1", "0.txt", "in/1.txt", "reuters", "Lind"])).expect("all known");
    let kinds: Vec<_> = found.left_out.iter().map(|one| (one.kind, one.reports.clone())).collect();
    assert_eq!(
        kinds[..3],
        [(OmissionKind::Report, vec![0]), (OmissionKind::Report, vec![0]), (OmissionKind::Report, vec![1])]
    );
    assert_eq!(kinds[3..], [(OmissionKind::Outlet, vec![]), (OmissionKind::Source, vec![])]);
    assert_eq!(found.left_out[4].names, ["Ada Lind"]);
}

#[test]
fn what_a_relay_carries_goes_with_the_relay() {
    let answer = answer();
    let found = without(&answer, &names(&["Reuters"])).expect("known");
    let gone = &found.left_out[0].statements;
    assert!(gone.iter().all(|at| at.report == 1) && !gone.is_empty(), "{gone:?}");
    let told = |at: &woozle::corroboration::StatementRef| {
        answer.statements[at.report][at.statement].sources.iter().any(|source| source.name == "Reuters")
    };
    assert!(gone.iter().all(told));
}

#[test]
fn no_count_rises_whatever_is_left_out() {
    let answer = answer();
    let all = ["r1", "r2", "r3", "Reuters", "Ada Lind", "Moscow"];
    for name in all {
        let Ok(found) = without(&answer, &names(&[name])) else { continue };
        for (story, recounts) in answer.stories.iter().zip(&found.recounts) {
            for one in recounts {
                let before = &story.findings.claims[one.claim];
                assert!(
                    one.established <= before.established && one.possible <= before.possible,
                    "{name}: {one:?}"
                );
            }
        }
    }
}

#[test]
fn an_unknown_name_is_refused_with_near_ones() {
    let error = without(&answer(), &names(&["Ada Lynd"])).expect_err("nobody is called so");
    assert!(error.near.contains(&"Ada Lind".to_owned()), "{error}");
    assert!(without(&answer(), &names(&["  "])).is_err());
}
