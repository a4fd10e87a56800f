//! Rows of the tables in `data/`: a text in, its fields out. Lines that open with `#` are notes.

use std::borrow::Borrow;
use std::hash::Hash;

use woozle_text::fold;

#[expect(
    clippy::disallowed_types,
    reason = "the order of entries shows nowhere: they can be asked for, not walked"
)]
type Entries<K, V> = std::collections::HashMap<K, V>;

/// What a table says of a name, found by its hash.
pub(crate) struct Lookup<K, V>(Entries<K, V>);

impl<K: Borrow<str> + Eq + Hash, V> Lookup<K, V> {
    /// What the table says of the name.
    pub(crate) fn get(&self, name: &str) -> Option<&V> {
        self.0.get(name)
    }

    /// Whether the table has the name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Has the table say this of the name, whatever it said before.
    pub(crate) fn set(&mut self, name: K, value: V) {
        self.0.insert(name, value);
    }

    /// Has the table say this of the name if it says nothing yet.
    pub(crate) fn add(&mut self, name: K, value: V) {
        self.0.entry(name).or_insert(value);
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for Lookup<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

/// The rows of a table, each as its tab-separated fields.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// The items of a field that holds several, `;` between them.
pub(crate) fn items(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(';').filter(|item| !item.is_empty())
}

/// A name as tables are searched for it: lower case, plain quotation marks, no accents, no article before it.
pub(crate) fn key(name: &str) -> String {
    let name = name.trim();
    let mut key: String = match name.is_ascii() {
        true => name.chars().map(plain_ascii).collect(),
        false => fold(name).text.chars().map(plain).collect(),
    };
    for article in ["the ", "The "] {
        if let Some(rest) = key.strip_prefix(article) {
            key = rest.to_owned();
        }
    }
    key
}

/// What [`fold`] makes of an ASCII character.
fn plain_ascii(character: char) -> char {
    match character {
        '`' => '\'',
        character if character.is_whitespace() => ' ',
        character => character.to_ascii_lowercase(),
    }
}

/// The letter without its accent, for the accents that news copy drops.
fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' | 'ľ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'š' | 'ś' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        other => other,
    }
}
