//! Average linkage on a sparse graph.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::neighbors::Neighbors;
use super::score::{Score, Sum};
use super::statistics::ClusterStatistics;

/// A scored pair of items, `a` below `b`, each pair at most once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The item with the smaller number.
    pub a: u32,
    /// The item with the larger number.
    pub b: u32,
    /// The score, 0 to 1. A pair without an edge scores 0.
    pub score: f64,
}

/// Groups items by average linkage with link limits. The two groups that are closest to each other are merged, as long as their
/// closeness reaches `threshold`. `link_limits` holds for each item the maximum number of items of another group that it must be
/// similar to.
///
/// The closeness of two groups is the mean of the closeness from either side, Σ / min(|A|·|B|, K(A)) and Σ / min(|A|·|B|, K(B)). Σ is the
/// sum of the scores of all cross pairs, those without an edge 0. K is the sum of the link limits of the group's items; or, if
/// that is more, two fifths of the sum of all items' scores within the group. With a link limit of `u32::MAX` each it is UPGMA (Sokal
/// & Michener 1958).
///
/// One strong edge cannot chain two groups: it counts for one cross pair among many. But a report of a
/// story of a hundred need not be similar to all others: as many links as its limit are enough, unless the items of a group have many
/// more among themselves. Of equally close pairs of groups that with the earliest items is merged first. Scores are
/// rounded to 2⁻³⁰, so that sums are exact. Returns a label per item: the smallest item of its group. The result equals that of
/// `reference::average_linkage`, which compares all groups before every merge.
///
/// # Complexity
///
/// O(E log² E) for E edges (smaller neighbourhoods are poured into larger ones), memory O(E).
///
/// # Panics
///
/// If an edge names an item that has no link limit.
pub fn average_linkage(link_limits: &[u32], edges: &[Edge], threshold: f64) -> Vec<u32> {
    let scored: Vec<(u32, u32, Score)> = edges.iter().map(|e| (e.a, e.b, Score::new(e.score))).collect();
    let neighbors = Neighbors::new(link_limits.len(), &scored);
    link(link_limits, &neighbors, Queue::new(link_limits, &scored, threshold), threshold)
}

/// As [`average_linkage`], of what was [laid out](Neighbors) and [queued](Queue).
pub(super) fn link(link_limits: &[u32], neighbors: &Neighbors, mut queue: Queue, threshold: f64) -> Vec<u32> {
    let mut graph = Graph::new(link_limits, neighbors, threshold);
    while let Some(merge) = queue.pop() {
        let (x, y) = (merge.x as usize, merge.y as usize);
        // whatever was merged away has queued its neighbours again under the group it went into
        if !graph.is_group(x) || !graph.is_group(y) {
            continue;
        }
        if graph.statistics[x].count + graph.statistics[y].count == merge.items {
            graph.merge(x, y, &mut queue);
            continue;
        }
        // one of them has grown since: what was queued was too high a bound, mostly
        match graph.candidate(x, y, graph.sum_of_a_group(x, y)) {
            Some(current) if current == merge => graph.merge(x, y, &mut queue),
            current => queue.later.extend(current),
        }
    }
    (0..link_limits.len() as u32).map(|item| graph.label_of(item)).collect()
}

/// Merges to be looked at, the best first. Those of the beginning are sorted once, which is quicker than a heap.
pub(super) struct Queue {
    /// The best last.
    first: Vec<Merge>,
    later: BinaryHeap<Merge>,
}

impl Queue {
    /// The pairs that are close enough to become groups.
    pub(super) fn new(link_limits: &[u32], edges: &[(u32, u32, Score)], threshold: f64) -> Self {
        let alone = |&(a, b, score): &(u32, u32, Score)| {
            let [one, other] = [a, b].map(|item| ClusterStatistics::one(link_limits[item as usize]));
            let closeness = one.closeness(other, score.units());
            let merge = Merge { closeness, a, b, x: a, y: b, items: 2 };
            (score.units() > 0 && closeness >= threshold).then_some(merge)
        };
        let mut first: Vec<Merge> = edges.iter().filter_map(alone).collect();
        first.sort_unstable();
        Self { first, later: BinaryHeap::new() }
    }

