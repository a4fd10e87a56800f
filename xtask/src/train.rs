//! `cargo xtask train language --data DIR [--without-unlicensed] --out FILE`: corpora in, weights out.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use woozle_training::{Corpora, naming, train_language, treebank};

/// Runs the command with the arguments after `train`.
///
/// # Errors
/// When the arguments make no sense, or files cannot be read or written.
pub fn run(args: &[String]) -> Result<()> {
    if args.first().map(String::as_str) != Some("language") {
        bail!("what to train? `train language --data DIR --out FILE`");
    }
    let data = PathBuf::from(option(args, "--data").context("--data DIR is missing")?);
    let out = PathBuf::from(option(args, "--out").unwrap_or("models/language-en.bin"));
    let unlicensed = !args.iter().any(|arg| arg == "--without-unlicensed");
    let started = Instant::now();
    let corpora = corpora(&data, unlicensed)?;
    eprintln!("{} trees, {} documents with names", corpora.trees.len(), corpora.names.len());
    let bytes = train_language(&corpora);
    fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!("{}: {} bytes in {:.0?}", out.display(), bytes.len(), started.elapsed());
    Ok(())
}

/// The value after an option.
pub fn option<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).map(String::as_str)
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn corpora(data: &Path, unlicensed: bool) -> Result<Corpora> {
    let mut corpora = Corpora { gazetteer: read(&data.join("gaz/gaz.tsv"))?, ..Corpora::default() };
    for file in ["ewt/en_ewt-ud-train.conllu", "gum/en_gum-open-train.conllu"] {
        corpora.trees.extend(treebank::read(&read(&data.join(file))?));
    }
    if unlicensed {
        let text = read(&data.join("worldwide/en_worldwide-9class.train.bio"))?;
        corpora.names.extend(naming::read(&text, (0, 1), true));
    }
    corpora.raw = raw(data, unlicensed)?;
    let uner = read(&data.join("uner/en_ewt-ud-train.iob2"))?;
    corpora.names.extend(naming::read(&uner, (1, 2), false));
    Ok(corpora)
}

/// Raw news for word classes: the `text` fields of the training files of other tasks, and the articles of
/// the name corpus. Files that are missing are left out.
fn raw(data: &Path, unlicensed: bool) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let streams = ["../stories/streams/allsides_stream.train.jsonl", "../attribution/polnear.train.jsonl"];
    for file in streams.into_iter().filter(|_| unlicensed) {
        let Ok(lines) = read(&data.join(file)) else { continue };
        texts.extend(lines.lines().filter_map(text_field));
    }
    if unlicensed {
        let mut files: Vec<PathBuf> =
            fs::read_dir(data.join("worldwide/raw"))?.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            texts.push(String::from_utf8_lossy(&fs::read(&file)?).into_owned());
        }
    }
    Ok(texts)
}

/// The string under `"text"` in a line of JSON.
fn text_field(line: &str) -> Option<String> {
    let start = line.find("\"text\": \"")? + 9;
    let mut text = String::new();
    let mut characters = line[start..].chars();
    loop {
        match characters.next()? {
            '"' => return Some(text),
            '\\' => match characters.next()? {
                'n' => text.push('\n'),
                'u' => {
                    let code: String = characters.by_ref().take(4).collect();
                    text.push(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or(' '));
                }
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}
