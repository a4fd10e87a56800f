//! Small fictional stories and who is found to have them from whom.

mod draft;

use draft::{Draft, draft, findings};
use woozle_attribution::{Manner, Polarity, SourceKind};
use woozle_corroboration::{EdgeKind, Findings, Upstream};
use woozle_text::{BlockKind, CreditKind, Span};

use SourceKind::{Organisation, Outlet, Person, Unnamed};

fn edges(found: &Findings) -> Vec<(Upstream, Vec<usize>, EdgeKind)> {
    found.lineage.iter().map(|edge| (edge.from.clone(), edge.to.clone(), edge.kind)).collect()
}

fn credited(found: &Findings) -> Vec<(Upstream, Vec<usize>)> {
    let edges = edges(found).into_iter().filter(|edge| edge.2 == EdgeKind::Credited);
    edges.map(|(from, to, _)| (from, to)).collect()
}

fn unseen(name: &str) -> Upstream {
    Upstream::Unseen(Some(name.to_owned()))
}

/// A report without a date of publication, whose first words are a dateline.
fn datelined(mut draft: Draft, dateline: &str) -> Draft {
    draft.report.published = None;
    assert!(draft.report.text.starts_with(dateline), "the dateline opens the text");
    draft.report.blocks[0].dateline = Some(Span::new(0, dateline.len()));
    draft
}

const FACTS: [(&str, &str); 4] = [
    ("The lighthouse lamp failed at midnight", "The lamp of the lighthouse failed around midnight"),
    ("A coaster carrying timber grounded on the shoal", "A coaster with timber grounded on that shoal"),
    ("Seven sailors waded ashore at Orm", "Seven sailors waded to the shore at Orm"),
    ("The keeper had asked for a spare bulb in April", "In April the keeper had asked for a spare bulb"),
];

fn telling(
    outlet: Option<&str>,
    day: u8,
    opening: &str,
    pick: fn(&(&'static str, &'static str)) -> &'static str,
) -> Draft {
    let body: String = FACTS.iter().map(|fact| format!("{}.\n", pick(fact))).collect();
    let start = draft(outlet, day, &format!("{opening}{body}"));
    FACTS.iter().fold(start, |draft, fact| draft.says(pick(fact), &[]))
}

#[test]
fn a_dateline_without_a_year_is_read_in_the_year_of_the_other_reports() {
    let wire =
        datelined(telling(None, 1, "ORMBY, May 3 (Reuters) - ", |fact| fact.0), "ORMBY, May 3 (Reuters) - ");
    let found = findings(&[telling(None, 4, "", |fact| fact.1), wire]);
    assert_eq!(edges(&found), [(Upstream::Report(1), vec![0], EdgeKind::Inferred)]);
    let later = datelined(telling(None, 1, "ORMBY, May 6 - ", |fact| fact.0), "ORMBY, May 6 - ");
    let found = findings(&[telling(None, 4, "", |fact| fact.1), later]);
    assert_eq!(edges(&found), [(Upstream::Report(0), vec![1], EdgeKind::Inferred)]);
}

#[test]
fn a_paper_that_asked_for_comment_is_the_paper_that_others_credit() {
    for own in [
        "The yard has not answered the BBC's questions.",
        "The BBC has contacted the yard for comment.",
        "The yard, in a letter seen by the BBC, promised new rivets.",
    ] {
        let one = draft(None, 3, &format!("The keel of the yacht cracked in the cold. {own}"))
            .says("The keel of the yacht cracked in the cold", &[]);
        let other =
            draft(Some("Inland News"), 4, "The keel of the yacht cracked in the cold, the BBC reported.")
                .says("The keel of the yacht cracked in the cold", &[("BBC", Outlet)]);
        assert_eq!(credited(&findings(&[one, other])), [(Upstream::Report(0), vec![1])], "{own}");
    }
    let plain = draft(None, 3, "The keel of the yacht cracked in the cold.")
        .says("The keel of the yacht cracked in the cold", &[]);
    let other = draft(Some("Inland News"), 4, "The keel of the yacht cracked in the cold, the BBC reported.")
        .says("The keel of the yacht cracked in the cold", &[("BBC", Outlet)]);
    assert_eq!(credited(&findings(&[plain, other])), [(unseen("BBC"), vec![1])]);
}

