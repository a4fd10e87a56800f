//! Reports in, [`Story`]s out, each with what its reports share.

use std::collections::BTreeMap;

use woozle_text::{Evidence, Place, Report, content_id};

use crate::{
    Story, density, grouping,
    signature::{Signature, signature},
    similarity::{self, Space},
    window,
};

/// How near reports must be. The defaults were chosen on a stream of dated articles on US politics and on
/// a set of sister events, both apart from what their figures are reported on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Least average nearness of two groups that become one story.
    pub near: f32,
    /// How much a word counts that is written as a name.
    pub name_weight: f32,
    /// How much of the nearness of the crowd around two reports is taken off their own.
    pub crowd_weight: f32,
    /// Days after which reports that share as much are less than half as near.
    pub fading: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { near: 0.14, name_weight: 1.3, crowd_weight: 0.5, fading: 4.0 }
    }
}

/// How many shared terms are named as evidence.
const NAMED: usize = 5;

/// Groups the reports by what they say. The order in which they come changes only the numbers in the
/// answer, never who is grouped with whom. Every report is in exactly one story; stories come in order of
/// their first report.
#[must_use]
pub fn cluster(reports: &[Report]) -> Vec<Story> {
    cluster_with(reports, Settings::default())
}

/// As [`cluster`], with other settings.
#[must_use]
pub fn cluster_with(reports: &[Report], settings: Settings) -> Vec<Story> {
    // Sums of floating-point numbers depend on their order, so the work is done in an order of content.
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_cached_key(|&report| (content_id(reports[report].text.as_bytes()), report));
    let signatures: Vec<Signature> = order.iter().map(|&report| signature(&reports[report])).collect();
    let space = similarity::space(&signatures, &settings);
    let mut pairs = similarity::pairs(&space, settings.near / 3.0);
    for pair in &mut pairs {
        let (a, b) = (order[pair.reports.0 as usize], order[pair.reports.1 as usize]);
        pair.near *= window::closeness(reports[a].published, reports[b].published, settings.fading);
    }
    density::off_the_crowd(&mut pairs, reports.len(), &settings);
    let groups = grouping::group(reports.len(), &pairs, settings.near);
    let grouped = Grouped { reports, order: &order, signatures: &signatures, space: &space };
    let mut stories: Vec<Story> = groups.iter().map(|members| grouped.story(members)).collect();
    stories.sort_by(|a, b| a.reports.cmp(&b.reports));
    stories
}

/// What the groups' evidence is told from.
struct Grouped<'a> {
    reports: &'a [Report],
    order: &'a [usize],
    signatures: &'a [Signature],
    space: &'a Space,
}

