//! Quotation marks, dashes, apostrophes and spaces folded to their plain forms, with a map back.

use crate::Span;

/// A text with its typographic variants folded, and the way back to the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every byte of `text`, and one past its end, the byte of the original it came from.
    offsets: Vec<usize>,
}

impl Folded {
    /// The place in the original text of a span of the folded one.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        let last = self.offsets.len() - 1;
        Span::new(self.offsets[span.start.min(last)], self.offsets[span.end.min(last)])
    }
}

/// Folds curly and angular quotation marks to `"`, apostrophes to `'`, dashes to `-`, odd spaces to a
/// space, and lower-cases. Lengths may change; [`Folded::original`] leads back.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folded = String::with_capacity(text.len());
    let mut offsets = Vec::with_capacity(text.len() + 1);
    for (at, character) in text.char_indices() {
        let before = folded.len();
        match character {
            '“' | '”' | '„' | '‟' | '«' | '»' => folded.push('"'),
            '‘' | '’' | '‚' | '‛' | '`' | '´' => folded.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '―' => folded.push('-'),
            character if character.is_whitespace() => folded.push(' '),
            character => folded.extend(character.to_lowercase()),
        }
        offsets.resize(offsets.len() + folded.len() - before, at);
    }
    offsets.push(text.len());
    Folded { text: folded, offsets }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leads_back_to_the_original() {
        let text = "İt’s “over” — he said";
        let folded = fold(text);
        let at = folded.text.find("\"over\"").expect("the quotation is still there");
        assert_eq!(folded.original(Span::new(at, at + 6)).slice(text), "“over”");
    }
}
