//! Random encoders on the embedded sentence table. Tests only.

use std::sync::LazyLock;

use woozle_neural::{Kernel, ModelError};

use crate::encoder::reference::{Arrays, arrays, states};
use crate::encoder::{Encoded, Encoder, LONGEST};
use crate::{Embedder, StoryEncodings};

static TABLE: LazyLock<Embedder> =
    LazyLock::new(|| Embedder::parse(woozle_model_en::EMBED).expect("the embedded table is whole"));

const TEXTS: [&str; 7] = [
    "The ferry's owner denied on Monday that the doors had been left open.",
    "",
    "“No,” she said.",
    "Harbour officials told reporters that 14 people were missing, and that the search would go on at dawn.",
    "Doors open?",
    " \u{200b}\n",
    "ꙮ 漢字 ferry",
];

fn weights(layers: usize) -> Arrays {
    arrays(4, (TABLE.piece_count(), 64, 136, layers))
}

fn encoder(layers: usize) -> Encoder {
    Encoder::quantise(&weights(layers)).expect("all arrays are there")
}

fn long() -> String {
    "The owner has denied it since May, and nobody asked why. ".repeat(30)
}

fn cosine(left: &[f32], right: &[f64]) -> f64 {
    let product: f64 = left.iter().zip(right).map(|(l, r)| f64::from(*l) * r).sum();
    let length = |sum: f64| sum.sqrt();
    product
        / length(left.iter().map(|l| f64::from(*l).powi(2)).sum())
        / length(right.iter().map(|r| r * r).sum())
}

#[test]
fn states_are_those_of_double_floats() {
    let floats = weights(3);
    let long = long();
    let texts: Vec<&str> = TEXTS.into_iter().chain([long.as_str()]).collect();
    let encoded = encoder(3).encode(&TABLE, &texts);
    let mut compared = 0;
    for (text, encoded) in texts.iter().zip(&encoded) {
        let pieces = TABLE.pieces(text);
        let read = &pieces[..pieces.len().min(LONGEST)];
        assert_eq!(encoded.pieces, read);
        let numbers: Vec<usize> = read.iter().map(|piece| piece.id as usize).collect();
        let true_states = if numbers.is_empty() { Vec::new() } else { states(&floats, &numbers) };
        assert_eq!(encoded.states().len(), true_states.len() * 64);
        assert_eq!(encoded.log_weights.len(), true_states.len());
        for (at, true_state) in true_states.iter().enumerate() {
            let cosine = cosine(encoded.state(at), true_state);
            assert!(cosine > 0.99, "{text}: piece {at}: {cosine}");
            let weight: f64 =
                floats["token.weight"].iter().zip(true_state).map(|(w, x)| f64::from(*w) * x).sum();
            assert!((weight + 0.25 - f64::from(encoded.log_weights[at])).abs() < 0.4, "{text}: piece {at}");
            compared += 1;
        }
    }
    assert!(compared > 170, "{compared} states");
}

#[test]
fn company_and_kernels_change_no_bit() {
    let encoder = encoder(2);
    let long = long();
    let texts: Vec<&str> = TEXTS.iter().copied().chain([long.as_str()]).cycle().take(40).collect();
    let together = encoder.encode(&TABLE, &texts);
    let alone: Vec<Encoded> = texts.iter().flat_map(|text| encoder.encode(&TABLE, &[text])).collect();
    assert_eq!(together, alone);
    let parts: Vec<Encoded> = texts.chunks(7).flat_map(|part| encoder.encode(&TABLE, part)).collect();
    assert_eq!(together, parts);
    for kernel in Kernel::present() {
        assert_eq!(
            encoder.clone().with_kernel(kernel).encode(&TABLE, &texts[..8]),
            together[..8],
            "{kernel:?}"
        );
    }
}

#[test]
fn a_packed_encoder_comes_back_and_damaged_bytes_are_refused() {
    for layers in [0, 2] {
        let encoder = encoder(layers);
        let bytes = encoder.pack();
        let back = Encoder::parse(&bytes).expect("what was packed is whole");
        assert_eq!(back, encoder);
        assert_eq!((back.layers(), back.width(), back.pieces()), (layers, 64, TABLE.piece_count()));
        for cut in (0..bytes.len()).step_by(bytes.len() / 60) {
            assert!(Encoder::parse(&bytes[..cut]).is_err(), "{cut} bytes were taken for an encoder");
        }
        for at in (8..bytes.len()).step_by(bytes.len() / 60) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 16;
            assert_eq!(Encoder::parse(&damaged).err(), Some(ModelError::Checksum), "byte {at}");
        }
    }
    assert_eq!(Encoder::parse(woozle_model_en::LANGUAGE).err(), Some(ModelError::NotAModel));
}

