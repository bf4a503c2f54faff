//! Which blocks of a page are the article.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::article_blocks::{is_title, letters};
use super::blocks::Blocks;
use super::candidates::article;
use super::hints::{Hint, words};
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
pub(super) const MIN_PROSE: usize = 140;

/// A line of so many characters is a paragraph.
const LONG_LINE: usize = 60;

/// No article has more paragraphs or points between headline and text.
const MAX_LEADS: usize = 6;

/// Finds the text of an article.
pub(super) fn main_text(tree: &Tree, blocks: &Blocks, known: &Known<'_>) -> MainText {
    let mut taken = article(tree, blocks, known);
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
    // a paragraph that stands in another element again is a copy for another screen; in the same one it is said twice
    let mut seen: HashMap<&str, usize, RandomState> = HashMap::default();
    let mut is_new = |at: usize| {
        let block = &blocks.all[at];
        let around = tree.parent(block.owner);
        *seen.entry(block.text.as_str()).or_insert(around) == around
    };
    let paragraphs = taken
        .iter()
        .filter(|at| blocks.all[**at].chars < LONG_LINE || is_new(**at))
        .map(|at| &blocks.all[*at])
        .filter(|block| {
            let is_said = block.is_heading() || block.text.ends_with(['?', '!', '？', '！', '؟']);
            is_all || block.chars >= LONG_LINE || is_said || counts[block.text.as_str()] < 3
        })
        .map(|block| block.text.clone())
        .collect();
    MainText { paragraphs, is_all }
}

/// Whether an element or the one around it is called a teaser, which is what the lead is called in many places.
fn is_called_teaser(tree: &Tree, id: NodeId) -> bool {
    [id, tree.parent(id)].iter().any(|id| words(tree, *id).contains(" teaser"))
}

/// A declared text as paragraphs.
fn paragraphs_of(text: &str) -> Vec<String> {
    text.lines().map(super::tree::one_line).filter(|line| !line.is_empty()).collect()
}

/// Puts what stands between headline and text before the text, if it reads like a lead: a paragraph, or a few points.
fn add_lead(tree: &Tree, blocks: &Blocks, known: &Known<'_>, taken: &mut Vec<usize>) {
    let Some(&first) = taken.first() else { return };
    let headline = (0..first).rev().find(|at| is_title(&blocks.all[*at], known.title));
    let Some(headline) = headline else { return };
    let is_lead = |at: &usize| {
        let block = &blocks.all[*at];
        let is_called = std::iter::once(block.owner)
            .chain(tree.ancestors(block.owner).take(2))
            .any(|id| blocks.hints[id] == Hint::Lead);
        let is_sentence = || block.chars >= 45 && block.text.ends_with(['.', '!', '?', '”', '"', '。']);
        let is_teaser = block.is_beside && block.linked == 0 && is_called_teaser(tree, block.owner);
        let is_standing = (!block.is_beside || is_teaser)
            && match block.kind {
                "h2" | "p" => block.chars >= 70 || is_sentence(),
                "li" | "div" | "?" => block.linked == 0 && is_sentence(),
                _ => false,
            };
        (is_called && block.chars >= 30 || is_standing)
            && block.chars <= 600
            && 2 * block.linked < block.chars
            && !block.is_junk
    };
    let leads: Vec<usize> = (headline + 1..first).filter(is_lead).take(MAX_LEADS).collect();
    let is_new = |at: &usize| {
        let own = letters(&blocks.all[*at].text);
        !taken.iter().take(3).any(|at| letters(&blocks.all[*at].text).starts_with(&own))
    };
    let leads: Vec<usize> = leads.into_iter().filter(is_new).collect();
    taken.splice(0..0, leads);
}
