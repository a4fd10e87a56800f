//! Word classes from raw news: texts in, a fine and a coarse class for each frequent word out.
//!
//! The exchange algorithm over bigrams (Kneser and Ney, 1993): each word moves to the class under which
//! the text is likeliest, until nothing moves. Words with like neighbours end in one class.

use std::collections::BTreeMap;
use std::thread;

use crate::known::Classes;

/// Words seen less often get no class.
const RAREST: u32 = 4;
/// Rounds over all words.
const ROUNDS: usize = 6;

/// The classes of the frequent words of the texts: `fine` and `coarse` classes.
#[must_use]
pub fn classes(texts: &[Vec<String>], (fine, coarse): (usize, usize)) -> Classes {
    let (vocabulary, words) = count(texts);
    let bigrams = Bigrams::new(&words, vocabulary.len());
    let (fine, coarse) = thread::scope(|scope| {
        let fine = scope.spawn(|| Exchange::new(&bigrams, fine).run());
        let coarse = Exchange::new(&bigrams, coarse).run();
        (fine.join().expect("training does not panic"), coarse)
    });
    let class = |(at, word): (usize, String)| (word, (fine[at + 1] as u16 + 1, coarse[at + 1] as u8 + 1));
    vocabulary.into_iter().enumerate().map(class).collect()
}

/// The frequent words, commonest first, and the texts as their numbers (0 is any other word or an edge).
fn count(texts: &[Vec<String>]) -> (Vec<String>, Vec<u32>) {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for word in texts.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut frequent: Vec<(&str, u32)> = counts.into_iter().filter(|&(_, count)| count >= RAREST).collect();
    frequent.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    let numbers: BTreeMap<&str, u32> =
        frequent.iter().zip(1..).map(|(&(word, _), number)| (word, number)).collect();
    let mut words = Vec::new();
    for text in texts {
        words.extend(text.iter().map(|word| numbers.get(word.as_str()).copied().unwrap_or(0)));
        words.push(0);
    }
    (frequent.into_iter().map(|(word, _)| word.to_owned()).collect(), words)
}

/// Who stands before and after whom, how often.
struct Bigrams {
    after: Vec<Vec<(u32, u32)>>,
    before: Vec<Vec<(u32, u32)>>,
    counts: Vec<i64>,
}

impl Bigrams {
    fn new(words: &[u32], vocabulary: usize) -> Self {
        let mut pairs: Vec<(u32, u32)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        let mut bigrams = Self {
            after: vec![Vec::new(); vocabulary + 1],
            before: vec![Vec::new(); vocabulary + 1],
            counts: vec![0; vocabulary + 1],
        };
        for run in pairs.chunk_by(|a, b| a == b) {
            let (first, second) = run[0];
            bigrams.after[first as usize].push((second, run.len() as u32));
            bigrams.before[second as usize].push((first, run.len() as u32));
        }
        for &word in words {
            bigrams.counts[word as usize] += 1;
        }
        bigrams
    }
}

/// Words on their way between classes.
struct Exchange<'a> {
    bigrams: &'a Bigrams,
    classes: usize,
    class: Vec<usize>,
    /// Bigrams of classes, row by row.
    pairs: Vec<i32>,
    totals: Vec<i64>,
    logs: Vec<f32>,
}

impl<'a> Exchange<'a> {
    /// Deals the words out in turn; class 0 is for the rare words and edges.
    fn new(bigrams: &'a Bigrams, classes: usize) -> Self {
        let deal = |word: usize| if word == 0 { 0 } else { 1 + (word - 1) % (classes - 1) };
        let class: Vec<usize> = (0..bigrams.counts.len()).map(deal).collect();
        let mut exchange = Self {
            bigrams,
            classes,
            class,
            pairs: vec![0; classes * classes],
            totals: vec![0; classes],
            logs: (0..1 << 16).map(|n: u32| if n == 0 { 0.0 } else { n as f32 * (n as f32).ln() }).collect(),
        };
        for (word, after) in bigrams.after.iter().enumerate() {
            exchange.totals[exchange.class[word]] += bigrams.counts[word];
            for &(next, count) in after {
                let at = exchange.class[word] * classes + exchange.class[next as usize];
                exchange.pairs[at] += count as i32;
            }
        }
        exchange
    }

    /// n log n.
    #[inline]
    fn log(&self, count: i64) -> f32 {
        let at = count.max(0) as usize;
        self.logs.get(at).copied().unwrap_or_else(|| at as f32 * (at as f32).ln())
    }

    /// Moves words until the rounds are over; the class of every word, counted from 0.
    fn run(mut self) -> Vec<usize> {
        let mut right = vec![0; self.classes];
        let mut left = vec![0; self.classes];
        for _ in 0..ROUNDS {
            for word in 1..self.class.len() {
                self.neighbours(word, &mut right, &mut left);
                self.shift(word, (&right, &left), -1);
                let best = self.best(word, (&right, &left));
                self.class[word] = best;
                self.shift(word, (&right, &left), 1);
            }
        }
        self.class
    }

    /// How often each class stands after and before the word.
    fn neighbours(&self, word: usize, right: &mut [i32], left: &mut [i32]) {
        right.fill(0);
        left.fill(0);
        for &(next, count) in self.bigrams.after[word].iter().filter(|&&(next, _)| next as usize != word) {
            right[self.class[next as usize]] += count as i32;
        }
        for &(last, count) in self.bigrams.before[word].iter().filter(|&&(last, _)| last as usize != word) {
            left[self.class[last as usize]] += count as i32;
        }
    }

    /// Adds the word to its class, or takes it out.
    fn shift(&mut self, word: usize, (right, left): (&[i32], &[i32]), sign: i32) {
        let class = self.class[word];
        for other in 0..self.classes {
            self.pairs[class * self.classes + other] += sign * right[other];
            self.pairs[other * self.classes + class] += sign * left[other];
        }
        self.totals[class] += i64::from(sign) * self.bigrams.counts[word];
    }

    /// The class under which the text is likeliest.
    fn best(&self, word: usize, (right, left): (&[i32], &[i32])) -> usize {
        let seen = |sides: &[i32]| -> Vec<(usize, i32)> {
            sides.iter().copied().enumerate().filter(|&(_, count)| count > 0).collect()
        };
        let (right, left) = (seen(right), seen(left));
        let gain = |class: usize| {
            let grown = |at: usize, count: i32| {
                let old = i64::from(self.pairs[at]);
                self.log(old + i64::from(count)) - self.log(old)
            };
            let after: f32 =
                right.iter().map(|&(other, count)| grown(class * self.classes + other, count)).sum();
            let before: f32 =
                left.iter().map(|&(other, count)| grown(other * self.classes + class, count)).sum();
            let total = self.totals[class];
            after + before - 2.0 * (self.log(total + self.bigrams.counts[word]) - self.log(total))
        };
        let mut best = (1, gain(1));
        for class in 2..self.classes {
            let gain = gain(class);
            if gain > best.1 {
                best = (class, gain);
            }
        }
        best.0
    }
}
