//! Mentions of entities (the `Entity` field of the Georgetown University Multilayer corpus) in, names out.
//!
//! The corpus marks every noun phrase with what it is about. A phrase about a person, place or organisation whose
//! head is a proper noun holds a name: the head with the capitalised words around it.

use std::ops::Range;

use woozle_language::ner::mark_name;

use crate::naming::NamedText;

/// A mention that is not closed yet, or is.
#[derive(Debug)]
struct Mention {
    group: String,
    kind: String,
    /// Heads as words of the mention, counted from 1.
    heads: Vec<usize>,
    start: usize,
    end: Option<usize>,
}

/// Reads the names of a corpus in CoNLL-U form.
#[must_use]
pub fn read(text: &str) -> Vec<NamedText> {
    let mut documents: Vec<NamedText> = Vec::new();
    let mut mentions: Vec<Mention> = Vec::new();
    let (mut tags, mut start) = (Vec::new(), 0);
    for line in text.lines().chain([""]) {
        if line.starts_with("# newdoc") {
            documents.push(NamedText::default());
            (mentions, tags, start) = (Vec::new(), Vec::new(), 0);
        }
        let Some(document) = documents.last_mut() else { continue };
        if line.is_empty() {
            if start < document.forms.len() {
                let sentence = start..document.forms.len();
                names(document, &tags, &sentence, &mentions);
                document.sentences.push(sentence);
                start = document.forms.len();
            }
            // A mention ends in its sentence.
            mentions.clear();
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, _, _, tag, _, _, _, _, misc] = fields[..] else { continue };
        if !id.contains(['-', '.']) {
            let at = document.forms.len();
            document.forms.push(form.to_owned());
            document.marks.push(0);
            tags.push(tag.to_owned());
            if let Some(entities) = misc.split('|').find_map(|field| field.strip_prefix("Entity=")) {
                entity(entities, at, &mut mentions);
            }
        }
    }
    documents.retain(|document| !document.forms.is_empty());
    documents
}

/// Opens and closes the mentions that a word's field tells of: `(1-person-...(2-place-...)1)`.
fn entity(field: &str, at: usize, mentions: &mut Vec<Mention>) {
    let mut rest = field;
    while !rest.is_empty() {
        let opens = rest.starts_with('(');
        let body = rest.trim_start_matches('(');
        let length = body.find(['(', ')']).unwrap_or(body.len());
        let (inside, after) = body.split_at(length);
        let mut parts = inside.split('-');
        let group = parts.next().unwrap_or_default();
        if opens {
            let kind = parts.next().unwrap_or_default();
            let heads = parts.nth(3).unwrap_or_default();
            mentions.push(Mention {
                group: group.to_owned(),
                kind: kind.to_owned(),
                heads: heads.split(',').filter_map(|head| head.parse().ok()).collect(),
                start: at,
                end: None,
            });
        }
        if after.starts_with(')') {
            let open = |mention: &&mut Mention| mention.end.is_none() && mention.group == group;
            if let Some(mention) = mentions.iter_mut().rev().find(open) {
                mention.end = Some(at + 1);
            }
        }
        rest = after.trim_start_matches(')');
    }
}

/// Marks the names of a sentence, longer ones first.
fn names(document: &mut NamedText, tags: &[String], sentence: &Range<usize>, mentions: &[Mention]) {
    let mut found: Vec<(Range<usize>, Option<usize>)> = mentions
        .iter()
        .filter_map(|mention| {
            let within = mention.start..mention.end?;
            let head = mention
                .heads
                .iter()
                .map(|head| within.start + head - 1)
                .find(|&head| within.contains(&head) && tags[head].starts_with("NNP"))?;
            let kind = match mention.kind.as_str() {
                "person" if tags[head] == "NNP" => Some(0),
                "organization" => Some(1),
                "place" => Some(2),
                _ => None,
            };
            Some((name(&document.forms, tags, &within, head), kind))
        })
        .collect();
    found.sort_by_key(|(words, kind)| (std::cmp::Reverse(words.len()), words.start, *kind));
    for (words, kind) in found {
        if !sentence.contains(&words.start) || document.marks[words.clone()].iter().any(|&mark| mark != 0) {
            continue;
        }
        // Names of other classes are told apart in other ways here: of any class that these are not.
        mark_name(&mut document.marks[words], kind.unwrap_or(8));
    }
}

/// The capitalised words around a head, with the small words that join them.
fn name(forms: &[String], tags: &[String], within: &Range<usize>, head: usize) -> Range<usize> {
    let capital = |at: usize| {
        forms[at].starts_with(char::is_uppercase) && !matches!(tags[at].as_str(), "DT" | "PRP$" | "IN" | "CC")
            || tags[at].starts_with("NNP")
    };
    let joins =
        |at: usize| matches!(forms[at].as_str(), "of" | "de" | "for" | "&" | "-" | "–" | "." | "'s" | "’s");
    let (mut start, mut end) = (head, head + 1);
    loop {
        if start > within.start && capital(start - 1) {
            start -= 1;
        } else if start > within.start + 1 && joins(start - 1) && capital(start - 2) {
            start -= 2;
        } else {
            break;
        }
    }
    loop {
        if end < within.end && capital(end) {
            end += 1;
        } else if end + 1 < within.end && joins(end) && capital(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    start..end
}

#[cfg(test)]
mod tests {
    use woozle_language::ner;

    use super::*;

    /// "Mayor Ada Lind of Port Hale met the Americans", as (form, tag, entities).
    const WORDS: &[(&str, &str, &str)] = &[
        ("Mayor", "NNP", "Entity=(1-person-new-nnnnn-cf1-2-sgl-coref"),
        ("Ada", "NNP", "_"),
        ("Lind", "NNP", "_"),
        ("of", "IN", "_"),
        ("Port", "NNP", "Entity=(2-place-new-nnnnn-cf2-1-sgl-coref"),
        ("Hale", "NNP", "Entity=2)1)"),
        ("met", "VBD", "_"),
        ("the", "DT", "Entity=(3-person-new-nnnnn-cf3-2-sgl-coref"),
        ("Americans", "NNPS", "Entity=3)"),
        ("on", "IN", "_"),
        ("a", "DT", "Entity=(4-place-new-nnnnn-cf4-2-sgl-coref"),
        ("quay", "NN", "Entity=4)"),
    ];

    #[test]
    fn the_capitalised_words_around_the_head_of_a_mention_are_a_name() {
        let line = |(at, (form, tag, misc)): (usize, &(&str, &str, &str))| {
            format!("{}\t{form}\t_\t_\t{tag}\t_\t0\t_\t_\t{misc}\n", at + 1)
        };
        let text: String = std::iter::once("# newdoc id = x\n".to_owned())
            .chain(WORDS.iter().enumerate().map(line))
            .collect();
        let texts = read(&text);
        let names: Vec<(String, usize)> = ner::spans(&texts[0].marks)
            .into_iter()
            .map(|(words, kind)| (texts[0].forms[words].join(" "), kind))
            .collect();
        // A people is no person, and a quay without a name no name.
        assert_eq!(names, [("Mayor Ada Lind of Port Hale".to_owned(), 0), ("Americans".to_owned(), 8)]);
    }
}
