//! Corpora in, what the training of the language model learns from out. The same files give the same bytes.
//!
//! Reads the files it is handed as text (the caller opens them). The learning itself is `training/reader.py` and
//! `training/names.py`; measuring is `cargo xtask bench language`.

pub mod attribution;
pub mod known;
pub mod mentions;
pub mod naming;
pub mod reader;
pub mod tagging;
pub mod treebank;
pub mod weights;
