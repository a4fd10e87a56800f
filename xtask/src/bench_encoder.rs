//! `cargo xtask bench encoder [--data DIR | --texts FILE] [--model FILE [--states OUT]]`: how fast texts are encoded and compared.
//!
//! Words, parted by white space, for each CPU second of this thread, of the fastest of some runs. Without a model,
//! encoders of random weights stand in, of three layers and of six: speed does not depend on what was learned.
//! `--texts` takes a file with a text a line, `--data` the folder of `bench language`. `--states` writes what the
//! model makes of each text, a line of JSON each, to hold against what it was in training.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use woozle_language::{Embedder, Encoded, Encoder, StoryEncodings};

use crate::bench_language::{clock, texts};
use crate::train::{option, read};

/// Most texts that are encoded, and most of them that are compared.
const TEXTS: usize = 2000;
const COMPARED: usize = 120;
/// Runs, of which the fastest counts.
const RUNS: usize = 7;
/// Sizes of the encoder that is meant.
const WIDTH: usize = 384;
const FORWARD: usize = 4 * WIDTH;

/// Runs the bench with the arguments after `bench encoder`.
///
/// # Errors
/// When there is no text, or files cannot be read.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let all = match (option(args, "--texts"), option(args, "--data")) {
        (Some(file), _) => vec![read(Path::new(file))?],
        (None, data) => texts(Path::new(data.context("--data DIR or --texts FILE is missing")?)),
    };
    let lines = all.iter().flat_map(|text| text.lines()).filter(|line| line.split_whitespace().count() > 3);
    let lines: Vec<&str> = lines.take(TEXTS).collect();
    ensure!(!lines.is_empty(), "no text to encode");
    let table = Embedder::parse(woozle_model_en::EMBED)?;
    if let Some(file) = option(args, "--model") {
        let bytes = fs::read(file).with_context(|| format!("cannot read {file}"))?;
        if let Some(out) = option(args, "--states") {
            let written = states(&Encoder::parse(&bytes)?, &table, &lines);
            return fs::write(out, written).with_context(|| format!("cannot write {out}"));
        }
        return measure(&bytes, &table, &lines);
    }
    for layers in [3, 6] {
        let encoder = Encoder::quantise(&random(table.piece_count(), layers));
        measure(
            &encoder.map_err(|name| anyhow::anyhow!("no weights called {name}"))?.pack(),
            &table,
            &lines,
        )?;
    }
    Ok(())
}

/// What an encoder makes of each text.
fn states(encoder: &Encoder, table: &Embedder, lines: &[&str]) -> String {
    let line = |(text, encoded): (&&str, &Encoded)| {
        let numbers: Vec<u32> = encoded.pieces.iter().map(|piece| piece.id).collect();
        let states: Vec<&[f32]> = encoded.states().chunks_exact(encoder.width()).collect();
        let line = json!({
            "text": text, "pieces": numbers, "states": states, "log_weights": encoded.log_weights,
        });
        line.to_string() + "\n"
    };
    lines.iter().zip(&encoder.encode(table, lines)).map(line).collect()
}

/// Prints what an encoder takes.
fn measure(bytes: &[u8], table: &Embedder, lines: &[&str]) -> Result<()> {
    let encoder = Encoder::parse(bytes)?;
    let reading = fastest(|| drop(black_box(Encoder::parse(bytes))));
    let encoding = fastest(|| drop(black_box(encoder.encode(table, lines))));
    let encoded = encoder.encode(table, lines);
    let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    let pieces: usize = encoded.iter().map(|text| text.pieces.len()).sum();
    println!("{} layers, {} bytes, read in {:.1} ms", encoder.layers(), bytes.len(), reading * 1e3);
    println!("  {} texts, {words} words, {pieces} pieces read", lines.len());
    println!("  {:.0} words, {:.0} pieces a CPU second", words as f64 / encoding, pieces as f64 / encoding);
    compare(&encoded);
    Ok(())
}

/// Prints what comparing the texts of a story takes.
fn compare(encoded: &[Encoded]) {
    let some = &encoded[..encoded.len().min(COMPARED)];
    let making = fastest(|| drop(black_box(StoryEncodings::new(some))));
    let story = StoryEncodings::new(some);
    let pairs = || (0..some.len()).flat_map(|left| (0..left).map(move |right| (left, right)));
    let comparing = fastest(|| {
        for (left, right) in pairs() {
            black_box((story.late(left, right), story.cosine(left, right)));
        }
    });
    let each = comparing * 1e6 / pairs().count().max(1) as f64;
    let length = some.iter().map(|text| text.pieces.len()).sum::<usize>() as f64 / some.len().max(1) as f64;
    println!("  a story of {} made ready in {:.2} ms", some.len(), making * 1e3);
    println!("  a pair of {length:.0} pieces each compared in {each:.1} microseconds");
}

/// CPU seconds of the fastest run.
fn fastest(mut work: impl FnMut()) -> f64 {
    let mut time = || {
        let started = clock();
        work();
        (clock() - started).as_secs_f64()
    };
    (0..RUNS).map(|_| time()).fold(f64::INFINITY, f64::min)
}

/// Random weights, evenly spread, of about the size of trained ones.
fn random(pieces: usize, layers: usize) -> BTreeMap<String, Vec<f32>> {
    let mut state = 1_u64;
    let mut floats = |count: usize, most: f32| -> Vec<f32> {
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 40) as f32 / (1_u32 << 23) as f32 - 1.0) * most
        };
        (0..count).map(|_| next()).collect()
    };
    let mut arrays = BTreeMap::from([
        ("embed.pieces".to_owned(), floats((pieces + 2) * WIDTH, 0.1)),
        ("embed.positions".to_owned(), floats(128 * WIDTH, 0.05)),
        ("token.weight".to_owned(), floats(WIDTH, 0.05)),
        ("token.bias".to_owned(), vec![0.0]),
    ]);
    let mut norms = vec!["embed.norm".to_owned()];
    for layer in 0..layers {
        let (width, forward) = (WIDTH, FORWARD);
        let sizes = [("qkv", 3 * width, width), ("out", width, width), ("up", forward, width)];
        for (name, outputs, inputs) in sizes.into_iter().chain([("down", width, forward)]) {
            arrays.insert(format!("{layer}.{name}.weight"), floats(outputs * inputs, 0.08));
            arrays.insert(format!("{layer}.{name}.bias"), floats(outputs, 0.1));
        }
        norms.extend([format!("{layer}.norm1"), format!("{layer}.norm2")]);
    }
    for name in norms {
        arrays.insert(format!("{name}.weight"), vec![1.0; WIDTH]);
        arrays.insert(format!("{name}.bias"), vec![0.0; WIDTH]);
    }
    arrays
}
