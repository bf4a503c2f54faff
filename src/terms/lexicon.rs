//! What is remembered about words: a word's term is worked out once, not once per occurrence.

use std::fmt;

use super::phrase_interner::PhraseInterner;
use super::reader::Scratch;
use super::word_entry::WordEntry;
use super::word_memory::WordMemory;
use super::worker_lexicon::WorkerLexicon;
use crate::terms::{TermId, Vocabulary};
use crate::text::{Language, PackedWord};

/// The `Vocabulary` of terms together with a memory of which printed word leads to which term.
///
/// 97 to 99 % of the words of a news stream were seen before; normalising each distinct printed word once is what makes
/// analysis fast. The memory is bounded and only a memory: clearing it changes no result.
#[derive(Default)]
pub struct Lexicon {
    vocabulary: Vocabulary,
    phrases: PhraseInterner,
    memories: Vec<WordMemory>,
    text: String,
    /// The lexicons of other threads, when many articles are read at once.
    pub(super) workers: Vec<WorkerLexicon>,
    /// Memory for the reader of the next text.
    pub(super) scratch: Scratch,
}

impl Lexicon {
    /// An empty lexicon.
    pub fn new() -> Self {
        Self::default()
    }

    /// A term by its number; none if it has no term of this number.
    pub fn term(&self, id: TermId) -> Option<&str> {
        self.vocabulary.term(id)
    }

    /// The terms.
    #[doc(hidden)]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The terms, to intern more.
    #[doc(hidden)]
    pub fn vocabulary_mut(&mut self) -> &mut Vocabulary {
        &mut self.vocabulary
    }

    /// Forgets terms. Their numbers must be held by nothing else.
    pub(crate) fn forget(&mut self, terms: &[TermId]) {
        if terms.is_empty() {
            return;
        }
        terms.iter().for_each(|&term| self.vocabulary.forget(term));
        self.vocabulary.shrink();
        // what is remembered of words has numbers of terms
        self.memories.iter_mut().for_each(WordMemory::clear);
        self.phrases.clear();
        self.workers.clear();
    }

    /// Bytes held.
    pub fn memory_usage(&self) -> usize {
        self.vocabulary.memory_usage()
            + self.phrases.memory_usage()
            + self.memories.iter().map(WordMemory::memory_usage).sum::<usize>()
            + self.workers.iter().map(WorkerLexicon::memory_usage).sum::<usize>()
    }

    /// The memory of one language with the vocabulary, for the analysis of one article.
    pub(crate) fn in_language(&mut self, language: Language) -> LanguageLexicon<'_> {
        let at = match self.memories.iter().position(|m| m.normalizer.language() == language) {
            Some(at) => at,
            None => {
                self.memories.push(WordMemory::new(language));
                self.memories.len() - 1
            }
        };
        let memory = &mut self.memories[at];
        memory.bound();
        self.phrases.bound();
        LanguageLexicon {
            vocabulary: &mut self.vocabulary,
            phrases: &mut self.phrases,
            memory,
            text: &mut self.text,
        }
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon").field("vocabulary", &self.vocabulary).finish_non_exhaustive()
    }
}

/// The lexicon of one language, for the analysis of one article.
pub(crate) struct LanguageLexicon<'l> {
    vocabulary: &'l mut Vocabulary,
    phrases: &'l mut PhraseInterner,
    memory: &'l mut WordMemory,
    text: &'l mut String,
}

impl LanguageLexicon<'_> {
    /// What is known about a word, if it is found at once: see [`WordMemory::recall`].
    #[inline(always)]
    pub(crate) fn recall(&self, word: PackedWord) -> WordEntry {
        self.memory.recall(word)
    }

    /// What a printed word is; worked out when it is new.
    pub(crate) fn look_up(&mut self, packed: PackedWord, word: &str) -> WordEntry {
        if let Some(known) = self.memory.get_mut(packed, word) {
            return known.entry;
        }
        let small = packed.in_small_letters().and_then(|small| self.memory.get_packed(small));
        let entry = WordEntry::new(word, small, &self.memory.normalizer, self.vocabulary, self.text);
        self.memory.insert(packed, word, entry);
        entry
    }

    /// The term of a word, which has been looked up, as part of a name; none if nothing is left of it.
    pub(crate) fn name(&mut self, packed: PackedWord, word: &str) -> Option<TermId> {
        let known = self.memory.get_mut(packed, word);
        if let Some(name) = known.and_then(|known| known.name()) {
            return Some(name);
        }
        self.text.clear();
        self.text.push('@');
        self.memory.normalizer.push_name(word, self.text);
        let name = (self.text.len() > 1).then(|| self.vocabulary.intern(self.text));
        if let Some(known) = self.memory.get_mut(packed, word) {
            known.set_name(name);
        }
        name
    }

    /// The term of several terms in a row.
    pub(crate) fn join(&mut self, parts: &[TermId]) -> TermId {
        self.phrases.intern(parts, self.vocabulary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(words: &mut LanguageLexicon<'_>, word: &str) -> WordEntry {
        words.look_up(PackedWord::new(word), word)
    }

    #[test]
    fn words_are_looked_up_once_and_mean_the_same_afterwards() {
        let mut lexicon = Lexicon::new();
        let mut words = lexicon.in_language(Language::English);
        let first = look_up(&mut words, "Militants");
        let again = look_up(&mut words, "Militants");
        assert_eq!(first.term(), again.term());
        assert_eq!(look_up(&mut words, "militant").term(), first.term());
        assert!(first.is_capitalised() && !first.is_stop(false));
        let packed = PackedWord::new("Militants");
        let name = words.name(packed, "Militants");
        assert_eq!(words.name(packed, "Militants"), name);
        assert_eq!(lexicon.vocabulary().term(name.unwrap()), Some("@militants"));
    }

    #[test]
    fn acronyms_are_stop_words_only_where_all_is_capitals() {
        for first in ["us", "Us", "US"] {
            let mut lexicon = Lexicon::new();
            let mut words = lexicon.in_language(Language::English);
            look_up(&mut words, first);
            let us = look_up(&mut words, "US");
            assert!(us.term().is_some() && !us.is_stop(false) && us.is_stop(true));
            assert!(look_up(&mut words, "us").is_stop(false));
            assert!(look_up(&mut words, "Us").is_stop(false));
        }
    }

    /// What is known of a word in small letters is used for the others: that must change nothing.
    #[test]
    fn words_mean_the_same_in_any_order() {
        let words = [
            "The", "the", "THE", "U.S", "u.s", "It's", "it's", "IT'S", "Qaeda", "QAEDA", "qaeda", "II", "Ii",
            "ii",
        ];
        let told = |order: &mut dyn Iterator<Item = &&'static str>| {
            let mut lexicon = Lexicon::new();
            let mut found: Vec<_> = order
                .map(|word| {
                    let entry = look_up(&mut lexicon.in_language(Language::English), word);
                    let term =
                        entry.term().and_then(|term| lexicon.vocabulary().term(term)).map(str::to_owned);
                    (*word, term, entry.is_stop(false), entry.is_stop(true), entry.is_capitalised())
                })
                .collect();
            found.sort();
            found
        };
        assert_eq!(told(&mut words.iter()), told(&mut words.iter().rev()));
    }
}
