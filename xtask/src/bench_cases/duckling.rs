//! duckling's Haskell corpora, read as text: what `examples` expects and the phrases it expects it of.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use woozle_text::Date;

use super::{Case, Expected};

/// The day of duckling's test context: 12 February 2013, a Tuesday.
const ANCHOR: Date = Date { year: 2013, month: 2, day: 12 };

/// Words that news copy writes with a capital.
const CAPITALS: [&str; 65] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "christmas",
    "xmas",
    "thanksgiving",
    "easter",
    "halloween",
    "mondays",
    "fridays",
    "sundays",
    "tuesdays",
    "thursdays",
    "new",
    "year's",
    "valentine's",
    "valentine",
    "good",
    "palm",
    "black",
    "maundy",
    "whit",
    "sept",
    "pentecost",
    "trinity",
    "mardi",
    "shrove",
    "st",
    "martin",
    "mlk",
    "saint",
];

/// All cases of the corpora under the folder.
pub(super) fn cases(folder: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for set in ["Time", "Numeral", "AmountOfMoney"] {
        let path = folder.join(set).join("EN/Corpus.hs");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        read(set, &without_latent(&without_comments(&text)), &mut cases);
    }
    Ok(cases)
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split(" -- ").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The text without the corpora of what duckling finds only on demand ("7" as an hour) or marks as uncertain.
fn without_latent(text: &str) -> String {
    let mut rest = text.to_owned();
    for name in ["\nlatentCorpus = ", "\ndiffCorpus = "] {
        if let Some(start) = rest.find(name) {
            let end = rest[start..].find("\n\n").map_or(rest.len(), |end| start + end);
            rest.replace_range(start..end, "\n");
        }
    }
    rest
}

fn read(set: &str, text: &str, cases: &mut Vec<Case>) {
    // Each list of phrases follows the word "examples" and an expression in brackets.
    for piece in text.split("examples (").skip(1) {
        let Some((shape, rest)) = closing(piece) else { continue };
        let Some(list) = rest.find('[').map(|at| &rest[at + 1..]) else { continue };
        for words in phrases(list) {
            let expected =
                if set == "Time" { time(shape, &words) } else { number(shape, set == "AmountOfMoney") };
            if let Some(expected) = expected {
                cases.push(case(set, shape, words, expected));
            }
        }
    }
    for words in negatives(text) {
        if set == "Time" {
            cases.push(case(set, "Nothing", words, Expected::Nothing));
        }
    }
}

/// The phrases of the corpus of what is not to be found.
fn negatives(text: &str) -> Vec<String> {
    let Some(at) = text.find("negativeCorpus = ") else { return Vec::new() };
    let Some(list) = text[at..].find('[').map(|start| &text[at + start + 1..]) else { return Vec::new() };
    phrases(list)
}

/// What stands before the bracket that closes the one just opened, and what follows it.
fn closing(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        if depth == 0 {
            return Some((&text[..at], &text[at + 1..]));
        }
    }
    None
}

/// The strings up to the bracket that closes the list.
fn phrases(list: &str) -> Vec<String> {
    let mut phrases = Vec::new();
    let mut rest = list;
    loop {
        let (open, close) = (rest.find('"'), rest.find(']'));
        let Some(open) = open.filter(|open| close.is_none_or(|close| *open < close)) else { return phrases };
        let Some(end) = string_end(&rest[open + 1..]) else { return phrases };
        phrases.push(unescaped(&rest[open + 1..open + 1 + end]));
        rest = &rest[open + end + 2..];
    }
}

fn string_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, letter)| {
        let end = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        end.then_some(at)
    })
}

fn unescaped(text: &str) -> String {
    text.replace("\\&", "").replace("\\x20ac", "€").replace("\\x00a3", "£").replace("\\\"", "\"")
}

