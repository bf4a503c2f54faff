//! Finds copies as articles arrive.

use super::config::{CopyConfig, CopyConfigError};
use super::direction::{Circumstances, direction};
use super::furniture::Furniture;
use super::index::{Entry, ShingleIndex};
use super::link::{CopyKind, CopyLink, QuoteLink, confidence, kind, shares_quotes};
use super::overlap::{Compared, Overlap};
use super::print::{Print, Reader};
use crate::article::{Article, ArticleId};
use crate::published::Published;

/// What was found of an article when it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The earlier articles it shares its text with, in order of arrival.
    pub copies: Vec<CopyLink>,
    /// Earlier independent reports that quote the same words.
    pub quotes: Vec<QuoteLink>,
}

/// Finds, for each article as it comes, the earlier ones that it is a copy of, or that are copies of it.
pub struct CopyFinder {
    config: CopyConfig,
    reader: Reader,
    index: ShingleIndex,
    furniture: Furniture,
}

impl CopyFinder {
    /// An empty one.
    pub fn new(config: CopyConfig) -> Result<Self, CopyConfigError> {
        config.validate()?;
        let furniture = Furniture::new(config.furniture_counts);
        Ok(Self { config, reader: Reader::default(), index: ShingleIndex::default(), furniture })
    }

    /// Takes the next article.
    pub fn insert(&mut self, id: ArticleId, article: &Article) -> Found {
        let print = self.reader.read(article);
        let circumstances = Circumstances {
            published: article.published,
            source: article.source.as_ref().map(|s| {
                use std::hash::BuildHasher;
                foldhash::fast::FixedState::default().hash_one(s)
            }),
            credited: None,
        };
        self.insert_print(id, print, circumstances)
    }

    fn insert_print(&mut self, id: ArticleId, print: Print, circumstances: Circumstances) -> Found {
        let candidates = self.index.candidates(&print);
        let mut found = Found::default();
        let mut spared: Vec<(usize, usize)> = Vec::new();
        if !candidates.is_empty() {
            let compared = Compared::new(&print, &self.furniture);
            for place in candidates {
                let Some(entry) = self.index.entry(place) else { continue };
                judge(&self.config, &self.furniture, entry, id, &compared, &circumstances, &mut found);
            }
        }
        let _ = &mut spared;
        let own = found.copies.iter().any(|link| link.same_source);
        if let Some(source) = circumstances.source && !own {
            self.furniture.count(source, &print.selected, |_| false);
        }
        let overfull = self.index.len() >= self.config.most_articles;
        if overfull {
            let first = self.index.entries().next().map(|(_, e)| e.id);
            self.index.expire_while(|e| Some(e.id) == first);
        }
        self.index.insert(Entry { id, print, circumstances }, self.config.most_per_shingle);
        found
    }
}

/// Compares an article with an earlier one.
pub(crate) fn judge(
    config: &CopyConfig,
    furniture: &Furniture,
    earlier: &Entry,
    id: ArticleId,
    compared: &Compared<'_>,
    circumstances: &Circumstances,
    found: &mut Found,
) {
    if too_far_apart(earlier.circumstances.published, circumstances.published, config.window_days) {
        return;
    }
    let Some(overlap) = compared.with(&earlier.print, furniture) else { return };
    let overlap: Overlap = overlap;
    let ids = [earlier.id, id];
    let kind: Option<CopyKind> = kind(&overlap, config);
    match kind {
        Some(kind) => {
            let same_source =
                circumstances.source.is_some() && circumstances.source == earlier.circumstances.source;
            let direction = direction(ids, [&earlier.circumstances, circumstances], &overlap);
            let confidence = confidence(&overlap);
            found.copies.push(CopyLink {
                first: ids[0],
                second: ids[1],
                kind,
                same_source,
                direction,
                confidence,
                overlap,
            });
        }
        None if shares_quotes(&overlap) => {
            found.quotes.push(QuoteLink { first: ids[0], second: ids[1], overlap });
        }
        None => {}
    }
}

fn too_far_apart(a: Option<Published>, b: Option<Published>, days: f64) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.days_to(b) > days)
}
