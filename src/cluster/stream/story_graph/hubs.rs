//! Articles with very many pairs: the first printings of a text that is printed again and again.
//!
//! Others add up their scores by story each time they are asked. A hub keeps the sums, and each of the others tells it when it comes,
//! goes, or is in another story. The sums are exact, so that both ways come to the same decisions.

use super::{Node, StoryGraph};
use crate::article::ArticleId;
use crate::cluster::linkage::score::Score;
use crate::cluster::stream::groups::{Slot, Sums};

/// An article becomes a hub with so many pairs.
#[derive(Debug, Clone, Copy)]
pub(super) struct MinPairs(usize);

impl Default for MinPairs {
    fn default() -> Self {
        Self(512)
    }
}

impl StoryGraph {
    /// Tells hubs of a new article in a story, and makes those hubs that have enough pairs now.
    pub(super) fn enter_hubs(&mut self, slot: Slot, edges: &[(ArticleId, Score)]) {
        for &(other, score) in edges {
            if let Some(sums) = self.node_mut(other).and_then(|node| node.sums.as_mut()) {
                sums.change(slot, |known| known + score.units());
            }
        }
        // not before: a hub is made of all its pairs, and a pair that is corrected is there twice
        let MinPairs(min_pairs) = self.min_hub_pairs;
        for &(other, _) in edges {
            if self.node(other).is_some_and(|node| node.sums.is_none() && node.edges.len() >= min_pairs) {
                self.make_hub(other);
            }
        }
    }

    fn make_hub(&mut self, article: ArticleId) {
        let mut sums = std::mem::take(&mut self.sums);
        if let Some(node) = self.node(article) {
            self.add_up(&node.edges, &mut sums);
        }
        let mut own = Sums::default();
        sums.sums.iter().for_each(|&(slot, sum)| own.change(slot, |_| sum));
        self.sums = sums;
        if let Some(node) = self.node_mut(article) {
            node.sums = Some(Box::new(own));
            self.hubs += 1;
        }
    }

    /// Tells hubs that an article has left its story and is no more.
    pub(super) fn leave_hubs(&mut self, node: &Node, slot: Slot) {
        self.hubs -= usize::from(node.sums.is_some());
        self.tell_hubs(&node.edges, |sums, score| sums.change(slot, |known| known - score.units()));
    }

    /// Tells hubs that an article is in another story.
    pub(super) fn move_in_hubs(&mut self, article: ArticleId, from: Slot, to: Slot) {
        self.with_edges(article, |graph, edges| {
            graph.tell_hubs(edges, |sums, score| {
                sums.change(from, |known| known - score.units());
                sums.change(to, |known| known + score.units());
            });
        });
    }

    /// Tells hubs that one story has become part of another; `articles` are those of the one that ended.
    pub(super) fn merge_in_hubs(&mut self, articles: &[ArticleId], into: Slot, from: Slot) {
        for &article in articles {
            self.with_edges(article, |graph, edges| {
                graph.tell_hubs(edges, |sums, _| {
                    // all that a hub has with the story at once, by the first pair
                    let sum = sums.of(from);
                    sums.change(from, |_| 0);
                    sums.change(into, |known| known + sum);
                });
            });
        }
    }

    fn with_edges(&mut self, article: ArticleId, tell: impl FnOnce(&mut Self, &[(ArticleId, Score)])) {
        if self.hubs == 0 {
            return;
        }
        let Some(node) = self.node_mut(article) else { return };
        let edges = std::mem::take(&mut node.edges);
        tell(self, &edges);
        if let Some(node) = self.node_mut(article) {
            node.edges = edges;
        }
    }

    fn tell_hubs(&mut self, edges: &[(ArticleId, Score)], tell: impl Fn(&mut Sums, Score)) {
        if self.hubs == 0 {
            return;
        }
        for &(other, score) in edges {
            if let Some(sums) = self.node_mut(other).and_then(|node| node.sums.as_mut()) {
                tell(sums, score);
            }
        }
    }

    /// Checks that hubs have the sums of their pairs.
    ///
    /// # Errors
    ///
    /// The first that has not.
    pub(super) fn validate_hubs(&self) -> Result<(), String> {
        let mut hubs = 0;
        for node in self.articles.live() {
            let Some(known) = &node.sums else { continue };
            hubs += 1;
            let mut expected = Sums::default();
            for &(other, score) in &node.edges {
                if let Some(slot) = self.slot_of(other) {
                    expected.change(slot, |sum| sum + score.units());
                }
            }
            if expected.0 != known.0 {
                return Err(format!("the sums of {} are not those of its pairs", node.member.article));
            }
        }
        if hubs == self.hubs { Ok(()) } else { Err(format!("{hubs} hubs, {} counted", self.hubs)) }
    }

    /// With other numbers of pairs than usual that make a hub.
    #[cfg(test)]
    pub(super) fn with_hubs_from(min_pairs: usize) -> Self {
        Self { min_hub_pairs: MinPairs(min_pairs), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::stream::story_graph::tests::THRESHOLD;

    #[test]
    fn a_pair_that_is_corrected_counts_once_where_a_hub_is_made() {
        let mut graph = StoryGraph::with_hubs_from(4);
        let first = ArticleId(0);
        let edges = [(first, Score::new(0.9)), (first, Score::NOT_SAME)];
        for edges in [&[][..], &edges, &edges, &edges] {
            graph.insert(3, edges, THRESHOLD, &mut Vec::new());
            graph.validate().unwrap();
        }
        assert_eq!(graph.hubs, 1);
    }
}
