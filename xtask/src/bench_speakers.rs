//! Coreference measured: documents with gold entities in, rows of the language table out.
//!
//! *Speakers*: attributions of the annotated GUM documents whose source is one pronoun of the third person,
//! or a description headed by a common noun, and whose gold entity bears a name. Right when the canonical name
//! of our entity is one of the gold entity's names, the analysis having seen the raw text alone. "I", "we" and
//! "you" do not count: who speaks in an interview or a letter is not in its words. Gold entities are people,
//! organisations and places; "passages in the Scriptures" is none.
//! *GAP*: F1 as in its own scorer, and the bias, the feminine F1 over the masculine one. Read for evaluation only.
//! *OntoGUM news*: named entities only, see [`crate::links`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use woozle_language::{Analysis, Mention, MentionKind, Model, NameKind, analyse};
use woozle_text::{Report, Span};

use crate::bench_links;
use crate::links::{self, Chains, Closeness, Count, Heads, links};
use crate::train::{option, read};

/// A line of the table.
pub(crate) type Row = (String, String);

/// Runs the bench by itself: `--data DIR [--split dev|train] [--errors]`.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let data = option(args, "--data").context("--data DIR is missing")?;
    let split = option(args, "--split").unwrap_or("dev");
    let bytes = option(args, "--model").map(fs::read).transpose()?;
    let model = Model::parse(bytes.as_deref().unwrap_or(woozle_model_en::LANGUAGE))?;
    let bench = Bench { data: Path::new(data), split, model: &model };
    for (what, value) in bench.rows()? {
        println!("| {what:<50} | {value:>18} |");
    }
    if args.iter().any(|arg| arg == "--errors") {
        bench.errors()?;
        bench.news_errors()?;
        bench_links::errors(&bench)?;
    }
    Ok(())
}

/// Where the data lies, which half of it, and what is measured.
pub(crate) struct Bench<'a> {
    pub(crate) data: &'a Path,
    pub(crate) split: &'a str,
    pub(crate) model: &'a Model,
}

