//! The stories of a stream, with how close each is to its neighbours.

mod correct;
mod hubs;
mod revise;
mod saved;

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use hubs::MinPairs;

use super::groups::{Groups, Member, Slot, Sums};
use super::placement::GroupChange;
use super::story_sums::StorySums;
use crate::article::ArticleId;
use crate::cluster::linkage::score::{Score, Sum};
use crate::cluster::linkage::statistics::{ClusterStatistics, closeness_of_one};
use crate::story::{StoryGroup, StoryId};
use crate::window::Window;

/// Number of closest neighbours of a new article that are reconsidered.
const RECONSIDERED_NEIGHBORS: usize = 10;

/// The minimum score of a neighbour to be reconsidered: a lower score adds too little to change a decision.
const MIN_NEIGHBOR_SCORE: f64 = 0.2;

/// How much closer two stories of several articles must be than an article and a story, to become one: the larger both
/// are, the more there is to lose.
const MERGE_BAR: f64 = 1.3;

/// Live articles and their stories.
///
/// Between each two stories that share a scored pair of articles, the sum of the scores of their cross pairs is kept, so
/// that a decision looks at stories, not at articles. The sums are exact, and removing an article leaves no trace in
/// them.
#[derive(Debug, Default)]
pub(crate) struct StoryGraph {
    /// By article; none for the expired.
    articles: Window<Option<Node>>,
    /// Where their stories are. Apart from the rest of what is known of them, because all decisions ask for it.
    slots: Window<Slot>,
    live: usize,
    /// The last article that was reconsidered in turn.
    last_reconsidered: u32,
    stories: Groups,
    /// Where the stories went that were merged into others.
    merged: HashMap<StoryId, StoryId, FixedState>,
    next_story: u32,
    /// How many live articles are hubs.
    hubs: usize,
    min_hub_pairs: MinPairs,
    /// Memory to reuse.
    sums: StorySums,
}

#[derive(Debug)]
struct Node {
    member: Member,
    /// Scored pairs with other articles; the expired among them count no more. A pair that is corrected is there twice, with its score
    /// and with what the correction says.
    edges: Vec<(ArticleId, Score)>,
    /// Of a [hub](hubs): the sums of its scores by story.
    sums: Option<Box<Sums>>,
}

impl StoryGraph {
    /// Reconsiders the articles whose turn it is, adds the next article with its scored pairs, merges its story with others that are
    /// close enough, and reconsiders its neighbours. Returns its number, and its final closeness to the stories around it.
    pub(crate) fn insert(
        &mut self,
        link_limit: u32,
        edges: &[(ArticleId, Score)],
        threshold: f64,
        changes: &mut Vec<GroupChange>,
    ) -> (ArticleId, Closeness) {
        self.reconsider_next(threshold, changes);
        let article = self.next_article();
        for &(other, score) in edges {
            if let Some(node) = self.node_mut(other) {
                node.edges.push((article, score));
            }
        }
        let mut closest = edges.to_vec();
        closest.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        closest.truncate(RECONSIDERED_NEIGHBORS);
        closest.retain(|&(_, score)| score >= Score::new(MIN_NEIGHBOR_SCORE));

        let begun = self.next_id();
        let member = Member { article, link_limit };
        let (slot, own) = self.place(begun, link_limit, edges, threshold);
        self.articles.push(Some(Node { member, edges: edges.to_vec(), sums: None }));
        self.slots.push(slot);
        self.live += 1;
        self.enter_hubs(slot, edges);
        self.stories.add(slot, member, own);
        if self.stories.head(slot).id != begun {
            self.merge_from(slot, threshold, changes);
        }
        for (other, _) in closest {
            self.reconsider(other, threshold, changes);
        }
        self.unite_with(article, edges, threshold, changes);
        let mut closeness = self.reconsider(article, threshold, changes);
        if self.revise(article, threshold, changes) {
            closeness = self.reconsider(article, threshold, changes);
        }
        // what happened to the new article itself is no change: nobody knew where it was
        changes.retain(
            |change| !matches!(change, GroupChange::Moved { article: moved, .. } if *moved == article),
        );
        if self.stories.find(begun).is_none() && begun.0 + 1 == self.next_story {
            self.next_story = begun.0;
        }
        (article, closeness)
    }

