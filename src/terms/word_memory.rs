//! One language's memory of printed words.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::packed_word::PackedWord;
use super::word_entry::WordEntry;
use crate::terms::TermId;
use crate::text::{Language, WordNormalizer};

/// Distinct printed words remembered before all are forgotten; results do not depend on it.
const MOST_REMEMBERED: usize = 1 << 20;

/// How many places there are at first.
const FEWEST_PLACES: usize = 1 << 10;

/// The number of a printed word in a [`WordMemory`], in order of first occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordId(u32);

impl WordId {
    /// Not a word of the memory.
    pub(crate) const NONE: Self = Self(0);
}

/// What is known about each printed word.
///
/// Nearly all words are [packed](PackedWord). They lie in the order of first occurrence, each beside what is known about
/// it, so the frequent ones, which come first, are near each other. Where a word lies is told by an open table of
/// numbers: the place is the hash of the word, or the next free one after it.
///
/// Looking up is cut in two, so that many words are under way at once: [`guess`](Self::guess) reads the table,
/// [`confirm`](Self::confirm) compares the word.
pub(crate) struct WordMemory {
    pub(crate) normalizer: WordNormalizer,
    /// Numbers of words by place, 0 where there is none; at most half of the places are taken.
    places: Vec<WordId>,
    /// By number. That of 0 is no word.
    words: Vec<Remembered>,
    long: HashMap<Box<str>, WordId, FixedState>,
}

/// A word and what is known about it, in one line of the cache.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Remembered {
    word: PackedWord,
    entry: WordEntry,
}

impl WordMemory {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            normalizer: WordNormalizer::new(language),
            places: vec![WordId::NONE; FEWEST_PLACES],
            words: vec![Remembered { word: PackedWord::NOTHING, entry: WordEntry::default() }],
            long: HashMap::with_hasher(FixedState::with_seed(0x3077_6f72)),
        }
    }

    /// Which word it is unless another one has its place.
    #[inline(always)]
    pub(crate) fn guess(&self, word: PackedWord) -> WordId {
        self.places.get(self.place(word)).copied().unwrap_or(WordId::NONE)
    }

    /// The guess, if it is right.
    #[inline(always)]
    pub(crate) fn confirm(&self, word: PackedWord, guess: WordId) -> WordId {
        match self.words.get(guess.0 as usize) {
            Some(remembered) if remembered.word == word => guess,
            _ => WordId::NONE,
        }
    }

    /// The number of a word.
    pub(crate) fn find(&self, packed: PackedWord, word: &str) -> Option<WordId> {
        if packed == PackedWord::LONG {
            return self.long.get(word).copied();
        }
        self.find_packed(packed)
    }

    /// The number of a packed word.
    pub(crate) fn find_packed(&self, word: PackedWord) -> Option<WordId> {
        let id = self.places[self.place_of(word)];
        (id != WordId::NONE).then_some(id)
    }

    /// Remembers a new word.
    pub(crate) fn insert(&mut self, packed: PackedWord, word: &str, entry: WordEntry) -> WordId {
        let id = WordId(self.words.len() as u32);
        if packed == PackedWord::LONG {
            self.words.push(Remembered { word: PackedWord::NOTHING, entry });
            self.long.insert(word.into(), id);
            return id;
        }
        self.words.push(Remembered { word: packed, entry });
        if 2 * self.words.len() > self.places.len() {
            let places = 2 * self.places.len();
            self.place_all(places);
        } else {
            let place = self.free_place(packed);
            self.places[place] = id;
        }
        id
    }

    /// What is known about a word.
    #[inline(always)]
    pub(crate) fn entry(&self, id: WordId) -> WordEntry {
        self.words[id.0 as usize].entry
    }

    /// Adds the term of a word as part of a name.
    pub(crate) fn set_name(&mut self, id: WordId, name: Option<TermId>) {
        self.words[id.0 as usize].entry.set_name(name);
    }

    /// Where the search for a word begins.
    #[inline(always)]
    fn place(&self, word: PackedWord) -> usize {
        word.hash() as usize & (self.places.len() - 1)
    }

    /// The place of a word, or the free one where it belongs.
    fn place_of(&self, word: PackedWord) -> usize {
        let mut place = self.place(word);
        loop {
            let id = self.places[place];
            if id == WordId::NONE || self.words[id.0 as usize].word == word {
                return place;
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    /// The place of a word that is new.
    fn free_place(&self, word: PackedWord) -> usize {
        let mut place = self.place(word);
        while self.places[place] != WordId::NONE {
            place = (place + 1) & (self.places.len() - 1);
        }
        place
    }

    /// Gives the words their places anew, those that came first, the frequent ones, before the others.
    fn place_all(&mut self, places: usize) {
        self.places.clear();
        self.places.resize(places, WordId::NONE);
        for id in 1..self.words.len() {
            let word = self.words[id].word;
            if word != PackedWord::NOTHING {
                let place = self.free_place(word);
                self.places[place] = WordId(id as u32);
            }
        }
    }

    /// Forgets everything once it is too much.
    pub(crate) fn bound(&mut self) {
        if self.words.len() > MOST_REMEMBERED {
            self.words.truncate(1);
            self.places.fill(WordId::NONE);
            self.long.clear();
        }
    }

    pub(crate) fn memory_usage(&self) -> usize {
        let long: usize =
            self.long.keys().map(|word| word.len() + size_of::<Box<str>>() + size_of::<WordId>()).sum();
        self.words.capacity() * size_of::<Remembered>() + self.places.capacity() * size_of::<WordId>() + long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_memory_grows() {
        let mut memory = WordMemory::new(Language::English);
        let word = |i: usize| match i % 3 {
            0 => format!("w{i}"),
            1 => format!("a word that is not packed {i}"),
            _ => format!("ñ{i}"),
        };
        for i in 0..5000 {
            let word = word(i);
            let packed = PackedWord::new(&word);
            assert_eq!(memory.find(packed, &word), None);
            let id = memory.insert(packed, &word, WordEntry::default());
            assert_eq!(id, WordId(i as u32 + 1));
        }
        let mut guessed = 0;
        for i in 0..5000 {
            let word = word(i);
            let packed = PackedWord::new(&word);
            let id = WordId(i as u32 + 1);
            assert_eq!(memory.find(packed, &word), Some(id));
            let confirmed = memory.confirm(packed, memory.guess(packed));
            assert!(confirmed == id || confirmed == WordId::NONE);
            guessed += usize::from(confirmed == id);
        }
        assert!(guessed > 2000, "{guessed}");
    }
}
