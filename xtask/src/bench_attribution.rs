//! Attributions against an annotated corpus: a file of documents in, predictions and the scorer's table out.
//!
//! One JSON document a line, offsets in Unicode scalars; the predictions have the corpus' own form. A chain
//! has no place there: the source of a prediction is the last link, whose words stand beside the cue.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use woozle::attribution::{Manner, attribute};
use woozle::text::{Report, Span};

use crate::bench_scale::busy;
use woozle::attributions;

/// The class of attributions that communicate something.
const COMMUNICATION: &str = "communication";

/// Where the scorer lies beside a developer's checkout.
const SCORER: &str = "../shared/bench/score_attribution.py";

/// Attributions that are annotated and that training never saw.
const DEVELOPMENT: &str = "../shared/data/attribution/polnear.dev.jsonl";

/// Runs the benchmark: `--data FILE.jsonl [--reader fast] [--out PRED.jsonl]`.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let option = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let data = PathBuf::from(option("--data").context("name the corpus with --data FILE.jsonl")?);
    let out = option("--out").map_or_else(|| PathBuf::from("target/attribution.jsonl"), PathBuf::from);
    if option("--reader").is_some_and(|reader| reader != "fast") {
        bail!("there is one reader, \"fast\": models/attribution-en.md says why");
    }
    let documents = read(&data)?;
    let files = predict_all(&documents, &out)?;
    speed(&documents);
    for (class, file) in files {
        println!("{}", class.unwrap_or("all classes"));
        print!("{}", score(Path::new(SCORER), &data, &file, class, &[])?);
    }
    Ok(())
}

/// The figures of the ratchet on the development corpus, as `attribution-NAME`; `None` where it is not there.
pub(crate) fn measure(root: &Path) -> anyhow::Result<Option<BTreeMap<String, f64>>> {
    let data = root.join(DEVELOPMENT);
    if !data.is_file() {
        return Ok(None);
    }
    let files = predict_all(&read(&data)?, &root.join("target/attribution.jsonl"))?;
    let mut figures = BTreeMap::new();
    for (class, file) in files {
        let told = score(&root.join(SCORER), &data, &file, class, &["--json"])?;
        let told: Value = serde_json::from_str(&told)?;
        let mut keep = |name: &str, path: &str| {
            if let Some(figure) = told.pointer(path).and_then(Value::as_f64) {
                figures.insert(format!("attribution-{name}"), figure);
            }
        };
        if class.is_some() {
            keep("whole_communication_f1", "/whole/0.50/f1");
            continue;
        }
        keep("source_f1", "/source/exact/f1");
        keep("cue_f1", "/cue/exact/f1");
        keep("content_f1", "/content/exact/f1");
        keep("whole_f1", "/whole/0.50/f1");
        keep("quotes_found", "/quote/found");
        keep("quotes_speaker", "/quote/acc");
    }
    println!("attribution on {DEVELOPMENT}");
    for (name, figure) in &figures {
        println!("{name:<36}{figure:>7.3}");
    }
    Ok(Some(figures))
}

fn read(data: &Path) -> anyhow::Result<Vec<Value>> {
    let corpus = std::fs::read_to_string(data).with_context(|| data.display().to_string())?;
    Ok(corpus.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// Writes all predictions, and beside them those that communicate something: the classes with their files.
fn predict_all(documents: &[Value], out: &Path) -> anyhow::Result<[(Option<&'static str>, PathBuf); 2]> {
    let predicted: Vec<Value> = documents.iter().map(predict).collect();
    let communication = out.with_extension("communication.jsonl");
    write(out, &predicted, |_| true)?;
    write(&communication, &predicted, |one| one["class"] == COMMUNICATION)?;
    Ok([(None, out.to_owned()), (Some(COMMUNICATION), communication)])
}

/// Writes the predictions, those attributions alone that are wanted.
fn write(out: &Path, predicted: &[Value], wanted: impl Fn(&Value) -> bool) -> anyhow::Result<()> {
    let mut lines = String::new();
    for document in predicted {
        let kept = document["attributions"].as_array().into_iter().flatten().filter(|one| wanted(one));
        let kept: Vec<&Value> = kept.collect();
        lines.push_str(&json!({ "id": document["id"], "attributions": kept }).to_string());
        lines.push('\n');
    }
    std::fs::write(out, lines).with_context(|| out.display().to_string())
}

/// Prints how fast texts become statements on one thread, the models being read already.
fn speed(documents: &[Value]) {
    let texts: Vec<&str> = documents.iter().filter_map(|document| document["text"].as_str()).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let start = busy();
    let mut statements = 0;
    for text in texts {
        let report = Report::from_text(text);
        let (analysis, found) = attributions(&report);
        statements += attribute(&report, &analysis, &found).len();
    }
    if let (Some(start), Some(end)) = (start, busy()) {
        let rate = words as f64 / (end - start);
        println!("{statements} statements, {rate:.0} words for each CPU second from text to statements");
    }
}

/// What the scorer prints.
fn score(
    scorer: &Path,
    data: &Path,
    out: &Path,
    class: Option<&str>,
    more: &[&str],
) -> anyhow::Result<String> {
    let mut command = Command::new("python3");
    command.arg(scorer).arg(data).arg(out).args(more);
    if let Some(class) = class {
        command.args(["--class", class]);
    }
    let output = command.output().context("python3, which runs the scorer")?;
    if !output.status.success() {
        bail!("{}: {}", scorer.display(), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The document's attributions as the program reads them: those of the reader, attitudes included, and
/// quotations that only the rules give to a speaker.
fn predict(document: &Value) -> Value {
    let text = document["text"].as_str().unwrap_or("");
    let report = Report::from_text(text);
    let (analysis, found) = attributions(&report);
    let scalars = |at: usize| text[..at].chars().count();
    let piece = |span: Span| json!([scalars(span.start), scalars(span.end)]);
    let words = |tokens: &Range<usize>| piece(analysis.span_of(tokens.clone()));
    let pieces = |pieces: &[Range<usize>]| pieces.iter().map(words).collect::<Vec<_>>();
    let mut predicted: Vec<Value> = Vec::new();
    for one in found.iter().filter(|one| !one.content.is_empty()) {
        predicted.push(json!({
            "source": pieces(&one.source),
            "cue": [words(&one.cue)],
            "content": pieces(&one.content),
            "class": if one.communication { COMMUNICATION } else { "attitude" },
        }));
    }
    let covered = |span: Span| {
        let tokens = analysis.tokens_in(span);
        let held = |at: &usize| found.iter().any(|one| one.content.iter().any(|piece| piece.contains(at)));
        2 * tokens.clone().filter(held).count() >= tokens.len()
    };
    let quoted = attribute(&report, &analysis, &found).into_iter();
    for statement in quoted
        .filter(|statement| statement.manner == Manner::Direct)
        .filter(|statement| !covered(statement.content))
    {
        predicted.push(json!({
            "source": statement.origin().map(|origin| piece(origin.span)).into_iter().collect::<Vec<_>>(),
            "cue": statement.cue.map(piece).into_iter().collect::<Vec<_>>(),
            "content": [piece(statement.content)],
            "class": COMMUNICATION,
        }));
    }
    for (number, one) in predicted.iter_mut().enumerate() {
        one["id"] = json!(number);
    }
    json!({ "id": document["id"], "attributions": predicted })
}
