//! An answer and an id in, the evidence behind that part out: reasons, and the passages they rest on, each
//! in its context with its offsets. It adds no reason of its own.

use woozle::Answer;
use woozle::corroboration::StatementRef;
use woozle::text::{Evidence, Place};

use crate::TerminalOptions;
use crate::ids::Part;
use crate::json::offsets::Offsets;
use crate::shown::{Shown, count, interval, one_line, status, words_of};
use crate::wrap::{Sheet, Style, piece, plain};

/// Characters shown on either side of a passage.
const AROUND: usize = 60;

/// The evidence behind the part with this id (`s1`, `c1`, `d1`, `l1`, `a1`, `r1`, `t1`), or nothing when the
/// answer has no such part. Offsets are Unicode scalar values into the report's text, as in the JSON.
#[must_use]
pub fn explain(answer: &Answer, id: &str, options: TerminalOptions) -> Option<String> {
    let shown = Shown::new(answer);
    let part = shown.ids.part(id)?;
    let sheet = Sheet::new(options.width, options.color);
    let mut page = Page { shown: &shown, sheet };
    match part {
        Part::Report(report) => page.report(report),
        Part::Statement(at) => page.statement(at),
        Part::Claim(story, claim) => page.claim(story, claim),
        Part::Discrepancy(story, at) => page.discrepancy(story, at),
        Part::Lineage(story, at) => page.lineage(story, at),
        Part::Alteration(story, at) => page.alteration(story, at),
        Part::Story(story) => page.story(story),
    }
    Some(page.sheet.into_text())
}

/// What is being written.
struct Page<'a> {
    shown: &'a Shown<'a>,
    sheet: Sheet,
}

