//! Small fictional stories: who denies what in words of its own, and what is no denial.

mod draft;

use draft::{Draft, draft, findings, undated};
use woozle_attribution::{Certainty, Polarity, SourceKind, Statement};
use woozle_corroboration::{Findings, StatementRef, Status};
use woozle_text::Span;

use SourceKind::{Organisation, Person, Unnamed};

fn at(report: usize, statement: usize) -> StatementRef {
    StatementRef { report, statement }
}

fn claim(found: &Findings, at: StatementRef) -> usize {
    found.claims.iter().position(|claim| claim.statements.contains(&at)).expect("stated")
}

fn status(found: &Findings, at: StatementRef) -> Status {
    found.claims[claim(found, at)].status
}

fn denied(statement: &mut Statement) {
    statement.polarity = Polarity::Denied;
}

const LOSS: &str = "The new crane at Orm Shipyard will cost forty welders their jobs by autumn";

/// A report in which the guild says what the shipyard denies in other words.
fn guild(cue: &str, denial: &str) -> Draft {
    let text = format!("{LOSS}, the Welders' Guild said. Orm Shipyard {cue} {denial}.");
    draft(Some("The Harbour Post"), 3, &text)
        .says(LOSS, &[("Welders' Guild", Organisation)])
        .says(denial, &[("Orm Shipyard", Organisation)])
        .last(denied)
}

fn later() -> Draft {
    let loss = "Forty welders at Orm Shipyard will lose their jobs by autumn to the new crane";
    draft(Some("Inland News"), 4, &format!("{loss}, the Welders' Guild said."))
        .says(loss, &[("Welders' Guild", Organisation)])
}

#[test]
fn a_denial_in_other_words_disputes_what_stands_before_it() {
    let found = findings(&[guild("denies that", "any post is at risk from the crane"), later()]);
    let loss = claim(&found, at(0, 0));
    assert_ne!(loss, claim(&found, at(0, 1)), "the words are too few for one claim");
    assert_eq!(found.claims[loss].status, Status::Disputed);
    assert_eq!(found.claims[loss].established, 1, "who denies does not count");
    let doubts: Vec<_> = found.doubts.iter().map(|doubt| (doubt.claim, doubt.statement)).collect();
    assert_eq!(doubts, [(loss, at(0, 1))]);
    let denial = found.denials.iter().find(|denial| denial.claim == loss).expect("it is denied");
    assert_eq!((&*denial.statements, &*denial.dropped_by), (&[at(0, 1)][..], &[1][..]));
}

#[test]
fn a_denial_that_points_back_needs_no_words_in_common() {
    let found = findings(&[guild("rejected", "the accusation"), later()]);
    assert_eq!(status(&found, at(0, 0)), Status::Disputed);
    let found = findings(&[guild("denies that", "the canteen was ever closed"), later()]);
    assert_eq!(status(&found, at(0, 0)), Status::SingleOrigin);
}

#[test]
fn what_may_come_is_not_denied_by_who_denies_that_it_is_so() {
    let plan = "The Pearl Office of the northern harbour will sell its stock to the island in spring";
    let text = format!("{plan}, an official said. The Pearl Office denied that any stock is for sale.");
    let doubts = |certainty: Certainty| {
        let one = draft(Some("The Harbour Post"), 3, &text)
            .says(plan, &[("an official", Unnamed)])
            .last(|said| said.certainty = certainty)
            .says("any stock is for sale", &[("the Pearl Office", Organisation)])
            .last(denied);
        findings(&[one, later()]).doubts.len()
    };
    assert_eq!(doubts(Certainty::Certain), 1);
    assert_eq!(doubts(Certainty::Possible), 0);
}

#[test]
fn nobody_denies_what_he_says_himself() {
    let doubts = |denier: &'static str| {
        let denial = "any post is at risk from the crane";
        let text = format!("{LOSS}, the Welders' Guild said. {denier} denies that {denial}.");
        let one = draft(Some("The Harbour Post"), 3, &text)
            .says(LOSS, &[("Welders' Guild", Organisation)])
            .says(denial, &[(denier, Organisation)])
            .last(denied);
        findings(&[one, later()]).doubts.len()
    };
    assert_eq!(doubts("Orm Shipyard"), 1);
    assert_eq!(doubts("Welders' Guild"), 0);
}

