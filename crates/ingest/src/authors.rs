//! A byline in, the persons, agencies and outlets that it names out, in order.
//!
//! "By Ana Petrova in Sofia and Li Wei, Harbour Courier, with Reuters" names two persons, one outlet and one
//! agency. Places, titles, dates and addresses are left out; nothing is turned or completed.

use crate::{
    date::find_date,
    table::{agencies, agencies_in, outlet_words},
};

/// Who is named in a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Authors {
    /// Persons.
    pub persons: Vec<String>,
    /// News agencies.
    pub agencies: Vec<String>,
    /// Outlets, desks and other bodies.
    pub outlets: Vec<String>,
}

impl Authors {
    /// Whether nobody is named.
    pub(crate) fn is_empty(&self) -> bool {
        self.persons.is_empty() && self.agencies.is_empty() && self.outlets.is_empty()
    }

    /// Everybody named: persons, else agencies, else outlets.
    pub(crate) fn first(&self) -> &[String] {
        [&self.persons, &self.agencies, &self.outlets]
            .into_iter()
            .find(|names| !names.is_empty())
            .map_or(&[], |names| names)
    }
}

/// Words that open a byline, in the languages of the press; lower case.
const OPENINGS: [&str; 38] = [
    "written and reported by",
    "written by",
    "reported by",
    "posted by",
    "published by",
    "story by",
    "words by",
    "text by",
    "article by",
    "a post by",
    "report by",
    "by:",
    "by",
    "von:",
    "von",
    "par",
    "por:",
    "por",
    "de:",
    "text:",
    "texte:",
    "texto:",
    "testo:",
    "autor:",
    "autorin:",
    "author:",
    "authors:",
    "auteur:",
    "autore:",
    "penulis:",
    "oleh:",
    "oleh",
    "door",
    "skrevet av",
    "skrevet af",
    "av",
    "af",
    "автор:",
];
/// Words that follow a name and tell what the person is; lower case.
const TITLES: [&str; 30] = [
    "editor",
    "writer",
    "reporter",
    "correspondent",
    "journalist",
    "redakteur",
    "redakteurin",
    "columnist",
    "author",
    "contributor",
    "producer",
    "staff",
    "chief",
    "bureau",
    "senior",
    "managing",
    "associate",
    "deputy",
    "freelance",
    "special",
    "director",
    "manager",
    "columnista",
    "redactor",
    "redactora",
    "periodista",
    "autor",
    "autorin",
    "specialist",
    "analyst",
];
/// Words that no name of a person holds; lower case.
const NEVER: [&str; 56] = [
    "share",
    "follow",
    "read",
    "more",
    "min",
    "minutes",
    "comments",
    "comment",
    "updated",
    "published",
    "posted",
    "subscribe",
    "newsletter",
    "facebook",
    "twitter",
    "whatsapp",
    "email",
    "e-mail",
    "photo",
    "photos",
    "image",
    "video",
    "about",
    "view",
    "profile",
    "posts",
    "articles",
    "all",
    "ago",
    "hours",
    "print",
    "save",
    "listen",
    "copy",
    "link",
    "written",
    "reviewed",
    "edited",
    "contact",
    "am",
    "pm",
    "gmt",
    "uhr",
    "news",
    "here",
    "click",
    "your",
    "you",
    "bio",
    "latest",
    "see",
    "home",
    "category",
    "tags",
    "website",
    "http",
];
/// Small words inside names.
const PARTICLES: [&str; 24] = [
    "de", "da", "do", "dos", "das", "del", "della", "di", "la", "le", "van", "von", "der", "den", "ter",
    "zu", "al", "bin", "ben", "el", "y", "e", "af", "ibn",
];
/// Words between names.
const JOINTS: [&str; 14] =
    ["and", "und", "et", "og", "och", "en", "ve", "и", "та", "i", "y", "e", "with", "mit"];

/// Reads the names in a byline.
pub(crate) fn split_byline(byline: &str, outlet: Option<&str>) -> Authors {
    let mut authors = Authors::default();
    let bare = without_opening(byline);
    for part in parts(bare) {
        sort_in(&part, outlet, &mut authors);
    }
    authors
}

/// The byline without "By", "Von", "Written by".
pub(crate) fn without_opening(byline: &str) -> &str {
    opening(byline).map_or_else(|| byline.trim(), |(_, rest)| rest)
}

/// The opening and what follows it, where the line opens as a byline does.
pub(crate) fn opening(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start_matches(|letter: char| !letter.is_alphanumeric()).trim_end();
    OPENINGS.iter().find_map(|opening| {
        let head = line.get(..opening.len())?;
        let rest = &line[opening.len()..];
        let parted = opening.ends_with(':') || rest.starts_with([' ', ':', '\u{a0}']);
        let same = head.to_lowercase() == **opening;
        (same && parted).then(|| (*opening, rest.trim_start_matches([' ', ':', '\u{a0}'])))
    })
}

