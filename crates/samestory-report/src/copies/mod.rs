//! Copies: articles that share a text, and the formats they are written in.

mod json;
mod text;

use std::collections::BTreeMap;

use samestory::credits::Newsrooms;
use samestory::unstable::copies::{CopyLink, Found};
use samestory::unstable::origins::{StoryOrigins, trace_origins};
use samestory::{Article, ArticleId};

pub use json::write as write_json;
pub use text::write as write_text;

/// Articles that share a text.
#[derive(Debug)]
pub struct SharedText<'a> {
    /// Their origins.
    pub origins: StoryOrigins,
    /// The links among them.
    pub links: Vec<&'a CopyLink>,
}

/// Articles that are linked, those with most first.
pub fn shared_texts<'f>(
    articles: &[Article],
    found: &'f Found,
    newsrooms: &Newsrooms,
) -> Vec<SharedText<'f>> {
    let mut group: Vec<usize> = (0..articles.len()).collect();
    for link in &found.copies {
        let (a, b) = (head(&mut group, link.first.index()), head(&mut group, link.second.index()));
        group[a.max(b)] = a.min(b);
    }
    let mut links: BTreeMap<usize, Vec<&CopyLink>> = BTreeMap::new();
    for link in &found.copies {
        links.entry(head(&mut group, link.first.index())).or_default().push(link);
    }
    let mut members: BTreeMap<usize, Vec<(ArticleId, &Article)>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        let first = head(&mut group, at);
        if links.contains_key(&first) {
            members.entry(first).or_default().push((ArticleId(at as u32), article));
        }
    }
    let mut texts: Vec<SharedText<'f>> = members
        .into_iter()
        .map(|(first, members)| {
            let links = links.remove(&first).unwrap_or_default();
            SharedText { origins: trace_origins(&members, links.iter().copied(), newsrooms), links }
        })
        .collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.origins.articles.len()));
    texts
}

/// The first article of a group; ways to it are shortened.
fn head(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}
