//! What is written of an index: the vectors of the live articles. Posting lists are made of them again.

use serde::{Deserialize, Serialize};

use super::similarity_index::{IndexedVector, SimilarityIndex};
use crate::article::ArticleId;
use crate::saved::{MAX_NUMBER, ensure};
use crate::terms::TermId;
use crate::window::Window;

/// The parts, borrowed to be written and owned once they are read.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<E> {
    base: u32,
    /// By article, from `base` on; none for those that have left.
    entries: E,
}

/// What is read of an index.
#[derive(Debug, Deserialize)]
pub(crate) struct SavedIndex(Parts<Vec<Option<IndexedVector>>>);

impl SimilarityIndex {
    /// What is to be written.
    pub(crate) fn saved(&self) -> impl Serialize {
        Parts { base: self.entries.first(), entries: self.entries.items() }
    }
}

impl SavedIndex {
    /// The number of the next article.
    pub(crate) fn next_id(&self) -> ArticleId {
        ArticleId(self.0.base.saturating_add(u32::try_from(self.0.entries.len()).unwrap_or(u32::MAX)))
    }

    /// The index, of vectors with no term beyond so many.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn restore(self, terms: usize) -> Result<SimilarityIndex, String> {
        let Parts { base, entries } = self.0;
        let is_room = u32::try_from(entries.len()).is_ok_and(|len| base.saturating_add(len) <= MAX_NUMBER);
        ensure(is_room, || "the numbers of articles are used up".to_owned())?;
        let mut index = SimilarityIndex::new();
        (index.entries, index.left) = (Window::beginning_at(base), Window::beginning_at(base));
        index.first = base;
        for entry in entries {
            let Some(IndexedVector { terms: own, weights, time }) = entry else {
                index.skip();
                continue;
            };
            let is_vector = own.len() == weights.len()
                && own.is_sorted_by(|a, b| a < b)
                && own.last().is_none_or(|last: &TermId| last.index() < terms)
                && weights.iter().all(|weight| weight.is_finite());
            ensure(is_vector, || format!("the vector of {} is none", index.next_id()))?;
            index.insert_parts(own, weights, time);
        }
        ensure(index.entries.items().front().is_none_or(Option::is_some), || {
            "an index begins with an article that has left".to_owned()
        })?;
        Ok(index)
    }
}
