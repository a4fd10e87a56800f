//! JSON in, [`Report`]s out: one article, a list of them, JSON Lines, the answers of news interfaces, ninjs,
//! JSON Feed.
//!
//! Fields are known by the names that are common for them, whatever their case and underscores. One record that
//! cannot be read never loses the others: it is counted and the first ones are named with their line.

mod fields;

use serde_json::Value;
use woozle_text::{Notice, NoticeKind, Report};

use crate::{
    Hint, IngestError, feed,
    item::{Body, Item},
    ninjs,
};

pub(crate) use self::fields::date;
use self::fields::{
    ADDRESSES, AUTHORS, CHANGES, DATES, Fields, LANGUAGES, OUTLETS, SECTIONS, TEASERS, TEXTS, TITLES,
};

/// Lists are looked for so deep: `{"response": {"docs": […]}}`.
const DEEPEST_LIST: usize = 3;
/// So many records that could not be read are named.
const MOST_NAMED: usize = 5;

/// Reads the records of a JSON file.
pub(crate) fn read_records(text: &str, hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => from_value(&value, hint),
        // More values one behind the other, or a broken one.
        Err(error) => match lines(text, hint) {
            Some(read) => read,
            None => Err(IngestError::Broken { name: hint.name(), what: "JSON", reason: error.to_string() }),
        },
    }
}

/// The reports in one JSON value.
fn from_value(value: &Value, hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    if feed::is_json_feed(value) {
        return feed::reports_of_json(value, hint);
    }
    if let Some(report) = read_record(value) {
        return Ok(vec![named(report, hint, None)]);
    }
    let records = list(value, DEEPEST_LIST).unwrap_or_default();
    let mut gathered = Gathered::default();
    for (number, record) in records.iter().enumerate() {
        gathered.take(read_record(record), hint, number + 1, "no text or title was found in it");
    }
    gathered.finish(hint, "record")
}

/// The reports of JSON Lines; `None` where not one line is a JSON object.
fn lines(text: &str, hint: &Hint<'_>) -> Option<Result<Vec<Report>, IngestError>> {
    let mut gathered = Gathered::default();
    let mut any = false;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line.trim().trim_end_matches(',')) {
            Ok(value) if value.is_object() => {
                any = true;
                gathered.take(read_record(&value), hint, number + 1, "no text or title was found in it");
            }
            Ok(_) => gathered.lose(number + 1, "it is no object".to_owned()),
            Err(error) => gathered.lose(number + 1, format!("it is no JSON: {error}")),
        }
    }
    any.then(|| gathered.finish(hint, "line"))
}

/// Reports that were read and records that were not.
#[derive(Default)]
struct Gathered {
    reports: Vec<Report>,
    lost: Vec<(usize, String)>,
}

impl Gathered {
    fn take(&mut self, report: Option<Report>, hint: &Hint<'_>, number: usize, why: &str) {
        match report {
            Some(report) => self.reports.push(named(report, hint, Some(number))),
            None => self.lose(number, why.to_owned()),
        }
    }

    fn lose(&mut self, number: usize, why: String) {
        self.lost.push((number, why));
    }

    fn finish(mut self, hint: &Hint<'_>, unit: &str) -> Result<Vec<Report>, IngestError> {
        let Some(first) = self.reports.first_mut() else {
            return Err(IngestError::Unsupported {
                name: hint.name(),
                what: "a JSON file without articles",
                advice: "give objects with a field such as \"text\" or \"body\", and \"title\", \"url\", \"date\", \"outlet\" where known",
            });
        };
        if !self.lost.is_empty() {
            let named =
                self.lost.iter().take(MOST_NAMED).map(|(number, why)| format!("{unit} {number}: {why}"));
            let named = named.collect::<Vec<_>>().join("; ");
            let more = if self.lost.len() > MOST_NAMED { "; …" } else { "" };
            let count = self.lost.len();
            let message = format!("{count} of the file's records could not be read ({named}{more})");
            first.notices.push(Notice::new(NoticeKind::Other, message));
        }
        Ok(self.reports)
    }
}

/// Gives the report the path of the file, with its number where it is one of many.
fn named(mut report: Report, hint: &Hint<'_>, number: Option<usize>) -> Report {
    report.path = hint.path.map(|path| match number {
        Some(number) => format!("{path}#{number}"),
        None => path.to_owned(),
    });
    report
}

/// The list of records in a value: itself, or the longest list of objects in its fields.
fn list(value: &Value, depth: usize) -> Option<&[Value]> {
    if let Some(list) = value.as_array() {
        return list.iter().any(Value::is_object).then_some(list);
    }
    let fields = value.as_object().filter(|_| depth > 0)?;
    fields.values().filter_map(|field| list(field, depth - 1)).max_by_key(|list| list.len())
}

