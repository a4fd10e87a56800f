//! Tokens of a block in, sentences out: where a full stop, question mark or list item ends one.
//!
//! Rules over abbreviations, initials, closing quotation marks, ellipses and list numbers. A stretch without
//! any full stop (a headline) is one sentence.

use std::ops::Range;

use crate::abbreviation::{self, Abbreviation};
use crate::tokenise::{Item, Piece, closes, is_bullet};

/// Longest sentence in tokens: text without full stops is cut here, so that no later stage meets more.
pub const LONGEST: usize = 250;

/// The sentences of the tokens, as ranges, in order; they cover every token.
#[must_use]
pub fn sentences(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let splitter = Splitter { text, pieces };
    let mut found = Vec::new();
    let mut start = 0;
    let mut item = None;
    let mut at = 0;
    while at < pieces.len() {
        let begins_item = splitter.begins_item(at, start, &mut item);
        let begins = pieces[at].parted || begins_item || splitter.begins_credit(at);
        if at > start && (begins || at - start >= LONGEST) {
            found.push(start..at);
            start = at;
        }
        match splitter.end_after(at) {
            Some(end) => {
                found.push(start..end);
                start = end;
                at = end;
            }
            None => at += 1,
        }
    }
    if start < pieces.len() {
        found.push(start..pieces.len());
    }
    found
}

/// Verbs that tie "…?" to the clause after it: “Why?” Orme asked.
const SAYING: &[&str] = &[
    "added",
    "admitted",
    "answered",
    "argued",
    "asked",
    "asks",
    "cried",
    "declared",
    "exclaimed",
    "explained",
    "insisted",
    "joked",
    "replied",
    "said",
    "says",
    "shouted",
    "told",
    "tweeted",
    "warned",
    "wondered",
    "wrote",
];

/// Words that open the credit of a picture, sorted.
const CREDITS: &[&str] = &["Credit", "Image", "Photo", "Photograph", "Photos", "Picture"];

struct Splitter<'a> {
    text: &'a str,
    pieces: &'a [Piece],
}

impl<'a> Splitter<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |piece| piece.span.slice(self.text))
    }

    fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.glued)
    }

    /// One past the last token of the sentence, if the token at `at` ends one.
    fn end_after(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        let stop = Stop::of(word)?;
        let mut end = at + 1;
        let mut quoted = false;
        while end < self.pieces.len() && self.word(end).chars().all(closes) && self.closing(end) {
            quoted |= self.word(end).starts_with(['"', '”', '\'', '’', '»']);
            end += 1;
        }
        while self.is_footnote(end) {
            end += 3;
        }
        if end >= self.pieces.len() {
            return Some(end);
        }
        if self.glued(end) && !quoted && stop != Stop::Mark {
            return None;
        }
        let ends = match stop {
            Stop::Point => self.point_ends(at, end),
            Stop::Mark => !(self.lower(end) || quoted && self.said_after(end)),
            Stop::Ellipsis => self.upper(end) && self.word(end) != "I" && !self.said_after(end),
            Stop::Abbreviation => self.abbreviation_ends(end) || self.is_platform(at) && self.upper(end),
        };
        ends.then_some(end)
    }

    /// A number in square brackets, which belongs to the sentence before it: "It closed. [3] Nobody left."
    fn is_footnote(&self, at: usize) -> bool {
        let number = self.word(at + 1);
        self.word(at) == "["
            && self.word(at + 2) == "]"
            && number.len() <= 3
            && number.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The credit behind a caption that has no full stop: "The dam on Monday Photo: Reuters".
    fn begins_credit(&self, at: usize) -> bool {
        CREDITS.binary_search(&self.word(at)).is_ok()
            && self.word(at + 1) == ":"
            && self.glued(at + 1)
            && !self.glued(at + 2)
            && at > 0
            && !self.glued(at)
            && self.word(at - 1).ends_with(char::is_alphanumeric)
    }

    /// A closing mark: glued to what is before, or the last of its block.
    fn closing(&self, at: usize) -> bool {
        self.glued(at) && !(self.glued(at + 1) && self.word(at) == "'" && self.lower(at + 1))
    }

    fn lower(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_lowercase)
            || matches!(word, "," | ";" | ":" | "—" | "–" | "-" | "--" | "’s" | "'s")
    }

    fn upper(&self, at: usize) -> bool {
        let at = if self.word(at).starts_with(['"', '“', '‘']) { at + 1 } else { at };
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Whether a full stop at `at` ends the sentence before the token `next`.
    fn point_ends(&self, at: usize, next: usize) -> bool {
        if self.word(next) == "." {
            let dots = self.dots_from(next);
            return self.glued(at) && dots == 3 && self.upper(next + dots);
        }
        if self.word(at.wrapping_sub(1)) == "." && at > 0 {
            return self.dots_back(at) >= 4 && !self.lower(next);
        }
        if self.lower(next) {
            return false;
        }
        !(self.word(next).starts_with(|character: char| character.is_ascii_digit()) && self.glued(next))
    }

    /// How many single full stops stand from `at` on.
    fn dots_from(&self, at: usize) -> usize {
        (at..(at + 6).min(self.pieces.len())).take_while(|&dot| self.word(dot) == ".").count()
    }

    /// How many single full stops stand up to `at`, none of them glued.
    fn dots_back(&self, at: usize) -> usize {
        (0..=at).rev().take(6).take_while(|&dot| self.word(dot) == "." && !self.glued(dot)).count()
    }

    fn abbreviation_ends(&self, next: usize) -> bool {
        let from = self.pieces[next].span.start;
        abbreviation::starts_sentence(&self.text[from..])
    }

    /// "said on X.": the platform, and no initial of whoever is named next.
    fn is_platform(&self, at: usize) -> bool {
        self.word(at) == "X." && at > 0 && matches!(self.word(at - 1), "on" | "to" | "via")
    }

    /// Whether a clause of saying goes on after a quoted question: "Orme asked", "asked Orme".
    fn said_after(&self, next: usize) -> bool {
        (next..next + 4).any(|at| SAYING.binary_search(&self.word(at)).is_ok())
            && !self.word(next).starts_with(['"', '“', '‘'])
    }

    /// Whether an item of a list begins here; remembers its number.
    fn begins_item(&self, at: usize, start: usize, last: &mut Option<Item>) -> bool {
        let bullet = is_bullet(self.word(at));
        let number = if bullet { at + 1 } else { at };
        if at > start && !bullet && is_bullet(self.word(at - 1)) {
            return false;
        }
        let word = self.word(number);
        let stopped = word.ends_with('.') && word.len() > 1;
        let closed = self.word(number + 1) == ")" && self.glued(number + 1);
        if !stopped && !closed {
            return false;
        }
        let Some(item) = Item::new(word.trim_end_matches('.')) else { return false };
        let follows = last.is_some_and(|last| item.follows(last));
        if at == start && last.is_none() || follows {
            *last = Some(item);
        }
        follows
    }
}

