//! Which blocks of a page are the article.

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::blocks::{Block, Blocks};
use super::dates::read_date;
use super::hints::Hint;
use super::junk::{is_junk, is_junk_heading};
use super::tree::{NodeId, Tree};

/// The text of an article, and how it was found.
#[derive(Debug, Default)]
pub(super) struct MainText {
    /// Paragraphs, in order.
    pub(super) paragraphs: Vec<String>,
    /// Whether all that can be seen had to be taken.
    pub(super) is_all: bool,
}

/// What is known of an article when its text is looked for.
#[derive(Debug, Default)]
pub(super) struct Known<'k> {
    /// The headline.
    pub(super) title: &'k str,
    /// The text that the page declares for machines.
    pub(super) declared: Option<&'k str>,
    /// What a readability port took for the text.
    pub(super) readable: Option<&'k str>,
}

/// Less prose than this is no article.
const MIN_PROSE: usize = 140;

/// Finds the text of an article.
pub(super) fn main_text(tree: &Tree, blocks: &Blocks, known: &Known<'_>) -> MainText {
    let candidates = candidates(tree, blocks, known);
    let best = choose(blocks, &candidates, known);
    let mut taken = best.map(|at| candidates[at].clone()).unwrap_or_default();
    let prose = |taken: &[usize]| taken.iter().map(|at| blocks.all[*at].chars).sum::<usize>();
    let declared = known.declared.map(paragraphs_of).unwrap_or_default();
    let declared_chars: usize = declared.iter().map(|p| p.chars().count()).sum();
    let taken_chars = prose(&taken);
    if declared_chars > MIN_PROSE && taken_chars < declared_chars / 2 {
        return MainText { paragraphs: declared, is_all: false };
    }
    let mut is_all = false;
    if taken_chars < 25 && declared.is_empty() {
        taken = (0..blocks.all.len())
            .filter(|at| !blocks.all[*at].is_beside && !is_title(&blocks.all[*at], known.title))
            .collect();
        if prose(&taken) == 0 {
            taken = (0..blocks.all.len()).filter(|at| !is_title(&blocks.all[*at], known.title)).collect();
        }
        is_all = true;
    }
    add_lead(tree, blocks, known, &mut taken);
    // a short line that stands there again and again is a caption or a label
    let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
    for at in &taken {
        *counts.entry(blocks.all[*at].text.as_str()).or_default() += 1;
    }
    let mut seen: HashSet<&str, RandomState> = HashSet::default();
    let paragraphs = taken
        .iter()
        .map(|at| &blocks.all[*at])
        .filter(|block| block.chars < 60 || seen.insert(block.text.as_str()))
        .filter(|block| is_all || block.chars >= 60 || counts[block.text.as_str()] < 3)
        .map(|block| block.text.clone())
        .collect();
    MainText { paragraphs, is_all }
}

/// A declared text as paragraphs.
fn paragraphs_of(text: &str) -> Vec<String> {
    text.lines().map(super::tree::one_line).filter(|line| !line.is_empty()).collect()
}