#[test]
fn an_array_that_is_missing_or_misfits_is_named() {
    let whole = weights(1);
    for name in whole.keys() {
        let mut lacking = whole.clone();
        lacking.remove(name);
        let found = Encoder::quantise(&lacking).err();
        // Without this one there is no layer, and the first of what would be its arrays is one too many.
        let expected = if name == "0.qkv.weight" { "0.down.bias" } else { name };
        assert_eq!(found.as_deref(), Some(expected));
        let mut odd = whole.clone();
        odd.entry(name.clone()).or_default().push(f32::NAN);
        assert!(Encoder::quantise(&odd).is_err(), "{name}");
    }
    let mut later = whole;
    later.insert("2.qkv.weight".to_owned(), vec![0.0]);
    assert_eq!(Encoder::quantise(&later).err().as_deref(), Some("2.qkv.weight"));
}

/// Late interaction and cosine as they are defined, in double floats.
fn compare(texts: &[Encoded], left: usize, right: usize) -> (f64, f64, f64) {
    let width = 64;
    let all: Vec<&[f32]> = texts.iter().flat_map(|text| text.states().chunks(width)).collect();
    let mean: Vec<f64> =
        (0..width).map(|at| all.iter().map(|s| f64::from(s[at])).sum::<f64>() / all.len() as f64).collect();
    let unit = |state: &[f64]| -> Vec<f64> {
        let length = state.iter().map(|x| x * x).sum::<f64>().sqrt();
        state.iter().map(|x| x / length).collect()
    };
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let centred = |text: &Encoded| -> Vec<Vec<f64>> {
        let off = |state: &[f32]| state.iter().zip(&mean).map(|(x, mean)| f64::from(*x) - mean).collect();
        text.states().chunks(width).map(off).collect()
    };
    let weights = |text: &Encoded| -> Vec<f64> {
        let weight = |at: usize| {
            let held = texts.iter().filter(|text| text.pieces.iter().any(|piece| piece.id == at as u32));
            (1.0 + texts.len() as f64 / held.count() as f64).ln()
        };
        let learned = text.log_weights.iter().map(|weight| f64::from(*weight).clamp(-3.0, 3.0).exp());
        let raw: Vec<f64> =
            text.pieces.iter().zip(learned).map(|(piece, by)| weight(piece.id as usize) * by).collect();
        let sum: f64 = raw.iter().sum();
        raw.iter().map(|weight| weight / sum).collect()
    };
    let late = |one: &Encoded, other: &Encoded| -> f64 {
        let others: Vec<Vec<f64>> = centred(other).iter().map(|state| unit(state)).collect();
        let best = |state: &Vec<f64>| {
            others.iter().map(|other| product(&unit(state), other)).fold(f64::MIN, f64::max)
        };
        let sum: f64 = centred(one).iter().zip(weights(one)).map(|(state, by)| by * best(state)).sum();
        sum.max(1e-3)
    };
    let whole = |text: &Encoded| {
        let mut sum = vec![0.0; width];
        for (state, by) in centred(text).iter().zip(weights(text)) {
            sum.iter_mut().zip(state).for_each(|(sum, x)| *sum += by * x);
        }
        unit(&sum)
    };
    let (left, right) = (&texts[left], &texts[right]);
    (late(left, right), late(right, left), product(&whole(left), &whole(right)))
}

#[test]
fn texts_of_a_story_are_compared_as_defined() {
    let encoded = encoder(1).encode(&TABLE, &TEXTS);
    let story = StoryEncodings::new(&encoded);
    let near = |a: f32, b: f64| (f64::from(a) - b).abs() < 1e-4;
    let spoken = [0, 2, 3, 4, 6];
    for left in spoken {
        for right in spoken {
            let (there, back) = story.late(left, right);
            let cosine = story.cosine(left, right);
            let (true_there, true_back, true_cosine) = compare(&encoded, left, right);
            assert!(near(there, true_there) && near(back, true_back), "{left} {right}: {there} {true_there}");
            assert!(near(cosine, true_cosine), "{left} {right}: {cosine} {true_cosine}");
        }
        assert_eq!(story.late(left, 1), (1e-3, 1e-3));
        assert_eq!((story.late(5, left), story.cosine(5, left)), ((1e-3, 1e-3), 0.0));
    }
    assert_eq!((story.late(0, 99), story.cosine(99, 0)), ((1e-3, 1e-3), 0.0));
    assert!(StoryEncodings::new::<Encoded>(&[]).is_empty() && story.len() == TEXTS.len());
}
