//! Average linkage on a sparse graph.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::neighbors::Neighbors;
use super::score::{Score, Sum};
use super::statistics::ClusterStatistics;

/// Merges for which a level of the queue is made, and how many levels there are at most.
const MERGES_OF_LEVEL: usize = 1 << 10;
const MAX_LEVELS: usize = 1 << 12;

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

/// As `average_linkage`, of what was [laid out](Neighbors) and [queued](Queue).
pub(crate) fn link(link_limits: &[u32], neighbors: &Neighbors, mut queue: Queue, threshold: f64) -> Vec<u32> {
    let mut graph = Graph::new(link_limits, neighbors, threshold);
    while let Some(merge) = queue.pop() {
        let x = merge.x as usize;
        // whatever was merged away has queued its neighbours again under the group it went into
        if !graph.is_group(x) {
            continue;
        }
        match merge.with {
            With::Item(y) if graph.is_alone(x) && graph.is_alone(y as usize) => {
                graph.merge(x, y as usize, &mut queue)
            }
            // the one that is a group now has queued the other
            With::Item(_) => {}
            With::Group(y) if !graph.is_group(y as usize) => {}
            With::Group(y) => match graph.merge_of_groups(x, y as usize) {
                Some(current) if current == merge => graph.merge(x, y as usize, &mut queue),
                // one of them has grown since: what was queued was too high a bound, mostly
                current => queue.later.extend(current),
            },
            With::BestOf(link_limit) => match graph.merge_with_best(x, link_limit) {
                Some((item, current)) if current == merge => {
                    graph.merge(x, item as usize, &mut queue);
                    queue.later.extend(graph.merge_with_best(x, link_limit).map(|(_, next)| next));
                }
                current => queue.later.extend(current.map(|(_, current)| current)),
            },
        }
    }
    (0..link_limits.len() as u32).map(|item| graph.label_of(item)).collect()
}

/// Merges to be looked at, the best first. Those of the beginning are sorted once, which is quicker than a heap.
pub(crate) struct Queue {
    /// The best last.
    first: Vec<Merge>,
    later: Levels,
}

/// Merges by about how close they are: a heap of all would be too large for a cache, and all of it is gone through again and again.
struct Levels {
    /// By closeness from 0 to 1, ascending; at least one.
    heaps: Vec<BinaryHeap<Merge>>,
    /// No heap above this one has anything.
    highest: usize,
}

impl Levels {
    /// For about so many merges.
    fn new(merges: usize) -> Self {
        let levels = (merges / MERGES_OF_LEVEL).clamp(1, MAX_LEVELS);
        Self { heaps: std::iter::repeat_with(BinaryHeap::new).take(levels).collect(), highest: 0 }
    }

    fn push(&mut self, merge: Merge) {
        // what is closer is never on a lower level
        let level = (merge.closeness.clamp(0.0, 1.0) * (self.heaps.len() - 1) as f64) as usize;
        self.highest = self.highest.max(level);
        self.heaps[level].push(merge);
    }

    fn extend(&mut self, merge: Option<Merge>) {
        merge.into_iter().for_each(|merge| self.push(merge));
    }

    fn peek(&mut self) -> Option<&Merge> {
        while self.highest > 0 && self.heaps[self.highest].is_empty() {
            self.highest -= 1;
        }
        self.heaps[self.highest].peek()
    }

    /// Takes out what was [peeked](Self::peek) at.
    fn pop(&mut self) -> Option<Merge> {
        self.heaps[self.highest].pop()
    }
}

