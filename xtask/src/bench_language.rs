//! `cargo xtask bench language --data DIR [--split dev|test] [--model FILE]`: one table of what the language
//! layer gets right on annotated text, and how fast.
//!
//! Tags and trees are measured on gold tokens with the tagger's own tags, labels with their subtypes,
//! punctuation included. *Arcs attribution rests on* are those that tell who said what: `nsubj` and `nsubj:pass`,
//! `ccomp` and `parataxis`, whose head or dependent is a verb of speech or thought as tabled here
//! ([`SAYING`]), and every arc of an "according to" phrase (the source's `obl` and its two `case`/`fixed` words).
//! An arc counts when head and label are both right; F1 over gold and found arcs of that set. Names count
//! when span and class are both right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use woozle_language::analyse::node;
use woozle_language::{Deprel, Model, analyse, ner, phrase};
use woozle_text::Report;
use woozle_training::naming::{self, Named, NamedText};
use woozle_training::treebank::{self, Tree};

use crate::bench_speakers;
use crate::train::{option, read};

/// Lemmas of verbs of speech and thought.
const SAYING: &[&str] = &[
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "agree",
    "allege",
    "announce",
    "argue",
    "ask",
    "assert",
    "believe",
    "claim",
    "comment",
    "concede",
    "conclude",
    "confirm",
    "declare",
    "deny",
    "estimate",
    "expect",
    "explain",
    "fear",
    "hope",
    "insist",
    "know",
    "maintain",
    "note",
    "observe",
    "predict",
    "promise",
    "quote",
    "recall",
    "remark",
    "reply",
    "report",
    "respond",
    "reveal",
    "say",
    "state",
    "stress",
    "suggest",
    "tell",
    "think",
    "urge",
    "warn",
    "wonder",
    "write",
];

/// Runs the bench.
///
/// # Errors
/// When the arguments make no sense, or the model or a file cannot be read.
pub fn run(args: &[String]) -> Result<()> {
    let data = PathBuf::from(option(args, "--data").context("--data DIR is missing")?);
    let split = option(args, "--split").unwrap_or("dev");
    let path = PathBuf::from(option(args, "--model").unwrap_or("models/language-en.bin"));
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let started = Instant::now();
    let model = Model::parse(&bytes)?;
    let mut table = Table::default();
    table.row("model loads in", format!("{:.1} ms", started.elapsed().as_secs_f64() * 1000.0));
    table.row("model size", format!("{:.2} MB", bytes.len() as f64 / 1e6));
    for (name, weights) in [
        ("tags", &model.tagger.weights),
        ("moves", &model.moves),
        ("labels", &model.labels),
        ("names", &model.names),
    ] {
        table.row(format!("  weights of {name}"), format!("{:.2} MB", weights.size() as f64 / 1e6));
    }
    let bench = Bench { data: &data, split, model: &model };
    bench.sentences(&mut table)?;
    bench.trees(&mut table)?;
    bench.names(&mut table)?;
    for (what, value) in (bench_speakers::Bench { data: &data, split, model: &model }).rows()? {
        table.row(what, value);
    }
    bench.speed(&mut table)?;
    table.print();
    Ok(())
}

#[derive(Default)]
struct Table(Vec<(String, String)>);

impl Table {
    fn row(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.0.push((what.into(), value.into()));
    }

    #[allow(clippy::print_stdout)]
    fn print(&self) {
        for (what, value) in &self.0 {
            println!("| {what:<50} | {value:>18} |");
        }
    }
}

/// Right, found, wanted.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Count {
    fn f1(self) -> String {
        format!("{:.2}", 200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64)
    }

    fn sets<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.right += found.intersection(wanted).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }
}

struct Bench<'a> {
    data: &'a Path,
    split: &'a str,
    model: &'a Model,
}

