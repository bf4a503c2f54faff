//! When an article was published and changed: what the page declares, its `time` elements, a date near the headline.

use super::blocks::{Block, Blocks};
use super::dates::date_in_address;
use super::hints::words;
use super::json_ld::Declared;
use super::page_head::{NAMES, Page};
use super::tree::NodeId;

/// A line with a date is no longer, in characters.
const MAX_LINE: usize = 140;

/// How lines begin that say when an article was published.
const LABELS: &[&str] = &[
    "published",
    "first published",
    "posted on",
    "veröffentlicht",
    "publié le",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "publicerad",
    "publisert",
    "opublikowano",
    "опубликовано",
    "дата публикации",
    "发布日期",
    "发布时间",
    "發布日期",
    "發佈時間",
    "公開日",
    "등록일",
    "입력",
    "تاريخ النشر",
];

impl Page<'_> {
    pub(super) fn published(
        &self,
        declared: &Declared,
        headline: Option<NodeId>,
        blocks: &Blocks,
        url: Option<&str>,
    ) -> Option<String> {
        let own = declared.published.as_deref().and_then(|text| self.read(text));
        let meta = || self.all(&NAMES.published).find_map(|text| self.read(text));
        let item = || self.items("datePublished").find_map(|id| self.date_of(id));
        let times = || self.time_element(headline);
        let shown = || self.shown_date(headline, blocks);
        let changed = || self.all(&NAMES.modified).find_map(|text| self.read(text));
        own.or_else(meta)
            .or_else(item)
            .or_else(times)
            .or_else(shown)
            .or_else(|| url.and_then(date_in_address))
            .or_else(|| self.said_date(headline, blocks))
            .or_else(changed)
    }

    pub(super) fn modified(&self, declared: &Declared) -> Option<String> {
        let own = declared.modified.as_deref().and_then(|text| self.read(text));
        let item = || self.items("dateModified").find_map(|id| self.date_of(id));
        // "time class=updated", as blogs have it
        let marked = || {
            let mut times = (1..self.tree.len()).filter(|id| self.tree.name(*id) == "time");
            times.find(|id| {
                let words = words(self.tree, *id);
                words.contains(" updated ") && !words.contains(" published ")
            })
        };
        own.or_else(|| self.all(&NAMES.modified).find_map(|text| self.read(text)))
            .or_else(item)
            .or_else(|| marked().and_then(|id| self.date_of(id)))
    }

    /// The date that an element says: in `datetime`, `content`, `title`, or as text.
    fn date_of(&self, id: NodeId) -> Option<String> {
        let attribute = ["datetime", "content", "title"]
            .iter()
            .find_map(|name| self.tree.attribute(id, name).and_then(|text| self.read(text)));
        attribute.or_else(|| {
            Some(self.tree.line_in(id))
                .filter(|line| line.chars().count() < 120)
                .and_then(|line| self.read(&line))
        })
    }

    /// The `time` that says when the article was published: marked so, else the nearest after the headline.
    fn time_element(&self, headline: Option<NodeId>) -> Option<String> {
        let tree = self.tree;
        let times: Vec<(NodeId, String)> = (1..tree.len())
            .filter(|id| matches!(tree.name(*id), "time" | "abbr" | "relative-time" | "?"))
            .filter(|id| {
                tree.name(*id) == "time"
                    || tree.attribute(*id, "datetime").is_some()
                    || tree.name(*id) == "abbr" && words(tree, *id).contains(" published ")
            })
            .map(|id| (id, words(tree, id)))
            .collect();
        let is_change = |words: &str| words.contains(" updated ") || words.contains(" modified ");
        let marked = times.iter().filter(|(id, words)| {
            tree.attribute(*id, "pubdate").is_some()
                || (words.contains(" published ")
                    || words.contains(" date published ")
                    || words.contains(" entry date ")
                    || words.contains(" pubdate "))
                    && !is_change(words)
        });
        if let Some(date) = marked.filter_map(|(id, _)| self.date_of(*id)).next() {
            return Some(date);
        }
        let headline = headline.unwrap_or(0);
        let mut near: Vec<&(NodeId, String)> = times.iter().filter(|(_, words)| !is_change(words)).collect();
        near.sort_by_key(|(id, _)| (*id < headline, id.abs_diff(headline)));
        near.into_iter().chain(&times).find_map(|(id, _)| self.date_of(*id))
    }

    /// A date that is shown as text: in an element that is called so, else a short line near the headline.
    fn shown_date(&self, headline: Option<NodeId>, blocks: &Blocks) -> Option<String> {
        let tree = self.tree;
        let called =
            (1..tree.len()).filter(|id| tree.text(*id).is_none() && tree.end(*id) - id < 24).filter(|id| {
                let words = words(tree, *id);
                [
                    " date ",
                    " time ",
                    " timestamp ",
                    " published ",
                    " pubdate ",
                    " publish ",
                    " posted ",
                    " fecha ",
                    " datum ",
                    " data ",
                    " dateline ",
                    " byline ",
                    " datetime ",
                    " post meta ",
                    " entry meta ",
                    " meta ",
                    " info ",
                    " pubtime ",
                ]
                .iter()
                .any(|word| words.contains(word))
            });
        let mut called: Vec<NodeId> = called.take(400).collect();
        let headline = headline.unwrap_or(0);
        called.sort_by_key(|id| (*id < headline, id.abs_diff(headline)));
        let of_called = called.into_iter().filter(|id| id.abs_diff(headline) < 4000).find_map(|id| {
            let line = tree.line_in(id);
            (line.chars().count() < 160).then(|| self.read(&line)).flatten()
        });
        if of_called.is_some() {
            return of_called;
        }
        let labelled = |block: &&Block| {
            let lower = block.text.to_lowercase();
            block.chars < MAX_LINE && LABELS.iter().any(|label| lower.starts_with(label))
        };
        let of_label = blocks.all.iter().filter(labelled).find_map(|block| self.read(&block.text));
        of_label.or_else(|| {
            let mut lines = near(headline, blocks).filter(|block| !is_sentence(block));
            lines.find_map(|block| self.read(&block.text))
        })
    }

    /// A date that the text says, which may be one of something else: a sentence near the headline, a wire's last line, or a dateline
    /// that begins the text.
    fn said_date(&self, headline: Option<NodeId>, blocks: &Blocks) -> Option<String> {
        let read = |block: &Block| (block.chars < MAX_LINE).then(|| self.read(&block.text)).flatten();
        let lines = near(headline.unwrap_or(0), blocks).find_map(read);
        lines.or_else(|| blocks.all.iter().rev().take(3).find_map(read)).or_else(|| {
            blocks.all.iter().find(|block| block.prose() > 0).and_then(|block| {
                let head: String = block.text.chars().take(60).collect();
                self.read(&head)
            })
        })
    }
}

/// The short blocks after the headline, and a few before it.
fn near(headline: NodeId, blocks: &Blocks) -> impl Iterator<Item = &Block> {
    let first = blocks.all.iter().position(|block| block.at >= headline).unwrap_or(0);
    let (after, before) = (blocks.all[first..].iter().take(14), blocks.all[..first].iter().rev().take(4));
    after.chain(before).filter(|block| block.chars < MAX_LINE)
}

/// Whether a block says something rather than names it.
fn is_sentence(block: &Block) -> bool {
    block.prose() > 0 && block.text.ends_with(['.', '!', '?', '。', '！', '？', '…', '”', '"', '»', '」'])
}
