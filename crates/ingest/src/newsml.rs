//! IPTC NewsML-G2, NITF and NewsML 1 in, the [`Report`]s of their text items out.
//!
//! Pictures, packages, events and knowledge items hold no report and are told as such.

use woozle_text::{BlockKind, Notice, NoticeKind, Report};

use crate::{
    Hint, IngestError,
    feed::feed_date,
    item::{Body, Item},
    xml::{Child, Element, Space, Tree},
};

/// Whether the markup begins with a root of these formats.
pub(crate) fn is_newsml_root(markup: &str) -> bool {
    let name: String = markup.chars().skip(1).take_while(|c| c.is_alphanumeric() || *c == ':').collect();
    let local = name.rsplit_once(':').map_or(name.as_str(), |(_, local)| local);
    let roots = [
        "newsitem",
        "newsmessage",
        "newsml",
        "nitf",
        "packageitem",
        "conceptitem",
        "knowledgeitem",
        "planningitem",
        "catalogitem",
    ];
    markup.starts_with('<') && roots.contains(&local)
}

/// Reads the text items of the file.
pub(crate) fn read_newsml(text: &str, hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    let tree = Tree::parse(text);
    let mut items: Vec<Element<'_, '_>> =
        tree.elements().filter(|element| element.name() == "newsitem").collect();
    if items.is_empty() {
        items = tree.elements().filter(|element| element.name() == "nitf").collect();
    }
    let many = items.len() > 1;
    let (mut reports, mut lost) = (Vec::new(), 0);
    for (number, item) in items.iter().enumerate() {
        match read_item(*item) {
            Some(mut report) => {
                report.path = hint
                    .path
                    .map(|path| if many { format!("{path}#{}", number + 1) } else { path.to_owned() });
                reports.push(report);
            }
            None => lost += 1,
        }
    }
    let Some(first) = reports.first_mut() else {
        return Err(IngestError::Unsupported {
            name: hint.name(),
            what: "a NewsML file without any text item",
            advice: "give the file that holds the text itself (inlineXML or inlineData)",
        });
    };
    if lost > 0 {
        let message = format!("{lost} of the file's {} items hold no text and were left out", items.len());
        first.notices.push(Notice::new(NoticeKind::Other, message));
    }
    if tree.cut {
        first.notices.push(Notice::new(NoticeKind::Truncated, "the file is too long: its end was not read"));
    }
    Ok(reports)
}

/// The first text of the elements of these names, in the names' order.
fn first(item: Element<'_, '_>, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| item.descendants().filter(|element| element.name() == *name).find_map(name_or_text))
}

/// What an element such as `provider` is called: its `name`, its text, its `literal`.
fn name_or_text(element: Element<'_, '_>) -> Option<String> {
    let named = element.child("name").and_then(Element::folded);
    named.or_else(|| element.folded()).or_else(|| element.attribute("literal").map(str::to_owned))
}

fn read_item(item: Element<'_, '_>) -> Option<Report> {
    let body = body(item)?;
    let date = |names: &[&str]| {
        names.iter().find_map(|name| {
            item.descendants().filter(|element| element.name() == *name).find_map(|element| {
                let written = element.folded().or_else(|| element.attribute("norm").map(str::to_owned));
                written.as_deref().and_then(feed_date)
            })
        })
    };
    let byline = first(item, &["by", "byline"]).or_else(|| {
        item.descendants()
            .find(|element| element.name() == "creator")
            .and_then(|creator| creator.child("name"))
            .and_then(Element::folded)
    });
    let sources: Vec<String> = item
        .descendants()
        .filter(|element| matches!(element.name(), "infosource" | "creditline"))
        .filter_map(name_or_text)
        .collect();
    let report = Item {
        format: "newsml",
        title: first(item, &["headline", "hl1", "title"]),
        authors: byline.into_iter().collect(),
        outlet: outlet(item),
        url: item.attribute("guid").filter(|guid| guid.starts_with("http")).map(str::to_owned),
        language: item
            .descendants()
            .find(|element| element.name() == "language")
            .and_then(|language| language.attribute("tag").or_else(|| language.attribute("formalname")))
            .or_else(|| item.attribute("lang"))
            .map(str::to_owned),
        published: date(&[
            "firstcreated",
            "contentcreated",
            "versioncreated",
            "date.issue",
            "story.date",
            "dateid",
        ]),
        modified: date(&["contentmodified", "versioncreated", "thisrevisioncreated"]),
        sources,
        body: Some(body),
        ..Item::default()
    };
    report.into_report()
}

