//! Dependency trees: tagged words of a sentence in, a head and a label for each out.
//!
//! Arc-hybrid transitions, greedy; one model chooses the move, another names the arc once it is built.
//! The root stands behind the last word and takes exactly one dependent. Trees are projective.

use crate::feature::{Scorer, best, one, three, two};
use crate::weights::Weights;

/// What the parser looks at in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Hash of the lower-cased form.
    pub word: u32,
    /// Class of its tags.
    pub tag: u32,
    /// Word class from raw news.
    pub class: u32,
}

/// A node that is not there.
const NONE: Node = Node { word: 2, tag: 254, class: 0 };
/// The root, behind the last word.
const ROOT: Node = Node { word: 3, tag: 253, class: 0 };
/// No node.
const NOWHERE: u16 = u16::MAX;
/// Label of an arc that is not there.
pub const NO_LABEL: u8 = u8::MAX;

/// The three moves of the arc-hybrid system, numbered as the move model's classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift = 0,
    /// The top of the stack becomes a dependent of the next word.
    Left = 1,
    /// The top of the stack becomes a dependent of the word under it.
    Right = 2,
}

impl Move {
    /// The moves in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// First and last dependents of a node on one side, counted.
#[derive(Clone, Copy, Debug)]
struct Side {
    outer: u16,
    inner: u16,
    count: u8,
}

/// A half-built tree.
#[derive(Clone, Debug)]
pub struct State<'a> {
    nodes: &'a [Node],
    stack: Vec<u16>,
    next: usize,
    heads: Vec<u16>,
    labels: Vec<u8>,
    left: Vec<Side>,
    right: Vec<Side>,
}

impl<'a> State<'a> {
    /// The start: everything in the buffer.
    #[must_use]
    pub fn new(nodes: &'a [Node]) -> Self {
        let side = Side { outer: NOWHERE, inner: NOWHERE, count: 0 };
        let count = nodes.len() + 1;
        Self {
            nodes,
            stack: Vec::with_capacity(16),
            next: 0,
            heads: vec![NOWHERE; count],
            labels: vec![NO_LABEL; count],
            left: vec![side; count],
            right: vec![side; count],
        }
    }

    /// Number of the root: one past the last word.
    #[must_use]
    pub fn root(&self) -> usize {
        self.nodes.len()
    }

    /// Whether every word has its head.
    #[must_use]
    pub fn done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// The first word of the buffer, or the root.
    #[must_use]
    pub fn next(&self) -> usize {
        self.next
    }

    /// The stack, its top last.
    #[must_use]
    pub fn stack(&self) -> &[u16] {
        &self.stack
    }

    /// Whether the move is possible.
    #[must_use]
    pub fn allows(&self, step: Move) -> bool {
        let at_root = self.next == self.root();
        match step {
            Move::Shift => !at_root,
            Move::Left => !self.stack.is_empty() && (!at_root || self.stack.len() == 1),
            Move::Right => self.stack.len() >= 2,
        }
    }

    /// The arc (head, dependent) that the move would build.
    #[must_use]
    pub fn arc(&self, step: Move) -> Option<(usize, usize)> {
        let top = usize::from(*self.stack.last()?);
        match step {
            Move::Shift => None,
            Move::Left => Some((self.next, top)),
            Move::Right => Some((usize::from(self.stack[self.stack.len().checked_sub(2)?]), top)),
        }
    }

    /// Makes the move; `label` names the arc, if it builds one.
    pub fn make(&mut self, step: Move, label: u8) {
        let Some((head, dependent)) = self.arc(step) else {
            self.stack.push(self.next as u16);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.heads[dependent] = head as u16;
        self.labels[dependent] = label;
        let side = if dependent < head { &mut self.left[head] } else { &mut self.right[head] };
        if side.count == 0 {
            side.inner = dependent as u16;
        } else {
            side.inner = side.outer;
        }
        side.outer = dependent as u16;
        side.count = side.count.saturating_add(1);
    }

    /// Head (the root is the number of words) and label of every word.
    pub fn arcs(&self) -> impl Iterator<Item = (usize, u8)> + '_ {
        self.heads
            .iter()
            .zip(&self.labels)
            .take(self.root())
            .map(|(&head, &label)| (usize::from(head), label))
    }

    #[inline]
    fn node(&self, at: u16) -> Node {
        let at = usize::from(at);
        match self.nodes.get(at) {
            Some(&node) => node,
            None if at == self.nodes.len() => ROOT,
            None => NONE,
        }
    }

