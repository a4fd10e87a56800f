//! A page's main content in, its paragraphs out, each with what it is for.
//!
//! Which part of the page is the article is decided by the readability algorithm (`dom_smoothie`); this
//! file only cuts that part into paragraphs. It keeps no markup, and no text twice.

use dom_query::{Document, NodeRef};
use woozle_text::BlockKind;

/// A paragraph of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// What it is for.
    pub kind: BlockKind,
    /// Its words, white space folded.
    pub text: String,
}

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];

/// Elements whose text is none of the article's.
const UNSEEN: [&str; 18] = [
    "audio", "button", "canvas", "head", "iframe", "input", "label", "math", "noscript", "object", "option",
    "script", "select", "style", "svg", "template", "textarea", "video",
];

/// The paragraphs of the content, in reading order.
pub(crate) fn passages(content: &Document) -> Vec<Passage> {
    let mut cutter = Cutter::default();
    cutter.walk(content.root());
    cutter.cut();
    cutter.passages
}

/// One step of the walk: entering a node, or leaving an element.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave { block: bool, kind: Option<BlockKind> },
}

/// Gathers text and cuts it at the borders of block elements.
#[derive(Default)]
struct Cutter {
    passages: Vec<Passage>,
    text: String,
    breaks: usize,
    kinds: Vec<BlockKind>,
}

impl Cutter {
    /// Goes through the tree without recursion: pages nest as deep as they like.
    fn walk(&mut self, root: NodeRef<'_>) {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave { block, kind } => self.leave(block, kind),
                Step::Enter(node) if node.is_text() => self.add(&node.text()),
                Step::Enter(node) => {
                    let Some((block, kind)) = self.enter(&node) else { continue };
                    steps.push(Step::Leave { block, kind });
                    steps.extend(node.children_it(true).map(Step::Enter));
                }
            }
        }
    }

    /// Whether the element is a block and what its text is for; `None` where its text is not wanted.
    fn enter(&mut self, node: &NodeRef<'_>) -> Option<(bool, Option<BlockKind>)> {
        let Some(name) = node.node_name() else { return Some((false, None)) };
        if UNSEEN.contains(&&*name) {
            return None;
        }
        if &*name == "br" {
            self.break_line();
            return None;
        }
        let kind = match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Subheading),
            "figcaption" | "caption" => Some(BlockKind::Caption),
            _ => None,
        };
        let block = BLOCKS.contains(&&*name);
        if block {
            self.cut();
        }
        self.kinds.extend(kind);
        Some((block, kind))
    }

    fn leave(&mut self, block: bool, kind: Option<BlockKind>) {
        if block {
            self.cut();
        }
        if kind.is_some() {
            self.kinds.pop();
        }
    }

    /// Adds text, folding white space to one space.
    fn add(&mut self, text: &str) {
        for letter in text.chars() {
            if !letter.is_whitespace() {
                self.text.push(letter);
                self.breaks = 0;
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }

    /// One line break is a space; two part paragraphs.
    fn break_line(&mut self) {
        self.breaks += 1;
        if self.breaks >= 2 {
            self.cut();
        } else {
            self.add(" ");
        }
    }

    fn cut(&mut self) {
        self.breaks = 0;
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.chars().any(char::is_alphanumeric) {
            let kind = self.kinds.last().copied().unwrap_or(BlockKind::Body);
            self.passages.push(Passage { kind, text: text.to_owned() });
        }
    }
}
