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

#[test]
fn a_role_and_the_name_set_off_behind_it_are_one_speaker() {
    let text = "A spokesman for the company, Jan Tebb, said on Monday that the plant would close. Tebb said forty workers \
        would lose their jobs.\n\nThe head of the regional hospital, Orla Venn, told reporters that six people were hurt.";
    assert_eq!(names(text), ["Jan Tebb", "Jan Tebb", "Orla Venn"]);
    let minister =
        "Lorvania's industry and trade minister, Yusuf bin Hamad Karrar, said on Monday that talks went on.";
    assert_eq!(names(minister), ["Yusuf bin Hamad Karrar"]);
}

#[test]
fn whose_campaign_or_aide_it_is_does_not_speak_himself() {
    let text = "The Tebb campaign said on Monday that the count was wrong.\n\nAnna Tebb told reporters that she would win.";
    assert_eq!(names(text), ["The Tebb campaign", "Anna Tebb"]);
    let aide = "Anna Tebb told reporters that she would win.\n\n“We are ahead,” an aide to Tebb said.";
    assert_eq!(names(aide), ["Anna Tebb", "an aide to Tebb"]);
}

#[test]
fn the_times_is_the_paper_named_before() {
    let text = "The New York Times wrote that a merger was near. The Times said the price was $3 billion.";
    assert_eq!(names(text), ["New York Times", "New York Times"]);
}