    /// The story of a new article: the one that is closest to it alone, if close enough, else one that it begins; with the sum
    /// of its scores there.
    fn place(
        &mut self,
        begun: StoryId,
        link_limit: u32,
        edges: &[(ArticleId, Score)],
        threshold: f64,
    ) -> (Slot, Sum) {
        let mut sums = std::mem::take(&mut self.sums);
        self.add_up(edges, &mut sums);
        let slot = self
            .closest(ClusterStatistics::one(link_limit), &sums.sums, threshold)
            .unwrap_or_else(|| self.stories.begin(begun));
        for &(other, sum) in &sums.sums {
            self.stories.change_sum(slot, other, |known| known + sum);
        }
        let own = sums.of(slot);
        self.sums = sums;
        (slot, own)
    }

    /// Removes an article.
    pub(crate) fn remove(&mut self, article: ArticleId) {
        let Some(node) = self.articles.take(article.0) else { return };
        let slot = std::mem::replace(&mut self.slots[article.0], Slot::NONE);
        self.live -= 1;
        self.leave_hubs(&node, slot);
        let mut sums = std::mem::take(&mut self.sums);
        self.add_up_node(&node, &mut sums);
        for &(other, sum) in &sums.sums {
            self.stories.change_sum(slot, other, |known| known - sum);
        }
        let own = sums.of(slot);
        self.sums = sums;
        self.discharge(node.member, slot, own);
        self.slots.forget_before(self.articles.first());
    }

    /// The number of the next article.
    pub(crate) fn next_article(&self) -> ArticleId {
        ArticleId(self.articles.next())
    }

