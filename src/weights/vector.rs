//! Sparse vectors of term weights.

use serde::{Deserialize, Serialize};

use crate::terms::TermId;

/// Term weights, ascending by term, none of them 0.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SparseVector {
    terms: Vec<TermId>,
    weights: Vec<f32>,
}

impl SparseVector {
    /// A vector from terms and weights in any order; weights of equal terms are added, zeros and non-numbers left out.
    pub fn new(pairs: impl IntoIterator<Item = (TermId, f32)>) -> Self {
        let mut pairs: Vec<(TermId, f32)> = pairs.into_iter().collect();
        pairs.sort_by_key(|&(term, _)| term);
        let mut vector = Self::default();
        for (term, weight) in pairs {
            match vector.terms.last() {
                Some(&last) if last == term => {
                    *vector.weights.last_mut().expect("as many weights as terms") += weight
                }
                _ => vector.push(term, weight),
            }
        }
        let mut weights = vector.weights.iter();
        vector.terms.retain(|_| weights.next().is_some_and(|&w| w.is_finite() && w != 0.0));
        vector.weights.retain(|&w| w.is_finite() && w != 0.0);
        vector
    }

    /// Appends a term above all present ones.
    pub(crate) fn push(&mut self, term: TermId, weight: f32) {
        debug_assert!(self.terms.last().is_none_or(|&last| last < term), "terms ascend");
        self.terms.push(term);
        self.weights.push(weight);
    }

    /// The vector as a view.
    pub fn view(&self) -> VectorView<'_> {
        VectorView { terms: &self.terms, weights: &self.weights }
    }

    /// Bytes held.
    pub fn memory_usage(&self) -> usize {
        self.terms.capacity() * size_of::<TermId>() + self.weights.capacity() * size_of::<f32>()
    }

    /// Checks order and values.
    ///
    /// # Errors
    ///
    /// The first place that breaks a rule.
    pub fn validate(&self) -> Result<(), String> {
        if self.terms.len() != self.weights.len() {
            return Err(format!("{} terms, {} weights", self.terms.len(), self.weights.len()));
        }
        if let Some(at) = self.terms.windows(2).position(|w| w[0] >= w[1]) {
            return Err(format!("terms {} and {} are out of order", self.terms[at], self.terms[at + 1]));
        }
        match self.weights.iter().position(|w| !w.is_finite() || *w == 0.0) {
            Some(at) => Err(format!("weight {} of {}", self.weights[at], self.terms[at])),
            None => Ok(()),
        }
    }
}

/// A borrowed sparse vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VectorView<'v> {
    terms: &'v [TermId],
    weights: &'v [f32],
}

impl<'v> VectorView<'v> {
    pub(crate) fn from_parts(terms: &'v [TermId], weights: &'v [f32]) -> Self {
        debug_assert_eq!(terms.len(), weights.len());
        Self { terms, weights }
    }

    /// The terms, ascending.
    pub fn terms(self) -> &'v [TermId] {
        self.terms
    }

    /// The weights, in the order of the terms.
    pub fn weights(self) -> &'v [f32] {
        self.weights
    }

    /// Terms with their weights.
    pub fn iter(self) -> impl ExactSizeIterator<Item = (TermId, f32)> + 'v {
        self.terms.iter().copied().zip(self.weights.iter().copied())
    }

    /// How many terms there are.
    pub fn len(self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    pub fn is_empty(self) -> bool {
        self.terms.is_empty()
    }

    /// The scalar product; of vectors of length 1 the cosine.
    ///
    /// Products are added in the order of the terms, in f32, as the [index](crate::index::SimilarityIndex) does: both
    /// give the same bits.
    ///
    /// # Complexity
    ///
    /// Linear in the terms of both, logarithmic in the longer one if it is much longer.
    pub fn dot(self, other: VectorView<'_>) -> f32 {
        let (mut short, mut long) = (self, other);
        if short.len() > long.len() {
            std::mem::swap(&mut short, &mut long);
        }
        if long.len() > 16 * short.len() { short.dot_searching(long) } else { short.dot_merging(long) }
    }

    fn dot_merging(self, other: VectorView<'_>) -> f32 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < self.terms.len() && j < other.terms.len() {
            let (a, b) = (self.terms[i], other.terms[j]);
            if a == b {
                sum += self.weights[i] * other.weights[j];
            }
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        sum
    }

    fn dot_searching(self, long: VectorView<'_>) -> f32 {
        let (mut from, mut sum) = (0, 0.0);
        for (term, weight) in self.iter() {
            match long.terms[from..].binary_search(&term) {
                Ok(at) => {
                    sum += weight * long.weights[from + at];
                    from += at + 1;
                }
                Err(at) => from += at,
            }
        }
        sum
    }

    /// The Euclidean length.
    pub fn length(self) -> f64 {
        self.weights.iter().map(|&w| f64::from(w) * f64::from(w)).sum::<f64>().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(pairs: &[(u32, f32)]) -> SparseVector {
        SparseVector::new(pairs.iter().map(|&(t, w)| (TermId(t), w)))
    }

    #[test]
    fn building_sorts_adds_and_drops() {
        let v = vector(&[(5, 1.0), (1, 2.0), (5, 0.5), (3, 0.0), (7, f32::NAN)]);
        assert_eq!(v.view().iter().collect::<Vec<_>>(), [(TermId(1), 2.0), (TermId(5), 1.5)]);
        v.validate().unwrap();
    }

    #[test]
    fn both_ways_of_multiplying_agree() {
        let short = vector(&[(3, 0.5), (40, 0.25), (99, 1.0)]);
        let long = vector(&(0..100).map(|t| (t, 1.0 / (t + 1) as f32)).collect::<Vec<_>>());
        // 0.5/4 + 0.25/41 + 1/100
        let expected = 0.125 + 0.25 / 41.0 + 0.01;
        assert!((short.view().dot(long.view()) - expected).abs() < 1e-6);
        assert_eq!(short.view().dot_merging(long.view()), short.view().dot_searching(long.view()));
        assert_eq!(short.view().dot(vector(&[]).view()), 0.0);
    }
}
