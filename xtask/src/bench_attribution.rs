//! Attributions against an annotated corpus: a file of documents in, predictions and the scorer's table out.
//!
//! One JSON document a line, offsets in Unicode scalars; the predictions have the corpus' own form. A chain
//! has no place there: the source of a prediction is the last link, whose words stand beside the cue.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use woozle::attribution::{Known, Manner, Statement};
use woozle::text::{Report, Span};
use woozle::{Options, analyze};

/// Where the scorer lies beside a developer's checkout.
const SCORER: &str = "../shared/bench/score_attribution.py";

/// Runs the benchmark: `--data FILE.jsonl [--out PRED.jsonl] [scorer's options]`.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let option = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let data = PathBuf::from(option("--data").context("name the corpus with --data FILE.jsonl")?);
    let out = option("--out").map_or_else(|| PathBuf::from("target/attribution.jsonl"), PathBuf::from);
    let corpus = std::fs::read_to_string(&data).with_context(|| data.display().to_string())?;
    let documents: Vec<Value> = corpus.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut lines = String::new();
    for document in &documents {
        lines.push_str(&predict(document).to_string());
        lines.push('\n');
    }
    std::fs::write(&out, lines).with_context(|| out.display().to_string())?;
    for class in [None, Some("communication")] {
        println!("{}", class.unwrap_or("all classes"));
        score(&data, &out, class)?;
    }
    Ok(())
}

fn score(data: &Path, out: &Path, class: Option<&str>) -> anyhow::Result<()> {
    let mut command = Command::new("python3");
    command.arg(SCORER).arg(data).arg(out);
    if let Some(class) = class {
        command.args(["--class", class]);
    }
    if !command.status().context("python3, which runs the scorer")?.success() {
        bail!("{SCORER} failed");
    }
    Ok(())
}

/// The document's attributions as the program reads them.
fn predict(document: &Value) -> Value {
    let text = document["text"].as_str().unwrap_or("");
    let answer = analyze(vec![Report::from_text(text)], &Options { jobs: 1 }, &|_, _| ());
    let scalars = |at: usize| text[..at].chars().count();
    let piece = |span: Span| json!([scalars(span.start), scalars(span.end)]);
    let attributions: Vec<Value> = answer
        .statements
        .iter()
        .flatten()
        .filter(|statement| statement.manner != Manner::Narration)
        .filter(|statement| statement.cue.is_some() || statement.manner == Manner::Direct)
        .enumerate()
        .map(|(number, statement)| {
            json!({
                "id": number,
                "source": source(statement).map(piece).into_iter().collect::<Vec<_>>(),
                "cue": statement.cue.map(piece).into_iter().collect::<Vec<_>>(),
                "content": [piece(statement.content)],
                "kind": statement.manner.as_str(),
            })
        })
        .collect();
    json!({ "id": document["id"], "attributions": attributions })
}

/// The words that name the source: of a quotation that goes on without a cue those of the one before, of
/// reported speech that runs on none.
fn source(statement: &Statement) -> Option<Span> {
    let named = |known| known != Known::Carried || statement.manner == Manner::Direct;
    statement.origin().filter(|origin| named(origin.known)).map(|origin| origin.span)
}
