//! The nearest neighbors among the articles before.

use std::ops::Range;

use super::neighbor::{Neighbor, keep_best, offer};
use super::rows::Rows;
use super::triangle::{LANES, Sums, Take, Triangle, UNTOUCHED, is_touched};
use crate::article::ArticleId;

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
    /// Indexes vectors; articles are numbered by their rows.
    pub(crate) fn new(vectors: Rows) -> Self {
        Self(Triangle::new(vectors))
    }

    /// How many articles there are.
    pub(crate) fn len(&self) -> usize {
        self.0.rows().len()
    }

    /// For each of these articles in turn the `k` most similar ones before it with at least this similarity (and a term in
    /// common), the best first, of equals the earlier; of those within `reach`, if it is given.
    pub(crate) fn search<'s>(
        &self,
        articles: Range<usize>,
        threshold: f32,
        k: usize,
        reach: Option<&Reach>,
        scratch: &'s mut EarlierScratch,
    ) -> impl Iterator<Item = &'s [Neighbor]> {
        let EarlierScratch { sums, lists } = scratch;
        lists.resize_with(articles.len(), || List { needed: threshold, found: Vec::new() });
        for list in &mut *lists {
            list.needed = threshold;
            list.found.clear();
        }
        self.0.visit(articles.clone(), sums, &mut Best { articles, k, lists, reach });
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
    articles: Range<usize>,
    k: usize,
    lists: &'l mut [List],
    reach: Option<&'l Reach>,
}

/// How far an article is searched for: only those are found that are near in an order of their own.
#[derive(Debug)]
pub(crate) struct Reach {
    /// By article.
    places: Vec<u32>,
    /// The first and the last place of so many articles in a row.
    ends: Vec<(u32, u32)>,
    /// The places of those that are found differ by no more.
    most: u32,
}

/// Articles whose first and last place are kept.
const ROW: usize = 1024;

impl Reach {
    /// By the place of each article in the order.
    pub(crate) fn new(places: Vec<u32>, most: u32) -> Self {
        let ends = places.chunks(ROW).map(|places| {
            let (first, last) = (places.iter().min(), places.iter().max());
            (first.copied().unwrap_or_default(), last.copied().unwrap_or_default())
        });
        Self { ends: ends.collect(), places, most }
    }

    fn reaches(&self, a: usize, b: usize) -> bool {
        self.places[a].abs_diff(self.places[b]) <= self.most
    }

    /// Whether any of some articles may reach any of others.
    fn may_reach(&self, some: &Range<usize>, others: &Range<usize>) -> bool {
        let ends = |articles: &Range<usize>| &self.ends[articles.start / ROW..articles.end.div_ceil(ROW)];
        let gap = |&(first, last): &(u32, u32), &(other_first, other_last): &(u32, u32)| {
            other_first.saturating_sub(last).max(first.saturating_sub(other_last))
        };
        ends(some).iter().any(|one| ends(others).iter().any(|other| gap(one, other) <= self.most))
    }
}

impl Best<'_> {
    fn offer(&mut self, query: usize, row: usize, score: f32) {
        let list = &mut self.lists[query - self.articles.start];
        if score >= list.needed
            && is_touched(score)
            && self.reach.is_none_or(|reach| reach.reaches(query, row))
        {
            let neighbor = Neighbor { article: ArticleId(row as u32), score };
            if let Some(needed) = offer(&mut list.found, self.k, neighbor) {
                list.needed = needed;
            }
        }
    }
}

impl Take for Best<'_> {
    fn reaches(&self, rows: Range<usize>) -> bool {
        self.reach.is_none_or(|reach| reach.may_reach(&self.articles, &rows))
    }

    fn all(&mut self, query: usize, base: usize, sums: &[f32]) {
        let (chunks, rest) = sums.as_chunks::<LANES>();
        let mut offer_all = |first: usize, sums: &[f32]| {
            sums.iter().enumerate().for_each(|(lane, &sum)| self.offer(query, first + lane, sum));
            self.lists[query - self.articles.start].needed
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
            most in 0_u32..60,
            shuffled in Just((0..60_u32).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let earlier = EarlierIndex::new(Rows::of(vectors.iter().map(SparseVector::view)));
            let mut index = SimilarityIndex::new();
            vectors.iter().for_each(|vector| _ = index.insert(vector.clone(), None));
            let (mut scratch, mut plain) = (EarlierScratch::default(), SearchScratch::default());
            prop_assert_eq!(earlier.len(), vectors.len());
            for start in (0..vectors.len()).step_by(block) {
                let articles = start..(start + block).min(vectors.len());
                let found = earlier.search(articles.clone(), threshold, k, None, &mut scratch);
                for (article, found) in articles.clone().zip(found) {
                    let before = ArticleId(article as u32);
                    let view = vectors[article].view();
                    prop_assert_eq!(found, index.search_before(before, view, threshold, k, &mut plain));
                    let mut all = index.above(view, threshold);
                    all.retain(|neighbor| neighbor.article != before);
                    prop_assert_eq!(earlier.above(article, threshold), all);
                }
                let reach = Reach::new(shuffled.clone(), most);
                let found = earlier.search(articles.clone(), threshold, k, Some(&reach), &mut scratch);
                for (article, found) in articles.zip(found) {
                    let before = ArticleId(article as u32);
                    let mut within = index.search_before(before, vectors[article].view(), threshold, 60, &mut plain);
                    within.retain(|other| shuffled[article].abs_diff(shuffled[other.article.index()]) <= most);
                    within.truncate(k);
                    prop_assert_eq!(found, within);
                }
            }
        }
    }
}
