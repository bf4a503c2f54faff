//! What a thread needs to read texts while others read others.

use super::analysis::Analysis;
use super::analyzer::Analyzer;
use super::counts::{FieldCounter, FieldCounts};
use super::lexicon::Lexicon;
use super::text::Text;
use crate::terms::TermId;

/// Reads texts with a lexicon that other threads read with at the same time. What is new to it is remembered here, under numbers that
/// are provisional until it is told.
#[derive(Debug, Default)]
pub(crate) struct Worker {
    /// What is new to the shared lexicon.
    new: Lexicon,
    /// The number of the first new term.
    first: u32,
    /// The numbers of the new terms in the lexicon that was shared, once they are told.
    numbers: Vec<TermId>,
    analysis: Analysis,
    counter: FieldCounter,
}

impl Worker {
    /// Counts texts by a lexicon that nobody changes meanwhile.
    pub(crate) fn count(
        &mut self,
        analyzer: &Analyzer,
        texts: &[Text<'_>],
        shared: &Lexicon,
    ) -> Vec<FieldCounts> {
        self.first = shared.vocabulary().numbers() as u32;
        let count = |&text: &Text<'_>| {
            analyzer.analyze_beside(text, Some(shared), &mut self.new, &mut self.analysis);
            self.counter.count(&self.analysis)
        };
        texts.iter().map(count).collect()
    }

    /// Tells what is new to the lexicon that was shared. New terms get the next numbers there, in order of arrival.
    pub(crate) fn report(&mut self, shared: &mut Lexicon) {
        self.numbers.clear();
        shared.vocabulary_mut().intern_all(self.new.vocabulary(), &mut self.numbers);
        let (first, numbers) = (self.first, &self.numbers);
        shared.take_over(&mut self.new, |term| told(term, first, numbers));
    }

    /// Gives the terms of counts of texts that were told the numbers that they have now.
    pub(crate) fn renumber(&self, counts: &mut FieldCounts) {
        if counts.has_from(TermId(self.first)) {
            counts.renumber(|term| told(term, self.first, &self.numbers));
        }
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.new.memory_usage() + self.numbers.capacity() * size_of::<TermId>() + self.counter.memory_usage()
    }
}

/// The number that a term has once it is told.
fn told(term: TermId, first: u32, numbers: &[TermId]) -> TermId {
    term.0.checked_sub(first).and_then(|new| numbers.get(new as usize)).copied().unwrap_or(term)
}