#[test]
fn whom_people_told_it_is_the_reports_own_outlet_only_where_others_credit_it_and_it_never_does() {
    let keel = "The keel of the yacht cracked in the cold";
    let told = |rest: &str| {
        draft(None, 3, &format!("{keel}, shipwright Ada Quill told the BBC.{rest}"))
            .says(keel, &[("BBC", Outlet), ("Ada Quill", Person)])
    };
    let other = || {
        draft(Some("Inland News"), 4, &format!("{keel}, Ada Quill told the BBC."))
            .says(keel, &[("BBC", Outlet), ("Ada Quill", Person)])
    };
    assert_eq!(credited(&findings(&[told(""), other()])), [(Upstream::Report(0), vec![1])]);
    let relayed = findings(&[told(" The mast is whole, the BBC reported."), other()]);
    assert_eq!(credited(&relayed), [(unseen("BBC"), vec![0, 1])]);
    let alone = draft(Some("Inland News"), 4, &format!("{keel}.")).says(keel, &[]);
    assert_eq!(credited(&findings(&[told(""), alone])), [(unseen("BBC"), vec![0])]);
}

#[test]
fn an_outlet_is_credited_beside_the_chains_too() {
    let upstreams = |text: &str| credited(&findings(&[draft(Some("Inland News"), 3, text)]));
    let from = |name: &str| vec![(unseen(name), vec![0])];
    assert_eq!(upstreams("The harbour board gave no answer about a report by Tass."), from("TASS"));
    assert_eq!(
        upstreams("Under a treaty quoted by Reuters, the locks stay open until June."),
        from("Reuters")
    );
    assert_eq!(
        upstreams("The pilots have gone home, according to the news site Harbourside."),
        from("Harbourside")
    );
    assert_eq!(upstreams("The Spanish news agency has an office in the old customs house."), []);
    assert_eq!(upstreams("The BBC tower was painted white in May."), []);
    assert_eq!(upstreams("The pilots walked past the Reuters building to the quay."), []);
}

#[test]
fn of_two_undated_reports_the_one_that_names_people_came_first() {
    let fuller = |names: bool| {
        let mut draft = telling(None, 3, "", |fact| if fact.0.is_empty() { fact.1 } else { fact.0 });
        draft.report.published = None;
        for statement in &mut draft.statements {
            let span = statement.content;
            if names {
                statement.manner = Manner::Indirect;
                statement.sources = vec![draft::source("Ada Quill", Person, span)];
            }
        }
        draft
    };
    let rewrite = || {
        let mut draft = telling(None, 4, "", |fact| fact.1);
        draft.report.published = None;
        draft
    };
    let found = findings(&[rewrite(), fuller(true)]);
    assert_eq!(edges(&found), [(Upstream::Report(1), vec![0], EdgeKind::Inferred)]);
    assert_eq!(edges(&findings(&[rewrite(), fuller(false)])), [], "nothing tells which came first");
}

/// In words too far apart to be a copy.
const OWN_WORDS: [(&str, &str); 4] = [
    (
        "The lighthouse lamp failed at midnight",
        "At midnight the lamp went dark in the lighthouse on the cliff",
    ),
    ("A coaster carrying timber grounded on the shoal", "The timber coaster, bound south, ran onto a shoal"),
    ("Seven sailors waded ashore at Orm", "Seven of her sailors reached Orm, some of them on foot"),
    (
        "The keeper had asked for a spare bulb in April",
        "A spare bulb, as the keeper wrote in April, was wanted",
    ),
];

/// One report credits AFP for its claims, the other has them in this way.
fn carried(facts: [(&str, &str); 4], change: impl Fn(Draft) -> Draft) -> Findings {
    let text = |pick: &dyn Fn(&(&str, &str)) -> String| facts.iter().map(pick).collect::<String>();
    let credit = text(&|fact| format!("{}, keeper Bo Tarn told AFP.\n", fact.0));
    let mut one = draft(Some("Inland News"), 3, &credit);
    let mut other = draft(Some("The Harbour Post"), 3, &text(&|fact| format!("{}.\n", fact.1)));
    for fact in facts {
        one = one.says(fact.0, &[("AFP", Outlet), ("Bo Tarn", Person)]);
        other = change(other.says(fact.1, &[]));
    }
    findings(&[one, other])
}

#[test]
fn what_a_report_was_told_itself_is_not_carried_from_an_agency() {
    let inferred = |found: &Findings| edges(found).contains(&(unseen("AFP"), vec![1], EdgeKind::Inferred));
    let by = |name: &'static str, kind, manner| {
        move |draft: Draft| {
            draft.last(|said| {
                said.manner = manner;
                said.sources = vec![draft::source(name, kind, said.content)];
            })
        }
    };
    let plain = |draft: Draft| draft;
    assert!(inferred(&carried(FACTS, plain)));
    assert!(inferred(&carried(FACTS, by("a man of the coast", Unnamed, Manner::Indirect))));
    assert!(inferred(&carried(FACTS, by("Bo Tarn", Person, Manner::Indirect))));
    assert!(!inferred(&carried(FACTS, |draft| draft.last(|said| said.polarity = Polarity::Denied))));
    // The same words put into another mouth are carried all the same.
    assert!(inferred(&carried(FACTS, by("the Reef Office", Organisation, Manner::Indirect))));
    assert!(inferred(&carried(OWN_WORDS, plain)));
    assert!(!inferred(&carried(OWN_WORDS, by("the Reef Office", Organisation, Manner::Indirect))));
}

