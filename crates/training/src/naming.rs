//! The name corpora: words with the class of name they belong to.

use std::ops::Range;

use woozle_language::ner::{KINDS, Part, mark};

use crate::reader::raw_sentences;

/// A document of a name corpus.
#[derive(Clone, Debug, Default)]
pub struct NamedText {
    /// Its words.
    pub forms: Vec<String>,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
    /// The marks of its words.
    pub marks: Vec<u8>,
    /// Whether all nine classes are annotated, or people, organisations and places only.
    pub whole: bool,
}

/// Number of the class that a corpus calls by this name.
fn kind(name: &str) -> Option<usize> {
    Some(match name {
        "Person" | "PER" | "person" => 0,
        "Organization" | "Organisation" | "ORG" => 1,
        "Location" | "LOC" => 2,
        "NORP" => 3,
        "Date" => 4,
        "Money" => 5,
        "Facility" => 6,
        "Product" => 7,
        "Misc" | "MISC" => 8,
        _ => return None,
    })
}

/// Reads a corpus of `word<TAB>tag` or `word tag` lines; an empty line ends a sentence. `column` tells where
/// word and tag stand. Documents begin at `-DOCSTART-` or `# newdoc`.
#[must_use]
pub fn read(text: &str, (form, tag): (usize, usize), whole: bool) -> Vec<NamedText> {
    let mut documents = vec![NamedText { whole, ..NamedText::default() }];
    let mut tags: Vec<(Option<usize>, bool)> = Vec::new();
    for line in text.lines().chain([""]) {
        let fields: Vec<&str> = line.split(['\t', ' ']).collect();
        let starts = line.starts_with("-DOCSTART-") || line.starts_with("# newdoc");
        if line.trim().is_empty() || starts {
            finish(documents.last_mut().expect("there is always one"), &mut tags);
            if starts {
                documents.push(NamedText { whole, ..NamedText::default() });
            }
            continue;
        }
        if line.starts_with("# ") && fields.len() < 4
            || line.starts_with("# text")
            || line.starts_with("# sent_id")
        {
            continue;
        }
        let (Some(form), Some(tag)) = (fields.get(form), fields.get(tag)) else { continue };
        let document = documents.last_mut().expect("there is always one");
        document.forms.push((*form).to_owned());
        tags.push((tag.get(2..).and_then(kind), tag.starts_with("B-")));
    }
    documents.retain(|document| !document.forms.is_empty());
    documents
}

/// Ends a sentence: turns its tags into marks.
fn finish(document: &mut NamedText, tags: &mut Vec<(Option<usize>, bool)>) {
    let start = document.marks.len();
    for at in 0..tags.len() {
        let Some(kind) = tags[at].0 else {
            document.marks.push(0);
            continue;
        };
        let begins = tags[at].1 || at == 0 || tags[at - 1].0 != Some(kind);
        let ends = tags.get(at + 1).is_none_or(|next| next.1 || next.0 != Some(kind));
        document.marks.push(mark(Part::of(begins, ends), kind) as u8);
    }
    tags.clear();
    if document.marks.len() > start {
        document.sentences.push(start..document.marks.len());
    }
}

/// Documents without marks of raw texts, at most so many words.
#[must_use]
pub fn unmarked(texts: &[String], most: usize) -> Vec<NamedText> {
    let (mut documents, mut words) = (Vec::new(), 0);
    for text in texts {
        let mut document = NamedText::default();
        for sentence in raw_sentences(text) {
            let start = document.forms.len();
            document.forms.extend(sentence.into_iter().map(str::to_owned));
            document.sentences.push(start..document.forms.len());
        }
        document.marks = vec![0; document.forms.len()];
        words += document.forms.len();
        if words > most {
            break;
        }
        documents.push(document);
    }
    documents
}

/// How many classes of names there are.
pub const CLASSES: usize = KINDS.len();