impl Queue {
    /// The pairs that are close enough to become groups.
    pub(crate) fn new(link_limits: &[u32], edges: &[(u32, u32, Score)], threshold: f64) -> Self {
        let alone = |&(a, b, score): &(u32, u32, Score)| {
            let [one, other] = [a, b].map(|item| ClusterStatistics::one(link_limits[item as usize]));
            let closeness = one.closeness(other, score.units());
            let merge = Merge { closeness, a, b, x: a, with: With::Item(b) };
            (score.units() > 0 && closeness >= threshold).then_some(merge)
        };
        let mut first: Vec<Merge> = edges.iter().filter_map(alone).collect();
        first.sort_unstable();
        Self { first, later: Levels::new(edges.len()) }
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
///
/// Of the neighbours that are alone a group queues the best of each link limit only. Which of them is closer is told by the sum,
/// however the group grows. So a text that was printed ten thousand times has one bound to be corrected, and not ten thousand.
struct Graph<'n> {
    neighbors: &'n Neighbors,
    link_limits: &'n [u32],
    /// By item that a group of two or more stands under.
    sums: Vec<Sums>,
    /// By item that a group stands under, and by link limit: neighbours that were alone and close enough when they were added.
    singles: Vec<Vec<(u32, BinaryHeap<Single>)>>,
    statistics: Vec<ClusterStatistics>,
    /// The smallest item of the group.
    label: Vec<u32>,
    parent: Vec<u32>,
    threshold: f64,
    /// Memory to reuse: the neighbours of a group that is poured into another.
    poured: Vec<(u32, Sum)>,
}

/// An item that is alone, by its sum with a group; of equal sums the smaller item comes first.
type Single = (Sum, Reverse<u32>);

impl<'n> Graph<'n> {
    fn new(link_limits: &'n [u32], neighbors: &'n Neighbors, threshold: f64) -> Self {
        let own: Vec<u32> = (0..link_limits.len() as u32).collect();
        Self {
            neighbors,
            link_limits,
            sums: vec![Sums::with_hasher(FixedState::with_seed(1)); link_limits.len()],
            singles: vec![Vec::new(); link_limits.len()],
            statistics: link_limits.iter().map(|&limit| ClusterStatistics::one(limit)).collect(),
            label: own.clone(),
            parent: own,
            threshold,
            poured: Vec::new(),
        }
    }

    /// The merge of two groups, if they are close enough.
    fn candidate(&self, x: usize, y: usize, with: With, sum: Sum) -> Option<Merge> {
        let closeness = self.statistics[x].closeness(self.statistics[y], sum);
        let (a, b) = (self.label[x].min(self.label[y]), self.label[x].max(self.label[y]));
        let merge = Merge { closeness, a, b, x: x as u32, with };
        (sum > 0 && closeness >= self.threshold).then_some(merge)
    }

    /// The merge of two groups of two or more, as it is now.
    fn merge_of_groups(&self, x: usize, y: usize) -> Option<Merge> {
        let sum = self.sums[x].get(&(y as u32)).copied().unwrap_or(0);
        self.candidate(x, y, With::Group(y as u32), sum)
    }

    /// The merge of a group with the closest of the items alone that have this link limit, and the item.
    fn merge_with_best(&mut self, group: usize, link_limit: u32) -> Option<(u32, Merge)> {
        let at = self.singles[group].iter().position(|(limit, _)| *limit == link_limit)?;
        let mut heap = std::mem::take(&mut self.singles[group][at].1);
        // those that are alone no more, or have a higher sum by now, which stands before
        let is_current = |&(sum, Reverse(item)): &Single| {
            self.is_alone(item as usize) && self.sums[group].get(&item) == Some(&sum)
        };
        while heap.peek().is_some_and(|single| !is_current(single)) {
            heap.pop();
        }
        let best = heap.peek().copied();
        self.singles[group][at].1 = heap;
        let (sum, Reverse(item)) = best?;
        Some((item, self.candidate(group, item as usize, With::BestOf(link_limit), sum)?))
    }

