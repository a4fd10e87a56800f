//! An article whose title, author, time and text are known from the fields of some format in, a [`Report`] out.
//!
//! Feeds, news agency formats, JSON articles, mails and documents all come through here, so that datelines,
//! credits and furniture are read in them as on pages.

use woozle_text::{
    BlockKind, Credit, CreditKind, Field, FieldEvidence, Notice, NoticeKind, Published, Report,
};

use crate::{
    byline::{bare_byline, explicit_byline},
    compose::compose,
    fragment::{paragraphs_of_html, paragraphs_of_text, plain},
    table::agencies_in,
};

/// A body as its format holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// HTML, whole or a part of a page.
    Html(String),
    /// Plain text.
    Text(String),
    /// Paragraphs that the format tells apart, with what each is for.
    Paragraphs(Vec<(BlockKind, String)>),
}

/// What a format says of an article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// The format, as evidence names the place of a field: `feed`, `mail`, `json`.
    pub(crate) format: &'static str,
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) published: Option<Published>,
    /// When it was last changed, where that is told apart from its publication.
    pub(crate) modified: Option<Published>,
    pub(crate) section: Option<String>,
    /// Whom the format credits: a feed's `source`, an agency's copyright holder.
    pub(crate) sources: Vec<String>,
    pub(crate) body: Option<Body>,
    pub(crate) notices: Vec<Notice>,
}

impl Item {
    /// The report; `None` where the item has neither text nor title.
    pub(crate) fn into_report(self) -> Option<Report> {
        let title = self.title.as_deref().map(plain).filter(|title| !title.is_empty());
        let paragraphs = match self.body {
            Some(Body::Html(html)) => paragraphs_of_html(&html),
            Some(Body::Text(text)) => paragraphs_of_text(text),
            Some(Body::Paragraphs(paragraphs)) => paragraphs,
            None => Vec::new(),
        };
        let mut report = Report {
            url: self.url.filter(|url| !url.is_empty()),
            outlet: self.outlet.as_deref().map(plain).filter(|outlet| !outlet.is_empty()),
            language: self.language.as_deref().and_then(language_tag),
            published: self.published,
            modified: self.modified.filter(|modified| Some(*modified) != self.published),
            section: self.section.as_deref().map(plain).filter(|section| !section.is_empty()),
            notices: self.notices,
            title,
            ..Report::default()
        };
        set_byline(&mut report, &self.authors);
        for source in self.sources.iter().map(|source| plain(source)).filter(|source| !source.is_empty()) {
            let known = report.credits.iter().any(|credit| credit.name == source);
            if !known {
                report.credits.push(Credit { name: source, kind: CreditKind::Metadata, span: None });
            }
        }
        notice_cut(&mut report, &paragraphs);
        say_fields(&mut report, self.format);
        compose(report, paragraphs.iter().map(|(kind, words)| (*kind, words.as_str())))
    }
}

/// Says of every field that the format filled that it stands there.
fn say_fields(report: &mut Report, place: &'static str) {
    let iso = |date: Option<Published>| date.map(|date| date.iso());
    let fields = [
        (Field::Url, report.url.clone()),
        (Field::Outlet, report.outlet.clone()),
        (Field::Byline, report.byline.clone()),
        (Field::Title, report.title.clone()),
        (Field::Published, iso(report.published)),
        (Field::Modified, iso(report.modified)),
        (Field::Section, report.section.clone()),
        (Field::Language, report.language.clone()),
    ];
    let said =
        fields.into_iter().filter_map(|(field, words)| Some(FieldEvidence { field, place, words: words? }));
    report.evidence.extend(said);
}

