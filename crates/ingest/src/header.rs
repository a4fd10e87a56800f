//! The first lines of a text in, what they say out: outlet, section, byline, date, labels such as "Title:".
//!
//! One line at a time; `plain` decides which lines are asked and what the headline is.

use crate::{
    byline::{Byline, bare_byline, explicit_byline, is_desk},
    date::{find_date, is_weekday},
    layout::ends_sentence,
    table::{agencies, outlet_words},
};
use woozle_text::{BlockKind, Published};

/// What a line of a header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderLine<'a> {
    /// Byline or Header.
    pub kind: BlockKind,
    /// Who wrote the report.
    pub byline: Option<Byline<'a>>,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// When.
    pub published: Option<Published>,
    /// The headline, where a label names it: "Title: …".
    pub title: Option<&'a str>,
    /// The address, where a label or the line itself is one.
    pub url: Option<&'a str>,
}

impl HeaderLine<'_> {
    fn empty() -> Self {
        Self { kind: BlockKind::Header, byline: None, outlet: None, published: None, title: None, url: None }
    }
}

/// Reads a line that says of itself that it belongs to a header.
pub(crate) fn read_header_line(line: &str) -> Option<HeaderLine<'_>> {
    labelled(line).or_else(|| address(line)).or_else(|| dated(line)).or_else(|| parted(line))
}

/// Reads a line that is a byline or an outlet by its form alone; only to be asked below a headline.
pub(crate) fn read_bare_line(line: &str) -> Option<HeaderLine<'_>> {
    let agency = bare_byline(line).filter(|byline| byline.agency);
    if is_outlet(line) && agency.is_none() {
        return Some(HeaderLine { outlet: Some(line.trim()), ..HeaderLine::empty() });
    }
    bare_byline(line).map(with_byline)
}

fn with_byline(byline: Byline<'_>) -> HeaderLine<'_> {
    let mut read = HeaderLine::empty();
    read_byline(byline, &mut read);
    read
}

/// Puts a byline into the line, and the outlet that it names behind the names: "Jane Roe, The Daily Meridian".
fn read_byline<'a>(byline: Byline<'a>, read: &mut HeaderLine<'a>) {
    read.kind = BlockKind::Byline;
    let parted = [", ", " | ", " for "].into_iter().find_map(|mark| {
        let (names, outlet) = byline.text.rsplit_once(mark)?;
        let paper = is_outlet(outlet)
            && !is_desk(&outlet.to_lowercase())
            && agencies().all(|agency| !agency.eq_ignore_ascii_case(outlet.trim_start_matches("The ")));
        paper.then_some((names.trim_end(), outlet))
    });
    match parted {
        Some((names, outlet)) => {
            read.byline = Some(Byline { text: names, ..byline });
            read.outlet.get_or_insert(outlet);
        }
        None => read.byline = Some(byline),
    }
}

/// "Title: …", "Author: …", "Date: …", "Source: …", "URL: …".
fn labelled(line: &str) -> Option<HeaderLine<'_>> {
    let (label, value) = line.split_once(':')?;
    let value = value.trim().trim_matches('"');
    if value.is_empty() || value.split_whitespace().count() > 30 {
        return None;
    }
    let mut read = HeaderLine::empty();
    match label.trim().trim_matches(['*', '_', '#', ' ']).to_lowercase().as_str() {
        "title" | "headline" | "subject" => read.title = Some(value),
        "author" | "authors" | "byline" | "writer" => {
            let names = value.trim_start_matches("By ").trim_start_matches("by ");
            read.byline = Some(Byline { text: names, agency: agencies().any(|agency| agency == names) });
            read.kind = BlockKind::Byline;
        }
        "source" | "outlet" | "publication" | "publisher" | "newspaper" | "site" => read.outlet = Some(value),
        "date" | "published" | "updated" | "posted" | "first published" | "last updated" => {
            read.published = Some(find_date(value)?.published);
        }
        "url" | "link" | "address" if value.contains("://") => read.url = Some(value),
        "section" | "category" | "language" | "location" | "from" | "to" => {}
        _ => return None,
    }
    Some(read)
}

/// A line that is nothing but an address.
fn address(line: &str) -> Option<HeaderLine<'_>> {
    let url = line.trim().trim_matches(['<', '>']);
    let is_url = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(' ');
    is_url.then_some(HeaderLine { url: Some(url), ..HeaderLine::empty() })
}

/// A line with a date and beside it nothing but labels, names, places, an outlet.
fn dated(line: &str) -> Option<HeaderLine<'_>> {
    let found = find_date(line)?;
    if line.split_whitespace().count() > 22 {
        return None;
    }
    let mut read = HeaderLine { published: Some(found.published), ..HeaderLine::empty() };
    let rests = [&line[..found.start], &line[found.end..]];
    for part in rests.into_iter().flat_map(parts) {
        if !read_part(part, &mut read) {
            return None;
        }
    }
    Some(read)
}

/// "Gazette | English edition": short capitalised parts between bars.
fn parted(line: &str) -> Option<HeaderLine<'_>> {
    if let Some(byline) = explicit_byline(line) {
        return Some(with_byline(byline));
    }
    let is_parted = line.contains([' ', '\t']) && line.contains(['|', '•', '·']) && !ends_sentence(line);
    if !is_parted || line.split_whitespace().count() > 14 {
        return None;
    }
    let mut read = HeaderLine::empty();
    let mut any = false;
    for part in parts(line) {
        let starts = part.starts_with(char::is_uppercase) || part.contains('.');
        if !starts || part.split_whitespace().count() > 4 || !read_part(part, &mut read) {
            return None;
        }
        any = true;
    }
    any.then_some(read)
}

