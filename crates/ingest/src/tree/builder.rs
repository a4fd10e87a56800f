//! The parser's nodes in, a [`Tree`] out, within a budget of nodes and work.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use html5ever::{
    Attribute, ExpandedName, LocalName, QualName,
    interface::{
        ElementFlags, TreeSink,
        tree_builder::{NodeOrText, QuirksMode},
    },
    local_name, ns,
    tendril::StrTendril,
};

use super::{
    Node, Tree,
    flow::flow_of,
    raw::{drawing, text_of},
};

/// Elements and texts of a page, at most.
pub(super) const MOST_NODES: usize = 400_000;
/// The parser looks through the open elements at every tag: the sum of the depths of all elements bounds its work.
const MOST_WORK: usize = 40_000_000;
/// The node past the budget: whatever is put there is dropped.
const NOWHERE: usize = usize::MAX;

/// A node while the page is being parsed; links are numbers of nodes.
#[derive(Debug)]
struct Draft {
    name: LocalName,
    attributes: Vec<Attribute>,
    text: StrTendril,
    depth: usize,
    parent: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    before: Option<usize>,
    after: Option<usize>,
}

impl Draft {
    fn new(name: LocalName, attributes: Vec<Attribute>, text: StrTendril) -> Self {
        let (parent, first, last, before, after) = (None, None, None, None, None);
        Self { name, attributes, text, depth: 0, parent, first, last, before, after }
    }
}

/// What the parser holds of a node.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    at: usize,
    name: Rc<QualName>,
}

/// Takes the parser's nodes.
#[derive(Debug)]
pub(super) struct Builder {
    nodes: RefCell<Vec<Draft>>,
    work: Cell<usize>,
    /// Whether the budget is spent.
    pub spent: Cell<bool>,
    /// The script, style or drawing that was opened last, until anything else comes.
    raw: Cell<Option<usize>>,
    root: Rc<QualName>,
}

impl Default for Builder {
    fn default() -> Self {
        let root = QualName::new(None, "".into(), "#document".into());
        let nodes = vec![Draft::new(root.local.clone(), Vec::new(), StrTendril::new())];
        let (work, spent, raw) = (Cell::new(0), Cell::new(false), Cell::new(None));
        Self { nodes: RefCell::new(nodes), work, spent, raw, root: Rc::new(root) }
    }
}

