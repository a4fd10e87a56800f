//! Strangers' text in, one line of text that a terminal cannot obey and that hides nothing out.
//!
//! Line breaks and tabs become spaces; control characters, overrides of the direction of writing and
//! invisible characters are shown by name. Joiners and direction marks stay: Persian, Arabic, Hebrew and
//! emoji need them, and they cannot move the words around them. It costs nothing for clean text.

use std::borrow::Cow;
use std::fmt::Write;

/// The text made harmless for a terminal.
///
/// ```
/// assert_eq!(woozle_render::harmless("a clean line"), "a clean line");
/// assert_eq!(woozle_render::harmless("\u{1b}]0;owned\u{7}"), "␛]0;owned␇");
/// ```
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.push(' '),
            '\u{AD}' => (),
            '\0'..='\u{1F}' => shown.extend(char::from_u32(0x2400 + u32::from(character))),
            '\u{7F}' => shown.push('␡'),
            character if is_harmful(character) => {
                let _ = write!(shown, "‹U+{:04X}›", u32::from(character));
            }
            character => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Whether the character steers a terminal, reorders what stands around it, or cannot be seen.
pub(crate) fn is_harmful(character: char) -> bool {
    match character {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{AD}' | '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => true,
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        character => character.is_control(),
    }
}

/// The text made harmless for Markdown: no mark-up, no HTML, no link, no mention of a user.
pub(crate) fn harmless_markdown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 8);
    let text = harmless(text);
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => shown.extend(['\\', character]),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '@' => shown.push_str("&#64;"),
            ':' if rest.peek() == Some(&'/') => shown.push_str("&#58;"),
            character => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_title_escape() {
        assert_eq!(harmless("\u{1b}]0;owned\u{7}news"), "␛]0;owned␇news");
    }

    #[test]
    fn osc_8_link_and_its_c1_form() {
        assert_eq!(harmless("\u{1b}]8;;http://x\u{1b}\\go"), "␛]8;;http://x␛\\go");
        assert_eq!(harmless("\u{9d}8;;"), "‹U+009D›8;;");
    }

    #[test]
    fn right_to_left_override() {
        assert_eq!(harmless("fi\u{202E}txt.exe"), "fi‹U+202E›txt.exe");
    }

    #[test]
    fn hidden_words_between_zero_width_spaces_and_tags() {
        assert_eq!(harmless("not\u{200B}guilty\u{E0041}"), "not‹U+200B›guilty‹U+E0041›");
    }

    #[test]
    fn overwriting_a_line_by_carriage_return_and_backspace() {
        assert_eq!(harmless("true\rfalse\u{8}"), "true false␈");
    }

    #[test]
    fn clean_text_is_not_copied() {
        for text in ["plain", "“Nyet,” sagte Frau Brügge", "می\u{200C}خواهم", "👩\u{200D}🚒"]
        {
            assert!(matches!(harmless(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn markdown_injection() {
        assert_eq!(
            harmless_markdown("<img src=x> [go](http://x) @all **big**"),
            "&lt;img src=x&gt; \\[go\\](http&#58;//x) &#64;all \\*\\*big\\*\\*"
        );
    }
}
