//! Feature hashing: small facts about the text in, 32-bit feature numbers out.
//!
//! Training and analysis share these functions, so a feature means the same in both. Nothing here
//! knows a weight.

/// An odd constant with well-spread bits (the golden ratio), for multiplicative hashing.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The number of a feature made of one value.
#[inline]
#[must_use]
pub fn one(template: u32, a: u32) -> u32 {
    finish((u64::from(template) << 32 | u64::from(a)).wrapping_mul(GOLDEN))
}

/// The number of a feature made of two values.
#[inline]
#[must_use]
pub fn two(template: u32, a: u32, b: u32) -> u32 {
    let pair = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(GOLDEN);
    finish((pair ^ (pair >> 32) ^ u64::from(template)).wrapping_mul(0xff51_afd7_ed55_8ccd))
}

/// The number of a feature made of three values.
#[inline]
#[must_use]
pub fn three(template: u32, a: u32, b: u32, c: u32) -> u32 {
    two(template, a, one(b, c))
}

/// Hash of a character sequence, to be continued: start with [`START`].
#[inline]
#[must_use]
pub fn push(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x0100_0193).rotate_left(5)
}

/// Where the hash of a character sequence starts.
pub const START: u32 = 0x811c_9dc5;

/// Folds 64 mixed bits to 32.
#[inline]
fn finish(mixed: u64) -> u32 {
    (mixed ^ (mixed >> 29)).wrapping_mul(0xc4ce_b9fe_1a85_ec53).rotate_right(40) as u32
}

/// Anything that gives weights for features: the packed weights, or a learner while it learns.
pub trait Scorer {
    /// Adds the feature's weight for every class to its score.
    fn add(&self, feature: u32, scores: &mut [i32]);
}

/// The best class under the scores among those allowed; the lowest number wins a tie.
#[inline]
pub fn best(scores: &[i32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut found: Option<usize> = None;
    for (class, &score) in scores.iter().enumerate() {
        if allowed(class) && found.is_none_or(|best| score > scores[best]) {
            found = Some(class);
        }
    }
    found.unwrap_or(0)
}
