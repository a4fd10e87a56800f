//! Styled words in, lines no wider than the window out.
//!
//! Widths are those of a terminal's cells; a style ends at every line's end and begins anew on the next.
//! It trusts its text: strangers' words come through [`harmless`](crate::harmless) before.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How a word looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    #[default]
    Plain,
    Strong,
    Faint,
    Good,
    Doubtful,
    Bad,
    Content,
    Source,
    Cue,
}

impl Style {
    /// Parameters of the terminal's "select graphic rendition".
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Good => "1;32",
            Self::Doubtful => "1;33",
            Self::Bad => "1;31",
            Self::Content => "4",
            Self::Source => "1;36",
            Self::Cue => "35",
        }
    }
}

/// Words with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    pub style: Style,
}

/// Words with a look.
pub(crate) fn piece(text: impl Into<String>, style: Style) -> Piece {
    Piece { text: text.into(), style }
}

/// Words without a look.
pub(crate) fn plain(text: impl Into<String>) -> Piece {
    piece(text, Style::Plain)
}

/// A sheet of text under a given width.
pub(crate) struct Sheet {
    width: usize,
    color: bool,
    text: String,
}

impl Sheet {
    /// An empty sheet.
    pub(crate) fn new(width: usize, color: bool) -> Self {
        Self { width: width.max(20), color, text: String::new() }
    }

    /// What was written.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// An empty line, unless the sheet is empty or ends in one.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Writes the pieces as one paragraph: the first line after `first`, the others after as many spaces
    /// as `hang`.
    pub(crate) fn paragraph(&mut self, first: &[Piece], hang: usize, pieces: &[Piece]) {
        let mut line = Line::default();
        for piece in first {
            line.segments.push(piece.clone());
            line.width += piece.text.width();
        }
        let mut fresh = true;
        for word in words(pieces) {
            let space = usize::from(!fresh && word.spaced);
            if !fresh && line.width + space + word.width > self.width {
                self.write(&line);
                line = Line::indented(hang);
                fresh = true;
            }
            if !fresh && word.spaced {
                line.push_space(word.segments.first().map_or(Style::Plain, |piece| piece.style));
            }
            self.place(&mut line, word, hang);
            fresh = false;
        }
        self.write(&line);
    }

    /// Puts the word on the line; a word wider than the window is cut between characters.
    fn place(&mut self, line: &mut Line, word: Word, hang: usize) {
        if line.width + word.width <= self.width {
            line.width += word.width;
            line.segments.extend(word.segments);
            return;
        }
        for segment in word.segments {
            for character in segment.text.graphemes(true) {
                let width = character.width();
                if line.width + width > self.width && line.width > hang {
                    self.write(line);
                    *line = Line::indented(hang);
                }
                line.width += width;
                line.segments.push(piece(character, segment.style));
            }
        }
    }

    fn write(&mut self, line: &Line) {
        let mut written = String::new();
        let mut style = Style::Plain;
        for segment in &line.segments {
            if self.color && segment.style != style {
                if style != Style::Plain {
                    written.push_str("\u{1b}[0m");
                }
                if segment.style != Style::Plain {
                    written.push_str(&format!("\u{1b}[{}m", segment.style.code()));
                }
                style = segment.style;
            }
            written.push_str(&segment.text);
        }
        let kept = written.trim_end_matches(' ').len();
        written.truncate(kept);
        if self.color && style != Style::Plain {
            written.push_str("\u{1b}[0m");
        }
        self.text.push_str(&written);
        self.text.push('\n');
    }
}

/// A line under construction.
#[derive(Default)]
struct Line {
    segments: Vec<Piece>,
    width: usize,
}

impl Line {
    fn indented(hang: usize) -> Self {
        Self { segments: vec![plain(" ".repeat(hang))], width: hang }
    }

    /// A space that is underlined only between two underlined words.
    fn push_space(&mut self, next: Style) {
        let before = self.segments.last().map_or(Style::Plain, |piece| piece.style);
        self.segments.push(piece(" ", if before == next { next } else { Style::Plain }));
        self.width += 1;
    }
}

/// What may not be parted by a line's end, perhaps in several looks.
#[derive(Default)]
struct Word {
    segments: Vec<Piece>,
    width: usize,
    /// Whether a space stands before it.
    spaced: bool,
}

/// Cuts pieces into words at their spaces; pieces without a space between them hang together.
fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut apart = true;
    for one in pieces {
        for (at, text) in one.text.split(' ').enumerate() {
            apart |= at > 0;
            if text.is_empty() {
                continue;
            }
            if apart {
                words.push(Word { spaced: true, ..Word::default() });
                apart = false;
            }
            if let Some(word) = words.last_mut() {
                word.width += text.width();
                word.segments.push(piece(text, one.style));
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, color: bool, pieces: &[Piece]) -> String {
        let mut sheet = Sheet::new(width, color);
        sheet.paragraph(&[plain("c1 ")], 3, pieces);
        sheet.into_text()
    }

    #[test]
    fn lines_break_between_words_and_hang() {
        let text = wrapped(20, false, &[plain("The ferry to Halden will stop")]);
        assert_eq!(text, "c1 The ferry to\n   Halden will stop\n");
    }

    #[test]
    fn wide_characters_take_two_cells_and_long_words_are_cut() {
        let text = wrapped(20, false, &[plain("渡船将于星期一停航的消息")]);
        assert_eq!(text, "c1 渡船将于星期一停\n   航的消息\n");
    }

    #[test]
    fn a_style_ends_with_its_line_and_begins_anew() {
        let text = wrapped(20, true, &[piece("said that the ferry", Style::Content), plain(".")]);
        assert_eq!(text, "c1 \u{1b}[4msaid that the\u{1b}[0m\n   \u{1b}[4mferry\u{1b}[0m.\n");
    }
}