fn valves(one: &str, other: &str, speaker: (&str, SourceKind)) -> Findings {
    let first =
        draft(Some("The Harbour Post"), 3, &format!("{one}, keeper Ada Quill of the Lock Office said."))
            .says(one, &[("Ada Quill", Person)]);
    let second =
        draft(Some("Inland News"), 3, &format!("{other}, {} said.", speaker.0)).says(other, &[speaker]);
    findings(&[first, second])
}

#[test]
fn a_statement_that_negates_what_its_claim_says_denies_it() {
    let opened = "The sluice valves of the upper reservoir have been opened";
    let board = ("the Water Board", Organisation);
    let found = valves(opened, "The sluice valves of the upper reservoir have not been opened", board);
    assert_eq!(claim(&found, at(0, 0)), claim(&found, at(1, 0)));
    assert_eq!((found.claims[0].status, found.claims[0].established), (Status::Disputed, 1));
    assert_eq!(found.denials[0].statements, [at(1, 0)]);
    let found = valves(opened, "No sluice valves of the upper reservoir have been opened", board);
    assert_eq!(found.claims[0].status, Status::Disputed);
}

#[test]
fn a_negation_that_ends_with_a_date_or_is_the_same_persons_wording_denies_nothing() {
    let opened = "The sluice valves of the upper reservoir will be opened";
    let bounded = "The sluice valves of the upper reservoir will not be opened before June";
    let found = valves(opened, bounded, ("the Water Board", Organisation));
    assert!(found.claims.iter().all(|claim| claim.status != Status::Disputed));
    let found = valves(
        "The sluice valves of the upper reservoir are closed",
        "The sluice valves of the upper reservoir are not open",
        ("Ada Quill", Person),
    );
    assert!(found.claims.iter().all(|claim| claim.status != Status::Disputed));
}

fn missing(one: (&str, &str, SourceKind), other: (&str, &str, SourceKind)) -> Findings {
    let report = |outlet, (number, name, kind): (&str, &str, SourceKind)| {
        let content = format!("{number} sailors from the coaster are missing");
        draft(Some(outlet), 3, &format!("{content}, {name} said.")).says(&content, &[(name, kind)])
    };
    findings(&[report("The Harbour Post", one), report("Inland News", other)])
}

#[test]
fn the_same_words_with_another_figure_are_two_who_contradict_each_other() {
    let (guard, office) = ("Northern Harbour Guard", "Orm Port Office");
    let found = missing(("17", guard, Organisation), ("21", office, Organisation));
    assert_eq!((found.claims[0].established, found.claims[0].status), (2, Status::Disputed));
    let found = missing(("17", guard, Organisation), ("17", office, Organisation));
    assert_eq!(found.claims[0].established, 1, "the same words may be one source's");
}

#[test]
fn a_description_that_fits_a_source_of_the_claim_is_that_source() {
    let third = |name: &str| {
        let content = "21 sailors from the coaster are missing";
        draft(Some("Quay Weekly"), 3, &format!("{content}, {name} said."))
            .says(content, &[(name, Organisation)])
    };
    let report = |outlet, content: &str, name: &str| {
        draft(Some(outlet), 3, &format!("{content}, {name} said.")).says(content, &[(name, Organisation)])
    };
    let full =
        report("The Harbour Post", "17 sailors from the coaster are missing", "Northern Harbour Guard");
    let short = |name| report("Inland News", "17 sailors of the coaster are still missing", name);
    let found = findings(&[full, short("the harbourguard"), third("Orm Port Office")]);
    assert_eq!((found.claims[0].established, found.claims[0].status), (2, Status::Disputed));
    let full =
        report("The Harbour Post", "17 sailors from the coaster are missing", "Northern Harbour Guard");
    let found = findings(&[full, short("the service"), third("Orm Port Office")]);
    assert_eq!(found.claims[0].established, 1, "it may be either");
}

fn summons(outlet: &str, content: &str, text: &str, name: &str, kind: SourceKind) -> Draft {
    draft(Some(outlet), 3, text).says(content, &[(name, kind)])
}

