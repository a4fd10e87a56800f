//! RSS 0.90 to 2.0, RSS 1.1, Atom 0.3 and 1.0 and CDF in, a [`Feed`] out, by the names of elements alone:
//! broken and mixed feeds are read as far as they go.

use url::Url;
use woozle_text::Published;

use super::{Content, Entry, Feed, MOST_ENTRIES, Source, feed_date, json::not_a_feed};
use crate::{
    Hint, IngestError,
    fragment::plain,
    xml::{Element, Space, Tree},
};

/// Whether the markup begins with the root of a feed.
pub(crate) fn is_feed_root(markup: &str) -> bool {
    let name: String =
        markup.chars().skip(1).take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '_' | '-')).collect();
    let local = name.rsplit_once(':').map_or(name.as_str(), |(_, local)| local);
    markup.starts_with('<') && ["rss", "feed", "rdf", "channel", "entry"].contains(&local)
}

/// Reads a feed.
pub(crate) fn read_syndication(text: &str, hint: &Hint<'_>) -> Result<Feed, IngestError> {
    let tree = Tree::parse(text);
    let is_root = |element: &Element<'_, '_>| {
        matches!(element.name(), "rss" | "feed" | "rdf" | "channel" | "entry" | "item")
            && matches!(element.space(), Space::None | Space::Atom)
    };
    // Whatever else holds elements of Atom is read for what it holds of a feed.
    let of_atom = || tree.elements().find(|element| element.space() == Space::Atom);
    let root = tree.elements().find(is_root).or_else(of_atom).ok_or_else(|| not_a_feed(hint))?;
    let base = hint.url.and_then(|url| Url::parse(url).ok());
    let head = if root.name() == "rss" || root.name() == "rdf" {
        root.child("channel").unwrap_or(root)
    } else {
        root
    };
    let base = base_of(root, base);
    let head_base = if head.name() == root.name() { base.clone() } else { base_of(head, base.clone()) };
    let link = link(head, head_base.as_ref()).filter(|link| link.contains("://"));
    // RSS has no xml:base: what its relative addresses rest on is the address of its page.
    let entry_base = head_base.or_else(|| link.as_deref().and_then(|link| Url::parse(link).ok()));
    let mut feed = Feed {
        title: plain_text(head, "title"),
        language: head
            .child("language")
            .and_then(Element::folded)
            .or_else(|| head.attribute("lang").or_else(|| root.attribute("lang")).map(str::to_owned)),
        link,
        ..Feed::default()
    };
    if feed.language.as_deref().is_some_and(str::is_empty) {
        feed.language = None;
    }
    for element in tree.elements().filter(|element| is_entry(*element)) {
        if feed.entries.len() == MOST_ENTRIES {
            feed.cut = true;
            break;
        }
        feed.entries.push(entry(element, entry_base.as_ref()));
    }
    feed.cut |= tree.cut;
    Ok(feed)
}

/// Whether the element is an entry: an `item` or `entry` that is not one of another vocabulary.
fn is_entry(element: Element<'_, '_>) -> bool {
    matches!((element.name(), element.space()), ("item", Space::None) | ("entry", Space::None | Space::Atom))
}

/// The address that relative addresses inside the element rest on.
fn base_of(element: Element<'_, '_>, outer: Option<Url>) -> Option<Url> {
    match (element.attribute("base"), &outer) {
        (Some(base), Some(outer)) => outer.join(base).ok().or_else(|| Some(outer.clone())),
        (Some(base), None) => Url::parse(base).ok(),
        (None, _) => outer,
    }
}

fn entry(element: Element<'_, '_>, outer: Option<&Url>) -> Entry {
    let base = base_of(element, outer.cloned());
    let source = source(element);
    Entry {
        title: title(element),
        link: link(element, base.as_ref()),
        id: own(element, &["id", "guid"]).or_else(|| element.attribute("about").map(str::to_owned)),
        published: date(element, &["pubdate", "published", "issued", "dateposted"]),
        updated: date(element, &["updated", "modified", "date", "lastmod", "lastbuilddate", "created"]),
        authors: authors(element),
        summary: content(element, &["description", "summary", "abstract", "subtitle"]),
        content: content(element, &["encoded", "content", "body", "fullitem", "fulltext"]),
        publisher: dublin(element, "publisher"),
        section: section(element),
        language: element
            .attribute("lang")
            .map(str::to_owned)
            .or_else(|| dublin(element, "language"))
            .filter(|language| !language.is_empty()),
        source,
    }
}

