//! An article in several pieces: elements that stand beside each other and hold paragraphs in the same way.

use super::article_blocks::{clean, is_linked_headline};
use super::blocks::{Block, Blocks};
use super::candidates::around;
use super::main_text::Known;
use super::tree::{NodeId, Tree};

/// Pieces are not looked for further out.
const MAX_LEVELS: usize = 5;

/// A shorter way is one by which anything stands in anything: a note, what readers wrote.
const MIN_WAY: usize = 3;

/// So many ways to a paragraph are told apart.
const MAX_WAYS: usize = 8;

/// A piece has so many paragraphs for each link to another article.
const MIN_PER_LINK: usize = 2;

/// No paragraph stands deeper in a piece.
const MAX_DEPTH: usize = 8;

/// The elements between a piece and a paragraph, from the outside to the inside.
type Way = Vec<&'static str>;

/// Adds the pieces beside the blocks that are taken.
pub(super) fn add_pieces(tree: &Tree, blocks: &Blocks, known: &Known<'_>, taken: &mut Vec<usize>) {
    let mut piece = around(tree, blocks, taken);
    for _ in 0..MAX_LEVELS {
        // what stands beside an `article` is another
        if piece == 0 || matches!(tree.name(piece), "article" | "main") {
            return;
        }
        let ways = ways_to(tree, blocks, taken, piece);
        let parent = tree.parent(piece);
        for child in children(tree, parent) {
            if child != piece && tree.name(child) == tree.name(piece) && is_piece(tree, blocks, child, &ways)
            {
                let range: Vec<usize> = blocks.range(tree, child).collect();
                taken.extend(clean(tree, blocks, known, &range));
            }
        }
        taken.sort_unstable();
        taken.dedup();
        piece = parent;
    }
}

fn children(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> {
    let first = (id + 1 < tree.end(id)).then_some(id + 1);
    std::iter::successors(first, move |child| Some(tree.end(*child)).filter(|next| *next < tree.end(id)))
}

/// The ways from a piece to its paragraphs, each once.
fn ways_to(tree: &Tree, blocks: &Blocks, taken: &[usize], piece: NodeId) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for at in taken {
        let block = &blocks.all[*at];
        if !is_paragraph(block) {
            continue;
        }
        let long = way(tree, piece, block.owner).filter(|way| way.len() >= MIN_WAY);
        if let Some(way) = long.filter(|way| !ways.contains(way)) {
            ways.push(way);
        }
        if ways.len() == MAX_WAYS {
            break;
        }
    }
    ways
}

fn way(tree: &Tree, piece: NodeId, owner: NodeId) -> Option<Way> {
    let mut way = vec![tree.name(owner)];
    if owner == piece {
        return Some(way);
    }
    for id in tree.ancestors(owner).take(MAX_DEPTH) {
        if id == piece {
            return Some(way);
        }
        way.push(tree.name(id));
    }
    None
}

fn is_paragraph(block: &Block) -> bool {
    block.kind == "p" && !block.is_beside && block.prose() > 0 && 4 * block.linked < block.chars
}

/// Whether an element holds paragraphs in one of these ways, little other prose, few links to other articles, and no headline.
fn is_piece(tree: &Tree, blocks: &Blocks, id: NodeId, ways: &[Way]) -> bool {
    let of = &blocks.all[blocks.range(tree, id)];
    if of.iter().any(|block| block.kind == "h1") {
        return false;
    }
    let is_in_way = |block: &&Block| {
        is_paragraph(block) && way(tree, id, block.owner).is_some_and(|way| ways.contains(&way))
    };
    let paragraphs: Vec<&Block> = of.iter().filter(is_in_way).collect();
    let in_way: usize = paragraphs.iter().map(|block| block.prose()).sum();
    let teasers = of.iter().filter(|block| !block.is_beside && is_linked_headline(block)).count();
    in_way > 0 && MIN_PER_LINK * teasers <= paragraphs.len() && 3 * in_way >= 2 * blocks.prose(tree, id)
}