impl Bench<'_> {
    /// The file of a folder whose name holds the split.
    fn file(&self, folder: &str, table: &mut Table) -> Option<String> {
        let entries = fs::read_dir(self.data.join(folder)).ok();
        let mut paths: Vec<PathBuf> =
            entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        paths.sort();
        let named = |path: &&PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.contains(self.split) && !name.ends_with(".md")
        };
        let found = paths.iter().find(named).and_then(|path| read(path).ok());
        if found.is_none() {
            table.row(format!("{folder} {}", self.split), "missing");
        }
        found
    }

    fn sentences(&self, table: &mut Table) -> Result<()> {
        if let Ok(source) = read(&self.data.join("sbd/english_golden_rules.py")) {
            let rules = golden_rules(&source);
            let passes = |(text, wanted): &&(String, Vec<String>)| split(text, self.model) == *wanted;
            let right = rules.iter().filter(passes).count();
            table.row("golden sentence rules", format!("{right} of {}", rules.len()));
        }
        let Some(text) = self.file("gum", table) else { return Ok(()) };
        let trees = treebank::read(&text);
        let mut count = Count::default();
        let mut words = Count::default();
        for document in trees.chunk_by(|a, b| a.document == b.document) {
            if !document[0].document.contains("_news_") {
                continue;
            }
            let (text, gold, gold_words) = document_text(document);
            let analysis = analyse(&Report::from_text(text.clone()), self.model);
            let found: BTreeSet<_> =
                analysis.sentences.iter().map(|sentence| (sentence.span.start, sentence.span.end)).collect();
            let found_words =
                analysis.tokens.iter().map(|token| (token.span.start, token.span.end)).collect();
            count.sets(&found, &gold);
            words.sets(&found_words, &gold_words);
        }
        table.row("sentences, GUM news, raw text, F1", count.f1());
        table.row("words, GUM news, raw text, F1", words.f1());
        Ok(())
    }

    fn trees(&self, table: &mut Table) -> Result<()> {
        for folder in ["ewt", "gum"] {
            let Some(text) = self.file(folder, table) else { continue };
            let name = folder.to_uppercase();
            let score = self.score_trees(&treebank::read(&text));
            let percent = |right: usize| format!("{:.2}", 100.0 * right as f64 / score.words.max(1) as f64);
            table.row(format!("{name} UPOS"), percent(score.upos));
            table.row(format!("{name} XPOS"), percent(score.xpos));
            table.row(format!("{name} lemma"), percent(score.lemmas));
            table.row(format!("{name} UAS"), percent(score.heads));
            table.row(format!("{name} LAS"), percent(score.labels));
            table.row(format!("{name} arcs attribution rests on, F1"), score.arcs.f1());
        }
        Ok(())
    }

    fn score_trees(&self, trees: &[Tree]) -> TreeScore {
        let mut score = TreeScore::default();
        for tree in trees {
            let words = woozle_training::words(&tree.forms, &self.model.lexicon);
            let mut tags = Vec::new();
            self.model.tagger.tag(&words, &mut tags);
            let nodes: Vec<_> = words.iter().zip(&tags).map(|(word, &tag)| node(word, tag)).collect();
            let arcs: Vec<(usize, Deprel)> = self
                .model
                .parser()
                .parse(&nodes)
                .arcs()
                .map(|(head, label)| (head, Deprel::ALL[usize::from(label)]))
                .collect();
            for at in 0..words.len() {
                let (upos, xpos) = self.model.tagger.classes[usize::from(tags[at])];
                score.words += 1;
                score.upos += usize::from(upos == tree.upos[at]);
                score.xpos += usize::from(xpos == tree.xpos[at]);
                let lemma = self.model.lemmas.lemma(&tree.forms[at], upos, xpos);
                score.lemmas += usize::from(*lemma == *tree.lemmas[at]);
                score.heads += usize::from(arcs[at].0 == tree.heads[at]);
                score.labels += usize::from(arcs[at] == (tree.heads[at], tree.labels[at]));
            }
            let gold: Vec<_> = tree.heads.iter().copied().zip(tree.labels.iter().copied()).collect();
            score.arcs.sets(&resting(tree, &arcs), &resting(tree, &gold));
        }
        score
    }

    fn names(&self, table: &mut Table) -> Result<()> {
        if let Some(text) = self.file("worldwide", table) {
            let counts = self.score_names(&naming::read(&text, (0, 1), true));
            let all = counts.iter().fold(Count::default(), |sum, count| Count {
                right: sum.right + count.right,
                found: sum.found + count.found,
                wanted: sum.wanted + count.wanted,
            });
            table.row("names, Worldwide, 9 classes, F1", all.f1());
            for (kind, count) in counts.iter().enumerate() {
                table.row(format!("  {:?} ({})", ner::KINDS[kind], count.wanted), count.f1());
            }
        }
        if let Some(text) = self.file("uner", table) {
            let counts = self.score_names(&naming::read(&text, (1, 2), false));
            let all = counts[..3].iter().fold(Count::default(), |sum, count| Count {
                right: sum.right + count.right,
                found: sum.found + count.found,
                wanted: sum.wanted + count.wanted,
            });
            table.row("names, UNER (person, organisation, location), F1", all.f1());
        }
        Ok(())
    }

    fn score_names(&self, texts: &[NamedText]) -> Vec<Count> {
        let mut counts = vec![Count::default(); naming::CLASSES];
        for text in texts {
            let mut document: Named = woozle_training::named(text, &self.model.lexicon, &self.model.tagger);
            let first = naming::find(&self.model.names, &document);
            phrase::tell_elsewhere(&document.words, &first, &mut document.clues);
            let marks = naming::find(&self.model.names, &document);
            let (found, wanted) =
                (by_kind(&marks, &text.sentences), by_kind(&document.marks, &text.sentences));
            for kind in 0..naming::CLASSES {
                counts[kind].sets(&found[kind], &wanted[kind]);
            }
        }
        counts
    }

    /// Words per CPU second of everything, one thread, best of three.
    fn speed(&self, table: &mut Table) -> Result<()> {
        let Some(text) = self.file("gum", table) else { return Ok(()) };
        let trees = treebank::read(&text);
        let reports: Vec<Report> = trees
            .chunk_by(|a, b| a.document == b.document)
            .map(|document| Report::from_text(document_text(document).0))
            .collect();
        let mut best = f64::MAX;
        let mut words = 0;
        for _ in 0..3 {
            let started = Instant::now();
            words = reports.iter().map(|report| analyse(report, self.model).tokens.len()).sum();
            best = best.min(started.elapsed().as_secs_f64());
        }
        table.row("words per second, everything, one thread", format!("{:.0}", words as f64 / best));
        Ok(())
    }
}

