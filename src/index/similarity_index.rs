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
    /// By article too, whether it is live: searches ask for nothing else.
    pub(super) is_live: Window<bool>,
    live: usize,
    by_time: BTreeSet<(i64, u32)>,
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
        self.is_live.push(true);
        self.live += 1;
        ArticleId(id)
    }

    /// Gives the next number to an article that has left.
    pub(super) fn skip(&mut self) {
        self.entries.push(None);
        self.is_live.push(false);
    }

    /// Gives a live article another time, or none; false if it is not there.
    pub fn set_time(&mut self, article: ArticleId, time: Option<i64>) -> bool {
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
        ArticleId(self.entries.first())
    }

    /// The number the next article will get.
    pub fn next_id(&self) -> ArticleId {
        ArticleId(self.entries.next())
    }

    /// Removes an article; false if it is not there.
    pub fn remove(&mut self, article: ArticleId) -> bool {
        let Some(entry) = self.entries.take(article.0) else { return false };
        self.is_live[article.0] = false;
        if let Some(time) = entry.time {
            self.by_time.remove(&(time, article.0));
        }
        self.live -= 1;
        let first = self.entries.first();
        self.is_live.forget_before(first);
        for term in &entry.terms {
            self.postings[term.index()].bury(article.0, first, |id| self.is_live[id]);
        }
        true
    }

    /// Removes every article whose time is before `time`, and says which, in order of time.
    pub fn expire(&mut self, time: i64) -> Vec<ArticleId> {
        self.expire_down_to(time, 0)
    }

    /// As [`expire`](Self::expire), the earliest first, as long as more than `min_live` articles are live.
    pub fn expire_down_to(&mut self, time: i64, min_live: usize) -> Vec<ArticleId> {
        let mut expired = Vec::new();
        while let Some(&(earliest, id)) = self.by_time.first() {
            if earliest >= time || self.live <= min_live {
                break;
            }
            self.remove(ArticleId(id));
            expired.push(ArticleId(id));
        }
        expired
    }

    /// The vector of a live article.
    pub fn vector(&self, article: ArticleId) -> Option<VectorView<'_>> {
        let entry = self.entries.get(article.0)?.as_ref()?;
        Some(VectorView::from_parts(&entry.terms, &entry.weights))
    }

    /// The live articles, in order of arrival.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        let live = self.is_live.iter().filter(|(_, is_live)| **is_live);
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

    /// As [`search`](Self::search), among the articles that came before one.
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
        let mut best = Best { index: self, k, needed: threshold, found };
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
            + self.is_live.memory_usage()
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
        if !self.is_live.items().iter().copied().eq(self.entries.items().iter().map(Option::is_some)) {
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
        if score >= self.needed && is_touched(score) && self.index.is_live.items()[at] {
            let article = ArticleId(self.index.is_live.first() + at as u32);
            if let Some(needed) = offer(self.found, self.k, Neighbor { article, score }) {
                self.needed = needed;
            }
        }
    }
}
