//! Marks of names: begin, inside, last, unit and outside for nine classes; marks in, spans with their class out.
//!
//! Does not know that two names mean the same thing.

use std::ops::Range;

use crate::analysis::NameKind;

/// A name as the name finder marks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameSpan {
    /// Its tokens in the analysis.
    pub(crate) tokens: Range<usize>,
    /// Its class.
    pub(crate) kind: NameKind,
}

/// The classes of names, in the order of the marks.
pub const KINDS: [NameKind; 9] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::Location,
    NameKind::Norp,
    NameKind::Date,
    NameKind::Money,
    NameKind::Facility,
    NameKind::Product,
    NameKind::Misc,
];

/// Number of marks: outside, and four for each class.
pub const MARKS: usize = 1 + 4 * KINDS.len();

/// The part of a name that a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// First token of several.
    Begin = 0,
    /// Neither first nor last.
    Inside = 1,
    /// Last of several.
    Last = 2,
    /// The only one.
    Unit = 3,
}

impl Part {
    /// The part of a token with which a name begins, or not, and ends, or not.
    #[must_use]
    pub fn of(begins: bool, ends: bool) -> Self {
        match (begins, ends) {
            (true, true) => Self::Unit,
            (true, false) => Self::Begin,
            (false, false) => Self::Inside,
            (false, true) => Self::Last,
        }
    }
}

/// Marks the tokens as one name of the kind numbered `kind`.
pub fn mark_name(marks: &mut [u8], kind: usize) {
    let count = marks.len();
    for (at, own) in marks.iter_mut().enumerate() {
        *own = mark(Part::of(at == 0, at + 1 == count), kind) as u8;
    }
}

/// The mark for a part of a name of the kind numbered `kind`.
#[must_use]
pub fn mark(part: Part, kind: usize) -> usize {
    1 + 4 * kind + part as usize
}

/// The part of a name and the number of its kind that a mark stands for; nothing where it stands for no name.
pub(crate) fn part_and_kind(mark: u8) -> Option<(usize, usize)> {
    let number = usize::from(mark).checked_sub(1)?;
    Some((number % 4, number / 4))
}

/// Whether `mark` may follow `last`, `end` telling that the sentence ends with it.
#[must_use]
pub fn follows(last: usize, mark: usize, end: bool) -> bool {
    let part = |mark: usize| (mark + 3) % 4;
    let open = last > 0 && part(last) <= 1;
    if mark == 0 {
        return !open;
    }
    let same = open && (mark - 1) / 4 == (last - 1) / 4;
    match part(mark) {
        0 => !open && !end,
        1 => same && !end,
        2 => same,
        _ => !open,
    }
}

/// The spans that the marks of a sentence stand for, as (tokens, number of the kind).
#[must_use]
pub fn spans(marks: &[u8]) -> Vec<(Range<usize>, usize)> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, &mark) in marks.iter().enumerate() {
        let Some((part, kind)) = part_and_kind(mark) else { continue };
        if part == 0 || part == 3 {
            start = at;
        }
        if part >= 2 {
            spans.push((start..at + 1, kind));
        }
    }
    spans
}