    #[inline]
    fn label(&self, at: u16) -> u32 {
        self.labels.get(usize::from(at)).map_or(NO_LABEL, |&label| label).into()
    }

    #[inline]
    fn side(sides: &[Side], at: u16) -> Side {
        sides.get(usize::from(at)).copied().unwrap_or(Side { outer: NOWHERE, inner: NOWHERE, count: 0 })
    }

    #[inline]
    fn stacked(&self, depth: usize) -> u16 {
        self.stack.len().checked_sub(depth + 1).map_or(NOWHERE, |at| self.stack[at])
    }

    #[inline]
    fn buffered(&self, ahead: usize) -> u16 {
        if self.next + ahead <= self.root() { (self.next + ahead) as u16 } else { NOWHERE }
    }

    /// Appends the features for choosing a move.
    pub fn move_features(&self, out: &mut Vec<u32>) {
        let (s0, s1, s2) = (self.stacked(0), self.stacked(1), self.stacked(2));
        let (b0, b1, b2) = (self.buffered(0), self.buffered(1), self.buffered(2));
        let [n0, n1, n2, m0, m1, m2] = [s0, s1, s2, b0, b1, b2].map(|at| self.node(at));
        let (s0l, s0r) = (Self::side(&self.left, s0), Self::side(&self.right, s0));
        let (s1l, s1r, b0l) =
            (Self::side(&self.left, s1), Self::side(&self.right, s1), Self::side(&self.left, b0));
        let both = |node: Node| node.word ^ node.tag.wrapping_mul(0x85eb_ca6b);
        let mut next = 0;
        macro_rules! take {
            ($a:expr) => {{
                next += 1;
                out.push(one(next, $a));
            }};
            ($a:expr, $b:expr) => {{
                next += 1;
                out.push(two(next, $a, $b));
            }};
            ($a:expr, $b:expr, $c:expr) => {{
                next += 1;
                out.push(three(next, $a, $b, $c));
            }};
        }
        take!(0);
        for node in [n0, n1, m0, m1] {
            take!(both(node));
            take!(node.word);
            take!(node.tag);
        }
        take!(n2.tag);
        take!(m2.tag);
        take!(both(n0), both(m0));
        take!(both(n0), m0.tag);
        take!(n0.tag, both(m0));
        take!(n0.word, m0.word);
        take!(n0.tag, m0.tag);
        take!(m0.tag, m1.tag);
        take!(n1.tag, n0.tag);
        take!(n1.word, n0.word);
        take!(n1.tag, n0.word);
        take!(n1.word, n0.tag);
        take!(n1.tag, m0.tag);
        take!(n1.word, m0.word);
        take!(both(n1), m0.tag);
        take!(m0.tag, m1.tag, m2.tag);
        take!(n0.tag, m0.tag, m1.tag);
        take!(n1.tag, n0.tag, m0.tag);
        take!(n2.tag, n1.tag, n0.tag);
        take!(n1.tag << 8 | n0.tag, m0.tag, m1.tag);
        take!(n0.word, m0.tag, m1.tag);
        take!(n0.tag, m0.word, m1.tag);
        take!(n0.tag, m0.tag, m1.word);
        take!(n1.word, n0.tag, m0.tag);
        take!(n1.tag, n0.word, m0.tag);
        take!(n1.tag, n0.tag, m0.word);
        let tag = |at: u16| self.node(at).tag;
        take!(n0.tag, tag(s0l.outer), m0.tag);
        take!(n0.tag, tag(s0r.outer), m0.tag);
        take!(n0.tag, m0.tag, tag(b0l.outer));
        take!(n1.tag, tag(s1r.outer), n0.tag);
        take!(n1.tag, tag(s1l.outer), n0.tag);
        take!(n1.tag, n0.tag, tag(s0l.outer));
        take!(n1.tag, n0.tag, tag(s0r.outer));
        take!(n1.tag << 8 | tag(s1r.outer), n0.tag, m0.tag);
        let distance = |from: u16, to: u16| match usize::from(to).wrapping_sub(usize::from(from)) {
            near @ 0..=4 => near as u32,
            5..=7 => 5,
            8..=12 => 6,
            _ => 7,
        };
        let (near, far) = (distance(s0, b0), distance(s1, s0));
        take!(n0.word, near);
        take!(n0.tag, near);
        take!(m0.word, near);
        take!(m0.tag, near);
        take!(n0.tag, m0.tag, near);
        take!(n1.tag, n0.tag, far);
        take!(both(n0), u32::from(s0r.count.min(6)));
        take!(n0.tag, u32::from(s0r.count.min(6)));
        take!(both(n0), u32::from(s0l.count.min(6)));
        take!(n0.tag, u32::from(s0l.count.min(6)));
        take!(both(m0), u32::from(b0l.count.min(6)));
        take!(n1.tag, u32::from(s1r.count.min(6)));
        take!(n0.word, self.label(s0r.outer));
        take!(n0.tag, self.label(s0l.outer), self.label(s0r.outer));
        take!(n1.tag, self.label(s1r.outer), n0.tag);
        take!(n1.word, self.label(s1r.outer), n0.tag);
        take!(m0.tag, self.label(b0l.outer), n0.tag);
        take!(both(m0), self.label(b0l.outer));
        take!(n0.tag, self.label(s0l.inner), self.label(s0l.outer));
        take!(self.node(s0l.outer).word, n0.tag, m0.tag);
        take!(self.node(s0r.outer).word, n0.tag, m0.tag);
        take!(self.node(b0l.outer).word, n0.tag, m0.tag);
        take!(self.node(s0l.outer).word, n1.tag, n0.tag);
        take!(n0.class, m0.class);
        take!(n0.class, m0.tag);
        take!(n0.tag, m0.class);
        take!(n1.class, n0.class);
        take!(n1.class, n0.tag, m0.tag);
        take!(n1.tag, n0.class, m0.tag);
        let beside = |at: u16, step: i32| match at {
            NOWHERE => NONE,
            at => self.node((i32::from(at) + step).clamp(0, 65_534) as u16),
        };
        take!(n0.tag, m0.tag, beside(b0, -1).tag);
        take!(n0.tag, m0.tag, beside(s0, 1).tag);
        take!(n0.word, m0.tag, beside(b0, -1).tag);
        take!(n1.tag, n0.tag, beside(s0, 1).tag);
        take!(n0.tag, m0.tag, beside(s0, -1).tag);
        take!(m0.tag, m1.tag << 8 | m2.tag, self.node(self.buffered(3)).tag);
        take!(n1.word, self.node(s0l.outer).word);
        take!(n1.word, self.node(s0l.outer).word, n0.word);
        take!(n1.tag, self.node(s0l.outer).word, n0.word);
        take!(n1.class, self.node(s0l.outer).word, n0.class);
        take!(n1.word, n0.word, m0.tag);
        take!(n1.tag, n0.word, m0.word);
        take!(n0.word, m0.word, m1.tag);
        take!(n2.tag, n0.tag, m0.tag);
        take!(n2.word, n1.tag, n0.tag);
        take!(n2.tag << 8 | n1.tag, n0.tag, m0.tag);
        take!(n0.tag, self.label(s0r.outer), m0.tag << 8 | m1.tag);
        take!(n1.tag, self.label(s1l.outer), self.label(s1r.outer));
    }

