//! What a search finds.

use std::cmp::Ordering;

use crate::article::ArticleId;

/// An article found, with its similarity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbor {
    /// Which article.
    pub article: ArticleId,
    /// The scalar product with the query; of vectors of length 1 the cosine.
    pub score: f32,
}

impl Neighbor {
    /// The order of results: the most similar first, of equals the earlier article first.
    pub fn rank(a: &Self, b: &Self) -> Ordering {
        b.score.total_cmp(&a.score).then(a.article.cmp(&b.article))
    }
}

/// Two articles with their similarity; `a` came before `b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimilarPair {
    /// The earlier article.
    pub a: ArticleId,
    /// The later article.
    pub b: ArticleId,
    /// Their scalar product; of vectors of length 1 the cosine.
    pub score: f32,
}

/// Keeps the best `k`, in order.
pub(crate) fn keep_best(found: &mut Vec<Neighbor>, k: usize) {
    if k == 0 {
        found.clear();
        return;
    }
    if found.len() > k {
        found.select_nth_unstable_by(k - 1, Neighbor::rank);
        found.truncate(k);
    }
    found.sort_unstable_by(Neighbor::rank);
}

/// Adds a neighbor to those from which the best `k` will be [kept](keep_best), forgetting now and then all but these.
/// When it forgets, it says what score is needed from now on to be among them.
pub(crate) fn offer(found: &mut Vec<Neighbor>, k: usize, neighbor: Neighbor) -> Option<f32> {
    found.push(neighbor);
    if k == 0 || found.len() < k.saturating_mul(2).max(8) {
        return None;
    }
    found.select_nth_unstable_by(k - 1, Neighbor::rank);
    found.truncate(k);
    found.last().map(|worst| worst.score)
}
