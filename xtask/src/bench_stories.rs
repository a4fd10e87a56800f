//! The program on annotated stories, scored against their gold. Folders in, one table out.
//!
//! Half of the stories are for developing, half for choosing: both means are printed. The scorer is the
//! script `score_reconciliation.py` that lies beside the stories.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::{baseline, train};

/// Where the annotated stories lie beside a developer's checkout.
pub(crate) const STORIES: &str = "../shared/bench/stories";

/// The stories whose texts were read while the rules were written; the others were only scored.
const DEVELOPED_ON: &[&str] =
    &["dam-dispute", "drug-trial", "ferry-fire", "port-strike", "rail-crash", "seeds", "trade-tariff"];

/// Runs the benchmark: `[--raise] [DIR…]`.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let folders: Vec<PathBuf> = args.iter().filter(|arg| !arg.starts_with("--")).map(PathBuf::from).collect();
    let Some(measured) = measure(Path::new("."), folders)? else {
        println!("{STORIES} is not here: name folders of reports with a gold.json");
        return Ok(());
    };
    if args.iter().any(|arg| arg == "--raise") {
        baseline::raise(Path::new("."), &measured)?;
    }
    Ok(())
}

/// Prints the tables and gives the means as `stories.NAME`; `None` where there are no stories.
pub(crate) fn measure(
    root: &Path,
    mut folders: Vec<PathBuf>,
) -> anyhow::Result<Option<BTreeMap<String, f64>>> {
    if folders.is_empty() {
        folders = annotated(&root.join(STORIES))?;
    }
    if folders.is_empty() {
        return Ok(None);
    }
    let binary = build(root)?;
    let answers: Vec<PathBuf> =
        folders.iter().map(|folder| answer(root, &binary, folder)).collect::<anyhow::Result<_>>()?;
    let developed =
        |folder: &Path| folder.file_name().is_some_and(|name| DEVELOPED_ON.iter().any(|dev| name == *dev));
    let halves = [("developed on", true), ("only scored", false)];
    for (title, half) in halves {
        let (some, theirs): (Vec<_>, Vec<_>) = folders
            .iter()
            .cloned()
            .zip(answers.iter().cloned())
            .filter(|(folder, _)| developed(folder) == half)
            .unzip();
        if !some.is_empty() && some.len() < folders.len() {
            println!("stories {title}");
            println!("{}", score(root, &some, &theirs)?);
        }
    }
    println!("all stories");
    let table = score(root, &folders, &answers)?;
    println!("{table}");
    Ok(Some(means(&table)))
}

fn annotated(parent: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(parent) else { return Ok(Vec::new()) };
    let mut folders: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.join("gold.json").is_file())
        .collect();
    folders.sort();
    Ok(folders)
}

fn build(root: &Path) -> anyhow::Result<PathBuf> {
    let built = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["build", "--quiet", "--release", "--package", "woozle-cli"])
        .status()?;
    if !built.success() {
        bail!("the program does not build");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("release").join("woozle"))
}

/// Runs the program on the folder's texts and keeps its JSON in the target folder.
fn answer(root: &Path, binary: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let reports = train::texts(folder)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let out = root.join("target").join("bench-stories");
    std::fs::create_dir_all(&out)?;
    let out = out.join(format!("{name}.json"));
    let run = Command::new(binary)
        .args(["analyze", "--format", "json", "--output"])
        .arg(&out)
        .args(&reports)
        .status()
        .with_context(|| binary.display().to_string())?;
    if run.code() == Some(2) {
        bail!("{}: the program gave up", folder.display());
    }
    Ok(out)
}

fn score(root: &Path, folders: &[PathBuf], answers: &[PathBuf]) -> anyhow::Result<String> {
    let scorer = root.join(STORIES).join("../score_reconciliation.py");
    let mut command = Command::new("python3");
    command.arg(&scorer);
    for (folder, answer) in folders.iter().zip(answers) {
        command.arg(folder).arg(answer);
    }
    let output = command.output().context("python3, which runs the scorer")?;
    if !output.status.success() {
        bail!("{}: {}", scorer.display(), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The last column of the scorer's table.
fn means(table: &str) -> BTreeMap<String, f64> {
    table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split_whitespace();
            Some((format!("stories-{}", fields.next()?), fields.next_back()?.parse().ok()?))
        })
        .collect()
}
