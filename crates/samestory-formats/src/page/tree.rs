//! A page as a tree: nodes in the order of the page, of bounded depth, whatever the markup.
//!
//! The tree builder of HTML5 in small. What is left of it is what decides where text stands: implied ends of paragraphs, items and
//! cells, ends that close what they name and no more. Time and memory are linear in the page: nothing recurses, and elements that stand
//! deeper than 256 become siblings.

use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Span, Tokenizer};

use super::elements::{NAMES, is_inline};
use super::tree_builder::Builder;

/// What is kept of an element's attributes.
pub(super) const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "class",
    "content",
    "data-component",
    "data-testid",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "shadowrootmode",
    "style",
    "title",
    "type",
    "value",
    "xml:lang",
];

/// A node of a [`Tree`]: its number, in the order of the page.
pub(super) type NodeId = usize;

/// Elements and texts.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<Attribute>,
    /// All texts and values.
    pub(super) buffer: String,
    /// Whether the page had more nodes than are kept.
    pub(super) is_cut: bool,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    /// The first node after it that is not in it.
    pub(super) end: u32,
    /// The place of its name, or that of a text.
    pub(super) name: u8,
    /// Of its attributes, or of its text.
    pub(super) range: (u32, u32),
}

/// An attribute: the place of its name, and its value.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: u8,
    pub(super) range: (u32, u32),
}

/// The name of a node that is text.
pub(super) const TEXT: u8 = u8::MAX;

impl Tree {
    /// Parses a page.
    pub(super) fn parse(page: &str) -> Self {
        let mut builder = Builder::new(page.len());
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            builder.take(&event);
            None
        });
        emitter.naively_switch_states(true);
        for Ok(()) in Tokenizer::new_with_emitter(page, WithoutErrors(emitter)) {}
        builder.finish()
    }

    /// The number of nodes. The first is the root.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The first node after this one that is not in it.
    pub(super) fn end(&self, id: NodeId) -> NodeId {
        self.nodes[id].end as usize
    }

    /// The node around it; the root's is the root.
    pub(super) fn parent(&self, id: NodeId) -> NodeId {
        self.nodes[id].parent as usize
    }

    /// The name of an element: "" if it is text, "?" if the name is none of HTML.
    pub(super) fn name(&self, id: NodeId) -> &'static str {
        match self.nodes[id].name {
            TEXT => "",
            name => NAMES[name as usize],
        }
    }

    /// The text of a text node.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        let node = &self.nodes[id];
        (node.name == TEXT).then(|| &self.buffer[node.range.0 as usize..node.range.1 as usize])
    }

    /// Whether an element has attributes that are kept.
    pub(super) fn has_attributes(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        node.name != TEXT && node.range.0 < node.range.1
    }

    /// An attribute of an element; the name of an element that is not of HTML is its "".
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let node = &self.nodes[id];
        if node.name == TEXT {
            return None;
        }
        let own = &self.attributes[node.range.0 as usize..node.range.1 as usize];
        let found = own.iter().find(|attribute| attribute_name(attribute.name) == name)?;
        Some(&self.buffer[found.range.0 as usize..found.range.1 as usize])
    }

    /// The nodes around a node, from the nearest to the root.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = id;
        std::iter::from_fn(move || {
            let parent = self.parent(at);
            (at != 0).then(|| {
                at = parent;
                parent
            })
        })
    }

    /// All text in a node, blanks as they are.
    pub(super) fn text_in(&self, id: NodeId) -> String {
        (id..self.end(id)).filter_map(|id| self.text(id)).collect()
    }

    /// All text in a node, on one line.
    pub(super) fn line_in(&self, id: NodeId) -> String {
        let mut line = String::new();
        for id in id..self.end(id) {
            match self.text(id) {
                Some(text) => line.push_str(text),
                None if !is_inline(self.name(id)) || self.name(id) == "br" => line.push(' '),
                None => {}
            }
        }
        one_line(&line)
    }
}

/// An emitter that is not told of errors: looking for them takes a fifth of the time of a page.
struct WithoutErrors<F: Callback<(), ()>>(CallbackEmitter<F, (), ()>);

impl<F: Callback<(), ()>> ForwardingEmitter for WithoutErrors<F> {
    type Token = ();

    fn inner(&mut self) -> &mut impl Emitter<Token = ()> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// A text with single blanks, none at its ends.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

fn attribute_name(index: u8) -> &'static str {
    ATTRIBUTES.get(index as usize).copied().unwrap_or("")
}
