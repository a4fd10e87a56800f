//! Rows of activations, buffers that are used again, and windows taken some at a time.

use std::ops::Range;

/// The scale of activations that lie within -1 to 1.
pub const UNIT: f32 = 1.0 / 127.0;

/// Words, at most, of some windows that are computed at once, where no window is longer.
const CHUNK: usize = 128;

/// Rows of activations, each with its scale.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The rows, one after the other.
    pub bytes: &'a [u8],
    /// What a step of each row is worth.
    pub scales: &'a [f32],
}

/// So many places of a buffer, which grows where it is too short. They hold what was left there.
pub fn room<T: Clone + Default>(buffer: &mut Vec<T>, count: usize) -> &mut [T] {
    if buffer.len() < count {
        buffer.resize(count, T::default());
    }
    &mut buffer[..count]
}

/// Whole windows that follow each other, some together: so many words that their rows stay near the processor
/// and weights are loaded once for all of them.
pub fn chunks(windows: &[Range<usize>]) -> impl Iterator<Item = &[Range<usize>]> {
    let mut rest = windows;
    std::iter::from_fn(move || {
        let start = rest.first()?.start;
        let count = rest.iter().take_while(|window| window.end - start <= CHUNK).count().max(1);
        let (chunk, after) = rest.split_at(count);
        rest = after;
        Some(chunk)
    })
}