impl Builder {
    /// Adds a node that stands nowhere yet.
    fn add(&self, node: Draft) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        if self.spent.get() || nodes.len() >= MOST_NODES {
            self.spent.set(true);
            return NOWHERE;
        }
        nodes.push(node);
        nodes.len() - 1
    }

    /// Takes the text of the script, style or drawing that the parser has just opened with the last tag it was given,
    /// and gives how many bytes of the markup it is; none where the parser stands elsewhere or must look at the text
    /// itself. No one reads styles and drawings.
    pub(super) fn take_raw(&self, given: &str, markup: &str) -> usize {
        let Some(at) = self.raw.take().filter(|_| !self.spent.get()) else { return 0 };
        let name = self.nodes.borrow()[at].name.clone();
        if name == local_name!("svg") {
            let closed = given.ends_with("/>");
            return if closed { 0 } else { drawing(markup).map_or(0, str::len) };
        }
        let Some(text) = text_of(&name, markup) else { return 0 };
        if name == local_name!("script") && !text.is_empty() {
            self.write(at, None, StrTendril::from_slice(text));
        }
        text.len()
    }

    /// Takes a node out of the list of its siblings.
    fn unlink(nodes: &mut [Draft], at: usize) {
        let (parent, before, after) = (nodes[at].parent, nodes[at].before, nodes[at].after);
        match before {
            Some(before) => nodes[before].after = after,
            None => parent.into_iter().for_each(|parent| nodes[parent].first = after),
        }
        match after {
            Some(after) => nodes[after].before = before,
            None => parent.into_iter().for_each(|parent| nodes[parent].last = before),
        }
        (nodes[at].parent, nodes[at].before, nodes[at].after) = (None, None, None);
    }

    /// Puts a node before another, or last into the parent.
    fn link(&self, parent: usize, next: Option<usize>, at: usize) {
        if at == NOWHERE || parent == NOWHERE {
            return;
        }
        let mut nodes = self.nodes.borrow_mut();
        Self::unlink(&mut nodes, at);
        let before = next.map_or(nodes[parent].last, |next| nodes[next].before);
        (nodes[at].parent, nodes[at].before, nodes[at].after) = (Some(parent), before, next);
        match before {
            Some(before) => nodes[before].after = Some(at),
            None => nodes[parent].first = Some(at),
        }
        match next {
            Some(next) => nodes[next].before = Some(at),
            None => nodes[parent].last = Some(at),
        }
        nodes[at].depth = nodes[parent].depth + 1;
        self.work.set(self.work.get() + nodes[at].depth);
        if self.work.get() > MOST_WORK {
            self.spent.set(true);
        }
    }

    fn insert(&self, parent: usize, next: Option<usize>, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => self.link(parent, next, node.at),
            NodeOrText::AppendText(text) => {
                self.raw.set(None);
                self.write(parent, next, text);
            }
        }
    }

    /// Adds text, to the text before it if there is one.
    fn write(&self, parent: usize, next: Option<usize>, text: StrTendril) {
        if parent == NOWHERE {
            return;
        }
        {
            let mut nodes = self.nodes.borrow_mut();
            let before = next.map_or(nodes[parent].last, |next| nodes[next].before);
            if let Some(before) = before.filter(|&before| nodes[before].name.is_empty()) {
                nodes[before].text.push_tendril(&text);
                return;
            }
        }
        let at = self.add(Draft::new(LocalName::default(), Vec::new(), text));
        self.link(parent, next, at);
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        Tree { cut: self.spent.get(), nodes: flatten(self.nodes.into_inner()) }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { at: 0, name: Rc::clone(&self.root) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let at = self.add(Draft::new(name.local.clone(), attributes, StrTendril::new()));
        // In a drawing the text of a script is markup.
        let raw = match name.local {
            local_name!("script") | local_name!("style") => name.ns == ns!(html),
            local_name!("svg") => name.ns == ns!(svg),
            _ => false,
        };
        self.raw.set(Some(at).filter(|&at| raw && at != NOWHERE));
        Handle { at, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle { at: NOWHERE, name: Rc::clone(&self.root) }
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle { at: NOWHERE, name: Rc::clone(&self.root) }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.at, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let inside = element.at != NOWHERE && self.nodes.borrow()[element.at].parent.is_some();
        if inside {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's content stands in the template itself: it is skipped with it.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.at == y.at && (x.at != NOWHERE || Rc::ptr_eq(&x.name, &y.name))
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if sibling.at == NOWHERE {
            return;
        }
        let parent = self.nodes.borrow()[sibling.at].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.at), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if target.at == NOWHERE {
            return;
        }
        let mine = &mut self.nodes.borrow_mut()[target.at].attributes;
        for attribute in attributes {
            if mine.iter().all(|known| known.name != attribute.name) {
                mine.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        if target.at != NOWHERE {
            Self::unlink(&mut self.nodes.borrow_mut(), target.at);
        }
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        if node.at == NOWHERE {
            return;
        }
        loop {
            let Some(child) = self.nodes.borrow()[node.at].first else { break };
            if parent.at == NOWHERE {
                Self::unlink(&mut self.nodes.borrow_mut(), child);
            } else {
                self.link(parent.at, None, child);
            }
        }
    }
}

/// Puts the drafts into reading order, without recursion: pages nest as deep as they like.
fn flatten(mut drafts: Vec<Draft>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(drafts.len());
    let mut at = 0;
    let mut parent = 0;
    loop {
        let number = nodes.len();
        let draft = &mut drafts[at];
        nodes.push(Node {
            flow: flow_of(&draft.name),
            name: std::mem::take(&mut draft.name),
            parent,
            end: number + 1,
            text: std::mem::take(&mut draft.text),
            attributes: std::mem::take(&mut draft.attributes),
        });
        if let Some(first) = draft.first {
            (at, parent) = (first, number);
            continue;
        }
        // Up to the next node that has something after it; the ends of all left on the way are here.
        loop {
            if let Some(after) = drafts[at].after {
                at = after;
                break;
            }
            let Some(up) = drafts[at].parent else { return nodes };
            nodes[parent].end = nodes.len();
            (at, parent) = (up, nodes[parent].parent);
        }
    }
}
