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
    let mut heap: BinaryHeap<Merge> = edges
        .iter()
        .filter(|edge| edge.score >= threshold && edge.score > 0.0)
        .map(|edge| Merge { mean: edge.score, a: edge.a, b: edge.b, versions: (0, 0) })
        .collect();
    while let Some(merge) = heap.pop() {
        let (a, b) = (merge.a as usize, merge.b as usize);
        if graph.version[a] == merge.versions.0 && graph.version[b] == merge.versions.1 {
            graph.merge(a, b, threshold, &mut heap);
        }
    }
    (0..items as u32).map(|item| graph.root(item)).collect()
}

type Neighbors = HashMap<u32, f64, FixedState>;

/// Groups, each under its smallest item, with the sums of scores to their neighbours.
struct Graph {
    sums: Vec<Neighbors>,
    size: Vec<u32>,
    /// Changes whenever the group changes; odd-ones-out in the heap are recognised by it. `GONE` once merged away.
    version: Vec<u32>,
    parent: Vec<u32>,
}

const GONE: u32 = u32::MAX;

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
        Self { sums, size: vec![1; items], version: vec![0; items], parent: (0..items as u32).collect() }
    }

    /// Merges group `b` into group `a`, `a` being the smaller number, and queues what can follow.
    fn merge(&mut self, a: usize, b: usize, threshold: f64, heap: &mut BinaryHeap<Merge>) {
        let mut kept = std::mem::take(&mut self.sums[a]);
        let mut poured = std::mem::take(&mut self.sums[b]);
        kept.remove(&(b as u32));
        poured.remove(&(a as u32));
        for &neighbor in poured.keys() {
            self.sums[neighbor as usize].remove(&(b as u32));
        }
        if kept.len() < poured.len() {
            std::mem::swap(&mut kept, &mut poured);
        }
        for (neighbor, sum) in poured {
            *kept.entry(neighbor).or_insert(0.0) += sum;
        }
        self.size[a] += self.size[b];
        self.version[a] += 1;
        self.version[b] = GONE;
        self.parent[b] = a as u32;
        for (&neighbor, &sum) in &kept {
            let n = neighbor as usize;
            self.sums[n].insert(a as u32, sum);
            let mean = sum / (f64::from(self.size[a]) * f64::from(self.size[n]));
            if mean >= threshold {
                let (low, high) = (a.min(n), a.max(n));
                let versions = (self.version[low], self.version[high]);
                heap.push(Merge { mean, a: low as u32, b: high as u32, versions });
            }
        }
        self.sums[a] = kept;
    }

    fn root(&self, mut item: u32) -> u32 {
        while self.parent[item as usize] != item {
            item = self.parent[item as usize];
        }
        item
    }
}

struct Merge {
    mean: f64,
    a: u32,
    b: u32,
    versions: (u32, u32),
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
