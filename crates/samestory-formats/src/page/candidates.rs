//! Sets of blocks that may be the article, and which of them is it.

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::article_blocks::{before_comments, clean, is_title, letters};
use super::blocks::Blocks;
use super::hints::Hint;
use super::main_text::{Known, MIN_PROSE};
use super::pieces::add_pieces;
use super::tree::{NodeId, Tree};

/// A line of fewer characters says nothing when it is found in another text.
const MIN_LINE: usize = 50;

/// Paragraphs are not looked for in a declared text if that means to go over more bytes.
const MAX_COMPARED: usize = 100_000_000;

/// The headline of an article is one of its first blocks.
const MAX_ABOVE: usize = 12;

/// Where a candidate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Elements that the page declares to be the text.
    Declared,
    /// Elements that are called so.
    Called,
    /// An `article`.
    Article,
    /// What a readability port took.
    Readable,
    /// The smallest element around that.
    Around,
    /// The densest part of the page, or all of it.
    Page,
}

/// Blocks that may be the article.
struct Candidate {
    source: Found,
    blocks: Vec<usize>,
}

/// The blocks of the article.
pub(super) fn article(tree: &Tree, blocks: &Blocks, known: &Known<'_>) -> Vec<usize> {
    let candidates = candidates(tree, blocks, known);
    let Some(best) = choose(blocks, &candidates, known) else { return Vec::new() };
    let mut taken = candidates[best].blocks.clone();
    take_declared(blocks, known, &mut taken);
    for wider in &candidates[best + 1..] {
        if is_little_wider(blocks, &taken, wider) {
            let near = clean(tree, blocks, known, &scope(tree, blocks, known, &taken));
            let added = wider.blocks.iter().filter(|at| {
                let block = &blocks.all[**at];
                let is_short = matches!(block.kind, "p" | "h2" | "h3") && 2 * block.linked <= block.chars;
                near.binary_search(at).is_ok() && (block.prose() > 0 || is_short)
            });
            taken.extend(added);
            taken.sort_unstable();
            taken.dedup();
        }
    }
    add_pieces(tree, blocks, known, &mut taken);
    taken
}

/// Adds the paragraphs that the declared text has too, wherever they stand, if it is the text of these blocks.
fn take_declared(blocks: &Blocks, known: &Known<'_>, taken: &mut Vec<usize>) {
    let Some(declared) = known.declared.map(letters) else { return };
    if declared.len().saturating_mul(blocks.all.len()) > MAX_COMPARED {
        return;
    }
    let is_declared = |at: &usize| {
        let block = &blocks.all[*at];
        block.chars >= MIN_LINE && declared.contains(&letters(&block.text))
    };
    let long = taken.iter().filter(|at| blocks.all[**at].chars >= MIN_LINE);
    let (all, common) =
        long.fold((0, 0), |(all, common), at| (all + 1, common + usize::from(is_declared(at))));
    if common == 0 || 2 * common < all {
        return;
    }
    taken.extend((0..blocks.all.len()).filter(is_declared));
    taken.sort_unstable();
    taken.dedup();
}

/// The blocks of the smallest element around the headline and the blocks that are taken.
fn scope(tree: &Tree, blocks: &Blocks, known: &Known<'_>, taken: &[usize]) -> Vec<usize> {
    let first = taken.first().copied().unwrap_or(0);
    let headline = (0..first).rev().find(|at| is_title(&blocks.all[*at], known.title));
    let all: Vec<usize> = headline.into_iter().chain(taken.iter().copied()).collect();
    blocks.range(tree, around(tree, blocks, &all)).collect()
}

/// Whether a candidate holds the blocks that are taken and little more: what it adds is more often the article's beginning, end or a
/// paragraph between two boxes than something beside it.
fn is_little_wider(blocks: &Blocks, taken: &[usize], wider: &Candidate) -> bool {
    let chars = |of: &mut dyn Iterator<Item = usize>| of.map(|at| blocks.all[at].chars).sum::<usize>();
    let all = chars(&mut taken.iter().copied());
    let common = chars(&mut taken.iter().copied().filter(|at| wider.blocks.binary_search(at).is_ok()));
    let added = chars(&mut wider.blocks.iter().copied().filter(|at| taken.binary_search(at).is_err()));
    let limit = match wider.source {
        Found::Readable => 30,
        Found::Around => 0,
        Found::Page => 0,
        _ => 12,
    };
    10 * common >= 9 * all && 100 * added <= limit * all
}