fn outlet(item: Element<'_, '_>) -> Option<String> {
    let named = |name: &str| {
        item.descendants().filter(|element| element.name() == name).find_map(|element| {
            element
                .child("name")
                .and_then(Element::folded)
                .or_else(|| element.attribute("literal").map(str::to_owned))
        })
    };
    named("provider")
        .or_else(|| named("copyrightholder"))
        .or_else(|| first(item, &["doc.copyright", "distributor"]))
}

/// The item's text: NITF, XHTML or plain text put right into it.
fn body(item: Element<'_, '_>) -> Option<Body> {
    if let Some(content) = item.descendants().find(|element| element.name() == "body.content") {
        let paragraphs = paragraphs(content);
        if !paragraphs.is_empty() {
            return Some(Body::Paragraphs(paragraphs));
        }
    }
    let html = item.descendants().find(|element| {
        element.name() == "html" || (element.name() == "body" && element.space() == Space::Html)
    });
    if let Some(html) = html {
        let body = html.descendants().find(|element| element.name() == "body").unwrap_or(html);
        return Some(Body::Html(body.html())).filter(|_| body.folded().is_some());
    }
    let data = item.descendants().find(|element| {
        matches!(element.name(), "inlinedata" | "inlinexml" | "datacontent") && element.folded().is_some()
    })?;
    let kind = data.attribute("contenttype").unwrap_or_default();
    let foreign =
        kind.contains("sports") || kind.contains("events") || kind.contains("xbrl") || kind.contains("image");
    if foreign
        || data.attribute("encoding").is_some()
        || data.elements().any(|element| element.space() == Space::Other)
    {
        return None;
    }
    Some(if kind.contains("html") || data.elements().next().is_some() {
        Body::Html(if data.elements().next().is_some() { data.html() } else { data.text() })
    } else {
        Body::Text(data.text())
    })
}

/// The paragraphs of a NITF body.
fn paragraphs(content: Element<'_, '_>) -> Vec<(BlockKind, String)> {
    let mut paragraphs = Vec::new();
    gather(content, &mut paragraphs);
    if paragraphs.is_empty() {
        paragraphs.extend(content.folded().map(|text| (BlockKind::Body, text)));
    }
    paragraphs
}

/// Elements nest no deeper than the tree allows, so this recursion ends.
fn gather(element: Element<'_, '_>, paragraphs: &mut Vec<(BlockKind, String)>) {
    for child in element.children() {
        let Child::Element(child) = child else { continue };
        let kind = match child.name() {
            "p" | "li" | "pre" | "dd" | "dt" | "td" | "credit" => BlockKind::Body,
            "hl1" | "hl2" | "h1" | "h2" | "h3" | "h4" => BlockKind::Subheading,
            "media-caption" | "caption" => BlockKind::Caption,
            "media-producer" | "media-metadata" | "note" | "media-reference" => continue,
            _ => {
                gather(child, paragraphs);
                continue;
            }
        };
        paragraphs.extend(child.folded().map(|text| (kind, text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: &str = r#"<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
        <newsItem guid="urn:x:1" xml:lang="en"><itemMeta><provider qcode="p:x"><name>Harbour News Agency</name></provider>
        <firstCreated>2025-03-12T09:40:00+01:00</firstCreated></itemMeta><contentMeta><headline>Bridge closed</headline>
        <by>By Ana Petrova</by><infoSource><name>Town Hall Wire</name></infoSource></contentMeta><contentSet><inlineXML contenttype="application/nitf+xml">
        <nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><p>The old bridge was closed on Monday, the mayor said.</p>
        <hl2>What next</hl2><p>Buses run.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
        <newsItem guid="urn:x:2"><contentSet><remoteContent href="a.jpg"/></contentSet></newsItem></itemSet></newsMessage>"#;

    #[test]
    fn a_text_item_becomes_a_report_and_a_picture_is_told() {
        let reports =
            read_newsml(ITEM, &Hint { path: Some("a.xml"), ..Hint::default() }).expect("a text item");
        let report = &reports[0];
        assert_eq!(reports.len(), 1);
        assert_eq!(report.title.as_deref(), Some("Bridge closed"));
        assert_eq!(report.byline.as_deref(), Some("Ana Petrova"));
        assert_eq!(report.outlet.as_deref(), Some("Harbour News Agency"));
        assert_eq!(report.credits[0].name, "Town Hall Wire");
        assert_eq!(report.published.map(|day| day.iso()).as_deref(), Some("2025-03-12T09:40+01:00"));
        assert!(report.text.ends_with("the mayor said.\n\nWhat next\n\nBuses run."), "{}", report.text);
        assert!(report.notices[0].message.contains("1 of the file's 2 items"), "{:?}", report.notices);
    }
}
