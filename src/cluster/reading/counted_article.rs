//! An article whose terms are counted.

use super::boilerplate::source_hash;
use super::headline_forms::HeadlineWords;
use super::quoted::Quoted;
use crate::article::Article;
use crate::cluster::config::Config;
use crate::cluster::vectors::UnitVector;
use crate::published::Published;
use crate::terms::FieldCounts;

/// An article that was read: what is needed once its text is gone.
#[derive(Debug)]
pub(crate) struct CountedArticle {
    pub(crate) counts: FieldCounts,
    pub(crate) headline: HeadlineWords,
    pub(crate) quoted: Quoted,
    pub(crate) published: Option<Published>,
    /// As [`source_of`](Self::source_of).
    pub(crate) source: Option<u64>,
    pub(crate) vector: UnitVector,
}

impl CountedArticle {
    pub(crate) fn new(
        article: &Article,
        counts: FieldCounts,
        headline: HeadlineWords,
        quoted: Quoted,
        vector: UnitVector,
        config: &Config,
    ) -> Self {
        let source = Self::source_of(article, config);
        Self { counts, headline, quoted, published: article.published, source, vector }
    }

    /// Tells the source of an article from others; none if it is unknown, or if nothing of a source is to be left out.
    pub(crate) fn source_of(article: &Article, config: &Config) -> Option<u64> {
        source_hash(article).filter(|_| config.boilerplate_repeats > 0)
    }
}
