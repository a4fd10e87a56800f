//! `cargo xtask bench feeds --data DIR [--half even|odd] [--predictions FILE] [--misses FIELD]`: feeds under
//! DIR/feeds read and compared with what a reference parser found in the same bytes (`truth.jsonl` there).
//!
//! Files fall into two halves by a hash of their id: develop on the even one, report both. What was read is left
//! in the build folder, and another tool's predictions in that form can be scored by the same measure.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use woozle_ingest::{Hint, feed::read_feed};
use woozle_text::{Published, content_id};

use crate::{bench_warc::cpu_seconds, train::option};

/// What is compared of every entry.
const FIELDS: [&str; 4] = ["title", "link", "date", "author"];

/// Runs the bench with the arguments after `bench feeds`.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = Path::new(option(args, "--data").context("--data DIR is missing")?).join("feeds");
    let truth = lines(&data.join("truth.jsonl"))?;
    let predictions = match option(args, "--predictions") {
        Some(path) => lines(Path::new(path))?,
        None => predict(&data, &truth)?,
    };
    let predictions: BTreeMap<&str, &Value> =
        predictions.iter().map(|row| (row["id"].as_str().unwrap_or_default(), row)).collect();
    let halves: Vec<&str> = match option(args, "--half") {
        Some(half) => vec![half],
        None => vec!["even", "odd", "both"],
    };
    for half in halves {
        let mut groups: BTreeMap<&str, Score> = BTreeMap::new();
        for row in truth.iter().filter(|row| is_in(row, half)) {
            let group = row["group"].as_str().unwrap_or_default();
            let id = row["id"].as_str().unwrap_or_default();
            let misses = option(args, "--misses").unwrap_or_default();
            groups.entry(group).or_default().file(row, predictions.get(id).copied(), misses);
        }
        println!("{half} half");
        for (group, score) in &groups {
            println!("  {group:14} {}", score.line());
        }
    }
    Ok(())
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn is_in(row: &Value, half: &str) -> bool {
    let even = content_id(row["id"].as_str().unwrap_or_default().as_bytes()).is_multiple_of(2);
    match half {
        "even" => even,
        "odd" => !even,
        _ => true,
    }
}

/// Reads every feed; prints the speed over all of them together.
fn predict(data: &Path, truth: &[Value]) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut files = Vec::new();
    for row in truth {
        let id = row["id"].as_str().unwrap_or_default();
        files.push((id, fs::read(data.join("files").join(id)).with_context(|| id.to_owned())?));
    }
    let start = Instant::now();
    let before = cpu_seconds(start);
    for (id, bytes) in &files {
        let feed = read_feed(bytes, &Hint::default());
        let entries: Vec<Value> = feed
            .iter()
            .flat_map(|feed| &feed.entries)
            .map(|entry| {
                json!({
                    "title": entry.title,
                    "link": entry.link,
                    "date": entry.published.or(entry.updated).map(minutes),
                    "author": entry.authors,
                })
            })
            .collect();
        rows.push(json!({"id": id, "parsed": feed.is_ok(), "entries": entries}));
    }
    let seconds = (cpu_seconds(start) - before).max(0.01);
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{} feeds, {:.1} MB/s of processor time", rows.len(), size as f64 / 1e6 / seconds);
    let folder = PathBuf::from("target/ingest");
    fs::create_dir_all(&folder)?;
    let text: String = rows.iter().map(|row| format!("{row}\n")).collect();
    fs::write(folder.join("feeds.jsonl"), text)?;
    Ok(rows)
}

/// Minutes since 1970-01-01 in UTC; a time without a zone counts as UTC, a day without a time as its midnight.
fn minutes(published: Published) -> i64 {
    let clock =
        published.clock.map_or(0, |clock| i64::from(clock.minute) - i64::from(clock.utc_offset.unwrap_or(0)));
    published.date.days_since_epoch() * 1_440 + clock
}

#[derive(Default)]
struct Score {
    files: usize,
    parsed: usize,
    same_count: usize,
    /// Per field: entries for which the reference has it, and those that agree.
    known: [usize; FIELDS.len()],
    right: [usize; FIELDS.len()],
    /// Per field: given where the reference has none.
    extra: [usize; FIELDS.len()],
}

