//! How often each term occurs in each field of an article.

use super::analysis::Analysis;
use super::field::Field;
use super::term_count::TermCount;
use crate::terms::TermId;
use crate::text::{TextLanguage, Weekdays};

/// What is counted of one article: the terms of its fields, in one allocation of 8 bytes per distinct term, and which days of
/// the week title and lead name.
///
/// A term is of the [kind](super::Kind) of its first occurrence. Counts above 63 in the title, 255 in the lead and 32,767 in the
/// rest of the body stay there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldCounts {
    /// Ascending: first the words, then the names.
    term_counts: Box<[TermCount]>,
    words: u32,
    weekdays: Weekdays,
    language: TextLanguage,
}

impl FieldCounts {
    /// Counts an analysis.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n occurrences.
    pub fn new(analysis: &Analysis) -> Self {
        FieldCounter::default().count(analysis)
    }

    /// The terms of a field with their counts, ascending.
    ///
    /// # Complexity
    ///
    /// Linear in the distinct words of the article, or in its names.
    pub fn field(&self, field: Field) -> impl Iterator<Item = (TermId, u32)> + Clone {
        let counts = self
            .term_counts_of(field)
            .iter()
            .map(move |term_count| (term_count.term(), term_count.in_field(field)));
        counts.filter(|&(_, count)| count > 0)
    }

    /// Puts [`field`](Self::field) into a list.
    pub(crate) fn list_field(&self, field: Field, list: &mut Vec<(TermId, u32)>) {
        let term_counts = self.term_counts_of(field);
        list.clear();
        list.resize(term_counts.len(), (TermId(0), 0));
        // whether a term is in the field is as good as random: to write it and the next one over it is cheaper than to ask
        let mut len = 0;
        for term_count in term_counts {
            let count = term_count.in_field(field);
            list[len] = (term_count.term(), count);
            len += usize::from(count > 0);
        }
        list.truncate(len);
    }

    fn term_counts_of(&self, field: Field) -> &[TermCount] {
        match field {
            Field::Names | Field::LeadNames => self.names(),
            _ => self.words(),
        }
    }

    /// Every distinct term once, as document frequencies count it: the words and n-grams of [`Field::All`], then the
    /// names (words and names never share a term).
    pub fn distinct_terms(&self) -> impl ExactSizeIterator<Item = TermId> {
        self.term_counts.iter().map(|term_count| term_count.term())
    }

    /// The days of the week that title and lead name.
    pub fn weekdays(&self) -> Weekdays {
        self.weekdays
    }

    /// The language of the article.
    pub fn language(&self) -> TextLanguage {
        self.language
    }

    /// The words, numbers and n-grams, ascending.
    pub(crate) fn words(&self) -> &[TermCount] {
        &self.term_counts[..self.words as usize]
    }

    /// The names, ascending.
    pub(crate) fn names(&self) -> &[TermCount] {
        &self.term_counts[self.words as usize..]
    }

    /// Gives every term another number, as when vocabularies are merged.
    pub fn renumber(&mut self, new_number: impl Fn(TermId) -> TermId) {
        for term_count in &mut self.term_counts {
            *term_count = term_count.renumbered(new_number(term_count.term()));
        }
        self.term_counts.sort_unstable();
    }
}

/// Counts analyses one after the other, with memory to reuse.
///
/// # Resource use
///
/// 4 bytes per term of the vocabulary.
#[derive(Debug, Clone, Default)]
pub struct FieldCounter {
    /// By term: one more than its place among the term counts, 0 if it has none. All 0 between articles.
    places: Vec<u32>,
    term_counts: Vec<TermCount>,
}