impl Bench<'_> {
    /// All figures; of a set that is missing the word.
    pub(crate) fn rows(&self) -> Result<Vec<Row>> {
        let mut rows = self.speakers()?;
        rows.extend(bench_links::rows(self)?);
        rows.extend(self.pronouns()?);
        rows.extend(self.news()?);
        Ok(rows)
    }

    fn speakers(&self) -> Result<Vec<Row>> {
        let what = format!("speaker by pronoun or role, GUM {}", self.split);
        let Some(documents) = self.documents(self.split)? else { return Ok(vec![(what, "missing".into())]) };
        let (mut people, mut roles, mut news) = (Share::default(), Share::default(), Share::default());
        for document in &documents {
            let answers = self.answers(document);
            for answer in &answers {
                let share = if answer.pronoun { &mut people } else { &mut roles };
                share.count(answer.right);
                if is_news(document) {
                    news.count(answer.right);
                }
            }
        }
        let all = Share { right: people.right + roles.right, of: people.of + roles.of };
        Ok(vec![
            (what, all.print()),
            ("  by pronoun".into(), people.print()),
            ("  by role".into(), roles.print()),
            ("  in news".into(), news.print()),
        ])
    }

    /// Prints what came out wrong, for development on the training half.
    fn errors(&self) -> Result<()> {
        for document in self.documents(self.split)?.unwrap_or_default() {
            for answer in self.answers(&document).iter().filter(|answer| !answer.right) {
                println!("{} {}", document["id"].as_str().unwrap_or(""), answer.told);
            }
        }
        Ok(())
    }

    /// The annotated documents that lie beside the treebanks.
    pub(crate) fn documents(&self, split: &str) -> Result<Option<Vec<Value>>> {
        let path = self.data.join("../attribution").join(format!("gum.{split}.jsonl"));
        let Ok(text) = fs::read_to_string(path) else { return Ok(None) };
        Ok(Some(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?))
    }

    /// Every attribution that counts, and whether it came out right.
    fn answers(&self, document: &Value) -> Vec<Speaker> {
        let text = document["text"].as_str().unwrap_or("");
        let asked = questions(document, self.chains(document).as_ref());
        if asked.is_empty() {
            return Vec::new();
        }
        let report = Report::from_text(text);
        let analysis = analyse(&report, self.model);
        asked.iter().map(|question| question.ask(&report, &analysis)).collect()
    }

    /// The gold chains of a document, where OntoGUM has them.
    pub(crate) fn chains(&self, document: &Value) -> Option<Chains> {
        let name = document["id"].as_str()?.rsplit('/').next()?;
        let table = fs::read_to_string(self.data.join(format!("gum-coref/{name}.conll"))).ok()?;
        links::read(&table, document["text"].as_str()?)
    }

    fn pronouns(&self) -> Result<Vec<Row>> {
        let what = "GAP development, F1".to_owned();
        let Ok(table) = read(&self.data.join("gap/gap-development.tsv")) else {
            return Ok(vec![(what, "missing".into())]);
        };
        let (mut men, mut women) = (Count::default(), Count::default());
        for line in table.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, text, pronoun, at, a, a_at, a_gold, b, b_at, b_gold, ..] = fields[..] else { continue };
            let report = Report::from_text(text);
            let analysis = analyse(&report, self.model);
            let entity = span_of(text, at, pronoun)
                .and_then(|span| analysis.mentions.iter().find(|mention| mention.span == span))
                .map(|mention| mention.entity);
            let feminine = matches!(&*pronoun.to_lowercase(), "she" | "her" | "hers" | "herself");
            let count = if feminine { &mut women } else { &mut men };
            for (name, at, gold) in [(a, a_at, a_gold), (b, b_at, b_gold)] {
                let named = span_of(text, at, name).is_some_and(|span| {
                    let bears =
                        |mention: &Mention| mention.kind == MentionKind::Name && meet(mention.span, span);
                    analysis.mentions.iter().any(|mention| Some(mention.entity) == entity && bears(mention))
                });
                count.wanted += usize::from(gold == "TRUE");
                count.found += usize::from(named);
                count.right += usize::from(named && gold == "TRUE");
            }
        }
        let all = men.plus(women);
        let bias = women.percent() / men.percent().max(f64::MIN_POSITIVE);
        Ok(vec![
            (what, all.f1()),
            ("  precision, recall".into(), all.precision_and_recall()),
            ("  masculine, feminine, bias".into(), format!("{}, {}, {bias:.2}", men.f1(), women.f1())),
        ])
    }

    /// The news of OntoGUM, which lies in the training half whatever the split.
    fn news(&self) -> Result<Vec<Row>> {
        let (mut pairs, mut closeness) = (Count::default(), Closeness::default());
        for news in self.news_documents()? {
            pairs = pairs.plus(links(&news.gold, &news.found));
            closeness.add(&news.gold, &news.found);
        }
        Ok(vec![
            ("OntoGUM news (train), named entities, pairs, F1".into(), pairs.f1()),
            ("  precision, recall".into(), pairs.precision_and_recall()),
            ("OntoGUM news (train), named entities, B³, F1".into(), closeness.f1()),
        ])
    }

    /// Prints the pairs of each document, so that what changed between two versions shows.
    fn news_errors(&self) -> Result<()> {
        for News { id, gold, found } in self.news_documents()? {
            let Count { right, found, wanted } = links(&gold, &found);
            println!("{id} PAIRS: {right} right, {found} found, {wanted} wanted");
        }
        Ok(())
    }

    /// Of every document of the news the named chains.
    fn news_documents(&self) -> Result<Vec<News>> {
        let mut news = Vec::new();
        for document in self.documents("train")?.unwrap_or_default() {
            let Some(chains) = is_news(&document).then(|| self.chains(&document)).flatten() else { continue };
            let report = Report::from_text(document["text"].as_str().unwrap_or(""));
            let found = Chains::of(&report, &analyse(&report, self.model)).named(&report.text);
            let id = document["id"].as_str().unwrap_or("").to_owned();
            news.push(News { id, gold: chains.named(&report.text), found });
        }
        Ok(news)
    }
}

/// The named chains of a document, gold and ours.
struct News {
    id: String,
    gold: Heads,
    found: Heads,
}

pub(crate) fn is_news(document: &Value) -> bool {
    document["id"].as_str().is_some_and(|id| id.contains("_news_"))
}

pub(crate) fn meet(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Where the words stand that begin at that Unicode scalar.
fn span_of(text: &str, at: &str, words: &str) -> Option<Span> {
    let start = byte(text, at.parse().ok()?)?;
    text[start..].starts_with(words).then(|| Span::new(start, start + words.len()))
}

/// The byte at which the Unicode scalar with that number begins.
fn byte(text: &str, scalar: usize) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(scalar)
}

