//! Weights as training leaves them, before they are made small integers: [`Affine`] and [`Recurrent`].

/// A matrix with a bias.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Affine {
    /// The weights, a row for each output.
    pub weights: Vec<f32>,
    /// The bias of each output.
    pub bias: Vec<f32>,
}

/// One direction of an LSTM. Gates stand in the order input, forget, cell, output.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recurrent {
    /// From the rows that are read: `4 * width` outputs, with the only bias.
    pub input: Affine,
    /// From the step before: `4 * width` outputs by `width`.
    pub recurrent: Vec<f32>,
}
