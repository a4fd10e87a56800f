//! Pages in, a table of how well they are read out: body, title, author, date, and the time it takes.
//!
//! The data lie in one folder a set: `truth.jsonl` and `html/ID.html`. Predictions are written beside them, into
//! `predictions`. A hash of its id puts a quarter of the pages aside: rules are chosen on the others, the quarter is
//! only scored. The scorer is the script `score_ingest.py` that lies beside the stories.

use std::{
    fs,
    io::Write as _,
    panic,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use woozle_ingest::{Hint, read};
use woozle_text::{BlockKind, Report};

use crate::bench_stories::STORIES;

/// The sets of pages that are looked for.
const SETS: [&str; 5] = ["scrapinghub", "wcxb", "fundus", "trafilatura", "mediacloud_dates"];
/// A page that takes longer is told.
const SLOW: Duration = Duration::from_millis(500);

/// Runs the benchmark: `--data DIR [--peers DIR]`.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let value = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        args.get(at + 1).map(PathBuf::from)
    };
    let data = value("--data").context("name the folder of the sets: bench ingest --data DIR")?;
    let data = if data.join("ingest").is_dir() { data.join("ingest") } else { data };
    let sets: Vec<&str> =
        SETS.into_iter().filter(|set| data.join(set).join("truth.jsonl").is_file()).collect();
    if sets.is_empty() {
        bail!("{}: none of the sets {} is here", data.display(), SETS.join(", "));
    }
    let out = data.join("predictions").join("woozle");
    fs::create_dir_all(&out)?;
    for set in &sets {
        println!("{}", predict(&data.join(set), &out.join(format!("{set}.jsonl")))?);
    }
    let mut tools = vec![("woozle".to_owned(), out)];
    if let Some(peers) = value("--peers") {
        tools.extend(folders(&peers)?);
    }
    let parts =
        [("three quarters (chosen on)", Some(false)), ("a quarter (only scored)", Some(true)), ("all", None)];
    for (title, kept_aside) in parts {
        println!("\n{title}");
        for set in &sets {
            let truth = truth(&data, set, kept_aside)?;
            for (name, predictions) in &tools {
                let file = predictions.join(format!("{set}.jsonl"));
                if file.is_file() {
                    println!("{set:<17} {name:<22} {}", score(&truth, &file)?);
                }
            }
        }
    }
    Ok(())
}

/// Folders of predictions of other tools, by name.
fn folders(parent: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let entries = fs::read_dir(parent).with_context(|| parent.display().to_string())?;
    let mut folders: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(_, path)| SETS.iter().any(|set| path.join(format!("{set}.jsonl")).is_file()))
        .collect();
    folders.sort();
    Ok(folders)
}

/// Reads every page of the set, writes what was read, and says how long it took.
fn predict(set: &Path, out: &Path) -> anyhow::Result<String> {
    let truth = fs::read_to_string(set.join("truth.jsonl"))?;
    let mut file = std::io::BufWriter::new(fs::File::create(out)?);
    let (mut total, mut slowest, mut slow, mut panics, mut pages) =
        (Duration::ZERO, Duration::ZERO, 0, 0, 0_u32);
    for line in truth.lines().filter(|line| !line.trim().is_empty()) {
        let page: Value = serde_json::from_str(line)?;
        let id = page["id"].as_str().context("a page without an id")?;
        let url = page["url"].as_str().filter(|url| url.starts_with("http"));
        let bytes = fs::read(set.join("html").join(format!("{id}.html")))?;
        let hint = Hint { path: Some("page.html"), url, content_type: None, last_modified: None };
        let before = busy();
        let reports = panic::catch_unwind(|| read(&bytes, &hint));
        let took = busy().saturating_sub(before);
        pages += 1;
        total += took;
        slowest = slowest.max(took);
        slow += usize::from(took > SLOW);
        let prediction = match reports {
            Ok(Ok(reports)) => prediction(id, &reports[0]),
            Ok(Err(error)) => json!({ "id": id, "error": error.to_string() }),
            Err(_) => {
                panics += 1;
                json!({ "id": id, "error": "panic" })
            }
        };
        writeln!(file, "{prediction}")?;
    }
    file.flush()?;
    let speed = f64::from(pages) / total.as_secs_f64().max(1e-9);
    let name = set.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!(
        "{name:<17} {pages} pages, {speed:.0} a CPU-second, slowest {} ms, over {} ms: {slow}, panics: {panics}",
        slowest.as_millis(),
        SLOW.as_millis()
    ))
}

/// What the scorer reads.
fn prediction(id: &str, report: &Report) -> Value {
    let body = |kind| matches!(kind, BlockKind::Body | BlockKind::Subheading | BlockKind::Credit);
    let text: Vec<&str> =
        report.blocks.iter().filter(|block| body(block.kind)).map(|block| report.slice(block.span)).collect();
    let author = if report.authors.is_empty() { json!(report.byline) } else { json!(report.authors) };
    json!({
        "id": id,
        "title": report.title,
        "text": text.join("\n\n"),
        "author": author,
        "date": report.published.map(|published| published.iso()),
        "language": report.language,
    })
}

/// CPU time that this thread has used, where the system tells it; else the time that has passed.
fn busy() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let nanoseconds = fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The folder whose truth is scored: the set, or a copy of it with one part of the pages.
fn truth(data: &Path, set: &str, kept_aside: Option<bool>) -> anyhow::Result<PathBuf> {
    let whole = data.join(set);
    let Some(kept_aside) = kept_aside else { return Ok(whole) };
    let part = if kept_aside { "scored" } else { "chosen-on" };
    let folder = data.join("predictions").join(part).join(set);
    fs::create_dir_all(&folder)?;
    let mut kept = String::new();
    for line in fs::read_to_string(whole.join("truth.jsonl"))?.lines() {
        let page: Value = serde_json::from_str(line)?;
        if is_kept_aside(page["id"].as_str().unwrap_or_default()) == kept_aside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    fs::write(folder.join("truth.jsonl"), kept)?;
    Ok(folder)
}

/// Whether the page with the id is one of the quarter on which no rule is chosen: FNV-1a, its bits mixed as
/// SplitMix64 does.
fn is_kept_aside(id: &str) -> bool {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash ^ (hash >> 31)) & 3 == 3
}

fn score(truth: &Path, predictions: &Path) -> anyhow::Result<String> {
    let scorer = Path::new(STORIES).join("../score_ingest.py");
    let output = Command::new("python3")
        .arg(&scorer)
        .arg(truth)
        .arg(predictions)
        .output()
        .context("python3, which runs the scorer")?;
    if !output.status.success() {
        bail!("{}: {}", scorer.display(), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
