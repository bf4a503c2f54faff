//! Terms that are given numbers while several threads read.

use super::vocabulary::{TermId, Vocabulary};

/// Gives terms their numbers: those of a vocabulary, or of one that several threads share and none changes. What that one has not
/// is numbered from its end on, by each thread for itself, until it is [told](super::worker::Worker::report).
pub(crate) struct TermInterner<'v> {
    shared: Option<&'v Vocabulary>,
    own: &'v mut Vocabulary,
}

impl<'v> TermInterner<'v> {
    pub(crate) fn new(shared: Option<&'v Vocabulary>, own: &'v mut Vocabulary) -> Self {
        Self { shared, own }
    }

    /// The number of a term.
    pub(crate) fn intern(&mut self, term: &str) -> TermId {
        match self.shared {
            None => self.own.intern(term),
            Some(shared) => {
                let known = shared.get(term);
                known.unwrap_or_else(|| TermId(self.own.intern(term).0 + shared.numbers() as u32))
            }
        }
    }

    /// A term by its number.
    pub(crate) fn term(&self, id: TermId) -> Option<&str> {
        match self.shared {
            Some(shared) if id.index() < shared.numbers() => shared.term(id),
            Some(shared) => self.own.term(TermId(id.0 - shared.numbers() as u32)),
            None => self.own.term(id),
        }
    }
}
