//! The nearest neighbors among the articles before.

use std::ops::Range;

use super::neighbor::{Neighbor, keep_best, offer};
use super::rows::Rows;
use super::triangle::{LANES, Sums, Take, Triangle, UNTOUCHED, is_touched};
use crate::article::ArticleId;
use crate::weights::VectorView;

/// An index over a closed set of articles that are searched for in their own order.
///
/// It finds what [`SimilarityIndex::search_before`](super::SimilarityIndex::search_before) finds, bit by bit. Made at once,
/// it needs no list for each term that grows, and is read more quickly: see [`Triangle`].
#[derive(Debug)]
pub(crate) struct EarlierIndex(Triangle);

/// Memory that searches reuse; one per thread.
#[derive(Debug, Default)]
pub(crate) struct EarlierScratch {
    sums: Sums,
    lists: Vec<List>,
}

/// The best neighbors of one article seen so far.
#[derive(Debug)]
struct List {
    /// The least score that can still be among them.
    needed: f32,
    found: Vec<Neighbor>,
}

impl EarlierIndex {
    /// Indexes vectors; articles are numbered by their places.
    pub(crate) fn new<'v>(vectors: impl Iterator<Item = VectorView<'v>>) -> Self {
        Self(Triangle::new(Rows::of(vectors)))
    }

    /// How many articles there are.
    pub(crate) fn len(&self) -> usize {
        self.0.rows().len()
    }

    /// For each of these articles in turn the `k` most similar ones before it with at least this similarity (and a term in
    /// common), the best first, of equals the earlier.
    pub(crate) fn search<'s>(
        &self,
        articles: Range<usize>,
        threshold: f32,
        k: usize,
        scratch: &'s mut EarlierScratch,
    ) -> impl Iterator<Item = &'s [Neighbor]> {
        let EarlierScratch { sums, lists } = scratch;
        lists.resize_with(articles.len(), || List { needed: threshold, found: Vec::new() });
        for list in &mut *lists {
            list.needed = threshold;
            list.found.clear();
        }
        self.0.visit(articles.clone(), sums, &mut Best { first: articles.start, k, lists });
        lists.iter_mut().map(move |list| {
            keep_best(&mut list.found, k);
            list.found.as_slice()
        })
    }

    /// All other articles, before and after one, with at least this similarity to it and a term in common, the best first,
    /// of equals the earlier. Linear in the terms of all.
    pub(crate) fn above(&self, article: usize, threshold: f32) -> Vec<Neighbor> {
        let rows = self.0.rows();
        let mut query = vec![None; rows.width()];
        let (columns, weights) = rows.row(article);
        columns.iter().zip(weights).for_each(|(&column, &weight)| query[column as usize] = Some(weight));
        let others = (0..rows.len()).filter(|&other| other != article).map(|other| {
            let mut score = UNTOUCHED;
            let (columns, weights) = rows.row(other);
            for (&column, &weight) in columns.iter().zip(weights) {
                if let Some(own) = query[column as usize] {
                    score = (score + 0.0) + own * weight;
                }
            }
            Neighbor { article: ArticleId(other as u32), score }
        });
        let mut found: Vec<Neighbor> =
            others.filter(|n| n.score >= threshold && is_touched(n.score)).collect();
        keep_best(&mut found, usize::MAX);
        found
    }
}

/// Keeps the best for each of the articles at hand.
struct Best<'l> {
    first: usize,
    k: usize,
    lists: &'l mut [List],
}

impl Best<'_> {
    fn offer(&mut self, query: usize, row: usize, score: f32) {
        let list = &mut self.lists[query - self.first];
        if score >= list.needed && is_touched(score) {
            let neighbor = Neighbor { article: ArticleId(row as u32), score };
            if let Some(needed) = offer(&mut list.found, self.k, neighbor) {
                list.needed = needed;
            }
        }
    }
}

impl Take for Best<'_> {
    fn all(&mut self, query: usize, base: usize, sums: &[f32]) {
        let (chunks, rest) = sums.as_chunks::<LANES>();
        let mut offer_all = |first: usize, sums: &[f32]| {
            sums.iter().enumerate().for_each(|(lane, &sum)| self.offer(query, first + lane, sum));
            self.lists[query - self.first].needed
        };
        let mut needed = offer_all(base + sums.len() - rest.len(), rest);
        for (at, chunk) in chunks.iter().enumerate() {
            let mut any = false;
            chunk.iter().for_each(|&sum| any |= sum >= needed);
            if any {
                needed = offer_all(base + at * LANES, chunk);
            }
        }
    }

    fn some(&mut self, query: usize, base: usize, sums: &[(u16, f32)]) {
        sums.iter().for_each(|&(row, sum)| self.offer(query, base + usize::from(row), sum));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::{SearchScratch, SimilarityIndex};
    use crate::terms::TermId;
    use crate::weights::SparseVector;

    fn vectors() -> impl Strategy<Value = Vec<SparseVector>> {
        let pair = (0_u32..30, prop::sample::select(vec![0.25_f32, 0.5, 0.75, 1.0, -0.5]));
        let vector = prop::collection::vec(pair, 0..8);
        prop::collection::vec(vector, 0..60).prop_map(|vectors| {
            let vector = |pairs: Vec<(u32, f32)>| {
                SparseVector::new(pairs.into_iter().map(|(term, weight)| (TermId(term * term), weight)))
            };
            vectors.into_iter().map(vector).collect()
        })
    }

    proptest! {
        #[test]
        fn it_finds_what_the_index_of_live_articles_finds(
            vectors in vectors(),
            threshold in (-512_i16..1024).prop_map(|n| f32::from(n) / 1024.0),
            k in 0_usize..6,
            block in 1_usize..20,
        ) {
            let earlier = EarlierIndex::new(vectors.iter().map(SparseVector::view));
            let mut index = SimilarityIndex::new();
            vectors.iter().for_each(|vector| _ = index.insert(vector.clone(), None));
            let (mut scratch, mut plain) = (EarlierScratch::default(), SearchScratch::default());
            prop_assert_eq!(earlier.len(), vectors.len());
            for start in (0..vectors.len()).step_by(block) {
                let articles = start..(start + block).min(vectors.len());
                let found = earlier.search(articles.clone(), threshold, k, &mut scratch);
                for (article, found) in articles.zip(found) {
                    let before = ArticleId(article as u32);
                    let view = vectors[article].view();
                    prop_assert_eq!(found, index.search_before(before, view, threshold, k, &mut plain));
                    let mut all = index.above(view, threshold);
                    all.retain(|neighbor| neighbor.article != before);
                    prop_assert_eq!(earlier.above(article, threshold), all);
                }
            }
        }
    }
}
