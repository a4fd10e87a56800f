//! Markdown in, a [`Report`] out: front matter (YAML or TOML) gives title, author, date, outlet and address, the
//! first heading the headline; marks of emphasis and links fall away.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use woozle_text::{BlockKind, Report};

use crate::{
    Hint,
    feed::feed_date,
    item::{Body, Item},
    tree::folded,
};

/// Whether the text is Markdown for sure: it says so, is named so, or begins with front matter.
pub(crate) fn is_markdown(text: &str, hint: &Hint<'_>) -> bool {
    let ending =
        hint.path.and_then(|path| path.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "markdown"))
        || hint.content_type.is_some_and(|kind| kind.contains("text/markdown"))
        || has_front_matter(text)
}

/// A rule, lines of names and values, a rule.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    let rule = lines.next().map(str::trim_end);
    if !matches!(rule, Some("---" | "+++")) {
        return false;
    }
    let mark = if rule == Some("---") { ':' } else { '=' };
    let mut fields = 0;
    for line in lines.take(200) {
        if Some(line.trim_end()) == rule {
            return fields > 0;
        }
        fields += usize::from(line.split_once(mark).is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        }));
    }
    false
}

/// Reads the Markdown; `None` where it holds no words.
pub(crate) fn read_markdown(text: &str) -> Option<Report> {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    reader.cut();
    let fields = front_matter(&reader.front);
    let field = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| fields.iter().find(|(field, _)| field == name))
            .map(|(_, value)| value.join(", "))
    };
    let mut paragraphs = reader.paragraphs;
    let title = field(&["title", "headline"]).or_else(|| {
        let first = paragraphs.first().filter(|(kind, _)| *kind == BlockKind::Subheading)?;
        let title = first.1.clone();
        paragraphs.remove(0);
        Some(title)
    });
    let item = Item {
        format: "front matter",
        title,
        authors: field(&["author", "authors", "byline", "by"]).into_iter().collect(),
        outlet: field(&["outlet", "publication", "publisher", "source", "site", "site_name"]),
        url: field(&["url", "link", "canonical", "canonical_url", "source_url", "permalink"])
            .filter(|url| url.contains("://")),
        language: field(&["lang", "language"]),
        published: field(&["date", "published", "pubdate", "publishdate", "created"])
            .and_then(|date| feed_date(&date)),
        modified: field(&["modified", "updated", "lastmod", "last_modified"])
            .and_then(|date| feed_date(&date)),
        section: field(&["section", "category", "categories"]),
        body: Some(Body::Paragraphs(paragraphs)),
        ..Item::default()
    };
    item.into_report()
}

/// The names and values of front matter: one value, a list in brackets, or a list on lines of its own.
fn front_matter(text: &str) -> Vec<(String, Vec<String>)> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    let bare = |value: &str| value.trim().trim_matches(['"', '\'']).trim().to_owned();
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(entry) = trimmed.strip_prefix("- ")
            && let Some((_, values)) = fields.last_mut()
        {
            let entry = entry.strip_prefix("name:").unwrap_or(entry);
            values.push(bare(entry));
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        let Some((name, value)) =
            line.split_once([':', '=']).filter(|_| !indented && !trimmed.starts_with('#'))
        else {
            continue;
        };
        let value = value.trim();
        let values = match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(list) => list.split(',').map(bare).collect(),
            None if value.is_empty() || matches!(value, "|" | ">" | ">-" | "|-") => Vec::new(),
            None => vec![bare(value)],
        };
        fields.push((name.trim().to_ascii_lowercase(), values));
    }
    fields.retain(|(_, values)| values.iter().any(|value| !value.is_empty()));
    fields
}

/// Gathers text and cuts it at the borders of blocks.
#[derive(Default)]
struct Reader {
    paragraphs: Vec<(BlockKind, String)>,
    text: String,
    front: String,
    heading: bool,
    in_front: bool,
    /// Depth of what is no text: pictures, code.
    silent: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_front => self.front.push_str(&text),
            Event::Text(text) | Event::Code(text) if self.silent == 0 => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push(' '),
            Event::Rule => self.cut(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.cut();
                self.heading = true;
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.in_front = true
            }
            Tag::Image { .. } | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_) => {
                self.silent += 1;
            }
            Tag::Paragraph | Tag::Item | Tag::BlockQuote(_) | Tag::TableCell => self.cut(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.cut();
                self.heading = false;
            }
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::FootnoteDefinition => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::TableCell
            | TagEnd::HtmlBlock => self.cut(),
            _ => {}
        }
    }

    fn cut(&mut self) {
        let text = folded(&std::mem::take(&mut self.text));
        if text.chars().any(char::is_alphanumeric) {
            let kind = if self.heading { BlockKind::Subheading } else { BlockKind::Body };
            self.paragraphs.push((kind, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_the_fields_and_marks_fall_away() {
        let text = "---\ntitle: \"Bridge closed\"\nauthors:\n  - Ana Petrova\n  - Li Wei\ndate: 2025-03-12\noutlet: Harbour Courier\nurl: https://c.example/b\n---\n\n\
            The **old bridge** was closed on [Monday](https://x.example), the mayor said.\n\n![map](m.png)\n\n> Nobody was hurt.\n\n## What next\n\nBuses run.\n";
        assert!(is_markdown(text, &Hint::default()));
        let report = read_markdown(text).expect("it has words");
        assert_eq!(report.title.as_deref(), Some("Bridge closed"));
        assert_eq!(report.byline.as_deref(), Some("Ana Petrova, Li Wei"));
        assert_eq!(report.outlet.as_deref(), Some("Harbour Courier"));
        assert_eq!(report.published.map(|day| day.iso()).as_deref(), Some("2025-03-12"));
        assert_eq!(
            report.text,
            "Bridge closed\n\nThe old bridge was closed on Monday, the mayor said.\n\nNobody was hurt.\n\nWhat next\n\nBuses run."
        );
    }

    #[test]
    fn a_text_between_rules_is_no_front_matter() {
        for text in ["---\nThe bridge was closed.\n---\n", "---\n", "The bridge\n---\ntitle: x\n---\n"] {
            assert!(!is_markdown(text, &Hint::default()), "{text}");
        }
    }
}
