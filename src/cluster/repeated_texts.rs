//! Texts that are printed again and again.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use smallvec::SmallVec;

use crate::article::ArticleId;

/// The articles that stand for all with the same text: the first so many.
///
/// A search for an article finds the earliest of those with its text, which are as similar as can be. Once there are as many as an
/// article has candidates, it finds nothing else, and the articles after them are candidates of none. So these are neither searched
/// for nor indexed, and a text printed n times costs n, not n².
///
/// # Resource use
///
/// About 50 bytes for each text.
#[derive(Debug, Clone, Default)]
pub(super) struct RepeatedTexts {
    by_text: HashMap<u64, SmallVec<[u32; 2]>, FixedState>,
}

impl RepeatedTexts {
    /// Adds the next article by its [text key](super::profile::Profile::text_key), unless there are `max` with its text: then these
    /// are given.
    pub(super) fn add(&mut self, article: ArticleId, key: u64, max: usize) -> Option<Vec<ArticleId>> {
        let same = self.by_text.entry(key).or_default();
        if same.len() < max {
            same.push(article.0);
            return None;
        }
        Some(same.iter().copied().map(ArticleId).collect())
    }

    /// Removes an article.
    pub(super) fn remove(&mut self, article: ArticleId, key: u64) {
        if let Some(same) = self.by_text.get_mut(&key) {
            same.retain(|other| *other != article.0);
            if same.is_empty() {
                self.by_text.remove(&key);
            }
        }
    }

    /// Bytes held, about.
    pub(super) fn memory_usage(&self) -> usize {
        let spilled = |same: &SmallVec<[u32; 2]>| if same.spilled() { 4 * same.capacity() } else { 0 };
        self.by_text.capacity() * size_of::<(u64, SmallVec<[u32; 2]>)>()
            + self.by_text.values().map(spilled).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_text_stand_for_all() {
        let mut texts = RepeatedTexts::default();
        let mut add = |article, key| texts.add(ArticleId(article), key, 2);
        assert_eq!([add(0, 7), add(1, 8), add(2, 7)], [None, None, None]);
        assert_eq!(add(3, 7), Some(vec![ArticleId(0), ArticleId(2)]));
        texts.remove(ArticleId(0), 7);
        assert_eq!(texts.add(ArticleId(4), 7, 2), None);
        assert_eq!(texts.add(ArticleId(5), 7, 2), Some(vec![ArticleId(2), ArticleId(4)]));
        [2, 4, 9].into_iter().for_each(|article| texts.remove(ArticleId(article), 7));
        texts.remove(ArticleId(1), 8);
        assert!(texts.by_text.is_empty());
    }
}
