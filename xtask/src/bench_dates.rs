//! `cargo xtask bench dates --data DIR [--only PART]`: how many of the dates annotated in the GUM documents
//! under DIR/gum-dates are found, and how many of those found get the same days. Gold tokens and tags.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use woozle_language::{Analysis, Deprel, Sentence, Token, Upos, Xpos, times};
use woozle_text::{Date, Published, Report, Span};

use crate::train::option;

/// Runs the bench with the arguments after `bench dates`.
///
/// # Errors
/// When the folder cannot be read.
pub fn run(args: &[String]) -> Result<()> {
    let data = Path::new(option(args, "--data").context("--data DIR is missing")?).join("gum-dates");
    let only = option(args, "--only").unwrap_or("");
    let verbose = args.iter().any(|arg| arg == "--verbose");
    let mut paths: Vec<_> = fs::read_dir(&data)
        .with_context(|| format!("cannot read {}", data.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "xml"))
        .filter(|path| path.to_string_lossy().contains(only))
        .collect();
    paths.sort();
    let mut score = Score::default();
    for path in &paths {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        score.document(&document(&text), verbose);
    }
    println!("{} documents, {} dates", paths.len(), score.gold);
    println!("found    precision {:.3} recall {:.3} F1 {:.3}", score.precision(), score.recall(), score.f1());
    println!("          (any overlap: recall {:.3})", score.overlapped as f64 / score.gold.max(1) as f64);
    println!(
        "days same {:.3} of the {} found whose days are given",
        score.exact as f64 / score.valued.max(1) as f64,
        score.valued
    );
    Ok(())
}

/// A document with the dates annotated in it.
struct Document {
    report: Report,
    analysis: Analysis,
    gold: Vec<Gold>,
}

struct Gold {
    tokens: std::ops::Range<usize>,
    days: Option<(Date, Date)>,
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    right: usize,
    overlapped: usize,
    valued: usize,
    exact: usize,
}

