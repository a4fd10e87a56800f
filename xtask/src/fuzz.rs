//! `cargo xtask fuzz [--minutes N] [--seed N] [--whole]`: odd text by seed, and what must hold of its analysis.
//!
//! Text is made of arbitrary Unicode, broken bytes, scraps of news, marks, deep nesting, endless runs and short
//! sentences. What is checked: no panic, spans cut at characters and in order, one root a sentence, numbers of
//! mentions and entities that exist, the same analysis twice. `--whole` also reads the text as a file and sends
//! it through the whole program, twice as two reports. A failure is shrunk and printed with its seed.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use woozle_language::{Analysis, Model, analyse};
use woozle_text::{Report, Span};

use crate::train::option;

/// Texts for each seed.
const TEXTS: u32 = 64;

/// Scraps that the rules look at.
const SCRAPS: &[&str] = &[
    "Mr. ",
    "U.S. ",
    "a.m. ",
    "No. 5 ",
    "said ",
    "Orme ",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "«",
    "»",
    "„",
    "``",
    "''",
    "(",
    ")",
    "[",
    "]",
    ". ",
    "? ",
    "! ",
    "… ",
    "...",
    ", ",
    "; ",
    ": ",
    "—",
    "-",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "$5bn ",
    "£1,000 ",
    "3.5% ",
    "5pm GMT ",
    "on Monday ",
    "late last month ",
    "4 June 2025 ",
    "between 3 and 5 ",
    "about a dozen ",
    "according to ",
    "the ministry’s spokesman ",
    "he told the BBC ",
    "which ",
    "that ",
    "n't ",
    "John Kirby ",
    "AP ",
    "(Reuters) - ",
    "GENEVA, March 4 (AFP) — ",
    "https://a.example/x?y=1 ",
    "a@b.example ",
    "1. ",
    "a) ",
    "• ",
    "He ",
    "they ",
    "the company ",
    "Kremlin ",
    "’s ",
    "'s ",
    "x",
    "0",
    "é",
    "İ",
    "ß",
    "ﬁ",
    "\u{301}",
    "\u{200b}",
    "\u{feff}",
    "\u{200d}",
    "🚆",
    "東京。",
    "\u{202e}",
    "\0",
    "\u{a0}",
];