#[test]
fn a_printed_credit_still_leads_to_its_agency() {
    let mut one =
        draft(Some("Inland News"), 3, "Divers found the anchor.").says("Divers found the anchor", &[]);
    let credit = woozle_text::Credit { name: "AFP".into(), kind: CreditKind::Closing, span: None };
    one.report.credits.push(credit);
    assert_eq!(credited(&findings(&[one])), [(unseen("AFP"), vec![0])]);
}

#[test]
fn who_published_a_report_of_the_story_is_an_outlet_in_a_chain_too() {
    let one = draft(Some("Quayside"), 3, "Divers found the anchor, Ada Quill said.")
        .says("Divers found the anchor", &[("Ada Quill", Person)]);
    let other = draft(Some("Inland News"), 4, "Divers found the anchor, Ada Quill told Quayside.")
        .says("Divers found the anchor", &[("Quayside", Organisation), ("Ada Quill", Person)]);
    assert_eq!(credited(&findings(&[one, other])), [(Upstream::Report(0), vec![1])]);
}

#[test]
fn an_outlet_whose_verb_stands_far_off_is_credited() {
    let upstreams = |text: &str| credited(&findings(&[draft(Some("Inland News"), 3, text)]));
    let from = |name: &str| vec![(unseen(name), vec![0])];
    assert_eq!(upstreams("The BBC, citing a draft, said the locks would close in June."), from("BBC"));
    assert_eq!(
        upstreams("The BBC, whose reporters went aboard on Monday, reported a smell of tar."),
        from("BBC")
    );
    assert_eq!(upstreams("The BBC has seen the plans of the lock."), from("BBC"));
    assert_eq!(upstreams("The BBC, which turns ninety in May, has a tower by the lock."), []);
}

#[test]
fn what_one_report_calls_a_newspaper_is_one_in_all() {
    let keel = "The keel of the yacht cracked in the cold";
    let carries = || {
        draft(Some("Inland News"), 4, &format!("{keel}, Lanternlight wrote."))
            .says(keel, &[("Lanternlight", Organisation)])
    };
    let told = |rest: &str| draft(Some("The Harbour Post"), 3, &format!("{keel}.{rest}")).says(keel, &[]);
    let found =
        findings(&[told(" The pilots went home, according to the news site Lanternlight."), carries()]);
    assert_eq!(credited(&found), [(unseen("Lanternlight"), vec![0, 1])]);
    assert_eq!(credited(&findings(&[told(""), carries()])), []);
}

#[test]
fn a_report_whose_header_names_what_others_credit_is_its_report() {
    let keel = "The keel of the yacht cracked in the cold";
    let own = |line: &str| {
        let mut own = draft(None, 3, &format!("{line}\n\n{keel}.")).says(keel, &[]);
        own.report.blocks[0].kind = BlockKind::Header;
        own
    };
    let other = || {
        draft(Some("Inland News"), 4, &format!("{keel}, the BBC reported.")).says(keel, &[("BBC", Outlet)])
    };
    let found = findings(&[own("Shipping | the BBC | Wednesday"), other()]);
    assert_eq!(credited(&found), [(Upstream::Report(0), vec![1])]);
    assert_eq!(credited(&findings(&[own("Shipping | Wednesday"), other()])), [(unseen("BBC"), vec![1])]);
}

#[test]
fn other_numbers_from_other_people_show_no_derivation() {
    let report = |outlet, day, pick: fn(&(&'static str, &'static str)) -> &'static str, last, who| {
        let body: String = FACTS[..3].iter().map(|fact| format!("{}.\n", pick(fact))).collect();
        let start = draft(Some(outlet), day, &format!("{body}{last}.\n"));
        let told = FACTS[..3].iter().fold(start, |draft, fact| draft.says(pick(fact), &[]));
        told.says(last, &[(who, Person)])
    };
    let early = "The lifeboat of Orm was on the shoal after 40 minutes";
    let late = "The lifeboat from Orm reached the shoal after 20 minutes";
    let found = |who| {
        let first = report("Coast Daily", 1, |fact| fact.0, early, "Mira Quist");
        edges(&findings(&[first, report("Harbour News", 3, |fact| fact.1, late, who)]))
    };
    // A slip of whoever wrote it anew, or two who tell it their own way.
    assert_eq!(found("Mira Quist"), [(Upstream::Report(0), vec![1], EdgeKind::Inferred)]);
    assert_eq!(found("Jonas Brandt"), []);
}
