//! Twelve reports of five thousand words and two hundred claims, as an answer: what a page must hold.

use woozle::attribution::{Certainty, Known, Manner, Polarity, Source, SourceKind, Statement, StatementKind};
use woozle::corroboration::{
    Claim, Edge, EdgeKind, Findings, Origin, StatementRef, Status, Upstream, Waterfall,
};
use woozle::language::{Analysis, Granularity, Time, TimeKind};
use woozle::story::Story;
use woozle::text::{Date, Evidence, Published, Report, Span};
use woozle::{Answer, StoryAnswer};

const REPORTS: usize = 12;
const CLAIMS: usize = 200;

/// The words of the numbered claim, the same in every report that states it.
pub fn words(claim: usize) -> String {
    match claim % 40 {
        7 => format!(
            "the Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft moved barge {claim}"
        ),
        13 => format!("العبارة رقم {claim} توقفت عن الإبحار يوم الاثنين"),
        _ => format!("barge number {claim} left the upper lock before the flood gates were closed"),
    }
}

/// The whole answer. Report `r` states the claims whose number leaves the rest `r % 3`, in their order.
pub fn answer() -> Answer {
    let mut answer = Answer::default();
    let mut by_claim: Vec<Vec<StatementRef>> = vec![Vec::new(); CLAIMS];
    for report in 0..REPORTS {
        let (text, statements) = report_text(report, &mut by_claim);
        let published = Date::new(2031, 4, 2 + report as u8 / 3).map(|date| Published { date, clock: None });
        let outlet = Some(format!("The {} Lock Gazette", ["Upper", "Lower", "Middle", "Old"][report % 4]));
        let times = times(&text);
        answer.reports.push(Report { outlet, published, ..Report::from_text(text) });
        answer.statements.push(statements);
        answer.analyses.push(Analysis::default());
        answer.analyses[report].times = times;
    }
    let story = Story { reports: (0..REPORTS).collect(), evidence: Vec::new() };
    let claims =
        by_claim.into_iter().enumerate().map(|(number, statements)| claim(number, statements)).collect();
    let waterfall =
        Waterfall { reports: REPORTS, distinct_texts: 9, outlets: 4, established: 30, possible: 60 };
    let edge = |from, to, kind| Edge {
        from,
        to,
        kind,
        evidence: vec![Evidence::new("shared-order", "the same order", 0.6, Vec::new())],
    };
    let lineage = vec![
        edge(Upstream::Unseen(Some("River Wire".into())), vec![0, 3, 4], EdgeKind::Credited),
        edge(Upstream::Report(0), vec![5, 6], EdgeKind::Inferred),
        edge(Upstream::Report(6), vec![0], EdgeKind::Inferred),
        edge(Upstream::Unseen(None), vec![7, 8], EdgeKind::Inferred),
    ];
    let findings = Findings { waterfall, claims, lineage, ..Findings::default() };
    answer.stories.push(StoryAnswer { story, findings });
    answer
}

/// A text of some five thousand words with its statements.
fn report_text(report: usize, by_claim: &mut [Vec<StatementRef>]) -> (String, Vec<Statement>) {
    let mut text = String::new();
    let mut statements = Vec::new();
    let filler =
        "The river rose through the night and the keepers watched the gauges by lamp light. ".repeat(4);
    for claim in (0..CLAIMS).filter(|claim| claim % 3 == (report + 1) % 3) {
        text += &filler;
        let start = text.len();
        text += &words(claim);
        let content = Span::new(start, text.len());
        let name = format!("lock keeper {}", claim % 57);
        text += ", ";
        let source = Span::new(text.len(), text.len() + name.len());
        text += &name;
        let cue = Span::new(text.len() + 1, text.len() + 5);
        text += " said on April 2.\n\n";
        by_claim[claim].push(StatementRef { report, statement: statements.len() });
        statements.push(statement(content, source, cue, name));
    }
    (text, statements)
}

fn statement(content: Span, span: Span, cue: Span, name: String) -> Statement {
    let source = Source {
        name,
        kind: SourceKind::Person,
        span,
        entity: None,
        affiliation: None,
        known: Known::ByName,
        members: Vec::new(),
    };
    Statement {
        content,
        sources: vec![source],
        cue: Some(cue),
        manner: Manner::Indirect,
        certainty: Certainty::Certain,
        hedge: None,
        polarity: Polarity::Affirmed,
        kind: StatementKind::Ordinary,
        sentence: 0,
        evidence: Vec::new(),
    }
}

fn claim(number: usize, statements: Vec<StatementRef>) -> Claim {
    let origin = Origin {
        name: format!("lock keeper {}", number % 57),
        kind: SourceKind::Person,
        affiliation: None,
        statements: statements.clone(),
        denies: false,
        group: Some(0),
        evidence: Vec::new(),
    };
    Claim {
        representative: statements[0],
        statements,
        origins: vec![origin],
        established: 1,
        possible: 1 + number % 3,
        status: Status::SingleOrigin,
        evidence: Vec::new(),
        common: Vec::new(),
        weakest: None,
        weight: 1.0,
    }
}

/// The first mention of April 2, and one of an old year.
fn times(text: &str) -> Vec<Time> {
    let at = text.find("April 2").expect("every report mentions the day");
    let day = Date::new(2031, 4, 2).expect("a day that exists");
    let old = |month, day| Date::new(1987, month, day).expect("a day that exists");
    let time = |start, end, days, granularity| Time {
        span: Span::new(start, end),
        days: Some(days),
        minutes: None,
        utc_offset: None,
        granularity,
        kind: TimeKind::Point,
    };
    vec![
        time(0, 9, (old(1, 1), old(12, 31)), Granularity::Year),
        time(at, at + 7, (day, day), Granularity::Day),
    ]
}
