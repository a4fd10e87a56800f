//! Layer normalisation (Ba, Kiros and Hinton 2016): rows of floats in, rows of mean nought and variance one,
//! times a weight plus a bias, out.

use crate::vectorised;

/// Added to the variance, as BERT does.
const EPSILON: f32 = 1e-12;
/// Sums that are kept apart, so that they are added in one order on every machine.
const LANES: usize = 16;

vectorised! {
    /// Adds `shift` to each row, unless it is empty, and normalises the row. A row is as long as `weight`.
    pub fn layer_norm(rows: &mut [f32], shift: &[f32], weight: &[f32], bias: &[f32]) {
        let width = weight.len();
        for row in rows.chunks_exact_mut(width.max(1)) {
            for (value, shift) in row.iter_mut().zip(shift) {
                *value += shift;
            }
            let mean = sum(row, |value| value) / width as f32;
            let variance = sum(row, |value| (value - mean) * (value - mean)) / width as f32;
            let inverse = 1.0 / (variance + EPSILON).sqrt();
            for ((value, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
                *value = (*value - mean) * inverse * weight + bias;
            }
        }
    }
}

/// The sum of what is made of each value.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (many, few) = values.as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    for values in many {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            *lane += of(value);
        }
    }
    lanes.iter().copied().chain(few.iter().map(|&value| of(value))).fold(0.0, |sum, value| sum + value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kernel;
    use crate::noise::Noise;

    fn reference(row: &[f32], shift: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f64> {
        let shift = |at: usize| shift.get(at).map_or(0.0, |&shift| f64::from(shift));
        let row: Vec<f64> = row.iter().enumerate().map(|(at, &x)| f64::from(x) + shift(at)).collect();
        let mean = row.iter().sum::<f64>() / row.len() as f64;
        let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / row.len() as f64;
        let out = row.iter().zip(weight).zip(bias);
        out.map(|((x, w), b)| (x - mean) / (variance + 1e-12).sqrt() * f64::from(*w) + f64::from(*b))
            .collect()
    }

    #[test]
    fn rows_are_normalised_with_the_same_bits_on_every_kernel() {
        let mut noise = Noise::new(11);
        for width in [1, 16, 37, 384] {
            let rows = noise.floats(5 * width, 4.0);
            let (weight, bias) = (noise.floats(width, 2.0), noise.floats(width, 1.0));
            for shift in [Vec::new(), noise.floats(width, 3.0)] {
                let run = |kernel| {
                    let mut rows = rows.clone();
                    layer_norm(kernel, &mut rows, &shift, &weight, &bias);
                    rows
                };
                let portable = run(Kernel::present()[0]);
                for (row, out) in rows.chunks(width).zip(portable.chunks(width)) {
                    for (true_value, value) in reference(row, &shift, &weight, &bias).iter().zip(out) {
                        assert!((true_value - f64::from(*value)).abs() < 1e-5, "{true_value} {value}");
                    }
                }
                for kernel in Kernel::present() {
                    assert_eq!(run(kernel), portable, "{kernel:?} {width}");
                }
            }
        }
    }

    #[test]
    fn a_row_of_one_value_throughout_becomes_the_bias() {
        let mut row = [3.0; 8];
        layer_norm(Kernel::fastest(), &mut row, &[], &[2.0; 8], &[0.25; 8]);
        assert_eq!(row, [0.25; 8]);
    }
}
