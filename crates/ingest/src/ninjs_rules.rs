//! A ninjs item in, what in it breaks the standard out, in words: unknown properties, wrong types and values.
//!
//! An item does not have to say which version it follows; without it whatever any version allows is right.
//! Not a validator for publishers: extensions and details that no reader of news needs are not looked at.

use serde_json::{Map, Value};

/// Names for the parts of the standard that must be texts in whatever list they stand.
const TEXT_MEMBERS: [&str; 9] = ["name", "rel", "role", "scheme", "code", "uri", "literal", "value", "title"];
/// Associations may hold associations so deep.
const DEEPEST: usize = 6;

/// What breaks the standard, in the order of the properties.
pub(crate) fn faults(item: &Map<String, Value>) -> Vec<String> {
    let mut faults = Vec::new();
    if !item.contains_key("uri") && !item.keys().any(|key| key.ends_with("standard")) {
        faults.push("it has no \"uri\"".to_owned());
    }
    item_faults(item, DEEPEST, &mut faults);
    faults
}

/// Generations of the standard that the item can be of.
fn generations(item: &Map<String, Value>) -> Vec<char> {
    let stated = ["$standard", "standard"]
        .iter()
        .find_map(|name| item.get(*name)?.get("version")?.as_str()?.chars().next())
        .filter(|first| "123".contains(*first));
    // Version 2.2 was renamed 3.0 while it was written: what says 2 may be 3.
    match stated {
        Some('2') => vec!['2', '3'],
        Some(first) => vec![first],
        None => vec!['1', '2', '3'],
    }
}

fn item_faults(item: &Map<String, Value>, depth: usize, faults: &mut Vec<String>) {
    let generations = generations(item);
    for (name, value) in item {
        match shape(name, &generations) {
            Some(shape) => value_faults(name, value, shape, depth, faults),
            None => faults.push(format!("\"{name}\" is no property of an item")),
        }
    }
    if item.get("type").and_then(Value::as_str) == Some("event") && item.contains_key("renditions") {
        faults.push("an event has no \"renditions\"".to_owned());
    }
}

/// What the property has to be; `None` where no generation has it.
fn shape(name: &str, generations: &[char]) -> Option<&'static str> {
    let rows = include_str!("../data/ninjs.tsv").lines().filter(|line| !line.starts_with('#'));
    for row in rows {
        let mut cells = row.split('\t');
        if cells.next() == Some(name) {
            let of = cells.next().unwrap_or_default();
            return if generations.iter().any(|one| of.contains(*one)) { cells.next() } else { None };
        }
    }
    // "headline_web", "body_text", "description_caption" name a part of their own; from 2.0 on there are lists.
    let extended =
        ["headline_", "body_", "description_"].iter().find_map(|prefix| name.strip_prefix(prefix))?;
    let named = extended.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (generations.contains(&'1') && named).then_some("string")
}

fn value_faults(name: &str, value: &Value, shape: &str, depth: usize, faults: &mut Vec<String>) {
    let one_of = |allowed: &[&str]| value.as_str().is_some_and(|value| allowed.contains(&value));
    let right = match shape {
        "string" | "date" => value.is_string(),
        "integer" => value.is_u64(),
        "object" => value.is_object(),
        "list" => value.is_array(),
        "mimetype" => value.as_str().is_some_and(|text| text.contains('/')),
        "urgency" => value.as_u64().is_some_and(|urgency| (1..=9).contains(&urgency)),
        "pubstatus" => one_of(&["usable", "withheld", "canceled", "commissioned"]),
        "representation" => one_of(&["complete", "full", "incomplete", "associated"]),
        "type" => one_of(&[
            "text",
            "audio",
            "video",
            "picture",
            "graphic",
            "composite",
            "component",
            "planning",
            "event",
        ]),
        _ => true,
    };
    if !right {
        faults.push(format!("\"{name}\" is not what the standard says ({shape})"));
        return;
    }
    match shape {
        "list" => value.as_array().into_iter().flatten().for_each(|entry| entry_faults(name, entry, faults)),
        "items" => associations(value, depth, faults),
        "rights" => rights(name, value, faults),
        "object" if name == "eventDetails" => event_dates(value, faults),
        "any" if name.eq_ignore_ascii_case("altids") && value.is_string() => {
            faults.push(format!("\"{name}\" is a text, not alternative identifiers"));
        }
        _ => {}
    }
}

