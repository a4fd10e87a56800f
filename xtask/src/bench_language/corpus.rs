//! Annotated text: which file of a folder holds a split, and documents put together again from their sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use woozle_training::treebank::Tree;

use super::Bench;
use crate::train::read;

/// Whether a word of the file's name, cut at everything but letters and digits, is the split's.
fn holds(path: &Path, split: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.ends_with(".md") && name.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == split)
}

impl Bench<'_> {
    /// The text of the folder's file of the split that is measured.
    pub(super) fn file(&self, folder: &str) -> Option<String> {
        files(&self.data.join(folder))
            .iter()
            .find(|path| holds(path, self.split))
            .and_then(|path| read(path).ok())
    }
}

/// The files of a folder in order of their names; none where there is no folder.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).ok();
    let mut paths: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths
}

/// Start and end in bytes.
pub(super) type Spans = BTreeSet<(usize, usize)>;

/// A document put together from its sentences, a line for each paragraph.
pub(super) struct Document {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) sentences: Spans,
    pub(super) words: Spans,
}

/// The documents of a treebank.
pub(super) fn documents(trees: &[Tree]) -> Vec<Document> {
    trees.chunk_by(|a, b| a.document == b.document).map(document).collect()
}

fn document(trees: &[Tree]) -> Document {
    let name = trees[0].document.clone();
    let mut whole = Document { name, text: String::new(), sentences: Spans::new(), words: Spans::new() };
    let mut spaced = true;
    for tree in trees {
        if !whole.text.is_empty() {
            whole.text.push_str(if tree.paragraph {
                "\n"
            } else if spaced {
                " "
            } else {
                ""
            });
        }
        spaced = tree.spaces.last().copied().unwrap_or(true);
        let start = whole.text.len();
        whole.text.push_str(&tree.text);
        whole.sentences.insert((start, whole.text.len()));
        whole.words.extend(words(tree).into_iter().map(|(from, to)| (start + from, start + to)));
    }
    whole
}

/// Where the words of a sentence stand in its text. A word whose form is not what the text has there (the
/// parts of some contractions) is left out.
fn words(tree: &Tree) -> Vec<(usize, usize)> {
    /// More bytes than white space and a lost word between two words.
    const FAR: usize = 12;
    let mut found = Vec::with_capacity(tree.forms.len());
    let mut at = 0;
    for form in &tree.forms {
        if let Some(gap) = tree.text[at..].find(form.as_str()).filter(|&gap| gap <= FAR) {
            found.push((at + gap, at + gap + form.len()));
            at += gap + form.len();
        }
    }
    found
}

/// Texts and their sentences from the list of tuples in the golden rules' Python file.
pub(super) fn golden_rules(source: &str) -> Vec<(String, Vec<String>)> {
    let mut rules: BTreeMap<usize, (String, Vec<String>)> = BTreeMap::new();
    let (mut depth, mut rest) = (0, source);
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '#' => length = rest.find('\n').unwrap_or(rest.len()),
            '(' => {
                depth += 1;
                rules.insert(rules.len(), Default::default());
            }
            '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '"' | '\'' => {
                let quote = if rest.starts_with("\"\"\"") { "\"\"\"" } else { &rest[..1] };
                let from = quote.len();
                let to = from + rest[from..].find(quote).unwrap_or(0);
                length = to + quote.len();
                // A quotation mark before the closing three belongs to the text.
                let extra = usize::from(quote.len() == 3 && rest[length..].starts_with('"'));
                let (to, end) = (to + extra, length + extra);
                length = end;
                let text = rest[from..to].to_owned();
                if let Some(mut rule) = rules.last_entry() {
                    if depth == 2 { rule.get_mut().0 = text } else { rule.get_mut().1.push(text) }
                }
            }
            _ => {}
        }
        rest = &rest[length..];
    }
    rules.into_values().filter(|rule| !rule.1.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use woozle_training::treebank;

    use super::*;

    #[test]
    fn the_split_is_a_word_of_the_name() {
        assert!(holds(Path::new("en_ewt-ud-dev.conllu"), "dev"));
        assert!(holds(Path::new("x/en_worldwide-9class.test.bio"), "test"));
        assert!(!holds(Path::new("en_devices-train.conllu"), "dev"));
        assert!(!holds(Path::new("README-dev.md"), "dev"));
    }

    #[test]
    fn a_document_is_its_sentences_with_the_space_between_them() {
        let line =
            |id: usize, form: &str, misc: &str| format!("{id}\t{form}\t_\tX\tNN\t_\t0\troot\t_\t{misc}\n");
        let conllu = format!(
            "# newdoc id = a\n# text = Go!\n{}{}\n# text = It's so.\n{}{}{}{}\n# newpar\n# text = No\n{}\n",
            line(1, "Go", "SpaceAfter=No"),
            line(2, "!", "SpaceAfter=No"),
            line(1, "It", "SpaceAfter=No"),
            line(2, "'s", "_"),
            line(3, "so", "SpaceAfter=No"),
            line(4, ".", "_"),
            line(1, "No", "_"),
        );
        let documents = documents(&treebank::read(&conllu));
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].text, "Go!It's so.\nNo");
        assert_eq!(documents[0].sentences, Spans::from([(0, 3), (3, 11), (12, 14)]));
        assert!(documents[0].words.is_superset(&Spans::from([(3, 5), (5, 7), (8, 10), (12, 14)])));
    }
}
