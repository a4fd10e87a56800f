//! Layers of neural networks in small integers: weights and rows of bytes in, the same bits on every machine out.
//!
//! An activation is a byte with zero point [`ZERO`] and, a row at a time, a scale: what a step is worth. A
//! [`Dense`] multiplies such rows by a matrix into floats, [`activation`] makes bytes of floats again, an
//! [`Lstm`] reads rows both ways, [`attend`] lets the rows of a sequence look at each other, a [`Table`] has rows
//! that are looked up, and [`blob`] packs all of them. What a network means, this room does not know.

pub mod activation;
mod attention;
pub mod blob;
mod exponential;
mod floats;
mod kernel;
mod lstm;
mod matrix;
#[cfg(any(test, feature = "noise"))]
pub mod noise;
mod normalise;
mod products;
mod rows;
mod stretch;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use attention::{Attention, HEAD, attend};
pub use blob::ModelError;
pub use exponential::{exp, ln};
pub use floats::{Affine, Recurrent};
pub use kernel::{INPUTS, Kernel, OUTPUTS, Work, ZERO};
pub use lstm::{Lstm, Memory};
pub use matrix::{Dense, Table};
pub use normalise::layer_norm;
pub use products::{Turned, best_products};
pub use rows::{Rows, UNIT, chunks, room};