/// One record's report, if it is an article.
fn read_record(value: &Value) -> Option<Report> {
    let object = value.as_object()?;
    if ninjs::is_ninjs(object) {
        return ninjs::read_ninjs(object);
    }
    let fields = Fields::new(object);
    let title = fields.text(TITLES);
    let body = fields.text(TEXTS);
    let teaser = fields.text(TEASERS);
    let longest = match (body, teaser) {
        (Some(body), Some(teaser)) if teaser.len() > body.len() => Some(teaser),
        (Some(body), _) => Some(body),
        // A title alone is a row of some other table, unless an address or a date makes it one of news.
        (None, Some(teaser)) => title.is_some().then_some(teaser),
        (None, None) => None,
    };
    let dated = fields.find(DATES).and_then(date);
    let url = fields.text(ADDRESSES).filter(|url| url.contains("://") || url.starts_with("www."));
    if longest.is_none() && (title.is_none() || (url.is_none() && dated.is_none())) {
        return None;
    }
    let body = longest.map(|text| if looks_like_html(&text) { Body::Html(text) } else { Body::Text(text) });
    let item = Item {
        format: "json",
        title,
        authors: fields.names(AUTHORS),
        outlet: fields.names(OUTLETS).into_iter().next(),
        url,
        language: fields.text(LANGUAGES),
        published: dated,
        modified: fields.find(CHANGES).and_then(date),
        section: fields.names(SECTIONS).into_iter().next(),
        body,
        ..Item::default()
    };
    item.into_report()
}

/// Whether the text holds paragraphs or line breaks of HTML.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let lower = text.get(..text.len().min(4_096)).unwrap_or(text).to_ascii_lowercase();
    ["<p>", "<p ", "<br", "<div", "</p>", "<html", "<article", "<h1", "<span", "<a href"]
        .iter()
        .any(|tag| lower.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Report> {
        let hint = Hint { path: Some("news.jsonl"), ..Hint::default() };
        read_records(text, &hint).expect("it holds articles")
    }

    const TEXT: &str = "The old bridge was closed on Monday, the mayor said.";

    #[test]
    fn articles_are_found_under_the_names_that_news_data_uses() {
        let one = format!(
            r#"{{"headline": "Bridge closed", "articleBody": "{TEXT}", "author": {{"name": "Ana Petrova"}},
            "publisher": {{"name": "Harbour Courier"}}, "datePublished": "2025-03-12T09:40:00+01:00", "url": "https://c.example/b"}}"#
        );
        let list = format!(
            r#"{{"status": "ok", "articles": [{{"title": "Bridge closed", "content": "<p>{TEXT}</p>",
            "source": {{"id": null, "name": "Harbour Courier"}}, "author": "Ana Petrova", "publishedAt": "2025-03-12T08:40:00Z", "url": "https://c.example/b"}}]}}"#
        );
        let wrapped = format!(
            r#"{{"hits": {{"hits": [{{"_source": {{"title": "Bridge closed", "body_text": "{TEXT}",
            "byline": "By Ana Petrova", "outlet": "Harbour Courier", "pub_date": 1741768800, "link": "https://c.example/b"}}}}]}}}}"#
        );
        for json in [one, list, wrapped] {
            let reports = read(&json);
            let report = &reports[0];
            assert_eq!(report.title.as_deref(), Some("Bridge closed"), "{json}");
            assert_eq!(report.byline.as_deref(), Some("Ana Petrova"), "{json}");
            assert_eq!(report.outlet.as_deref(), Some("Harbour Courier"), "{json}");
            assert_eq!(report.url.as_deref(), Some("https://c.example/b"), "{json}");
            assert_eq!(report.published.map(|day| day.date.iso()).as_deref(), Some("2025-03-12"), "{json}");
            assert!(report.text.contains(TEXT), "{json}");
        }
    }

    #[test]
    fn a_broken_line_is_told_and_the_others_are_read() {
        let text =
            format!("{{\"text\": \"{TEXT}\"}}\n{{\"text\": \n\n{{\"count\": 3}}\n{{\"text\": \"{TEXT}\"}}\n");
        let reports = read(&text);
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[1].path.as_deref(), Some("news.jsonl#5"));
        let message = &reports[0].notices[0].message;
        assert!(message.contains("line 2") && message.contains("line 4"), "{message}");
    }

    #[test]
    fn other_json_is_refused_with_advice() {
        for text in [r#"{"name": "woozle", "version": "1"}"#, "[1, 2]", "{\"a\": ", r#"[{"id": 1}]"#] {
            let error =
                read_records(text, &Hint { path: Some("x.json"), ..Hint::default() }).expect_err(text);
            assert!(error.to_string().contains("x.json"), "{error}");
        }
    }
}
