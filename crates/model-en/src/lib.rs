//! The embedded English models.

/// The static sentence table (`models/embed-en.md`), for the language room's `Embedder::parse`.
pub static EMBED: &[u8] = include_bytes!("../../../models/embed-en.bin");
