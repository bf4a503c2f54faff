//! The reference of average linkage.

use ndarray::Array2;

use super::average::Edge;
use super::score::{Score, Sum};
use super::statistics::ClusterStatistics;

/// As `average_linkage`, on a dense matrix of score sums, looking at all pairs of groups
/// before every merge.
///
/// # Complexity
///
/// O(n³) time, O(n²) memory.
pub fn average_linkage(link_limits: &[u32], edges: &[Edge], threshold: f64) -> Vec<u32> {
    let items = link_limits.len();
    let mut sums = Array2::<Sum>::zeros((items, items));
    for edge in edges {
        let (a, b) = (edge.a as usize, edge.b as usize);
        sums[(a, b)] = Score::new(edge.score).units();
        sums[(b, a)] = sums[(a, b)];
    }
    let mut statistics: Vec<ClusterStatistics> =
        link_limits.iter().map(|&limit| ClusterStatistics::one(limit)).collect();
    let mut label: Vec<u32> = (0..items as u32).collect();
    let mut alive: Vec<usize> = (0..items).collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, &a) in alive.iter().enumerate() {
            for &b in &alive[at + 1..] {
                let closeness = statistics[a].closeness(statistics[b], sums[(a, b)]);
                if closeness > 0.0
                    && closeness >= threshold
                    && best.is_none_or(|(most, _, _)| closeness > most)
                {
                    best = Some((closeness, a, b));
                }
            }
        }
        let Some((_, a, b)) = best else { return label };
        for &other in alive.iter().filter(|&&other| other != a && other != b) {
            let sum = sums[(a, other)] + sums[(b, other)];
            sums[(a, other)] = sum;
            sums[(other, a)] = sum;
        }
        let joining = statistics[b];
        statistics[a].join(joining, sums[(a, b)]);
        alive.retain(|&group| group != b);
        label.iter_mut().filter(|l| **l as usize == b).for_each(|l| *l = a as u32);
    }
}