#[test]
fn an_official_of_its_field_and_a_ministry_are_one_origin() {
    let content = "The pilots and the harbour board are called to talks on Thursday";
    let other = "Talks on Thursday bring the harbour board and its pilots to one table at noon";
    let ministry = || {
        let text = format!("{other}, the Fisheries Ministry said.");
        summons("Inland News", other, &text, "Fisheries Ministry", Organisation)
    };
    let person = |office: &str| {
        let text = format!("{content}, {office}, Ada Quill, said.");
        summons("The Harbour Post", content, &text, "Ada Quill", Person)
    };
    let established = |office: &str| findings(&[person(office), ministry()]).claims[0].established;
    assert_eq!(established("the secretary of state for fisheries"), 1);
    assert_eq!(established("the mayor of Orm"), 2);
}

#[test]
fn a_company_told_by_its_town_is_no_second_one() {
    let one = "The trial of the lozenge was halted after two nosebleeds";
    let other = "Two nosebleeds ended the trial of the lozenge for this year and sent the patients home";
    let established = |name: &str| {
        let first =
            summons("The Harbour Post", one, &format!("{one}, Belltower said."), "Belltower", Organisation);
        let second = summons("Inland News", other, &format!("{other}, {name} said."), name, Organisation);
        findings(&[first, second]).claims[0].established
    };
    assert_eq!(established("the Orm-based company"), 1);
    assert_eq!(established("Lozenge Board"), 2);
}

/// A guard, a clerk and the operator on one gate.
fn gate(operator: &str) -> Vec<Draft> {
    let one = |outlet: &str, day: u8, content: &str, who: (&str, SourceKind)| {
        draft(Some(outlet), day, &format!("{content}, {} said.", who.0)).says(content, &[who])
    };
    vec![
        one("The Harbour Post", 3, "The flood gate at Orm was open all night", ("Ada Holt", Person)),
        one("Inland News", 4, "The flood gate at Orm was open throughout the night", ("Ben Rudd", Person)),
        one("Coast Radio", 5, operator, ("Orm Waterways", Organisation)),
    ]
}

#[test]
fn who_says_the_opposite_denies() {
    let found = findings(&gate("The flood gate at Orm was shut all night"));
    let open = &found.claims[claim(&found, at(0, 0))];
    assert_eq!(claim(&found, at(2, 0)), claim(&found, at(0, 0)), "they speak of one thing");
    assert_eq!(open.status, Status::Disputed);
    let denial = &found.denials[0];
    assert_eq!(denial.statements, [at(2, 0)]);
}

#[test]
fn an_opposite_that_is_negated_agrees() {
    let found = findings(&gate("The flood gate at Orm was not shut all night"));
    let open = &found.claims[claim(&found, at(0, 0))];
    assert_eq!(claim(&found, at(2, 0)), claim(&found, at(0, 0)), "they speak of one thing");
    assert_ne!(open.status, Status::Disputed);
    assert!(found.denials.is_empty());
}

#[test]
fn left_open_and_stayed_open_agree() {
    let found = findings(&gate("The flood gate at Orm stayed open all night"));
    assert_ne!(status(&found, at(0, 0)), Status::Disputed);
    let mut left = gate("The flood gate at Orm was left open all night");
    left[0] =
        draft(Some("The Harbour Post"), 3, "The flood gate at Orm stayed open all night, Ada Holt said.")
            .says("The flood gate at Orm stayed open all night", &[("Ada Holt", Person)]);
    let found = findings(&left);
    assert_eq!(claim(&found, at(2, 0)), claim(&found, at(0, 0)), "they speak of one thing");
    assert_ne!(status(&found, at(0, 0)), Status::Disputed);
}

#[test]
fn a_report_that_only_its_dateline_dates_did_not_drop_a_later_denial() {
    let report = |day: u8| {
        let dateline = format!("ORM, May {day} (Reuters) - ");
        let text = format!("{dateline}{LOSS}, the Welders' Guild said.");
        let mut draft = undated(Some("Reuters"), &text);
        draft.report.blocks[0].dateline = Some(Span::new(0, dateline.len()));
        draft.says(LOSS, &[("Welders' Guild", Organisation)])
    };
    let dropped = |day: u8| {
        let found = findings(&[guild("denies that", "any post is at risk from the crane"), report(day)]);
        let loss = claim(&found, at(0, 0));
        let denial = found.denials.iter().find(|denial| denial.claim == loss).expect("it is denied");
        denial.dropped_by.clone()
    };
    assert_eq!(dropped(1), [0_usize; 0]);
    assert_eq!(dropped(9), [1]);
}
