//! The statements of one story in, how near any two of them are out: [`StoryVectors`].
//!
//! What the whole story shares counts little: a piece's weight falls with the number of statements that
//! hold it. Two texts are near when each one's weighty pieces find a like piece in the other. Nearness
//! decides nothing: numbers, denials and names are for the caller to check along [`StoryVectors::matches`].

use std::collections::BTreeMap;

use woozle_text::Span;

use crate::embed::{dot, normalise};
use crate::{Embedder, Piece};

/// A piece of one text and the piece of another that is most like it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Where the piece stands in the first text.
    pub left: Span,
    /// Where its best match stands in the second.
    pub right: Span,
    /// How alike they are, from 0 to 1.
    pub similarity: f32,
    /// What the piece weighs in this story.
    pub weight: f32,
}

/// The texts of one story, made ready to be compared.
#[derive(Clone, Debug, Default)]
pub struct StoryVectors {
    texts: Vec<Text>,
    /// Unit vectors of the distinct pieces, end to end.
    units: Vec<f32>,
    dimensions: usize,
}

#[derive(Clone, Debug)]
struct Text {
    tokens: Vec<Token>,
    /// Sum of the tokens' weights.
    weight: f32,
    /// Unit vector of the text with the story's mean taken off.
    centred: Vec<f32>,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    /// Number of its vector among the story's distinct pieces.
    unit: usize,
    span: Span,
    weight: f32,
}

impl StoryVectors {
    /// Weighs and centres the texts against one another.
    #[must_use]
    pub fn new(embedder: &Embedder, texts: &[&str]) -> Self {
        let pieces: Vec<Vec<Piece>> = texts.iter().map(|text| embedder.pieces(text)).collect();
        let (mut units, mut kinds) = (Vec::new(), BTreeMap::new());
        for (unit, (id, held)) in holders(&pieces).into_iter().enumerate() {
            let mut vector = embedder.vector(id);
            normalise(&mut vector);
            units.extend(vector);
            kinds.insert(id, (unit, embedder.idf(id).max(0.0) * damping(held, texts.len())));
        }
        let mut sentences: Vec<Vec<f32>> = pieces.iter().map(|pieces| embedder.sum(pieces)).collect();
        centre(&mut sentences);
        let texts = pieces.iter().zip(sentences).map(|(pieces, centred)| {
            let token = |piece: &Piece| {
                let (unit, weight) = kinds[&piece.id];
                Token { unit, span: piece.span, weight }
            };
            let tokens: Vec<Token> = pieces.iter().map(token).collect();
            Text { weight: tokens.iter().map(|token| token.weight).sum(), tokens, centred }
        });
        Self { texts: texts.collect(), units, dimensions: embedder.dimensions() }
    }

    /// How near the two texts are, from 0 to 1: the mean of [`StoryVectors::late`] and of
    /// [`StoryVectors::cosine`], which tells same claims apart better than either. 0 for a text that is
    /// not there.
    #[must_use]
    pub fn similarity(&self, left: usize, right: usize) -> f32 {
        f32::midpoint(self.late(left, right), self.cosine(left, right).max(0.0))
    }

    /// Late interaction, from 0 to 1: the share of each text's weight that finds its like in the other, as
    /// harmonic mean of both ways. 0 for a text that is not there or says nothing.
    #[must_use]
    pub fn late(&self, left: usize, right: usize) -> f32 {
        let (Some(left), Some(right)) = (self.texts.get(left), self.texts.get(right)) else { return 0.0 };
        let mut there = vec![0.0f32; left.tokens.len()];
        let mut back = vec![0.0f32; right.tokens.len()];
        for (one, there) in left.tokens.iter().zip(&mut there) {
            for (other, back) in right.tokens.iter().zip(&mut back) {
                let alike = self.alike(*one, *other);
                *there = there.max(alike);
                *back = back.max(alike);
            }
        }
        let (there, back) = (left.found(&there), right.found(&back));
        harmonic(there, back)
    }

    /// Cosine of the two texts' vectors with the story's mean taken off, from -1 to 1: the cheapest sieve for pairs.
    #[must_use]
    pub fn cosine(&self, left: usize, right: usize) -> f32 {
        match (self.texts.get(left), self.texts.get(right)) {
            (Some(left), Some(right)) => dot(&left.centred, &right.centred),
            _ => 0.0,
        }
    }

    /// For each piece of the left text its best match in the right one, in the order of the left.
    #[must_use]
    pub fn matches(&self, left: usize, right: usize) -> Vec<Match> {
        let (Some(left), Some(right)) = (self.texts.get(left), self.texts.get(right)) else {
            return Vec::new();
        };
        let best = |one: &Token| {
            let mut best: Option<Match> = None;
            for other in &right.tokens {
                let similarity = self.alike(*one, *other);
                if best.is_none_or(|best| similarity > best.similarity) {
                    best = Some(Match { left: one.span, right: other.span, similarity, weight: one.weight });
                }
            }
            best
        };
        left.tokens.iter().filter_map(best).collect()
    }

    /// How alike two pieces are, from 0 to 1.
    fn alike(&self, one: Token, other: Token) -> f32 {
        if one.unit == other.unit {
            return 1.0;
        }
        let unit =
            |token: Token| &self.units[token.unit * self.dimensions..(token.unit + 1) * self.dimensions];
        dot(unit(one), unit(other)).clamp(0.0, 1.0)
    }
}

impl Text {
    /// The share of the text's weight that was found, given each token's best likeness.
    fn found(&self, best: &[f32]) -> f32 {
        let found: f32 = self.tokens.iter().zip(best).map(|(token, best)| token.weight * best).sum();
        if self.weight > 0.0 { found / self.weight } else { 0.0 }
    }
}

/// How many of the texts hold each piece.
pub(crate) fn holders<'a>(texts: impl IntoIterator<Item = &'a Vec<Piece>>) -> BTreeMap<u32, usize> {
    let mut holders = BTreeMap::new();
    for pieces in texts {
        let mut ids: Vec<u32> = pieces.iter().map(|piece| piece.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().for_each(|id| *holders.entry(id).or_default() += 1);
    }
    holders
}

/// The harmonic mean of two numbers; nothing where both are nothing.
#[must_use]
pub fn harmonic(one: f32, other: f32) -> f32 {
    if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 }
}

/// What is left of a piece's weight when `held` of `all` texts hold it: 1 for a single one.
fn damping(held: usize, all: usize) -> f32 {
    let (held, all) = (held as f32, all as f32);
    (1.0 + all / held).ln() / (1.0 + all).ln()
}

/// Takes the mean off every vector and scales them to length one again.
fn centre(vectors: &mut [Vec<f32>]) {
    let mut mean = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for vector in vectors.iter() {
        mean.iter_mut().zip(vector).for_each(|(mean, value)| *mean += value);
    }
    let count = vectors.len() as f32;
    for vector in vectors {
        vector.iter_mut().zip(&mean).for_each(|(value, mean)| *value -= mean / count);
        normalise(vector);
    }
}