    fn pop(&mut self) -> Option<Merge> {
        match (self.first.last(), self.later.peek()) {
            (Some(first), Some(later)) if later > first => self.later.pop(),
            (None, _) => self.later.pop(),
            _ => self.first.pop(),
        }
    }
}

/// Sums of scores, by the item that a neighbour stands under.
type Sums = HashMap<u32, Sum, FixedState>;

/// Groups, each under one of its items, with the sums of scores to their neighbours.
///
/// An item that is alone has its neighbours where they were laid out: its sums are worked out when it first merges, and most items
/// of news never do. When two groups merge, the one with fewer neighbours is poured into the other, and only the poured neighbours
/// are looked at. Any other neighbour is no closer than it was (the same sum over no fewer pairs); what the queue holds for it is an
/// upper bound, and is corrected when it comes to the top.
struct Graph<'n> {
    neighbors: &'n Neighbors,
    /// By item that a group of two or more stands under.
    sums: Vec<Sums>,
    statistics: Vec<ClusterStatistics>,
    /// The smallest item of the group.
    label: Vec<u32>,
    parent: Vec<u32>,
    threshold: f64,
    /// Memory to reuse: the neighbours of a group that is poured into another.
    poured: Vec<(u32, Sum)>,
}

impl<'n> Graph<'n> {
    fn new(link_limits: &[u32], neighbors: &'n Neighbors, threshold: f64) -> Self {
        let own: Vec<u32> = (0..link_limits.len() as u32).collect();
        Self {
            neighbors,
            sums: vec![Sums::with_hasher(FixedState::with_seed(1)); link_limits.len()],
            statistics: link_limits.iter().map(|&limit| ClusterStatistics::one(limit)).collect(),
            label: own.clone(),
            parent: own,
            threshold,
            poured: Vec::new(),
        }
    }

    /// The merge of two groups, if they are close enough.
    fn candidate(&self, x: usize, y: usize, sum: Sum) -> Option<Merge> {
        let closeness = self.statistics[x].closeness(self.statistics[y], sum);
        let (a, b) = (self.label[x].min(self.label[y]), self.label[x].max(self.label[y]));
        let items = self.statistics[x].count + self.statistics[y].count;
        let merge = Merge { closeness, a, b, x: x as u32, y: y as u32, items };
        (sum > 0 && closeness >= self.threshold).then_some(merge)
    }

    /// Whether an item stands for a group.
    fn is_group(&self, item: usize) -> bool {
        self.parent[item] as usize == item
    }

    fn is_alone(&self, group: usize) -> bool {
        self.statistics[group].count == 1
    }

    /// The sum between two groups of which one at least is not alone.
    fn sum_of_a_group(&self, x: usize, y: usize) -> Sum {
        let (group, other) = if self.is_alone(x) { (y, x) } else { (x, y) };
        self.sums[group].get(&(other as u32)).copied().unwrap_or(0)
    }

    /// With how many others a group has a sum, at most.
    fn degree(&self, group: usize) -> usize {
        if self.is_alone(group) { self.neighbors.of(group).len() } else { self.sums[group].len() }
    }

    /// The neighbours of a group that is to be one no more, ascending.
    fn take_neighbors(&mut self, group: usize) -> Vec<(u32, Sum)> {
        let mut found = std::mem::take(&mut self.poured);
        found.clear();
        if self.is_alone(group) {
            for &(neighbor, score) in self.neighbors.of(group) {
                found.push((self.group_of(neighbor), score.units()));
            }
        } else {
            found.extend(std::mem::take(&mut self.sums[group]));
        }
        found.sort_unstable_by_key(|&(neighbor, _)| neighbor);
        found.dedup_by(|later, first| {
            let same = later.0 == first.0;
            first.1 += if same { later.1 } else { 0 };
            same
        });
        found
    }

