//! A news item in IPTC ninjs (1.0 to 3.1) in, a [`Report`] out. What breaks the standard is told, not refused.

use serde_json::{Map, Value};
use woozle_text::{Notice, NoticeKind, Report};

use crate::{
    Hint, IngestError,
    item::{Body, Item},
    ninjs_rules::faults,
    records::{date, looks_like_html},
};

/// Whether the object is a ninjs item: it says so, or has an identifier and a field that only ninjs has.
pub(crate) fn is_ninjs(object: &Map<String, Value>) -> bool {
    let stated = ["$standard", "standard"].iter().any(|name| {
        object.get(*name).is_some_and(|standard| {
            standard["name"].as_str() == Some("ninjs")
                || standard.as_str().is_some_and(|standard| standard.contains("ninjs"))
        })
    });
    let own = [
        "pubstatus",
        "pubStatus",
        "versioncreated",
        "versionCreated",
        "bodies",
        "headlines",
        "usageterms",
        "usageTerms",
        "representationtype",
        "representationType",
        "copyrightholder",
        "copyrightHolder",
    ];
    stated
        || (object.contains_key("uri")
            && object.keys().any(|key| {
                own.contains(&key.as_str()) || key.starts_with("body_") || key.starts_with("headline_")
            }))
}

/// What in a ninjs item breaks the standard, in words; nothing where it follows some version of it.
///
/// # Errors
/// When the text is no JSON object.
pub fn check_ninjs(text: &str, hint: &Hint<'_>) -> Result<Vec<String>, IngestError> {
    let broken = |reason: String| IngestError::Broken { name: hint.name(), what: "JSON", reason };
    let value: Value = serde_json::from_str(text).map_err(|error| broken(error.to_string()))?;
    let object = value.as_object().ok_or_else(|| broken("it is no object".to_owned()))?;
    Ok(faults(object))
}

/// Reads a ninjs item; `None` where it holds neither text nor headline (a picture, an event).
pub(crate) fn read_ninjs(object: &Map<String, Value>) -> Option<Report> {
    let field = |names: &[&str]| names.iter().find_map(|name| object.get(*name));
    let string = |names: &[&str]| field(names).and_then(Value::as_str).map(str::to_owned);
    let title = string(&["headline", "headline_main"])
        .or_else(|| main_of(field(&["headlines"])))
        .or_else(|| starting(object, "headline_"))
        .or_else(|| string(&["title"]))
        .or_else(|| main_of(field(&["titles"])));
    let holder = || named(field(&["copyrightholder", "copyrightHolder"]));
    let faults = faults(object);
    let mut notices = Vec::new();
    if !faults.is_empty() {
        let more = if faults.len() > 3 { "; …" } else { "" };
        let shown = faults.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("; ");
        notices.push(Notice::new(
            NoticeKind::Other,
            format!("the item breaks the ninjs standard: {shown}{more}"),
        ));
    }
    let sources = names(field(&["infosource", "infosources", "infoSources"]));
    let item = Item {
        format: "ninjs",
        title,
        authors: authors(object),
        outlet: named(field(&["provider"])).or_else(holder).or_else(|| sources.first().cloned()),
        url: string(&["canonicalurl", "url"])
            .or_else(|| string(&["uri"]))
            .filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        language: string(&["language"]),
        published: [
            "firstcreated",
            "firstCreated",
            "contentcreated",
            "contentCreated",
            "versioncreated",
            "versionCreated",
        ]
        .iter()
        .find_map(|name| object.get(*name).and_then(date)),
        modified: ["contentmodified", "contentModified", "versioncreated", "versionCreated"]
            .iter()
            .find_map(|name| object.get(*name).and_then(date)),
        sources,
        body: body(object),
        notices,
        ..Item::default()
    };
    item.into_report()
}

/// The text: plain before HTML only where it is longer, as HTML tells headings and captions apart.
fn body(object: &Map<String, Value>) -> Option<Body> {
    let mut html: Option<String> = None;
    let mut text: Option<String> = None;
    let longer = |best: &mut Option<String>, value: &str| {
        if best.as_ref().is_none_or(|best| value.len() > best.len()) && !value.trim().is_empty() {
            *best = Some(value.to_owned());
        }
    };
    for (name, value) in object.iter().filter(|(name, _)| name.starts_with("body_")) {
        let Some(value) = value.as_str() else { continue };
        let best = if name.contains("html") || looks_like_html(value) { &mut html } else { &mut text };
        longer(best, value);
    }
    for body in object.get("bodies").and_then(Value::as_array).into_iter().flatten() {
        let Some(value) = body["value"].as_str() else { continue };
        let kind = ["contenttype", "contentType"].iter().find_map(|name| body[*name].as_str()).unwrap_or("");
        let best = if kind.contains("html") || looks_like_html(value) { &mut html } else { &mut text };
        longer(best, value);
    }
    if html.is_none() && text.is_none() {
        for (name, value) in object.iter().filter(|(name, _)| name.starts_with("description")) {
            let Some(value) = value.as_str().or_else(|| value[0]["value"].as_str()) else { continue };
            longer(
                if name.contains("html") || looks_like_html(value) { &mut html } else { &mut text },
                value,
            );
        }
    }
    match (html, text) {
        (Some(html), Some(text)) if text.len() > html.len() => Some(Body::Text(text)),
        (Some(html), _) => Some(Body::Html(html)),
        (None, text) => text.map(Body::Text),
    }
}

fn authors(object: &Map<String, Value>) -> Vec<String> {
    if let Some(byline) = ["byline", "by"].iter().find_map(|name| object.get(*name)?.as_str()) {
        return vec![byline.to_owned()];
    }
    let bylines = object.get("bylines").and_then(Value::as_array).into_iter().flatten();
    let printed: Vec<String> = bylines
        .filter_map(|byline| {
            byline["byline"].as_str().or_else(|| byline["value"].as_str()).or_else(|| byline["name"].as_str())
        })
        .map(str::to_owned)
        .collect();
    if !printed.is_empty() {
        return printed;
    }
    let people = ["person", "people"].iter().filter_map(|name| object.get(*name)?.as_array()).flatten();
    people
        .filter(|person| {
            matches!(
                person["rel"].as_str().map(str::to_lowercase).as_deref(),
                Some("author" | "creator" | "writer")
            )
        })
        .filter_map(|person| person["name"].as_str().map(str::to_owned))
        .collect()
}

/// The value of role "main" in a list of `{role, value}`, else the first.
fn main_of(list: Option<&Value>) -> Option<String> {
    let list = list?.as_array()?;
    let main = list.iter().find(|entry| entry["role"].as_str() == Some("main")).or_else(|| list.first())?;
    main["value"].as_str().map(str::to_owned)
}

/// The first text whose name begins so: `headline_web`.
fn starting(object: &Map<String, Value>, prefix: &str) -> Option<String> {
    object
        .iter()
        .find(|(name, _)| name.starts_with(prefix))
        .and_then(|(_, value)| value.as_str())
        .map(str::to_owned)
}

fn named(value: Option<&Value>) -> Option<String> {
    let value = value?;
    value.as_str().or_else(|| value["name"].as_str()).map(str::to_owned)
}

fn names(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(|entry| named(Some(entry))).collect()
}