/// Sets of blocks that may be the article, the most specific first.
fn candidates(tree: &Tree, blocks: &Blocks, known: &Known<'_>) -> Vec<Vec<usize>> {
    let mut candidates = Vec::new();
    let declared: Vec<NodeId> = (1..tree.len())
        .filter(|id| {
            tree.attribute(*id, "itemprop")
                .is_some_and(|p| p.split_whitespace().any(|p| p.eq_ignore_ascii_case("articleBody")))
        })
        .collect();
    let outermost = outermost(tree, &declared);
    candidates.push(union(tree, blocks, known, &outermost));
    let hinted: Vec<NodeId> = (1..tree.len()).filter(|id| blocks.hints[*id] == Hint::Text).collect();
    let best = most_prose(tree, blocks, &hinted);
    if let Some(best) = best {
        let alike = siblings_like(tree, blocks, &hinted, best);
        candidates.push(union(tree, blocks, known, &alike));
    }
    let articles: Vec<NodeId> = (1..tree.len()).filter(|id| tree.name(*id) == "article").collect();
    if let Some(best) = most_prose(tree, blocks, &articles) {
        candidates.push(union(tree, blocks, known, &[densest(tree, blocks, best)]));
        candidates.push(union(tree, blocks, known, &[best]));
    }
    let main: Vec<NodeId> = (1..tree.len())
        .filter(|id| tree.name(*id) == "main" || tree.attribute(*id, "role") == Some("main"))
        .collect();
    let root = most_prose(tree, blocks, &main)
        .filter(|id| 2 * blocks.prose(tree, *id) > blocks.prose(tree, 0))
        .unwrap_or(0);
    candidates.push(union(tree, blocks, known, &[densest(tree, blocks, root)]));
    if let Some(readable) = known.readable {
        candidates.push(from_readable(blocks, known, readable));
    }
    candidates.push(union(tree, blocks, known, &[root]));
    candidates
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

/// Elements of the same class as a node, beside it or around: an article in several pieces.
fn siblings_like(tree: &Tree, blocks: &Blocks, nodes: &[NodeId], best: NodeId) -> Vec<NodeId> {
    let class = tree.attribute(best, "class");
    let grand = tree.parent(tree.parent(best));
    let alike = nodes.iter().copied().filter(|id| {
        *id == best
            || class.is_some()
                && tree.attribute(*id, "class") == class
                && (tree.parent(*id) == tree.parent(best) || tree.parent(tree.parent(*id)) == grand)
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
    taken
        .into_iter()
        .filter(|at| !blocks.all[*at].is_beside && !is_junk(&blocks.all[*at].text, blocks.all[*at].chars))
        .collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_title(block: &Block, title: &str) -> bool {
    block.kind == "h1" || !title.is_empty() && block.chars < 300 && letters(&block.text) == letters(title)
}

/// Leaves out headlines, links, labels, and what stands under headings of what is beside the article.
fn clean(tree: &Tree, blocks: &Blocks, known: &Known<'_>, taken: &[usize]) -> Vec<usize> {
    let total: usize = taken.iter().map(|at| blocks.all[*at].prose()).sum();
    let mut kept: Vec<usize> = Vec::new();
    let mut left_out_to: NodeId = 0;
    let mut under_junk = false;
    let mut has_begun = false;
    for &at in taken {
        let block = &blocks.all[at];
        if block.is_beside || block.at < left_out_to || is_title(block, known.title) {
            continue;
        }
        let is_head = block.is_heading() || block.kind == "?" && block.chars < 40;
        if (is_head || block.chars <= 40) && is_junk_heading(&block.text, block.chars) {
            // the smallest element around the heading that holds something else
            let around = tree.ancestors(block.owner).take(3).find(|id| blocks.range(tree, *id).len() > 1);
            match around {
                Some(around) if 10 * blocks.prose(tree, around) <= 3 * total => {
                    left_out_to = tree.end(around)
                }
                _ => under_junk = true,
            }
            continue;
        }
        if under_junk {
            let is_prose = block.kind == "p" && block.prose() >= 150 && block.linked == 0;
            let is_heading = block.is_heading() && block.linked == 0;
            if !is_prose && !is_heading {
                continue;
            }
            under_junk = false;
        }
        if is_junk(&block.text, block.chars) || is_date_line(block) && !has_begun {
            continue;
        }
        let density = (100 * block.linked).checked_div(block.chars).unwrap_or(0);
        let is_link = match block.kind {
            "li" | "td" | "dd" | "dt" => density > 50,
            "p" | "blockquote" | "pre" => density > 75 && block.chars < 250,
            _ => density > 40,
        };
        let has_end = block.text.ends_with([
            '.', '!', '?', '"', '”', '»', ':', '。', '！', '？', '」', '…', '\'', '’', ')', '؟', '“', ';',
            ',',
        ]);
        let is_label = !has_end
            && block.chars < 30
            && matches!(
                block.kind,
                "div"
                    | "section"
                    | "article"
                    | "header"
                    | "?"
                    | "figure"
                    | "time"
                    | "center"
                    | "td"
                    | "main"
                    | "li"
                    | "details"
                    | "summary"
                    | "html"
            );
        if is_link || is_label && block.kind != "li" && block.kind != "td" {
            continue;
        }
        has_begun |= block.prose() > 0;
        kept.push(at);
    }
    // a heading stands over something
    let mut with_text: Vec<usize> = Vec::with_capacity(kept.len());
    let mut followed = false;
    for &at in kept.iter().rev() {
        let block = &blocks.all[at];
        if block.is_heading() && !followed {
            continue;
        }
        followed = true;
        with_text.push(at);
    }
    with_text.reverse();
    with_text
}

/// Whether a block only says when the article was published.
fn is_date_line(block: &Block) -> bool {
    block.chars < 70
        && !block.text.ends_with(['.', '!', '?', '。'])
        && read_date(&block.text, false).is_some()
}

/// The candidate that is the article.
fn choose(blocks: &Blocks, candidates: &[Vec<usize>], known: &Known<'_>) -> Option<usize> {
    let prose = |of: &Vec<usize>| of.iter().map(|at| blocks.all[*at].prose()).sum::<usize>();
    let amounts: Vec<usize> = candidates.iter().map(prose).collect();
    if let Some(declared) = known.declared {
        let words = word_counts(declared);
        let declared_words: usize = words.values().sum();
        if declared_words >= 60 {
            let likeness = |of: &Vec<usize>| {
                let mut left = words.clone();
                let (mut common, mut all) = (0, 0);
                for at in of {
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
        let chars = |of: &Vec<usize>| of.iter().map(|at| blocks.all[*at].chars).sum::<usize>();
        return (0..candidates.len())
            .filter(|at| chars(&candidates[*at]) > 0)
            .max_by_key(|at| (chars(&candidates[*at]), usize::MAX - at));
    };
    amounts
        .iter()
        .position(|amount| *amount >= MIN_PROSE && 100 * amount >= 75 * most)
        .or_else(|| amounts.iter().position(|amount| *amount == most))
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

/// Puts the paragraph between headline and text, if the page has one, before the text.
fn add_lead(tree: &Tree, blocks: &Blocks, known: &Known<'_>, taken: &mut Vec<usize>) {
    let Some(&first) = taken.first() else { return };
    let headline = (0..first).rev().find(|at| is_title(&blocks.all[*at], known.title));
    let Some(headline) = headline else { return };
    let lead = (headline + 1..first).find(|at| {
        let block = &blocks.all[*at];
        let is_lead = std::iter::once(block.owner)
            .chain(tree.ancestors(block.owner).take(2))
            .any(|id| blocks.hints[id] == Hint::Lead);
        let is_standing = matches!(block.kind, "h2" | "p") && block.chars >= 70 && !block.is_beside;
        (is_lead && block.chars >= 30 || is_standing)
            && block.chars <= 600
            && 2 * block.linked < block.chars
            && !is_junk(&block.text, block.chars)
    });
    if let Some(lead) = lead {
        let letters_of_lead = letters(&blocks.all[lead].text);
        let is_repeated =
            taken.iter().take(3).any(|at| letters(&blocks.all[*at].text).starts_with(&letters_of_lead));
        if !is_repeated {
            taken.insert(0, lead);
        }
    }
}
