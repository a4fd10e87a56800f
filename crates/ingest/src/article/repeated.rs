//! What was found on a page and the text that its structured data repeats in, whether the page lacks most of it out.

use std::collections::BTreeSet;

use super::Paragraph;

/// Whether most of the text that the structured data repeats was not found on the page.
pub(super) fn is_missing(found: &[Paragraph], body: &str) -> bool {
    let known: BTreeSet<[&str; 3]> = found.iter().flat_map(|paragraph| threes(&paragraph.text)).collect();
    let repeated: Vec<[&str; 3]> = body.lines().flat_map(threes).collect();
    let here = repeated.iter().filter(|words| known.contains(*words)).count();
    repeated.len() > 100 && (here as f32) < 0.4 * repeated.len() as f32 && known.len() * 3 < repeated.len()
}

/// Every three words that follow one another.
fn threes(text: &str) -> Vec<[&str; 3]> {
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).map(|words| [words[0], words[1], words[2]]).collect()
}
