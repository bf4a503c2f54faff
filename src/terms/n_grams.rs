//! Words in a row as terms of their own.

use super::analysis::{Kind, Occurrence};
use super::lexicon::LanguageLexicon;
use crate::terms::TermId;

/// Collects n-grams of the words that are not stop words; they never cross punctuation.
#[derive(Debug, Default)]
pub(crate) struct NGrams {
    recent: Vec<Occurrence>,
    terms: Vec<TermId>,
}

impl NGrams {
    /// Takes the next word and emits the n-grams of up to `longest` words that end with it, the shortest first.
    pub(crate) fn take(
        &mut self,
        word: Occurrence,
        longest: usize,
        lexicon: &mut LanguageLexicon<'_>,
        found: &mut Vec<Occurrence>,
    ) {
        if self.recent.len() == longest {
            self.recent.remove(0);
        }
        self.recent.push(word);
        for first in (0..self.recent.len() - 1).rev() {
            self.terms.clear();
            self.terms.extend(self.recent[first..].iter().map(|o| o.term));
            let term = lexicon.join(&self.terms);
            found.push(Occurrence { start: self.recent[first].start, kind: Kind::NGram, term, ..word });
        }
    }

    /// Begins anew.
    pub(crate) fn clear(&mut self) {
        self.recent.clear();
    }
}
