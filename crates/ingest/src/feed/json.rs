//! A JSON Feed (versions 1 and 1.1) in, a [`Feed`] out.

use serde_json::Value;

use super::{Content, Entry, Feed, MOST_ENTRIES, feed_date};
use crate::{Hint, IngestError};

/// Whether the object says that it is a JSON Feed, or is one in all but name.
pub(crate) fn is_json_feed(value: &Value) -> bool {
    let stated = value["version"].as_str().is_some_and(|version| version.contains("jsonfeed.org/version/"));
    let alike = value["items"].as_array().is_some_and(|items| {
        items.first().is_some_and(|item| !item["content_html"].is_null() || !item["content_text"].is_null())
    });
    stated || alike
}

/// Reads a JSON Feed.
pub(crate) fn read_json_feed(text: &str, hint: &Hint<'_>) -> Result<Feed, IngestError> {
    let value: Value = serde_json::from_str(text).map_err(|error| IngestError::Broken {
        name: hint.name(),
        what: "JSON",
        reason: error.to_string(),
    })?;
    if !is_json_feed(&value) {
        return Err(not_a_feed(hint));
    }
    Ok(feed(&value))
}

pub(crate) fn not_a_feed(hint: &Hint<'_>) -> IngestError {
    IngestError::Unsupported {
        name: hint.name(),
        what: "a file without a news feed in it",
        advice: "give the address of the feed itself",
    }
}

/// The feed that the object holds.
pub(crate) fn feed(value: &Value) -> Feed {
    let items = value["items"].as_array().map_or(&[][..], Vec::as_slice);
    Feed {
        title: string(&value["title"]),
        link: string(&value["home_page_url"]),
        language: string(&value["language"]),
        entries: items.iter().take(MOST_ENTRIES).map(entry).collect(),
        cut: items.len() > MOST_ENTRIES,
    }
}

fn entry(item: &Value) -> Entry {
    let date = |name: &str| item[name].as_str().and_then(feed_date);
    let html = string(&item["content_html"]).map(|text| Content { text, is_html: true });
    let text = || string(&item["content_text"]).map(|text| Content { text, is_html: false });
    Entry {
        title: string(&item["title"]),
        // What is commented on stands at external_url; the entry itself at url.
        link: string(&item["url"]).or_else(|| string(&item["external_url"])),
        id: string(&item["id"]).or_else(|| item["id"].as_i64().map(|id| id.to_string())),
        published: date("date_published"),
        updated: date("date_modified"),
        authors: authors(item),
        summary: string(&item["summary"]).map(|text| Content { text, is_html: false }),
        content: html.or_else(text),
        source: None,
        publisher: None,
        section: item["tags"].as_array().filter(|tags| tags.len() == 1).and_then(|tags| string(&tags[0])),
        language: string(&item["language"]),
    }
}

/// Version 1 has one author, version 1.1 a list.
fn authors(item: &Value) -> Vec<String> {
    let many = item["authors"].as_array().map_or(&[][..], Vec::as_slice);
    many.iter().chain([&item["author"]]).filter_map(|author| string(&author["name"])).collect()
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
