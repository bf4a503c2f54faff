//! An article whose terms are counted.

use std::borrow::Borrow;

use super::boilerplate::source_hash;
use super::headline_forms::HeadlineWords;
use super::quoted::Quoted;
use crate::article::Article;
use crate::cluster::config::Config;
use crate::cluster::vectors::UnitVector;
use crate::parallel;
use crate::published::Published;
use crate::terms::{FieldCounts, Text};

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

/// What is read of an article beside its terms.
#[derive(Debug)]
pub(crate) struct Rest {
    headline: HeadlineWords,
    quoted: Quoted,
    vector: UnitVector,
}

impl Rest {
    /// Of an article and what is read of it.
    pub(crate) fn of(article: &Article, text: Text<'_>, config: &Config) -> Self {
        let headline = HeadlineWords::of(CountedArticle::source_of(article, config), text.title);
        Self { headline, quoted: Quoted::by(text.body, config), vector: UnitVector::of(article, config) }
    }

    /// Of many articles.
    pub(crate) fn of_all(
        articles: &[impl Borrow<Article>],
        texts: &[Text<'_>],
        config: &Config,
    ) -> Vec<Self> {
        let items: Vec<(&Article, Text<'_>)> =
            articles.iter().map(Borrow::borrow).zip(texts.iter().copied()).collect();
        parallel::map(&items, |&(article, text)| Self::of(article, text, config))
    }
}

impl CountedArticle {
    pub(crate) fn new(article: &Article, counts: FieldCounts, rest: Rest, config: &Config) -> Self {
        let Rest { headline, quoted, vector } = rest;
        let source = Self::source_of(article, config);
        Self { counts, headline, quoted, published: article.published, source, vector }
    }

    /// Tells the source of an article from others; none if it is unknown, or if nothing of a source is to be left out.
    pub(crate) fn source_of(article: &Article, config: &Config) -> Option<u64> {
        source_hash(article).filter(|_| config.boilerplate_repeats > 0)
    }
}
