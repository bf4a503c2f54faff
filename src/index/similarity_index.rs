//! The inverted index over live articles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::neighbor::{Neighbor, keep_best, offer};
use super::postings::PostingList;
use super::triangle::{LANES, SPARSE, UNTOUCHED, is_touched};
use crate::article::ArticleId;
use crate::terms::TermId;
use crate::weights::{SparseVector, VectorView};
use crate::window::Window;

/// An inverted index: for every term the articles that hold it, with their weights (Zobel & Moffat 2006).
///
/// Articles are numbered in order of arrival, can be removed, and expire by a time given at insertion. Searches are
/// exact: they give what comparing the query with every live article would give
/// (`reference` does that, and the tests hold them equal bit by bit).
///
/// # Complexity
///
/// A search adds up the posting lists of the query's terms: Σ df(t). Inserting is linear in the terms of the article;
/// removing marks its postings dead, and a list is rewritten when most of it is dead, so that removal is linear in the
/// terms of the article too, amortised. Memory grows with the live articles.
///
/// # Examples
///
/// ```
/// use samestory::index::SimilarityIndex;
/// use samestory::terms::TermId;
/// use samestory::weights::SparseVector;
///
/// let vector = |pairs: &[(u32, f32)]| SparseVector::new(pairs.iter().map(|&(t, w)| (TermId(t), w)));
/// let mut index = SimilarityIndex::new();
/// let first = index.insert(vector(&[(0, 0.6), (1, 0.8)]), Some(100));
/// let second = index.insert(vector(&[(1, 1.0)]), Some(200));
/// let found = index.top_k(vector(&[(1, 1.0)]).view(), 10);
/// assert_eq!(found.iter().map(|n| n.article).collect::<Vec<_>>(), [second, first]);
/// assert_eq!(index.expire(150), [first]);
/// assert_eq!(index.len(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct SimilarityIndex {
    postings: Vec<PostingList>,
    /// By article; none for the dead.
    pub(super) entries: Window<Option<IndexedVector>>,
    /// By article too, until when it is live: searches ask for nothing else. Many articles may come and [leave](Self::leave) before one
    /// is [searched for](Self::search_for) among those that were there when it came. Those that left are kept until they are
    /// [buried](Self::bury).
    pub(super) left: Window<Left>,
    /// The number that no live article is below.
    pub(super) first: u32,
    live: usize,
    by_time: BTreeSet<(i64, u32)>,
}

/// When an article left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Left(u32);

impl Left {
    /// It is live.
    pub(super) const NOT_YET: Self = Self(u32::MAX);

    /// It left, and nothing of it is there.
    pub(super) const BURIED: Self = Self(0);

    /// Before this article came; not the first, as it came itself.
    fn before(article: u32) -> Self {
        Self(article)
    }

