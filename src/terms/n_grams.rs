//! Words in a row as terms of their own.

use super::analysis::{Kind, Occurrence};
use super::lexicon::Speech;
use crate::terms::TermId;

/// Collects n-grams of the words that are not stop words; they never cross punctuation.
#[derive(Debug)]
pub(crate) struct NGrams {
    longest: usize,
    recent: Vec<Occurrence>,
    terms: Vec<TermId>,
    buffer: String,
}

impl NGrams {
    pub(crate) fn new(longest: usize) -> Self {
        Self { longest, recent: Vec::new(), terms: Vec::new(), buffer: String::new() }
    }

    /// Takes the next word and emits the n-grams that end with it, the shortest first.
    pub(crate) fn take(&mut self, word: Occurrence, speech: &mut Speech<'_>, found: &mut Vec<Occurrence>) {
        if self.longest < 2 {
            return;
        }
        if self.recent.len() == self.longest {
            self.recent.remove(0);
        }
        self.recent.push(word);
        for first in (0..self.recent.len() - 1).rev() {
            self.terms.clear();
            self.terms.extend(self.recent[first..].iter().map(|o| o.term));
            let term = speech.join(&self.terms, &mut self.buffer);
            found.push(Occurrence { start: self.recent[first].start, kind: Kind::NGram, term, ..word });
        }
    }

    /// Begins anew.
    pub(crate) fn clear(&mut self) {
        self.recent.clear();
    }
}
