//! The classes of expressions that news does not need, from `bench/cases-out-of-scope.tsv`.

use std::path::Path;

use anyhow::{Context, Result};

use super::Case;

/// The rules of the table, in its order.
pub(super) struct Scope(Vec<Rule>);

struct Rule {
    class: String,
    group: String,
    kind: String,
    value: String,
}

impl Scope {
    /// Reads the table: class, group, kind, value, reason.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let rules = rows.filter_map(|row| {
            let mut fields = row.split('\t').map(str::to_owned);
            Some(Rule {
                class: fields.next()?,
                group: fields.next()?,
                kind: fields.next()?,
                value: fields.next()?,
            })
        });
        Ok(Self(rules.collect()))
    }

    /// The class out of scope that the case belongs to.
    pub(super) fn class(&self, case: &Case) -> Option<&str> {
        self.0.iter().find(|rule| rule.matches(case)).map(|rule| rule.class.as_str())
    }
}

impl Rule {
    fn matches(&self, case: &Case) -> bool {
        let group = self.group == "*" || case.group.starts_with(&self.group);
        let words = || case.words.to_lowercase();
        group
            && match self.kind.as_str() {
                "group" => case.group.ends_with(&self.value),
                "shape" => case.shape.contains(&self.value),
                "word" => words().split([' ', ',', '(', ')', '?', '!']).any(|word| {
                    let stem = word.trim_end_matches('.');
                    word == self.value || stem == self.value
                }),
                "phrase" => format!(" {} ", words()).contains(&format!(" {} ", self.value)),
                "part" => words().contains(&self.value),
                "nothing-year" => case.shape.ends_with(" nothing") && years(&words()) > 0,
                "form" => has_form(&words(), &self.value),
                _ => false,
            }
    }
}

/// Whether a word of the text has the form: 9 stands for one or more digits, other characters for themselves.
fn has_form(words: &str, form: &str) -> bool {
    let joined = words.replace(' ', "");
    words.split([' ', ',', '?']).chain([joined.as_str()]).any(|word| {
        let mut shape = String::new();
        for letter in word.chars() {
            let letter = if letter.is_ascii_digit() { '9' } else { letter };
            if letter != '9' || !shape.ends_with('9') {
                shape.push(letter);
            }
        }
        shape == form || shape.trim_end_matches('.') == form
    })
}

/// How many words of the text are years in full.
fn years(words: &str) -> usize {
    let year = |word: &&str| word.len() == 4 && word.parse().is_ok_and(|year| (1900..2100).contains(&year));
    words.split([' ', ',', '-']).filter(year).count()
}
