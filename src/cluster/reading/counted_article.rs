//! An article whose terms are counted.

use super::boilerplate::source_hash;
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
    pub(crate) quoted: Quoted,
    pub(crate) published: Option<Published>,
    /// Tells its source from others; none if it is unknown, or if nothing of a source is to be left out.
    pub(crate) source: Option<u64>,
    pub(crate) vector: UnitVector,
}

impl CountedArticle {
    pub(crate) fn new(
        article: &Article,
        counts: FieldCounts,
        quoted: Quoted,
        vector: UnitVector,
        config: &Config,
    ) -> Self {
        let source = source_hash(article).filter(|_| config.boilerplate_repeats > 0);
        Self { counts, quoted, published: article.published, source, vector }
    }
}
