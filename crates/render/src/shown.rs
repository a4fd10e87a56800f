//! [`Shown`]: the parts of an answer as short harmless phrases, the same for terminal, Markdown and
//! explanation.
//!
//! It judges nothing and makes up nothing: a quotation is the report's words, shortened with … only.

use woozle::attribution::Statement;
use woozle::corroboration::{
    Alteration, Claim, CommonUpstream, Discrepancy, Edge, EdgeKind, Origin, StatementRef, Status, Upstream,
    Value,
};
use woozle::text::{Place, Report, Span};
use woozle::{Answer, Omission, StoryAnswer, WhatIf};

use crate::harmless;
use crate::ids::Ids;

/// An answer and its ids.
pub(crate) struct Shown<'a> {
    pub answer: &'a Answer,
    pub ids: Ids<'a>,
}

impl<'a> Shown<'a> {
    pub(crate) fn new(answer: &'a Answer) -> Self {
        Self { answer, ids: Ids::new(answer) }
    }

    pub(crate) fn report(&self, report: usize) -> Option<&'a Report> {
        self.answer.reports.get(report)
    }

    pub(crate) fn statement(&self, at: StatementRef) -> Option<&'a Statement> {
        self.answer.statements.get(at.report)?.get(at.statement)
    }

    /// "r1 The Coastal Post".
    pub(crate) fn report_name(&self, report: usize) -> String {
        let label = self.report(report).map_or("a report", Report::label);
        format!("{} {}", self.ids.report(report), shorten(&one_line(label), 60))
    }

    /// "r1, r4".
    pub(crate) fn report_ids(&self, reports: &[usize]) -> String {
        reports.iter().map(|&report| self.ids.report(report)).collect::<Vec<_>>().join(", ")
    }

    /// The passage on one line.
    pub(crate) fn words(&self, report: usize, span: Span) -> String {
        one_line(self.report(report).map_or("", |report| report.slice(span)))
    }

    /// The statement's words between quotation marks, shortened.
    pub(crate) fn quoted(&self, at: StatementRef, most: usize) -> String {
        let span = self.statement(at).map_or(Span::default(), |statement| statement.content);
        format!("“{}”", shorten(bare(&self.words(at.report, span)), most))
    }

    /// "r1 ← Meridian News ← a transport official".
    pub(crate) fn chain(&self, at: StatementRef) -> String {
        let links = self.links(at);
        match links.is_empty() {
            true => format!("{} in its own voice", self.ids.report(at.report)),
            false => format!("{} ← {links}", self.ids.report(at.report)),
        }
    }

    /// "Meridian News ← a transport official"; empty for narration.
    pub(crate) fn links(&self, at: StatementRef) -> String {
        let sources = self.statement(at).map_or(&[][..], |statement| &statement.sources);
        sources.iter().map(|source| one_line(&source.name)).collect::<Vec<_>>().join(" ← ")
    }

    /// The links that end in this origin: of a coordinated source ("Pyongyang and Moscow") its own member.
    fn links_to(&self, at: StatementRef, origin: &Origin) -> String {
        let sources = self.statement(at).map_or(&[][..], |statement| &statement.sources);
        match sources.split_last() {
            Some((last, nearer)) if last.members.contains(&origin.name) => {
                let names = nearer.iter().map(|source| &source.name).chain([&origin.name]);
                names.map(|name| one_line(name)).collect::<Vec<_>>().join(" ← ")
            }
            _ => self.links(at),
        }
    }

    /// The origin's chains; reports that share one stand together: "r1, r2 ← a transport official".
    pub(crate) fn chains(&self, origin: &Origin) -> Vec<String> {
        let mut chains: Vec<(String, Vec<usize>)> = Vec::new();
        for &at in &origin.statements {
            let links = self.links_to(at, origin);
            let known = chains.iter().position(|(known, _)| *known == links);
            let place = known.unwrap_or_else(|| {
                chains.push((links, Vec::new()));
                chains.len() - 1
            });
            if !chains[place].1.contains(&at.report) {
                chains[place].1.push(at.report);
            }
        }
        let shown =
            chains.into_iter().map(|(links, reports)| format!("{} ← {links}", self.report_ids(&reports)));
        shown.collect()
    }

    /// "Ane Lunde (Maritime Inspectorate)".
    pub(crate) fn origin(&self, origin: &Origin) -> String {
        let name = one_line(&origin.name);
        match &origin.affiliation {
            Some(affiliation) if !name.contains(affiliation.as_str()) => {
                format!("{name} ({})", one_line(affiliation))
            }
            _ => name,
        }
    }

    /// The reports in which the claim stands, ascending.
    pub(crate) fn reports_of(&self, statements: &[StatementRef]) -> Vec<usize> {
        let mut reports: Vec<usize> = statements.iter().map(|at| at.report).collect();
        reports.sort_unstable();
        reports.dedup();
        reports
    }

    /// The reports that state the claim in their own voice and nowhere name a source for it.
    pub(crate) fn voices(&self, claim: &Claim) -> Vec<usize> {
        let unsourced = |at: &StatementRef| self.links(*at).is_empty();
        let (own, sourced): (Vec<_>, Vec<_>) = claim.statements.iter().copied().partition(unsourced);
        let sourced = self.reports_of(&sourced);
        self.reports_of(&own).into_iter().filter(|report| !sourced.contains(report)).collect()
    }

    /// Each value with the reports that have it, in order of the reports.
    pub(crate) fn values(&self, discrepancy: &Discrepancy) -> Vec<(String, Vec<usize>)> {
        let mut values: Vec<(String, Vec<usize>)> = Vec::new();
        for value in &discrepancy.values {
            let shown = one_line(&value.value);
            let report = value.statement.report;
            match values.iter_mut().find(|(known, _)| *known == shown) {
                Some((_, reports)) => reports.push(report),
                None => values.push((shown, vec![report])),
            }
        }
        values
    }

    /// "r1 ← r4 Meridian News", or an upstream that is not among the reports.
    pub(crate) fn edge(&self, edge: &Edge) -> String {
        let from = match &edge.from {
            Upstream::Report(report) => self.report_name(*report),
            Upstream::Unseen(Some(name)) => format!("{} (not among the reports)", one_line(name)),
            Upstream::Unseen(None) => "a text that is not among the reports".to_owned(),
        };
        format!("{} ← {from}", self.report_ids(&edge.to))
    }

    /// "every chain passes through r4 Meridian News (2 origins known through it) · inferred".
    pub(crate) fn common(&self, common: &CommonUpstream) -> String {
        let through = match &common.through {
            Upstream::Report(report) => self.report_name(*report),
            Upstream::Unseen(name) => {
                one_line(name.as_deref().unwrap_or("a text that is not among the reports"))
            }
        };
        let behind = count(common.origins, "origin");
        let kind = self.edge_kind(common.kind);
        format!("every chain passes through {through} ({behind} known through it) · {kind}")
    }

    pub(crate) fn edge_kind(&self, kind: EdgeKind) -> &'static str {
        match kind {
            EdgeKind::Credited => "credited",
            EdgeKind::Inferred => "inferred",
        }
    }

    /// "r1 “a US official” → r2 “officials”".
    pub(crate) fn alteration(&self, one: &Alteration) -> String {
        let end = |value: &Value| {
            let report = self.ids.report(value.statement.report);
            match value.value.as_str() {
                "" => format!("{report} without it"),
                words => format!("{report} “{}”", one_line(words)),
            }
        };
        format!("{} → {}", end(&one.from), end(&one.to))
    }

    /// "Reuters · outlet · r2 and 3 statements left out".
    pub(crate) fn omission(&self, omission: &Omission) -> String {
        let names: Vec<String> = omission.names.iter().map(|name| one_line(name)).collect();
        let asked = one_line(&omission.asked);
        let also = names.iter().filter(|name| **name != asked).cloned().collect::<Vec<_>>().join(", ");
        let also = if also.is_empty() { also } else { format!(" ({also})") };
        let reports: Vec<String> = omission.reports.iter().map(|report| self.report_name(*report)).collect();
        let reports = if reports.is_empty() { String::new() } else { format!("{}, ", reports.join(", ")) };
        let statements = count(omission.statements.len(), "statement");
        let kind = omission.kind.as_str();
        format!("{asked}{also} · {kind} · {reports}{statements} left out")
    }

    /// The id of every claim that loses a statement or changes, whether its count or status changes, and both
    /// counts in words: "SINGLE-ORIGIN 1 origin → no statement left · without s3".
    pub(crate) fn recounts(&self, what_if: &WhatIf) -> Vec<(String, bool, String)> {
        let mut shown = Vec::new();
        for (story, recounts) in what_if.recounts.iter().enumerate() {
            for one in recounts {
                let found =
                    self.answer.stories.get(story).and_then(|story| story.findings.claims.get(one.claim));
                let Some(before) = found else { continue };
                let counts = |word, established, possible| {
                    format!("{} {}", status(word), between(established, possible))
                };
                let was = counts(before.status, before.established, before.possible);
                let is = match one.status {
                    Some(word) => counts(word, one.established, one.possible),
                    None => "no statement left".to_owned(),
                };
                let gone: Vec<String> = one.left_out.iter().map(|at| self.ids.statement(*at)).collect();
                let gone =
                    if gone.is_empty() { String::new() } else { format!(" · without {}", gone.join(", ")) };
                let words = if was == is {
                    format!("{was}, as before{gone}")
                } else {
                    format!("{was} → {is}{gone}")
                };
                shown.push((self.ids.claim(story, one.claim), was != is, words));
            }
        }
        shown
    }

    /// A headline of the story, else the words of its heaviest claim.
    pub(crate) fn title(&self, story: &StoryAnswer) -> String {
        let mut reports = story.story.reports.iter().filter_map(|&report| self.report(report));
        let title = reports.find_map(|report| report.title.as_deref()).map(one_line);
        let words = || story.findings.claims.first().map(|claim| self.quoted(claim.representative, 100));
        title.or_else(words).unwrap_or_default()
    }

    /// "5 reports → 4 distinct texts → 4 outlets → origins: established 1, possible 3".
    pub(crate) fn waterfall(&self, story: &StoryAnswer) -> String {
        let counts = story.findings.waterfall;
        format!(
            "{} → {} → {} → origins: established {}, possible {}",
            count(counts.reports, "report"),
            count(counts.distinct_texts, "distinct text"),
            count(counts.outlets, "outlet"),
            counts.established,
            counts.possible
        )
    }

    /// Every notice with its report.
    pub(crate) fn notices(&self) -> Vec<(usize, String)> {
        let mut notices = Vec::new();
        for (number, report) in self.answer.reports.iter().enumerate() {
            let found = self.answer.analyses.get(number).map_or(&[][..], |analysis| &analysis.notices);
            for notice in report.notices.iter().chain(found) {
                let words = notice.span.map(|span| shorten(self.words(number, span).trim_matches(MARKS), 40));
                let place = words.filter(|words| !words.is_empty());
                let place = place.map_or(String::new(), |words| format!(" (at “{words}”)"));
                notices.push((number, one_line(&notice.message) + &place));
            }
        }
        notices
    }

    /// The sentence in which the statement stands, widened to hold all of the content.
    pub(crate) fn sentence(&self, at: StatementRef) -> Span {
        let Some(statement) = self.statement(at) else { return Span::default() };
        let analysis = self.answer.analyses.get(at.report);
        let sentence = analysis.and_then(|analysis| analysis.sentences.get(statement.sentence));
        sentence.map_or(statement.content, |sentence| sentence.span.cover(statement.content))
    }

    /// A passage with up to so many characters around it: before, the passage, after.
    pub(crate) fn context(&self, place: Place, around: usize) -> [String; 3] {
        let text = self.report(place.report).map_or("", |report| report.text.as_str());
        let (Some(before), Some(after)) = (text.get(..place.span.start), text.get(place.span.end..)) else {
            return [String::new(), String::new(), String::new()];
        };
        let before = before.rsplit('\n').next().unwrap_or("");
        let after = after.split('\n').next().unwrap_or("");
        let skipped = before.chars().count().saturating_sub(around);
        let mut lead: String = before.chars().skip(skipped).collect();
        if skipped > 0 {
            lead = format!("…{}", lead.split_once(' ').map_or(lead.as_str(), |(_, rest)| rest));
        }
        [clean(&lead), clean(place.span.slice(text)), clean(&shorten(after, around))]
    }
}