fn case(set: &str, shape: &str, words: String, expected: Expected) -> Case {
    let words = match set {
        "Time" if shape.contains("Holiday") => titled(&capitalised(&words)),
        "Time" if shape != "Nothing" => capitalised(&words),
        _ => words,
    };
    let texts = match set {
        "Time" if shape == "Nothing" => vec![words.clone()],
        "Time" => ["It was held", "It will be held"]
            .map(|open| format!("{open} {}.", words.trim_end_matches('.')))
            .to_vec(),
        "Numeral" => vec![format!("The count was {words}.")],
        _ => vec![format!("It cost {words}.")],
    };
    let mut last = shape.split([' ', ')']).filter(|word| !word.is_empty());
    let holiday = shape.contains("Holiday");
    let open = shape.contains("OpenInterval");
    let grain = last.rfind(|word| GRAINS.contains(word)).unwrap_or(if open { "Open" } else { "" });
    let shape = format!(
        "{}{grain}",
        if holiday {
            "Holiday "
        } else if open {
            "Open "
        } else {
            ""
        }
    );
    Case { group: format!("duckling {set}"), words, texts, anchor: Some(ANCHOR), expected, shape }
}

const GRAINS: [&str; 8] = ["Second", "Minute", "Hour", "Day", "Week", "Month", "Quarter", "Year"];

/// A holiday's name as a report writes it: all words large but the small ones.
fn titled(words: &str) -> String {
    let small = [
        "the", "of", "and", "in", "on", "next", "last", "this", "year", "years", "hence", "from", "to",
        "after", "before", "at", "al", "two", "thousand", "ago", "now", "six", "five", "days", "weeks", "a",
    ];
    let word = |word: &str| {
        let first = word.split('-').next().unwrap_or("");
        let mut letters = word.chars();
        match letters.next().filter(|_| !small.contains(&first)) {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => word.to_owned(),
        }
    };
    words.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

/// Zones, which news copy writes in capitals.
const ZONES: [&str; 6] = ["gmt", "pst", "cst", "cet", "bst", "ist"];

pub(super) fn capitalised(words: &str) -> String {
    let word = |word: &str| {
        let stem = word.trim_end_matches(['.', ',']);
        if ZONES.contains(&stem) {
            word.to_uppercase()
        } else if CAPITALS.contains(&stem) {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        } else {
            word.to_owned()
        }
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// "datetime (2013, 2, 15, 0, 0, 0) Day" and its like.
///
/// The hour is expected where the words give one: that of "in seven days" is the hour of asking.
fn time(shape: &str, words: &str) -> Option<Expected> {
    let numbers: Vec<i32> = shape
        .split(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .filter_map(|number| number.parse().ok())
        .collect();
    let day = |at: usize| {
        let (year, month, day) = (numbers.get(at)?, numbers.get(at + 1)?, numbers.get(at + 2)?);
        Date::new(*year, u8::try_from(*month).ok()?, u8::try_from(*day).ok()?)
    };
    let grain = shape.split([' ', ')']).rfind(|word| GRAINS.contains(word))?;
    let first = day(0)?;
    let fine = matches!(grain, "Hour" | "Minute" | "Second");
    let minute = (fine && (!shape.contains("Interval") || grain == "Minute"))
        .then(|| Some(*numbers.get(3)? as u16 * 60 + *numbers.get(4)? as u16))
        .flatten()
        .filter(|_| super::chrono::says_time(words));
    let last = if shape.contains("Interval") && !shape.contains("OpenInterval") {
        let end = day(6)?;
        let midnight = numbers.get(9).zip(numbers.get(10)).is_some_and(|(hour, minute)| hour + minute == 0);
        if midnight { end.plus_days(-1) } else { end }
    } else {
        grain_end(first, grain)?
    };
    Some(Expected::Time { days: Some((first, last.max(first))), minute })
}

/// The last day of the period of that grain that begins on the day.
fn grain_end(first: Date, grain: &str) -> Option<Date> {
    let months = match grain {
        "Week" => return Some(first.plus_days(6)),
        "Month" => 1,
        "Quarter" => 3,
        "Year" => 12,
        _ => return Some(first),
    };
    let month = i32::from(first.month) - 1 + months;
    Some(Date::new(first.year + month / 12, (month % 12) as u8 + 1, 1)?.plus_days(-1))
}

/// "NumeralValue 33", "simple Dollar 10", "between Dollar (10, 20)", "under EUR 7".
fn number(shape: &str, money: bool) -> Option<Expected> {
    let values: Vec<f64> =
        shape.split([' ', '(', ')', ',']).filter_map(|number| number.parse().ok()).collect();
    let first = *values.first()?;
    let (low, high) = match () {
        () if shape.contains("between") => (first, *values.get(1)?),
        () if shape.contains("under") => (0.0, first),
        () if shape.contains("above") => (first, f64::INFINITY),
        () => (first, first),
    };
    Some(Expected::Number { low, high, money })
}
