//! Texts that are printed again and again.

use std::collections::VecDeque;

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
/// In a stream the first leave before the others. So an article is also compared with the [latest printings](Self::add_next) before it:
/// what they have in common holds them together when the first are gone.
///
/// # Resource use
///
/// About 80 bytes for each text, in a stream 4 for each live printing.
#[derive(Debug, Clone, Default)]
pub(crate) struct RepeatedTexts {
    by_text: HashMap<u64, Printings, FixedState>,
}

/// The articles with one text.
#[derive(Debug, Clone, Default)]
struct Printings {
    /// Those that stand for it, ascending.
    standing: SmallVec<[u32; 2]>,
    /// In a stream, the others, ascending.
    others: VecDeque<u32>,
}

impl Printings {
    fn put(&mut self, article: ArticleId, stands: bool) {
        if stands {
            self.standing.push(article.0);
        } else {
            self.others.push_back(article.0);
        }
    }

    /// The last so many, ascending.
    fn last(&self, most: usize) -> Vec<u32> {
        let mut last: Vec<u32> = self.standing.iter().rev().take(most).copied().collect();
        last.extend(self.others.iter().rev().take(most));
        last.sort_unstable();
        last.split_off(last.len().saturating_sub(most))
    }
}

impl RepeatedTexts {
    /// Adds the next article by its [text key](super::profile::Profile::text_key), unless there are `max` with its text: then these
    /// are given.
    pub(crate) fn add(&mut self, article: ArticleId, key: u64, max: usize) -> Option<Vec<ArticleId>> {
        let Printings { standing, .. } = self.by_text.entry(key).or_default();
        if standing.len() < max {
            standing.push(article.0);
            return None;
        }
        Some(standing.iter().copied().map(ArticleId).collect())
    }

    /// As [`add`](Self::add), in a stream. Gives the first that stand for the text and the last printings, if there are `max` printings,
    /// and whether the article stands for the text from now on.
    pub(crate) fn add_next(
        &mut self,
        article: ArticleId,
        key: u64,
        max: usize,
    ) -> (Option<Vec<ArticleId>>, bool) {
        let printings = self.by_text.entry(key).or_default();
        let stands = printings.standing.len() < max;
        let is_known = printings.standing.len() + printings.others.len() >= max;
        let given = is_known.then(|| {
            let mut given = printings.last(max / 2);
            let first = printings.standing.iter().filter(|first| !given.contains(first)).copied();
            let first: Vec<u32> = first.take(max - given.len()).collect();
            given.extend(first);
            given.sort_unstable();
            given.into_iter().map(ArticleId).collect()
        });
        printings.put(article, stands);
        (given, stands)
    }

    /// Adds the next article as it was.
    pub(crate) fn put(&mut self, article: ArticleId, key: u64, stands: bool) {
        self.by_text.entry(key).or_default().put(article, stands);
    }

    /// Removes an article.
    pub(crate) fn remove(&mut self, article: ArticleId, key: u64) {
        let Some(Printings { standing, others }) = self.by_text.get_mut(&key) else { return };
        standing.retain(|other| *other != article.0);
        if let Ok(at) = others.binary_search(&article.0) {
            others.remove(at);
        }
        if standing.is_empty() && others.is_empty() {
            self.by_text.remove(&key);
        }
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let of = |Printings { standing, others }: &Printings| {
            4 * (others.capacity() + if standing.spilled() { standing.capacity() } else { 0 })
        };
        self.by_text.capacity() * size_of::<(u64, Printings)>() + self.by_text.values().map(of).sum::<usize>()
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

    #[test]
    fn in_a_stream_the_latest_are_given_too() {
        let mut texts = RepeatedTexts::default();
        let ids = |numbers: &[u32]| Some(numbers.iter().copied().map(ArticleId).collect::<Vec<_>>());
        for number in 1..5 {
            assert_eq!(texts.add_next(ArticleId(number), 7, 4), (None, true));
        }
        assert_eq!(texts.add_next(ArticleId(5), 7, 4), (ids(&[1, 2, 3, 4]), false));
        assert_eq!(texts.add_next(ArticleId(6), 7, 4), (ids(&[1, 2, 4, 5]), false));
        assert_eq!(texts.add_next(ArticleId(7), 7, 4), (ids(&[1, 2, 5, 6]), false));
        [1, 2, 3].into_iter().for_each(|article| texts.remove(ArticleId(article), 7));
        assert_eq!(texts.add_next(ArticleId(8), 7, 4), (ids(&[4, 6, 7]), true));
        (4..9).for_each(|article| texts.remove(ArticleId(article), 7));
        assert!(texts.by_text.is_empty());
    }
}
