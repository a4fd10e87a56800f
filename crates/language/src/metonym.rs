//! A name in, the state it means or stands for out: countries by any of their names, demonyms, and the
//! capitals and palaces that speak for a government.

use std::sync::OnceLock;

use crate::table::{Lookup, items, key, rows};

/// How a name means a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum StateName {
    /// It is the country's own name: "DPRK".
    Country,
    /// It is the name of its people or language: "Tajik".
    Demonym,
    /// It is its capital, which may also be just a place.
    Capital,
    /// It is a palace or house of government.
    Metonym,
}

/// The state or government that the name stands for when it speaks or acts: "Russia" for "the Kremlin"
/// and for "Moscow". A country's own name stands for nothing else.
///
/// ```
/// assert_eq!(woozle_language::metonym("the Kremlin"), Some("Russia"));
/// assert_eq!(woozle_language::metonym("Russia"), None);
/// ```
#[must_use]
pub fn metonym(name: &str) -> Option<&'static str> {
    match state(name)? {
        (state, StateName::Capital | StateName::Metonym) => Some(state),
        _ => None,
    }
}

/// The country with this name, by any of its names: "North Korea" for "DPRK".
#[must_use]
pub fn country(name: &str) -> Option<&'static str> {
    match state(name)? {
        (state, StateName::Country) => Some(state),
        _ => None,
    }
}

/// The country whose people or language the word names: "Tajikistan" for "Tajik".
#[must_use]
pub fn demonym(word: &str) -> Option<&'static str> {
    match state(word)? {
        (state, StateName::Demonym) => Some(state),
        _ => None,
    }
}

/// The state that a name means, and how.
pub(crate) fn state(name: &str) -> Option<(&'static str, StateName)> {
    static STATES: OnceLock<Lookup<String, (&'static str, StateName)>> = OnceLock::new();
    let states = STATES.get_or_init(|| {
        let mut states = Lookup::from_iter([]);
        for row in rows(include_str!("../data/countries.tsv")) {
            let [name, aliases, _, demonyms] = row[..] else { continue };
            states.set(key(name), (name, StateName::Country));
            for alias in items(aliases) {
                states.add(key(alias), (name, StateName::Country));
            }
            for demonym in items(demonyms) {
                states.add(key(demonym), (name, StateName::Demonym));
            }
        }
        for row in rows(include_str!("../data/metonyms.tsv")) {
            let [name, state] = row[..] else { continue };
            states.add(key(name), (state, StateName::Metonym));
        }
        for row in rows(include_str!("../data/countries.tsv")) {
            let [name, _, capitals, _] = row[..] else { continue };
            for capital in items(capitals) {
                states.add(key(capital), (name, StateName::Capital));
            }
        }
        states
    });
    let name = key(name);
    states.get(&name).copied().or_else(|| {
        states.get(name.strip_suffix('s')?).copied().filter(|(_, how)| *how == StateName::Demonym)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_known_by_name_people_capital_and_palace() {
        assert_eq!(country("DPRK"), Some("North Korea"));
        assert_eq!(country("Democratic People’s Republic of Korea"), Some("North Korea"));
        assert_eq!(country("U.S."), Some("United States"));
        assert_eq!(demonym("Tajik"), Some("Tajikistan"));
        assert_eq!(demonym("Bulgarians"), Some("Bulgaria"));
        assert_eq!(metonym("Pyongyang"), Some("North Korea"));
        assert_eq!(metonym("White House"), Some("United States"));
        assert_eq!(metonym("Dushanbe"), Some("Tajikistan"));
        assert_eq!(metonym("Lakatnik"), None);
    }
}