/// Parts the line between names: at commas, bars and words that join.
fn parts(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let spaced =
        line.replace([',', ';', '|', '•', '·', '&', '/', '(', ')', '、', '，', '–', '—', '\n', '+'], " , ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        // "y", "e" and "i" join names, and stand inside some: only between two whole names they part.
        let single = word.chars().count() == 1 && *word != ",";
        let names =
            |words: &[&str]| words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2;
        let joins = JOINTS.contains(word) && (!single || (names(&words[..at]) && names(&words[at + 1..])));
        if *word == "," || joins {
            parts.push(String::new());
            continue;
        }
        let part = parts.last_mut().expect("there is always a part");
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(word);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Puts the part where it belongs, if it names anybody.
fn sort_in(part: &str, outlet: Option<&str>, authors: &mut Authors) {
    let part = without_opening(part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
    let part = ["in", "for", "for the", "at", "from", "für", "pour", "para"]
        .iter()
        .find_map(|word| part.split_once(&format!(" {word} ")))
        .map_or(part, |(name, _)| name);
    if part.is_empty() || find_date(part).is_some() || part.contains('@') || part.contains("://") {
        return;
    }
    let push = |names: &mut Vec<String>| {
        if !names.iter().any(|name| name == part) {
            names.push(part.to_owned());
        }
    };
    let is_outlet = outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(part));
    if agencies().any(|agency| agency.eq_ignore_ascii_case(part))
        || agencies_in(part).first() == Some(&(0, part.len()))
    {
        push(&mut authors.agencies);
    } else if is_outlet || is_body(part) {
        push(&mut authors.outlets);
    } else if is_person(part) {
        push(&mut authors.persons);
    }
}

/// Whether the name is that of a desk, an outlet or another body.
fn is_body(name: &str) -> bool {
    let lower = name.to_lowercase();
    let last = lower.split_whitespace().next_back().unwrap_or_default();
    let desk = [
        "staff",
        "desk",
        "team",
        "bureau",
        "agencies",
        "redaktion",
        "redacción",
        "redacao",
        "redazione",
        "editors",
        "correspondent",
        "rédaction",
        "news",
    ];
    let address = name.contains('.') && !name.contains(' ') && name.len() > 4;
    desk.contains(&last) || address || outlet_words().any(|word| word == last && lower.contains(' '))
}

/// Whether the words are a person's name: one to five of them, capitalised, without what names never hold.
pub(crate) fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty()
        || words.len() > 6
        || name.len() > 80
        || name.contains(|c: char| "?!:\"“”=<>{}[]_#%".contains(c))
    {
        return false;
    }
    let unspaced =
        name.chars().all(|letter| letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase());
    if unspaced {
        return (2..=12).contains(&name.chars().count());
    }
    let lower: Vec<String> =
        words.iter().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect();
    let plain = !lower.iter().any(|word| NEVER.contains(&word.as_str()) || TITLES.contains(&word.as_str()));
    let formed = words.iter().zip(&lower).all(|(word, lower)| {
        let letter = word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
        letter.is_some_and(|letter| !letter.is_lowercase() && !letter.is_numeric())
            || PARTICLES.contains(&lower.as_str())
    });
    let ends = name.ends_with('.') && words.last().is_some_and(|word| word.len() > 4);
    plain && formed && !ends && !name.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(byline: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
        let authors = split_byline(byline, Some("Harbour Courier"));
        (authors.persons, authors.agencies, authors.outlets)
    }

    #[test]
    fn persons_agencies_and_outlets_are_told_apart() {
        let (persons, agencies, outlets) =
            names("By Ana Petrova in Sofia and Li Wei, Harbour Courier, with Reuters");
        assert_eq!(persons, ["Ana Petrova", "Li Wei"]);
        assert_eq!(agencies, ["Reuters"]);
        assert_eq!(outlets, ["Harbour Courier"]);
    }

    #[test]
    fn titles_dates_and_addresses_are_no_names() {
        assert_eq!(names("Von Jana Kühn, Redakteurin | 12. März 2025").0, ["Jana Kühn"]);
        assert_eq!(names("María José de la Cruz y Ana Ruiz").0, ["María José de la Cruz", "Ana Ruiz"]);
        assert_eq!(names("Ana Petrova, Senior Editor, ana@courier.example").0, ["Ana Petrova"]);
        assert_eq!(names("Share this article").0, Vec::<String>::new());
        assert_eq!(names("By AFP and AP").1, ["AFP", "AP"]);
        assert_eq!(names("Foreign Desk").2, ["Foreign Desk"]);
    }
}
