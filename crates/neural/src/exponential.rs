//! [`exp`] and [`ln`] of plain arithmetic, whose last bits are the same on every machine.

use std::f32::consts::LOG2_E;
use std::f64::consts::{LN_2, SQRT_2};

/// Added to a number within ±2^21, leaves its nearest integer in the lowest bits.
const TO_WHOLE: f32 = 12_582_912.0;
/// The logarithm of two in a part whose products with small integers are exact, and the rest.
const LN_2_PARTS: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);
/// Below and above, the result would leave the normal numbers.
const LOWEST: f32 = -87.0;
const HIGHEST: f32 = 88.0;

/// e to the power of `x`, with a relative error of at most 2e-7; beyond -87 and 88 as there.
///
/// The polynomial is that of the Cephes library (Moshier), on half an octave around nought.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = if x > LOWEST { x } else { LOWEST };
    let x = if x < HIGHEST { x } else { HIGHEST };
    let shifted = x * LOG2_E + TO_WHOLE;
    let octaves = shifted - TO_WHOLE;
    let rest = (x - octaves * LN_2_PARTS.0) - octaves * LN_2_PARTS.1;
    let high = (1.987_569_1e-4 * rest + 1.398_2e-3) * rest + 8.333_452e-3;
    let sum = ((high * rest + 4.166_579_6e-2) * rest + 1.666_666_6e-1) * rest + 0.5;
    let power = sum * (rest * rest) + rest + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(TO_WHOLE.to_bits()).wrapping_add(127);
    power * f32::from_bits(exponent << 23)
}

/// The natural logarithm of a positive, normal number.
///
/// The series of the inverse hyperbolic tangent, in double floats, on half an octave around one.
#[must_use]
pub fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let octaves = f64::from((bits >> 23).cast_signed() - 127);
    let mantissa = f64::from(f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000));
    let (octaves, mantissa) =
        if mantissa > SQRT_2 { (octaves + 1.0, mantissa / 2.0) } else { (octaves, mantissa) };
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    let series = (0..9).rev().fold(0.0, |sum, term| sum * square + 1.0 / f64::from(2 * term + 1));
    (octaves * LN_2 + 2.0 * ratio * series) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_near_their_true_values() {
        for step in -8700..=8800 {
            let x = step as f32 / 100.0;
            let true_value = f64::from(x).exp();
            let error = (f64::from(exp(x)) - true_value).abs() / true_value;
            assert!(error < 2e-7, "exp {x}: off by {error}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert_eq!((exp(-1e9), exp(1e9)), (exp(LOWEST), exp(HIGHEST)));
        assert!(exp(f32::NEG_INFINITY) > 0.0 && exp(f32::INFINITY).is_finite());
    }

    #[test]
    fn logarithms_are_the_nearest_floats() {
        for step in 1..20_000 {
            for x in [step as f32 / 700.0, step as f32 * 37.0] {
                let true_value = f64::from(x).ln();
                assert!((f64::from(ln(x)) - true_value).abs() <= 6e-8 * true_value.abs(), "ln {x}");
            }
        }
        assert_eq!(ln(1.0), 0.0);
    }
}
