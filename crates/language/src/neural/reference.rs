//! The network computed slowly in floats, to hold the fast one against. Tests only.

use woozle_neural::{Affine, Recurrent};

use crate::neural::floats::Floats;
use crate::neural::input::Input;
use crate::tagset::Deprel;

/// Scores of one sentence: for each word its tags', its marks' and its heads', and its labels for a head.
pub(crate) struct Reference<'a> {
    floats: &'a Floats,
    pub(crate) upos: Vec<Vec<f32>>,
    pub(crate) xpos: Vec<Vec<f32>>,
    pub(crate) names: Vec<Vec<f32>>,
    /// For each word the scores of the root and of every word.
    pub(crate) arcs: Vec<Vec<f32>>,
    hidden: Vec<Vec<f32>>,
}

impl<'a> Reference<'a> {
    pub(crate) fn new(floats: &'a Floats, inputs: &[Input]) -> Self {
        let mut rows: Vec<Vec<f32>> = inputs.iter().map(|input| embed(floats, input)).collect();
        for layer in &floats.convolutions {
            rows = convolve(layer, &rows);
        }
        let forward = recur(&floats.forward, rows.iter(), floats.dimensions.recurrent);
        let mut backward = recur(&floats.backward, rows.iter().rev(), floats.dimensions.recurrent);
        backward.reverse();
        let hidden: Vec<Vec<f32>> = forward.into_iter().zip(backward).map(|(f, b)| [f, b].concat()).collect();
        let read: Vec<Vec<f32>> =
            rows.into_iter().zip(&hidden).map(|(c, h)| [c, h.clone()].concat()).collect();
        let all = |layer: &Affine| read.iter().map(|row| affine(layer, row)).collect();
        let head = |row: &Vec<f32>| rectified(&floats.arc_head, row);
        let heads: Vec<Vec<f32>> = std::iter::once(&floats.root).chain(&hidden).map(head).collect();
        let arcs = hidden.iter().map(|row| {
            let dependent = [rectified(&floats.arc_dependent, row), vec![1.0]].concat();
            heads.iter().map(|head| bilinear(&floats.arc, &dependent, head)).collect()
        });
        let arcs = arcs.collect();
        Self {
            floats,
            upos: all(&floats.upos),
            xpos: all(&floats.xpos),
            names: all(&floats.names),
            arcs,
            hidden,
        }
    }

    /// The scores of the labels of an arc between two words.
    pub(crate) fn labels(&self, dependent: usize, head: usize) -> Vec<f32> {
        let side = self.floats.dimensions.label + 1;
        let of = |layer: &Affine, word: usize| [rectified(layer, &self.hidden[word]), vec![1.0]].concat();
        let dependent = of(&self.floats.label_dependent, dependent);
        let head = of(&self.floats.label_head, head);
        let matrices = self.floats.labels.chunks_exact(side * side).take(Deprel::ALL.len());
        matrices.map(|matrix| bilinear(matrix, &dependent, &head)).collect()
    }
}

fn embed(floats: &Floats, input: &Input) -> Vec<f32> {
    let width = floats.dimensions.embedding;
    let row = |table: &[f32], number: u16| table[usize::from(number) * width..][..width].to_vec();
    let mut sum = vec![0.0; width];
    for &piece in &input.pieces[..usize::from(input.count)] {
        add(&mut sum, &row(&floats.pieces, piece), 1.0 / f32::from(input.count));
    }
    for (table, &number) in floats.tables.iter().zip(&input.rows) {
        add(&mut sum, &row(table, number), 1.0);
    }
    sum
}

fn add(sum: &mut [f32], row: &[f32], factor: f32) {
    sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value * factor);
}

fn affine(layer: &Affine, row: &[f32]) -> Vec<f32> {
    let outputs = layer.weights.chunks_exact(row.len()).zip(&layer.bias);
    outputs.map(|(weights, bias)| bias + weights.iter().zip(row).map(|(w, x)| w * x).sum::<f32>()).collect()
}

fn rectified(layer: &Affine, row: &[f32]) -> Vec<f32> {
    affine(layer, row).into_iter().map(|value| value.max(0.0)).collect()
}

fn bilinear(matrix: &[f32], left: &[f32], right: &[f32]) -> f32 {
    let rows = matrix.chunks_exact(right.len()).zip(left);
    rows.map(|(row, left)| left * row.iter().zip(right).map(|(w, x)| w * x).sum::<f32>()).sum()
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn convolve(layer: &Affine, rows: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let width = rows[0].len();
    let nothing = vec![0.0; width];
    let at = |place: Option<usize>| place.and_then(|place| rows.get(place)).unwrap_or(&nothing).clone();
    let word = |(place, row): (usize, &Vec<f32>)| {
        let beside = [at(place.checked_sub(1)), row.clone(), at(Some(place + 1))].concat();
        let gates = affine(layer, &beside);
        let gated = gates[..width].iter().zip(&gates[width..]).map(|(z, o)| z.tanh() * logistic(*o));
        row.iter().zip(gated).map(|(x, gated)| x + gated).collect()
    };
    rows.iter().enumerate().map(word).collect()
}

fn recur<'a>(weights: &Recurrent, rows: impl Iterator<Item = &'a Vec<f32>>, width: usize) -> Vec<Vec<f32>> {
    let (mut hidden, mut cells) = (vec![0.0; width], vec![0.0; width]);
    let step = |row: &Vec<f32>| {
        let back = Affine { weights: weights.recurrent.clone(), bias: affine(&weights.input, row) };
        let gates = affine(&back, &hidden);
        for at in 0..width {
            let [input, forget, cell, output] = std::array::from_fn(|gate| gates[gate * width + at]);
            cells[at] = logistic(forget) * cells[at] + logistic(input) * cell.tanh();
            hidden[at] = logistic(output) * f32::tanh(cells[at]);
        }
        hidden.clone()
    };
    rows.map(step).collect()
}
