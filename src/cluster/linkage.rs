//! Average linkage on a sparse graph.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

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

/// Groups items by average linkage (UPGMA, Sokal & Michener 1958): the two groups with the highest mean score over
/// all their cross pairs become one, as long as that mean reaches `threshold`. Pairs without an edge score 0.
///
/// One strong edge cannot chain two groups: it counts for one cross pair among many. Of equal means the pair of groups
/// with the earliest items goes first. Returns a label per item: the smallest item of its group. Equal to
/// [`slow::average_linkage`](super::slow::average_linkage), which recomputes nothing cleverly.
///
/// # Complexity
///
/// O(E log² E) for E edges (smaller neighbourhoods are poured into larger ones), memory O(E).
///
/// # Panics
///
/// If an edge names an item that is not below `items`.
pub fn average_linkage(items: usize, edges: &[Edge], threshold: f64) -> Vec<u32> {
    let mut graph = Graph::new(items, edges);
    let mut heap = BinaryHeap::new();
    for edge in edges.iter().filter(|edge| edge.score > 0.0) {
        graph.queue(edge.a as usize, edge.b as usize, edge.score, threshold, &mut heap);
    }
    while let Some(merge) = heap.pop() {
        let (x, y) = (merge.x as usize, merge.y as usize);
        // whatever was merged away has queued its neighbours again under the group it went into
        let Some(&sum) = graph.sums[x].get(&merge.y) else { continue };
        if graph.merge_of(x, y, sum) == merge {
            graph.merge(x, y, threshold, &mut heap);
        } else {
            // one of them has grown since: what was queued was too high a bound
            graph.queue(x, y, sum, threshold, &mut heap);
        }
    }
    (0..items as u32).map(|item| graph.label(item)).collect()
}

type Neighbors = HashMap<u32, f64, FixedState>;

/// Groups, each under one of its items, with the sums of scores to their neighbours.
///
/// When two groups merge, the one with fewer neighbours is poured into the other, and only the poured neighbours are
/// looked at. The mean with any other neighbour has become smaller (the same sum over more pairs); what the heap holds
/// for it is an upper bound, and is corrected when it comes to the top.
struct Graph {
    sums: Vec<Neighbors>,
    size: Vec<u32>,
    /// The smallest item of the group.
    label: Vec<u32>,
    parent: Vec<u32>,
}

impl Graph {
    fn new(items: usize, edges: &[Edge]) -> Self {
        let mut degree = vec![0_usize; items];
        for edge in edges {
            degree[edge.a as usize] += 1;
            degree[edge.b as usize] += 1;
        }
        let hasher = FixedState::with_seed(1);
        let mut sums: Vec<Neighbors> =
            degree.into_iter().map(|d| Neighbors::with_capacity_and_hasher(d, hasher.clone())).collect();
        for edge in edges.iter().filter(|edge| edge.score > 0.0) {
            sums[edge.a as usize].insert(edge.b, edge.score);
            sums[edge.b as usize].insert(edge.a, edge.score);
        }
        let own: Vec<u32> = (0..items as u32).collect();
        Self { sums, size: vec![1; items], label: own.clone(), parent: own }
    }

    fn merge_of(&self, x: usize, y: usize, sum: f64) -> Merge {
        let mean = sum / (f64::from(self.size[x]) * f64::from(self.size[y]));
        let (a, b) = (self.label[x].min(self.label[y]), self.label[x].max(self.label[y]));
        Merge { mean, a, b, x: x as u32, y: y as u32 }
    }

    fn queue(&self, x: usize, y: usize, sum: f64, threshold: f64, heap: &mut BinaryHeap<Merge>) {
        let merge = self.merge_of(x, y, sum);
        if merge.mean >= threshold {
            heap.push(merge);
        }
    }

    fn merge(&mut self, x: usize, y: usize, threshold: f64, heap: &mut BinaryHeap<Merge>) {
        let (into, from) = if self.sums[x].len() >= self.sums[y].len() { (x, y) } else { (y, x) };
        let mut kept = std::mem::take(&mut self.sums[into]);
        let mut poured = std::mem::take(&mut self.sums[from]);
        kept.remove(&(from as u32));
        poured.remove(&(into as u32));
        self.size[into] += self.size[from];
        self.label[into] = self.label[into].min(self.label[from]);
        self.parent[from] = into as u32;
        for (neighbor, sum) in poured {
            let total = *kept.entry(neighbor).and_modify(|known| *known += sum).or_insert(sum);
            let sums = &mut self.sums[neighbor as usize];
            sums.remove(&(from as u32));
            sums.insert(into as u32, total);
            self.queue(into, neighbor as usize, total, threshold, heap);
        }
        self.sums[into] = kept;
    }

    fn label(&self, item: u32) -> u32 {
        let mut group = item as usize;
        while self.parent[group] as usize != group {
            group = self.parent[group] as usize;
        }
        self.label[group]
    }
}

/// Two groups `x` and `y` that may become one; `a` and `b` are their labels, the smaller first.
struct Merge {
    mean: f64,
    a: u32,
    b: u32,
    x: u32,
    y: u32,
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then((other.a, other.b).cmp(&(self.a, self.b)))
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

    fn edge(a: u32, b: u32, score: f64) -> Edge {
        Edge { a, b, score }
    }

    #[test]
    fn one_edge_does_not_chain_two_stories() {
        // two pairs, joined by one strong edge: the mean of the four cross pairs is 0.9 / 4
        let edges = [edge(0, 1, 0.95), edge(2, 3, 0.95), edge(1, 2, 0.9)];
        assert_eq!(average_linkage(4, &edges, 0.3), [0, 0, 2, 2]);
        assert_eq!(average_linkage(4, &edges, 0.2), [0, 0, 0, 0]);
    }

    #[test]
    fn a_pair_is_a_story_and_a_single_article_too() {
        assert_eq!(average_linkage(3, &[edge(0, 2, 0.4)], 0.3), [0, 1, 0]);
        assert_eq!(average_linkage(0, &[], 0.3), [0_u32; 0]);
        assert_eq!(average_linkage(2, &[edge(0, 1, 0.0)], 0.0), [0, 1]);
    }

    #[test]
    fn of_equal_means_the_earliest_goes_first() {
        // 1 could join 0 or 2; then the mean with the other is 0.8 / 2 = 0.4
        let edges = [edge(0, 1, 0.8), edge(1, 2, 0.8)];
        assert_eq!(average_linkage(3, &edges, 0.5), [0, 0, 2]);
    }
}
