//! Strangers' text in, text that cannot mislead the reader of a page out.
//!
//! Escaping is `maud`'s business; this file removes what escaping leaves: control characters, overrides of
//! the direction of writing, invisible tags. It never shortens without saying so by an ellipsis.

/// The text with control characters and overrides of direction made visible as `�`.
///
/// Joiners and direction marks stay, since Persian, Arabic and Hebrew need them; they cannot reorder
/// the words around them.
pub(crate) fn safe(text: &str) -> String {
    text.chars().map(|character| if misleads(character) { '\u{FFFD}' } else { character }).collect()
}

/// Whether the character could hide or reorder what stands around it.
fn misleads(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => true,
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        character => character.is_control() && character != '\r',
    }
}

/// The text on one line, runs of white space as one space.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first characters of the text, cut after a word where one ends near, with an ellipsis where cut.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let head = &text[..cut];
    let whole_words =
        head.rfind(' ').filter(|&space| space > cut * 2 / 3).map_or(head, |space| &head[..space]);
    format!("{}…", whole_words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_of_direction_is_shown_and_not_obeyed() {
        assert_eq!(safe("the fi\u{202E}le\u{0}"), "the fi\u{FFFD}le\u{FFFD}");
        assert_eq!(safe("می\u{200C}خواهم"), "می\u{200C}خواهم", "Persian needs its non-joiner");
    }

    #[test]
    fn a_shortened_text_ends_after_a_word_and_says_that_it_goes_on() {
        assert_eq!(shorten("the ferry will stop on Monday", 25), "the ferry will stop on…");
        assert_eq!(shorten("Fährverbindungsunterbrechung", 6), "Fährve…");
        assert_eq!(shorten("short", 5), "short");
    }
}
