//! The nearest neighbors of every article at once.

use super::neighbor::{Neighbor, keep_best, offer};
use super::rows::Rows;
use super::triangle::{LANES, Sums, Take, Triangle, is_touched};
use crate::article::ArticleId;
use crate::parallel;
use crate::weights::SparseVector;

/// Rows that a thread takes at a time.
const CHUNK: usize = 128;

/// For each vector the `k` others most similar to it, the best first, of equals the earlier; only those that share a term
/// with it. What `reference::search` finds among the others, bit by bit.
///
/// A product of two vectors says the same to both, so each is computed once, for the later of them, and offered to both.
/// What an article needs to be among the best `k` of another is known for all others in one contiguous array, and most
/// products are dismissed by comparing several at once with it. (Bounds on the norms of what has not been added yet, which
/// make [`all_pairs`](super::all_pairs) quick, do not help here: the tenth best neighbor is too far away for them.)
///
/// # Complexity
///
/// Σ df·(df−1)/2 multiplications over all terms, on all cores. Memory: a copy of the vectors twice (by rows and by terms)
/// and, for each thread, up to 2·`k` neighbors of each vector.
///
/// # Examples
///
/// ```
/// use samestory::index::nearest;
/// use samestory::terms::TermId;
/// use samestory::weights::SparseVector;
///
/// let vector = |pairs: &[(u32, f32)]| SparseVector::new(pairs.iter().map(|&(t, w)| (TermId(t), w)));
/// let vectors = [vector(&[(7, 1.0)]), vector(&[(8, 1.0)]), vector(&[(7, 0.6), (8, 0.8)])];
/// let found = nearest(&vectors, 1);
/// assert_eq!((found[0][0].article.0, found[0][0].score), (2, 0.6));
/// assert_eq!((found[2][0].article.0, found[2][0].score), (1, 0.8));
/// ```
pub fn nearest(vectors: &[SparseVector], k: usize) -> Vec<Vec<Neighbor>> {
    if k == 0 {
        return vec![Vec::new(); vectors.len()];
    }
    let triangle = Triangle::new(Rows::of(vectors.iter().map(SparseVector::view)));
    let starts: Vec<usize> = (0..vectors.len()).step_by(CHUNK).collect();
    // later rows have more rows before them: threads take turns, so that each has as much to do
    let threads = parallel::threads().clamp(1, starts.len().max(1));
    let turns: Vec<usize> = (0..threads).collect();
    let found = parallel::map(&turns, |&turn| {
        let (mut sums, mut lists) = (Sums::default(), Lists::new(vectors.len(), k));
        for &start in starts.iter().skip(turn).step_by(threads) {
            triangle.visit(start..(start + CHUNK).min(vectors.len()), &mut sums, &mut lists);
        }
        lists.found
    });
    let mut found = found.into_iter();
    let mut lists = found.next().unwrap_or_default();
    for others in found {
        for (list, other) in lists.iter_mut().zip(others) {
            list.extend(other);
        }
    }
    parallel::map_owned(lists, |mut list| {
        keep_best(&mut list, k);
        list.shrink_to_fit();
        list
    })
}

/// The best neighbors seen so far, by row.
struct Lists {
    k: usize,
    found: Vec<Vec<Neighbor>>,
    /// The least score that can still be among the best `k`.
    needed: Vec<f32>,
}

impl Lists {
    fn new(rows: usize, k: usize) -> Self {
        Self { k, found: vec![Vec::new(); rows], needed: vec![f32::NEG_INFINITY; rows] }
    }

    fn offer(&mut self, row: usize, article: usize, score: f32) {
        if score >= self.needed[row] {
            let neighbor = Neighbor { article: ArticleId(article as u32), score };
            if let Some(needed) = offer(&mut self.found[row], self.k, neighbor) {
                self.needed[row] = needed;
            }
        }
    }

    fn offer_both(&mut self, query: usize, row: usize, score: f32) {
        if is_touched(score) {
            self.offer(row, query, score);
            self.offer(query, row, score);
        }
    }
}

impl Take for Lists {
    fn all(&mut self, query: usize, base: usize, sums: &[f32]) {
        let (chunks, rest) = sums.as_chunks::<LANES>();
        for (at, chunk) in chunks.iter().enumerate() {
            let first = base + at * LANES;
            let own = self.needed[query];
            let mut any = false;
            for (&sum, &needed) in chunk.iter().zip(&self.needed[first..first + LANES]) {
                any |= sum >= if needed < own { needed } else { own };
            }
            if any {
                chunk.iter().enumerate().for_each(|(lane, &sum)| self.offer_both(query, first + lane, sum));
            }
        }
        let first = base + sums.len() - rest.len();
        rest.iter().enumerate().for_each(|(lane, &sum)| self.offer_both(query, first + lane, sum));
    }

    fn some(&mut self, query: usize, base: usize, sums: &[(u16, f32)]) {
        sums.iter().for_each(|&(row, sum)| self.offer_both(query, base + usize::from(row), sum));
    }
}
