//! All pairs of similar articles at once.

use super::neighbor::Pair;
use super::similarity_index::{SearchScratch, SimilarityIndex};
use crate::article::ArticleId;
use crate::parallel;
use crate::weights::SparseVector;

/// Rows searched by one thread at a time.
const BLOCK: usize = 128;

/// All pairs with at least this similarity and a term in common, ordered by `a`, then `b`; the same as
/// [`slow::all_pairs`](super::slow::all_pairs), bit by bit.
///
/// # Complexity
///
/// Σ df² multiplications over all terms, on all cores; memory for the index and the pairs found.
///
/// # Examples
///
/// ```
/// use samestory::index::all_pairs;
/// use samestory::terms::TermId;
/// use samestory::weights::SparseVector;
///
/// let vector = |term: u32| SparseVector::new([(TermId(term), 1.0)]);
/// let pairs = all_pairs(&[vector(7), vector(8), vector(7)], 0.5);
/// assert_eq!((pairs[0].a.0, pairs[0].b.0, pairs.len()), (0, 2, 1));
/// ```
pub fn all_pairs(vectors: &[SparseVector], threshold: f32) -> Vec<Pair> {
    let mut index = SimilarityIndex::new();
    for vector in vectors {
        index.insert(vector.clone(), None);
    }
    let starts: Vec<usize> = (0..vectors.len()).step_by(BLOCK).collect();
    let found = parallel::map(&starts, |&start| {
        let mut scratch = SearchScratch::default();
        let mut pairs = Vec::new();
        for (at, vector) in vectors.iter().enumerate().skip(start).take(BLOCK) {
            let a = ArticleId(at as u32);
            let from = pairs.len();
            let later = index.search(vector.view(), threshold, usize::MAX, &mut scratch);
            pairs.extend(later.into_iter().filter(|n| n.article > a).map(|n| Pair {
                a,
                b: n.article,
                score: n.score,
            }));
            pairs[from..].sort_unstable_by_key(|pair| pair.b);
        }
        pairs
    });
    found.into_iter().flatten().collect()
}
