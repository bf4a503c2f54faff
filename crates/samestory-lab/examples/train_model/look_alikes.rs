//! Small inputs in which everything is like everything: what someone has who looks up one company, one town or one maker's notices.
//! In them a small number of articles says nothing about how many report one event.

use samestory::cluster::Feature;
use samestory::unstable::cluster::CandidatePairs;

use crate::labelled::Labelled;

/// Samples of a set.
const SAMPLES: usize = 6;

/// Articles of a sample at most; a sample of fewer than half as many is left out.
const SIZE: usize = 25;

/// Articles spread over the set, each with those that are most like it, in the order of the set.
pub(crate) fn look_alikes(articles: &[Labelled], pairs: &CandidatePairs) -> Vec<Vec<Labelled>> {
    let step = articles.len().div_ceil(SAMPLES).max(1);
    // seeds in the middle of each part of the set
    let seeds: Vec<usize> = (step / 2..articles.len()).step_by(step).collect();
    let mut neighbors = vec![Vec::new(); seeds.len()];
    for pair in pairs.pairs() {
        let [a, b] = [pair.a, pair.b].map(|id| id.index());
        for (seed, other) in [(a, b), (b, a)] {
            if let Ok(at) = seeds.binary_search(&seed) {
                neighbors[at].push((pair.features.get(Feature::RootAll), other));
            }
        }
    }
    let samples = seeds.iter().zip(neighbors).map(|(&seed, mut neighbors)| {
        neighbors.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let mut sample: Vec<usize> = neighbors.iter().map(|&(_, other)| other).take(SIZE - 1).collect();
        sample.push(seed);
        sample.sort_unstable();
        sample
    });
    let large = samples.filter(|sample| 2 * sample.len() >= SIZE);
    large.map(|sample| sample.into_iter().map(|at| articles[at].clone()).collect()).collect()
}
