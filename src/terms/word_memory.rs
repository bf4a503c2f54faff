//! One language's memory of printed words.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable};

use super::lexicon::WordEntry;
use crate::text::{Language, WordNormalizer};

/// Distinct printed words remembered before all are forgotten; results do not depend on it.
const MOST_REMEMBERED: usize = 1 << 20;

const HASHER: FixedState = FixedState::with_seed(0x3077_6f72);

/// What is known about each printed word.
///
/// Nearly all words have at most 15 bytes. Such a word is a number of 16 bytes (its letters and its length), and lies in
/// the table beside what is known about it: recognising it takes one place in memory and one comparison.
pub(crate) struct WordMemory {
    pub(crate) normalizer: WordNormalizer,
    short: HashTable<(u128, WordEntry)>,
    long: HashMap<Box<str>, WordEntry, FixedState>,
}

impl WordMemory {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            normalizer: WordNormalizer::new(language),
            short: HashTable::new(),
            long: HashMap::with_hasher(HASHER),
        }
    }

    pub(crate) fn get_mut(&mut self, word: &str) -> Option<&mut WordEntry> {
        match pack(word) {
            Some(key) => self.short.find_mut(hash(key), |(k, _)| *k == key).map(|(_, entry)| entry),
            None => self.long.get_mut(word),
        }
    }

    pub(crate) fn insert(&mut self, word: &str, entry: WordEntry) {
        match pack(word) {
            Some(key) => {
                self.short.insert_unique(hash(key), (key, entry), |(k, _)| hash(*k));
            }
            None => {
                self.long.insert(word.into(), entry);
            }
        }
    }

    /// Forgets everything once it is too much.
    pub(crate) fn bound(&mut self) {
        if self.short.len() + self.long.len() > MOST_REMEMBERED {
            self.short.clear();
            self.long.clear();
        }
    }

    pub(crate) fn memory_usage(&self) -> usize {
        let long: usize =
            self.long.keys().map(|word| word.len() + size_of::<Box<str>>() + size_of::<WordEntry>()).sum();
        self.short.capacity() * (size_of::<(u128, WordEntry)>() + 1) + long
    }
}

/// The bytes of a word with its length in the last one, if there is room.
fn pack(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes[..15].get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    bytes[15] = word.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

fn hash(key: u128) -> u64 {
    HASHER.hash_one(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_words_apart() {
        let words = ["", "a", "aa", "\0", "a\0", "fifteen bytes!!", "ñ"];
        for (i, a) in words.iter().enumerate() {
            assert!(pack(a).is_some(), "{a:?}");
            assert!(words[..i].iter().all(|b| pack(a) != pack(b)), "{a:?}");
        }
        assert_eq!(pack("sixteen bytes!!!"), None);
    }
}
