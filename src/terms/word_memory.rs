//! One language's memory of printed words.

use std::hint::select_unpredictable;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::word_entry::{WordEntry, packed, unpacked};
use crate::terms::TermId;
use crate::text::{Language, PackedWord, WordNormalizer};

/// Distinct printed words remembered before all are forgotten; results do not depend on it.
const MAX_REMEMBERED: usize = 1 << 20;

/// How many places there are at first.
const FEWEST_PLACES: usize = 1 << 10;

/// What is known about each printed word.
///
/// Nearly all words are [packed](PackedWord). Each lies beside what is known about it in an open table, at the place that
/// its hash says or the next free one after: [recalling](Self::recall) it takes one place in memory and one comparison.
pub(crate) struct WordMemory {
    pub(crate) normalizer: WordNormalizer,
    /// A power of two; at most 5 of 8 are taken.
    table: Vec<Remembered>,
    taken: usize,
    long: HashMap<Box<str>, Known, FixedState>,
}

/// A word and what is known about it, in one line of the cache.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Remembered {
    word: PackedWord,
    known: Known,
}

/// What is known about a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) entry: WordEntry,
    /// As [`packed`]: the term of the word as part of a name, once asked for.
    name: u32,
}

impl Known {
    /// What a word is.
    pub(crate) fn new(entry: WordEntry) -> Self {
        Self { entry, name: 0 }
    }

    /// Its term as part of a name, if it was asked for.
    pub(crate) fn name(self) -> Option<TermId> {
        unpacked(self.name)
    }

    pub(crate) fn set_name(&mut self, name: Option<TermId>) {
        self.name = packed(name);
    }
}

/// No word of any text.
static FREE: Remembered =
    Remembered { word: PackedWord::NOTHING, known: Known { entry: WordEntry::UNKNOWN, name: 0 } };

impl WordMemory {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            normalizer: WordNormalizer::new(language),
            table: vec![FREE; FEWEST_PLACES],
            taken: 0,
            long: HashMap::with_hasher(FixedState::with_seed(0x3077_6f72)),
        }
    }

    /// What is known about a packed word, if nothing else has the place that its hash says: nothing branches, so that many
    /// words can be on their way through memory at once.
    #[inline(always)]
    pub(crate) fn recall(&self, word: PackedWord) -> WordEntry {
        let there = self.table.get(self.first_place(word)).unwrap_or(&FREE);
        select_unpredictable(there.word == word, there.known.entry, WordEntry::UNKNOWN)
    }

    /// What is known about a word.
    pub(crate) fn get_mut(&mut self, packed: PackedWord, word: &str) -> Option<&mut Known> {
        if packed == PackedWord::LONG {
            return self.long.get_mut(word);
        }
        let place = self.place_of(packed);
        let remembered = &mut self.table[place];
        (remembered.word == packed).then_some(&mut remembered.known)
    }

    /// What is known about a packed word.
    pub(crate) fn get_packed(&self, word: PackedWord) -> Option<WordEntry> {
        let remembered = &self.table[self.place_of(word)];
        (remembered.word == word).then_some(remembered.known.entry)
    }

    /// Remembers a new word.
    pub(crate) fn insert(&mut self, packed: PackedWord, word: &str, entry: WordEntry) {
        if packed == PackedWord::LONG {
            self.long.insert(word.into(), Known::new(entry));
            return;
        }
        if 8 * (self.taken + 1) > 5 * self.table.len() {
            self.grow();
        }
        let place = self.place_of(packed);
        self.table[place] = Remembered { word: packed, known: Known::new(entry) };
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
        if self.taken + self.long.len() > MAX_REMEMBERED {
            self.clear();
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.table.fill(FREE);
        self.taken = 0;
        self.long.clear();
    }

    pub(crate) fn memory_usage(&self) -> usize {
        let long: usize =
            self.long.keys().map(|word| word.len() + size_of::<Box<str>>() + size_of::<Known>()).sum();
        self.table.capacity() * size_of::<Remembered>() + long
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Vocabulary;

    #[test]
    fn words_are_found_while_the_memory_grows() {
        let mut memory = WordMemory::new(Language::English);
        let (normalizer, mut vocabulary) = (WordNormalizer::new(Language::English), Vocabulary::new());
        let word = |i: u32| match i % 3 {
            0 => format!("w{i}"),
            1 => format!("a word that is not packed {i}"),
            _ => format!("ñ{i}"),
        };
        for i in 0..5000 {
            let word = word(i);
            let packed = PackedWord::new(&word);
            assert!(memory.get_mut(packed, &word).is_none());
            let entry = WordEntry::new(&word, None, &normalizer, &mut vocabulary, &mut String::new());
            memory.insert(packed, &word, entry);
            memory.get_mut(packed, &word).unwrap().set_name(Some(TermId(i)));
        }
        let mut recalled = 0;
        for i in 0..5000 {
            let word = word(i);
            let packed = PackedWord::new(&word);
            let known = *memory.get_mut(packed, &word).unwrap();
            assert_eq!(known.name(), Some(TermId(i)));
            let term = known.entry.term().and_then(|term| vocabulary.term(term));
            assert_eq!(term, Some(normalizer.normalize(&word).term.as_str()));
            if packed != PackedWord::LONG {
                assert_eq!(memory.get_packed(packed), Some(known.entry));
            }
            if !memory.recall(packed).is_unknown() {
                assert_eq!(memory.recall(packed), known.entry);
                recalled += 1;
            }
        }
        assert!(recalled > 2000, "{recalled}");
    }
}
