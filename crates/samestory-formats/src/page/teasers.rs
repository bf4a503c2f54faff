//! Lists of teasers: several alike elements in a row, each with a headline that is a link and no more than a sentence or two.

use super::blocks::Blocks;
use super::hints::Hint;
use super::tree::{NodeId, Tree};

/// A list has at least so many teasers.
const MIN_TEASERS: usize = 3;

/// A teaser has no more blocks, and no more characters that are no link.
const MAX_BLOCKS: usize = 6;
const MAX_CHARS: usize = 220;

/// The elements that are teasers in a list of them, in order. What is called the text of the article is not looked into: articles
/// are lists too.
pub(super) fn teasers(tree: &Tree, blocks: &Blocks) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut id = 0;
    while id < tree.len() {
        if tree.text(id).is_some() {
            id += 1;
            continue;
        }
        let is_text = id > 0 && matches!(blocks.hints[id], Hint::Text);
        if is_text || id > 0 && blocks.range(tree, id).len() < MIN_TEASERS {
            id = tree.end(id);
            continue;
        }
        found.extend(list_in(tree, blocks, id));
        id += 1;
    }
    found
}

/// The children of an element that are teasers, if nearly all of its children are.
fn list_in(tree: &Tree, blocks: &Blocks, id: NodeId) -> Vec<NodeId> {
    let mut teasers = Vec::new();
    let mut others = 0;
    let mut child = id + 1;
    while child < tree.end(id) {
        if is_teaser(tree, blocks, child) {
            teasers.push(child);
        } else if blocks.range(tree, child).any(|at| blocks.all[at].prose() > 0) {
            others += 1;
        }
        child = tree.end(child);
    }
    if teasers.len() < MIN_TEASERS || others * 4 > teasers.len() {
        teasers.clear();
    }
    teasers
}

fn is_teaser(tree: &Tree, blocks: &Blocks, id: NodeId) -> bool {
    if tree.text(id).is_some() || matches!(tree.name(id), "tr" | "p" | "tbody") {
        return false;
    }
    let range = blocks.range(tree, id);
    if range.len() < 2 || range.len() > MAX_BLOCKS {
        return false;
    }
    let of = &blocks.all[range];
    let is_headline = |chars: usize, linked: usize| chars >= 15 && 10 * linked >= 8 * chars;
    of.iter().any(|block| is_headline(block.chars, block.linked))
        && of.iter().map(|block| block.chars - block.linked).sum::<usize>() <= MAX_CHARS
}
