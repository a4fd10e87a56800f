//! Random readers of pairs on the embedded sentence table. Tests only.

use std::sync::LazyLock;

use woozle_neural::noise::Noise;
use woozle_neural::{Kernel, ModelError};

use crate::encoder::reference::{Arrays, arrays, pair_scores};
use crate::{Embedder, Encoder, PairReader, Piece, Relation};

static TABLE: LazyLock<Embedder> =
    LazyLock::new(|| Embedder::parse(woozle_model_en::EMBED).expect("the embedded table is whole"));
/// An encoder of two layers, as floats and packed.
static FLOATS: LazyLock<Arrays> = LazyLock::new(|| arrays(4, (TABLE.piece_count(), 64, 136, 2)));
static ENCODER: LazyLock<Encoder> =
    LazyLock::new(|| Encoder::quantise(&FLOATS).expect("all arrays are there"));

const PAIRS: [(&str, &str); 5] = [
    (
        "The ferry's doors were shut when it left.",
        "The doors had been left open, the owner said on Monday, and he regretted it.",
    ),
    ("No one was hurt.", "Eleven people were treated for cuts."),
    ("Doors open", "open doors"),
    ("", "Nobody answered."),
    ("\u{200b}", ""),
];

/// A reader that runs one layer of the encoder and two of its own.
fn weights() -> Arrays {
    let mut own = arrays(9, (3, 64, 136, 3));
    own.retain(|name, _| name.starts_with("1.") || name.starts_with("2."));
    let mut noise = Noise::new(5);
    own.insert("second".into(), noise.floats(64, 0.3));
    own.insert("head.weight".into(), noise.floats(3 * 192, 0.3));
    own.insert("head.bias".into(), noise.floats(3, 0.3));
    own
}

fn reader() -> PairReader<'static> {
    PairReader::quantise(&weights(), &ENCODER).expect("all arrays are there")
}

fn pieces(pairs: &[(&str, &str)]) -> Vec<(Vec<Piece>, Vec<Piece>)> {
    pairs.iter().map(|(one, other)| (TABLE.pieces(one), TABLE.pieces(other))).collect()
}

fn read(reader: &PairReader, pairs: &[(&str, &str)]) -> Vec<Relation> {
    let pieces = pieces(pairs);
    reader.relations(&pieces.iter().map(|(one, other)| (&one[..], &other[..])).collect::<Vec<_>>())
}

fn long() -> String {
    "The owner has denied it since May, and nobody asked why. ".repeat(30)
}

#[test]
fn relations_are_those_of_double_floats() {
    let mut floats = FLOATS.clone();
    floats.retain(|name, _| !name.starts_with("1."));
    floats.extend(weights());
    let found = read(&reader(), &PAIRS[..2]);
    let numbers = |pieces: &[Piece]| pieces.iter().map(|piece| piece.id as usize).collect::<Vec<_>>();
    for ((one, other), found) in pieces(&PAIRS[..2]).iter().zip(found) {
        let (longer, shorter) = if one.len() > other.len() { (one, other) } else { (other, one) };
        let scores = pair_scores(&floats, &numbers(longer), &numbers(shorter));
        let sum: f64 = scores.iter().map(|score| score.exp()).sum();
        let found = [found.agrees, found.excludes, found.neither].map(f64::from);
        for (score, found) in scores.iter().zip(found) {
            assert!((score.exp() / sum - found).abs() < 0.05, "{score} of {scores:?}: {found}");
        }
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-6);
    }
}

#[test]
fn order_company_and_kernels_change_no_bit() {
    let (reader, long) = (reader(), long());
    let mut pairs = PAIRS.to_vec();
    pairs.extend([(long.as_str(), PAIRS[0].0), (&long, &long), (&long, "")]);
    let together = read(&reader, &pairs);
    let turned: Vec<(&str, &str)> = pairs.iter().map(|&(one, other)| (other, one)).collect();
    assert_eq!(read(&reader, &turned), together);
    let alone: Vec<Relation> = pairs.iter().flat_map(|pair| read(&reader, &[*pair])).collect();
    assert_eq!(alone, together);
    for kernel in Kernel::present() {
        let encoder = ENCODER.clone().with_kernel(kernel);
        let reader = PairReader::quantise(&weights(), &encoder).expect("all arrays are there");
        assert_eq!(read(&reader, &pairs), together, "{kernel:?}");
    }
}

#[test]
fn of_a_text_without_pieces_nothing_is_known() {
    let silent = Relation { agrees: 0.0, excludes: 0.0, neither: 1.0 };
    assert_eq!(read(&reader(), &PAIRS[3..]), [silent, silent]);
    assert!(read(&reader(), &PAIRS[..3]).iter().all(|relation| *relation != silent));
    assert_eq!(reader().relations(&[]), []);
}

#[test]
fn a_packed_reader_comes_back_and_damaged_bytes_are_refused() {
    let reader = reader();
    let bytes = reader.pack();
    assert_eq!(PairReader::parse(&bytes, &ENCODER).expect("what was packed is whole"), reader);
    for cut in (0..bytes.len()).step_by(bytes.len() / 40) {
        assert!(PairReader::parse(&bytes[..cut], &ENCODER).is_err(), "{cut} bytes were taken for a reader");
    }
    for at in (8..bytes.len()).step_by(bytes.len() / 40) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 16;
        assert_eq!(PairReader::parse(&damaged, &ENCODER).err(), Some(ModelError::Checksum), "byte {at}");
    }
    let other =
        Encoder::quantise(&arrays(4, (TABLE.piece_count(), 32, 68, 1))).expect("all arrays are there");
    assert_eq!(PairReader::parse(&bytes, &other).err(), Some(ModelError::Inconsistent));
    assert_eq!(PairReader::parse(woozle_model_en::ENCODER, &ENCODER).err(), Some(ModelError::NotAModel));
}

#[test]
fn an_array_that_is_missing_or_misfits_is_named() {
    let whole = weights();
    for name in ["second", "head.weight", "head.bias", "2.up.bias", "1.norm1.weight"] {
        let mut lacking = whole.clone();
        lacking.remove(name);
        assert_eq!(PairReader::quantise(&lacking, &ENCODER).err().as_deref(), Some(name));
        let mut odd = whole.clone();
        odd.entry(name.to_owned()).or_default().push(f32::NAN);
        assert!(PairReader::quantise(&odd, &ENCODER).is_err(), "{name}");
    }
}
