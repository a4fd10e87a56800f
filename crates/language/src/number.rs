//! Numbers in words and digits: a run of tokens in, a value out.

/// Number words below a hundred.
const WORDS: [(&str, f64); 29] = [
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("dozen", 12.0),
];

/// The value of a number word: "twelve", "thirty", "twenty-five", "dozen".
pub(crate) fn word_value(word: &str) -> Option<f64> {
    if !(3..=14).contains(&word.len()) || !word.as_bytes()[0].is_ascii_alphabetic() {
        return None;
    }
    if let Some((ten, one)) = word.split_once('-') {
        let (ten, one) = (simple_word(ten)?, simple_word(one)?);
        let composed = (20.0..100.0).contains(&ten) && (1.0..10.0).contains(&one);
        return composed.then_some(ten + one);
    }
    simple_word(word)
}

/// All number words below a hundred.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(name, _)| *name)
}

fn simple_word(word: &str) -> Option<f64> {
    let first = word.as_bytes().first()?.to_ascii_lowercase();
    let same = |name: &str| {
        name.len() == word.len() && name.as_bytes()[0] == first && name.eq_ignore_ascii_case(word)
    };
    WORDS.iter().find(|(name, _)| same(name)).map(|(_, value)| *value)
}

/// What a word multiplies the number before it by: "million", "bn", also "dozen" and "lakh".
const SCALES: [(&str, f64); 24] = [
    ("dozen", 12.0),
    ("dozens", 12.0),
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("k", 1e3),
    ("lakh", 1e5),
    ("lakhs", 1e5),
    ("lac", 1e5),
    ("million", 1e6),
    ("millions", 1e6),
    ("mn", 1e6),
    ("m", 1e6),
    ("mln", 1e6),
    ("mil", 1e6),
    ("crore", 1e7),
    ("crores", 1e7),
    ("cr", 1e7),
    ("billion", 1e9),
    ("billions", 1e9),
    ("bn", 1e9),
    ("bln", 1e9),
    ("b", 1e9),
    ("trillion", 1e12),
    ("tn", 1e12),
];

/// The power of ten that a word multiplies by: "million", "bn", also "dozen" and "lakh".
pub(crate) fn scale(word: &str) -> Option<f64> {
    let same = |name: &str| name.len() == word.len() && name.eq_ignore_ascii_case(word);
    SCALES.iter().find(|(name, _)| same(name)).map(|(_, power)| *power)
}

/// The value of a number in digits: "1,140", "0.3", "5.4". Groups must have three digits.
pub(crate) fn digits_value(word: &str) -> Option<f64> {
    let first = word.chars().next()?;
    if first == '.' && word.len() > 1 && word[1..].bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("0{word}").parse().ok();
    }
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
