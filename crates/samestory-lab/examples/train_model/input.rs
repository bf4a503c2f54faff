//! What there is to learn from one variant of a set: its pairs.

use ndarray::Array2;
use samestory::cluster::Feature;
use samestory::unstable::cluster::{CandidatePairs, candidate_pairs};
use samestory::{Article, Config, ConfigError};

use crate::labelled::Labelled;
use crate::variants::Variant;

/// Pairs of an input that are looked at at most, spread evenly.
const MAX_EXAMPLES: usize = 12_000;

/// What all samples of a set weigh, in variants. A higher weight leaves fewer false stories of one subject, and takes more true stories
/// apart.
const SAMPLES_WEIGHT: f64 = 0.25;

/// An input with fewer examples weighs less; so does a sample with fewer than so many.
const FULL_WEIGHT: f64 = 4_000.0;
const FULL_WEIGHT_OF_SAMPLE: f64 = 200.0;

pub(crate) struct Input {
    /// Within its set, as [`Variant::weight`].
    pub(crate) weight: f64,
    /// By example, in the order of [`Feature::ALL`].
    pub(crate) features: Array2<f32>,
    /// By example: whether both articles report the same event.
    pub(crate) same: Vec<bool>,
    /// Examples from which on the input has its full weight.
    full_weight: f64,
}

impl Input {
    /// The examples of a variant, and all pairs they were taken from.
    pub(crate) fn new(variant: Variant) -> Result<(Self, CandidatePairs), ConfigError> {
        let Variant { weight, articles, config, .. } = variant;
        let mut examples = Examples::default();
        let pairs = examples.add(articles, &config)?;
        Ok((examples.finish(weight, FULL_WEIGHT), pairs))
    }

    /// The examples of small inputs, each by itself; together they weigh a part of a variant.
    pub(crate) fn of_samples(samples: Vec<Vec<Labelled>>, config: &Config) -> Result<Self, ConfigError> {
        let full_weight = FULL_WEIGHT_OF_SAMPLE * samples.len() as f64;
        let mut examples = Examples::default();
        for articles in samples {
            examples.add(articles, config)?;
        }
        Ok(examples.finish(SAMPLES_WEIGHT, full_weight))
    }

    /// The weight of each example, if the whole set weighs 1 and these are the weights of all its inputs.
    pub(crate) fn example_weight(&self, of_all: f64) -> f64 {
        let size = self.same.len() as f64;
        self.weight / of_all * (size / self.full_weight).min(1.0) / size.max(1.0)
    }
}

/// Examples as they are collected.
#[derive(Default)]
struct Examples {
    values: Vec<f32>,
    same: Vec<bool>,
}

impl Examples {
    /// Adds the pairs of an input, spread evenly if there are many.
    fn add(&mut self, articles: Vec<Labelled>, config: &Config) -> Result<CandidatePairs, ConfigError> {
        let (articles, stories): (Vec<Article>, Vec<Option<u64>>) =
            articles.into_iter().map(|Labelled { article, story }| (article, story)).unzip();
        let pairs = candidate_pairs(&articles, config)?;
        let step = pairs.pairs().len().div_ceil(MAX_EXAMPLES).max(1);
        for pair in pairs.pairs().iter().step_by(step) {
            if let [Some(a), Some(b)] = [pair.a, pair.b].map(|id| stories[id.index()]) {
                self.values.extend_from_slice(pair.features.values());
                self.same.push(a == b);
            }
        }
        Ok(pairs)
    }

    fn finish(self, weight: f64, full_weight: f64) -> Input {
        let Self { values, same } = self;
        let features =
            Array2::from_shape_vec((same.len(), Feature::COUNT), values).expect("a row an example");
        Input { weight, features, same, full_weight }
    }
}
