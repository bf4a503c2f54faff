//! Later articles revise earlier decisions: articles are reconsidered, stories are split.

use super::{Closeness, StoryGraph};
use crate::article::ArticleId;
use crate::cluster::linkage::corrected::overrule;
use crate::cluster::linkage::grouping::group;
use crate::cluster::linkage::moves::{Choice, choose};
use crate::cluster::linkage::score::Score;
use crate::cluster::stream::groups::Slot;
use crate::cluster::stream::placement::GroupChange;
use crate::partition::Partition;

/// Number of live articles that are reconsidered with each new article, all in turn.
const RECONSIDERED_PER_ARTICLE: usize = 2;

/// A story is revised each time it has grown by this factor, the first time with three articles.
const GROWTH: f64 = 1.25;

impl StoryGraph {
    /// Reconsiders the next live articles, and merges their stories with others that are close enough. Changes among their neighbours
    /// since the last time may have brought two stories together, or changed where an article belongs.
    pub(super) fn reconsider_next(&mut self, threshold: f64, changes: &mut Vec<GroupChange>) {
        for _ in 0..RECONSIDERED_PER_ARTICLE.min(self.articles.items().len()) {
            let (first, behind) = (self.articles.first(), self.articles.next());
            self.last_reconsidered = if (first..behind - 1).contains(&self.last_reconsidered) {
                self.last_reconsidered + 1
            } else {
                first
            };
            let article = ArticleId(self.last_reconsidered);
            if let Some(slot) = self.slot_of(article) {
                self.merge_from(slot, threshold, changes);
                self.reconsider(article, threshold, changes);
            }
        }
    }

    /// Moves an article to the story that it is closest to, if the rule says so. Returns its closeness afterwards.
    pub(super) fn reconsider(
        &mut self,
        article: ArticleId,
        threshold: f64,
        changes: &mut Vec<GroupChange>,
    ) -> Closeness {
        let closeness = self.closeness(article);
        let Some(from) = self.slot_of(article) else { return closeness };
        let to = match choose(closeness.own, closeness.best, threshold) {
            Choice::Stay => return closeness,
            Choice::Join(slot) => slot,
            Choice::Leave => {
                let id = self.next_id();
                self.stories.begin(id)
            }
        };
        self.move_article(article, from, to, changes);
        self.closeness(article)
    }

    /// Groups the articles of an article's story again, if the story has grown enough since the last time. The decisions of one
    /// arrival after the other may differ from a grouping of all of them. Returns whether the story was split.
    ///
    /// A revision is linear in the pairs of the story. There is one each time the story has grown by a quarter: in sum no more than
    /// five times the cost at its present size.
    pub(super) fn revise(
        &mut self,
        article: ArticleId,
        threshold: f64,
        changes: &mut Vec<GroupChange>,
    ) -> bool {
        let Some(home) = self.slot_of(article) else { return false };
        let size = self.stories.head(home).statistics.count;
        let revised_size = self.stories.group(home).revised_size.max(2);
        f64::from(size) >= GROWTH * f64::from(revised_size) && self.regroup(home, threshold, changes)
    }

    /// Groups the articles of a story again, and splits it if they are more than one group. The largest group keeps the story; of
    /// equals, that with the earliest article. Returns whether the story was split.
    pub(super) fn regroup(&mut self, home: Slot, threshold: f64, changes: &mut Vec<GroupChange>) -> bool {
        let members = self.stories.group(home).story.articles.clone();
        if members.len() < 2 {
            return false;
        }
        self.stories.group_mut(home).revised_size = members.len() as u32;
        let link_limits: Vec<u32> = members
            .iter()
            .map(|&member| self.node(member).map_or(1, |node| node.member.link_limit))
            .collect();
        let labels = group(&link_limits, &self.edges_among(&members), threshold);
        if labels.iter().all(|&label| label == labels[0]) {
            return false;
        }
        // numbered by their earliest articles
        let mut parts = Partition::from_labels(labels).clusters();
        let largest = parts.iter().enumerate().rev().max_by_key(|(_, part)| part.len());
        let left = parts.remove(largest.map_or(0, |(at, _)| at));
        self.stories.group_mut(home).revised_size = left.len() as u32;
        for part in &parts {
            let id = self.next_id();
            let to = self.stories.begin(id);
            self.stories.group_mut(to).revised_size = part.len() as u32;
            for &member in part {
                self.move_article(members[member as usize], home, to, changes);
            }
        }
        true
    }