    fn merge(&mut self, x: usize, y: usize, queue: &mut Queue) {
        let (into, from) = if self.degree(x) >= self.degree(y) { (x, y) } else { (y, x) };
        if self.is_alone(into) {
            let neighbors = self.take_neighbors(into);
            self.sums[into].extend(neighbors.iter().copied());
            self.poured = neighbors;
        }
        let mut kept = std::mem::take(&mut self.sums[into]);
        let poured = self.take_neighbors(from);
        let between = kept.remove(&(from as u32)).unwrap_or(0);
        let statistics = self.statistics[from];
        self.statistics[into].join(statistics, between);
        self.label[into] = self.label[into].min(self.label[from]);
        self.parent[from] = into as u32;
        for &(neighbor, sum) in poured.iter().filter(|&&(neighbor, _)| neighbor as usize != into) {
            let total = *kept.entry(neighbor).and_modify(|known| *known += sum).or_insert(sum);
            if !self.is_alone(neighbor as usize) {
                let sums = &mut self.sums[neighbor as usize];
                sums.remove(&(from as u32));
                sums.insert(into as u32, total);
            }
            queue.later.extend(self.candidate(into, neighbor as usize, total));
        }
        self.sums[into] = kept;
        self.poured = poured;
    }

    /// The item that the group of an item stands under.
    fn group_of(&mut self, item: u32) -> u32 {
        let mut at = item as usize;
        while self.parent[at] as usize != at {
            // the next time the way is shorter
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at as u32
    }

    fn label_of(&mut self, item: u32) -> u32 {
        let group = self.group_of(item);
        self.label[group as usize]
    }
}

/// Two groups `x` and `y` that may become one; `a` and `b` are their labels, the smaller first.
struct Merge {
    closeness: f64,
    a: u32,
    b: u32,
    x: u32,
    y: u32,
    /// How many items both had together. They are as close as long as they have not more.
    items: u32,
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.closeness.total_cmp(&other.closeness).then((other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Merge {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Merge {}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: u32 = u32::MAX;

    fn edge(a: u32, b: u32, score: f64) -> Edge {
        Edge { a, b, score }
    }

    #[test]
    fn one_edge_does_not_chain_two_stories() {
        // two pairs, joined by one strong edge: the mean of the four cross pairs is 0.9 / 4
        let edges = [edge(0, 1, 0.95), edge(2, 3, 0.95), edge(1, 2, 0.9)];
        assert_eq!(average_linkage(&[ALL; 4], &edges, 0.3), [0, 0, 2, 2]);
        assert_eq!(average_linkage(&[ALL; 4], &edges, 0.2), [0, 0, 0, 0]);
    }

    #[test]
    fn with_low_link_limits_a_large_story_needs_fewer_edges() {
        // a ring of six: every article is like two others
        let ring: Vec<Edge> = (0..6).map(|i| edge(i.min((i + 1) % 6), i.max((i + 1) % 6), 0.9)).collect();
        assert!(average_linkage(&[ALL; 6], &ring, 0.3).iter().any(|&label| label != 0));
        assert_eq!(average_linkage(&[1; 6], &ring, 0.3), [0; 6]);
    }

    #[test]
    fn a_pair_is_a_story_and_a_single_article_too() {
        assert_eq!(average_linkage(&[ALL; 3], &[edge(0, 2, 0.4)], 0.3), [0, 1, 0]);
        assert_eq!(average_linkage(&[ALL; 0], &[], 0.3), [0_u32; 0]);
        assert_eq!(average_linkage(&[ALL; 2], &[edge(0, 1, 0.0)], 0.0), [0, 1]);
    }

    #[test]
    fn of_equal_means_the_earliest_goes_first() {
        // 1 could join 0 or 2; then the mean with the other is 0.8 / 2 = 0.4
        let edges = [edge(0, 1, 0.8), edge(1, 2, 0.8)];
        assert_eq!(average_linkage(&[ALL; 3], &edges, 0.5), [0, 0, 2]);
    }
}
