//! Element-wise steps of the network: vectors in, vectors out, in plain single floats.
//!
//! No function of the system's mathematics library is used, whose last bits differ between machines.

use crate::kernel::ZERO;
use crate::vectorised;

/// Where the rational form of tanh reaches its limit: tanh is 0.99997 here.
const LIMIT: f32 = 5.5;

/// Numerator and denominator of tanh, a minimax fit on [-5.5, 5.5]; the error is at most 1.1e-4.
///
/// Fractions are kept apart so that a product of several costs one division.
#[inline(always)]
fn fraction(x: f32) -> (f32, f32) {
    let x = if x < LIMIT { x } else { LIMIT };
    let x = if x > -LIMIT { x } else { -LIMIT };
    let square = x * x;
    let above = x * (0.999_686_4 + square * (0.100_004_5 + square * 0.000_607_403_2));
    let below = 1.0 + square * (0.432_483_26 + square * 0.012_141_107);
    (above, below)
}

/// Numerator and denominator of the logistic function: half of one plus tanh of half.
#[inline(always)]
fn logistic(x: f32) -> (f32, f32) {
    let (above, below) = fraction(0.5 * x);
    (below + above, below + below)
}

/// Added to a number within ±2^21, leaves its nearest integer, plus the zero point, in the lowest byte.
const TO_BYTE: f32 = 12_582_912.0 + ZERO as f32;

/// The square root of two over pi.
const ROOT_2_PI: f32 = 0.797_884_6;

/// Below this a row counts as nothing: its inverse would not be finite.
const NOTHING: f32 = 1e-30;

/// The largest magnitude.
#[inline(always)]
fn magnitude(values: &[f32]) -> f32 {
    // Bits of floats without their sign are ordered as their values; whole numbers are compared in any order.
    f32::from_bits(values.iter().fold(0, |most: u32, value| most.max(value.to_bits() & 0x7fff_ffff)))
}

/// Writes values as bytes, `inverse` steps to the unit.
#[inline(always)]
fn bytes(values: &[f32], inverse: f32, out: &mut [u8]) {
    for (byte, value) in out.iter_mut().zip(values) {
        *byte = (value * inverse + TO_BYTE).to_bits() as u8;
    }
}

/// The scale of a row with this magnitude and its inverse.
#[inline(always)]
fn scale(magnitude: f32) -> (f32, f32) {
    if magnitude > NOTHING { (magnitude / 127.0, 127.0 / magnitude) } else { (0.0, 0.0) }
}

vectorised! {
    /// Writes rows of `width` values, `stride` apart, as bytes, each row with its scale.
    pub fn quantise(values: &[f32], width: usize, stride: usize, out: &mut [u8], scales: &mut [f32]) {
        for ((row, out), kept) in values.chunks(stride).zip(out.chunks_exact_mut(width)).zip(scales) {
            let row = &row[..width];
            let (scale, inverse) = scale(magnitude(row));
            *kept = scale;
            bytes(row, inverse, out);
        }
    }
}

vectorised! {
    /// Writes for each row itself between its neighbours, as bytes with one scale; nothing lies outside.
    pub fn neighbours(rows: &[f32], width: usize, out: &mut [u8], scales: &mut [f32]) {
        let count = scales.len();
        let row = |at: usize| &rows[at * width..(at + 1) * width];
        let (mut before, mut here) = (0.0, magnitude(row(0)));
        for (at, (out, kept)) in out.chunks_exact_mut(3 * width).zip(scales).enumerate() {
            let after = if at + 1 < count { magnitude(row(at + 1)) } else { 0.0 };
            let most = if before > here { before } else { here };
            let (scale, inverse) = scale(if after > most { after } else { most });
            *kept = scale;
            let (first, rest) = out.split_at_mut(width);
            let (middle, last) = rest.split_at_mut(width);
            if at > 0 { bytes(row(at - 1), inverse, first) } else { first.fill(ZERO) }
            bytes(row(at), inverse, middle);
            if at + 1 < count { bytes(row(at + 1), inverse, last) } else { last.fill(ZERO) }
            (before, here) = (here, after);
        }
    }
}

vectorised! {
    /// Adds to each row tanh of its first gates times the logistic of its second.
    pub fn gate(rows: &mut [f32], gates: &[f32], width: usize, stride: usize) {
        for (row, gates) in rows.chunks_exact_mut(width).zip(gates.chunks_exact(stride)) {
            let (values, opens) = gates[..2 * width].split_at(width);
            for ((x, &value), &open) in row.iter_mut().zip(values).zip(opens) {
                let (value, below) = fraction(value);
                let (open, under) = logistic(open);
                *x += (value * open) / (below * under);
            }
        }
    }
}

