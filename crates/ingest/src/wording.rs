//! A passage's words in, what they are when no element tells it: sentences, a caption, a plea to subscribe,
//! talk of cookies, a program.

use crate::{layout::ends_sentence, passage::Passage, table::promotions};

/// Whether the passage is a sentence or more, in any script.
pub(crate) fn is_sentence(text: &str) -> bool {
    let unspaced = text.contains(['。', '！', '？', '।', '؟']);
    unspaced
        || (ends_sentence(text) || text.ends_with(':') || text.contains(". ")) && text.len() > 25
        || text.len() > 200
}

/// Whether the paragraph tells what the page stores in a browser.
pub(crate) fn is_about_cookies(text: &str) -> bool {
    let Some(at) = text.find("ookie") else { return false };
    let lower = text[at..].to_lowercase();
    lower.matches("ookies").count() >= 2
        || ["website", "consent", "browser", "privacy", "settings", "preferences"]
            .iter()
            .any(|word| text.to_lowercase().contains(word))
            && text.contains("ookies")
}

/// Whether the lines are a program's: full of brackets and signs of equality.
pub(crate) fn is_code(text: &str) -> bool {
    let signs = text.chars().filter(|letter| "{}[]();=<>#$_|\\".contains(*letter)).count();
    signs * 20 > text.len() || !is_sentence(text)
}

/// Whether a short paragraph asks readers to subscribe, to follow or to pay.
pub(crate) fn is_promotion(passage: &Passage) -> bool {
    let short = if passage.link_density() > 0.25 { 300 } else { 160 };
    if passage.linked == 0 || passage.text.len() > short {
        return false;
    }
    let lower = passage.text.to_lowercase();
    promotions().any(|words| lower.contains(words))
}

/// Whether the line is the heading of readers' comments: "Comments (12)", "3 Kommentare", "Leave a comment".
pub(crate) fn is_comments(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "comment",
        "comments",
        "kommentar",
        "kommentare",
        "kommentarer",
        "leserkommentare",
        "commentaire",
        "commentaires",
        "comentario",
        "comentarios",
        "comentário",
        "comentários",
        "commento",
        "commenti",
        "reacties",
        "komentarze",
        "yorumlar",
        "комментарии",
        "отзывы",
        "коментарі",
        "评论",
        "コメント",
    ];
    // Words that stand beside them: "leave a comment", "Schreibe einen Kommentar", "no comments yet".
    const BESIDE: [&str; 36] = [
        "a",
        "add",
        "all",
        "an",
        "antworten",
        "be",
        "deja",
        "dejar",
        "ein",
        "einen",
        "first",
        "hinterlassen",
        "laisser",
        "lascia",
        "leave",
        "no",
        "on",
        "post",
        "reader",
        "readers",
        "reply",
        "schreibe",
        "show",
        "the",
        "this",
        "to",
        "un",
        "una",
        "uma",
        "view",
        "write",
        "yet",
        "your",
        "добавить",
        "deixe",
        "keine",
    ];
    if text.len() > 60 {
        return false;
    }
    let lower = text.to_lowercase();
    let mut words =
        lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    let mut named = false;
    let only = words.all(|word| {
        let name = WORDS.contains(&word);
        named |= name;
        name || BESIDE.contains(&word)
    });
    named && only
}

/// Whether a short paragraph says whose picture stands above it: "Photo: …", "… (Foto: dpa)".
pub(crate) fn is_caption(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "photo",
        "photos",
        "foto",
        "fotos",
        "photograph",
        "bild",
        "image",
        "images",
        "abbildung",
        "abb",
        "фото",
        "picture",
    ];
    if text.len() > 400 {
        return false;
    }
    // "The bridge in winter. © dpa", "© Ana Petrova / dpa": whose the picture is, not the text.
    if let Some((before, after)) = text.rsplit_once('©') {
        let named = after.split_whitespace().count() <= 8 && !after.contains(|c: char| c.is_ascii_digit());
        return named && (before.split_whitespace().count() >= 3 || after.contains(['/', '|']));
    }
    let opens = |text: &str| {
        let word: String =
            text.chars().take_while(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let rest =
            text[text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len())..].trim_start();
        WORDS.contains(&word.as_str()) && rest.starts_with([':', '/', '©', '|', '.'])
    };
    let bracket = text.trim_end_matches('.').strip_suffix(')').and_then(|text| text.rsplit_once('('));
    opens(text)
        || bracket.is_some_and(|(_, inside)| opens(inside) || inside.to_lowercase().starts_with("ap photo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_talk_of_cookies_are_told_from_sentences() {
        for caption in [
            "Photo: Ana Petrova",
            "The bridge in winter (Foto: dpa)",
            "The mayor on Monday. (AP Photo/Li Wei)",
            "The bridge by night. © dpa",
            "© Ana Petrova / dpa",
        ] {
            assert!(is_caption(caption), "{caption}");
        }
        for sentence in [
            "Photographs of the bridge were shown.",
            "The mayor (left) opened the bridge.",
            "© 2025 The Associated Press. All rights reserved.",
        ] {
            assert!(!is_caption(sentence), "{sentence}");
        }
        assert!(is_about_cookies("This website uses cookies to improve your experience."));
        assert!(!is_about_cookies("The baker sells cookies on the bridge."));
    }
}
