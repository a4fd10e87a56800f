//! Scores of arcs in, the heads of a tree out: the best of all trees with one word under the root.
//!
//! Chu and Liu (1965) and Edmonds (1967), on a dense matrix, in time quadratic in the words. Most
//! sentences never come to it: where every word's best head makes a tree already, that is the best one.

use woozle_neural::activation::first_highest;

/// Finds for each word its head, 0 for the root and otherwise the word's number plus one.
///
/// `scores` holds for each word the scores of its heads, the root's first, `stride` apart; that of the
/// word itself must be [`f32::MIN`]. Of equal scores the first wins.
pub(crate) fn heads(scores: &[f32], stride: usize, count: usize, out: &mut Vec<u32>) {
    out.clear();
    out.extend((0..count).map(|word| first_highest(&scores[word * stride..][..count + 1]) as u32));
    if !is_tree(out) {
        *out = Contraction::new(scores, stride, count).solve();
    }
}

/// Whether the heads lead every word to the root, through a single word under it.
pub(crate) fn is_tree(heads: &[u32]) -> bool {
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    let mut seen = vec![0_u32; heads.len()];
    for start in 0..heads.len() {
        let (mut word, mark) = (start, start as u32 + 1);
        while seen[word] == 0 {
            seen[word] = mark;
            let Some(head) = (heads[word] as usize).checked_sub(1) else { break };
            word = head;
        }
        if seen[word] == mark && heads[word] != 0 {
            return false;
        }
    }
    true
}

/// An arc between the words of the sentence: (head, dependent), counted with the root as 0.
type Arc = (u16, u16);

/// A graph whose cycles are contracted one after another into one of their nodes.
struct Contraction {
    /// Nodes with the root as 0.
    count: usize,
    /// Scores of arcs: row of the dependent, column of the head. Whole numbers, so that sums are exact.
    scores: Vec<i64>,
    /// The arc between words that stands behind each arc between nodes.
    arcs: Vec<Arc>,
    /// The best head of each node.
    best: Vec<usize>,
    /// Nodes that stand for themselves or for a contracted cycle.
    active: Vec<bool>,
    /// The group that each node of the sentence, and then each group, was contracted into.
    parents: Vec<usize>,
    /// The group or word that each node stands for now.
    groups: Vec<usize>,
    /// Contracted cycles: number of the group, and its members with their best arcs.
    cycles: Vec<(usize, Vec<(usize, Arc)>)>,
}

/// No node.
const NONE: usize = usize::MAX;

impl Contraction {
    fn new(scores: &[f32], stride: usize, words: usize) -> Self {
        let count = words + 1;
        let mut whole = vec![0; count * count];
        let mut arcs = vec![(0, 0); count * count];
        for dependent in 1..count {
            for head in 0..count {
                let score = scores[(dependent - 1) * stride + head].clamp(-1e6, 1e6);
                // An arc from the root costs more than all scores together can gain: one is left.
                let price = if head == 0 { 1_i64 << 48 } else { 0 };
                whole[dependent * count + head] = (score * 4096.0) as i64 - price;
                arcs[dependent * count + head] = (head as u16, dependent as u16);
            }
        }
        Self {
            count,
            scores: whole,
            arcs,
            best: vec![NONE; count],
            active: vec![true; count],
            parents: vec![NONE; count],
            groups: (0..count).collect(),
            cycles: Vec::new(),
        }
    }

    fn solve(mut self) -> Vec<u32> {
        for node in 1..self.count {
            self.choose(node);
        }
        let mut settled = vec![false; self.count];
        settled[0] = true;
        let mut places = vec![NONE; self.count];
        for start in 1..self.count {
            if self.active[start] && !settled[start] {
                self.walk(start, &mut settled, &mut places);
            }
        }
        self.expand()
    }

    /// Follows the best heads from a node to a settled one, contracts each cycle that is met on the way, and
    /// settles the path. `places` tells where on the path a node stands.
    fn walk(&mut self, start: usize, settled: &mut [bool], places: &mut [usize]) {
        let mut path = vec![start];
        loop {
            let node = path[path.len() - 1];
            if settled[node] {
                break;
            }
            if places[node] == NONE {
                places[node] = path.len() - 1;
                path.push(self.best[node]);
                continue;
            }
            path.pop();
            let cycle = path.split_off(places[node]);
            cycle.iter().for_each(|&node| places[node] = NONE);
            path.push(self.contract(&cycle));
        }
        path.iter().for_each(|&node| settled[node] = true);
    }

    /// Finds the best head of a node.
    fn choose(&mut self, node: usize) {
        let row = &self.scores[node * self.count..][..self.count];
        let mut best = NONE;
        for head in (0..self.count).filter(|&head| head != node && self.active[head]) {
            if best == NONE || row[head] > row[best] {
                best = head;
            }
        }
        self.best[node] = best;
    }

