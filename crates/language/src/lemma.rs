//! Base forms: a word with its tag in, its lemma out, by the rules of English and a table of exceptions.

mod stem;

use std::sync::LazyLock;

use woozle_neural::ModelError;
use woozle_neural::blob::{Reader, Writer};

use crate::metonym::demonym;
use crate::table::rows;
use crate::tagset::{Upos, Xpos};
use crate::word::norm;
use stem::stem;

/// Longer words are no words: they are left as they are.
const LONGEST: usize = 40;

/// Irregular forms by their key, sorted.
static IRREGULAR: LazyLock<Vec<(u32, &str)>> = LazyLock::new(|| {
    let row = |fields: Vec<&'static str>| match fields[..] {
        [form, tag, lemma] => Some((key(form, Xpos::from_name(tag)?), lemma)),
        _ => None,
    };
    let mut table: Vec<_> = rows(include_str!("../data/irregular-forms.tsv")).filter_map(row).collect();
    table.sort_unstable();
    table
});

/// What both tables are searched for: case, digits and the kind of apostrophe make no difference.
fn key(form: &str, xpos: Xpos) -> u32 {
    // The golden ratio spreads the bits (Knuth's multiplicative hashing).
    let both = u64::from(norm(form)) << 8 | xpos as u64;
    (both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// Whether no table is asked: numbers in digits, of which the key keeps the length only, and marks.
fn is_plain(form: &str, upos: Upos) -> bool {
    matches!(upos, Upos::Punct | Upos::Sym) || form.bytes().any(|byte| byte.is_ascii_digit())
}

/// Exceptions to the rules, learned from treebanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lemmas {
    keys: Vec<u32>,
    ends: Vec<u32>,
    text: String,
}

impl Lemmas {
    /// A table of `(form, tag, lemma)`; the first of two for one form and tag wins.
    #[must_use]
    pub fn new(exceptions: &[(String, Xpos, String)]) -> Self {
        let mut sorted: Vec<_> = exceptions.iter().map(|row| (key(&row.0, row.1), row)).collect();
        sorted.sort_by_key(|&(key, _)| key);
        sorted.dedup_by_key(|&mut (key, _)| key);
        let mut table = Self::default();
        for (key, (_, _, lemma)) in sorted {
            table.keys.push(key);
            table.text.push_str(lemma);
            table.ends.push(table.text.len() as u32);
        }
        table
    }

    /// The lemma of the word: a name is its own, then come irregular forms, what was learned, and the rules.
    #[must_use]
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
        if upos == Upos::Propn && xpos == Xpos::Nnp || form.len() > LONGEST || is_plain(form, upos) {
            return by_rule(form, upos, xpos);
        }
        let key = key(form, xpos);
        if let Ok(at) = IRREGULAR.binary_search_by_key(&key, |row| row.0) {
            return IRREGULAR[at].1.into();
        }
        match self.learned(key) {
            // "_" stands in treebanks where a word was torn apart.
            Some(lemma) if lemma != "_" => lemma.into(),
            _ => by_rule(form, upos, xpos),
        }
    }

    fn learned(&self, key: u32) -> Option<&str> {
        let at = self.keys.binary_search(&key).ok()?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..self.ends[at] as usize)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.numbers(&self.keys);
        writer.numbers(&self.ends);
        writer.bytes(self.text.as_bytes());
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (keys, ends) = (reader.numbers()?, reader.numbers()?);
        let text = str::from_utf8(reader.bytes()?).map_err(|_| ModelError::Inconsistent)?.to_owned();
        let fits = keys.len() == ends.len() && keys.is_sorted() && ends.is_sorted();
        if fits { Ok(Self { keys, ends, text }) } else { Err(ModelError::Inconsistent) }
    }
}

/// The lemma by rule alone.
#[must_use]
pub fn by_rule(form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
    if form.len() > LONGEST {
        return form.into();
    }
    if upos == Upos::Propn || matches!(xpos, Xpos::Nnp | Xpos::Nnps) {
        return if xpos == Xpos::Nnps { singular(form) } else { month(form).unwrap_or(form).into() };
    }
    if is_plain(form, upos) {
        return plain(form);
    }
    let lower = if form.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        form.to_lowercase()
    } else {
        form.to_owned()
    };
    match xpos {
        Xpos::Jj if form.starts_with(char::is_uppercase) && demonym(form).is_some() => form.into(),
        Xpos::Nn if is_acronym(form) => form.into(),
        Xpos::Nns => singular(&lower),
        Xpos::Vbz => third_person(&lower),
        Xpos::Vbd | Xpos::Vbn if upos != Upos::Adj => stem(&lower, "ed"),
        Xpos::Vbg if upos != Upos::Noun => stem(&lower, "ing"),
        Xpos::Jjr | Xpos::Rbr => stem(&lower, "er"),
        Xpos::Jjs | Xpos::Rbs => stem(&lower, "est"),
        _ => lower.into(),
    }
}

