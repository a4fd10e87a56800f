//! `cargo xtask train attribution --data DIR [--steps N] [--pack] [--out FILE]`: annotated news in, the reader out.
//!
//! Reports are read by the language layer here, `training/attribution.py` learns from its states and rows, and
//! what it learned is packed here; with `--pack` what it learned last.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use woozle::attribution::reader::Network;
use woozle_language::Model;
use woozle_training::attribution::{self, Annotated, Numbers, Passage};

use crate::python;
use crate::train::{ALONE, WHOLE, arrays, option, read};

/// Updates of the weights: about ten passes over the corpus.
const STEPS: &str = "3000";

/// Runs the command with the arguments after `train`; the data are laid out as the attribution corpora are.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = PathBuf::from(option(args, "--data").context("--data DIR is missing")?);
    let out = PathBuf::from(option(args, "--out").unwrap_or("models/attribution-en.bin"));
    let steps = option(args, "--steps").unwrap_or(STEPS);
    let started = Instant::now();
    let root = python::root()?;
    let folder = root.join("target/training-attribution");
    let weights = folder.join("weights");
    let model = Model::parse(woozle_model_en::LANGUAGE)?;
    if !args.iter().any(|arg| arg == "--pack") {
        let inputs = folder.join("inputs");
        fs::create_dir_all(&inputs)?;
        write(&inputs, &numbers(&data.join("polnear.train.jsonl"), &model)?, &model)?;
        eprintln!("words are numbers after {:.0?}", started.elapsed());
        let python = python::environment(&root.join("target/training-reader/python"), &ALONE, &WHOLE)?;
        let mut command = Command::new(&python);
        command.arg(root.join("training/attribution.py")).args(["--steps", steps]);
        python::step(command.arg("--inputs").arg(inputs).arg("--out").arg(&weights))?;
    }
    let floats = attribution::floats(arrays(&weights)?)
        .map_err(|name| anyhow::anyhow!("{}: no weights called {name}", weights.display()))?;
    let bytes = Network::quantise(&floats, &model.network).pack();
    fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!("{}: {} bytes after {:.0?}", out.display(), bytes.len(), started.elapsed());
    Ok(())
}

/// The corpus as numbers.
fn numbers(file: &Path, model: &Model) -> Result<Numbers> {
    let mut numbers = Numbers::default();
    for (text, annotated) in articles(file)? {
        numbers.add(&text, &annotated, model);
    }
    Ok(numbers)
}

/// The articles of an annotated corpus, each with its attributions.
pub(crate) fn articles(file: &Path) -> Result<Vec<(String, Vec<Annotated>)>> {
    let article = |line: &str| {
        let article: Value = serde_json::from_str(line)?;
        let text = article["text"].as_str().context("an article without a text")?.to_owned();
        let annotated = annotated(&article, &text);
        Ok((text, annotated))
    };
    read(file)?.lines().map(article).collect()
}

/// The attributions of an article, whose offsets count characters.
fn annotated(article: &Value, text: &str) -> Vec<Annotated> {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    let part = |value: &Value| -> Vec<Range<usize>> {
        let place = |piece: &Value, end: usize| starts.get(piece[end].as_u64()? as usize).copied();
        let pieces = value.as_array().into_iter().flatten();
        pieces.filter_map(|piece| Some(place(piece, 0)?..place(piece, 1)?)).collect()
    };
    let found = article["attributions"].as_array().into_iter().flatten();
    let one = |one: &Value| Annotated {
        cue: part(&one["cue"]),
        source: part(&one["source"]),
        content: part(&one["content"]),
        communication: one["class"] == "communication",
    };
    found.map(one).collect()
}

fn write(folder: &Path, numbers: &Numbers, model: &Model) -> Result<()> {
    let pieces = |pieces: &[Range<usize>]| -> Vec<[usize; 2]> {
        pieces.iter().map(|piece| [piece.start, piece.end]).collect()
    };
    let passage = |passage: &Passage| {
        let links = passage.links.iter().map(|(cue, source, content, communication)| {
            json!([pieces(cue), pieces(source), pieces(content), communication])
        });
        json!({ "start": passage.start, "words": passage.words, "links": links.collect::<Vec<_>>() })
    };
    fs::write(folder.join("train.rows"), &numbers.rows)?;
    fs::write(folder.join("train.states"), &numbers.states)?;
    let meta = json!({
        "tables": Numbers::tables(),
        "states": model.network.state_width(),
        "passages": numbers.passages.iter().map(passage).collect::<Vec<_>>(),
    });
    fs::write(folder.join("train.json"), meta.to_string())?;
    Ok(())
}