#[derive(Default)]
struct TreeScore {
    words: usize,
    upos: usize,
    xpos: usize,
    lemmas: usize,
    heads: usize,
    labels: usize,
    arcs: Count,
}

/// The arcs of the set in the head of this file.
fn resting(tree: &Tree, arcs: &[(usize, Deprel)]) -> BTreeSet<(usize, usize, Deprel)> {
    let saying = |at: usize| tree.lemmas.get(at).is_some_and(|lemma| SAYING.contains(&lemma.as_str()));
    let according = |at: usize| tree.forms.get(at).is_some_and(|form| form.eq_ignore_ascii_case("according"));
    let mut found = BTreeSet::new();
    for (at, &(head, label)) in arcs.iter().enumerate() {
        let subject = matches!(label, Deprel::Nsubj | Deprel::NsubjPass) && saying(head);
        let clause = matches!(label, Deprel::Ccomp | Deprel::Parataxis) && (saying(head) || saying(at));
        let source = arcs.iter().enumerate().any(|(case, arc)| arc.0 == at && according(case))
            || according(at)
            || according(head);
        if subject || clause || source {
            found.insert((at, head, label));
        }
    }
    found
}

fn by_kind(marks: &[u8], sentences: &[Range<usize>]) -> Vec<BTreeSet<(usize, usize)>> {
    let mut sets = vec![BTreeSet::new(); naming::CLASSES];
    for range in sentences {
        for (tokens, kind) in ner::spans(&marks[range.clone()]) {
            sets[kind].insert((tokens.start + range.start, tokens.end + range.start));
        }
    }
    sets
}

type Spans = BTreeSet<(usize, usize)>;

/// The running text of a document, a line for each paragraph, with the spans of its sentences and words.
fn document_text(document: &[Tree]) -> (String, Spans, Spans) {
    let mut text = String::new();
    let (mut sentences, mut words) = (BTreeSet::new(), BTreeSet::new());
    for tree in document {
        if !text.is_empty() {
            text.push(if tree.paragraph { '\n' } else { ' ' });
        }
        let start = text.len();
        text.push_str(&tree.text);
        sentences.insert((start, text.len()));
        let mut at = start;
        for form in &tree.forms {
            if let Some(found) = text[at..].find(form.as_str()) {
                words.insert((at + found, at + found + form.len()));
                at += found + form.len();
            }
        }
    }
    (text, sentences, words)
}

fn split(text: &str, model: &Model) -> Vec<String> {
    let report = Report::from_text(text);
    analyse(&report, model).sentences.iter().map(|sentence| report.slice(sentence.span).to_owned()).collect()
}

/// Texts and their sentences from the list of tuples in the rules' Python file.
fn golden_rules(source: &str) -> Vec<(String, Vec<String>)> {
    let mut rules: BTreeMap<usize, (String, Vec<String>)> = BTreeMap::new();
    let (mut depth, mut rest) = (0, source);
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '#' => length = rest.find('\n').unwrap_or(rest.len()),
            '(' => {
                depth += 1;
                rules.insert(rules.len(), Default::default());
            }
            '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '"' | '\'' => {
                let quote = if rest.starts_with("\"\"\"") { "\"\"\"" } else { &rest[..1] };
                let from = quote.len();
                let to = from + rest[from..].find(quote).unwrap_or(0);
                length = to + quote.len();
                // A quotation mark before the closing three belongs to the text.
                let extra = usize::from(quote.len() == 3 && rest[length..].starts_with('"'));
                let (to, end) = (to + extra, length + extra);
                length = end;
                let text = rest[from..to].to_owned();
                if let Some(mut rule) = rules.last_entry() {
                    if depth == 2 { rule.get_mut().0 = text } else { rule.get_mut().1.push(text) }
                }
            }
            _ => {}
        }
        rest = &rest[length..];
    }
    rules.into_values().filter(|rule| !rule.1.is_empty()).collect()
}
