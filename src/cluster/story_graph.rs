//! The stories of a stream, with how close each is to its neighbours.

use std::collections::{BTreeMap, VecDeque};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::assignment::Change;
use super::moves::{Choice, choose};
use super::score::{Partners, Score, Sum};
use crate::article::ArticleId;
use crate::published::Published;
use crate::story::{Story, StoryId};

/// How many of its closest neighbours a new article makes think again.
const THINK_AGAIN: usize = 5;

/// If their score with it is at least this: one below adds too little to change a mind.
const WORTH_A_THOUGHT: f64 = 0.2;

/// How much closer two stories of several articles must be than an article and a story, to become one: the larger both
/// are, the more there is to lose.
const MERGE_BAR: f64 = 1.3;

type Sums = HashMap<StoryId, Sum, FixedState>;

/// Live articles and their stories.
///
/// Between each two stories that share a scored pair of articles, the sum of the scores of their cross pairs is kept, so
/// that a decision looks at stories, not at articles. The sums are exact, and removing an article leaves no trace in
/// them.
#[derive(Debug, Default)]
pub(crate) struct StoryGraph {
    /// By article, from `base` on; none for the expired.
    articles: VecDeque<Option<Node>>,
    base: u32,
    live: usize,
    stories: HashMap<StoryId, Group, FixedState>,
    /// Where the stories went that were merged into others.
    merged: HashMap<StoryId, StoryId, FixedState>,
    next_story: u32,
    /// The story that the article being inserted began: nobody knows its id yet.
    begun: Option<StoryId>,
}

#[derive(Debug)]
struct Node {
    story: StoryId,
    published: Option<Published>,
    /// Scored pairs with other articles; the expired among them count no more.
    edges: Vec<(ArticleId, Score)>,
}

#[derive(Debug)]
struct Group {
    story: Story,
    sums: Sums,
    /// The ids of the stories that were merged into this one.
    absorbed: Vec<StoryId>,
}

/// From when on articles and stories belong together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bars {
    pub(crate) threshold: f64,
    pub(crate) partners: Partners,
}

impl StoryGraph {
    /// Adds the next article with its scored pairs, and lets it, the stories and its neighbours find their places.
    pub(crate) fn insert(
        &mut self,
        published: Option<Published>,
        edges: Vec<(ArticleId, Score)>,
        bars: Bars,
        changes: &mut Vec<Change>,
    ) -> ArticleId {
        let article = ArticleId(self.base + self.articles.len() as u32);
        let begun = self.begin_story();
        self.begun = Some(begun);
        for &(other, score) in &edges {
            if let Some(node) = self.node_mut(other) {
                node.edges.push((article, score));
                let story = node.story;
                self.change_sum(begun, story, |sum| sum + score.units());
            }
        }
        let mut closest = edges.clone();
        closest.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        closest.truncate(THINK_AGAIN);
        closest.retain(|&(_, score)| score >= Score::new(WORTH_A_THOUGHT));
        self.articles.push_back(Some(Node { story: begun, published, edges }));
        self.live += 1;
        self.enlist(article, begun);

        self.merge_from(begun, bars, changes);
        for (other, _) in closest {
            self.think_again(other, bars, changes);
        }
        self.think_again(article, bars, changes);
        self.begun = None;
        // what happened to the new article itself is no change: nobody knew where it was
        changes.retain(|change| !matches!(change, Change::Moved { article: moved, .. } if *moved == article));
        if !self.stories.contains_key(&begun) && begun.0 + 1 == self.next_story {
            self.next_story = begun.0;
        }
        article
    }

    /// Removes an article.
    pub(crate) fn remove(&mut self, article: ArticleId) {
        let Some(slot) = article.0.checked_sub(self.base) else { return };
        let Some(node) = self.articles.get_mut(slot as usize).and_then(Option::take) else { return };
        self.live -= 1;
        for &(other, score) in &node.edges {
            if let Some(story) = self.story_of(other) {
                self.change_sum(node.story, story, |sum| sum - score.units());
            }
        }
        self.discharge(article, node.story, node.published);
        while let Some(None) = self.articles.front() {
            self.articles.pop_front();
            self.base += 1;
        }
    }

