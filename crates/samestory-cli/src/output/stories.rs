//! Rows brought together into stories.

use std::cmp::Reverse;
use std::collections::HashMap;

use samestory::{Published, StoryId};

use super::printing::Writers;
use super::row::Row;
use crate::args::Sort;
use crate::input::Reading;

/// A story with its articles, in order of time, those without a date last.
#[derive(Debug)]
pub(crate) struct StoryRows<'r> {
    pub(crate) story: StoryId,
    pub(crate) articles: Vec<&'r Row>,
    later_versions: usize,
    /// With --origins: who wrote it.
    pub(crate) writers: Option<&'r Writers>,
}

impl<'r> StoryRows<'r> {
    /// The title of the earliest article that has one; else how the earliest begins.
    pub(crate) fn headline(&self) -> &'r str {
        let titled = self.articles.iter().find(|row| row.beginning.is_none());
        titled.or(self.articles.first()).map_or("", |row| row.headline())
    }

    /// How many articles it has; the versions of one count once.
    pub(crate) fn size(&self) -> usize {
        self.articles.len() - self.later_versions
    }

    /// How many of its articles are later versions of another.
    pub(crate) fn later_versions(&self) -> usize {
        self.later_versions
    }

    /// How many outlets are known to print it.
    pub(crate) fn sources(&self) -> usize {
        let mut sources: Vec<&str> = self.articles.iter().filter_map(|row| row.source.as_deref()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len()
    }

    /// When the first article was published, as far as that is known.
    pub(crate) fn first(&self) -> Option<Published> {
        self.articles.iter().find_map(|row| row.published)
    }

    /// When the last one was.
    pub(crate) fn last(&self) -> Option<Published> {
        self.articles.iter().rev().find_map(|row| row.published)
    }
}

/// How many there are of everything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Totals {
    pub(crate) articles: usize,
    /// With --origins, articles are counted without these.
    pub(crate) later_versions: usize,
    pub(crate) stories: usize,
    pub(crate) singletons: usize,
    pub(crate) reading: Reading,
}

impl Totals {
    /// Counts all stories, whether they are shown or not.
    pub(crate) fn new(stories: &[StoryRows<'_>], reading: Reading) -> Self {
        Self {
            articles: stories.iter().map(StoryRows::size).sum(),
            later_versions: stories.iter().map(StoryRows::later_versions).sum(),
            stories: stories.len(),
            singletons: stories.iter().filter(|s| s.size() == 1).count(),
            reading,
        }
    }
}

/// All stories, in the order asked for; `writers` says who wrote them, if that is known.
pub(crate) fn stories<'r>(
    rows: &'r [Row],
    writers: &'r HashMap<StoryId, Writers>,
    sort: Sort,
) -> Vec<StoryRows<'r>> {
    let mut places: HashMap<StoryId, usize> = HashMap::new();
    let mut stories: Vec<StoryRows<'r>> = Vec::new();
    for row in rows {
        let place = *places.entry(row.story).or_insert_with(|| {
            stories.push(StoryRows {
                story: row.story,
                articles: Vec::new(),
                later_versions: 0,
                writers: writers.get(&row.story),
            });
            stories.len() - 1
        });
        stories[place].articles.push(row);
        stories[place].later_versions += usize::from(row.is_version());
    }
    for story in &mut stories {
        // stable: articles of one moment stay in the order of the input
        story.articles.sort_by_key(|row| row.published.map_or(i64::MAX, Published::seconds));
    }
    let newest = |s: &StoryRows<'_>| Reverse(s.last().map_or(i64::MIN, Published::seconds));
    match sort {
        Sort::Largest => stories.sort_by_cached_key(|s| (Reverse(s.size()), newest(s), s.story)),
        Sort::Newest => stories.sort_by_cached_key(|s| (newest(s), Reverse(s.size()), s.story)),
    }
    stories
}