impl FieldCounter {
    /// Counts an analysis: [`FieldCounts::new`].
    pub fn count(&mut self, analysis: &Analysis) -> FieldCounts {
        let occurrences = &analysis.occurrences;
        let terms = occurrences.iter().map(|o| o.term.index() + 1).max().unwrap_or(0);
        if terms > self.places.len() {
            self.places.resize(terms.next_power_of_two(), 0);
        }
        self.term_counts.clear();
        self.term_counts.resize(occurrences.len(), TermCount::EMPTY);
        let mut found = 0;
        for o in occurrences {
            let place = &mut self.places[o.term.index()];
            found += u32::from(*place == 0);
            *place = if *place == 0 { found } else { *place };
            self.term_counts[*place as usize - 1].count(o);
        }
        self.term_counts.truncate(found as usize);
        self.term_counts.iter().for_each(|term_count| self.places[term_count.term().index()] = 0);
        self.term_counts.sort_unstable();
        let words = self.term_counts.partition_point(|term_count| !term_count.is_name()) as u32;
        FieldCounts {
            term_counts: self.term_counts.as_slice().into(),
            words,
            weekdays: analysis.weekdays,
            language: analysis.text_language,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::terms::analysis::{Kind, Occurrence, Section};

    /// The definition of the fields, word for word.
    fn plainly(analysis: &Analysis, field: Field) -> Vec<(TermId, u32)> {
        let mut counts = BTreeMap::new();
        for o in &analysis.occurrences {
            let first = analysis.occurrences.iter().find(|first| first.term == o.term);
            let kind = first.expect("it occurs").kind;
            let word = matches!(kind, Kind::Word | Kind::Number);
            let times = match field {
                Field::All if kind == Kind::Name => 0,
                Field::All if o.section == Section::Title => 2,
                Field::All => 1,
                Field::Title => u32::from(word && o.section == Section::Title),
                Field::Lead => u32::from(word && o.section != Section::Body),
                Field::Names => u32::from(kind == Kind::Name),
                Field::Numbers => u32::from(kind == Kind::Number),
                Field::LeadNames => u32::from(kind == Kind::Name && o.section != Section::Body),
                Field::LeadNumbers => u32::from(kind == Kind::Number && o.section != Section::Body),
            };
            if times > 0 {
                *counts.entry(o.term).or_insert(0) += times;
            }
        }
        counts.into_iter().collect()
    }

    fn occurrence() -> impl Strategy<Value = Occurrence> {
        let section = prop::sample::select(vec![Section::Title, Section::Lead, Section::Body]);
        let kind = prop::sample::select(vec![Kind::Word, Kind::Number, Kind::Name, Kind::NGram]);
        (section, kind, 0_u32..40).prop_map(|(section, kind, term)| Occurrence {
            section,
            start: 0,
            end: 1,
            kind,
            term: TermId(term * term),
        })
    }

    fn counted(counts: &FieldCounts, field: Field) -> Vec<(TermId, u32)> {
        counts.field(field).collect()
    }

    proptest! {
        #[test]
        fn fields_are_counted_as_defined(articles in prop::collection::vec(prop::collection::vec(occurrence(), 0..60), 1..4)) {
            let (mut counter, mut list) = (FieldCounter::default(), Vec::new());
            for occurrences in articles {
                let analysis = Analysis { occurrences, ..Analysis::new() };
                let counts = counter.count(&analysis);
                for field in Field::ALL {
                    prop_assert_eq!(counted(&counts, field), plainly(&analysis, field));
                    counts.list_field(field, &mut list);
                    prop_assert_eq!(&list, &counted(&counts, field));
                }
                // as if the terms had arrived in the opposite order
                let (mut renumbered, turn) = (counts.clone(), |term: TermId| TermId(u32::MAX - 1 - term.0));
                renumbered.renumber(turn);
                for field in Field::ALL {
                    let expected = plainly(&analysis, field).into_iter().rev().map(|(term, count)| (turn(term), count));
                    prop_assert_eq!(counted(&renumbered, field), expected.collect::<Vec<_>>());
                }
            }
        }
    }

    #[test]
    fn counts_stay_at_the_most_they_can_hold() {
        let all = |section, kind| Occurrence { section, start: 0, end: 1, kind, term: TermId(u32::MAX - 1) };
        for (section, most) in [(Section::Title, 63), (Section::Lead, 255), (Section::Body, 32_767)] {
            for (kind, field) in [(Kind::Number, Field::Numbers), (Kind::Name, Field::Names)] {
                let mut counter = TermCount::EMPTY;
                (0..40_000).for_each(|_| counter.count(&all(section, kind)));
                assert_eq!((counter.in_field(field), counter.term()), (most, TermId(u32::MAX - 1)));
                assert_eq!(
                    (counter.is_name(), counter.is_early()),
                    (kind == Kind::Name, section != Section::Body)
                );
            }
        }
    }
}
