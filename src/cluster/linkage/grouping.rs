//! From scored pairs to groups, in batch and stream.

use super::average::{Queue, link};
use super::moves::reconsider_all;
use super::neighbors::Neighbors;
use super::score::Score;
use crate::parallel;

/// Edges that are worth a second thread.
const MANY: usize = 1 << 13;

/// Groups items by average linkage, then moves each item to the group that it is closest to. Returns a label per item.
/// `link_limits` holds the link limit of each item.
///
/// # Complexity
///
/// That of `average_linkage`.
pub(crate) fn group(link_limits: &[u32], edges: &[(u32, u32, Score)], threshold: f64) -> Vec<u32> {
    if are_one(link_limits.len(), edges, threshold) {
        return vec![0; link_limits.len()];
    }
    let lay_out = || Neighbors::new(link_limits.len(), edges);
    let enqueue = || Queue::new(link_limits, edges, threshold);
    let (neighbors, queue) =
        if edges.len() < MANY { (lay_out(), enqueue()) } else { parallel::join(lay_out, enqueue) };
    let mut labels = link(link_limits, &neighbors, queue, threshold);
    reconsider_all(&mut labels, &neighbors, threshold, link_limits);
    labels
}

/// Whether every pair has an edge that reaches the threshold: then so does the mean of every two groups of them, and no
/// item has a reason to move. Most stories of a stream are like that, and need not be linked to be revised.
fn are_one(items: usize, edges: &[(u32, u32, Score)], threshold: f64) -> bool {
    let close = |&(_, _, score): &(u32, u32, Score)| score.value() >= threshold && score != Score::NOT_SAME;
    edges.len() == items * items.saturating_sub(1) / 2 && edges.iter().all(close)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn who_are_one_are_linked_to_one(
            scores in prop::collection::vec((400_u32..1000).prop_map(|n| f64::from(n) / 1000.0), 28),
            link_limits in prop::collection::vec(1_u32..9, 8),
            items in 0_usize..9,
        ) {
            let pairs = (0..items as u32).flat_map(|b| (0..b).map(move |a| (a, b)));
            let edges: Vec<_> = pairs.zip(scores).map(|((a, b), score)| (a, b, Score::new(score))).collect();
            prop_assert!(are_one(items, &edges, 0.4));
            let (link_limits, mut labels) = (&link_limits[..items], vec![0; items]);
            let (neighbors, queue) = (Neighbors::new(items, &edges), Queue::new(link_limits, &edges, 0.4));
            prop_assert_eq!(&link(link_limits, &neighbors, queue, 0.4), &labels);
            reconsider_all(&mut labels, &neighbors, 0.4, link_limits);
            prop_assert_eq!(labels, vec![0; items]);
        }
    }
}
