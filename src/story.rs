//! A story: the articles that report one event.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::article::ArticleId;

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

/// Items of stories, in the order of the stories' numbers and of the items; `story_of` says of each item which its story is.
pub(crate) fn by_story<T>(items: Vec<T>, story_of: &[StoryId]) -> Vec<(StoryId, Vec<T>)> {
    let mut places: Vec<usize> = (0..items.len()).collect();
    places.sort_by_key(|&at| story_of[at]);
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let with_items = |places: &[usize]| {
        // most stories have one item, for which there would be room for four
        let mut own = Vec::with_capacity(places.len());
        own.extend(places.iter().filter_map(|&at| items[at].take()));
        (story_of[places[0]], own)
    };
    places.chunk_by(|&one, &next| story_of[one] == story_of[next]).map(with_items).collect()
}

/// The articles that report one event, by number. A single article is a story of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoryGroup {
    /// Its number.
    pub(crate) id: StoryId,
    /// Its articles, in order of arrival, at least one.
    pub(crate) articles: Vec<ArticleId>,
}

impl StoryGroup {
    pub(crate) fn new(id: StoryId) -> Self {
        Self { id, articles: Vec::new() }
    }

    /// Adds an article, keeping the order of arrival.
    pub(crate) fn add(&mut self, article: ArticleId) {
        let at = self.articles.partition_point(|&member| member < article);
        self.articles.insert(at, article);
    }

    /// Takes in all articles of another story.
    pub(crate) fn absorb(&mut self, other: StoryGroup) {
        self.articles.extend(other.articles);
        self.articles.sort_unstable();
    }
}
