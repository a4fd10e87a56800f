//! Trained weights by name in, an [`Encoder`] in small integers out.

use std::collections::BTreeMap;

use woozle_neural::{Dense, HEAD, Kernel, Table};

use crate::encoder::{Encoder, Layer, Norm, PLACES, is_forward};

/// Arrays by name, each of a given size.
pub(super) struct Arrays<'a>(pub(super) &'a BTreeMap<String, Vec<f32>>);

impl Arrays<'_> {
    fn of(&self, name: &str) -> Result<&[f32], String> {
        self.0.get(name).map(Vec::as_slice).ok_or_else(|| name.to_owned())
    }

    /// The array, which has so many finite numbers; its name otherwise.
    pub(super) fn sized(&self, name: &str, size: usize) -> Result<&[f32], String> {
        let array = self.of(name)?;
        let sound = array.len() == size && array.iter().all(|value| value.is_finite());
        if sound { Ok(array) } else { Err(name.to_owned()) }
    }

    /// A matrix, with its bias or, where that is added elsewhere, without.
    fn matrix(&self, name: &str, outputs: usize, inputs: usize) -> Result<(&[f32], &[f32]), String> {
        let weights = self.sized(&format!("{name}.weight"), outputs * inputs)?;
        Ok((weights, self.sized(&format!("{name}.bias"), outputs)?))
    }
}

impl Encoder {
    /// Makes small integers of trained weights, matrices row by row (a row for each output).
    ///
    /// With `width` for the length of `embed.norm.weight`, a multiple of 32, and `V` for the pieces of the sentence
    /// table: `embed.pieces` (`V + 2` rows), `embed.positions` (128 rows), `embed.norm`; for each layer from nought
    /// `l.qkv`, `l.out`, `l.norm1`, `l.up`, `l.down`, `l.norm2` with the layer's number for `l`, each of them
    /// `.weight` and `.bias`; `token.weight`, `token.bias`. There are as many layers as are named.
    ///
    /// # Errors
    /// The name of an array that is missing, has another size or a number that is none.
    pub fn quantise(arrays: &BTreeMap<String, Vec<f32>>) -> Result<Self, String> {
        let arrays = Arrays(arrays);
        let width = arrays.of("embed.norm.weight")?.len();
        if width == 0 || !width.is_multiple_of(HEAD) {
            return Err("embed.norm.weight".to_owned());
        }
        let rows = arrays.of("embed.pieces")?.len() / width;
        if rows <= 2 {
            return Err("embed.pieces".to_owned());
        }
        let mut layers = Vec::new();
        while arrays.0.contains_key(&format!("{}.qkv.weight", layers.len())) {
            layers.push(layer(&arrays, layers.len(), width)?);
        }
        let forward = |layer: &Layer| layer.up.outputs();
        if let Some(odd) = layers.iter().position(|layer| forward(layer) != forward(&layers[0])) {
            return Err(format!("{odd}.up.bias"));
        }
        let known = |name: &str| name.split('.').next()?.parse::<usize>().ok();
        if let Some(name) =
            arrays.0.keys().find(|name| known(name).is_some_and(|layer| layer >= layers.len()))
        {
            return Err(name.clone());
        }
        Ok(Self {
            pieces: Table::quantise(arrays.sized("embed.pieces", rows * width)?, width),
            positions: Table::quantise(arrays.sized("embed.positions", PLACES * width)?, width),
            norm: norm(&arrays, "embed.norm", &[], width)?,
            layers,
            token: arrays.sized("token.weight", width)?.to_vec(),
            token_bias: arrays.sized("token.bias", 1)?[0],
            kernel: Kernel::fastest(),
        })
    }
}

fn norm(arrays: &Arrays<'_>, name: &str, shift: &[f32], width: usize) -> Result<Norm, String> {
    Ok(Norm {
        shift: shift.to_vec(),
        weight: arrays.sized(&format!("{name}.weight"), width)?.to_vec(),
        bias: arrays.sized(&format!("{name}.bias"), width)?.to_vec(),
    })
}

pub(super) fn layer(arrays: &Arrays<'_>, number: usize, width: usize) -> Result<Layer, String> {
    let forward = arrays.of(&format!("{number}.up.bias"))?.len();
    if !is_forward(forward) {
        return Err(format!("{number}.up.bias"));
    }
    let matrix = |name: &str, outputs, inputs| arrays.matrix(&format!("{number}.{name}"), outputs, inputs);
    let (qkv, up) = (matrix("qkv", 3 * width, width)?, matrix("up", forward, width)?);
    let (out, down) = (matrix("out", width, width)?, matrix("down", width, forward)?);
    let without = vec![0.0; width];
    Ok(Layer {
        qkv: Dense::quantise(qkv.0, qkv.1, width),
        out: Dense::quantise(out.0, &without, width),
        up: Dense::quantise(up.0, up.1, width),
        down: Dense::quantise(down.0, &without, forward),
        norms: [
            norm(arrays, &format!("{number}.norm1"), out.1, width)?,
            norm(arrays, &format!("{number}.norm2"), down.1, width)?,
        ],
    })
}
