//! Strangers' text in, text that cannot mislead the reader of a page out.
//!
//! Escaping is `maud`'s business; this file removes what escaping leaves: control characters, overrides of
//! the direction of writing, invisible tags.

use crate::sanitize::is_harmful;

/// The text with control characters and overrides of direction made visible as `�`.
///
/// Joiners and direction marks stay, since Persian, Arabic and Hebrew need them; they cannot reorder
/// the words around them.
pub(crate) fn safe(text: &str) -> String {
    text.chars().map(|character| if misleads(character) { '\u{FFFD}' } else { character }).collect()
}

/// Whether the character could hide or reorder what stands around it. A page obeys no control characters,
/// so line breaks and tabs are text here, and a soft hyphen only offers a place to break.
fn misleads(character: char) -> bool {
    is_harmful(character) && !matches!(character, '\n' | '\r' | '\t' | '\u{AD}')
}

/// The text on one line, runs of white space as one space.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_of_direction_is_shown_and_not_obeyed() {
        assert_eq!(safe("the fi\u{202E}le\u{0}"), "the fi\u{FFFD}le\u{FFFD}");
        assert_eq!(safe("می\u{200C}خواهم"), "می\u{200C}خواهم", "Persian needs its non-joiner");
    }
}
