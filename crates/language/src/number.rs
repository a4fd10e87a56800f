//! Numbers in words and digits: a run of tokens in, a value out.

/// The value of a number word: "twelve", "thirty", "hundred", "million".
pub(crate) fn word_value(word: &str) -> Option<f64> {
    let small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_ascii_lowercase();
    if let Some((ten, one)) = word.split_once('-') {
        let (ten, one) = (word_value(ten)?, word_value(one)?);
        return ((20.0..100.0).contains(&ten) && one < 10.0).then_some(ten + one);
    }
    if let Some(value) = small.iter().position(|name| *name == word) {
        return Some(value as f64);
    }
    if let Some(value) = tens.iter().position(|name| *name == word) {
        return Some((value as f64 + 2.0) * 10.0);
    }
    (word == "dozen").then_some(12.0)
}

/// The power of ten that a word multiplies by: "million", "bn", also "dozen".
pub(crate) fn scale(word: &str) -> Option<f64> {
    match &*word.to_ascii_lowercase() {
        "dozen" => Some(12.0),
        "hundred" => Some(1e2),
        "thousand" | "k" => Some(1e3),
        "lakh" => Some(1e5),
        "million" | "mn" | "m" | "mln" => Some(1e6),
        "crore" => Some(1e7),
        "billion" | "bn" | "b" => Some(1e9),
        "trillion" | "tn" => Some(1e12),
        _ => None,
    }
}

/// The value of a number in digits: "1,140", "0.3", "5.4". Groups must have three digits.
pub(crate) fn digits_value(word: &str) -> Option<f64> {
    let first = word.chars().next()?;
    if !first.is_ascii_digit()
        || !word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '.'))
    {
        return None;
    }
    let mut groups = word.split(',');
    let lead = groups.next()?;
    if word.contains(',') {
        let grouped =
            groups.all(|group| group.split('.').next().is_some_and(|group| matches!(group.len(), 2 | 3)));
        if !grouped || lead.len() > 3 {
            return None;
        }
    }
    word.replace(',', "").parse().ok()
}
