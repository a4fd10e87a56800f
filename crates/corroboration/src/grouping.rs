//! How near members are in, groups out: of all groups the two that are nearest on the mean become one, until
//! none are near enough (average linkage, Sokal and Michener 1958). It knows nothing of statements.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Members of a group that are compared with those of another.
const SAMPLE: usize = 6;

/// Two groups that may become one. The nearest come first, then those with the lowest numbers; the last
/// two fields tell whether either group has changed since.
type Offer = (u32, Reverse<(usize, usize, u32, u32)>);

/// Groups the members from 0 to `count`, each in exactly one group, groups by their first member. Only groups
/// between which some pair is linked are compared. `nearness` is asked for the same pairs again and again.
pub(crate) fn group(
    count: usize,
    links: impl IntoIterator<Item = (usize, usize)>,
    least: f32,
    nearness: impl FnMut(usize, usize) -> f32,
) -> Vec<Vec<usize>> {
    let mut grouping = Grouping {
        groups: (0..count).map(|number| vec![number]).collect(),
        beside: vec![BTreeSet::new(); count],
        changes: vec![0; count],
        offers: BinaryHeap::new(),
        least,
        nearness,
    };
    for (one, other) in links {
        grouping.offer(one, other);
    }
    while let Some((_, Reverse((one, other, before, then)))) = grouping.offers.pop() {
        if (grouping.changes[one], grouping.changes[other]) == (before, then) {
            grouping.merge(one, other);
        }
    }
    grouping.groups.retain(|group| !group.is_empty());
    grouping.groups
}

struct Grouping<N> {
    groups: Vec<Vec<usize>>,
    /// For each group those that it is linked with.
    beside: Vec<BTreeSet<usize>>,
    changes: Vec<u32>,
    offers: BinaryHeap<Offer>,
    least: f32,
    nearness: N,
}

impl<N: FnMut(usize, usize) -> f32> Grouping<N> {
    /// Offers two linked groups for union where they are near enough.
    fn offer(&mut self, one: usize, other: usize) {
        let (one, other) = (one.min(other), one.max(other));
        if one == other {
            return;
        }
        self.beside[one].insert(other);
        self.beside[other].insert(one);
        let mean = self.mean(one, other);
        if mean >= self.least {
            // The bits of floats above zero are ordered as the floats are.
            let changes = (self.changes[one], self.changes[other]);
            self.offers.push((mean.to_bits(), Reverse((one, other, changes.0, changes.1))));
        }
    }

    fn merge(&mut self, one: usize, other: usize) {
        let moved = std::mem::take(&mut self.groups[other]);
        self.groups[one].extend(moved);
        self.groups[one].sort_unstable();
        self.changes[one] += 1;
        self.changes[other] += 1;
        let mut near = std::mem::take(&mut self.beside[one]);
        for third in std::mem::take(&mut self.beside[other]) {
            self.beside[third].remove(&other);
            near.insert(third);
        }
        near.remove(&one);
        near.remove(&other);
        for third in near {
            self.offer(one, third);
        }
    }

    /// The mean nearness of the groups' members. Of large groups the first stand for all.
    fn mean(&mut self, one: usize, other: usize) -> f32 {
        let (one, other) = (&self.groups[one], &self.groups[other]);
        let (mut sum, mut pairs) = (0.0, 0.0_f32);
        for &a in one.iter().take(SAMPLE) {
            for &b in other.iter().take(SAMPLE) {
                sum += (self.nearness)(a, b);
                pairs += 1.0;
            }
        }
        sum / pairs.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups points of a line; the nearer two are, the nearer to 1.
    fn line(points: &[f32], least: f32) -> Vec<Vec<usize>> {
        let links = (0..points.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        group(points.len(), links, least, |a, b| 1.0 - (points[a] - points[b]).abs())
    }

    #[test]
    fn the_nearest_become_one_before_a_chain_draws_strangers_in() {
        // Each is near its neighbour, but the ends are far apart: a chain of three does not become one.
        assert_eq!(line(&[0.0, 0.45, 0.8], 0.5), [vec![0], vec![1, 2]]);
        assert_eq!(line(&[0.0, 0.3, 0.6], 0.5), [vec![0, 1, 2]]);
    }

    #[test]
    fn what_is_not_linked_stays_apart() {
        assert_eq!(group(3, [(0, 2)], 0.5, |_, _| 1.0), [vec![0, 2], vec![1]]);
        assert_eq!(group(2, [(0, 1)], 0.5, |_, _| 0.4), [vec![0], vec![1]]);
        assert!(group(0, [], 0.5, |_, _| 1.0).is_empty());
    }

    #[test]
    fn the_order_of_links_is_of_no_account() {
        let links = [(0, 1), (1, 2), (2, 3), (0, 3), (1, 3)];
        let near = |a: usize, b: usize| 1.0 / (1.0 + a.abs_diff(b) as f32);
        let mut turned = links;
        turned.reverse();
        assert_eq!(group(4, links, 0.4, near), group(4, turned, 0.4, near));
    }
}
