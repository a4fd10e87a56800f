//! Units after (or before) a number: money, percent, measures, ages; else the noun that is counted.

use super::{Number, Scan, currency};
use crate::{Deprel, QuantityKind, Upos, Xpos};

/// What the words after a number make of it.
pub(super) struct Measured {
    pub(super) kind: QuantityKind,
    pub(super) unit: Option<String>,
    pub(super) noun: Option<usize>,
    pub(super) end: usize,
}

impl Scan<'_> {
    pub(super) fn measured(&self, number: &Number, currency: Option<&'static str>) -> Measured {
        let end = number.end;
        let make =
            |kind, unit: Option<&str>, end| Measured { kind, unit: unit.map(str::to_owned), noun: None, end };
        if let Some(code) = currency {
            return make(QuantityKind::Money, Some(code), end);
        }
        if self.is(end, &["%", "percent", "pc"]) {
            return make(QuantityKind::Percent, Some("%"), end + 1);
        }
        if self.is(end, &["per", "percentage"]) && self.is(end + 1, &["cent", "point", "points"]) {
            return make(QuantityKind::Percent, Some("%"), end + 2);
        }
        if let Some(end) = self.age(number) {
            return make(QuantityKind::Age, Some("year"), end);
        }
        if number.kind == QuantityKind::Ordinal {
            return make(number.kind, None, end);
        }
        self.money_after(end).or_else(|| self.measure(end)).unwrap_or_else(|| self.counted(number))
    }

    /// "52-year-old", "aged 52", "52 years old", "a woman of 61", "Linnea, 29,".
    fn age(&self, number: &Number) -> Option<usize> {
        let (start, end) = (number.start, number.end);
        if !(0.0..=125.0).contains(&number.value) || number.kind != QuantityKind::Count {
            return None;
        }
        let hyphen = usize::from(self.is(end, &["-"]));
        if self.is(end + hyphen, &["year", "years"]) {
            let more = usize::from(self.is(end + hyphen + 1, &["-"]));
            let old = end + hyphen + 1 + more;
            return self.is(old, &["old", "olds"]).then_some(old + 1);
        }
        let before = start.checked_sub(1)?;
        let person = |at: usize| {
            crate::noun::speaker_noun(self.view.lemma(at))
                .is_some_and(|noun| noun.kind == crate::SpeakerKind::Person)
        };
        let of =
            self.is(before, &["of"]) && before > 0 && person(before - 1) && self.view.upos(end) != Upos::Noun;
        let aside = self.is(before, &[","])
            && before > 0
            && self.view.upos(before - 1) == Upos::Propn
            && (self.is(end, &[",", ".", ")"]) || end >= self.stop)
            && number.value > 3.0
            && !number.value.is_nan();
        (self.is(before, &["aged", "age"]) || of || aside).then_some(end)
    }

    /// "20,000 leva", "2.1 billion Swiss francs".
    fn money_after(&self, at: usize) -> Option<Measured> {
        let (code, end) = self.currency_after(at)?;
        Some(Measured { kind: QuantityKind::Money, unit: Some(code.to_owned()), noun: None, end })
    }

    /// The currency that a sign, code or noun at the token means, and one past it.
    pub(super) fn currency_after(&self, at: usize) -> Option<(&'static str, usize)> {
        let word = self.word(at);
        if let Some(code) = currency_sign(word).filter(|_| !word.is_ascii()) {
            return Some((code, at + 1));
        }
        if self.is(at, &["pounds"]) {
            return (!self.is_weight(at)).then_some(("GBP", at + 1));
        }
        let next = self.word(at + 1);
        let two = word.len() + next.len() < 32;
        if let Some(code) = currency::by_name(&format!("{word} {next}")).filter(|_| two) {
            return Some((code, at + 2));
        }
        if let Some(code) = currency::by_name(word) {
            return Some((code, at + 1));
        }
        // "42 Malaysian ringgit": the noun alone tells what is not in the table with its country.
        let described = matches!(self.view.upos(at), Upos::Adj | Upos::Propn) && next.len() > 3;
        described.then(|| currency::by_name(next)).flatten().map(|code| (code, at + 2))
    }

    /// Whether "pounds" weigh: the words around speak of weight.
    fn is_weight(&self, at: usize) -> bool {
        let words = [
            "weigh",
            "weighs",
            "weighed",
            "weighing",
            "weight",
            "lost",
            "lose",
            "heavy",
            "gained",
            "lifted",
            "lift",
            "carry",
            "carried",
            "explosives",
            "dynamite",
            "cocaine",
            "heroin",
            "fentanyl",
            "marijuana",
            "meat",
            "pressure",
            "per",
            "feet",
            "foot-6",
        ];
        self.is(at + 1, &["of", "per", "heavier", "lighter", "overweight"])
            || (at.saturating_sub(8)..at + 4).any(|at| self.is(at, &words))
    }

    /// "43 cents" after an amount in full: what it adds, and one past it.
    fn cents(&self, at: usize) -> Option<(f64, usize)> {
        let start = at + usize::from(self.is(at, &["and"]));
        let glued =
            self.word(start).strip_suffix(['c', '¢', 'p']).and_then(|digits| digits.parse::<u8>().ok());
        if let Some(cents) = glued.filter(|cents| *cents < 100) {
            return Some((f64::from(cents) / 100.0, start + 1));
        }
        let number = self.number(start).filter(|number| number.value < 100.0)?;
        let named = self.is(
            number.end,
            &["cents", "cent", "pence", "pennies", "sen", "sen.", "sens", "kopecks", "kopiykas", "paise"],
        );
        named.then_some((number.value / 100.0, number.end + 1))
    }

    /// The amount with the cents that follow it.
    pub(super) fn with_cents(&self, value: f64, measured: &mut Measured) -> f64 {
        match self
            .cents(measured.end)
            .filter(|_| measured.kind == QuantityKind::Money && value.fract() == 0.0)
        {
            Some((more, end)) => {
                measured.end = end;
                value + more
            }
            None => value,
        }
    }

    /// "180 km", "120 million cubic metres", "40 minutes".
    fn measure(&self, at: usize) -> Option<Measured> {
        let at = at + usize::from(self.is(at, &["-"]) && measure_unit(self.word(at + 1)).is_some());
        let power = ["square", "cubic"].into_iter().find(|power| self.is(at, &[power]));
        let noun = at + usize::from(power.is_some());
        let unit = measure_unit(self.word(noun))?;
        let mut name = power.map_or_else(|| unit.to_owned(), |power| format!("{power} {unit}"));
        let mut end = noun + 1;
        if self.is(end, &["per", "an", "a"]) && self.is(end + 1, &["hour", "second", "day", "minute", "year"])
        {
            name = format!("{name}/{}", self.word(end + 1).to_ascii_lowercase());
            end += 2;
        } else if self.is(end, &["/"]) && self.word(end + 1).len() <= 6 {
            name = if self.is(end + 1, &["h"]) {
                format!("{name}/hour")
            } else {
                format!("{name}/{}", self.word(end + 1))
            };
            end += 2;
        }
        Some(Measured { kind: QuantityKind::Measure, unit: Some(name), noun: Some(noun), end })
    }

    /// The noun that the number counts: by the tree, else the next noun.
    fn counted(&self, number: &Number) -> Measured {
        let last = number.end - 1;
        let by_tree = (number.start..number.end)
            .filter(|&at| self.view.deprel(at) == Deprel::Nummod)
            .filter_map(|at| self.view.head(at))
            .find(|&head| {
                head >= number.end
                    && head < self.stop
                    && head <= last + 6
                    && self.view.upos(head) == Upos::Noun
            });
        let near = || {
            let mut at = number.end;
            at += usize::from(self.is(at, &["of"]));
            at += usize::from(self.is(at, &["the"]) && at > number.end);
            while at < self.stop
                && at < number.end + 5
                && (matches!(self.view.upos(at), Upos::Adj | Upos::Propn)
                    || self.view.upos(at) == Upos::Noun
                        && self.view.upos(at + 1) == Upos::Noun
                        && at + 1 < self.stop)
            {
                at += 1;
            }
            (at < self.stop && self.view.upos(at) == Upos::Noun && !matches!(self.view.xpos(at), Xpos::Cd))
                .then_some(at)
        };
        let noun = if number.kind == QuantityKind::Ordinal { None } else { by_tree.or_else(near) };
        let unit = noun
            .filter(|_| number.kind == QuantityKind::Count)
            .map(|noun| counted_lemma(self.view.lemma(noun)));
        Measured { kind: number.kind, unit, noun, end: noun.map_or(number.end, |noun| noun + 1) }
    }
}