impl Score {
    fn document(&mut self, document: &Document, verbose: bool) {
        let times = times(&document.report, &document.analysis);
        self.gold += document.gold.len();
        self.found += times.len();
        for gold in &document.gold {
            let span = document.analysis.span_of(gold.tokens.clone());
            let same = |time: &&woozle_language::Time| bare(document, time.span) == bare(document, span);
            self.overlapped += usize::from(times.iter().any(|time| time.span.overlaps(span)));
            let Some(time) = times.iter().find(same) else {
                if verbose {
                    println!("missed   {:?} in {:?}", document.report.slice(span), around(document, span));
                }
                continue;
            };
            self.right += 1;
            let Some(days) = gold.days else { continue };
            self.valued += 1;
            if time.days == Some(days) {
                self.exact += 1;
            } else if verbose {
                println!(
                    "days     {:?} {:?} for {:?}",
                    document.report.slice(span),
                    time.days.map(show),
                    show(days)
                );
            }
        }
        if verbose {
            for time in &times {
                if !document
                    .gold
                    .iter()
                    .any(|gold| time.span.overlaps(document.analysis.span_of(gold.tokens.clone())))
                {
                    println!("spurious {:?}", document.report.slice(time.span));
                }
            }
        }
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// The words around a span.
fn around(document: &Document, span: Span) -> &str {
    let text = &document.report.text;
    let start = (0..=span.start.saturating_sub(25)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let end = (span.end + 20..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    Span::new(start, end).slice(text)
}

fn show((first, last): (Date, Date)) -> String {
    format!("{}..{}", first.iso(), last.iso())
}

/// The words of a span without article or possessive, where it stands.
fn bare(document: &Document, span: Span) -> (usize, usize) {
    let text = document.report.slice(span);
    let start = ["the ", "The ", "a ", "A "]
        .iter()
        .find(|article| text.starts_with(**article))
        .map_or(0, |article| article.len());
    let end = ["'s", "’s"].iter().find(|end| text.ends_with(**end)).map_or(0, |end| end.len());
    (span.start + start, (span.end - end).max(span.start + start))
}

/// Reads one document: a word a line, tags of elements between.
fn document(xml: &str) -> Document {
    let mut reader = Reader::default();
    for line in xml.lines() {
        reader.line(line);
    }
    reader.close_sentence();
    Document { report: reader.report, analysis: reader.analysis, gold: reader.gold }
}

#[derive(Default)]
struct Reader {
    report: Report,
    analysis: Analysis,
    gold: Vec<Gold>,
    open: Vec<(usize, Option<(Date, Date)>)>,
    start: usize,
    glued: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(created) = line.starts_with("<text ").then(|| attribute(line, "dateCreated")).flatten() {
            self.report.published = day(created).map(|(date, _)| Published { date, clock: None });
        } else if line.starts_with("<date") || line.starts_with("<time") {
            self.open.push((self.analysis.tokens.len(), days(line)));
        } else if line.starts_with("</date") || line.starts_with("</time") {
            if let Some((start, days)) = self.open.pop() {
                self.gold.push(Gold { tokens: start..self.analysis.tokens.len(), days });
            }
        } else if line.starts_with("</s>") {
            self.close_sentence();
        } else if line.starts_with("<w>") || line.starts_with("</w>") {
            self.glued = line.starts_with("<w>");
        } else if !line.starts_with('<') {
            self.word(line);
        }
    }

    fn word(&mut self, line: &str) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [word, xpos, lemma, _, upos, deprel, ..] = fields[..] else { return };
        let word = word
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        if !self.glued && !self.report.text.is_empty() && !matches!(&*word, "'s" | "’s") {
            self.report.text.push(' ');
        }
        let start = self.report.text.len();
        self.report.text.push_str(&word);
        self.analysis.tokens.push(Token {
            span: Span::new(start, self.report.text.len()),
            upos: Upos::from_name(upos).unwrap_or(Upos::X),
            xpos: penn(xpos),
            lemma: lemma.into(),
            head: None,
            deprel: Deprel::from_name(deprel).unwrap_or(Deprel::Dep),
        });
    }

    fn close_sentence(&mut self) {
        let tokens = self.start..self.analysis.tokens.len();
        if !tokens.is_empty() {
            let span = self.analysis.span_of(tokens.clone());
            self.start = tokens.end;
            self.analysis.sentences.push(Sentence { tokens, span, block: 0 });
        }
    }
}

/// The corpus uses TreeTagger's tags for verbs: VVD, VHZ.
fn penn(tag: &str) -> Xpos {
    let tag = match tag {
        "NP" => "NNP",
        "NPS" => "NNPS",
        "PP" => "PRP",
        "PP$" => "PRP$",
        _ => tag,
    };
    let folded = if tag.starts_with("VV") || tag.starts_with("VH") {
        format!("VB{}", &tag[2..])
    } else {
        tag.to_owned()
    };
    Xpos::from_name(&folded).unwrap_or(Xpos::Fw)
}

/// First and last day of an element's attributes, where both can be told.
fn days(element: &str) -> Option<(Date, Date)> {
    if let Some(when) = attribute(element, "when") {
        return day(when);
    }
    let first = attribute(element, "from").or(attribute(element, "notBefore")).and_then(day)?;
    let last = attribute(element, "to").or(attribute(element, "notAfter")).and_then(day)?;
    Some((first.0, last.1))
}

/// "2017", "2017-07", "2017-07-21" as first and last day.
fn day(text: &str) -> Option<(Date, Date)> {
    let text = text.split('T').next()?;
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [year] if year > 99 => Some((Date::new(year, 1, 1)?, Date::new(year, 12, 31)?)),
        [year, month] => {
            let month = u8::try_from(month).ok()?;
            let last = (28..=31).rev().find_map(|day| Date::new(year, month, day))?;
            Some((Date::new(year, month, 1)?, last))
        }
        [year, month, day] => {
            let date = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
            Some((date, date))
        }
        _ => None,
    }
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[start..].split('"').next()
}
