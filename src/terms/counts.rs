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

/// Counts analyses one after the other, with memory to reuse.
#[derive(Debug, Clone, Default)]
pub struct FieldCounter {
    occurrences: [Vec<(TermId, u32)>; Field::COUNT],
}

impl FieldCounter {
    /// Counts an analysis: [`FieldCounts::new`].
    pub fn count(&mut self, analysis: &Analysis) -> FieldCounts {
        let fields = &mut self.occurrences;
        fields.iter_mut().for_each(Vec::clear);
        for o in &analysis.occurrences {
            let in_lead = o.section != Section::Body;
            if o.kind == Kind::Name {
                fields[Field::Names.index()].push((o.term, 1));
                if in_lead {
                    fields[Field::LeadNames.index()].push((o.term, 1));
                }
                continue;
            }
            let in_title = o.section == Section::Title;
            fields[Field::All.index()].push((o.term, if in_title { TITLE_COUNTS } else { 1 }));
            if o.kind == Kind::NGram {
                continue;
            }
            if o.kind == Kind::Number {
                fields[Field::Numbers.index()].push((o.term, 1));
                if in_lead {
                    fields[Field::LeadNumbers.index()].push((o.term, 1));
                }
            }
            if in_title {
                fields[Field::Title.index()].push((o.term, 1));
            }
            if in_lead {
                fields[Field::Lead.index()].push((o.term, 1));
            }
        }
        let mut ends = [0; Field::COUNT];
        let mut end = 0;
        for (field, field_end) in fields.iter_mut().zip(&mut ends) {
            merge_equal_terms(field);
            end += field.len();
            *field_end = end as u32;
        }
        let mut counts = Vec::with_capacity(end);
        fields.iter().for_each(|field| counts.extend_from_slice(field));
        FieldCounts { counts: counts.into_boxed_slice(), ends }
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
