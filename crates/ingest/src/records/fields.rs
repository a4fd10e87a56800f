//! A JSON record in, the values of its fields out, whatever their names' case and underscores: texts, people, dates.

use serde_json::{Map, Value};
use woozle_text::{Clock, Date, Published};

use crate::feed::feed_date;

pub(super) const TITLES: &[&str] = &["title", "headline", "webtitle", "name", "heading"];
pub(super) const TEXTS: &[&str] = &[
    "text",
    "body",
    "content",
    "articlebody",
    "fulltext",
    "maintext",
    "articletext",
    "bodytext",
    "contenttext",
    "plaintext",
    "cleanedtext",
    "story",
    "article",
    "bodyhtml",
    "contenthtml",
    "html",
];
pub(super) const TEASERS: &[&str] =
    &["description", "summary", "abstract", "leadparagraph", "trailtext", "snippet"];
pub(super) const ADDRESSES: &[&str] =
    &["url", "link", "canonicalurl", "weburl", "articleurl", "sourceurl", "permalink"];
pub(super) const DATES: &[&str] = &[
    "published",
    "publishedat",
    "datepublished",
    "publisheddate",
    "publicationdate",
    "webpublicationdate",
    "pubdate",
    "publishdate",
    "datepublish",
    "publicationtime",
    "date",
    "datetime",
    "created",
    "createdat",
    "timestamp",
    "time",
    "seendate",
    "updated",
    "updatedat",
    "modified",
    "datemodified",
];
pub(super) const AUTHORS: &[&str] =
    &["author", "authors", "byline", "creator", "creators", "by", "writer", "journalist"];
pub(super) const OUTLETS: &[&str] = &[
    "outlet",
    "publisher",
    "publication",
    "sitename",
    "site",
    "newspaper",
    "sourcename",
    "source",
    "provider",
    "domain",
    "sourcedomain",
    "website",
];
pub(super) const CHANGES: &[&str] =
    &["modified", "datemodified", "modifiedat", "lastmodified", "updated", "updatedat", "dateupdated"];
pub(super) const SECTIONS: &[&str] = &["section", "sectionname", "articlesection", "category", "rubric"];
pub(super) const LANGUAGES: &[&str] = &["language", "lang", "inlanguage"];
/// Objects that hold the fields of an article inside its record.
const WRAPPERS: &[&str] =
    &["source", "fields", "attributes", "document", "article", "item", "doc", "newsitem"];

/// The fields of a record, and of objects in it that hold some.
pub(super) struct Fields<'a> {
    fields: Vec<(String, &'a Value)>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(object: &'a Map<String, Value>) -> Self {
        let mut fields: Vec<(String, &Value)> = Vec::new();
        let outer = object.iter().map(|(name, value)| (folded_name(name), value));
        let inner = object
            .iter()
            .filter(|(name, _)| WRAPPERS.contains(&folded_name(name).as_str()))
            .filter_map(|(_, value)| value.as_object())
            // {"source": {"id": …, "name": …}} names an outlet; it wraps no article.
            .filter(|inner| {
                inner.keys().any(|name| {
                    let name = folded_name(name);
                    TEXTS.contains(&name.as_str()) || TEASERS.contains(&name.as_str())
                })
            })
            .flat_map(|inner| inner.iter().map(|(name, value)| (folded_name(name), value)));
        fields.extend(outer.chain(inner));
        Self { fields }
    }

    /// The first field of these names, in the names' order, that holds something.
    pub(super) fn find(&self, names: &[&str]) -> Option<&'a Value> {
        names.iter().find_map(|name| {
            self.fields.iter().find(|(field, value)| field == name && holds(value)).map(|(_, value)| *value)
        })
    }

    /// The first field of these names that is a text, or a list of texts: its paragraphs.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            self.fields.iter().filter(|(field, _)| field == name).find_map(|(_, value)| text(value))
        })
    }

    /// The names in the first field of these: a text, an object with a name, or a list of either.
    pub(super) fn names(&self, names: &[&str]) -> Vec<String> {
        names
            .iter()
            .flat_map(|name| self.fields.iter().filter(move |(field, _)| field == name))
            .map(|(_, value)| people(value))
            .find(|people| !people.is_empty())
            .unwrap_or_default()
    }
}

fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    }
}

/// The name in lower case without underscores, hyphens, prefixes.
fn folded_name(name: &str) -> String {
    let local = name.rsplit_once([':', '.']).map_or(name, |(_, local)| local);
    local.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(list) => {
            let paragraphs: Vec<String> = list.iter().filter_map(paragraph).collect();
            paragraphs.join("\n\n")
        }
        Value::Object(object) => {
            let inner = ["main", "value", "text", "rendered", "content", "name"];
            inner.iter().find_map(|name| object.get(*name)?.as_str()).unwrap_or_default().trim().to_owned()
        }
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

fn paragraph(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value["text"].as_str()).or_else(|| value["content"].as_str())?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn people(value: &Value) -> Vec<String> {
    let name = |value: &Value| {
        let object = || {
            let names = ["name", "title", "original", "label", "displayName"];
            names.iter().find_map(|name| value[*name].as_str())
        };
        let name = value.as_str().or_else(object)?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    };
    match value {
        Value::Array(list) => list.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    }
}

/// A date as text in any form of feeds, or as seconds or milliseconds since 1970.
pub(crate) fn date(value: &Value) -> Option<Published> {
    if let Some(text) = value.as_str() {
        return feed_date(text).or_else(|| crate::date::find_date(text).map(|found| found.published));
    }
    if let Some(inner) = value.as_object() {
        return ["$date", "date", "iso", "value"]
            .iter()
            .find_map(|name| inner.get(*name)?.as_str().and_then(feed_date));
    }
    let number = value.as_f64()?;
    let seconds = if number.abs() >= 1e11 { number / 1_000.0 } else { number };
    // Before 1973 or after 2200 the number is something else: a year, a count.
    if !(1e8..7.3e9).contains(&seconds) {
        return None;
    }
    let minutes = (seconds / 60.0).floor() as i64;
    let minute = u16::try_from(minutes.rem_euclid(1_440)).ok()?;
    let date = Date::from_days_since_epoch(minutes.div_euclid(1_440));
    Some(Published { date, clock: Some(Clock { minute, utc_offset: Some(0) }) })
}
