//! What comes later sets right what came before: articles think again, stories are parted.

use super::{Closeness, StoryGraph};
use crate::article::ArticleId;
use crate::cluster::grouping::group;
use crate::cluster::groups::Slot;
use crate::cluster::moves::{Choice, choose};
use crate::cluster::placement::GroupChange;
use crate::cluster::score::Score;
use crate::evaluation::Partition;

/// How many live articles think again with each that arrives, all in turn.
const AWAKE: usize = 2;

/// A story is looked over each time it has grown by this factor, the first time with three articles.
const GROWTH: f64 = 1.25;

impl StoryGraph {
    /// Lets the next few live articles think again, and their stories merge: what has become of their neighbours since they last
    /// did may have brought two stories together, or changed where one of the articles belongs.
    pub(super) fn take_turns(&mut self, threshold: f64, changes: &mut Vec<GroupChange>) {
        for _ in 0..AWAKE.min(self.articles.len()) {
            let behind = self.base + self.articles.len() as u32;
            self.awake =
                if (self.base..behind - 1).contains(&self.awake) { self.awake + 1 } else { self.base };
            let article = ArticleId(self.awake);
            if let Some(slot) = self.slot_of(article) {
                self.merge_from(slot, threshold, changes);
                self.think_again(article, threshold, changes);
            }
        }
    }

    /// Lets an article change over, and says how close it is where it is then.
    pub(super) fn think_again(
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
        self.change_over(article, from, to, changes);
        self.closeness(article)
    }

    /// Groups the articles of an article's story anew, if it has grown enough since that was last done: what one arrival after the
    /// other made of them may not be what they look like together. Says whether it was parted.
    ///
    /// Each look costs as much as the story has pairs, and there is one each time it has grown by a quarter: in sum no more
    /// than five looks at what it is now.
    pub(super) fn look_over(
        &mut self,
        article: ArticleId,
        threshold: f64,
        changes: &mut Vec<GroupChange>,
    ) -> bool {
        let Some(home) = self.slot_of(article) else { return false };
        let size = self.stories.head(home).members.count;
        let looked_over = self.stories.group(home).looked_over.max(2);
        f64::from(size) >= GROWTH * f64::from(looked_over) && self.group_anew(home, threshold, changes)
    }

    /// Groups the articles of a story anew, and parts it if they are more than one group. The largest group keeps the story, of
    /// equals that with the earliest article. Says whether it was parted.
    fn group_anew(&mut self, home: Slot, threshold: f64, changes: &mut Vec<GroupChange>) -> bool {
        let members = self.stories.group(home).story.articles.clone();
        if members.len() < 2 {
            return false;
        }
        self.stories.group_mut(home).looked_over = members.len() as u32;
        let partners: Vec<u32> =
            members.iter().map(|&member| self.node(member).map_or(1, |node| node.member.partners)).collect();
        let labels = group(&partners, &self.edges_among(&members), threshold);
        if labels.iter().all(|&label| label == labels[0]) {
            return false;
        }
        // numbered by their earliest articles
        let mut parts = Partition::from_labels(labels).clusters();
        let largest = parts.iter().enumerate().rev().max_by_key(|(_, part)| part.len());
        let left = parts.remove(largest.map_or(0, |(at, _)| at));
        self.stories.group_mut(home).looked_over = left.len() as u32;
        for part in &parts {
            let id = self.next_id();
            let to = self.stories.begin(id);
            self.stories.group_mut(to).looked_over = part.len() as u32;
            for &member in part {
                self.change_over(members[member as usize], home, to, changes);
            }
        }
        true
    }

    /// The scored pairs among articles (ascending), by their places.
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
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::story_graph::tests::insert;
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
    fn a_story_that_has_become_two_is_parted() {
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
