//! What there is to learn from one variant of a set: its pairs.

use ndarray::Array2;
use samestory::cluster::{CandidatePairs, Feature, candidate_pairs};
use samestory::{Article, ConfigError};

use crate::labelled::Labelled;
use crate::variants::Variant;

/// Pairs of an input that are looked at at most, spread evenly.
const MOST_EXAMPLES: usize = 12_000;

/// An input with fewer examples weighs less.
const FULL_WEIGHT: f64 = 4_000.0;

pub(crate) struct Input {
    /// Within its set, as [`Variant::weight`].
    pub(crate) weight: f64,
    /// By example, in the order of [`Feature::ALL`].
    pub(crate) features: Array2<f32>,
    /// By example: whether both articles report the same event.
    pub(crate) same: Vec<bool>,
}

impl Input {
    /// The examples of a variant, and all pairs they were taken from.
    pub(crate) fn new(variant: Variant) -> Result<(Self, CandidatePairs), ConfigError> {
        let Variant { weight, articles, config, .. } = variant;
        let (articles, stories): (Vec<Article>, Vec<Option<u64>>) =
            articles.into_iter().map(|Labelled { article, story }| (article, story)).unzip();
        let pairs = candidate_pairs(&articles, &config)?;
        let step = pairs.pairs().len().div_ceil(MOST_EXAMPLES).max(1);
        let (mut values, mut same) = (Vec::new(), Vec::new());
        for pair in pairs.pairs().iter().step_by(step) {
            if let [Some(a), Some(b)] = [pair.a, pair.b].map(|id| stories[id.index()]) {
                values.extend_from_slice(pair.features.values());
                same.push(a == b);
            }
        }
        let features =
            Array2::from_shape_vec((same.len(), Feature::COUNT), values).expect("a row an example");
        Ok((Self { weight, features, same }, pairs))
    }

    /// The weight of each example, if the whole set weighs 1 and these are the weights of all its inputs.
    pub(crate) fn example_weight(&self, of_all: f64) -> f64 {
        let size = self.same.len() as f64;
        self.weight / of_all * (size / FULL_WEIGHT).min(1.0) / size.max(1.0)
    }
}