/// Right of how many.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn print(self) -> String {
        format!("{:.1} ({} of {})", 100.0 * self.right as f64 / self.of.max(1) as f64, self.right, self.of)
    }
}

/// An attribution that counts: its source, and the names of the gold entity.
struct Question {
    source: Span,
    pronoun: bool,
    person: bool,
    names: BTreeSet<String>,
}

/// How it came out.
struct Speaker {
    pronoun: bool,
    right: bool,
    told: String,
}

impl Question {
    fn ask(&self, report: &Report, analysis: &Analysis) -> Speaker {
        let inside = |mention: &&Mention| {
            if self.pronoun { mention.span == self.source } else { meet(mention.span, self.source) }
        };
        // Of nested mentions the outer one comes first.
        let entity = analysis.mentions.iter().find(inside).map(|mention| &analysis.entities[mention.entity]);
        let right = entity.is_some_and(|entity| {
            // "Americans", which gold counts among persons, are a people.
            let person = matches!(entity.kind, NameKind::Person | NameKind::Norp);
            entity.named
                && (self.person == (entity.kind == NameKind::Person) || self.person && person)
                && self.names.iter().any(|name| says(name, &entity.name))
        });
        let found = entity.map_or("nothing", |entity| &entity.name);
        let told = format!("“{}” is {found}, not {:?}", report.slice(self.source), self.names);
        Speaker { pronoun: self.pronoun, right, told }
    }
}

/// Whether the words of the one name are all words of the other, the last of ours not as the owner of what follows:
/// "John Key" is in "New Zealand's Prime Minister John Key", "New Zealand" is not.
pub(crate) fn says(gold: &str, ours: &str) -> bool {
    let owner = |after: Option<&&str>| matches!(after, Some(&"s" | &"of"));
    let holds = |long: &[&str], short: &[&str]| {
        let last = |at: &usize| Some(&long[*at]) == short.last() && !owner(long.get(at + 1));
        short.iter().all(|word| long.contains(word)) && (0..long.len()).any(|at| last(&at))
    };
    let (gold, ours) = (gold.to_lowercase(), ours.to_lowercase());
    let (gold, ours) = (words(&gold), words(&ours));
    !ours.is_empty() && !gold.is_empty() && (holds(&gold, &ours) || holds(&ours, &gold))
}

/// The words without marks and articles.
fn words(text: &str) -> Vec<&str> {
    let bare = text.split(|letter: char| !letter.is_alphanumeric() && letter != '.');
    bare.map(|word| word.trim_matches('.')).filter(|word| !matches!(*word, "" | "the")).collect()
}

/// The attributions of the document that count.
fn questions(document: &Value, chains: Option<&Chains>) -> Vec<Question> {
    let text = document["text"].as_str().unwrap_or("");
    let empty = Vec::new();
    let attributions = document["attributions"].as_array().unwrap_or(&empty);
    let sources: Vec<(&Value, Option<Span>)> =
        attributions.iter().map(|attribution| (&attribution["speaker"], source(text, attribution))).collect();
    let mut questions = Vec::new();
    for &(speaker, source) in &sources {
        let Some(source) = source else { continue };
        let kind = speaker["type"].as_str().unwrap_or("");
        if !speaker["named"].as_bool().unwrap_or(false)
            || !matches!(kind, "person" | "organization" | "place")
        {
            continue;
        }
        let elsewhere = sources.iter().filter(|(other, _)| other["entity"] == speaker["entity"]);
        let names: BTreeSet<String> = elsewhere
            .filter_map(|(_, span)| span.map(|span| span.slice(text)))
            .chain(speaker["name"].as_str())
            .chain(chains.into_iter().flat_map(|chains| chains.with(source)).map(|span| span.slice(text)))
            .filter(|name| links::is_name(name))
            .map(str::to_owned)
            .collect();
        let words = source.slice(text);
        let pronoun = links::is_pronoun(words);
        let named = names.iter().any(|name| says(name, words) || says(words, name));
        if !names.is_empty() && (pronoun || links::is_description(words) && !named) {
            questions.push(Question { source, pronoun, person: kind == "person", names });
        }
    }
    questions
}

/// The source of an attribution, where it stands in one piece.
fn source(text: &str, attribution: &Value) -> Option<Span> {
    let [piece] = &attribution["source"].as_array()?[..] else { return None };
    let scalar = |at: usize| byte(text, usize::try_from(piece[at].as_u64()?).ok()?);
    Some(Span::new(scalar(0)?, scalar(1)?))
}
