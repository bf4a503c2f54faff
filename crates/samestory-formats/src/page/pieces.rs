//! An article in several pieces: elements that stand beside each other and hold paragraphs in the same way.

use super::article_blocks::clean;
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
        let mut child = parent + 1;
        while child < tree.end(parent) {
            if child != piece && tree.name(child) == tree.name(piece) && is_piece(tree, blocks, child, &ways)
            {
                let range: Vec<usize> = blocks.range(tree, child).collect();
                taken.extend(clean(tree, blocks, known, &range));
            }
            child = tree.end(child);
        }
        taken.sort_unstable();
        taken.dedup();
        piece = parent;
    }
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

/// Whether an element holds paragraphs in one of these ways, little other prose, and no headline of another article.
fn is_piece(tree: &Tree, blocks: &Blocks, id: NodeId, ways: &[Way]) -> bool {
    let range = blocks.range(tree, id);
    let is_teaser =
        |block: &Block| block.kind == "h1" || block.chars >= 15 && 10 * block.linked >= 8 * block.chars;
    if range.is_empty() || blocks.all[range.clone()].iter().any(is_teaser) {
        return false;
    }
    let is_in_way = |block: &&Block| {
        is_paragraph(block) && way(tree, id, block.owner).is_some_and(|way| ways.contains(&way))
    };
    let in_way: usize = blocks.all[range].iter().filter(is_in_way).map(Block::prose).sum();
    in_way > 0 && 3 * in_way >= 2 * blocks.prose(tree, id)
}
