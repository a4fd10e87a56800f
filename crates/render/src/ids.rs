//! [`Ids`]: the names by which every renderer refers to the parts of an answer, and the way back.
//!
//! Reports are `r1`…, statements `s1`… in order of report and place, claims `c1`…, discrepancies `d1`…,
//! lineage edges `l1`… and alterations `a1`… in order of the answer, stories `t1`…. It judges nothing.

use std::collections::BTreeMap;

use woozle::Answer;
use woozle::corroboration::{Alteration, Claim, Discrepancy, Edge, StatementRef};

/// A part of an answer that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A report, by its index.
    Report(usize),
    /// A statement.
    Statement(StatementRef),
    /// A story's claim: indices of the story and of the claim in it.
    Claim(usize, usize),
    /// A story's discrepancy.
    Discrepancy(usize, usize),
    /// A story's derivation.
    Lineage(usize, usize),
    /// A story's alteration.
    Alteration(usize, usize),
    /// A story.
    Story(usize),
}

/// Numbers of the parts of one answer.
pub(crate) struct Ids<'a> {
    answer: &'a Answer,
    claims: Vec<usize>,
    discrepancies: Vec<usize>,
    lineage: Vec<usize>,
    alterations: Vec<usize>,
    statements: Vec<usize>,
    claim_of: BTreeMap<StatementRef, (usize, usize)>,
    story_of: BTreeMap<usize, usize>,
}

impl<'a> Ids<'a> {
    /// Numbers the parts of the answer.
    pub(crate) fn new(answer: &'a Answer) -> Self {
        let stories = || answer.stories.iter().map(|story| &story.findings);
        let mut claim_of = BTreeMap::new();
        let mut story_of = BTreeMap::new();
        for (story, found) in answer.stories.iter().enumerate() {
            story_of.extend(found.story.reports.iter().map(|&report| (report, story)));
            for (claim, one) in found.findings.claims.iter().enumerate() {
                for &at in &one.statements {
                    claim_of.entry(at).or_insert((story, claim));
                }
            }
        }
        Self {
            answer,
            claims: firsts(stories().map(|findings| findings.claims.len())),
            discrepancies: firsts(stories().map(|findings| findings.discrepancies.len())),
            lineage: firsts(stories().map(|findings| findings.lineage.len())),
            alterations: firsts(stories().map(|findings| findings.alterations.len())),
            statements: firsts(answer.statements.iter().map(Vec::len)),
            claim_of,
            story_of,
        }
    }

    pub(crate) fn report(&self, report: usize) -> String {
        format!("r{}", report + 1)
    }

    pub(crate) fn statement(&self, at: StatementRef) -> String {
        format!("s{}", number(&self.statements, at.report, at.statement))
    }

    pub(crate) fn claim(&self, story: usize, claim: usize) -> String {
        format!("c{}", number(&self.claims, story, claim))
    }

    pub(crate) fn discrepancy(&self, story: usize, discrepancy: usize) -> String {
        format!("d{}", number(&self.discrepancies, story, discrepancy))
    }

    pub(crate) fn lineage(&self, story: usize, edge: usize) -> String {
        format!("l{}", number(&self.lineage, story, edge))
    }

    pub(crate) fn alteration(&self, story: usize, alteration: usize) -> String {
        format!("a{}", number(&self.alterations, story, alteration))
    }

    pub(crate) fn story(&self, story: usize) -> String {
        format!("t{}", story + 1)
    }

    /// The claim a statement belongs to, as indices of story and claim.
    pub(crate) fn claim_of(&self, at: StatementRef) -> Option<(usize, usize)> {
        self.claim_of.get(&at).copied()
    }

    /// The story a report belongs to.
    pub(crate) fn story_of(&self, report: usize) -> Option<usize> {
        self.story_of.get(&report).copied()
    }

