//! Training of the parser: arc-hybrid with a dynamic oracle and exploration.

use woozle_language::Deprel;
use woozle_language::feature::{Scorer, best};
use woozle_language::parse::{Move, NO_LABEL, Node, State};
use woozle_language::weights::Weights;

use crate::learner::{Dice, Learner, Pruning};

/// What is too small to keep.
const PRUNED: Pruning = Pruning { least: 3, spread: 18 };
/// Passes over the data.
const PASSES: usize = 15;
/// Out of a hundred steps, how many follow the parser's own choice.
const EXPLORE: usize = 90;

/// A sentence as the parser sees it, with the tree it should build.
#[derive(Clone, Debug)]
pub struct Treed {
    /// Its words, tagged by a tagger that had not seen them.
    pub nodes: Vec<Node>,
    /// Heads, the root as the number of words.
    pub heads: Vec<usize>,
    /// Labels.
    pub labels: Vec<Deprel>,
}

/// Trains the models of moves and labels.
#[must_use]
pub fn train(sentences: &[Treed]) -> (Weights, Weights) {
    let mut trainer = Trainer {
        moves: Learner::new(3),
        labels: Learner::new(Deprel::ALL.len()),
        dice: Dice::new(29),
        features: Vec::new(),
        scores: vec![0; Deprel::ALL.len()],
    };
    for pass in 0..PASSES {
        for number in trainer.dice.order(sentences.len()) {
            trainer.sentence(&sentences[number], pass > 0);
        }
    }
    (trainer.moves.pack(PRUNED), trainer.labels.pack(PRUNED))
}

struct Trainer {
    moves: Learner,
    labels: Learner,
    dice: Dice,
    features: Vec<u32>,
    scores: Vec<i32>,
}

impl Trainer {
    fn sentence(&mut self, gold: &Treed, explore: bool) {
        let mut state = State::new(&gold.nodes);
        let dependents = dependents(gold);
        while !state.done() {
            let step = self.step(&state, gold, &dependents, explore);
            let label = match state.arc(step) {
                None => NO_LABEL,
                Some((head, _)) if head == state.root() => Deprel::Root as u8,
                Some((head, dependent)) => self.label(&state, (head, dependent), gold),
            };
            state.make(step, label);
        }
    }

    fn step(&mut self, state: &State<'_>, gold: &Treed, dependents: &[Vec<usize>], explore: bool) -> Move {
        let costs = Move::ALL.map(|step| state.allows(step).then(|| cost(step, state, gold, dependents)));
        let least = costs.iter().flatten().min().copied().unwrap_or(0);
        self.features.clear();
        state.move_features(&mut self.features);
        let mut scores = [0; 3];
        self.features.iter().for_each(|&feature| self.moves.add(feature, &mut scores));
        let guess = best(&scores, |step| costs[step].is_some());
        let right = best(&scores, |step| costs[step] == Some(least));
        self.moves.tick();
        if costs[guess] != Some(least) {
            self.moves.update(&self.features, right, guess);
        }
        let follow = explore && self.dice.below(100) < EXPLORE;
        Move::ALL[if follow { guess } else { right }]
    }

    /// Names an arc; learns only where the head is right.
    fn label(&mut self, state: &State<'_>, (head, dependent): (usize, usize), gold: &Treed) -> u8 {
        self.features.clear();
        state.label_features(head, dependent, &mut self.features);
        self.scores.fill(0);
        for &feature in &self.features {
            self.labels.add(feature, &mut self.scores);
        }
        let guess = best(&self.scores, |label| label != Deprel::Root as usize);
        let right = gold.labels[dependent] as usize;
        if gold.heads[dependent] == head {
            self.labels.tick();
            if guess != right {
                self.labels.update(&self.features, right, guess);
            }
        }
        guess as u8
    }
}

fn dependents(gold: &Treed) -> Vec<Vec<usize>> {
    let mut dependents = vec![Vec::new(); gold.heads.len() + 1];
    for (dependent, &head) in gold.heads.iter().enumerate() {
        dependents[head].push(dependent);
    }
    dependents
}

/// How many arcs of the gold tree the move puts out of reach.
fn cost(step: Move, state: &State<'_>, gold: &Treed, dependents: &[Vec<usize>]) -> usize {
    let stack = state.stack();
    let next = state.next();
    let head_of = |word: usize| gold.heads.get(word).copied();
    if step == Move::Shift {
        let below = |word: usize| {
            stack[..stack.len().saturating_sub(1)].iter().any(|&other| usize::from(other) == word)
        };
        let waiting = |word: usize| stack.iter().any(|&other| usize::from(other) == word);
        let lost_head = head_of(next).is_some_and(below);
        return usize::from(lost_head) + dependents[next].iter().filter(|&&word| waiting(word)).count();
    }
    let Some((arc_head, top)) = state.arc(step) else { return 0 };
    let later = dependents[top].iter().filter(|&&word| word >= next).count();
    let under = stack.len().checked_sub(2).map(|at| usize::from(stack[at]));
    let lost_head =
        head_of(top).is_some_and(|head| head != arc_head && (head >= next || Some(head) == under));
    later + usize::from(lost_head)
}
