//! `cargo xtask bench iptc --data DIR [--misses]`: the ninjs test suite and the NewsML-G2 examples under DIR/iptc:
//! items that follow the standard pass, items that break it are told, texts are read.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use woozle_ingest::{Hint, IngestError, check_ninjs, read};

use crate::train::option;

/// Runs the bench with the arguments after `bench iptc`.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = Path::new(option(args, "--data").context("--data DIR is missing")?).join("iptc");
    let misses = args.iter().any(|arg| arg == "--misses");
    let mut suite = files(&data.join("ninjs/test_suite"), "json")?;
    suite.retain(|path| path.components().count() > data.components().count() + 3);
    for wanted in ["should_pass", "should_fail"] {
        let (mut all, mut right) = (0, 0);
        for path in suite.iter().filter(|path| path.to_string_lossy().contains(wanted)) {
            let faults = check_ninjs(&fs::read_to_string(path)?, &Hint::default());
            let passes = faults.as_ref().is_ok_and(Vec::is_empty);
            all += 1;
            right += usize::from(passes == (wanted == "should_pass"));
            if misses && passes != (wanted == "should_pass") {
                println!("  {}: {faults:?}", path.display());
            }
        }
        println!("ninjs {wanted}: {right} of {all}");
    }
    let (mut texts, mut without, mut failed) = (0, 0, 0);
    let examples = files(&data.join("newsml-g2"), "xml")?;
    for path in &examples {
        match read(&fs::read(path)?, &Hint::default()) {
            Ok(reports) => texts += usize::from(!reports.is_empty()),
            Err(IngestError::Unsupported { .. }) => without += 1,
            Err(error) => {
                failed += 1;
                println!("  {}: {error}", path.display());
            }
        }
    }
    println!(
        "NewsML-G2: {} files: {texts} give reports, {without} hold no text, {failed} fail",
        examples.len()
    );
    Ok(())
}

/// The files under the folder with the ending, in order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
