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

/// The approximator that the phrase is, in lower case.
pub(super) fn approximator(phrase: &str) -> Option<Approximator> {
    match phrase {
        "about" | "around" | "some" | "roughly" | "approximately" | "circa" | "an estimated"
        | "estimated" | "close to" | "in the region of" | "in the order of" | "something like" | "or so"
        | "about some" | "as much" => Some(Approximator::Around),
        "nearly" | "almost" | "just under" | "just below" | "not quite" | "shy of" | "just short of" => {
            Some(Approximator::Below)
        }
        "more than" | "over" | "at least" | "above" | "no fewer than" | "no less than" | "not less than"
        | "well over" | "just over" | "upwards of" | "in excess of" | "a minimum of" | "exceeding"
        | "minimum" | "far more than" => Some(Approximator::AtLeast),
        "up to" | "less than" | "fewer than" | "under" | "at most" | "no more than" | "not more than"
        | "as many as" | "as much as" | "a maximum of" | "below" | "well under" => Some(Approximator::AtMost),
        _ => None,
    }
}

/// The values that the number may have.
pub(super) fn of(value: f64, slack: f64, approximator: Option<Approximator>) -> Bounds {
    let near = (value.abs() * 0.1).max(slack);
    let (low, high) = match approximator {
        None => (value - slack, value + slack),
        Some(Approximator::Around) => (value - near, value + near),
        Some(Approximator::Below) => (value - near, value),
        Some(Approximator::AtLeast) => (value, f64::INFINITY),
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
