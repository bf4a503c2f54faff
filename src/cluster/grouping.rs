//! From scored pairs to groups: the one way, of batch and stream.

use super::linkage::{MANY, link};
use super::moves::{Neighbors, second_thoughts};
use super::score::{Partners, Score};
use crate::parallel;

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
    let link = || link(items, edges, threshold, partners);
    let lay_out = || Neighbors::new(items, edges);
    let (mut labels, neighbors) =
        if edges.len() < MANY { (link(), lay_out()) } else { parallel::join(link, lay_out) };
    second_thoughts(&mut labels, &neighbors, threshold, partners);
    labels
}