    /// The scored pairs among articles (ascending), by their places; of those that are corrected what the correction says.
    fn edges_among(&self, articles: &[ArticleId]) -> Vec<(u32, u32, Score)> {
        let mut edges = Vec::new();
        for (later, &article) in articles.iter().enumerate() {
            let Some(node) = self.node(article) else { continue };
            for &(other, score) in node.edges.iter().filter(|&&(other, _)| other < article) {
                if let Ok(earlier) = articles.binary_search(&other) {
                    edges.push((earlier as u32, later as u32, score));
                }
            }
        }
        overrule(&mut edges);
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::stream::story_graph::tests::insert;
    use crate::story::StoryId;

    /// Two articles of each of two events, so far in one story.
    fn two_events() -> StoryGraph {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.9)]);
        insert(&mut graph, &[(0, 0.5), (1, 0.5)]);
        insert(&mut graph, &[(2, 0.9), (0, 0.45), (1, 0.45)]);
        graph
    }

    #[test]
    fn a_story_that_has_become_two_is_split() {
        let mut graph = two_events();
        let story = graph.story_of(ArticleId(0)).unwrap();
        assert_eq!(graph.story(story).unwrap().articles.len(), 4);
        // grown by a quarter since it had four: the cross pairs of the two parts were close enough, and are no more
        let (_, changes) = insert(&mut graph, &[(2, 0.9), (3, 0.9)]);
        let stories: Vec<StoryId> = (0..5).map(|at| graph.story_of(ArticleId(at)).unwrap()).collect();
        assert_eq!(stories[2..], [story; 3], "the larger part keeps the story");
        assert_eq!(stories[0], stories[1]);
        assert_ne!(stories[0], story);
        let moved =
            [0, 1].map(|at| GroupChange::Moved { article: ArticleId(at), from: story, to: stories[0] });
        assert_eq!(changes, moved);
    }

    #[test]
    fn of_equal_parts_the_earlier_keeps_the_story() {
        let mut graph = two_events();
        insert(&mut graph, &[(0, 0.9), (1, 0.9), (2, 0.3), (3, 0.3)]);
        insert(&mut graph, &[(2, 0.9), (3, 0.9), (0, 0.2), (1, 0.2), (4, 0.2)]);
        let stories: Vec<u32> = (0..6).map(|at| graph.story_of(ArticleId(at)).unwrap().0).collect();
        assert_eq!([stories[0], stories[1], stories[4]], [0; 3], "{stories:?}");
        assert!(stories[2] > 0 && stories[2] == stories[3] && stories[3] == stories[5], "{stories:?}");
    }

    #[test]
    fn stories_merge_in_their_turn_when_nothing_new_is_near() {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.9)]);
        insert(&mut graph, &[(0, 0.3), (1, 0.3)]);
        // like the third alone: what has become a story is not close enough to the first
        insert(&mut graph, &[(2, 0.9)]);
        insert(&mut graph, &[(0, 0.9), (1, 0.9), (2, 0.5), (3, 0.5)]);
        let story_of = |graph: &StoryGraph, article| graph.story_of(ArticleId(article)).unwrap();
        assert_ne!(story_of(&graph, 0), story_of(&graph, 2));
        // what kept the two apart leaves
        graph.remove(ArticleId(0));
        graph.remove(ArticleId(1));
        let (_, changes) = insert(&mut graph, &[]);
        assert_eq!(story_of(&graph, 2), story_of(&graph, 4), "{changes:?}");
        assert_eq!(changes.len(), 1);
    }
}
