//! Builds a tree from the tokens of a page.

use html5gum::emitters::callback::CallbackEvent;

use super::elements::{NAMES, OTHER, is_boundary, is_inline, is_void, name_index};
use super::tree::{ATTRIBUTES, Attribute, Node, TEXT, Tree};

/// Elements stand no deeper in each other, as in browsers.
const MAX_DEPTH: usize = 256;

/// A page has no more nodes; the rest is left out.
const MAX_NODES: usize = 1 << 20;

/// No attribute is longer, in bytes; the rest of it is left out.
const MAX_ATTRIBUTE: usize = 1 << 14;

/// The tree so far, and the elements that are open.
pub(super) struct Builder {
    tree: Tree,
    /// The elements that are open: node, place of the name, hash of a name that is none of HTML, and whether its end has been seen
    /// already.
    open: Vec<Open>,
    /// How many of each name are open.
    counts: Vec<u32>,
    /// How many elements are open that are too deep to be kept open.
    flattened: usize,
    /// The start tag that is being read.
    tag: Option<u8>,
    other: u64,
    first_attribute: usize,
    attribute: Option<u8>,
    /// In an element whose text is not kept.
    drops_text: bool,
}

#[derive(Clone, Copy)]
struct Open {
    node: u32,
    name: u8,
    other: u64,
    has_ended: bool,
}

impl Builder {
    pub(super) fn new(size: usize) -> Self {
        let mut tree = Tree { buffer: String::with_capacity(size / 2), ..Tree::default() };
        tree.nodes.push(Node { parent: 0, end: 0, name: name_index(b"html"), range: (0, 0) });
        Self {
            tree,
            open: vec![Open { node: 0, name: name_index(b"html"), other: 0, has_ended: false }],
            counts: vec![0; NAMES.len()],
            flattened: 0,
            tag: None,
            other: 0,
            first_attribute: 0,
            attribute: None,
            drops_text: false,
        }
    }

