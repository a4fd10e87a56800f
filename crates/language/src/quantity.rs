//! Numbers with what they count or measure: a tagged report in, [`Quantity`]s out, with the bounds that
//! "about", "more than" and rounding leave open. Dates and times of day are not quantities.

mod bounds;
mod unit;

use woozle_text::Report;

use crate::number::{digits_value, scale, word_value};
use crate::view::View;
use crate::{Analysis, Bounds, Deprel, Quantity, QuantityKind, Upos, Xpos};

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
        let (approximator, start) = self.approximator(at);
        let (currency, start) = self.currency_before(start);
        let number = self.range(start)?;
        if approximator.is_none() && currency.is_none() && self.is_name_part(number.start) {
            return None;
        }
        let measured = self.measured(&number, currency);
        let end = measured.end;
        let mut bounds = bounds::of(number.value, number.slack, approximator);
        if let Some(upper) = number.upper {
            bounds =
                Bounds { low: number.value.min(upper), high: upper.max(number.value), approximate: true };
        }
        let quantity = Quantity {
            span: self.view.span(at..end),
            number: self.view.span(number.start..number.end),
            value: number.value,
            bounds,
            kind: measured.kind,
            unit: measured.unit,
            noun: measured.noun,
        };
        Some((quantity, end))
    }

    /// "about", "more than", "as many as" before the number, and where the number may start.
    fn approximator(&self, at: usize) -> (Option<Approximator>, usize) {
        for words in (1..=4).rev() {
            if at + words >= self.stop {
                continue;
            }
            let phrase =
                (at..at + words).map(|at| self.word(at).to_ascii_lowercase()).collect::<Vec<_>>().join(" ");
            if let Some(approximator) = bounds::approximator(&phrase) {
                return (Some(approximator), at + words);
            }
        }
        (None, at)
    }

    fn currency_before(&self, at: usize) -> (Option<&'static str>, usize) {
        match unit::currency_sign(self.word(at)) {
            Some(code) => (Some(code), at + 1),
            None => (None, at),
        }
    }

    /// "10-15", "10 to 15", "between 10 and 15", or one number.
    fn range(&self, at: usize) -> Option<Number> {
        let between = self.is(at, &["between"]);
        let start = at + usize::from(between);
        let first = self.number(start)?;
        let joined =
            if between { self.is(first.end, &["and"]) } else { self.is(first.end, &["-", "–", "to"]) };
        let (_, next) = self.currency_before(first.end + 1);
        let second = joined.then(|| self.number(next)).flatten();
        match second {
            Some(second) if second.kind == first.kind && second.value > first.value => {
                let factor = if second.value >= 1e3 && first.value < 1e3 && second.value / first.value > 900.0
                {
                    10_f64.powi(((second.value / first.value).log10() / 3.0).round() as i32 * 3)
                } else {
                    1.0
                };
                Some(Number {
                    end: second.end,
                    value: first.value * factor,
                    upper: Some(second.value),
                    start: first.start,
                    ..first
                })
            }
            _ if between => None,
            _ => Some(first),
        }
    }

    /// One number: digits or words with their powers, a fraction, an ordinal.
    fn number(&self, at: usize) -> Option<Number> {
        self.fraction(at)
            .or_else(|| self.vague(at))
            .or_else(|| self.cardinal(at))
            .or_else(|| self.ordinal(at))
    }

    fn cardinal(&self, at: usize) -> Option<Number> {
        let article =
            self.is(at, &["a"]) && scale(self.word(at + 1)).is_some() && self.word(at + 1).len() > 2;
        let (mut value, mut end, mut slack) = if article { (1.0, at + 1, 0.0) } else { self.simple(at)? };
        let digits = self.word(at).starts_with(|letter: char| letter.is_ascii_digit());
        let mut total = 0.0;
        loop {
            if let Some(power) = scale(self.word(end))
                .filter(|_| !(digits && self.is(end, &["m", "b", "k"]) && self.word(end) == "m"))
            {
                value *= power;
                slack =
                    if power >= 1e3 { if slack > 0.0 { slack * power } else { power / 2.0 } } else { 0.0 };
                end += 1;
                if power >= 1e3 {
                    total += value;
                    value = 0.0;
                }
                continue;
            }
            // "two hundred and twelve", "three thousand five hundred".
            let skip = usize::from(self.is(end, &["and"]) && !digits && (total > 0.0 || value >= 100.0));
            match self.simple(end + skip) {
                Some((more, next, _))
                    if !digits
                        && (total > 0.0 || value >= 100.0)
                        && !self.word(end + skip).starts_with(|l: char| l.is_ascii_digit()) =>
                {
                    value += more;
                    end = next;
                    slack = 0.0;
                }
                _ => break,
            }
        }
        Some(Number { start: at, end, value: total + value, kind: QuantityKind::Count, slack, upper: None })
    }

    /// Digits or number words below a hundred: value, end, slack of rounding.
    fn simple(&self, at: usize) -> Option<(f64, usize, f64)> {
        let word = self.word(at);
        if let Some(value) = digits_value(word) {
            let decimals = word.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
            let slack = if decimals > 0 {
                0.5 / 10_f64.powi(decimals as i32)
            } else if value >= 1e4 && value % 1e3 == 0.0 {
                500.0
            } else {
                0.0
            };
            return Some((value, at + 1, slack));
        }
        // "5bn", "2.1m".
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if let Some(value) = digits_value(digits).filter(|_| digits.len() < word.len()) {
            let power = scale(&word[digits.len()..])?;
            return Some((value * power, at + 1, power / 20.0));
        }
        let one = self.view.xpos(at) == Xpos::Prp
            || (word.eq_ignore_ascii_case("one") && self.view.upos(at) != Upos::Num);
        let value = word_value(word).filter(|_| !one && !word.eq_ignore_ascii_case("dozen"))?;
        if value >= 20.0 && value % 10.0 == 0.0 && value < 100.0 {
            let hyphen = usize::from(self.is(at + 1, &["-"]));
            if let Some(unit) =
                word_value(self.word(at + 1 + hyphen)).filter(|unit| *unit < 10.0 && *unit > 0.0)
            {
                return Some((value + unit, at + 2 + hyphen, 0.0));
            }
        }
        Some((value, at + 1, 0.0))
    }

    /// "a third", "two-thirds", "half", "three quarters".
    fn fraction(&self, at: usize) -> Option<Number> {
        let make = |value: f64, end: usize| Number {
            start: at,
            end,
            value,
            kind: QuantityKind::Fraction,
            slack: 0.0,
            upper: None,
        };
        if self.is(at, &["half"]) {
            return (!self.is(at + 1, &["-"])).then(|| make(0.5, at + 1));
        }
        let word = self.word(at);
        if let Some((first, second)) = word.split_once('-')
            && let (Some(top), Some(bottom)) = (word_value(first), denominator(second))
        {
            return Some(make(top / bottom, at + 1));
        }
        let top = if self.is(at, &["a", "one"]) { 1.0 } else { word_value(word)? };
        let hyphen = usize::from(self.is(at + 1, &["-"]));
        let below = at + 1 + hyphen;
        let bottom = denominator(self.word(below))?;
        let counted = self.view.upos(below + 1) == Upos::Noun
            && below + 1 < self.stop
            && !self.is(below, &["half", "quarter", "quarters"]);
        let plural = self.word(below).ends_with('s');
        ((plural || top <= 1.0) && !(counted && top <= 1.0)).then(|| make(top / bottom, below + 1))
    }

    /// "dozens", "hundreds of thousands", "scores".
    fn vague(&self, at: usize) -> Option<Number> {
        let power = |word: &str| match &*word.to_ascii_lowercase() {
            "dozens" => Some(12.0),
            "scores" => Some(20.0),
            "tens" => Some(10.0),
            "hundreds" => Some(1e2),
            "thousands" => Some(1e3),
            "millions" => Some(1e6),
            "billions" => Some(1e9),
            _ => None,
        };
        let first = power(self.word(at))?;
        let second = self.is(at + 1, &["of"]).then(|| power(self.word(at + 2))).flatten();
        if first == 10.0 && second.is_none() || first == 20.0 && !self.is(at + 1, &["of"]) {
            return None;
        }
        let (value, end) = second.map_or((first, at + 1), |second| (first * second, at + 3));
        Some(Number {
            start: at,
            end,
            value: 2.0 * value,
            kind: QuantityKind::Count,
            slack: 0.0,
            upper: Some(10.0 * value),
        })
    }

    /// "third", "12th".
    fn ordinal(&self, at: usize) -> Option<Number> {
        let word = self.word(at).to_ascii_lowercase();
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let value = match &word[digits.len()..] {
            "st" | "nd" | "rd" | "th" if !digits.is_empty() => digits.replace(',', "").parse().ok()?,
            _ => ordinal_word(&word).filter(|_| matches!(self.view.upos(at), Upos::Adj | Upos::Num))?,
        };
        Some(Number { start: at, end: at + 1, value, kind: QuantityKind::Ordinal, slack: 0.0, upper: None })
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

/// What a fraction divides by.
fn denominator(word: &str) -> Option<f64> {
    match word.to_ascii_lowercase().trim_end_matches('s') {
        "half" | "halve" => Some(2.0),
        "third" => Some(3.0),
        "quarter" | "fourth" => Some(4.0),
        "fifth" => Some(5.0),
        "sixth" => Some(6.0),
        "seventh" => Some(7.0),
        "eighth" => Some(8.0),
        "tenth" => Some(10.0),
        _ => None,
    }
}

fn ordinal_word(word: &str) -> Option<f64> {
    let words = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    words.iter().position(|name| *name == word).map(|at| at as f64 + 1.0)
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
    fn dates_are_no_quantities_and_ages_are() {
        assert!(found("It/PRP shut/VBD on/IN March/NNP 11/CD ,/, 2025/CD").is_empty());
        let (_, age) = one("a/DT woman/NN of/IN 61/CD");
        assert_eq!((age.kind, age.value), (QuantityKind::Age, 61.0));
        let (words, age) = one("the/DT 52/CD -/HYPH year/NN -/HYPH old/JJ farmer/NN");
        assert_eq!((&*words, age.kind), ("52 - year - old", QuantityKind::Age));
    }
}
