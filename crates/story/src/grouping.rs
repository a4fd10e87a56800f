//! Pairs of near reports in, groups out: average-link clustering over the pairs there are.
//!
//! A report joins a group when it is near to the group's reports on the average, so one loose roundup
//! does not glue two events together. A pair that is not given counts as not near at all.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BinaryHeap},
};

use crate::similarity::Pair;

/// Two groups that might become one.
#[derive(Clone, Copy, PartialEq)]
struct Candidate {
    average: f32,
    groups: (u32, u32),
    sizes: (u32, u32),
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.average.total_cmp(&other.average).then(other.groups.cmp(&self.groups))
    }
}

/// The groups, each with its members ascending, in order of their first member.
pub(crate) fn group(reports: usize, pairs: &[Pair], least: f32) -> Vec<Vec<usize>> {
    let mut linkage = Linkage::new(reports, pairs, least);
    while let Some(candidate) = linkage.heap.pop() {
        if linkage.is_current(&candidate) {
            linkage.join(candidate.groups);
        }
    }
    let mut groups: Vec<Vec<usize>> =
        linkage.members.into_iter().filter(|members| !members.is_empty()).collect();
    groups.iter_mut().for_each(|members| members.sort_unstable());
    groups.sort();
    groups
}

/// The groups so far and the sums of nearness between them.
struct Linkage {
    members: Vec<Vec<usize>>,
    sums: Vec<BTreeMap<u32, f32>>,
    heap: BinaryHeap<Candidate>,
    least: f32,
}

impl Linkage {
    fn new(reports: usize, pairs: &[Pair], least: f32) -> Self {
        let members = (0..reports).map(|report| vec![report]).collect();
        let mut linkage =
            Self { members, sums: vec![BTreeMap::new(); reports], heap: BinaryHeap::new(), least };
        for pair in pairs {
            let (a, b) = pair.reports;
            linkage.sums[a as usize].insert(b, pair.near);
            linkage.sums[b as usize].insert(a, pair.near);
            linkage.consider(a, b);
        }
        linkage
    }

    fn size(&self, group: u32) -> u32 {
        self.members[group as usize].len() as u32
    }

    /// Puts the two groups on the heap if they are near enough on the average.
    fn consider(&mut self, a: u32, b: u32) {
        let groups = (a.min(b), a.max(b));
        let sizes = (self.size(groups.0), self.size(groups.1));
        let sum = self.sums[a as usize].get(&b).copied().unwrap_or(0.0);
        let average = sum / (sizes.0 * sizes.1) as f32;
        if average >= self.least {
            self.heap.push(Candidate { average, groups, sizes });
        }
    }

    /// Whether both groups are still what they were when the candidate was considered.
    fn is_current(&self, candidate: &Candidate) -> bool {
        candidate.sizes == (self.size(candidate.groups.0), self.size(candidate.groups.1))
    }

    /// Makes one group of two, under the smaller number.
    fn join(&mut self, (a, b): (u32, u32)) {
        let joined = std::mem::take(&mut self.members[b as usize]);
        self.members[a as usize].extend(joined);
        for (other, sum) in std::mem::take(&mut self.sums[b as usize]) {
            self.sums[other as usize].remove(&b);
            if other != a {
                *self.sums[a as usize].entry(other).or_default() += sum;
                *self.sums[other as usize].entry(a).or_default() += sum;
            }
        }
        let others: Vec<u32> = self.sums[a as usize].keys().copied().collect();
        for other in others {
            self.consider(a, other);
        }
    }
}
