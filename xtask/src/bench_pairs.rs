//! Pairs of sentences with gold in, two figures out: how well nearness follows graded likeness (Pearson), and
//! how often symbolic checks tell contradiction from agreement (accuracy).
//!
//! The scorer is the script `score_pairs.py` that lies beside the annotated stories; predictions are left in
//! the build folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde_json::{Value, json};
use woozle::attribution::{Certainty, Manner, Polarity, Statement, StatementKind};
use woozle::corroboration::{Comparison, StatementRef, StoryInput, compare};
use woozle_language::{Analysis, Embedder, Encoder, Model, PairReader, analyse};
use woozle_text::{Report, Span};

/// Where the pairs and their scorer lie beside a developer's checkout.
const PAIRS: &str = "../shared/data/stories/pairs";
const SCORER: &str = "../shared/bench/score_pairs.py";

/// Runs the benchmark: `[FILE.jsonl…]`, by default the sets we choose on.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let defaults = ["stsb_news.dev", "fever_symmetric.dev"].map(|name| format!("{PAIRS}/{name}.jsonl"));
    let verbose = args.iter().any(|arg| arg == "--verbose");
    let named: Vec<String> = args.iter().filter(|arg| !arg.starts_with("--")).cloned().collect();
    for file in if named.is_empty() { defaults.to_vec() } else { named } {
        one(Path::new(&file), verbose)?;
    }
    Ok(())
}

fn one(file: &Path, verbose: bool) -> anyhow::Result<()> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let rows: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let compared = compared(&rows)?;
    let graded =
        rows.iter().all(|row| row["score"].is_number()) && !rows.iter().any(|row| row["label"].is_string());
    let mut conflicts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut predicted = String::new();
    for (row, found) in rows.iter().zip(&compared) {
        let label = if found.conflict.is_some() { "contradiction" } else { "entailment" };
        let mut line = json!({"id": row["id"], "score": found.nearness});
        if !graded {
            line["label"] = json!(label);
            let right = usize::from(row["label"] == "contradiction");
            let kind = found.conflict.map_or_else(|| "none".to_owned(), |kind| format!("{kind:?}"));
            if verbose && found.conflict.is_some() == (right == 0) {
                println!("{kind} gold {}: {} | {}", row["label"], row["a"], row["b"]);
            }
            line["ruled"] = json!(found.ruled.map(|kind| format!("{kind:?}")));
            line["relation"] = json!(found.relation.map(|told| [told.agrees, told.excludes, told.neither]));
            conflicts.entry(kind).or_default()[right] += 1;
        }
        predicted += &format!("{line}\n");
    }
    let folder = Path::new("target/pairs");
    fs::create_dir_all(folder)?;
    let out = folder.join(file.file_name().context("a file")?);
    fs::write(&out, predicted)?;
    let scored =
        Command::new("python3").arg(SCORER).args([file, &out]).output().context("python3 is needed")?;
    println!("{}\n{}", file.display(), String::from_utf8_lossy(&scored.stdout));
    for (kind, [agree, contradict]) in conflicts {
        println!("  conflict {kind}: gold contradiction {contradict}, other {agree}");
    }
    anyhow::ensure!(scored.status.success(), "{SCORER}: {}", String::from_utf8_lossy(&scored.stderr));
    Ok(())
}

/// Each row's two sentences compared, all of them as statements of one input.
fn compared(rows: &[Value]) -> anyhow::Result<Vec<Comparison>> {
    let model = Model::parse(woozle_model_en::LANGUAGE).context("the language model")?;
    let embedder = Embedder::parse(woozle_model_en::EMBED).context("the vectors")?;
    let encoder = Encoder::parse(woozle_model_en::ENCODER).context("the encoder")?;
    let reader = PairReader::parse(woozle_model_en::PAIRS, &encoder).context("the reader of pairs")?;
    let side = |row: &Value, key: &str| Report::from_text(row[key].as_str().unwrap_or(""));
    let reports: Vec<Report> = rows.iter().flat_map(|row| [side(row, "a"), side(row, "b")]).collect();
    let analyses: Vec<Analysis> = reports.iter().map(|report| analyse(report, &model)).collect();
    let statements = reports.iter().map(|report| vec![whole(report)]).enumerate().collect();
    let encodings: Vec<_> =
        reports.iter().map(|report| encoder.encode(&embedder, &[report.text.as_str()])).collect();
    let members: Vec<usize> = (0..reports.len()).collect();
    let input = StoryInput {
        reports: &reports,
        analyses: &analyses,
        statements: &statements,
        members: &members,
        embedder: Some(&embedder),
        encodings: &encodings,
        pairs: Some(&reader),
    };
    let at = |report| StatementRef { report, statement: 0 };
    let pairs: Vec<_> = (0..rows.len()).map(|row| (at(2 * row), at(2 * row + 1))).collect();
    Ok(compare(&input, &pairs))
}

/// The whole text as one statement in the report's own voice.
fn whole(report: &Report) -> Statement {
    Statement {
        content: Span::new(0, report.text.len()),
        sources: Vec::new(),
        cue: None,
        manner: Manner::Narration,
        certainty: Certainty::Certain,
        hedge: None,
        polarity: Polarity::Affirmed,
        kind: StatementKind::Ordinary,
        sentence: 0,
        evidence: Vec::new(),
    }
}
