//! [`Weights`]: the quantised weights of one linear model, packed by feature hash; bytes in, scores out.
//!
//! Features fall into buckets by the top bits of their hash. A bucket holds, for each of its features,
//! the low 16 bits of the hash and either one `i8` per class (few classes) or a list of class and `i8`.
//! Nothing is unpacked at load: the bytes of the file are the table.

use crate::blob::{ModelError, Reader, Writer};
use crate::feature::Scorer;

/// Up to this many classes a row holds one weight per class.
const DENSE: usize = 4;

/// Quantised weights of one linear model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    classes: usize,
    shift: u32,
    offsets: Vec<u32>,
    rows: Vec<u8>,
}

impl Weights {
    /// Packs rows of `(feature, weight per class)`; rows of zeroes are left out. Features may come in any order.
    #[must_use]
    pub fn pack(classes: usize, mut rows: Vec<(u32, Vec<i8>)>) -> Self {
        rows.retain(|(_, weights)| weights.iter().any(|&weight| weight != 0));
        rows.sort_unstable_by_key(|row| row.0);
        let bits = (usize::BITS - (rows.len() / 3).leading_zeros()).clamp(16, 22);
        let shift = 32 - bits;
        let mut packed = Self { classes, shift, offsets: vec![0], rows: Vec::new() };
        for (feature, weights) in rows {
            let bucket = (feature >> shift) as usize;
            packed.offsets.resize(bucket + 1, packed.rows.len() as u32);
            packed.push_row(feature, &weights);
        }
        packed.offsets.resize((1 << bits) + 1, packed.rows.len() as u32);
        packed
    }

    fn push_row(&mut self, feature: u32, weights: &[i8]) {
        self.rows.extend_from_slice(&(feature as u16).to_le_bytes());
        if self.classes <= DENSE {
            self.rows.extend(weights.iter().map(|&weight| weight as u8));
            return;
        }
        let kept = weights.iter().enumerate().filter(|&(_, &weight)| weight != 0);
        self.rows.push(kept.clone().count() as u8);
        for (class, &weight) in kept {
            self.rows.extend_from_slice(&[class as u8, weight as u8]);
        }
    }

    /// The packed rows as `(feature, weight per class)`; the middle bits of a feature that neither bucket nor
    /// mark keeps are lost only where the two overlap, so packing them again gives the same table.
    #[must_use]
    pub fn unpack(&self) -> Vec<(u32, Vec<i8>)> {
        let mut rows = Vec::new();
        for bucket in 0..self.offsets.len() as u32 - 1 {
            let mut rest = self.bucket(bucket << self.shift);
            while let [low, high, after @ ..] = rest {
                let feature = bucket << self.shift | u32::from(u16::from_le_bytes([*low, *high]));
                let mut row = vec![0; self.classes];
                if self.classes <= DENSE {
                    row.iter_mut().zip(after).for_each(|(weight, &byte)| *weight = byte as i8);
                    rest = after.get(self.classes..).unwrap_or(&[]);
                } else {
                    let count = after.first().map_or(0, |&count| usize::from(count));
                    for pair in after[1..].chunks_exact(2).take(count) {
                        row[usize::from(pair[0])] = pair[1] as i8;
                    }
                    rest = after.get(1 + 2 * count..).unwrap_or(&[]);
                }
                rows.push((feature, row));
            }
        }
        rows
    }

    /// How many classes the model tells apart.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Size of the packed rows and their index in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.len() + 4 * self.offsets.len()
    }

    /// Writes the packed table.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.number(self.classes as u32);
        writer.number(self.shift);
        writer.numbers(&self.offsets);
        writer.bytes(&self.rows);
    }

    /// Reads a packed table, refusing one whose index points outside its rows.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let classes = reader.number()? as usize;
        let shift = reader.number()?;
        let offsets = reader.numbers()?;
        let rows = reader.bytes()?.to_vec();
        let fits = (10..=16).contains(&shift)
            && (1..=255).contains(&classes)
            && offsets.len() == (1 << (32 - shift)) + 1
            && offsets.is_sorted()
            && offsets.last().is_some_and(|&last| last as usize == rows.len());
        if fits { Ok(Self { classes, shift, offsets, rows }) } else { Err(ModelError::Inconsistent) }
    }

    /// The packed features of the bucket.
    #[inline]
    fn bucket(&self, feature: u32) -> &[u8] {
        let bucket = (feature >> self.shift) as usize;
        let (start, end) = (self.offsets[bucket] as usize, self.offsets[bucket + 1] as usize);
        &self.rows[start..end]
    }

    #[inline]
    fn add_dense(&self, feature: u32, scores: &mut [i32]) {
        let mark = (feature as u16).to_le_bytes();
        for row in self.bucket(feature).chunks_exact(2 + self.classes) {
            if row[..2] == mark {
                for (score, &weight) in scores.iter_mut().zip(&row[2..]) {
                    *score += i32::from(weight as i8);
                }
                return;
            }
        }
    }

    #[inline]
    fn add_sparse(&self, feature: u32, scores: &mut [i32]) {
        let mark = (feature as u16).to_le_bytes();
        let mut rest = self.bucket(feature);
        while let [low, high, count, after @ ..] = rest {
            let length = 2 * usize::from(*count);
            let Some((row, next)) = after.split_at_checked(length) else { return };
            if [*low, *high] == mark {
                for pair in row.chunks_exact(2) {
                    if let Some(score) = scores.get_mut(usize::from(pair[0])) {
                        *score += i32::from(pair[1] as i8);
                    }
                }
                return;
            }
            rest = next;
        }
    }
}

impl Scorer for Weights {
    #[inline]
    fn add(&self, feature: u32, scores: &mut [i32]) {
        if self.classes <= DENSE { self.add_dense(feature, scores) } else { self.add_sparse(feature, scores) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(weights: &Weights, feature: u32) -> Vec<i32> {
        let mut scores = vec![0; weights.classes()];
        weights.add(feature, &mut scores);
        scores
    }

    #[test]
    fn packed_weights_give_back_what_was_packed() {
        for classes in [3, 40] {
            let row =
                |seed: usize| (0..classes).map(|class| ((class * seed) % 5) as i8 - 2).collect::<Vec<_>>();
            let rows: Vec<_> = (1..500_u32).map(|n| (n.wrapping_mul(0x9E37_79B9), row(n as usize))).collect();
            let weights = Weights::pack(classes, rows.clone());
            let mut writer = Writer::new();
            weights.write(&mut writer);
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes).expect("a blob just written");
            assert_eq!(Weights::read(&mut reader).as_ref(), Ok(&weights));
            for (feature, row) in rows {
                assert_eq!(scores(&weights, feature), row.iter().map(|&w| i32::from(w)).collect::<Vec<_>>());
            }
            assert_eq!(scores(&weights, 12345), vec![0; classes]);
        }
    }
}
