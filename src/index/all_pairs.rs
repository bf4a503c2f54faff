//! All pairs of similar articles at once.

use super::neighbor::SimilarPair;
use super::prefix::Prefixes;
use super::rows::Rows;
use super::survivors::Survivors;
use super::triangle::{LANES, Sums, Take, Triangle, is_touched};
use crate::article::ArticleId;
use crate::parallel;
use crate::weights::SparseVector;

/// Rows that a thread takes at a time.
const CHUNK: usize = 256;

/// Parts of the result that are put in order on their own.
const PARTS: usize = 64;

/// All pairs with at least this similarity and a term in common, ordered by `a`, then `b`; the same as
/// `reference::all_pairs`, bit by bit.
///
/// For a threshold above 0, most pairs are never looked at: only the rarer terms of an article are indexed, as many as are
/// needed for whatever is left to be too short to reach the threshold on its own, and of the pairs that have such terms in
/// common only those are multiplied out whose sum so far, and the lengths of what is left of both, can reach it. This is
/// prefix filtering (Bayardo, Ma & Srikant, *Scaling up all pairs similarity search*, WWW 2007) with the bounds by length
/// of L2AP (Anastasiu & Karypis, ICDE 2014). Where it would not pay (low thresholds, vectors of very different lengths),
/// which a few of the articles tell, all products are computed, each once. Vectors need not have length 1, and weights may
/// be negative.
///
/// # Complexity
///
/// Σ df·(df−1)/2 multiplications over all terms at worst, on all cores; with the filter df counts only the articles in
/// which the term is among the indexed ones. Memory: a copy of the vectors, the index, and the pairs found, twice.
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
pub fn all_pairs(vectors: &[SparseVector], threshold: f32) -> Vec<SimilarPair> {
    let rows = Rows::of(vectors.iter().map(SparseVector::view));
    let prefixes = Prefixes::new(&rows, threshold);
    let found = match prefixes.filter(|prefixes| Survivors::new(prefixes, &rows, threshold).pay()) {
        Some(prefixes) => in_chunks(prefixes.len(), |chunk, sums| {
            let mut survivors = Survivors::new(&prefixes, &rows, threshold);
            prefixes.triangle().visit(chunk, sums, &mut survivors);
            survivors.into_pairs()
        }),
        None => {
            let triangle = Triangle::new(rows);
            in_chunks(vectors.len(), |chunk, sums| {
                let mut above = Above { threshold, pairs: Vec::new() };
                triangle.visit(chunk, sums, &mut above);
                above.pairs
            })
        }
    };
    in_order(&found, vectors.len())
}

/// What is found for each chunk of this many rows, each in the order of the pairs.
fn in_chunks(
    rows: usize,
    find: impl Fn(std::ops::Range<usize>, &mut Sums) -> Vec<SimilarPair> + Sync + Send,
) -> Vec<Vec<SimilarPair>> {
    let starts: Vec<usize> = (0..rows).step_by(CHUNK).collect();
    parallel::map_with(&starts, Sums::default, |sums, &start| {
        let mut pairs = find(start..(start + CHUNK).min(rows), sums);
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs
    })
}

/// All that was found in the order of the pairs.
fn in_order(found: &[Vec<SimilarPair>], rows: usize) -> Vec<SimilarPair> {
    let part = rows.div_ceil(PARTS).max(1);
    let of_part = |start: usize| {
        found.iter().map(move |chunk| {
            let from = chunk.partition_point(|pair| pair.a.index() < start);
            let until = chunk.partition_point(|pair| pair.a.index() < start + part);
            &chunk[from..until]
        })
    };
    let nothing = SimilarPair { a: ArticleId(0), b: ArticleId(0), score: 0.0 };
    let mut pairs = vec![nothing; found.iter().map(Vec::len).sum()];
    let mut free = pairs.as_mut_slice();
    let parts = (0..rows).step_by(part).map(|start| {
        let length = of_part(start).map(<[SimilarPair]>::len).sum();
        (start, free.split_off_mut(..length).expect("every pair is in one part"))
    });
    parallel::map_owned(parts.collect(), |(start, pairs): (usize, &mut [SimilarPair])| {
        let mut free = &mut *pairs;
        for some in of_part(start) {
            free.split_off_mut(..some.len()).expect("the part has this length").copy_from_slice(some);
        }
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
    });
    pairs
}

/// Takes the sums that reach a threshold.
struct Above {
    threshold: f32,
    pairs: Vec<SimilarPair>,
}

impl Above {
    fn offer(&mut self, query: usize, row: usize, score: f32) {
        if score >= self.threshold && is_touched(score) {
            self.pairs.push(SimilarPair { a: ArticleId(row as u32), b: ArticleId(query as u32), score });
        }
    }
}

impl Take for Above {
    fn all(&mut self, query: usize, base: usize, sums: &[f32]) {
        for (at, chunk) in sums.chunks(LANES).enumerate() {
            let mut any = false;
            chunk.iter().for_each(|&sum| any |= sum >= self.threshold);
            if any {
                let first = base + at * LANES;
                chunk.iter().enumerate().for_each(|(lane, &sum)| self.offer(query, first + lane, sum));
            }
        }
    }

    fn some(&mut self, query: usize, base: usize, sums: &[(u16, f32)]) {
        sums.iter().for_each(|&(row, sum)| self.offer(query, base + usize::from(row), sum));
    }
}