    /// The part with this id; upper case and spaces around it are forgiven.
    pub(crate) fn part(&self, id: &str) -> Option<Part> {
        let id = id.trim().to_lowercase();
        let kind = id.chars().next()?;
        let number: usize = id[kind.len_utf8()..].parse().ok()?;
        let number = number.checked_sub(1)?;
        let stories = &self.answer.stories;
        match kind {
            'r' => (number < self.answer.reports.len()).then_some(Part::Report(number)),
            't' => (number < stories.len()).then_some(Part::Story(number)),
            's' => {
                let lengths = self.answer.statements.iter().map(Vec::len);
                let (report, statement) = place(&self.statements, lengths, number)?;
                Some(Part::Statement(StatementRef { report, statement }))
            }
            'c' => {
                let lengths = stories.iter().map(|story| story.findings.claims.len());
                place(&self.claims, lengths, number).map(|(story, at)| Part::Claim(story, at))
            }
            'd' => {
                let lengths = stories.iter().map(|story| story.findings.discrepancies.len());
                place(&self.discrepancies, lengths, number).map(|(story, at)| Part::Discrepancy(story, at))
            }
            'l' => {
                let lengths = stories.iter().map(|story| story.findings.lineage.len());
                place(&self.lineage, lengths, number).map(|(story, at)| Part::Lineage(story, at))
            }
            'a' => {
                let lengths = stories.iter().map(|story| story.findings.alterations.len());
                place(&self.alterations, lengths, number).map(|(story, at)| Part::Alteration(story, at))
            }
            _ => None,
        }
    }

    /// Every claim with its story and its place there, in order of the answer.
    pub(crate) fn claims(&self) -> impl Iterator<Item = (usize, usize, &'a Claim)> {
        self.answer.stories.iter().enumerate().flat_map(|(story, found)| {
            found.findings.claims.iter().enumerate().map(move |(at, claim)| (story, at, claim))
        })
    }

    /// Every discrepancy with its story.
    pub(crate) fn discrepancies(&self) -> impl Iterator<Item = (usize, usize, &'a Discrepancy)> {
        self.answer.stories.iter().enumerate().flat_map(|(story, found)| {
            found.findings.discrepancies.iter().enumerate().map(move |(at, one)| (story, at, one))
        })
    }

    /// Every alteration with its story.
    pub(crate) fn alterations(&self) -> impl Iterator<Item = (usize, usize, &'a Alteration)> {
        self.answer.stories.iter().enumerate().flat_map(|(story, found)| {
            found.findings.alterations.iter().enumerate().map(move |(at, one)| (story, at, one))
        })
    }

    /// Every derivation with its story.
    pub(crate) fn edges(&self) -> impl Iterator<Item = (usize, usize, &'a Edge)> {
        self.answer.stories.iter().enumerate().flat_map(|(story, found)| {
            found.findings.lineage.iter().enumerate().map(move |(at, edge)| (story, at, edge))
        })
    }
}

/// The number, from one, of a thing in a group.
fn number(firsts: &[usize], group: usize, at: usize) -> usize {
    firsts.get(group).copied().unwrap_or(0) + at + 1
}

/// The group and place of the thing with this number, from zero.
fn place(firsts: &[usize], lengths: impl Iterator<Item = usize>, number: usize) -> Option<(usize, usize)> {
    let mut groups = firsts.iter().zip(lengths).enumerate();
    groups.find_map(|(group, (&first, length))| {
        (first..first + length).contains(&number).then(|| (group, number - first))
    })
}

/// Before each length, the sum of those before it.
fn firsts(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let running = lengths.scan(0, |sum, length| {
        *sum += length;
        Some(*sum - length)
    });
    running.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_leads_back_to_its_part() {
        let answer = crate::fixture::answer();
        let ids = Ids::new(&answer);
        let at = StatementRef { report: 4, statement: 1 };
        assert_eq!(ids.part(&ids.statement(at)), Some(Part::Statement(at)));
        assert_eq!(ids.part("C2"), Some(Part::Claim(0, 1)));
        assert_eq!(ids.part("d3"), Some(Part::Discrepancy(0, 2)));
        assert_eq!(ids.part("l1"), Some(Part::Lineage(0, 0)));
        assert_eq!(ids.part("a2"), Some(Part::Alteration(0, 1)));
        assert_eq!(ids.part("t1"), Some(Part::Story(0)));
        for wrong in ["", "s", "s0", "s999", "x1", "é1", "c-1", "r6"] {
            assert_eq!(ids.part(wrong), None, "{wrong}");
        }
    }
}