    /// The story of a live article.
    pub(crate) fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.node(article).map(|node| node.story)
    }

    pub(crate) fn story(&self, id: StoryId) -> Option<&Story> {
        self.stories.get(&id).map(|group| &group.story)
    }

    /// In the order of their numbers.
    pub(crate) fn stories(&self) -> impl Iterator<Item = &Story> {
        let mut stories: Vec<&Story> = self.stories.values().map(|group| &group.story).collect();
        stories.sort_unstable_by_key(|story| story.id);
        stories.into_iter()
    }

    /// The live story that a story has become part of: itself, as long as it lives.
    pub(crate) fn resolve(&self, id: StoryId) -> Option<StoryId> {
        let mut id = id;
        while let Some(&into) = self.merged.get(&id) {
            id = into;
        }
        self.stories.contains_key(&id).then_some(id)
    }

    /// How close an article is to the others of its story, or the story that it would rather be in.
    pub(crate) fn closeness(&self, article: ArticleId, partners: Partners) -> Closeness {
        let Some(node) = self.node(article) else { return Closeness::default() };
        let scored = |&(other, score): &(ArticleId, Score)| Some((self.story_of(other)?, score.units()));
        let mut scores: Vec<(StoryId, Sum)> = node.edges.iter().filter_map(scored).collect();
        scores.sort_unstable();
        let size = |story: StoryId| self.stories.get(&story).map_or(0, |g| g.story.articles.len());
        let others = size(node.story) - 1;
        let mut closeness = Closeness { own: (others > 0).then_some(0.0), best: None };
        for of_story in scores.chunk_by(|a, b| a.0 == b.0) {
            let story = of_story[0].0;
            let sum = of_story.iter().map(|&(_, units)| units).sum();
            if story == node.story {
                closeness.own = Some(partners.mean_of_one(sum, others));
                continue;
            }
            let mean = partners.mean_of_one(sum, size(story));
            if closeness.best.is_none_or(|(most, _)| mean > most) {
                closeness.best = Some((mean, story));
            }
        }
        closeness
    }

    fn begin_story(&mut self) -> StoryId {
        let id = StoryId(self.next_story);
        self.next_story += 1;
        self.stories.insert(id, Group { story: Story::new(id), sums: new_sums(), absorbed: Vec::new() });
        id
    }

    /// Merges a story with its closest neighbours as long as one is close enough.
    fn merge_from(&mut self, start: StoryId, bars: Bars, changes: &mut Vec<Change>) {
        let mut id = start;
        while let Some(other) = self.closest(id, bars) {
            id = self.merge(id, other, changes);
        }
    }

    /// The story that is closest to one, if close enough.
    fn closest(&self, id: StoryId, bars: Bars) -> Option<StoryId> {
        let group = self.stories.get(&id)?;
        let size = group.story.articles.len();
        let mut best: Option<(f64, StoryId)> = None;
        for (&other, &sum) in &group.sums {
            let others = self.stories.get(&other).map_or(0, |g| g.story.articles.len());
            let bar = if size > 1 && others > 1 { MERGE_BAR * bars.threshold } else { bars.threshold };
            let margin = bars.partners.mean(sum, size, others) - bar;
            if margin >= 0.0
                && best.is_none_or(|(most, first)| margin > most || (margin == most && other < first))
            {
                best = Some((margin, other));
            }
        }
        best.map(|(_, other)| other)
    }

    /// The larger story keeps its id; of equals the older.
    fn merge(&mut self, a: StoryId, b: StoryId, changes: &mut Vec<Change>) -> StoryId {
        let rank = |id: StoryId| {
            let size = self.stories.get(&id).map_or(0, |group| group.story.articles.len());
            (size, std::cmp::Reverse(id))
        };
        let (into, from) = if rank(a) > rank(b) { (a, b) } else { (b, a) };
        let Some(gone) = self.stories.remove(&from) else { return into };
        for (&other, &sum) in &gone.sums {
            if let Some(group) = self.stories.get_mut(&other) {
                group.sums.remove(&from);
            }
            if other != into {
                self.change_sum(into, other, |known| known + sum);
            }
        }
        for &article in &gone.story.articles {
            if let Some(node) = self.node_mut(article) {
                node.story = into;
            }
        }
        if let Some(group) = self.stories.get_mut(&into) {
            group.story.absorb(gone.story);
            group.absorbed.extend(gone.absorbed);
            if self.begun != Some(from) {
                group.absorbed.push(from);
                self.merged.insert(from, into);
                changes.push(Change::Merged { from, into });
            }
        }
        into
    }

    fn think_again(&mut self, article: ArticleId, bars: Bars, changes: &mut Vec<Change>) {
        let Some(from) = self.story_of(article) else { return };
        let Closeness { own, best } = self.closeness(article, bars.partners);
        let to = match choose(own, best, bars.threshold) {
            Choice::Stay => return,
            Choice::Join(story) => story,
            Choice::Leave => self.begin_story(),
        };
        let Some(node) = self.node_mut(article) else { return };
        node.story = to;
        let (edges, published) = (std::mem::take(&mut node.edges), node.published);
        for &(other, score) in &edges {
            if let Some(story) = self.story_of(other) {
                self.change_sum(from, story, |sum| sum - score.units());
                self.change_sum(to, story, |sum| sum + score.units());
            }
        }
        if let Some(node) = self.node_mut(article) {
            node.edges = edges;
        }
        self.enlist(article, to);
        self.discharge(article, from, published);
        changes.push(Change::Moved { article, from, to });
    }

    /// Puts an article on the list of a story.
    fn enlist(&mut self, article: ArticleId, story: StoryId) {
        let published = self.node(article).and_then(|node| node.published);
        if let Some(group) = self.stories.get_mut(&story) {
            group.story.add(article, published);
        }
    }

    /// Takes an article off the list of a story, which ends with its last.
    fn discharge(&mut self, article: ArticleId, story: StoryId, published: Option<Published>) {
        let Some(mut group) = self.stories.remove(&story) else { return };
        group.story.articles.retain(|&member| member != article);
        if group.story.articles.is_empty() {
            for other in group.sums.keys() {
                if let Some(other) = self.stories.get_mut(other) {
                    other.sums.remove(&story);
                }
            }
            for id in group.absorbed {
                self.merged.remove(&id);
            }
            return;
        }
        if published.is_some() {
            let dates = |&member: &ArticleId| self.node(member).and_then(|node| node.published);
            let dates: Vec<_> = group.story.articles.iter().map(dates).collect();
            group.story.set_published(dates.into_iter());
        }
        self.stories.insert(story, group);
    }

    fn change_sum(&mut self, a: StoryId, b: StoryId, change: impl Fn(Sum) -> Sum) {
        if a == b {
            return;
        }
        for (one, other) in [(a, b), (b, a)] {
            let Some(group) = self.stories.get_mut(&one) else { continue };
            let sum = change(group.sums.get(&other).copied().unwrap_or_default());
            if sum == 0 {
                group.sums.remove(&other);
            } else {
                group.sums.insert(other, sum);
            }
        }
    }

    fn node(&self, article: ArticleId) -> Option<&Node> {
        self.articles.get(article.0.checked_sub(self.base)? as usize)?.as_ref()
    }

    fn node_mut(&mut self, article: ArticleId) -> Option<&mut Node> {
        self.articles.get_mut(article.0.checked_sub(self.base)? as usize)?.as_mut()
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let nodes: usize = self
            .articles
            .iter()
            .flatten()
            .map(|node| node.edges.capacity() * size_of::<(ArticleId, Score)>())
            .sum();
        let groups: usize = self
            .stories
            .values()
            .map(|group| {
                size_of::<Group>()
                    + group.story.articles.capacity() * size_of::<ArticleId>()
                    + group.sums.capacity() * size_of::<(StoryId, Sum)>()
                    + group.absorbed.capacity() * size_of::<StoryId>()
            })
            .sum();
        nodes
            + groups
            + self.articles.capacity() * size_of::<Option<Node>>()
            + self.merged.capacity() * size_of::<(StoryId, StoryId)>()
    }

    /// Checks that articles and stories say the same, and that the sums are those of the pairs.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        let mut members = 0;
        let mut expected: BTreeMap<(StoryId, StoryId), Sum> = BTreeMap::new();
        for (&id, group) in &self.stories {
            let articles = &group.story.articles;
            if group.story.id != id || articles.is_empty() {
                return Err(format!("story {id} is empty or misnamed"));
            }
            if !articles.is_sorted_by(|a, b| a < b) {
                return Err(format!("the articles of {id} are out of order"));
            }
            members += articles.len();
            for &article in articles {
                let node = self.node(article).ok_or_else(|| format!("{article} of {id} has expired"))?;
                if node.story != id {
                    return Err(format!("{article} is listed in {id}, and belongs to {}", node.story));
                }
                for &(other, score) in &node.edges {
                    if let Some(story) = self.story_of(other).filter(|&story| story != id) {
                        *expected.entry((id, story)).or_default() += score.units();
                    }
                }
            }
        }
        if self.live != members || self.live != self.articles.iter().flatten().count() {
            return Err(format!("{} live, {members} in stories", self.live));
        }
        expected.retain(|_, sum| *sum > 0);
        let found =
            self.stories.iter().flat_map(|(&id, group)| group.sums.iter().map(move |(&o, &s)| ((id, o), s)));
        if expected != found.collect() {
            return Err("the sums between stories are not those of their articles".to_owned());
        }
        match self.merged.keys().find(|&&id| self.resolve(id).is_none()) {
            Some(id) => Err(format!("{id} was merged into a story that has ended")),
            None => Ok(()),
        }
    }
}

/// How close an article is to the others of its story (none if it is alone), and to the closest other story.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Closeness {
    pub(crate) own: Option<f64>,
    pub(crate) best: Option<(f64, StoryId)>,
}

fn new_sums() -> Sums {
    Sums::with_hasher(FixedState::with_seed(1))
}
