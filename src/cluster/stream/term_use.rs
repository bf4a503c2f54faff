//! Which terms a stream still needs.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::article::ArticleId;
use crate::saved::{MAX_NUMBER, ensure};
use crate::terms::TermId;

/// Articles of an epoch.
const EPOCH: u32 = 4096;

/// Epochs that a term is kept for each time that it has come, up to so many times.
const KEPT_EPOCHS: u32 = 4;
const MAX_TIMES: f64 = 8.0;

/// In which epoch of a stream each term came last. A term may be forgotten once it has not come for long, and all articles of that
/// time have left.
///
/// A term that came once is kept for 16,384 articles, one that came n times for n times as many, up to 131,072. So a word that
/// comes again and again stays known, however rare it is, and what came once makes room.
///
/// Articles are read ahead of being assigned, and what has left is known of those that are assigned. So at the end of an epoch that counts
/// which was live when the first article of the epoch before came ([`EpochStarts`]): then what is forgotten does not depend on how many
/// were read ahead, as long as they are no more than an epoch, and no more are on their way to be assigned.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TermUse {
    /// By term; [`UNSEEN`] for those that were not counted yet, or are forgotten.
    last: Vec<u32>,
    epoch: u32,
    /// Articles of this epoch so far.
    read: u32,
    /// Of each epoch of which articles may be live, and those after it, as far as they are known: the number of the first article after it.
    ends: VecDeque<ArticleId>,
    /// So many epochs have no live article.
    left: u32,
    #[serde(skip, default = "epoch_length")]
    length: u32,
}

const UNSEEN: u32 = u32::MAX;

fn epoch_length() -> u32 {
    EPOCH
}

impl Default for TermUse {
    fn default() -> Self {
        Self { last: Vec::new(), epoch: 0, read: 0, ends: VecDeque::new(), left: 0, length: EPOCH }
    }
}

/// What was live when the first article of an epoch came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct EpochStart {
    epoch: u32,
    /// The live articles were among those from this one on.
    first: ArticleId,
    /// The number that it got itself.
    next: ArticleId,
}

/// What was live when the first articles of the last epochs came.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct EpochStarts(VecDeque<EpochStart>);

impl EpochStarts {
    /// Those that can be asked for.
    const KEPT: usize = 3;

    /// Notes that the first article of an epoch gets the number `next`, and that no article before `first` is live.
    pub(crate) fn push(&mut self, epoch: u32, first: ArticleId, next: ArticleId) {
        if self.0.len() == Self::KEPT {
            self.0.pop_front();
        }
        self.0.push_back(EpochStart { epoch, first, next });
    }

    fn get(&self, epoch: u32) -> Option<&EpochStart> {
        self.0.iter().find(|start| start.epoch == epoch)
    }

    /// Checks that all numbers are possible, of a stream whose next article has this number.
    ///
    /// # Errors
    ///
    /// Says what is wrong.
    pub(crate) fn check(&self, next: ArticleId) -> Result<(), String> {
        let is_possible = self.0.len() <= Self::KEPT
            && self.0.iter().is_sorted_by(|a, b| a.epoch < b.epoch && a.first <= b.first && a.next <= b.next)
            && self.0.iter().all(|start| start.first <= start.next && start.next <= next);
        ensure(is_possible, || "when epochs began is not possible".to_owned())
    }
}

impl TermUse {
    /// Makes epochs end after so many articles.
    #[cfg(test)]
    pub(crate) fn set_epoch_length(&mut self, length: u32) {
        self.length = length;
    }

    /// How many articles may be read before the epoch is to be [ended](Self::end_epoch).
    pub(crate) fn room(&self) -> usize {
        self.length.saturating_sub(self.read) as usize
    }

    /// Articles of an epoch.
    pub(crate) fn length(&self) -> usize {
        self.length as usize
    }

    /// Counts an article that was read. Gives the epoch if it is the first of one.
    pub(crate) fn read(&mut self) -> Option<u32> {
        self.read += 1;
        (self.read == 1).then_some(self.epoch)
    }

    /// Takes the terms of an article.
    pub(crate) fn see(&mut self, terms: impl IntoIterator<Item = TermId>) {
        for term in terms {
            if term.index() >= self.last.len() {
                self.last.resize(term.index() + 1, UNSEEN);
            }
            self.last[term.index()] = self.epoch;
        }
    }

