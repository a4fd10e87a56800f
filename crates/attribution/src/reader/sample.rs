//! Readers with random weights, for tests.

use woozle_language::Model;
use woozle_neural::noise::Noise;

use crate::reader::input::TABLES;
use crate::reader::network::{CUES, DISTANCES, Dimensions, Floats, Network, ROLES};

/// The embedded language model.
pub(super) fn language() -> Model {
    Model::parse(woozle_model_en::LANGUAGE).expect("the embedded language model is whole")
}

/// A small reader with random weights on the states of this model.
pub(super) fn reader(language: &Model, seed: u64) -> Network {
    let mut noise = Noise::new(seed);
    let dimensions = Dimensions { lens: 12, row: 8, recurrent: 16, link: 8 };
    let whole = dimensions.lens + dimensions.row + 2 * dimensions.recurrent;
    let side = dimensions.link + 1;
    let floats = Floats {
        dimensions,
        lens: noise.affine(dimensions.lens, language.network.state_width()),
        tables: TABLES.map(|rows| noise.floats(rows * dimensions.row, 1.0)),
        forward: noise.recurrent(dimensions.recurrent, dimensions.lens + dimensions.row),
        backward: noise.recurrent(dimensions.recurrent, dimensions.lens + dimensions.row),
        cue: noise.affine(CUES, whole),
        link_cue: noise.affine(dimensions.link, whole),
        link_word: noise.affine(dimensions.link, whole),
        links: noise.floats(ROLES * side * side, 1.0),
        distances: noise.floats((DISTANCES.len() + 1) * ROLES, 1.0),
        passages: noise.floats(ROLES * ROLES, 1.0),
    };
    Network::quantise(&floats, &language.network)
}