/// Sets of blocks that may be the article, the most specific first.
fn candidates(tree: &Tree, blocks: &Blocks, known: &Known<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut push = |source, blocks| candidates.push(Candidate { source, blocks });
    let whole = one_of_several(tree, blocks, known);
    let nodes = || whole.unwrap_or(1)..whole.map_or(tree.len(), |id| tree.end(id));
    let says_body = |id: NodeId, name: &str| {
        let value = tree.attribute(id, name).unwrap_or("");
        value.split_whitespace().any(|word| word.eq_ignore_ascii_case("articleBody"))
    };
    let is_declared =
        |id: &NodeId| says_body(*id, "itemprop") || tree.name(*id) == "section" && says_body(*id, "name");
    let declared: Vec<NodeId> = nodes().filter(is_declared).collect();
    push(Found::Declared, union(tree, blocks, known, &outermost(tree, &declared)));
    let hinted: Vec<NodeId> = nodes().filter(|id| blocks.hints[*id] == Hint::Text).collect();
    if let Some(best) = most_prose(tree, blocks, &hinted) {
        let alike = siblings_like(tree, blocks, &hinted, best);
        push(Found::Called, union(tree, blocks, known, &alike));
    }
    let articles: Vec<NodeId> = nodes().filter(|id| tree.name(*id) == "article").collect();
    if let Some(best) = most_prose(tree, blocks, &articles) {
        push(Found::Article, union(tree, blocks, known, &[densest(tree, blocks, best)]));
        push(Found::Article, union(tree, blocks, known, &[best]));
    }
    let root = whole.or_else(|| main_part(tree, blocks, known)).unwrap_or(0);
    push(Found::Page, union(tree, blocks, known, &[densest(tree, blocks, root)]));
    if let Some(readable) = known.readable {
        let mut taken = from_readable(blocks, known, readable);
        taken.retain(|at| (root..tree.end(root)).contains(&blocks.all[*at].at));
        if !taken.is_empty() {
            let around = around(tree, blocks, &taken);
            push(Found::Readable, taken);
            push(Found::Around, union(tree, blocks, known, &[around]));
        }
    }
    push(Found::Page, union(tree, blocks, known, &[root]));
    candidates
}

/// The `article` under the headline, if the page shows several that stand beside each other.
fn one_of_several(tree: &Tree, blocks: &Blocks, known: &Known<'_>) -> Option<NodeId> {
    let articles: Vec<NodeId> = (1..tree.len())
        .filter(|id| tree.name(*id) == "article" && blocks.prose(tree, *id) >= 2 * MIN_PROSE)
        .collect();
    let is_headline = |at: usize| blocks.all[at].is_heading() && is_title(&blocks.all[at], known.title);
    let is_titled = |id: &NodeId| {
        blocks.range(tree, *id).take(MAX_ABOVE).any(|at| {
            let text = letters(&blocks.all[at].text);
            is_headline(at) && text == letters(known.title)
        })
    };
    let first = articles.iter().copied().find(is_titled)?;
    let titled = articles.iter().copied().filter(|id| *id < tree.end(first)).rfind(is_titled)?;
    let is_other = |id: NodeId| id >= tree.end(titled) || tree.end(id) <= titled;
    let most = articles.iter().filter(|id| is_other(**id)).map(|id| blocks.prose(tree, *id)).max()?;
    (5 * blocks.prose(tree, titled) >= most).then_some(titled)
}

/// The main part of the page: it holds the headline, or most of the prose.
fn main_part(tree: &Tree, blocks: &Blocks, known: &Known<'_>) -> Option<NodeId> {
    let main: Vec<NodeId> = (1..tree.len())
        .filter(|id| tree.name(*id) == "main" || tree.attribute(*id, "role") == Some("main"))
        .collect();
    let part = most_prose(tree, blocks, &main)?;
    let is_most = || 2 * blocks.prose(tree, part) > blocks.prose(tree, 0);
    let is_headed = || {
        let headline =
            blocks.range(tree, part).take(MAX_ABOVE).any(|at| is_title(&blocks.all[at], known.title));
        headline && blocks.prose(tree, part) >= 2 * MIN_PROSE
    };
    (is_most() || is_headed()).then_some(part)
}

/// The nodes that stand in no other of them.
fn outermost(tree: &Tree, nodes: &[NodeId]) -> Vec<NodeId> {
    let mut end = 0;
    nodes
        .iter()
        .copied()
        .filter(|id| {
            *id >= end && {
                end = tree.end(*id);
                true
            }
        })
        .collect()
}

/// The node with the most prose, the deepest of equals.
fn most_prose(tree: &Tree, blocks: &Blocks, nodes: &[NodeId]) -> Option<NodeId> {
    let most = nodes.iter().map(|id| blocks.prose(tree, *id)).max().filter(|most| *most > 0)?;
    // an element in it that holds nearly all of it says more
    nodes.iter().copied().rfind(|id| 10 * blocks.prose(tree, *id) >= 9 * most)
}