impl Page<'_> {
    fn heading(&mut self, id: &str, words: &str) {
        let margin = format!("{id}  ");
        self.sheet.paragraph(&[piece(&margin, Style::Faint)], margin.len(), &[piece(words, Style::Strong)]);
    }

    fn line(&mut self, words: impl Into<String>) {
        self.sheet.paragraph(&[plain("  ")], 4, &[plain(words)]);
    }

    /// Each reason with its rule and weight, and its passages under it.
    fn evidence(&mut self, evidence: &[Evidence], report: Option<usize>) {
        for one in evidence {
            let about = format!(" ({}, weight {:.2})", one.rule, one.weight);
            let pieces = [plain(one_line(&one.why)), piece(about, Style::Faint)];
            self.sheet.paragraph(&[plain("  because ")], 10, &pieces);
            for place in &one.places {
                self.passage(Place { report: report.unwrap_or(place.report), span: place.span });
            }
        }
    }

    /// "r1 16–140: …before [passage] after…".
    fn passage(&mut self, place: Place) {
        let Some(report) = self.shown.report(place.report) else { return };
        let (start, end) = Offsets::new(&report.text).of(place.span);
        let [before, passage, after] = self.shown.context(place, AROUND);
        let margin = format!("    {} {start}–{end}: ", self.shown.ids.report(place.report));
        let pieces = [plain(before), plain("["), piece(passage, Style::Content), plain("]"), plain(after)];
        self.sheet.paragraph(&[piece(margin, Style::Faint)], 6, &pieces);
    }

    fn report(&mut self, report: usize) {
        let name = self.shown.report_name(report);
        self.heading(&self.shown.ids.report(report), name.split_once(' ').map_or("", |(_, name)| name));
        let statements = self.shown.answer.statements.get(report).map_or(0, Vec::len);
        for statement in 0..statements {
            let at = StatementRef { report, statement };
            self.line(format!(
                "{} {} — {}",
                self.shown.ids.statement(at),
                self.shown.chain(at),
                self.shown.quoted(at, 120)
            ));
        }
        for (_, message) in self.shown.notices().into_iter().filter(|(noticed, _)| *noticed == report) {
            self.line(format!("notice: {message}"));
        }
    }

    fn statement(&mut self, at: StatementRef) {
        let shown = self.shown;
        let Some(statement) = shown.statement(at) else { return };
        self.heading(&shown.ids.statement(at), &shown.quoted(at, 400));
        let claim =
            shown.ids.claim_of(at).map(|(story, claim)| format!(" · {}", shown.ids.claim(story, claim)));
        self.line(format!(
            "{} · {} · {} · {}{}",
            shown.chain(at),
            statement.manner.as_str(),
            statement.certainty.as_str(),
            statement.polarity.as_str(),
            claim.unwrap_or_default()
        ));
        let report = at.report;
        self.line("content");
        self.passage(Place { report, span: statement.content });
        for source in &statement.sources {
            self.line(format!("source: {} ({})", one_line(&source.name), source.kind.as_str()));
            self.passage(Place { report, span: source.span });
        }
        for (name, span) in [("cue", statement.cue), ("hedge", statement.hedge)] {
            if let Some(span) = span {
                self.line(name);
                self.passage(Place { report, span });
            }
        }
        self.evidence(&statement.evidence, Some(report));
    }

    fn claim(&mut self, story: usize, at: usize) {
        let shown = self.shown;
        let claim = &shown.answer.stories[story].findings.claims[at];
        self.heading(&shown.ids.claim(story, at), &shown.quoted(claim.representative, 400));
        self.line(format!(
            "{} · {} · established {}, possible {}",
            status(claim.status),
            interval(claim),
            claim.established,
            claim.possible
        ));
        if let Some(weakest) = &claim.weakest {
            self.line(format!("weakest: {}", one_line(weakest)));
        }
        self.evidence(&claim.evidence, None);
        for common in &claim.common {
            self.sheet.gap();
            self.line(shown.common(common));
            self.evidence(&common.evidence, None);
        }
        for doubt in shown.answer.stories[story].findings.doubts.iter().filter(|doubt| doubt.claim == at) {
            self.sheet.gap();
            self.line(format!("doubted by {}", shown.chain(doubt.statement)));
            self.evidence(&doubt.evidence, None);
        }
        for (id, _, words) in shown.answer.what_if.iter().flat_map(|what_if| shown.recounts(what_if)) {
            if id == shown.ids.claim(story, at) {
                self.line(format!("what if without: {words}"));
            }
        }
        for origin in &claim.origins {
            self.sheet.gap();
            let role = match (origin.denies, origin.group) {
                (true, _) => "denies".to_owned(),
                (_, None) => "a relay, not counted".to_owned(),
                (_, Some(group)) => format!("counts once in group {}", group + 1),
            };
            self.line(format!("origin: {} · {role}", shown.origin(origin)));
            self.evidence(&origin.evidence, None);
            for &statement in &origin.statements {
                self.stated(statement);
            }
        }
        let own: Vec<StatementRef> =
            claim.statements.iter().copied().filter(|&at| shown.links(at).is_empty()).collect();
        if !own.is_empty() {
            self.sheet.gap();
            self.line("in the reports' own voice · not counted");
            own.into_iter().for_each(|statement| self.stated(statement));
        }
    }

    /// A statement's id, chain and passage.
    fn stated(&mut self, at: StatementRef) {
        let shown = self.shown;
        let Some(statement) = shown.statement(at) else { return };
        self.line(format!("{} {}", shown.ids.statement(at), shown.chain(at)));
        self.passage(Place { report: at.report, span: statement.content });
    }

    fn discrepancy(&mut self, story: usize, at: usize) {
        let shown = self.shown;
        let one = &shown.answer.stories[story].findings.discrepancies[at];
        let values: Vec<String> = shown.values(one).into_iter().map(|(value, _)| value).collect();
        self.heading(
            &shown.ids.discrepancy(story, at),
            &format!("{}: {}", one.kind.as_str(), values.join(" | ")),
        );
        self.line(format!("on claim {}", shown.ids.claim(story, one.claim)));
        self.evidence(&one.evidence, None);
        for value in &one.values {
            let (id, report) = (shown.ids.statement(value.statement), value.statement.report);
            self.line(format!("{} has {} ({id})", shown.report_name(report), one_line(&value.value)));
            match value.span {
                Some(span) => self.passage(Place { report, span }),
                None => self.stated(value.statement),
            }
        }
    }

    fn lineage(&mut self, story: usize, at: usize) {
        let shown = self.shown;
        let edge = &shown.answer.stories[story].findings.lineage[at];
        self.heading(&shown.ids.lineage(story, at), &shown.edge(edge));
        self.line(match edge.kind {
            woozle::corroboration::EdgeKind::Credited => "credited: a report says so",
            woozle::corroboration::EdgeKind::Inferred => "inferred: read off the texts, no report says so",
        });
        self.evidence(&edge.evidence, None);
    }

    fn alteration(&mut self, story: usize, at: usize) {
        let shown = self.shown;
        let one = &shown.answer.stories[story].findings.alterations[at];
        let words = format!("{}: {}", words_of(one.kind.as_str()), shown.alteration(one));
        self.heading(&shown.ids.alteration(story, at), &words);
        self.line(format!(
            "on claim {} · the connection of the reports is {}",
            shown.ids.claim(story, one.claim),
            shown.edge_kind(one.connection)
        ));
        self.evidence(&one.evidence, None);
        [one.from.statement, one.to.statement].into_iter().for_each(|statement| self.stated(statement));
    }

    fn story(&mut self, story: usize) {
        let shown = self.shown;
        let found = &shown.answer.stories[story];
        self.heading(&shown.ids.story(story), &shown.title(found));
        self.line(shown.waterfall(found));
        self.line(format!(
            "{}: {}",
            count(found.story.reports.len(), "report"),
            shown.report_ids(&found.story.reports)
        ));
        self.evidence(&found.story.evidence, None);
    }
}

