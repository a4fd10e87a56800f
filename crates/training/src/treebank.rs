//! Universal Dependencies in CoNLL-U form: lines in, annotated sentences out.

use woozle_language::{Deprel, Upos, Xpos};

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Its text.
    pub text: String,
    /// Whether a paragraph starts with it.
    pub paragraph: bool,
    /// Name of its document.
    pub document: String,
    /// Its words.
    pub forms: Vec<String>,
    /// Lemmas.
    pub lemmas: Vec<String>,
    /// Universal tags.
    pub upos: Vec<Upos>,
    /// Penn tags.
    pub xpos: Vec<Xpos>,
    /// Heads, the root as the number of words.
    pub heads: Vec<usize>,
    /// Labels.
    pub labels: Vec<Deprel>,
    /// Whether a space follows.
    pub spaces: Vec<bool>,
}

/// Reads the sentences of a treebank.
#[must_use]
pub fn read(text: &str) -> Vec<Tree> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    let mut document = String::new();
    let mut paragraph = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            document = name.to_owned();
            paragraph = true;
        } else if line.starts_with("# newpar") {
            paragraph = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            tree.text = text.to_owned();
        } else if line.is_empty() {
            finish(&mut tree, (&document, std::mem::take(&mut paragraph)), &mut trees);
        } else if !line.starts_with('#') {
            word(line, &mut tree);
        }
    }
    finish(&mut tree, (&document, paragraph), &mut trees);
    trees
}

fn finish(tree: &mut Tree, (document, paragraph): (&str, bool), trees: &mut Vec<Tree>) {
    if tree.forms.is_empty() {
        return;
    }
    let mut tree = std::mem::take(tree);
    let count = tree.forms.len();
    for head in &mut tree.heads {
        *head = if *head == 0 { count } else { *head - 1 };
    }
    document.clone_into(&mut tree.document);
    tree.paragraph = paragraph;
    trees.push(tree);
}

fn word(line: &str, tree: &mut Tree) {
    let fields: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, _, head, label, _, misc] = fields[..] else { return };
    if id.contains(['-', '.']) {
        return;
    }
    tree.forms.push(form.to_owned());
    tree.lemmas.push(lemma.to_owned());
    tree.upos.push(Upos::from_name(upos).unwrap_or(Upos::X));
    tree.xpos.push(Xpos::from_name(xpos).unwrap_or(Xpos::Nn));
    tree.heads.push(head.parse().unwrap_or(0));
    let base = || Deprel::from_name(label.split(':').next().unwrap_or("dep"));
    tree.labels.push(Deprel::from_name(label).or_else(base).unwrap_or(Deprel::Dep));
    tree.spaces.push(!misc.split('|').any(|field| field == "SpaceAfter=No"));
}