    /// Ends the epoch, and says which terms may be forgotten, ascending. Terms are numbered up to `terms`, and `given` are always kept.
    /// `times` says how often a term has come, `is_there` whether a number has a term.
    pub(crate) fn end_epoch(
        &mut self,
        starts: &EpochStarts,
        (given, terms): (usize, usize),
        times: impl Fn(TermId) -> f64,
        is_there: impl Fn(TermId) -> bool,
    ) -> Vec<TermId> {
        let before = self.epoch.checked_sub(1).and_then(|before| starts.get(before));
        if let Some(&EpochStart { first, next, epoch }) = before.filter(|before| before.epoch > 0) {
            self.ends.push_back(next);
            while self.ends.front().is_some_and(|&end| end <= first) {
                self.ends.pop_front();
            }
            self.left = epoch - self.ends.len() as u32;
        }
        self.epoch += 1;
        self.read = 0;
        let left = self.left;
        self.last.resize(terms, UNSEEN);
        let mut forgotten = Vec::new();
        for (at, last) in self.last.iter_mut().enumerate().skip(given) {
            let term = TermId(at as u32);
            if *last == UNSEEN {
                // interned, and in no article: taken to have come now
                if is_there(term) {
                    *last = self.epoch - 1;
                }
                continue;
            }
            let age = self.epoch - *last;
            if *last >= left || age <= KEPT_EPOCHS {
                continue;
            }
            let epochs = f64::from(KEPT_EPOCHS) * times(term).clamp(1.0, MAX_TIMES);
            if f64::from(age) > epochs {
                *last = UNSEEN;
                forgotten.push(term);
            }
        }
        forgotten
    }

    /// Checks that all numbers are possible, of a stream whose next article has this number.
    ///
    /// # Errors
    ///
    /// Says what is wrong.
    pub(crate) fn check(&self, terms: usize, next: ArticleId) -> Result<(), String> {
        let is_possible = self.read <= self.length
            && self.epoch <= MAX_NUMBER
            && self.left as usize + self.ends.len() <= self.epoch as usize
            && self.ends.iter().is_sorted()
            && self.ends.back().is_none_or(|&end| end <= next)
            && self.last.len() <= terms
            && self.last.iter().all(|&last| last == UNSEEN || last <= self.epoch);
        ensure(is_possible, || "when terms came last is not possible".to_owned())
    }

    /// Bytes held.
    pub(crate) fn memory_usage(&self) -> usize {
        self.last.capacity() * size_of::<u32>() + self.ends.capacity() * size_of::<ArticleId>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_kept_while_their_articles_live_and_as_long_as_they_came_often() {
        let (mut terms, mut starts) = (TermUse::default(), EpochStarts::default());
        terms.set_epoch_length(2);
        let mut there = [true; 5];
        // an epoch that began when `first` was the first live article, and what is forgotten after it
        let mut end = |terms: &mut TermUse, first: u32| {
            assert_eq!((terms.read(), terms.read(), terms.room()), (Some(terms.epoch), None, 0));
            let next = terms.epoch * 2;
            starts.push(terms.epoch, ArticleId(first), ArticleId(next));
            assert_eq!((terms.check(5, ArticleId(next)), starts.check(ArticleId(next))), (Ok(()), Ok(())));
            let (times, is_there) = (|term: TermId| f64::from(term.0), |term: TermId| there[term.index()]);
            let forgotten = terms.end_epoch(&starts, (1, 5), times, is_there);
            forgotten.iter().for_each(|term| there[term.index()] = false);
            forgotten.iter().map(|term| term.0).collect::<Vec<_>>()
        };
        terms.see([0, 1, 2, 3].map(TermId));
        assert_eq!(end(&mut terms, 0), Vec::<u32>::new());
        // the first articles are live
        (1..20).for_each(|_| assert_eq!(end(&mut terms, 1), Vec::<u32>::new()));
        terms.see([TermId(3)]);
        assert_eq!(end(&mut terms, 2), Vec::<u32>::new(), "that the first have left is known an epoch later");
        assert_eq!(end(&mut terms, 42), [1, 2, 4], "what is given stays, and 3 has come lately");
        let gone: Vec<(u32, Vec<u32>)> = (22..40)
            .map(|epoch| (epoch, end(&mut terms, epoch * 2)))
            .filter(|(_, gone)| !gone.is_empty())
            .collect();
        // twelve epochs later
        assert_eq!(gone, [(32, vec![3])]);
    }
}
