//! Quotation marks in, pairs of them out, across sentences and paragraphs.
//!
//! Survives odd counts: a mark that finds no partner leaves a notice, never a wrong pairing of the rest.
//! Apostrophes are not quotation marks. Does not ask who is quoted.

use woozle_text::{Notice, NoticeKind, Span};

use crate::analysis::Quotation;
use crate::tokenise::Piece;

/// More marks than this open at once are not quotations.
const DEEPEST: usize = 16;

/// The tokens of one paragraph among all tokens.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    /// Its tokens.
    pub(crate) tokens: std::ops::Range<usize>,
    /// Where its prose ends in the text.
    pub(crate) end: usize,
}

/// Pairs the quotation marks of a report.
pub(crate) fn pair(text: &str, pieces: &[Piece], paragraphs: &[Paragraph]) -> (Vec<Quotation>, Vec<Notice>) {
    let mut pairing = Pairing { text, pieces, found: Vec::new(), notices: Vec::new() };
    let mut running = false;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(number + 1);
        running = pairing.paragraph(paragraph, next, running);
    }
    pairing.found.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    (pairing.found, pairing.notices)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
}

/// What a mark can be by its shape and the space around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    Either,
}

#[derive(Clone, Copy)]
struct Opened {
    token: usize,
    family: Family,
}

struct Pairing<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    found: Vec<Quotation>,
    notices: Vec<Notice>,
}

impl Pairing<'_> {
    fn word(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| piece.span.slice(self.text))
    }

    /// Pairs one paragraph; whether its last quotation runs on into the next.
    fn paragraph(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>, running: bool) -> bool {
        let mut open: Vec<Opened> = Vec::new();
        let from = self.found.len();
        let last_single = self.last_closing_single(paragraph);
        for token in paragraph.tokens.clone() {
            let Some((family, role)) = self.role(token, paragraph) else { continue };
            match family {
                Family::Double => self.double(token, role, &mut open),
                Family::Single => self.single(token, role, &mut open, last_single),
            }
        }
        let continued = next.is_some_and(|next| self.opens(next.tokens.start));
        let mut runs_on = false;
        for opened in open.into_iter().filter(|opened| opened.family == Family::Double) {
            runs_on = continued;
            if !continued {
                self.notice(opened.token, "a quotation opens here and never closes");
            }
            self.run_out(opened.token, paragraph);
        }
        if running {
            let first = paragraph.tokens.start;
            let start = self.pieces[first].span.start;
            for quotation in self.found[from..].iter_mut().filter(|found| found.span.start == start) {
                quotation.continues = true;
            }
        }
        runs_on
    }

    /// Whether the token is a double mark that can open.
    fn opens(&self, token: usize) -> bool {
        self.word(token).starts_with(['"', '“', '„', '«', '»', '”']) || self.word(token) == "``"
    }

    /// Family and role of the mark at the token, `None` for anything else.
    fn role(&self, token: usize, paragraph: &Paragraph) -> Option<(Family, Role)> {
        let word = self.word(token);
        let family = match word {
            "\"" | "“" | "”" | "„" | "‟" | "«" | "»" | "``" | "''" => Family::Double,
            "'" | "‘" | "’" | "‚" | "‹" | "›" | "`" => Family::Single,
            _ => return None,
        };
        let before = self.pieces[token].glued && token > paragraph.tokens.start;
        let after = token + 1 < paragraph.tokens.end && self.pieces[token + 1].glued;
        let by_space = match (before, after) {
            (false, true) => Role::Open,
            (true, false) => Role::Close,
            (true, true) => self.between(token),
            (false, false) => Role::Either,
        };
        let role = match word {
            "“" | "„" | "«" | "``" | "‘" | "‚" | "‹" if by_space != Role::Close => Role::Open,
            "”" | "»" | "''" | "›" if by_space != Role::Open => Role::Close,
            _ => by_space,
        };
        Some((family, role))
    }

    /// Role of a mark without space on either side, by its neighbours.
    fn between(&self, token: usize) -> Role {
        let last = self.word(token - 1).chars().next_back().unwrap_or(' ');
        let next = self.word(token + 1).chars().next().unwrap_or(' ');
        let opening = matches!(last, '(' | '[' | '—' | '–' | '-' | '“' | '‘' | '"' | '\'' | '/' | '«');
        if opening && next.is_alphanumeric() {
            return Role::Open;
        }
        if matches!(
            next,
            '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '—' | '–' | '-' | '”' | '’' | '"' | '\''
        ) || matches!(last, '.' | ',' | '!' | '?')
        {
            return Role::Close;
        }
        Role::Either
    }

    fn double(&mut self, token: usize, role: Role, open: &mut Vec<Opened>) {
        let pending = open.iter().rposition(|opened| opened.family == Family::Double);
        match (role, pending) {
            (Role::Close | Role::Either, Some(at)) => {
                let opened = open[at];
                open.truncate(at);
                self.close(opened.token, token);
            }
            (Role::Open, Some(at)) if self.word(token) == "\"" => {
                let opened = open[at];
                open.truncate(at);
                self.notice(opened.token, "a quotation opens here and another opens before it closes");
                open.push(Opened { token, family: Family::Double });
            }
            (Role::Open | Role::Either, _) if open.len() < DEEPEST => {
                open.push(Opened { token, family: Family::Double });
            }
            (Role::Close, None)
                if !self.word(token.wrapping_sub(1)).ends_with(|c: char| c.is_ascii_digit()) =>
            {
                self.notice(token, "a quotation closes here that never opened");
            }
            _ => {}
        }
    }

    fn single(&mut self, token: usize, role: Role, open: &mut Vec<Opened>, last_single: usize) {
        let pending = open.last().filter(|opened| opened.family == Family::Single).copied();
        match (role, pending) {
            (Role::Close, Some(opened)) => {
                let possessive = self.word(token - 1).ends_with(['s', 'S'])
                    && self.word(token + 1).starts_with(char::is_lowercase)
                    && token < last_single;
                if !possessive && token - opened.token == 2 && self.word(token - 1).len() == 1 {
                    open.pop();
                } else if !possessive {
                    open.pop();
                    self.close(opened.token, token);
                }
            }
            (Role::Open, _) if token < last_single && open.len() < DEEPEST && self.word(token) != "’" => {
                open.push(Opened { token, family: Family::Single });
            }
            _ => {}
        }
    }

    /// The last token of the paragraph that can close a single quotation, 0 if there is none.
    fn last_closing_single(&self, paragraph: &Paragraph) -> usize {
        let closing = |&token: &usize| {
            matches!(self.word(token), "'" | "’" | "›")
                && self.pieces[token].glued
                && token > paragraph.tokens.start
        };
        paragraph.tokens.clone().rev().find(closing).unwrap_or(0)
    }

    fn close(&mut self, open: usize, close: usize) {
        let (opening, closing) = (self.pieces[open].span, self.pieces[close].span);
        self.found.push(Quotation {
            span: opening.cover(closing),
            inner: Span::new(opening.end, closing.start),
            tokens: open + 1..close,
            closed: true,
            continues: false,
        });
    }

    fn run_out(&mut self, open: usize, paragraph: &Paragraph) {
        let opening = self.pieces[open].span;
        let end = paragraph.end.max(opening.end);
        self.found.push(Quotation {
            span: Span::new(opening.start, end),
            inner: Span::new(opening.end, end),
            tokens: open + 1..paragraph.tokens.end,
            closed: false,
            continues: false,
        });
    }

    /// Says once for each report that a mark has no partner.
    fn notice(&mut self, token: usize, message: &str) {
        if !self.notices.is_empty() {
            return;
        }
        let mut notice = Notice::new(NoticeKind::UnbalancedQuotation, message);
        notice.span = Some(self.pieces[token].span);
        self.notices.push(notice);
    }
}

