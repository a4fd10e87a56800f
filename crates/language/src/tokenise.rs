//! Text in, UD tokens out: one pass over the characters of a block, spans true to the source.
//!
//! "don't" is "do" and "n't", "$5bn" is "$", "5" and "bn", "state-run" is three tokens and "co-founder"
//! one, as in UD English EWT and GUM. Does not decide where sentences end, except that a full stop stays
//! with its abbreviation.

use woozle_text::Span;

use crate::abbreviation::{self, Abbreviation};

/// A token before anything is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// Whether no white space parts it from the token before.
    pub glued: bool,
    /// Whether an empty line stands before it.
    pub parted: bool,
}

/// The tokens of a stretch of text, in order; they cover everything but white space.
#[must_use]
pub fn tokenise(text: &str, span: Span) -> Vec<Piece> {
    let mut scanner = Scanner {
        text,
        pieces: Vec::with_capacity(span.len() / 5 + 4),
        glued: false,
        parted: false,
        item: None,
    };
    let slice = span.slice(text);
    let mut start = None;
    let mut breaks = 0;
    for (at, character) in slice.char_indices() {
        if is_space(character) {
            if let Some(from) = start.take() {
                scanner.chunk(span.start + from, span.start + at);
                breaks = 0;
            }
            breaks += usize::from(character == '\n');
        } else if start.is_none() {
            start = Some(at);
            scanner.parted = breaks >= 2;
            scanner.glued = false;
        }
    }
    if let Some(from) = start {
        scanner.chunk(span.start + from, span.end);
    }
    scanner.pieces
}

/// White space, and the marks without width that stray into copied text.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Prefixes that stay joined to their word by a hyphen ("co-founder", "anti-war").
const PREFIXES: &[&str] = &[
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "neo", "non",
    "over", "post", "pre", "pro", "re", "semi", "socio", "sub", "trans", "ultra", "un",
];

/// Units and scales that part from the number they are glued to.
const UNITS: &[&str] = &[
    "am", "b", "bn", "cm", "ft", "g", "gb", "ghz", "gw", "gwh", "h", "ha", "hz", "k", "kg", "khz", "km",
    "kmh", "kph", "kw", "kwh", "lb", "lbs", "m", "mb", "mg", "mhz", "ml", "mm", "mn", "mph", "mw", "mwh",
    "oz", "p", "pm", "sq", "t", "tb", "tn", "trn", "tw", "twh", "x", "yr", "yrs",
];

/// Words that are two tokens, and the length in bytes of the first.
const CONTRACTED: &[(&str, usize)] = &[
    ("aint", 2),
    ("arent", 3),
    ("cannot", 3),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("isnt", 2),
    ("lemme", 3),
    ("wanna", 3),
    ("wasnt", 3),
    ("wouldnt", 5),
];

/// What follows an apostrophe in a clitic.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

struct Scanner<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
    glued: bool,
    parted: bool,
    item: Option<Item>,
}