/// The entry's category, where it has only one: more are tags.
fn section(element: Element<'_, '_>) -> Option<String> {
    let mut categories = element.elements().filter(|child| child.name() == "category");
    let only = categories.next().filter(|_| categories.next().is_none())?;
    let named = ["label", "term"].iter().find_map(|name| only.attribute(name)).map(str::to_owned);
    named.or_else(|| words(only)).filter(|name| !name.contains("://"))
}

/// Whether the element is of RSS or Atom itself.
fn is_own(element: Element<'_, '_>) -> bool {
    matches!(element.space(), Space::None | Space::Atom)
}

/// The text of the first element of RSS or Atom itself with one of the names.
fn own(element: Element<'_, '_>, names: &[&str]) -> Option<String> {
    element.elements().find(|child| is_own(*child) && names.contains(&child.name())).and_then(Element::folded)
}

/// The text of an element of Dublin Core.
fn dublin(element: Element<'_, '_>, name: &str) -> Option<String> {
    element
        .elements()
        .find(|child| child.space() == Space::Dublin && child.name() == name)
        .and_then(Element::folded)
}

/// The headline without markup: the feed's own, else Dublin Core's, else that of its media.
fn title(element: Element<'_, '_>) -> Option<String> {
    plain_text(element, "title")
}

fn plain_text(element: Element<'_, '_>, name: &str) -> Option<String> {
    let named = |space: fn(Space) -> bool| {
        let found = element.elements().filter(|child| child.name() == name && space(child.space()));
        found.filter_map(|child| words(child)).next()
    };
    named(|space| matches!(space, Space::None | Space::Atom))
        .or_else(|| named(|space| space == Space::Dublin))
        .or_else(|| named(|space| matches!(space, Space::Media | Space::Itunes)))
}

/// The words of a text construct without markup; `None` where there are none.
fn words(element: Element<'_, '_>) -> Option<String> {
    let content = text_construct(element)?;
    let text = if content.is_html { plain(&content.text) } else { crate::tree::folded(&content.text) };
    (!text.is_empty()).then_some(text)
}

/// The text of a title, summary or content by its `type` (Atom 1.0), `mode` (Atom 0.3) or by its looks.
fn text_construct(element: Element<'_, '_>) -> Option<Content> {
    let kind = element.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    let mode = element.attribute("mode").unwrap_or_default().trim().to_ascii_lowercase();
    let nested = element.elements().next().is_some();
    let base64 = mode == "base64" || is_base64(element, &kind);
    let text = match nested {
        _ if base64 => decode_base64(&element.text())?,
        true => element.html(),
        false => element.text(),
    };
    let is_html = nested
        || match (kind.as_str(), mode.as_str()) {
            ("text" | "text/plain", "") => false,
            ("text/plain", "escaped") => false,
            ("html" | "xhtml" | "text/html" | "application/xhtml+xml", _) => true,
            // Atom 1.0 says that a text without a type is plain; feeds write HTML there all the same.
            _ => looks_like_html(&text),
        };
    let text = if kind == "xhtml" || nested { text } else { text.trim().to_owned() };
    (!text.trim().is_empty()).then_some(Content { text, is_html })
}

/// Atom 1.0 content of a type that is neither text nor XML is Base64.
fn is_base64(element: Element<'_, '_>, kind: &str) -> bool {
    element.name() == "content"
        && element.space() == Space::Atom
        && kind.contains('/')
        && !kind.starts_with("text/")
        && !kind.ends_with("+xml")
        && !kind.ends_with("/xml")
        && element.attribute("src").is_none()
        && element.attribute("mode").is_none()
}

fn decode_base64(text: &str) -> Option<String> {
    let bytes = mail_parser::decoders::base64::base64_decode(text.trim().as_bytes())?;
    String::from_utf8(bytes).ok()
}

/// Whether the text holds a tag or an entity, as HTML has them.
fn looks_like_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') && rest.contains('>')
    });
    let entity = || {
        text.match_indices('&').any(|(at, _)| {
            let rest = &text.as_bytes()[at + 1..];
            let end = rest.iter().take(12).position(|byte| *byte == b';');
            end.is_some_and(|end| {
                end > 1 && rest[..end].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            })
        })
    };
    tag || entity()
}

/// The longest text among the elements of these names, whatever vocabulary that carries texts.
fn content(element: Element<'_, '_>, names: &[&str]) -> Option<Content> {
    let carries = |child: &Element<'_, '_>| {
        let space = child.space();
        names.contains(&child.name())
            && (is_own(*child)
                || matches!(space, Space::Dublin | Space::Content | Space::Html)
                || (space == Space::Itunes && child.name() == "summary"))
    };
    let html = element.elements().filter(|child| {
        // <xhtml:body> or <div> put right into an item.
        child.space() == Space::Html && names.contains(&"body") && child.name() == "div"
    });
    element
        .elements()
        .filter(carries)
        .chain(html)
        .filter_map(text_construct)
        .reduce(|best, next| if next.text.len() > best.text.len() { next } else { best })
}

