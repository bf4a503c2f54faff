//! What a source prints under all its articles: subscription notices, addresses, "read more".

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use serde::{Deserialize, Serialize};

use super::print::Print;
use super::winnow::{SHINGLE, WINDOW};
use crate::saved::{self, ensure};

/// A shingle in so many articles of one source, on different matters, is furniture.
pub(crate) const REPEATED: usize = 3;

/// The selected shingles that are furniture.
///
/// A shingle that one source repeats is furniture wherever it is: sites of one owner share theirs. Later versions of an
/// article do not count as repetition, or every much revised article would turn into furniture.
///
/// # Resource use
///
/// Two generations of shingles: when the younger is full, the older is forgotten. 9 to 18 bytes a shingle.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Furniture {
    capacity: usize,
    #[serde(with = "saved::set")]
    young: HashSet<u64, FixedState>,
    #[serde(with = "saved::set")]
    old: HashSet<u64, FixedState>,
}

impl Furniture {
    /// Nothing is known; at most so many shingles are kept in each of two generations.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, young: HashSet::default(), old: HashSet::default() }
    }

    /// Checks that no more is kept than may be.
    ///
    /// # Errors
    ///
    /// Says how much is.
    pub(crate) fn check(&self, capacity: usize) -> Result<(), String> {
        let most = self.young.len().max(self.old.len());
        ensure(self.capacity == capacity && most <= capacity, || {
            format!("{most} shingles of {} are boilerplate, {capacity} by the configuration", self.capacity)
        })
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        (self.young.capacity() + self.old.capacity()) * (size_of::<u64>() + 1)
    }

    /// Whether a shingle is known to be furniture.
    pub(crate) fn holds(&self, shingle: u64) -> bool {
        self.young.contains(&shingle) || self.old.contains(&shingle)
    }

    /// Notes that a shingle is.
    pub(crate) fn add(&mut self, shingle: u64) {
        if self.young.len() >= self.capacity && !self.young.contains(&shingle) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(shingle);
    }

    /// For each word of a text whether it is furniture: all between two selected shingles in a row that are. A passage that
    /// is repeated whole has its selected shingles repeated, at most a window apart.
    pub(crate) fn words_of(&self, print: &Print) -> Vec<bool> {
        let mut words = vec![false; print.words.len()];
        if self.young.is_empty() && self.old.is_empty() {
            return words;
        }
        let mut last = None;
        for selected in &print.selected {
            let start = selected.word as usize;
            if !self.holds(selected.shingle) {
                last = None;
                continue;
            }
            let from = match last {
                Some(last) if start <= last + WINDOW => last,
                // nothing else was selected before it
                _ if start < WINDOW => 0,
                _ => start,
            };
            words[from..start + SHINGLE].fill(true);
            last = Some(start);
        }
        if let Some(last) = last
            && last + SHINGLE + WINDOW > words.len()
        {
            words[last..].fill(true);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::winnow::winnow;

    fn print(words: std::ops::Range<u32>) -> Print {
        let words: Vec<u32> = words.map(|n| n.wrapping_mul(2_654_435_761)).collect();
        Print { selected: winnow(&words), words, ..Print::default() }
    }

    #[test]
    fn a_repeated_passage_is_furniture_without_gaps() {
        let mut furniture = Furniture::new(100);
        print(40..70).selected.iter().for_each(|s| furniture.add(s.shingle));
        let found = furniture.words_of(&print(0..70));
        assert!(found[48..].iter().all(|&f| f), "but for the words where the passage begins: {found:?}");
        assert!(found[..40].iter().all(|&f| !f));
        assert!(furniture.words_of(&print(40..70)).iter().all(|&f| f));
        assert!(furniture.words_of(&print(0..3)).iter().all(|&f| !f));
    }

    #[test]
    fn the_oldest_is_forgotten() {
        let mut furniture = Furniture::new(2);
        (0..5).for_each(|shingle| furniture.add(shingle));
        assert_eq!((0..5).map(|s| furniture.holds(s)).collect::<Vec<_>>(), [false, false, true, true, true]);
    }
}
