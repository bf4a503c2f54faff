//! Stories in the order in which they are shown.

use std::cmp::Reverse;
use std::collections::HashMap;

use samestory::origins::Role;
use samestory::{Member, Published, Stories, Story, StoryId};

use super::decision::Decision;
use super::linked::Linked;
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
pub struct StoryRows<'s> {
    /// The story.
    pub story: &'s Story,
    /// Its articles, with their decisions in a stream.
    pub articles: Vec<(&'s Member, Option<&'s Decision>)>,
    /// The stories of other languages that it is linked to, if that was asked for.
    pub linked: Vec<Linked<'s>>,
    later_versions: usize,
}

impl<'s> StoryRows<'s> {
    /// Of a story by itself.
    pub fn new(story: &'s Story) -> Self {
        let mut rows = Self::empty(story);
        story.members.iter().for_each(|member| rows.push(member, None));
        rows.sort();
        rows
    }

    fn empty(story: &'s Story) -> Self {
        Self { story, articles: Vec::with_capacity(story.len()), linked: Vec::new(), later_versions: 0 }
    }

    fn push(&mut self, member: &'s Member, decision: Option<&'s Decision>) {
        self.articles.push((member, decision));
        self.later_versions += usize::from(member.role == Some(Role::Version));
    }

    /// Stable: articles of one moment stay in the order of the input.
    fn sort(&mut self) {
        self.articles.sort_by_key(|(article, _)| article.published.map_or(i64::MAX, Published::seconds));
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
        let mut sources: Vec<&str> =
            self.articles.iter().filter_map(|(article, _)| article.source.as_deref()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len()
    }

    /// When the first article was published, as far as that is known.
    pub fn first(&self) -> Option<Published> {
        self.articles.iter().find_map(|(article, _)| article.published)
    }

    /// When the last one was.
    pub fn last(&self) -> Option<Published> {
        self.articles.iter().rev().find_map(|(article, _)| article.published)
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

/// All stories, in the order asked for. `decisions` are those of all articles in order of arrival; none in a batch.
pub fn ordered<'s>(stories: &'s Stories, decisions: &'s [Decision], order: Order) -> Vec<StoryRows<'s>> {
    let mut found: Vec<StoryRows<'s>> = Vec::with_capacity(stories.len());
    let mut places: HashMap<StoryId, usize> = HashMap::with_capacity(stories.len());
    for (at, (story, member)) in stories.members().enumerate() {
        let place = *places.entry(story.id).or_insert_with(|| {
            found.push(StoryRows::empty(story));
            found.len() - 1
        });
        found[place].push(member, decisions.get(at));
    }
    found.iter_mut().for_each(StoryRows::sort);
    let newest = |s: &StoryRows<'_>| Reverse(s.last().map_or(i64::MIN, Published::seconds));
    match order {
        Order::Largest => found.sort_by_cached_key(|s| (Reverse(s.size()), newest(s), s.story.id)),
        Order::Newest => found.sort_by_cached_key(|s| (newest(s), Reverse(s.size()), s.story.id)),
    }
    found
}
