//! Which blocks of a page are beside the article, by what the elements around them are called and hold.

use std::ops::Range;

use super::article_blocks::is_linked_headline;
use super::blocks::Blocks;
use super::hints::{Hint, is_called_beside};
use super::teasers::teasers;
use super::threads::threads;
use super::tree::{NodeId, Tree};

/// With less prose beside them, lists of teasers are what the page is.
const MIN_REST: usize = 140;

/// A box with a form in it has no more blocks, and no more prose.
const MAX_BOX: usize = 8;
const MAX_BOX_PROSE: usize = 450;

/// So many kinds of elements are told apart.
const MAX_KINDS: usize = 400;

/// A hidden part of the text has at least so many paragraphs.
const MIN_HIDDEN: usize = 2;

/// Marks what is beside the article: what readers wrote if there is other text, lists of teasers, then the rest unless it is most of what
/// the page says or holds what is said to be the text.
pub(super) fn mark_beside(tree: &Tree, blocks: &mut Blocks) {
    let total = blocks.prose_of(&(0..blocks.all.len()));
    mark(tree, blocks, |blocks, id| {
        let prose = blocks.prose(tree, id);
        let outside = total - prose;
        blocks.hints[id] == Hint::Comments
            && (outside >= 400 || outside * 3 >= total)
            && !holds_headline(tree, blocks, id)
            && (100 * prose <= 45 * total && !is_in_comments(tree, blocks, id)
                || has_several(tree, blocks, id))
    });
    mark_threads(tree, blocks);
    mark_teasers(tree, blocks);
    let total = blocks.prose_of(&(0..blocks.all.len()));
    let called: Vec<NodeId> = (1..tree.len()).filter(|id| blocks.hints[*id] == Hint::Text).collect();
    let most = called.iter().copied().max_by_key(|id| blocks.prose(tree, *id));
    let class = most.and_then(|id| tree.attribute(id, "class"));
    // the text is one large piece, or pieces of one class
    let texts: Vec<NodeId> = called
        .into_iter()
        .filter(|id| {
            5 * blocks.prose(tree, *id) >= total || class.is_some() && tree.attribute(*id, "class") == class
        })
        .collect();
    let holds_text = |id: NodeId| {
        let first = texts.partition_point(|text| *text <= id);
        texts.get(first).is_some_and(|text| *text < tree.end(id))
    };
    let pieces = kinds_of_pieces(tree, blocks, total);
    mark(tree, blocks, |blocks, id| {
        if !matches!(blocks.hints[id], Hint::Beside | Hint::Hidden) {
            return false;
        }
        if blocks.hints[id] == Hint::Beside && !pieces.is_empty() && pieces.contains(&kind_of(tree, id)) {
            return false;
        }
        let limit = if matches!(tree.name(id), "nav" | "footer" | "aside" | "figure") { 60 } else { 45 };
        let prose = blocks.prose(tree, id);
        let is_text = || {
            holds_headline(tree, blocks, id)
                || holds_text(id)
                || blocks.hints[id] == Hint::Hidden && is_hidden_text(tree, blocks, id)
        };
        prose * 100 <= total * limit && !(prose > 0 && is_text())
    });
    // last, when what is left is the article and little else
    let boxes = form_boxes(tree, blocks, &holds_text);
    mark_all(blocks, boxes);
}

/// Kinds of elements whose words are those of something beside the article, but which hold much of the prose of the page, few links and
/// no links to other articles: the pieces that the text is made of.
fn kinds_of_pieces(tree: &Tree, blocks: &Blocks, total: usize) -> Vec<String> {
    let mut kinds: Vec<(String, Piece)> = Vec::new();
    let mut id = 1;
    while id < tree.len() {
        if blocks.hints[id] != Hint::Beside || !matches!(tree.name(id), "div" | "section" | "p" | "?") {
            id += 1;
            continue;
        }
        let range = blocks.range(tree, id);
        let prose = blocks.prose_of(&range);
        if prose > 0 && kinds.len() < MAX_KINDS {
            let kind = kind_of(tree, id);
            let at = kinds.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
                kinds.push((kind, Piece::default()));
                kinds.len() - 1
            });
            let of = &mut kinds[at].1;
            of.elements += 1;
            of.prose += prose;
            let inside = &blocks.all[range];
            of.linked += inside.iter().map(|block| block.linked).sum::<usize>();
            of.teasers += usize::from(inside.iter().any(is_linked_headline));
        }
        id = tree.end(id);
    }
    let is_text = |of: &Piece| {
        of.elements >= 2
            && 100 * of.prose >= 45 * total
            && 5 * of.linked <= of.prose
            && 4 * of.teasers <= of.elements
    };
    kinds.into_iter().filter(|(_, of)| is_text(of)).map(|(kind, _)| kind).collect()
}

/// The class of an element, else its id, without words that count.
fn kind_of(tree: &Tree, id: NodeId) -> String {
    let value = tree.attribute(id, "class").or_else(|| tree.attribute(id, "id")).unwrap_or_default();
    let words =
        value.split_whitespace().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-'));
    words.filter(|word| !word.contains(|c: char| c.is_ascii_digit())).collect::<Vec<_>>().join(" ")
}

