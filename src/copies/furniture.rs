//! What a source prints under all its articles: subscription notices, addresses, "read more".

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::print::Print;
use super::winnow::{SHINGLE, Selected, WINDOW};

/// In so many articles of one source, on different matters, a shingle makes it furniture.
const REPEATED: u8 = 3;

/// Counts in how many articles each source printed each selected shingle, and knows those that are repeated.
///
/// A shingle that one source repeats is furniture wherever it is: sites of one owner share theirs. Later versions and copies of
/// an article must not be counted, or every much revised article would turn into furniture.
///
/// # Resource use
///
/// Two generations of so many counts as the configuration says: when the younger is full, the older is forgotten. 16 bytes a
/// count.
#[derive(Debug, Clone)]
pub struct Furniture {
    capacity: usize,
    young: Generation,
    old: Generation,
}

#[derive(Debug, Clone, Default)]
struct Generation {
    counts: HashMap<u64, u8, FixedState>,
    repeated: HashSet<u64, FixedState>,
}

impl Furniture {
    /// Nothing is known; at most so many counts are kept in each of two generations.
    pub fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), young: Generation::default(), old: Generation::default() }
    }

    /// How many shingles are known to be repeated.
    pub fn len(&self) -> usize {
        self.young.repeated.union(&self.old.repeated).count()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.young.repeated.is_empty() && self.old.repeated.is_empty()
    }

    /// Bytes held, about.
    pub fn memory_usage(&self) -> usize {
        let generation = |g: &Generation| g.counts.capacity() * 17 + g.repeated.capacity() * 9;
        generation(&self.young) + generation(&self.old)
    }

    pub(crate) fn holds(&self, shingle: u64) -> bool {
        self.young.repeated.contains(&shingle) || self.old.repeated.contains(&shingle)
    }

    /// Counts the shingles of an article for its source, each once.
    pub(crate) fn count(&mut self, source: u64, selected: &[Selected]) {
        let mut seen: Vec<u64> = selected.iter().map(|s| s.shingle).collect();
        seen.sort_unstable();
        seen.dedup();
        for shingle in seen {
            let key = (shingle ^ source.rotate_left(17)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let before = match self.young.counts.get(&key) {
                Some(&count) => count,
                None => {
                    if self.young.counts.len() == self.capacity {
                        self.old = std::mem::take(&mut self.young);
                    }
                    self.old.counts.get(&key).copied().unwrap_or(0)
                }
            };
            let count = before.saturating_add(1);
            self.young.counts.insert(key, count);
            if count >= REPEATED {
                self.young.repeated.insert(shingle);
            }
        }
    }

    /// For each word of a text whether it is furniture: all between two selected shingles in a row that are. A passage that
    /// is repeated whole has its selected shingles repeated, at most a window apart.
    pub(crate) fn words_of(&self, print: &Print) -> Vec<bool> {
        let mut words = vec![false; print.words.len()];
        if self.is_empty() {
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
                // nothing repeated is left before it
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
