//! A name in, the news outlet or agency of the curated table out ([`outlet`]). It does not guess:
//! a name that the table lacks is no outlet here.

use std::sync::OnceLock;

use crate::table::{Lookup, items, key, rows};

/// What kind of outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutletKind {
    /// A news agency: others print what it sends.
    Agency,
    /// A newspaper, magazine or journal.
    Paper,
    /// Television or radio.
    Broadcaster,
    /// A site.
    Site,
}

/// A row of the table of outlets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutletEntry {
    /// Its canonical name: "Associated Press".
    pub name: &'static str,
    /// What kind.
    pub kind: OutletKind,
    /// Where it is at home.
    pub country: &'static str,
}

/// A name of an outlet, and whether it also means other things ("Time", "Dawn").
#[derive(Clone, Copy)]
struct Named {
    entry: usize,
    ambiguous: bool,
}

struct Outlets {
    entries: Vec<OutletEntry>,
    names: Lookup<String, Named>,
}

/// The outlet or agency with this name, by any of its names, with or without "the".
///
/// ```
/// use woozle_language::outlet;
/// assert_eq!(outlet("AP").map(|entry| entry.name), Some("Associated Press"));
/// assert_eq!(outlet("the ministry"), None);
/// ```
#[must_use]
pub fn outlet(name: &str) -> Option<&'static OutletEntry> {
    named(name).map(|named| &outlets().entries[named.entry])
}

/// What the table says of the name, with its article where it has one of its own, or else without.
fn named(name: &str) -> Option<&'static Named> {
    let names = &outlets().names;
    let full = full_key(name);
    names.get(&full).or_else(|| names.get(full.strip_prefix("the ")?))
}

/// The key with its article where one everyday word follows: "The Times" is an outlet, "Times" none.
fn full_key(name: &str) -> String {
    let key = key(name);
    let article = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    if article && !key.contains(' ') { format!("the {key}") } else { key }
}

/// Whether the name is a news agency's.
#[must_use]
pub fn is_agency(name: &str) -> bool {
    outlet(name).is_some_and(|entry| entry.kind == OutletKind::Agency)
}

/// Whether two names mean the same outlet: by the table, else word for word.
#[must_use]
pub fn same_outlet(one: &str, other: &str) -> bool {
    match (outlet(one), outlet(other)) {
        (Some(one), Some(other)) => one.name == other.name,
        _ => key(one) == key(other),
    }
}

/// The outlet with this name where the name means nothing else, so that no tagger need have seen it.
/// Names of one word must be spelt as the table has them: "ant" is not ANT.
pub(crate) fn unmistakable(name: &str) -> Option<&'static OutletEntry> {
    let named = named(name)?;
    let short = name.chars().count() <= 5
        && !name.chars().all(|letter| letter.is_uppercase() || !letter.is_alphabetic());
    (!named.ambiguous && !short).then(|| &outlets().entries[named.entry])
}

fn outlets() -> &'static Outlets {
    static OUTLETS: OnceLock<Outlets> = OnceLock::new();
    OUTLETS.get_or_init(|| {
        let (mut entries, mut names) = (Vec::new(), Lookup::from_iter([]));
        for row in rows(include_str!("../data/outlets.tsv")) {
            let [name, kind, country, aliases] = row[..] else { continue };
            let kind = match kind {
                "agency" => OutletKind::Agency,
                "paper" => OutletKind::Paper,
                "broadcaster" => OutletKind::Broadcaster,
                _ => OutletKind::Site,
            };
            let entry = entries.len();
            entries.push(OutletEntry { name, kind, country });
            names.add(full_key(name), Named { entry, ambiguous: false });
            for alias in items(aliases) {
                let ambiguous = alias.ends_with('?');
                let named = Named { entry, ambiguous };
                if ambiguous {
                    names.set(full_key(alias.trim_end_matches('?')), named);
                } else {
                    names.add(full_key(alias), named);
                }
            }
        }
        Outlets { entries, names }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_known_by_all_their_names() {
        for (name, canonical) in [
            ("The New York Times", "New York Times"),
            ("NYT", "New York Times"),
            ("Agence France-Presse", "AFP"),
            ("Tass", "TASS"),
            ("Korean Central News Agency", "KCNA"),
            ("El País", "El País"),
            ("the Associated Press", "Associated Press"),
        ] {
            assert_eq!(outlet(name).map(|entry| entry.name), Some(canonical), "{name}");
        }
        assert!(is_agency("Reuters") && !is_agency("BBC"));
        assert_eq!(outlet("Transport Ministry"), None);
    }

    #[test]
    fn everyday_words_need_the_tagger() {
        assert!(outlet("Time").is_some() && unmistakable("Time").is_none());
        assert!(unmistakable("Reuters").is_some());
        assert!(unmistakable("app").is_none());
    }
}
