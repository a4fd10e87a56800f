//! chrono's English tests, read as text: the sentence of each single case, its day, and what it expects.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use woozle_text::Date;

use super::{Case, Expected};

/// All cases of the test files in the folder.
pub(super) fn cases(folder: &Path) -> Result<Vec<Case>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "ts"))
        .collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.file_name().map(|name| name.to_string_lossy().replace(".test.ts", ""));
        let group = format!("chrono {}", name.unwrap_or_default());
        let mut before = None;
        for piece in text.split("testSingleCase(") {
            cases.extend(single(&group, piece, before));
            // A day that several cases share stands in a constant above them.
            before = piece
                .rfind("= new Date(")
                .and_then(|at| instant(&piece[at..]))
                .map(|(day, _)| day)
                .or(before);
        }
        cases.extend(text.split("testWithExpectedDate(").skip(1).filter_map(|piece| dated(&group, piece)));
        cases.extend(
            text.split("testUnexpectedResult(").skip(1).filter_map(|piece| unexpected(&group, piece)),
        );
    }
    Ok(cases)
}

/// The parser that a case is for, its text, and what follows it.
fn opening(piece: &str) -> Option<(&str, String, &str)> {
    let (parser, rest) = piece.split_once(',')?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let end = rest[1..].find(quote)?;
    let text = rest[1..=end].replace("\\n", " ").trim().to_owned();
    Some((parser.trim(), text, &rest[end + 2..]))
}

fn single(group: &str, piece: &str, shared: Option<Date>) -> Option<Case> {
    let (parser, text, rest) = opening(piece)?;
    let body = rest.split("\n    test").next().and_then(|rest| rest.split("\ntest").next())?;
    let (head, body) = body.split_once("=>").unwrap_or((body, ""));
    let anchor = instant(head).map(|(date, _)| date).or(shared);
    let field = |side: &str, name: &str| {
        let call = format!("{side}.get(\"{name}\")).toBe(");
        let value = &body[body.find(&call)? + call.len()..];
        value.split(')').next()?.trim().parse::<i32>().ok()
    };
    let moment = |side: &str| {
        let call = format!("{side}).toBeDate(");
        body.find(&call).and_then(|at| instant(&body[at + call.len()..]))
    };
    let date = |side: &str| {
        let full = [field(side, "year"), field(side, "month"), field(side, "day")];
        match full {
            [Some(year), Some(month), Some(day)] => {
                Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
            }
            _ => moment(side).map(|(date, _)| date),
        }
    };
    let first = date("result.start")?;
    let last = date("result.end").unwrap_or(first);
    let hour = field("result.start", "hour");
    let minute = hour.map(|hour| hour as u16 * 60 + field("result.start", "minute").unwrap_or(0) as u16);
    // An hour that the suite only implies (noon, for a day) is not in the words.
    let minute = minute.filter(|_| says_time(&text));
    let words = body.split("result.text).toBe(\"").nth(1).and_then(|rest| rest.split('"').next());
    let words = words.map_or_else(|| text.clone(), |words| words.replace("\\n", " ").trim().to_owned());
    let expected = Expected::Time { days: Some((first, last.max(first))), minute };
    Some(case(group, parser, (text, words), anchor, expected))
}

/// Whether the words give a time of day.
pub(super) fn says_time(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .collect();
    let glued = |word: &&str| {
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '.');
        digits.len() < word.len()
            && digits.starts_with(|letter: char| letter.is_ascii_digit())
            && matches!(word[digits.len()..].replace('.', "").as_str(), "am" | "pm")
    };
    let named = |word: &&str| {
        matches!(*word, "am" | "pm" | "a.m" | "p.m" | "noon" | "midday" | "midnight" | "o'clock" | "oclock")
    };
    let beside = words.windows(2).any(|pair| {
        let digits = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
        pair[0] == "at" && digits(pair[1])
            || matches!(pair[0], "quarter" | "half") && matches!(pair[1], "past" | "to")
            || digits(pair[0]) && matches!(pair[1], "tonight" | "past" | "tomorrow")
    });
    let part = words.windows(3).any(|three| {
        three[1] == "in" && three[0].starts_with(|letter: char| letter.is_ascii_digit()) && three[0].len() < 3
            || matches!(three[2], "morning" | "afternoon" | "evening") && matches!(three[0], "8" | "9")
    });
    lower.contains(':') || words.iter().any(|word| glued(word) || named(word)) || beside || part
}

/// A text with the moment that is expected of it.
fn dated(group: &str, piece: &str) -> Option<Case> {
    let (parser, text, rest) = opening(piece)?;
    let (date, minute) = instant(rest.split(';').next()?)?;
    let expected = Expected::Time { days: Some((date, date)), minute: says_time(&text).then_some(minute) };
    Some(case(group, parser, (text.clone(), text), Date::new(2012, 8, 10), expected))
}

fn unexpected(group: &str, piece: &str) -> Option<Case> {
    let (parser, text, rest) = opening(piece)?;
    let head = rest.split(';').next().unwrap_or("");
    let anchor = instant(head).map(|(date, _)| date).or_else(|| Date::new(2012, 8, 10));
    Some(case(group, parser, (text.clone(), text), anchor, Expected::Nothing))
}

fn case(
    group: &str,
    parser: &str,
    (text, words): (String, String),
    anchor: Option<Date>,
    expected: Expected,
) -> Case {
    let (text, words) = (super::duckling::capitalised(&text), super::duckling::capitalised(&words));
    let lone = text.trim() == words.trim();
    let mut texts = vec![text.clone()];
    if lone && !matches!(expected, Expected::Nothing) {
        texts.extend(["It was held", "It will be held"].map(|open| format!("{open} {words}.")));
    }
    let nothing = if matches!(expected, Expected::Nothing) { " nothing" } else { "" };
    Case { group: group.to_owned(), words, texts, anchor, expected, shape: format!("{parser}{nothing}") }
}

/// The first `new Date(2012, 7, 10, 8, 9)` of the text, months from 0, or `new Date("2012-08-10…")`; with its
/// minute after midnight.
fn instant(text: &str) -> Option<(Date, u16)> {
    let inner = text[text.find("new Date(")? + 9..].split(')').next()?;
    if let Some(written) = inner.trim().strip_prefix('"') {
        return written_day(written).map(|day| (day, 0));
    }
    let mut numbers = inner.split(',').map(|number| {
        let mut terms = number.split('-').map(|term| term.trim().parse::<i32>().ok());
        let first = terms.next()??;
        Some(first - terms.next().flatten().unwrap_or(0))
    });
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let hour = numbers.next().flatten().unwrap_or(0);
    let minute = numbers.next().flatten().unwrap_or(0);
    // JavaScript counts months from 0 and lets them run over into the next year.
    let (year, month) = (year + month.div_euclid(12), month.rem_euclid(12) + 1);
    let date = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some((date, u16::try_from(hour * 60 + minute).ok()?))
}

/// "2012-08-10T12:00" or "Tue Aug 2 2022".
fn written_day(text: &str) -> Option<Date> {
    let mut parts = text.split(['-', 'T', ' ', '"']).map(|part| part.parse::<i32>().ok());
    if let (Some(Some(year)), Some(Some(month)), Some(Some(day))) = (parts.next(), parts.next(), parts.next())
    {
        return Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    }
    let mut words = text.split_whitespace().skip(1);
    let (month, day, year) = (words.next()?.to_lowercase(), words.next()?, words.next()?);
    let month = Date::MONTHS.iter().position(|name| name.starts_with(&month))? as u8 + 1;
    Date::new(year.trim_end_matches('"').parse().ok()?, month, day.parse().ok()?)
}