impl Score {
    /// Compares one file. Files in which the reference found no feed are left out.
    fn file(&mut self, row: &Value, predicted: Option<&Value>, misses: &str) {
        if row["truth"]["version"].as_str().unwrap_or_default().is_empty() {
            return;
        }
        let empty = Vec::new();
        let gold = row["truth"]["entries"].as_array().unwrap_or(&empty);
        let found = predicted.and_then(|row| row["entries"].as_array()).unwrap_or(&empty);
        let parsed = predicted.is_some_and(|row| row["parsed"] == true);
        self.files += 1;
        self.parsed += usize::from(parsed);
        self.same_count += usize::from(parsed && gold.len() == found.len());
        if (misses == "parsed" && !parsed) || (misses == "count" && gold.len() != found.len()) {
            println!("{}: {} entries, not {}", row["id"], found.len(), gold.len());
        }
        for (at, gold) in gold.iter().enumerate() {
            for (number, field) in FIELDS.iter().enumerate() {
                let given = found.get(at).map_or(&Value::Null, |entry| &entry[*field]);
                let wanted = wanted(gold, field);
                if wanted.is_null() {
                    self.extra[number] += usize::from(!is_none(given));
                    continue;
                }
                let same = same(field, &wanted, given);
                self.known[number] += 1;
                self.right[number] += usize::from(same);
                if misses == *field && !same {
                    println!("{} {at}: {given} not {wanted}", row["id"]);
                }
            }
        }
    }

    fn line(&self) -> String {
        let share = |a: usize, b: usize| {
            if b == 0 { "  –  ".to_owned() } else { format!("{:.3}", a as f64 / b as f64) }
        };
        let fields = (0..FIELDS.len()).map(|at| {
            format!(
                "{} {} of {} (+{})",
                FIELDS[at],
                share(self.right[at], self.known[at]),
                self.known[at],
                self.extra[at]
            )
        });
        format!(
            "{} feeds: parsed {} same count {} | {}",
            self.files,
            share(self.parsed, self.files),
            share(self.same_count, self.files),
            fields.collect::<Vec<_>>().join(" ")
        )
    }
}

/// What the reference has of the field.
fn wanted(entry: &Value, field: &str) -> Value {
    match field {
        "date" => {
            let seconds = entry["published"].as_i64().or_else(|| entry["updated"].as_i64());
            seconds.map_or(Value::Null, |seconds| json!(seconds.div_euclid(60)))
        }
        _ => match entry[field].as_str().map(plain) {
            Some(text) if !text.is_empty() => json!(text),
            _ => Value::Null,
        },
    }
}

fn is_none(value: &Value) -> bool {
    value.is_null()
        || value.as_str().is_some_and(str::is_empty)
        || value.as_array().is_some_and(Vec::is_empty)
}

/// Whether the two agree: titles without markup and white space, links but for a last slash, dates to the
/// minute, the reference's author among those given, addresses aside.
fn same(field: &str, wanted: &Value, given: &Value) -> bool {
    let text = |value: &Value| plain(value.as_str().unwrap_or_default());
    match field {
        "date" => wanted == given,
        "link" => text(wanted).trim_end_matches('/') == text(given).trim_end_matches('/'),
        "author" => {
            let wanted = person(&text(wanted));
            given.as_array().is_some_and(|given| given.iter().any(|given| person(&text(given)) == wanted))
        }
        _ => text(wanted) == text(given),
    }
}

/// The words of the text: no tags, no entities, white space folded.
fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..4 {
        let next = unescaped(&without_tags(&text));
        if next == text {
            break;
        }
        text = next;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        match rest[at..].find('>').filter(|_| tag) {
            Some(end) => rest = &rest[at + end + 1..],
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let name = tail.find(';').filter(|&end| end < 10).map(|end| &tail[..end]);
        let letter = name.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            "copy" => Some('©'),
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        match (letter, name) {
            (Some(letter), Some(name)) => {
                out.push(letter);
                rest = &tail[name.len() + 1..];
            }
            _ => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out + rest
}

/// The name without addresses; the address where there is nothing else.
fn person(text: &str) -> String {
    let words: Vec<&str> = text
        .split([' ', '(', ')', '<', '>', ','])
        .filter(|word| !word.is_empty() && !word.contains('@'))
        .collect();
    if words.is_empty() { text.trim_matches(['(', ')', '<', '>']).to_owned() } else { words.join(" ") }
}