    /// Appends the features for naming the arc from `head` to `dependent`.
    pub fn label_features(&self, head: usize, dependent: usize, out: &mut Vec<u32>) {
        let (h, d) = (head as u16, dependent as u16);
        let (hn, dn) = (self.node(h), self.node(d));
        let (dl, dr) = (Self::side(&self.left, d), Self::side(&self.right, d));
        let (hl, hr) = (Self::side(&self.left, h), Self::side(&self.right, h));
        let left = u32::from(dependent < head);
        let gap = head.abs_diff(dependent).min(7) as u32;
        let around = |at: u16, step: i32| self.node((i32::from(at) + step).clamp(-1, 65_534) as u16);
        let tag = |at: u16| self.node(at).tag;
        let word = |at: u16| self.node(at).word;
        let mut next = 1000;
        macro_rules! take {
            ($a:expr) => {{
                next += 1;
                out.push(two(next, $a, left));
            }};
            ($a:expr, $b:expr) => {{
                next += 1;
                out.push(three(next, $a, $b, left));
            }};
            ($a:expr, $b:expr, $c:expr) => {{
                next += 1;
                out.push(three(next, $a, $b, $c ^ (left << 31)));
            }};
        }
        take!(0);
        take!(hn.word);
        take!(hn.tag);
        take!(dn.word);
        take!(dn.tag);
        take!(hn.tag, dn.tag);
        take!(hn.word, dn.tag);
        take!(hn.tag, dn.word);
        take!(hn.word, dn.word);
        take!(hn.tag, dn.tag, gap);
        take!(dn.word, gap);
        take!(hn.tag, dn.tag, tag(dl.outer));
        take!(hn.tag, dn.tag, word(dl.outer));
        take!(dn.tag, word(dl.outer));
        take!(hn.word, word(dl.outer), dn.tag);
        take!(hn.tag, dn.tag, word(dl.inner));
        take!(hn.tag, dn.tag, self.label(dl.outer));
        take!(hn.tag, dn.tag, self.label(dr.outer));
        take!(dn.tag, self.label(dl.outer), self.label(dl.inner));
        take!(hn.tag, dn.tag, tag(dr.outer));
        take!(hn.tag, dn.tag, self.label(hl.outer));
        take!(hn.tag, dn.tag, self.label(hl.inner));
        take!(hn.tag, dn.tag, self.label(hr.outer));
        take!(hn.word, self.label(hl.outer), dn.tag);
        take!(hn.word, self.label(hr.outer), dn.tag);
        take!(tag(hl.outer), hn.tag, dn.tag);
        take!(around(d, -1).tag, dn.tag);
        take!(around(d, 1).tag, dn.tag);
        take!(around(d, -1).tag, dn.tag, around(d, 1).tag);
        take!(around(d, -1).word, dn.tag);
        take!(around(d, 1).word, dn.tag);
        take!(around(h, -1).tag, hn.tag, dn.tag);
        take!(around(h, 1).tag, hn.tag, dn.tag);
        take!(hn.tag, dn.tag, u32::from(hr.count.min(3)) << 2 | u32::from(hl.count.min(3)));
        take!(self.node(self.buffered(0)).tag, dn.tag, hn.tag);
        take!(hn.class, dn.class);
        take!(hn.class, dn.tag);
        take!(hn.tag, dn.class);
        take!(dn.class, word(dl.outer));
        take!(hn.class, dn.tag, word(dl.outer));
        let ahead = self.node(self.buffered(0));
        take!(hn.tag, dn.tag, ahead.word);
        take!(hn.word, dn.word, word(dl.outer));
        take!(hn.tag, dn.word, word(dl.outer));
        take!(dn.word, tag(dl.outer), tag(dr.outer));
        take!(hn.tag, around(d, -1).word, dn.word);
        take!(hn.tag, around(d, 1).word, dn.word);
        take!(hn.class, dn.class, gap);
        take!(self.node(self.stacked(2)).tag, hn.tag, dn.tag);
        take!(dn.tag, self.label(hl.outer) << 8 | self.label(hl.inner), self.label(hr.outer));
    }
}

