//! A story: the articles that report one event.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::article::ArticleId;
use crate::published::Published;

/// The number of a story, given when its first article arrives and kept while it grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub u32);

impl StoryId {
    /// As an index into arrays by story.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

/// The articles that report one event. A single article is a story of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoryGroup {
    /// Its number.
    pub(crate) id: StoryId,
    /// Its articles, in order of arrival, at least one.
    pub(crate) articles: Vec<ArticleId>,
    /// When the first of them was published, as far as dates are known.
    pub(crate) first_published: Option<Published>,
    /// When the last of them was.
    pub(crate) last_published: Option<Published>,
}

impl StoryGroup {
    pub(crate) fn new(id: StoryId) -> Self {
        Self { id, articles: Vec::new(), first_published: None, last_published: None }
    }

    /// Adds an article, keeping the order of arrival.
    pub(crate) fn add(&mut self, article: ArticleId, published: Option<Published>) {
        let at = self.articles.partition_point(|&member| member < article);
        self.articles.insert(at, article);
        self.widen(published);
    }

    /// Takes in all articles of another story.
    pub(crate) fn absorb(&mut self, other: StoryGroup) {
        self.articles.extend(other.articles);
        self.articles.sort_unstable();
        self.widen(other.first_published);
        self.widen(other.last_published);
    }

    /// Sets both dates anew from those of all articles.
    pub(crate) fn set_published(&mut self, dates: impl Iterator<Item = Option<Published>>) {
        (self.first_published, self.last_published) = (None, None);
        dates.for_each(|date| self.widen(date));
    }

    fn widen(&mut self, published: Option<Published>) {
        let Some(published) = published else { return };
        if self.first_published.is_none_or(|first| published.seconds() < first.seconds()) {
            self.first_published = Some(published);
        }
        if self.last_published.is_none_or(|last| published.seconds() > last.seconds()) {
            self.last_published = Some(published);
        }
    }
}
