//! Words that loosen a number ("about", "at least"), and the values they leave open.

use crate::Bounds;

/// How the words before a number loosen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Approximator {
    /// "about": near it, on either side.
    Around,
    /// "nearly": a little less.
    Below,
    /// "more than", "at least": no less.
    AtLeast,
    /// "up to", "less than": no more.
    AtMost,
}

/// The phrases, the longer of those with one beginning first.
const PHRASES: [(&[&str], Approximator); 66] = {
    use Approximator::{Around, AtLeast, AtMost, Below};
    [
        (&["a", "maximum", "of"], AtMost),
        (&["a", "minimum", "of"], AtLeast),
        (&["a", "little", "over"], AtLeast),
        (&["a", "little", "under"], Below),
        (&["about", "some"], Around),
        (&["about"], Around),
        (&["above"], AtLeast),
        (&["almost"], Below),
        (&["an", "estimated"], Around),
        (&["approximately"], Around),
        (&["around"], Around),
        (&["as", "few", "as"], AtLeast),
        (&["as", "little", "as"], AtLeast),
        (&["as", "many", "as"], AtMost),
        (&["as", "much", "as"], AtMost),
        (&["as", "much"], Around),
        (&["at", "least"], AtLeast),
        (&["at", "most"], AtMost),
        (&["at", "the", "very", "least"], AtLeast),
        (&["below"], AtMost),
        (&["circa"], Around),
        (&["close", "to"], Around),
        (&["estimated"], Around),
        (&["exceeding"], AtLeast),
        (&["far", "more", "than"], AtLeast),
        (&["fewer", "than"], AtMost),
        (&["greater", "than"], AtLeast),
        (&["higher", "than"], AtLeast),
        (&["in", "excess", "of"], AtLeast),
        (&["in", "the", "order", "of"], Around),
        (&["in", "the", "region", "of"], Around),
        (&["just", "below"], Below),
        (&["just", "over"], AtLeast),
        (&["just", "short", "of"], Below),
        (&["just", "under"], Below),
        (&["less", "than"], AtMost),
        (&["lower", "than"], AtMost),
        (&["maximum"], AtMost),
        (&["minimum"], AtLeast),
        (&["more", "than"], AtLeast),
        (&["nearly"], Below),
        (&["no", "fewer", "than"], AtLeast),
        (&["no", "less", "than"], AtLeast),
        (&["no", "more", "than"], AtMost),
        (&["not", "less", "than"], AtLeast),
        (&["not", "more", "than"], AtMost),
        (&["not", "quite"], Below),
        (&["on", "the", "order", "of"], Around),
        (&["or", "so"], Around),
        (&["over"], AtLeast),
        (&["perhaps"], Around),
        (&["roughly"], Around),
        (&["shy", "of"], Below),
        (&["some"], Around),
        (&["something", "like"], Around),
        (&["under"], AtMost),
        (&["up", "to"], AtMost),
        (&["up", "to", "about"], AtMost),
        (&["upward", "of"], AtLeast),
        (&["upwards", "of"], AtLeast),
        (&["virtually"], Below),
        (&["well", "above"], AtLeast),
        (&["well", "below"], AtMost),
        (&["well", "over"], AtLeast),
        (&["well", "under"], AtMost),
        (&["~"], Around),
    ]
};

/// The words that approximators begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    PHRASES.iter().map(|(phrase, _)| phrase[0])
}

/// The longest approximator that the words begin with, and how many words it has.
pub(super) fn approximator<'a>(word: impl Fn(usize) -> &'a str) -> Option<(Approximator, usize)> {
    let first = word(0);
    let opens = |phrase: &[&str]| phrase[0].eq_ignore_ascii_case(first);
    PHRASES
        .iter()
        .filter(|(phrase, _)| opens(phrase))
        .filter(|(phrase, _)| {
            phrase.iter().enumerate().all(|(place, part)| part.eq_ignore_ascii_case(word(place)))
        })
        .max_by_key(|(phrase, _)| phrase.len())
        .map(|(approximated, approximator)| (*approximator, approximated.len()))
}

/// The values that the number may have.
pub(super) fn of(value: f64, slack: f64, approximator: Option<Approximator>) -> Bounds {
    let near = (value.abs() * 0.1).max(slack);
    let (low, high) = match approximator {
        None => (value - slack, value + slack),
        Some(Approximator::Around) => (value - near, value + near),
        Some(Approximator::Below) => (value - near, value),
        Some(Approximator::AtLeast) => (value, f64::INFINITY),
        Some(Approximator::AtMost) if value < 0.0 => (f64::NEG_INFINITY, value),
        Some(Approximator::AtMost) => (0.0, value),
    };
    Bounds { low, high, approximate: approximator.is_some() }
}

impl Bounds {
    /// Whether both numbers may be right at once: the values they leave open meet.
    ///
    /// ```
    /// use woozle_language::Bounds;
    /// let about_a_dozen = Bounds { low: 10.8, high: 13.2, approximate: true };
    /// let eleven = Bounds { low: 11.0, high: 11.0, approximate: false };
    /// let twenty_one = Bounds { low: 21.0, high: 21.0, approximate: false };
    /// assert!(about_a_dozen.compatible(eleven));
    /// assert!(!about_a_dozen.compatible(twenty_one));
    /// ```
    #[must_use]
    pub fn compatible(self, other: Self) -> bool {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        low <= high || (low - high).abs() <= 1e-9 * low.abs()
    }
}