impl Grouped<'_> {
    fn story(&self, members: &[usize]) -> Story {
        let mut reports: Vec<usize> = members.iter().map(|&member| self.order[member]).collect();
        reports.sort_unstable();
        Story { reports, evidence: vec![self.evidence(members)] }
    }

    /// The most telling terms that most members share, and where each member has them first.
    fn evidence(&self, members: &[usize]) -> Evidence {
        let shared = self.shared(members);
        if shared.is_empty() {
            let why = "no other report shares enough of its names and rare words";
            return Evidence::new("nothing-shared", why, 1.0, Vec::new());
        }
        let mut places: Vec<Place> = Vec::new();
        for &member in members {
            let spans = shared.iter().filter_map(|term| self.signatures[member].get(*term));
            places.extend(spans.map(|used| Place { report: self.order[member], span: used.first }));
        }
        places.sort_unstable();
        places.dedup();
        let written: Vec<String> = shared.iter().map(|term| self.written(members, term)).collect();
        let why = format!("shared names and rare words: {}", written.join(", "));
        Evidence::new("shared-terms", why, 1.0, places)
    }

    fn shared(&self, members: &[usize]) -> Vec<&str> {
        let mut sums: BTreeMap<u32, (usize, f32)> = BTreeMap::new();
        for &(term, weight) in members.iter().flat_map(|&member| &self.space.vectors[member]) {
            let sum = sums.entry(term).or_default();
            *sum = (sum.0 + 1, sum.1 + weight);
        }
        let mut ranked: Vec<(u32, usize, f32)> = sums
            .into_iter()
            .filter(|&(_, (count, _))| count > 1 && count * 2 >= members.len())
            .map(|(term, (count, weight))| (term, count, weight))
            .collect();
        ranked.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        let mut named: Vec<&str> = Vec::new();
        for term in ranked.iter().map(|&(term, _, _)| self.space.terms[term as usize].as_str()) {
            // "vaz" says nothing beside "teresa vaz": the longer of the two is named, in the place of the first.
            match named.iter().position(|known| holds(known, term) || holds(term, known)) {
                Some(at) if term.len() > named[at].len() => named[at] = term,
                Some(_) => {}
                None if named.len() < NAMED => named.push(term),
                None => {}
            }
        }
        let mut kept: Vec<&str> = Vec::new();
        for term in named {
            if !kept.iter().any(|known| holds(known, term) || holds(term, known)) {
                kept.push(term);
            }
        }
        kept
    }

    /// The term as the first of the members that has it writes it.
    fn written(&self, members: &[usize], term: &str) -> String {
        let place = members.iter().find_map(|&member| Some((member, self.signatures[member].get(term)?)));
        place.map_or_else(String::new, |(member, used)| {
            self.reports[self.order[member]].slice(used.first).to_owned()
        })
    }
}

/// Whether the words of `part` stand in `whole`.
fn holds(whole: &str, part: &str) -> bool {
    whole == part || whole.split(' ').any(|word| word == part) || whole.contains(&format!("{part} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FERRY: &str =
        "A ferry caught fire off Porto Lindo, harbour master Teresa Vaz said. The ferry carried passengers.";
    const FERRY_AGAIN: &str =
        "Passengers left the burning ferry near Porto Lindo, according to harbour master Teresa Vaz.";
    const MINE: &str =
        "Miners at Karvala walked out over unpaid wages, union leader Jonas Brandt told reporters.";

    fn grouped(texts: &[&str]) -> Vec<Story> {
        let reports: Vec<Report> = texts.iter().map(|text| Report::from_text(*text)).collect();
        cluster(&reports)
    }

    fn numbers(stories: &[Story]) -> Vec<Vec<usize>> {
        stories.iter().map(|story| story.reports.clone()).collect()
    }

    #[test]
    fn two_events_in_one_input_are_two_stories_in_any_order() {
        assert_eq!(numbers(&grouped(&[FERRY, MINE, FERRY_AGAIN])), [vec![0, 2], vec![1]]);
        assert_eq!(numbers(&grouped(&[MINE, FERRY_AGAIN, FERRY])), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn a_story_says_what_its_reports_share_and_where() {
        let stories = grouped(&[FERRY, FERRY_AGAIN]);
        let evidence = &stories[0].evidence[0];
        assert!(
            evidence.why.contains("Porto Lindo") && evidence.why.contains("Teresa Vaz"),
            "{}",
            evidence.why
        );
        let words: Vec<&str> = evidence
            .places
            .iter()
            .map(|place| place.span.slice([FERRY, FERRY_AGAIN][place.report]))
            .collect();
        assert!(words.contains(&"Porto Lindo") || words.contains(&"Teresa Vaz"), "{words:?}");
    }

    #[test]
    fn a_report_alone_is_a_story() {
        assert_eq!(numbers(&grouped(&[MINE])), [[0]]);
        assert!(grouped(&[]).is_empty());
    }

    #[test]
    fn the_same_words_a_year_apart_are_two_stories() {
        let mut reports = [Report::from_text(FERRY), Report::from_text(FERRY_AGAIN)];
        for (report, year) in reports.iter_mut().zip([2023, 2024]) {
            let date = woozle_text::Date::new(year, 5, 2).expect("a day that exists");
            report.published = Some(woozle_text::Published { date, clock: None });
        }
        assert_eq!(numbers(&cluster(&reports)), [[0], [1]]);
    }
}
