//! The lexicon of a worker thread.

use super::lexicon::Lexicon;
use crate::terms::{TermId, Vocabulary};

/// The lexicon of a thread that reads while another thread has the main one. It is kept from one share of articles to the next, so
/// that words stay known, and only new terms have to be looked up in the main vocabulary.
#[derive(Default)]
pub(crate) struct WorkerLexicon {
    pub(crate) lexicon: Lexicon,
    /// The main numbers of its terms, as far as they were given any.
    numbers: Vec<TermId>,
}

impl WorkerLexicon {
    /// Adds the terms that are new since the last time to the main vocabulary, in order of arrival.
    pub(crate) fn report(&mut self, main: &mut Vocabulary) {
        main.intern_all(self.lexicon.vocabulary(), &mut self.numbers);
    }

    /// The main number of one of its terms.
    pub(crate) fn number(&self, term: TermId) -> TermId {
        self.numbers[term.index()]
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.lexicon.memory_usage() + self.numbers.capacity() * size_of::<TermId>()
    }
}
