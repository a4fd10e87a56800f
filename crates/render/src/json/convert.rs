//! Core types in, wire types out, by hand: a core type may change in a day, a JSON field is a promise.

use woozle::corroboration::{self, StatementRef};
use woozle::text::{self, Span};
use woozle::{Answer, Omission, WhatIf, attribution};

use super::offsets::Offsets;
use super::wire;
use crate::ids::Ids;

/// What conversion needs to know.
struct Context<'a> {
    answer: &'a Answer,
    ids: Ids<'a>,
    offsets: Vec<Offsets<'a>>,
}

/// The answer in the shape of the contract.
pub(super) fn document(answer: &Answer) -> wire::Document<'_> {
    let context = Context::new(answer);
    wire::Document {
        schema: "woozle/1",
        reports: (0..answer.reports.len()).map(|report| context.report(report)).collect(),
        statements: context.statements(),
        claims: context.ids.claims().map(|(story, at, claim)| context.claim(story, at, claim)).collect(),
        discrepancies: context
            .ids
            .discrepancies()
            .map(|(story, at, one)| context.discrepancy(story, at, one))
            .collect(),
        denials: context.denials(),
        doubts: context.doubts(),
        alterations: context
            .ids
            .alterations()
            .map(|(story, at, one)| context.alteration(story, at, one))
            .collect(),
        lineage: context.ids.edges().map(|(story, at, edge)| context.edge(story, at, edge)).collect(),
        stories: (0..answer.stories.len()).map(|story| context.story(story)).collect(),
        what_if_without: answer.what_if.as_ref().map(|what_if| context.what_if(what_if)),
    }
}

/// The reports and their statements alone.
pub(crate) fn statements(answer: &Answer) -> wire::Statements<'_> {
    let context = Context::new(answer);
    wire::Statements {
        schema: "woozle/1",
        reports: (0..answer.reports.len()).map(|report| context.report(report)).collect(),
        statements: context.statements(),
    }
}

impl<'a> Context<'a> {
    fn new(answer: &'a Answer) -> Self {
        let offsets = answer.reports.iter().map(|report| Offsets::new(&report.text)).collect();
        Self { answer, ids: Ids::new(answer), offsets }
    }

    /// The span in characters of the report's text; an unknown report has no characters.
    fn offsets(&self, report: usize, span: Span) -> (usize, usize) {
        self.offsets.get(report).map_or((0, 0), |offsets| offsets.of(span))
    }

    fn report_ids(&self, reports: &[usize]) -> Vec<String> {
        reports.iter().map(|&report| self.ids.report(report)).collect()
    }

    fn statement_ids(&self, statements: &[StatementRef]) -> Vec<String> {
        statements.iter().map(|&at| self.ids.statement(at)).collect()
    }