/// `en`, `en-GB`, `en_us` as a language tag.
fn language_tag(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let parts = tag.split('-').next().is_some_and(|primary| (2..=3).contains(&primary.len()));
    (parts && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(tag)
}

/// Puts the authors into the byline; an agency among them is credited.
fn set_byline(report: &mut Report, authors: &[String]) {
    let mut names: Vec<String> = Vec::new();
    for author in authors {
        let line = person(&plain(author));
        let name = explicit_byline(&line).map_or(line.as_str(), |byline| byline.text).to_owned();
        let fits = !name.is_empty() && name.split_whitespace().count() <= 20 && !name.contains("://");
        if fits && !names.contains(&name) {
            names.push(name);
        }
    }
    let byline = names.join(", ");
    let only_agency = bare_byline(&byline).is_some_and(|byline| byline.agency);
    for (start, end) in agencies_in(&byline) {
        // "Ana Petrova, Reuters" credits Reuters; "Pat Reuters" is a person.
        let apart = byline[..start].trim_end().ends_with([',', '(', '/', '|', '-', '&']) || start == 0;
        let ends =
            byline[end..].trim_start().starts_with([',', ')', '/', '|', '-', '&']) || end == byline.len();
        if only_agency || (apart && ends) {
            let name = byline[start..end].to_owned();
            report.credits.push(Credit { name, kind: CreditKind::Byline, span: None });
        }
    }
    report.byline = (!byline.is_empty()).then_some(byline);
}

/// The name in `jo@desk.example (Jo Lind)`, `Jo Lind <jo@desk.example>`, `mailto:jo@desk.example`.
pub(crate) fn person(text: &str) -> String {
    let text = text.trim().trim_start_matches("mailto:");
    let is_address = |word: &str| word.contains('@') && !word.contains(char::is_whitespace);
    if !text.contains('@') {
        return text.to_owned();
    }
    if let Some((outside, inside)) = text.trim_end_matches(')').split_once('(') {
        return if is_address(outside.trim()) { person(inside) } else { person(outside) };
    }
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !is_address(word.trim_matches(['<', '>', '"', ',', ';'])))
        .collect();
    words.join(" ").trim_matches(['"', ',', ';', ' ', '\'']).to_owned()
}

/// Says so when the last paragraph breaks off, as in feeds that give only a teaser.
fn notice_cut(report: &mut Report, paragraphs: &[(BlockKind, String)]) {
    let Some((_, last)) = paragraphs.last() else { return };
    let last = last.trim_end_matches(['.', ' ']);
    let broken = ["[…]", "[...]", "[…", "[..", "(more)", "(MORE)"].iter().any(|mark| last.ends_with(mark))
        || last.ends_with('…')
        || (last.ends_with("chars]") && last.contains("[+"));
    let already = report.notices.iter().any(|notice| notice.kind == NoticeKind::Truncated);
    if broken && !already {
        let message = "the text breaks off: only its beginning was sent";
        report.notices.push(Notice::new(NoticeKind::Truncated, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_becomes_a_report_with_credits_and_dateline() {
        let item = Item {
            format: "feed",
            section: Some("Transport".into()),
            title: Some("Bridge &amp; ferry closed".into()),
            authors: vec!["By Ana Petrova".into(), "Reuters".into()],
            sources: vec!["Harbour Courier".into()],
            body: Some(Body::Html(
                "<p>VARNA (BTA) - The old bridge was closed on Monday, the mayor said.</p><p>Buses run […]</p>".into(),
            )),
            ..Item::default()
        };
        let report = item.into_report().expect("it has text");
        assert_eq!(report.title.as_deref(), Some("Bridge & ferry closed"));
        assert_eq!(report.byline.as_deref(), Some("Ana Petrova, Reuters"));
        let credits: Vec<(&str, CreditKind)> =
            report.credits.iter().map(|credit| (credit.name.as_str(), credit.kind)).collect();
        assert_eq!(
            credits,
            [
                ("Reuters", CreditKind::Byline),
                ("Harbour Courier", CreditKind::Metadata),
                ("BTA", CreditKind::Dateline)
            ]
        );
        assert_eq!(report.authors, ["Ana Petrova"]);
        let said: Vec<(Field, &str, &str)> =
            report.evidence.iter().map(|said| (said.field, said.place, said.words.as_str())).collect();
        assert_eq!(
            said,
            [
                (Field::Byline, "feed", "Ana Petrova, Reuters"),
                (Field::Title, "feed", "Bridge & ferry closed"),
                (Field::Section, "feed", "Transport"),
            ]
        );
        assert_eq!(report.notices[0].kind, NoticeKind::Truncated);
        assert!(report.text.starts_with("Bridge & ferry closed\n\nVARNA"), "{}", report.text);
    }

    #[test]
    fn names_are_read_out_of_addresses() {
        for (text, name) in [
            ("jo@desk.example (Jo Lind)", "Jo Lind"),
            ("Jo Lind (jo@desk.example)", "Jo Lind"),
            ("Jo Lind <jo@desk.example>", "Jo Lind"),
            ("jo@desk.example", ""),
            ("Jo Lind", "Jo Lind"),
        ] {
            assert_eq!(person(text), name, "{text}");
        }
    }
}