#[cfg(test)]
mod tests {
    use woozle_text::Report;

    use super::*;
    use crate::tokenise::tokenise;

    /// The quotations of a text whose lines are paragraphs, "…" after one that never closes and "+" before
    /// one that goes on from the paragraph before, and the number of notices.
    fn quotations(text: &str) -> (Vec<String>, usize) {
        let report = Report::from_text(text);
        let (mut pieces, mut paragraphs) = (Vec::new(), Vec::new());
        for block in &report.blocks {
            let start = pieces.len();
            pieces.extend(tokenise(text, block.span));
            paragraphs.push(Paragraph { tokens: start..pieces.len(), end: block.span.end });
        }
        let (found, notices) = pair(text, &pieces, &paragraphs);
        let show = |quotation: &Quotation| {
            let open = if quotation.closed { "" } else { "…" };
            let continues = if quotation.continues { "+" } else { "" };
            format!("{continues}{}{open}", quotation.inner.slice(text))
        };
        (found.iter().map(show).collect(), notices.len())
    }

    #[test]
    fn marks_of_all_kinds_pair_and_apostrophes_do_not() {
        let cases: &[(&str, &[&str])] = &[
            ("“We go,” Orme said. “Now.”", &["We go,", "Now."]),
            ("\"We don't go,\" she said, \"yet.\"", &["We don't go,", "yet."]),
            ("‘We go,’ said the ministers’ aide. ‘It’s late.’", &["We go,", "It’s late."]),
            ("'We go,' said the ministers' aide, 'now.'", &["We go,", "now."]),
            ("“He said ‘no’ to me,” she said.", &["He said ‘no’ to me,", "no"]),
            ("The so-called \"peace plan\" and «la paix» („Frieden“)", &["peace plan", "la paix", "Frieden"]),
            ("The '90s and the workers' union, rock 'n' roll", &[]),
        ];
        for &(text, expected) in cases {
            assert_eq!(quotations(text).0, expected, "{text}");
        }
    }

    #[test]
    fn a_quotation_over_paragraphs_runs_on() {
        let text = "“We go.\n“We stay,” she said.\nShe left.";
        assert_eq!(quotations(text), (vec!["We go.…".into(), "+We stay,".into()], 0));
        for (open, close) in [("\"", "\""), ("„", "“"), ("«", "»"), ("»", "«"), ("”", "”"), ("„", "”")]
        {
            let text = format!("{open}We go.\n{open}We stay{close}, she said.\nShe left.");
            assert_eq!(quotations(&text), (vec!["We go.…".into(), "+We stay".into()], 0), "{open}{close}");
        }
    }

    #[test]
    fn an_odd_mark_spoils_its_own_paragraph_only() {
        let text = "He said \"we go.\nShe said \"no\" twice.";
        assert_eq!(quotations(text), (vec!["we go.…".into(), "no".into()], 1));
        assert_eq!(quotations("Nobody said so.” She left."), (vec![], 1));
    }

    #[test]
    fn ten_thousand_nested_marks_are_survived() {
        let text = "“ ".repeat(10_000) + &"” ".repeat(10_000);
        assert!(quotations(&text).0.len() <= 2 * DEEPEST);
        assert_eq!(quotations(&"\"a ".repeat(10_000)).1, 1);
    }
}