vectorised! {
    /// A step of an LSTM for several sentences: gates (input, forget, cell, output) in, cells and hidden
    /// bytes out.
    pub fn step(gates: &[f32], stride: usize, width: usize, cells: &mut [f32], hidden: &mut [u8]) {
        let rows = gates.chunks_exact(stride).zip(cells.chunks_exact_mut(width));
        for ((gates, cells), hidden) in rows.zip(hidden.chunks_exact_mut(width)) {
            let (inputs, rest) = gates[..4 * width].split_at(width);
            let (forgets, rest) = rest.split_at(width);
            let (candidates, outputs) = rest.split_at(width);
            for at in 0..width {
                let (input, input_below) = logistic(inputs[at]);
                let (forget, forget_below) = logistic(forgets[at]);
                let (candidate, candidate_below) = fraction(candidates[at]);
                let new_below = input_below * candidate_below;
                let kept = cells[at] * forget * new_below + input * candidate * forget_below;
                let cell = kept / (new_below * forget_below);
                cells[at] = cell;
                let (output, output_below) = logistic(outputs[at]);
                let (squashed, squashed_below) = fraction(cell);
                let value = (output * squashed) / (output_below * squashed_below);
                hidden[at] = (value * 127.0 + TO_BYTE).to_bits() as u8;
            }
        }
    }
}

vectorised! {
    /// Writes tanh of rows of `width` values, `stride` apart, as bytes of scale [`UNIT`](crate::UNIT).
    pub fn tanh_rows(values: &[f32], width: usize, stride: usize, out: &mut [u8]) {
        for (row, out) in values.chunks(stride).zip(out.chunks_exact_mut(width)) {
            for (byte, &value) in out.iter_mut().zip(&row[..width]) {
                let (above, below) = fraction(value);
                *byte = (above / below * 127.0 + TO_BYTE).to_bits() as u8;
            }
        }
    }
}

vectorised! {
    /// The sum of rows of small integers times their scales.
    pub fn sum_rows(rows: &[(&[i8], f32)], out: &mut [f32]) {
        out.fill(0.0);
        for &(row, scale) in rows {
            for (sum, &value) in out.iter_mut().zip(row) {
                *sum += f32::from(value) * scale;
            }
        }
    }
}

vectorised! {
    /// Makes negative values zero.
    pub fn rectify(rows: &mut [f32], width: usize, stride: usize) {
        for row in rows.chunks_mut(stride) {
            for value in &mut row[..width] {
                *value = if *value > 0.0 { *value } else { 0.0 };
            }
        }
    }
}

vectorised! {
    /// GELU in its tanh form (Hendrycks and Gimpel 2016) of rows of `width` values, `stride` apart.
    pub fn gelu(rows: &mut [f32], width: usize, stride: usize) {
        for row in rows.chunks_mut(stride) {
            for value in &mut row[..width] {
                let x = *value;
                let (above, below) = fraction(ROOT_2_PI * (x + 0.044_715 * (x * x * x)));
                *value = 0.5 * x * (below + above) / below;
            }
        }
    }
}

vectorised! {
    /// Adds to `sums` each row, `stride` apart, times its factor: one after the other.
    pub fn combine(factors: &[f32], rows: &[f32], stride: usize, sums: &mut [f32]) {
        let count = sums.len();
        let (many, few) = factors.as_chunks::<4>();
        for (&[a, b, c, d], rows) in many.iter().zip(rows.chunks_exact(4 * stride)) {
            // Four rows at once, so that sums are loaded and stored less often.
            let (row_a, row_b) = (&rows[..count], &rows[stride..][..count]);
            let (row_c, row_d) = (&rows[2 * stride..][..count], &rows[3 * stride..][..count]);
            for at in 0..count {
                sums[at] = sums[at] + a * row_a[at] + b * row_b[at] + c * row_c[at] + d * row_d[at];
            }
        }
        for (&factor, row) in few.iter().zip(rows.chunks_exact(stride).skip(4 * many.len())) {
            for (sum, &value) in sums.iter_mut().zip(row) {
                *sum += factor * value;
            }
        }
    }
}

