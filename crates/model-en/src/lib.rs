//! The embedded English models: bytes, no code. Their cards stand beside them in `models/`.

/// The language model: `woozle_language::Model::parse` reads it.
pub static LANGUAGE: &[u8] = include_bytes!("../../../models/language-en.bin");

/// The static sentence table: `woozle_language::Embedder::parse` reads it.
pub static EMBED: &[u8] = include_bytes!("../../../models/embed-en.bin");

/// The reader of attributions: `woozle_attribution::reader::Network::parse` reads it.
pub static ATTRIBUTION: &[u8] = include_bytes!("../../../models/attribution-en.bin");

/// The encoder of statements: `woozle_language::Encoder::parse` reads it.
pub static ENCODER: &[u8] = include_bytes!("../../../models/encoder-en.bin");

/// The reader of two texts at once: `woozle_language::PairReader::parse` reads it.
pub static PAIRS: &[u8] = include_bytes!("../../../models/pairs-en.bin");
