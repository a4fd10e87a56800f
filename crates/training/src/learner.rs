//! [`Learner`]: an averaged perceptron over hashed features, in whole numbers, so that the same data give
//! the same weights everywhere.

use woozle_language::feature::Scorer;
use woozle_language::weights::Weights;

/// Weights while they are learned. A feature gets a row when it is first blamed or praised.
#[derive(Debug)]
pub struct Learner {
    classes: usize,
    slots: Vec<u32>,
    keys: Vec<u32>,
    weights: Vec<i32>,
    totals: Vec<i64>,
    time: i64,
}

impl Learner {
    /// A learner that knows nothing.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self { classes, slots: vec![0; 1 << 16], keys: vec![], weights: vec![], totals: vec![], time: 1 }
    }

    /// One more decision has been taken.
    pub fn tick(&mut self) {
        self.time += 1;
    }

    /// Raises the features' weights for the right class, lowers them for the wrong one.
    pub fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for &feature in features {
            let row = self.row_or_new(feature) * self.classes;
            self.weights[row + right] += 1;
            self.totals[row + right] += self.time;
            self.weights[row + wrong] -= 1;
            self.totals[row + wrong] -= self.time;
        }
    }

    /// Quantised averages of the weights. The largest are clipped, those that round to less
    /// than `least` left out, and so are features whose weights lie within `spread`.
    #[must_use]
    pub fn pack(&self, Pruning { least, spread }: Pruning) -> Weights {
        let average = |at: usize| i64::from(self.weights[at]) * self.time - self.totals[at];
        let mut sizes: Vec<i64> =
            (0..self.weights.len()).map(|at| average(at).abs()).filter(|&a| a > 0).collect();
        sizes.sort_unstable();
        let top =
            sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 20_000)).copied().unwrap_or(1).max(1);
        let quantised = |at: usize| {
            let weight = (average(at) * 127 / top).clamp(-127, 127) as i8;
            if weight.abs() < least { 0 } else { weight }
        };
        let wide = |row: &[i8]| {
            let (low, high) = (row.iter().min().copied(), row.iter().max().copied());
            i32::from(high.unwrap_or(0)) - i32::from(low.unwrap_or(0)) >= spread
        };
        let rows = self.keys.iter().enumerate().map(|(row, &key)| {
            let start = row * self.classes;
            (key, (start..start + self.classes).map(quantised).collect())
        });
        Weights::pack(self.classes, rows.filter(|(_, row): &(u32, Vec<i8>)| wide(row)).collect())
    }

    #[inline]
    fn slot(&self, feature: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = feature.wrapping_mul(0x9E37_79B1) as usize >> 4 & mask;
        loop {
            match self.slots[at] {
                0 => return at,
                row if self.keys[row as usize - 1] == feature => return at,
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn row_or_new(&mut self, feature: u32) -> usize {
        let slot = self.slot(feature);
        if self.slots[slot] != 0 {
            return self.slots[slot] as usize - 1;
        }
        let row = self.keys.len();
        self.keys.push(feature);
        self.slots[slot] = row as u32 + 1;
        self.weights.resize(self.weights.len() + self.classes, 0);
        self.totals.resize(self.totals.len() + self.classes, 0);
        if self.keys.len() * 2 > self.slots.len() {
            self.grow();
        }
        row
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for row in 0..self.keys.len() {
            let slot = self.slot(self.keys[row]);
            self.slots[slot] = row as u32 + 1;
        }
    }
}

impl Scorer for Learner {
    #[inline]
    fn add(&self, feature: u32, scores: &mut [i32]) {
        let row = self.slots[self.slot(feature)];
        if row != 0 {
            let start = (row as usize - 1) * self.classes;
            for (score, weight) in scores.iter_mut().zip(&self.weights[start..start + self.classes]) {
                *score += weight;
            }
        }
    }
}

/// What is too small to keep.
#[derive(Clone, Copy, Debug)]
pub struct Pruning {
    /// Weights that round to less become nothing.
    pub least: i8,
    /// Features whose largest and smallest weight lie closer become nothing.
    pub spread: i32,
}

/// A small generator of reproducible randomness (splitmix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A generator that starts at the seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }

    /// The numbers below `count` in random order.
    pub fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for at in (1..count).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}
