//! Figures: digits and number words with their powers, fractions, ordinals, "dozens".

use super::{Number, Scan, currency};
use crate::number::{digits_value, scale, word_value};
use crate::{QuantityKind, Upos, Xpos};

/// Longest number in tokens: the longest written out in full stay well below.
const LONGEST: usize = 16;

impl Scan<'_> {
    /// One number: digits or words with their powers, a fraction, an ordinal.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        self.negative(at)
            .or_else(|| self.fraction(at))
            .or_else(|| self.pair(at))
            .or_else(|| self.vague(at))
            .or_else(|| self.cardinal(at))
            .or_else(|| self.ordinal(at))
    }

    /// Whether the "m" after digits is metres: "40 m". "£3m", "1.2m people" are millions.
    fn is_metres(&self, at: usize, end: usize) -> bool {
        if self.word(end) != "m" {
            return false;
        }
        let glued = self.view.span(end - 1..end).end == self.view.span(end..end + 1).start;
        let money = at > 0 && super::unit::currency_sign(self.view.word(at - 1)).is_some();
        !(money || glued && self.view.upos(end + 1) == Upos::Noun)
    }

    /// "minus 5", "-504" after a space.
    fn negative(&self, at: usize) -> Option<Number> {
        let word = self.is(at, &["minus", "negative"]);
        let sign = matches!(self.word(at), "-" | "−") && {
            let dash = self.view.span(at..at + 1);
            let next = self.view.span(at + 1..at + 2);
            let before = self.view.report.text[..dash.start].chars().next_back();
            dash.end == next.start && before.is_none_or(char::is_whitespace)
        };
        if !word && !sign {
            return None;
        }
        let number = self.cardinal(at + 1)?;
        Some(Number { start: at, value: -number.value, ..number })
    }

    /// "a couple of", "a pair of": two, or a little more for a couple.
    fn pair(&self, at: usize) -> Option<Number> {
        if !self.is(at, &["a"]) || !self.is(at + 1, &["couple", "pair"]) {
            return None;
        }
        let of = usize::from(self.is(at + 2, &["of"]));
        let couple = self.is(at + 1, &["couple"]);
        let upper = couple.then_some(3.0);
        // "A couple from Leeds" are two people, and count nothing.
        let counts = of == 1 || couple && (self.view.upos(at + 2) == Upos::Noun || self.is(at + 2, &["."]));
        counts.then(|| Number { upper, ..Number::new(at..at + 2 + of, 2.0, QuantityKind::Count) })
    }

    fn cardinal(&self, at: usize) -> Option<Number> {
        if self.is(at, &["a"])
            && self.is(at + 1, &["dollar", "euro"])
            && !self.is(at + 2, &["-", "store", "sign"])
        {
            return Some(Number::new(at..at + 1, 1.0, QuantityKind::Count));
        }
        let article =
            self.is(at, &["a"]) && scale(self.word(at + 1)).is_some() && self.word(at + 1).len() > 2;
        let mut power = 1.0;
        let (mut value, mut end, mut slack) = if article { (1.0, at + 1, 0.0) } else { self.simple(at)? };
        let digits = self.word(at).starts_with(|letter: char| letter.is_ascii_digit());
        let mut total = 0.0;
        loop {
            if end >= at + LONGEST {
                break;
            }
            if let Some(factor) = scale(self.word(end)).filter(|_| !self.is_metres(at, end)) {
                power = factor;
                // "three thousand millions".
                if value == 0.0 && power >= 1e3 {
                    total *= power;
                } else {
                    value *= power;
                }
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
        let number = Number::new(at..end, total + value, QuantityKind::Count);
        let glued = currency::glued(self.word(at)).map(|(_, code)| code);
        let open = self.word(at).ends_with(['$', '£', '€']) && self.word(at).contains('-');
        Some(Number { slack, power, currency: glued, open, ..number })
    }

    /// Digits or number words below a hundred: value, end, slack of rounding.
    fn simple(&self, at: usize) -> Option<(f64, usize, f64)> {
        let word = self.word(at);
        // "$10-$20" is cut into "$", "10-$" and "20".
        let word = word.strip_suffix(['$', '£', '€']).and_then(|rest| rest.strip_suffix('-')).unwrap_or(word);
        let word = currency::glued(word).map_or(word, |(digits, _)| digits);
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
        if let Some(found) = self.spoken_decimal(at) {
            return Some(found);
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

    /// "two point two", "one point seven five", as speech is written down.
    fn spoken_decimal(&self, at: usize) -> Option<(f64, usize, f64)> {
        let digit = |at: usize| word_value(self.word(at)).filter(|value| *value < 10.0);
        let whole = word_value(self.word(at)).filter(|_| self.is(at + 1, &["point"]))?;
        let (mut value, mut worth, mut end) = (whole, 1.0, at + 2);
        while let Some(next) = digit(end).filter(|_| end < at + 8) {
            worth /= 10.0;
            value += next * worth;
            end += 1;
        }
        (end > at + 2).then_some((value, end, worth / 2.0))
    }

    /// "a third", "two-thirds", "half", "three quarters".
    fn fraction(&self, at: usize) -> Option<Number> {
        let make = |value: f64, end: usize| Number::new(at..end, value, QuantityKind::Fraction);
        if let Some((top, bottom)) = self.word(at).split_once('/')
            && let (Ok(top), Ok(bottom)) = (top.parse::<u16>(), bottom.parse::<u16>())
            && 0 < top
            && top < bottom
            && bottom <= 100
        {
            return Some(make(f64::from(top) / f64::from(bottom), at + 1));
        }
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
        let number = Number::new(at..end, 2.0 * value, QuantityKind::Count);
        Some(Number { upper: Some(10.0 * value), ..number })
    }

    /// "third", "12th".
    fn ordinal(&self, at: usize) -> Option<Number> {
        let word = self.word(at).to_ascii_lowercase();
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let value = match &word[digits.len()..] {
            "st" | "nd" | "rd" | "th" if !digits.is_empty() => digits.replace(',', "").parse().ok()?,
            _ => ordinal_word(&word).filter(|_| matches!(self.view.upos(at), Upos::Adj | Upos::Num))?,
        };
        Some(Number::new(at..at + 1, value, QuantityKind::Ordinal))
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

/// Ordinals in words from "first" on.
pub(super) const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

fn ordinal_word(word: &str) -> Option<f64> {
    ORDINALS.iter().position(|name| name.eq_ignore_ascii_case(word)).map(|at| at as f64 + 1.0)
}
