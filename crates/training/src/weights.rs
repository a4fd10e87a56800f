//! What `training/reader.py` learned, by the names it gives, in the form that is made small integers.

use std::collections::BTreeMap;

use woozle_language::neural::{Affine, Dimensions, Floats, Recurrent};

/// Arrays by name, row by row.
pub type Arrays = BTreeMap<String, Vec<f32>>;

/// The weights of the network, taken out of `arrays`.
///
/// # Errors
/// The name of an array that is missing.
pub fn floats(mut arrays: Arrays) -> Result<Floats, String> {
    let mut take = |name: &str| arrays.remove(name).ok_or_else(|| name.to_owned());
    let mut pieces = take("pieces.weight")?;
    let root = take("root")?;
    let arc_bias = take("arc_head.bias")?;
    let label_bias = take("label_head.bias")?;
    let convolution = take("gates.0.both.bias")?;
    let dimensions = Dimensions {
        embedding: convolution.len() / 2,
        recurrent: root.len() / 2,
        arc: arc_bias.len(),
        label: label_bias.len(),
    };
    // The last row is of the piece that is not there.
    pieces.truncate(pieces.len() - dimensions.embedding);
    let mut affine = |name: &str, bias: Option<Vec<f32>>| {
        let weights = take(&format!("{name}.weight"))?;
        Ok::<_, String>(Affine { weights, bias: bias.map_or_else(|| take(&format!("{name}.bias")), Ok)? })
    };
    let convolutions = [affine("gates.0.both", Some(convolution))?, affine("gates.1.both", None)?];
    let [upos, xpos, names] = ["upos", "xpos", "names"].map(|name| affine(name, None));
    let arc_head = affine("arc_head", Some(arc_bias))?;
    let label_head = affine("label_head", Some(label_bias))?;
    let arc_dependent = affine("arc_dependent", None)?;
    let label_dependent = affine("label_dependent", None)?;
    let mut direction = |end: &str| {
        let (own, before) = (take(&format!("lstm.bias_ih_l0{end}"))?, take(&format!("lstm.bias_hh_l0{end}"))?);
        let bias = own.iter().zip(&before).map(|(own, before)| own + before).collect();
        let input = Affine { weights: take(&format!("lstm.weight_ih_l0{end}"))?, bias };
        Ok::<_, String>(Recurrent { input, recurrent: take(&format!("lstm.weight_hh_l0{end}"))? })
    };
    let (forward, backward) = (direction("")?, direction("_reverse")?);
    let mut tables: [Vec<f32>; 6] = Default::default();
    for (number, table) in tables.iter_mut().enumerate() {
        *table = take(&format!("tables.{number}.weight"))?;
    }
    Ok(Floats {
        dimensions,
        pieces,
        tables,
        convolutions,
        forward,
        backward,
        root,
        upos: upos?,
        xpos: xpos?,
        names: names?,
        passages: take("passage")?,
        arc_head,
        arc_dependent,
        arc: take("arc")?,
        label_head,
        label_dependent,
        labels: take("labels")?,
    })
}
