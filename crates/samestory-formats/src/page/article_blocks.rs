//! Which blocks of an element are part of an article: no headlines, links, labels, and nothing under headings of what is beside it.

use super::blocks::{Block, Blocks};
use super::dates::read_date;
use super::junk::{is_comments_heading, is_junk_heading};
use super::main_text::Known;
use super::tree::{NodeId, Tree};

/// An article has so many paragraphs before what readers wrote of it begins.
const MIN_BEFORE_COMMENTS: usize = 3;

/// A bold line has no more nodes.
const MAX_BOLD: usize = 16;

pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two texts have the same letters and digits.
fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text| str::chars(text).filter(|c| c.is_alphanumeric());
    letters(one).eq(letters(other))
}

/// Whether a block is the headline, a kicker before it or not.
pub(super) fn is_title(block: &Block, title: &str) -> bool {
    if block.kind == "h1" {
        return true;
    }
    if title.is_empty() || block.chars >= 300 {
        return false;
    }
    same_letters(&block.text, title)
        || block.is_heading() && {
            let title = letters(title);
            title.chars().count() >= 20 && letters(&block.text).ends_with(&title)
        }
}

/// Leaves out headlines, links, labels, and what stands under headings of what is beside the article.
pub(super) fn clean(tree: &Tree, blocks: &Blocks, known: &Known<'_>, taken: &[usize]) -> Vec<usize> {
    let total: usize = taken.iter().map(|at| blocks.all[*at].prose()).sum();
    let mut kept: Vec<usize> = Vec::new();
    let mut left_out_to: NodeId = 0;
    let mut under_junk = false;
    let mut under_link = false;
    let mut has_begun = false;
    for &at in taken {
        let block = &blocks.all[at];
        if block.is_beside || block.at < left_out_to || is_title(block, known.title) {
            continue;
        }
        let is_head = block.is_heading() || block.kind == "?" && block.chars < 40;
        if (is_head || block.chars <= 40) && is_junk_heading(&block.text, block.chars) {
            // the smallest element around the heading that holds something else
            let mut owners = std::iter::once(block.owner).chain(tree.ancestors(block.owner).take(3));
            let around = owners.find(|id| blocks.range(tree, *id).len() > 1);
            match around {
                Some(around) if 10 * blocks.prose(tree, around) <= 3 * total => {
                    left_out_to = tree.end(around)
                }
                _ => under_junk = true,
            }
            continue;
        }
        if under_junk {
            // a teaser is a headline that is a link, and a paragraph
            if is_linked_headline(block) {
                under_link = block.is_heading();
                continue;
            }
            if std::mem::take(&mut under_link) {
                continue;
            }
            let is_sentence = has_end(&block.text) && 4 * block.linked < block.chars;
            let is_prose = block.kind == "p" && block.prose() >= 45 && is_sentence;
            let is_heading = block.is_heading() && block.linked == 0;
            if !is_prose && !is_heading {
                continue;
            }
            under_junk = false;
        }
        if block.is_junk || is_date_line(block) && !has_begun {
            continue;
        }
        let density = (100 * block.linked).checked_div(block.chars).unwrap_or(0);
        let is_link = match block.kind {
            "li" | "td" | "dd" | "dt" => density > 50,
            "p" | "blockquote" | "pre" => density > 75 && block.chars < 250,
            _ => density > 40,
        };
        let is_label = !has_end(&block.text)
            && block.weight() < 30
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
        if is_link || is_label && !matches!(block.kind, "li" | "td") && !is_bold(tree, block) {
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
        if !followed && (block.is_heading() || block.kind != "p" && block.chars < 60 && is_bold(tree, block))
        {
            continue;
        }
        followed = true;
        with_text.push(at);
    }
    with_text.reverse();
    before_comments(blocks, with_text)
}

/// What stands before the heading over what readers wrote: that goes to the end.
pub(super) fn before_comments(blocks: &Blocks, mut taken: Vec<usize>) -> Vec<usize> {
    let (Some(&after), Some(&last)) = (taken.get(MIN_BEFORE_COMMENTS - 1), taken.last()) else {
        return taken;
    };
    let is_heading = |at: &usize| {
        let block = &blocks.all[*at];
        block.is_heading() && is_comments_heading(&block.text, block.chars)
    };
    if let Some(heading) = (after + 1..last).find(is_heading) {
        taken.truncate(taken.partition_point(|at| *at < heading));
    }
    taken
}

/// Whether a block is a link as long as a headline.
pub(super) fn is_linked_headline(block: &Block) -> bool {
    block.chars >= 15 && 10 * block.linked >= 8 * block.chars
}

/// Whether a text ends as sentences do.
fn has_end(text: &str) -> bool {
    text.ends_with([
        '.', '!', '?', '"', '”', '»', ':', '。', '！', '？', '」', '…', '\'', '’', ')', '؟', '“', ';', ',',
        '।',
    ])
}

/// Whether all of a block is bold: a heading that is not called so.
fn is_bold(tree: &Tree, block: &Block) -> bool {
    let mut around = tree.ancestors(block.at).take_while(|id| *id != block.owner);
    let bold = around.find(|id| matches!(tree.name(*id), "b" | "strong"));
    bold.is_some_and(|id| tree.end(id) - id <= MAX_BOLD && tree.line_in(id) == block.text)
}

/// Whether a block only says when the article was published.
fn is_date_line(block: &Block) -> bool {
    block.chars < 70
        && !block.text.ends_with(['.', '!', '?', '。'])
        && read_date(&block.text, false).is_some()
}
