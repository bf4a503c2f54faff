//! The vectors of several fields of an article, in one piece.

use super::document_frequency::DocumentFrequencies;
use super::vector::VectorView;
use super::weighting::Weighting;
use crate::parallel;
use crate::terms::{Field, FieldCounts, TermId};

/// The vectors of some [`Field`]s of an article, kept in two allocations; those of the other fields are empty.
///
/// # Resource use
///
/// 8 bytes per distinct term of each field, plus 48.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldVectors {
    terms: Box<[TermId]>,
    weights: Box<[f32]>,
    ends: [u32; Field::COUNT],
}

impl FieldVectors {
    /// Weighs the counts of an article in the given fields.
    pub fn new(
        counts: &FieldCounts,
        fields: &[Field],
        weighting: &Weighting,
        df: &DocumentFrequencies,
    ) -> Self {
        let documents = df.documents();
        Self::with_idf(counts, fields, weighting, |term| weighting.idf.of(df.of(term), documents))
    }

    /// Weighs many articles by the same document frequencies, on all cores: what [`new`](Self::new) gives for each, but the
    /// idf of a term is worked out once.
    pub fn of_all(
        counts: &[FieldCounts],
        fields: &[Field],
        weighting: &Weighting,
        df: &DocumentFrequencies,
    ) -> Vec<Self> {
        let idf = weighting.idf.by_term(df.terms(), df);
        let unseen = weighting.idf.of(0.0, df.documents());
        let idf = |term: TermId| idf.get(term.index()).copied().unwrap_or(unseen);
        parallel::map(counts, |counts| Self::with_idf(counts, fields, weighting, idf))
    }

    /// As [`new`](Self::new), with the idf of each term known.
    pub(crate) fn with_idf(
        counts: &FieldCounts,
        fields: &[Field],
        weighting: &Weighting,
        idf: impl Fn(TermId) -> f64,
    ) -> Self {
        let most = fields.iter().map(|&field| counts.field(field).len()).sum();
        let (mut terms, mut weights) = (Vec::with_capacity(most), Vec::with_capacity(most));
        let mut unnormed = Vec::new();
        let mut ends = [0; Field::COUNT];
        for field in Field::ALL {
            if fields.contains(&field) {
                weighting.weigh_with(counts.field(field), &idf, &mut unnormed, |term, weight| {
                    terms.push(term);
                    weights.push(weight);
                });
            }
            ends[field.index()] = terms.len() as u32;
        }
        Self { terms: terms.into(), weights: weights.into(), ends }
    }

    /// The vector of a field.
    pub fn field(&self, field: Field) -> VectorView<'_> {
        let at = field.index();
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        let range = start..self.ends[at] as usize;
        VectorView::from_parts(&self.terms[range.clone()], &self.weights[range])
    }

    /// Bytes held.
    pub fn memory_usage(&self) -> usize {
        self.terms.len() * (size_of::<TermId>() + size_of::<f32>()) + size_of::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::{Analysis, Kind, Occurrence, Section};

    #[test]
    fn weighing_all_is_weighing_each() {
        let occurrence = |term| Occurrence {
            section: Section::Lead,
            start: 0,
            end: 1,
            kind: if term % 5 == 0 { Kind::Number } else { Kind::Word },
            term: TermId(term),
        };
        let analysis = |i: u32| Analysis {
            occurrences: (0..40).map(|k| occurrence(k * k * i % 101)).collect(),
            ..Analysis::new()
        };
        let counts: Vec<FieldCounts> = (1..20).map(|i| FieldCounts::new(&analysis(i))).collect();
        let mut df = DocumentFrequencies::new();
        // the terms of the others are unseen
        counts[..9].iter().for_each(|counts| df.add(counts.distinct_terms(), 1.0));
        let (fields, weighting) = ([Field::All, Field::Numbers], Weighting::default());
        let each: Vec<FieldVectors> =
            counts.iter().map(|counts| FieldVectors::new(counts, &fields, &weighting, &df)).collect();
        assert_eq!(FieldVectors::of_all(&counts, &fields, &weighting, &df), each);
    }
}