/// "SINGLE-ORIGIN" and the like, as words of the contract.
pub(crate) fn status(status: Status) -> String {
    status.as_str().to_uppercase()
}

/// "1 origin", "1–3 origins".
pub(crate) fn interval(claim: &Claim) -> String {
    between(claim.established, claim.possible)
}

fn between(established: usize, possible: usize) -> String {
    if established >= possible {
        return count(established, "origin");
    }
    format!("{established}–{possible} origins")
}

/// A word of the contract as words: "source multiplied".
pub(crate) fn words_of(word: &str) -> String {
    word.replace('-', " ")
}

/// "1 report", "2 reports".
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Harmless, each run of white space one space, ends trimmed.
pub(crate) fn one_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Harmless, each run of white space one space, a space at an end kept.
pub(crate) fn clean(text: &str) -> String {
    let inner = one_line(text);
    if inner.is_empty() {
        return if text.is_empty() { inner } else { " ".to_owned() };
    }
    let lead = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let trail = if text.ends_with(char::is_whitespace) { " " } else { "" };
    format!("{lead}{inner}{trail}")
}

/// The first characters, cut after a word where one ends near, with … where cut.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let head = &text[..cut];
    let end = head.rfind(' ').filter(|&space| space > cut * 2 / 3).unwrap_or(cut);
    format!("{}…", head[..end].trim_end())
}

/// Marks that open or close a quotation.
const MARKS: [char; 6] = ['“', '”', '"', '„', '«', '»'];

/// A quotation without the marks at its ends, since we set our own.
fn bare(words: &str) -> &str {
    let inner = words.strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS));
    inner.filter(|inner| !inner.contains(MARKS)).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_text_ends_after_a_word_and_says_that_it_goes_on() {
        assert_eq!(shorten("the ferry will stop on Monday", 25), "the ferry will stop on…");
        assert_eq!(shorten("Fährverbindungsunterbrechung", 6), "Fährve…");
        assert_eq!(shorten("short", 5), "short");
    }
}
