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
}

impl Field {
    /// All fields, in order.
    pub const ALL: [Field; 5] = [Field::All, Field::Title, Field::Lead, Field::Names, Field::Numbers];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// As an index into arrays by field.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// How often a word of the title counts in [`Field::All`].
const TITLE_COUNTS: u32 = 2;

/// Term counts of the fields of one article, each sorted by term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldCounts {
    counts: [Vec<(TermId, u32)>; Field::COUNT],
}

impl FieldCounts {
    /// Counts an analysis.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n occurrences.
    pub fn new(analysis: &Analysis) -> Self {
        let mut counts: [Vec<(TermId, u32)>; Field::COUNT] = Default::default();
        let mut add = |field: Field, term: TermId, count: u32| counts[field.index()].push((term, count));
        for o in &analysis.occurrences {
            match (o.kind, o.section) {
                (Kind::Name, _) => add(Field::Names, o.term, 1),
                (_, Section::Title) => add(Field::All, o.term, TITLE_COUNTS),
                (_, Section::Lead | Section::Body) => add(Field::All, o.term, 1),
            }
            if o.kind == Kind::Number {
                add(Field::Numbers, o.term, 1);
            }
            if matches!(o.kind, Kind::Word | Kind::Number) {
                match o.section {
                    Section::Title => {
                        add(Field::Title, o.term, 1);
                        add(Field::Lead, o.term, 1);
                    }
                    Section::Lead => add(Field::Lead, o.term, 1),
                    Section::Body => {}
                }
            }
        }
        for field in &mut counts {
            merge_equal_terms(field);
        }
        Self { counts }
    }

    /// The terms of a field with their counts, ascending.
    pub fn field(&self, field: Field) -> &[(TermId, u32)] {
        &self.counts[field.index()]
    }

    /// Every distinct term once, as document frequencies count it: the words and n-grams of [`Field::All`], then the
    /// names (words and names never share a term).
    pub fn distinct_terms(&self) -> impl Iterator<Item = TermId> {
        self.field(Field::All).iter().chain(self.field(Field::Names)).map(|&(term, _)| term)
    }

    /// Gives every term another number, as when vocabularies are merged.
    pub fn renumber(&mut self, new_number: impl Fn(TermId) -> TermId) {
        for field in &mut self.counts {
            for (term, _) in field.iter_mut() {
                *term = new_number(*term);
            }
            field.sort_unstable_by_key(|&(term, _)| term);
        }
    }
}

fn merge_equal_terms(counts: &mut Vec<(TermId, u32)>) {
    counts.sort_unstable_by_key(|&(term, _)| term);
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}