    /// Whether it was live when this article came; [`u32::MAX`] asks about now.
    fn is_after(self, article: u32) -> bool {
        self.0 > article || self == Self::NOT_YET
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct IndexedVector {
    pub(super) terms: Box<[TermId]>,
    pub(super) weights: Box<[f32]>,
    pub(super) time: Option<i64>,
}

/// Memory that searches reuse; one per thread.
#[derive(Debug, Clone, Default)]
pub struct SearchScratch {
    /// [`UNTOUCHED`] between searches.
    scores: Vec<f32>,
    found: Vec<Neighbor>,
}

impl SearchScratch {
    /// Bytes held.
    pub(crate) fn memory_usage(&self) -> usize {
        self.scores.capacity() * size_of::<f32>() + self.found.capacity() * size_of::<Neighbor>()
    }
}

impl SimilarityIndex {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article; `time` is what [`expire`](Self::expire) goes by, an article without one stays until removed.
    ///
    /// # Panics
    ///
    /// At 2³² − 1 insertions.
    pub fn insert(&mut self, vector: SparseVector, time: Option<i64>) -> ArticleId {
        self.insert_parts(vector.view().terms().into(), vector.view().weights().into(), time)
    }

    /// As [`insert`](Self::insert), of a vector taken apart.
    pub(crate) fn insert_parts(
        &mut self,
        terms: Box<[TermId]>,
        weights: Box<[f32]>,
        time: Option<i64>,
    ) -> ArticleId {
        let id = self.next_id().0;
        for (&term, &weight) in terms.iter().zip(&weights) {
            if term.index() >= self.postings.len() {
                self.postings.resize_with(term.index() + 1, PostingList::default);
            }
            self.postings[term.index()].push(id, weight);
        }
        if let Some(time) = time {
            self.by_time.insert((time, id));
        }
        self.entries.push(Some(IndexedVector { terms, weights, time }));
        self.left.push(Left::NOT_YET);
        self.live += 1;
        ArticleId(id)
    }

    /// Gives the next number to an article that has left.
    pub(super) fn skip(&mut self) {
        self.entries.push(None);
        self.left.push(Left::BURIED);
    }

    /// Gives a live article another time, or none; false if it is not there.
    pub fn set_time(&mut self, article: ArticleId, time: Option<i64>) -> bool {
        if !self.is_live(article) {
            return false;
        }
        let Some(Some(entry)) = self.entries.get_mut(article.0) else { return false };
        if let Some(old) = std::mem::replace(&mut entry.time, time) {
            self.by_time.remove(&(old, article.0));
        }
        if let Some(new) = time {
            self.by_time.insert((new, article.0));
        }
        true
    }

    /// The number that no live article is below.
    pub(crate) fn first_id(&self) -> ArticleId {
        ArticleId(self.first)
    }

    /// The number the next article will get.
    pub fn next_id(&self) -> ArticleId {
        ArticleId(self.entries.next())
    }

    /// Whether an article is live.
    pub(crate) fn is_live(&self, article: ArticleId) -> bool {
        self.left.get(article.0) == Some(&Left::NOT_YET)
    }

    /// Removes an article; false if it is not there.
    pub fn remove(&mut self, article: ArticleId) -> bool {
        let was_live = self.leave(article);
        if was_live {
            self.bury(article);
        }
        was_live
    }

    /// The first half of [`remove`](Self::remove): those that come from now on do not find the article, those that came before do.
    pub(crate) fn leave(&mut self, article: ArticleId) -> bool {
        if !self.is_live(article) {
            return false;
        }
        let next = self.entries.next();
        self.left[article.0] = Left::before(next);
        if let Some(time) = self.entries[article.0].as_ref().and_then(|entry| entry.time) {
            self.by_time.remove(&(time, article.0));
        }
        self.live -= 1;
        while self.first < next && !self.is_live(ArticleId(self.first)) {
            self.first += 1;
        }
        true
    }

    /// The second half of [`remove`](Self::remove): forgets an article that has left. Nothing if it is not there.
    pub(crate) fn bury(&mut self, article: ArticleId) {
        let Some(entry) = self.entries.take(article.0) else { return };
        self.left[article.0] = Left::BURIED;
        let first = self.entries.first();
        self.left.forget_before(first);
        for term in &entry.terms {
            self.postings[term.index()].bury(article.0, first, |id| self.left[id] != Left::BURIED);
        }
    }

    /// Removes every article whose time is before `time`, and says which, in order of time.
    pub fn expire(&mut self, time: i64) -> Vec<ArticleId> {
        self.expire_down_to(time, 0)
    }

    /// As [`expire`](Self::expire), the earliest first, as long as more than `min_live` articles are live.
    pub fn expire_down_to(&mut self, time: i64, min_live: usize) -> Vec<ArticleId> {
        let expired = self.leave_down_to(time, min_live);
        expired.iter().for_each(|&article| self.bury(article));
        expired
    }

    /// As [`expire_down_to`](Self::expire_down_to); those that [leave](Self::leave) are to be [buried](Self::bury).
    pub(crate) fn leave_down_to(&mut self, time: i64, min_live: usize) -> Vec<ArticleId> {
        let mut left = Vec::new();
        while let Some(&(earliest, id)) = self.by_time.first() {
            if earliest >= time || self.live <= min_live {
                break;
            }
            self.leave(ArticleId(id));
            left.push(ArticleId(id));
        }
        left
    }

    /// The vector of a live article.
    pub fn vector(&self, article: ArticleId) -> Option<VectorView<'_>> {
        self.entry(article).filter(|_| self.is_live(article))
    }

    /// The vector of an article that is not buried.
    fn entry(&self, article: ArticleId) -> Option<VectorView<'_>> {
        let entry = self.entries.get(article.0)?.as_ref()?;
        Some(VectorView::from_parts(&entry.terms, &entry.weights))
    }

