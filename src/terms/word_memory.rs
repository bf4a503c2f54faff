//! One language's memory of printed words.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::packed_word::PackedWord;
use super::word_entry::WordEntry;
use crate::text::{Language, WordNormalizer};

/// Distinct printed words remembered before all are forgotten; results do not depend on it.
const MOST_REMEMBERED: usize = 1 << 20;

/// How many places there are at first.
const FEWEST_PLACES: usize = 1 << 10;

/// Where a printed word lies in a [`WordMemory`], until the memory grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u32);

impl Place {
    /// Not a place.
    pub(crate) const NONE: Self = Self(u32::MAX);
}

/// What is known about each printed word.
///
/// Nearly all words are [packed](PackedWord). Each lies beside what is known about it in an open table, at the place that
/// its hash says or the next free one after: recognising it takes one place in memory and one comparison.
///
/// [`place`](Self::place) and [`at`](Self::at) are apart so that many words can be under way at once.
pub(crate) struct WordMemory {
    pub(crate) normalizer: WordNormalizer,
    /// A power of two; at most 5 of 8 are taken.
    table: Vec<Remembered>,
    taken: usize,
    long: HashMap<Box<str>, WordEntry, FixedState>,
}

/// A word and what is known about it, in one line of the cache.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Remembered {
    word: PackedWord,
    entry: WordEntry,
}

/// No word of any text.
const FREE: Remembered = Remembered { word: PackedWord::NOTHING, entry: WordEntry::NOTHING };

impl WordMemory {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            normalizer: WordNormalizer::new(language),
            table: vec![FREE; FEWEST_PLACES],
            taken: 0,
            long: HashMap::with_hasher(FixedState::with_seed(0x3077_6f72)),
        }
    }

    /// Where a packed word lies, if nothing else has the place that its hash says.
    #[inline(always)]
    pub(crate) fn place(&self, word: PackedWord) -> Place {
        let place = self.first_place(word);
        match self.table.get(place) {
            Some(remembered) if remembered.word == word => Place(place as u32),
            _ => Place::NONE,
        }
    }

    /// What is known about a packed word, if it is still there.
    #[inline(always)]
    pub(crate) fn at(&self, place: Place, word: PackedWord) -> Option<WordEntry> {
        let remembered = self.table.get(place.0 as usize)?;
        (remembered.word == word).then_some(remembered.entry)
    }

    /// What is known about a word.
    pub(crate) fn get_mut(&mut self, packed: PackedWord, word: &str) -> Option<&mut WordEntry> {
        if packed == PackedWord::LONG {
            return self.long.get_mut(word);
        }
        let place = self.place_of(packed);
        let remembered = &mut self.table[place];
        (remembered.word == packed).then_some(&mut remembered.entry)
    }

    /// What is known about a packed word.
    pub(crate) fn get_packed(&self, word: PackedWord) -> Option<WordEntry> {
        let remembered = &self.table[self.place_of(word)];
        (remembered.word == word).then_some(remembered.entry)
    }

    /// Remembers a new word.
    pub(crate) fn insert(&mut self, packed: PackedWord, word: &str, entry: WordEntry) {
        if packed == PackedWord::LONG {
            self.long.insert(word.into(), entry);
            return;
        }
        if 8 * (self.taken + 1) > 5 * self.table.len() {
            self.grow();
        }
        let place = self.place_of(packed);
        self.table[place] = Remembered { word: packed, entry };
        self.taken += 1;
    }

    /// Where the search for a word begins.
    #[inline(always)]
    fn first_place(&self, word: PackedWord) -> usize {
        word.hash() as usize & (self.table.len() - 1)
    }

    /// The place of a word, or the free one where it belongs.
    fn place_of(&self, word: PackedWord) -> usize {
        let mut place = self.first_place(word);
        loop {
            let there = self.table[place].word;
            if there == word || there == PackedWord::NOTHING {
                return place;
            }
            place = (place + 1) & (self.table.len() - 1);
        }
    }

    fn grow(&mut self) {
        let larger = vec![FREE; 2 * self.table.len()];
        for remembered in std::mem::replace(&mut self.table, larger) {
            if remembered.word != PackedWord::NOTHING {
                let place = self.place_of(remembered.word);
                self.table[place] = remembered;
            }
        }
    }

    /// Forgets everything once it is too much.
    pub(crate) fn bound(&mut self) {
        if self.taken + self.long.len() > MOST_REMEMBERED {
            self.table.fill(FREE);
            self.taken = 0;
            self.long.clear();
        }
    }

    pub(crate) fn memory_usage(&self) -> usize {
        let long: usize =
            self.long.keys().map(|word| word.len() + size_of::<Box<str>>() + size_of::<WordEntry>()).sum();
        self.table.capacity() * size_of::<Remembered>() + long
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::TermId;

    #[test]
    fn words_are_found_while_the_memory_grows() {
        let mut memory = WordMemory::new(Language::English);
        let word = |i: u32| match i % 3 {
            0 => format!("w{i}"),
            1 => format!("a word that is not packed {i}"),
            _ => format!("ñ{i}"),
        };
        for i in 0..5000 {
            let word = word(i);
            let packed = PackedWord::new(&word);
            assert!(memory.get_mut(packed, &word).is_none());
            memory.insert(packed, &word, WordEntry::NOTHING);
            memory.get_mut(packed, &word).unwrap().set_name(Some(TermId(i)));
        }
        let mut placed = 0;
        for i in 0..5000 {
            let word = word(i);
            let packed = PackedWord::new(&word);
            let name = Some(TermId(i));
            assert_eq!(memory.get_mut(packed, &word).unwrap().name(), name);
            if packed != PackedWord::LONG {
                assert_eq!(memory.get_packed(packed).unwrap().name(), name);
            }
            if let Some(entry) = memory.at(memory.place(packed), packed) {
                assert_eq!(entry.name(), name);
                placed += 1;
            }
        }
        assert!(placed > 2000, "{placed}");
    }
}