/// The trained parser: a model of moves and a model of labels.
#[derive(Clone, Copy, Debug)]
pub struct Parser<'a> {
    /// Weights of the three moves.
    pub moves: &'a Weights,
    /// Weights of the labels, numbered as `Deprel`.
    pub labels: &'a Weights,
    /// The label of the arc from the root.
    pub root_label: u8,
}

impl Parser<'_> {
    /// The tree over the words.
    #[must_use]
    pub fn parse<'n>(&self, nodes: &'n [Node]) -> State<'n> {
        let mut state = State::new(nodes);
        let mut features = Vec::with_capacity(96);
        let mut scores = vec![0; self.labels.classes()];
        while !state.done() {
            let step = self.step(&state, &mut features);
            let label = match state.arc(step) {
                None => NO_LABEL,
                Some((head, _)) if head == state.root() => self.root_label,
                Some((head, dependent)) => {
                    features.clear();
                    state.label_features(head, dependent, &mut features);
                    scores.fill(0);
                    for &feature in &features {
                        self.labels.add(feature, &mut scores);
                    }
                    best(&scores, |label| label != usize::from(self.root_label)) as u8
                }
            };
            state.make(step, label);
        }
        state
    }

    fn step(&self, state: &State<'_>, features: &mut Vec<u32>) -> Move {
        let possible = Move::ALL.into_iter().filter(|&step| state.allows(step));
        if let (Some(only), None) = (possible.clone().next(), possible.clone().nth(1)) {
            return only;
        }
        features.clear();
        state.move_features(features);
        let mut scores = [0; 3];
        for &feature in features.iter() {
            self.moves.add(feature, &mut scores);
        }
        Move::ALL[best(&scores, |step| state.allows(Move::ALL[step]))]
    }
}
