//! The neural network that tags, parses and marks names: the words of a report in, a [`Reading`] out.
//!
//! Embeddings of word pieces and of a few hashed features, two gated convolutions, a bidirectional LSTM
//! (Hochreiter and Schmidhuber 1997), and heads for tags, name marks and, biaffine (Dozat and Manning 2017),
//! arcs and their labels. Weights and activations are small integers, and what floats there are go through
//! plain arithmetic in one order: every machine gives the same result.

mod arcs;
mod decode;
mod floats;
mod forward;
pub mod input;
mod marks;
mod namer;
mod network;
mod once;
#[cfg(test)]
mod reference;
#[cfg(test)]
pub(crate) mod sample;
mod states;
mod tree;
pub mod vocabulary;

pub use decode::Reading;
pub(crate) use decode::WINDOW;
pub use floats::{Dimensions, Floats};
pub use namer::{Namer, NamerFloats, SHARED};
pub use network::Network;
pub use states::{Lens, States};
pub(crate) use states::{Look, Seen, append_floats};
pub use woozle_neural::{Affine, Kernel, Recurrent};
