//! `cargo xtask train names --data DIR [--pack] [--model FILE] [--out FILE]`: the second look at names of a language
//! model. `train language` ends with it.
//!
//! The network of the model stays as it is: its states of every word are written here, `training/names_teacher.py`
//! marks raw news, `training/names.py` learns from both, and what it learned is packed here; with `--pack` what it
//! learned last.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use serde_json::json;
use woozle_language::Model;
use woozle_language::neural::Namer;
use woozle_language::neural::input::TABLES;
use woozle_training::naming::{self, NamedText};
use woozle_training::{mentions, reader, weights};

use crate::python;
use crate::train::{self, ALONE, WHOLE, arrays, option, read};

/// Words of raw news that the teacher marks.
const RAW: usize = 1_000_000;

/// Runs the command with the arguments after `train names`; the data are laid out as `syntax` is.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let out = PathBuf::from(option(args, "--out").unwrap_or("models/language-en.bin"));
    let from = PathBuf::from(option(args, "--model").unwrap_or("models/language-en.bin"));
    let started = Instant::now();
    let bytes = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
    let mut model = Model::parse(&bytes)?;
    let data = option(args, "--data").map(Path::new);
    let data = if args.iter().any(|arg| arg == "--pack") {
        None
    } else {
        Some(data.context("--data DIR is missing")?)
    };
    model.namer = Some(learned(&model, data)?);
    let bytes = model.pack();
    fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!("{}: {} bytes after {:.0?}", out.display(), bytes.len(), started.elapsed());
    Ok(())
}

/// A second look at names, learned from the data; without data what was learned last.
///
/// # Errors
/// When files cannot be read or written, or Python or a package is missing.
pub(crate) fn learned(model: &Model, data: Option<&Path>) -> Result<Namer> {
    let root = python::root()?;
    let folder = root.join("target/training-names");
    let (inputs, weights) = (folder.join("inputs"), folder.join("weights"));
    if let Some(data) = data {
        write(&inputs, &corpora(data)?, model)?;
        let python = python::environment(&root.join("target/training-reader/python"), &ALONE, &WHOLE)?;
        let script = |name: &str| {
            let mut command = Command::new(&python);
            command.arg(root.join("training").join(name)).arg("--inputs").arg(&inputs);
            command
        };
        python::step(&mut script("names_teacher.py"))?;
        python::step(script("names.py").arg("--out").arg(&weights))?;
    }
    let floats = weights::namer(arrays(&weights)?)
        .map_err(|name| anyhow!("{}: no weights called {name}", weights.display()))?;
    Ok(Namer::quantise(&floats, &model.network))
}

/// What is learned from, by the name of the scheme that it is annotated in; raw news last.
fn corpora(data: &Path) -> Result<Vec<(&'static str, Vec<NamedText>)>> {
    let mut corpora = Vec::new();
    for (scheme, file, columns) in [
        ("worldwide", "worldwide/en_worldwide-9class.train.bio", (0, 1)),
        ("uner", "uner/en_ewt-ud-train.iob2", (1, 2)),
        ("wikigold", "wikigold/CONLL-format/data/wikigold.conll.txt", (0, 1)),
        ("re3d", "re3d/CONLL-format/data/train/re3d-train.conll", (0, 1)),
    ] {
        corpora.push((scheme, naming::read(&read(&data.join(file))?, columns, true)));
    }
    corpora.push(("gum", mentions::read(&read(&data.join("gum/en_gum-open-train.conllu"))?)));
    corpora.push(("raw", naming::unmarked(&train::news(data), RAW)));
    Ok(corpora)
}

/// Writes inputs, states and marks of the words of each corpus, and `meta.json` for their documents and sentences.
fn write(folder: &Path, corpora: &[(&str, Vec<NamedText>)], model: &Model) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut sets = Vec::new();
    for (number, (scheme, texts)) in corpora.iter().enumerate() {
        let numbers = reader::named_states(texts, model);
        for (kind, bytes) in
            [("inputs", &numbers.inputs), ("states", &numbers.states), ("marks", &numbers.marks)]
        {
            fs::write(folder.join(format!("{number}.{kind}")), bytes)?;
        }
        let lengths =
            |text: &NamedText| text.sentences.iter().map(ExactSizeIterator::len).collect::<Vec<_>>();
        sets.push(json!({"scheme": scheme, "documents": texts.iter().map(lengths).collect::<Vec<_>>()}));
    }
    let meta = json!({"states": model.network.state_width(), "tables": TABLES, "sets": sets});
    fs::write(folder.join("meta.json"), meta.to_string())?;
    Ok(())
}
