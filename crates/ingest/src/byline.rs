//! A line in, the [`Byline`] it prints out: who wrote the report, without "By" and without dates.

use crate::table::{agencies, agencies_in};

/// A byline as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Byline<'a> {
    /// The names, without "By".
    pub text: &'a str,
    /// Whether it names only an agency: "AFP".
    pub agency: bool,
}

/// Openings that announce a byline.
const OPENINGS: [&str; 6] = ["by ", "words by ", "written by ", "reported by ", "story by ", "text by "];

/// Words that end the name of a desk or office: "Our Foreign Desk", "Staff Writer".
const DESKS: [&str; 12] = [
    "agencies",
    "bureau",
    "correspondent",
    "correspondents",
    "desk",
    "editor",
    "reporter",
    "reporters",
    "staff",
    "team",
    "writer",
    "writers",
];

/// Small words that stand between names.
const JOINTS: [&str; 18] = [
    "and", "&", "in", "for", "of", "from", "the", "at", "our", "with", "de", "la", "van", "der", "von",
    "bin", "al", "di",
];

/// Reads a byline that says that it is one: "By …", "From our correspondent".
pub(crate) fn explicit_byline(line: &str) -> Option<Byline<'_>> {
    let line = line.trim().trim_matches(['*', '_']);
    let lower = line.to_lowercase();
    if lower.len() == line.len() && lower.starts_with("from ") {
        let names = is_name_list(&line[5..]);
        return (names && is_desk(&lower)).then_some(Byline { text: line, agency: false });
    }
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(**opening))?;
    let names = line.get(opening.len()..)?.trim().trim_end_matches(',');
    byline(names).filter(|byline| is_name_list(byline.text))
}

/// Reads a line that is a byline by its form: "Daniel McRory in Sofia", "ANA PETROVA", "AFP", "Our Bureau".
///
/// Only a line of a header may be asked: any short title could pass for a name.
pub(crate) fn bare_byline(line: &str) -> Option<Byline<'_>> {
    let line = line.trim().trim_matches(['*', '_']);
    let found = byline(line)?;
    let words = line.split_whitespace().count();
    let persons = (2..=12).contains(&words) && is_name_list(line) && names_person(line);
    (found.agency || persons || (words <= 5 && is_desk(&line.to_lowercase()) && is_name_list(line)))
        .then_some(found)
}

fn byline(names: &str) -> Option<Byline<'_>> {
    let names = names.trim();
    let agency = agencies().any(|agency| agency.eq_ignore_ascii_case(names)) || only_agencies(names);
    (!names.is_empty() && names.split_whitespace().count() <= 16).then_some(Byline { text: names, agency })
}

/// Whether nothing but agencies and joints stands in the text: "AFP and Reuters", "AP, dpa".
fn only_agencies(names: &str) -> bool {
    let found = agencies_in(names);
    let mut rest = names.to_owned();
    for &(start, end) in found.iter().rev() {
        rest.replace_range(start..end, " ");
    }
    !found.is_empty() && rest.split([' ', ',', '/', '&']).all(|word| word.is_empty() || word == "and")
}

pub(crate) fn is_desk(lower: &str) -> bool {
    lower.split_whitespace().next_back().is_some_and(|word| DESKS.contains(&word))
}

/// Whether every word is a name, an initial, a title in capitals or a small word between names.
fn is_name_list(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
            let lower = bare.to_lowercase();
            bare.is_empty()
                || JOINTS.contains(&lower.as_str())
                || DESKS.contains(&lower.as_str())
                || (bare.starts_with(char::is_uppercase) && !bare.contains(char::is_numeric))
                || lower == "dpa"
        })
        && !text.ends_with(['?', '!', ':'])
        && (!text.ends_with('.') || text.split_whitespace().next_back().is_some_and(|word| word.len() <= 3))
}

/// Whether the first words are a first and a last name: two to four capitalised words before any joint.
fn names_person(text: &str) -> bool {
    let until = text.split([',', '|']).next().unwrap_or(text);
    let count = until.split_whitespace().take_while(|word| !["and", "in", "for", "&"].contains(word)).count();
    let initials = |word: &str| word.chars().all(|letter| letter.is_uppercase()) && word.len() <= 3;
    (2..=4).contains(&count) && !text.split_whitespace().all(initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_read_without_their_opening() {
        for (line, names) in [
            ("By Ana Petrova and Li Wei", "Ana Petrova and Li Wei"),
            ("By Ines Moravcova in Basel and Uppsala", "Ines Moravcova in Basel and Uppsala"),
            ("BY OUR FOREIGN DESK", "OUR FOREIGN DESK"),
            ("From our correspondent", "From our correspondent"),
            ("By Staff Writer", "Staff Writer"),
            ("By Joan P. de la Cruz", "Joan P. de la Cruz"),
        ] {
            assert_eq!(explicit_byline(line).map(|byline| byline.text), Some(names), "{line}");
        }
        for line in ["By noon the river had risen by a metre.", "By the time police came, nobody was there"] {
            assert_eq!(explicit_byline(line), None, "{line}");
        }
    }

    #[test]
    fn an_agency_alone_is_a_byline_and_marked_as_one() {
        assert!(explicit_byline("By Reuters").expect("a byline").agency);
        assert!(bare_byline("AFP").expect("a byline").agency);
        assert!(!bare_byline("Ana Petrova in Sofia").expect("a byline").agency);
        assert_eq!(bare_byline("Train leaves the rails near the border"), None);
    }
}