    /// The live articles, in order of arrival.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        let live = self.left.iter().filter(|(_, left)| **left == Left::NOT_YET);
        live.map(|(article, _)| ArticleId(article))
    }

    /// How many articles are live.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// The `k` live articles most similar to the query, the best first, of equals the earlier; only those that share a
    /// term with it.
    pub fn top_k(&self, query: VectorView<'_>, k: usize) -> Vec<Neighbor> {
        self.search(query, f32::NEG_INFINITY, k, &mut SearchScratch::default())
    }

    /// All live articles with at least this similarity (and a term in common), the best first, of equals the earlier.
    pub fn above(&self, query: VectorView<'_>, threshold: f32) -> Vec<Neighbor> {
        self.search(query, threshold, usize::MAX, &mut SearchScratch::default())
    }

    /// The `k` best of the live articles with at least this similarity: [`top_k`](Self::top_k) and
    /// [`above`](Self::above) in one, with memory to reuse.
    pub fn search(
        &self,
        query: VectorView<'_>,
        threshold: f32,
        k: usize,
        scratch: &mut SearchScratch,
    ) -> Vec<Neighbor> {
        self.search_before(ArticleId(u32::MAX), query, threshold, k, scratch)
    }

    /// As [`search`](Self::search) when an article came, by its own vector. It may have left since, and is not buried.
    pub(crate) fn search_for(
        &self,
        article: ArticleId,
        threshold: f32,
        k: usize,
        scratch: &mut SearchScratch,
    ) -> Vec<Neighbor> {
        let vector = self.entry(article);
        vector.map_or_else(Vec::new, |vector| self.search_before(article, vector, threshold, k, scratch))
    }

    /// As [`search`](Self::search), among the articles that were live when one came.
    pub fn search_before(
        &self,
        before: ArticleId,
        query: VectorView<'_>,
        threshold: f32,
        k: usize,
        scratch: &mut SearchScratch,
    ) -> Vec<Neighbor> {
        let first = self.entries.first();
        let rows = self.entries.items().len().min(before.0.saturating_sub(first) as usize);
        if scratch.scores.len() < rows {
            scratch.scores.resize(rows, UNTOUCHED);
        }
        let SearchScratch { scores, found } = scratch;
        let scores = &mut scores[..rows];
        let mut lists = Vec::with_capacity(query.len());
        // every list is looked up before one is read: what is not in a cache comes all at once
        lists.extend(self.postings(query, before));
        let mut additions = 0;
        for &(postings, weight) in &lists {
            additions += postings.len();
            for &(id, posting) in postings {
                let score = &mut scores[(id - first) as usize];
                // adding 0 turns the mark of the untouched into +0 and changes nothing else
                *score = (*score + 0.0) + weight * posting;
            }
        }
        found.clear();
        let mut best = Best { index: self, before, k, needed: threshold, found };
        if additions >= rows / SPARSE {
            best.offer_all(scores);
        } else {
            for &(id, _) in lists.iter().flat_map(|&(postings, _)| postings) {
                let at = (id - first) as usize;
                best.offer(at, std::mem::replace(&mut scores[at], UNTOUCHED));
            }
        }
        keep_best(found, k);
        found.clone()
    }

    /// The posting lists of the query's terms, of articles that may be live and came before one, with the query's weights.
    fn postings(
        &self,
        query: VectorView<'_>,
        before: ArticleId,
    ) -> impl Iterator<Item = (&[(u32, f32)], f32)> {
        let first = self.entries.first();
        let end = if before.0 < self.entries.next() { before.0 } else { u32::MAX };
        query.iter().filter_map(move |(term, weight)| {
            Some((self.postings.get(term.index())?.between(first, end), weight))
        })
    }

    /// Bytes held.
    pub fn memory_usage(&self) -> usize {
        let postings: usize = self.postings.iter().map(PostingList::memory_usage).sum();
        let weights: usize = self.entries.live().map(|entry| entry.terms.len()).sum();
        postings
            + weights * (size_of::<TermId>() + size_of::<f32>())
            + self.postings.capacity() * size_of::<PostingList>()
            + self.entries.memory_usage()
            + self.left.memory_usage()
            + self.by_time.len() * 2 * size_of::<(i64, u32)>()
    }

    /// Checks that postings and vectors say the same.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub fn validate(&self) -> Result<(), String> {
        let mut expected = 0;
        for article in self.articles() {
            let vector = self.vector(article).ok_or_else(|| format!("{article} has no vector"))?;
            expected += vector.len();
            for (term, weight) in vector.iter() {
                let list =
                    self.postings.get(term.index()).ok_or_else(|| format!("{term} has no postings"))?;
                if !list.contains(article.0, weight) {
                    return Err(format!("{article} is missing from the postings of {term}"));
                }
            }
        }
        let mut present = 0;
        for (term, list) in self.postings.iter().enumerate() {
            list.validate().map_err(|error| format!("term {term}: {error}"))?;
            present += list.live();
        }
        if present != expected {
            return Err(format!("{present} live postings for {expected} weights"));
        }
        let entries = self.entries.items().iter();
        let left = entries.map(|entry| if entry.is_some() { Left::NOT_YET } else { Left::BURIED });
        if !left.eq(self.left.items().iter().copied()) || self.first != self.entries.first() {
            return Err("it is not known who is live".to_owned());
        }
        if self.live != self.articles().count() {
            return Err(format!("{} live articles counted, {} found", self.live, self.articles().count()));
        }
        Ok(())
    }
}