    /// The story of a live article.
    pub(crate) fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.slot_of(article).map(|slot| self.stories.head(slot).id)
    }

    pub(crate) fn story(&self, id: StoryId) -> Option<&StoryGroup> {
        self.stories.find(id).map(|slot| &self.stories.group(slot).story)
    }

    /// In the order of their numbers.
    pub(crate) fn stories(&self) -> impl Iterator<Item = &StoryGroup> {
        let mut stories: Vec<&StoryGroup> = self.stories.iter().map(|(_, group)| &group.story).collect();
        stories.sort_unstable_by_key(|story| story.id);
        stories.into_iter()
    }

    /// The live story that a story has become part of: itself, as long as it lives.
    pub(crate) fn resolve(&self, id: StoryId) -> Option<StoryId> {
        let mut id = id;
        while let Some(&into) = self.merged.get(&id) {
            id = into;
        }
        self.stories.find(id).map(|_| id)
    }

    /// Adds up the scores with the articles of each story, those of score 0 left out.
    fn add_up(&self, edges: &[(ArticleId, Score)], sums: &mut StorySums) {
        sums.clear(self.stories.slots());
        for &(other, score) in edges.iter().filter(|(_, score)| score.units() != 0) {
            if let Some(slot) = self.slot_of(other) {
                sums.add(slot, score.units());
            }
        }
        sums.finish();
    }

    /// As [`add_up`](Self::add_up), of an article.
    fn add_up_node(&self, node: &Node, sums: &mut StorySums) {
        match &node.sums {
            Some(known) => {
                sums.sums.clear();
                sums.sums.extend(&known.0);
            }
            None => self.add_up(&node.edges, sums),
        }
    }

    /// How close an article is to the others of its story, and the closest other story.
    fn closeness(&mut self, article: ArticleId) -> Closeness {
        let mut sums = std::mem::take(&mut self.sums);
        let closeness = self.node(article).zip(self.slot_of(article)).map(|(node, home)| {
            self.add_up_node(node, &mut sums);
            let others = self.stories.head(home).statistics.count - 1;
            let mut closeness = Closeness { own: (others > 0).then_some(0.0), best: None };
            let mut best: Option<(f64, StoryId)> = None;
            for &(slot, sum) in &sums.sums {
                if slot == home {
                    closeness.own = Some(closeness_of_one(node.member.link_limit, others, sum));
                    continue;
                }
                let head = self.stories.head(slot);
                let mean = closeness_of_one(node.member.link_limit, head.statistics.count, sum);
                if best.is_none_or(|(most, first)| mean > most || (mean == most && head.id < first)) {
                    (best, closeness.best) = (Some((mean, head.id)), Some((mean, slot)));
                }
            }
            closeness
        });
        self.sums = sums;
        closeness.unwrap_or_default()
    }

    fn next_id(&mut self) -> StoryId {
        self.next_story += 1;
        StoryId(self.next_story - 1)
    }

    /// Merges a story with its closest neighbours as long as one is close enough.
    fn merge_from(&mut self, start: Slot, threshold: f64, changes: &mut Vec<GroupChange>) {
        let mut slot = start;
        let statistics = |graph: &Self, slot| graph.stories.head(slot).statistics;
        while let Some(other) = self.closest(statistics(self, slot), self.stories.sums(slot), threshold) {
            slot = self.merge(slot, other, changes);
        }
    }

    /// The story that is closest to one with these statistics, if close enough.
    fn closest(&self, statistics: ClusterStatistics, sums: &[(Slot, Sum)], threshold: f64) -> Option<Slot> {
        let mut best: Option<(f64, StoryId, Slot)> = None;
        for &(slot, sum) in sums {
            let other = self.stories.head(slot);
            let of_several = statistics.count > 1 && other.statistics.count > 1;
            let bar = if of_several { MERGE_BAR * threshold } else { threshold };
            let margin = statistics.closeness(other.statistics, sum) - bar;
            if margin >= 0.0
                && best.is_none_or(|(most, first, _)| margin > most || (margin == most && other.id < first))
            {
                best = Some((margin, other.id, slot));
            }
        }
        best.map(|(_, _, slot)| slot)
    }

    /// The larger story keeps its id; of equals the older.
    fn merge(&mut self, a: Slot, b: Slot, changes: &mut Vec<GroupChange>) -> Slot {
        let rank = |slot: Slot| {
            let head = self.stories.head(slot);
            (head.statistics.count, std::cmp::Reverse(head.id))
        };
        let (into, from) = if rank(a) > rank(b) { (a, b) } else { (b, a) };
        let between = self.stories.sum_between(into, from);
        let ended = self.stories.end(from);
        self.merge_in_hubs(&ended.0.story.articles, into, from);
        for &article in &ended.0.story.articles {
            self.slots[article.0] = into;
        }
        let (from, into_id) = (ended.0.story.id, self.stories.head(into).id);
        self.stories.absorb(into, ended, between);
        self.stories.group_mut(into).absorbed.push(from);
        self.merged.insert(from, into_id);
        changes.push(GroupChange::Merged { from, into: into_id });
        into
    }

    /// Moves an article from one story to another.
    fn move_article(&mut self, article: ArticleId, from: Slot, to: Slot, changes: &mut Vec<GroupChange>) {
        let mut sums = std::mem::take(&mut self.sums);
        let Some(node) = &self.articles[article.0] else { return };
        let member = node.member;
        self.add_up_node(node, &mut sums);
        for &(slot, sum) in &sums.sums {
            self.stories.change_sum(from, slot, |known| known - sum);
            self.stories.change_sum(to, slot, |known| known + sum);
        }
        let (left, found) = (sums.of(from), sums.of(to));
        self.sums = sums;
        self.slots[article.0] = to;
        self.move_in_hubs(article, from, to);
        self.stories.add(to, member, found);
        let id = |slot| self.stories.head(slot).id;
        changes.push(GroupChange::Moved { article, from: id(from), to: id(to) });
        self.discharge(member, from, left);
    }

    /// Takes an article off the list of a story, which ends with its last.
    fn discharge(&mut self, member: Member, slot: Slot, own: Sum) {
        if self.stories.discharge(slot, member, own) == 0 {
            for id in self.stories.end(slot).0.absorbed {
                self.merged.remove(&id);
            }
        }
    }

    /// The story with this slot.
    pub(crate) fn id(&self, slot: Slot) -> StoryId {
        self.stories.head(slot).id
    }

    /// Where the story of a live article is.
    pub(crate) fn slot_of(&self, article: ArticleId) -> Option<Slot> {
        let slot = *self.slots.get(article.0)?;
        (slot != Slot::NONE).then_some(slot)
    }

    fn node(&self, article: ArticleId) -> Option<&Node> {
        self.articles.get(article.0)?.as_ref()
    }

    fn node_mut(&mut self, article: ArticleId) -> Option<&mut Node> {
        self.articles.get_mut(article.0)?.as_mut()
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let of_node = |node: &Node| {
            let sums = node.sums.as_ref().map_or(0, |sums| sums.0.capacity() * size_of::<(Slot, Sum)>());
            node.edges.capacity() * size_of::<(ArticleId, Score)>() + sums
        };
        let nodes: usize = self.articles.live().map(of_node).sum();
        nodes
            + self.stories.memory_usage()
            + self.articles.memory_usage()
            + self.slots.memory_usage()
            + self.merged.capacity() * size_of::<(StoryId, StoryId)>()
    }

    /// Checks that articles and stories say the same, and that the sums are those of the pairs.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        self.stories.validate()?;
        let mut members = 0;
        let mut expected: BTreeMap<(StoryId, StoryId), Sum> = BTreeMap::new();
        for (slot, group) in self.stories.iter() {
            let (id, articles) = (group.story.id, &group.story.articles);
            if !articles.is_sorted_by(|a, b| a < b) {
                return Err(format!("the articles of {id} are out of order"));
            }
            members += articles.len();
            let mut own = 0;
            for &article in articles {
                let node = self.node(article).ok_or_else(|| format!("{article} of {id} has expired"))?;
                if self.slot_of(article) != Some(slot) {
                    return Err(format!("{article} is listed in {id}, and belongs to another story"));
                }
                for &(other, score) in &node.edges {
                    match self.story_of(other) {
                        Some(story) if story == id => own += Score::without_corrections(score.units()),
                        Some(story) => *expected.entry((id, story)).or_default() += score.units(),
                        None => {}
                    }
                }
            }
            // each pair is with both of its articles
            if 2 * self.stories.head(slot).statistics.within() != own {
                return Err(format!("the sum within {id} is not that of its pairs"));
            }
        }
        if self.live != members || self.live != self.articles.live().count() {
            return Err(format!("{} live, {members} in stories", self.live));
        }
        expected.retain(|_, sum| *sum != 0);
        let found = self.stories.iter().flat_map(|(slot, group)| {
            let sums = self.stories.sums(slot).iter();
            sums.map(|&(other, sum)| ((group.story.id, self.id(other)), sum))
        });
        if expected != found.collect() {
            return Err("the sums between stories are not those of their articles".to_owned());
        }
        self.validate_hubs()?;
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
    pub(crate) best: Option<(f64, Slot)>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) const THRESHOLD: f64 = 0.44;

    pub(crate) fn insert(graph: &mut StoryGraph, edges: &[(u32, f64)]) -> (ArticleId, Vec<GroupChange>) {
        let edges: Vec<(ArticleId, Score)> =
            edges.iter().map(|&(other, score)| (ArticleId(other), Score::new(score))).collect();
        let mut changes = Vec::new();
        let (article, _) = graph.insert(10, &edges, THRESHOLD, &mut changes);
        graph.validate().unwrap();
        (article, changes)
    }

    proptest! {
        #[test]
        fn the_books_are_right_whatever_comes(
            stream in prop::collection::vec((prop::collection::vec((1_u32..12, 0_u32..1000), 0..8), 0_u32..20), 1..80),
        ) {
            let mut graph = StoryGraph::default();
            for (number, (edges, gone)) in (0_u32..).zip(stream) {
                let earlier = |(back, score)| Some((number.checked_sub(back)?, f64::from(score) / 1000.0));
                let edges: std::collections::BTreeMap<u32, f64> = edges.into_iter().filter_map(earlier).collect();
                let live = |&(other, _): &(u32, f64)| graph.story_of(ArticleId(other)).is_some();
                let edges: Vec<(u32, f64)> = edges.into_iter().filter(live).collect();
                insert(&mut graph, &edges);
                graph.remove(ArticleId(number.saturating_sub(gone)));
                prop_assert_eq!(graph.validate(), Ok(()));
            }
        }

        /// What is kept by hubs changes nothing: the plain way adds up all pairs.
        #[test]
        fn hubs_decide_as_if_all_was_added_up(
            stream in prop::collection::vec((prop::collection::vec((0_u32..6, 100_u32..1000), 0..6), 0_u32..40), 1..90),
        ) {
            let (mut graph, mut plain) = (StoryGraph::with_hubs_from(4), StoryGraph::with_hubs_from(usize::MAX));
            let mut live: Vec<u32> = Vec::new();
            for (number, (edges, gone)) in (0_u32..).zip(stream) {
                // most pairs are with the first that are live
                let other = |(at, score): (u32, u32)| Some((*live.get(at as usize)?, f64::from(score) / 1000.0));
                let edges: BTreeMap<u32, f64> = edges.into_iter().filter_map(other).collect();
                let edges: Vec<(u32, f64)> = edges.into_iter().collect();
                prop_assert_eq!(insert(&mut graph, &edges), insert(&mut plain, &edges));
                live.push(number);
                if let Some(at) = live.get(gone as usize).copied() {
                    graph.remove(ArticleId(at));
                    plain.remove(ArticleId(at));
                    live.retain(|&other| other != at);
                }
                prop_assert!(graph.stories().eq(plain.stories()));
                prop_assert_eq!(graph.validate(), Ok(()));
            }
        }
    }
}