#[cfg(test)]
mod tests {
    use super::explain;
    use crate::{TerminalOptions, fixture};

    fn page(id: &str) -> String {
        let options = TerminalOptions { width: 400, color: false, full: false };
        explain(&fixture::answer(), id, options).unwrap_or_default()
    }

    #[test]
    fn a_count_is_explained_by_its_origins_and_their_passages() {
        let page = page("c1");
        for words in [
            "SINGLE-ORIGIN · 1–2 origins · established 1, possible 2",
            "unnamed sources of compatible description count once (compatible-description, weight 0.80)",
            "a second origin would need a name",
            "s2 r1 ← Meridian News ← a transport official",
            "r1 62–106: [The Halden ferry will stop sailing on Monday], a transport official",
            "in the reports' own voice · not counted",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
    }

    #[test]
    fn statements_discrepancies_and_derivations_show_their_passages() {
        assert!(page("s2").contains("cue\n    r1"), "{}", page("s2"));
        assert!(page("s2").contains("source: a transport official (unnamed)"), "{}", page("s2"));
        assert!(page("d2").contains("r5 Radio Velm has Jonas Brandt"), "{}", page("d2"));
        assert!(page("l3").contains("inferred: read off the texts"), "{}", page("l3"));
        assert!(
            page("l3").contains("[when the ship touched ground off Skarv Point on Saturday]"),
            "{}",
            page("l3")
        );
        assert!(
            page("a1").contains("on claim c1 · the connection of the reports is credited"),
            "{}",
            page("a1")
        );
        assert!(page("c1").contains("every chain passes through Meridian News"), "{}", page("c1"));
        assert!(
            page("c2").contains("what if without: DISPUTED 1–2 origins → SINGLE-ORIGIN 1 origin"),
            "{}",
            page("c2")
        );
        assert!(page("r3").contains("notice: the text is in German"), "{}", page("r3"));
        assert!(page("t1").contains("all name the Halden ferry"), "{}", page("t1"));
        assert_eq!(page("c99"), "", "an unknown id has no evidence");
    }
}
