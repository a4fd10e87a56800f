//! A page's structured data (JSON-LD, schema.org) in, what it says of its article out.
//!
//! Pages in the wild break JSON in a few ways that browsers never notice: raw line breaks in strings,
//! comments around it, commas before a bracket. These are mended once; what is still broken is left alone.

use serde_json::{Map, Value};

use crate::tree::{Tree, folded};

/// What the structured data says of the article; names and texts as given, white space folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// The schema.org type: `NewsArticle`.
    pub kind: String,
    /// The headline.
    pub headline: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Who wrote it: persons and organisations, in order.
    pub authors: Vec<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// When it was last changed, as written.
    pub modified: Option<String>,
    /// The text, with its line breaks.
    pub body: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The section it stands in.
    pub section: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Whether it may be read without paying, where it is said.
    pub free: Option<bool>,
}

/// What the page's structured data says of its article: the first record of the best kind.
pub(crate) fn record(tree: &Tree) -> Option<Record> {
    let scripts: Vec<&str> = tree
        .elements("script")
        .filter(|&at| {
            tree.nodes[at].attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
        })
        .filter_map(|at| Some(&*tree.nodes.get(at + 1)?.text))
        .collect();
    let values: Vec<Value> = scripts.iter().filter_map(|text| read(text)).collect();
    let mut objects = Vec::new();
    for value in &values {
        gather(value, 0, &mut objects);
    }
    let best = objects.iter().filter_map(|object| Some((rank(object)?, *object)));
    // The first of the highest rank: `max_by_key` gives the last.
    match best.rev().max_by_key(|&(rank, _)| rank) {
        Some((_, best)) => Some(describe(best, &objects)),
        None => scripts.iter().find_map(|text| salvaged(text)),
    }
}

/// What can be read of data that is no JSON even when mended: the dates and the headline.
fn salvaged(text: &str) -> Option<Record> {
    let value = |name: &str| {
        let after = text.split_once(&format!("\"{name}\""))?.1.trim_start().strip_prefix(':')?.trim_start();
        let (value, _) = after.strip_prefix('"')?.split_once('"')?;
        Some(folded(value)).filter(|value| !value.is_empty() && value.len() < 300)
    };
    let published = value("datePublished")?;
    Some(Record {
        headline: value("headline").map(|headline| folded(&unescaped(&headline))),
        published: Some(published),
        modified: value("dateModified"),
        ..Record::default()
    })
}

/// Parses the data, mended if need be.
fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text.trim()).ok().or_else(|| serde_json::from_str(&mended(text)).ok())
}

/// The text without comment marks around it, raw control characters, and commas before a closing bracket.
fn mended(text: &str) -> String {
    let start = text.find(['{', '[']).unwrap_or(0);
    let end = text.rfind(['}', ']']).map_or(text.len(), |end| end + 1);
    let text = text.get(start..end).unwrap_or_default();
    let mut mended = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for letter in text.chars() {
        let letter = if letter.is_control() { ' ' } else { letter };
        if !quoted && matches!(letter, '}' | ']') {
            let bare = mended.trim_end().len();
            if mended[..bare].ends_with(',') {
                mended.truncate(bare - 1);
            }
        }
        if letter == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = letter == '\\' && !escaped;
        mended.push(letter);
    }
    mended
}

/// All objects in the value, outer before inner.
fn gather<'a>(value: &'a Value, depth: usize, objects: &mut Vec<&'a Map<String, Value>>) {
    if depth > 12 || objects.len() > 5_000 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, depth + 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            object.values().for_each(|value| gather(value, depth + 1, objects));
        }
        _ => {}
    }
}

/// How sure it is that the object describes the page's article.
fn rank(object: &Map<String, Value>) -> Option<u8> {
    let kinds = strings(object.get("@type")?);
    let is = |kind: &&String| {
        let kind = kind.rsplit('/').next().unwrap_or(kind);
        let article = kind.ends_with("Article") || kind.ends_with("Posting") && kind != "JobPosting";
        article || kind == "Report" || kind.ends_with("NewsReport")
    };
    let dated = u8::from(object.contains_key("datePublished"));
    let titled = u8::from(object.contains_key("headline"));
    if kinds.iter().any(|kind| is(&kind)) {
        return Some(10 + dated + titled);
    }
    let page = ["WebPage", "ItemPage", "VideoObject", "Recipe", "Review", "Product", "FAQPage"];
    kinds.iter().any(|kind| page.iter().any(|page| kind.ends_with(page))).then_some(dated + titled)
}

fn describe(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> Record {
    let text = |name: &str| object.get(name).and_then(first_string).map(|text| folded(&unescaped(&text)));
    let text = |name: &str| text(name).filter(|text| !text.is_empty());
    let names = |name: &str| object.get(name).map(|value| names(value, all, 0)).unwrap_or_default();
    let mut authors = names("author");
    if authors.is_empty() {
        authors = names("creator");
    }
    Record {
        kind: object.get("@type").and_then(first_string).unwrap_or_default(),
        headline: text("headline").or_else(|| text("name")),
        description: text("description"),
        authors,
        published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        body: object.get("articleBody").and_then(first_string).map(|body| unescaped(&body)),
        publisher: names("publisher").into_iter().next(),
        section: text("articleSection"),
        language: text("inLanguage"),
        url: text("url").filter(|url| url.starts_with("http")),
        free: object.get("isAccessibleForFree").and_then(truth),
    }
}

/// The names in an author or publisher: strings, objects with a name, references to objects with one.
fn names(value: &Value, all: &[&Map<String, Value>], depth: usize) -> Vec<String> {
    match value {
        Value::String(name) => {
            Some(folded(&unescaped(name))).filter(|name| !name.is_empty()).into_iter().collect()
        }
        Value::Array(values) if depth < 3 => {
            values.iter().flat_map(|value| names(value, all, depth + 1)).collect()
        }
        Value::Object(object) if depth < 3 => match (object.get("name"), object.get("@id")) {
            (Some(name), _) => names(name, all, depth + 1),
            (None, Some(Value::String(id))) => all
                .iter()
                .find(|other| {
                    other.contains_key("name") && other.get("@id").and_then(Value::as_str) == Some(id)
                })
                .map(|other| names(&other["name"], all, depth + 1))
                .unwrap_or_default(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().filter_map(|value| Some(value.as_str()?.to_owned())).collect(),
        _ => Vec::new(),
    }
}

fn first_string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => values.iter().find_map(first_string),
        Value::Object(object) => object.get("name").or_else(|| object.get("@value")).and_then(first_string),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// The text without markup and with its character references read: many sites escape twice.
fn unescaped(text: &str) -> String {
    if !text.contains('&') && !text.contains('<') {
        return text.to_owned();
    }
    let tree = Tree::parse(text);
    let mut plain = String::with_capacity(text.len());
    for node in &tree.nodes {
        match &*node.name {
            "p" | "br" | "div" | "li" | "h2" | "h3" => plain.push('\n'),
            _ => plain.push_str(&node.text),
        }
    }
    plain
}
