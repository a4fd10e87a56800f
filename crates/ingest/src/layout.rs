//! A text in, its paragraphs out: blank lines, one line one paragraph, or lines wrapped like mail.
//!
//! Nothing is changed or joined: a paragraph is a span, whatever line breaks it holds.

use woozle_text::Span;

/// A paragraph and whether blank space sets it off from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Whether a blank line (or the start of the text) stands before it.
    pub after_blank: bool,
}

/// Lines of wrapped texts are no longer than this; longer lines are paragraphs of their own.
const WIDEST_WRAP: usize = 110;
/// Nothing narrower is taken for wrapped text: verse, lists, headers.
const NARROWEST_WRAP: usize = 40;
/// So many breaks must be explained by the column.
const FEWEST_BREAKS: usize = 3;

/// The paragraphs of the text, in order.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut after_blank = true;
    let mut previous: Option<Span> = None;
    for line in lines {
        if line.is_empty() {
            after_blank = true;
            previous = None;
            continue;
        }
        let wrapped = previous
            .is_some_and(|previous| width.is_some_and(|width| breaks_at(text, previous, line, width)));
        match paragraphs.last_mut() {
            Some(paragraph) if wrapped => paragraph.span = paragraph.span.cover(line),
            _ => paragraphs.push(Paragraph { span: line, after_blank }),
        }
        after_blank = false;
        previous = Some(line);
    }
    paragraphs
}

/// The lines without white space at their ends; blank lines are empty spans.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    // A lone carriage return ends a line too; between the two of "\r\n" nothing stands, so it adds no blank line.
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let end = start + line.len();
        let half = line == "\n" && text[..start].ends_with('\r');
        if !half {
            lines.push(Span::new(start, end).trim(text));
        }
        start = end;
    }
    lines
}

/// The column at which lines are wrapped, if most line breaks inside paragraphs are explained by one.
/// Two or three lines of a header are too few to tell.
fn wrap_width(text: &str, lines: &[Span]) -> Option<usize> {
    let pairs: Vec<(Span, Span)> = lines
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty())
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let width = pairs.iter().map(|(line, _)| columns(text, *line)).max()?;
    let explained = pairs.iter().filter(|(line, next)| breaks_at(text, *line, *next, width)).count();
    let open = pairs.iter().filter(|(line, _)| !ends_sentence(line.slice(text))).count();
    let wrapped = pairs.len() >= FEWEST_BREAKS
        && (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width)
        && explained * 4 >= pairs.len() * 3
        && open * 2 >= pairs.len();
    wrapped.then_some(width)
}

/// Whether the line was broken because the next one's first word no longer fitted (give or take three).
fn breaks_at(text: &str, line: Span, next: Span, width: usize) -> bool {
    let word = next.slice(text).split_whitespace().next().map_or(0, |word| word.chars().count());
    columns(text, line) + 1 + word + 3 > width
}

fn columns(text: &str, line: Span) -> usize {
    line.slice(text).chars().count()
}

/// Whether the line ends with a full stop, question or exclamation mark, quotation marks aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', '_']);
    line.ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|paragraph| paragraph.span.slice(text)).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_whatever_the_line_endings() {
        assert_eq!(texts("One.\r\n\r\nTwo.\r\rThree.\n \nFour."), ["One.", "Two.", "Three.", "Four."]);
    }

    #[test]
    fn without_blank_lines_each_line_is_a_paragraph() {
        let long = "The minister said that the bridge would be closed for two weeks while engineers look at the cables, and that buses would run.";
        assert_eq!(texts(&format!("{long}\n{long}\n")), [long, long]);
    }

    #[test]
    fn lines_wrapped_like_mail_are_one_paragraph() {
        let text = "The minister said on Monday that the old bridge over the\nriver would be closed for two weeks while engineers look\nat the cables, which are older than the mayor of the town\nwho opened it.\n\nBuses will run every ten minutes, he added, and those who\ncannot climb the steps may call a car.\n";
        assert_eq!(texts(text).len(), 2, "{:?}", texts(text));
    }

    #[test]
    fn a_header_of_short_lines_is_not_joined() {
        let text =
            "Bridge closed\nBy Ana Petrova\n12 March 2025\n\nThe bridge over the river was closed on Monday.";
        assert_eq!(texts(text)[..3], ["Bridge closed", "By Ana Petrova", "12 March 2025"]);
    }
}