    /// Queues the merge of a group with a neighbour.
    fn queue(&mut self, group: usize, neighbor: u32, sum: Sum, queue: &mut Queue) {
        let link_limit = self.link_limits[neighbor as usize];
        let is_alone = self.is_alone(neighbor as usize);
        let with = if is_alone { With::BestOf(link_limit) } else { With::Group(neighbor) };
        let Some(merge) = self.candidate(group, neighbor as usize, with, sum) else { return };
        if is_alone {
            let singles = &mut self.singles[group];
            let at = singles.iter().position(|(limit, _)| *limit == link_limit).unwrap_or_else(|| {
                singles.push((link_limit, BinaryHeap::new()));
                singles.len() - 1
            });
            let (single, heap) = ((sum, Reverse(neighbor)), &mut singles[at].1);
            let is_best = heap.peek().is_none_or(|best| *best < single);
            heap.push(single);
            if !is_best {
                return;
            }
        }
        queue.later.push(merge);
    }

    /// Whether an item stands for a group.
    fn is_group(&self, item: usize) -> bool {
        self.parent[item] as usize == item
    }

    /// Whether an item is in no group with others.
    fn is_alone(&self, item: usize) -> bool {
        self.is_group(item) && self.statistics[item].count == 1
    }

    /// With how many others a group has a sum, at most.
    fn degree(&self, group: usize) -> usize {
        if self.is_alone(group) { self.neighbors.of(group).len() } else { self.sums[group].len() }
    }

    /// The neighbours of a group that is to be one no more, ascending.
    fn take_neighbors(&mut self, group: usize) -> Vec<(u32, Sum)> {
        let mut found = std::mem::take(&mut self.poured);
        found.clear();
        self.singles[group] = Vec::new();
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
        let was_alone = self.is_alone(into);
        if was_alone {
            let neighbors = self.take_neighbors(into);
            self.sums[into].extend(neighbors.iter().copied());
            self.poured = neighbors;
        }
        let mut kept = std::mem::take(&mut self.sums[into]);
        let mut poured = self.take_neighbors(from);
        let between = kept.remove(&(from as u32)).unwrap_or(0);
        let statistics = self.statistics[from];
        self.statistics[into].join(statistics, between);
        self.label[into] = self.label[into].min(self.label[from]);
        self.parent[from] = into as u32;
        for (neighbor, sum) in poured.iter_mut().filter(|(neighbor, _)| *neighbor as usize != into) {
            let total = *kept.entry(*neighbor).and_modify(|known| *known += *sum).or_insert(*sum);
            if !self.is_alone(*neighbor as usize) {
                let sums = &mut self.sums[*neighbor as usize];
                sums.remove(&(from as u32));
                sums.insert(into as u32, total);
            }
            *sum = total;
        }
        if was_alone {
            // until now it was queued as an item, with each
            poured.clear();
            poured.extend(kept.iter().map(|(&neighbor, &sum)| (neighbor, sum)));
        }
        self.sums[into] = kept;
        for &(neighbor, sum) in poured.iter().filter(|&&(neighbor, _)| neighbor as usize != into) {
            self.queue(into, neighbor, sum, queue);
        }
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

/// A group `x` that may become one with another; `a` and `b` are the labels of both, the smaller first.
struct Merge {
    closeness: f64,
    a: u32,
    b: u32,
    x: u32,
    with: With,
}

/// What a group may become one with.
#[derive(Clone, Copy)]
enum With {
    /// An item, as long as both are alone.
    Item(u32),
    /// A group of two or more.
    Group(u32),
    /// The closest of the items that are alone and have this link limit.
    BestOf(u32),
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
    fn levels_give_the_closest_first_as_one_heap_does() {
        let merge = |n: u32| {
            let closeness = f64::from(n.wrapping_mul(2_654_435_761) >> 20) / 3000.0;
            Merge { closeness, a: n % 7, b: n, x: n, with: With::Item(n) }
        };
        let (mut levels, mut heap) = (Levels::new(MERGES_OF_LEVEL * 50), BinaryHeap::new());
        assert_eq!(levels.heaps.len(), 50);
        for round in 0..40 {
            for n in 0..round {
                levels.push(merge(100 * round + n));
                heap.push(merge(100 * round + n));
            }
            for _ in 0..20 {
                let expected = heap.pop();
                assert!(levels.peek() == expected.as_ref());
                assert!(levels.pop() == expected);
            }
        }
        assert!(levels.peek().is_some());
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