/// The highest of the values.
#[inline]
pub fn highest(values: &[f32]) -> f32 {
    // Lanes of their own, as the compiler may not put floats in another order.
    let (many, few) = values.as_chunks::<8>();
    let mut lanes = [f32::MIN; 8];
    for values in many {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            *lane = if value > *lane { value } else { *lane };
        }
    }
    lanes.iter().chain(few).fold(f32::MIN, |most, &value| if value > most { value } else { most })
}

/// The first place of the highest value.
#[inline]
pub fn first_highest(values: &[f32]) -> usize {
    let most = highest(values);
    values.iter().position(|&value| value == most).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kernel;
    use crate::noise::Noise;

    #[test]
    fn tanh_and_logistic_are_near_their_true_values() {
        for step in -2000..=2000 {
            let x = step as f32 / 100.0;
            let (above, below) = fraction(x);
            assert!((above / below - x.tanh()).abs() < 1.2e-4, "tanh {x}");
            let (above, below) = logistic(x);
            assert!((above / below - 1.0 / (1.0 + (-x).exp())).abs() < 1.2e-4, "logistic {x}");
        }
    }

    #[test]
    fn bytes_are_nearest_steps_around_the_zero_point() {
        for kernel in Kernel::present() {
            let mut out = [0; 6];
            let mut scales = [0.0; 2];
            let values = [1.0, -2.0, 0.5, 9.0, 0.0, 0.0, 0.0, 9.0];
            quantise(kernel, &values, 3, 4, &mut out, &mut scales);
            assert_eq!(out, [192, 1, 160, 128, 128, 128]);
            assert_eq!(scales, [2.0 / 127.0, 0.0]);
        }
    }

    #[test]
    fn tanh_is_within_a_step_of_its_true_value_as_a_byte() {
        let values: Vec<f32> = (-400..400).map(|step| step as f32 / 50.0).collect();
        for kernel in Kernel::present() {
            // Rows of three values and one that is left out.
            let mut out = vec![0; 600];
            tanh_rows(kernel, &values, 3, 4, &mut out);
            for (at, &byte) in out.iter().enumerate() {
                let value = values[at / 3 * 4 + at % 3];
                let true_value = value.tanh() * 127.0 + 128.0;
                assert!((f32::from(byte) - true_value).abs() < 0.52, "tanh {value}: {byte}");
            }
        }
    }

    #[test]
    fn gelu_is_near_its_true_value_and_other_columns_stay() {
        let values: Vec<f32> = (-900..900).map(|step| step as f32 / 70.0).collect();
        let run = |kernel| {
            let mut rows = values.clone();
            gelu(kernel, &mut rows, 3, 4);
            rows
        };
        let portable = run(Kernel::present()[0]);
        for (at, (&x, &value)) in values.iter().zip(&portable).enumerate() {
            let wide = f64::from(x);
            let inner = (2.0 / std::f64::consts::PI).sqrt() * (wide + 0.044_715 * wide.powi(3));
            let true_value = if at % 4 < 3 { 0.5 * wide * (1.0 + inner.tanh()) } else { wide };
            assert!((f64::from(value) - true_value).abs() < 3e-4, "gelu {x}: {value} {true_value}");
        }
        for kernel in Kernel::present() {
            assert_eq!(run(kernel), portable, "{kernel:?}");
        }
    }

    #[test]
    fn every_kernel_gives_the_same_bits() {
        let mut noise = Noise::new(3);
        let (gates, cells) = (noise.floats(4 * 40 * 3, 8.0), noise.floats(40 * 3, 3.0));
        let run = |kernel| {
            let (mut cells, mut hidden) = (cells.clone(), vec![0; 40 * 3]);
            step(kernel, &gates, 160, 40, &mut cells, &mut hidden);
            let mut rows = gates[..120].to_vec();
            gate(kernel, &mut rows, &gates[120..360], 40, 80);
            let (mut windows, mut scales) = (vec![0; 3 * 120], [0.0; 3]);
            neighbours(kernel, &rows, 40, &mut windows, &mut scales);
            combine(kernel, &gates[..6], &cells, 20, &mut rows[..20]);
            let mut squashed = vec![0; 3 * 37];
            tanh_rows(kernel, &gates, 37, 160, &mut squashed);
            (cells, hidden, rows, windows, scales, squashed)
        };
        for kernel in Kernel::present() {
            assert_eq!(run(kernel), run(Kernel::present()[0]), "{kernel:?}");
        }
    }
}
