//! [`Offsets`]: byte offsets of one text in, offsets in Unicode scalar values out.

use woozle::text::Span;

/// How many bytes lie between two marks of the table.
const STRIDE: usize = 256;

/// A table to count the characters before a byte without reading the text from its start.
pub(crate) struct Offsets<'a> {
    text: &'a str,
    /// Characters that begin before each multiple of [`STRIDE`]; empty for a text of ASCII alone.
    marks: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// Reads the text once.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                marks.push(before);
                before += characters(chunk);
            }
        }
        Self { text, marks }
    }

    /// How many characters begin before the byte.
    pub(crate) fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(&before) = self.marks.get((byte / STRIDE).min(self.marks.len().saturating_sub(1))) else {
            return byte;
        };
        let start = (byte / STRIDE).min(self.marks.len() - 1) * STRIDE;
        before + characters(&self.text.as_bytes()[start..byte])
    }

    /// Start and end of the span in characters.
    pub(crate) fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// How many characters begin in the bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_border_of_a_long_text_is_counted_as_by_hand() {
        let text = "“Nyet,” sagte Frau Brügge. 👋🏽 ".repeat(40);
        let offsets = Offsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at(byte), count);
        }
        assert_eq!(offsets.at(text.len()), text.chars().count());
        assert_eq!(offsets.at(text.len() + 9), text.chars().count(), "a place after the end is the end");
        assert_eq!(Offsets::new("plain").of(Span::new(1, 3)), (1, 3));
        assert_eq!(Offsets::new("").at(0), 0);
    }
}
