//! The texts of a page, block by block.

use super::beside::mark_beside;
use super::elements::{is_inline, is_silent};
use super::hints::{Hint, hint, kind_words};
use super::junk::is_junk;
use super::tree::{NodeId, Tree, one_line};

/// A paragraph, a heading, an item, a cell or bare text.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// The first text node of it.
    pub(super) at: NodeId,
    /// The element around it.
    pub(super) owner: NodeId,
    /// The name of that element.
    pub(super) kind: &'static str,
    /// The text, on one line.
    pub(super) text: String,
    /// How many characters.
    pub(super) chars: usize,
    /// The length that counts: see [`weight`].
    weight: usize,
    /// That of the paragraph that it is a line of.
    paragraph: usize,
    /// How many of them stand in links.
    pub(super) linked: usize,
    /// Whether it is no part of an article, whatever it stands in.
    pub(super) is_junk: bool,
    /// In something beside the article.
    pub(super) is_beside: bool,
}

impl Block {
    /// Whether it looks like a paragraph of prose: how much of it counts.
    pub(super) fn prose(&self) -> usize {
        let weight = self.weight;
        if self.paragraph < 45 || 2 * self.linked > self.chars || self.is_heading() {
            return 0;
        }
        weight - weight * self.linked / self.chars.max(1)
    }

    /// The length that counts: see [`weight`].
    pub(super) fn weight(&self) -> usize {
        self.weight
    }

    /// Whether it is a heading.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.kind, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }
}

/// The length of a text in characters; those of scripts that write a word with one or two count three times.
fn weight(text: &str, chars: usize) -> usize {
    chars
        + 2 * text
            .chars()
            .filter(
                |c| matches!(*c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'),
            )
            .count()
}

/// The blocks of a page, and what its elements are said to be.
#[derive(Debug)]
pub(super) struct Blocks {
    /// All of them, in order.
    pub(super) all: Vec<Block>,
    /// The hint of each node.
    pub(super) hints: Vec<Hint>,
    /// How much prose stands in the blocks before each, beside the article or not.
    prose_before: Vec<usize>,
}

impl Blocks {
    /// Takes the texts of a page apart.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut hints = vec![Hint::None; tree.len()];
        for (id, of) in hints.iter_mut().enumerate().skip(1) {
            if !tree.name(id).is_empty() && !is_silent(tree.name(id)) {
                *of = hint(tree, id, &kind_words(tree, id));
            }
        }
        let mut blocks = Self { all: Vec::new(), hints, prose_before: vec![0] };
        Splitter::new(tree, &mut blocks).run();
        blocks.all.sort_by_key(|block| block.at);
        blocks.count();
        mark_beside(tree, &mut blocks);
        blocks
    }

    /// Counts the prose before each block again.
    pub(super) fn count(&mut self) {
        let mut sum = 0;
        self.prose_before.truncate(1);
        for block in &self.all {
            sum += if block.is_beside { 0 } else { block.prose() };
            self.prose_before.push(sum);
        }
    }

    /// Which blocks stand in a node.
    pub(super) fn range(&self, tree: &Tree, id: NodeId) -> std::ops::Range<usize> {
        let first = self.all.partition_point(|block| block.at < id);
        let end = tree.end(id);
        first..first + self.all[first..].partition_point(|block| block.at < end)
    }

    /// How much prose stands in some blocks, what is beside the article left out.
    pub(super) fn prose_of(&self, blocks: &std::ops::Range<usize>) -> usize {
        self.prose_before[blocks.end] - self.prose_before[blocks.start]
    }

    /// How much prose stands in a node, what is beside the article left out.
    pub(super) fn prose(&self, tree: &Tree, id: NodeId) -> usize {
        self.prose_of(&self.range(tree, id))
    }
}

/// Goes over a page and cuts it into blocks.
struct Splitter<'t> {
    tree: &'t Tree,
    blocks: &'t mut Blocks,
    text: String,
    pieces: Vec<Piece>,
    owner: NodeId,
}

/// A text node in the text that is being read.
struct Piece {
    node: NodeId,
    /// Where it begins in the text.
    start: usize,
    /// How many characters of it stand in a link.
    linked: usize,
}

impl<'t> Splitter<'t> {
    fn new(tree: &'t Tree, blocks: &'t mut Blocks) -> Self {
        Self { tree, blocks, text: String::new(), pieces: Vec::new(), owner: 0 }
    }