/// Capitals that nobody reads as a word: "TV", "GDP".
fn is_acronym(form: &str) -> bool {
    form.len() <= 5 && form.bytes().all(|letter| letter.is_ascii_uppercase() && !b"AEIOU".contains(&letter))
}

/// A number without its commas, a mark in its plain shape: 1,200 is 1200, “ is ".
fn plain(form: &str) -> Box<str> {
    match form {
        "“" | "”" | "„" => return "\"".into(),
        "‘" | "’" | "‚" => return "'".into(),
        "–" => return "-".into(),
        _ => {}
    }
    let bytes = form.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let keeps = |&(at, letter): &(usize, char)| letter != ',' || !(at > 0 && digit(at - 1) && digit(at + 1));
    let kept: String = form.char_indices().filter(keeps).map(|(_, letter)| letter).collect();
    kept.to_lowercase().into()
}

/// The month that a name shortens: "Sept." is September.
fn month(form: &str) -> Option<&'static str> {
    Some(match form.strip_suffix('.').unwrap_or(form) {
        "Jan" => "January",
        "Feb" => "February",
        "Mar" => "March",
        "Apr" => "April",
        "Aug" => "August",
        "Sep" | "Sept" => "September",
        "Oct" => "October",
        "Nov" => "November",
        "Dec" => "December",
        _ => return None,
    })
}

fn singular(form: &str) -> Box<str> {
    if let Some(stem) = form.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y").into();
    }
    if let Some(stem) = form.strip_suffix("men").filter(|stem| stem.len() > 2) {
        return format!("{stem}man").into();
    }
    for ending in ["ches", "shes", "sses", "xes", "zzes"] {
        if form.ends_with(ending) {
            return form[..form.len() - 2].into();
        }
    }
    match form.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !stem.ends_with('s') => stem.into(),
        _ => form.into(),
    }
}

fn third_person(form: &str) -> Box<str> {
    match form.strip_suffix("oes") {
        Some(stem) => format!("{stem}o").into(),
        None => singular(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_a_lemma() {
        let table =
            Lemmas::new(&[("media".into(), Xpos::Nns, "medium".into()), ("in".into(), Xpos::In, "_".into())]);
        let cases = [
            ("said", Upos::Verb, Xpos::Vbd, "say"),
            ("Underwent", Upos::Verb, Xpos::Vbd, "undergo"),
            ("N’T", Upos::Part, Xpos::Rb, "not"),
            ("media", Upos::Noun, Xpos::Nns, "medium"),
            ("in", Upos::Adp, Xpos::In, "in"),
            ("ministries", Upos::Noun, Xpos::Nns, "ministry"),
            ("guardsmen", Upos::Noun, Xpos::Nns, "guardsman"),
            ("skies", Upos::Noun, Xpos::Nns, "sky"),
            ("Reports", Upos::Verb, Xpos::Vbz, "report"),
            ("wounded", Upos::Adj, Xpos::Jj, "wounded"),
            ("Reuters", Upos::Propn, Xpos::Nnp, "Reuters"),
            ("Sept.", Upos::Propn, Xpos::Nnp, "September"),
            ("Islands", Upos::Propn, Xpos::Nnps, "Island"),
            ("Bulgarian", Upos::Adj, Xpos::Jj, "Bulgarian"),
            ("TV", Upos::Noun, Xpos::Nn, "TV"),
            ("1,200", Upos::Num, Xpos::Cd, "1200"),
            ("1990s", Upos::Noun, Xpos::Nns, "1990s"),
            ("”", Upos::Punct, Xpos::CloseQuote, "\""),
        ];
        for (form, upos, xpos, lemma) in cases {
            assert_eq!(&*table.lemma(form, upos, xpos), lemma, "{form}");
        }
    }

    #[test]
    fn the_table_of_irregular_forms_is_whole() {
        let lines = include_str!("../data/irregular-forms.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(IRREGULAR.len(), lines.count(), "every row has a tag that exists");
        assert!(IRREGULAR.windows(2).all(|pair| pair[0].0 != pair[1].0), "no two rows for one form and tag");
    }

    #[test]
    fn words_beyond_measure_stay() {
        let long = "a".repeat(1 << 16) + "ed";
        assert_eq!(&*Lemmas::default().lemma(&long, Upos::Verb, Xpos::Vbd), long);
    }
}