/// The address of the article: Atom's alternate link, the text of an RSS link, else a guid or identifier.
fn link(element: Element<'_, '_>, base: Option<&Url>) -> Option<String> {
    let mut best: Option<(u8, String, Option<Url>)> = None;
    for child in element.elements().filter(|child| is_own(*child)) {
        let Some((rank, address)) = link_of(child) else { continue };
        if best.as_ref().is_none_or(|(known, _, _)| rank > *known) {
            best = Some((rank, address, base_of(child, base.cloned())));
        }
    }
    let href = || element.attribute("href").filter(|_| is_own(element)).map(str::to_owned);
    let (address, base) = match best {
        Some((_, address, base)) => (address, base),
        None => (href()?, base.cloned()),
    };
    absolute(&address, base.as_ref())
}

/// How much an element says of where the article stands (higher is better), and the address.
fn link_of(child: Element<'_, '_>) -> Option<(u8, String)> {
    let text = || child.folded();
    match child.name() {
        "link" => {
            let relation = child.attribute("rel").unwrap_or("alternate").trim().to_ascii_lowercase();
            let html = child.attribute("type").is_none_or(|kind| kind.contains("html"));
            let rank = match relation.as_str() {
                "alternate" | "" if html => 5,
                "alternate" => 4,
                _ => return None,
            };
            let Some(href) = child.attribute("href") else { return text().map(|text| (6, text)) };
            Some((rank, href.trim().to_owned())).filter(|(_, href)| !href.is_empty())
        }
        "guid" => {
            let permanent =
                child.attribute("ispermalink").is_none_or(|value| !value.eq_ignore_ascii_case("false"));
            text().filter(|_| permanent).map(|text| (3, text))
        }
        // An identifier is the best address where there is no other; whether it leads anywhere is asked later.
        "id" if child.space() == Space::Atom => text().map(|text| (2, text)),
        _ => None,
    }
}

/// The address made whole; as it stands where that cannot be.
fn absolute(address: &str, base: Option<&Url>) -> Option<String> {
    let address: String = address.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect();
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    let whole = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    match base {
        Some(base) if !whole => {
            base.join(address).map_or_else(|_| Some(address.to_owned()), |url| Some(url.into()))
        }
        _ => Some(address.to_owned()),
    }
}

/// The first date among the elements of these names that is one; Dublin Core's count like RSS's own.
fn date(element: Element<'_, '_>, names: &[&str]) -> Option<Published> {
    names.iter().find_map(|name| {
        element
            .elements()
            .filter(|child| child.name() == *name && (is_own(*child) || child.space() == Space::Dublin))
            .find_map(|child| {
                child
                    .folded()
                    .or_else(|| child.attribute("value").map(str::to_owned))
                    .and_then(|text| feed_date(&text))
            })
    })
}

/// The authors as printed: Atom persons by name, RSS and Dublin Core by their text.
fn authors(element: Element<'_, '_>) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for child in element.elements() {
        let named = match child.name() {
            "author" => is_own(child) || child.space() == Space::Itunes,
            "creator" => child.space() == Space::Dublin,
            "managingeditor" => is_own(child),
            _ => false,
        };
        if !named {
            continue;
        }
        let name = child.child("name").and_then(Element::folded);
        let email = || child.child("email").and_then(Element::folded);
        let text = || child.folded().filter(|_| child.elements().next().is_none());
        authors.extend(name.or_else(text).or_else(email).map(|author| plain(&author)));
    }
    let mut seen: Vec<String> = Vec::new();
    authors.retain(|author| {
        let new = !author.is_empty() && !seen.contains(author);
        seen.push(author.clone());
        new
    });
    authors
}

/// From where the entry was taken over.
fn source(element: Element<'_, '_>) -> Option<Source> {
    let own_source = element.elements().find(|child| child.name() == "source" && is_own(*child));
    if let Some(source) = own_source {
        // Atom copies the head of the feed that the entry came from.
        let name = plain_text(source, "title")
            .or_else(|| source.folded().filter(|_| source.elements().next().is_none()));
        let url = source.attribute("url").map(str::to_owned).or_else(|| link(source, None));
        return (name.is_some() || url.is_some()).then_some(Source { name, url });
    }
    let name = dublin(element, "source")?;
    let is_address = name.contains("://");
    Some(if is_address {
        Source { name: None, url: Some(name) }
    } else {
        Source { name: Some(name), url: None }
    })
}
