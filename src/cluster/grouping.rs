//! From scored pairs to groups: the one way, of batch and stream.

use super::linkage::link;
use super::moves::second_thoughts;
use super::score::{Partners, Score};

/// Groups items by average linkage, then lets each item change over to the group that it is closest to. A label per item.
///
/// # Complexity
///
/// That of [`average_linkage`](super::average_linkage).
pub(super) fn group(
    items: usize,
    edges: &[(u32, u32, Score)],
    threshold: f64,
    partners: Partners,
) -> Vec<u32> {
    let mut labels = link(items, edges, threshold, partners);
    second_thoughts(&mut labels, edges, threshold, partners);
    labels
}