impl Scanner<'_> {
    fn emit(&mut self, start: usize, end: usize) {
        if start < end {
            self.pieces.push(Piece { span: Span::new(start, end), glued: self.glued, parted: self.parted });
            self.glued = true;
            self.parted = false;
        }
    }

    /// One run of characters without white space.
    fn chunk(&mut self, start: usize, end: usize) {
        let text = self.text;
        if text[start..end].bytes().all(|byte| byte.is_ascii_lowercase()) && !self.contracted(start, end) {
            return self.emit(start, end);
        }
        let start = self.leading(start, end);
        let mut tail = Vec::new();
        let core = self.trailing(start, end, &mut tail);
        if is_address(&text[start..core]) {
            self.emit(start, core);
        } else {
            self.core(start, core);
        }
        for (from, to) in tail.into_iter().rev() {
            self.emit(from, to);
        }
    }

    /// Emits the marks before the word; gives back where the word starts.
    fn leading(&mut self, mut start: usize, end: usize) -> usize {
        while let Some(first) = self.text[start..end].chars().next() {
            let rest = &self.text[start..end];
            if first.is_alphanumeric() || keeps_leading(rest) {
                break;
            }
            let length = match first {
                '.' | '!' | '?' | '-' | '*' | '=' | '_' | '~' | '+' | '`' | '<' | '>' => run(rest, first),
                '[' if rest.starts_with("[...]") || rest.starts_with("[…]") => 5,
                '\'' if rest.starts_with("''") => 2,
                _ => first.len_utf8(),
            };
            if length == rest.len() && is_apostrophe(first) && self.pieces.is_empty() {
                break;
            }
            self.emit(start, start + length);
            start += length;
        }
        start
    }

    /// Collects the marks after the word, last first; gives back where the word ends.
    fn trailing(&mut self, start: usize, mut end: usize, tail: &mut Vec<(usize, usize)>) -> usize {
        while let Some(last) = self.text[start..end].chars().next_back() {
            let rest = &self.text[start..end];
            let length = match last {
                '.' if rest.ends_with("..") => back_run(rest, |character| character == '.'),
                '.' if self.keeps_stop(start, end) => break,
                '!' | '?' => back_run(rest, |character| matches!(character, '!' | '?')),
                ']' if rest.ends_with("[...]") || rest.ends_with("[…]") => 5,
                '-' | '*' | '=' | '_' | '~' | '<' | '>' => back_run(rest, |character| character == last),
                '\'' if rest.ends_with("''") => 2,
                '$' | '#' | '+' | '&' | '@' | '/' if rest.len() > 1 => break,
                character if character.is_alphanumeric() => break,
                '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0f}' => break,
                _ => last.len_utf8(),
            };
            tail.push((end - length, end));
            end -= length;
        }
        end
    }

    /// Whether the full stop at the end of the word belongs to it.
    fn keeps_stop(&mut self, start: usize, end: usize) -> bool {
        let bare = &self.text[start..end - 1];
        let after = &self.text[end..];
        let next = after.trim_start_matches(closes).trim_start().chars().next();
        if let Some(item) = Item::new(bare) {
            let begins = self.pieces.len() <= 2
                && self.pieces.iter().all(|piece| is_bullet(piece.span.slice(self.text)));
            if next.is_some_and(char::is_uppercase)
                && (begins || self.item.is_some_and(|last| item.follows(last)))
            {
                self.item = Some(item);
                return true;
            }
        }
        match abbreviation::kind(bare) {
            Abbreviation::None => false,
            Abbreviation::Number => next.is_some_and(|character| character.is_ascii_digit()),
            Abbreviation::Initial => {
                let capital = |word: &str| word.starts_with(char::is_uppercase);
                let before = self.pieces.last().map_or("", |piece| piece.span.slice(self.text));
                next.is_some_and(|next| {
                    !next.is_uppercase()
                        || capital(before)
                        || (bare != "I" && !abbreviation::starts_sentence(after.trim_start()))
                })
            }
            Abbreviation::Title | Abbreviation::Any => true,
        }
    }

    /// Splits what is left at dashes, slashes and quotation marks inside.
    fn core(&mut self, start: usize, end: usize) {
        let text = self.text;
        let mut from = start;
        let mut at = start;
        while at < end {
            let character = text[at..end].chars().next().expect("the loop stops at the end");
            let width = character.len_utf8();
            // Behind another mark only what is no part of any word: "left.”Nobody".
            let alone = matches!(character, '"' | '“' | '”' | '«' | '»' | '[' | ']');
            let inside = from < at || at > start && alone;
            let length = if inside { splits(text, (start, at, end), character) } else { 0 };
            if length > 0 {
                if from < at {
                    self.part(from, at);
                }
                self.emit(at, at + length);
                at += length;
                from = at;
            } else {
                at += width;
            }
        }
        self.part(from, end);
    }

    /// A part without dashes: parts money, numbers with units and clitics.
    fn part(&mut self, start: usize, end: usize) {
        let start = self.money(start, end);
        let word = &self.text[start..end];
        let digits =
            word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,:".contains(c)).len();
        if digits > 0 && digits < word.len() {
            let unit = word[digits..].to_ascii_lowercase();
            if UNITS.binary_search(&unit.as_str()).is_ok() && word.as_bytes()[digits - 1].is_ascii_digit() {
                self.emit(start, start + digits);
                return self.emit(start + digits, end);
            }
        }
        if !self.clitic(start, end) && !self.contracted(start, end) {
            self.emit(start, end);
        }
    }

    /// Emits what stands up to a currency sign before a number; gives back where the number starts.
    fn money(&mut self, start: usize, end: usize) -> usize {
        let word = &self.text[start..end];
        let Some(sign) = word.find(['$', '£', '€']) else { return start };
        let after = sign + word[sign..].chars().next().map_or(1, char::len_utf8);
        if !word[after..].starts_with(|character: char| character.is_ascii_digit()) {
            return start;
        }
        self.emit(start, start + after);
        start + after
    }

    /// Emits a word with a clitic as two tokens; false if it has none.
    fn clitic(&mut self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        let Some((at, mark)) = word.char_indices().rev().find(|&(_, character)| is_apostrophe(character))
        else {
            return false;
        };
        let after = &word[at + mark.len_utf8()..];
        let before = &word[..at];
        if before.is_empty() {
            return false;
        }
        let negated = after.eq_ignore_ascii_case("t") && before.len() > 1 && before.ends_with(['n', 'N']);
        if negated {
            let cut = start + before.len() - 1;
            self.emit(start, cut);
            self.emit(cut, end);
        } else if CLITICS.iter().any(|clitic| after.eq_ignore_ascii_case(clitic)) {
            self.emit(start, start + at);
            self.emit(start + at, end);
        } else {
            return false;
        }
        true
    }

    /// Emits "cannot" and its kin as two tokens; false for any other word.
    fn contracted(&mut self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        let found = CONTRACTED.iter().find(|(contracted, _)| word.eq_ignore_ascii_case(contracted));
        if let Some(&(_, length)) = found {
            self.emit(start, start + length);
            self.emit(start + length, end);
        }
        found.is_some()
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '`' | '´')
}