/// Elements called as a node is, in the same `article` or near it: an article in several pieces.
fn siblings_like(tree: &Tree, blocks: &Blocks, nodes: &[NodeId], best: NodeId) -> Vec<NodeId> {
    let name_of = |id: NodeId| tree.attribute(id, "class").and_then(|class| class.split_whitespace().next());
    let scope = tree
        .ancestors(best)
        .find(|id| tree.name(*id) == "article")
        .unwrap_or_else(|| tree.parent(tree.parent(best)));
    let alike = nodes.iter().copied().filter(|id| {
        *id == best
            || (scope..tree.end(scope)).contains(id)
                && name_of(*id).is_some()
                && name_of(*id) == name_of(best)
                && blocks.prose(tree, *id) > 0
    });
    outermost(tree, &alike.collect::<Vec<_>>())
}

/// The deepest element that holds most of the prose of a node.
fn densest(tree: &Tree, blocks: &Blocks, root: NodeId) -> NodeId {
    let (mut at, mut id) = (root, root + 1);
    while id < tree.end(at) {
        if tree.text(id).is_none()
            && 100 * blocks.prose(tree, id) >= 85 * blocks.prose(tree, at)
            && blocks.range(tree, id).len() > 1
        {
            at = id;
            id += 1;
        } else if tree.text(id).is_some() {
            id += 1;
        } else {
            id = tree.end(id);
        }
    }
    at
}

/// The blocks of some nodes, without those that are no part of an article.
fn union(tree: &Tree, blocks: &Blocks, known: &Known<'_>, nodes: &[NodeId]) -> Vec<usize> {
    let mut taken = Vec::new();
    for id in nodes {
        taken.extend(blocks.range(tree, *id));
    }
    clean(tree, blocks, known, &taken)
}

/// Blocks that a readability port took.
fn from_readable(blocks: &Blocks, known: &Known<'_>, readable: &str) -> Vec<usize> {
    let lines: HashSet<String, RandomState> =
        readable.lines().map(letters).filter(|line| !line.is_empty()).collect();
    let taken = (0..blocks.all.len()).filter(|at| lines.contains(&letters(&blocks.all[*at].text)));
    let taken: Vec<usize> = taken.filter(|at| !is_title(&blocks.all[*at], known.title)).collect();
    let is_text = |at: &usize| {
        let block = &blocks.all[*at];
        !block.is_beside && !block.is_junk
    };
    before_comments(blocks, taken.into_iter().filter(is_text).collect())
}

/// The smallest element around some blocks.
pub(super) fn around(tree: &Tree, blocks: &Blocks, taken: &[usize]) -> NodeId {
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return 0 };
    let (first, last) = (blocks.all[*first].at, blocks.all[*last].at);
    tree.ancestors(first).find(|id| tree.end(*id) > last).unwrap_or(0)
}

/// The candidate that is the article.
fn choose(blocks: &Blocks, candidates: &[Candidate], known: &Known<'_>) -> Option<usize> {
    let prose = |of: &Candidate| of.blocks.iter().map(|at| blocks.all[*at].prose()).sum::<usize>();
    let amounts: Vec<usize> = candidates.iter().map(prose).collect();
    if let Some(declared) = known.declared {
        let words = word_counts(declared);
        let declared_words: usize = words.values().sum();
        if declared_words >= 60 {
            let likeness = |of: &Candidate| {
                let mut left = words.clone();
                let (mut common, mut all) = (0, 0);
                for at in &of.blocks {
                    for word in words_of(&blocks.all[*at].text) {
                        all += 1;
                        if let Some(count) = left.get_mut(&word).filter(|count| **count > 0) {
                            *count -= 1;
                            common += 1;
                        }
                    }
                }
                200 * common / (all + declared_words).max(1)
            };
            let scores: Vec<usize> = candidates.iter().map(likeness).collect();
            let best = scores.iter().copied().max().unwrap_or(0);
            if best >= 70 {
                return scores.iter().position(|score| *score + 2 >= best);
            }
        }
    }
    let most = amounts.iter().copied().max().filter(|most| *most > 0);
    let Some(most) = most else {
        let chars = |of: &Candidate| of.blocks.iter().map(|at| blocks.all[*at].chars).sum::<usize>();
        return (0..candidates.len())
            .filter(|at| chars(&candidates[*at]) > 0)
            .max_by_key(|at| (chars(&candidates[*at]), usize::MAX - at));
    };
    let share = |source: Found| match source {
        Found::Declared | Found::Called => 40,
        _ => 75,
    };
    let picked = (0..candidates.len())
        .find(|at| amounts[*at] >= MIN_PROSE && 100 * amounts[*at] >= share(candidates[*at].source) * most);
    if let Some(picked) = picked
        && candidates[picked].source == Found::Page
    {
        let around = candidates.iter().position(|c| c.source == Found::Around);
        if let Some(a) = around
            && amounts[a] >= 3 * MIN_PROSE
            && 5 * amounts[a] >= amounts[picked]
        {
            return Some(a);
        }
    }
    picked.or_else(|| amounts.iter().position(|amount| *amount == most))
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn word_counts(text: &str) -> HashMap<String, usize, RandomState> {
    let mut counts = HashMap::default();
    for word in words_of(text) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}
