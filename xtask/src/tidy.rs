//! Tidiness as a check: what the documents name exists, rooms depend only on what they may, every file
//! says its purpose, tables are sorted. The repository in, faults out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;

/// Documents whose paths and types are kept true.
const DOCUMENTS: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md"];

/// What each core room may depend on; everything else is refused.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("text", &[]),
    (
        "ingest",
        &[
            "woozle-text",
            "chardetng",
            "encoding_rs",
            "flate2",
            "html5ever",
            "mail-parser",
            "pulldown-cmark",
            "quick-xml",
            "serde_json",
            "url",
            "whatlang",
            "zip",
        ],
    ),
    ("neural", &[]),
    ("language", &["woozle-text", "woozle-neural"]),
    ("attribution", &["woozle-text", "woozle-neural", "woozle-language"]),
    ("story", &["woozle-text"]),
    ("corroboration", &["woozle-text", "woozle-language", "woozle-attribution", "woozle-story", "petgraph"]),
];

/// What core rooms never name in their sources.
const BANNED: &[&str] =
    &["std::fs", "std::net", "std::env", "std::time", "SystemTime", "std::process", "std::thread"];

/// The only file that may hold unsafe code.
const UNSAFE: &str = "crates/neural/src/x86.rs";

/// Prints the faults; fails when there is one.
pub(crate) fn run() -> anyhow::Result<()> {
    let faults = faults(Path::new("."))?;
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults of tidiness", faults.len());
    }
    println!("tidy");
    Ok(())
}

/// All faults, one line each.
pub(crate) fn faults(root: &Path) -> anyhow::Result<Vec<String>> {
    let files = tracked(root)?;
    let mut faults = Vec::new();
    let sources: BTreeMap<&PathBuf, String> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| Ok((path, std::fs::read_to_string(root.join(path))?)))
        .collect::<anyhow::Result<_>>()?;
    purposes(&sources, &mut faults);
    purity(&sources, &mut faults);
    safety(&sources, &mut faults);
    directions(root, &mut faults)?;
    bans(root, &mut faults)?;
    documents(root, &sources, &mut faults)?;
    tables(root, &files, &mut faults)?;
    machine_paths(root, &files, &mut faults)?;
    Ok(faults)
}

fn tracked(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let output = Command::new("git").current_dir(root).args(["ls-files", "-z"]).output()?;
    let names = String::from_utf8(output.stdout)?;
    let mut files: Vec<PathBuf> =
        names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    files.retain(|path| root.join(path).is_file());
    files.sort();
    Ok(files)
}

fn purposes(sources: &BTreeMap<&PathBuf, String>, faults: &mut Vec<String>) {
    for (path, text) in sources {
        if !text.trim_start().starts_with("//!") {
            faults.push(format!("{}: does not open with its purpose (//!)", path.display()));
        }
    }
}

fn safety(sources: &BTreeMap<&PathBuf, String>, faults: &mut Vec<String>) {
    let allowance = concat!("allow(unsafe", "_code)");
    for (path, _) in
        sources.iter().filter(|(path, text)| text.contains(allowance) && ***path != *Path::new(UNSAFE))
    {
        faults.push(format!("{}: unsafe code is for {UNSAFE} alone", path.display()));
    }
}

fn purity(sources: &BTreeMap<&PathBuf, String>, faults: &mut Vec<String>) {
    for (path, text) in sources {
        let room = DIRECTIONS.iter().any(|(room, _)| path.starts_with(format!("crates/{room}/src")));
        let production = text.split("#[cfg(test)]").next().unwrap_or("");
        let code = production.lines().filter(|line| !line.trim_start().starts_with("//"));
        if !room {
            continue;
        }
        for line in code {
            if let Some(banned) = BANNED.iter().find(|banned| line.contains(**banned)) {
                faults.push(format!("{}: a core room names {banned}", path.display()));
            }
        }
    }
}

fn directions(root: &Path, faults: &mut Vec<String>) -> anyhow::Result<()> {
    for (room, allowed) in DIRECTIONS {
        let manifest = std::fs::read_to_string(root.join(format!("crates/{room}/Cargo.toml")))?;
        let document: toml_edit::DocumentMut = manifest.parse()?;
        let Some(dependencies) = document.get("dependencies").and_then(toml_edit::Item::as_table) else {
            continue;
        };
        for (name, _) in dependencies {
            if !allowed.contains(&name) {
                faults.push(format!("crates/{room}: may not depend on {name}"));
            }
        }
    }
    Ok(())
}

/// Every core room bans the same things, in a clippy.toml of its own.
fn bans(root: &Path, faults: &mut Vec<String>) -> anyhow::Result<()> {
    let file = |room: &str| root.join(format!("crates/{room}/clippy.toml"));
    let first = std::fs::read_to_string(file(DIRECTIONS[0].0))?;
    for (room, _) in DIRECTIONS {
        if std::fs::read_to_string(file(room)).ok().as_ref() != Some(&first) {
            faults.push(format!("crates/{room}/clippy.toml: differs from the other core rooms'"));
        }
    }
    Ok(())
}

/// Every path and every type between backticks in the documents exists.
fn documents(
    root: &Path,
    sources: &BTreeMap<&PathBuf, String>,
    faults: &mut Vec<String>,
) -> anyhow::Result<()> {
    let all: String = sources.values().map(String::as_str).collect();
    for document in DOCUMENTS {
        let Ok(text) = std::fs::read_to_string(root.join(document)) else {
            faults.push(format!("{document}: is missing"));
            continue;
        };
        for quoted in text.split('`').skip(1).step_by(2) {
            let path_like = quoted.contains('/')
                && !quoted.contains(' ')
                && !quoted.contains("..")
                && !quoted.contains('*');
            if path_like
                && !quoted.contains("://")
                && !quoted.contains('|')
                && !quoted.starts_with('-')
                && !root.join(quoted).exists()
            {
                faults.push(format!("{document}: {quoted} does not exist"));
            }
            let type_like = quoted.chars().next().is_some_and(char::is_uppercase)
                && quoted.chars().all(char::is_alphanumeric)
                && quoted.chars().any(char::is_lowercase);
            let defined = ["struct", "enum", "trait", "type"]
                .iter()
                .any(|kind| all.contains(&format!("{kind} {quoted}")));
            if type_like && !defined {
                faults.push(format!("{document}: no type is called {quoted}"));
            }
        }
    }
    Ok(())
}

fn tables(root: &Path, files: &[PathBuf], faults: &mut Vec<String>) -> anyhow::Result<()> {
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "tsv")) {
        let text = std::fs::read_to_string(root.join(path))?;
        if !text.starts_with('#') {
            faults.push(format!("{}: has no note on its source in the first line", path.display()));
        }
        let rows: Vec<&str> =
            text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        let key = |row: &str| row.split('\t').next().unwrap_or("").to_string();
        if let Some(pair) = rows.windows(2).find(|pair| key(pair[0]) > key(pair[1])) {
            faults.push(format!("{}: {:?} stands before {:?}", path.display(), pair[0], pair[1]));
        }
    }
    Ok(())
}

/// No tracked text names a folder of somebody's machine.
fn machine_paths(root: &Path, files: &[PathBuf], faults: &mut Vec<String>) -> anyhow::Result<()> {
    let folders = [concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/ho", "me/")];
    for path in files {
        let Ok(text) = std::fs::read_to_string(root.join(path)) else { continue };
        if let Some(folder) = folders.iter().find(|folder| text.contains(**folder)) {
            faults.push(format!("{}: names the machine's folder {folder}", path.display()));
        }
    }
    Ok(())
}