/// What the elements of a kind hold.
#[derive(Default)]
struct Piece {
    elements: usize,
    prose: usize,
    linked: usize,
    /// How many of them have a link to another article.
    teasers: usize,
}

/// Whether an element stands in one that is called comments, and is none.
fn is_in_comments(tree: &Tree, blocks: &Blocks, id: NodeId) -> bool {
    tree.ancestors(id).any(|around| blocks.hints[around] == Hint::Comments)
}

/// Whether what is called comments has several, each an element of one class: an opinion is a comment too.
fn has_several(tree: &Tree, blocks: &Blocks, id: NodeId) -> bool {
    let mut classes: Vec<&str> = Vec::new();
    (id + 1..tree.end(id)).any(|inner| {
        let is_element =
            matches!(tree.name(inner), "li" | "div" | "article" | "section" | "ol" | "ul" | "dd" | "tr");
        let class = tree.attribute(inner, "class").unwrap_or_default();
        if !is_element || blocks.hints[inner] != Hint::Comments {
            return false;
        }
        let is_known = classes.contains(&class);
        if classes.len() < MAX_KINDS {
            classes.push(class);
        }
        is_known
    })
}

/// Marks threads of comments, unless one holds the headline or most of the prose.
fn mark_threads(tree: &Tree, blocks: &mut Blocks) {
    let total = blocks.prose_of(&(0..blocks.all.len()));
    let mut threads = threads(tree, blocks);
    threads.retain(|at| {
        100 * blocks.prose_of(at) <= 45 * total && !at.clone().any(|at| blocks.all[at].kind == "h1")
    });
    let in_threads: usize = threads.iter().map(|at| blocks.prose_of(at)).sum();
    if total >= in_threads + MIN_REST {
        mark_all(blocks, threads);
    }
}

/// Marks lists of teasers, unless the page has nothing else.
fn mark_teasers(tree: &Tree, blocks: &mut Blocks) {
    let teasers = teasers(tree, blocks);
    let in_teasers: usize = teasers.iter().map(|at| blocks.prose_of(at)).sum();
    if blocks.prose_of(&(0..blocks.all.len())) >= in_teasers + MIN_REST {
        mark_all(blocks, teasers);
    }
}

fn mark_all(blocks: &mut Blocks, ranges: Vec<Range<usize>>) {
    for at in ranges.into_iter().flatten() {
        blocks.all[at].is_beside = true;
    }
    blocks.count();
}

/// Marks the blocks of the outermost elements that this says are beside the article.
fn mark(tree: &Tree, blocks: &mut Blocks, is_beside: impl Fn(&Blocks, NodeId) -> bool) {
    let mut id = 1;
    while id < tree.len() {
        if blocks.hints[id] != Hint::None && is_beside(blocks, id) {
            for at in blocks.range(tree, id) {
                blocks.all[at].is_beside = true;
            }
            id = tree.end(id);
        } else {
            id += 1;
        }
    }
    blocks.count();
}

/// The small boxes around forms: offers of newsletters and the like, which say more than what stands in the form.
fn form_boxes(tree: &Tree, blocks: &Blocks, holds_text: &dyn Fn(NodeId) -> bool) -> Vec<Range<usize>> {
    let total = blocks.prose_of(&(0..blocks.all.len()));
    let is_box = |id: &NodeId| {
        let range = blocks.range(tree, *id);
        let prose = blocks.prose_of(&range);
        matches!(tree.name(*id), "div" | "section" | "aside")
            && range.len() <= MAX_BOX
            && prose <= MAX_BOX_PROSE
            && 100 * prose <= 45 * total
            && !matches!(blocks.hints[*id], Hint::Text | Hint::Lead)
            && !range.into_iter().any(|at| blocks.all[at].kind == "h1")
            && !holds_text(*id)
    };
    let has_field = |id: NodeId| {
        (id..tree.end(id)).any(|id| {
            let is_seen = || tree.attribute(id, "type").is_none_or(|kind| matches!(kind, "text" | "email"));
            tree.name(id) == "input" && is_seen()
        })
    };
    (1..tree.len())
        .filter(|id| tree.name(*id) == "form" && has_field(*id))
        .filter_map(|id| tree.ancestors(id).take_while(is_box).last())
        .map(|id| blocks.range(tree, id))
        .collect()
}

/// Whether what is hidden is a part of the text that a page shows to its subscribers: paragraphs of prose in what is called the text.
fn is_hidden_text(tree: &Tree, blocks: &Blocks, id: NodeId) -> bool {
    let is_paragraph = |at: &usize| {
        let block = &blocks.all[*at];
        block.kind == "p" && block.prose() > 0 && block.linked == 0
    };
    tree.ancestors(id).any(|around| blocks.hints[around] == Hint::Text)
        && blocks.range(tree, id).filter(is_paragraph).count() >= MIN_HIDDEN
        && !(id..tree.end(id)).any(|id| matches!(tree.name(id), "form" | "input"))
        && !is_called_beside(tree, id)
}

fn holds_headline(tree: &Tree, blocks: &Blocks, id: NodeId) -> bool {
    matches!(tree.name(id), "form" | "?" | "div" | "section")
        && blocks.range(tree, id).any(|at| blocks.all[at].kind == "h1")
}
