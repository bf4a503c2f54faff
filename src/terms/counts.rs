//! How often each term occurs in each field of an article.

use serde::{Deserialize, Serialize};

use super::analysis::{Analysis, Kind, Section};
use crate::terms::TermId;

/// A view of an article that is weighed and compared by itself.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// All words, those of the title counted twice, and the n-grams if asked for.
    All,
    /// The words of the title.
    Title,
    /// The words of the title and of the beginning of the body.
    Lead,
    /// Words and spans of names, anywhere.
    Names,
    /// Words with digits, anywhere.
    Numbers,
    /// Names in the title and the beginning of the body.
    LeadNames,
    /// Words with digits in the title and the beginning of the body.
    LeadNumbers,
}

impl Field {
    /// All fields, in order.
    pub const ALL: [Field; 7] = [
        Field::All,
        Field::Title,
        Field::Lead,
        Field::Names,
        Field::Numbers,
        Field::LeadNames,
        Field::LeadNumbers,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// As an index into arrays by field.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// How often a word of the title counts in [`Field::All`].
const TITLE_COUNTS: u32 = 2;

/// Term counts of the fields of one article, each ascending by term, kept in one allocation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldCounts {
    counts: Box<[(TermId, u32)]>,
    ends: [u32; Field::COUNT],
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
    pub fn field(&self, field: Field) -> &[(TermId, u32)] {
        let at = field.index();
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.counts[start as usize..self.ends[at] as usize]
    }

    /// Every distinct term once, as document frequencies count it: the words and n-grams of [`Field::All`], then the
    /// names (words and names never share a term).
    pub fn distinct_terms(&self) -> impl Iterator<Item = TermId> {
        self.field(Field::All).iter().chain(self.field(Field::Names)).map(|&(term, _)| term)
    }

    /// Gives every term another number, as when vocabularies are merged.
    pub fn renumber(&mut self, new_number: impl Fn(TermId) -> TermId) {
        let mut start = 0;
        for end in self.ends {
            let field = &mut self.counts[start..end as usize];
            field.iter_mut().for_each(|(term, _)| *term = new_number(*term));
            field.sort_unstable_by_key(|&(term, _)| term);
            start = end as usize;
        }
    }
}

/// What an occurrence adds to each field, by section and kind.
const ADDS: [[[u32; Field::COUNT]; 4]; 3] = {
    let mut adds = [[[0; Field::COUNT]; 4]; 3];
    let mut section = 0;
    while section < adds.len() {
        let in_title = section == Section::Title as usize;
        let in_body = section == Section::Body as usize;
        let mut word = [0; Field::COUNT];
        word[Field::All as usize] = if in_title { TITLE_COUNTS } else { 1 };
        adds[section][Kind::NGram as usize] = word;
        word[Field::Title as usize] = in_title as u32;
        word[Field::Lead as usize] = !in_body as u32;
        adds[section][Kind::Word as usize] = word;
        word[Field::Numbers as usize] = 1;
        word[Field::LeadNumbers as usize] = !in_body as u32;
        adds[section][Kind::Number as usize] = word;
        adds[section][Kind::Name as usize][Field::Names as usize] = 1;
        adds[section][Kind::Name as usize][Field::LeadNames as usize] = !in_body as u32;
        section += 1;
    }
    adds
};

/// Counts analyses one after the other, with memory to reuse.
///
/// # Resource use
///
/// 4 bytes per term of the vocabulary.
#[derive(Debug, Clone, Default)]
pub struct FieldCounter {
    /// By term: one more than its place among the tallies, 0 if it has none. All 0 between articles.
    places: Vec<u32>,
    tallies: Vec<Tally>,
    /// Terms with their places, to be sorted.
    order: Vec<u64>,
    /// As many places for each field as there are terms.
    fields: Vec<(TermId, u32)>,
}

/// How often a term occurs in each field.
#[derive(Debug, Clone, Copy)]
struct Tally {
    term: TermId,
    counts: [u32; Field::COUNT],
}

impl FieldCounter {
    /// Counts an analysis: [`FieldCounts::new`].
    pub fn count(&mut self, analysis: &Analysis) -> FieldCounts {
        self.tally(analysis);
        self.order.clear();
        for (place, tally) in self.tallies.iter().enumerate() {
            self.order.push(u64::from(tally.term.0) << 32 | place as u64);
            self.places[tally.term.index()] = 0;
        }
        self.order.sort_unstable();
        let terms = self.order.len();
        // every count is written, and the next one over it if it is 0: cheaper than to ask
        self.fields.resize(terms * Field::COUNT, (TermId(0), 0));
        let mut lens = [0; Field::COUNT];
        for &term_and_place in &self.order {
            let tally = self.tallies[term_and_place as u32 as usize];
            for (field, (&count, len)) in tally.counts.iter().zip(&mut lens).enumerate() {
                self.fields[field * terms + *len] = (tally.term, count);
                *len += usize::from(count != 0);
            }
        }
        let mut counts = Vec::with_capacity(lens.iter().sum());
        let ends = std::array::from_fn(|field| {
            counts.extend_from_slice(&self.fields[field * terms..][..lens[field]]);
            counts.len() as u32
        });
        FieldCounts { counts: counts.into_boxed_slice(), ends }
    }

    /// Adds up the occurrences of each term.
    fn tally(&mut self, analysis: &Analysis) {
        let occurrences = &analysis.occurrences;
        let terms = occurrences.iter().map(|o| o.term.index() + 1).max().unwrap_or(0);
        if terms > self.places.len() {
            self.places.resize(terms.next_power_of_two(), 0);
        }
        self.tallies.clear();
        self.tallies.resize(occurrences.len(), Tally { term: TermId(0), counts: [0; Field::COUNT] });
        let mut found = 0;
        for o in occurrences {
            // whether a term is new is as good as random: no branch may wait for its place
            let place = &mut self.places[o.term.index()];
            found += u32::from(*place == 0);
            *place = if *place == 0 { found } else { *place };
            let tally = &mut self.tallies[*place as usize - 1];
            tally.term = o.term;
            let adds = &ADDS[o.section as usize][o.kind as usize];
            tally.counts.iter_mut().zip(adds).for_each(|(count, add)| *count += add);
        }
        self.tallies.truncate(found as usize);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::terms::Occurrence;

    /// The definition of the fields, word for word.
    fn plainly(analysis: &Analysis, field: Field) -> Vec<(TermId, u32)> {
        let mut counts = BTreeMap::new();
        for o in &analysis.occurrences {
            let word = matches!(o.kind, Kind::Word | Kind::Number);
            let times = match field {
                Field::All if o.kind == Kind::Name => 0,
                Field::All if o.section == Section::Title => 2,
                Field::All => 1,
                Field::Title => u32::from(word && o.section == Section::Title),
                Field::Lead => u32::from(word && o.section != Section::Body),
                Field::Names => u32::from(o.kind == Kind::Name),
                Field::Numbers => u32::from(o.kind == Kind::Number),
                Field::LeadNames => u32::from(o.kind == Kind::Name && o.section != Section::Body),
                Field::LeadNumbers => u32::from(o.kind == Kind::Number && o.section != Section::Body),
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

    proptest! {
        #[test]
        fn fields_are_counted_as_defined(articles in prop::collection::vec(prop::collection::vec(occurrence(), 0..60), 1..4)) {
            let mut counter = FieldCounter::default();
            for occurrences in articles {
                let analysis = Analysis { occurrences, ..Analysis::new() };
                let counts = counter.count(&analysis);
                for field in Field::ALL {
                    prop_assert_eq!(counts.field(field), plainly(&analysis, field));
                }
            }
        }
    }
}
