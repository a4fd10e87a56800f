//! The encoder computed slowly in double floats, to hold the fast one against. Tests only.

use std::collections::BTreeMap;

use woozle_neural::HEAD;
use woozle_neural::noise::Noise;

use crate::encoder::PLACES;

/// Arrays by name.
pub(super) type Arrays = BTreeMap<String, Vec<f32>>;

/// Random weights of an encoder for so many pieces.
pub(super) fn arrays(seed: u64, (pieces, width, forward, layers): (usize, usize, usize, usize)) -> Arrays {
    let mut noise = Noise::new(seed);
    let mut arrays = Arrays::new();
    let mut put = |name: String, values: Vec<f32>| assert!(arrays.insert(name, values).is_none());
    put("embed.pieces".into(), noise.floats((pieces + 2) * width, 1.0));
    put("embed.positions".into(), noise.floats(PLACES * width, 0.3));
    let mut norms = vec!["embed.norm".to_owned()];
    for layer in 0..layers {
        let sizes = [("qkv", 3 * width, width), ("out", width, width), ("up", forward, width)];
        for (name, outputs, inputs) in sizes.into_iter().chain([("down", width, forward)]) {
            let affine = noise.affine(outputs, inputs);
            put(format!("{layer}.{name}.weight"), affine.weights);
            put(format!("{layer}.{name}.bias"), affine.bias);
        }
        norms.extend([format!("{layer}.norm1"), format!("{layer}.norm2")]);
    }
    for name in norms {
        put(format!("{name}.weight"), noise.floats(width, 0.5).iter().map(|value| 1.0 + value).collect());
        put(format!("{name}.bias"), noise.floats(width, 0.5));
    }
    put("token.weight".into(), noise.floats(width, 0.3));
    put("token.bias".into(), vec![0.25]);
    arrays
}

/// The last states of a sequence of pieces, which lacks the marks at its ends; without theirs.
pub(super) fn states(arrays: &Arrays, pieces: &[usize]) -> Vec<Vec<f64>> {
    let [before, after] = marks(arrays);
    let numbers = [&[before], pieces, &[after]].concat();
    let rows = sequence(arrays, &numbers, &|_| Vec::new());
    rows[1..rows.len() - 1].to_vec()
}

/// The scores of agreement, exclusion and neither of two texts, with the arrays of a reader of pairs among the
/// encoder's.
pub(super) fn pair_scores(arrays: &Arrays, longer: &[usize], shorter: &[usize]) -> Vec<f64> {
    let [before, after] = marks(arrays);
    let numbers = [&[before], longer, &[after], shorter, &[after]].concat();
    let first = longer.len() + 2;
    let second = |place: usize| if place < first { Vec::new() } else { arrays["second"].clone() };
    let rows = sequence(arrays, &numbers, &second);
    let mean = |rows: &[Vec<f64>]| {
        (0..rows[0].len()).map(|at| rows.iter().map(|row| row[at]).sum::<f64>() / rows.len() as f64).collect()
    };
    let pooled: Vec<f64> = [rows[0].clone(), mean(&rows[..first]), mean(&rows[first..])].concat();
    affine(arrays, "head", &pooled)
}

/// The numbers of the marks before and after a text.
fn marks(arrays: &Arrays) -> [usize; 2] {
    let known = arrays["embed.pieces"].len() / arrays["embed.norm.weight"].len();
    [known - 2, known - 1]
}

/// The last states of a sequence of pieces and marks; `beside` is what a place has beside its embedding.
fn sequence(arrays: &Arrays, numbers: &[usize], beside: &dyn Fn(usize) -> Vec<f32>) -> Vec<Vec<f64>> {
    let width = arrays["embed.norm.weight"].len();
    let row = |name: &str, at: usize| arrays[name][at * width..][..width].to_vec();
    let embedded = numbers.iter().enumerate().map(|(place, &number)| {
        let sum = row("embed.pieces", number).into_iter().zip(row("embed.positions", place));
        let mut sum: Vec<f64> = sum.map(|(a, b)| f64::from(a) + f64::from(b)).collect();
        sum.iter_mut().zip(beside(place)).for_each(|(value, more)| *value += f64::from(more));
        norm(arrays, "embed.norm", &sum)
    });
    let mut rows: Vec<Vec<f64>> = embedded.collect();
    for layer in 0.. {
        if !arrays.contains_key(&format!("{layer}.qkv.bias")) {
            break;
        }
        let qkv: Vec<Vec<f64>> =
            rows.iter().map(|row| affine(arrays, &format!("{layer}.qkv"), row)).collect();
        let context = (0..rows.len()).map(|row| context(&qkv, row, width));
        let context: Vec<Vec<f64>> = context.collect();
        for (row, context) in rows.iter_mut().zip(&context) {
            let out = affine(arrays, &format!("{layer}.out"), context);
            let near = norm(arrays, &format!("{layer}.norm1"), &sum(row, &out));
            let up = affine(arrays, &format!("{layer}.up"), &near).into_iter().map(gelu).collect::<Vec<_>>();
            let down = affine(arrays, &format!("{layer}.down"), &up);
            *row = norm(arrays, &format!("{layer}.norm2"), &sum(&near, &down));
        }
    }
    rows
}

fn sum(left: &[f64], right: &[f64]) -> Vec<f64> {
    left.iter().zip(right).map(|(left, right)| left + right).collect()
}

fn affine(arrays: &Arrays, name: &str, row: &[f64]) -> Vec<f64> {
    let weights = arrays[&format!("{name}.weight")].chunks_exact(row.len());
    let product = |weights: &[f32]| weights.iter().zip(row).map(|(w, x)| f64::from(*w) * x).sum::<f64>();
    weights.zip(&arrays[&format!("{name}.bias")]).map(|(w, bias)| product(w) + f64::from(*bias)).collect()
}

fn norm(arrays: &Arrays, name: &str, row: &[f64]) -> Vec<f64> {
    let count = row.len() as f64;
    let mean = row.iter().sum::<f64>() / count;
    let deviation = (row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count + 1e-12).sqrt();
    let (weight, bias) = (&arrays[&format!("{name}.weight")], &arrays[&format!("{name}.bias")]);
    let out = row.iter().zip(weight).zip(bias);
    out.map(|((x, w), b)| (x - mean) / deviation * f64::from(*w) + f64::from(*b)).collect()
}

fn gelu(x: f64) -> f64 {
    0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3))).tanh())
}

fn context(qkv: &[Vec<f64>], row: usize, width: usize) -> Vec<f64> {
    let mut out = Vec::new();
    for start in (0..width).step_by(HEAD) {
        let part = |number: usize, row: usize| &qkv[row][number * width + start..][..HEAD];
        let fit = |key: usize| {
            let product: f64 = part(0, row).iter().zip(part(1, key)).map(|(q, k)| q * k).sum();
            (product / (HEAD as f64).sqrt()).exp()
        };
        let weights: Vec<f64> = (0..qkv.len()).map(fit).collect();
        let all: f64 = weights.iter().sum();
        let value = |at: usize| (0..qkv.len()).map(|key| weights[key] / all * part(2, key)[at]).sum::<f64>();
        out.extend((0..HEAD).map(value));
    }
    out
}