    /// Contracts a cycle of best heads into its first node, which is returned. An arc into the cycle is worth
    /// what it gains over the arc of the member that it takes the place of.
    fn contract(&mut self, cycle: &[usize]) -> usize {
        let kept = cycle[0];
        let group = self.parents.len();
        self.parents.push(NONE);
        let at = |dependent: usize, head: usize| dependent * self.count + head;
        let gains: Vec<i64> = cycle.iter().map(|&node| self.scores[at(node, self.best[node])]).collect();
        let members = cycle.iter().map(|&node| (self.groups[node], self.arcs[at(node, self.best[node])]));
        let members: Vec<(usize, Arc)> = members.collect();
        members.iter().for_each(|&(member, _)| self.parents[member] = group);
        self.cycles.push((group, members));
        cycle.iter().for_each(|&node| self.active[node] = false);
        for other in (0..self.count).filter(|&other| self.active[other]) {
            let into = |place: usize| self.scores[at(cycle[place], other)] - gains[place];
            let from = |place: usize| self.scores[at(other, cycle[place])];
            let (mut enter, mut leave) = (0, 0);
            for place in 1..cycle.len() {
                enter = if into(place) > into(enter) { place } else { enter };
                leave = if from(place) > from(leave) { place } else { leave };
            }
            let (entering, leaving) = (into(enter), from(leave));
            self.arcs[at(kept, other)] = self.arcs[at(cycle[enter], other)];
            self.arcs[at(other, kept)] = self.arcs[at(other, cycle[leave])];
            self.scores[at(kept, other)] = entering;
            self.scores[at(other, kept)] = leaving;
            if cycle.contains(&self.best[other]) {
                self.best[other] = kept;
            }
        }
        self.active[kept] = true;
        self.groups[kept] = group;
        self.choose(kept);
        kept
    }

    /// Takes the contractions back, the last first: each cycle keeps its arcs but the one of the member
    /// that is entered from outside.
    fn expand(self) -> Vec<u32> {
        let mut heads = vec![0; self.count];
        for node in (1..self.count).filter(|&node| self.active[node]) {
            let (head, dependent) = self.arcs[node * self.count + self.best[node]];
            heads[usize::from(dependent)] = u32::from(head);
        }
        // The word through which each group is entered from outside.
        let mut entries = vec![NONE; self.parents.len()];
        for node in (1..self.count).filter(|&node| self.active[node]) {
            let (_, dependent) = self.arcs[node * self.count + self.best[node]];
            entries[self.groups[node]] = usize::from(dependent);
        }
        for (group, members) in self.cycles.iter().rev() {
            let entry = entries[*group];
            let mut entered = entry;
            while self.parents[entered] != *group {
                entered = self.parents[entered];
            }
            for &(member, (head, dependent)) in members {
                if member == entered {
                    entries[member] = entry;
                } else {
                    entries[member] = usize::from(dependent);
                    heads[usize::from(dependent)] = u32::from(head);
                }
            }
        }
        heads.split_off(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use woozle_neural::noise::Noise;

    /// No word is its own head.
    fn forbid(scores: &mut [f32], count: usize) {
        scores.chunks_exact_mut(count + 1).enumerate().for_each(|(word, row)| row[word + 1] = f32::MIN);
    }

    /// The total of the tree in the whole numbers that the search adds up.
    fn total(scores: &[f32], heads: &[u32]) -> i64 {
        let stride = heads.len() + 1;
        (0..heads.len()).map(|word| (scores[word * stride + heads[word] as usize] * 4096.0) as i64).sum()
    }

    fn best_of_all(scores: &[f32], heads: &mut Vec<u32>, count: usize) -> Option<i64> {
        if heads.len() == count {
            return is_tree(heads).then(|| total(scores, heads));
        }
        let word = heads.len() as u32;
        let mut best = None;
        for head in (0..=count as u32).filter(|&head| head != word + 1) {
            heads.push(head);
            best = best.max(best_of_all(scores, heads, count));
            heads.pop();
        }
        best
    }

    #[test]
    fn no_tree_scores_more() {
        let mut noise = Noise::new(11);
        for round in 0..600 {
            let count = 1 + round % 5;
            // Few different scores make ties, cycles and several roots common.
            let coarse = |score: &f32| if round % 3 == 0 { score.round() } else { *score };
            let mut scores: Vec<f32> = noise.floats(count * (count + 1), 3.0).iter().map(coarse).collect();
            forbid(&mut scores, count);
            let mut found = Vec::new();
            heads(&scores, count + 1, count, &mut found);
            assert!(is_tree(&found), "{found:?} is no tree");
            let best = best_of_all(&scores, &mut Vec::new(), count);
            assert_eq!(Some(total(&scores, &found)), best, "{found:?} of {scores:?}");
        }
    }

    #[test]
    fn long_sentences_of_noise_make_trees() {
        let mut noise = Noise::new(5);
        let mut found = Vec::new();
        for count in [40, 150, 300, 2] {
            let mut scores = noise.floats(count * (count + 1), 1.0);
            forbid(&mut scores, count);
            heads(&scores, count + 1, count, &mut found);
            assert_eq!(found.len(), count);
            assert!(is_tree(&found));
        }
    }
}
