//! What comes later sets right what came before: articles think again, stories are parted, pairs scored anew.

use super::{Closeness, StoryGraph};
use crate::article::ArticleId;
use crate::cluster::assignment::Change;
use crate::cluster::grouping::group;
use crate::cluster::groups::Slot;
use crate::cluster::logistic::{logistic, logit};
use crate::cluster::moves::{Choice, choose};
use crate::cluster::score::Score;
use crate::evaluation::Partition;

/// How many live articles think again with each that arrives, all in turn.
const AWAKE: usize = 2;

/// Pairs are scored again when calibration adds something to their log-odds that differs by more than this.
const STALE: f64 = 0.3;

/// A story is looked over each time it has grown by this factor, the first time with three articles.
const GROWTH: f64 = 1.25;

impl StoryGraph {
    /// Lets the next few live articles think again, and their stories merge: what has become of their neighbours since they last
    /// did may have brought two stories together, or changed where one of the articles belongs.
    pub(super) fn take_turns(&mut self, shift: f64, threshold: f64, changes: &mut Vec<Change>) {
        for _ in 0..AWAKE.min(self.articles.len()) {
            let behind = self.base + self.articles.len() as u32;
            self.awake =
                if (self.base..behind - 1).contains(&self.awake) { self.awake + 1 } else { self.base };
            let article = ArticleId(self.awake);
            if self.node(article).is_some_and(|node| is_stale(node.shift, shift)) {
                self.score_story_again(article, shift, threshold, changes);
            }
            if let Some(slot) = self.slot_of(article) {
                self.merge_from(slot, threshold, changes);
                self.think_again(article, threshold, changes);
            }
        }
    }

    /// Scores the pairs of an article's story as they would be scored now, and groups its articles anew. All of them are up to date
    /// then, so that this happens to a story once for each step that calibration takes ([`STALE`]).
    fn score_story_again(
        &mut self,
        article: ArticleId,
        shift: f64,
        threshold: f64,
        changes: &mut Vec<Change>,
    ) {
        let Some(home) = self.slot_of(article) else { return };
        for member in self.stories.group(home).story.articles.clone() {
            self.score_again(member, shift);
        }
        self.group_anew(home, threshold, changes);
    }

    /// Scores the pairs of an article with earlier ones as they would be scored now, if that makes a difference.
    fn score_again(&mut self, article: ArticleId, shift: f64) {
        let Some(node) = self.node_mut(article).filter(|node| is_stale(node.shift, shift)) else { return };
        let by = shift - node.shift;
        node.shift = shift;
        let mut edges = std::mem::take(&mut node.edges);
        for (other, score) in edges.iter_mut().filter(|&&mut (other, _)| other < article) {
            let before = *score;
            *score = Score::new(logistic(logit(before.value()) + by));
            let (before, after) = (before.units(), score.units());
            let pair =
                self.node_mut(*other).and_then(|node| node.edges.iter_mut().find(|(of, _)| *of == article));
            let Some(pair) = pair else { continue };
            pair.1 = *score;
            if let (Some(a), Some(b)) = (self.slot_of(article), self.slot_of(*other)) {
                self.stories.change_pair(a, b, before, after);
            }
        }
        if let Some(node) = self.node_mut(article) {
            node.edges = edges;
        }
    }

    /// Lets an article change over, and says how close it is where it is then.
    pub(super) fn think_again(
        &mut self,
        article: ArticleId,
        threshold: f64,
        changes: &mut Vec<Change>,
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
        changes: &mut Vec<Change>,
    ) -> bool {
        let Some(home) = self.slot_of(article) else { return false };
        let size = self.stories.head(home).members.count;
        let looked_over = self.stories.group(home).looked_over.max(2);
        f64::from(size) >= GROWTH * f64::from(looked_over) && self.group_anew(home, threshold, changes)
    }

    /// Groups the articles of a story anew, and parts it if they are more than one group. The largest group keeps the story, of
    /// equals that with the earliest article. Says whether it was parted.
    fn group_anew(&mut self, home: Slot, threshold: f64, changes: &mut Vec<Change>) -> bool {
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

/// Whether pairs that were scored with one shift are worth scoring with another.
fn is_stale(scored_with: f64, shift: f64) -> bool {
    (scored_with - shift).abs() > STALE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::story_graph::tests::{insert, insert_shifted};
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
        let moved = [0, 1].map(|at| Change::Moved { article: ArticleId(at), from: story, to: stories[0] });
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

    #[test]
    fn what_calibration_learns_later_counts_for_earlier_pairs() {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.6)]);
        insert(&mut graph, &[(0, 0.9), (1, 0.9)]);
        assert_eq!(graph.stories().count(), 1);
        let score = |graph: &StoryGraph, a, b| {
            let edges = &graph.node(ArticleId(a)).unwrap().edges;
            edges.iter().find(|&&(other, _)| other == ArticleId(b)).unwrap().1
        };
        // too little to be worth the work
        insert_shifted(&mut graph, &[], -0.1);
        assert_eq!(score(&graph, 2, 0), Score::new(0.9));
        let (_, changes) = insert_shifted(&mut graph, &[], -3.0);
        for (a, b, before) in [(2, 0, 0.9), (2, 1, 0.9), (1, 0, 0.6)] {
            assert_eq!(score(&graph, a, b), Score::new(logistic(logit(Score::new(before).value()) - 3.0)));
            assert_eq!(score(&graph, a, b), score(&graph, b, a));
        }
        assert_eq!((graph.stories().count(), changes.len()), (5, 2), "{changes:?}");
    }
}