/// People are people by any word for them.
fn counted_lemma(lemma: &str) -> String {
    match lemma {
        "people" | "persons" | "person" => "person".to_owned(),
        lemma => lemma.to_lowercase(),
    }
}

/// The currency that a sign before the number means.
pub(super) fn currency_sign(word: &str) -> Option<&'static str> {
    match word {
        "$" | "US$" | "USD" | "U.S.$" => Some("USD"),
        "£" | "GBP" => Some("GBP"),
        "€" | "EUR" => Some("EUR"),
        "¥" | "JPY" => Some("JPY"),
        "₹" | "Rs" | "Rs." | "INR" => Some("INR"),
        "₽" | "RUB" => Some("RUB"),
        "₴" => Some("UAH"),
        "₩" => Some("KRW"),
        "₦" | "NGN" => Some("NGN"),
        "S$" => Some("SGD"),
        "A$" | "AU$" => Some("AUD"),
        "C$" | "CA$" => Some("CAD"),
        "HK$" => Some("HKD"),
        "NZ$" => Some("NZD"),
        "R$" => Some("BRL"),
        "CHF" => Some("CHF"),
        "Sh" | "Ksh" => Some("KES"),
        _ => None,
    }
}

/// A unit of measure, folded to one name.
fn measure_unit(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    Some(match &*lower {
        "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "kms" => "km",
        "m" | "metre" | "metres" | "meter" | "meters" => "metre",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "cm",
        "mm" | "millimetre" | "millimetres" | "millimeters" => "mm",
        "mile" | "miles" => "mile",
        "yard" | "yards" => "yard",
        "foot" | "feet" | "ft" => "foot",
        "inch" | "inches" => "inch",
        "knot" | "knots" => "knot",
        "km/h" | "kmh" | "kph" | "km/hr" => "km/hour",
        "mph" => "mile/hour",
        "tonne" | "tonnes" | "ton" | "tons" => "tonne",
        "kg" | "kilogram" | "kilograms" | "kilo" | "kilos" => "kg",
        "gram" | "grams" | "g" => "gram",
        "lb" | "lbs" | "pound" | "pounds" => "pound",
        "litre" | "litres" | "liter" | "liters" => "litre",
        "barrel" | "barrels" => "barrel",
        "gallon" | "gallons" => "gallon",
        "hectare" | "hectares" => "hectare",
        "acre" | "acres" => "acre",
        "degree" | "degrees" => "degree",
        "megawatt" | "megawatts" | "mw" => "megawatt",
        "gigawatt" | "gigawatts" | "gw" => "gigawatt",
        "kilowatt" | "kilowatts" | "kw" => "kilowatt",
        "teu" | "teus" => "teu",
        "second" | "seconds" => "second",
        "minute" | "minutes" | "min" | "mins" => "minute",
        "hour" | "hours" => "hour",
        "day" | "days" => "day",
        "week" | "weeks" => "week",
        "month" | "months" => "month",
        "year" | "years" => "year",
        "magnitude" => "magnitude",
        _ => return None,
    })
}
