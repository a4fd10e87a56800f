//! [`Span`]: a range of bytes in the text of one report; the only code that slices text.

use std::cmp::{max, min};

/// A half-open range of bytes `[start, end)` into [`Report::text`](crate::Report::text).
///
/// Both ends lie on character borders of the text the span was made for. Spans order by start, then end.
///
/// ```
/// use woozle_text::Span;
/// let span = Span::new(0, 5);
/// assert_eq!(span.slice("Kirby said"), "Kirby");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// The text under the span; empty when the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    #[must_use]
    pub fn covers(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(min(self.start, other.start), max(self.end, other.end))
    }

    /// The bytes in both, if any.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (max(self.start, other.start), min(self.end, other.end));
        (start < end).then(|| Self::new(start, end))
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let slice = self.slice(text);
        let start = self.start + (slice.len() - slice.trim_start().len());
        let end = start + slice.trim().len();
        Self::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_cuts_at_character_borders_or_gives_nothing() {
        let text = "“Nyet,” he said";
        assert_eq!(Span::new(3, 7).slice(text), "Nyet");
        assert_eq!(Span::new(1, 7).slice(text), "");
        assert_eq!(Span::new(3, 700).slice(text), "");
    }

    #[test]
    fn trimming_drops_white_space_only() {
        let text = "  the train\n";
        assert_eq!(Span::new(0, text.len()).trim(text).slice(text), "the train");
        assert!(Span::new(0, 2).trim(text).is_empty());
    }
}
