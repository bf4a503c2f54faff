//! What readers wrote, where no class says so: elements beside each other with a button to reply in each.

use std::ops::Range;
use std::sync::LazyLock;

use super::blocks::Blocks;
use super::tree::{NodeId, Tree};
use super::word_tables::list;

static REPLIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| list(include_str!("words/junk.tsv"), "reply"));

/// What is called so, in bytes, is no longer.
const MAX_REPLY: usize = 40;

/// No thread is searched in a page with more of them.
const MAX_BUTTONS: usize = 5_000;

/// The blocks of threads of comments.
pub(super) fn threads(tree: &Tree, blocks: &Blocks) -> Vec<Range<usize>> {
    let is_reply = |id: &NodeId| {
        tree.text(*id).is_some_and(|text| {
            let text = text.trim();
            text.len() <= MAX_REPLY && !text.is_empty() && {
                let lower = text.to_lowercase();
                REPLIES.contains(&lower.trim_matches(|c: char| !c.is_alphabetic()))
            }
        })
    };
    let buttons: Vec<NodeId> = (1..tree.len()).filter(is_reply).take(MAX_BUTTONS).collect();
    let (Some(&first), Some(&last)) = (buttons.first(), buttons.last()) else { return Vec::new() };
    let Some(around) = tree.ancestors(first).find(|id| tree.end(*id) > last) else { return Vec::new() };
    let mut found = Vec::new();
    let mut child = around + 1;
    while child < tree.end(around) {
        let end = tree.end(child);
        let at = buttons.partition_point(|button| *button < child);
        if buttons.get(at).is_some_and(|button| *button < end) && first != last {
            found.push(blocks.range(tree, child));
        }
        child = end;
    }
    found
}