    fn report(&self, number: usize) -> wire::Report<'a> {
        let report = &self.answer.reports[number];
        let found = self.answer.analyses.get(number).map_or(&[][..], |analysis| &analysis.notices);
        let notices = report.notices.iter().chain(found);
        wire::Report {
            id: self.ids.report(number),
            path: report.path.as_deref(),
            url: report.url.as_deref(),
            outlet: report.outlet.as_deref(),
            byline: report.byline.as_deref(),
            title: report.title.as_deref(),
            published: report.published.map(text::Published::iso),
            language: report.language.as_deref(),
            story: self.ids.story_of(number).map(|story| self.ids.story(story)),
            notices: notices.map(|notice| self.notice(number, notice)).collect(),
        }
    }

    fn notice(&self, report: usize, notice: &'a text::Notice) -> wire::Notice<'a> {
        let place = notice.span.map(|span| self.offsets(report, span));
        wire::Notice {
            kind: notice_kind(notice.kind),
            message: &notice.message,
            start: place.map(|(start, _)| start),
            end: place.map(|(_, end)| end),
        }
    }

    fn statements(&self) -> Vec<wire::Statement<'a>> {
        let reports = self.answer.statements.iter().enumerate();
        let all = reports.flat_map(|(report, statements)| {
            statements
                .iter()
                .enumerate()
                .map(move |(statement, one)| (StatementRef { report, statement }, one))
        });
        all.map(|(at, statement)| self.statement(at, statement)).collect()
    }

    fn statement(&self, at: StatementRef, statement: &'a attribution::Statement) -> wire::Statement<'a> {
        let (start, end) = self.offsets(at.report, statement.content);
        wire::Statement {
            id: self.ids.statement(at),
            report: self.ids.report(at.report),
            start,
            end,
            text: self.slice(at.report, statement.content),
            sources: statement.sources.iter().map(|source| self.source(at.report, source)).collect(),
            cue: statement.cue.map(|cue| self.passage(at.report, cue)),
            manner: manner(statement.manner),
            certainty: certainty(statement.certainty),
            polarity: polarity(statement.polarity),
            kind: statement_kind(statement.kind),
            claim: self.ids.claim_of(at).map(|(story, claim)| self.ids.claim(story, claim)),
        }
    }

    fn slice(&self, report: usize, span: Span) -> &'a str {
        self.answer.reports.get(report).map_or("", |report| report.slice(span))
    }

    fn passage(&self, report: usize, span: Span) -> wire::Passage<'a> {
        let (start, end) = self.offsets(report, span);
        wire::Passage { text: self.slice(report, span), start, end }
    }

    fn source(&self, report: usize, source: &'a attribution::Source) -> wire::Source<'a> {
        let (start, end) = self.offsets(report, source.span);
        wire::Source {
            name: &source.name,
            kind: source_kind(source.kind),
            start,
            end,
            affiliation: source.affiliation.as_deref(),
            known: known(source.known),
            members: &source.members,
        }
    }

    fn claim(&self, story: usize, at: usize, claim: &'a corroboration::Claim) -> wire::Claim<'a> {
        wire::Claim {
            id: self.ids.claim(story, at),
            story: self.ids.story(story),
            text: self.words(claim),
            representative: self.ids.statement(claim.representative),
            statements: self.statement_ids(&claim.statements),
            origins: claim.origins.iter().map(|origin| self.origin(origin)).collect(),
            independent_origins: claim.established,
            possible_origins: claim.possible,
            status: status(claim.status),
            common_upstreams: claim.common.iter().map(|one| self.common(one)).collect(),
            weakest_link: claim.weakest.as_deref(),
            weight: if claim.weight.is_finite() { claim.weight } else { 0.0 },
        }
    }

    /// The words of the statement that represents the claim.
    fn words(&self, claim: &corroboration::Claim) -> &'a str {
        let at = claim.representative;
        let statement = self.answer.statements.get(at.report).and_then(|all| all.get(at.statement));
        statement.map_or("", |statement| self.slice(at.report, statement.content))
    }

    fn origin(&self, origin: &'a corroboration::Origin) -> wire::Origin<'a> {
        wire::Origin {
            name: &origin.name,
            kind: source_kind(origin.kind),
            affiliation: origin.affiliation.as_deref(),
            statements: self.statement_ids(&origin.statements),
            denies: origin.denies,
            group: origin.group,
        }
    }

    fn discrepancy(
        &self,
        story: usize,
        at: usize,
        one: &'a corroboration::Discrepancy,
    ) -> wire::Discrepancy<'a> {
        wire::Discrepancy {
            id: self.ids.discrepancy(story, at),
            claim: self.ids.claim(story, one.claim),
            kind: discrepancy_kind(one.kind),
            values: one.values.iter().map(|value| self.value(value)).collect(),
        }
    }

    fn value(&self, value: &'a corroboration::Value) -> wire::Value<'a> {
        let place = value.span.map(|span| self.offsets(value.statement.report, span));
        wire::Value {
            report: self.ids.report(value.statement.report),
            statement: self.ids.statement(value.statement),
            value: &value.value,
            start: place.map(|(start, _)| start),
            end: place.map(|(_, end)| end),
        }
    }

    fn denials(&self) -> Vec<wire::Denial> {
        let stories = self.answer.stories.iter().enumerate();
        let all = stories
            .flat_map(|(story, found)| found.findings.denials.iter().map(move |denial| (story, denial)));
        all.map(|(story, denial)| wire::Denial {
            claim: self.ids.claim(story, denial.claim),
            statements: self.statement_ids(&denial.statements),
            dropped_by: self.report_ids(&denial.dropped_by),
        })
        .collect()
    }

    fn doubts(&self) -> Vec<wire::Doubt<'a>> {
        let stories = self.answer.stories.iter().enumerate();
        let all =
            stories.flat_map(|(story, found)| found.findings.doubts.iter().map(move |one| (story, one)));
        all.map(|(story, doubt)| wire::Doubt {
            claim: self.ids.claim(story, doubt.claim),
            statement: self.ids.statement(doubt.statement),
            evidence: self.evidence(&doubt.evidence),
        })
        .collect()
    }

    fn alteration(
        &self,
        story: usize,
        at: usize,
        one: &'a corroboration::Alteration,
    ) -> wire::Alteration<'a> {
        wire::Alteration {
            id: self.ids.alteration(story, at),
            claim: self.ids.claim(story, one.claim),
            kind: alteration_kind(one.kind),
            from: self.end(&one.from),
            to: self.end(&one.to),
            connection: edge_kind(one.connection),
            why: one.evidence.first().map_or("", |evidence| &evidence.why),
        }
    }

    fn end(&self, value: &'a corroboration::Value) -> wire::AlterationEnd<'a> {
        let place = value.span.map(|span| self.offsets(value.statement.report, span));
        wire::AlterationEnd {
            report: self.ids.report(value.statement.report),
            statement: self.ids.statement(value.statement),
            value: Some(value.value.as_str()).filter(|value| !value.is_empty()),
            start: place.map(|(start, _)| start),
            end: place.map(|(_, end)| end),
        }
    }

    fn common(&self, one: &'a corroboration::CommonUpstream) -> wire::CommonUpstream<'a> {
        wire::CommonUpstream {
            through: self.upstream(&one.through),
            origins: one.origins,
            kind: edge_kind(one.kind),
            evidence: self.evidence(&one.evidence),
        }
    }

    fn what_if(&self, what_if: &'a WhatIf) -> wire::WhatIf<'a> {
        let omission = |one: &'a Omission| wire::Omission {
            asked: &one.asked,
            kind: omission_kind(one.kind),
            names: one.names.iter().map(String::as_str).collect(),
            reports: self.report_ids(&one.reports),
            statements: self.statement_ids(&one.statements),
            lessened: self.statement_ids(&one.lessened),
        };
        let stories = self.answer.stories.iter().zip(&what_if.recounts).enumerate();
        let claims = stories.flat_map(|(story, (found, recounts))| {
            recounts.iter().filter_map(move |one| {
                let before = found.findings.claims.get(one.claim)?;
                Some(self.recount(story, before, one))
            })
        });
        wire::WhatIf { left_out: what_if.left_out.iter().map(omission).collect(), claims: claims.collect() }
    }

    fn recount(
        &self,
        story: usize,
        before: &corroboration::Claim,
        one: &corroboration::Recount,
    ) -> wire::Recount {
        let count = |independent_origins, possible_origins, found| wire::Count {
            independent_origins,
            possible_origins,
            status: status(found),
        };
        wire::Recount {
            claim: self.ids.claim(story, one.claim),
            left_out: self.statement_ids(&one.left_out),
            before: count(before.established, before.possible, before.status),
            after: one.status.map(|status| count(one.established, one.possible, status)),
        }
    }

    fn evidence(&self, evidence: &'a [text::Evidence]) -> Vec<wire::EdgeEvidence<'a>> {
        let places = evidence.iter().flat_map(|one| one.places.iter().map(move |place| (one, place)));
        places
            .map(|(one, place)| {
                let (start, end) = self.offsets(place.report, place.span);
                wire::EdgeEvidence { report: self.ids.report(place.report), start, end, why: &one.why }
            })
            .collect()
    }

    fn upstream(&self, upstream: &'a corroboration::Upstream) -> wire::Upstream<'a> {
        match upstream {
            corroboration::Upstream::Report(report) => wire::Upstream::Report(self.ids.report(*report)),
            corroboration::Upstream::Unseen(name) => wire::Upstream::Unseen(name.as_deref()),
        }
    }

    fn edge(&self, story: usize, at: usize, edge: &'a corroboration::Edge) -> wire::Edge<'a> {
        wire::Edge {
            id: self.ids.lineage(story, at),
            from: self.upstream(&edge.from),
            to: self.report_ids(&edge.to),
            kind: edge_kind(edge.kind),
            evidence: self.evidence(&edge.evidence),
        }
    }

    fn story(&self, number: usize) -> wire::Story<'a> {
        let found = &self.answer.stories[number];
        let reports = found.story.reports.iter().filter_map(|&report| self.answer.reports.get(report));
        let title = { reports }.find_map(|report| report.title.as_deref());
        let counts = found.findings.waterfall;
        wire::Story {
            id: self.ids.story(number),
            reports: self.report_ids(&found.story.reports),
            title: title.or_else(|| found.findings.claims.first().map(|claim| self.words(claim))),
            waterfall: wire::Waterfall {
                reports: counts.reports,
                distinct_texts: counts.distinct_texts,
                outlets: counts.outlets,
                established_origins: counts.established,
                possible_origins: counts.possible,
            },
        }
    }
}

/// Writes one function for each closed set whose words the contract fixes.
macro_rules! same_names {
    ($($function:ident: $core:path => $wire:ident { $($variant:ident),+ $(,)? })+) => {
        $(fn $function(value: $core) -> wire::$wire {
            use $core as Core;
            match value { $(Core::$variant => wire::$wire::$variant),+ }
        })+
    };
}

same_names! {
    edge_kind: corroboration::EdgeKind => EdgeKind { Credited, Inferred }
    omission_kind: woozle::OmissionKind => OmissionKind { Report, Outlet, Source }
    alteration_kind: corroboration::AlterationKind => AlterationKind {
        SourceMultiplied, SourceBlurred, CertaintyRaised, NumberRoundedUp, CreditLost,
    }
    notice_kind: text::NoticeKind => NoticeKind {
        OtherLanguage, Encoding, NoSentence, UnbalancedQuotation, Truncated, Duplicate, Other,
    }
    source_kind: attribution::SourceKind => SourceKind {
        Person, Organisation, Outlet, Document, Group, Unnamed,
    }
    known: attribution::Known => Known { ByName, ByRole, ByPronoun, Carried, Described }
    manner: attribution::Manner => Manner { Direct, Indirect, Mixed, Narration }
    certainty: attribution::Certainty => Certainty { Certain, Likely, Possible }
    polarity: attribution::Polarity => Polarity { Affirmed, Denied }
    statement_kind: attribution::StatementKind => StatementKind { Ordinary, Headline, NoComment }
    status: corroboration::Status => Status { Corroborated, SingleOrigin, Unattributed, Disputed }
    discrepancy_kind: corroboration::DiscrepancyKind => DiscrepancyKind {
        Speaker, Outlet, Number, Date, Place, WordingStrength, Certainty,
    }
}