/// What a search has found so far.
struct Best<'i> {
    index: &'i SimilarityIndex,
    /// The article that it is searched for.
    before: ArticleId,
    k: usize,
    /// The least score that can still be among the best `k`.
    needed: f32,
    found: &'i mut Vec<Neighbor>,
}

impl Best<'_> {
    /// Takes all scores, leaving [`UNTOUCHED`]. Most are dismissed by comparing several at once with what is needed.
    fn offer_all(&mut self, scores: &mut [f32]) {
        let (chunks, rest) = scores.as_chunks::<LANES>();
        let first = scores.len() - rest.len();
        rest.iter().enumerate().for_each(|(lane, &score)| self.offer(first + lane, score));
        for (at, chunk) in chunks.iter().enumerate() {
            let (mut any, needed) = (false, self.needed);
            chunk.iter().for_each(|&score| any |= score >= needed);
            if any {
                chunk.iter().enumerate().for_each(|(lane, &score)| self.offer(at * LANES + lane, score));
            }
        }
        scores.fill(UNTOUCHED);
    }

    fn offer(&mut self, at: usize, score: f32) {
        if score >= self.needed && is_touched(score) && self.index.left.items()[at].is_after(self.before.0) {
            let article = ArticleId(self.index.left.first() + at as u32);
            if let Some(needed) = offer(self.found, self.k, Neighbor { article, score }) {
                self.needed = needed;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whoever_came_is_searched_for_among_those_of_then(
            vectors in prop::collection::vec(prop::collection::vec((0_u32..12, 1_u8..4), 0..5), 1..60),
            leaving in prop::collection::vec((0_u32..60, 0_usize..60), 0..60),
            together in 1_usize..20,
        ) {
            let vector = |pairs: &[(u32, u8)]| {
                SparseVector::new(pairs.iter().map(|&(term, weight)| (TermId(term), f32::from(weight))))
            };
            let vectors: Vec<SparseVector> = vectors.iter().map(|pairs| vector(pairs)).collect();
            let leave_at = |at: usize| leaving.iter().filter(move |&&(_, when)| when == at).map(|&(article, _)| ArticleId(article));
            let (mut plain, mut at_once, mut scratch) =
                (SimilarityIndex::new(), SimilarityIndex::new(), SearchScratch::default());
            for block in (0..vectors.len()).collect::<Vec<_>>().chunks(together) {
                let (mut expected, mut left) = (Vec::new(), Vec::new());
                for &at in block {
                    leave_at(at).for_each(|article| _ = plain.remove(article));
                    left.extend(leave_at(at).filter(|&article| at_once.leave(article)));
                    prop_assert_eq!((at_once.len(), at_once.first_id()), (plain.len(), plain.first_id()));
                    expected.push(plain.search(vectors[at].view(), 1.0, 3, &mut scratch));
                    plain.insert(vectors[at].clone(), None);
                    at_once.insert(vectors[at].clone(), None);
                }
                for (&at, expected) in block.iter().zip(expected) {
                    prop_assert_eq!(at_once.search_for(ArticleId(at as u32), 1.0, 3, &mut scratch), expected);
                }
                left.into_iter().for_each(|article| at_once.bury(article));
                prop_assert_eq!(at_once.validate(), Ok(()));
                prop_assert!(at_once.articles().eq(plain.articles()));
            }
        }
    }
}