/// The parts of a header line between its marks, without labels such as "Updated".
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', '•', '·', '/', '—', '–', ';'])
        .flat_map(|part| part.split(" - "))
        .map(|part| without_labels(part.trim_matches(|c: char| !c.is_alphanumeric() && !"()’'".contains(c))))
        .filter(|part| part.chars().any(char::is_alphanumeric))
}

/// The part without words at either end that only announce a date or are part of one.
fn without_labels(mut part: &str) -> &str {
    const LABELS: [&str; 21] = [
        "published",
        "updated",
        "posted",
        "last",
        "modified",
        "first",
        "on",
        "at",
        "date",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "print",
        "edition",
        "online",
        "issued",
        "created",
    ];
    const SHORT_DAYS: [&str; 9] = ["mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun"];
    let is_mark = |c: char| c.is_whitespace() || ":,.".contains(c);
    let is_label = |word: &str| {
        let lower = word.to_lowercase();
        LABELS.contains(&lower.as_str()) || SHORT_DAYS.contains(&lower.as_str())
    };
    while let Some(word) = part.split(is_mark).next().filter(|word| is_label(word)) {
        part = part[word.len()..].trim_start_matches(is_mark);
    }
    // "Gazette, Thursday 11 September": a day may stand behind the name too, in full, for "Sun" is an outlet's.
    while let Some((name, _)) = part.rsplit_once(is_mark).filter(|(_, day)| day.len() > 5 && is_weekday(day))
    {
        part = name.trim_end_matches(is_mark);
    }
    part
}

/// Puts what the part says into the line; false where it is no part of a header.
fn read_part<'a>(part: &'a str, read: &mut HeaderLine<'a>) -> bool {
    if let Some(byline) = explicit_byline(part) {
        read_byline(byline, read);
        return true;
    }
    let signed = part.contains(", ") && bare_byline(part).is_some();
    if is_outlet(part) && !signed {
        read.outlet.get_or_insert(part);
        return true;
    }
    if let Some(byline) = bare_byline(part).filter(|_| read.byline.is_none()) {
        read_byline(byline, read);
        return true;
    }
    let words = part.split_whitespace().count();
    let time = part.chars().any(|c| c.is_ascii_digit()) && words <= 4;
    let reading = words <= 4 && part.to_lowercase().contains("min");
    time || reading
        || (words <= 4 && part.split_whitespace().all(|word| !word.starts_with(char::is_lowercase)))
        || words == 1
        || (words <= 3 && part.starts_with(char::is_uppercase))
}

/// Whether the short text names an outlet: by a word such as "Courier", a domain, or as an agency.
pub(crate) fn is_outlet(text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let domain = words.len() == 1
        && text.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() >= 2 && (2..=4).contains(&end.len()) && end.chars().all(char::is_alphabetic)
        });
    let capital = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || ["of", "the", "and", "&"].contains(word)
    };
    let named = (1..=5).contains(&words.len())
        && words.iter().all(capital)
        && words.iter().any(|word| outlet_words().any(|known| known.eq_ignore_ascii_case(word)));
    domain || named || agencies().any(|agency| agency == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_lines_give_outlet_byline_and_date() {
        let line = read_header_line("Harbour Courier | Updated 2026-03-11 09:40").expect("a header");
        assert_eq!(line.outlet, Some("Harbour Courier"));
        assert_eq!(line.published.map(Published::iso).as_deref(), Some("2026-03-11T09:40"));
        let line = read_header_line("Ana Petrova | Jun 6, 2025").expect("a header");
        assert_eq!(line.byline.map(|byline| byline.text), Some("Ana Petrova"));
        let line = read_header_line("By Li Wei 10/03/2026").expect("a header");
        assert_eq!(line.byline.map(|byline| byline.text), Some("Li Wei"));
        let line = read_header_line("Port Alder Courier, Thursday 11 September 2025").expect("a header");
        assert_eq!((line.outlet, line.byline), (Some("Port Alder Courier"), None));
        let line = read_header_line("Port Alder Sun, 11 September 2025").expect("a header");
        assert_eq!(line.outlet, Some("Port Alder Sun"));
        let line = read_header_line("Porto / Lisbon — 11 March 2026").expect("a header");
        assert_eq!((line.outlet, line.byline), (None, None));
        assert_eq!(
            read_header_line("Title: The bridge is closed").and_then(|line| line.title),
            Some("The bridge is closed")
        );
    }

    #[test]
    fn an_outlet_behind_the_names_is_no_author() {
        for line in [
            "By Jane Roe, The Daily Meridian",
            "By Jane Roe for The Daily Meridian",
            "By Jane Roe | The Daily Meridian",
            "By Jane Roe, The Daily Meridian, 13 November 2026",
            "Jane Roe, The Daily Meridian, 13 Nov 2026",
        ] {
            let read = read_header_line(line).expect("a header");
            assert_eq!(read.outlet, Some("The Daily Meridian"), "{line}");
            assert_eq!(read.byline.map(|byline| byline.text), Some("Jane Roe"), "{line}");
        }
        for line in ["By Jane Roe, Staff Reporter", "By Jane Roe and Li Wei, Reuters"] {
            assert_eq!(read_header_line(line).expect("a header").outlet, None, "{line}");
        }
    }

    #[test]
    fn sentences_and_headlines_are_no_header_lines() {
        for line in [
            "The bridge was opened on 3 May 1970 by the king and closed on Monday.",
            "What we know about the crash of 5 June 2025 near the old bridge",
            "Minister: the bridge stays closed",
            "Bridge closed | what you need to know about the works ahead",
        ] {
            assert_eq!(read_header_line(line), None, "{line}");
        }
    }
}