/// Whether the mark in front belongs to what follows: a clitic, "'em", "'90s", ".5", "@name", "#tag".
fn keeps_leading(rest: &str) -> bool {
    let mut characters = rest.chars();
    let first = characters.next().unwrap_or(' ');
    let after = characters.as_str();
    match first {
        '@' | '#' => after.starts_with(char::is_alphabetic),
        '.' | '+' | '-' => first != '-' && after.starts_with(|character: char| character.is_ascii_digit()),
        character if is_apostrophe(character) && after.len() <= 16 => {
            let word = after.trim_end_matches(|character: char| !character.is_alphanumeric());
            CLITICS.iter().any(|clitic| word.eq_ignore_ascii_case(clitic))
                || ["em", "til", "cause", "tis", "twas"].iter().any(|kept| word.eq_ignore_ascii_case(kept))
                || (word.ends_with('s')
                    && word.len() == 3
                    && word.as_bytes()[..2].iter().all(u8::is_ascii_digit))
        }
        _ => false,
    }
}

/// Length in bytes of the run of this ASCII character at the start.
fn run(text: &str, character: char) -> usize {
    text.len() - text.trim_start_matches(character).len()
}

/// Length in bytes of the run of such characters at the end.
fn back_run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_end_matches(belongs).len()
}

/// Marks that may stand between a full stop and the next sentence.
pub(crate) fn closes(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}')
}

/// A mark before the item of a list.
pub(crate) fn is_bullet(text: &str) -> bool {
    matches!(text, "•" | "⁃" | "·" | "▪" | "*" | "-" | "–" | "‣" | "●")
}

/// The number or letter before the item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Number(u32),
    Letter(u8),
}

impl Item {
    pub(crate) fn new(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [letter @ b'a'..=b'z'] => Some(Self::Letter(*letter)),
            digits if digits.len() <= 3 => text.parse().ok().map(Self::Number),
            _ => None,
        }
    }

    pub(crate) fn follows(self, last: Self) -> bool {
        match (last, self) {
            (Self::Number(last), Self::Number(this)) => this == last + 1,
            (Self::Letter(last), Self::Letter(this)) => this == last + 1,
            _ => false,
        }
    }
}

