//! A correction is taken while its articles are live.

use super::StoryGraph;
use crate::article::ArticleId;
use crate::cluster::linkage::score::Score;
use crate::cluster::stream::groups::Slot;
use crate::cluster::stream::placement::GroupChange;

impl StoryGraph {
    /// Puts what a correction says of two live articles in the place of what another one said, or of nothing; none withdraws it. Their
    /// stories are grouped again, or merged.
    ///
    /// # Complexity
    ///
    /// Linear in the pairs of their stories.
    pub(crate) fn correct(
        &mut self,
        [a, b]: [ArticleId; 2],
        correction: Option<Score>,
        threshold: f64,
        changes: &mut Vec<GroupChange>,
    ) {
        let (Some(home), Some(other)) = (self.slot_of(a), self.slot_of(b)) else { return };
        let before = self.correction_of(a, b);
        if a == b || before == correction {
            return;
        }
        let units = |score: Option<Score>| score.map_or(0, Score::units);
        let change = units(correction) - units(before);
        for (own, other, slot) in [(a, b, other), (b, a, home)] {
            let Some(node) = self.node_mut(own) else { continue };
            node.edges.retain(|&(article, score)| article != other || !score.is_correction());
            node.edges.extend(correction.map(|correction| (other, correction)));
            if let Some(sums) = &mut node.sums {
                sums.change(slot, |known| known + change);
            }
        }
        self.stories.change_sum(home, other, |known| known + change);
        if home == other {
            self.regroup(home, threshold, changes);
        } else if correction == Some(Score::SAME) {
            self.unite(home, other, threshold, changes);
        } else {
            self.merge_from(home, threshold, changes);
        }
    }

    /// Brings a new article together with those that it is said to be of one story with.
    pub(super) fn unite_with(
        &mut self,
        article: ArticleId,
        edges: &[(ArticleId, Score)],
        threshold: f64,
        changes: &mut Vec<GroupChange>,
    ) {
        for &(other, _) in edges.iter().filter(|&&(_, score)| score == Score::SAME) {
            if let (Some(home), Some(other)) = (self.slot_of(article), self.slot_of(other))
                && home != other
            {
                self.unite(home, other, threshold, changes);
            }
        }
    }

    /// Groups the articles of two stories as if they were one. Their sums do not tell which pairs are to be together where some are not
    /// to be.
    fn unite(&mut self, home: Slot, other: Slot, threshold: f64, changes: &mut Vec<GroupChange>) {
        let slot = self.merge(home, other, changes);
        self.regroup(slot, threshold, changes);
    }

    fn correction_of(&self, a: ArticleId, b: ArticleId) -> Option<Score> {
        let edges = &self.node(a)?.edges;
        edges.iter().find(|&&(other, score)| other == b && score.is_correction()).map(|&(_, score)| score)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cluster::stream::story_graph::tests::{THRESHOLD, insert};
    use crate::story::StoryId;

    fn correct(graph: &mut StoryGraph, pair: [u32; 2], correction: Option<Score>) -> Vec<GroupChange> {
        let mut changes = Vec::new();
        graph.correct(pair.map(ArticleId), correction, THRESHOLD, &mut changes);
        graph.validate().unwrap();
        changes
    }

    fn story_of(graph: &StoryGraph, article: u32) -> StoryId {
        graph.story_of(ArticleId(article)).unwrap()
    }

    #[test]
    fn stories_are_split_and_merged_and_stay_so() {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.9)]);
        insert(&mut graph, &[(0, 0.6), (1, 0.8)]);
        insert(&mut graph, &[]);
        let changes = correct(&mut graph, [0, 2], Some(Score::NOT_SAME));
        assert_eq!(changes.len(), 1);
        assert_eq!(story_of(&graph, 0), story_of(&graph, 1), "it goes where it is closest");
        assert_ne!(story_of(&graph, 0), story_of(&graph, 2));
        correct(&mut graph, [2, 3], Some(Score::SAME));
        assert_eq!(story_of(&graph, 2), story_of(&graph, 3));
        // whatever comes
        insert(&mut graph, &[(0, 0.9), (1, 0.9), (2, 0.9), (3, 0.9)]);
        insert(&mut graph, &[(0, 0.9), (1, 0.9), (2, 0.9), (4, 0.9)]);
        (0..8).for_each(|_| _ = insert(&mut graph, &[]));
        assert_ne!(story_of(&graph, 0), story_of(&graph, 2));
        assert_eq!(story_of(&graph, 2), story_of(&graph, 3));
        correct(&mut graph, [2, 3], None);
        assert_ne!(story_of(&graph, 2), story_of(&graph, 3), "nothing else holds them together");
    }

    proptest! {
        #[test]
        fn corrections_hold_in_any_stream(
            stream in prop::collection::vec((prop::collection::vec((1_u32..9, 100_u32..1000), 0..6), any::<bool>(), 1_u32..6), 1..60),
        ) {
            let mut graph = StoryGraph::with_hubs_from(4);
            // each article is corrected once at most, so that no two contradict each other
            let mut corrected: Vec<([u32; 2], bool)> = Vec::new();
            for (number, (edges, is_same, back)) in (0_u32..).zip(stream) {
                let earlier = |(back, score)| Some((number.checked_sub(back)?, f64::from(score) / 1000.0));
                let edges: std::collections::BTreeMap<u32, f64> = edges.into_iter().filter_map(earlier).collect();
                insert(&mut graph, &edges.into_iter().collect::<Vec<_>>());
                let pair = number.checked_sub(back).map(|other| [other, number]);
                let is_free = |article: &u32| corrected.iter().all(|(pair, _)| !pair.contains(article));
                if let Some(pair) = pair.filter(|pair| pair.iter().all(is_free)) {
                    correct(&mut graph, pair, Some(if is_same { Score::SAME } else { Score::NOT_SAME }));
                    corrected.push((pair, is_same));
                }
                for &([a, b], is_same) in &corrected {
                    prop_assert_eq!(story_of(&graph, a) == story_of(&graph, b), is_same, "{} {}", a, b);
                }
            }
        }
    }
}
