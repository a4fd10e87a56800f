//! What `training/reader.py` learned, by the names it gives, in the form that is made small integers.

use std::collections::BTreeMap;

use woozle_language::neural::{Affine, Dimensions, Floats, NamerFloats, Recurrent};

/// Arrays by name, row by row.
pub type Arrays = BTreeMap<String, Vec<f32>>;

/// The weights of the network, taken out of `arrays`.
///
/// # Errors
/// The name of an array that is missing.
pub fn floats(mut arrays: Arrays) -> Result<Floats, String> {
    let arrays = &mut arrays;
    let mut pieces = take(arrays, "pieces.weight")?;
    let root = take(arrays, "root")?;
    let convolutions = [affine(arrays, "gates.0.both")?, affine(arrays, "gates.1.both")?];
    let arc_head = affine(arrays, "arc_head")?;
    let label_head = affine(arrays, "label_head")?;
    let dimensions = Dimensions {
        embedding: convolutions[0].bias.len() / 2,
        recurrent: root.len() / 2,
        arc: arc_head.bias.len(),
        label: label_head.bias.len(),
    };
    // The last row is of the piece that is not there.
    pieces.truncate(pieces.len() - dimensions.embedding);
    Ok(Floats {
        dimensions,
        pieces,
        tables: tables(arrays)?,
        convolutions,
        forward: recurrent(arrays, "forth")?,
        backward: recurrent(arrays, "back")?,
        root,
        upos: affine(arrays, "upos")?,
        xpos: affine(arrays, "xpos")?,
        names: affine(arrays, "names")?,
        passages: take(arrays, "passage")?,
        arc_head,
        arc_dependent: affine(arrays, "arc_dependent")?,
        arc: take(arrays, "arc")?,
        label_head,
        label_dependent: affine(arrays, "label_dependent")?,
        labels: take(arrays, "labels")?,
    })
}

/// The weights of the second look at names, taken out of `arrays`.
///
/// # Errors
/// The name of an array that is missing.
pub fn namer(mut arrays: Arrays) -> Result<NamerFloats, String> {
    let arrays = &mut arrays;
    Ok(NamerFloats {
        lens: affine(arrays, "lens")?,
        forward: recurrent(arrays, "forth")?,
        backward: recurrent(arrays, "back")?,
        nine: affine(arrays, "nine")?,
        three: affine(arrays, "three")?,
        keep: take(arrays, "keep")?.first().copied().unwrap_or_default(),
        gate: affine(arrays, "gate")?,
    })
}

/// An array; its name where it is missing.
pub(crate) fn take(arrays: &mut Arrays, name: &str) -> Result<Vec<f32>, String> {
    arrays.remove(name).ok_or_else(|| name.to_owned())
}

/// A matrix with its bias.
pub(crate) fn affine(arrays: &mut Arrays, name: &str) -> Result<Affine, String> {
    let (weights, bias) = (take(arrays, &format!("{name}.weight"))?, take(arrays, &format!("{name}.bias"))?);
    Ok(Affine { weights, bias })
}

/// One direction of an LSTM, "forth" or "back"; its two biases are added.
pub(crate) fn recurrent(arrays: &mut Arrays, way: &str) -> Result<Recurrent, String> {
    let own = take(arrays, &format!("lstm.{way}.bias_ih_l0"))?;
    let before = take(arrays, &format!("lstm.{way}.bias_hh_l0"))?;
    let bias = own.iter().zip(&before).map(|(own, before)| own + before).collect();
    let input = Affine { weights: take(arrays, &format!("lstm.{way}.weight_ih_l0"))?, bias };
    Ok(Recurrent { input, recurrent: take(arrays, &format!("lstm.{way}.weight_hh_l0"))? })
}

/// The rows of the tables, numbered from nought.
pub(crate) fn tables<const COUNT: usize>(arrays: &mut Arrays) -> Result<[Vec<f32>; COUNT], String> {
    let mut tables = [const { Vec::new() }; COUNT];
    for (number, table) in tables.iter_mut().enumerate() {
        *table = take(arrays, &format!("tables.{number}.weight"))?;
    }
    Ok(tables)
}
