//! `cargo xtask bench warc --data DIR [--rounds N]`: archives under DIR/warc read and compared with what is known
//! of them, and how many bytes of payload a core reads in a second.
//!
//! `warcio_expected.json` there says what another reader found in each fixture, `cc-news-sample.expected.jsonl`
//! where each record of the sample lies.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context as _, Result};
use serde_json::Value;
use woozle_ingest::warc::Records;

use crate::train::option;

/// Runs the bench with the arguments after `bench warc`.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = Path::new(option(args, "--data").context("--data DIR is missing")?).join("warc");
    let rounds: usize = option(args, "--rounds").unwrap_or("20").parse()?;
    fixtures(&data)?;
    sample(&data)?;
    speed(&data, rounds)
}

/// What was read of a record, to be compared.
#[derive(Debug)]
struct Seen {
    kind: String,
    url: Option<String>,
    payload: usize,
    offset: u64,
    length: u64,
    damage: Option<&'static str>,
}

fn read(path: &Path) -> Result<(Vec<Seen>, Vec<String>)> {
    let mut records = Records::new(File::open(path).with_context(|| path.display().to_string())?);
    let (mut seen, mut damages) = (Vec::new(), Vec::new());
    while let Some(record) = records.next_record()? {
        match record {
            Ok(record) => seen.push(Seen {
                kind: record.head.kind.clone(),
                url: record.head.url.clone(),
                payload: Some(record.response().payload.len())
                    .filter(|_| !is_blank(record.block))
                    .unwrap_or(0),
                offset: record.offset,
                length: record.length,
                damage: record.damage,
            }),
            Err(damage) => damages.push(format!("at {}: {}", damage.offset, damage.what)),
        }
    }
    Ok((seen, damages))
}

fn is_blank(block: &[u8]) -> bool {
    block.iter().all(u8::is_ascii_whitespace)
}

/// Every fixture: records as expected, or more where the other reader gave up.
fn fixtures(data: &Path) -> Result<()> {
    let expected: BTreeMap<String, Value> =
        serde_json::from_str(&fs::read_to_string(data.join("warcio_expected.json"))?)?;
    for (name, expected) in &expected {
        let (seen, damages) = read(&data.join(name))?;
        let given_up = expected.get("err").is_some();
        let empty = Vec::new();
        let wanted = expected.as_array().or_else(|| expected["partial"].as_array()).unwrap_or(&empty);
        let same = wanted.iter().zip(&seen).filter(|(wanted, seen)| is_same(wanted, seen)).count();
        let enough = if given_up { seen.len() >= wanted.len() } else { seen.len() == wanted.len() };
        let verdict = if same == wanted.len() && enough { "as expected" } else { "DIFFERS" };
        let odd: Vec<&str> = seen.iter().filter_map(|seen| seen.damage).collect();
        println!(
            "{name}: {verdict}: {} records, {same} of {} expected{}{}{}",
            seen.len(),
            wanted.len(),
            if given_up { " (the other reader gave up)" } else { "" },
            if odd.is_empty() { String::new() } else { format!("; damaged: {}", odd.join(", ")) },
            if damages.is_empty() { String::new() } else { format!("; lost: {}", damages.join(", ")) },
        );
        if verdict == "DIFFERS" {
            println!("  {seen:?}\n  {wanted:?}");
        }
    }
    Ok(())
}

fn is_same(wanted: &Value, seen: &Seen) -> bool {
    let url = |text: &str| text.replace(' ', "%20");
    let payload = wanted["len"].as_u64() == Some(seen.payload as u64);
    wanted["type"].as_str() == Some(&seen.kind)
        && (wanted["uri"].is_null() || wanted["uri"].as_str().map(url) == seen.url.as_deref().map(url))
        // The other reader takes a request's payload for its body; ARC heads have no payload there.
        && (payload || seen.kind == "request" || seen.kind == "warcinfo" || seen.kind == "revisit")
}

/// Every response of the sample lies where it should.
fn sample(data: &Path) -> Result<()> {
    let (seen, damages) = read(&data.join("cc-news-sample.warc.gz"))?;
    let expected = fs::read_to_string(data.join("cc-news-sample.expected.jsonl"))?;
    let (mut total, mut exact) = (0, 0);
    for line in expected.lines() {
        let row: Value = serde_json::from_str(line)?;
        total += 1;
        exact += usize::from(seen.iter().any(|seen| {
            seen.url.as_deref() == row["url"].as_str()
                && row["offset"].as_u64() == Some(seen.offset)
                && row["length"].as_u64() == Some(seen.length)
                && row["payload_bytes"].as_u64() == Some(seen.payload as u64)
                && seen.kind == "response"
        }));
    }
    println!(
        "sample: {exact} of {total} responses at the exact place with the exact payload; {} lost",
        damages.len()
    );
    Ok(())
}

/// Seconds of processor time that this program has used, where the system tells (Linux); else time that passed.
pub(crate) fn cpu_seconds(since: Instant) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    // Fields 14 and 15 of the line, user and system time, in hundredths of a second.
    match (ticks(11), ticks(12)) {
        (Some(user), Some(system)) => (user + system) / 100.0,
        _ => since.elapsed().as_secs_f64(),
    }
}

/// Payload bytes in a second of processor time, over rounds of the sample.
fn speed(data: &Path, rounds: usize) -> Result<()> {
    let path: PathBuf = data.join("cc-news-sample.warc.gz");
    let start = Instant::now();
    let before = cpu_seconds(start);
    let mut payload = 0;
    for _ in 0..rounds {
        let mut records = Records::new(File::open(&path)?);
        while let Some(record) = records.next_record()? {
            if let Ok(record) = record {
                payload += record.response().payload.len();
            }
        }
    }
    let seconds = cpu_seconds(start) - before;
    println!(
        "payload {:.0} MB/s of processor time, {rounds} rounds",
        payload as f64 / 1e6 / seconds.max(0.01)
    );
    Ok(())
}