/// Length of the mark at `at` if it parts the text around it, else 0. `span` is start, place, end.
fn splits(text: &str, span: (usize, usize, usize), character: char) -> usize {
    let (start, at, end) = span;
    let width = character.len_utf8();
    let (before, after) = (&text[start..at], &text[at + width..end]);
    if after.is_empty() {
        return 0;
    }
    let last = before.chars().next_back().unwrap_or(' ');
    let next = after.chars().next().unwrap_or(' ');
    let parts = match character {
        '-' if next == '-' => return run(&text[at..end], '-'),
        '-' => hyphen_parts(before, after),
        '.' if next == '.' => return run(&text[at..end], '.'),
        // "left.[3]", "left.”Nobody", but "U.S.”-led".
        '.' if matches!(next, '[' | '"' | '”' | '»') => last.is_alphanumeric() && !before.contains('.'),
        '.' => last.is_lowercase() && next.is_uppercase() && before.len() > 2 && after.len() > 2,
        '—' | '―' | '…' | '"' | '“' | '”' | '«' | '»' | '[' | ']' => true,
        '–' | '‒' | '‐' | '‑' => true,
        '/' => last.is_alphabetic() && next.is_alphabetic() && before.len() > 1 && after.len() > 1,
        ',' | ';' | '?' | '!' => next.is_alphabetic() || (last.is_alphabetic() && next.is_alphanumeric()),
        ':' => last.is_alphabetic() && next.is_alphabetic(),
        '(' | ')' => before.len() > 1 && after.len() > 2,
        '=' | '<' | '>' | '|' => true,
        _ => false,
    };
    if parts { width } else { 0 }
}

/// Whether a hyphen parts the words around it.
fn hyphen_parts(before: &str, after: &str) -> bool {
    let left = before.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or("");
    if PREFIXES.iter().any(|prefix| left.eq_ignore_ascii_case(prefix)) && before.len() == left.len() {
        return false;
    }
    let right = after.split(|character: char| !character.is_alphanumeric()).next().unwrap_or("");
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let phone = digits(left) && digits(right) && (right.len() == 4 && left.len() == 3 || after.contains('-'));
    !phone && !left.is_empty() && !right.is_empty()
}

/// Whether the text is a web or mail address or a file name, which stays whole.
fn is_address(word: &str) -> bool {
    if word.len() < 5 || !word.is_ascii() {
        return false;
    }
    let Some(dot) = word.find('.') else { return word.contains("://") };
    let lower = |from: usize| word[from..].starts_with(|character: char| character.is_ascii_lowercase());
    word.contains("://")
        || word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
        || (word.contains('@') && dot > 0)
        || [".com", ".org", ".net", ".gov", ".edu", ".co.uk", ".info", ".io", ".doc", ".pdf", ".html"]
            .iter()
            .any(|domain| word.to_ascii_lowercase().contains(domain) && lower(dot + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        tokenise(text, Span::new(0, text.len()))
            .into_iter()
            .map(|piece| piece.span.slice(text))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn news_prose_parts_as_in_the_treebanks() {
        let cases = [
            ("They don't, can't and won’t cannot.", "They do n't , ca n't and wo n’t can not ."),
            ("The ministry's aides' $5bn plan", "The ministry 's aides ' $ 5 bn plan"),
            ("U.S. and E.U. officials at 5pm.", "U.S. and E.U. officials at 5 pm ."),
            ("state-run co-founder 52-year-old", "state - run co-founder 52 - year - old"),
            ("“Nyet,” he said—twice...", "“ Nyet , ” he said — twice ..."),
            ("(up 3.5% to 1,200.50)", "( up 3.5 % to 1,200.50 )"),
            ("Mr. Orme of Orme Inc. left.", "Mr. Orme of Orme Inc. left ."),
            (
                "Write to a.b@press.example or www.press.example!",
                "Write to a.b@press.example or www.press.example !",
            ),
            ("US$120m, €3.2bn and £40", "US$ 120 m , € 3.2 bn and £ 40"),
            ("What?! Really!!", "What ?! Really !!"),
            ("At 7:30pm it said [...] and/or 90 km/h", "At 7:30 pm it said [...] and / or 90 km/h"),
            ("<<Never>>", "<< Never >>"),
            ("“We left.”Nobody stayed.[2]", "“ We left . ” Nobody stayed . [ 2 ]"),
            ("He's ‘not here’, it’s said", "He 's ‘ not here ’ , it ’s said"),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text), expected);
        }
    }

    #[test]
    fn tokens_cover_everything_but_white_space() {
        let text = "a'b''c \u{feff}\u{1F600}’’s “.\n\n\n…'n't $ -- #@ é̀x.Y ''\u{200d}";
        let mut rest = String::new();
        let mut last = 0;
        for piece in tokenise(text, Span::new(0, text.len())) {
            assert!(piece.span.start >= last && !piece.span.slice(text).is_empty());
            rest.push_str(&text[last..piece.span.start]);
            last = piece.span.end;
        }
        rest.push_str(&text[last..]);
        assert!(rest.chars().all(is_space), "left out: {rest:?}");
    }
}
