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

/// Memory to weigh many articles with.
#[derive(Default)]
struct Memory {
    counted: Vec<(TermId, u32)>,
    unnormed: Vec<(TermId, f64)>,
    vectors: Vec<(TermId, f32)>,
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
        let idf = |term| weighting.idf.of(df.of(term), documents);
        Self::with_idf(counts, fields, weighting, idf, &mut Memory::default())
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
        parallel::map_with(counts, Memory::default, |memory, counts| {
            Self::with_idf(counts, fields, weighting, idf, memory)
        })
    }

    /// As [`new`](Self::new), with the idf of each term known.
    fn with_idf(
        counts: &FieldCounts,
        fields: &[Field],
        weighting: &Weighting,
        idf: impl Fn(TermId) -> f64,
        Memory { counted, unnormed, vectors }: &mut Memory,
    ) -> Self {
        vectors.clear();
        // what most articles need, so that it grows once
        vectors.reserve(2 * counts.distinct_terms().len());
        let mut ends = [0; Field::COUNT];
        for field in Field::ALL {
            if fields.contains(&field) {
                counts.list_field(field, counted);
                let counted = counted.iter().copied();
                weighting.weigh_with(counted, &idf, unnormed, |term, weight| vectors.push((term, weight)));
            }
            ends[field.index()] = vectors.len() as u32;
        }
        let terms = vectors.iter().map(|&(term, _)| term).collect();
        Self { terms, weights: vectors.iter().map(|&(_, weight)| weight).collect(), ends }
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
    use crate::terms::analysis::{Analysis, Kind, Occurrence, Section};

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
        // the terms of the others are unseen
        let df = DocumentFrequencies::of_all(&counts[..9]);
        let (fields, weighting) = ([Field::All, Field::Numbers], Weighting::default());
        let each: Vec<FieldVectors> =
            counts.iter().map(|counts| FieldVectors::new(counts, &fields, &weighting, &df)).collect();
        assert_eq!(FieldVectors::of_all(&counts, &fields, &weighting, &df), each);
    }
}
