//! Streams of dated articles with their stories in (JSON Lines), groups and their scores out.
//!
//! The scorer is the script `score_stories.py` that lies beside the annotated stories; predictions are left
//! in the build folder. `--mix DIR…` throws the reports of story folders together and groups them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::Context as _;
use serde_json::{Value, json};
use woozle_ingest::{Hint, read};
use woozle_story::{Settings, cluster_with};
use woozle_text::{Published, Report};

use crate::train;

/// Where the scorer lies beside a developer's checkout.
const SCORER: &str = "../shared/bench/score_stories.py";

/// A stream: reports with their names and the story each belongs to.
#[derive(Default)]
struct Stream {
    reports: Vec<Report>,
    ids: Vec<String>,
    stories: Vec<String>,
}

/// Runs the benchmark: `[--near N] [--name N] [--crowd N] [--fading N] STREAM.jsonl… | --mix DIR…`.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let (settings, paths) = settings(args)?;
    if args.iter().any(|arg| arg == "--mix") {
        return score("mix", &mix(&paths)?, settings);
    }
    for path in &paths {
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        score(&name, &stream(path)?, settings)?;
    }
    Ok(())
}

fn settings(args: &[String]) -> anyhow::Result<(Settings, Vec<PathBuf>)> {
    let (mut settings, mut paths) = (Settings::default(), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let setting = match arg.as_str() {
            "--near" => &mut settings.near,
            "--name" => &mut settings.name_weight,
            "--crowd" => &mut settings.crowd_weight,
            "--fading" => &mut settings.fading,
            "--mix" => continue,
            path => {
                paths.push(PathBuf::from(path));
                continue;
            }
        };
        *setting = args.next().with_context(|| format!("{arg} needs a number"))?.parse()?;
    }
    Ok((settings, paths))
}

/// Reads a stream of articles, one JSON object a line: id, story, title, text, date.
fn stream(path: &Path) -> anyhow::Result<Stream> {
    let mut stream = Stream::default();
    let lines = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line)?;
        let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let text = format!("{}\n\n{}", field("title"), field("text"));
        let mut report = one(text.as_bytes(), None).unwrap_or_else(|| Report::from_text(text.clone()));
        report.published = one(format!("Published: {}\n\nNothing.", field("date")).as_bytes(), None)
            .and_then(|dated| dated.published)
            .map(|Published { date, .. }| Published { date, clock: None });
        stream.reports.push(report);
        stream.ids.push(field("id"));
        stream.stories.push(field("story"));
    }
    Ok(stream)
}

/// Reads the reports of all folders as one stream; the folder is the story.
fn mix(folders: &[PathBuf]) -> anyhow::Result<Stream> {
    let mut stream = Stream::default();
    for folder in folders {
        for path in train::texts(folder)? {
            let name = path.display().to_string();
            stream.reports.extend(one(&fs::read(&path)?, Some(&name)));
            stream.stories.push(folder.display().to_string());
            stream.ids.push(name);
        }
    }
    Ok(stream)
}

fn one(bytes: &[u8], path: Option<&str>) -> Option<Report> {
    read(bytes, &Hint { path, ..Hint::default() }).ok()?.pop()
}

/// Groups the stream, leaves gold and predictions in the build folder and prints the scorer's figures.
fn score(name: &str, stream: &Stream, settings: Settings) -> anyhow::Result<()> {
    let start = Instant::now();
    let stories = cluster_with(&stream.reports, settings);
    let seconds = start.elapsed().as_secs_f64();
    let mut predicted = String::new();
    for (number, story) in stories.iter().enumerate() {
        for &report in &story.reports {
            predicted += &format!("{}\n", json!({"id": stream.ids[report], "cluster": number}));
        }
    }
    let mut gold = String::new();
    for (id, story) in stream.ids.iter().zip(&stream.stories) {
        gold += &format!("{}\n", json!({"id": id, "story": story}));
    }
    let folder = Path::new("target/streams");
    fs::create_dir_all(folder)?;
    let files = [folder.join(format!("{name}.gold.jsonl")), folder.join(format!("{name}.jsonl"))];
    fs::write(&files[0], gold)?;
    fs::write(&files[1], predicted)?;
    let scored = Command::new("python3").arg(SCORER).args(&files).output().context("python3 is needed")?;
    let rate = stream.reports.len() as f64 / seconds.max(1e-9);
    println!("{name}  {rate:.0} reports/s\n{}", String::from_utf8_lossy(&scored.stdout));
    anyhow::ensure!(scored.status.success(), "{SCORER}: {}", String::from_utf8_lossy(&scored.stderr));
    Ok(())
}
