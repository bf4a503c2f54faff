//! Lists of teasers: several alike in a row, each with a headline that is a link and no more than a sentence or two.

use std::ops::Range;

use super::article_blocks::is_linked_headline;
use super::blocks::Blocks;
use super::hints::Hint;
use super::tree::{NodeId, Tree};

/// A list has at least so many teasers.
const MIN_TEASERS: usize = 3;

/// A teaser has no more blocks, and no more characters that are no link.
const MAX_BLOCKS: usize = 6;
const MAX_CHARS: usize = 220;

/// A teaser without an element of its own has no more blocks under its headline, and no more characters in them.
const MAX_UNDER: usize = 2;
const MAX_CHARS_UNDER: usize = 450;

/// The blocks of lists of teasers. What is called the text of the article is not looked into: articles are lists too.
pub(super) fn teasers(tree: &Tree, blocks: &Blocks) -> Vec<Range<usize>> {
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
        let items = list_in(tree, blocks, id);
        if items.is_empty() {
            found.extend(run_in(tree, blocks, id));
        } else {
            found.extend(items);
        }
        id += 1;
    }
    found
}

/// The children of an element that are teasers, if nearly all of its children are.
fn list_in(tree: &Tree, blocks: &Blocks, id: NodeId) -> Vec<Range<usize>> {
    let mut teasers = Vec::new();
    let mut others = 0;
    let mut child = id + 1;
    while child < tree.end(id) {
        if is_teaser(tree, blocks, child) {
            teasers.push(blocks.range(tree, child));
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
    of.iter().any(is_linked_headline)
        && of.iter().map(|block| block.chars - block.linked).sum::<usize>() <= MAX_CHARS
}

/// Teasers that follow each other in an element without elements of their own: headings that are links, each with a short text under it.
fn run_in(tree: &Tree, blocks: &Blocks, id: NodeId) -> Option<Range<usize>> {
    let is_child = |owner: NodeId| tree.parent(owner) == id;
    let is_head = |at: &usize| {
        let block = &blocks.all[*at];
        block.is_heading() && is_child(block.owner) && is_linked_headline(block)
    };
    let range = blocks.range(tree, id);
    let heads: Vec<usize> = range.clone().filter(is_head).collect();
    let (&first, &last) = (heads.first()?, heads.last()?);
    let is_short = |under: &[usize]| {
        let text = &blocks.all[under[0] + 1..under[1]];
        text.len() <= MAX_UNDER
            && text.iter().all(|block| !block.is_heading() && is_child(block.owner))
            && text.iter().map(|block| block.chars).sum::<usize>() <= MAX_CHARS_UNDER
    };
    if heads.len() < MIN_TEASERS || !heads.windows(2).all(is_short) {
        return None;
    }
    // as many blocks stand under the last as under the one before it
    let under = last - heads[heads.len() - 2];
    let end = (last + under).min(range.end);
    let is_alike = is_short(&[last, end]);
    Some(first..if is_alike { end } else { last + 1 })
}
