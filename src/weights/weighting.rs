//! How counts become weights.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::document_frequency::DocumentFrequencies;
use super::vector::SparseVector;
use crate::terms::TermId;

/// What the count of a term in an article is worth (tf).
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermFrequency {
    /// tf = count.
    Raw,
    /// tf = 1 + ln(count): the tenth mention says less than the first. The default; best on full news texts.
    #[default]
    Sublinear,
    /// tf = 1 for any count: for headlines and other texts that say a thing once.
    Binary,
}

/// What it is worth that few articles hold a term (idf); N articles in all, df of them with the term.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InverseDocumentFrequency {
    /// idf = 1.
    Unit,
    /// idf = ln(N / df) + 1; a term never seen counts as seen once.
    Plain,
    /// idf = ln((1 + N) / (1 + df)) + 1, as if one more article held every term: defined from the first article of a
    /// stream on. The default, and scikit-learn's.
    #[default]
    Smooth,
}

/// What length a vector gets.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Norm {
    /// As it is.
    None,
    /// Absolute weights add up to 1.
    L1,
    /// Euclidean length 1, so that scalar products are cosines. The default.
    #[default]
    L2,
}

/// A weighting scheme: weight = tf · idf, then normalised (Salton & Buckley 1988).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weighting {
    /// The worth of a count.
    pub tf: TermFrequency,
    /// The worth of rarity.
    pub idf: InverseDocumentFrequency,
    /// The length of the vector.
    pub norm: Norm,
}

/// What [`sublinear`] gives for the counts that nearly all terms of an article have.
static SUBLINEAR: LazyLock<[f64; 64]> =
    LazyLock::new(|| std::array::from_fn(|count| sublinear(count as u32)));

fn sublinear(count: u32) -> f64 {
    1.0 + f64::from(count).ln()
}

impl TermFrequency {
    /// The worth of a count.
    pub fn of(self, count: u32) -> f64 {
        match self {
            _ if count == 0 => 0.0,
            Self::Raw => f64::from(count),
            Self::Sublinear => SUBLINEAR.get(count as usize).copied().unwrap_or_else(|| sublinear(count)),
            Self::Binary => 1.0,
        }
    }
}

impl InverseDocumentFrequency {
    /// The worth of being in `df` of `documents` articles.
    pub fn of(self, df: f64, documents: f64) -> f64 {
        match self {
            Self::Unit => 1.0,
            Self::Plain => (documents.max(1.0) / df.max(1.0)).ln() + 1.0,
            Self::Smooth => ((1.0 + documents) / (1.0 + df)).ln() + 1.0,
        }
    }

    /// The idf of every term, by its number, for weighing many articles by the same document frequencies.
    pub(crate) fn by_term(self, terms: usize, df: &DocumentFrequencies) -> Vec<f64> {
        let documents = df.documents();
        (0..terms as u32).map(|term| self.of(df.of(TermId(term)), documents)).collect()
    }
}

impl Weighting {
    /// The weights of an article's term counts (ascending by term).
    #[doc(hidden)]
    pub fn weigh(
        &self,
        counts: impl IntoIterator<Item = (TermId, u32)>,
        df: &DocumentFrequencies,
    ) -> SparseVector {
        let mut vector = SparseVector::default();
        self.weigh_with(
            counts.into_iter(),
            |term| self.idf.of(df.of(term), df.documents()),
            &mut Vec::new(),
            |term, weight| vector.push(term, weight),
        );
        vector
    }

    /// As [`weigh`](Self::weigh), with the idf of each term known, into whatever takes terms and weights. The memory of
    /// `weights` is reused.
    pub(crate) fn weigh_with(
        &self,
        counts: impl Iterator<Item = (TermId, u32)>,
        idf: impl Fn(TermId) -> f64,
        weights: &mut Vec<(TermId, f64)>,
        mut take: impl FnMut(TermId, f32),
    ) {
        weights.clear();
        weights.extend(counts.map(|(term, count)| (term, self.tf.of(count) * idf(term))));
        let length = match self.norm {
            Norm::None => 1.0,
            Norm::L1 => weights.iter().map(|(_, weight)| weight.abs()).sum(),
            Norm::L2 => weights.iter().map(|(_, weight)| weight.powi(2)).sum::<f64>().sqrt(),
        };
        for &(term, weight) in weights.iter() {
            let weight = (weight / length) as f32;
            if weight.is_finite() && weight != 0.0 {
                take(term, weight);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hand_worked() {
        let mut df = DocumentFrequencies::new();
        df.add([TermId(0)], 1.0);
        df.add([TermId(0), TermId(1)], 1.0);
        let counts = [(TermId(0), 1), (TermId(1), 3)];
        let weigh = |tf, idf, norm| Weighting { tf, idf, norm }.weigh(counts, &df).view().weights().to_vec();
        use InverseDocumentFrequency as Idf;
        use TermFrequency as Tf;
        assert_eq!(weigh(Tf::Raw, Idf::Unit, Norm::None), [1.0, 3.0]);
        assert_eq!(weigh(Tf::Raw, Idf::Unit, Norm::L1), [0.25, 0.75]);
        assert_eq!(weigh(Tf::Binary, Idf::Unit, Norm::None), [1.0, 1.0]);
        // 1 + ln 3 = 2.0986, ln(3/2) + 1 = 1.4055, ln(2/1) + 1 = 1.6931
        let close = |a: &[f32], b: [f32; 2]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-4);
        assert!(close(&weigh(Tf::Sublinear, Idf::Unit, Norm::None), [1.0, 2.0986]));
        assert!(close(&weigh(Tf::Binary, Idf::Smooth, Norm::None), [1.0, 1.4055]));
        assert!(close(&weigh(Tf::Binary, Idf::Plain, Norm::None), [1.0, 1.6931]));
        // (1, 1.4055) has length 1.7249
        assert!(close(&weigh(Tf::Binary, Idf::Smooth, Norm::L2), [0.5797, 0.8148]));
    }

    #[test]
    fn nothing_weighs_nothing() {
        let df = DocumentFrequencies::new();
        assert!(Weighting::default().weigh([], &df).view().is_empty());
        assert_eq!(Weighting::default().weigh([(TermId(7), 1)], &df).view().weights(), [1.0]);
    }
}