/// Text made of parts, the parts made of everything above.
fn text() -> impl Strategy<Value = String> {
    let scrap = || prop::sample::select(SCRAPS);
    let part = prop_oneof![
        6 => prop::collection::vec(scrap(), 1..40).prop_map(|scraps| scraps.concat()),
        2 => any::<String>(),
        2 => prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        2 => "[A-Za-z0-9 .,;:?!'\"()-]{0,120}",
        1 => (scrap(), 1_usize..3000).prop_map(|(scrap, count)| scrap.repeat(count)),
        1 => (scrap(), scrap(), 1_usize..600).prop_map(|(open, close, deep)| open.repeat(deep) + &close.repeat(deep)),
        1 => (1_usize..400).prop_map(|count| "A. b. ".repeat(count)),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

/// Runs the fuzzer with the arguments after `fuzz`.
///
/// # Errors
/// When something does not hold, or the arguments make no sense.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let minutes: f64 =
        option(args, "--minutes").unwrap_or("1").parse().context("--minutes takes a number")?;
    let first: u64 = option(args, "--seed").unwrap_or("1").parse().context("--seed takes a number")?;
    let whole = args.iter().any(|arg| arg == "--whole");
    let model = Model::parse(woozle_model_en::LANGUAGE)?;
    let (started, mut seed) = (Instant::now(), first);
    while started.elapsed() < Duration::from_secs_f64(minutes * 60.0) {
        if let Err(fault) = one_seed(seed, whole, &model) {
            bail!("seed {seed}: {fault}");
        }
        seed += 1;
    }
    println!("{} texts of the seeds {first} to {} held", u64::from(TEXTS) * (seed - first), seed - 1);
    Ok(())
}

/// Checks the texts of one seed; what went wrong with the smallest text that shows it.
fn one_seed(seed: u64, whole: bool, model: &Model) -> Result<(), String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases: TEXTS, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let outcome = runner.run(&text(), |text| {
        check(&text, model).map_err(TestCaseError::fail)?;
        if whole {
            through_everything(&text);
        }
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(()),
        Err(TestError::Fail(why, text)) => Err(format!("{why} for {text:?}")),
        Err(TestError::Abort(why)) => Err(why.to_string()),
    }
}

/// What must hold of the analysis of any text.
fn check(text: &str, model: &Model) -> Result<(), String> {
    let report = Report::from_text(text);
    let analysis = analyse(&report, model);
    if analysis != analyse(&report, model) {
        return Err("a second analysis differs".to_owned());
    }
    tokens(&report, &analysis)?;
    sentences(&analysis)?;
    let cut = |what: &str, span: Span| match text.get(span.start..span.end) {
        Some(_) => Ok(()),
        None => Err(format!("a {what} is cut inside a character or outside the text: {span:?}")),
    };
    let count = analysis.tokens.len();
    for quotation in &analysis.quotations {
        cut("quotation", quotation.span)?;
        cut("quotation's inside", quotation.inner)?;
        if !quotation.span.contains(quotation.inner) || quotation.tokens.end > count {
            return Err("a quotation leaves its marks".to_owned());
        }
    }
    for (number, mention) in analysis.mentions.iter().enumerate() {
        cut("mention", mention.span)?;
        mention.role.map_or(Ok(()), |role| cut("role", role))?;
        let entity = analysis.entities.get(mention.entity).ok_or("a mention without entity")?;
        if !mention.tokens.contains(&mention.head)
            || mention.tokens.end > count
            || !entity.mentions.contains(&number)
        {
            return Err(format!("mention {number} does not fit its tokens or its entity"));
        }
    }
    for time in &analysis.times {
        cut("time", time.span)?;
        if time.days.is_some_and(|(first, last)| first > last) {
            return Err("a time ends before it begins".to_owned());
        }
    }
    for quantity in &analysis.quantities {
        cut("quantity", quantity.span)?;
        cut("number", quantity.number)?;
        if quantity.bounds.low > quantity.bounds.high || quantity.value.is_nan() {
            return Err(format!("the bounds of a quantity: {quantity:?}"));
        }
    }
    Ok(())
}

fn tokens(report: &Report, analysis: &Analysis) -> Result<(), String> {
    let mut last = 0;
    for token in &analysis.tokens {
        let whole = report.text.get(token.span.start..token.span.end).is_some_and(|word| !word.is_empty());
        if token.span.start < last || !whole {
            return Err(format!("the token at {:?}", token.span));
        }
        last = token.span.end;
    }
    Ok(())
}

fn sentences(analysis: &Analysis) -> Result<(), String> {
    let mut next = 0;
    for sentence in &analysis.sentences {
        let tokens = sentence.tokens.clone();
        if tokens.start != next || tokens.is_empty() {
            return Err("sentences leave a token out".to_owned());
        }
        next = tokens.end;
        let roots = tokens.clone().filter(|&at| analysis.tokens[at].head.is_none()).count();
        let outside = tokens.clone().any(|at| {
            analysis.tokens[at]
                .head
                .is_some_and(|head| !tokens.contains(&(head as usize)) || head as usize == at)
        });
        if roots != 1 || outside {
            return Err("a sentence is no tree with one root".to_owned());
        }
    }
    if next == analysis.tokens.len() { Ok(()) } else { Err("sentences end before the tokens".to_owned()) }
}

/// Reads the text as a file and as a page, and analyses both: what is refused is refused, nothing panics.
fn through_everything(text: &str) {
    let mut reports = Vec::new();
    for path in ["a.txt", "b.html"] {
        let hint = woozle_ingest::Hint { path: Some(path), ..woozle_ingest::Hint::default() };
        reports.extend(woozle_ingest::read(text.as_bytes(), &hint).unwrap_or_default());
    }
    let answer = woozle::analyze(reports, &woozle::Options { jobs: 1 }, &|_, _| ());
    drop(answer);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_text_is_analysed_and_every_span_fits() {
        let model = Model::parse(woozle_model_en::LANGUAGE).expect("the embedded model is whole");
        for seed in 0..3 {
            assert_eq!(one_seed(seed, false, &model), Ok(()), "seed {seed}");
        }
    }

    #[test]
    fn odd_text_passes_through_the_whole_program() {
        let model = Model::parse(woozle_model_en::LANGUAGE).expect("the embedded model is whole");
        assert_eq!(one_seed(0, true, &model), Ok(()));
    }
}
