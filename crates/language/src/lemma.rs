//! Base forms: a word with its tag in, its lemma out, by the rules of English and a table of exceptions.

use crate::blob::{ModelError, Reader, Writer};
use crate::feature::two;
use crate::tagset::{Upos, Xpos};
use crate::word::norm;

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
        let key = |(form, xpos, _): &(String, Xpos, String)| two(*xpos as u32, norm(form), 0);
        let mut sorted: Vec<_> = exceptions.iter().map(|row| (key(row), row)).collect();
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

    /// The lemma of the word.
    #[must_use]
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
        if upos == Upos::Propn && matches!(xpos, Xpos::Nnp) || form.len() > 40 {
            return form.into();
        }
        if let Ok(at) = self.keys.binary_search(&two(xpos as u32, norm(form), 0)) {
            let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
            if let Some(lemma) = self.text.get(start..self.ends[at] as usize) {
                return lemma.into();
            }
        }
        by_rule(form, upos, xpos)
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
    if upos == Upos::Propn {
        return if xpos == Xpos::Nnps { singular(form) } else { form.into() };
    }
    let lower = if form.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        form.to_lowercase()
    } else {
        form.to_owned()
    };
    match xpos {
        Xpos::Nns => singular(&lower),
        Xpos::Vbz => third_person(&lower),
        Xpos::Vbd | Xpos::Vbn if upos != Upos::Adj => stem(&lower, "ed"),
        Xpos::Vbg if upos != Upos::Noun => stem(&lower, "ing"),
        Xpos::Jjr | Xpos::Rbr => stem(&lower, "er"),
        Xpos::Jjs | Xpos::Rbs => stem(&lower, "est"),
        _ => lower.into(),
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn singular(form: &str) -> Box<str> {
    if let Some(stem) = form.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y").into();
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

/// Takes an ending off a verb or adjective and mends the stem: "stopped" stop, "moving" move, "carried" carry.
fn stem(form: &str, ending: &str) -> Box<str> {
    let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() >= 2 && stem.is_ascii()) else {
        return form.into();
    };
    let bytes = stem.as_bytes();
    let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    if !bytes.iter().any(|&byte| is_vowel(byte) || byte == b'y') {
        return form.into();
    }
    if last == b'i' && ending != "ing" {
        return format!("{}y", &stem[..stem.len() - 1]).into();
    }
    if last == before && !matches!(last, b'l' | b's' | b'z' | b'f' | b'o' | b'e') {
        return stem[..stem.len() - 1].into();
    }
    let earlier = bytes.len().checked_sub(3).map(|at| bytes[at]);
    let silent = match last {
        b'v' | b'u' | b'c' => true,
        b'z' | b's' => is_vowel(before) || before == b'r' || before == b'n',
        b'g' => {
            matches!(before, b'n' | b'r' | b'd' | b'a' | b'e') && stem.len() > 3 && !form.contains("ringing")
        }
        b'l' => matches!(before, b'b' | b'p' | b't' | b'd' | b'g' | b'k' | b'f' | b'c' | b'z'),
        b'r' | b't' | b'd' | b'k' | b'm' | b'n' | b'p' | b'b' => {
            is_vowel(before) && earlier.is_some_and(|earlier| !is_vowel(earlier)) && short_or_long(stem)
        }
        _ => false,
    };
    if silent { format!("{stem}e").into() } else { stem.into() }
}

/// Whether a stem in vowel and consonant takes a silent "e": "hop(e)", "stat(e)" do, "visit", "open" do not.
fn short_or_long(stem: &str) -> bool {
    let groups = stem.as_bytes().windows(2).filter(|pair| is_vowel(pair[1]) && !is_vowel(pair[0])).count();
    let ends = ["at", "ut", "id", "ur", "ir", "ar", "in", "as", "im", "ok", "ik", "ak", "ap", "am", "od"];
    groups <= 1 || ends.iter().any(|end| stem.ends_with(end))
}
