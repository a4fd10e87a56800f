//! Numbers with what they count or measure: a tagged report in, [`Quantity`]s out, with the bounds that
//! "about", "more than" and rounding leave open. Dates and times of day are not quantities.

mod bounds;
mod currency;
mod figure;
mod unit;

use std::sync::LazyLock;

use woozle_text::Report;

use crate::number::word_value;
use crate::view::View;
use crate::vocabulary::Vocabulary;
use crate::{Analysis, Bounds, Deprel, Quantity, QuantityKind, Upos};

use bounds::Approximator;

/// All quantities of the report, in order, not overlapping. Needs [`Analysis::times`] to be filled.
#[must_use]
pub fn quantities(report: &Report, analysis: &Analysis) -> Vec<Quantity> {
    let scan = Scan { view: View { report, analysis }, stop: 0 };
    let mut quantities = Vec::new();
    let mut times = analysis.times.iter().peekable();
    for sentence in &analysis.sentences {
        let scan = Scan { stop: sentence.tokens.end, ..scan };
        let mut at = sentence.tokens.start;
        while at < scan.stop {
            let start = analysis.tokens[at].span.start;
            while times.next_if(|time| time.span.end <= start).is_some() {}
            if times.peek().is_some_and(|time| time.span.covers(start)) {
                at += 1;
                continue;
            }
            let mut in_time =
                |quantity: &Quantity| times.peek().is_some_and(|time| time.span.overlaps(quantity.number));
            match scan.quantity(at).filter(|(quantity, _)| !in_time(quantity)) {
                Some((quantity, end)) => {
                    quantities.push(quantity);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
    quantities
}

/// The reading head over the tokens of one sentence.
#[derive(Clone, Copy)]
struct Scan<'a> {
    view: View<'a>,
    /// One past the last token of the sentence.
    stop: usize,
}

/// A number as written.
#[derive(Clone, Copy)]
struct Number {
    start: usize,
    end: usize,
    value: f64,
    kind: QuantityKind,
    /// Half of what its last written digit is worth, where it looks rounded.
    slack: f64,
    /// Upper end of a range "10-15", of "dozens".
    upper: Option<f64>,
    /// What its last word multiplies by: a million in "1.2 million".
    power: f64,
    /// The currency glued to its digits: "USD3.14", "10$".
    currency: Option<&'static str>,
    /// Whether a dash glued to it opens a range: the "10-$" of "$10-$20".
    open: bool,
}

impl Number {
    fn new(tokens: std::ops::Range<usize>, value: f64, kind: QuantityKind) -> Self {
        let (start, end) = (tokens.start, tokens.end);
        Self { start, end, value, kind, slack: 0.0, upper: None, power: 1.0, currency: None, open: false }
    }
}

/// Words that may open a quantity: numbers, ordinals, approximators and these.
static OPENERS: LazyLock<Vocabulary<()>> = LazyLock::new(|| {
    let more = [
        "a",
        "an",
        "half",
        "dozens",
        "scores",
        "tens",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "between",
        "from",
        "minus",
        "negative",
        "rs",
    ];
    let words = crate::number::words().chain(figure::ORDINALS).chain(bounds::first_words()).chain(more);
    Vocabulary::new(words.map(|word| (word, ())))
});

/// "twenty-five", "two-thirds"; "USD3.14", "CHF".
fn is_compound_opener(word: &str) -> bool {
    word.split_once('-').is_some_and(|(first, _)| word_value(first).is_some())
        || word.len() < 5 && unit::currency_sign(word).is_some()
        || currency::glued(word).is_some()
        || matches!(word.len(), 2 | 3) && currency::by_name(word).is_some()
}

impl<'a> Scan<'a> {
    fn word(&self, at: usize) -> &'a str {
        if at < self.stop { self.view.word(at) } else { "" }
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        at < self.stop && self.view.is(at, words)
    }

    /// The quantity that starts at the token, and one past its last token.
    fn quantity(&self, at: usize) -> Option<(Quantity, usize)> {
        if !self.opens(at) {
            return None;
        }
        let (approximator, start) = self.approximator(at);
        let (currency, start) = self.currency_before(start);
        let number = self.range(start)?;
        let currency = currency.or(number.currency);
        if approximator.is_none() && currency.is_none() && self.is_name_part(number.start) {
            return None;
        }
        let mut measured = self.measured(&number, currency);
        let value = self.with_cents(number.value, &mut measured);
        let end = measured.end;
        let mut bounds = bounds::of(value, number.slack, approximator);
        if let Some(upper) = number.upper {
            bounds =
                Bounds { low: number.value.min(upper), high: upper.max(number.value), approximate: true };
        }
        let quantity = Quantity {
            span: self.view.span(at..end),
            number: self.view.span(number.start..number.end),
            value,
            bounds,
            kind: measured.kind,
            unit: measured.unit,
            noun: measured.noun,
        };
        Some((quantity, end))
    }

    /// "about", "more than", "as many as" before the number, and where the number may start.
    fn approximator(&self, at: usize) -> (Option<Approximator>, usize) {
        match bounds::approximator(|place| self.word(at + place)).filter(|(_, words)| at + words < self.stop)
        {
            Some((approximator, words)) => (Some(approximator), at + words),
            None => (None, at),
        }
    }

    /// Whether a quantity can start at the token: a cheap look before the readers run.
    fn opens(&self, at: usize) -> bool {
        let word = self.word(at);
        let Some(first) = word.bytes().next() else { return false };
        first.is_ascii_digit()
            || !first.is_ascii_alphabetic()
            || matches!(self.view.upos(at), Upos::Num | Upos::Sym)
            || OPENERS.get(word).is_some()
            || word.len() < 14
                && (word.contains('-') || first.is_ascii_uppercase())
                && is_compound_opener(word)
    }

    fn currency_before(&self, at: usize) -> (Option<&'static str>, usize) {
        let word = self.word(at);
        let next = self.word(at + 1);
        let digits = next.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        if let Some(code) = unit::currency_sign(word) {
            return (Some(code), at + 1);
        }
        if word == "Rs"
            && next == "."
            && self.word(at + 2).starts_with(|letter: char| letter.is_ascii_digit())
        {
            return (Some("INR"), at + 2);
        }
        // "UAH 3.04", "RM 42".
        match currency::by_name(word).filter(|_| matches!(word.len(), 2 | 3) && digits) {
            Some(code) => (Some(code), at + 1),
            None => (None, at),
        }
    }

    /// "10-15", "10 to 15", "between 10 and 15", "from 10 dollars to 20 dollars", or one number.
    fn range(&self, at: usize) -> Option<Number> {
        let between = self.is(at, &["between"]);
        let from = self.is(at, &["from"]);
        let start = at + usize::from(between || from);
        let (currency, start) = if start > at { self.currency_before(start) } else { (None, start) };
        let first = self.number(start)?;
        let joint = match self.currency_after(first.end) {
            Some((_, end)) if self.is(end, &["to", "and", "-", "–"]) => end,
            _ => first.end,
        };
        let joined = if between {
            self.is(joint, &["and"])
        } else {
            self.is(joint, &["-", "–", "to"]) || first.open
        };
        let after = if first.open { joint } else { joint + 1 };
        let (_, next) = self.currency_before(after);
        let second = joined.then(|| self.number(next)).flatten();
        match second {
            Some(second) if second.kind == first.kind && second.value > first.value => {
                // "7-9 million": the power of the second is that of the first where the first has none.
                let shared = first.power <= 1.0 && first.value * second.power <= second.value;
                let factor = if shared { second.power } else { 1.0 };
                let (value, upper) = (first.value * factor, Some(second.value));
                let currency = currency.or(first.currency);
                Some(Number { end: second.end, value, upper, slack: 0.0, currency, ..first })
            }
            _ if between || from => None,
            _ => Some(first),
        }
    }

    /// "Boeing 737", "Channel 4", "Flight MH17": a number of a name.
    fn is_name_part(&self, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .filter(|&before| self.view.upos(before) == Upos::Propn && self.view.head(at) == Some(before));
        let spelt = self.word(at).starts_with(|letter: char| letter.is_ascii_digit());
        before.is_some() && spelt && !matches!(self.view.deprel(at), Deprel::Appos | Deprel::Nummod)
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::read;
    use crate::{Quantity, QuantityKind};

    fn found(text: &str) -> Vec<(String, Quantity)> {
        let (report, mut analysis, _) = read(text);
        analysis.times = crate::times(&report, &analysis);
        let quantities = crate::quantities(&report, &analysis);
        quantities.into_iter().map(|quantity| (report.slice(quantity.span).to_owned(), quantity)).collect()
    }

    fn one(text: &str) -> (String, Quantity) {
        let all = found(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.into_iter().next().expect("one was found")
    }

    #[test]
    fn values_units_and_kinds() {
        for (text, span, value, kind, unit) in [
            ("14/CD/nummod>2 people/NNS died/VBD", "14 people", 14.0, QuantityKind::Count, Some("person")),
            (
                "$/$ 680/CD million/CD was/VBD paid/VBN",
                "$680 million",
                680e6,
                QuantityKind::Money,
                Some("USD"),
            ),
            ("20,000/CD leva/NNS was/VBD paid/VBN", "20,000 leva", 20e3, QuantityKind::Money, Some("BGN")),
            ("it/PRP fell/VBD 34/CD percent/NN", "34 percent", 34.0, QuantityKind::Percent, Some("%")),
            ("it/PRP fell/VBD 34/CD per/IN cent/NN", "34 per cent", 34.0, QuantityKind::Percent, Some("%")),
            (
                "it/PRP held/VBD 120/CD million/CD cubic/JJ metres/NNS",
                "120 million cubic metres",
                120e6,
                QuantityKind::Measure,
                Some("cubic metre"),
            ),
            ("it/PRP fell/VBD by/IN a/DT third/NN", "a third", 1.0 / 3.0, QuantityKind::Fraction, None),
            ("it/PRP ran/VBD 40/CD km/NN", "40 km", 40.0, QuantityKind::Measure, Some("km")),
            (
                "about/RB a/DT dozen/NN ships/NNS waited/VBD",
                "about a dozen ships",
                12.0,
                QuantityKind::Count,
                Some("ship"),
            ),
            (
                "two/CD hundred/CD and/CC twelve/CD ships/NNS",
                "two hundred and twelve ships",
                212.0,
                QuantityKind::Count,
                Some("ship"),
            ),
        ] {
            let (words, quantity) = one(text);
            let near = (quantity.value - value).abs() < 1e-6;
            assert_eq!(
                (&*words, near, quantity.kind, quantity.unit.as_deref()),
                (span, true, kind, unit),
                "{quantity:?}"
            );
        }
    }

    #[test]
    fn rounding_is_no_conflict_but_another_number_is() {
        let bounds = |text: &str| one(text).1.bounds;
        let pairs = [
            ("300/CD calls/NNS", "some/DT 310/CD calls/NNS", true),
            ("12/CD ships/NNS", "21/CD ships/NNS", false),
            ("34/CD people/NNS", "over/IN 30/CD people/NNS", true),
            ("340/CD jobs/NNS", "430/CD jobs/NNS", false),
            ("11/CD ships/NNS", "about/RB a/DT dozen/NN ships/NNS", true),
            ("1.2/CD million/CD people/NNS", "1,240,000/CD people/NNS", true),
            ("120/CD million/CD litres/NNS", "210/CD million/CD litres/NNS", false),
            ("between/IN 10/CD and/CC 15/CD ships/NNS", "12/CD ships/NNS", true),
        ];
        for (first, second, expected) in pairs {
            assert_eq!(bounds(first).compatible(bounds(second)), expected, "{first} | {second}");
            assert_eq!(bounds(second).compatible(bounds(first)), expected, "{second} | {first}");
        }
    }

    #[test]
    fn approximations_have_bounds() {
        let some = |low: f64, high: f64| (low, high, true);
        for (text, value, bounds) in [
            ("more/JJR than/IN 300/CD homes/NNS", 300.0, some(300.0, f64::INFINITY)),
            ("at/IN least/JJS 12/CD homes/NNS", 12.0, some(12.0, f64::INFINITY)),
            ("no/DT fewer/JJR than/IN 40/CD homes/NNS", 40.0, some(40.0, f64::INFINITY)),
            ("up/IN to/TO 90/CD homes/NNS", 90.0, some(0.0, 90.0)),
            ("some/DT 2/CD million/CD homes/NNS", 2e6, some(1.5e6, 2.5e6)),
            ("nearly/RB half/PDT", 0.5, some(0.45, 0.5)),
            ("between/IN 3/CD and/CC 5/CD homes/NNS", 3.0, some(3.0, 5.0)),
            ("7/CD to/TO 9/CD million/CD homes/NNS", 7e6, some(7e6, 9e6)),
            ("dozens/NNS of/IN homes/NNS", 24.0, some(24.0, 120.0)),
            ("a/DT couple/NN of/IN homes/NNS", 2.0, some(2.0, 3.0)),
            ("£/$ 3.5/CD bn/CD", 3.5e9, (3.45e9, 3.55e9, false)),
            ("40/CD percent/NN", 40.0, (40.0, 40.0, false)),
        ] {
            let (_, quantity) = one(text);
            let near = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-6 * b.abs();
            let (low, high, approximate) = bounds;
            assert!(near(quantity.value, value), "{text}: {quantity:?}");
            assert!(
                near(quantity.bounds.low, low) && near(quantity.bounds.high, high),
                "{text}: {quantity:?}"
            );
            assert_eq!(quantity.bounds.approximate, approximate, "{text}");
        }
    }

    #[test]
    fn money_by_code_sign_and_noun() {
        for (text, value, unit) in [
            ("CHF/NNP 3.04/CD", 3.04, "CHF"),
            ("10$/CD", 10.0, "USD"),
            ("42/CD Lebanese/JJ pounds/NNS", 42.0, "LBP"),
            ("42/CD ringgit/NN", 42.0, "MYR"),
            ("20/CD dollars/NNS and/CC 43/CD cents/NNS", 20.43, "USD"),
            ("600/CD pounds/NNS", 600.0, "GBP"),
            ("20/CD dollars/NNS and/CC 43c/NN", 20.43, "USD"),
            ("a/DT dollar/NN", 1.0, "USD"),
            ("two/CD point/NN two/CD million/CD dollars/NNS", 2.2e6, "USD"),
        ] {
            let (_, quantity) = one(text);
            assert_eq!(
                (quantity.kind, quantity.unit.as_deref()),
                (QuantityKind::Money, Some(unit)),
                "{text}"
            );
            assert!((quantity.value - value).abs() < 1e-9, "{text}: {quantity:?}");
        }
        let (_, weight) = one("it/PRP weighed/VBD 600/CD pounds/NNS");
        assert_eq!(weight.kind, QuantityKind::Measure);
    }

    #[test]
    fn dates_are_no_quantities_and_ages_are() {
        assert!(found("It/PRP shut/VBD on/IN March/NNP 11/CD ,/, 2025/CD").is_empty());
        let (_, age) = one("a/DT woman/NN of/IN 61/CD");
        assert_eq!((age.kind, age.value), (QuantityKind::Age, 61.0));
        let (words, age) = one("the/DT 52/CD -/HYPH year/NN -/HYPH old/JJ farmer/NN");
        assert_eq!((&*words, age.kind), ("52 - year - old", QuantityKind::Age));
    }
}
