//! When an article was published and changed: what the page declares, its `time` elements, a date near the headline.

use super::blocks::{Block, Blocks};
use super::dates::date_in_address;
use super::hints::words;
use super::json_ld::Declared;
use super::page_head::{NAMES, Page};
use super::tree::NodeId;

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
            .or_else(changed)
    }

    pub(super) fn modified(&self, declared: &Declared) -> Option<String> {
        let own = declared.modified.as_deref().and_then(|text| self.read(text));
        let item = || self.items("dateModified").find_map(|id| self.date_of(id));
        own.or_else(|| self.all(&NAMES.modified).find_map(|text| self.read(text))).or_else(item)
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
        let first = blocks.all.iter().position(|block| block.at >= headline).unwrap_or(0);
        let after = blocks.all[first..].iter().take(14);
        let before = blocks.all[..first].iter().rev().take(4);
        let line = |block: &Block| if block.chars < 140 { self.read(&block.text) } else { None };
        let lines = after.chain(before).find_map(line);
        // a wire's last line, or a dateline that begins the text
        lines.or_else(|| blocks.all.iter().rev().take(3).find_map(line)).or_else(|| {
            blocks.all.iter().find(|block| block.prose() > 0).and_then(|block| {
                let head: String = block.text.chars().take(60).collect();
                self.read(&head)
            })
        })
    }
}