    pub(super) fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let index = name_index(name);
                self.tag = Some(index);
                self.first_attribute = self.tree.attributes.len();
                self.attribute = None;
                self.other = 0;
                if index == OTHER {
                    self.other = hash(name);
                    let range = self.store(name);
                    self.tree.attributes.push(Attribute { name: u8::MAX, range });
                }
            }
            CallbackEvent::AttributeName { name } if self.tag.is_some() => {
                let known = ATTRIBUTES.iter().position(|known| known.as_bytes() == *name);
                self.attribute = known.and_then(|known| u8::try_from(known).ok());
                if let Some(name) = self.attribute {
                    let at = self.at();
                    self.tree.attributes.push(Attribute { name, range: (at, at) });
                }
            }
            CallbackEvent::AttributeValue { value }
                if self.attribute.take().is_some() && self.tag.is_some() =>
            {
                let range = self.store(&value[..value.len().min(MAX_ATTRIBUTE)]);
                if let Some(attribute) = self.tree.attributes.last_mut() {
                    attribute.range = range;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.tag.take() {
                    self.start(tag, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.end(name_index(name), name);
            }
            CallbackEvent::String { value } if !self.drops_text => self.push_text(value),
            _ => {}
        }
    }

    fn at(&self) -> u32 {
        u32::try_from(self.tree.buffer.len()).unwrap_or(u32::MAX)
    }

    fn store(&mut self, bytes: &[u8]) -> (u32, u32) {
        let start = self.at();
        self.tree.buffer.push_str(&String::from_utf8_lossy(bytes));
        (start, self.at())
    }

    fn push_text(&mut self, value: &[u8]) {
        if self.tree.nodes.len() >= MAX_NODES {
            self.tree.is_cut = true;
            return;
        }
        let range = self.store(value);
        self.push(TEXT, range);
    }

    fn push(&mut self, name: u8, range: (u32, u32)) -> u32 {
        let id = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let parent = self.open.last().map_or(0, |open| open.node);
        self.tree.nodes.push(Node { parent, end: id + 1, name, range });
        id
    }

    fn start(&mut self, tag: u8, self_closing: bool) {
        let name = NAMES[tag as usize];
        let of = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let range = (of(self.first_attribute), of(self.tree.attributes.len()));
        match name {
            "html" => {
                if self.tree.nodes[0].range == (0, 0) {
                    self.tree.nodes[0].range = range;
                }
                return;
            }
            "head" | "body" => return,
            _ => {}
        }
        self.close_implied(name);
        if self.tree.nodes.len() >= MAX_NODES {
            self.tree.is_cut = true;
            return;
        }
        // what a shadow root holds is shown in its place
        let is_shown = name == "template"
            && self.tree.attributes[range.0 as usize..].iter().any(|attribute| {
                ATTRIBUTES.get(attribute.name as usize).is_some_and(|name| *name == "shadowrootmode")
            });
        let node = self.push(if is_shown { name_index(b"div") } else { tag }, range);
        let in_drawing = self.counts[name_index(b"svg") as usize] > 0;
        if is_void(name) || self_closing && in_drawing {
            return;
        }
        self.drops_text = match name {
            "script" => {
                let kind = self.tree.attribute(node as usize, "type").unwrap_or("");
                !kind.to_ascii_lowercase().contains("ld+json")
            }
            "style" => true,
            _ => false,
        };
        if self.open.len() >= MAX_DEPTH {
            self.flattened += 1;
            return;
        }
        self.counts[tag as usize] += 1;
        self.open.push(Open { node, name: tag, other: self.other, has_ended: false });
    }

    /// Closes what ends where this begins.
    fn close_implied(&mut self, name: &str) {
        match name {
            "li" => self.close_before(&["li"], &["ul", "ol", "menu"]),
            "dd" | "dt" => self.close_before(&["dd", "dt"], &["dl"]),
            "tr" => self.close_before(&["tr", "td", "th"], &[]),
            "td" | "th" => self.close_before(&["td", "th"], &["tr"]),
            "tbody" | "thead" | "tfoot" => {
                self.close_before(&["tbody", "thead", "tfoot", "tr", "td", "th"], &[])
            }
            "option" => self.close_before(&["option"], &["select"]),
            "a" => self.close_before(&["a"], &["p", "div", "li", "article", "section"]),
            _ => {}
        }
        if !is_inline(name)
            && !matches!(name, "li" | "dd" | "dt" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot")
        {
            self.close_before(&["p"], &["button", "figure"]);
        }
    }

    /// Closes the outermost of these that is open inside the nearest boundary.
    fn close_before(&mut self, names: &[&str], stops: &[&str]) {
        if names.iter().all(|name| self.counts[name_index(name.as_bytes()) as usize] == 0) {
            return;
        }
        let mut from = None;
        for at in (1..self.open.len()).rev() {
            let name = NAMES[self.open[at].name as usize];
            if names.contains(&name) {
                from = Some(at);
            } else if stops.contains(&name)
                || is_boundary(name) && !(matches!(name, "td" | "th") && names.contains(&"tr"))
            {
                break;
            }
            if from.is_some() && names.len() == 1 {
                break;
            }
        }
        if let Some(from) = from {
            self.close_to(from);
        }
    }

    fn end(&mut self, tag: u8, name: &[u8]) {
        let text = NAMES[tag as usize];
        if matches!(text, "script" | "style") {
            self.drops_text = false;
        }
        if matches!(text, "html" | "head" | "body") || is_void(text) && text != "br" {
            return;
        }
        if text == "br" || text == "p" && self.counts[tag as usize] == 0 {
            if self.tree.nodes.len() < MAX_NODES {
                self.push(name_index(b"br"), (0, 0));
            }
            return;
        }
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        if self.counts[tag as usize] == 0 {
            return;
        }
        let other = if tag == OTHER { hash(name) } else { 0 };
        let (inline, ends_cell) = (
            is_inline(text) && tag != OTHER,
            matches!(text, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "table"),
        );
        let mut inside_block = false;
        for at in (1..self.open.len()).rev() {
            let open = self.open[at];
            if open.name == tag && open.other == other {
                if inside_block {
                    self.open[at].has_ended = true;
                } else {
                    self.close_to(at);
                }
                return;
            }
            let around = NAMES[open.name as usize];
            if is_boundary(around) && !ends_cell {
                return;
            }
            if around == "table" && text != "table" {
                return;
            }
            inside_block |= inline && !is_inline(around);
        }
    }

    /// Closes everything from this place of the open elements on, and what around it has ended already.
    fn close_to(&mut self, from: usize) {
        let end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let mut left = from.max(1);
        while left > 1 && self.open[left - 1].has_ended {
            left -= 1;
        }
        for open in self.open.drain(left..) {
            self.tree.nodes[open.node as usize].end = end;
            self.counts[open.name as usize] -= 1;
        }
    }

    pub(super) fn finish(mut self) -> Tree {
        self.close_to(1);
        self.tree.nodes[0].end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        self.tree
    }
}

fn hash(name: &[u8]) -> u64 {
    name.iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets.
    fn shown(page: &str) -> String {
        let tree = Tree::parse(page);
        let mut shown = String::new();
        let mut ends: Vec<usize> = Vec::new();
        for id in 1..tree.len() {
            while ends.last().is_some_and(|end| *end <= id) {
                ends.pop();
                shown.push(')');
            }
            match tree.text(id) {
                Some(text) => shown.push_str(text),
                None => {
                    shown.push_str(tree.name(id));
                    shown.push('(');
                    ends.push(tree.end(id));
                }
            }
        }
        shown.push_str(&")".repeat(ends.len()));
        shown
    }

    #[test]
    fn implied_ends_are_where_browsers_put_them() {
        assert_eq!(shown("<p>a<p>b<div>c</div>"), "p(a)p(b)div(c)");
        assert_eq!(shown("<ul><li>a<li>b<ul><li>c</ul></ul>d"), "ul(li(a)li(b ul(li(c))))d".replace(' ', ""));
        assert_eq!(shown("<table><tr><td>a<td>b<tr><td>c</table>d"), "table(tr(td(a)td(b))tr(td(c)))d");
        assert_eq!(shown("<div><a>x<div>y</a>z</div>w</div>v"), "div(a(xdiv(yz))w)v");
        assert_eq!(shown("<td><div>a</div></div>b</td></table>c"), "td(div(a)b)c");
        assert_eq!(shown("a</p>b</br>c"), "abr()bbr()c");
        assert_eq!(
            shown("<svg><path/><g>x</g></svg><b>y</b>"),
            "svg(path()g(x))b(y)".replace("path", "?").replace("g(x", "?(x").replace("sv?", "svg")
        );
        assert_eq!(
            shown("<script>if (a<b) '<p>'</script><style><p></style><textarea><p></textarea>x"),
            "script()style()textarea(<p>)x"
        );
    }

    #[test]
    fn hostile_pages_are_bounded() {
        for page in [
            "<div>".repeat(300_000),
            "<b><p>".repeat(200_000),
            format!("<p class=\"{}\">x", "a ".repeat(500_000)),
            "</div></p><table>".repeat(100_000),
            format!("<x-{}>", "y".repeat(1_000_000)),
        ] {
            let tree = Tree::parse(&page);
            assert!((0..tree.len()).all(|id| tree.ancestors(id).count() <= MAX_DEPTH));
        }
    }
}