/// What kind of end of sentence a token may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Point,
    Mark,
    Ellipsis,
    Abbreviation,
}

impl Stop {
    fn of(word: &str) -> Option<Self> {
        match word {
            "." | "。" => return Some(Self::Point),
            "…" => return Some(Self::Ellipsis),
            _ => {}
        }
        let last = *word.as_bytes().last()?;
        match last {
            b'!' | b'?' => Some(Self::Mark),
            b'.' if word.bytes().all(|byte| byte == b'.') => Some(Self::Ellipsis),
            b'.' => match abbreviation::kind(&word[..word.len() - 1]) {
                Abbreviation::Any | Abbreviation::Initial => Some(Self::Abbreviation),
                _ => None,
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use woozle_text::Span;

    use super::*;
    use crate::tokenise::tokenise;

    fn split(text: &str) -> Vec<&str> {
        let pieces = tokenise(text, Span::new(0, text.len()));
        let cut = |range: Range<usize>| &text[pieces[range.start].span.start..pieces[range.end - 1].span.end];
        sentences(text, &pieces).into_iter().map(cut).collect()
    }

    #[test]
    fn news_prose_splits_where_a_reader_would() {
        let cases: &[&[&str]] = &[
            &["Gen. Orme of the U.S. Navy left at 5 a.m. on Monday.", "He met J. R. Saidov."],
            &["“We will go.”", "The minister left."],
            &["“Will they come?” Orme asked.", "“No!”"],
            &["“It is over,” he said.", "“We lost ...”"],
            &["They live in the U.S.", "It is far from Sept. 5."],
            &["Dam fails in Tajik valley"],
            &["The dam at noon on Monday", "Photo: Reuters."],
            &["It closed in 2014. [3]", "Nobody was hurt.[4]", "The mayor left."],
            &["The police said: no."],
            &["It rose 3.5 percent.", "12 people died.", "(Nobody else did.)"],
        ];
        for expected in cases {
            assert_eq!(&split(&expected.join(" "))[..], *expected);
        }
    }

    #[test]
    fn text_without_an_end_is_cut() {
        let long = "word ".repeat(3 * LONGEST);
        assert_eq!(split(&long).len(), 3);
    }
}
