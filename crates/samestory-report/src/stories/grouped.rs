//! Rows brought together into stories.

use std::cmp::Reverse;
use std::collections::HashMap;

use samestory::{Published, StoryId};

use super::printing::Writers;
use super::row::Row;
use crate::Skipped;

/// Which stories come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Those with most articles.
    Largest,
    /// Those whose last article was published last.
    Newest,
}

/// A story with its articles, in order of time, those without a date last.
#[derive(Debug)]
pub struct StoryRows<'r> {
    /// The story.
    pub story: StoryId,
    /// Its articles.
    pub articles: Vec<&'r Row>,
    later_versions: usize,
    /// If copies are told apart: who wrote it.
    pub writers: Option<&'r Writers>,
}

impl<'r> StoryRows<'r> {
    /// The title of the earliest article that has one; else how the earliest begins.
    pub fn headline(&self) -> &'r str {
        let titled = self.articles.iter().find(|row| row.beginning.is_none());
        titled.or(self.articles.first()).map_or("", |row| row.headline())
    }

    /// How many articles it has; the versions of one count once.
    pub fn size(&self) -> usize {
        self.articles.len() - self.later_versions
    }

    /// How many of its articles are later versions of another.
    pub fn later_versions(&self) -> usize {
        self.later_versions
    }

    /// How many outlets are known to print it.
    pub fn sources(&self) -> usize {
        let mut sources: Vec<&str> = self.articles.iter().filter_map(|row| row.source.as_deref()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len()
    }

    /// When the first article was published, as far as that is known.
    pub fn first(&self) -> Option<Published> {
        self.articles.iter().find_map(|row| row.published)
    }

    /// When the last one was.
    pub fn last(&self) -> Option<Published> {
        self.articles.iter().rev().find_map(|row| row.published)
    }
}

/// How many there are of everything.
#[derive(Debug, Clone, Copy)]
pub struct Totals {
    /// Articles, later versions not counted.
    pub articles: usize,
    /// Later versions of articles.
    pub later_versions: usize,
    /// Stories.
    pub stories: usize,
    /// Stories of one article.
    pub singletons: usize,
    /// What of the input is not in them.
    pub skipped: Skipped,
}

impl Totals {
    /// Counts all stories, whether they are shown or not.
    pub fn new(stories: &[StoryRows<'_>], skipped: Skipped) -> Self {
        Self {
            articles: stories.iter().map(StoryRows::size).sum(),
            later_versions: stories.iter().map(StoryRows::later_versions).sum(),
            stories: stories.len(),
            singletons: stories.iter().filter(|s| s.size() == 1).count(),
            skipped,
        }
    }
}

/// All stories, in the order asked for; `writers` says who wrote them, if that is known.
pub fn stories<'r>(
    rows: &'r [Row],
    writers: &'r HashMap<StoryId, Writers>,
    order: Order,
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
    match order {
        Order::Largest => stories.sort_by_cached_key(|s| (Reverse(s.size()), newest(s), s.story)),
        Order::Newest => stories.sort_by_cached_key(|s| (newest(s), Reverse(s.size()), s.story)),
    }
    stories
}
