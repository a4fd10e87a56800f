//! Sources that a report describes rather than names: whoever the description can only mean, by full name, with
//! the institution they speak for; a description that may mean two stays one.

use woozle::attribution::Source;
use woozle::text::Report;
use woozle::{Options, analyze};

/// The last source of every statement that has one, in order of the text.
fn origins(text: &str) -> Vec<Source> {
    let answer = analyze(vec![Report::from_text(text)], &Options { jobs: 1 }, &|_, _| ());
    answer.statements[0].iter().filter_map(|statement| statement.sources.last().cloned()).collect()
}

fn names(text: &str) -> Vec<String> {
    origins(text).into_iter().map(|source| source.name).collect()
}

#[test]
fn the_company_is_the_one_company_of_the_report() {
    assert_eq!(
        names(
            "Swedish drugmaker Velnora said on Monday that it had stopped the trial.\n\n\
             Nine patients fell ill, the company said.\n\nThe drugmaker added that all had recovered."
        ),
        ["Velnora", "Velnora", "Velnora"]
    );
}

#[test]
fn of_two_companies_the_company_is_neither() {
    let text = "Velnora Holdings and Brask Industries stopped the trial on Monday.\n\n\
        Nine patients fell ill, the company said.";
    assert_eq!(names(text), ["the company"]);
}

#[test]
fn the_watchdog_is_the_agency_it_stood_beside() {
    let text = "Norway's fisheries watchdog, the NFI, learned of the spill on Monday.\n\n\
        The water is safe, the watchdog said.";
    assert_eq!(names(text), ["NFI"]);
}

#[test]
fn a_pronoun_behind_according_to_is_resolved() {
    let text = "Harbour master Otto Brandt said on Monday that the pier had closed.\n\n\
        According to him, repairs will take a week.";
    assert_eq!(names(text), ["Otto Brandt", "Otto Brandt"]);
}

#[test]
fn a_statement_by_the_company_is_the_companys() {
    let text = "Velnora shares fell after the drugmaker stopped its trial.\n\n\
        Nine patients fell ill, Reuters reported, citing a statement by the company.";
    assert_eq!(names(text), ["Velnora"]);
}

#[test]
fn an_engineer_at_the_company_speaks_for_it() {
    let text = "Private operator Skarv Rail said on Monday that the train was slow.\n\n\
        An engineer at the company said that managers knew the speed.";
    let sources = origins(text);
    let engineer = sources.last().expect("the engineer speaks");
    assert_eq!(engineer.affiliation.as_deref(), Some("Skarv Rail"));
    assert!(engineer.name.starts_with("An engineer"));
}