    fn run(&mut self) {
        let tree = self.tree;
        // the blocks that are open, by their ends, and the link that is
        let mut open: Vec<(NodeId, NodeId)> = vec![(tree.len(), 0)];
        let mut link_end = 0;
        let mut id = 1;
        while id < tree.len() {
            while open.len() > 1 && open.last().is_some_and(|(end, _)| *end <= id) {
                self.flush();
                open.pop();
            }
            self.owner = open.last().map_or(0, |(_, owner)| *owner);
            let name = tree.name(id);
            if let Some(text) = tree.text(id) {
                self.push(id, text, id < link_end);
                id += 1;
                continue;
            }
            let is_apart = name == "figure" && tree.end(id) - id > 1;
            if is_silent(name) || is_inline(name) && self.blocks.hints[id] == Hint::Hidden {
                id = tree.end(id);
                continue;
            }
            if is_inline(name) && self.blocks.hints[id] == Hint::Beside && !is_apart && name != "?" {
                id = tree.end(id);
                continue;
            }
            match name {
                "br" => self.text.push('\n'),
                "a" if tree.attribute(id, "href").is_some() => link_end = link_end.max(tree.end(id)),
                "figure" => {
                    // what stands around it is one paragraph
                    let (text, pieces) = (std::mem::take(&mut self.text), std::mem::take(&mut self.pieces));
                    let owner = self.owner;
                    self.figure(id);
                    (self.text, self.pieces, self.owner) = (text, pieces, owner);
                    id = tree.end(id);
                    continue;
                }
                _ if !is_inline(name) => {
                    self.flush();
                    open.push((tree.end(id), id));
                }
                "?" if self.blocks.hints[id] == Hint::Beside || self.holds_blocks(id) => {
                    self.flush();
                    open.push((tree.end(id), id));
                }
                _ => {}
            }
            id += 1;
        }
        self.flush();
    }

    /// A figure is a block of its own, and never cuts the text around it.
    fn figure(&mut self, id: NodeId) {
        self.owner = id;
        let mut at = id + 1;
        while at < self.tree.end(id) {
            if is_silent(self.tree.name(at)) {
                at = self.tree.end(at);
                continue;
            }
            match self.tree.text(at) {
                Some(text) => self.push(at, text, false),
                None if !is_inline(self.tree.name(at)) => {
                    self.flush();
                    self.owner = id;
                }
                None => {}
            }
            at += 1;
        }
        self.flush();
    }

    fn holds_blocks(&self, id: NodeId) -> bool {
        let end = self.tree.end(id).min(id + 40);
        (id + 1..end).any(|inner| !is_inline(self.tree.name(inner)))
    }

    fn push(&mut self, id: NodeId, text: &str, is_link: bool) {
        let is_blank = text.trim().is_empty();
        if self.text.is_empty() && is_blank {
            return;
        }
        if !is_blank {
            let linked = if is_link { text.trim().chars().count() } else { 0 };
            self.pieces.push(Piece { node: id, start: self.text.len(), linked });
        }
        let in_pre = self.tree.name(self.owner) == "pre";
        if in_pre {
            self.text.push_str(&text.replace("\r\n", "\n").replace("\n\n", "\u{2029}").replace('\n', " "));
        } else {
            self.text.extend(text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let pieces = std::mem::take(&mut self.pieces);
        let Some(first) = pieces.first() else { return };
        let kind = self.tree.name(self.owner);
        let mut lines: Vec<Line> = Vec::new();
        let (mut start, mut next) = (0, 0);
        for raw in text.split(['\n', '\u{2029}']) {
            let end = start + raw.len();
            let begun = next;
            while pieces.get(next).is_some_and(|piece| piece.start < end) {
                next += 1;
            }
            let own = &pieces[begun..next];
            // a text node may go over several lines
            let node = own.first().or(pieces[..begun].last()).unwrap_or(first).node;
            let linked = own.iter().map(|piece| piece.linked).sum::<usize>();
            start = end + text[end..].chars().next().map_or(0, char::len_utf8);
            let line = one_line(raw);
            match lines.last_mut() {
                Some(last) if continues(&last.text, &line) => {
                    last.text.push(' ');
                    last.text.push_str(&line);
                    last.linked += linked;
                }
                _ if line.is_empty() => {}
                _ => lines.push(Line { text: line, node, linked }),
            }
        }
        let paragraph = lines.iter().map(|line| weight(&line.text, line.text.chars().count())).sum();
        for Line { text, node, linked } in lines {
            let chars = text.chars().count();
            self.blocks.all.push(Block {
                weight: weight(&text, chars),
                paragraph,
                at: node,
                owner: self.owner,
                kind,
                is_junk: is_junk(&text, chars),
                text,
                chars,
                linked: linked.min(chars),
                is_beside: false,
            });
        }
    }
}

/// A line of the text that is being read.
struct Line {
    text: String,
    /// The first text node of it.
    node: NodeId,
    linked: usize,
}

/// Whether a line goes on in the next one: it ends within a sentence, and that begins within one.
fn continues(line: &str, next: &str) -> bool {
    line.ends_with(|c: char| c.is_alphanumeric() || c == ',') && next.starts_with(char::is_lowercase)
}
