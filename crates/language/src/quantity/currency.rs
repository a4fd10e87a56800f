//! Currencies by the noun or code that stands beside a number: "rupees", "CHF", "Lebanese pounds".

use std::sync::LazyLock;

use crate::table::rows;
use crate::vocabulary::Vocabulary;

static CURRENCIES: LazyLock<Vocabulary<&'static str>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/currencies.tsv"));
    Vocabulary::new(rows.filter_map(|row| Some((*row.first()?, *row.get(1)?))))
});

/// The code of the currency of that noun or code; codes of three letters must be written large.
pub(super) fn by_name(words: &str) -> Option<&'static str> {
    let code = CURRENCIES.get(words)?;
    let is_code = words.len() <= 3 && code.eq_ignore_ascii_case(words);
    (!is_code || words.bytes().all(|letter| letter.is_ascii_uppercase())).then_some(code)
}

/// A number with its currency glued to it: "USD3.14", "RM42", "10$", "20Rs", "10k$". The digits and the code.
pub(super) fn glued(word: &str) -> Option<(&str, &'static str)> {
    let first = word.find(|letter: char| letter.is_ascii_digit())?;
    let (before, rest) = word.split_at(first);
    if !before.is_empty() {
        return code(before).map(|code| (rest, code));
    }
    let last = word.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    let (digits, after) = word.split_at(last);
    if let Some(code) = code(after) {
        return Some((digits, code));
    }
    let power = after.chars().next().filter(|letter| letter.is_ascii_alphabetic())?;
    let sign = &after[power.len_utf8()..];
    code(sign).map(|code| (&word[..last + power.len_utf8()], code))
}

fn code(sign: &str) -> Option<&'static str> {
    if sign.is_empty() || sign.len() > 4 {
        return None;
    }
    super::unit::currency_sign(sign).or_else(|| by_name(sign).filter(|_| sign != "m" && sign != "c"))
}