/// An entry of a list: an object whose naming members are texts.
fn entry_faults(list: &str, entry: &Value, faults: &mut Vec<String>) {
    let Some(object) = entry.as_object() else {
        faults.push(format!("an entry of \"{list}\" is no object"));
        return;
    };
    for (name, value) in object {
        let wrong = (TEXT_MEMBERS.contains(&name.as_str()) && !value.is_string())
            || (matches!(name.as_str(), "importance" | "lifetime")
                && !value["code"].is_string()
                && !value["literal"].is_string()
                && !value["uri"].is_string())
            || (name == "urgency" && !value.as_u64().is_some_and(|urgency| (1..=9).contains(&urgency)))
            || (name.eq_ignore_ascii_case("geojson") && !is_geojson(value));
        if wrong {
            faults.push(format!("\"{name}\" in \"{list}\" is not what the standard says"));
        }
    }
}

fn is_geojson(value: &Value) -> bool {
    let kinds = [
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
        "Feature",
        "FeatureCollection",
    ];
    value["type"].as_str().is_some_and(|kind| kinds.contains(&kind))
}

/// Associated items: by name in version 1, a list of items with name and identifier since.
fn associations(value: &Value, depth: usize, faults: &mut Vec<String>) {
    let inner: Vec<(Option<&Map<String, Value>>, bool)> = match value {
        Value::Object(named) => named.values().map(|item| (item.as_object(), false)).collect(),
        Value::Array(list) => list.iter().map(|item| (item.as_object(), true)).collect(),
        _ => {
            faults.push("\"associations\" holds no items".to_owned());
            return;
        }
    };
    for (item, needs_name) in inner {
        let Some(item) = item else {
            faults.push("an association is no item".to_owned());
            continue;
        };
        if !item.contains_key("uri") || (needs_name && !item.contains_key("name")) {
            faults.push("an association lacks \"uri\" or \"name\"".to_owned());
        }
        if depth > 0 {
            let mut item = item.clone();
            item.remove("name");
            item_faults(&item, depth - 1, faults);
        }
    }
}

/// Rights are linked or encoded, not both.
fn rights(name: &str, value: &Value, faults: &mut Vec<String>) {
    let text = |lower: &str, camel: &str| value.get(lower).or_else(|| value.get(camel));
    let linked = text("linkedrights", "linkedRights");
    let encoded = text("encodedrights", "encodedRights");
    let texts = linked.into_iter().chain(encoded).all(Value::is_string);
    if !value.is_object() || !texts || linked.is_some() == encoded.is_some() {
        faults.push(format!("\"{name}\" must either link rights or hold them"));
    }
}

/// An event's start is certain or expected, not both, and a date.
fn event_dates(value: &Value, faults: &mut Vec<String>) {
    let dates = &value["dates"];
    for (sure, expected) in [("startDate", "expectedStartDate"), ("endDate", "expectedEndDate")] {
        if dates.get(sure).is_some() && dates.get(expected).is_some() {
            faults.push(format!("an event has both \"{sure}\" and \"{expected}\""));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Vec<String> {
        let value: Value = serde_json::from_str(json).expect("valid JSON");
        faults(value.as_object().expect("an object"))
    }

    #[test]
    fn what_follows_some_version_is_right() {
        for json in [
            r#"{"uri": "u:1", "type": "text", "headline": "Bridge closed", "body_text": "It is.", "urgency": 3}"#,
            r#"{"standard": {"name": "ninjs", "version": "3.0"}, "uri": "u:1", "headlines": [{"role": "main", "value": "Bridge closed"}],
                "associations": [{"uri": "u:2", "name": "map", "type": "graphic"}], "rightsInfo": {"langId": "x", "linkedRights": "y"}}"#,
        ] {
            assert_eq!(told(json), Vec::<String>::new(), "{json}");
        }
    }

    #[test]
    fn what_no_version_allows_is_told() {
        for (json, word) in [
            (r#"{"headline": "Bridge closed"}"#, "uri"),
            (r#"{"uri": "u:1", "type": "rumour"}"#, "type"),
            (r#"{"uri": "u:1", "colour": "red"}"#, "colour"),
            (r#"{"uri": "u:1", "urgency": 0}"#, "urgency"),
            (r#"{"uri": "u:1", "person": "Ana Petrova"}"#, "person"),
            (r#"{"uri": "u:1", "associations": {"map": {"uri": "u:2", "scale": 3}}}"#, "scale"),
        ] {
            assert!(told(json).iter().any(|fault| fault.contains(word)), "{json}");
        }
    }
}
